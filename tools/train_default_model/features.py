"""What the frozen parts of the towers make of the photos and texts, kept in memory, and what else training needs to know."""
import concurrent.futures
import os

import numpy as np
import torch
from PIL import Image
from torch.nn import functional

from dataset import CLASSES, PROMPTS, caption_rows, label_rows, open_photo
from e5_tower import FEATURES
from efficientnet_lite import CHANNELS, IMAGE_SIZE, VARIANTS
from head_file import conse_arrays
from towers import FROZEN_LAYERS, LAYERS, TAIL, TRUNK, TextLayers, WordEmbeddings, image_stages
from views import normalised, random_views

STORED_SIDE = 224                                   # of the photos that views are made from
VIEWS_SEED = 485
BATCH_IMAGES, BATCH_TEXTS = 128, 512
SETS = ("train", "val", "labels", "phrases", "queries")


def unit(x):
    return functional.normalize(x, dim=-1)


def decoded(paths, side):
    """Photo files, squashed -> uint8 [N, 3, side, side]"""
    def decode(path):
        return np.asarray(open_photo(path).resize((side, side), Image.BICUBIC)).transpose(2, 0, 1)

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        return torch.tensor(np.stack(list(pool.map(decode, paths))))


class Layout:
    """Where each backbone's parts lie in a photo's features: its pooled map, then its stages, backbone after backbone."""

    def __init__(self, stage_sizes):
        self.pooled, self.stages, end = [], [], 0
        for size in stage_sizes:
            self.pooled.append(slice(end, end + CHANNELS))
            self.stages.append(slice(end + CHANNELS, end + CHANNELS + size))
            end += CHANNELS + size


class Classifier:
    """The frozen ImageNet classifier: the mean of the backbones' logits, a linear function of their pooled maps."""

    def __init__(self, weights, layout, device):
        self.layout = layout
        names = [f"{variant.name}.classifier." for variant in VARIANTS]
        self.weights, self.biases = ([torch.tensor(weights[name + part], device=device) for name in names] for part in ("weight", "bias"))

    def logits(self, features):
        """[N, d] -> [N, 1000]"""
        parts = [features[:, part] @ weight.T + bias for part, weight, bias in zip(self.layout.pooled, self.weights, self.biases)]
        return sum(parts) / len(parts)


def photo_features(tails, maps, statistics, dtype=torch.float32):
    """maps and statistics of the trunks, for each backbone -> float32 [N, d]; the tails compute in dtype"""
    parts, memory_format = [], torch.channels_last if maps[0].is_cuda else torch.contiguous_format
    for tail, trunk_map, trunk_statistics in zip(tails, maps, statistics):
        last_map, tail_statistics = tail(trunk_map.to(dtype, memory_format=memory_format))
        parts += [last_map.float().mean((2, 3)), trunk_statistics, tail_statistics]
    return torch.cat(parts, 1)


class Photos:
    """Photos in V views: maps float16 [V, N, C, 17, 17] and statistics float32 [V, N, S] of each backbone's trunk."""

    def __init__(self, views, count):
        self.views, self.count, self.maps, self.statistics = views, count, None, None

    def fill(self, trunks, view, pixels):
        """pixels: batches float32 [B, 3, 260, 260], of all photos in order"""
        begin = 0
        for batch in pixels:
            parts = [trunk(batch) for trunk in trunks]
            if self.maps is None:
                self.maps, self.statistics = ([self._empty(part, dtype) for part in values]
                                              for values, dtype in zip(zip(*parts), (torch.float16, torch.float32)))
            for store, values in zip((self.maps, self.statistics), zip(*parts)):
                for backbone, value in zip(store, values):
                    backbone[view, begin:begin + len(batch)] = value
            begin += len(batch)

    def _empty(self, part, dtype):
        return torch.empty(self.views, self.count, *part.shape[1:], dtype=dtype, device=part.device)

    def chosen(self, views, photos):
        """Numbers or slices of both -> (maps, statistics) of each backbone"""
        return [part[views, photos] for part in self.maps], [part[views, photos] for part in self.statistics]

    @torch.no_grad()
    def features(self, tails, view=0):
        """float32 [N, d]"""
        return torch.cat([photo_features(tails, *self.chosen(view, slice(begin, begin + BATCH_IMAGES)))
                          for begin in range(0, self.count, BATCH_IMAGES)])


class Texts:
    """Texts by number: token states of the last frozen layer, and of the frozen tower the means and ConSE vectors."""

    def __init__(self, ids, lengths, tower, device):
        """tower: (embeddings, layers that stay frozen, the others)"""
        ends = torch.tensor(np.cumsum(lengths), device=device)
        self._lengths = torch.tensor(lengths, device=device)
        self._begins, self._padding = ends - self._lengths, int(ends[-1])
        self._states = torch.zeros(self._padding + 1, 384, dtype=torch.float16, device=device)
        self.means, self.conse = torch.empty(len(lengths), FEATURES, device=device), None
        ids = torch.tensor(np.append(ids, 1), device=device).long()
        for numbers in torch.argsort(self._lengths, stable=True).split(BATCH_TEXTS):
            self._run(ids, numbers, tower)

    def __len__(self):
        return len(self._lengths)

    def states(self, numbers):
        """-> (float32 [N, L, 384], mask bool [N, L])"""
        places, mask = self._places(numbers)
        return self._states[places].float(), mask

    @torch.no_grad()
    def _run(self, ids, numbers, tower):
        embeddings, frozen, others = tower
        places, mask = self._places(numbers)
        states, means = frozen(embeddings(ids[places]), mask)
        self._states[places[mask]] = states[mask].half()
        self.means[numbers] = torch.cat(means + others(states, mask)[1], 1)

    def _places(self, numbers):
        lengths = self._lengths[numbers]
        tokens = torch.arange(int(lengths.max()), device=lengths.device)
        mask = tokens < lengths[:, None]
        return torch.where(mask, self._begins[numbers][:, None] + tokens, self._padding), mask


class Phrases:
    """names_of[phrase] -> numbers of its texts; shares [P, N]: which share of a photo's captions names it; language pairs."""

    RARENESS = 0.5                                  # a phrase is drawn in proportion to photos ** -RARENESS
    PAIRED_FAVOUR = 6.0                             # a phrase of the hand-written list, that many times as often

    def __init__(self, table, photos, device):
        count = len(table["ends"])
        self.names_of = [np.flatnonzero(table["phrase"] == number) for number in range(count)]
        shares = torch.zeros(count, photos)
        owners = np.repeat(np.arange(count), np.diff(table["ends"], prepend=0))
        shares[torch.tensor(owners), torch.tensor(table["photo"])] = torch.tensor(table["share"])
        split = [([name for name in names if not table["chinese"][name]], [name for name in names if table["chinese"][name]])
                 for names in self.names_of]
        self.pairs = [pair for pair in split if all(pair)]
        paired = torch.tensor([all(pair) for pair in split])
        chance = (shares > 0).sum(1).clamp_min(1) ** -self.RARENESS * torch.where(paired, self.PAIRED_FAVOUR, 1.0)
        self.shares, self.chance = shares.to(device), chance.to(device)


class Features:
    """Everything that training and its val numbers need, on the device."""

    def __init__(self, prepared, data, views, device):
        self.device, self._trunk_type = device, torch.float16 if device.type == "cuda" else torch.float32
        self.weights = dict(np.load(prepared / "towers.npz"))
        self.tables = _tables(np.load(prepared / "texts.npz"))
        self.texts = self._run_texts()
        labels = self.texts["labels"].means.view(len(PROMPTS), CLASSES, -1, self.texts["labels"].means.shape[1]).cpu().numpy()
        captions = {"features": self.texts["train"].means.cpu().numpy(), "chinese": self.tables["train"]["chinese"]}
        self.conse = conse_arrays(dict(zip(PROMPTS, labels)), captions)
        self._conse = {name: torch.tensor(array.astype(np.float32), device=device) for name, array in self.conse.items()}
        for texts in self.texts.values():
            texts.conse = self.text_conse(texts.means)
        self._run_trunks(data, views)
        self._run_frozen_tails()
        train = self.tables["train"]
        self.captions_of = [([], []) for _ in range(self.train.count)]                          # (en, zh) of a photo
        for text, (owner, chinese) in enumerate(zip(train["owners"], train["chinese"])):
            self.captions_of[owner][int(chinese)].append(text)
        self.phrases = Phrases(self.tables["phrases"], self.train.count, device)

    def text_conse(self, means):
        """[T, 1152] -> [T, 128]"""
        return unit((unit(means[:, -384:]) - self._conse["conse.caption_centre"]) @ self._conse["conse.components"])

    def photo_conse(self, logits, temperature):
        """[N, 1000] -> [N, 128]"""
        return unit(functional.softmax(logits / temperature, 1) @ self._conse["conse.class_vectors"])

    def _run_texts(self):
        layers = [TextLayers(self.weights, *numbers) for numbers in ((1, FROZEN_LAYERS), (FROZEN_LAYERS + 1, LAYERS))]
        tower = [part.to(self.device) for part in (WordEmbeddings(self.weights), *layers)]
        return {name: Texts(self.tables[name]["ids"], self.tables[name]["lengths"], tower, self.device) for name in SETS}

    @torch.no_grad()
    def _run_trunks(self, data, views):
        """View 0 of a photo is as in the bundle, the others are random."""
        trunks = image_stages(self.weights, TRUNK).to(self.device, self._trunk_type)
        rows = [caption_rows(data / "captions", split) for split in ("train", "val")] + [label_rows(data / "labelled")]
        paths = [[row["path"] for row in part] for part in rows]
        self.train, self.val, self.classes = (Photos(count, len(part)) for count, part in zip((views, 1, 1), paths))
        for photos, files in zip((self.train, self.val, self.classes), paths):
            batches = (decoded(files[begin:begin + BATCH_IMAGES], IMAGE_SIZE) for begin in range(0, len(files), BATCH_IMAGES))
            photos.fill(trunks, 0, (self._pixels(normalised(batch.to(self.device))) for batch in batches))
        random, stored = np.random.default_rng(VIEWS_SEED), decoded(paths[0], STORED_SIDE)
        for view in range(1, views):
            batches = (batch.to(self.device) for batch in stored.split(BATCH_IMAGES))
            self.train.fill(trunks, view, (self._pixels(random_views(batch, random)) for batch in batches))

    @torch.no_grad()
    def _run_frozen_tails(self):
        """What training starts from: the features' mean and spread, and what the classifier says of each view, float16 [V, N, 1000]."""
        tails = image_stages(self.weights, TAIL).to(self.device)
        base = self.train.features(tails)
        self.mean, self.std = base.mean(0), base.std(0) + 1e-3
        self.layout = Layout(self._statistics_sizes(tails))
        self.classifier = Classifier(self.weights, self.layout, self.device)
        self.base_pooled = [base[:, part] for part in self.layout.pooled]
        self.train_logits, self.class_logits = (
            torch.stack([self.classifier.logits(photos.features(tails, view)).half() for view in range(photos.views)])
            for photos in (self.train, self.classes))

    def _statistics_sizes(self, tails):
        """For each backbone, how many statistics its trunk and tail give."""
        maps, statistics = self.train.chosen(0, slice(0, 1))
        return [part.shape[1] + tail(trunk_map.float())[1].shape[1] for tail, trunk_map, part in zip(tails, maps, statistics)]

    def _pixels(self, pixels):
        return pixels.to(self._trunk_type, memory_format=torch.channels_last if pixels.is_cuda else torch.contiguous_format)


def _tables(archive):
    tables = {name: {} for name in SETS}
    for name in archive.files:
        set_name, part = name.split(".")
        tables[set_name][part] = archive[name]
    return tables
