"""Our meters beside two that others wrote: FFmpeg's ebur128 filter and pyloudnorm."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import numpy as np
import pytest
import soundfile

from filmgen.ffmpeg import ffmpeg_exe
from filmgen.media import FloatArray
from filmgen.sound.signal.loudness import LoudnessMeter, measure, true_peak_db
from filmgen.sound.synth.render import render

RATE = 48_000


def programme(kind: str) -> FloatArray:
    """Twelve seconds of something like a film. (2, n)"""
    rng = np.random.default_rng(len(kind))
    n = 12 * RATE
    t = np.arange(n) / RATE
    if kind == "noise":
        sound = 0.05 * rng.standard_normal((2, n))
    elif kind == "speech":
        syllables = np.abs(np.sin(2 * np.pi * 1.7 * t)) * (np.sin(2 * np.pi * 0.11 * t) > -0.3)
        sound = (
            0.2 * np.stack([np.sin(2 * np.pi * 210 * t), np.sin(2 * np.pi * 217 * t)]) * syllables
        )
    else:
        sound = np.asarray(render("rain", 0.6, n, 1), np.float64)
        sound[:, 5 * RATE : 7 * RATE] += 0.7 * np.sin(2 * np.pi * 11_990 * t[: 2 * RATE] + 0.8)
    return sound.astype(np.float32)


@pytest.fixture(params=["noise", "speech", "mixed"])
def sound(request: pytest.FixtureRequest) -> FloatArray:
    return programme(request.param)


def test_integrated_loudness_is_pyloudnorms(sound: FloatArray) -> None:
    pyloudnorm = pytest.importorskip("pyloudnorm")
    theirs = pyloudnorm.Meter(RATE).integrated_loudness(sound.T.astype(np.float64))
    assert measure(sound).integrated_lufs == pytest.approx(theirs, abs=0.1)


def test_loudness_range_and_peak_are_ffmpegs(sound: FloatArray, tmp_path: Path) -> None:
    path = tmp_path / "film.wav"
    soundfile.write(path, sound.T, RATE, subtype="FLOAT")
    said = subprocess.run(
        [ffmpeg_exe(), "-nostats", "-i", str(path), "-af", "ebur128=peak=true", "-f", "null", "-"],
        capture_output=True, text=True, check=True,
    ).stderr  # fmt: skip
    summary = said[said.rindex("Summary:") :]

    def value(name: str) -> float:
        found = re.search(rf"{name}:\s+(-?[\d.]+)", summary)
        assert found is not None, summary
        return float(found[1])

    ours = measure(sound)
    assert ours.integrated_lufs == pytest.approx(value("I"), abs=0.1)
    assert ours.range_lu == pytest.approx(value("LRA"), abs=1.0)
    assert true_peak_db(sound) == pytest.approx(value("Peak"), abs=0.2)


def test_dialogue_gated_loudness_hears_the_speech_only() -> None:
    loud, quiet = programme("speech")[:, : 3 * RATE], 0.001 * programme("noise")[:, : 3 * RATE]
    meter = LoudnessMeter()
    for part in (quiet, loud, quiet):
        meter.push(np.ascontiguousarray(part))
    speech = np.zeros(90, dtype=bool)
    speech[30:60] = True
    assert meter.during(speech) == pytest.approx(measure(loud).integrated_lufs, abs=1.0)
    assert meter.during(np.zeros(90, dtype=bool)) is None
