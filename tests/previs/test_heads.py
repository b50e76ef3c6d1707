"""The heads pass, and keypoints as pose networks expect them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from filmgen.blocking.camera import project_many
from filmgen.blocking.skeleton import head_axes, head_height_m
from filmgen.media import Frame
from filmgen.previs.draw import build_scene, draw_panel
from filmgen.previs.heads import is_head
from filmgen.previs.keypoints import COLOURS, NAMES, openpose_picture
from filmgen.previs.raycast import lens_view
from tests.previs.builders import animals, panels

PANELS = panels()


def draw(name: str, width: int = 480) -> Frame:
    return draw_panel(PANELS[name], width, width * 9 // 16, look="clay")


@pytest.mark.parametrize("name", sorted(PANELS))
def test_every_figure_has_a_head_and_hats_are_none(name: str) -> None:
    panel = PANELS[name]
    scene = build_scene(panel, lens_view(panel.camera, 96, 54, (0, 0)))
    owners = {part.owner for part in scene.parts if 0 < part.owner < 100}
    assert {part.owner for part in scene.parts if is_head(part)} == owners
    assert not any(is_head(p) for p in scene.parts if "hat" in p.name or p.name == "neck")


@pytest.mark.parametrize("name", ["cu-anna", "cu-mia"])
def test_a_face_on_mask_reaches_from_crown_to_chin(name: str) -> None:
    panel = PANELS[name]
    width, height = 480, 270
    frame = draw(name, width)
    figure = panel.figures[0]
    axes = head_axes(dict(figure.joints), figure.facing_rad, figure.gaze)
    unit = head_height_m(figure.look)
    ends = np.asarray(figure.joint("head")) + np.outer([0.5, -0.5], axes[:, 1] * unit)
    crown, chin = project_many(panel.camera, ends)[:, 1] * height
    rows = np.nonzero((frame.passes["heads"] == 1).any(1))[0]
    assert frame.figure_ids is not None
    assert abs((rows.max() - rows.min() + 1) / (chin - crown) - 1) < 0.13
    assert abs(rows.max() - chin) < 0.08 * (chin - crown)
    assert ((frame.figure_ids == 1) | (frame.passes["heads"] != 1)).all()


def test_long_hair_ends_at_the_chin() -> None:
    panel = PANELS["cu-anna"]
    bald = replace(panel.figures[0], look=replace(panel.figures[0].look, hair="bald"))
    long = draw_panel(panel, 320, 180, look="clay").passes["heads"]
    short = draw_panel(replace(panel, figures=(bald,)), 320, 180, look="clay").passes["heads"]
    lowest = [int(np.nonzero((mask == 1).any(1))[0].max()) for mask in (long, short)]
    assert abs(lowest[0] - lowest[1]) <= 4


@pytest.mark.parametrize("species", ["dog", "cat", "horse"])
def test_animals_have_heads(species: str) -> None:
    frame = draw_panel(animals(species), 160, 90, look="clay")
    assert frame.figure_ids is not None
    share = (frame.passes["heads"] == 1).sum() / (frame.figure_ids == 1).sum()
    assert 0.02 < share < 0.6


def test_the_back_of_a_head_has_no_face() -> None:
    seen = {
        entry["figure"]: {n for n, p in zip(NAMES, entry["points"], strict=True) if p[3]}
        for entry in draw("ots").notes["keypoints"]
    }
    near, far = PANELS["ots"].figures
    backs = [s for s in seen.values() if "nose" not in s and "r_eye" not in s]
    assert len(seen) == 2 and len(backs) == 1
    assert any("nose" in s for s in seen.values()), (near.name, far.name)


def test_sticks_have_the_colours_of_their_joints() -> None:
    points = [[20.0 + 17 * i, 40.0 + 9 * (i % 5), 3.0, 1] for i in range(18)]
    picture = openpose_picture([{"figure": "A", "points": points}], 360, 120)
    assert picture.shape == (120, 360, 3) and picture.dtype == np.uint8
    assert (picture[0] == 0).all()
    for (x, y, _, _), colour in zip(points, COLOURS, strict=True):
        assert tuple(picture[int(y), int(x)]) == colour
    neck, shoulder = points[1], points[2]  # the first limb, dark red
    middle = picture[int((neck[1] + shoulder[1]) / 2), int((neck[0] + shoulder[0]) / 2)]
    assert tuple(middle) == (153, 0, 0)


def test_hidden_joints_take_their_limbs_away() -> None:
    points = [[20.0 + 17 * i, 60.0, 3.0, 0] for i in range(18)]
    assert not openpose_picture([{"figure": "A", "points": points}], 360, 120).any()
    points[4][3] = 1  # a wrist alone is a dot
    picture = openpose_picture([{"figure": "A", "points": points}], 360, 120)
    assert set(map(tuple, picture.reshape(-1, 3))) == {(0, 0, 0), COLOURS[4]}
