"""Labels of a dataset's runs, and how long the runs are."""

from __future__ import annotations

import zlib

import numpy as np

from filmgen.effects.clips import ONE_SHOT, ClipLabel

RUN_FRAMES = 96
ONE_SHOT_FRAMES = 72
_CALM_SHARE = 0.3
"""Share of the runs without wind."""


def label_of(kind: str, seed: int) -> ClipLabel:
    """The label of a dataset's run: intensity, wind and scale are drawn by its seed."""
    rng = np.random.default_rng((zlib.crc32(b"label"), zlib.crc32(kind.encode()), seed))
    intensity, wind, scale, calm = rng.uniform(0.0, 1.0, 4)
    return ClipLabel(
        kind=kind,
        intensity=round(0.15 + 0.85 * float(intensity), 3),
        wind=0.0 if calm < _CALM_SHARE else round(2.0 * float(wind) - 1.0, 3),
        scale=round(0.6 * (1.7 / 0.6) ** float(scale), 3),
        seed=seed,
    )


def run_frames(kind: str) -> int:
    """Frames of a recorded run."""
    return ONE_SHOT_FRAMES if kind in ONE_SHOT else RUN_FRAMES
