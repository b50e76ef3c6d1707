"""Quick scores during a training, against held-out runs."""

from __future__ import annotations

from importlib.util import find_spec

import numpy as np

from filmgen.effects.clips import ClipLabel
from filmgen.effects.learned.examples import Examples, held_out_clips
from filmgen.effects.learned.generator import FieldGenerator

_CLIPS, _FRAMES = 16, 32


def scores_now(
    generator: FieldGenerator, examples: Examples, step: int
) -> dict[str, dict[str, float]]:
    """Scores by kind; empty where no runs are held out (or none is long enough)."""
    if find_spec("filmgen.effects.scores") is None:
        return {}
    from filmgen.effects.scores import quick_scores

    made: dict[str, dict[str, float]] = {}
    for kind in examples.kinds:
        real = held_out_clips(examples.folder, examples.dataset, kind, _CLIPS, _FRAMES)
        if len(real) < 4:
            continue
        clips = []
        for place, (label, _) in enumerate(real):
            wanted = ClipLabel(kind, label.intensity, label.wind, label.scale, 1000 * step + place)
            clips.append(np.concatenate(list(generator.fields(wanted, _FRAMES, loop=False))))
        made[kind] = dict(quick_scores(np.stack([clip for _, clip in real]), np.stack(clips)))
    return made
