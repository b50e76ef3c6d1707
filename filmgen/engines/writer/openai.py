"""Engine `openai`: any OpenAI-compatible endpoint, hosted or on this machine.

Ollama, vLLM, the llama.cpp server, LM Studio, hosted services: whatever answers
POST /chat/completions. What such endpoints differ in is learnt (`dialect`), what they do wrong
is judged (`troubles`), what they ask to wait for is waited for (`patience`).
"""

from __future__ import annotations

import os
import queue
import threading
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

from filmgen.engines.hub import check_option, require_extra, settings_digest
from filmgen.engines.protocols import EngineInfo, Writing, WritingRequest
from filmgen.engines.writer.continuing import continuation, until_stop
from filmgen.engines.writer.dialect import Dialect, starting_dialect
from filmgen.engines.writer.endpoint import find_endpoint
from filmgen.engines.writer.patience import FIRST_S, LONGEST_ASKED_S, asked_pause, pause
from filmgen.engines.writer.reply import Reply, read_reply
from filmgen.errors import EngineError, EngineUnavailable
from filmgen.media import Missing

if TYPE_CHECKING:
    from filmgen.engines.writer.exchange import Exchange, Failure
    from filmgen.engines.writer.troubles import Judge, Verdict

_STRUCTURED = ("auto", "schema", "json", "prompt")


class OpenaiWriter:
    """Writes through an endpoint.

    Args:
        model: its name there; there is no default.
        base_url: "http://localhost:11434/v1"; "" is the variable OPENAI_BASE_URL.
        key_env: the variable that holds the key; "" is OPENAI_API_KEY. None is needed where
            the endpoint wants none.
        timeout_s: for one whole answer, 0.1 to 3600.
        retries: of what may pass by itself (429, 5xx, broken connections), 0 to 10.
        first_pause_s: before the first retry; doubled for each that follows.
        context: tokens of prompt and answer together that the model takes.
        parallel: requests under way at once in `write_each`, 1 to 32.
        structured: how an answer's form is asked for: "schema" (response_format json_schema),
            "json" (json_object), "prompt" (in words), or "auto": the firmest that it takes.
        thinking_tokens: on top of every answer's limit, for models that think before they write.
        step: "scene" or "line".
        price_in, price_out: USD for a million tokens; below 0 is not known.
    """

    name = "openai"
    generates = True

    def __init__(
        self,
        model: str = "",
        base_url: str = "",
        key_env: str = "",
        timeout_s: float = 300.0,
        retries: int = 4,
        first_pause_s: float = FIRST_S,
        context: int = 8192,
        parallel: int = 4,
        structured: str = "auto",
        thinking_tokens: int = 0,
        step: str = "scene",
        price_in: float = -1.0,
        price_out: float = -1.0,
    ) -> None:
        for option, value, good, hint in (
            ("timeout_s", timeout_s, 0.1 <= timeout_s <= 3600, "0.1 to 3600"),
            ("retries", retries, 0 <= retries <= 10, "0 to 10"),
            ("first_pause_s", first_pause_s, 0.001 <= first_pause_s <= 30, "0.001 to 30"),
            ("context", context, 512 <= context <= 10_000_000, "512 to 10000000"),
            ("parallel", parallel, 1 <= parallel <= 32, "1 to 32"),
            ("structured", structured, structured in _STRUCTURED, ", ".join(_STRUCTURED)),
            ("thinking_tokens", thinking_tokens, 0 <= thinking_tokens <= 100_000, "0 to 100000"),
            ("step", step, step in ("line", "scene"), "line or scene"),
        ):
            check_option(self.name, option, value, good, hint)
        require_extra(self.name, "writer", ("openai", "httpx2"))
        self._endpoint = find_endpoint(self.name, base_url, key_env, os.environ)
        self.host = "" if self._endpoint.here else self._endpoint.host
        if not model:
            raise EngineUnavailable(
                self.name, f"no model is named; name one that {self._endpoint.host} has, "
                "with `--model` or engine_options.openai.model"
            )  # fmt: skip
        self.step: Literal["line", "scene"] = "line" if step == "line" else "scene"
        self.context_tokens = context
        self._model, self._timeout_s, self._tries = model, timeout_s, retries + 1
        self._first_pause_s, self._parallel = first_pause_s, parallel
        self._thinking_tokens = thinking_tokens
        self._prices = (price_in, price_out)
        self._dialect: Dialect = starting_dialect(structured)
        self._structured = structured
        self._reached = False
        self._exchange: Exchange | None = None
        self._opening = threading.Lock()

    def __repr__(self) -> str:
        return f"OpenaiWriter({self._model!r} at {self._endpoint.host})"

    def describe(self) -> EngineInfo:
        told = {
            "url": self._endpoint.url,
            "structured": self._structured,
            "thinking": self._thinking_tokens,
        }
        host = self._endpoint.host
        return EngineInfo(
            self.name, f"{self._model} at {host}", f"1-{settings_digest(told)}",
            f"unknown: see the terms of {host} and its model",
        )  # fmt: skip

    def close(self) -> None:
        if self._exchange is not None:
            self._exchange.close()
            self._exchange = None

    def count_tokens(self, text: str) -> int:
        # 3 bytes a token is the worst that current tokenizers make of prose in any script.
        return len(text.encode()) // 3 + 1

    def write(self, request: WritingRequest) -> Writing:
        started = time.perf_counter()
        reply, tries = self._answered(request)
        seconds = time.perf_counter() - started
        trouble = self._trouble_with(reply)
        if trouble:
            raise EngineError(self.name, request.task, trouble)
        text = continuation(self._endpoint.strike(reply.text), request.begun)
        text, stopped = until_stop(text, request.stops)
        return Writing(
            text, stopped or not reply.cut_off, reply.tokens_in, reply.tokens_out, seconds,
            reply.cost_usd(*self._prices), tries,
        )  # fmt: skip

    def write_each(self, requests: Sequence[WritingRequest]) -> list[Writing | Missing]:
        """As the protocol says; what was written before the endpoint became unusable stays."""
        results: list[Writing | Missing | None] = [None] * len(requests)
        unusable: EngineUnavailable | None = None
        for number, outcome in _together(self.write, requests, self._parallel):
            if isinstance(outcome, EngineUnavailable):
                unusable = outcome
            if isinstance(outcome, (EngineError, EngineUnavailable)):
                results[number] = Missing(str(outcome))
            elif isinstance(outcome, BaseException):
                raise outcome
            else:
                results[number] = outcome
        written = [r for r in results if r is not None]
        if unusable is not None and all(isinstance(r, Missing) for r in written):
            raise unusable
        return written

    def _answered(self, request: WritingRequest) -> tuple[Reply, int]:
        """The endpoint's reply, and how many requests it took.

        Raises:
            EngineUnavailable, EngineError: as `write`.
        """
        from filmgen.engines.writer.troubles import param_of, said_by

        dialect, failed, tries = self._dialect, 0, 0
        limit = request.most_tokens + self._thinking_tokens
        while True:
            tries += 1
            outcome = self._opened().chat(dialect.body(request, self._model, limit))
            failure = _failure_in(outcome)
            if failure is None:
                assert isinstance(outcome, dict)
                reply = read_reply(outcome)
                told = None if reply.cut_off else dialect.unheeded(request, reply.text)
                if told is not None and not self._trouble_with(reply):
                    dialect = told
                    continue
                self._dialect, self._reached = dialect, True
                return reply, tries
            verdict = self._judge().verdict(failure)
            if verdict.of_request:
                other = dialect.learnt(request, param_of(failure.body), said_by(failure.body))
                if other is not None:
                    dialect = other
                    continue
            failed += 1
            wait = asked_pause(failure.headers, time.time())
            if failed >= verdict.tries or (wait is not None and wait > LONGEST_ASKED_S):
                self._give_up(request, verdict, tries, wait)
            time.sleep(pause(request.seed, failed, self._first_pause_s) if wait is None else wait)

    def _give_up(
        self, request: WritingRequest, verdict: Verdict, tries: int, wait_s: float | None
    ) -> None:
        line = verdict.line + (f" ({tries} tries)" if tries > 1 and verdict.tries > 1 else "")
        if wait_s is not None and wait_s > LONGEST_ASKED_S:
            line += f"; it asks for {wait_s:.0f} s of patience"
        if verdict.hopeless:
            raise EngineUnavailable(self.name, line)
        raise EngineError(self.name, request.task, line)

    def _trouble_with(self, reply: Reply) -> str:
        """What keeps a reply from being an answer; "" if it is one."""
        host, model = self._endpoint.host, self._model
        if not reply.given:
            return f"{host} answered without any choice; run again to go on"
        if reply.filtered:
            return (
                f"a filter of {host} stopped {model}; change the passage it minds, or name "
                "another --model"
            )
        if reply.text:
            return ""
        if reply.refusal:
            words = self._judge().cleaned(reply.refusal)
            return f"{model} at {host} declines ({words}); change what it minds, or the --model"
        if reply.cut_off:
            return (
                f"{model} at {host} came to its limit before it wrote a word; if it thinks "
                "first, set engine_options.openai.thinking_tokens=4000"
            )
        return f"{model} at {host} answered with nothing; run again, or name another --model"

    def _judge(self) -> Judge:
        from filmgen.engines.writer.troubles import Judge

        return Judge(
            self._endpoint, self._model, self._timeout_s, self._tries, self._reached,
            self._opened().models,
        )  # fmt: skip

    def _opened(self) -> Exchange:
        with self._opening:
            if self._exchange is None:
                from filmgen.engines.writer.exchange import Exchange

                self._exchange = Exchange(self._endpoint, self._timeout_s)
            return self._exchange


def _failure_in(outcome: dict[str, Any] | Failure) -> Failure | None:
    """The failure, also one that comes as an error under status 200, as gateways send it."""
    from filmgen.engines.writer.exchange import Failure

    if isinstance(outcome, Failure):
        return outcome
    error = outcome.get("error")
    if not error or outcome.get("choices"):
        return None
    code = error.get("code") if isinstance(error, dict) else None
    status = code if isinstance(code, int) and 400 <= code < 600 else 502
    return Failure("status", status, {}, outcome)


def _together(
    write: Any, requests: Sequence[WritingRequest], workers: int
) -> list[tuple[int, Writing | BaseException]]:
    """Requests through several threads at once; (index, outcome) in the order of completion.

    The threads are daemons: Ctrl-C does not wait for an endpoint that hangs.
    """
    waiting: queue.SimpleQueue[int] = queue.SimpleQueue()
    done: queue.SimpleQueue[tuple[int, Writing | BaseException]] = queue.SimpleQueue()
    for number in range(len(requests)):
        waiting.put(number)

    def work() -> None:
        while True:
            try:
                number = waiting.get_nowait()
            except queue.Empty:
                return
            try:
                done.put((number, write(requests[number])))
            except BaseException as error:
                done.put((number, error))

    for _ in range(min(workers, len(requests))):
        threading.Thread(target=work, daemon=True).start()
    return [done.get() for _ in requests]
