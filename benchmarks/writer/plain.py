"""What a peer does: the same model, one prompt, and its answer taken as it is."""

from __future__ import annotations

import re

from filmgen.engines.protocols import WriterEngine, Writing, WritingRequest

RULES = "You are a professional screenwriter."
ASK = (
    "Write one scene of about a page, in Fountain screenplay format (a scene heading such as "
    "INT. PLACE - NIGHT, action, character names in capitals with their dialogue below), for "
    "this logline:\n\n{logline}"
)
MOST_TOKENS = 1024


def write_plainly(engine: WriterEngine, logline: str, seed: int, temperature: float) -> Writing:
    """One call; the answer's text without a code fence around it, which nobody would keep."""
    request = WritingRequest(
        task="plain",
        rules=RULES,
        material=(),
        ask=ASK.format(logline=logline),
        most_tokens=MOST_TOKENS,
        temperature=temperature,
        seed=seed,
    )
    return engine.write(request)


def unfenced(text: str) -> str:
    """The inside of a code fence, where there is one."""
    fence = re.search(r"```[a-z]*\n(.*?)(?:```|\Z)", text, re.DOTALL)
    return fence[1] if fence else text
