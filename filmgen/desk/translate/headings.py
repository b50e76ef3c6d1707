"""Slug lines in another language that are still read as the same slug lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from filmgen.desk.translate.languages import Language
from filmgen.screenplay.daylight import resolve_light
from filmgen.screenplay.headings import is_heading, read_heading
from filmgen.screenplay.model import PlaceKind, SceneHeading, TimeOfDay

_ENGLISH = {
    PlaceKind.INTERIOR: "INT.", PlaceKind.EXTERIOR: "EXT.", PlaceKind.BOTH: "INT./EXT.",
    PlaceKind.UNSPECIFIED: "",
}  # fmt: skip
_SPLITS = re.compile(r"[\s\-–—·・．,，、/：:（）().]+")


def said_heading(heading: SceneHeading, names: Sequence[str], language: Language) -> SceneHeading:
    """The heading with its places named `names`; the first form that reads as the same scene.

    The trade's own form comes first (内景 …), then INT. with the translated names, then the
    heading as it was.
    """
    light = resolve_light(heading.time_text, TimeOfDay.UNSPECIFIED)
    for text in _forms(heading, names, language, light):
        read = read_heading(text, heading.lines, forced=heading.forced, number=heading.number)
        same = (
            read.place is heading.place
            and bool(read.location)
            and len(read.sublocations) == len(heading.sublocations)
            and resolve_light(read.time_text, TimeOfDay.UNSPECIFIED) is light
            and bool(read.time_text) == bool(heading.time_text)
        )
        if same and (heading.forced or is_heading(text, after_blank=True)):
            return replace(heading, text=text)
    return heading


def said_forced(heading: SceneHeading, text: str) -> SceneHeading:
    """A forced heading in other words; without the gaps that would make two places of one."""
    for words in (text, _SPLITS.sub("", text)):
        read = read_heading(words, heading.lines, forced=True, number=heading.number)
        if words and len(read.sublocations) == len(heading.sublocations):
            return replace(heading, text=words)
    return heading


def _forms(
    heading: SceneHeading, names: Sequence[str], language: Language, light: TimeOfDay
) -> Iterator[str]:
    time = heading.time_text
    if time:
        time = language.lights.get(light, "") or (
            language.later if light is TimeOfDay.UNSPECIFIED else ""
        ) or time  # fmt: skip
    if language.prefixes and heading.place is not PlaceKind.UNSPECIFIED:
        kinds = (PlaceKind.INTERIOR, PlaceKind.EXTERIOR, PlaceKind.BOTH)
        prefix = language.prefixes[kinds.index(heading.place)]
        if prefix.endswith("."):
            yield _joined(prefix, [n.upper() for n in names], time)
        elif prefix:
            yield _joined(prefix, [" ".join(_SPLITS.sub("", n) for n in names)], time)
    english = _ENGLISH[heading.place]
    plain = [re.sub(r"\s*(?:--|[-–—,/])\s*", " ", n).strip(" .").upper() for n in names]
    yield _joined(english, plain, time)
    yield _joined(english, plain, heading.time_text)


def _joined(prefix: str, names: Sequence[str], time: str) -> str:
    place = " - ".join([*names, time] if time else names)
    return f"{prefix} {place}".strip()
