"""An endpoint's answer, read with patience: what is missing or of another type is nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_THOUGHT = re.compile(r"^\s*<think>.*?(</think>|\Z)", re.DOTALL)
_CUT_OFF = frozenset(("length", "max_tokens", "model_length"))


@dataclass(frozen=True)
class Reply:
    """The first choice of a chat completion.

    Attributes:
        given: there is a choice at all.
        text: without the thoughts that some models write before it.
        refusal: words in which the model declines.
        cut_off: at the limit of tokens or of the context.
        filtered: stopped by the host's filter.
        tokens_in, tokens_out: 0 where they are not told.
        told_usd: what the endpoint says it cost.
    """

    given: bool
    text: str
    refusal: str
    cut_off: bool
    filtered: bool
    tokens_in: int
    tokens_out: int
    told_usd: float | None

    def cost_usd(self, price_in: float, price_out: float) -> float | None:
        """USD by prices for a million tokens (below 0: not known), else as told, else None."""
        if price_in >= 0 and price_out >= 0:
            if not self.tokens_in and not self.tokens_out:
                return None
            return (self.tokens_in * price_in + self.tokens_out * price_out) / 1e6
        return self.told_usd


def read_reply(answer: Mapping[str, Any]) -> Reply:
    """The reply in a completion's JSON."""
    choices = answer.get("choices")
    choice = choices[0] if isinstance(choices, list) and choices else None
    given = isinstance(choice, dict)
    choice = choice if isinstance(choice, dict) else {}
    message = _table(choice, "message")
    usage = _table(answer, "usage")
    refusal, cost = message.get("refusal"), usage.get("cost")
    return Reply(
        given=given,
        text=_THOUGHT.sub("", _words(message.get("content"))).strip(),
        refusal=refusal if isinstance(refusal, str) else "",
        cut_off=choice.get("finish_reason") in _CUT_OFF,
        filtered=choice.get("finish_reason") == "content_filter",
        tokens_in=_count(usage, "prompt_tokens"),
        tokens_out=_count(usage, "completion_tokens"),
        told_usd=float(cost) if isinstance(cost, (int, float)) and cost >= 0 else None,
    )


def _words(content: Any) -> str:
    """Content as text; some servers send it in parts."""
    if isinstance(content, list):
        parts = (part.get("text") for part in content if isinstance(part, dict))
        return "".join(part for part in parts if isinstance(part, str))
    return content if isinstance(content, str) else ""


def _table(holder: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = holder.get(key)
    return value if isinstance(value, dict) else {}


def _count(usage: Mapping[str, Any], key: str) -> int:
    value = usage.get(key)
    return value if isinstance(value, int) and value > 0 else 0
