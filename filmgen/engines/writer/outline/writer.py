"""Engine `outline`: no model at all. A plotter deals scenes from cards that people wrote."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from typing import Literal

from filmgen.engines.protocols import EngineInfo, Writing, WritingRequest
from filmgen.engines.writer.outline.refusal import refuse_task
from filmgen.errors import EngineError
from filmgen.media import Missing


class OutlineWriter:
    """Answers a task from its facts; says in everything it makes that no model wrote it.

    The answers are JSON in the form of the request's schema and depend on nothing but the request:
    the same facts and seed give the same words on every machine.
    """

    name = "outline"
    host = ""
    generates = False
    step: Literal["line", "scene"] = "scene"
    context_tokens = 1 << 20

    def describe(self) -> EngineInfo:
        return EngineInfo(self.name, "templates", "1", "Apache-2.0")

    def close(self) -> None:
        pass

    def count_tokens(self, text: str) -> int:
        # There is no window to fill: words are near enough.
        return len(text.split()) + 1

    def write(self, request: WritingRequest) -> Writing:
        """Raises `EngineError` for a task that no template answers, in one line."""
        from filmgen.engines.writer.outline.tasks import TASKS

        if request.task not in TASKS:
            raise refuse_task(request.task)
        started = time.perf_counter()
        values = TASKS[request.task](request)
        answer = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
        return Writing(answer, True, 0, 0, time.perf_counter() - started, 0.0)

    def write_each(self, requests: Sequence[WritingRequest]) -> list[Writing | Missing]:
        def one(request: WritingRequest) -> Writing | Missing:
            try:
                return self.write(request)
            except EngineError as error:
                return Missing(str(error))

        return [one(request) for request in requests]
