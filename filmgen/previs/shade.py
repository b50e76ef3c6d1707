"""Values: how dark each pixel is, where hatching goes, and where the ink is solid.

A storyboard's light is a decision, not a simulation: subjects are kept readable, night is a
dark field with rims and pools of light, distance pales by day, and what is black stays black.
Light terms come at half size from `light`; tones and masks are full size.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt
import torch

from filmgen.blocking.camera import basis
from filmgen.blocking.model import Light, SetPlan, StagedPanel
from filmgen.previs.contrast import counterchange
from filmgen.previs.light import Terms, light_terms, soften
from filmgen.previs.night import lamp_side, lamps_of, leading, night_levels
from filmgen.previs.noise import field, generator
from filmgen.previs.raycast import View
from filmgen.previs.scene import Lamp, Part, Scene
from filmgen.previs.sets import WALLS, is_night, wall_distance
from filmgen.previs.sky import sky_value

Floats: TypeAlias = npt.NDArray[np.float32]
Ints: TypeAlias = npt.NDArray[np.int16]

BLACK_TONE = 0.25
"""Clothes and hair darker than this are spotted with solid ink; things from 0.16 down."""
INKED = frozenset(["cloth", "hair", "rubber", "shoe", "metal", "bottle"])


@dataclass(frozen=True)
class Values:
    """What the brush needs.

    Attributes:
        darkness: float32 (H, W), 0 paper to 1 black.
        hatch: float32 (h, w) half size, 0 to 1: form and cast shadow.
        deep: float32 (h, w) half size: where a second direction of hatching goes.
        solid: float32 (H, W): coverage of spotted blacks.
    """

    darkness: Floats
    hatch: Floats
    deep: Floats
    solid: Floats


def exposure(light: Light) -> tuple[float, float]:
    """(level of lit surfaces, level of unlit over lit) for an hour and weather by day."""
    total = max(light.key + light.fill, 1e-3)
    level, ratio = float(np.clip(0.36 + 0.5 * total, 0.72, 1.04)), (light.fill / total) ** 0.6
    if light.time_of_day.lower() in ("dusk", "dawn"):
        return level * 0.9, ratio * 0.8
    if light.weather in ("rain", "storm"):  # grey all over, little shadow
        return level * 0.86, max(ratio, 0.75)
    return level, ratio


def shade(
    panel: StagedPanel, scene: Scene, view: View, depth: torch.Tensor, normal: torch.Tensor,
    parts: Ints, head_px: float,
) -> Values:  # fmt: skip
    """Values of a panel.

    Args:
        depth, normal: (H, W) and (3, H, W) of the ray cast. parts: (H, W), -1 for none.
        head_px: height of the largest head in the picture.
    """
    light, plan = panel.light, panel.set_plan
    night = is_night(light)
    table = scene.parts
    half = np.ascontiguousarray(parts[::2, ::2])
    soft = np.array([part.soft for part in table] + [False])[half]
    body = np.array([0 < part.owner < 100 for part in table] + [False])
    planes = ("wall", "floor", "ground", "wood", "water")
    flat = np.array(
        [(p.owner == 0 and p.material in planes) or p.material == "front" for p in table] + [False]
    )
    direction = np.asarray(light.direction, np.float64)
    direction = direction / np.linalg.norm(direction)
    if plan.interior:
        centre, radius = (
            np.array([0.0, 1.0, 0.0]),
            0.5 * float(np.hypot(plan.width_m, plan.depth_m)),
        )
        radius += 1.0
    else:
        centre = np.asarray(panel.camera.target, np.float64)
        reach = float(np.clip(1.3 * np.linalg.norm(centre - view.eye), 7, 34))
        radius = reach
    lamps = lamps_of(plan, scene.lamps, panel) if night else scene.lamps
    terms = light_terms(scene, view, depth, normal, soft, direction, centre, radius,
                        0.1 * max(head_px, 12.0), lamps)  # fmt: skip
    figure = body[half]
    heroes = {i + 1 for i in leading(panel)}
    lead_part = np.array([part.owner in heroes for part in table] + [False])
    sheet = _Sheet(panel, view, depth, normal, parts, figure, lead_part, flat[half], head_px)
    if night:
        return _by_night(sheet, table, terms, lamps)
    return _by_day(sheet, table, terms, direction)


@dataclass(frozen=True)
class _Sheet:
    """What both hours need: the panel, its ray cast, and masks at half size."""

    panel: StagedPanel
    view: View
    depth: torch.Tensor
    normal: torch.Tensor
    parts: Ints
    figure: npt.NDArray[np.bool_]
    lead_part: npt.NDArray[np.bool_]
    flat: npt.NDArray[np.bool_]
    head_px: float


def _by_night(sheet: _Sheet, table: list[Part], terms: Terms, lamps: list[Lamp]) -> Values:
    panel, parts, figure = sheet.panel, sheet.parts, sheet.figure
    half = np.ascontiguousarray(parts[::2, ::2])
    side = lamp_side(panel, lamps)
    modelled = _sketch_light(panel, sheet.normal, figure, sheet.head_px, side, 0.9)
    rim = _rim(panel, sheet.view, sheet.normal, figure, side)
    walls = np.array([part.name.startswith(("wall", "ceiling")) for part in table] + [False])
    night = night_levels(
        panel, sheet.view, terms, figure, sheet.lead_part[half], walls[half], modelled, rim
    )
    hatch = np.where(figure, 0.62 * night.shape, 0.0)
    skin = np.array([part.material == "skin" for part in table] + [False])[half]
    hatch = np.where(skin, 0.0, hatch)
    near = _halo(figure)
    dark = _vignette(figure.shape, panel.set_plan.seed) * (1.0 - near)
    hatch = np.where(figure, hatch, dark * (night.level < 0.4))
    lit_parts = np.array([part.material in ("lit", "pane") for part in table] + [True])
    hatch = np.where(lit_parts[half], 0.0, hatch).astype(np.float32)
    return _values(sheet, table, night.level, hatch, night.rim)


def _by_day(
    sheet: _Sheet, table: list[Part], terms: Terms, direction: npt.NDArray[np.float64]
) -> Values:
    panel, figure, is_flat, depth = sheet.panel, sheet.figure, sheet.flat, sheet.depth
    light, plan = panel.light, panel.set_plan
    half = np.ascontiguousarray(sheet.parts[::2, ::2])
    direct = terms.lit * np.clip(terms.facing * 1.7 + 0.06, 0, 1)
    # bodies are modelled by a sketcher's light from over the shoulder as much as by the key
    right, _, _ = basis(panel.camera)
    side = 1.0 if float(np.asarray(light.direction) @ right) > 0 else -1.0
    sketch = _sketch_light(panel, sheet.normal, figure, sheet.head_px, side)
    gentle = 0.68 + 0.32 * _smooth(terms.lit, 0.02 * sheet.head_px)
    direct = np.where(figure, np.clip(0.45 * direct + 0.75 * sketch * gentle, 0, 1), direct)
    if plan.interior:
        patch = window_light(plan, sheet.view, depth, direction)
        if patch is not None:
            direct = np.where(is_flat, direct * (0.42 + 0.58 * patch), direct)
    lit_level, ratio = exposure(light)
    # walls that turn from the window, and fronts from the sun, are in half light, not in shadow
    least = 0.8 * terms.lit if plan.interior else np.where(terms.facing < 0.08, 0.55, 0.0)
    share = np.maximum(direct, np.where(is_flat, least, 0.0))
    level = lit_level * (ratio + (1 - ratio) * share)
    level = level * (0.93 + 0.07 * terms.low) + terms.lamps * 0.25
    level = np.minimum(level, 1.12).astype(np.float32)
    hatch = np.where(is_flat, np.where(terms.facing > 0.08, 1 - terms.lit, 0.0), 1 - direct)
    hatch = np.clip(hatch - terms.lamps * 1.5, 0, 1)
    skin = np.array([part.material == "skin" for part in table] + [False])[half]
    hatch = np.where(skin, np.clip(hatch * 1.15 - 0.28, 0, 1), hatch)
    lit_parts = np.array([part.material in ("lit", "pane") for part in table] + [True])
    hatch = np.where(lit_parts[half], 0.0, hatch).astype(np.float32)
    # things and walls are hatched in patches, less and less with distance
    rows, columns = hatch.shape
    rough = field(generator(plan.seed, "patches"), rows, columns, max(columns / 9, 6))
    far = np.nan_to_num(depth[::2, ::2].numpy(), posinf=1e3)
    fade = np.clip(1.25 - far / 22.0, 0.0, 1.0) * np.clip(0.78 + 0.75 * rough, 0.0, 1.0)
    hatch = np.where(figure, hatch, hatch * fade).astype(np.float32)
    return _values(sheet, table, level, hatch, None)


def _is_black(part: Part) -> bool:
    limit = BLACK_TONE if 0 < part.owner < 100 else 0.16
    return part.tone < limit and part.material in INKED


def _values(
    sheet: _Sheet, table: list[Part], level: Floats, hatch: Floats, rim: Floats | None
) -> Values:
    panel, view, parts, figure = sheet.panel, sheet.view, sheet.parts, sheet.figure
    light, plan = panel.light, panel.set_plan
    night = is_night(light)
    height, width = parts.shape
    rows, columns = hatch.shape

    def full(term: Floats) -> Floats:
        big = cv2.resize(term, (columns * 2, rows * 2), interpolation=cv2.INTER_LINEAR)
        return np.asarray(big[:height, :width], np.float32)

    tones = np.array([part.tone for part in table] + [light.sky_tone], np.float32)
    tones = np.where(
        np.array([part.material == "skin" for part in table] + [False]),
        np.minimum(1.0, tones * 0.62 + 0.42), tones,
    ).astype(np.float32)  # fmt: skip
    shine = np.array([part.material in ("lit", "pane") for part in table] + [True])
    big = full(level)
    tone = tones[parts]
    value = np.where(shine[parts], tone, tone * big)
    z = sheet.depth.numpy()
    sky = ~np.isfinite(z)
    body = np.array([0 < part.owner < 100 for part in table] + [False])[parts]
    edge = None if rim is None else full(rim)
    if edge is not None:  # no rim but on bodies
        value = np.maximum(value, edge * body)
    if not plan.interior:
        far = np.clip((np.where(sky, 0.0, z) - 14.0) / (70.0 if not night else 90.0), 0, 0.72)
        haze = 0.97 if not night else 0.24
        if light.weather == "fog":
            far = np.clip((np.where(sky, 0.0, z) - 4.0) / 16.0, 0, 0.9)
        if night:
            far = np.where(shine[parts], far * 0.3, far)
        value = value + (haze - value) * far
        if sky.any():
            value = np.where(sky, sky_value(light, plan, view, panel.camera), value)
    if not night:  # by day the paper does the lighting: washes start late
        value = np.clip(value * 1.1 + 0.035, 0.0, 1.0)
    dark = np.array([_is_black(part) for part in table] + [False])
    # a black keeps a highlight on its lit side, as a brush would leave it
    if night:
        cover = np.clip(1.75 - 0.85 * big, 0.0, 1.0)
        if edge is not None:
            cover *= edge <= 0.3
    else:
        cover = np.clip(1.45 - 0.85 * big / exposure(light)[0], 0.0, 1.0)
    distance = np.clip(1.4 - np.where(sky, 60.0, z) / 40.0, 0.3, 1.0)
    solid = np.where(dark[parts], cover * distance, 0.0).astype(np.float32)
    inked = np.where(solid > 0.42, 0.06, value).astype(np.float32)
    inked = counterchange(
        inked, sheet.lead_part[parts], ~body & ~shine[parts] | sky,
        apart=0.42 if night else 0.34, lighten=0.19 if night else 0.16,
        darken=0.10 if night else 0.13,
    )  # fmt: skip
    value = np.where(solid > 0.42, value, inked)
    deep = np.where(figure, 0.0, hatch)
    hatch = np.where(solid[::2, ::2] > 0.42, 0.0, hatch)
    value_half = value[::2, ::2]
    if night:
        deep = deep * (value_half < 0.3)
    else:
        deep = np.where((value_half < 0.33) & ~figure, np.maximum(deep, 0.7), deep * 0.3)
    deep = np.where(shine[parts[::2, ::2]], 0.0, deep)
    return Values(
        np.clip(1.0 - value, 0, 1).astype(np.float32),
        np.where(value_half > 0.05, hatch, 0.0).astype(np.float32),
        deep.astype(np.float32), solid,
    )  # fmt: skip


def _smooth(term: Floats, sigma: float) -> Floats:
    return np.asarray(cv2.GaussianBlur(term, (0, 0), max(sigma, 0.6)), np.float32)


def _sketch_light(
    panel: StagedPanel, normal: torch.Tensor, figure: npt.NDArray[np.bool_], head_px: float,
    side: float, across: float = 0.72,
) -> Floats:  # fmt: skip
    """N . L for a light over the viewer's shoulder, on the key's side; softened on bodies."""
    right, up, forward = basis(panel.camera)
    toward = right * side * across + up * 0.5 - forward * (1.2 - across)
    n = normal[:, ::2, ::2].numpy()
    facing = np.clip(n[0] * toward[0] + n[1] * toward[1] + n[2] * toward[2], 0, 1)
    return np.asarray(
        np.clip(soften(facing, figure, 0.04 * head_px) * 1.9 - 0.12, 0, 1), np.float32
    )


def _halo(figure: npt.NDArray[np.bool_]) -> Floats:
    """1 at figures, falling off around them: what stands behind a figure is kept lighter."""
    height, width = figure.shape
    small = cv2.resize(figure.astype(np.float32), (max(width // 8, 4), max(height // 8, 4)),
                       interpolation=cv2.INTER_AREA)  # fmt: skip
    wide = cv2.GaussianBlur(small, (0, 0), max(width / 8 / 9, 1.0))
    big = cv2.resize(wide, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(1.0 - np.exp(-2.2 * np.clip(big, 0, 1)), np.float32)


def _vignette(shape: tuple[int, ...], seed: int) -> Floats:
    """0 in the middle of the frame to 1 in its corners, with an uneven border."""
    height, width = shape[:2]
    xs = np.linspace(-1, 1, width, dtype=np.float32)[None]
    ys = np.linspace(-1, 1, height, dtype=np.float32)[:, None]
    rough = field(generator(seed, "vignette"), height, width, max(width / 7, 6)) * 0.45
    return np.asarray(np.clip((xs * xs + ys * ys + rough - 0.55) * 1.6, 0, 1), np.float32)


def _rim(
    panel: StagedPanel, view: View, normal: torch.Tensor, figure: npt.NDArray[np.bool_],
    side: float,
) -> Floats:  # fmt: skip
    """Light from behind on the edges of figures, from the side away from the key."""
    right, up, forward = basis(panel.camera)
    rim = -right * side * 0.8 + up * 0.45 + forward * 0.38
    n = normal[:, ::2, ::2].numpy()
    toward = n[0] * rim[0] + n[1] * rim[1] + n[2] * rim[2]
    facing = -(n[0] * forward[0] + n[1] * forward[1] + n[2] * forward[2])
    edge = np.clip((0.62 - facing) / 0.22, 0, 1) * np.clip((toward - 0.25) / 0.3, 0, 1)
    return np.where(figure, edge, 0.0).astype(np.float32)


def window_light(
    plan: SetPlan, view: View, depth: torch.Tensor, direction: npt.NDArray[np.float64]
) -> Floats | None:
    """1 where the key reaches a pixel through a window, at half size; None without such a window.

    The ray towards the key is followed to the wall: analytic, no tracing. Glazing bars and the
    frame throw their own shadow.
    """
    z = depth[::2, ::2]
    height, width = z.shape
    xs = (torch.arange(width, dtype=torch.float32) * 2 + 0.5)[None]
    ys = (torch.arange(height, dtype=torch.float32) * 2 + 0.5)[:, None]
    z = torch.where(z.isfinite(), z, 0.0)
    place = [
        ((row[0] * xs + (row[1] * ys + row[2])) * z + float(eye)).numpy()
        for row, eye in zip(view.directions.tolist(), view.eye, strict=True)
    ]
    result: Floats | None = None
    for opening in plan.openings:
        inward, along = WALLS[opening.wall]
        slope = -float(direction @ inward)
        if opening.kind != "window" or slope < 0.12:
            continue
        distance = wall_distance(plan, opening.wall)
        inside = place[0] * inward[0] + place[2] * inward[2] + distance
        travel = np.maximum(inside, 0.0) / slope
        u = (place[0] + travel * direction[0]) * along[0] + (
            place[2] + travel * direction[2]
        ) * along[2]
        v = place[1] + travel * direction[1]
        u = (u - opening.centre_m) / opening.width_m + 0.5
        v = (v - opening.sill_m) / opening.height_m
        panes = max(2, round(opening.width_m / 0.7) + 1)
        bar = np.abs(np.mod(u * panes + 0.5, 1.0) - 0.5) * opening.width_m / panes
        cross = np.abs(v - 0.62) * opening.height_m
        pool = (u > 0.02) & (u < 0.98) & (v > 0.0) & (v < 0.98) & (bar > 0.03) & (cross > 0.03)
        pool &= inside > 0.05
        value = pool.astype(np.float32)
        result = value if result is None else np.maximum(result, value)
    return result
