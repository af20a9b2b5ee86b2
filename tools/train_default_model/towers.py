"""The towers in PyTorch. The image towers are cut into a frozen trunk and a tail that is trained, the text tower into frozen
layers and last ones with trained additions of low rank. Weights have their names in towers.npz (prepare.py)."""
import numpy as np
import torch
from torch import nn
from torch.nn import functional

from e5_tower import POOLED_LAYERS
from efficientnet_lite import STAGES, VARIANTS, blocks_of, is_residual

TAIL_STAGES = 2                                     # of each image tower, with the last convolution
FROZEN_LAYERS, LAYERS = 4, 12                       # of the text tower
RANK = 16                                           # of the additions
WIDTH, HEADS, EPSILON = 384, 12, 1e-12              # of the text tower
TRUNK, TAIL = range(len(STAGES) - TAIL_STAGES), range(len(STAGES) - TAIL_STAGES, len(STAGES))


class Convolution(nn.Module):
    def __init__(self, weights, name, stride=1, activate=True):
        super().__init__()
        self.name, self.stride, self.activate = name, stride, activate
        self.weight = nn.Parameter(torch.tensor(weights[name]).float())
        self.bias = nn.Parameter(torch.tensor(weights[name + ".bias"]))

    def forward(self, x):
        """Pads as TensorFlow's 'SAME' does; computes in the type of x."""
        kernel, side = self.weight.shape[-1], x.shape[-1]
        padding = max((-(-side // self.stride) - 1) * self.stride + kernel - side, 0)
        before, after = padding // 2, padding - padding // 2
        if before != after:
            x, before = functional.pad(x, (before, after, before, after)), 0
        y = functional.conv2d(x, self.weight.to(x.dtype), self.bias.to(x.dtype), self.stride, before,
                              groups=x.shape[1] // self.weight.shape[1])
        return functional.relu6(y) if self.activate else y


class InvertedResidual(nn.Module):
    def __init__(self, weights, prefix, block):
        super().__init__()
        self.residual = is_residual(block)
        expand = [Convolution(weights, prefix + "_expand_conv.weight")] if block.expansion != 1 else []
        self.layers = nn.Sequential(*expand, Convolution(weights, prefix + "_depthwise_conv.weight", block.stride),
                                    Convolution(weights, prefix + "_project_conv.weight", activate=False))

    def forward(self, x):
        return x + self.layers(x) if self.residual else self.layers(x)


class Stages(nn.Module):
    """Some stages of a backbone: the first with the stem, the last with the convolution that follows."""

    def __init__(self, weights, variant, chosen):
        super().__init__()
        prefix = variant.name + "."
        self.stem = Convolution(weights, prefix + "_conv_stem.weight", 2) if 0 in chosen else nn.Identity()
        self.stages = nn.ModuleList(
            nn.Sequential(*(InvertedResidual(weights, f"{prefix}_blocks.{block.index}.", block)
                            for block in blocks_of(variant) if block.stage == stage)) for stage in chosen)
        self.last = Convolution(weights, prefix + "_conv_head.weight") if len(STAGES) - 1 in chosen else nn.Identity()

    def forward(self, x):
        """-> (map, mean and standard deviation over the plane of the stages' channels, float32 [N, S])"""
        statistics, x = [], self.stem(x)
        for stage in self.stages:
            x = stage(x)
            plane = x.float().flatten(2)
            statistics += [plane.mean(2), (plane.var(2, correction=0) + 1e-12).sqrt()]
        return self.last(x), torch.cat(statistics, 1)


def image_stages(weights, chosen):
    """A module for each backbone."""
    return nn.ModuleList(Stages(weights, variant, chosen) for variant in VARIANTS)


def _float_matrix(weights, name):
    """Blocks of MatMulNBits -> float32 [rows, columns]"""
    packed, scales = weights[name + ".nibbles"], weights[name + ".scales"]
    values = np.stack([packed & 15, packed >> 4], -1).reshape(*packed.shape[:2], -1).astype(np.float32) - 8
    return torch.tensor((values * scales.reshape(*packed.shape[:2], 1)).reshape(len(packed), -1))


class Linear(nn.Module):
    """A frozen layer and, if rank is not 0, the trained up down beside it."""

    def __init__(self, weights, name, rank):
        super().__init__()
        self.name = name
        self.register_buffer("weight", _float_matrix(weights, name))
        self.register_buffer("bias", torch.tensor(weights[name + ".b"]))
        rows, columns = self.weight.shape
        self.down = nn.Parameter(torch.randn(rank, columns) * columns ** -0.5) if rank else None
        self.up = nn.Parameter(torch.zeros(rows, rank)) if rank else None

    def forward(self, x):
        y = functional.linear(x, self.weight, self.bias)
        return y if self.down is None else y + functional.linear(functional.linear(x, self.down), self.up)


class Norm(nn.Module):
    def __init__(self, weights, name):
        super().__init__()
        self.register_buffer("weight", torch.tensor(weights[name + ".w"]))
        self.register_buffer("bias", torch.tensor(weights[name + ".b"]))

    def forward(self, x):
        return functional.layer_norm(x.float(), (WIDTH,), self.weight, self.bias, EPSILON)


class Layer(nn.Module):
    def __init__(self, weights, number, rank):
        super().__init__()
        prefix = f"l{number - 1}."
        self.query, self.key, self.value, self.output, self.widen, self.narrow = (
            Linear(weights, prefix + part, rank) for part in ("q", "k", "v", "ao", "fi", "fo"))
        self.attention_norm, self.output_norm = Norm(weights, prefix + "aln"), Norm(weights, prefix + "oln")

    def forward(self, x, bias):
        """x [N, L, 384], bias [N, 1, 1, L]: what is added to the attention's scores."""
        batch, length, _ = x.shape
        query, key, value = (part(x).view(batch, length, HEADS, -1).transpose(1, 2) for part in (self.query, self.key, self.value))
        shares = functional.softmax(query @ key.transpose(2, 3) * query.shape[-1] ** -0.5 + bias, -1).to(value.dtype)
        context = (shares @ value).transpose(1, 2).reshape(batch, length, WIDTH)
        x = self.attention_norm(x + self.output(context))
        return self.output_norm(x + self.narrow(functional.gelu(self.widen(x))))


class TextLayers(nn.Module):
    """Layers first to last (counted from 1) of the text tower."""

    def __init__(self, weights, first, last, rank=0):
        super().__init__()
        self.numbers = range(first, last + 1)
        self.layers = nn.ModuleList(Layer(weights, number, rank) for number in self.numbers)

    def forward(self, x, mask):
        """x [N, L, 384], mask bool [N, L] -> (token states, float32 means over the tokens of the pooled layers among these)"""
        bias = torch.zeros(mask.shape, device=mask.device).masked_fill(~mask, -1e9)[:, None, None]
        weights, means = mask[:, :, None] / mask.sum(1)[:, None, None], []
        for number, layer in zip(self.numbers, self.layers):
            x = layer(x, bias)
            if number in POOLED_LAYERS:
                means.append((x.float() * weights).sum(1))
        return x, means


class WordEmbeddings(nn.Module):
    def __init__(self, weights):
        super().__init__()
        packed, scales = weights["emb.word.nibbles"], weights["emb.word.scales"].astype(np.float32)
        values = np.concatenate([packed & 15, packed >> 4], -1).astype(np.float32) - 8
        self.register_buffer("words", torch.tensor((values * scales).reshape(len(packed), WIDTH)))
        self.register_buffer("positions", torch.tensor(weights["emb.pos"]))
        self.norm = Norm(weights, "emb.ln")

    def forward(self, ids):
        return self.norm(self.words[ids] + self.positions[:ids.shape[1]])
