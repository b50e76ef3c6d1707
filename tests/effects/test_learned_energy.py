"""The energy score, and the bands of detail that it compares."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor
from torch.nn import functional

from filmgen.effects.learned.bands import BANDS, Bands, _pyramid, any_shift
from filmgen.effects.learned.energy import energy_score
from filmgen.effects.learned.space import patched

KINDS = torch.zeros(128, dtype=torch.int64)


def clips(size: float, shift: float, detail: float, draw: torch.Generator) -> Tensor:
    """Groups (128, 2, 8, 8, PATCH): clips that differ as wholes, with detail of their own."""
    whole = shift + size * torch.randn(128, 1, 3, 1, 1, generator=draw)
    coarse = torch.randn(128, 8, 3, 4, 4, generator=draw).flatten(0, 1)
    coarse = functional.interpolate(coarse, size=(16, 16), mode="bilinear").unflatten(0, (128, 8))
    fine = detail * torch.randn(128, 8, 3, 16, 16, generator=draw)
    return patched(whole + 0.3 * coarse + fine)


@pytest.fixture
def bands() -> Bands:
    draw = torch.Generator().manual_seed(5)
    made = Bands(1)
    made.measure([(clips(1.0, 0.0, 0.03, draw), KINDS)])
    return made


@pytest.mark.parametrize(
    ("size", "shift", "detail", "most"),
    [
        (0.2, 0.0, 0.03, 0.99),
        (2.5, 0.0, 0.03, 0.99),
        (1.0, 0.8, 0.03, 0.99),
        (1.0, 0.0, 0.015, 0.99),
        (1.0, 0.0, 0.06, 0.99),
    ],
)
def test_the_score_is_best_for_the_right_place_the_right_spread_and_the_right_detail(
    bands: Bands, size: float, shift: float, detail: float, most: float
) -> None:
    """Detail of a thirtieth of the clips' spread counts as much as they do."""
    draw = torch.Generator().manual_seed(0)
    real = clips(1.0, 0.0, 0.03, draw)
    right, wrong = (
        float(
            energy_score(
                real, clips(*how, draw), clips(*how, draw), KINDS, bands, any_shift(draw)
            ).mean()
        )
        for how in ((1.0, 0.0, 0.03), (size, shift, detail))
    )
    assert right < most * wrong


def test_bands_sum_to_the_frames_and_are_brought_to_unit_size(bands: Bands) -> None:
    frames = torch.randn(2, 4, 3, 16, 24, generator=torch.Generator().manual_seed(3))
    parts = _pyramid(frames)
    assert len(parts) == BANDS and parts[-1].shape[-2:] == (2, 3)
    back = parts[-1].flatten(0, 1)
    for part in parts[-2:0:-1]:
        grown = functional.interpolate(back, scale_factor=2.0, mode="bilinear", align_corners=False)
        back = part.flatten(0, 1) + grown
    assert torch.allclose(back.unflatten(0, (2, 4)), frames, atol=1e-5)
    draw = torch.Generator().manual_seed(6)
    looks = bands.looks(clips(1.0, 0.0, 0.03, draw), KINDS)
    for look in (*looks[:2], *looks[2:4]):
        # edges, which a shift may leave out, have other detail than the middle
        assert 0.65 < float(look.square().mean().sqrt()) < 1.35


def test_every_shift_of_the_grid_is_looked_at() -> None:
    draw = torch.Generator().manual_seed(0)
    shifts = {any_shift(draw) for _ in range(4000)}
    assert len(shifts) == 4 * 8 * 8
    assert max(shifts) == (3, 7, 7)


def test_small_grids_and_single_groups_are_looked_at_whole() -> None:
    groups = torch.randn(2, 1, 4, 4, 48, generator=torch.Generator().manual_seed(1))
    looks = Bands(1).looks(groups, KINDS[:2], (3, 7, 7))
    assert all(torch.isfinite(look).all() for look in looks)
    assert looks[0].shape == (2, 1, 48, 4, 4)
