"""Edits of a small timeline, read flat, against what OTIO itself says is shown."""

from __future__ import annotations

import json
import math
from fractions import Fraction
from pathlib import Path
from typing import Any

import opentimelineio as otio
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from filmgen.breakdown.model import ShotTransition
from filmgen.editorial.conform.edit import Edit, EditClip
from filmgen.editorial.conform.time import exact_rate
from filmgen.editorial.edited import read_edit
from filmgen.editorial.exchange.timeline import to_otio, write_otio
from filmgen.errors import EditError
from tests.editorial.builders import cut_shot, film, two_line_film

RATE = 24.0
HANDLE = 8


def frames(count: float, rate: float = RATE) -> Any:
    return otio.opentime.RationalTime(count, rate)


def span(start: float, count: float, rate: float = RATE) -> Any:
    return otio.opentime.TimeRange(frames(start, rate), frames(count, rate))


def picture(timeline: Any) -> Any:
    return next(t for t in timeline.tracks if t.name == "picture")


def delivered(folder: Path, shots: int = 4, **more: Any) -> Any:
    cuts, at = [], 0
    for number in range(1, shots + 1):
        cuts.append(cut_shot(number, at, 20 + 4 * number))
        at += 20 + 4 * number
    return silent(to_otio(film(folder, tuple(cuts), sounds=False, **more), folder))


def silent(timeline: Any) -> Any:
    """A timeline without tracks for sound: none was mixed for it."""
    timeline.tracks[:] = [t for t in timeline.tracks if t.kind == "Video"]
    return timeline


def read(folder: Path, timeline: Any, name: str = "edited.otio", **more: Any) -> Edit:
    path = folder / name
    write_otio(timeline, path)
    return read_edit(path, **more)


def at(edit: Edit, frame: int) -> EditClip:
    (clip,) = [c for c in edit.clips if c.start_frame <= frame < c.end_frame]
    return clip


# -- edits against OTIO's own arithmetic ----------------------------------------------


def _trim(track: Any, index: int, amount: int) -> None:
    item = track[index % len(track)]
    old = item.trimmed_range()
    keep = max(1, int(old.duration.value) - amount)
    start = old.start_time + frames(min(amount // 2, int(old.duration.value) - keep))
    item.source_range = otio.opentime.TimeRange(start, frames(keep))


def _split(track: Any, index: int, amount: int) -> None:
    index %= len(track)
    item, old = track[index], track[index].trimmed_range()
    head = min(max(1, amount), int(old.duration.value) - 1)
    if head < 1:
        return
    tail = item.deepcopy()
    item.source_range = otio.opentime.TimeRange(old.start_time, frames(head))
    rest = frames(int(old.duration.value) - head)
    tail.source_range = otio.opentime.TimeRange(old.start_time + frames(head), rest)
    track.insert(index + 1, tail)


def _move(track: Any, index: int, amount: int) -> None:
    item = track.pop(index % len(track))
    track.insert(amount % (len(track) + 1), item)


def _disable(track: Any, index: int, amount: int) -> None:
    del amount
    track[index % len(track)].enabled = False


def _gap(track: Any, index: int, amount: int) -> None:
    track.insert(index % len(track), otio.schema.Gap(source_range=span(0, amount + 1)))


def _nest(track: Any, index: int, amount: int) -> None:
    index %= len(track)
    inner = otio.schema.Track(name="inner", kind="Video")
    for _ in range(min(1 + amount % 3, len(track) - index)):
        inner.append(track.pop(index))
    stack = otio.schema.Stack(name="nest")
    stack.append(inner)
    whole = inner.duration()
    if amount % 2 and whole.value > 4:
        stack.source_range = otio.opentime.TimeRange(frames(2), whole - frames(3))
    track.insert(index, stack)


def _retime(track: Any, index: int, amount: int) -> None:
    speeds = (0.5, 2.0, 0.25, 1.5, 1.0, 3.0)
    speed = speeds[amount % len(speeds)]
    track[index % len(track)].effects.append(otio.schema.LinearTimeWarp(time_scalar=speed))


def _freeze(track: Any, index: int, amount: int) -> None:
    del amount
    track[index % len(track)].effects.append(otio.schema.FreezeFrame())


OPERATIONS = (_trim, _split, _move, _disable, _gap, _nest, _retime, _freeze)
edits = st.lists(
    st.tuples(st.sampled_from(OPERATIONS), st.integers(0, 11), st.integers(0, 30)),
    min_size=1, max_size=7,
)  # fmt: skip


def shown(item: Any, time: Fraction) -> tuple[str, Fraction] | None:
    """What OTIO says is seen at a time of an item's own: (clip's name, time of its media)."""
    if not item.enabled or isinstance(item, otio.schema.Gap):
        return None
    if isinstance(item, otio.schema.Clip):
        return item.name, time
    found = None
    for child in item:
        if isinstance(child, otio.schema.Transition):
            continue
        place = item.range_of_child(child)
        first, length = Fraction(place.start_time.value), Fraction(place.duration.value)
        if not first <= time < first + length:
            continue
        start = Fraction(child.trimmed_range().start_time.value)
        inside = item.transformed_time(otio.opentime.RationalTime(float(time), RATE), child)
        speed = Fraction(1)
        for effect in child.effects:
            speed *= Fraction(effect.time_scalar)
        found = shown(child, start + (Fraction(inside.value) - start) * speed) or found
    return found


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(edits)
@example([(_nest, 0, 1), (_retime, 0, 3)])
def test_every_frame_is_what_otio_says(tmp_path: Path, wanted: list[Any]) -> None:
    timeline = delivered(tmp_path)
    track = picture(timeline)
    for operation, index, amount in wanted:
        operation(track, index, amount)
    length = track.duration()
    edit = read(tmp_path, timeline)
    assert edit.frames == math.ceil(length.value)
    assert sum(clip.frames for clip in edit.clips) == edit.frames
    for frame in range(edit.frames):
        clip, expected = at(edit, frame), shown(track, Fraction(frame))
        if expected is None:
            assert clip.kind == "gap", frame
            continue
        name, time = expected
        assert clip.name == name, frame
        assert clip.at(frame) == time - HANDLE, (frame, clip)


# -- what a clip is ---------------------------------------------------------------------


def test_an_untouched_timeline_is_read_as_it_was_delivered(tmp_path: Path) -> None:
    timeline = two_line_film(tmp_path, plates=True)
    for shot in timeline.shots:
        first = shot.plates[0].sequence
        assert isinstance(first, Path)
        first.parent.mkdir(parents=True)
        first.touch()
    edit = read(tmp_path, silent(to_otio(timeline, tmp_path)))
    assert (edit.title, edit.rate, edit.start_frame) == ("A & B", 24, 86400)
    assert edit.raster_px == (1280, 720) and edit.aspect == Fraction(239, 100)
    assert [c.kind for c in edit.clips] == ["title", *["shot"] * 5, "tail"]
    assert [c.start_frame for c in edit.clips] == [0, 12, 62, 86, 110, 134, 174]
    shots = [c.shot for c in edit.clips if c.shot is not None]
    assert [s.notes.panels for s in shots[:2]] == [s.panels for s in timeline.shots[:2]]
    third = edit.clips[5]
    assert (third.transition, third.transition_frames) == (ShotTransition.DISSOLVE, 12)
    assert [p.plate for p in edit.plates] == [s.plates[0] for s in timeline.shots]
    assert edit.losses == ()


def test_upper_clips_cover_lower_ones_and_their_gaps_do_not(tmp_path: Path) -> None:
    timeline = delivered(tmp_path)
    top = otio.schema.Track(name="V2", kind="Video")
    top.append(otio.schema.Gap(source_range=span(0, 10)))
    over = picture(timeline)[3].deepcopy()
    over.source_range = span(HANDLE + 5, 6)
    top.append(over)
    timeline.tracks.insert(1, top)
    edit = read(tmp_path, timeline)
    assert [(c.name, c.start_frame, c.first) for c in edit.clips[:3]] == [
        ("sc001_sh010", 0, 0),
        ("sc001_sh040", 10, 5),
        ("sc001_sh010", 16, 16),
    ]


def test_a_clip_drawn_out_over_its_panel_shows_its_own_panel(tmp_path: Path) -> None:
    timeline = to_otio(two_line_film(tmp_path), tmp_path)
    track = picture(timeline)
    middle = next(c for c in track if c.name == "sc001_sh020_B")
    middle.source_range = span(HANDLE, 24 + 6)
    edit = read(tmp_path, timeline)
    (clip,) = [c for c in edit.clips if c.name == "sc001_sh020_B"]
    assert clip.shot is not None
    assert [p.label for p in clip.shot.notes.panels] == ["B"]


def test_a_dissolve_over_a_cut_begins_before_it(tmp_path: Path) -> None:
    timeline = delivered(tmp_path)
    dissolve = otio.schema.Transition(
        transition_type="SMPTE_Dissolve", in_offset=frames(4), out_offset=frames(6)
    )
    picture(timeline).insert(1, dissolve)
    edit = read(tmp_path, timeline)
    first, second = edit.clips[:2]
    assert (first.frames, second.start_frame, second.first) == (20, 20, -4)
    assert (second.transition, second.transition_frames) == (ShotTransition.DISSOLVE, 10)
    assert edit.frames == 24 + 28 + 32 + 36


def test_what_a_round_trip_lost_is_found_by_name_in_the_delivery(tmp_path: Path) -> None:
    timeline = delivered(tmp_path)
    write_otio(timeline, tmp_path / "timeline.otio")
    for clip in picture(timeline):
        clip.metadata.clear()
    timeline.metadata.clear()
    edit = read(tmp_path, timeline)
    assert [c.kind for c in edit.clips] == ["shot"] * 4
    assert [c.first for c in edit.clips] == [0] * 4
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    assert read(elsewhere, timeline, against=tmp_path).clips[2].kind == "shot"


def test_an_edl_counts_its_shots_from_zero(tmp_path: Path) -> None:
    write_otio(delivered(tmp_path), tmp_path / "timeline.otio")
    (tmp_path / "cut.edl").write_text(
        "TITLE: A\nFCM: NON-DROP FRAME\n\n"
        "001  001010   V     C        00:00:00:04 00:00:00:14 01:00:00:00 01:00:00:10\n"
        "* FROM CLIP NAME: sc001_sh010\n"
        "002  001030   V     C        00:00:00:00 00:00:01:00 01:00:00:10 01:00:01:10\n"
        "* FROM CLIP NAME: sc001_sh030\n"
    )
    edit = read_edit(tmp_path / "cut.edl", rate=Fraction(24))
    shots = [c for c in edit.clips if c.kind == "shot"]
    assert [(c.name, c.first, c.frames) for c in shots] == [
        ("sc001_sh010", 4, 10),
        ("sc001_sh030", 0, 24),
    ]


# -- what cannot be followed is named, what is no timeline is refused --------------------


def _lossy(timeline: Any, what: str) -> None:
    clip = picture(timeline)[1]
    if what == "generator":
        clip.media_reference = otio.schema.GeneratorReference(generator_kind="Fractal Noise")
        clip.metadata.clear()
    elif what == "effect":
        clip.effects.append(otio.schema.Effect(effect_name="Blur"))
    elif what == "time effect":
        clip.effects.append(otio.schema.TimeEffect(effect_name="Time Remap"))
    elif what == "no length":
        clip.source_range = span(HANDLE, 0)
    elif what == "transition":
        picture(timeline).insert(
            1,
            otio.schema.Transition(
                transition_type="Star Burst", in_offset=frames(0), out_offset=frames(6)
            ),
        )
    else:
        clip.media_reference = otio.schema.MissingReference()
        clip.metadata.clear()


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("generator", "generator Fractal Noise is not rendered"),
        ("effect", "effect Blur is not rendered"),
        ("time effect", "time effect Time Remap is not known; normal speed"),
        ("no length", "it has no length; left out"),
        ("transition", "not known; a dissolve in its place"),
        ("nothing", "it has no medium; slated"),
    ],
)
def test_what_cannot_be_followed_is_one_line(tmp_path: Path, what: str, words: str) -> None:
    timeline = delivered(tmp_path)
    _lossy(timeline, what)
    (line,) = read(tmp_path, timeline).losses
    assert words in line
    assert "sc001_sh020" in line or what == "transition"


def test_a_start_outside_of_a_day_is_named(tmp_path: Path) -> None:
    timeline = delivered(tmp_path)
    timeline.global_start_time = frames(10**12)
    edit = read(tmp_path, timeline)
    assert 0 <= edit.start_frame < 24 * 3600 * 24
    assert any("outside of a day" in line for line in edit.losses)


def test_a_clip_of_another_rate_lasts_as_long_as_it_says(tmp_path: Path) -> None:
    timeline = delivered(tmp_path, shots=2)
    picture(timeline)[0].source_range = span(25, 25, 25.0)
    edit = read(tmp_path, timeline)
    assert [c.frames for c in edit.clips] == [24, 28]
    assert edit.clips[0].first == 24 - HANDLE


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("a.txt", "hello", "not a timeline"),
        ("a.otio", "hello", "cannot be read as a timeline"),
        ("a.otio", json.dumps({"OTIO_SCHEMA": "Gap.1"}), "there is no timeline in it"),
        ("a.otio", "", "cannot be read as a timeline"),
        ("a.edl", "nothing here", "cannot be read as a timeline"),
        ("a.xml", "<xmeml", "cannot be read as a timeline"),
    ],
)
def test_what_is_no_timeline_is_refused(tmp_path: Path, name: str, text: str, words: str) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(EditError, match=words) as raised:
        read_edit(tmp_path / name)
    assert "\n" not in str(raised.value)


def test_a_timeline_without_picture_is_refused(tmp_path: Path) -> None:
    empty = otio.schema.Timeline(name="x", global_start_time=frames(0))
    write_otio(empty, tmp_path / "x.otio")
    with pytest.raises(EditError, match="no picture"):
        read_edit(tmp_path / "x.otio")
    with pytest.raises(EditError, match="is not there"):
        read_edit(tmp_path / "y.otio")


@pytest.mark.parametrize(
    ("given_rate", "exact"),
    [
        (23.976, Fraction(24000, 1001)),
        (23.98, Fraction(24000, 1001)),
        (24000 / 1001, Fraction(24000, 1001)),
        (29.97, Fraction(30000, 1001)),
        (59.94, Fraction(60000, 1001)),
        (24.0, Fraction(24)),
        (25.0, Fraction(25)),
        (12.5, Fraction(25, 2)),
        (48000.0, Fraction(48000)),
    ],
)
def test_rates_are_exact(given_rate: float, exact: Fraction) -> None:
    assert exact_rate(given_rate) == exact
