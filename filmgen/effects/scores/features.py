"""Fréchet distance between sets of clips, on features of random 3D convolutions.

Random convolutions see edges, speeds and textures without having been trained on any of the
kinds, so that no model is at home in them. `NETWORKS` networks from fixed seeds; each looks at
the clip at several sizes. Its input is the standardised channels and, as channels of their own,
their frame differences: without them a frozen clip would score well. A response is standardised
by the real set, cut below a threshold of its own, and pooled by mean and standard deviation over
all frames and the cells of each of `BANDS` bands from top to foot: what happens at a flame's tip
is not what happens at its root.

Every network and size is a block of `2 * FILTERS * BANDS` = 72 features, fewer than the 96
clips it is measured on; the distances of the sizes are added, those of the networks averaged.
Covariances are shrunk by `SHRINK` towards a sphere of the same size (Ledoit and Wolf, 2004, with
a fixed weight, so that two distances can be compared). The distance of two sets of the same kind
is not 0 at 96 clips: it must be read beside the floor, at the same number of clips.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from filmgen.effects.scores.space import LEAST_SPREAD, Clips, Space

Features = tuple[NDArray[np.float64], ...]
"""One (n, features) array a block."""

SEEDS = (11, 23, 47)
"""Of the networks."""
FILTERS = 12
BANDS = 3
SHRINK = 0.1
_BATCH_VALUES = 4_194_304
_LEAST_RESPONSE = 1e-3
_LEAST_SPREAD = 0.02
"""Of a feature, over that of the block's most spread one. One that hardly varies in the real set is
not magnified: a single clip of the floor once stood 200 deviations off, and made all its distance.
"""


@dataclass(frozen=True)
class Glass:
    """A size at which a network looks: cells averaged first, then cells from one look to the next.

    Attributes:
        shrink: edge of the square of cells that are averaged to one.
        stride: cells of the shrunk picture between two responses.
    """

    shrink: int
    stride: int


FIELD_GLASSES = (Glass(1, 2), Glass(2, 1), Glass(4, 1))
"""For the training grid."""
PLATE_GLASSES = (Glass(1, 8), Glass(4, 4), Glass(16, 1))
"""For plates of 512x512."""


@dataclass
class _Layer:
    """One network at one size; its statistics are learned from the real set."""

    weight: Tensor
    threshold: Tensor
    glass: Glass
    change: Tensor | None = None
    level: Tensor | None = None
    spread: Tensor | None = None


class RandomFeatures:
    """The networks, fitted to a real set of clips (n, T, channels, rows, columns).

    Clips are float32 or float16, in `model_space`; `space` standardises them, a few at a time.
    `real` holds the real set's own features.
    """

    def __init__(
        self,
        real: Clips,
        space: Space,
        *,
        glasses: Sequence[Glass] = FIELD_GLASSES,
        seeds: Sequence[int] = SEEDS,
    ) -> None:
        self._sizes, self._space = len(glasses), space
        self._layers = [
            _layer(seed, real.shape[2], glass, index)
            for seed in seeds
            for index, glass in enumerate(glasses)
        ]
        self.real: Features = self(real)

    def __call__(self, clips: Clips) -> Features:
        """Features of clips of the real set's shape."""
        with torch.no_grad():
            return tuple(_look(layer, clips, self._space) for layer in self._layers)

    def distance(self, made: Features) -> float:
        """Of a set's features from the real set's."""
        return self.between(self.real, made)

    def between(self, a: Features, b: Features) -> float:
        """Distance of two sets, in units of the real set's spread of every feature."""
        total = 0.0
        for real, first, second in zip(self.real, a, b, strict=True):
            middle, spread = real.mean(axis=0), real.std(axis=0)
            spread = np.maximum(spread, _LEAST_SPREAD * max(float(spread.max()), _LEAST_RESPONSE))
            total += frechet((first - middle) / spread, (second - middle) / spread)
        return total * self._sizes / len(self._layers)


def frechet(a: NDArray[np.float64], b: NDArray[np.float64]) -> float:
    """Fréchet distance of two sets of vectors (n, d), taken as Gaussian; at least 0.

    The root of the product of covariances is taken of its symmetric form, whose eigenvalues
    are real and, but for rounding, not negative.
    """
    first, second = _covariance(a), _covariance(b)
    values, vectors = np.linalg.eigh(first)
    root = (vectors * np.sqrt(np.maximum(values, 0.0))) @ vectors.T
    shared = np.linalg.eigvalsh(root @ second @ root)
    apart = a.mean(axis=0) - b.mean(axis=0)
    spread = np.trace(first) + np.trace(second) - 2.0 * np.sqrt(np.maximum(shared, 0.0)).sum()
    return max(float(apart @ apart + spread), 0.0)


def _covariance(vectors: NDArray[np.float64]) -> NDArray[np.float64]:
    size = vectors.shape[1]
    own = np.atleast_2d(np.cov(vectors, rowvar=False))
    sphere = np.eye(size) * (np.trace(own) / size)
    shrunk: NDArray[np.float64] = (1.0 - SHRINK) * own + SHRINK * sphere
    return shrunk


def _layer(seed: int, channels: int, glass: Glass, index: int) -> _Layer:
    """Normal 3x3x3 filters; half of them see no flat areas. Thresholds from -0.5 to 1 spread."""
    chance = torch.Generator().manual_seed(1000 * seed + index)
    weight = torch.randn(FILTERS, 2 * channels, 3, 3, 3, generator=chance)
    blind = FILTERS // 2
    weight[:blind] -= weight[:blind].mean(dim=(2, 3, 4), keepdim=True)
    threshold = torch.linspace(-0.5, 1.0, FILTERS)[torch.randperm(FILTERS, generator=chance)]
    return _Layer(weight, threshold[:, None, None, None], glass)


def _look(layer: _Layer, clips: Clips, space: Space) -> NDArray[np.float64]:
    """Pooled responses, (n, 2 * FILTERS * BANDS); the first set seen is the real one."""
    responses = []
    if layer.change is None:
        layer.change = _usual_change(clips, space, layer.glass)
    for view in _views(clips, space, layer.glass):
        change = (view[:, 1:] - view[:, :-1]) / layer.change
        both = torch.cat((0.5 * (view[:, 1:] + view[:, :-1]), change), dim=2)
        stride = (1, layer.glass.stride, layer.glass.stride)
        responses.append(
            functional.conv3d(both.transpose(1, 2).contiguous(), layer.weight, stride=stride)
        )
    response = torch.cat(responses)
    if layer.level is None or layer.spread is None:
        axes = (0, 2, 3, 4)
        layer.level = response.mean(dim=axes)[:, None, None, None]
        layer.spread = response.std(dim=axes).clamp_min(_LEAST_RESPONSE)[:, None, None, None]
    response = ((response - layer.level) / layer.spread - layer.threshold).clamp_min_(0.0)
    pooled = []
    for band in torch.tensor_split(response, BANDS, dim=3):
        cells = band.flatten(2)
        pooled += [cells.mean(dim=2), cells.std(dim=2)]
    features: NDArray[np.float64] = torch.cat(pooled, dim=1).double().numpy()
    return features


def _usual_change(clips: Clips, space: Space, glass: Glass) -> Tensor:
    """Spread of every channel's frame differences, (channels, 1, 1)."""
    squares, count = torch.zeros(clips.shape[2], dtype=torch.float64), 0
    for view in _views(clips, space, glass):
        change = view.diff(dim=1)
        squares += change.double().square().sum(dim=(0, 1, 3, 4))
        count += change.numel() // change.shape[2]
    spread = (squares / count).sqrt().clamp_min(LEAST_SPREAD)
    return spread.float()[:, None, None]


def _views(clips: Clips, space: Space, glass: Glass) -> Iterator[Tensor]:
    """Batches of clips, standardised and shrunk, float32."""
    step = max(1, _BATCH_VALUES // clips[0].size)
    for start in range(0, len(clips), step):
        part = space.standardise(clips[start : start + step].astype(np.float32))
        view = torch.from_numpy(part)
        if glass.shrink > 1:
            small = functional.avg_pool2d(view.flatten(0, 1), glass.shrink)
            view = small.unflatten(0, view.shape[:2])
        yield view
