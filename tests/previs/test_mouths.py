"""Mouths of speech: patches over a panel, exact, only where a mouth is seen."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from filmgen.blocking.model import Expression, StagedPanel
from filmgen.blocking.mouths import DRAWN, LEAST_HEAD_PX, MouthPatches, MouthShape, mouth_seen
from filmgen.media import ByteArray
from filmgen.previs.draw import draw_panel
from filmgen.previs.draw import head_px as drawn_head_px
from filmgen.previs.mouths import draw_mouths
from filmgen.previs.raycast import lens_view
from filmgen.previs.sequence import draw_sequence
from tests.previs.builders import panels

PANELS = panels()
SIZE = (480, 270)


def opened(panel: StagedPanel, opening: float) -> StagedPanel:
    """The panel with its first figure's face at rest, but for a mouth as open as that.

    At forty: the furrows of age deepen with the mouth of the key pose, and stay as it has them.
    """
    first, *others = panel.figures
    face, look = Expression(mouth_open=opening), replace(first.look, age_years=40)
    return replace(panel, figures=(replace(first, expression=face, look=look), *others))


def laid(picture: ByteArray, patches: MouthPatches, shape: MouthShape) -> ByteArray:
    out = picture.copy()
    patch = patches.pictures[shape]
    y, x = patches.y, patches.x
    out[y : y + patch.shape[0], x : x + patch.shape[1]] = patch
    return out


@pytest.mark.parametrize(
    ("name", "look", "overscan"),
    [("cu-anna", "ink", 0.06), ("cu-mia", "tone", 0.0), ("mcu-sam-night", "ink", 0.0)],
)
def test_a_shut_mouth_is_the_one_the_panel_would_have_been_drawn_with(
    name: str, look: str, overscan: float
) -> None:
    speaking, silent = opened(PANELS[name], 0.45), opened(PANELS[name], 0.0)
    how = {"overscan": overscan, "look": look, "seed": 4}
    who = speaking.figures[0].name
    (patches,) = draw_mouths(speaking, *SIZE, [who], **how)  # type: ignore[arg-type]
    key = draw_panel(speaking, *SIZE, **how).picture  # type: ignore[arg-type]
    shut = draw_panel(silent, *SIZE, **how).picture  # type: ignore[arg-type]
    assert patches.figure == who
    assert (key != shut).any()
    assert (laid(key, patches, MouthShape.CLOSED) == shut).all()


@pytest.fixture(scope="module")
def mia() -> tuple[ByteArray, MouthPatches]:
    panel = opened(PANELS["cu-mia"], 0.0)
    (patches,) = draw_mouths(panel, *SIZE, ["MIA"], seed=4)
    return draw_panel(panel, *SIZE, seed=4).picture, patches


def test_each_shape_is_another_drawing_of_the_mouth(mia: tuple[ByteArray, MouthPatches]) -> None:
    key, patches = mia
    assert tuple(patches.pictures) == DRAWN
    dark = {s: int((p.max(axis=2) < 70).sum()) for s, p in patches.pictures.items()}
    assert dark[MouthShape.CLOSED] < dark[MouthShape.SMALL] < dark[MouthShape.WIDE]
    assert dark[MouthShape.OPEN] < dark[MouthShape.WIDE]
    widths = {
        s: int((p != patches.pictures[MouthShape.CLOSED]).any(axis=(0, 2)).sum())
        for s, p in patches.pictures.items()
    }
    assert widths[MouthShape.ROUND] <= widths[MouthShape.OPEN]
    assert (laid(key, patches, MouthShape.CLOSED) == key).all()
    height = max(p.shape[0] for p in patches.pictures.values())
    head = drawn_head_px(
        PANELS["cu-mia"].figures[0],
        view := lens_view(PANELS["cu-mia"].camera, *SIZE, (0, 0)),
        view.focal_px,
    )
    assert height < 0.4 * head, "more than the mouth has changed"


def test_no_box_is_seen_round_a_mouth(mia: tuple[ByteArray, MouthPatches]) -> None:
    """A shape's pixels on the border of the box are the panel's, but for the largest one's."""
    key, patches = mia
    for shape in (MouthShape.CLOSED, MouthShape.SMALL, MouthShape.ROUND):
        picture = patches.pictures[shape]
        height, width = picture.shape[:2]
        under = key[patches.y : patches.y + height, patches.x : patches.x + width]
        assert (picture[-1] == under[-1]).all()


def test_the_same_mouths_every_time(mia: tuple[ByteArray, MouthPatches]) -> None:
    (again,) = draw_mouths(opened(PANELS["cu-mia"], 0.0), *SIZE, ["MIA"], seed=4)
    assert all((again.pictures[s] == mia[1].pictures[s]).all() for s in DRAWN)


def test_mouths_that_are_not_seen_have_no_patches() -> None:
    two = PANELS["two-day"]
    assert draw_mouths(two, *SIZE, []) == ()
    assert draw_mouths(two, *SIZE, ["NOBODY"]) == ()
    assert draw_mouths(PANELS["cu-mia"], 96, 54, ["MIA"]) == (), "too small"
    assert draw_mouths(PANELS["cu-mia"], *SIZE, ["MIA"], look="clay") == ()
    mia = PANELS["cu-mia"].figures[0]
    camera = PANELS["cu-mia"].camera
    behind = tuple(2 * a - b for a, b in zip(mia.joint("head"), camera.position, strict=True))
    away = replace(
        PANELS["cu-mia"],
        camera=replace(camera, position=(behind[0], 1.5, behind[2]), target=mia.joint("head")),
    )
    assert draw_mouths(away, *SIZE, ["MIA"]) == (), "from behind"


def test_drawings_in_motion_speak_with_the_same_mouths() -> None:
    panel = opened(PANELS["cu-mia"], 0.0)
    shapes: list[dict[str, MouthShape]] = [
        {}, {"MIA": MouthShape.WIDE}, {"MIA": MouthShape.REST}, {"NOBODY": MouthShape.WIDE}
    ]  # fmt: skip
    silent, wide, rest, other = (
        frame.picture for frame in draw_sequence([panel] * 4, *SIZE, seed=4, mouths=shapes)
    )
    assert (silent == rest).all() and (silent == other).all()
    rows, columns = np.nonzero((silent != wide).any(axis=2))
    (patches,) = draw_mouths(panel, *SIZE, ["MIA"], seed=4)
    height, width = patches.pictures[MouthShape.WIDE].shape[:2]
    assert patches.y - 2 <= rows.min() and rows.max() <= patches.y + height + 2
    assert patches.x - 2 <= columns.min() and columns.max() <= patches.x + width + 2


def test_a_mouth_is_seen_from_a_certain_size_on() -> None:
    mia, camera = PANELS["cu-mia"].figures[0], PANELS["cu-mia"].camera
    view = lens_view(camera, *SIZE, (0, 0))
    per_px = drawn_head_px(mia, view, view.focal_px) / SIZE[0]
    least = int(LEAST_HEAD_PX / per_px)
    assert not mouth_seen(mia, camera, least)
    assert mouth_seen(mia, camera, least + 1)
    assert not mouth_seen(replace(mia, look=replace(mia.look, species="dog")), camera, 4000)
    beside = replace(camera, target=(camera.position[0] + 1, 1.5, camera.position[2] + 0.3))
    assert not mouth_seen(mia, beside, 4000)
