"""What is trained: a head for each tower, the tails of the image towers and additions to the last layers of the text tower."""
import torch
from torch import nn
from torch.nn import functional

from features import photo_features, unit
from joint_space import CONSE_WEIGHT
from towers import FROZEN_LAYERS, LAYERS, RANK, TAIL, TextLayers, image_stages

SIZE, HIDDEN = 384, 512
IMAGE_DROPOUT, TEXT_DROPOUT = 0.5, 0.4
BATCH = 512                                         # outside of training


class Head(nn.Module):
    """[B, d] -> [B, 384] of unit length: standardise, then a linear layer plus one with a hidden layer."""

    def __init__(self, mean, std, dropout):
        super().__init__()
        self.register_buffer("feature_mean", mean)
        self.register_buffer("feature_std", std)
        self.dropout = nn.Dropout(dropout)
        self.linear = nn.Linear(len(mean), SIZE)
        self.hidden = nn.Linear(len(mean), HIDDEN)
        self.output = nn.Linear(HIDDEN, SIZE)

    def forward(self, x):
        with torch.autocast(x.device.type, torch.bfloat16, enabled=self.training):
            x = self.dropout((x - self.feature_mean) / self.feature_std)
            hidden = self.dropout(functional.gelu(self.hidden(x)))
            y = self.linear(x) + self.output(hidden)
        return unit(y.float())


class Model(nn.Module):
    def __init__(self, data):
        super().__init__()
        self.data = data
        means = data.texts["train"].means
        self.image = Head(data.mean, data.std, IMAGE_DROPOUT)
        self.text = Head(means.mean(0), means.std(0) + 1e-3, TEXT_DROPOUT)
        self.tails = image_stages(data.weights, TAIL)
        self.layers = TextLayers(data.weights, FROZEN_LAYERS + 1, LAYERS, RANK)
        self.to(data.device)

    def photo_features(self, chosen):
        """chosen: (maps, statistics) of the trunks -> [B, d]"""
        return photo_features(self.tails, *chosen, torch.bfloat16 if self.training else torch.float32)

    def text_features(self, texts, numbers):
        """-> the means over the tokens [B, 1152]"""
        states, mask = texts.states(numbers)
        with torch.autocast(states.device.type, torch.bfloat16, enabled=self.training):
            means = self.layers(states, mask)[1]
        return torch.cat([texts.means[numbers][:, :-384 * len(means)], *means], 1)

    @torch.no_grad()
    def embedded_photos(self, photos, temperature):
        """Photos -> [N, 512], as the bundle does; temperature: ConSE's"""
        features = photos.features(self.tails)
        return joined(self.image(features), self.data.photo_conse(self.data.classifier.logits(features), temperature))

    @torch.no_grad()
    def embedded_texts(self, texts, numbers):
        """-> [N, 512]"""
        vectors = []
        for part in numbers.split(BATCH):
            features = self.text_features(texts, part)
            vectors.append(joined(self.text(features), self.data.text_conse(features)))
        return torch.cat(vectors)


def joined(trained, conse):
    """The two blocks, each of unit length -> one of unit length."""
    return torch.cat([trained * (1 - CONSE_WEIGHT) ** 0.5, conse * CONSE_WEIGHT ** 0.5], 1)
