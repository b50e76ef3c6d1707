"""Light of a panel as decided by a storyboard artist: what is lit, hatched, rimmed, kept apart.

A storyboard's light is a decision, not a simulation: subjects are kept readable, night is a
dark field with rims and pools of light, distance pales by day, and what is black stays black.
All is decided at half size; `values` carries it to the full picture.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from filmgen.blocking.camera import basis
from filmgen.blocking.model import Light, SetPlan, StagedPanel
from filmgen.previs import dense
from filmgen.previs.contrast import push_apart
from filmgen.previs.dense import Dense
from filmgen.previs.light import Shadows, Surface, Terms, light_terms, shadows, soften, surface
from filmgen.previs.night import lamp_side, lamps_of, leading, night_levels
from filmgen.previs.noise import field, generator
from filmgen.previs.raycast import View
from filmgen.previs.scene import Lamp, Scene
from filmgen.previs.sets import WALLS, is_night, wall_distance
from filmgen.previs.sky import sky_value
from filmgen.previs.values import SPOTTED, Palette, Values, paint, palette

Array: TypeAlias = npt.NDArray[np.float64]


def exposure(light: Light) -> tuple[float, float]:
    """(level of lit surfaces, level of unlit over lit) for an hour and weather by day."""
    total = max(light.key + light.fill, 1e-3)
    level, ratio = float(np.clip(0.36 + 0.5 * total, 0.72, 1.04)), (light.fill / total) ** 0.6
    if light.time_of_day.lower() in ("dusk", "dawn"):
        return level * 0.9, ratio * 0.8
    if light.weather in ("rain", "storm"):  # grey all over, little shadow
        return level * 0.86, max(ratio, 0.75)
    return level, ratio


@dataclass(frozen=True)
class _Sheet:
    """A panel sampled at half size: its cast, and masks by part."""

    panel: StagedPanel
    decided: StagedPanel
    view: View
    seen: Surface
    depth: Dense
    index: Dense
    table: Palette
    figure: Dense
    head_px: float

    def mask(self, of: npt.NDArray[np.float32]) -> Dense:
        return dense.take(of, self.index) > 0


def shade(
    panel: StagedPanel, scene: Scene, view: View, depth: Dense, normal: Dense, index: Dense,
    head_px: float, decided: StagedPanel | None = None, kept: Shadows | None = None,
) -> Values:  # fmt: skip
    """Values of a panel, computed where it was cast.

    Args:
        depth, normal: (H, W) and (3, H, W) of the ray cast. index: int64 (H, W), part seen, -1
            for none.
        head_px: height of the largest head in the picture.
        decided: the panel of a moving shot whose camera decides what stays through it: which
            lamps count, from which side figures are lit, what the shadow map covers.
        kept: shadows of the set of a moving shot, of `still_shadows`.
    """
    light, plan = panel.light, panel.set_plan
    decided = decided or panel
    night = is_night(light)
    table = palette(scene, light.sky_tone, {i + 1 for i in leading(panel)})
    half = dense.halved(index)
    seen = surface(view, depth, normal, dense.take(table.soft, half), 0.1 * max(head_px, 12.0))
    direction, centre, radius = _key(decided)
    lamps = lamps_of(plan, scene.lamps, decided) if night else scene.lamps
    terms = light_terms(scene, seen, direction, centre, radius, lamps, panel.glows, kept)
    figure = dense.take(table.body, half) > 0
    sheet = _Sheet(panel, decided, view, seen, dense.halved(depth), half, table, figure, head_px)
    if night:
        level, hatch, rim = _by_night(sheet, terms, lamps)
    else:
        level, hatch, rim = _by_day(sheet, terms, direction)
    sky = None
    if not plan.interior and bool((half < 0).any()):
        sky = dense.like(sky_value(light, plan, view, panel.camera), depth)
    return _decided(sheet, level, hatch, rim, sky)


def _key(panel: StagedPanel) -> tuple[Array, Array, float]:
    """Direction to the key, and centre and radius of what its shadows are cast over."""
    plan = panel.set_plan
    direction = np.asarray(panel.light.direction, np.float64)
    direction = direction / np.linalg.norm(direction)
    if plan.interior:
        radius = 0.5 * float(np.hypot(plan.width_m, plan.depth_m)) + 1.0
        return direction, np.array([0.0, 1.0, 0.0]), radius
    centre = np.asarray(panel.camera.target, np.float64)
    eye = np.asarray(panel.camera.position, np.float64)
    return direction, centre, float(np.clip(1.3 * np.linalg.norm(centre - eye), 7, 34))


def still_shadows(place: Scene, decided: StagedPanel, device: str) -> Shadows:
    """Shadows of a set, for all frames of a shot."""
    return shadows(place, *_key(decided), device=device)


def _by_night(sheet: _Sheet, terms: Terms, lamps: list[Lamp]) -> tuple[Dense, Dense, Dense | None]:
    """Level, hatching and rim of a night."""
    panel, figure, table = sheet.panel, sheet.figure, sheet.table
    flames: list[Lamp] = [(np.asarray(g.position), g.strength, g.reach_m) for g in panel.glows]
    side = lamp_side(sheet.decided, lamps + flames)
    night = night_levels(
        panel, sheet.view, terms, figure, sheet.mask(table.lead), sheet.mask(table.wall),
        _sketch_light(sheet, side, 0.9), _rim(sheet, side),
    )  # fmt: skip
    dark = _vignette(figure, panel.set_plan.seed) * (1.0 - _halo(figure))
    hatch = dense.where(figure, 0.62 * night.shape, dark * dense.floats(night.level < 0.4))
    bare = dense.take(table.shine, sheet.index) + figure * dense.take(table.skin, sheet.index)
    return night.level, hatch * (1.0 - bare), night.rim


def _by_day(sheet: _Sheet, terms: Terms, direction: Array) -> tuple[Dense, Dense, Dense | None]:
    """Level and hatching by day."""
    panel, figure, table = sheet.panel, sheet.figure, sheet.table
    light, plan = panel.light, panel.set_plan
    flat = sheet.mask(table.flat)
    direct = terms.lit * (terms.facing * 1.7 + 0.06).clip(0, 1)
    # bodies are modelled by a sketcher's light from over the shoulder as much as by the key
    right, _, _ = basis(sheet.decided.camera)
    side = 1.0 if float(np.asarray(light.direction) @ right) > 0 else -1.0
    sketch = _sketch_light(sheet, side)
    gentle = 0.68 + 0.32 * dense.blur(terms.lit, max(0.02 * sheet.head_px, 0.6))
    direct = dense.where(figure, (0.45 * direct + 0.75 * sketch * gentle).clip(0, 1), direct)
    if plan.interior:
        patch = window_light(plan, sheet.seen, direction)
        if patch is not None:
            direct = dense.where(flat, direct * (0.42 + 0.58 * patch), direct)
    lit_level, ratio = exposure(light)
    # walls that turn from the window, and fronts from the sun, are in half light, not in shadow
    least = 0.8 * terms.lit if plan.interior else 0.55 * dense.floats(terms.facing < 0.08)
    share = dense.maximum(direct, least * dense.floats(flat))
    level = (lit_level * ratio + (lit_level * (1 - ratio)) * share) * (0.93 + 0.07 * terms.low)
    turned = dense.floats(terms.facing > 0.08)
    hatch = dense.where(flat, turned * (1 - terms.lit), 1 - direct)
    if terms.lamps is not None:
        level = level + terms.lamps * 0.25
        hatch = hatch - terms.lamps * 1.5
    if terms.fires is not None:
        level = level + terms.fires * 0.45
        hatch = hatch - terms.fires * 1.3
    hatch = hatch.clip(0, 1)
    skin = sheet.mask(table.skin)
    hatch = dense.where(skin, (hatch * 1.15 - 0.28).clip(0, 1), hatch)
    # the larger a face the more a wash does for its shadow: strokes would be stubble
    large = sheet.head_px * 1280 / max(sheet.view.width, sheet.view.height)
    near = float(np.clip((large - 40) / 100, 0, 1))
    hatch = (hatch - 0.40 * near * dense.take(table.face, sheet.index)).clip(0, 1)
    # things and walls are hatched in patches, less and less with distance
    rows, columns = hatch.shape
    rough = field(generator(plan.seed, "patches"), rows, columns, max(columns / 9, 6))
    patches = dense.like(np.clip(0.78 + 0.75 * rough, 0.0, 1.0), hatch)
    fade = (1.25 - sheet.depth * (1 / 22.0)).clip(0.0, 1.0) * patches
    hatch = hatch * dense.where(figure, 1.0, fade)
    return level.clip(None, 1.12), hatch * (1.0 - dense.take(table.shine, sheet.index)), None


def _decided(
    sheet: _Sheet, level: Dense, hatch: Dense, rim: Dense | None, sky: Dense | None
) -> Values:
    """The half-size picture judged: counterchange, and which hatching is left."""
    panel, table, index = sheet.panel, sheet.table, sheet.index
    night = is_night(panel.light)
    exposed = exposure(panel.light)[0]
    values = Values(panel, table, hatch, hatch, level, rim, None, sky, exposed)
    half_sky = None if sky is None else dense.halved(sky)
    value, solid = paint(values, index, sheet.depth, level, rim, None, half_sky)
    inked = None if solid is None else solid > SPOTTED
    shown = value if inked is None else dense.where(inked, 0.06, value)
    push = push_apart(
        shown, dense.take(table.lead, index), sheet.view.width,
        apart=0.42 if night else 0.34, lighten=0.19 if night else 0.16,
        darken=0.10 if night else 0.13,
    )  # fmt: skip
    if push is not None:
        ground = dense.take(table.ground, index)
        if inked is not None:
            ground = ground * dense.floats(~inked)
        value = value + dense.resize(push, *value.shape) * ground
    body = dense.floats(sheet.figure)
    if night:
        deep = hatch * (1 - body) * dense.floats(value < 0.3)
    else:
        dark = dense.floats(value < 0.33) * (1 - body)
        deep = hatch * (1 - body)
        deep = dark * deep.clip(0.7, None) + (1 - dark) * deep * 0.3
    deep = deep * (1 - dense.take(table.shine, index))
    hatch = hatch * dense.floats(value > 0.05)
    if inked is not None:
        hatch = hatch * dense.floats(~inked)
    return Values(panel, table, hatch, deep, level, rim, push, sky, exposed)


def _sketch_light(sheet: _Sheet, side: float, across: float = 0.72) -> Dense:
    """N . L for a light over the viewer's shoulder, on the key's side; softened on bodies."""
    right, up, forward = basis(sheet.panel.camera)
    toward = right * side * across + up * 0.5 - forward * (1.2 - across)
    facing = sheet.seen.facing(toward).clip(0, 1)
    return (soften(facing, sheet.seen, 0.8) * 1.9 - 0.12).clip(0, 1)


def _halo(figure: Dense) -> Dense:
    """1 at figures, falling off around them: what stands behind a figure is kept lighter."""
    height, width = figure.shape
    small = dense.shrink(dense.floats(figure), max(height // 8, 4), max(width // 8, 4))
    wide = dense.blur(small, max(width / 8 / 9, 1.0))
    return 1.0 - dense.exp(dense.resize(wide, height, width).clip(0, 1) * -2.2)


def _vignette(other: Dense, seed: int) -> Dense:
    """0 in the middle of the frame to 1 in its corners, with an uneven border."""
    height, width = other.shape
    xs = np.linspace(-1, 1, width, dtype=np.float32)[None]
    ys = np.linspace(-1, 1, height, dtype=np.float32)[:, None]
    rough = field(generator(seed, "vignette"), height, width, max(width / 7, 6)) * np.float32(0.45)
    return dense.like(np.clip((xs * xs + ys * ys + rough - 0.55) * 1.6, 0, 1), other)


def _rim(sheet: _Sheet, side: float) -> Dense:
    """Light from behind on the edges of figures, from the side away from the key."""
    right, up, forward = basis(sheet.panel.camera)
    toward = sheet.seen.facing(-right * side * 0.8 + up * 0.45 + forward * 0.38)
    facing = sheet.seen.facing(-forward)
    edge = ((0.62 - facing) * (1 / 0.22)).clip(0, 1) * ((toward - 0.25) * (1 / 0.3)).clip(0, 1)
    return edge * dense.floats(sheet.figure)


def window_light(plan: SetPlan, seen: Surface, direction: Array) -> Dense | None:
    """1 where the key reaches a pixel through a window; None without such a window.

    The ray towards the key is followed to the wall: analytic, no tracing. Glazing bars and the
    frame throw their own shadow.
    """
    x, y, z = seen.place
    result: Dense | None = None
    for opening in plan.openings:
        inward, along = WALLS[opening.wall]
        slope = -float(direction @ inward)
        if opening.kind != "window" or slope < 0.12:
            continue
        distance = wall_distance(plan, opening.wall)
        inside = x * float(inward[0]) + z * float(inward[2]) + distance
        travel = inside.clip(0.0, None) * (1.0 / slope)
        sideways = float(direction[0] * along[0] + direction[2] * along[2])
        u = x * float(along[0]) + z * float(along[2]) + travel * sideways
        v = y + travel * float(direction[1])
        u = (u - opening.centre_m) * (1.0 / opening.width_m) + 0.5
        v = (v - opening.sill_m) * (1.0 / opening.height_m)
        panes = max(2, round(opening.width_m / 0.7) + 1)
        bar = abs((u * panes + 0.5) % 1.0 - 0.5) * (opening.width_m / panes)
        cross = abs(v - 0.62) * opening.height_m
        pool = (u > 0.02) & (u < 0.98) & (v > 0.0) & (v < 0.98) & (bar > 0.03) & (cross > 0.03)
        value = dense.floats(pool & (inside > 0.05))
        result = value if result is None else dense.maximum(result, value)
    return result
