"""What is asked of an effects engine for a cue: how large, how strong, which way the wind blows.

Requests are rounded to few values, so that shots that see an effect alike share its plate.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from dataclasses import replace

from filmgen.blocking.model import PlateAnchor
from filmgen.breakdown.model import EffectCue, Shot
from filmgen.config import EffectsSettings
from filmgen.editorial.model import Cut
from filmgen.effects.crop import Part
from filmgen.engines.protocols import PlateRequest
from filmgen.timecode import frames_covering
from filmgen.workspace import seed_from

ONCE = ("explosion",)
"""Kinds that happen once instead of burning on."""
SHINING = ("fire", "explosion")
"""Kinds whose light is seen where they are not."""
SHAPES = (3.4, 2.39, 16 / 9, 4 / 3, 1.0, 5 / 6, 9 / 16)
"""Plate shapes: an anchor takes the nearest."""
HEIGHTS_PX = (96, 128, 192, 256, 384, 512, 640, 720, 960, 1080, 1440, 2160)
"""Plate heights: an element takes the next one, or the one before if that is nearly enough."""
_NEARLY = 0.9
_SCALES = (0.5, 0.7, 1.0, 1.4, 2.0)
_USUAL_M = 1.6
_LIGHT_REACH_M = 14.0
_WEATHER_SHARE = 0.54
_VEILS = {"smoke": "#75716b", "steam": "#e6e6e6", "dust": "#b39b78"}
"""Kinds that fill a room or a street as fog of this colour does."""


def request_for(
    cue: EffectCue, places: Iterable[PlateAnchor], shot: Shot, cut: Cut,
    settings: EffectsSettings, film_seed: int,
) -> PlateRequest:  # fmt: skip
    """The plate of a cue, at the size at which it is seen largest.

    Args:
        places: its anchors in all panels or drawings of the shot.
    """
    anchor = max(places, key=lambda a: a.height if _in_picture(a) else 0.0)
    spot = (shot.seed, shot.identity) if shot.seed is not None else _spot(shot)
    seed = cue.seed if cue.seed is not None else seed_from(film_seed, "plate", spot, cue.kind)
    width_px, height_px = cut.picture_px
    tallest = min(settings.plate_height_px, height_px)
    colour = cue.colour
    kind = engine_kind(cue.kind, anchor)
    if anchor.fills_frame:
        height = _plate_height(_WEATHER_SHARE * tallest, tallest)
        shape = width_px / height_px
        colour = colour or ("" if kind == cue.kind else _VEILS[cue.kind])
    else:
        shown = anchor.height * height_px if _in_picture(anchor) else 0.0
        height = _plate_height(shown, tallest)
        ratio = anchor.width * width_px / max(1e-6, anchor.height * height_px)
        shape = min(SHAPES, key=lambda known: abs(math.log(known / max(ratio, 1e-3))))
    once = cue.kind in ONCE
    return PlateRequest(
        kind=kind,
        intensity=round(anchor.intensity * 5) / 5,
        width_px=max(64, round(height * shape / 16) * 16),
        height_px=height,
        frames=frames_covering(2.5 if once else settings.loop_seconds, cut.rate),
        rate=cut.rate,
        seed=seed,
        wind=anchor.wind,
        loop=not once,
        scale=_scale(anchor.size_m),
        colour=colour,
    )


def engine_kind(kind: str, anchor: PlateAnchor) -> str:
    """What the engine is asked for: smoke that fills a room is fog of another colour."""
    return "fog" if anchor.fills_frame and kind in _VEILS else kind


def is_wanted(kind: str, places: Collection[PlateAnchor]) -> bool:
    """Whether a cue's plate is seen in any of its places, or shines into one."""
    if any(_in_picture(place) for place in places):
        return True
    hearts = [place.heart_m for place in places if place.heart_m is not None]
    near = (math.hypot(*heart) < _LIGHT_REACH_M for heart in hearts)
    return kind in SHINING and any(near)


def cut_to(anchor: PlateAnchor, part: Part) -> PlateAnchor:
    """Where a part of a plate stands whose whole stands at `anchor`."""
    left, top, width, height = part
    return replace(
        anchor,
        x=anchor.x + anchor.width * (left + width / 2 - 0.5),
        y=anchor.y - anchor.height * (1.0 - top - height),
        width=anchor.width * width,
        height=anchor.height * height,
    )


def _in_picture(a: PlateAnchor) -> bool:
    across = a.x + a.width / 2 > -0.08 and a.x - a.width / 2 < 1.08
    return a.fills_frame or (across and a.y > -0.08 and a.y - a.height < 1.08)


def _plate_height(shown_px: float, tallest_px: int) -> int:
    """The next of `HEIGHTS_PX`, at most the tallest there may be."""
    fitting = [px for px in HEIGHTS_PX if px >= _NEARLY * shown_px]
    return min([*fitting[:1], tallest_px // 2 * 2])


def _scale(size_m: float) -> float:
    """Eddies of a candle are small beside it, those of a burning house large and slow."""
    wanted = math.sqrt(max(size_m, 0.05) / _USUAL_M)
    return min(_SCALES, key=lambda known: abs(math.log(known / wanted)))


def _spot(shot: Shot) -> tuple[str, str]:
    """One place burns with one fire."""
    return (shot.setting.key, str(shot.setting.place))
