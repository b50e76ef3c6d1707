"""Distance: the standard's air, the inverse law with its floor, soft onsets, diffuse sides."""

from __future__ import annotations

import numpy as np
import pytest

from filmgen.media import FloatArray
from filmgen.sound.acoustics.distance import air_absorption_db_per_m, at_distance, level_db
from filmgen.sound.signal.noise import stream
from filmgen.sound.synth.render import render

RATE = 48_000
OCTAVES_HZ = (63, 125, 250, 500, 1000, 2000, 4000, 8000)


@pytest.mark.parametrize(
    ("temperature_c", "db_per_km"),
    [
        # ISO 9613-2:1996, table 2, 70 % humidity.
        (10.0, (0.1, 0.4, 1.0, 1.9, 3.7, 9.7, 32.8, 117.0)),
        (20.0, (0.1, 0.3, 1.1, 2.8, 5.0, 9.0, 22.9, 76.6)),
    ],
)
def test_the_air_is_the_standards(temperature_c: float, db_per_km: tuple[float, ...]) -> None:
    made = 1000.0 * air_absorption_db_per_m(OCTAVES_HZ, temperature_c, 70.0)
    np.testing.assert_allclose(made, db_per_km, rtol=0.03, atol=0.05)


def test_level_falls_by_the_inverse_law_to_a_floor() -> None:
    assert level_db(8.0, 4.0) == pytest.approx(-6.02, abs=0.01)
    assert level_db(8.0, 4.0, spread_out=True) == pytest.approx(-3.01, abs=0.01)
    assert level_db(5000.0, 1.0) == level_db(4000.0, 1.0) < -20
    assert level_db(0.5, 4.0) == level_db(0.1, 4.0) > 0


def test_a_far_shot_is_quieter_duller_softer_and_wider() -> None:
    shots = [render("gunshot", 0.6, 4 * RATE, 3, {"distance": d}) for d in (15.0, 500.0)]
    rms = [20 * float(np.log10(s.std())) for s in shots]
    assert rms[1] < rms[0] - 12

    def centroid(sound: FloatArray) -> float:
        power = np.abs(np.fft.rfft(sound.mean(axis=0))) ** 2
        return float((np.fft.rfftfreq(sound.shape[1], 1 / RATE) * power).sum() / power.sum())

    assert centroid(shots[1]) < 0.6 * centroid(shots[0])
    tops = [np.abs(s).max() / s.std() for s in shots]
    assert tops[1] < 0.7 * tops[0], "the onset is softer"
    sides = [float(np.corrcoef(s[0], s[1])[0, 1]) for s in shots]
    assert sides[1] < sides[0], "more of it is diffuse"


def test_its_own_distance_changes_nothing_and_the_end_is_silent() -> None:
    near = render("knock", 0.5, 3 * RATE, 1)
    np.testing.assert_array_equal(near, render("knock", 0.5, 3 * RATE, 1, {"distance": 4.0}))
    far = render("knock", 0.5, 3 * RATE, 1, {"distance": 60.0})
    assert far.shape[1] > near.shape[1]
    assert np.abs(far[:, -10:]).max() < 1e-4


@pytest.mark.parametrize("metres", [0.0, -1.0, 6000.0, float("nan"), "far", True])
def test_impossible_distances_are_refused(metres: object) -> None:
    with pytest.raises(ValueError, match="distance"):
        render("dog", 0.5, RATE, 1, {"distance": metres})


def test_a_bed_keeps_its_length() -> None:
    sound = stream(1, "t").standard_normal((2, 5000)).astype(np.float32)
    made = at_distance(sound, 300.0, 10.0, stream(1, "d"), spread_out=True)
    assert made.shape == (2, 5000) and made.dtype == np.float32
