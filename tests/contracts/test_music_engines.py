"""What every music engine promises, whichever it is."""

from __future__ import annotations

import dataclasses
import hashlib
import subprocess
import sys

import numpy as np
import pytest

from filmgen.engines.music.musicgen import MusicgenScore
from filmgen.engines.music.synth import SynthScore
from filmgen.engines.protocols import MusicEngine, ScoreRequest
from filmgen.engines.table import engine_names
from filmgen.errors import EngineError
from filmgen.timecode import SAMPLE_RATE_HZ
from tests.engines import tiny

ENGINES = {"synth": SynthScore, "musicgen": MusicgenScore}
REQUEST = ScoreRequest(3 * SAMPLE_RATE_HZ, ((0.0, 0.2), (3.0, 0.8)), "eerie", 11, ((1.0, 2.0),))


def options(name: str) -> dict[str, str]:
    if name != "musicgen":
        return {}
    return {"model": str(tiny.musicgen()), "text_encoder": str(tiny.t5_small())}


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> MusicEngine:
    made: MusicEngine = ENGINES[request.param](**options(request.param))
    return made


def test_it_is_in_the_table_and_says_what_it_is(engine: MusicEngine) -> None:
    info = engine.describe()
    assert info.engine == engine.name and info.engine in engine_names("music")
    assert info.model and info.revision and info.licence
    engine.close()
    engine.close()


def test_stereo_float_of_the_length_asked_for(engine: MusicEngine) -> None:
    made = engine.compose(REQUEST)
    assert made.rate_hz == SAMPLE_RATE_HZ
    assert made.samples.shape == (2, REQUEST.length_samples)
    assert made.samples.dtype == np.float32
    assert 1e-3 < np.abs(made.samples).max() <= 1.0
    assert not np.array_equal(made.samples[0], made.samples[1])


def test_the_same_request_gives_the_same_samples_in_another_process(engine: MusicEngine) -> None:
    here = hashlib.sha256(engine.compose(REQUEST).samples.tobytes()).hexdigest()
    code = (
        "import hashlib, tests.contracts.test_music_engines as t; "
        f"print(hashlib.sha256(t.ENGINES[{engine.name!r}](**{options(engine.name)!r}).compose(t.REQUEST)"
        ".samples.tobytes()).hexdigest())"
    )
    there = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert there.stdout.split()[-1] == here
    other = engine.compose(dataclasses.replace(REQUEST, seed=12)).samples
    assert hashlib.sha256(other.tobytes()).hexdigest() != here


@pytest.mark.parametrize(
    "change",
    [
        {"length_samples": 0},
        {"length_samples": 5 * 3600 * SAMPLE_RATE_HZ},
        {"seed": -1},
        {"tension": ((0.0, 1.5),)},
        {"tension": ((2.0, 0.1), (1.0, 0.1))},
        {"tension": ((float("nan"), 0.1),)},
        {"speech": ((2.0, 1.0),)},
    ],
)
def test_impossible_requests_are_refused_in_one_line(
    engine: MusicEngine, change: dict[str, object]
) -> None:
    with pytest.raises(EngineError) as caught:
        engine.compose(dataclasses.replace(REQUEST, **change))  # type: ignore[arg-type]
    assert "\n" not in str(caught.value)
