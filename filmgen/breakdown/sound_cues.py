"""Spot sounds the action's words ask for, each at its place in the shot's words."""

from __future__ import annotations

import re

from filmgen.breakdown.model import SoundCue
from filmgen.breakdown.prose import happens_at, sentences, weight
from filmgen.breakdown.sound_triggers import SOUND_TRIGGERS

SOUND_KINDS = (
    "door", "knock", "phone ring", "gunshot", "explosion", "glass", "splash", "siren", "dog bark",
    "footsteps", "thunder", "engine", "clock", "crowd", "bell", "scream", "impact", "slap",
    "typing",
    "applause", "horn", "whoosh", "click", "gasp", "laugh", "music",
    "alarm", "buzz", "hiss", "drip", "keys", "sword", "car door", "crash", "paper", "helicopter",
    "plane", "train", "hooves", "lighter", "pour", "clink", "chair", "heartbeat", "creak",
    "screech",
)  # fmt: skip
"""All kinds a `SoundCue` may have."""

_SOUND_DENIED = re.compile(
    r"\b(?:no|not|n['’]t|without|never|nobody|silent|silently|noiselessly|doesn['’]t|if|"
    r"as if|before|about to|stops?|muted?)\b[^,;.!?]{0,20}$",
    re.I,
)
_SOUND_DENIED_AFTER = re.compile(
    r"^[^,;.!?]{0,12}\b(?:silently|noiselessly|without a sound|doesn['’]t|never)\b", re.I
)

_APART = 3
"""Words between two sounds of one kind in a sentence, or they are one: "knock, knock"."""


def sound_cues(text: str, spoken_before: int = 0, total: int = 0) -> tuple[SoundCue, ...]:
    """Spot sounds in a piece of action, as many of a kind as are asked for.

    Args:
        text: the action.
        spoken_before: weight of the shot's words before this text (`prose.weight`).
        total: of the whole shot; 0 for that of the text alone.
    """
    found: list[SoundCue] = []
    whole = max(1, total or weight(text))
    offset = spoken_before
    for sentence in sentences(text):
        taken: list[tuple[int, int]] = []
        heard: dict[str, int] = {}
        for trigger in SOUND_TRIGGERS:
            for match in trigger.pattern.finditer(sentence):
                if any(a < match.end() and match.start() < b for a, b in taken):
                    continue
                if _SOUND_DENIED.search(sentence[: match.start()]) or _SOUND_DENIED_AFTER.match(
                    sentence[match.end() :]
                ):
                    continue
                taken.append(match.span())
                last = heard.get(trigger.kind)
                if last is not None and weight(sentence[last : match.start()]) < _APART:
                    continue
                heard[trigger.kind] = match.end()
                before = float(weight(sentence[: match.start()]))
                if trigger.kind == "explosion":  # heard when it is seen
                    before = happens_at(sentence, match.start())
                at = (offset + before) / whole
                found.append(
                    SoundCue(
                        trigger.kind, " ".join(match[0].split()).lower(), round(min(1.0, at), 3)
                    )
                )
        offset += weight(sentence)
    return tuple(sorted(found, key=lambda c: c.at))
