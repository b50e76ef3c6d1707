"""Three-dimensional runs of an element: the training data, and the reference.

The domain is larger than the window that a clip shows, so that what drifts out of it is gone
before the domain's periodic border could bring it back.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import torch
from numpy.typing import NDArray

from filmgen.effects.clips import COLUMNS, FOOT_INSET, ROWS, ClipLabel, FieldClip
from filmgen.effects.fluids.projection import project
from filmgen.effects.fluids.sources import Eddies, Source, size_gain
from filmgen.effects.fluids.volume_recipes import VOLUMES, VolumeRecipe
from filmgen.effects.simulation import HEAT, SOOT, Fluid
from filmgen.errors import ConfigError
from filmgen.media import FloatArray

RATE = Fraction(24)
_LAYERS, _SIDE, _TOP, _FOOT = 32, 4, 8, 4
_SHAPE = (_LAYERS, ROWS + _TOP + _FOOT, COLUMNS + 2 * _SIDE)


@dataclass(frozen=True)
class _Run:
    """One run of a batch: its recipe's numbers for this label."""

    label: ClipLabel
    cells: float
    source: Source
    eddies: Eddies | None


def simulate_clip(label: ClipLabel, frames: int, *, device: str = "cpu") -> FieldClip:
    """One run, see `simulate_clips`."""
    return simulate_clips([label], frames, device=device)[0]


def simulate_clips(
    labels: Sequence[ClipLabel], frames: int, *, device: str = "cpu"
) -> list[FieldClip]:
    """Simulate runs of one kind together and project each frame.

    Args:
        labels: of one kind; the run of a label does not depend on its neighbours.
        frames: of each clip; one-shot kinds begin with the event, others when it burns steadily.

    Raises:
        ConfigError: a kind without a recipe, or several kinds at once.
    """
    shots = np.empty((len(labels), frames, 3, ROWS, COLUMNS), np.float32)
    for index, fields in enumerate(stream_fields(labels, frames, device=device)):
        shots[:, index] = fields
    return [FieldClip(shot, label, RATE) for shot, label in zip(shots, labels, strict=True)]


def stream_fields(
    labels: Sequence[ClipLabel], frames: int, *, device: str = "cpu"
) -> Iterator[FloatArray]:
    """The fields of frame after frame, float32 (B, 3, ROWS, COLUMNS) each."""
    kinds = {label.kind for label in labels}
    kind = min(kinds)
    if len(kinds) != 1 or kind not in VOLUMES:
        raise ConfigError(
            "kind", f"no 3D recipe for {', '.join(sorted(kinds))}; one of {', '.join(VOLUMES)}"
        )
    recipe = VOLUMES[kind]
    runs = [_place(recipe, label, device) for label in labels]
    cells = torch.tensor([run.cells for run in runs], device=device)
    fluid = Fluid(
        _SHAPE,
        recipe.physics,
        scale=cells,
        batch=len(runs),
        wind=torch.stack([_wind(recipe, run.label) for run in runs]),
        sponge=_sponge(),
        calm=_calm(),
        device=device,
    )
    dt_s = recipe.tempo / float(RATE)
    warm = round(recipe.warm_up_s * RATE)
    window = np.s_[:, :, _TOP : _TOP + ROWS, _SIDE : _SIDE + COLUMNS]
    for index in range(-warm, frames):
        if index >= 0:
            heat, soot = (fluid.scalars[:, n] for n in (HEAT, SOOT))
            fields = project(heat, soot, recipe.optics, cells)[window]
            yield fields.cpu().numpy()
        parts = recipe.substeps if index < recipe.brisk_frames else 1
        for part in range(parts):
            _advance(fluid, runs, (index + warm + part / parts) * dt_s, dt_s / parts)


def _advance(fluid: Fluid, runs: Sequence[_Run], time_s: float, dt_s: float) -> None:
    push = None
    if runs[0].eddies is not None:
        there = (fluid.scalars[:, HEAT] + fluid.scalars[:, SOOT]).clamp_max_(1.0)
        push = torch.stack([run.eddies.at(time_s) for run in runs if run.eddies is not None])
        push *= there[:, None]
    for index, run in enumerate(runs):
        run.source.feed(time_s, dt_s, fluid.velocity[index], fluid.scalars[index])
    fluid.step(dt_s, push=push)


def _place(recipe: VolumeRecipe, label: ClipLabel, device: str) -> _Run:
    rng = np.random.default_rng((zlib.crc32(label.kind.encode()), label.seed))
    # A larger element's eddies are small beside the picture and slow: its heights are shorter.
    cells = ROWS * size_gain(label.intensity) / label.scale**0.5
    foot_y = _TOP + ROWS * (1.0 - FOOT_INSET)
    source = Source(
        recipe.source,
        _SHAPE,
        foot=(
            _SIDE + 0.5 * (COLUMNS - 1),
            foot_y - recipe.source.rise * ROWS,
            0.5 * (_LAYERS - 1),
        ),
        scale=0.8 * COLUMNS,
        width=0.55 + 0.75 * label.intensity,
        strength=0.55 + 0.75 * label.intensity,
        rng=rng,
        device=device,
    )
    eddies = None
    if recipe.physics.turbulence:
        eddies = Eddies(_SHAPE, recipe.physics.turbulence * cells, 0.9 * cells, rng, device)
    return _Run(label, cells, source, eddies)


def _wind(recipe: VolumeRecipe, label: ClipLabel) -> torch.Tensor:
    """Mean flow of each row, cells/s: nothing at the foot, full at the top."""
    rows = np.arange(_SHAPE[1], dtype=np.float32)
    above = np.clip((_TOP + ROWS * (1.0 - FOOT_INSET) - rows) / ROWS, 0.0, 1.0)
    breeze = label.wind * recipe.wind_speed * COLUMNS * above**0.6
    return torch.from_numpy(breeze.astype(np.float32))


def _ramp(n: int, before: int, after: int) -> NDArray[np.float64]:
    """0 in the window, rising to 1 at the ends of an axis."""
    i = np.arange(n, dtype=np.float64)
    first = np.clip(1.0 - (i + 0.5) / before, 0.0, 1.0)
    last = np.clip(1.0 - (n - 0.5 - i) / after, 0.0, 1.0)
    edge: NDArray[np.float64] = np.maximum(first, last)
    return edge


def _sponge() -> torch.Tensor:
    """Absorption rate (1/s): 0 in the window, rising towards the domain's border."""
    layers, rows, columns = _SHAPE
    across = _ramp(columns, _SIDE, _SIDE)[None, None, :]
    down = _ramp(rows, _TOP, _FOOT - 1)[None, :, None]
    deep = _ramp(layers, _SIDE, _SIDE)[:, None, None]
    edge = np.maximum(np.maximum(across, down), deep)
    return torch.from_numpy((30.0 * edge**1.5).astype(np.float32))


def _calm() -> torch.Tensor:
    """Rate (1/s) at which air comes to rest: round the sides, far above and below.

    A plume stopped right above the window would spread as under a lid.
    """
    layers, rows, columns = _SHAPE
    y = np.arange(rows)
    below = np.where(y >= _TOP + ROWS + 2, 60.0, 0.0)
    above = 40.0 * np.clip(0.5 - y / _TOP, 0.0, 0.5)
    side = 10.0 * np.maximum(
        _ramp(columns, _SIDE, _SIDE)[None, None, :], _ramp(layers, _SIDE, _SIDE)[:, None, None]
    )
    still = np.maximum(side, (below + above)[None, :, None])
    return torch.from_numpy(still.astype(np.float32))
