"""Model space and patches."""

from __future__ import annotations

import numpy as np
import torch

from filmgen.effects.learned.space import PATCH, clean, measured_space, patched, unpatched
from tests.effects.learned_data import spot_fields


def test_patches_hold_four_frames_of_two_by_two_cells_and_come_back() -> None:
    frames = torch.arange(2 * 8 * 3 * 16 * 8, dtype=torch.float32).reshape(2, 8, 3, 16, 8)
    groups = patched(frames)
    assert groups.shape == (2, 2, 8, 4, PATCH)
    assert torch.equal(unpatched(groups), frames)
    # One patch is one place and one group: nothing else of the clip is in it.
    assert set(groups[1, 1, 3, 2].tolist()) == set(frames[1, 4:8, :, 6:8, 4:6].flatten().tolist())


def test_standardised_fields_have_mean_zero_and_deviation_one_and_come_back() -> None:
    clips = {"fire": [spot_fields(seed, 48) for seed in range(4)]}
    space = measured_space(clips)
    values = np.concatenate([space.standardised(clip, "fire") for clip in clips["fire"]])
    assert np.allclose(values.mean((0, 2, 3)), 0, atol=1e-3)
    assert np.allclose(values.std((0, 2, 3)), 1, atol=1e-3)
    back = space.fields(space.standardised(clips["fire"][0], "fire"), "fire")
    assert np.abs(back - clips["fire"][0]).max() < 0.03  # the faint is taken out


def test_a_kind_without_heat_is_not_divided_by_nothing() -> None:
    smoke = spot_fields(1, 32)
    smoke[:, 0] = 0
    space = measured_space({"fire": [spot_fields(0, 32)], "smoke": [smoke]})
    assert np.abs(space.standardised(smoke, "smoke")).max() < 50
    assert space.fields(space.standardised(smoke, "smoke"), "smoke")[:, 0].max() == 0


def test_cleaned_fields_are_possible_fields() -> None:
    wild = np.random.default_rng(0).normal(0, 0.5, (5, 3, 8, 8)).astype(np.float32)
    wild[0] = 0.004
    made = clean(wild)
    assert made.min() == 0 and not made[0].any()
    assert (made[:, 2] <= 1 - np.exp(-made[:, 1]) + 1e-6).all()
    assert (made[:, 1][wild[:, 1] > 0.1] == wild[:, 1][wild[:, 1] > 0.1]).all()
