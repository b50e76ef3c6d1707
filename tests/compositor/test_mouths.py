"""Mouths over panels: exact under every move, lit as the panel is, and a key of their own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from filmgen.blocking.mouths import MouthShape
from filmgen.breakdown.model import Move, ShotTransition
from filmgen.compositor.cpu.segment import SegmentPainter
from filmgen.compositor.picture import frame_rgb
from filmgen.compositor.plan import plan_segments
from filmgen.compositor.segment_key import segment_request
from filmgen.compositor.segments import Segment, Style
from filmgen.editorial.model import MouthMedia, PanelMedia, PlateMedia, TimelineShot
from filmgen.media import ByteArray, Missing
from filmgen.workspace import content_key
from tests.compositor.films import film, take
from tests.compositor.test_plates import write_plate

PLAIN = Style(burn_in="none", subtitles=False)
SIZE = (160, 90)
X, Y, W, H = 70, 40, 20, 12
S = MouthShape


def colours(number: int) -> ByteArray:
    rng = np.random.default_rng(number)
    return rng.integers(0, 255, (H, W, 3), dtype=np.uint8)


def speaking(
    folder: Path, shot: TimelineShot, cues: tuple[tuple[int, MouthShape], ...]
) -> TimelineShot:
    """A shot whose first panel has a mouth with two shapes."""
    files = []
    for number, shape in enumerate((S.OPEN, S.WIDE), 1):
        path = folder / f"{shape.name}.png"
        cv2.imwrite(str(path), cv2.cvtColor(colours(number), cv2.COLOR_RGB2BGR))
        files.append((shape, path))
    mouth = MouthMedia("BRICK", X, Y, tuple(files), cues, "mouth-key")
    first, *others = shot.panels
    return replace(shot, panels=(replace(first, mouths=(mouth,)), *others))


def drawn_with(folder: Path, shot: TimelineShot, number: int) -> TimelineShot:
    """The shot with the mouth in the panel's own file."""
    first, *others = shot.panels
    assert isinstance(first.picture, Path)
    picture = cv2.imread(str(first.picture))
    assert picture is not None
    picture[Y : Y + H, X : X + W] = cv2.cvtColor(colours(number), cv2.COLOR_RGB2BGR)
    path = folder / f"drawn{number}.png"
    cv2.imwrite(str(path), picture)
    return replace(shot, panels=(replace(first, picture=path), *others))


def segment(shot: TimelineShot) -> Segment:
    (one,) = plan_segments(film(shot, size=SIZE), PLAIN)
    return one


CUES = ((0, S.REST), (2, S.OPEN), (4, S.WIDE), (6, S.OPEN), (8, S.REST))


@pytest.mark.parametrize(
    ("move", "overscan"),
    [(Move.STATIC, 0.0), (Move.STATIC, 0.06), (Move.PUSH_IN, 0.0), (Move.PAN, 0.06),
     (Move.HANDHELD, 0.03)],
)  # fmt: skip
def test_a_mouth_moves_with_the_picture_as_if_it_were_drawn_there(
    tmp_path: Path, move: Move, overscan: float
) -> None:
    silent = take(tmp_path, 1, 10, move=move, size=SIZE, overscan=overscan)
    painter = SegmentPainter(segment(speaking(tmp_path, silent, CUES)))
    references = [
        SegmentPainter(segment(shot))
        for shot in (silent, drawn_with(tmp_path, silent, 1), drawn_with(tmp_path, silent, 2))
    ]
    for number in range(10):
        which = (0, 0, 1, 1, 2, 2, 1, 1, 0, 0)[number]
        frames = [r.frame(number).copy() for r in references]
        assert (painter.frame(number) == frames[which]).all(), number
        assert any((f != frames[which]).any() for f in frames), "the mouth is not in the picture"
    assert painter.warnings == ()


def test_a_mouth_is_lit_by_what_burns_and_lies_behind_the_smoke(tmp_path: Path) -> None:
    flame = np.zeros((4, 36, 64, 4), np.float32)
    flame[:, 8:30, 20:44] = (2.5, 1.1, 0.3, 0.7)
    flame[1::2] *= 1.4
    smoke = np.zeros((4, 36, 64, 4), np.float32)
    smoke[..., 3] = 0.5
    fire = write_plate(tmp_path, flame, "fire", x=0.2, y=0.9, width=0.4, height=0.6)
    veil = write_plate(tmp_path, smoke, "smoke", x=0.5, y=0.52, width=0.3, height=0.2)
    for plates in ((fire,), (veil,), (fire, veil)):
        _plated(tmp_path, plates)


def _plated(folder: Path, plates: tuple[PlateMedia, ...]) -> None:
    silent = take(folder, 1, 10, move=Move.PUSH_IN, size=SIZE, overscan=0.0, plates=plates)
    spoken, without = segment(speaking(folder, silent, CUES)), segment(silent)
    drawn = segment(drawn_with(folder, silent, 1))
    moving = SegmentPainter(spoken)
    for number in (0, 2, 3, 9):
        said, plain = _y(moving, number), _y(SegmentPainter(without), number)
        if number in (0, 9):
            assert (said == plain).all()
            continue
        changed = np.argwhere(said != plain)
        (top, left), (bottom, right) = changed.min(0), changed.max(0)
        assert (top > Y - 8, bottom < Y + H + 8) == (True, True)
        assert (left > X - 12, right < X + W + 12) == (True, True)
        # drawn into the panel it would be lit alike, but for the exposure that a mouth changes
        near = np.s_[top : bottom + 1, left : right + 1]
        asked = _y(SegmentPainter(drawn), number)
        off, silent_off = (np.abs(one[near] - asked[near]).mean() for one in (said, plain))
        assert off < 0.1 * silent_off


def _y(painter: SegmentPainter, number: int) -> np.ndarray:
    flat = painter.frame(number)
    return flat[: SIZE[0] * SIZE[1]].reshape(SIZE[1], SIZE[0]).astype(int)


def key(one: Segment) -> str:
    return content_key(segment_request(one))


def test_only_who_speaks_has_another_key_and_a_new_reading_changes_only_its_shot(
    tmp_path: Path,
) -> None:
    a = take(tmp_path, 1, 12, size=SIZE)
    b = take(
        tmp_path, 2, 12, size=SIZE, transition=ShotTransition.DISSOLVE, transition_frames=4
    )  # fmt: skip
    other = ((0, S.REST), (3, S.WIDE), (7, S.REST))
    silent, once, again = (
        [key(s) for s in plan_segments(film(shot, b, size=SIZE), PLAIN)]
        for shot in (a, speaking(tmp_path, a, CUES), speaking(tmp_path, a, other))
    )
    assert len({silent[0], once[0], again[0]}) == 3
    assert silent[1] == once[1] == again[1]
    panel = segment_request(plan_segments(film(a, size=SIZE), PLAIN)[0])["footage"]["panels"][0]
    assert len(panel) == 5, "the keys of all who do not speak must not change"


def test_a_dissolve_shows_the_key_pose_of_who_has_spoken(tmp_path: Path) -> None:
    a = take(tmp_path, 1, 8, size=SIZE, overscan=0.0)
    b = take(
        tmp_path, 2, 12, size=SIZE, transition=ShotTransition.DISSOLVE, transition_frames=4
    )  # fmt: skip
    open_to_the_end = speaking(tmp_path, a, ((0, S.OPEN),))
    frames = [
        frame_rgb(plan_segments(film(shot, b, size=SIZE), PLAIN)[1], 0)
        for shot in (a, open_to_the_end)
    ]
    assert (frames[0] == frames[1]).all()


@pytest.mark.parametrize("damage", ["gone", "no picture", "too large", "off the panel"])
def test_a_mouth_that_cannot_be_used_leaves_the_key_pose_and_says_so(
    tmp_path: Path, damage: str
) -> None:
    silent = take(tmp_path, 1, 10, size=SIZE, overscan=0.0)
    spoken = speaking(tmp_path, silent, CUES)
    (mouth,) = spoken.panels[0].mouths
    path = dict(mouth.pictures)[S.OPEN]
    if damage == "gone":
        path.unlink()
    elif damage == "no picture":
        path.write_bytes(b"PNG, or so")
    elif damage == "too large":
        cv2.imwrite(str(path), np.zeros((200, 200, 3), np.uint8))
    else:
        mouth = replace(mouth, x=-3)
        spoken = replace(spoken, panels=(replace(spoken.panels[0], mouths=(mouth,)),))
    painter = SegmentPainter(segment(spoken))
    assert (painter.frame(3) == SegmentPainter(segment(silent)).frame(3)).all()
    (warning,) = painter.warnings
    assert "OPEN.png" in warning and "panel A" in warning


def test_a_missing_panel_has_no_mouth(tmp_path: Path) -> None:
    a = take(tmp_path, 1, 8, size=SIZE, missing="no paper")
    (panel,) = a.panels
    assert isinstance(panel.picture, Missing)
    spoken = speaking(tmp_path, a, CUES)
    assert key(segment(spoken)) == key(segment(a))
    assert (frame_rgb(segment(spoken), 3) == frame_rgb(segment(a), 3)).all()


def test_two_mouths_are_laid_at_once(tmp_path: Path) -> None:
    silent = take(tmp_path, 1, 10, size=SIZE, overscan=0.0)
    one = speaking(tmp_path, silent, CUES)
    (mouth,) = one.panels[0].mouths
    second = replace(mouth, figure="STEEL", x=10, y=10, cues=((0, S.WIDE),))
    panel: PanelMedia = replace(one.panels[0], mouths=(mouth, second))
    painter = SegmentPainter(segment(replace(one, panels=(panel,))))
    alone = SegmentPainter(segment(one))
    left, both = painter.frame(3).copy(), alone.frame(3)
    y = left[: SIZE[0] * SIZE[1]].reshape(SIZE[1], SIZE[0])
    other = both[: SIZE[0] * SIZE[1]].reshape(SIZE[1], SIZE[0])
    assert (y[Y : Y + H, X : X + W] == other[Y : Y + H, X : X + W]).all()
    assert (y[10 : 10 + H, 10 : 10 + W] != other[10 : 10 + H, 10 : 10 + W]).any()
