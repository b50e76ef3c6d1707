"""One vocabulary on the CPU and on a device: torch on the CPU stands for the device."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from filmgen.previs import dense

RNG = np.random.default_rng(4)
SMOOTH = np.cumsum(RNG.standard_normal((41, 63)), axis=1).astype(np.float32) * 0.1


def both(name: str, *arguments: object, of: np.ndarray = SMOOTH) -> tuple[np.ndarray, np.ndarray]:
    function = getattr(dense, name)
    ours = dense.host(function(of, *arguments))
    theirs = dense.host(function(torch.tensor(of), *arguments))
    return ours, theirs


@pytest.mark.parametrize(
    ("name", "arguments", "tolerance"),
    [
        ("blur", (0.7,), 0.02), ("blur", (3.0,), 0.02), ("blur", (20.0,), 0.03),
        ("box", (3,), 1e-4), ("box", (9,), 1e-4),
        ("resize", (82, 126), 1e-4), ("resize", (150, 90), 1e-3),
        ("shrink", (41, 21), 1e-4),
        ("moved", (0.9, -0.7), 0.01), ("moved", (-1.4, 0.3), 0.01),
        ("halved", (), 0.0), ("exp", (), 1e-4),
    ],
)  # fmt: skip
def test_filters_agree(name: str, arguments: tuple[float, ...], tolerance: float) -> None:
    ours, theirs = both(name, *arguments)
    assert ours.shape == theirs.shape
    assert np.abs(ours.astype(float) - theirs).max() <= tolerance


def test_tables_and_bytes_agree() -> None:
    table = np.linspace(0, 3, 256, dtype=np.float32) ** 2
    ours, theirs = both("curve", table, of=np.clip(SMOOTH, -0.4, 1.4))
    assert np.abs(ours - theirs).max() < 0.04
    first = dense.blend(SMOOTH * 60, 2.0, SMOOTH, -3.0, 100.0)
    second = dense.blend(torch.tensor(SMOOTH * 60), 2.0, torch.tensor(SMOOTH), -3.0, 100.0)
    assert np.abs(first.astype(int) - second.numpy()).max() <= 1
    assert first.dtype == np.uint8
    ours, theirs = both("rounded", 127.5, of=np.clip(SMOOTH * 50, -127.5, 127.5))
    assert np.abs(ours.astype(int) - theirs).max() <= 1


def test_the_last_entry_of_a_table_is_the_sky() -> None:
    table = np.array([0.1, 0.2, 0.9], np.float32)
    index = np.array([[0, 1, -1]])
    assert dense.take(table, index).tolist() == dense.take(table, torch.tensor(index)).tolist()
    assert dense.take(table, index)[0, 2] == np.float32(0.9)


def test_numbers_do_not_widen_arrays() -> None:
    mask = SMOOTH > 0
    assert dense.where(mask, SMOOTH, 0.5).dtype == np.float32
    assert dense.where(mask, 1.0, 0.5).dtype == np.float32
    assert dense.where(torch.tensor(mask), torch.tensor(SMOOTH), 0.5).dtype == torch.float32
