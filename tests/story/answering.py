"""Answers for a scripted writer: in a request's form, or after its begun text, in chosen words."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any

from filmgen.breakdown.lexicon import word_set
from filmgen.engines.protocols import WritingRequest

Words = Callable[[str, int], str]
"""Words for a field of this name with room for so many characters."""

_WORDS = sorted(
    word_set(
        "rope lamp boat coin door letter knife coat radio kettle map ladder stove crate bell "
        "salt tar rust ink wax glass nail hook chain tide gull cork oar buoy mast hull sail net "
        "winch plank bolt gear dial fuse wire switch valve pump hose bucket mop broom towel "
        "soap razor comb boot belt glove scarf hat button thread needle thimble apron spoon "
        "fork bowl jar tin lid tray "
    )
)


def fresh_words(seed: int = 0) -> Words:
    """Sentences that do not repeat and break no check, as a good writer's would."""
    rng = random.Random(seed)

    def words(field: str, room: int) -> str:
        if field == "name":
            return "FERRYMAN"
        one, *others, last = rng.sample(_WORDS, 5)
        if field == "look":
            return f"{rng.randint(20, 80)}, in a coat with a {one} and a {last}."
        if field == "note":
            return f"lays a {one} beside {' '.join(others)} and the {last}."
        if field in ("action", "button"):
            return f"A {one} falls beside {' '.join(others)} and the {last}."
        return f"{one.title()} {' '.join(others)} {last} {rng.randint(12, 9999)}."[:room]

    return words


def answer(request: WritingRequest, words: Words) -> str:
    """A valid answer to a request: JSON text, or what a begun text goes on with."""
    if request.begun:
        label = request.begun.rpartition("\n")[2]
        kinds = {" meets": "name", ",": "look"}
        kind = next((kind for end, kind in kinds.items() if label.endswith(end)), request.task)
        return " " + words(kind, 60)
    return json.dumps(_value(json.loads(request.schema), "", words), ensure_ascii=False)


def _value(schema: dict[str, Any], field: str, words: Words, number: int = 0) -> Any:
    if "enum" in schema:
        return schema["enum"][number % len(schema["enum"])]
    if schema["type"] == "object":
        return {key: _value(item, key, words, number) for key, item in schema["properties"].items()}
    if schema["type"] == "array":
        if "prefixItems" in schema:
            return [_value(item, field, words, i) for i, item in enumerate(schema["prefixItems"])]
        count = schema.get("minItems", 1)
        return [_value(schema["items"], field, words, i) for i in range(count)]
    text = words(field, schema.get("maxLength", 100))[: schema.get("maxLength", 100)]
    return text + "." * (schema.get("minLength", 0) - len(text))
