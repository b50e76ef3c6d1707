"""Each score notices what it is for, and leaves real clips alone."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
import pytest
import torch

from filmgen.effects.scores import quick_scores
from filmgen.effects.scores.arrow import arrow_of_time, odd_figures
from filmgen.effects.scores.diversity import distances, diversity
from filmgen.effects.scores.features import BANDS, FILTERS, RandomFeatures, frechet
from filmgen.effects.scores.pca_video import PcaVideo
from filmgen.effects.scores.quick import Reference
from filmgen.effects.scores.space import Space, model_space
from filmgen.effects.scores.spectra import spatial_spectrum, temporal_spectrum
from filmgen.errors import EngineError
from filmgen.media import FloatArray
from tests.effects.puffs import puffs

N = 32
NETWORK = (11,)
"""One will do here."""


@pytest.fixture(scope="module")
def real() -> Reference:
    return Reference(puffs(N, seed=1), seeds=NETWORK)


@pytest.fixture(scope="module")
def held_out() -> FloatArray:
    return puffs(N, seed=2)


@pytest.fixture(scope="module")
def floor(real: Reference, held_out: FloatArray) -> dict[str, float]:
    return real.scores(held_out)


def blurred(clips: FloatArray) -> FloatArray:
    flat = clips.reshape(-1, *clips.shape[-2:])
    return np.stack([cv2.GaussianBlur(f, (0, 0), 0.8) for f in flat]).reshape(clips.shape)


def noisy(clips: FloatArray) -> FloatArray:
    noise = np.random.default_rng(3).standard_normal(clips.shape).astype(np.float32)
    return np.maximum(clips + 0.05 * noise, 0.0)


def shuffled(clips: FloatArray) -> FloatArray:
    chance = np.random.default_rng(4)
    return np.stack([clip[chance.permutation(len(clip))] for clip in clips])


CORRUPTIONS: dict[str, Callable[[FloatArray], FloatArray]] = {
    "frozen": lambda clips: np.repeat(clips[:, 8:9], 16, axis=1),
    "shuffled": shuffled,
    "blurred": blurred,
    "noisy": noisy,
    "half speed": lambda clips: np.repeat(clips, 2, axis=1)[:, 8:24],
    "backwards": lambda clips: clips[:, ::-1].copy(),
    "upside down": lambda clips: clips[..., ::-1, :].copy(),
    "few": lambda clips: np.repeat(clips[:4], N // 4, axis=0),
    "faint": lambda clips: 0.8 * clips,
    "no smoke": lambda clips: clips * np.array([1, 0, 0], np.float32)[:, None, None],
}


@pytest.mark.parametrize("name", CORRUPTIONS)
def test_the_distance_notices_every_corruption(
    name: str, real: Reference, held_out: FloatArray, floor: dict[str, float]
) -> None:
    assert real.scores(CORRUPTIONS[name](held_out))["frechet"] > 2.0 * floor["frechet"]


def test_the_distance_notices_that_a_kind_is_missing() -> None:
    fire, smoke = puffs(N, seed=5), puffs(N, seed=6, heat=0.0)
    both = Reference(np.concatenate((fire[::2], smoke[::2])), seeds=NETWORK)
    again = np.concatenate((puffs(N // 2, seed=7), puffs(N // 2, seed=8, heat=0.0)))
    one = puffs(N, seed=9)
    assert both.scores(one)["frechet"] > 3.0 * both.scores(again)["frechet"]


def test_held_out_clips_score_well_everywhere(floor: dict[str, float]) -> None:
    assert floor["spatial"] < 0.06
    assert floor["temporal"] < 0.06
    assert 0.85 < floor["diversity"] < 1.15
    assert 0.85 < floor["arrow"] < 1.15


def test_the_naive_model_is_far_from_the_floor(real: Reference, floor: dict[str, float]) -> None:
    made = PcaVideo.fit(puffs(100, seed=10)).sample(N, seed=0)
    assert made.min() >= 0.0
    assert (made[:, :, 2] <= 1.0 - np.exp(-made[:, :, 1]) + 1e-5).all()
    assert real.scores(made)["frechet"] > 3.0 * floor["frechet"]


def test_spectra_notice_blur_noise_and_tempo(real: Reference, held_out: FloatArray) -> None:
    assert real.scores(blurred(held_out))["spatial"] > 0.15
    assert real.scores(noisy(held_out))["spatial"] > 0.15
    assert real.scores(CORRUPTIONS["half speed"](held_out))["temporal"] > 0.15
    assert real.scores(CORRUPTIONS["frozen"](held_out))["temporal"] == pytest.approx(4.0)


def test_a_wave_has_its_power_in_its_own_band() -> None:
    t, _, y, x = np.meshgrid(np.arange(16), [0], np.arange(48), np.arange(40), indexing="ij")
    clip = np.sin(2 * np.pi * (6 * y / 48 + 3 * t / 16)).astype(np.float32)[None]
    assert spatial_spectrum(clip)[0].argmax() == 6 - 1
    assert temporal_spectrum(clip)[0].argmax() == 3 - 1
    assert spatial_spectrum(clip).shape == (1, 24)
    assert temporal_spectrum(clip).shape == (1, 8)
    sideways = np.sin(2 * np.pi * 5 * x / 40).astype(np.float32)[None]
    assert spatial_spectrum(sideways)[0].argmax() == 6 - 1  # 5 in 40 is 6 in 48


def test_white_noise_is_flat() -> None:
    clips = np.random.default_rng(0).standard_normal((8, 16, 1, 48, 40)).astype(np.float32)
    for spectrum in (spatial_spectrum(clips)[0], temporal_spectrum(clips)[0, 1:]):
        assert spectrum.std() < 0.1 * spectrum.mean()


def test_diversity_notices_what_repeats_itself(real: Reference, held_out: FloatArray) -> None:
    clips = real.space.standardise(model_space(held_out))
    assert diversity(real.clips, np.repeat(clips[:2], N // 2, axis=0)) < 0.6
    middle = clips.mean(axis=0)
    assert diversity(real.clips, middle + 0.5 * (clips - middle)) == pytest.approx(
        0.5 * diversity(real.clips, clips), rel=1e-3
    )


def test_distances_are_euclidean() -> None:
    chance = np.random.default_rng(1)
    a, b = chance.standard_normal((5, 2, 7)), chance.standard_normal((3, 2, 7))
    expected = np.linalg.norm((a[:, None] - b[None]).reshape(5, 3, -1), axis=2)
    found = distances(a.astype(np.float32), b.astype(np.float32))
    assert np.allclose(found, expected, atol=1e-5)


def test_playing_backwards_turns_the_arrow(real: Reference, held_out: FloatArray) -> None:
    clips = real.space.standardise(model_space(held_out))
    forwards = arrow_of_time(real.clips, clips)
    assert forwards > 0.85
    assert arrow_of_time(real.clips, clips[:, ::-1]) == pytest.approx(-forwards, abs=1e-5)
    assert np.allclose(odd_figures(clips[:, ::-1]), -odd_figures(clips), atol=1e-6)
    assert abs(arrow_of_time(real.clips, np.repeat(clips[:, :1], 16, axis=1))) < 1e-6
    assert abs(arrow_of_time(real.clips, shuffled(clips))) < 0.3


def test_the_distance_of_gaussians_is_the_known_one() -> None:
    chance = np.random.default_rng(2)
    a = chance.standard_normal((40_000, 3))
    b = 2.0 * chance.standard_normal((40_000, 3)) + np.array([1.0, 0.0, 0.0])
    assert frechet(a, a) == pytest.approx(0.0, abs=1e-9)
    # |mean|² + 3 (2 - 1)²
    assert frechet(a, b) == pytest.approx(4.0, rel=0.03)


def test_features_are_fewer_than_clips_and_the_same_in_any_process(held_out: FloatArray) -> None:
    clips = model_space(held_out)
    features = RandomFeatures(clips, Space.of(clips), seeds=NETWORK)
    assert all(block.shape == (N, 2 * FILTERS * BANDS) for block in features.real)
    assert 2 * FILTERS * BANDS < 96
    state = torch.get_rng_state()
    again = RandomFeatures(clips, Space.of(clips), seeds=NETWORK)
    assert torch.equal(state, torch.get_rng_state())
    assert all(np.array_equal(a, b) for a, b in zip(features.real, again.real, strict=True))
    assert features.distance(again.real) == pytest.approx(0.0, abs=1e-6)


def test_an_empty_channel_is_left_out_of_spectra_but_not_of_the_distance() -> None:
    smoke, more = puffs(N, seed=11, heat=0.0), puffs(N, seed=12, heat=0.0)
    real = Reference(smoke, seeds=NETWORK)
    assert real.space.full == (False, True, True)
    usual = real.scores(more)
    burning = more.copy()
    burning[:, :, 0] = 0.1 * more[:, :, 2]
    assert real.scores(burning)["spatial"] == pytest.approx(usual["spatial"])
    assert real.scores(burning)["frechet"] > 5.0 * usual["frechet"]


def test_sets_that_cannot_be_compared_are_refused(held_out: FloatArray) -> None:
    with pytest.raises(EngineError, match="make them alike"):
        quick_scores(held_out, held_out[..., :-2])
    with pytest.raises(EngineError, match="make more clips"):
        quick_scores(held_out, held_out[:2])
    broken = held_out.copy()
    broken[0, 0, 0, 0, 0] = np.nan
    with pytest.raises(EngineError, match="not every value is a number"):
        quick_scores(held_out, broken)
    assert set(quick_scores(held_out[:8], held_out[8:16])) == {
        "frechet", "spatial", "temporal", "diversity", "arrow",
    }  # fmt: skip
