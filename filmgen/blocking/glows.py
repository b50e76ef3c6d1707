"""What shines in a scene: flames of hearths, of lit candles and lanterns, of fires.

A fire that the words started goes on shining in the shots that are too close to show it; it
ends where a shot that is wide enough to show it no longer has its cue.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from filmgen.blocking.anchors import EffectPlace
from filmgen.blocking.hearth import flame_item, is_tiny
from filmgen.blocking.model import Figure, Glow, SetPlan, Vec3
from filmgen.breakdown.model import Setup, Shot, Size
from filmgen.screenplay.model import TimeOfDay

_WIDE = (Size.MS, Size.MLS, Size.LS, Size.ELS)
_ELSEWHERE = (Setup.TITLE, Setup.INSERT, Setup.MONTAGE)
_UNLIT = re.compile(
    r"\b(?:lanterns?|candles?|lamps?|wick)\b[^.]{0,40}\b(?:dark|unlit|out|dead|cold|dies)\b|"
    r"\b(?:dark|dead|unlit|cold) (?:lanterns?|candles?|lamps?)\b|"
    r"\b(?:blows?|puts?|snuffs?) (?:\w+ ){0,3}(?:out|candles?|lanterns?)\b",
    re.IGNORECASE,
)
_LIT = re.compile(
    r"\b(?:lit|lights?|burn\w*|flames?|flicker\w*|glow\w*|candlelight|catches)\b", re.IGNORECASE
)
_NIGHT = (TimeOfDay.NIGHT, TimeOfDay.DUSK, TimeOfDay.DAWN)


class Flames:
    """What burns in a scene, from shot to shot: asked in film order."""

    def __init__(self) -> None:
        self._fire: EffectPlace | None = None
        self._carried = False

    def glows(
        self,
        shot: Shot,
        plan: SetPlan,
        figures: Sequence[Figure],
        places: Sequence[EffectPlace],
        until: float = 1.0,
    ) -> tuple[Glow, ...]:
        """The glows of a panel, strongest first.

        A blast is none of them: its light is over before the panel is, and is laid over it.

        Args:
            places: of the shot's effect cues, for this panel.
            until: what begins later in the shot, 0 to 1, does not shine in this panel yet.
        """
        places = [p for p in places if p.cue.onset <= until]
        self._follow(shot, places)
        found = [_blaze(p) for p in places if p.cue.kind == "fire" and not _tiny(p)]
        if self._fire is not None and not any(
            p.cue.kind == "fire" and not _tiny(p) for p in places
        ):
            found.append(_blaze(self._fire))
        found += [_flame(p.foot) for p in places if _tiny(p)]
        if self._carried and not any(_tiny(p) for p in places):
            item = flame_item(figures, _bare(plan), shot.subjects)
            if item is not None:
                x, y, z = item.position
                found.append(_flame((x, y + 0.9 * item.size_m[1], z)))
        found += _candles(shot, plan)
        found.sort(key=lambda g: (-g.strength, g.position))
        return tuple(found)

    def _follow(self, shot: Shot, places: Sequence[EffectPlace]) -> None:
        if shot.setup in _ELSEWHERE:
            return
        fires = [p for p in places if p.cue.kind == "fire"]
        great = [p for p in fires if not _tiny(p)]
        if great:
            self._fire = great[0]
        elif shot.size in _WIDE:
            self._fire = None
        if _UNLIT.search(shot.action):
            self._carried = False
        if len(great) < len(fires):
            self._carried = True


def _tiny(place: EffectPlace) -> bool:
    return is_tiny(place.cue)


def _blaze(place: EffectPlace) -> Glow:
    """A fire shines from its lower middle."""
    x, y, z = place.foot
    cue = place.cue
    size = max(place.width_m, 0.6 * place.height_m)
    return Glow(
        "fire",
        (x, round(y + 0.38 * place.height_m, 4), z),
        round(min(1.0, 0.42 + 0.58 * cue.intensity), 3),
        round(min(2.0 + 3.2 * size * (0.5 + cue.intensity), 24.0), 3),
    )


def _flame(at: Vec3) -> Glow:
    return Glow("flame", (round(at[0], 4), round(at[1], 4), round(at[2], 4)), 0.55, 1.8)


def _bare(plan: SetPlan) -> SetPlan:
    """The set without its own lamps: only hands are searched for a flame."""
    return SetPlan(plan.kind, plan.interior, plan.width_m, plan.depth_m, plan.height_m)


def _candles(shot: Shot, plan: SetPlan) -> list[Glow]:
    """Candles and oil lamps that stand about: lit by night unless the words say dark."""
    words = f"{shot.setting.words} {shot.action}"
    if _UNLIT.search(words):
        return []
    if shot.setting.time_of_day not in _NIGHT and not _LIT.search(words):
        return []
    return [
        _flame((p.position[0], p.position[1] + 1.05 * p.size_m[1], p.position[2]))
        for p in plan.props
        if p.kind == "candle"
    ][:6]
