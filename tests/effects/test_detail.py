"""Detail: noise that tiles, keeps its variance, and goes where the air goes."""

from __future__ import annotations

import numpy as np
import pytest

from filmgen.effects.imaging.detail import FlowNoise, noise_tile, phase_weight


@pytest.mark.parametrize("octaves", [1, 2, 3, 4])
def test_the_tile_tiles(octaves: int) -> None:
    tile = noise_tile(np.random.default_rng(0), octaves=octaves)
    assert abs(float(tile.mean())) < 1e-4
    assert float(tile.std()) == pytest.approx(1.0, abs=1e-3)
    inside = np.abs(np.diff(tile, axis=0)).mean()
    seam = np.abs(tile[0] - tile[-1]).mean()
    assert seam < 1.5 * inside
    assert np.abs(tile[:, 0] - tile[:, -1]).mean() < 1.5 * np.abs(np.diff(tile, axis=1)).mean()


def test_phases_share_the_energy() -> None:
    for age in np.linspace(0, 0.5, 7):
        assert phase_weight(age) ** 2 + phase_weight(age + 0.5) ** 2 == pytest.approx(1.0)
    assert phase_weight(0.0) == 0


def test_noise_moves_with_the_air() -> None:
    noise = FlowNoise(np.random.default_rng(3), size=(120, 120), cells=(30, 30))
    still = np.zeros((4, 30, 30), np.float32)
    moved = still.copy()
    moved[0] = -5.0  # the air here has come from five cells further left: 20 px
    a = noise.frame(still, (0.5, 0.0), (0, 0))
    b = noise.frame(moved, (0.5, 0.0), (0, 0))
    assert np.corrcoef(a[:, :-20].ravel(), b[:, 20:].ravel())[0, 1] > 0.98
    assert abs(np.corrcoef(a.ravel(), b.ravel())[0, 1]) < 0.5


def test_torn_coordinates_lose_their_noise() -> None:
    noise = FlowNoise(np.random.default_rng(3), size=(120, 120), cells=(30, 30))
    torn = np.zeros((4, 30, 30), np.float32)
    torn[0] = 8.0 * np.sin(np.arange(30))[None, :]
    calm = noise.frame(np.zeros_like(torn), (0.5, 0.0), (0, 0))
    assert noise.frame(torn, (0.5, 0.0), (0, 0)).std() < 0.5 * calm.std()


def test_a_larger_plate_has_finer_detail() -> None:
    def finest(width: int) -> float:
        noise = FlowNoise(np.random.default_rng(3), size=(width, width), cells=(30, 30))
        picture = noise.frame(np.zeros((4, 30, 30), np.float32), (0.5, 0.0), (0, 0))
        spectrum = np.abs(np.fft.rfft2(picture)) ** 2
        cycles = np.hypot(
            np.fft.fftfreq(width)[:, None] * width, np.fft.rfftfreq(width)[None, :] * width
        )
        return float((spectrum * (cycles > 60)).sum() / spectrum.sum())

    assert finest(240) > 10 * finest(100)
