"""A writer engine for tests: answers as a test tells it to, and remembers what it was asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from filmgen.engines.protocols import EngineInfo, Writing, WritingRequest
from filmgen.errors import EngineError
from filmgen.media import Missing

Reply = Callable[[WritingRequest], str]


class ScriptedWriter:
    """Answers each request with `reply(request)`; a str that starts with "!" is an EngineError."""

    name = "scripted"
    host = ""
    generates = True
    step: Literal["line", "scene"] = "line"

    def __init__(self, reply: Reply, context_tokens: int = 8192, host: str = "") -> None:
        self.reply = reply
        self.context_tokens = context_tokens
        self.host = host
        self.asked: list[WritingRequest] = []

    def describe(self) -> EngineInfo:
        return EngineInfo(self.name, "scripted", "1", "Apache-2.0")

    def close(self) -> None:
        pass

    def count_tokens(self, text: str) -> int:
        return len(text) // 4 + 1

    def write(self, request: WritingRequest) -> Writing:
        self.asked.append(request)
        text = self.reply(request)
        if text.startswith("!"):
            raise EngineError(self.name, request.task, text[1:])
        return Writing(text, prompt_tokens=10, answer_tokens=5, seconds=0.01, cost_usd=0.0)

    def write_each(self, requests: Sequence[WritingRequest]) -> list[Writing | Missing]:
        answers: list[Writing | Missing] = []
        for request in requests:
            try:
                answers.append(self.write(request))
            except EngineError as error:
                answers.append(Missing(str(error)))
        return answers
