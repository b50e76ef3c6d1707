"""What each format, or its adapter, is known to lose: docs/editorial.md says so, this proves it.

A test here that begins to fail is good news: take the line out of the document.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import opentimelineio as otio
import pytest

from filmgen.breakdown.model import ShotTransition
from filmgen.editorial.exchange import fcpxml_adapter
from filmgen.editorial.exchange.aaf import write_aaf
from filmgen.editorial.exchange.edl import edl_text
from filmgen.editorial.exchange.fcpxml import fcpxml_text, read_fcpxml
from filmgen.editorial.exchange.flatten import turnover
from filmgen.editorial.exchange.timeline import to_otio
from filmgen.editorial.exchange.turnover import Turnover
from filmgen.editorial.exchange.xmeml import xmeml_text
from filmgen.editorial.model import MotionMedia, PlateMedia, Timeline
from filmgen.timecode import samples_from_frames
from tests.editorial.builders import cut_shot, film, two_line_film
from tests.editorial.exchanges import NTSC, ROOT, audio, handed_over, meant, read


def _clips(document: Any, name: str = "0") -> list[tuple[int, float]]:
    """Length and rate of the clips of a track."""
    lane = next(t for t in document.tracks if t.name == name)
    return [(int(c.duration().value), c.duration().rate) for c in lane.find_clips()]


def _xmeml(cut: Turnover) -> Any:
    return otio.adapters.read_from_string(xmeml_text(cut), "fcp_xml")


def _wiped(transition: ShotTransition) -> Timeline:
    shots = (
        cut_shot(1, 0, 40),
        cut_shot(2, 40, 40, transition=transition, transition_frames=10),
    )
    return film(ROOT, shots)


@pytest.mark.parametrize("transition", [ShotTransition.WIPE, ShotTransition.FADE_OUT_IN])
def test_only_dissolves_are_transitions_the_others_are_marked(transition: ShotTransition) -> None:
    cut = handed_over(_wiped(transition))
    assert cut.dissolves == ()
    name = f"{transition.value}, 10 frames"
    assert [(n.frame, n.frames) for n in cut.notes if n.name == name] == [(40, 10)]
    assert name in xmeml_text(cut) and name in fcpxml_text(cut)
    assert f"TRANSITION: {name.upper()}" in edl_text(cut)


def test_a_dissolve_without_pictures_becomes_a_cut_with_a_marker() -> None:
    """A video ends with its shot: nothing of it is left to mix into the next."""
    timeline = two_line_film(ROOT)
    motion = MotionMedia(ROOT / "motion" / "m.mp4", Fraction(12), 36, "key")
    shots = list(timeline.shots)
    shots[1] = replace(shots[1], motion=motion)
    cut = handed_over(replace(timeline, shots=tuple(shots)))
    assert cut.dissolves == ()
    assert "dissolve, 12 frames" in [n.name for n in cut.notes]


def test_sound_lies_on_frames_at_most_half_a_frame_off() -> None:
    timeline = two_line_film(ROOT, rate=NTSC)
    moved = tuple(replace(s, start_sample=s.start_sample + 777) for s in timeline.sounds)
    cut = handed_over(replace(timeline, sounds=moved))
    lines = next(lane for lane in cut.lanes if lane.name == "lines 1")
    for piece, sound in zip(lines.pieces, moved, strict=True):
        off = abs(samples_from_frames(piece.start, NTSC) - sound.start_sample)
        assert off <= samples_from_frames(1, NTSC) / 2 + 1


def test_a_loop_is_laid_end_to_end_and_a_single_plate_ends() -> None:
    timeline = two_line_film(ROOT, plates=True)
    cut = handed_over(timeline)
    plates = next(lane for lane in cut.lanes if lane.name == "plates 1")
    second = [p for p in plates.pieces if p.name == "sc001_sh020_fire"]  # 72 frames of a loop of 48
    assert [(p.start, p.frames, p.source) for p in second] == [(62, 48, 0), (110, 24, 0)]

    def once(plate: PlateMedia) -> PlateMedia:
        return replace(plate, loops=False, onset_frames=4)

    shots = tuple(replace(s, plates=tuple(map(once, s.plates))) for s in timeline.shots)
    cut = handed_over(replace(timeline, shots=shots))
    plates = next(lane for lane in cut.lanes if lane.name == "plates 1")
    assert [(p.start, p.frames) for p in plates.pieces] == [(16, 46), (66, 48), (138, 36)]


def test_sequences_are_their_first_file(tmp_path: Path) -> None:
    timeline = two_line_film(tmp_path, plates=True)
    folder = tmp_path / "plates" / "sc001_sh010" / "fire"
    folder.mkdir(parents=True)
    for number in range(1, 49):
        (folder / f"plate.{number:04d}.exr").write_bytes(b"")
    cut = turnover(to_otio(timeline, tmp_path))
    plate = next(p for p in cut.pieces.values() if p.name == "sc001_sh010_fire")
    assert plate.medium.url == "plates/sc001_sh010/fire/plate.0001.exr"
    assert plate.medium.pattern == "plates/sc001_sh010/fire/plate.####.exr 1-48"
    assert plate.medium.pattern in fcpxml_text(cut)  # as a note
    back = read_fcpxml(fcpxml_text(cut))
    assert not [c for c in back.find_clips() if _is_sequence(c)]


def _is_sequence(clip: Any) -> bool:
    return isinstance(clip.media_reference, otio.schema.ImageSequenceReference)


def test_fcpxml_has_no_length_of_stills_no_colours_no_dissolves_for_its_reader() -> None:
    cut = handed_over(two_line_film(ROOT))
    text = fcpxml_text(cut)
    back = read_fcpxml(text)
    lane = next(t for t in back.tracks if t.name == "0")
    stills = [c.media_reference.available_range.duration.value for c in lane.find_clips()]
    assert set(stills) == {0}
    colours = {m.color for c in lane.find_clips() for m in c.markers}
    assert colours == {otio.schema.MarkerColor.PURPLE}
    assert "<transition " in text
    assert not [i for i in lane if isinstance(i, otio.schema.Transition)]
    assert back.global_start_time is None  # it is a gap at the head of every lane instead
    assert isinstance(lane[0], otio.schema.Gap)
    assert lane[0].duration().value == cut.start_frame + 12
    assert all(c.enabled for c in back.find_clips())  # the reader does not look
    assert 'enabled="0"' in text


def test_fcpxml_centres_a_dissolve_and_gives_it_what_the_handles_hold() -> None:
    shots = (
        cut_shot(1, 0, 60),
        cut_shot(2, 60, 60, transition=ShotTransition.DISSOLVE, transition_frames=24),
    )
    cut = handed_over(film(ROOT, shots, start_frame=0))
    (dissolve,) = cut.dissolves
    assert (dissolve.frame, dissolve.frames, dissolve.before) == (60, 24, 0)
    text = fcpxml_text(cut)
    # 8 frames of handles before the second shot: 52 to 68, of the 60 to 84 that were meant.
    assert '<transition name="Cross Dissolve" offset="13/6s" duration="2/3s">' in text
    assert "dissolve, 24 frames" in text


@pytest.mark.parametrize(("rate", "wrong"), [(Fraction(25), True), (Fraction(24), False)])
def test_the_fcpxml_reader_alone_truncates_at_25(rate: Fraction, wrong: bool) -> None:
    cut = handed_over(film(ROOT, (cut_shot(1, 0, 29),), rate=rate, start_frame=0))
    text = fcpxml_text(cut)
    assert _clips(read_fcpxml(text)) == [(29, float(rate))]
    # 29/25 * 25 is less than 29 in floating point.
    assert _clips(fcpxml_adapter.read(text)) == [(28 if wrong else 29, float(rate))]


def test_the_fcpxml_reader_alone_reads_ntsc_at_23() -> None:
    cut = handed_over(film(ROOT, (cut_shot(1, 0, 48),), rate=NTSC, start_frame=0))
    text = fcpxml_text(cut)
    assert 'frameDuration="1001/24000s"' in text
    assert _clips(fcpxml_adapter.read(text)) == [(46, 23.0)]
    assert _clips(read_fcpxml(text)) == [(48, float(NTSC))]


def test_fcpxml_counts_twelve_frames_as_twenty_four() -> None:
    cut = handed_over(film(ROOT, (cut_shot(1, 0, 30),), rate=Fraction(12), start_frame=43200))
    back = read_fcpxml(fcpxml_text(cut))
    lane = next(t for t in back.tracks if t.name == "0")
    twice = cut.counted(2)
    assert read(lane, Fraction(24), twice.start_frame) == meant(twice.lanes[0])


def test_a_missing_picture_is_offline_and_says_why(tmp_path: Path) -> None:
    cut = handed_over(two_line_film(ROOT, missing=frozenset({"sc001_sh020/B"})))
    clip = {c.name: c for c in _xmeml(cut).find_clips()}["sc001_sh020_B"]
    assert isinstance(clip.media_reference, otio.schema.MissingReference)
    assert clip.media_reference.name == "missing: no engine could draw it"
    # FCPXML 1.8 has no asset without a file: one that is not there.
    assert 'src="./missing/sc001_sh020_B"' in fcpxml_text(cut)
    assert "PANEL B: MISSING, no engine could draw it" in edl_text(cut)
    write_aaf(cut, tmp_path / "cut.aaf")
    back = otio.adapters.read_from_file(str(tmp_path / "cut.aaf"))
    clip = {c.name: c for c in back.find_clips()}["sc001_sh020_B"]
    assert isinstance(clip.media_reference, otio.schema.MissingReference)
    assert clip.metadata["AAF"]["UserComments"]["Missing"] == "no engine could draw it"


def test_xmeml_keeps_what_is_disabled_but_for_its_reader() -> None:
    cut = handed_over(two_line_film(ROOT))
    back = _xmeml(cut)
    assert all(track.enabled for track in back.tracks)
    said = {t.name or n: t.metadata["fcp_xml"]["enabled"] for n, t in enumerate(back.tracks)}
    assert list(said.values()).count("FALSE") == 2  # reference and lines
    assert all(not t.name for t in back.tracks)  # tracks have no names in xmeml
    assert len({m.color for m in back.tracks.markers}) == 1  # nor markers colours


def test_xmeml_splits_stems_into_linked_left_and_right() -> None:
    cut = handed_over(two_line_film(ROOT))
    text = xmeml_text(cut)
    assert text.count('premiereTrackType="Stereo"') == 8
    assert text.count('premiereTrackType="Mono"') == 1
    assert len(audio(_xmeml(cut))) == 5  # the reader takes each pair as one


def test_an_aaf_leaves_out_what_is_disabled(tmp_path: Path) -> None:
    cut = handed_over(two_line_film(ROOT, plates=True))
    write_aaf(cut, tmp_path / "cut.aaf")
    back = otio.adapters.read_from_file(str(tmp_path / "cut.aaf"))
    assert len(cut.lanes) == 8
    assert len(back.tracks) == 6
    assert "animatic.mp4" not in {c.name for c in back.find_clips()}


def test_an_edl_has_shots_and_no_panels_plates_or_sound() -> None:
    cut = handed_over(two_line_film(ROOT, plates=True))
    (track,) = otio.adapters.read_from_string(edl_text(cut), "cmx_3600", rate=24).tracks
    assert len(list(track.find_clips())) == 3
    sources = {c.source_range.start_time.value for c in track.find_clips()}
    assert sources == {0}  # handles are not said
    assert all(
        isinstance(c.media_reference, otio.schema.MissingReference) for c in track.find_clips()
    )


def test_the_edl_reader_cannot_cross_midnight() -> None:
    late = 24 * 3600 * 24 - 100
    text = edl_text(handed_over(two_line_film(ROOT, start_frame=late)))
    assert "23:59:58:10 00:00:01:10" in text  # right by the book
    with pytest.raises(Exception, match="duration don't match"):
        otio.adapters.read_from_string(text, "cmx_3600", rate=24)


def test_speed_changes_and_nested_stacks_are_named() -> None:
    document = to_otio(film(ROOT, (cut_shot(1, 0, 30), cut_shot(2, 30, 30))), ROOT)
    track = document.tracks[0]
    track[0].effects.append(otio.schema.LinearTimeWarp(time_scalar=2.0))
    stack = otio.schema.Stack(name="comp")
    stack.append(otio.schema.Track(children=[track[1].clone()]))
    track[1] = stack
    cut = turnover(document)
    assert cut.problems == (
        "sc001_sh010: at its file's own speed in the flat formats",
        "comp at frame 30: nested, a gap in the flat formats",
    )
    assert [p.name for p in cut.lanes[0].pieces] == ["sc001_sh010"]
