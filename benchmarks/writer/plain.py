"""What a peer does: the same model, one prompt, and its answer taken as it is."""

from __future__ import annotations

import re

from filmgen.engines.protocols import WriterEngine, Writing, WritingRequest
from filmgen.writing.kept import KeptAnswers

RULES = "You are a professional screenwriter."
ASK = (
    "Write one scene of about a page, in Fountain screenplay format (a scene heading such as "
    "INT. PLACE - NIGHT, action, character names in capitals with their dialogue below), for "
    "this logline:\n\n{logline}"
)
MOST_TOKENS = 1024


def write_plainly(
    engine: WriterEngine, logline: str, seed: int, temperature: float, kept: KeptAnswers | None
) -> Writing:
    """One call, or its kept answer."""
    request = WritingRequest(
        task="plain",
        rules=RULES,
        material=(),
        ask=ASK.format(logline=logline),
        most_tokens=MOST_TOKENS,
        temperature=temperature,
        seed=seed,
    )
    found = kept.find(engine.describe(), request) if kept else None
    if found is not None:
        return found
    writing = engine.write(request)
    if kept is not None:
        kept.keep(engine.describe(), request, writing)
    return writing


def unfenced(text: str) -> str:
    """The inside of a code fence, where there is one: nobody would keep the fence."""
    fence = re.search(r"```[a-z]*\n(.*?)(?:```|\Z)", text, re.DOTALL)
    return fence[1] if fence else text
