"""Every format read back by its adapter says what was handed over, frame by frame."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import opentimelineio as otio
import pytest
from hypothesis import Phase, given, settings

from filmgen.editorial.exchange.aaf import write_aaf
from filmgen.editorial.exchange.edl import edl_text
from filmgen.editorial.exchange.fcpxml import fcpxml_text, read_fcpxml
from filmgen.editorial.exchange.turnover import Turnover
from filmgen.editorial.exchange.xmeml import xmeml_text
from filmgen.editorial.model import Timeline
from filmgen.timecode import parse_timecode, timebase
from tests.editorial.builders import two_line_film
from tests.editorial.exchanges import NTSC, RATES, ROOT, audio, films, handed_over, meant, read


def _dissolves(track: Any) -> list[tuple[int, int, int]]:
    return [
        (int(track.range_of_child(t).start_time.value) + int(t.in_offset.value),
         int(t.in_offset.value), int(t.out_offset.value))
        for t in track
        if isinstance(t, otio.schema.Transition)
    ]  # fmt: skip


def _meant_dissolves(cut: Turnover) -> list[tuple[int, int, int]]:
    return [(d.frame, d.before, d.frames - d.before) for d in cut.dissolves]


@settings(max_examples=10, deadline=None)
@given(timeline=films())
def test_fcpxml_keeps_every_range_and_marker(timeline: Timeline) -> None:
    cut = handed_over(timeline)
    back = read_fcpxml(fcpxml_text(cut))
    lanes = {track.name: track for track in back.tracks}
    video = [lane for lane in cut.lanes if lane.kind == "video"]
    sound = [lane for lane in cut.lanes if lane.kind == "audio"]
    for number, lane in enumerate(video):
        assert read(lanes[str(number)], cut.rate, cut.start_frame) == meant(lane)
    for number, lane in enumerate(sound, start=1):
        assert read(lanes[str(-number)], cut.rate, cut.start_frame) == meant(lane)
    assert len(audio(back)) == len(sound)
    marks = [
        (m.name, int(lanes["0"].transformed_time(m.marked_range.start_time, clip).value))
        for clip in lanes["0"].find_clips()
        for m in clip.markers
    ]
    assert {name for name, _ in marks} >= {"fire: burns", "1. INT. LAMP WORKSHOP - NIGHT"}


@settings(max_examples=10, deadline=None)
@given(timeline=films((*RATES, Fraction(12), Fraction(48))))
def test_xmeml_keeps_every_range_marker_and_dissolve(timeline: Timeline) -> None:
    cut = handed_over(timeline)
    back = otio.adapters.read_from_string(xmeml_text(cut), "fcp_xml")
    assert back.name == cut.title
    assert back.global_start_time == otio.opentime.RationalTime(cut.start_frame, float(cut.rate))
    tracks = list(back.tracks)
    for lane, track in zip(cut.lanes, tracks, strict=True):
        assert read(track, cut.rate) == meant(lane)
        assert track.metadata["fcp_xml"]["enabled"] == str(lane.enabled).upper()
    assert _dissolves(tracks[0]) == _meant_dissolves(cut)
    marks = [(m.name, int(m.marked_range.start_time.value)) for m in back.tracks.markers]
    assert marks == [(n.name, n.frame) for n in cut.notes]


@settings(max_examples=3, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(timeline=films((Fraction(24), NTSC, Fraction(25))))
def test_aaf_keeps_every_enabled_range_marker_and_dissolve(
    tmp_path_factory: pytest.TempPathFactory, timeline: Timeline
) -> None:
    path = tmp_path_factory.mktemp("aaf") / "cut.aaf"
    cut = handed_over(timeline)
    write_aaf(cut, path)
    back = otio.adapters.read_from_file(str(path))
    assert back.name == cut.title
    assert back.global_start_time == otio.opentime.RationalTime(cut.start_frame, float(cut.rate))
    heard = [lane for lane in cut.lanes if lane.enabled]
    for lane, track in zip(heard, back.tracks, strict=True):
        # The reader does not fold a sequence with transitions into its track, whose name it loses.
        mixed = any(isinstance(item, otio.schema.Transition) for item in track)
        assert track.name == ("Sequence" if mixed else lane.name)
        assert read(track, cut.rate) == meant(lane)
    assert _dissolves(back.tracks[0]) == _meant_dissolves(cut)
    items = [back.tracks[0], *back.tracks[0]]
    marks = [m.name for i in items if not isinstance(i, otio.schema.Transition) for m in i.markers]
    assert sorted(marks) == sorted(n.name for n in cut.notes)


@settings(max_examples=10, deadline=None)
@given(timeline=films())
def test_edl_keeps_every_shot_dissolve_and_locator(timeline: Timeline) -> None:
    cut = handed_over(timeline)
    base = timebase(cut.rate)
    back = otio.adapters.read_from_string(edl_text(cut), "cmx_3600", rate=base)
    (track,) = back.tracks
    shots = timeline.cut.shots
    assert [c.name for c in track.find_clips()] == [s.shot.display_id for s in shots]
    at = 0
    for clip, shot in zip(track.find_clips(), shots, strict=True):
        record = track.range_of_child(clip)
        assert (int(record.start_time.value), int(record.duration.value)) == (at, shot.frames)
        at += shot.frames
        first, last = shot.start_frame, shot.start_frame + shot.frames
        known = [m.marked_range.start_time.value - cut.start_frame for m in clip.markers]
        assert known == [n.frame for n in cut.notes if n.frame in range(first, last)]
    # A source range of its own is how the adapter says where the first event was recorded.
    start = cut.start_frame + shots[0].start_frame
    assert track.source_range is None or -track.source_range.start_time.value == start
    starts = {d.frame: d.frames for d in cut.dissolves}
    mixes = [int(t.out_offset.value) for t in track if isinstance(t, otio.schema.Transition)]
    assert mixes == [starts[s.start_frame] for s in shots if s.start_frame in starts]


def test_drop_frame_is_said_in_every_format(tmp_path: Path) -> None:
    from dataclasses import replace

    rate = Fraction(30000, 1001)
    timeline = two_line_film(ROOT, rate=rate, start_frame=parse_timecode("00:59:56;00", rate))
    cut = handed_over(replace(timeline, cut=replace(timeline.cut, drop_frame=True)))
    assert 'tcFormat="DF"' in fcpxml_text(cut)
    text = xmeml_text(cut)
    assert "<string>00:59:56;00</string>" in text
    assert "<displayformat>DF</displayformat>" in text
    assert "<ntsc>TRUE</ntsc>" in text and "<ntsc>FALSE</ntsc>" not in text
    write_aaf(cut, tmp_path / "cut.aaf")
    assert _timecode(tmp_path / "cut.aaf") == (30, True, cut.start_frame, rate)


def test_an_aaf_has_the_exact_rate_and_counts_timecode_at_its_base(tmp_path: Path) -> None:
    cut = handed_over(two_line_film(ROOT, rate=NTSC))
    write_aaf(cut, tmp_path / "cut.aaf")
    assert _timecode(tmp_path / "cut.aaf") == (24, False, 86400, NTSC)


def _timecode(path: Path) -> tuple[int, bool, int, Fraction]:
    import aaf2

    with aaf2.open(str(path)) as file:
        (mob,) = file.content.compositionmobs()
        rates = {slot.edit_rate for m in file.content.mobs for slot in m.slots}
        (rate,) = rates
        slot = next(s for s in mob.slots if isinstance(s.segment, aaf2.components.Timecode))
        code = slot.segment
        return code.fps, bool(code.drop), code.start, Fraction(rate)


def test_the_same_cut_is_the_same_bytes(tmp_path: Path) -> None:
    def written(name: str) -> list[bytes]:
        cut = handed_over(two_line_film(ROOT, plates=True))
        write_aaf(cut, tmp_path / name)
        texts = [fcpxml_text(cut), xmeml_text(cut), edl_text(cut)]
        return [(tmp_path / name).read_bytes(), *(t.encode() for t in texts)]

    assert written("one.aaf") == written("two.aaf")


def test_files_are_named_relative_to_the_document(tmp_path: Path) -> None:
    cut = handed_over(two_line_film(ROOT, plates=True))
    write_aaf(cut, tmp_path / "cut.aaf")
    back = otio.adapters.read_from_file(str(tmp_path / "cut.aaf"))
    urls = {c.media_reference.target_url for c in back.tracks[0].find_clips()}
    panel = "./frames/sc001_sh020/B/picture.png"
    assert f"file://{panel}" in urls  # the adapter's reader puts the scheme before it
    assert f'src="{panel}"' in fcpxml_text(cut)
    assert f"<pathurl>{panel}</pathurl>" in xmeml_text(cut)
    assert "PANEL B: frames/sc001_sh020/B/picture.png" in edl_text(cut)
    for text in (fcpxml_text(cut), xmeml_text(cut), edl_text(cut)):
        assert str(ROOT) + "/" not in text
