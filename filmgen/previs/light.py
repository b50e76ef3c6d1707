"""Light: one key with a shadow map, fill, lamps, fires; at half size, as washes are broad."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import torch

from filmgen.blocking.model import Glow
from filmgen.previs import dense
from filmgen.previs.dense import Dense
from filmgen.previs.raycast import View, cast, light_view
from filmgen.previs.scene import Lamp, Scene

Array: TypeAlias = npt.NDArray[np.float64]

MAP_PX = 512
BIAS_M = 0.04


@dataclass(frozen=True)
class Surface:
    """What the pixels of a picture at half size see, (h, w) each, where it was cast.

    Attributes:
        place: world x, y and z; far away for the sky.
        normal: world x, y and z, 0 for the sky.
        soft: where modelling is smoothed (bodies), float32 0 or 1.
        soften_px: radius of that smoothing.
    """

    place: tuple[Dense, Dense, Dense]
    normal: tuple[Dense, Dense, Dense]
    soft: Dense
    soften_px: float

    def facing(self, direction: Sequence[float] | Array) -> Dense:
        """N . direction, -1 to 1."""
        x, y, z = (float(v) for v in direction)
        n = self.normal
        return n[0] * x + (n[1] * y + n[2] * z)


@dataclass(frozen=True)
class Shadows:
    """The key's view of what does not move in a shot: kept, so that a frame adds its figures.

    Attributes:
        solids: how many of a scene's first solids it holds. nearest: (MAP_PX, MAP_PX) depths.
        direction, centre, radius_m: of the key, and what the map covers.
    """

    solids: int
    nearest: torch.Tensor
    direction: Array
    centre: Array
    radius_m: float


def shadows(
    scene: Scene, direction: Array, centre: Array, radius_m: float, *, device: str
) -> Shadows:
    """The shadow map of all that a scene holds."""
    view = _key_view(direction, centre, radius_m)
    nearest = cast(scene, view, device=device, casters_only=True).depth
    return Shadows(len(scene.kinds), nearest, direction, centre, radius_m)


def _key_view(direction: Array, centre: Array, radius_m: float) -> View:
    return light_view(direction, centre, radius_m, MAP_PX, radius_m + 30.0)


@dataclass(frozen=True)
class Terms:
    """Light at half size, float32 (h, w) each.

    Attributes:
        lit: 0 in the key's shadow, 1 in its light.
        facing: N . L, 0 to 1, softened on bodies.
        lamps: light from lamps, 0 and up.
        fires: light from flames, 0 and up; None without one.
        low: N . up, -1 to 1: what turns to the ground is darker.
        place: world x, y and z; far away for the sky.
    """

    lit: Dense
    facing: Dense
    lamps: Dense | None
    fires: Dense | None
    low: Dense
    place: tuple[Dense, Dense, Dense]


def surface(view: View, depth: Dense, normal: Dense, soft: Dense, soften_px: float) -> Surface:
    """Sample a cast at half size.

    Args:
        depth: (H, W), inf for sky. normal: (3, H, W) world. soft: (h, w), 0 or 1.
        soften_px: in full-size pixels.
    """
    z = dense.halved(depth).clip(None, 1e4)
    xs, ys = dense.grid(z.shape[0], z.shape[1], 2, z)
    x, y, z = (
        (xs * row[0] + (ys * row[1] + row[2])) * z + float(eye)
        for row, eye in zip(view.directions.tolist(), view.eye, strict=True)
    )
    n = dense.halved(normal)
    return Surface((x, y, z), (n[0], n[1], n[2]), soft, soften_px / 2)


def light_terms(
    scene: Scene, seen: Surface, direction: Array, centre: Array, radius_m: float,
    lamps_on: Sequence[Lamp], glows: Sequence[Glow], kept: Shadows | None = None,
) -> Terms:  # fmt: skip
    """Key, shadow, lamp and fire terms.

    Args:
        direction: unit vector towards the key. centre, radius_m: what the shadow map covers.
        lamps_on: lamps that shine; each lights what is under it to its strength.
        glows: flames; each lights what turns to it, with the inverse square of the distance.
        kept: shadows of what does not move, from the same key.
    """
    facing = seen.facing(direction).clip(0.0, None)
    lit = dense.blur(_in_light(scene, seen.place, direction, centre, radius_m, kept), 1.1)
    lamps = _lamps(seen, lamps_on) if lamps_on else None
    fires = None
    for glow in glows:
        one = firelight(seen, glow)
        fires = one if fires is None else fires + one
    return Terms(
        lit, soften(facing, seen), None if lamps is None else soften(lamps, seen),
        None if fires is None else soften(fires, seen), seen.normal[1], seen.place,
    )  # fmt: skip


def _in_light(
    scene: Scene, place: tuple[Dense, Dense, Dense], direction: Array, centre: Array,
    radius_m: float, kept: Shadows | None,
) -> Dense:  # fmt: skip
    """0 where another solid is nearer to the key, else 1."""
    view = _key_view(direction, centre, radius_m)
    on = str(place[0].device) if dense.on_device(place[0]) else "cpu"
    first = 0 if kept is None else kept.solids
    nearest = cast(scene, view, device=on, casters_only=True, first=first).depth
    if kept is not None:
        nearest = torch.minimum(nearest, kept.nearest)
    if not dense.on_device(place[0]):
        nearest = nearest.numpy()
    step = 2 * radius_m / MAP_PX

    def along(axis: Array, base: Array) -> Dense:
        a, b, c = (float(v) for v in axis)
        return place[0] * a + (place[1] * b + (place[2] * c - float(axis @ base)))

    right, down, corner = (view.origins[:, k] for k in range(3))
    u = along(right / step, corner) * (1 / step)
    v = along(down / step, corner) * (1 / step)
    away = along(view.forward, view.eye)
    inside = (u >= 0) & (u < MAP_PX - 1) & (v >= 0) & (v < MAP_PX - 1)
    column, row = u.clip(0, MAP_PX - 1), v.clip(0, MAP_PX - 1)
    if dense.on_device(u):
        at = row.long() * MAP_PX + column.long()
        near = nearest.reshape(-1)[at]
    else:
        at = row.astype(np.intp) * MAP_PX + column.astype(np.intp)
        near = nearest.take(at)
    bias = max(BIAS_M, 1.6 * step)
    return dense.floats(~(inside & (away > near + bias)))


def _lamps(seen: Surface, lamps_on: Sequence[Lamp]) -> Dense:
    level_ground = seen.normal[1].clip(0.0, None)
    total: Dense = 0.0
    for lamp, strength, reach in lamps_on:
        dx = [float(lamp[i]) - seen.place[i] for i in range(3)]
        square = dx[0] * dx[0] + dx[1] * dx[1] + dx[2] * dx[2]
        cosine = sum(n * d for n, d in zip(seen.normal, dx, strict=True))
        cosine = (cosine / dense.sqrt(square).clip(1e-3, None)).clip(0.0, None)
        # height counts only for what stands: on the ground, pools are as wide as `reach`
        beyond = square - dx[1] * dx[1] * level_ground
        fall = 1.0 + beyond * (1.0 / (reach * reach))
        total = total + (0.3 + 0.7 * cosine) * strength / (fall * fall)
    return 1.5 * (1.0 - dense.exp(total * (-1.0 / 1.5)))  # many lamps do not burn the paper


def firelight(seen: Surface, glow: Glow) -> Dense:
    """Light of a flame, 0 to about its strength: inverse square, a tenth at its reach."""
    dx = [float(glow.position[i]) - seen.place[i] for i in range(3)]
    square = dx[0] * dx[0] + dx[1] * dx[1] + dx[2] * dx[2]
    cosine = sum(n * d for n, d in zip(seen.normal, dx, strict=True))
    # a flame is no point: what turns a little away still sees its edge
    cosine = (cosine / dense.sqrt(square).clip(0.05, None) * 0.8 + 0.2).clip(0.0, None)
    return cosine * glow.strength / (1.0 + square * (9.0 / (glow.reach_m * glow.reach_m)))


def soften(term: Dense, seen: Surface, share: float = 1.0) -> Dense:
    """Blur a term on bodies only, without pulling in what lies outside them."""
    size = int(seen.soften_px * share) * 2 + 1
    if size < 3 or not bool(seen.soft.any()):
        return term
    weight = seen.soft
    total, around = term * weight, weight
    for _ in range(2):
        total, around = dense.box(total, size), dense.box(around, size)
    return dense.where(weight > 0, total / around.clip(1e-4, None), term)
