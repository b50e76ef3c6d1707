"""Typed answers: a pydantic model is the schema asked for and the check of what came back."""

from __future__ import annotations

import json
import re
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError


class Answer(BaseModel):
    """Base of everything a writer answers with: no keys of its own, all of ours."""

    model_config = ConfigDict(extra="forbid", frozen=True)


A = TypeVar("A", bound=Answer)


class AnswerError(ValueError):
    """An answer that is not what was asked for, in words a model can be told."""


def schema_of(model: type[Answer]) -> str:
    """The JSON Schema of an answer as every engine takes it: references resolved, no titles.

    Hosted endpoints refuse schemas whose keys are not all required; our answers have no
    optional keys, so that they need not.
    """
    schema = model.model_json_schema()
    definitions = schema.pop("$defs", {})
    return json.dumps(_plain(schema, definitions), ensure_ascii=False, separators=(",", ":"))


def read_answer(text: str, model: type[A]) -> A:
    """An answer's text as its model; a code fence or words around the object are left aside.

    Raises:
        AnswerError: no JSON object, cut off, or not of the schema.
    """
    start, end = text.find("{"), text.rfind("}")
    if start < 0 or end < start:
        raise AnswerError("no JSON object in the answer, or it was cut off")
    try:
        value = json.loads(text[start : end + 1], strict=False)
    except json.JSONDecodeError as error:
        raise AnswerError(f"not JSON: {error.msg} at character {error.pos}") from error
    try:
        return model.model_validate(value)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"])) or "the object"
        raise AnswerError(f"{where}: {first['msg']}") from error


def _plain(value: Any, definitions: dict[str, Any]) -> Any:
    if isinstance(value, list):
        return [_plain(item, definitions) for item in value]
    if not isinstance(value, dict):
        return value
    if "$ref" in value:
        name = re.sub(r"^#/\$defs/", "", value["$ref"])
        return _plain(definitions[name], definitions)
    kept = {
        key: _plain(item, definitions)
        for key, item in value.items()
        if not (key in ("title", "description", "default") and not isinstance(item, dict))
    }
    if "const" in kept:
        kept = {"enum": [kept.pop("const")], **kept}
    return kept
