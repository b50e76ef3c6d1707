"""What a person decided in the bible, made the film's: voice, figure and prompts follow it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from filmgen.breakdown.character_notes import DECIDED
from filmgen.breakdown.model import CharacterNote, ShotList
from filmgen.desk.bible.document import Bible, Person, ScriptSays, read_bible

FILE = "bible.json"


def find_bible(edit: Path | None, script: Path) -> Bible | None:
    """EDIT/bible.json, else NAME.bible.json beside the script; None where there is neither.

    Raises:
        ConfigError: the file is wrong.
    """
    places = [script.with_suffix(f".{FILE}")]
    if edit is not None:
        places.insert(0, edit / FILE)
    return next((read_bible(place) for place in places if place.is_file()), None)


def decided(person: Person) -> ScriptSays:
    """What was changed by hand; the fields that were not are empty."""
    said = person.script
    return ScriptSays(
        age_years=None if person.age_years == said.age_years else person.age_years,
        gender="" if person.gender == said.gender else person.gender,
        look="" if person.look.strip() == said.look.strip() else person.look.strip(),
    )


def apply_bible(shots: ShotList, bible: Bible | None) -> ShotList:
    """The shot list with the decisions in its characters' notes; itself where there are none.

    Names are found in any case, by alias too; whoever is not in the script is named in a
    warning.
    """
    if bible is None:
        return shots
    notes = {note.name: note for note in shots.characters}
    warnings: list[str] = []
    for person in bible.characters:
        choice = decided(person)
        if choice == ScriptSays():
            continue
        name = _found(person, notes)
        if not name:
            warnings.append(f"{FILE}: nobody called {person.name!r} is in the script")
            continue
        notes[name] = _noted(notes[name], choice)
    if not warnings and all(notes[n.name] is n for n in shots.characters):
        return shots
    return replace(
        shots,
        characters=tuple(notes[note.name] for note in shots.characters),
        warnings=(*shots.warnings, *warnings),
    )


def _found(person: Person, names: Iterable[str]) -> str:
    known = {name.casefold(): name for name in names}
    wanted = (person.name, *person.aliases)
    return next((known[w.casefold()] for w in wanted if w.casefold() in known), "")


def _noted(note: CharacterNote, choice: ScriptSays) -> CharacterNote:
    """The note as decided; its description begins with the decision, where why is looked for."""
    age = note.age_years if choice.age_years is None else choice.age_years
    told = [note.name]
    if choice.age_years is not None:
        told.append(f"{age} years old")
    if choice.gender:
        told.append(
            {"female": ("girl", "woman"), "male": ("boy", "man")}[choice.gender][
                age is None or age >= 15
            ]
        )
    words = choice.look or note.description
    if len(told) > 1:
        words = f"{', '.join(told)} {DECIDED}. {words}"
    return replace(
        note,
        gender=choice.gender or note.gender,
        age_years=age,
        description=words,
    )
