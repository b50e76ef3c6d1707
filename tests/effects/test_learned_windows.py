"""Long clips in chunks: what the whole clip would give, in memory that does not grow."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from filmgen.effects.learned import windows
from filmgen.effects.learned.windows import Chunk, Window, sampled

LEVELS = 3


def noise(first: int, count: int) -> Tensor:
    places = torch.arange(first, first + count, dtype=torch.float32)
    return torch.sin(places * 12.9898).reshape(1, count, 1)


def smoothing(reach: int) -> windows.Step:
    """A stand-in for a network that sees `reach` groups to each side."""

    def step(window: Window, level: int, chunk: Chunk) -> Tensor:
        values = window.values
        total = torch.zeros_like(values)
        for shift in range(-reach, reach + 1):
            moved = values.roll(shift, 1)
            if not window.circular and shift > 0:
                moved[:, :shift] = 0
            elif not window.circular and shift < 0:
                moved[:, shift:] = 0
            total += moved * (1 + 0.1 * shift + 0.2 * level)
        return total[:, window.own] / reach

    return step


def made(count: int, *, loop: bool, reach: int) -> Tensor:
    return torch.cat(list(sampled(count, LEVELS, noise, smoothing(reach), loop=loop)), 1)


@pytest.mark.parametrize("loop", [False, True])
@pytest.mark.parametrize("count", [49, 96, 121, 200])
def test_chunks_give_what_the_whole_clip_would(
    monkeypatch: pytest.MonkeyPatch, count: int, loop: bool
) -> None:
    monkeypatch.setattr(windows, "WHOLE_LOOP_GROUPS", 48)
    chunked = made(count, loop=loop, reach=windows.HALO_GROUPS)
    monkeypatch.setattr(windows, "WHOLE_GROUPS", 1000)
    monkeypatch.setattr(windows, "WHOLE_LOOP_GROUPS", 1000)
    whole = made(count, loop=loop, reach=windows.HALO_GROUPS)
    assert chunked.shape == whole.shape == (1, count, 1)
    assert torch.allclose(chunked, whole, atol=1e-4)


def test_few_chunks_are_under_way_however_long_the_clip() -> None:
    alive, most = set(), 0

    def step(window: Window, level: int, chunk: Chunk) -> Tensor:
        alive.add(chunk.first)
        return window.values[:, window.own]

    for done, _ in enumerate(sampled(2400, LEVELS, noise, step, loop=False)):
        ahead = max(alive) // windows.CHUNK_GROUPS - done
        most = max(most, ahead)
    assert most <= LEVELS


def test_a_short_clip_is_one_window() -> None:
    assert [chunk.shape[1] for chunk in sampled(5, 2, noise, smoothing(1), loop=True)] == [5]
