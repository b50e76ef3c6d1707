"""Shots whose camera travels: which do, what their keys say, and that all in them goes along."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from filmgen.breakdown.model import Move
from filmgen.compositor.cpu.segment import SegmentPainter
from filmgen.compositor.footage import FootageReader
from filmgen.compositor.picture import frame_rgb
from filmgen.compositor.plan import plan_segments
from filmgen.compositor.segment_key import segment_request
from filmgen.compositor.segments import Segment, Style
from filmgen.editorial.model import PlateMedia, TimelineShot
from tests.compositor.films import film, take
from tests.compositor.test_mouths import CUES, drawn_with, speaking
from tests.compositor.test_plates import write_plate

PLAIN = Style(burn_in="none", subtitles=False)
SIZE = (160, 90)
OVERSCAN = 0.06
WHO = (slice(30, 75), slice(60, 115))
"""A figure around the mouth of `test_mouths`."""


def deep_take(
    folder: Path, move: Move, frames: int = 10, plates: tuple[PlateMedia, ...] = ()
) -> TimelineShot:
    """Someone 2 m off before a wall at 8 m."""
    one = take(folder, 1, frames, move=move, size=SIZE, overscan=OVERSCAN, plates=plates)
    wide, high = (round(side * (1 + 2 * OVERSCAN)) for side in SIZE)
    depth, ids = np.full((high, wide), 8.0, np.float16), np.zeros((high, wide), np.uint8)
    depth[WHO], ids[WHO] = 2.0, 1
    np.save(folder / "depth.npy", depth)
    cv2.imwrite(str(folder / "ids.png"), ids)
    panel = replace(one.panels[0], depth=folder / "depth.npy", figure_ids=folder / "ids.png")
    return replace(one, panels=(panel,))


def segment(shot: TimelineShot) -> Segment:
    (one,) = plan_segments(film(shot, size=SIZE), PLAIN)
    return one


def without_depth(shot: TimelineShot) -> TimelineShot:
    return replace(shot, panels=tuple(replace(p, depth=None) for p in shot.panels))


@pytest.mark.parametrize(
    "move", [Move.PUSH_IN, Move.PULL_OUT, Move.TRACK, Move.CRANE, Move.HANDHELD]
)
def test_a_travelling_camera_sees_depth_where_it_is_known(tmp_path: Path, move: Move) -> None:
    shot = deep_take(tmp_path, move)
    deep, flat = segment(shot), segment(without_depth(shot))
    assert deep.footage.path.travels > 0 == flat.footage.path.travels
    assert FootageReader(deep.footage, SIZE).see(3).still.relief is not None
    assert FootageReader(flat.footage, SIZE).see(3).still.relief is None
    assert "travels" in segment_request(deep)["footage"]
    assert "travels" not in segment_request(flat)["footage"]


@pytest.mark.parametrize("move", [Move.STATIC, Move.PAN, Move.TILT, Move.ZOOM])
def test_a_camera_that_turns_is_as_it_was(tmp_path: Path, move: Move) -> None:
    shot = deep_take(tmp_path, move)
    deep = segment(shot)
    assert deep.footage.path == segment(without_depth(shot)).footage.path
    assert FootageReader(deep.footage, SIZE).see(3).still.relief is None
    assert (frame_rgb(deep, 5) == frame_rgb(segment(without_depth(shot)), 5)).all()


@pytest.mark.parametrize("content", [b"", b"no picture"])
def test_a_depth_that_cannot_be_read_leaves_the_shot_flat(tmp_path: Path, content: bytes) -> None:
    shot = deep_take(tmp_path, Move.TRACK)
    broken = tmp_path / "broken.npy"
    broken.write_bytes(content)
    shot = replace(shot, panels=(replace(shot.panels[0], depth=broken),))
    painter = SegmentPainter(segment(shot))
    assert painter.frame(3).std() > 5
    assert painter.warnings == ()


@pytest.mark.parametrize("move", [Move.PUSH_IN, Move.TRACK])
def test_who_speaks_in_depth_speaks_as_if_drawn_so(tmp_path: Path, move: Move) -> None:
    silent = deep_take(tmp_path, move)
    painter = SegmentPainter(segment(speaking(tmp_path, silent, CUES)))
    references = [
        SegmentPainter(segment(shot))
        for shot in (silent, drawn_with(tmp_path, silent, 1), drawn_with(tmp_path, silent, 2))
    ]
    for number in range(10):
        which = (0, 0, 1, 1, 2, 2, 1, 1, 0, 0)[number]
        frames = [r.frame(number).astype(int) for r in references]
        got = painter.frame(number).astype(int)
        assert (got == frames[which]).all(), number
        assert any((f != got).any() for f in frames), "the mouth is not in the picture"


def test_what_burns_by_the_wall_stays_by_the_wall(tmp_path: Path) -> None:
    """A plate at the wall's depth moves less than the figure before it."""
    disc = np.zeros((1, 64, 64, 4), np.float32)
    yy, xx = np.mgrid[:64, :64]
    disc[0, :, :, 1] = disc[0, :, :, 3] = np.clip(20 - np.hypot(xx - 31.5, yy - 31.5), 0, 1)
    plate = write_plate(tmp_path, disc, x=0.25, y=0.4, width=0.15, height=0.27, depth_m=8.0)
    shot = deep_take(tmp_path, Move.TRACK, 40, (plate,))
    wide, high = (round(side * (1 + 2 * OVERSCAN)) for side in SIZE)
    picture = np.full((high, wide, 3), 120, np.uint8)
    picture[WHO] = (30, 30, 200)
    cv2.imwrite(str(tmp_path / "two.png"), picture)
    shot = replace(shot, panels=(replace(shot.panels[0], picture=tmp_path / "two.png"),))
    for deep in (True, False):
        one = segment(shot if deep else without_depth(shot))
        painted = SegmentPainter(one)
        del painted
        went = []
        for mark in (1, 0):
            places = []
            for number in (0, 39):
                rgb = frame_rgb(one, number).astype(int)
                other = rgb[:, :, [i for i in range(3) if i != mark]].max(axis=2)
                where = rgb[:, :, mark] - other > 60
                assert where.sum() > 30
                places.append(float(np.argwhere(where)[:, 1].mean()))
            went.append(places[1] - places[0])
        share = went[0] / went[1]
        assert share < 0.7 if deep else abs(share - 1) < 0.06


def test_a_push_in_over_a_panel_without_a_margin_moves(tmp_path: Path) -> None:
    shot = take(tmp_path, 1, 24, move=Move.PUSH_IN, size=SIZE, overscan=0.0)
    one = segment(shot)
    first, last = frame_rgb(one, 0).astype(int), frame_rgb(one, 23).astype(int)
    assert np.abs(last - first).mean() > 2
