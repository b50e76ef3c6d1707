"""The arrow of time: whether made clips run forwards.

Three figures of each clip and channel change sign, exactly, when the clip is played backwards:

- rise: correlation of a frame with the next one a row further up, less that with the next one a
  row further down;
- growth: skewness of the frame differences (flames flare up fast and die slowly, or the other
  way about; smoke piles in and thins out);
- trend: what there is more at the end than at the start, over all that changed.

Their means over the real clips, each over its own spread from clip to clip, are a direction: the
score is how far the made clips go along it, 1 as far as the real ones, 0 where neither way of
playing them is right, -1 for real clips played backwards.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from filmgen.media import FloatArray

_LEAST = 1e-6


def arrow_of_time(real: FloatArray, made: FloatArray) -> float:
    """Share of the real clips' arrow that the made ones have; 1 is right, -1 is backwards.

    Args:
        real, made: standardised clips (n, T, channels, rows, columns).
    """
    usual, own = odd_figures(real), odd_figures(made)
    spread = np.maximum(usual.std(axis=0), _LEAST)
    direction = usual.mean(axis=0) / spread
    length = float(direction @ direction)
    return float(own.mean(axis=0) / spread @ direction) / max(length, _LEAST)


def odd_figures(clips: FloatArray) -> NDArray[np.float64]:
    """(n, 3 * channels): rise, growth and trend, odd under reversal of time."""
    figures = np.zeros((len(clips), 3, clips.shape[2]))
    axes = (0, 2, 3)
    for index, clip in enumerate(clips.astype(np.float64)):
        now, after = clip[:-1], clip[1:]
        change = after - now
        square = (change**2).sum(axis=axes)
        moves = square > _LEAST * change[:, 0].size
        scale = np.where(moves, square, 1.0)
        up = now[:, :, 1:] * after[:, :, :-1] - now[:, :, :-1] * after[:, :, 1:]
        cells = change.size / change.shape[1]
        figures[index, 0] = up.sum(axis=axes) / scale
        figures[index, 1] = (change**3).sum(axis=axes) * np.sqrt(cells) / scale**1.5
        figures[index, 2] = change.sum(axis=axes) / np.maximum(
            np.abs(change).sum(axis=axes), _LEAST
        )
        figures[index, :, ~moves] = 0.0
    return figures.reshape(len(clips), -1)
