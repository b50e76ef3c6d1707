"""Who writes the sentences of an adaptation: the session's model, else the script's own words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pydantic import Field

from filmgen.breakdown.cast import Cast
from filmgen.breakdown.prose import collapse, is_cjk, weight
from filmgen.desk.numbered import lines_for
from filmgen.errors import EngineError
from filmgen.writing.answer import Answer, AnswerError
from filmgen.writing.session import Session, Task

_GIVE_UP = 4


class Sentence(Answer):
    """One sentence, or a few."""

    text: str = Field(min_length=2, max_length=900)


class Pen:
    """Writes sentences; what it cannot write stays as the script has it.

    Args:
        session: None, or one whose engine is no language model, writes nothing.
        cast: names that may stand in a sentence are those of its material.

    Attributes:
        written, own: sentences by the model, and left in the script's words.
        notes: one line each on what the model did not manage.
    """

    def __init__(self, session: Session | None, cast: Cast) -> None:
        self.session = session if session is not None and session.engine.generates else None
        self._cast = cast
        self.written = self.own = 0
        self.notes: list[str] = []
        self._failures = 0

    def sentence(
        self, task: str, rules: str, ask: str, material: Sequence[tuple[str, str]], own: str,
        facts: Mapping[str, Any] | None = None, *, longest: int = 60, quotes: bool = False,
    ) -> str:  # fmt: skip
        """A sentence or two about the material; `own` where nobody writes.

        Args:
            facts: the material once more, as JSON values; `own` is always among them.
            longest: in words.
            quotes: whether it may hold quoted speech.
        """
        if self.session is None:
            return self._own(own)
        order = self._order(task, rules, ask, material, {**(facts or {}), "own": own}, longest)
        shown = " ".join(text for _, text in material)

        def check(answer: Sentence) -> None:
            self._check(answer.text, shown, longest, quotes)

        answer = self._asked(lambda session: session.ask(order, Sentence, check=check), task)
        if answer is None:
            return self._own(own)
        self.written += 1
        return collapse(answer.text)

    def sentences(
        self, task: str, rules: str, ask: str, items: Sequence[str],
        facts: Mapping[str, Any] | None = None, *, longest: int = 40,
    ) -> list[str]:  # fmt: skip
        """The items said anew, one for one; those that come back wrong stay as they are.

        Facts: `items`, besides those given.
        """
        if self.session is None or not items:
            return [self._own(item) for item in items]
        shown = "\n".join(f"{n} {item}" for n, item in enumerate(items, 1))
        order = self._order(
            task, rules, ask, (("lines", shown),), {**(facts or {}), "items": list(items)},
            (longest + 12) * len(items),
        )  # fmt: skip
        answer = self._asked(lambda session: session.ask(order, lines_for(len(items))), task)
        got = {line.n: collapse(line.text) for line in answer.lines} if answer else {}
        said = []
        for n, item in enumerate(items, 1):
            text = got.get(n, "")
            try:
                self._check(text, shown, longest, False)
            except AnswerError:
                said.append(self._own(item))
            else:
                self.written += 1
                said.append(text)
        return said

    def _order(
        self, task: str, rules: str, ask: str, material: Sequence[tuple[str, str]],
        facts: Mapping[str, Any], words: int,
    ) -> Task:  # fmt: skip
        tokens = min(1500, 48 + words * 3)
        return Task(
            name=f"adapt-{task}",
            rules=f"{rules} Say only what the material says. Write in the material's language.",
            ask=ask,
            material=tuple((label, text[:4000]) for label, text in material),
            facts=facts,
            most_tokens=tokens,
            temperature=0.5,
        )

    def _asked(self, ask: Callable[[Session], Any], task: str) -> Any:
        assert self.session is not None
        try:
            answer = ask(self.session)
        except EngineError as error:
            self._failures += 1
            if len(self.notes) < 12:
                self.notes.append(f"{task}: left in the script's words ({error})"[:240])
            if self._failures >= _GIVE_UP and not self.written:
                raise
            return None
        self._failures = 0
        return answer

    def _check(self, text: str, shown: str, longest: int, quotes: bool) -> None:
        """Raise `AnswerError` for what no sentence of ours is."""
        if not any(c.isalpha() for c in text):
            raise AnswerError("there are no words in it")
        if is_cjk(shown) != is_cjk(text):
            raise AnswerError("it is in another language than the material")
        if weight(text) > longest * 1.3 + 4:
            raise AnswerError(f"it is longer than {longest} words")
        if not quotes and any(mark in text for mark in '"“”「」'):
            raise AnswerError("it quotes; write no quotation marks")
        known = {mention.name for mention in self._cast.mentions(shown)}
        named = {mention.name for mention in self._cast.mentions(text)}
        if named - known:
            raise AnswerError(f"{', '.join(sorted(named - known))} is not in the material")

    def _own(self, text: str) -> str:
        self.own += 1
        return text
