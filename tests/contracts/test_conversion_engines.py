"""What every conversion engine keeps to. A new engine is one more parameter of `engine`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from filmgen.engines.protocols import ConversionEngine
from filmgen.engines.table import create_engine
from filmgen.errors import EngineError
from filmgen.media import Sound
from tests.engines import tiny
from tests.engines.throats import vowels

NAMES = ("spectral", "coqui")


@pytest.fixture(scope="module", autouse=True)
def wavlm() -> Iterator[None]:
    """FreeVC's ears: a tiny WavLM in the library's own folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TTS_HOME", str(tiny.tts_home()))
        yield


def create(name: str) -> ConversionEngine:
    options = {"conversion_model": str(tiny.freevc())} if name == "coqui" else {}
    made: ConversionEngine = create_engine("conversion", name, options)
    return made


@pytest.fixture(scope="module", params=NAMES)
def engine(request: pytest.FixtureRequest) -> Iterator[ConversionEngine]:
    made = create(request.param)
    yield made
    made.close()


@pytest.fixture(scope="module")
def recording() -> Sound:
    return vowels(seconds=1.6, f0_hz=120.0, tract=1.0, seed=0)


@pytest.fixture(scope="module")
def target() -> Sound:
    return vowels(seconds=2.0, f0_hz=210.0, tract=1.16, seed=1, rate_hz=22_050)


def test_says_what_it_is(engine: ConversionEngine) -> None:
    info = engine.describe()
    assert info.engine == engine.name
    assert info.model and info.revision and info.licence


def test_length_rate_and_loudness_stay(
    engine: ConversionEngine, recording: Sound, target: Sound
) -> None:
    made = engine.convert(recording, target)
    assert made.rate_hz == recording.rate_hz
    assert made.samples.dtype == np.float32
    assert made.samples.shape == recording.samples.shape
    assert np.isfinite(made.samples).all()
    assert np.abs(made.samples).max() <= 1.0
    before, after = (np.sqrt(np.mean(s.samples**2)) for s in (recording, made))
    assert 0.5 < after / before < 1.5
    assert not np.array_equal(made.samples, recording.samples)


def test_same_recording_same_samples(
    engine: ConversionEngine, recording: Sound, target: Sound
) -> None:
    first = engine.convert(recording, target)
    engine.convert(target, recording)
    again = engine.convert(recording, target)
    other = create(engine.name)
    anew = other.convert(recording, target)
    other.close()
    np.testing.assert_array_equal(first.samples, again.samples)
    np.testing.assert_array_equal(first.samples, anew.samples)


def test_the_target_decides(engine: ConversionEngine, recording: Sound, target: Sound) -> None:
    other = vowels(seconds=2.0, f0_hz=90.0, tract=0.9, seed=2)
    first, second = (engine.convert(recording, t) for t in (target, other))
    assert not np.array_equal(first.samples, second.samples)


def test_silence_stays_silent_and_tells_nothing(
    engine: ConversionEngine, recording: Sound, target: Sound
) -> None:
    silent = Sound(np.zeros(8000, np.float32), 16_000)
    assert not engine.convert(silent, target).samples.any()
    with pytest.raises(EngineError, match="silent"):
        engine.convert(recording, silent)


@pytest.mark.parametrize("name", NAMES)
def test_closing_twice_is_fine(name: str) -> None:
    made = create(name)
    made.close()
    made.close()
