"""What every storyboard engine promises, run over all of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pytest

from filmgen.blocking.mouths import DRAWN
from filmgen.engines.protocols import BatchEngine, EngineInfo, FrameRequest, StoryboardEngine
from filmgen.engines.storyboard.diffusers import DiffusersEngine
from filmgen.engines.storyboard.previs import PrevisEngine
from filmgen.errors import EngineError
from filmgen.media import Frame, Missing
from tests.engines import tiny
from tests.previs.builders import panels


def tiny_diffusers() -> StoryboardEngine:
    model, control = tiny.sd(), tiny.controlnet()
    controls = {kind: {"model": str(control)} for kind in ("depth", "openpose")}
    return DiffusersEngine(model=str(model), control=controls, steps=3, batch_size=2)


ENGINES: dict[str, Callable[[], StoryboardEngine]] = {
    "diffusers": tiny_diffusers,
    "previs": PrevisEngine,
}


@pytest.fixture(params=sorted(ENGINES))
def engine(request: pytest.FixtureRequest) -> Iterator[StoryboardEngine]:
    made = ENGINES[request.param]()
    yield made
    made.close()


def a_request(name: str = "two-day", overscan: float = 0.0) -> FrameRequest:
    return FrameRequest(panels()[name], 160, 90, overscan, "ink", 7, "two people at a table")


def test_it_says_what_it_is(engine: StoryboardEngine) -> None:
    info = engine.describe()
    assert isinstance(info, EngineInfo)
    assert info.engine == engine.name
    assert info.model and info.revision and info.licence


def test_the_picture_has_the_size_asked_for(engine: StoryboardEngine) -> None:
    frame = engine.draw(a_request())
    assert frame.picture.shape == (90, 160, 3)
    assert frame.picture.dtype == np.uint8
    assert frame.overscan == 0.0


def test_overscan_grows_the_picture_on_every_side(engine: StoryboardEngine) -> None:
    frame = engine.draw(a_request(overscan=0.1))
    assert frame.picture.shape == (108, 192, 3)
    assert frame.overscan == 0.1


def test_passes_fit_the_picture(engine: StoryboardEngine) -> None:
    frame = engine.draw(a_request())
    size = frame.picture.shape[:2]
    assert frame.depth_m is None or (
        frame.depth_m.shape == size and frame.depth_m.dtype == np.float32
    )
    if frame.figure_ids is not None:
        assert frame.figure_ids.shape == size
        assert int(frame.figure_ids.max()) <= len(frame.figures)
    for picture in frame.passes.values():
        assert picture.shape[:2] == size
        assert picture.dtype == np.uint8


def test_the_same_request_gives_the_same_picture(engine: StoryboardEngine) -> None:
    first, second = engine.draw(a_request()), engine.draw(a_request())
    assert first.picture.tobytes() == second.picture.tobytes()


def test_another_panel_gives_another_picture(engine: StoryboardEngine) -> None:
    first, second = engine.draw(a_request()), engine.draw(a_request("street-night"))
    assert np.abs(first.picture.astype(int) - second.picture.astype(int)).mean() > 3


def test_notes_can_be_written_as_json(engine: StoryboardEngine) -> None:
    json.dumps(dict(engine.draw(a_request()).notes))


def test_a_look_it_lacks_is_an_engine_error(engine: StoryboardEngine) -> None:
    with pytest.raises(EngineError):
        engine.draw(replace(a_request(), look="fresco"))


def test_a_batch_gives_the_pictures_that_requests_give_alone(engine: StoryboardEngine) -> None:
    if not hasattr(engine, "draw_batch"):
        pytest.skip("this engine draws one panel at a time")
    batching: BatchEngine = engine
    assert batching.batch_size >= 1
    requests = [a_request(), replace(a_request(), look="fresco"), a_request("street-night")]
    made = batching.draw_batch(requests)
    assert isinstance(made[1], Missing) and "\n" not in made[1].reason
    for request, frame in ((requests[0], made[0]), (requests[2], made[2])):
        assert isinstance(frame, Frame)
        alone = engine.draw(request).picture.astype(int)
        assert np.abs(frame.picture - alone).max() <= 1
    assert batching.draw_batch([]) == []


def test_nothing_measured_is_in_the_notes(engine: StoryboardEngine) -> None:
    first, second = engine.draw(a_request()), engine.draw(a_request())
    assert first.notes == second.notes
    json.dumps(dict(first.measured))


def test_mouths_lie_on_the_picture_and_differ(engine: StoryboardEngine) -> None:
    """What an engine that draws mouths promises; the others are asked for none."""
    if not hasattr(engine, "draw_mouths"):
        pytest.skip(f"{engine.name} draws no mouths")
    request = replace(a_request("cu-mia", overscan=0.1), width_px=320, height_px=180)
    picture = engine.draw(request).picture
    assert engine.draw_mouths(request, ()) == ()
    (patches,) = engine.draw_mouths(request, ("MIA", "NOBODY"))
    assert patches.figure == "MIA"
    assert tuple(patches.pictures) == DRAWN
    seen = set()
    for shape in patches.pictures.values():
        height, width = shape.shape[:2]
        under = picture[patches.y : patches.y + height, patches.x : patches.x + width]
        assert shape.dtype == np.uint8 and shape.shape == under.shape
        seen.add(shape.tobytes())
    assert len(seen) == len(DRAWN)
    with pytest.raises(EngineError, match="look"):
        engine.draw_mouths(replace(request, look="crayon"), ("MIA",))


def test_closing_twice_is_fine(engine: StoryboardEngine) -> None:
    engine.close()
    engine.close()
