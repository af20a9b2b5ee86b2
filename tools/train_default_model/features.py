"""The cached features as tensors: what the heads are trained on, and the ConSE vectors beside them."""
import pathlib

import numpy as np
import torch
from torch.nn import functional

from dataset import CLASSES, PROMPTS
from efficientnet_lite import VARIANTS
from head_file import conse_arrays

BACKBONES = [variant.name for variant in VARIANTS]
CONSE_TEMPERATURE = 1.5                             # in training; the bundle has its own
CHUNK = 4096


def unit(x):
    return functional.normalize(x, dim=-1)


class Classifier:
    """The frozen ImageNet classifier: the mean of the backbones' logits, a linear function of their pooled maps side by side."""

    def __init__(self, folder):
        arrays = np.load(folder / "classifier.npz")
        self.weights = [torch.tensor(arrays[f"{name}.weight"]) for name in BACKBONES]       # [1000, 1280] each
        self.biases = [torch.tensor(arrays[f"{name}.bias"]) for name in BACKBONES]

    def logits(self, pooled):
        """pooled: a tensor [N, 1280] for each backbone -> [N, 1000]"""
        parts = [part @ weight.T + bias for part, weight, bias in zip(pooled, self.weights, self.biases)]
        return sum(parts) / len(parts)


class Layout:
    """Where each backbone's parts lie in a photo's features: its pooled map, then its stages, backbone after backbone."""

    def __init__(self, sizes):
        """sizes: for each backbone (channels, stage features)"""
        self.pooled, self.stages, end = [], [], 0
        for channels, stages in sizes:
            self.pooled.append(slice(end, end + channels))
            self.stages.append(slice(end + channels, end + channels + stages))
            end += channels + stages
        self.size = end


class Texts:
    """Texts by number: features [T, 1152] (the mean over the tokens) and ConSE vectors [T, 128]."""

    def __init__(self, folder, name):
        self.table = dict(np.load(folder / f"texts_{name}.npz"))
        self.features = torch.tensor(token_means(self.table.pop("tokens"), self.table["lengths"]))
        self.conse = None

    def add_conse(self, conse):
        centred = unit(self.features[:, -384:]) - torch.tensor(conse["conse.caption_centre"])
        self.conse = unit(centred @ torch.tensor(conse["conse.components"].astype(np.float32)))


def token_means(tokens, lengths):
    """float16 [sum of lengths, d] -> float32 [T, d]"""
    ends, means = np.cumsum(lengths), np.zeros((len(lengths), tokens.shape[1]), np.float32)
    begins = ends - lengths
    for first in range(0, len(lengths), CHUNK):
        chosen = slice(first, min(first + CHUNK, len(lengths)))
        begin, end = begins[first], ends[chosen][-1]
        sums = np.add.reduceat(tokens[begin:end].astype(np.float32), begins[chosen] - begin, axis=0)
        means[chosen] = sums / lengths[chosen][:, None]
    return means


class Features:
    """Everything that training and its val numbers need."""

    def __init__(self, folder: pathlib.Path, views):
        self.texts = {name: Texts(folder, name) for name in ("train", "val", "labels", "phrases")}
        labels = self.texts["labels"].features.reshape(len(PROMPTS), CLASSES, -1, self.texts["labels"].features.shape[1]).numpy()
        train = self.texts["train"]
        self.conse = conse_arrays(dict(zip(PROMPTS, labels)), {"features": train.features.numpy(), "chinese": train.table["chinese"]})
        for texts in self.texts.values():
            texts.add_conse(self.conse)
        self.classifier = Classifier(folder)
        self.class_vectors = torch.tensor(self.conse["conse.class_vectors"].astype(np.float32))
        photos = [self._photos(folder / f"images_train_{view}.npz") for view in views]
        self.train_images, self.train_conse = (torch.stack(part) for part in zip(*photos))      # [V, N, d] float16, [V, N, 128]
        self.val_images, self.val_conse = self._photos(folder / "images_val_base.npz")
        self.class_images, self.class_conse = self._photos(folder / "images_imagenet_base.npz")
        self.captions_of = [([], []) for _ in range(self.train_images.shape[1])]                # (en, zh) of a photo
        for text, (owner, chinese) in enumerate(zip(train.table["owners"], train.table["chinese"])):
            self.captions_of[owner][int(chinese)].append(text)
        self.phrases = Phrases(self.texts["phrases"].table, self.train_images.shape[1])

    def _photos(self, path):
        """-> (features float16 [N, d], ConSE vectors [N, 128])"""
        table = np.load(path)
        pooled = [table[f"{name}.cells"].astype(np.float32).mean(1) for name in BACKBONES]
        stages = [table[f"{name}.stages"] for name in BACKBONES]
        self.layout = Layout([(left.shape[1], right.shape[1]) for left, right in zip(pooled, stages)])
        features = np.concatenate([part.astype(np.float16) for pair in zip(pooled, stages) for part in pair], axis=1)
        shares = functional.softmax(self.classifier.logits([torch.tensor(part) for part in pooled]) / CONSE_TEMPERATURE, 1)
        return torch.tensor(features), unit(shares @ self.class_vectors)


class Phrases:
    """names_of[phrase] -> numbers of its texts; shares [P, N]: which share of a photo's captions names it; language pairs."""

    RARENESS = 0.5                                  # a phrase is drawn in proportion to photos ** -RARENESS
    PAIRED_FAVOUR = 6.0                             # a phrase of the hand-written list, that many times as often

    def __init__(self, table, photos):
        count = len(table["ends"])
        self.names_of = [np.flatnonzero(table["phrase"] == number) for number in range(count)]
        self.shares = torch.zeros(count, photos)
        owners = np.repeat(np.arange(count), np.diff(table["ends"], prepend=0))
        self.shares[torch.tensor(owners), torch.tensor(table["photo"]).long()] = torch.tensor(table["share"])
        split = [([name for name in names if not table["chinese"][name]], [name for name in names if table["chinese"][name]])
                 for names in self.names_of]
        self.pairs = [pair for pair in split if all(pair)]
        frequency = (self.shares > 0).sum(1).float()
        paired = torch.tensor([all(pair) for pair in split])
        self.chance = frequency.clamp_min(1) ** -self.RARENESS * torch.where(paired, self.PAIRED_FAVOUR, 1.0)
