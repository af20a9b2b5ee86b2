"""Views of photos for training, made on the device: crops, mirrored or not, brighter or darker, more or less colourful.

Cropping, mirroring and resizing are two matrix products: a row of a matrix has one output pixel's weights, those of a
cubic kernel with a = -0.5, as Pillow's (Keys 1981)."""
import numpy as np
import torch

from efficientnet_lite import IMAGE_SIZE, PIXEL_MEAN, PIXEL_STD

CROPPED = 0.6                                       # share of the photos; the others are mirrored at most
AREA, STRETCH = (0.45, 1.0), (0.85, 1.18)           # of a crop
GAIN, SATURATION = (0.75, 1.25), (0.7, 1.3)


def normalised(pixels):
    """[N, 3, S, S] of 0..255 -> what the towers take"""
    return (pixels.float() - PIXEL_MEAN) / PIXEL_STD


def random_views(photos, random):
    """photos uint8 [N, 3, S, S], random: numpy's Generator -> float32 [N, 3, 260, 260] as the towers take them"""
    count, side = len(photos), photos.shape[-1]
    cropped = random.random(count) < CROPPED
    area, stretch, gain, saturation = (
        np.where(cropped, random.uniform(*limits, count), 1.0) for limits in (AREA, STRETCH, GAIN, SATURATION))
    widths, heights = (side * np.minimum(1, (area * part) ** 0.5) for part in (stretch, 1 / stretch))
    lefts, tops = ((side - length) * random.random(count) for length in (widths, heights))
    columns = _resizing(lefts, widths, random.random(count) < 0.5, side, photos.device)
    rows = _resizing(tops, heights, np.zeros(count, bool), side, photos.device)
    pixels = rows[:, None] @ photos.float() @ columns[:, None].transpose(2, 3)
    gain, saturation = (_column(value, photos.device)[..., None] for value in (gain, saturation))
    grey = pixels.mean(1, keepdim=True)
    return normalised(((grey + (pixels - grey) * saturation) * gain).clamp(0, 255))


def _resizing(begins, lengths, mirrored, side, device):
    """Sections of a line of pixels, float [N] and bool [N] -> matrices [N, 260, side] that resize them to 260."""
    begins, lengths, mirrored = (_column(value, device) for value in (begins, lengths, mirrored))
    place = (torch.arange(IMAGE_SIZE, device=device)[:, None] + 0.5) / IMAGE_SIZE
    centre = begins + torch.lerp(place.expand(len(begins), -1, 1), 1 - place, mirrored) * lengths - 0.5
    weights = _cubic((centre - torch.arange(side, device=device)) / (lengths / IMAGE_SIZE).clamp_min(1))
    return weights / weights.sum(2, keepdim=True)


def _column(values, device):
    """numpy [N] -> float32 [N, 1, 1]"""
    return torch.tensor(values, dtype=torch.float32, device=device)[:, None, None]


def _cubic(x):
    x = x.abs()
    near, far = (1.5 * x - 2.5) * x * x + 1, ((-0.5 * x + 2.5) * x - 4) * x + 2
    return torch.where(x < 1, near, torch.where(x < 2, far, 0.0))
