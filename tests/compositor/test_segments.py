"""Segments: what they depend on, and what they do not."""

from __future__ import annotations

import json
import pickle
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest

from filmgen.blocking.model import PlateAnchor
from filmgen.breakdown.model import Move, Setup, ShotTransition
from filmgen.compositor.encode.codecs import Encoding
from filmgen.compositor.picture import frame_rgb
from filmgen.compositor.plan import plan_segments
from filmgen.compositor.segment_key import finished_request, segment_request
from filmgen.compositor.segments import Edition, Segment, Style
from filmgen.compositor.words.burn_in_plan import plan_burn_ins
from filmgen.editorial.model import PlateMedia
from filmgen.editorial.subtitles import subtitle_cues
from filmgen.errors import ConfigError
from filmgen.media import Missing
from filmgen.screenplay.model import SourceRange
from tests.compositor.films import film, take


def plate(path: Path, key: str = "plate-1") -> PlateMedia:
    anchor = PlateAnchor("fire", 0.6, 0.5, 0.9, 0.4, 0.5, 3.0)
    return PlateMedia("fire", anchor, path, Fraction(24), 12, True, key)


def by_name(segments: tuple[Segment, ...]) -> dict[str, Segment]:
    return {s.name: s for s in segments}


def test_one_segment_a_shot_with_slate_and_tail(tmp_path: Path) -> None:
    timeline = film(take(tmp_path, 1, 10), take(tmp_path, 2, 20), slate=12, tail=8)
    segments = plan_segments(timeline, Style())
    assert [(s.name, s.frames) for s in segments] == [
        ("slate", 12),
        ("sc001_sh010", 10),
        ("sc001_sh020", 20),
        ("tail", 8),
    ]
    assert sum(s.frames for s in segments) == timeline.cut.frames
    assert pickle.loads(pickle.dumps(segments)) == segments


def test_the_request_is_json_and_knows_no_paths_and_no_position(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    first = film(
        take(tmp_path / "a", 1, 10),
        take(tmp_path / "a", 2, 20, move=Move.PAN, plates=(plate(tmp_path / "x.exr"),)),
    )
    moved_shot = take(
        tmp_path / "b",
        2,
        20,
        move=Move.PAN,
        plates=(plate(tmp_path / "other" / "y.exr"),),
        source=SourceRange(500, 510),
    )
    later = film(
        take(tmp_path / "b", 1, 10),
        take(tmp_path / "b", 7, 33),
        moved_shot,
        slate=48,
    )
    later = replace(later, cut=replace(later.cut, start_frame=0))
    one = segment_request(by_name(plan_segments(first, Style()))["sc001_sh020"])
    two = segment_request(by_name(plan_segments(later, Style()))["sc001_sh020"])
    assert json.dumps(one) == json.dumps(two)
    assert str(tmp_path) not in json.dumps(one)
    assert "panel-2-0" in json.dumps(one)
    assert "plate-1" in json.dumps(one)


def test_the_display_id_counts_only_where_it_is_drawn(tmp_path: Path) -> None:
    one = film(take(tmp_path, 1, 10, display_id="sc001_sh010"))
    two = film(take(tmp_path, 1, 10, display_id="sc002_sh010"))
    (a,), (b,) = plan_segments(one, Style()), plan_segments(two, Style())
    assert segment_request(a) == segment_request(b)
    for mode in ("review", "editorial"):
        (over_a,), (over_b,) = plan_burn_ins([a], one, mode), plan_burn_ins([b], two, mode)
        assert finished_request(a, over_a) != finished_request(b, over_b)
    (a,) = plan_segments(film(take(tmp_path, 1, 9, missing="x", display_id="one")), Style())
    (b,) = plan_segments(film(take(tmp_path, 1, 9, missing="x", display_id="two")), Style())
    assert segment_request(a) != segment_request(b), "the slate shows the id"


@pytest.mark.parametrize(
    "change",
    [
        {"frames": 11},
        {"move": Move.TILT},
        {"words": "Other words."},
        {"size": (160, 90)},
        {"overscan": 0.1},
        {"transition": ShotTransition.FADE_IN, "transition_frames": 4},
    ],
    ids=str,
)
def test_everything_that_shows_changes_the_request(
    tmp_path: Path, change: dict[str, object]
) -> None:
    base = {"frames": 10, "move": Move.PUSH_IN, "words": "Some words."}
    size = change.get("size", (128, 72))
    plain = film(take(tmp_path, 1, **base))  # type: ignore[arg-type]
    other = film(take(tmp_path, 1, **(base | change)), size=size)  # type: ignore[arg-type]
    (a,), (b,) = plan_segments(plain, Style()), plan_segments(other, Style())
    assert segment_request(a) != segment_request(b)


def test_a_new_picture_changes_the_request_of_its_shot_and_of_the_dissolve_after(
    tmp_path: Path,
) -> None:
    def plan(key: str) -> dict[str, Segment]:
        one = take(tmp_path, 1, 10)
        one = replace(one, panels=(replace(one.panels[0], key=key),))
        two = take(tmp_path, 2, 10, transition=ShotTransition.DISSOLVE, transition_frames=4)
        return by_name(plan_segments(film(one, two, take(tmp_path, 3, 10)), Style()))

    old, new = plan("old"), plan("new")
    changed = {n for n in old if segment_request(old[n]) != segment_request(new[n])}
    assert changed == {"sc001_sh010", "sc001_sh020"}
    assert new["sc001_sh020"].before == new["sc001_sh010"].footage
    assert new["sc001_sh030"].before is None


def test_a_cut_does_not_depend_on_the_shot_before(tmp_path: Path) -> None:
    a = film(take(tmp_path, 1, 10), take(tmp_path, 2, 10, transition=ShotTransition.SMASH_CUT))
    b = film(take(tmp_path, 9, 30), take(tmp_path, 2, 10, transition=ShotTransition.SMASH_CUT))
    one = segment_request(plan_segments(a, Style())[1])
    two = segment_request(plan_segments(b, Style())[1])
    assert one == two


def test_titles_missing_panels_and_missing_plates(tmp_path: Path) -> None:
    broken = replace(plate(tmp_path / "x.exr"), sequence=Missing("no such engine"))
    timeline = film(
        take(tmp_path, 1, 10, setup=Setup.TITLE, title_text="Three years later"),
        take(tmp_path, 2, 10, plates=(broken,)),
        replace(take(tmp_path, 3, 10), panels=()),
    )
    title, shot, empty = plan_segments(timeline, Style())
    assert title.footage.card is not None
    assert (title.footage.card.kind, title.footage.card.heading) == ("words", "Three years later")
    _, burn_in, _ = plan_burn_ins((title, shot, empty), timeline, "review")
    assert burn_in is not None
    assert burn_in.warnings == ("missing fire: no such engine",)
    assert empty.footage.card is not None
    assert empty.footage.card.kind == "missing"


def test_settings_out_of_range_are_refused() -> None:
    with pytest.raises(ConfigError, match="burn_in"):
        Style(burn_in="all")
    with pytest.raises(ConfigError, match="crf"):
        Encoding(crf=99)


def test_subtitles_are_the_films_cues_in_the_shots_own_time(tmp_path: Path) -> None:
    words = "I told you that it would come, and it came. It comes every year. Nobody sends it."
    shot = take(tmp_path, 2, 60, words=words)
    timeline = film(take(tmp_path, 1, 33), shot, slate=11)
    segment = plan_segments(timeline, Style())[2]
    cues = subtitle_cues(timeline.cut.shots[1], timeline.cut.rate)
    assert [(c.start_frame, c.frames) for c in segment.captions] == [
        (c.start_frame - 44, c.frames) for c in cues
    ]
    assert [c.text.split("\n") for c in segment.captions] == [list(c.text_lines) for c in cues]


@pytest.mark.parametrize(
    "words",
    [
        "I told you that it would come, and it came. It comes every year. Nobody sends it.",
        "我们今天要去哪里，你知道吗，我不知道。他们都走了，只剩下我。你为什么不说话，快说。",
    ],
)
def test_tall_pictures_have_shorter_lines_and_lose_no_words(tmp_path: Path, words: str) -> None:
    tall = film(take(tmp_path, 1, 60, words=words, size=(72, 128)), size=(72, 128))
    (segment,) = plan_segments(tall, Style())
    captions = segment.captions
    assert all(len(c.text.split("\n")) <= 2 for c in captions)
    assert max(len(line) for c in captions for line in c.text.split("\n")) <= 25
    said = "".join(c.text for c in captions)
    assert "".join(said.split()) == "".join(words.split())
    for one, two in pairwise(captions):
        assert one.start_frame + one.frames == two.start_frame
    assert captions[0].start_frame == 1
    assert captions[-1].start_frame + captions[-1].frames == 59


def test_a_slate_in_a_dissolve_carries_the_name_of_its_own_shot(tmp_path: Path) -> None:
    def plan(first: str) -> Segment:
        one = take(tmp_path, 1, 9, missing="gone", display_id=first)
        two = take(tmp_path, 2, 9, transition=ShotTransition.DISSOLVE, transition_frames=4)
        return plan_segments(film(one, two), Style(burn_in="none"))[1]

    a, b = plan("sc001_sh010"), plan("sc009_sh990")
    assert segment_request(a) != segment_request(b)
    assert a.before is not None
    assert a.before.name == "sc001_sh010"
    assert (frame_rgb(a, 0) != frame_rgb(b, 0)).any()


def test_scenes_have_slates_where_the_cut_has_them(tmp_path: Path) -> None:
    one, two, three = (
        take(tmp_path, n, 24, scene_index=s, scene_number=str(s))
        for n, s in ((1, 1), (2, 2), (3, 2))
    )
    timeline = film(one, two, three, scene_slate=12)
    edition = Edition("v002", "Monday")
    segments = plan_segments(timeline, Style(), edition)
    assert [(s.identity[:5], s.frames) for s in segments if "slate" in s.identity] == [
        ("slate", 12),
        ("slate", 12),
    ]
    assert sum(s.frames for s in segments) == timeline.cut.frames
    card = segments[2].footage.card
    assert card is not None
    assert (card.heading, card.lines) == ("2", ("INT. KITCHEN - DAY",))
    assert dict(card.fields) == {
        "film": "The Last Birthday Card",
        "shots": "2",
        "length": "0:02",
        "version": "v002",
        "date": "Monday",
    }
    plain = by_name(plan_segments(film(one, two, three), Style()))
    slated = by_name(segments)
    assert all(segment_request(slated[n]) == segment_request(s) for n, s in plain.items())
