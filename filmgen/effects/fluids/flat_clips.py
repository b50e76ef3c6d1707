"""Clips of the two-dimensional simulation on the generators' grid: what 3D is compared with."""

from __future__ import annotations

import zlib

import cv2
import numpy as np

from filmgen.effects.clips import COLUMNS, ROWS, ClipLabel, FieldClip
from filmgen.effects.controls import Controls
from filmgen.effects.fluids.loop import fade_frames
from filmgen.effects.fluids.recipes import FLUIDS
from filmgen.effects.fluids.run import grid_for, run_fluid
from filmgen.effects.fluids.volume import RATE
from filmgen.effects.imaging.shading import light_on_smoke
from filmgen.errors import ConfigError
from filmgen.media import FloatArray

_GRID_PX = (100 * COLUMNS, 100 * ROWS)
"""Only its shape counts: the solver has its own number of cells."""


def simulate_flat_clip(label: ClipLabel, frames: int, *, device: str = "cpu") -> FieldClip:
    """One run in two dimensions; its smoke has the depth its plate is shaded with.

    Raises:
        ConfigError: the kind is no fluid.
    """
    if label.kind not in FLUIDS:
        raise ConfigError(
            "kind", f"no fluid makes {label.kind}; one of {', '.join(sorted(FLUIDS))}"
        )
    recipe = FLUIDS[label.kind]
    rate = Controls(scale=label.scale).rate(float(RATE))
    # A run that goes on is folded into a loop at its head: that part is left away.
    extra = _fold(frames, rate, recipe.fade_s) if recipe.loops else 0
    run = run_fluid(
        recipe,
        grid_for(*_GRID_PX),
        frames=frames + extra,
        rate=rate,
        intensity=label.intensity,
        wind=abs(label.wind),
        rng=np.random.default_rng((zlib.crc32(label.kind.encode()), label.seed)),
        device=device,
    )
    look = recipe.look
    lit = light_on_smoke(run.soot, ambient=look.ambient, sun=look.sun, shadow=look.shadow)
    lit /= look.ambient + look.sun
    thick = run.soot * look.smoke_opacity
    shines = float(look.flame > 0.0)
    fields = np.stack(
        [
            _on_grid(run.heat[extra:] * shines),
            _on_grid(thick[extra:]),
            _on_grid((lit * -np.expm1(-thick))[extra:]),
        ],
        axis=1,
    )
    if label.wind < 0:
        fields = np.ascontiguousarray(fields[..., ::-1])
    return FieldClip(fields, label, RATE)


def _fold(frames: int, rate: float, longest_s: float) -> int:
    """Frames to add so that as many are free of the fold."""
    extra = fade_frames(frames, rate, longest_s)
    while fade_frames(frames + extra, rate, longest_s) > extra:
        extra += 1
    return extra


def _on_grid(field: FloatArray) -> FloatArray:
    """(T, rows, columns) averaged to the generators' grid, at least 0."""
    size = (COLUMNS, ROWS)
    small = [cv2.resize(f, size, interpolation=cv2.INTER_AREA) for f in field]
    made: FloatArray = np.maximum(np.stack(small), 0.0)
    return made
