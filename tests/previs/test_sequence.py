"""Moving shots: frames that look like one drawing, whatever moves."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from filmgen.blocking.model import StagedPanel
from filmgen.previs.draw import build_set, draw_panel
from filmgen.previs.raycast import lens_view
from filmgen.previs.sequence import draw_sequence
from tests.previs.builders import panels

PANELS = panels()


def pushed(panel: StagedPanel, frames: int, share: float = 0.02) -> list[StagedPanel]:
    """A camera that goes towards its target by `share` of the way a frame."""
    camera = panel.camera
    way = np.asarray(camera.target) - np.asarray(camera.position)
    result = []
    for k in range(frames):
        x, y, z = np.asarray(camera.position) + way * share * k
        position = (float(x), float(y), float(z))
        result.append(replace(panel, camera=replace(camera, position=position)))
    return result


@pytest.fixture(scope="module")
def still() -> list[np.ndarray]:
    return [f.picture for f in draw_sequence([PANELS["two-day"]] * 3, 240, 136, seed=2)]


def test_a_still_shot_does_not_boil(still: list[np.ndarray]) -> None:
    assert all((picture == still[0]).all() for picture in still[1:])


def test_a_step_changes_less_than_another_hand(still: list[np.ndarray]) -> None:
    """What flickers between frames a hair's breadth apart is noise, and there is hardly any."""
    shot = pushed(PANELS["two-day"], 2, 0.0005)
    a, b = (f.picture.astype(int) for f in draw_sequence(shot, 240, 136, seed=2))
    other = next(draw_sequence(shot[:1], 240, 136, seed=3)).picture.astype(int)
    assert np.abs(a - b).mean() < 0.25 * np.abs(a - other).mean()


def test_frames_come_with_depth_and_ids_of_their_own_camera() -> None:
    shot = pushed(PANELS["cu-anna"], 3, 0.05)
    frames = list(draw_sequence(shot, 160, 90))
    assert len(frames) == 3
    for panel, frame in zip(shot, frames, strict=True):
        alone = draw_panel(panel, 160, 90, look="clay")
        assert frame.depth_m is not None and alone.depth_m is not None
        assert frame.figure_ids is not None and alone.figure_ids is not None
        assert frame.depth_m.dtype == np.float32 and frame.figure_ids.dtype == np.uint8
        assert (frame.figure_ids == alone.figure_ids).mean() > 0.99
        assert np.isclose(frame.depth_m, alone.depth_m, rtol=1e-3).mean() > 0.98
    sizes = [(frame.passes["heads"] == 1).sum() for frame in frames]
    assert sizes[0] < sizes[1] < sizes[2]


def test_what_is_in_the_way_once_is_struck_for_the_whole_shot() -> None:
    from filmgen.blocking.model import Prop

    panel = replace(PANELS["cu-anna"], subjects=("ANNA",))
    eye, head = (np.asarray(v) for v in (panel.camera.position, panel.figures[0].joint("head")))
    between = eye + 0.5 * (head - eye)
    column = Prop("column", (float(between[0]), 0.0, float(between[2])), 0.0, (0.3, 2.4, 0.3))
    plan = replace(panel.set_plan, props=(column,))
    panel = replace(panel, set_plan=plan)
    aside = replace(panel, subjects=())
    views = [lens_view(panel.camera, 160, 90, (0, 0))] * 2
    with_it = build_set([aside], views[:1])
    assert any(part.owner == 100 for part in with_it.parts)
    assert not any(part.owner == 100 for part in build_set([aside, panel], views).parts)


def test_frames_of_different_places_are_refused() -> None:
    with pytest.raises(ValueError, match="share"):
        list(draw_sequence([PANELS["two-day"], PANELS["street-night"]], 160, 90))
    with pytest.raises(ValueError, match="fresco"):
        list(draw_sequence([PANELS["two-day"]], 160, 90, look="fresco"))
    assert list(draw_sequence([], 160, 90)) == []
