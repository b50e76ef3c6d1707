"""How a voice reaches us, from a cue's extension or a parenthetical: the treatment it gets.

Who speaks *into* a phone stands before us and is heard as anyone; who is *on* the phone is heard
through it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from filmgen.breakdown.model import Line

_DET = r"(?:the |a |an |his |her |their )?(?:\w+ )?"
_THROUGH = rf"\b(?:over|on|through|via|from|by) {_DET}"
_INTO = rf"\b(?:in)?to {_DET}"


@dataclass(frozen=True)
class _Way:
    """Words that mean a treatment: a device one is heard through, a whole marking, anything."""

    treatment: str
    through: str = ""
    whole: str = ""
    anywhere: str = ""

    def pattern(self) -> re.Pattern[str]:
        parts = []
        if self.through:
            parts.append(rf"{_THROUGH}(?:{self.through})(?![\w-])")
        if self.whole:
            parts.append(rf"^(?:{self.whole})(?: voice)?$")
        if self.anywhere:
            parts.append(self.anywhere)
        return re.compile("|".join(parts), re.I)


# The first that is found in one extension or parenthetical is meant.
_WAYS = (
    # Spoken in the picture, whatever the device in the hand.
    _Way(
        "",
        anywhere=rf"{_INTO}(?:phone|telephone|cell|receiver|headset|radio|mic|microphone|camera|"
        r"walkie(?:-talkie)?|intercom)\b|\bв (?:трубку|телефон|рацию|микрофон)\b|"
        r"对着?(?:电话|话筒|手机)",
    ),
    _Way(
        "loudspeaker",
        through=r"speakers?|loud-?speakers?|p\.?a\.?(?: system)?|tannoy|megaphone|bull-?horn",
        whole=r"p\.?a\.?(?: system)?|loud-?speaker|megaphone",
        anywhere=r"public address|громкоговорител|мегафон|по громкой|扩音器|喇叭|广播(?:里|中)",
    ),
    _Way(
        "radio",
        through=r"radio|walkie(?:-talkie)?|comms?|headset|intercom|earpiece|transmitter",
        whole=r"radio|intercom|comms?",
        anywhere=r"radio filter|\bпо (?:рации|радио|интеркому)|对讲机|无线电|收音机",
    ),
    _Way(
        "tv",
        through=r"tv|t\.v\.|television|monitor|video(?: call)?|laptop|computer|tape|recording|"
        r"tablet|hologram|(?<!on )screen",
        whole=r"tv|television|recorded|recording|video",
        anywhere=r"\bпо телевизору|с экрана|в записи|电视(?:里|中|上)|录音|视频",
    ),
    _Way(
        "phone",
        through=r"phone|telephone|cell|line|speaker-?phone|voice-?mail|answering machine|receiver",
        whole=r"phone|telephone|voice-?mail|answering machine",
        anywhere=r"\bfilter(?:ed)?\b|\bпо телефону|из трубки|в трубке|автоответчик|"
        r"电话(?:里|中|那头)|手机里",
    ),
    _Way(
        "door",
        anywhere=rf"\b(?:through|behind|beyond|outside|other side of) {_DET}"
        r"(?:doors?|walls?|glass|window)\b|\bmuffled\b|за (?:дверью|стеной)|через дверь|门外|隔着",
    ),
    _Way(
        "next room",
        whole=r"o\.? ?s\.?|o\.? ?c\.?|off",
        anywhere=r"\b(?:o\.s\.|o\.c\.)(?!\w)|\boff[- ]?(?:screen|camera|stage)\b|"
        r"\bfrom (?:the )?(?:next|other|another) room\b|не в кадре",
    ),
    _Way(
        "voice over",
        whole=r"v\.? ?o\.?|narration|narrating|з\.? ?к\.?|(?:голос )?за кадром",
        anywhere=r"\bv\.o\.(?!\w)|voice[- ]?over|画外音|旁白",
    ),
)
_PATTERNS = tuple((way.treatment, way.pattern()) for way in _WAYS)


def treatment_of(extensions: Iterable[str], delivery: str = "") -> str:
    """The treatment (`sound.acoustics.treatment.TREATMENTS`) that a line's markings ask for.

    Args:
        extensions: of the cue: "V.O.", "ON PHONE", …; the last that says something wins.
        delivery: parentheticals, joined by "; ". They outweigh the cue. A device outweighs a place:
            who is off screen and on the phone is on the phone.
    """
    said = [_way(words.strip()) for words in (*extensions, *delivery.split(";"))]
    ways = [way for way in said if way is not None]
    devices = [way for way in ways if way not in ("next room", "voice over")]
    return (devices or ways or [""])[-1]


def treatments(lines: Iterable[Line]) -> dict[str, str]:
    """The treatment of each line by id; what a parenthetical says holds for the whole speech."""
    found: dict[str, str] = {}
    held = ""
    for line in lines:
        if not line.continues:
            held = ""
        if any(_way(words.strip()) is not None for words in line.delivery.split(";")):
            held = line.delivery
        found[line.id] = treatment_of(line.extensions, held)
    return found


def _way(words: str) -> str | None:
    if not words:
        return None
    return next((way for way, pattern in _PATTERNS if pattern.search(words)), None)
