"""Scripts as tokens, packed into blocks of one length; and the order in which they are learned.

Scripts follow one another with an end mark between, cut into blocks wherever they fall: no
token is wasted on padding but in the last. A block may hold the end of one script and the
beginning of the next, as in most training of causal models (Brown et al. 2020).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from filmgen.desk.tuning.films import Film
from filmgen.workspace import seed_from

IGNORED = -100
"""A label that no loss counts."""


@dataclass(frozen=True)
class Blocks:
    """Packed tokens.

    Attributes:
        labels: int64 (blocks, context); `IGNORED` where the last one is empty.
    """

    labels: NDArray[np.int64]

    @property
    def tokens(self) -> int:
        return int((self.labels != IGNORED).sum())

    def __len__(self) -> int:
        return int(self.labels.shape[0])


def pack(films: Sequence[Film], tokenizer: Any, context: int) -> Blocks:
    """Films as blocks.

    Args:
        tokenizer: of the model; its end mark parts the scripts, where it has one.
        context: tokens a block.
    """
    stream: list[int] = []
    end = getattr(tokenizer, "eos_token_id", None)
    for film in films:
        for draft in film.drafts:
            stream += tokenizer(draft.text, add_special_tokens=False, verbose=False)["input_ids"]
            if end is not None:
                stream.append(end)
    count = max(1, -(-len(stream) // context))
    labels = np.full(count * context, IGNORED, np.int64)
    labels[: len(stream)] = stream
    width = context if count > 1 else max(2, len(stream))
    return Blocks(labels[: count * width].reshape(count, width))


class Order:
    """Which blocks each step learns: every block once an epoch, each epoch shuffled anew.

    A step's blocks follow from its number alone, so that a training goes on where it stopped.
    """

    def __init__(self, blocks: int, per_step: int, seed: int) -> None:
        self._blocks, self._seed = blocks, seed
        self.per_step = min(per_step, blocks)
        self._epochs: dict[int, NDArray[np.int64]] = {}

    @property
    def steps_per_epoch(self) -> int:
        return -(-self._blocks // self.per_step)

    def of_step(self, step: int) -> list[int]:
        """Block numbers of a step, 0 the first; the last of an epoch may be short."""
        epoch, within = divmod(step, self.steps_per_epoch)
        if epoch not in self._epochs:
            draw = np.random.Generator(np.random.PCG64(seed_from(self._seed, "epoch", epoch)))
            self._epochs = {epoch: draw.permutation(self._blocks)}
        begin = within * self.per_step
        return [int(b) for b in self._epochs[epoch][begin : begin + self.per_step]]
