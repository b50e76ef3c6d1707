"""The cast: how much each says, where each is, how each feels, what is known of each."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from filmgen.breakdown import lexicon as lex
from filmgen.breakdown.model import ShotList
from filmgen.breakdown.prose import is_cjk, sentences
from filmgen.desk.analysis.document import CharacterFigures, CharacterPoint
from filmgen.desk.analysis.feeling import FeltPassage
from filmgen.desk.analysis.reading import Passage, ReadScript
from filmgen.desk.analysis.valence import Felt, balance
from filmgen.sound.cast.names import gender_of_name, noun_gender
from filmgen.sound.cast.roles import PERSON, Role, find_roles, kind_of

MONOLOGUE_WORDS = 60
MONOLOGUE_CHARACTERS = 120
_SHE = re.compile(r"(?:She|Her|Она|Её)\b|她")
_HE = re.compile(r"(?:He|His|Он|Его)\b|他")
_ROLES = lex.word_set(
    "女人 男人 女孩 男孩 女子 男子 老人 孩子 小孩 妈妈 爸爸 母亲 父亲 爷爷 奶奶 医生 "
    "警察 护士 司机 老板 服务员 店员 路人 女士 先生 女 男 旁白 "
    "врач доктор медсестра полицейский водитель прохожий прохожая официант официантка старик "
    "старуха голос frau mann mädchen junge homme femme fille garçon mujer hombre niño niña "
    "donna uomo"
)
_PLAIN = lex.word_set(
    "a an the of and young old other another first second third big little tall small fat thin "
    "angry drunk dead voice offscreen"
)


@dataclass(frozen=True)
class Person:
    """What the script tells of a character; gender "" where it does not."""

    name: str
    kind: str
    gender: str
    gender_why: str
    age_years: int | None
    named: bool


def find_people(
    script: ReadScript, felt: Mapping[int, Sequence[FeltPassage]]
) -> tuple[Person, ...]:
    """Every character, those who speak first, in order of appearance.

    Gender and age are the voice casting's (`sound.cast.roles`) where it has words for them: what
    it would draw by lot is not known here. An action after somebody's line that begins with
    "She" tells too, where nobody else is named in it before.
    """
    shots = tuple(f.shot for scene in felt.values() for f in scene)
    notes = {note.name: note for note in script.cast.notes}
    told = ShotList(script.screenplay.title(), shots, script.cast.notes)
    after = _told_after(script)
    people = {role.name: _person(role, after) for role in find_roles(told)}
    for name, note in notes.items():
        if name not in people:
            gender = note.gender or gender_of_name(name)
            why = note.description[:80] if note.gender else f"the name {name}" if gender else ""
            kind = kind_of(name, note)
            people[name] = Person(name, kind, gender, why, note.age_years, is_named(name))
    for name, note in notes.items():
        if note.age_years is not None:
            people[name] = replace(people[name], age_years=note.age_years)
    return tuple(people.values())


def is_named(name: str) -> bool:
    """Whether a cue is a name: "MRS. KANE", not "NURSE", "OLD WOMAN #2" or "MARA'S MOTHER"."""
    words = re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", name)
    if not words:
        return False
    last = lex.singular(words[-1].lower())
    nouns = _ROLES | lex.PERSON_NOUNS | lex.GROUP_NOUNS | frozenset(lex.ANIMALS)
    if last in nouns or words[-1].lower() in nouns | _PLAIN or noun_gender(words[-1]):
        return False
    return not all(word.lower() in _PLAIN or word.lower() in nouns for word in words)


def figures(
    script: ReadScript,
    people: Sequence[Person],
    felt: Mapping[int, Sequence[FeltPassage]],
) -> tuple[CharacterFigures, ...]:
    """Who speaks most first, then in order of appearance."""
    speeches: dict[str, list[Passage]] = defaultdict(list)
    seen: dict[str, list[str]] = defaultdict(list)
    for scene in script.scenes:
        for speech in scene.speeches():
            speeches[speech.speaker].append(speech)
        for name in scene.present:
            seen[name].append(scene.scene.number)
    points, valences = _arcs(script, felt)
    total = sum(s.words for said in speeches.values() for s in said)
    known = {person.name: person for person in people}
    names = [*known, *(n for n in speeches if n not in known)]
    order = {name: place for place, name in enumerate(names)}
    names.sort(key=lambda name: (-sum(s.words for s in speeches[name]), order[name]))
    cast = [name for name in names if speeches[name] or seen[name]]
    found = []
    for number, name in enumerate(cast, 1):
        said = speeches[name]
        person = known.get(name) or Person(name, kind_of(name), "", "", None, is_named(name))
        words = sum(s.words for s in said)
        longest = max(said, key=lambda s: s.words, default=None)
        numbers = dict.fromkeys(
            scene.scene.number for scene in script.scenes
            if any(s.speaker == name for s in scene.speeches())
        )  # fmt: skip
        found.append(
            CharacterFigures(
                name=name,
                number=number,
                kind=person.kind,
                gender="female" if person.gender == "female"
                else "male" if person.gender == "male" else "",
                gender_why=person.gender_why,
                age_years=person.age_years,
                named=person.named,
                speeches=len(said),
                words=words,
                share=words / total if total else 0.0,
                words_per_speech=round(words / len(said), 2) if said else 0.0,
                longest_speech_words=longest.words if longest else 0,
                longest_speech_line=longest.first_line if longest else 0,
                monologues=sum(map(is_monologue, said)),
                questions=sum(_questions(s.text) for s in said),
                speaks_in=tuple(numbers),
                seen_in=tuple(seen[name]),
                valence=round(balance(valences[name]), 3),
                arc=tuple(points[name]),
            )
        )  # fmt: skip
    return tuple(found)


def is_monologue(speech: Passage) -> bool:
    """60 words and more; 120 characters in scripts that do not part words."""
    return speech.words >= (MONOLOGUE_CHARACTERS if is_cjk(speech.text) else MONOLOGUE_WORDS)


def _questions(text: str) -> int:
    return sum(s.rstrip("\"'”’»)」』").endswith(("?", "？", "؟", ";?")) for s in sentences(text))


def _arcs(
    script: ReadScript,
    felt: Mapping[int, Sequence[FeltPassage]],
) -> tuple[dict[str, list[CharacterPoint]], dict[str, list[Felt]]]:
    points: dict[str, list[CharacterPoint]] = defaultdict(list)
    everything: dict[str, list[Felt]] = defaultdict(list)
    for scene in script.scenes:
        here: dict[str, list[Felt]] = {name: [] for name in scene.present}
        words: dict[str, int] = defaultdict(int)
        for f in felt[scene.scene.index]:
            if f.passage.speaker:
                here.setdefault(f.passage.speaker, []).extend(f.felt)
                words[f.passage.speaker] += f.passage.words
            for name, about in f.by_name:
                here.setdefault(name, []).extend(about)
        for name, some in here.items():
            everything[name] += some
            points[name].append(
                CharacterPoint(
                    scene=scene.scene.number,
                    page=round(scene.page + scene.pages / 2, 3),
                    valence=round(balance(some), 3),
                    words=words[name],
                )
            )
    return points, everything


def _person(role: Role, after: Mapping[str, tuple[str, str]]) -> Person:
    gender, why = (role.gender, role.gender_why) if role.gender_why else after.get(
        role.name, ("", "")
    )  # fmt: skip
    age = role.age_years if role.age_why else None
    named = role.kind == PERSON and is_named(role.name)
    return Person(role.name, role.kind, gender, why, age, named)


def _told_after(script: ReadScript) -> dict[str, tuple[str, str]]:
    """Gender by an action right after a speech: `WREN / Give me the boy! / She swings Toby …`."""
    votes: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for scene in script.scenes:
        for before, passage in pairwise(scene.passages):
            if not before.speaker or passage.speaker or before.off:
                continue
            for gender, pattern in (("female", _SHE), ("male", _HE)):
                if pattern.match(passage.text):
                    quote = f"“{passage.text.split()[0]} …” after {before.speaker} speaks"
                    votes[before.speaker].append((gender, quote))
    agreed = {}
    for name, told in votes.items():
        if len({gender for gender, _ in told}) == 1:
            agreed[name] = told[0]
    return agreed
