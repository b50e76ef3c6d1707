"""What every ambience engine promises, whichever it is."""

from __future__ import annotations

import dataclasses
import hashlib
import subprocess
import sys

import numpy as np
import pytest

from filmgen.engines.ambience.audiocraft import AudiocraftAmbience
from filmgen.engines.ambience.diffusers_audio import DiffusersAmbience
from filmgen.engines.ambience.synth import SynthAmbience
from filmgen.engines.protocols import AmbienceEngine, BedRequest
from filmgen.errors import EngineError
from filmgen.timecode import SAMPLE_RATE_HZ
from tests.engines import tiny

ENGINES = {
    "synth": SynthAmbience,
    "audiocraft": AudiocraftAmbience,
    "diffusers-audio": DiffusersAmbience,
}
_SPOTS_FROM = "gunshot"  # the first spot of `kinds()`


def options(name: str) -> dict[str, object]:
    if name == "audiocraft":
        return {"model": str(tiny.audiogen())}
    if name == "diffusers-audio":
        return {"model": str(tiny.stable_audio()), "steps": 2}
    return {}


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> AmbienceEngine:
    made: AmbienceEngine = ENGINES[request.param](**options(request.param))
    return made


def tried(engine: AmbienceEngine) -> tuple[str, ...]:
    """Every kind of the synthesiser; of models, which differ by a caption only, one in nine."""
    kinds = engine.kinds()
    return kinds if engine.name == "synth" else kinds[::9]


def request(kind: str = "wind", seconds: float = 1.0, **changes: object) -> BedRequest:
    base = BedRequest(kind, 0.5, round(seconds * SAMPLE_RATE_HZ), 11)
    return dataclasses.replace(base, **changes)  # type: ignore[arg-type]


def test_it_says_what_it_is(engine: AmbienceEngine) -> None:
    info = engine.describe()
    assert info.engine == engine.name
    assert info.model and info.revision and info.licence
    assert len(set(engine.kinds())) == len(engine.kinds()) >= 8


def test_every_kind_gives_stereo_float_in_range(engine: AmbienceEngine) -> None:
    kinds = engine.kinds()
    spots = kinds[kinds.index(_SPOTS_FROM) :] if _SPOTS_FROM in kinds else ()
    for kind in tried(engine):
        bed = engine.lay(request(kind))
        assert bed.rate_hz == SAMPLE_RATE_HZ
        assert bed.samples.dtype == np.float32
        assert bed.samples.shape[0] == 2
        assert np.isfinite(bed.samples).all()
        assert 1e-4 < np.abs(bed.samples).max() <= 1.0, kind
        if kind in spots:
            assert 0 < bed.length_samples <= SAMPLE_RATE_HZ
        else:
            assert bed.length_samples == SAMPLE_RATE_HZ


@pytest.mark.parametrize("length", [1, 4097])
def test_any_length(engine: AmbienceEngine, length: int) -> None:
    for kind in tried(engine):
        made = engine.lay(BedRequest(kind, 1.0, length, 3))
        assert 0 < made.length_samples <= length
        assert np.isfinite(made.samples).all()


def test_the_same_request_gives_the_same_samples(engine: AmbienceEngine) -> None:
    for kind in tried(engine):
        first, again = engine.lay(request(kind, 0.4)), engine.lay(request(kind, 0.4))
        np.testing.assert_array_equal(first.samples, again.samples)


def test_another_seed_gives_another_sound(engine: AmbienceEngine) -> None:
    for kind in tried(engine):
        first = engine.lay(request(kind, 0.4)).samples
        other = engine.lay(request(kind, 0.4, seed=12)).samples
        assert first.shape != other.shape or not np.array_equal(first, other), kind


def test_another_process_gives_the_same_samples(engine: AmbienceEngine) -> None:
    kinds = ("fire", "crowd", "forest", "glass")
    code = (
        "import hashlib\n"
        f"from {type(engine).__module__} import {type(engine).__name__} as E\n"
        "from filmgen.engines.protocols import BedRequest\n"
        f"for k in {kinds!r}:\n"
        f"    made = E(**{options(engine.name)!r}).lay(BedRequest(k, 0.5, 48000, 11)).samples\n"
        "    print(hashlib.sha256(made.tobytes()).hexdigest())\n"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    mine = [hashlib.sha256(engine.lay(request(k)).samples.tobytes()).hexdigest() for k in kinds]
    assert told.stdout.split() == mine


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"kind": "bagpipes"}, "bagpipes"),
        ({"intensity": 1.5}, "intensity"),
        ({"intensity": float("nan")}, "intensity"),
        ({"length_samples": 0}, "samples"),
        ({"length_samples": 10**12}, "samples"),
        ({"seed": -1}, "seed"),
        ({"parameters": (("wetness", 3),)}, "wetness"),
        ({"kind": "rain", "parameters": (("surface", "cheese"),)}, "cheese"),
        ({"parameters": (("leaves", "many"),)}, "leaves"),
        ({"parameters": (("muffled", float("inf")),)}, "muffled"),
    ],
)
def test_what_cannot_be_done_is_said(
    engine: AmbienceEngine, changes: dict[str, object], word: str
) -> None:
    with pytest.raises(EngineError, match=word) as caught:
        engine.lay(request(**changes))  # type: ignore[arg-type]
    assert "\n" not in str(caught.value)


def test_close_twice(engine: AmbienceEngine) -> None:
    engine.close()
    engine.close()
