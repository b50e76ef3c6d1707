"""What every effects engine must do, run over all of them."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from filmgen.effects.clips import ClipLabel
from filmgen.effects.fluids.volume_recipes import VOLUMES
from filmgen.engines.effects.learned import DiffusionEngine, GanEngine, LearnedEngine
from filmgen.engines.effects.simulation import SimulationEngine
from filmgen.engines.protocols import EffectsEngine, PlateRequest, StreamingEffectsEngine
from filmgen.errors import EngineUnavailable, FilmgenError
from tests.effects.tiny_models import NETWORK, write_tiny_weights

LEARNED: dict[str, type[LearnedEngine]] = {"diffusion": DiffusionEngine, "gan": GanEngine}

ENGINES = ("diffusion", "gan", "simulation")


@pytest.fixture(scope="session")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of tiny random weights: the engines are tried, not what they learned."""
    folder = tmp_path_factory.mktemp("weights")
    for model in LEARNED:
        write_tiny_weights(folder / f"{model}.safetensors", model)
    return folder


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, weights: Path) -> StreamingEffectsEngine:
    name = request.param
    if name in LEARNED:
        return LEARNED[name](weights=str(weights / f"{name}.safetensors"))
    return SimulationEngine()


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


def test_the_simulation_shoots_volumes_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Volumes are slow: two frames of a fire that has burnt for four, once."""
    monkeypatch.setitem(VOLUMES, "fire", replace(VOLUMES["fire"], warm_up_s=0.16))
    engine = SimulationEngine(dim=3)
    assert engine.kinds() == tuple(sorted(VOLUMES))
    assert engine.describe() != SimulationEngine().describe()
    frames = list(engine.frames(small(frames=2, loop=False)))
    assert [frame.shape for frame in frames] == [(72, 80, 4)] * 2
    assert max(frame[..., 3].max() for frame in frames) > 0.02
    with pytest.raises(FilmgenError, match="explosion"):
        engine.frames(small("rain"))
    with pytest.raises(FilmgenError, match="neither 2 nor 3"):
        SimulationEngine(dim=4)


@pytest.mark.parametrize("model", sorted(LEARNED))
def test_a_long_plate_begins_at_once_and_is_never_held(model: str, weights: Path) -> None:
    """Seven minutes: all their fields would be 230 MB, all their pixels 460 MB."""
    engine = LEARNED[model](weights=str(weights / f"{model}.safetensors"))
    stream = engine.frames(small(frames=10_000, loop=False))
    assert next(stream).shape == (72, 80, 4)
    stream.close()
    chunk = next(engine.fields().fields(ClipLabel("fire", 0.6, 0.0, 1.0, 5), 10_000, loop=False))
    assert len(chunk) <= 256


@pytest.mark.parametrize("model", sorted(LEARNED))
def test_loops_close(model: str, weights: Path) -> None:
    """The step from the last frame to the first is one like the others."""
    engine = LEARNED[model](weights=str(weights / f"{model}.safetensors"))
    for kind in ("fire", "smoke"):
        plate = engine.shoot(small(kind, frames=16))
        assert plate.loops
        rgba = plate.rgba.astype(np.float32)
        steps = np.abs(np.roll(rgba, -1, axis=0) - rgba).mean(axis=(1, 2, 3))
        assert steps[-1] <= 1.5 * np.median(steps[:-1]), kind
    assert not engine.shoot(small("explosion", frames=4)).loops


@pytest.mark.parametrize("model", sorted(LEARNED))
def test_weights_of_another_kind_are_one_clear_line(
    model: str, weights: Path, tmp_path: Path
) -> None:
    engine = LEARNED[model]
    right = weights / f"{model}.safetensors"
    (tmp_path / "cut").write_bytes(right.read_bytes()[:-100])
    (tmp_path / "text").write_text("weights", encoding="utf-8")
    write_tiny_weights(tmp_path / "coarse", model, rows=24, columns=40)
    write_tiny_weights(tmp_path / "deeper", model, network={**NETWORK, "condition": 16})
    other = {"gan": "diffusion", "diffusion": "gan"}[model]
    foreign = right.read_bytes().replace(
        f'\\"model\\": \\"{model}\\"'.encode(), f'\\"model\\": \\"{other}\\"'.encode()
    )
    assert foreign != right.read_bytes()
    length = len(foreign) - len(right.read_bytes()) + int.from_bytes(foreign[:8], "little")
    (tmp_path / "foreign").write_bytes(length.to_bytes(8, "little") + foreign[8:])
    for name, says in (
        ("none", "none"),
        ("cut", "cut off"),
        ("text", "not a safetensors file"),
        ("coarse", "40x24"),
        ("deeper", "train again"),
        ("foreign", f"--engine {other}"),
    ):
        with pytest.raises(EngineUnavailable, match=says) as caught:
            engine(weights=str(tmp_path / name)).frames(small())
        assert "\n" not in str(caught.value)


@pytest.mark.parametrize("model", sorted(LEARNED))
def test_where_no_weights_ship_the_engine_says_so(
    model: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(*parts: str) -> Path:
        raise FileNotFoundError

    monkeypatch.setattr("filmgen.engines.effects.learned.resource", none)
    with pytest.raises(EngineUnavailable, match="--weights FILE"):
        LEARNED[model]()


def test_diffusion_without_its_extra_names_it(
    weights: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "filmgen.engines.effects.requests.find_spec",
        lambda module: None if module == "diffusers" else object(),
    )
    with pytest.raises(EngineUnavailable, match=r"filmgen\[diffusion\]"):
        DiffusionEngine(weights=str(weights / "diffusion.safetensors"))


def test_other_weights_are_another_revision(weights: Path, tmp_path: Path) -> None:
    first = DiffusionEngine(weights=str(weights / "diffusion.safetensors")).describe()
    kinds = ("fire", "smoke")
    other = DiffusionEngine(weights=str(write_tiny_weights(tmp_path / "w", "diffusion", kinds)))
    assert other.kinds() == kinds
    assert other.describe().revision != first.revision
