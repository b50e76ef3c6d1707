"""A note carried out by a small model: it goes on with each line, as it was and as it is to be."""

from __future__ import annotations

from collections.abc import Sequence

from filmgen.breakdown.cast import Cast
from filmgen.desk.drafts.pairing import text_of
from filmgen.desk.revise.checking import Checker, bare_line
from filmgen.desk.revise.edits import Edit, Revision, rewritten
from filmgen.desk.revise.measures import asked_measures
from filmgen.desk.revise.pairs import is_terse, pairs_for
from filmgen.desk.revise.scope import Concern, is_text
from filmgen.errors import EngineError
from filmgen.screenplay.model import Scene, Screenplay, Speech
from filmgen.screenplay.report import count_words
from filmgen.story.growing import Growing, Piece
from filmgen.story.measures import copied_words
from filmgen.writing.answer import AnswerError
from filmgen.writing.session import Session, Task

_LINES_AT_MOST = 5
"""Lines of a scene that are rewritten: the longest, for what is spoken before action."""
_DRAWS, _WARMER = 4, 0.15
_TOKENS = 90
_COPY = 4
"""Words in a row of our own pairs that may not come back."""
_SHOWN = 24
"""Lines of the scene that are shown about those that change."""
_RULES = """\
You are a script editor. You rewrite single lines of a scene so that the NOTE is carried out: same \
moment, same facts, other words, nothing explained."""
_LANGUAGE = "Write in the language of the line."


def revise_by_line(
    session: Session, screenplay: Screenplay, scene: Scene, positions: Sequence[int],
    concern: Concern, cast: Cast,
) -> Revision:  # fmt: skip
    """Edits of one scene, a line each; arguments as `reviser.revise_scene`.

    Raises:
        EngineUnavailable: the engine cannot be used.
    """
    chosen = _longest(scene, positions)
    measures = asked_measures(concern.note)
    script = Growing(session, _task(scene, chosen, concern), tries=_DRAWS, warmer=_WARMER)
    pairs = pairs_for(measures)
    terse = is_terse(measures)
    script.add("".join(f"Before: {before}\nAfter: {after}\n" for before, after in pairs))
    edits: list[Edit] = []
    why, gone = "", False
    for n in chosen:
        checker = Checker(screenplay, scene, {1: n}, concern, cast, measures)
        element = scene.elements[n]
        wrong: list[str] = []

        def read(raw: str, n: int = n, checker: Checker = checker, why: list[str] = wrong) -> Piece:
            text = bare_line(raw)
            element = scene.elements[n]
            if not text or text.casefold() == text_of(element).casefold():
                return Piece("", ("unchanged",))
            if any(text_of(e.element).casefold() == text.casefold() for e in edits if e.element):
                return Piece("", ("repeats",))
            if any(copied_words(text, after, _COPY) for _, after in pairs):
                return Piece("", ("copied",))
            if terse and count_words(text) > count_words(text_of(element)):
                why.append("every new line was longer than the old")
                return Piece("", ("longer",))
            try:
                checker.check_edits([Edit(scene.index, n, "replace", rewritten(element, text))])
            except AnswerError as error:
                why.append(str(error))
                return Piece("", ("refused",))
            return Piece(text)

        begun = f"Before: {text_of(element)}\nAfter:"
        try:
            text = script.draw(begun, read).text
        except EngineError as error:
            why, gone = str(error), True
            break
        if text:
            script.add(f"{begun} {text}\n")
            edits.append(Edit(scene.index, n, "replace", rewritten(element, text)))
        why = why or script.failure or next(iter(wrong), "no line came out changed")
    return Revision(scene.index, tuple(edits), "" if edits and not gone else why)


def _longest(scene: Scene, positions: Sequence[int]) -> list[int]:
    said = [n for n in positions if isinstance(scene.elements[n], Speech)] or list(positions)
    longest = sorted(said, key=lambda n: (-count_words(text_of(scene.elements[n])), n))
    return sorted(longest[:_LINES_AT_MOST])


def _task(scene: Scene, chosen: Sequence[int], concern: Concern) -> Task:
    """Task "rewrite": a line after its "Before: …", gone on with; `facts` are none."""
    lines = [scene.heading.text]
    first, last = chosen[0], chosen[-1]
    for n, element in enumerate(scene.elements):
        if is_text(element) and first - _SHOWN // 2 <= n <= last + _SHOWN // 2:
            who = f"{element.character}: " if isinstance(element, Speech) else ""
            lines.append(who + text_of(element))
    advice = "".join(f"\n{m.advice}" for m in asked_measures(concern.note))
    return Task(
        "rewrite", f"{_RULES}\n{_LANGUAGE}{advice}", "Rewrite these lines of SCENE as NOTE says.",
        (("SCENE", "\n".join(lines)), ("NOTE", concern.note)),
        most_tokens=_TOKENS, temperature=0.6, fresh=True,
    )  # fmt: skip
