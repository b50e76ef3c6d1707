"""Whether the lamps of a place burn, from shot to shot: what the words put out stays out."""

from __future__ import annotations

import re

from filmgen.breakdown.model import Shot

_LAMPS = r"\b(?:lamps?|lights|street ?lights?|street ?lamps?|lampposts?)\b"
_DARK = re.compile(
    r"\bno (?:street ?)?(?:lamps?|lights?|electricity|power)\b(?! (?:up|on)\b)|"
    rf"{_LAMPS}[^.!?]{{0,20}}\b(?:are|is|all|stays?) (?:all )?(?:out|dark|dead|off|unlit)\b|"
    r"\b(?:dark|dead|unlit) (?:street ?)?(?:lamps|lights|streetlights)\b",
    re.IGNORECASE,
)
_GOES_OUT = re.compile(
    rf"{_LAMPS}[^.!?]{{0,20}}\b(?:goe?s?|dies?) (?:all )?(?:out|dark|dead|off)\b|\bblackout\b|"
    r"\bpower (?:cut|fails|goes (?:out|off))\b|\b(?:fuses?|bulbs?) (?:blows?|bursts?)\b",
    re.IGNORECASE,
)
_ON = re.compile(
    rf"{_LAMPS}[^.!?]{{0,25}}\b(?:lights? up|wakes?|(?:is|are) lit|flares?|"
    r"(?:comes?|flickers?|snaps?|go|goes|springs?) (?:back )?(?:on|to life)|burns?|glows?)\b|"
    r"\b(?:switch|turn|flick)(?:es|s)? on (?:the|a|every) (?:\w+ )?(?:lamps?|lights?)\b|"
    r"\bpower (?:returns|comes back|is back)\b",
    re.IGNORECASE,
)


class Lamplight:
    """The lamps of a scene at one of its places: asked in film order, they burn at first."""

    def __init__(self) -> None:
        self._burn = True

    def burns(self, shot: Shot) -> bool:
        """Whether lamps burn in a shot; of its words the last decides how it is left.

        A lamp that goes out is seen burning in the shot in which it does.
        """
        said = [(m.start(), True, True) for m in _ON.finditer(shot.action)]
        said += [(m.start(), False, False) for m in _DARK.finditer(shot.action)]
        said += [(m.start(), self._burn, False) for m in _GOES_OUT.finditer(shot.action)]
        _, now, self._burn = max(said, default=(0, self._burn, self._burn))
        return now
