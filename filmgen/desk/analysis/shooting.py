"""The breakdown a first assistant director starts from: locations, strips, things; also as CSV."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, TypeAlias

from filmgen.breakdown import lexicon as lex
from filmgen.breakdown.letters import acted
from filmgen.breakdown.props import find_props
from filmgen.breakdown.prose import collapse, sentences, words
from filmgen.desk.analysis.document import (
    Analysis,
    CharacterFigures,
    Location,
    Strip,
    Thing,
)
from filmgen.desk.analysis.feeling import FeltPassage
from filmgen.desk.analysis.people import Person
from filmgen.desk.analysis.reading import Passage, ReadScene, ReadScript
from filmgen.sound.cast.roles import CROWD
from filmgen.wording import eighths_of, in_eighths, shortened

Kind: TypeAlias = Literal["prop", "dressing", "vehicle", "animal", "effect", "background"]
_SYNOPSIS = 120
_EXTRAS = lex.GROUP_NOUNS - lex.word_set("people pair couple group")


def strips(
    script: ReadScript,
    felt: Mapping[int, Sequence[FeltPassage]],
    cast: Sequence[CharacterFigures],
    people: Sequence[Person],
) -> tuple[Strip, ...]:
    """One strip a scene, in script order."""
    numbers = {c.name: c.number for c in cast}
    animals = {p.name for p in people if p.kind == "animal"}
    crowds = {p.name for p in people if p.kind == CROWD}
    return tuple(
        _strip(scene, felt[scene.scene.index], numbers, animals, crowds) for scene in script.scenes
    )


def _strip(
    scene: ReadScene,
    felt: Sequence[FeltPassage],
    numbers: Mapping[str, int],
    animals: set[str],
    crowds: set[str],
) -> Strip:
    setting = scene.setting
    action = [collapse(a.text) for a in acted(scene.scene)]
    props = dict.fromkeys(p for text in action for p in find_props(text))
    said = [w.lower() for text in action for w in words(text)]
    beasts = dict.fromkeys(n.lower() for n in scene.present if n in animals)
    beasts.update(dict.fromkeys(w for w in map(lex.singular, said) if w in lex.ANIMALS))
    extras = dict.fromkeys(n.lower() for n in scene.present if n in crowds)
    extras.update(dict.fromkeys(w for w in said if w in _EXTRAS))
    voices = dict.fromkeys(s.speaker for s in scene.speeches() if s.speaker not in scene.present)
    return Strip(
        scene=scene.scene.number,
        place=setting.place.value,
        set=" / ".join(filter(None, (setting.location, setting.sublocation))) or "(prose)",
        light=setting.time_of_day.value,
        page=round(scene.page, 3),
        eighths=in_eighths(eighths_of(scene.pages)),
        synopsis=_synopsis(action, scene.passages),
        cast=tuple(sorted(numbers[n] for n in scene.present if n in numbers)),
        voices=tuple(sorted(numbers[n] for n in voices if n in numbers)),
        background=tuple(extras),
        props=tuple(p for p in props if p in lex.SMALL_PROPS or p not in _KNOWN),
        dressing=tuple(p for p in props if p in lex.BIG_PROPS and p not in lex.SMALL_PROPS),
        vehicles=tuple(p for p in props if p in lex.VEHICLES),
        animals=tuple(beasts),
        effects=tuple(dict.fromkeys(cue.kind for f in felt for cue in f.shot.effect_cues)),
    )


_KNOWN = lex.SMALL_PROPS | lex.BIG_PROPS | lex.VEHICLES


def _synopsis(action: Sequence[str], passages: Sequence[Passage]) -> str:
    """The first sentence in which somebody acts, else the first of the scene."""
    acted = frozenset(action)
    named = {p.text: p.named for p in passages if p.named and p.text in acted}
    acts = list(named)
    for text in (*acts, *action):
        names = named.get(text, ())
        for sentence in sentences(text):
            told = any(n.split()[-1].casefold() in sentence.casefold() for n in names)
            if len(words(sentence)) > 2 and (told or not acts):
                return shortened(sentence, _SYNOPSIS)
    return shortened(action[0], _SYNOPSIS) if action else ""


def locations(script: ReadScript, cast: Sequence[CharacterFigures]) -> tuple[Location, ...]:
    """The places of the headings, most pages first."""
    order = {c.name: c.number for c in cast}
    groups: dict[str, list[ReadScene]] = defaultdict(list)
    for scene in script.scenes:
        groups[scene.setting.location or "(prose)"].append(scene)
    found = []
    for name, scenes in groups.items():
        pages = sum(s.pages for s in scenes)
        light: dict[str, float] = defaultdict(float)
        for scene in scenes:
            light[scene.setting.time_of_day.value] += scene.pages
        here = {n for s in scenes for n in s.present if n in order}
        found.append(
            Location(
                location=name,
                scenes=tuple(s.scene.number for s in scenes),
                pages=round(pages, 3),
                eighths=in_eighths(eighths_of(pages)),
                light={name: round(some, 3) for name, some in light.items()},
                places=_distinct(s.setting.place.value for s in scenes),
                sets=_distinct(s.setting.sublocation for s in scenes),
                cast=tuple(sorted(here, key=order.__getitem__)),
            )
        )
    return tuple(sorted(found, key=lambda place: (-place.pages, place.location)))


def things(table: Sequence[Strip]) -> tuple[Thing, ...]:
    """Everything the strips name, with its scenes."""
    at: dict[tuple[str, Kind], list[str]] = defaultdict(list)
    for strip in table:
        groups: tuple[tuple[Kind, tuple[str, ...]], ...] = (
            ("prop", strip.props), ("dressing", strip.dressing), ("vehicle", strip.vehicles),
            ("animal", strip.animals), ("effect", strip.effects),
            ("background", strip.background),
        )  # fmt: skip
        for kind, names in groups:
            for name in names:
                at[name, kind].append(strip.scene)
    ordered = sorted(at, key=lambda thing: (-len(at[thing]), thing))
    return tuple(Thing(name=n, kind=k, scenes=tuple(at[n, k])) for n, k in ordered)


def breakdown_csv(analysis: Analysis) -> str:
    """The strips as CSV, for a scheduling program or a spreadsheet."""
    header = [
        "scene",
        "int_ext",
        "set",
        "day_night",
        "pages_eighths",
        "page",
        "synopsis",
        "cast",
        "voices",
        "background",
        "props",
        "set_dressing",
        "vehicles",
        "animals",
        "effects",
    ]
    names = {c.number: c.name for c in analysis.characters}
    rows = (
        (s.scene, s.place, s.set, s.light, s.eighths, f"{s.page + 1:.2f}", s.synopsis,
         _named(s.cast, names), _named(s.voices, names), *map("; ".join, (
             s.background, s.props, s.dressing, s.vehicles, s.animals, s.effects)))
        for s in analysis.strips
    )  # fmt: skip
    return _table(header, rows)


def cast_csv(analysis: Analysis) -> str:
    """The cast list as CSV."""
    header = [
        "number",
        "character",
        "gender",
        "age",
        "speeches",
        "words",
        "share",
        "longest_speech_words",
        "scenes",
        "first_scene",
        "last_scene",
    ]
    rows = (
        (str(c.number), c.name, c.gender, str(c.age_years or ""), str(c.speeches), str(c.words),
         f"{c.share:.4f}", str(c.longest_speech_words), str(len(c.arc)),
         c.arc[0].scene if c.arc else "", c.arc[-1].scene if c.arc else "")
        for c in analysis.characters
    )  # fmt: skip
    return _table(header, rows)


def _named(numbers: Sequence[int], names: Mapping[int, str]) -> str:
    return "; ".join(f"{n} {names[n]}" for n in numbers)


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    sink = io.StringIO()
    writer = csv.writer(sink, lineterminator="\n")
    writer.writerow(header)
    for row in rows:
        # A spreadsheet takes a cell that begins with one of these for a formula.
        writer.writerow([f"'{c}" if c[:1] in ("=", "+", "-", "@") else c for c in row])
    return sink.getvalue()


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))
