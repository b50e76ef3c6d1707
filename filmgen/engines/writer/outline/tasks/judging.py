"""Judgements without a judge: what is counted is said again in words, nothing is added to it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from filmgen.breakdown.prose import weight
from filmgen.engines.protocols import WritingRequest
from filmgen.engines.writer.outline.refusal import refuse_task

_WANTS = re.compile(
    r"\b(?:I (?:want|need|must|have to|will|am going to|came to)|I'll|I'm going to|let me|give me|"
    r"please|хочу|нужно|должен|должна)\b|我(?:要|想|必须)|给我|让我",
    re.IGNORECASE,
)
_TEXT = 240


def advisory(request: WritingRequest) -> dict[str, Any]:
    """A finding stays as it was found."""
    facts = request.facts
    why = f"the words {facts['words']!r} stand there; nobody has judged them"
    return {"verdict": "keep", "degree": facts["degree"], "why": why[:160]}


def feedback_sort(request: WritingRequest) -> dict[str, Any]:
    """Comments without a word that is known: praise where they are glad, else of nothing."""
    return {
        "sorted": [
            {
                "id": comment["id"],
                "ask": "praise" if comment["feeling"] == "praise" else "none",
                "theme": "none",
            }
            for comment in request.facts["comments"]
        ]
    }


def feedback_note(request: WritingRequest) -> dict[str, Any]:
    """The note as the program has it."""
    facts = request.facts
    return {"note": facts["plain"][:220], "summary": facts["said"][:260], "misread": []}


def scene_feeling(request: WritingRequest) -> dict[str, Any]:
    """The words on the scales that are nearest to what was counted."""
    facts = request.facts
    mood = _nearest(facts["moods"], float(facts["valence"]))
    tension = _nearest(facts["tensions"], float(facts["tension"]))
    words = ", ".join(map(str, facts["words"][:4]))
    why = f"By its counted words: {words}." if words else "No word in it weighs much either way."
    return {
        "why": why[:200],
        "feeling": f"{mood}, {tension}"[:32],
        "mood": mood,
        "tension": tension,
    }


def bible(request: WritingRequest) -> dict[str, Any]:
    """Want, arc and voice as the script has them: a line that asks for something, both ends."""
    facts = request.facts
    name = str(facts["name"]).title() if str(facts["name"]).isupper() else str(facts["name"])
    shown: Sequence[Mapping[str, Any]] = facts["evidence"]
    if not shown:
        raise refuse_task(request.task)
    said = [e for e in shown if e["what"] == "says"] or list(shown)
    wish = next((e for e in said if _WANTS.search(str(e["text"]))), None)
    longest = max(said, key=lambda e: (weight(str(e["text"])), -int(e["line"])))
    first, last = shown[0], shown[-1]
    return {
        "want": _cited(f"{name} asks: {(wish or longest)['text']}", wish or longest),
        "arc": _cited(
            f"{name} {_first_and_last(first)} at first, and {_first_and_last(last)} at the end.",
            first, last,
        ),
        "voice": _cited(f"{name}: {facts['speaks_like'] or longest['text']}", longest),
    }  # fmt: skip


def _first_and_last(evidence: Mapping[str, Any]) -> str:
    text = str(evidence["text"]).rstrip(".!?。")
    short = text if len(text) <= 80 else f"{text[:77].rsplit(' ', 1)[0]} …"
    return f"says “{short}”" if evidence["what"] == "says" else f"is seen: {short}"


def _cited(text: str, *evidence: Mapping[str, Any]) -> dict[str, Any]:
    short = text if len(text) <= _TEXT else f"{text[: _TEXT - 2].rsplit(' ', 1)[0]} …"
    return {"text": short.ljust(8, "."), "lines": [int(e["line"]) for e in evidence]}


def _nearest(scale: Mapping[str, Any], figure: float) -> str:
    return min(scale, key=lambda word: abs(float(scale[word]) - figure))
