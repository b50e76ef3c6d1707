"""Subtitles in the picture: their place, clear of burn-ins, and how they make way for faces."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from filmgen.blocking.faces import FaceBox
from filmgen.breakdown.model import Move
from filmgen.compositor.colour import new_i420
from filmgen.compositor.picture import frame_rgb
from filmgen.compositor.plan import plan_segments, raised_shots
from filmgen.compositor.segment_key import segment_request
from filmgen.compositor.segments import Segment, Style
from filmgen.compositor.words.burnins import BurnInLayer
from filmgen.compositor.words.safe_areas import Area
from filmgen.compositor.words.subtitles import lay_out, stands_below, subtitle
from filmgen.editorial.subtitles import write_vtt
from tests.compositor.films import film, take
from tests.compositor.test_burn_ins import RASTERS, full

WORDS = "I told you that it would come,\nand it came, as it does every single year."
LONG = "我们今天要去哪里，你知道吗，我不知道。他们都走了，只剩下我。你为什么不说话。"
TALL = Area(0, 437, 720, 405)
"""A wide picture in a tall raster."""


@pytest.mark.parametrize("high", [False, True], ids=["low", "high"])
@pytest.mark.parametrize("words", [WORDS, LONG])
@pytest.mark.parametrize(("raster", "picture"), [*RASTERS[:-1], ((720, 1280), TALL)])
def test_burn_ins_and_subtitles_never_meet(
    raster: tuple[int, int], picture: Area, words: str, high: bool
) -> None:
    """Letters of the one, ground of the other."""
    _, planes = new_i420(*raster)
    planes.fill()
    subtitle(words, picture, raster, high=high).lay(planes)
    letters = planes.y > 60
    _, planes = new_i420(*raster)
    planes.fill(235)
    corners = replace(full("editorial"), safe_areas=False, warnings=())
    BurnInLayer(corners, picture, raster, Fraction(24)).lay(planes, 0)
    grounds = planes.y < 230
    assert letters.any()
    assert grounds.any()
    assert not (letters & grounds).any()
    safe_y, safe_x = round(raster[1] * 0.05), round(raster[0] * 0.05)
    rows, columns = np.flatnonzero(letters.any(axis=1)), np.flatnonzero(letters.any(axis=0))
    assert rows[0] >= safe_y - 1
    assert rows[-1] <= raster[1] - safe_y
    assert columns[0] >= safe_x - 1
    assert columns[-1] <= raster[0] - safe_x


@pytest.mark.parametrize(("raster", "picture"), RASTERS)
def test_the_layout_says_where_letters_are_drawn(raster: tuple[int, int], picture: Area) -> None:
    box = lay_out("Hxg\nHxg", picture, raster).box
    _, planes = new_i420(*raster)
    planes.fill()
    subtitle("Hxg\nHxg", picture, raster).lay(planes)
    rows = np.flatnonzero((planes.y > 120).any(axis=1))
    assert abs(rows[0] - box.y) <= 2 + box.height // 12
    assert abs(rows[-1] + 1 - box.bottom) <= 2 + box.height // 12


def test_words_stand_under_a_picture_that_leaves_room_for_two_lines() -> None:
    assert stands_below(TALL, (720, 1280))
    assert not stands_below(Area(0, 92, 1280, 536), (1280, 720))
    assert lay_out(WORDS, TALL, (720, 1280)).box.y > TALL.bottom


def spoken(folder: Path, face: FaceBox | None, frames: int = 40, **more: object) -> Segment:
    one = take(folder, 1, frames, size=(320, 180), words="Where did you put it?", **more)  # type: ignore[arg-type]
    if face is not None:
        one = replace(one, panels=tuple(replace(p, faces=(face,)) for p in one.panels))
    (segment,) = plan_segments(film(one, size=(320, 180)), Style())
    return segment


def test_a_face_below_lifts_the_words_and_a_face_above_does_not(tmp_path: Path) -> None:
    below = FaceBox("ANN", 0.4, 0.6, 0.2, 0.4)
    above = replace(below, y=0.05)
    aside = replace(below, x=0.02, width=0.1)
    large = FaceBox("ANN", 0.2, -0.1, 0.6, 1.2)
    chin = FaceBox("ANN", 0.4, 0.2, 0.2, 0.68)
    assert [c.high for c in spoken(tmp_path, None).captions] == [False]
    for face, high in (
        (below, True),
        (above, False),
        (aside, False),
        (large, False),
        (chin, False),
    ):
        assert [c.high for c in spoken(tmp_path, face).captions] == [high], face
    low, up = spoken(tmp_path, None), spoken(tmp_path, below)
    assert segment_request(low) != segment_request(up)
    assert segment_request(low) == segment_request(spoken(tmp_path, above))
    lit = [np.flatnonzero((frame_rgb(s, 20) > 235).all(axis=2).any(axis=1)) for s in (low, up)]
    assert lit[0].min() > 120
    assert lit[1].max() < 60


def test_players_are_told_where_subtitles_stand(tmp_path: Path) -> None:
    low = take(tmp_path, 1, 40, words="Here.")
    high = take(tmp_path, 2, 40, words="Where did you put it?")
    face = FaceBox("ANN", 0.4, 0.6, 0.2, 0.4)
    high = replace(high, panels=tuple(replace(p, faces=(face,)) for p in high.panels))
    timeline = film(low, high)
    write_vtt(timeline, tmp_path / "film.vtt", raised_shots(timeline))
    times = [t for t in (tmp_path / "film.vtt").read_text().splitlines() if "-->" in t]
    assert [t.endswith(" line:10%") for t in times] == [False, True]


def test_the_camera_brings_a_face_under_the_words(tmp_path: Path) -> None:
    """Below the frame's edge as it was composed, in the picture after the push-in."""
    face = FaceBox("ANN", 0.42, 0.5, 0.16, 0.31)
    still = spoken(tmp_path, face, 120)
    pushed = spoken(tmp_path, face, 120, move=Move.PUSH_IN)
    assert not still.captions[0].high
    assert pushed.captions[0].high


def test_all_words_of_a_shot_stand_together(tmp_path: Path) -> None:
    words = "I told you that it would come, and it came. It comes every year. Nobody sends it. " * 2
    one = take(tmp_path, 1, 90, size=(320, 180), words=words, cuts=(60,))
    face = FaceBox("ANN", 0.4, 0.6, 0.2, 0.4)
    one = replace(one, panels=(one.panels[0], replace(one.panels[1], faces=(face,))))
    (segment,) = plan_segments(film(one, size=(320, 180)), Style())
    assert len(segment.captions) > 2
    assert all(caption.high for caption in segment.captions)
