"""Seamless loops: the tail of a longer run is faded into its head.

Done on fields, before shading: a flame that fades in heat shrinks as flames do, where one that
fades in the picture turns into a ghost.
"""

from __future__ import annotations

import math

import numpy as np

from filmgen.media import FloatArray


def fade_frames(frames: int, rate: float, longest_s: float = 0.75) -> int:
    """How many frames the fade takes: at most a third of the loop, 0 for a single frame."""
    return min(frames // 3, max(1, round(longest_s * rate)))


def weights(fade: int) -> tuple[FloatArray, FloatArray]:
    """(head, tail) weights over the fade, whose squares add to 1: uncorrelated energy holds."""
    angle = 0.5 * math.pi * np.arange(fade, dtype=np.float64) / max(fade, 1)
    return np.sin(angle).astype(np.float32), np.cos(angle).astype(np.float32)


def close_loop(run: FloatArray, frames: int) -> FloatArray:
    """Fold a run of `frames` + fade frames of a non-negative field into a loop.

    Frame 0 is the run's frame number `frames`, so the seam is the run's own motion. In between,
    root-sum-square of the weighted fields: where only one is, it is scaled; where both are,
    they do not add up to more than either alone at full strength.

    Args:
        run: float32 (frames + fade, ...), at least 0.

    Returns:
        float32 (frames, ...).
    """
    fade = run.shape[0] - frames
    loop = run[:frames].copy()
    head, tail = (w.reshape(-1, *[1] * (run.ndim - 1)) for w in weights(fade))
    loop[:fade] = np.sqrt((head * run[:fade]) ** 2 + (tail * run[frames:]) ** 2)
    return loop


def close_loop_linear(run: FloatArray, frames: int) -> FloatArray:
    """The same for signed fields (displacements): weights that add to 1."""
    fade = run.shape[0] - frames
    loop = run[:frames].copy()
    head = (weights(fade)[0] ** 2).reshape(-1, *[1] * (run.ndim - 1))
    loop[:fade] = head * run[:fade] + (1.0 - head) * run[frames:]
    return loop
