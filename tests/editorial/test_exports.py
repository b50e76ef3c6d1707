"""OTIO, EDL and tables: what an editor opens agrees with the cut, frame by frame."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import opentimelineio as otio
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filmgen.breakdown.model import CharacterNote, ShotList, ShotTransition
from filmgen.editorial.documents import ShotsDocument, published_schemas
from filmgen.editorial.exchange import edl
from filmgen.editorial.exchange.edl import reel_names
from filmgen.editorial.exchange.flatten import turnover
from filmgen.editorial.exchange.timeline import to_otio, write_otio
from filmgen.editorial.model import STEMS, CutLine, CutShot, Timeline
from filmgen.editorial.moments import moment_frame
from filmgen.editorial.tables import write_lines_csv, write_shots_csv, write_shots_json
from filmgen.timecode import format_timecode, parse_timecode, samples_from_frames
from tests.editorial.builders import cut_shot, film, line, two_line_film

RATES = (Fraction(24), Fraction(25), Fraction(30), Fraction(24000, 1001), Fraction(30000, 1001))


def edl_text(timeline: Timeline, root: Path) -> str:
    return edl.edl_text(turnover(to_otio(timeline, root)))


def write_edl(timeline: Timeline, path: Path, root: Path) -> None:
    edl.write_edl(turnover(to_otio(timeline, root)), path)


def _picture(timeline: otio.schema.Timeline) -> otio.schema.Track:
    return next(t for t in timeline.tracks if t.name == "picture")


def title_frames(shots: tuple[CutShot, ...]) -> int:
    return shots[0].start_frame - shots[0].slate_frames


@st.composite
def cuts(draw: st.DrawFn) -> tuple[CutShot, ...]:
    shots = []
    start = draw(st.integers(0, 30))
    slate = start
    for number in range(1, draw(st.integers(1, 6)) + 1):
        frames = draw(st.integers(1, 200))
        transition = draw(st.sampled_from(list(ShotTransition)))
        length = draw(st.integers(0, frames)) if transition is not ShotTransition.CUT else 0
        lines = ()
        if frames > 4 and draw(st.booleans()):
            at = draw(st.integers(0, frames - 2))
            said = line(number, draw(st.text("ab .,好。", min_size=1, max_size=200)))
            lines = (CutLine(said, at, draw(st.integers(1, frames - at))),)
        card = draw(st.sampled_from((0, 0, 24)))
        start += card
        shots.append(
            replace(
                cut_shot(
                    number,
                    start,
                    frames,
                    panels=draw(st.integers(1, 3)),
                    lines=lines,
                    transition=transition,
                    transition_frames=length,
                ),
                slate_frames=card,
            )
        )
        start += frames
    assert slate == shots[0].start_frame - shots[0].slate_frames
    return tuple(shots)


@settings(max_examples=40, deadline=None)
@given(shots=cuts(), rate=st.sampled_from(RATES), tail=st.integers(0, 24))
def test_otio_holds_every_frame_and_survives_a_round_trip(
    shots: tuple[CutShot, ...], rate: Fraction, tail: int
) -> None:
    timeline = film(Path("/out"), shots, rate=rate, slate=title_frames(shots), tail=tail)
    text = otio.adapters.write_to_string(to_otio(timeline, Path("/out")), "otio_json")
    back = otio.adapters.read_from_string(text, "otio_json")
    track = _picture(back)
    assert track.duration().to_frames() == timeline.cut.frames
    assert back.global_start_time.to_frames() == 86400
    ranges = [track.range_of_child(clip) for clip in track.find_clips()]
    wanted = [
        (s.start_frame + p.start_frame, p.frames) for s in timeline.cut.shots for p in s.panels
    ]
    assert [(r.start_time.value, r.duration.value) for r in ranges] == wanted
    assert {r.duration.rate for r in ranges} == {float(rate)}


@settings(max_examples=40, deadline=None)
@given(shots=cuts(), rate=st.sampled_from(RATES))
def test_edl_events_cover_the_shots_exactly(shots: tuple[CutShot, ...], rate: Fraction) -> None:
    timeline = film(Path("/out"), shots, rate=rate, slate=title_frames(shots))
    text = edl_text(timeline, Path("/out"))
    events = [row.split() for row in text.splitlines() if row[:3].isdigit()]
    # The last line of an event (a dissolve has two) carries the incoming clip's times.
    last = {row[0]: row for row in events}
    assert len(last) == len(shots)
    for row, shot in zip(last.values(), shots, strict=True):
        start = timeline.cut.start_frame + shot.start_frame
        assert row[-2] == format_timecode(start, rate)
        assert row[-1] == format_timecode(start + shot.frames, rate)
        assert row[-4:-2] == [format_timecode(0, rate), format_timecode(shot.frames, rate)]
        assert len(row[1]) <= 8


def test_paths_are_relative_to_out_and_percent_encoded(tmp_path: Path) -> None:
    root = tmp_path / "my film"
    timeline = two_line_film(root, plates=True)
    path = root / "timeline.otio"
    root.mkdir()
    write_otio(to_otio(timeline, root), path)
    assert str(tmp_path) not in path.read_text(encoding="utf-8")
    back = otio.adapters.read_from_file(str(path))
    urls = [c.media_reference.target_url for c in _picture(back).find_clips()]
    assert urls[0] == "frames/sc001_sh010/A/picture.png"
    assert urls[1:4] == [f"frames/sc001_sh020/{label}/picture.png" for label in "ABC"]
    write_edl(timeline, root / "cut.edl", root)
    assert str(tmp_path) not in (root / "cut.edl").read_text(encoding="utf-8")


def test_stems_lines_markers_and_transition(tmp_path: Path) -> None:
    timeline = two_line_film(tmp_path, plates=True)
    (tmp_path / "audio").mkdir()
    (tmp_path / "audio" / "dialogue.wav").write_bytes(b"RIFF")
    result = to_otio(timeline, tmp_path)
    tracks = {track.name: track for track in result.tracks}
    assert list(tracks) == ["picture", "plates 1", "reference", *STEMS, "lines 1"]
    stem = tracks["dialogue"][0]
    assert stem.media_reference.target_url == "audio/dialogue.wav"
    assert stem.duration().value == samples_from_frames(timeline.cut.frames, timeline.cut.rate)
    assert isinstance(tracks["ambience"][0].media_reference, otio.schema.MissingReference)
    spoken = tracks["lines 1"]
    assert not spoken.enabled
    clips = list(spoken.find_clips())
    assert [c.name for c in clips] == ["l001", "l002"]
    starts = [spoken.range_of_child(c).start_time.value for c in clips]
    assert starts == [samples_from_frames(16, Fraction(24)), samples_from_frames(72, Fraction(24))]
    markers = {m.metadata["filmgen"]["cue"]: m for m in tracks["picture"].markers}
    assert markers["effect"].marked_range.start_time.value == 62
    shot = timeline.cut.shots[1]
    heard = shot.start_frame + moment_frame(shot, shot.shot.sound_cues[0].at, timeline.cut.rate)
    assert 62 < heard < 62 + shot.frames
    assert markers["sound"].marked_range.start_time.value == heard
    (transition,) = [c for c in tracks["picture"] if isinstance(c, otio.schema.Transition)]
    assert transition.transition_type == "SMPTE_Dissolve"
    assert (transition.in_offset.value, transition.out_offset.value) == (0, 12)
    fire = list(tracks["plates 1"].find_clips())
    assert [tracks["plates 1"].range_of_child(c).start_time.value for c in fire] == [12, 62, 134]


def test_a_plate_is_referenced_as_the_sequence_it_is_delivered_as(tmp_path: Path) -> None:
    timeline = two_line_film(tmp_path, plates=True)
    folder = tmp_path / "plates" / "sc001_sh010" / "fire"
    folder.mkdir(parents=True)
    for number in range(1001, 1004):
        (folder / f"fire.{number}.exr").write_bytes(b"")
    result = to_otio(timeline, tmp_path)  # its tracks live only as long as it does
    track = next(t for t in result.tracks if t.name == "plates 1")
    reference = next(iter(track.find_clips())).media_reference
    assert reference.abstract_target_url("####") == "plates/sc001_sh010/fire/fire.####.exr"
    assert (reference.start_frame, reference.end_frame()) == (1001, 1003)


def test_missing_pictures_say_why(tmp_path: Path) -> None:
    timeline = two_line_film(tmp_path, missing=frozenset({"sc001_sh020/B"}))
    result = to_otio(timeline, tmp_path)
    clips = {c.name: c for c in _picture(result).find_clips()}
    gone = clips["sc001_sh020_B"].media_reference
    assert isinstance(gone, otio.schema.MissingReference)
    assert gone.metadata["filmgen"]["reason"] == "no engine could draw it"
    assert "MISSING, no engine could draw it" in edl_text(timeline, tmp_path)
    write_shots_csv(timeline, tmp_path / "shots.csv")
    rows = list(csv.DictReader((tmp_path / "shots.csv").open(encoding="utf-8")))
    assert [r["missing"] for r in rows] == ["", "B: no engine could draw it", ""]


def test_edl_reads_back_with_names_reels_and_dissolve(tmp_path: Path) -> None:
    timeline = two_line_film(tmp_path)
    write_edl(timeline, tmp_path / "cut.edl", tmp_path)
    back = otio.adapters.read_from_file(str(tmp_path / "cut.edl"), rate=24)
    clips = list(back.find_clips())
    assert [c.name for c in clips] == ["sc001_sh010", "sc001_sh020", "sc001_sh030"]
    assert [c.metadata["cmx_3600"]["reel"] for c in clips] == ["001010", "001020", "001030"]
    text = (tmp_path / "cut.edl").read_text(encoding="utf-8")
    assert text.startswith("TITLE: A & B\nFCM: NON-DROP FRAME\n")
    assert " D 012 " in text


def test_a_film_that_starts_in_drop_frame_stays_in_it(tmp_path: Path) -> None:
    rate = Fraction(30000, 1001)
    start = parse_timecode("00:59:56;00", rate)
    timeline = two_line_film(tmp_path, rate=rate, start_frame=start)
    timeline = replace(timeline, cut=replace(timeline.cut, drop_frame=True))
    head, _, events = edl_text(timeline, tmp_path).partition("FCM: DROP FRAME\n")
    assert head == "TITLE: A & B\n"
    times = [e.split()[-4:] for e in events.splitlines() if e[:1].isdigit()]
    # 134 frames into the film: through the hour, which drops no number, as no tenth minute does
    assert times[-1][2:] == ["01:00:00:14", "01:00:01:24"]
    across = replace(timeline.cut, start_frame=parse_timecode("00:58:56;00", rate))
    text = edl_text(replace(timeline, cut=across), tmp_path)
    assert "00:59:00:16 00:59:01:26" in text  # ;00 and ;01 of minute 59 do not exist
    write_shots_csv(timeline, tmp_path / "shots.csv")
    rows = list(csv.DictReader((tmp_path / "shots.csv").open(encoding="utf-8")))
    assert rows[-1]["start"] == "01:00:00;14"


def test_reels_never_collide() -> None:
    ids = ["sc001_sh010", "sc001_sh0100", "sc12A_sh010", "scene-with-a-long-number_sh010"]
    reels = reel_names(ids)
    assert len(set(reels)) == 4
    assert all(0 < len(reel) <= 8 for reel in reels)
    assert reel_names(["sc001_sh010", "sc12A_sh020"]) == ("001010", "12A020")


def test_tables_agree_with_the_cut(tmp_path: Path) -> None:
    timeline = two_line_film(tmp_path)
    write_shots_csv(timeline, tmp_path / "shots.csv")
    write_lines_csv(timeline, tmp_path / "lines.csv")
    shots = list(csv.DictReader((tmp_path / "shots.csv").open(encoding="utf-8")))
    assert [int(r["frames"]) for r in shots] == [50, 72, 40]
    assert shots[0]["start"] == "01:00:00:12"
    assert shots[1]["panels"] == "A; B; C"
    lines = list(csv.DictReader((tmp_path / "lines.csv").open(encoding="utf-8")))
    assert [r["line"] for r in lines] == ["l001", "l002"]
    assert [int(r["start_frame"]) for r in lines] == [16, 72]
    assert lines[1]["text"] == "Forty-one."


def test_shots_json_follows_its_published_schema(tmp_path: Path) -> None:
    timeline = two_line_film(tmp_path)
    listed = ShotList("A & B", (), (CharacterNote("TOBY", age_years=10),), warnings=("odd",))
    write_shots_json(timeline, listed, tmp_path / "shots.json")
    document = json.loads((tmp_path / "shots.json").read_text(encoding="utf-8"))
    assert document["schema"] == "filmgen.shots"
    assert document["version"] == 1
    assert ShotsDocument.model_validate(document).characters[0].age_years == 10
    schema = published_schemas()["shots"]
    assert set(document) == set(schema["properties"])
    shot = document["shots"][1]
    assert set(shot) == set(schema["$defs"]["ShotDocument"]["properties"])
    assert [p["frames"] for p in shot["panels"]] == [24, 24, 24]
    with pytest.raises(ValueError, match="extra"):
        ShotsDocument.model_validate({**document, "surprise": 1})


def test_edl_at_rates_that_cmx_lacks(tmp_path: Path) -> None:
    shot = cut_shot(1, 0, 30)
    at_12 = edl_text(film(tmp_path, (shot,), rate=Fraction(12), start_frame=43200), tmp_path)
    assert "00:00:00:00 00:00:02:12 01:00:00:00 01:00:02:12" in at_12
    at_37 = edl_text(film(tmp_path, (shot,), rate=Fraction(37)), tmp_path)
    assert "* NO EVENTS" in at_37
    assert "001" not in at_37
