"""The places benchmark: its instruments read what is put before them."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks import place_figures as figures
from benchmarks.place_ranges import ESTIMATE, ranges
from benchmarks.sound_places import Row, goals, measure_place, table
from filmgen.media import FloatArray
from filmgen.sound.signal.noise import BINS, FREQUENCIES_HZ, band, noise, stream, tilt
from filmgen.sound.synth.render import BEDS, SPOTS, check_parameters

RATE = 48_000
T = np.arange(20 * RATE) / RATE


def stereo(mono: figures.Doubles) -> FloatArray:
    return np.stack([mono, mono]).astype(np.float32)


def test_the_figures_of_known_sounds() -> None:
    tone = measure_place(stereo(0.5 * np.sin(2 * np.pi * 1000 * T)))
    assert tone.centroid_hz == pytest.approx(1000, abs=10)
    assert tone.crest_db == pytest.approx(3.01, abs=0.05)
    assert tone.modulation_depth < 0.01
    assert tone.correlation == pytest.approx(1.0)
    falling = tilt(-8.0, above_hz=20.0) * (FREQUENCIES_HZ > 15)
    made = noise(stream(1, "n"), 20 * RATE, [falling], [0.1], np.zeros(BINS))
    found = measure_place(made)
    assert found.octave_slope_db == pytest.approx(-5.0, abs=0.4), "density -8 is bands -5"
    assert abs(found.correlation) < 0.1 and abs(found.high_correlation) < 0.05
    assert figures.density_slope_db(made, 250, 4000) == pytest.approx(-8.0, abs=0.4)


def test_rates_are_found() -> None:
    beating = stereo((1 + 0.8 * np.sin(2 * np.pi * 2.5 * T)) * np.sin(2 * np.pi * 500 * T) * 0.3)
    assert figures.beat_hz(beating, 1.0, 6.0) == pytest.approx(2.5, abs=0.05)
    sweep = 900 + 300 * np.sin(2 * np.pi * 0.3 * T)
    wailing = stereo(np.sin(2 * np.pi * np.cumsum(sweep) / RATE))
    assert figures.sweep_hz(wailing, 450, 1700) == pytest.approx(0.3, abs=0.03)


@pytest.mark.parametrize("loop_s", [3.0, 7.3])
def test_a_loop_is_detected_and_noise_is_not(loop_s: float) -> None:
    endless = noise(stream(2, "n"), 30 * RATE, [band(200, 4000)], [0.1])
    once = endless[:, : int(loop_s * RATE)]
    looped = np.tile(once, (1, 11))[:, : 30 * RATE]
    hummed = endless + stereo(0.5 * np.sin(2 * np.pi * 60 * np.arange(30 * RATE) / RATE))
    assert figures.loop_peak(endless) < 0.03
    assert figures.loop_peak(hummed) < 0.03, "a steady tone is no loop"
    assert figures.loop_peak(looped) > 0.3


def test_every_bed_has_estimates_and_every_range_can_be_rendered() -> None:
    rows = ranges()
    assert set(BEDS) <= {r.kind for r in rows if not r.published}
    for row in rows:
        assert row.low < row.high and row.source
        check_parameters(row.kind, row.knobs)
    assert sum(r.published for r in rows) >= 25
    assert {r.kind for r in rows} <= {*BEDS, *SPOTS}


def test_the_table_measures_and_the_goals_count() -> None:
    rows = table(["fridge"])
    assert len(rows) == 4 and all(np.isfinite(r.measured) for r in rows)
    outside = Row("x", "", "f", 2.0, 0.0, 1.0, ESTIMATE)
    assert not outside.met and "OUTSIDE" in outside.line()
    closing = goals([*rows, outside], [])
    assert [g.measured for g in closing[:2]] == [0, 1 + sum(not r.met for r in rows)]
    assert not closing[2].met, "what was not measured is missed"
