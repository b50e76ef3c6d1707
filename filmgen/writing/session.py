"""A session with a writer: asks, checks, keeps, counts. All writing goes through it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from filmgen.engines.protocols import WriterEngine, Writing, WritingRequest
from filmgen.errors import EngineError
from filmgen.media import Missing
from filmgen.progress import Progress, Silent
from filmgen.workspace import content_key, seed_from
from filmgen.writing.answer import Answer, AnswerError, read_answer, schema_of
from filmgen.writing.kept import KeptAnswers

A = TypeVar("A", bound=Answer)
V = TypeVar("V")
_REPAIR_SHOWN = 2000


@dataclass(frozen=True)
class TaskCost:
    """What one task took so far.

    Attributes:
        asked: answers got from the engine; `kept` of others were there from an earlier run.
        repaired: answers that came in order only when asked for again.
        seconds: wall time of the engine.
        cost_usd: None where an endpoint does not tell.
    """

    task: str
    asked: int = 0
    kept: int = 0
    repaired: int = 0
    prompt_tokens: int = 0
    answer_tokens: int = 0
    seconds: float = 0.0
    cost_usd: float | None = 0.0


@dataclass(frozen=True)
class Task:
    """What is asked for, without what the session adds (schema, seed, temperature).

    The fields are those of `WritingRequest`. `temperature` None is the session's.
    """

    name: str
    rules: str
    ask: str
    material: tuple[tuple[str, str], ...] = ()
    facts: Mapping[str, Any] | None = None
    most_tokens: int = 512
    temperature: float | None = None
    fresh: bool = False
    begun: str = ""
    stops: tuple[str, ...] = ()


class Session:
    """One run's conversation with a writer engine.

    Args:
        engine: any engine of the medium `writer`.
        answers: where answers are kept; None keeps none.
        seed: of the run; every request has its own, made of this and its content.
        temperature: where a task has none of its own.
        progress: hears a stage's advance for every answer (`stage` is called by whoever knows
            how many there will be).
    """

    def __init__(
        self,
        engine: WriterEngine,
        answers: KeptAnswers | None = None,
        *,
        seed: int = 0,
        temperature: float = 0.8,
        progress: Progress | None = None,
    ) -> None:
        self.engine = engine
        self.seed = seed
        self.temperature = temperature
        self.progress = progress or Silent()
        self._answers = answers
        self._drawn: dict[str, Writing] = {}
        self._costs: dict[str, TaskCost] = {}
        self._exchanges: list[tuple[WritingRequest, Writing]] = []

    def exchanges(self) -> tuple[tuple[WritingRequest, Writing], ...]:
        """Every request and its answer so far, kept ones too, in order."""
        return tuple(self._exchanges)

    def costs(self) -> tuple[TaskCost, ...]:
        """What every task took, in the order in which they first came."""
        return tuple(self._costs.values())

    def ask(
        self,
        task: Task,
        answer: type[A],
        *,
        attempt: int = 0,
        check: Callable[[A], None] | None = None,
    ) -> A:
        """Ask for a typed answer; one that is out of order is asked for once more, with why.

        Args:
            attempt: another number draws another answer to the same task.
            check: raises `AnswerError` for what a schema cannot say.

        Raises:
            EngineUnavailable: the engine cannot be used.
            EngineError: it failed, or its answer was out of order twice.
        """

        def read(text: str) -> A:
            value = read_answer(text, answer)
            if check is not None:
                check(value)
            return value

        return self._in_order(self._request(task, answer, attempt), read)

    def draw(self, task: Task, answer: type[A], attempts: Sequence[int]) -> list[A]:
        """Several answers to one task, drawn together where the engine can; bad ones are left out.

        Raises:
            EngineUnavailable: the engine cannot be used.
            EngineError: not one answer is in order.
        """
        requests = [self._request(task, answer, attempt) for attempt in attempts]
        wanted = [r for r in requests if self._find(r) is None]
        good: list[A] = []
        failure: EngineError | None = None
        failed: set[int] = set()
        if len(wanted) > 1:
            for request, writing in zip(wanted, self.engine.write_each(wanted), strict=True):
                if isinstance(writing, Missing):
                    failed.add(request.seed)
                    failure = EngineError(self.engine.name, task.name, writing.reason)
                else:
                    self._got(request, writing)
                    self._drawn[content_key(request)] = writing
        for attempt, request in zip(attempts, requests, strict=True):
            if request.seed in failed:  # the engine has tried all it can
                continue
            try:
                good.append(self.ask(task, answer, attempt=attempt))
            except EngineError as error:
                failure = error
        if failure is not None and not good:
            raise failure
        return good

    def words(self, task: Task, *, attempt: int = 0) -> str:
        """Ask for plain words.

        Raises:
            EngineUnavailable, EngineError: as `ask`.
        """
        return self._written(self._request(task, None, attempt)).text.strip()

    def room(self, task: Task) -> int:
        """Tokens left for more material in a task: the context less its words and its answer."""
        said = [
            task.rules,
            task.ask,
            task.begun,
            *(f"{label} {text}" for label, text in task.material),
        ]
        used = sum(self.engine.count_tokens(text) for text in said)
        return self.engine.context_tokens - used - task.most_tokens - 128

    def _in_order(self, request: WritingRequest, read: Callable[[str], V]) -> V:
        """The answer as `read` reads it, asked for twice at most."""
        writing = self._written(request)
        try:
            return read(writing.text)
        except AnswerError as error:
            repair = _repair(request, writing, str(error))
            again = self._written(repair)
            self._count(request.task, repaired=1)
            try:
                return read(again.text)
            except AnswerError as still:
                if self._answers is not None:  # a re-run asks anew instead of failing the same way
                    self._answers.forget(self.engine.describe(), request)
                    self._answers.forget(self.engine.describe(), repair)
                raise EngineError(
                    self.engine.name, request.task, f"its answer is out of order twice: {still}"
                ) from still

    def _request(self, task: Task, answer: type[Answer] | None, attempt: int) -> WritingRequest:
        request = WritingRequest(
            task=task.name,
            rules=task.rules,
            material=task.material,
            ask=task.ask,
            schema=schema_of(answer) if answer is not None else "",
            begun=task.begun,
            stops=task.stops,
            fresh=task.fresh,
            facts=task.facts or {},
            most_tokens=task.most_tokens,
            temperature=self.temperature if task.temperature is None else task.temperature,
        )
        return replace(request, seed=seed_from(self.seed, request, attempt))

    def _find(self, request: WritingRequest) -> Writing | None:
        return self._answers.find(self.engine.describe(), request) if self._answers else None

    def _written(self, request: WritingRequest) -> Writing:
        drawn = self._drawn.pop(content_key(request), None) if self._drawn else None
        kept = self._find(request) if drawn is None else None
        if drawn is not None:
            writing = drawn
        elif kept is not None:
            writing = kept
            self._count(request.task, kept=1)
        else:
            writing = self.engine.write(request)
            self._got(request, writing)
        self.progress.advance(request.task, reused=kept is not None)
        self._exchanges.append((request, writing))
        return writing

    def _got(self, request: WritingRequest, writing: Writing) -> None:
        """Keep and count what came from the engine just now."""
        if self._answers is not None:
            self._answers.keep(self.engine.describe(), request, writing)
        self._count(request.task, writing, asked=1)

    def _count(
        self, name: str, writing: Writing | None = None, asked: int = 0, kept: int = 0,
        repaired: int = 0,
    ) -> None:  # fmt: skip
        cost = self._costs.get(name, TaskCost(name))
        charged = cost.cost_usd
        if writing is not None:
            known = charged is not None and writing.cost_usd is not None
            charged = (charged or 0.0) + (writing.cost_usd or 0.0) if known else None
        self._costs[name] = replace(
            cost,
            asked=cost.asked + asked,
            kept=cost.kept + kept,
            repaired=cost.repaired + repaired,
            prompt_tokens=cost.prompt_tokens + (writing.prompt_tokens if writing else 0),
            answer_tokens=cost.answer_tokens + (writing.answer_tokens if writing else 0),
            seconds=cost.seconds + (writing.seconds if writing else 0.0),
            cost_usd=charged,
        )


def _repair(request: WritingRequest, writing: Writing, why: str) -> WritingRequest:
    """The request once more, with the broken answer and what is wrong with it."""
    ask = (
        f"{request.ask}\n\nYour last answer could not be used: {why}. "
        "Answer again, in the form asked for and nothing else, and be brief."
    )
    shown = (("LAST ANSWER", writing.text[:_REPAIR_SHOWN]),)
    return replace(
        request, ask=ask, material=request.material + shown, seed=seed_from(request.seed, "repair")
    )
