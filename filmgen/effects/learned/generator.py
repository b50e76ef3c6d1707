"""The seam of the learned generators: a label in, chunks of fields out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Protocol

import numpy as np

from filmgen.effects.clips import ClipLabel
from filmgen.effects.learned.space import GROUP_FRAMES
from filmgen.media import FloatArray


class FieldGenerator(Protocol):
    """Makes clips of fields."""

    kinds: tuple[str, ...]
    rate: Fraction

    def fields(self, label: ClipLabel, frames: int, *, loop: bool) -> Iterator[FloatArray]:
        """Chunks (t, 3, rows, columns) float32, in order, `frames` in all, at `rate`.

        Memory does not grow with `frames`; the same arguments give the same bytes. A loop's first
        frame follows its last.
        """
        ...


def whole_groups(frames: int) -> int:
    """Frames that a network makes for `frames`: the next multiple of a group."""
    return -(-frames // GROUP_FRAMES) * GROUP_FRAMES


def fitted(
    chunks: Iterable[FloatArray], made: int, frames: int, *, loop: bool
) -> Iterator[FloatArray]:
    """The `frames` that were asked for out of `made` (see `whole_groups`).

    A clip is cut short. A loop must end where it began: its frames are taken a little less than
    one apart, linearly between neighbours.

    Args:
        chunks: (t, 3, rows, columns), `made` frames in all.
    """
    if made == frames:
        yield from chunks
    elif not loop:
        left = frames
        for chunk in chunks:
            if left > 0:
                yield chunk[:left]
            left -= len(chunk)
    else:
        yield from _squeezed(chunks, made, frames)


def _squeezed(chunks: Iterable[FloatArray], made: int, frames: int) -> Iterator[FloatArray]:
    """A loop of `made` frames told in fewer."""
    held: FloatArray | None = None
    first, place = 0, 0
    opening: FloatArray | None = None
    for chunk in chunks:
        opening = chunk[:1] if opening is None else opening
        held = chunk if held is None else np.concatenate((held[-1:], chunk))
        if held is not chunk:
            first -= 1
        if first + len(held) == made:
            held = np.concatenate((held, opening))
        where = []
        while place < frames and place * made / frames <= first + len(held) - 1:
            where.append(place * made / frames - first)
            place += 1
        if where:
            low = np.minimum(np.floor(where).astype(int), len(held) - 2)
            share = (np.array(where) - low).astype(np.float32)[:, None, None, None]
            yield held[low] * (1 - share) + held[low + 1] * share
        first += len(held)
