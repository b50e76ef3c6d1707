"""The bible that code can read: everybody from the script's own words and the planned shots."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from filmgen.breakdown.cast import Cast, cue_parts, is_collective
from filmgen.breakdown.characters import find_cast
from filmgen.breakdown.letters import acted
from filmgen.breakdown.model import CharacterNote, ShotList
from filmgen.breakdown.props import find_props
from filmgen.breakdown.prose import collapse, join_words, key_words, sentences
from filmgen.desk.bible.calling import Said, called
from filmgen.desk.bible.document import (
    Bible,
    Gender,
    Manner,
    Person,
    Quote,
    Relation,
    ScriptSays,
    Step,
)
from filmgen.desk.bible.manner import in_words, manner_of, word_counts
from filmgen.screenplay.model import PartKind, Screenplay
from filmgen.wording import shortened

MODEL_PARTS = "want, arc and voice in a sentence: a writer engine says those (--engine)"
_KNOWN = 3
_PROPS = 6


@dataclass(frozen=True)
class Doing:
    """A sentence of action and whom it names."""

    scene: str
    line: int
    text: str
    names: tuple[str, ...]


@dataclass
class Material:
    """Everything said and done in a script, by whom and where.

    Attributes:
        present: names by scene number, from the planned shots.
    """

    cast: Cast
    said: list[Said] = field(default_factory=list)
    done: list[Doing] = field(default_factory=list)
    present: dict[str, dict[str, None]] = field(default_factory=dict)
    headings: dict[str, str] = field(default_factory=dict)


def gather(screenplay: Screenplay, shots: ShotList) -> Material:
    """Read who says and does what. `shots`: of the whole script, without a bible's decisions."""
    material = Material(find_cast(screenplay))
    for scene in screenplay.scenes:
        if scene.heading.omitted:
            continue
        material.headings[scene.number] = scene.heading.text or "(no heading)"
        material.present.setdefault(scene.number, {})
        material.cast.enter(scene.index)
        for speech in scene.speeches():
            words = join_words([collapse(p.text) for p in speech.parts
                                if p.kind is not PartKind.PARENTHETICAL])  # fmt: skip
            names = [n for n in cue_parts(speech.character) if not is_collective(n)]
            for name in names:
                line = next(
                    (p.lines.first_line for p in speech.parts
                     if p.kind is not PartKind.PARENTHETICAL), speech.lines.first_line,
                )  # fmt: skip
                material.said.append(Said(scene.number, line, name, words))
                material.present[scene.number].setdefault(name)
        for action in acted(scene):
            for sentence in sentences(action.text):
                mentions = material.cast.mentions(sentence)
                names = list(dict.fromkeys(m.name for m in mentions if not m.possessive))
                if names:
                    line = _line_of(sentence, action.text, action.lines.first_line)
                    material.done.append(Doing(scene.number, line, sentence, tuple(names)))
    for shot in shots.shots:
        here = material.present.setdefault(shot.scene_number, {})
        here.update(dict.fromkeys(shot.present))
    return material


def bible_by_code(screenplay: Screenplay, shots: ShotList, material: Material) -> Bible:
    """Everybody who speaks or is named in the action, in order of appearance."""
    notes = material.cast.notes
    said: dict[str, list[Said]] = defaultdict(list)
    for one in material.said:
        said[one.name].append(one)
    aliases = {note.name: _aliases(note.name, material) for note in notes}
    counts = word_counts({name: [s.text for s in lines] for name, lines in said.items()})
    everyone = sum(counts.values(), Counter[str]())
    forms = (*aliases, *(form for found in aliases.values() for form in found))
    names = frozenset(w for form in forms for w in key_words(form))
    everybody = manner_of([s.text for s in material.said], {}, everyone, names)
    calls = called(material.said, material.cast, aliases)
    people = tuple(
        _person(
            note,
            aliases[note.name],
            said[note.name],
            material,
            calls,
            counts,
            everyone,
            names,
            everybody,
        )
        for note in notes
    )
    return Bible(
        title=screenplay.title(),
        script=re.split(r"[/\\]", screenplay.path)[-1],
        scenes=tuple(material.headings),
        characters=people,
        missing=(MODEL_PARTS, *_unsaid(people)),
    )


def _person(
    note: CharacterNote, aliases: tuple[str, ...], said: Sequence[Said], material: Material,
    calls: Mapping[tuple[str, str], Counter[str]], counts: Mapping[str, Counter[str]],
    everyone: Counter[str], names: frozenset[str], everybody: Manner,
) -> Person:  # fmt: skip
    own = counts.get(note.name, Counter())
    manner = manner_of([s.text for s in said], everyone - own, own, names)
    steps = tuple(_steps(note.name, said, material))
    gender: Gender = "female" if note.gender == "female" else "male" if note.gender else ""
    look = shortened(note.description, 600)
    return Person(
        name=note.name,
        aliases=aliases,
        speaks=note.speaks,
        species=note.species,
        age_years=note.age_years,
        gender=gender,
        look=look,
        script=ScriptSays(age_years=note.age_years, gender=gender, look=look),
        manner=manner,
        speaks_like=in_words(manner, everybody),
        relations=tuple(_relations(note.name, material, calls)),
        props=_props(note.name, material),
        steps=steps,
        turns=tuple(_turns(steps, said)),
        first_line=_quote(said[0]) if said else None,
        known_lines=_known_lines(said, material.said),
    )


def _aliases(name: str, material: Material) -> tuple[str, ...]:
    """Other forms the script has for somebody, most frequent first."""
    found: Counter[str] = Counter()
    texts = [d.text for d in material.done if name in d.names] + [s.text for s in material.said]
    for text in texts:
        for mention in material.cast.mentions(text):
            if mention.name == name:
                form = re.sub(r"['’]s?$", "", text[mention.start : mention.end])
                if form.upper() != name:
                    found[form.title() if form.isupper() and form.isascii() else form] += 1
    return tuple(form for form, _ in sorted(found.items(), key=lambda item: (-item[1], item[0])))


def _relations(
    name: str, material: Material, calls: Mapping[tuple[str, str], Counter[str]]
) -> Iterator[Relation]:
    """Everybody met, most scenes first; exchanges are speeches that follow each other."""
    shared: dict[str, list[str]] = defaultdict(list)
    for scene, here in material.present.items():
        if name in here:
            for other in here:
                if other != name:
                    shared[other].append(scene)
    exchanges: Counter[str] = Counter()
    for one, two in pairwise(material.said):
        if one.scene == two.scene and one.name != two.name and name in (one.name, two.name):
            exchanges[two.name if one.name == name else one.name] += 1
    for other in sorted(shared, key=lambda n: (-exchanges[n], -len(shared[n]), n)):
        forms = calls.get((name, other), Counter())
        ordered = sorted(forms, key=lambda form: (-forms[form], form))
        yield Relation(
            name=other, scenes=tuple(shared[other]), exchanges=exchanges[other],
            calls=tuple(ordered[:4]),
        )  # fmt: skip


def _props(name: str, material: Material) -> tuple[str, ...]:
    found = Counter(p for d in material.done if name in d.names for p in find_props(d.text))
    return tuple(sorted(found, key=lambda prop: (-found[prop], prop))[:_PROPS])


def _steps(name: str, said: Sequence[Said], material: Material) -> Iterator[Step]:
    for scene, here in material.present.items():
        if name not in here:
            continue
        doing = next(
            (d for d in material.done if d.scene == scene and d.names[0] == name), None
        ) or next((d for d in material.done if d.scene == scene and name in d.names), None)
        yield Step(
            scene=scene,
            heading=material.headings.get(scene, ""),
            speeches=sum(s.scene == scene for s in said),
            company=tuple(other for other in here if other != name),
            does=doing.text if doing else "",
            line=doing.line if doing else 0,
        )


def _turns(steps: Sequence[Step], said: Sequence[Said]) -> Iterator[str]:
    """What differs between the first and the last scene of somebody who has at least two."""
    if len(steps) < 2:
        return
    first, last = steps[0], steps[-1]
    if first.heading != last.heading:
        yield f"from {first.heading} to {last.heading}"
    before, after = set(first.company), set(last.company)
    if after - before:
        yield f"ends beside {', '.join(n for n in last.company if n not in before)}"
    if before - after:
        yield f"without {', '.join(n for n in first.company if n not in after)}"
    half = len(said) // 2
    if half >= 3:
        asked = [sum("?" in s.text or "？" in s.text for s in part) / len(part)
                 for part in (said[:half], said[half:])]  # fmt: skip
        if abs(asked[0] - asked[1]) > 0.3:
            yield "asks more and more" if asked[1] > asked[0] else "asks less and less"
        length = [sum(len(key_words(s.text)) for s in part) / len(part)
                  for part in (said[:half], said[half:])]  # fmt: skip
        if max(length) > 1.5 * min(length):
            yield "lines grow longer" if length[1] > length[0] else "lines grow shorter"


def _known_lines(said: Sequence[Said], everything: Sequence[Said]) -> tuple[Quote, ...]:
    """Lines one would quote: echoed elsewhere, ending a scene, neither long nor a single word."""
    heard = Counter(p for s in everything for p in _phrases(s.text))
    last = {s.scene: s.line for s in everything}
    scored = []
    for place, one in enumerate(said):
        count = len(key_words(one.text))
        if count < 2:
            continue
        echo = sum(heard[p] > 1 for p in _phrases(one.text))
        score = min(echo, 3) + 2.0 * (last[one.scene] == one.line) + (place == len(said) - 1)
        score += 1.0 if 4 <= count <= 14 else 0.0 if count <= 22 else -1.5
        scored.append((-score, one.line, one))
    chosen = sorted(scored, key=lambda item: item[:2])[:_KNOWN]
    return tuple(_quote(one) for _, _, one in sorted(chosen, key=lambda item: item[1]))


def _phrases(text: str) -> frozenset[tuple[str, ...]]:
    """Word pairs that mean something: not two of the commonest words."""
    found = key_words(text)
    return frozenset((a, b) for a, b in pairwise(found) if len(a) + len(b) > 7) | frozenset(
        (w,) for w in found if len(w) > 6
    )


def _quote(one: Said) -> Quote:
    return Quote(line=one.line, scene=one.scene, text=one.text)


def _unsaid(people: Sequence[Person]) -> Iterator[str]:
    """What the script does not say and a person may decide."""
    for what, absent in (
        ("age", [p.name for p in people if p.age_years is None and p.species == "human"]),
        ("look", [p.name for p in people if not p.look]),
    ):
        if absent:
            shown = ", ".join(absent[:12]) + (
                f" and {len(absent) - 12} more" if absent[12:] else ""
            )
            yield f"{what}, not in the script: {shown}"


def _line_of(sentence: str, text: str, first: int) -> int:
    """The source line a sentence of a paragraph begins in."""
    place = text.find(sentence[:24])
    return first + (text[:place].count("\n") if place > 0 else 0)
