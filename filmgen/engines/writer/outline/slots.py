"""The slots of a card, and what fills them in a story."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from string import Formatter
from typing import Any

from filmgen.breakdown.lexicon import word_set
from filmgen.engines.writer.outline.deck import pick
from filmgen.engines.writer.outline.logline import gender_of, read_logline
from filmgen.engines.writer.outline.people import gender_of_newcomer
from filmgen.engines.writer.outline.sets import Furnishing, furnish
from filmgen.screenplay.names import prose_name

_THINGS = (
    "the letter", "the photograph", "the red notebook", "the key", "the tin box", "the envelope",
    "the pocket watch", "the tape", "the ring", "the map",
)  # fmt: skip
_HOURS = word_set("dawn midnight noon nightfall sunrise sunset daybreak dusk morning")
_PRONOUNS = {
    "female": ("her", "her", "herself"),
    "male": ("his", "him", "himself"),
    "": ("their", "them", "themself"),
}


@dataclass(frozen=True)
class Slots:
    """Words by slot; a card whose slots are not all here cannot be played."""

    words: Mapping[str, str]
    furnishing: Furnishing

    def fills(self, text: str) -> bool:
        """Whether every slot of a text has words."""
        return all(self.words.get(name) for _, name, _, _ in Formatter().parse(text) if name)

    def fill(self, text: str) -> str:
        """A text with its slots filled, sentences beginning with capitals."""
        return _capitals(text.format_map(self.words))


def slots_of(premise: Mapping[str, Any], cast: Sequence[Mapping[str, Any]]) -> Slots:
    """What a premise and its first two people fill the slots with.

    Args:
        premise: {kind, place, time, logline …}. cast: [{name, role …}], one at least.
    """
    logline = read_logline(str(premise.get("logline", "")))
    first, second = cast[0], cast[1 % len(cast)]
    furnishing = furnish(str(premise["place"]), str(premise["kind"]))
    thing = _handy(logline.thing) or pick(
        _THINGS, "thing", logline.text, first["name"], second["name"]
    )
    place = str(premise["place"])
    hour = logline.clock if logline.clock.removeprefix("the ") in _HOURS else ""
    span = logline.clock if logline.clock and not hour and "last" not in logline.clock else ""
    words = {
        "A": spoken_of(first),
        "B": spoken_of(second),
        "thing": thing,
        "it": _short(thing),
        "place": place if place[:1].isupper() else f"the {place}",
        "door": furnishing.door,
        "near": furnishing.near,
        "light": furnishing.light,
        "hazard": furnishing.hazard,
        "want": logline.want if len(logline.want.split()) <= 7 else "",
        "hour": hour or ("dawn" if premise.get("time") == "NIGHT" else "nightfall"),
        "Clock": f"Until {hour}" if hour else span.capitalize() or "Ten minutes. Perhaps nine",
    }
    for letter, person in (("A", first), ("B", second)):
        name, role = str(person["name"]), str(person.get("role", ""))
        gender = gender_of_newcomer(name) or gender_of(name, role, logline.text)
        for slot, word in zip(("his", "him", "himself"), _PRONOUNS[gender], strict=True):
            words[letter + slot] = word
    return Slots(words, furnishing)


def spoken_of(person: Mapping[str, Any]) -> str:
    """A person in a sentence of action: "Mara", but "the baker" for who is only a trade."""
    return prose_name(str(person["name"]), str(person.get("role", "")))


def _handy(thing: str) -> str:
    """A thing in few words: "the bag of stolen money" is "the bag", said again and again."""
    return thing if len(thing.split()) <= 4 else _short(thing)


def _short(thing: str) -> str:
    """The thing as one says it the second time: "the bag of stolen money" is "the bag"."""
    head = thing.split(" of ")[0].split(" to the ")[0].split()
    return f"the {head[-1]}"


def _capitals(text: str) -> str:
    return re.sub(
        r"(^|[.!?]\s+)([a-zà-ÿ])", lambda match: match[1] + match[2].upper(), text.strip()
    )
