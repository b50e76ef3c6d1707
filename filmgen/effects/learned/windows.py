"""Windows over a long clip: every level of a sampler is worked through chunk by chunk.

A network sees only some groups to either side, so a chunk and a few neighbours on each side (its
`halo`) give what the whole clip would. Chunks stand in line: as soon as chunk c + 1 has reached a
level, chunk c can leave it. A handful of chunks are under way at a time, however long the clip.
Nothing repeats, and there are no seams to blend: neighbours share what lies between them at every
level.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import torch
from torch import Tensor

CHUNK_GROUPS = 24
HALO_GROUPS = 4
WHOLE_GROUPS = 48
"""Clips up to this long are one chunk."""
WHOLE_LOOP_GROUPS = 120
"""The same of loops: longer ones take chunks before their beginning and after their end, so that
they meet."""


@dataclass
class Chunk:
    """Consecutive groups on their way through the levels.

    Attributes:
        first, count: its groups, counted from the clip's beginning; a loop's line begins before it.
        levels: its groups at each level that it has reached: (1, count, ...).
        memory: the sampler's own.
    """

    first: int
    count: int
    levels: list[Tensor]
    memory: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Window:
    """What a step is given.

    Attributes:
        values: groups at the step's level (1, G, ...), the chunk's and its halo.
        first: group that the window begins with.
        own: where the chunk lies in the window.
        circular: whether the window is a whole loop, its first group after its last.
    """

    values: Tensor
    first: int
    own: slice
    circular: bool


Step = Callable[[Window, int, Chunk], Tensor]
"""Brings a chunk from a level to the next: its own groups only."""


def sampled(
    count: int, levels: int, start: Callable[[int, int], Tensor], step: Step, *, loop: bool
) -> Iterator[Tensor]:
    """Groups of a clip at the last level, chunk by chunk.

    Args:
        count: groups in all.
        levels: steps from noise to clean.
        start: noise of groups [first, first + count) as (1, count, ...).
        step: see `Step`. Group numbers below 0 and from `count` on, which only a loop's line has,
            stand for those a whole loop later or earlier.
        loop: whether group 0 follows the last.

    Yields:
        (1, g, ...), `count` groups in all.
    """
    if count <= (WHOLE_LOOP_GROUPS if loop else WHOLE_GROUPS):
        chunk = Chunk(0, count, [start(0, count)])
        for level in range(levels):
            window = Window(chunk.levels[level], 0, slice(0, count), loop)
            chunk.levels.append(step(window, level, chunk))
        yield chunk.levels[levels]
        return
    spans = _spans(count)
    lead = levels if loop else 0
    line: dict[int, Chunk] = {}
    # A chunk's level k needs its neighbours' level k - 1: what a loop's line has beyond the loop
    # narrows by a chunk with every level.
    for newest in range(-lead, len(spans) + lead + levels):
        if newest < len(spans) + lead:
            turn, place = divmod(newest, len(spans))
            first, groups = spans[place]
            line[newest] = Chunk(first + turn * count, groups, [start(first, groups)])
        for level in range(levels):
            number = newest - level - 1
            reach = lead - level - 1 if loop else 0
            if -reach <= number < len(spans) + reach:
                chunk = line[number]
                window = _window(line, number, level)
                chunk.levels.append(step(window, level, chunk))
        done = newest - levels
        if 0 <= done < len(spans):
            yield line[done].levels[levels]
        line.pop(done - 1, None)


def _spans(count: int) -> list[tuple[int, int]]:
    """Chunks of about the same length."""
    many = -(-count // CHUNK_GROUPS)
    edges = [round(index * count / many) for index in range(many + 1)]
    return [(first, end - first) for first, end in pairwise(edges)]


def _window(line: dict[int, Chunk], number: int, level: int) -> Window:
    """A chunk between the near ends of its neighbours, as far as there are any."""
    chunk, before, after = line[number], line.get(number - 1), line.get(number + 1)
    parts = [chunk.levels[level]]
    reach = 0
    if before is not None:
        parts.insert(0, before.levels[level][:, -HALO_GROUPS:])
        reach = parts[0].shape[1]
    if after is not None:
        parts.append(after.levels[level][:, :HALO_GROUPS])
    own = slice(reach, reach + chunk.count)
    return Window(torch.cat(parts, 1), chunk.first - reach, own, circular=False)
