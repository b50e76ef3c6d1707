"""What is wrong with new lines for a scene, in words that a writer can follow."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from filmgen.breakdown.cast import Cast
from filmgen.breakdown.prose import is_cjk, key_words
from filmgen.desk.drafts.pairing import text_of
from filmgen.desk.revise.edits import NOWHERE, Edit, rewritten, spoken
from filmgen.desk.revise.measures import ADDS, Measure, warm_words
from filmgen.desk.revise.scope import Concern, is_text
from filmgen.screenplay.model import Action, Element, Scene, Screenplay
from filmgen.screenplay.report import count_words
from filmgen.writing.answer import AnswerError

ACTION = "ACTION"
"""Who "says" a line of action."""
_PLAIN_WORDS = (
    "i i'm i'll i've i'd god ok okay mr mrs ms dr sir ma'am jesus christ monday tuesday"
    " wednesday thursday friday saturday sunday january february march april june july august"
    " september october november december english yes no"
)
_PLAIN = frozenset(_PLAIN_WORDS.split())


class Checker:
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
            text = bare_line(change.text)
            if change.do == "insert_after" and text:
                new: Element = (
                    Action(text, NOWHERE) if change.who == ACTION else spoken(change.who, (), text)
                )
                made.append(Edit(self._scene.index, at, "insert", new))
            elif text and text.casefold() != text_of(element).casefold():
                made.append(Edit(self._scene.index, at, "replace", rewritten(element, text)))
        return made

    def check(self, answer: Any) -> None:
        """Raises AnswerError in words that a writer can follow."""
        self.check_edits(self.edits(answer))

    def check_edits(self, edits: Sequence[Edit]) -> None:
        """As `check`, of edits."""
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

    def _check_measures(self, edits: Sequence[Edit]) -> None:
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


def bare_line(text: str) -> str:
    """A new line without the label, quotes or number that a model puts about it."""
    plain = " ".join(text.split()).replace("[[", "[").replace("]]", "]").replace("/*", "")
    plain = re.sub(r"^\d{1,3}[.)]?\s+", "", plain)
    plain = re.sub(r"^(?:[A-Z][A-Z.' ]{1,30}|动作|ACTION)\s*[:：]\s*", "", plain)
    if len(plain) > 2 and plain[0] in '"“' and plain[-1] in '"”' and plain[1:-1].count('"') == 0:
        plain = plain[1:-1].strip()
    return plain
