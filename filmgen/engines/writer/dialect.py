"""What of the chat protocol an endpoint understands, learnt from its refusals.

"OpenAI-compatible" is a family: some take a JSON Schema, some only `json_object`, some neither;
newer hosted models rename `max_tokens` and refuse temperatures. A refusal (400 or 422) that
names a part of the request gives up that part for the rest of the session.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from filmgen.engines.protocols import WritingRequest
from filmgen.engines.writer.continuing import told_to_continue
from filmgen.engines.writer.messages import messages

FORMS = ("schema", "plain schema", "json", "prompt")
"""How an answer's form is asked for, the firmest first; a plain schema has no bounds in it."""

_BOUNDS = frozenset(
    ("minLength", "maxLength", "pattern", "format", "minItems", "maxItems", "uniqueItems",
     "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")
)  # fmt: skip


@dataclass(frozen=True)
class Dialect:
    """How one endpoint is spoken to.

    Attributes:
        form: index into `FORMS`, where the next request begins.
        last_form: the loosest form that may be tried.
        tokens_key: what the answer's limit is called.
        without: parameters that it refused.
    """

    form: int = 0
    last_form: int = len(FORMS) - 1
    tokens_key: str = "max_tokens"
    without: frozenset[str] = frozenset()

    def body(self, request: WritingRequest, model: str, most_tokens: int) -> dict[str, Any]:
        """The request in this dialect.

        Stops are not sent: an answer that opens with a line break would end before it began.
        """
        chat = messages(told_to_continue(request))
        body: dict[str, Any] = {
            "model": model,
            "messages": chat,
            self.tokens_key: most_tokens,
            "temperature": request.temperature,
            "seed": request.seed,
        }
        if request.schema:
            schema = json.loads(request.schema)
            name = FORMS[self.form]
            if name == "schema":
                body["response_format"] = _format(request.task, schema)
            elif name == "plain schema":
                body["response_format"] = _format(request.task, _unbounded(schema))
            elif name == "json":
                body["response_format"] = {"type": "json_object"}
            if name in ("json", "prompt"):
                chat[-1]["content"] += (
                    "\n\nAnswer with one JSON object and nothing else. It must be valid against "
                    f"this JSON Schema:\n{request.schema}"
                )
        return {key: value for key, value in body.items() if key not in self.without}

    def learnt(self, request: WritingRequest, param: str, message: str) -> Dialect | None:
        """The dialect to try after a refusal; None if nothing is left to give up.

        Args:
            param: the parameter that the server names, "" if none.
            message: its words.
        """
        about = f"{param} {message}"
        if "max_completion_tokens" in about and self.tokens_key == "max_tokens":
            return replace(self, tokens_key="max_completion_tokens")
        for key in ("temperature", "seed"):
            if key not in self.without and re.search(rf"(?<![a-z_]){key}\b", about):
                return replace(self, without=self.without | {key})
        if not request.schema or self.form >= self.last_form:
            return None
        # Even a refusal in unclear words may be about the form: what else is new in it?
        return replace(self, form=self.form + 1)

    def unheeded(self, request: WritingRequest, text: str) -> Dialect | None:
        """The dialect to try after an answer without any JSON: the format was not heeded.

        The schema then goes into the prompt, where every model reads it.
        """
        told = FORMS.index("json")
        if not request.schema or "{" in text or self.form >= told or self.last_form < told:
            return None
        return replace(self, form=told)


def starting_dialect(structured: str) -> Dialect:
    """The dialect that an option asks for: "auto" tries all forms, another only its own."""
    if structured == "auto":
        return Dialect()
    if structured == "schema":
        return Dialect(0, 1)
    form = FORMS.index(structured)
    return Dialect(form, form)


def _format(task: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    name = re.sub(r"[^A-Za-z0-9_-]", "_", task)[:64] or "answer"
    return {
        "type": "json_schema",
        "json_schema": {"name": name, "strict": True, "schema": schema},
    }


def _unbounded(value: Any, *, names: bool = False) -> Any:
    """A schema without bounds, which hosted endpoints may refuse; our own check keeps them.

    Args:
        names: the keys are names of ours ("properties"), not words of JSON Schema.
    """
    if isinstance(value, list):
        return [_unbounded(item) for item in value]
    if not isinstance(value, Mapping):
        return value
    return {
        key: _unbounded(item, names=key == "properties" and not names)
        for key, item in value.items()
        if names or key not in _BOUNDS
    }
