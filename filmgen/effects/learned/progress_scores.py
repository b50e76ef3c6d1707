"""Quick scores during a training, against held-out runs."""

from __future__ import annotations

import numpy as np

from filmgen.effects.clips import ClipLabel
from filmgen.effects.learned.examples import Examples, held_out_clips
from filmgen.effects.learned.generator import FieldGenerator
from filmgen.effects.scores.quick import quick_scores
from filmgen.media import FloatArray

_RUNS, _FRAMES = 16, 16
"""Runs of each kind, and frames of the clips that they are cut into."""


def scores_now(
    generator: FieldGenerator, examples: Examples, step: int
) -> dict[str, dict[str, float]]:
    """Scores by kind, of clips made with the held-out runs' own labels; none where under 4 are."""
    made: dict[str, dict[str, float]] = {}
    for kind in examples.kinds:
        real = held_out_clips(examples.folder, examples.dataset, kind, _RUNS, _FRAMES)
        if len(real) < 4:
            continue
        clips = []
        for place, (label, fields) in enumerate(real):
            wanted = ClipLabel(kind, label.intensity, label.wind, label.scale, 1000 * step + place)
            chunks = generator.fields(wanted, len(fields), loop=False)
            clips.append(np.concatenate(list(chunks)))
        made[kind] = dict(quick_scores(_cut([fields for _, fields in real]), _cut(clips)))
    return made


def _cut(runs: list[FloatArray]) -> FloatArray:
    """Runs as clips (n, _FRAMES, ...), end to end."""
    return np.concatenate(
        [run[: len(run) // _FRAMES * _FRAMES].reshape(-1, _FRAMES, *run.shape[1:]) for run in runs]
    )
