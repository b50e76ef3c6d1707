"""What every effects engine must do, run over all of them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from filmgen.engines.effects.simulation import SimulationEngine
from filmgen.engines.protocols import EffectsEngine, PlateRequest, StreamingEffectsEngine
from filmgen.errors import FilmgenError

ENGINES: dict[str, Callable[[], EffectsEngine]] = {"simulation": SimulationEngine}


@pytest.fixture(params=sorted(ENGINES))
def engine(request: pytest.FixtureRequest) -> EffectsEngine:
    return ENGINES[request.param]()


def small(kind: str = "fire", **changes: object) -> PlateRequest:
    base = PlateRequest(kind, 0.6, 80, 72, 4, Fraction(24), seed=5)
    return replace(base, **changes)  # type: ignore[arg-type]


def digest(array: np.ndarray) -> str:
    return hashlib.sha256(array.tobytes()).hexdigest()


def test_describes_itself(engine: EffectsEngine) -> None:
    info = engine.describe()
    assert info.engine == engine.name
    assert info.model and info.revision and info.licence


def test_every_kind_is_a_sound_plate_and_always_the_same(engine: EffectsEngine) -> None:
    assert engine.kinds()
    for kind in engine.kinds():
        plate = engine.shoot(small(kind, wind=0.3))
        rgba = plate.rgba
        assert rgba.shape == (4, 72, 80, 4), kind
        assert rgba.dtype == np.float16, kind
        assert np.isfinite(rgba).all(), kind
        assert rgba.min() >= 0, kind
        alpha = rgba[..., 3]
        assert alpha.max() <= 1, kind
        assert alpha.max() > 0.02, f"{kind}: an empty plate"
        assert plate.rate == 24
        again = engine.shoot(small(kind, wind=0.3)).rgba
        assert digest(rgba) == digest(again), f"{kind}: the same request, other bytes"


def test_another_seed_another_plate(engine: EffectsEngine) -> None:
    for kind in engine.kinds()[1::2]:
        one, other = (engine.shoot(small(kind, seed=s)).rgba for s in (1, 2))
        assert digest(one) != digest(other), kind


def test_the_request_loops_only_where_asked(engine: EffectsEngine) -> None:
    kind = engine.kinds()[0]
    assert not engine.shoot(small(kind, loop=False)).loops


def test_unknown_kind_names_the_nearest(engine: EffectsEngine) -> None:
    kind = engine.kinds()[0]
    with pytest.raises(FilmgenError, match=kind) as caught:
        engine.shoot(small(kind + "x"))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "change",
    [
        {"width_px": 0},
        {"height_px": 100_000},
        {"frames": 0},
        {"frames": -3},
        {"intensity": 1.5},
        {"wind": -2.0},
        {"seed": -1},
        {"scale": 0.1},
        {"speed": 9.0},
        {"density": -1.0},
        {"density": float("nan")},
        {"exposure_stops": 40.0},
        {"turbulence": -0.1},
        {"colour": "orange"},
        {"frames": 10_000, "width_px": 1920, "height_px": 1080},
    ],
)
def test_numbers_out_of_range_are_one_clear_line(
    engine: EffectsEngine, change: dict[str, object]
) -> None:
    with pytest.raises(FilmgenError) as caught:
        engine.shoot(small(**change))
    assert "\n" not in str(caught.value)


def test_a_plate_comes_whole_or_frame_by_frame(engine: StreamingEffectsEngine) -> None:
    request = small(engine.kinds()[-1], frames=3)
    streamed = list(engine.frames(request))
    assert [frame.shape for frame in streamed] == [(72, 80, 4)] * 3
    assert digest(np.stack(streamed)) == digest(engine.shoot(request).rgba)


def test_a_stream_is_refused_before_its_first_frame(engine: StreamingEffectsEngine) -> None:
    with pytest.raises(FilmgenError, match="intensity"):
        engine.frames(small(intensity=2.0))


CONTROLS: dict[str, object] = {
    "scale": 2.0,
    "speed": 2.0,
    "density": 3.0,
    "exposure_stops": 2.0,
    "turbulence": 3.0,
    "colour": "#3060FF",
    "wind": 0.8,
    "intensity": 0.95,
}


@pytest.mark.parametrize("control", sorted(CONTROLS))
def test_every_control_is_seen_in_a_fire(engine: EffectsEngine, control: str) -> None:
    plain = engine.shoot(small(frames=2)).rgba.astype(np.float32)
    turned = engine.shoot(small(frames=2, **{control: CONTROLS[control]})).rgba
    assert np.isfinite(turned).all()
    assert np.abs(turned.astype(np.float32) - plain).max() > 0.02


def test_exposure_is_in_stops_and_colour_is_the_one_asked_for(engine: EffectsEngine) -> None:
    plain, brighter, blue = (
        engine.shoot(small(frames=2, **c)).rgba.astype(np.float32).sum(axis=(0, 1, 2))
        for c in ({}, {"exposure_stops": 1.0}, {"colour": "#2040FF"})
    )
    assert 1.6 < brighter[0] / plain[0] < 2.1
    assert plain[0] > plain[2]
    assert blue[2] > 2 * blue[0]


def test_closing_twice_is_fine(engine: EffectsEngine) -> None:
    engine.close()
    engine.close()
