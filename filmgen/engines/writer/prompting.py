"""A request as the tokens of one model: its chat form, its control tokens, its context."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from filmgen.engines.hub import one_line
from filmgen.engines.protocols import WritingRequest
from filmgen.engines.writer.messages import messages
from filmgen.errors import EngineError, EngineUnavailable

_LEAST_ROOM = 16
_THIN = "\u2009"


@dataclass(frozen=True)
class Prompt:
    """A request as tokens.

    Attributes:
        tokens: of the prompt, what was forced or begun included.
        forced: how the answer's JSON begins, "" for plain words.
        room: tokens that the answer may have.
    """

    tokens: list[int]
    forced: str
    room: int


class Prompter:
    """Makes a model's prompts.

    Args:
        engine, model: for its errors.
        tokenizer: the model's.
        context: tokens of prompt and answer together.
    """

    def __init__(self, engine: str, model: str, tokenizer: Any, context: int) -> None:
        self._engine, self._model = engine, model
        self._tokenizer, self._context = tokenizer, context
        added = getattr(tokenizer, "added_tokens_decoder", {})
        self._marks = [t.content for t in added.values() if t.special and len(t.content) > 1]

    def prompt(self, request: WritingRequest) -> Prompt:
        """The request as tokens.

        Raises:
            EngineError: it leaves no room for an answer in the context.
        """
        tokenizer = self._tokenizer
        forced = first_words(request.schema)
        said = [
            {**message, "content": self._disarmed(message["content"])}
            for message in messages(request)
        ]
        begun = said.pop()["content"] if request.begun else ""
        if request.schema:
            said[-1]["content"] += (
                "\n\nAnswer with one JSON object and nothing else, of this JSON Schema:\n"
                + request.schema
            )
        templated = bool(getattr(tokenizer, "chat_template", None))
        text = self._chat(said) if templated else "\n\n".join(m["content"] for m in said) + "\n\n"
        if text.rstrip().endswith("<think>"):  # a template that leaves no choice
            text = text.rstrip() + "\n\n</think>\n\n"
        tokens = list(tokenizer(text + begun, add_special_tokens=not templated)["input_ids"])
        end = getattr(tokenizer, "eos_token_id", None)
        if not templated and len(tokens) > 1 and tokens[-1] == end:
            tokens.pop()  # some tokenizers end every text
        if forced:
            tokens += tokenizer(forced, add_special_tokens=False)["input_ids"]
        room = self._context - len(tokens)
        if room < min(_LEAST_ROOM, request.most_tokens):
            raise EngineError(
                self._engine, request.task, f"{len(tokens)} tokens leave no room for an answer in "
                f"its context of {self._context}; set engine_options.transformers.context, or "
                "give it less of the script"
            )  # fmt: skip
        return Prompt(tokens, forced, min(room, request.most_tokens))

    def _chat(self, said: list[dict[str, str]]) -> str:
        """Messages in the model's own form; for models without a system, rules join the ask."""
        rules, ask = said[0]["content"], said[-1]["content"]
        template = self._tokenizer.apply_chat_template
        told = {"tokenize": False, "add_generation_prompt": True, "enable_thinking": False}
        try:
            try:
                return str(template(said, **told))
            except Exception:  # templates are programs of their makers; some refuse a system
                return str(template([{"role": "user", "content": f"{rules}\n\n{ask}"}], **told))
        except Exception as error:
            raise EngineUnavailable(
                self._engine, f"the chat template of {self._model} fails ({one_line(error)})"
            ) from error

    def _disarmed(self, text: str) -> str:
        """Text without this tokenizer's own control tokens, which no words may contain."""
        for mark in self._marks:
            if mark in text:
                text = text.replace(mark, mark[0] + _THIN + mark[1:])
        return text


def first_words(schema: str) -> str:
    """How an answer of a schema begins: its brace and, as ours are in order, its first key."""
    if not schema:
        return ""
    keys = list(json.loads(schema).get("properties", {}))
    return "{" + (json.dumps(keys[0], ensure_ascii=False) + ":" if keys else "")
