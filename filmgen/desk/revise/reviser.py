"""A note carried out by a writer: one scene's numbered lines go out, typed edits come back.

The writer sees the scene (a window of it where it is long) and may change only the lines that the
note concerns: the others have no number to name. A small model, which would take the first line
that it sees and copy it, goes on with one line at a time (`by_line`).
What a writer may do follows from the note, too: a line is cut or put in only where the note asks
for less or more. The speaker is one of the cast, by the schema. An answer that brings in a name,
copies another line, does the opposite of what can be measured, or changes nothing is asked for
again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import Field, create_model

from filmgen.breakdown.cast import Cast
from filmgen.desk.drafts.pairing import text_of
from filmgen.desk.revise.by_line import revise_by_line
from filmgen.desk.revise.checking import ACTION, Checker
from filmgen.desk.revise.edits import Edit, Revision
from filmgen.desk.revise.measures import ADDS, CUTS, Measure, asked_measures
from filmgen.desk.revise.scope import Concern, is_text
from filmgen.errors import EngineError
from filmgen.screenplay.model import Scene, Screenplay, Speech, Transition
from filmgen.writing.answer import Answer
from filmgen.writing.session import Session, Task

_DRAWS = 3
"""Answers drawn before a scene is left as it is."""
_MOST_CHANGES = 12
_WINDOW = 80
"""Lines that a writer of whole scenes is shown at once."""
_LONGEST = 420
_RULES = """You are a script editor. You carry out NOTE in a scene of a screenplay and touch \
nothing else.
Lines with a number may change; lines with - stay and are only there to be read.
A line is either ACTION (what the camera sees, present tense) or what a character says.
Write the whole new line, in the language of the scene, about as long as the old one.
Keep the facts and the story. Bring in no new people and no new names. Repeat no other line."""


def revise_scene(
    session: Session,
    screenplay: Screenplay,
    scene: Scene,
    positions: Sequence[int],
    concern: Concern,
    cast: Cast,
) -> Revision:
    """Edits of one scene for a note that takes a writer.

    Args:
        positions: of the elements that may change.

    Raises:
        EngineUnavailable: the engine cannot be used.
    """
    edits: list[Edit] = []
    failure = ""
    if session.engine.step == "line":
        return revise_by_line(session, screenplay, scene, positions, concern, cast)
    for window in _windows(scene, positions):
        found, why = _revise_window(session, screenplay, scene, window, concern, cast)
        edits += found
        failure = failure or why
    return Revision(scene.index, tuple(edits), "" if edits else failure)


def _windows(scene: Scene, positions: Sequence[int]) -> list[tuple[range, list[int]]]:
    """Stretches of the scene with the changeable positions in each; short scenes in one."""
    groups: list[list[int]] = []
    for n in positions:
        if groups and n - groups[-1][0] < _WINDOW:
            groups[-1].append(n)
        else:
            groups.append([n])
    spare = 3
    return [
        (range(max(0, g[0] - spare), min(len(scene.elements), g[-1] + spare + 1)), g)
        for g in groups
    ]


def _revise_window(
    session: Session,
    screenplay: Screenplay,
    scene: Scene,
    window: tuple[range, list[int]],
    concern: Concern,
    cast: Cast,
) -> tuple[list[Edit], str]:
    shown, own = window
    numbers = dict(enumerate(own, start=1))
    speakers = dict.fromkeys([*(s.character for s in scene.speeches()), *concern.characters])
    measures = asked_measures(concern.note)
    task = _task(session, scene, shown, numbers, concern, measures)
    model = _answer_model(
        tuple(numbers), (ACTION, *speakers), _operations(concern.note),
        min(_MOST_CHANGES, max(1, len(own))),
    )  # fmt: skip
    checker = Checker(screenplay, scene, numbers, concern, cast, measures)
    failure = ""
    for attempt in range(_DRAWS):
        try:
            answer = session.ask(task, model, attempt=attempt, check=checker.check)
        except EngineError as error:
            failure = str(error).partition(f"{task.name}: ")[2] or str(error)
            continue
        return checker.edits(answer), ""
    return [], failure


def _task(
    session: Session, scene: Scene, shown: range, numbers: dict[int, int], concern: Concern,
    measures: tuple[Measure, ...],
) -> Task:  # fmt: skip
    """`facts`: note, heading, and lines as [number or 0, who, text]."""
    by_place = {n: k for k, n in numbers.items()}
    lines, facts = [scene.heading.text], []
    for n in shown:
        element = scene.elements[n]
        if not (is_text(element) or isinstance(element, Transition)):
            continue
        who = element.character if isinstance(element, Speech) else ACTION
        number = by_place.get(n, 0)
        lines.append(f"{number or '-'} {who}: {text_of(element)}")
        facts.append([number, who, text_of(element)])
    advice = "".join(f"\n{m.advice}" for m in measures)
    ask = (
        "Carry out NOTE. Give the number and the whole new line of each line that should change; "
        "leave the others out."
    )
    material = [("SCENE", "\n".join(lines)), ("NOTE", concern.note)]
    return Task(
        name="revise",
        rules=_RULES + advice,
        ask=ask,
        material=tuple(material),
        facts={"note": concern.note, "heading": scene.heading.text, "lines": facts},
        most_tokens=120 + 110 * min(_MOST_CHANGES, len(numbers)),
        temperature=0.6,
    )


def _operations(note: str) -> tuple[str, ...]:
    adds, cuts = bool(ADDS.search(note)), bool(CUTS.search(note))
    return ("replace", *(["insert_after"] if adds else []), *(["cut"] if cuts else []))


def _answer_model(
    numbers: tuple[int, ...], who: tuple[str, ...], operations: tuple[str, ...], most: int
) -> type[Answer]:
    """The answer's form: every number, speaker and operation one of those that there are."""
    one_of: Any = Literal  # of values that are known only here
    make: Any = create_model
    text = Annotated[str, Field(max_length=_LONGEST)]
    change = make(
        "Change",
        __base__=Answer,
        number=(one_of[numbers], ...),
        do=(one_of[operations], ...),
        who=(one_of[who], ...),
        text=(text, ...),
    )
    several: Any = tuple
    changes: Any = Annotated[several[change, ...], Field(min_length=1, max_length=most)]
    made: type[Answer] = make("Changes", __base__=Answer, changes=(changes, ...))
    return made
