"""A note carried out by a writer: one scene's numbered lines go out, typed edits come back.

The writer sees the scene (a window of it where it is long) and may change only the lines that the
note concerns: the others have no number to name. A small model, which would take the first line
that it sees and copy it, is given one line at a time, what is spoken first, the longest of them.
What a writer may do follows from the note, too: a line is cut or put in only where the note asks
for less or more. The speaker is one of the cast, by the schema. An answer that brings in a name,
copies another line, does the opposite of what can be measured, or changes nothing is asked for
again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field, create_model

from filmgen.breakdown.cast import Cast
from filmgen.breakdown.prose import is_cjk, key_words
from filmgen.desk.drafts.pairing import text_of
from filmgen.desk.revise.edits import NOWHERE, Edit, rewritten, spoken
from filmgen.desk.revise.measures import ADDS, CUTS, Measure, asked_measures, warm_words
from filmgen.desk.revise.scope import Concern, is_text
from filmgen.errors import EngineError
from filmgen.screenplay.model import Action, Element, Scene, Screenplay, Speech, Transition
from filmgen.screenplay.report import count_words
from filmgen.writing.answer import Answer, AnswerError
from filmgen.writing.session import Session, Task

DRAWS = {"beat": 2, "scene": 3}
"""Answers drawn before a scene, or a line, is left as it is."""
_MOST_CHANGES = {"beat": 4, "scene": 12}
_WINDOW = 80
"""Lines that a writer of whole scenes is shown at once."""
_LINES_AT_MOST = 5
"""Lines of a scene that a small model rewrites, one by one."""
_BEFORE, _AFTER = 3, 1
"""Lines it is shown about each."""
_LONGEST = 420
_RULES = """You are a script editor. You carry out NOTE in a scene of a screenplay and touch \
nothing else.
Lines with a number may change; lines with - stay and are only there to be read.
A line is either ACTION (what the camera sees, present tense) or what a character says.
Write the whole new line, in the language of the scene, about as long as the old one.
Keep the facts and the story. Bring in no new people and no new names. Repeat no other line."""
_ACTION = "ACTION"
_PLAIN_WORDS = (
    "i i'm i'll i've i'd god ok okay mr mrs ms dr sir ma'am jesus christ monday tuesday"
    " wednesday thursday friday saturday sunday january february march april june july august"
    " september october november december english yes no"
)
_PLAIN = frozenset(_PLAIN_WORDS.split())


@dataclass(frozen=True)
class Revision:
    """What became of one scene: edits, or why it stays as it was."""

    scene: int
    edits: tuple[Edit, ...]
    failure: str = ""


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
    small = session.engine.step == "beat"
    for window in _one_by_one(scene, positions) if small else _windows(scene, positions):
        found, why = _revise_window(session, screenplay, scene, window, concern, cast)
        edits += found
        failure = failure or why
    return Revision(scene.index, tuple(edits), "" if edits else failure)


def _one_by_one(scene: Scene, positions: Sequence[int]) -> list[tuple[range, list[int]]]:
    """Each line with its neighbours: speeches if there are any, else action; the longest."""
    said = [n for n in positions if isinstance(scene.elements[n], Speech)] or list(positions)
    longest = sorted(said, key=lambda n: (-count_words(text_of(scene.elements[n])), n))
    last = len(scene.elements)
    return [
        (range(max(0, n - _BEFORE), min(last, n + _AFTER + 1)), [n])
        for n in sorted(longest[:_LINES_AT_MOST])
    ]


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
        tuple(numbers), (_ACTION, *speakers), _operations(concern.note),
        min(_MOST_CHANGES[session.engine.step], max(1, len(own))),
    )  # fmt: skip
    checker = _Checker(screenplay, scene, numbers, concern, cast, measures)
    failure = ""
    for attempt in range(DRAWS[session.engine.step]):
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
        who = element.character if isinstance(element, Speech) else _ACTION
        number = by_place.get(n, 0)
        lines.append(f"{number or '-'} {who}: {text_of(element)}")
        facts.append([number, who, text_of(element)])
    advice = "".join(f"\n{m.advice}" for m in measures)
    ask = (
        "Carry out NOTE. Give the number and the whole new line of each line that should change; "
        "leave the others out."
    )
    material = [("SCENE", "\n".join(lines)), ("NOTE", concern.note)]
    if len(numbers) == 1:
        element = scene.elements[numbers[1]]
        kind = "the action" if isinstance(element, Action) else "what is said"
        material.append(("LINE", text_of(element)))
        ask = (
            f"Rewrite LINE, {kind} in line 1 of SCENE, so that NOTE is carried out. Same meaning "
            "for the story, other words; none of the other lines."
        )
    return Task(
        name="revise",
        rules=_RULES + advice,
        ask=ask,
        material=tuple(material),
        facts={"note": concern.note, "heading": scene.heading.text, "lines": facts},
        most_tokens=120 + 110 * min(_MOST_CHANGES[session.engine.step], len(numbers)),
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


class _Checker:
    """Turns answers into edits, and says what is wrong with those that cannot be used."""

    def __init__(
        self, screenplay: Screenplay, scene: Scene, numbers: dict[int, int], concern: Concern,
        cast: Cast, measures: tuple[Measure, ...],
    ) -> None:  # fmt: skip
        self._scene, self._numbers, self._concern = scene, numbers, concern
        self._measures = measures
        self._known = {w for name in cast.names() for w in key_words(name)} | _PLAIN
        self._known |= set(key_words(concern.note)) | set(key_words(screenplay.title()))
        for other in screenplay.scenes:
            self._known |= set(key_words(other.heading.text))
            for element in other.elements:
                self._known |= set(key_words(text_of(element)))
        self._grows = bool(ADDS.search(concern.note))

    def edits(self, answer: Any) -> list[Edit]:
        """The edits of an answer; what is as it was is left out."""
        made: list[Edit] = []
        seen: set[tuple[int, str]] = set()
        for change in answer.changes:
            at = self._numbers[change.number]
            element = self._scene.elements[at]
            slot = "insert" if change.do == "insert_after" else "own"
            if (at, slot) in seen:
                continue
            seen.add((at, slot))
            if change.do == "cut":
                made.append(Edit(self._scene.index, at, "cut"))
                continue
            text = _bare(change.text)
            if change.do == "insert_after" and text:
                new: Element = (
                    Action(text, NOWHERE) if change.who == _ACTION else spoken(change.who, (), text)
                )
                made.append(Edit(self._scene.index, at, "insert", new))
            elif text and text.casefold() != text_of(element).casefold():
                made.append(Edit(self._scene.index, at, "replace", rewritten(element, text)))
        return made

    def check(self, answer: Any) -> None:
        """Raises AnswerError in words that a writer can follow."""
        edits = self.edits(answer)
        if not edits:
            raise AnswerError("nothing is changed: write new words for at least one line")
        cuts = sum(edit.do == "cut" for edit in edits)
        if cuts > max(1, len(self._numbers) // 2):
            raise AnswerError("more than half of the lines are cut: cut fewer")
        kept = {" ".join(key_words(text_of(e))) for e in self._scene.elements if is_text(e)}
        for edit in edits:
            if edit.element is not None:
                self._check_words(edit, kept)
        self._check_measures(edits)

    def _check_words(self, edit: Edit, kept: set[str]) -> None:
        assert edit.element is not None
        text = text_of(edit.element)
        said = " ".join(key_words(text))
        old = text_of(self._scene.elements[edit.at]) if edit.do == "replace" else ""
        others = kept - {" ".join(key_words(old))}
        if count_words(text) > 2 and any(f" {said} " in f" {other} " for other in others):
            raise AnswerError(f"the scene has this line already: {text[:60]!r}")
        most = (4 if self._grows else 2) * count_words(old) + 14
        if old and count_words(text) > most:
            raise AnswerError(f"{text[:40]!r} … is much longer than the line it stands for")
        invented = self._invented(text)
        if invented:
            raise AnswerError(f"it brings in a name that the script does not have: {invented}")

    def _invented(self, text: str) -> str:
        """A capitalised word inside a sentence that script and note do not know; "" for none."""
        if is_cjk(text):
            return ""
        for match in re.finditer(r"(?<=[\w,;:’'] )([A-ZА-ЯЁ][\w’'-]+)", text):
            words = key_words(match[1].removesuffix("'s").removesuffix("’s"))
            if match[1].isupper() and len(match[1]) > 1:
                continue  # a sound or a prop in capitals is no name
            if any(word not in self._known for word in words):
                return match[1]
        return ""

    def _check_measures(self, edits: list[Edit]) -> None:
        own = set(self._numbers.values())
        before = [text_of(e) for n, e in enumerate(self._scene.elements) if n in own]
        after: list[str] = []
        by_place: dict[int, list[Edit]] = {}
        for edit in edits:
            by_place.setdefault(edit.at, []).append(edit)
        for n, element in enumerate(self._scene.elements):
            if n not in own:
                continue
            text = text_of(element)
            more = []
            for edit in by_place.get(n, []):
                words = text_of(edit.element) if edit.element is not None else ""
                if edit.do == "insert":
                    more.append(words)
                else:
                    text = words
            after += [text, *more]
        for measure in self._measures:
            if measure.opposite(before, after):
                left = warm_words(after) if measure.name == "colder" else ()
                without = f" Leave out: {', '.join(left)}." if left else ""
                raise AnswerError(
                    f"the scene is not {measure.name} than before. {measure.advice}{without}"
                )


def _bare(text: str) -> str:
    """A new line without the label, quotes or number that a model puts about it."""
    plain = " ".join(text.split()).replace("[[", "[").replace("]]", "]").replace("/*", "")
    plain = re.sub(r"^\d{1,3}[.)]?\s+", "", plain)
    plain = re.sub(r"^(?:[A-Z][A-Z.' ]{1,30}|动作|ACTION)\s*[:：]\s*", "", plain)
    if len(plain) > 2 and plain[0] in '"“' and plain[-1] in '"”' and plain[1:-1].count('"') == 0:
        plain = plain[1:-1].strip()
    return plain
