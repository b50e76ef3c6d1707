"""What a writer engine says of a character: want, arc and voice, each with its evidence.

A claim without a line that was shown to it is dropped: a bible is no place for inventions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pydantic import Field

from filmgen.desk.bible.document import Bible, Claim, Person
from filmgen.desk.bible.gathered import MODEL_PARTS, Material
from filmgen.errors import EngineError
from filmgen.writing.answer import Answer
from filmgen.writing.session import Session, Task

_MOST_EVIDENCE = 60
_LEAST = 2
"""Lines and deeds from which on there is something to say of somebody."""
_RULES = (
    "You keep the bible of a screenplay. You say only what its lines show, in one plain sentence "
    "each, and give the numbers of the lines that show it. Numbers stand before each line of "
    "EVIDENCE. No invention, no praise."
)


class Cited(Answer):
    """A sentence and the line numbers it rests on."""

    text: str = Field(min_length=8, max_length=240)
    lines: list[int] = Field(min_length=1, max_length=4)


class Judgement(Answer):
    """What is asked of one character."""

    want: Cited
    arc: Cited
    voice: Cited


@dataclass(frozen=True)
class Evidence:
    """A line of the script that shows somebody: `what` is "says" or "does"."""

    line: int
    scene: str
    what: str
    text: str


def judge(bible: Bible, material: Material, session: Session) -> tuple[Bible, tuple[str, ...]]:
    """The bible with want, arc and voice of everybody who has lines or deeds enough.

    Returns:
        The bible, and one note each on claims that were dropped or people nobody judged.

    Raises:
        EngineUnavailable: the engine cannot be used.
    """
    people, notes = [], []
    worth = [p for p in bible.characters if len(evidence(p, material)) >= _LEAST]
    session.progress.stage("bible", len(worth))
    for person in bible.characters:
        if person not in worth:
            people.append(person)
            continue
        shown = _fitting(person, evidence(person, material), session)
        try:
            answer = session.ask(_task(person, shown), Judgement)
        except EngineError as error:
            notes.append(f"{person.name}: nothing said ({error})")
            people.append(person)
            continue
        claims: dict[str, Claim | None] = {}
        for field in ("want", "arc", "voice"):
            said: Cited = getattr(answer, field)
            claims[field] = _supported(said, shown)
            if claims[field] is None:
                notes.append(f"{person.name}: {field} rests on no line it was shown; left out")
        people.append(person.model_copy(update=claims))
    session.progress.done()
    missing = tuple(m for m in bible.missing if m != MODEL_PARTS)
    silent = [p.name for p in people if p.want is None and p.arc is None]
    if silent:
        missing = (f"want and arc: too little in the script of {', '.join(silent)}", *missing)
    return bible.model_copy(update={"characters": tuple(people), "missing": missing}), tuple(notes)


def evidence(person: Person, material: Material) -> tuple[Evidence, ...]:
    """Everything somebody says and does, in the order of the script."""
    found = [Evidence(s.line, s.scene, "says", s.text) for s in material.said
             if s.name == person.name]  # fmt: skip
    found += [Evidence(d.line, d.scene, "does", d.text) for d in material.done
              if person.name in d.names]  # fmt: skip
    return tuple(sorted(found, key=lambda e: (e.line, e.what)))


def _fitting(person: Person, found: Sequence[Evidence], session: Session) -> tuple[Evidence, ...]:
    """As much of it as the writer has room for, spread over the film, both ends kept."""
    most = _MOST_EVIDENCE
    while True:
        shown = tuple(_spread(found, most))
        if most <= 4 or session.room(_task(person, shown)) > 0:
            return shown
        most //= 2


def _spread(found: Sequence[Evidence], most: int) -> Iterator[Evidence]:
    if len(found) <= most:
        yield from found
        return
    for i in range(most):
        yield found[round(i * (len(found) - 1) / (most - 1))]


def _task(person: Person, shown: Sequence[Evidence]) -> Task:
    """The task `bible`.

    Facts: `name`, `evidence` ([{line, scene, what, text}]), `speaks_like` (the counted voice in
    words), `first_scene`, `last_scene` (headings), `turns`.
    """
    first = person.steps[0].heading if person.steps else ""
    last = person.steps[-1].heading if person.steps else ""
    said = "\n".join(f"{e.line} (scene {e.scene}, {e.what}) {e.text[:300]}" for e in shown)
    return Task(
        name="bible",
        rules=_RULES,
        material=(
            ("evidence", said),
            ("voice counted", person.speaks_like),
            ("ends", f"first scene: {first}\nlast scene: {last}"),
        ),
        ask=(
            f"Of {person.name} say: want (what {person.name} wants in this story), arc (how "
            f"{person.name} is different at the end from the beginning, or that nothing changes), "
            f"voice (how {person.name} talks). Each with its line numbers."
        ),
        facts={
            "name": person.name,
            "evidence": [
                {"line": e.line, "scene": e.scene, "what": e.what, "text": e.text} for e in shown
            ],
            "speaks_like": person.speaks_like,
            "first_scene": first,
            "last_scene": last,
            "turns": list(person.turns),
        },
        most_tokens=400,
        temperature=0.3,
    )


def _supported(said: Cited, shown: Sequence[Evidence]) -> Claim | None:
    lines = sorted({line for line in said.lines if any(e.line == line for e in shown)})
    text = " ".join(said.text.split())
    return Claim(text=text, lines=tuple(lines)) if lines and text else None
