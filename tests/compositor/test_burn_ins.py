"""Burn-ins: what they say, where they stand, and that no segment depends on them."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from filmgen.breakdown.model import ShotTransition
from filmgen.compositor.colour import new_i420
from filmgen.compositor.picture import frame_rgb
from filmgen.compositor.plan import plan_segments
from filmgen.compositor.segment_key import finished_request, segment_request
from filmgen.compositor.segments import BURN_INS, BurnIn, Edition, Retime, Running, Style
from filmgen.compositor.words.burn_in_plan import plan_burn_ins
from filmgen.compositor.words.burnins import BurnInLayer
from filmgen.compositor.words.safe_areas import Area, burn_in_height, burn_in_rows, safe_area
from filmgen.editorial.model import Timeline
from tests.compositor.films import film, take

EDITION = Edition("v003", "22 November")
RASTERS = [
    ((1280, 720), Area(0, 0, 1280, 720)),
    ((1920, 1080), Area(0, 0, 1920, 1080)),
    ((640, 360), Area(0, 0, 640, 360)),
    ((1280, 720), Area(0, 92, 1280, 536)),
    ((720, 720), Area(0, 0, 720, 720)),
    ((720, 1280), Area(0, 0, 720, 1280)),
    ((360, 640), Area(0, 0, 360, 640)),
    ((160, 90), Area(0, 0, 160, 90)),
]


def keys(timeline: Timeline, mode: str, edition: Edition = EDITION) -> dict[str, object]:
    segments = plan_segments(timeline, Style())
    burn_ins = plan_burn_ins(segments, timeline, mode, edition)
    return {s.identity: finished_request(s, b) for s, b in zip(segments, burn_ins, strict=True)}


def full(mode: str) -> BurnIn:
    """As much as a burn-in ever says."""
    record = Running("REC", Retime(Fraction(86399)))
    return BurnIn(
        ("sc012A_sh010", "MCU 85mm push-in", "SMASH CUT"),
        ("v012", "22 November 2026", "The Quite Extraordinarily Long Title of a Film"),
        (Running("SRC"), "scene 12A", "INT./EXT. THE SECOND KITCHEN - PANTRY - NIGHT"),
        (record, Running("FR", Retime(Fraction(293)), timecode=False)),
        safe_areas=mode == "editorial",
        warnings=("missing fire: the engine is not installed",),
    )


def test_without_a_burn_in_the_key_is_the_segments_own(tmp_path: Path) -> None:
    (segment,) = plan_segments(film(take(tmp_path, 1, 10)), Style())
    assert finished_request(segment, None) == segment_request(segment)
    assert keys(film(take(tmp_path, 1, 10)), "none") == {segment.identity: segment_request(segment)}


def test_a_moved_shot_is_encoded_again_only_where_its_record_time_shows(tmp_path: Path) -> None:
    one, two, three = (take(tmp_path, n, 10 * n) for n in (1, 2, 3))
    before, after = film(one, two, three), film(one, take(tmp_path, 9, 7), two, three)
    for mode, moved in (("none", False), ("review", False), ("editorial", True)):
        old, new = keys(before, mode), keys(after, mode)
        changed = {i for i in old if old[i] != new[i]}
        later = {two.cut.shot.identity, three.cut.shot.identity}
        assert changed == (later if moved else set()), mode


def test_a_longer_shot_moves_the_ones_after_it_and_none_before(tmp_path: Path) -> None:
    one, two, three = (take(tmp_path, n, 10) for n in (1, 2, 3))
    old = keys(film(one, two, three), "editorial")
    new = keys(film(one, take(tmp_path, 2, 11), three), "editorial")
    assert {i for i in old if old[i] != new[i]} == {
        two.cut.shot.identity,
        three.cut.shot.identity,
    }


def test_renumbering_changes_no_clean_segment(tmp_path: Path) -> None:
    old = film(take(tmp_path, 1, 10), take(tmp_path, 2, 10))
    new = film(
        take(tmp_path, 1, 10, display_id="sc007_sh010", scene_number="7"),
        take(tmp_path, 2, 10, display_id="sc007_sh020", scene_number="7"),
    )
    assert keys(old, "none") == keys(new, "none")
    assert keys(old, "review") != keys(new, "review")


def test_version_and_date_belong_to_the_editorial_burn_in_alone(tmp_path: Path) -> None:
    timeline = film(take(tmp_path, 1, 10), slate=12)
    for mode in BURN_INS:
        same = keys(timeline, mode) == keys(timeline, mode, Edition("v004", "23 November"))
        assert same is (mode != "editorial")


def test_times_are_those_of_the_cut(tmp_path: Path) -> None:
    rate = Fraction(30000, 1001)
    timeline = film(take(tmp_path, 1, 10), take(tmp_path, 2, 40), slate=30, rate=rate)
    # 01:00:59;20: the minute drops two numbers within the shot
    timeline = replace(timeline, cut=replace(timeline.cut, start_frame=109641, drop_frame=True))
    segments = plan_segments(timeline, Style())
    burn_in = plan_burn_ins(segments, timeline, "editorial", EDITION)[2]
    assert burn_in is not None
    layer = BurnInLayer(burn_in, Area(0, 0, 640, 360), (640, 360), rate)
    for number in (0, 1, 5, 39):
        at = 30 + 10 + number
        source, record, frame = layer.texts(number)
        assert record == timeline.cut.timecode(at)
        assert frame == f"{at:06d}"
        assert source == f"00:00:{number // 30:02d}:{number % 30:02d}"
    assert ";" in layer.texts(0)[1]


def test_the_source_time_of_a_retimed_clip_is_its_mediums(tmp_path: Path) -> None:
    timeline = film(take(tmp_path, 1, 40))
    (segment,) = plan_segments(timeline, Style())
    slow = Retime(Fraction(12), Fraction(1, 2))
    segment = replace(segment, footage=replace(segment.footage, time=slow))
    (burn_in,) = plan_burn_ins([segment], timeline, "review")
    assert burn_in is not None
    layer = BurnInLayer(burn_in, Area(0, 0, 128, 72), (128, 72), Fraction(24))
    assert [layer.texts(n) for n in (0, 1, 24)] == [
        ("00:00:00:12",),
        ("00:00:00:12",),
        ("00:00:01:00",),
    ]


def test_smash_and_match_cuts_are_told_apart(tmp_path: Path) -> None:
    said = []
    for entered in (ShotTransition.CUT, ShotTransition.SMASH_CUT, ShotTransition.MATCH_CUT):
        timeline = film(take(tmp_path, 1, 10, transition=entered))
        (burn_in,) = plan_burn_ins(plan_segments(timeline, Style()), timeline, "review")
        assert burn_in is not None
        said.append(burn_in.top_right[:-1])
    assert said == [(), ("SMASH CUT",), ("MATCH CUT",)]


@pytest.mark.parametrize("mode", ["review", "editorial"])
@pytest.mark.parametrize(("raster", "picture"), RASTERS)
@pytest.mark.parametrize("ground", [16, 235])
def test_words_stay_inside_the_title_safe_area_and_out_of_each_other(
    mode: str, raster: tuple[int, int], picture: Area, ground: int
) -> None:
    """On black and on white, at every size; 90 % of width and height (SMPTE ST 2046-1)."""
    burn_in = replace(full(mode), safe_areas=False)
    layer = BurnInLayer(burn_in, picture, raster, Fraction(24))
    _, planes = new_i420(*raster)
    planes.fill(ground)
    layer.lay(planes, 1000)
    touched = planes.y != ground
    safe = safe_area(raster, 0.90)
    assert safe.width <= raster[0] * 0.9
    assert safe.height <= raster[1] * 0.9
    outside = touched.copy()
    outside[safe.y : safe.bottom, safe.x : safe.right] = False
    assert touched.any()
    assert not outside.any()
    # left and right corners leave the middle column free
    middle = raster[0] // 2
    upper, lower = burn_in_rows(picture, raster)
    for top in (upper, lower):
        line = planes.y[top : top + burn_in_height(raster), middle - 1 : middle + 1]
        assert (line == ground).all()


def test_only_the_numbers_change_from_frame_to_frame(tmp_path: Path) -> None:
    layer = BurnInLayer(full("editorial"), Area(0, 0, 640, 360), (640, 360), Fraction(24))
    _, one = new_i420(640, 360)
    _, two = new_i420(640, 360)
    layer.lay(one, 10)
    layer.lay(two, 11)
    changed = one.y != two.y
    assert 0 < changed.sum() < 640 * 360 * 0.01
    assert not changed[:320].any(), "the numbers that run stand below"
    again = layer.running(10)
    assert [o.planes.y is p.planes.y for o, p in zip(again, layer.running(10), strict=True)] == [
        True
    ] * len(again), "a GPU uploads each once"


def test_the_clean_picture_is_under_the_burn_in(tmp_path: Path) -> None:
    timeline = film(take(tmp_path, 1, 10, size=(320, 180)), size=(320, 180))
    segments = plan_segments(timeline, Style())
    clean = frame_rgb(segments[0], 5).astype(int)
    (burn_in,) = plan_burn_ins(segments, timeline, "editorial", EDITION)
    laid = frame_rgb(segments[0], 5, burn_in).astype(int)
    differs = np.abs(laid - clean).max(axis=2) > 8
    assert 0.005 < differs.mean() < 0.25
