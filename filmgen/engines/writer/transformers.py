"""Engine `transformers`: a causal model of Hugging Face's, with a LoRA adapter if one is named.

Where llama.cpp decodes under a grammar, this engine tells the schema, begins the object itself
and stops where it closes; a text that is begun stands where the model's own would begin. What
still is out of order is the session's to repair.
"""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from functools import cached_property
from typing import Any, Literal

from filmgen.engines.hub import (
    UNKNOWN_LICENCE,
    check_option,
    fingerprint,
    one_line,
    require_extra,
    seeded,
    settings_digest,
)
from filmgen.engines.protocols import EngineInfo, Writing, WritingRequest
from filmgen.engines.writer.causal import (
    DTYPES,
    PACKAGES,
    billions_in,
    check_adapter,
    check_model,
    context_of,
    load_causal,
    load_tokenizer,
    out_of_memory,
    read_config,
    weights_bytes,
)
from filmgen.engines.writer.continuing import until_stop
from filmgen.engines.writer.prompting import Prompt, Prompter
from filmgen.engines.writer.sampling import (
    TOP_K,
    TOP_P,
    Endings,
    ObjectScanner,
    SeededSampling,
    Watch,
    watch_object,
    watch_stops,
)
from filmgen.errors import EngineError, EngineUnavailable
from filmgen.media import Missing

REVISION = "1"
"""Of prompts and sampling: raised when the same weights give other answers."""
_LARGE_BYTES = 12_000_000_000
_LARGE_BILLIONS = 6.0
"""From some 7 billion weights (bf16) on, a model holds a whole scene together by itself."""
_MOST_CONTEXT = 8192
"""Taken of a longer context unless more is asked for: memory grows with it."""
_LEAD = 8
"""Tokens of the prompt with which an answer is decoded: what a tokenizer makes of a word's first
token, its space above all, depends on what stands before it."""


class TransformersWriter:
    """Writes with a local model folder.

    Args:
        model: a folder as `save_pretrained` leaves it, or a hub id.
        adapter: folder of a LoRA adapter for it, as `filmgen tune` makes; "" for none.
        device: a torch device; "auto" is CUDA where there is one.
        dtype: "bf16", "fp16", "fp32"; "auto" is bf16 on a GPU, else fp32.
        context: tokens of prompt and answer together; 0 is the model's, at most 8192.
        threads: on a CPU; 0 is one for each core, at most 8.
        batch: answers decoded together by `write_each`; 0 is 8 on a GPU, else 1.
        top_k, top_p: tokens drawn from.
        step: "line" or "scene"; "auto" judges by the weights' size.
        licence: of the model, as its card gives it.

    Raises:
        EngineUnavailable: the extra is not installed, no model is named, or it is none.
        ConfigError: an option out of range.
    """

    name = "transformers"
    host = ""
    generates = True

    def __init__(
        self,
        model: str = "",
        adapter: str = "",
        device: str = "auto",
        dtype: str = "auto",
        context: int = 0,
        threads: int = 0,
        batch: int = 0,
        top_k: int = TOP_K,
        top_p: float = TOP_P,
        step: str = "auto",
        licence: str = "",
    ) -> None:
        check_option(self.name, "dtype", dtype, dtype in DTYPES, ", ".join(DTYPES))
        good = context == 0 or 128 <= context <= 1_048_576
        check_option(self.name, "context", context, good, "128 to 1048576, or 0")
        check_option(self.name, "threads", threads, 0 <= threads <= 256, "0 to 256")
        check_option(self.name, "batch", batch, 0 <= batch <= 256, "0 to 256")
        check_option(self.name, "top_k", top_k, top_k >= 1, "1 or more")
        check_option(self.name, "top_p", top_p, 0.0 < top_p <= 1.0, "above 0 to 1")
        check_option(self.name, "step", step, step in ("auto", "line", "scene"), "line or scene")
        require_extra(self.name, "transformers", PACKAGES)
        if not model:
            raise EngineUnavailable(
                self.name, "no model is named; give --model FOLDER (a Hugging Face model's folder "
                "or its hub id), or set engine_options.transformers.model"
            )  # fmt: skip
        self._folder = check_model(self.name, f"engine_options.{self.name}.model", model)
        self._adapter_folder = check_adapter(self.name, adapter) if adapter else None
        self._model_name = str(self._folder or model)
        self._adapter = str(self._adapter_folder or adapter)
        self._device, self._dtype, self._context = device, dtype, context
        self._threads = threads or min(os.cpu_count() or 1, 8)
        self._batch, self._top_k, self._top_p = batch, top_k, float(top_p)
        self._step, self._licence = step, licence or UNKNOWN_LICENCE
        self._model: Any = None

    @property
    def step(self) -> Literal["line", "scene"]:
        if self._step != "auto":
            return "scene" if self._step == "scene" else "line"
        if self._folder is not None:
            return "scene" if weights_bytes(self._folder) >= _LARGE_BYTES else "line"
        return "scene" if billions_in(self._model_name) >= _LARGE_BILLIONS else "line"

    @property
    def context_tokens(self) -> int:
        return self._context or self._told_context

    def describe(self) -> EngineInfo:
        return self._info

    def close(self) -> None:
        self._model = None
        for kept in ("_tokenizer", "_prompter"):
            self.__dict__.pop(kept, None)

    def count_tokens(self, text: str) -> int:
        return len(self._tokenizer(text, add_special_tokens=False)["input_ids"])

    def write(self, request: WritingRequest) -> Writing:
        return self._generated([request], [self._prompter.prompt(request)])[0]

    def write_each(self, requests: Sequence[WritingRequest]) -> list[Writing | Missing]:
        answers: dict[int, Writing | Missing] = {}
        prompts: dict[int, Prompt] = {}
        for number, request in enumerate(requests):
            try:
                prompts[number] = self._prompter.prompt(request)
            except EngineError as error:
                answers[number] = Missing(str(error))
        waiting = list(prompts)
        while waiting:
            taken = waiting[: self._rows()]
            waiting = waiting[len(taken) :]
            answers.update(self._together({n: (requests[n], prompts[n]) for n in taken}))
        return [answers[number] for number in range(len(requests))]

    def _together(
        self, asked: dict[int, tuple[WritingRequest, Prompt]]
    ) -> dict[int, Writing | Missing]:
        """A batch's answers; one that fails is tried again a request at a time."""
        try:
            written = self._generated(*map(list, zip(*asked.values(), strict=True)))
            return dict(zip(asked, written, strict=True))
        except EngineError as error:
            if len(asked) == 1:
                return {number: Missing(str(error)) for number in asked}
            return {
                number: answer
                for number, one in asked.items()
                for answer in self._together({number: one}).values()
            }

    def _generated(
        self, requests: Sequence[WritingRequest], prompts: Sequence[Prompt]
    ) -> list[Writing]:
        """One answer a prompt, decoded together.

        Raises:
            EngineError: the model failed, or memory ran out.
        """
        model = self._opened()
        started = time.perf_counter()
        try:
            rows, endings = self._decoded(model, requests, prompts)
        except (RuntimeError, ValueError, IndexError, MemoryError, NotImplementedError) as error:
            reason = one_line(error)
            if out_of_memory(error):
                reason = (
                    f"the memory of {model.device} is too small for {len(prompts)} answers at "
                    f"{max(len(p.tokens) for p in prompts)} tokens; lower "
                    "engine_options.transformers.batch or .context, or take a smaller model"
                )
            raise EngineError(self.name, requests[0].task, reason) from error
        seconds = (time.perf_counter() - started) / len(rows)
        ends = self._ends()
        writings = []
        for row, (request, prompt) in enumerate(zip(requests, prompts, strict=True)):
            tokens = rows[row][: endings.lengths[row]]
            over = next((at for at, token in enumerate(tokens) if token in ends), len(tokens))
            text, stopped = self._said(prompt, tokens[:over]), False
            if prompt.forced:
                text = prompt.forced + text
                text = text[: ObjectScanner().feed(text) or len(text)]
            else:
                text, stopped = until_stop(text, request.stops)
            finished = endings.closed[row] or stopped or over < len(tokens)
            writings.append(Writing(text, finished, len(prompt.tokens), over, seconds, 0.0))
        return writings

    def _decoded(
        self, model: Any, requests: Sequence[WritingRequest], prompts: Sequence[Prompt]
    ) -> tuple[list[list[int]], Endings]:
        """New tokens of each row, and what ended them; prompts are padded on their left."""
        import torch
        from transformers import GenerationConfig

        width = max(len(prompt.tokens) for prompt in prompts)
        pad = self._tokenizer.pad_token_id
        pad = min(self._ends(), default=0) if pad is None else pad
        lead = [width - len(prompt.tokens) for prompt in prompts]
        tokens = [
            [pad] * empty + prompt.tokens for empty, prompt in zip(lead, prompts, strict=True)
        ]
        seen = [[0] * empty + [1] * len(p.tokens) for empty, p in zip(lead, prompts, strict=True)]
        watches = [self._watch(r, p) for r, p in zip(requests, prompts, strict=True)]
        endings = Endings([p.room for p in prompts], watches)
        sampling = SeededSampling(
            [r.seed for r in requests], [r.temperature for r in requests], self._top_k, self._top_p
        )
        with seeded(requests[0].seed, self._threads, str(model.device)):
            out = model.generate(
                input_ids=torch.tensor(tokens, device=model.device),
                attention_mask=torch.tensor(seen, device=model.device),
                generation_config=GenerationConfig(
                    max_new_tokens=max(p.room for p in prompts),
                    do_sample=False,
                    eos_token_id=sorted(self._ends()) or None,
                    pad_token_id=pad,
                ),
                logits_processor=[sampling],
                stopping_criteria=[endings],
            )
        return out[:, width:].tolist(), endings

    def _watch(self, request: WritingRequest, prompt: Prompt) -> Watch | None:
        """What knows that an answer is over before its model does."""
        decode = self._tokenizer.decode
        if prompt.forced:
            return watch_object(prompt.forced, decode)
        return watch_stops(request.stops, decode) if request.stops else None

    def _said(self, prompt: Prompt, tokens: list[int]) -> str:
        """The words of an answer's tokens, as they follow the prompt."""
        lead = prompt.tokens[-_LEAD:]
        before, whole = (
            self._tokenizer.decode(part, skip_special_tokens=True) for part in (lead, lead + tokens)
        )
        return str(whole[len(before) :])

    def _ends(self) -> frozenset[int]:
        """Tokens that end an answer."""
        told = self._model.generation_config.eos_token_id
        ends = {*told} if isinstance(told, (list, tuple)) else {told}
        return frozenset({*ends, self._tokenizer.eos_token_id} - {None})

    def _rows(self) -> int:
        if self._batch:
            return self._batch
        return 8 if str(self._opened().device).startswith("cuda") else 1

    def _opened(self) -> Any:
        if self._model is None:
            self._model = load_causal(
                self.name, self._model_name, adapter=self._adapter,
                device=self._device, dtype=self._dtype,
            )  # fmt: skip
        return self._model

    @cached_property
    def _tokenizer(self) -> Any:
        return load_tokenizer(self.name, self._model_name)

    @cached_property
    def _prompter(self) -> Prompter:
        return Prompter(self.name, self._model_name, self._tokenizer, self.context_tokens)

    @cached_property
    def _told_context(self) -> int:
        if self._folder is not None:
            config = read_config(self.name, self._folder)
        else:
            config = self._opened().config.to_dict()
        return min(context_of(config) or _MOST_CONTEXT, _MOST_CONTEXT)

    @cached_property
    def _info(self) -> EngineInfo:
        which = fingerprint(self._folder) if self._folder else "main"
        model = self._folder.name if self._folder else self._model_name
        if self._adapter:
            folder = self._adapter_folder
            which += f".{fingerprint(folder) if folder else 'main'}"
            model += f" with {folder.name if folder else self._adapter}"
        digest = settings_digest(
            {"dtype": self._dtype, "context": self._context, "top": [self._top_k, self._top_p]}
        )
        return EngineInfo(self.name, model, f"{which}+{REVISION}.{digest}", self._licence)
