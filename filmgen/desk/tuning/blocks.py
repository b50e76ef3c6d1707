"""Scripts as tokens, packed into blocks of one length; and the order in which they are learned.

Scripts follow one another with an end mark between, cut into blocks wherever they fall: no
token is wasted on padding but in the last. A block may hold the end of one script and the
beginning of the next, as in most training of causal models (Brown et al. 2020).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from filmgen.desk.tuning.films import Film
from filmgen.workspace import seed_from

Tokens = NDArray[np.int64]
IGNORED = -100
"""A label that no loss counts."""


def token_stream(films: Sequence[Film], tokenizer: Any) -> Tokens:
    """All drafts of all films, each with the model's end mark after it, where it has one."""
    stream: list[int] = []
    end = getattr(tokenizer, "eos_token_id", None)
    for film in films:
        for draft in film.drafts:
            stream += tokenizer(draft.text, add_special_tokens=False, verbose=False)["input_ids"]
            if end is not None:
                stream.append(end)
    return np.array(stream, np.int64)


def cut(stream: Tokens, context: int) -> Tokens:
    """A stream as blocks (n, context), `IGNORED` where the last one is empty.

    A stream shorter than a block is one block of its length, 2 at least.
    """
    count = max(1, -(-len(stream) // context))
    width = context if count > 1 else max(2, len(stream))
    labels = np.full(count * width, IGNORED, np.int64)
    labels[: len(stream)] = stream
    return labels.reshape(count, width)


class Lessons:
    """What each step learns: every token once an epoch, in blocks cut and shuffled anew.

    Each epoch begins its cuts elsewhere in the stream, or a small corpus would be learned as
    blocks rather than as scripts. A step's lesson follows from its number alone, so that a
    training goes on where it stopped.

    Args:
        stream: of the training films.
        context: tokens a block.
        per_step: blocks a step.
    """

    def __init__(self, stream: Tokens, context: int, per_step: int, seed: int) -> None:
        self._stream, self._context, self._seed = stream, context, seed
        self._blocks = len(cut(stream, context))
        self._per_step = min(per_step, self._blocks)
        self._epoch = -1
        self._cut = np.zeros((0, context), np.int64)

    @property
    def steps_per_epoch(self) -> int:
        return -(-self._blocks // self._per_step)

    def of_step(self, step: int) -> Tokens:
        """Labels (blocks, context) of a step, 0 the first; the last of an epoch may be short."""
        epoch, within = divmod(step, self.steps_per_epoch)
        if epoch != self._epoch:
            draw = np.random.Generator(np.random.PCG64(seed_from(self._seed, "epoch", epoch)))
            begun = np.roll(self._stream, -int(draw.integers(self._context)))
            self._cut = cut(begun, self._context)[draw.permutation(self._blocks)]
            self._epoch = epoch
        return self._cut[within * self._per_step : (within + 1) * self._per_step]
