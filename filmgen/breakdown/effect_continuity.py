"""Effects that last: a fire does not go out because the next sentence is about a face.

Between the sentence that starts a fire and the one that ends it, every shot of the same
scene and place that is wide enough to show it keeps it, a little weaker than where the
words are about it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from filmgen.breakdown.model import EffectCue, Setup, Shot, Size
from filmgen.screenplay.model import PlaceKind

STILL = "still: "
"""Before the words of a cue that came from an earlier shot."""
LASTING = ("fire", "smoke", "rain", "snow", "fog")
_WEATHER = ("rain", "snow", "fog")
_WIDE_ENOUGH = (Size.MS, Size.MLS, Size.LS, Size.ELS)
_ELSEWHERE = (Setup.TITLE, Setup.INSERT, Setup.MONTAGE)
_CARRIED = 0.75
_LEAST = 0.5
"""Weaker fires (a candle, a match) stay where the words put them."""
_ENDS = {
    "fire": re.compile(
        r"\b(?:fire|flames?|blaze)\b[^.]{0,20}\b(?:out|dies|died|dead|doused|extinguished)\b|"
        r"\b(?:puts?|stamps?|beats?) out\b|\bdouses\b|\bextinguishes\b|"
        r"灭了|熄灭|扑灭|погас|потух", re.I),
    "smoke": re.compile(r"\bsmoke (?:clears|lifts|thins)\b|\bair is clear\b|烟散", re.I),
    "rain": re.compile(r"\brain (?:\w+ )?(?:stops|stopped|ends|ended|eases)\b|"
        r"雨[刚已]?停|дождь кончил", re.I),
    "snow": re.compile(r"\bsnow (?:\w+ )?(?:stops|stopped)\b|雪停", re.I),
    "fog": re.compile(r"\b(?:fog|mist) (?:\w+ )?(?:lifts|clears|cleared|burns off)\b|雾散", re.I),
}  # fmt: skip


def carry_effects(shots: Sequence[Shot]) -> list[Shot]:
    """Give lasting effects to the shots that would show them."""
    result: list[Shot] = []
    burning: dict[str, EffectCue] = {}
    where: tuple[int, str, PlaceKind] | None = None
    for shot in shots:
        here = (shot.scene_index, shot.setting.key, shot.setting.place)
        if here != where:
            burning, where = {}, here
        for kind in tuple(burning):
            if _ENDS[kind].search(shot.action):
                del burning[kind]
        own = {cue.kind for cue in shot.effect_cues}
        carried = [cue for kind, cue in burning.items() if kind not in own and _shows(shot, kind)]
        # What burns on a television or in a photograph does not burn in the room.
        for cue in () if shot.setup in _ELSEWHERE else shot.effect_cues:
            if (
                cue.kind in LASTING
                and cue.intensity >= _LEAST
                and not _ENDS[cue.kind].search(shot.action)
            ):
                weaker = round(cue.intensity * _CARRIED, 2)
                burning[cue.kind] = replace(
                    cue, intensity=weaker, words=f"{STILL}{cue.words}", onset=0.0
                )
        result.append(replace(shot, effect_cues=(*shot.effect_cues, *carried)) if carried else shot)
    return result


def _shows(shot: Shot, kind: str) -> bool:
    if shot.setup in _ELSEWHERE or shot.size not in _WIDE_ENOUGH:
        return False
    return kind not in _WEATHER or shot.setting.place is not PlaceKind.INTERIOR
