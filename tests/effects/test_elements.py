"""What the elements look like, as numbers: borders, loops, mirrors, light and growth."""

from __future__ import annotations

import functools
import hashlib
import subprocess
import sys

import numpy as np
import pytest
import torch

from filmgen.effects.elements import _round, can_loop, fills_frame, make_element
from filmgen.effects.kinds import KINDS
from filmgen.effects.threads import one_thread

FRAMES, SIZE = 24, 128


@functools.cache
def element(
    kind: str,
    intensity: float = 0.6,
    wind: float = 0.0,
    seed: int = 7,
    width: int = SIZE,
    height: int = SIZE,
    frames: int = FRAMES,
) -> np.ndarray:
    with one_thread():
        rgba = make_element(
            kind,
            width_px=width,
            height_px=height,
            frames=frames,
            rate=24.0,
            intensity=intensity,
            wind=wind,
            seed=seed,
        )
    rgba.setflags(write=False)
    return rgba


def test_the_kinds_the_cues_ask_for() -> None:
    assert set(KINDS) == {
        "fire",
        "smoke",
        "explosion",
        "steam",
        "fog",
        "dust",
        "rain",
        "snow",
        "sparks",
        "embers",
    }


@pytest.mark.parametrize("kind", KINDS)
def test_sound_pixels(kind: str) -> None:
    rgba = element(kind).astype(np.float32)
    assert rgba.shape == (FRAMES, SIZE, SIZE, 4)
    assert np.isfinite(rgba).all()
    assert rgba.min() >= 0
    assert rgba[..., 3].max() <= 1
    # premultiplied: where nothing covers, nothing but light may be
    if kind not in ("fire", "explosion", "sparks", "embers"):
        assert (rgba[..., :3] <= 1.02 * rgba[..., 3:] + 1e-3).all()


@pytest.mark.parametrize("kind", [k for k in KINDS if not fills_frame(k)])
@pytest.mark.parametrize("size", [(128, 128), (168, 112)])
def test_local_elements_never_reach_the_border(kind: str, size: tuple[int, int]) -> None:
    alpha = element(kind, wind=0.5, width=size[0], height=size[1], intensity=0.9, frames=12)[..., 3]
    for edge in (alpha[:, 0], alpha[:, -1], alpha[:, :, 0], alpha[:, :, -1]):
        assert edge.max() < 0.02
    assert alpha.max() > 0.3


@pytest.mark.parametrize("kind", [k for k in KINDS if fills_frame(k)])
def test_weather_reaches_every_side(kind: str) -> None:
    alpha = element(kind, intensity=1.0)[..., 3].max(axis=0)
    for part in (alpha[:32], alpha[-32:], alpha[:, :32], alpha[:, -32:]):
        assert part.max() > 0.05


@pytest.mark.parametrize("kind", [k for k in KINDS if can_loop(k)])
def test_the_seam_is_no_larger_than_the_usual_change(kind: str) -> None:
    rgba = element(kind, wind=0.3).astype(np.float32)
    steps = np.abs(np.diff(rgba, axis=0)).mean(axis=(1, 2, 3))
    seam = np.abs(rgba[-1] - rgba[0]).mean()
    assert steps.min() > 0, "a frozen plate"
    assert seam <= 1.25 * np.percentile(steps, 90)


def test_rounding_stays_near_and_in_range() -> None:
    exact = np.linspace(0.0, 1.0, 4001).astype(np.float16)
    rounded = exact.copy()
    _round(rounded)
    assert np.array_equal(rounded.view(np.int16) & 3, np.zeros(4001, np.int16))
    error = np.abs(rounded.astype(np.float64) - exact)
    assert (error <= 0.002 * exact.astype(np.float64) + 1e-6).all()
    assert rounded[0] == 0
    assert rounded[-1] == 1


def test_an_explosion_happens_once() -> None:
    assert not can_loop("explosion")
    assert sum(can_loop(kind) for kind in KINDS) == len(KINDS) - 1


@pytest.mark.parametrize("kind", ["fire", "rain", "snow", "sparks", "fog"])
def test_wind_mirrors(kind: str) -> None:
    right, left = (element(kind, wind=w, frames=6) for w in (0.6, -0.6))
    assert np.array_equal(right, left[:, :, ::-1])


@pytest.mark.parametrize("kind", ["fire", "smoke", "embers"])
def test_wind_leans_the_element(kind: str) -> None:
    def lean(wind: float) -> float:
        weight = (
            element(kind, wind=wind, frames=8)[..., 3].astype(np.float64).sum(axis=0)[: SIZE // 2]
        )
        return float((weight * np.arange(SIZE)).sum() / weight.sum())

    assert lean(0.9) > lean(0.0) + 4


@pytest.mark.parametrize("kind", ["snow", "rain"])
def test_wind_brings_as_much_as_falls_without(kind: str) -> None:
    """On either side of the picture, in a loop so long that it crosses much of it."""
    calm, storm = (
        element(kind, wind=w, frames=72)[::6, ..., 3].astype(np.float64).mean(axis=(0, 1))
        for w in (0.0, 0.9)
    )
    for side in (slice(0, SIZE // 2), slice(SIZE // 2, SIZE)):
        assert 0.85 < storm[side].mean() / calm[side].mean() < 1.4


def test_fire_is_brighter_and_warmer_than_smoke() -> None:
    fire, smoke = (element(k).astype(np.float64) for k in ("fire", "smoke"))
    assert fire[..., :3].max() > 1.5, "a flame's core outshines white"
    assert fire[..., :3].sum() > 3 * smoke[..., :3].sum()
    red, _, blue = fire[..., :3].sum(axis=(0, 1, 2))
    assert red > 4 * blue
    red, _, blue = smoke[..., :3].sum(axis=(0, 1, 2))
    assert red < 1.3 * blue


def test_a_flame_is_hottest_inside_and_red_outside() -> None:
    fire = element("fire").astype(np.float64)
    light = fire[..., 0]
    ratio = fire[..., 1] / np.maximum(light, 1e-6)
    edge = (light > 0.1) & (light < 0.5)
    assert np.median(ratio[light > 2.0]) > 1.7 * np.median(ratio[edge])


def test_flames_flicker_and_rise() -> None:
    """The best vertical match of consecutive frames is upwards."""
    light = element("fire", width=256, height=256)[..., 0].astype(np.float64)[:, 60:200]
    score = {}
    for shift in range(-8, 13):
        moved = np.roll(light[:-1], -shift, axis=1)[:, 15:-15]
        score[shift] = -np.abs(moved - light[1:, 15:-15]).mean()
    best = max(score, key=lambda k: score[k])
    assert 1 <= best <= 12
    total = light.sum(axis=(1, 2))
    assert 0.02 < total.std() / total.mean() < 0.6


def test_more_intensity_is_more_fire() -> None:
    small, large = (
        element("fire", intensity=i, frames=8)[..., 0].astype(np.float64) for i in (0.15, 0.95)
    )
    assert large.sum() > 2 * small.sum()


@pytest.mark.parametrize("kind", ["smoke", "rain", "snow", "fog", "sparks"])
def test_more_intensity_is_more_cover(kind: str) -> None:
    small, large = (
        element(kind, intensity=i, frames=8)[..., 3].astype(np.float64) for i in (0.1, 1.0)
    )
    assert large.sum() > 1.4 * small.sum()


def test_an_explosion_grows_turns_to_smoke_and_is_gone() -> None:
    rgba = element("explosion", frames=48).astype(np.float64)
    cover = (rgba[..., 3] > 0.1).mean(axis=(1, 2))
    light = rgba[..., :3].max(axis=-1).mean(axis=(1, 2))
    assert cover[8] > 2 * cover[0], "it grows fast"
    assert light[:20].argmax() > 0
    assert light[30] < 0.3 * light[:20].max(), "the fire dies"
    assert cover[30] > 0.3 * cover.max(), "the smoke stays"
    assert cover[-1] == 0, "and dissolves"


@pytest.mark.parametrize("size", [(64, 64), (64, 160), (200, 64)])
@pytest.mark.parametrize("kind", ["fire", "snow", "fog"])
def test_small_and_odd_sizes(kind: str, size: tuple[int, int]) -> None:
    rgba = element(kind, width=size[0], height=size[1], frames=3)
    assert rgba.shape == (3, size[1], size[0], 4)
    assert rgba[..., 3].max() > 0.05


@pytest.mark.parametrize("frames", [1, 5])
def test_very_short_plates(frames: int) -> None:
    for kind in KINDS:
        rgba = element(kind, frames=frames, width=64, height=64)
        assert rgba.shape[0] == frames
        assert np.isfinite(rgba).all()


def test_a_preview_shows_the_same_flames() -> None:
    """The grid depends on the aspect alone."""
    small = element("fire", frames=8)[..., 3].astype(np.float64)
    large = element("fire", frames=8, width=256, height=256)[..., 3].astype(np.float64)
    halved = large.reshape(8, SIZE, 2, SIZE, 2).mean(axis=(2, 4))
    assert np.corrcoef(small.ravel(), halved.ravel())[0, 1] > 0.95


def test_bytes_do_not_depend_on_threads() -> None:
    threads = torch.get_num_threads()
    digests = set()
    try:
        for count in (1, 2):
            torch.set_num_threads(count)
            fresh = element.__wrapped__("fire", frames=4)
            digests.add(hashlib.sha256(fresh.tobytes()).hexdigest())
            assert torch.get_num_threads() == count, "the caller's setting comes back"
    finally:
        torch.set_num_threads(threads)
    assert len(digests) == 1


def test_bytes_do_not_depend_on_the_process() -> None:
    code = (
        "import hashlib; from tests.effects.test_elements import element;"
        "print(hashlib.sha256(element('fire', frames=4).tobytes()).hexdigest())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    here = hashlib.sha256(element("fire", frames=4).tobytes()).hexdigest()
    assert done.stdout.strip() == here
