"""Edited clips as segments: the same pieces as the film's, plates in the time of their picture."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import opentimelineio as otio
import pytest
import soundfile

from filmgen.blocking.model import PlateAnchor
from filmgen.breakdown.model import Move, ShotTransition
from filmgen.compositor.conform.picture import ConformPlan, cut_of, plan_conform
from filmgen.compositor.conform.plates import plates_over
from filmgen.compositor.conform.sound import Stretch, follow, read_stretch, stretched
from filmgen.compositor.picture import frame_rgb
from filmgen.compositor.plan import plan_segments
from filmgen.compositor.segment_key import segment_request
from filmgen.compositor.segments import Retime, Style
from filmgen.compositor.stills.foreign import fit, framed
from filmgen.editorial.conform.edit import Edit, EditClip, EditSound
from filmgen.editorial.edited import read_edit
from filmgen.editorial.exchange.timeline import to_otio, write_otio
from filmgen.editorial.model import PlateMedia, Timeline
from filmgen.workspace import canonical
from tests.compositor.films import film, take

STYLE = Style(burn_in="none")


def fire(folder: Path, **more: Any) -> PlateMedia:
    """A plate whose file is there; nobody reads it here."""
    first = folder / "plates" / "plate.0001.exr"
    first.parent.mkdir(exist_ok=True)
    first.touch()
    anchor = PlateAnchor("fire", 0.7, 0.5, 0.9, 0.3, 0.4, 3.0, tan_w=0.4, heart_m=(0.5, 1.0, 2.0))
    values: dict[str, Any] = {"loops": True, "onset_frames": 0} | more
    return PlateMedia("fire", anchor, first, Fraction(24), 12, key="fire", **values)


def delivered(folder: Path) -> Timeline:
    return film(
        take(folder, 1, 30, move=Move.PUSH_IN, cuts=(10, 22), words="Close the door, please."),
        take(folder, 2, 24, move=Move.HANDHELD, plates=(fire(folder, onset_frames=7),)),
        take(folder, 3, 20, transition=ShotTransition.DISSOLVE, transition_frames=9),
        take(folder, 4, 16, move=Move.PAN, plates=(fire(folder), fire(folder, loops=False))),
        slate=12,
        tail=24,
    )


def edited(folder: Path, timeline: Any) -> Edit:
    path = folder / "edited.otio"
    write_otio(timeline, path)
    return read_edit(path)


def planned(edit: Edit) -> ConformPlan:
    assert edit.raster_px and edit.aspect
    return plan_conform(edit, cut_of(edit, edit.raster_px, edit.aspect), STYLE)


def span(start: int, count: int) -> Any:
    time = otio.opentime.RationalTime
    return otio.opentime.TimeRange(time(start, 24), time(count, 24))


def test_an_untouched_timeline_is_the_same_segments(tmp_path: Path) -> None:
    timeline = delivered(tmp_path)
    plan = planned(edited(tmp_path, to_otio(timeline, tmp_path)))
    wanted = plan_segments(timeline, STYLE)
    assert [s.name for s in plan.segments] == [s.name for s in wanted]
    for ours, theirs in zip(plan.segments, wanted, strict=True):
        assert canonical(segment_request(ours)) == canonical(segment_request(theirs)), ours.name
    assert plan.losses == ()


def test_panels_that_stay_together_keep_one_move(tmp_path: Path) -> None:
    """The last two panels of three: one segment that begins where the first ends."""
    timeline = to_otio(delivered(tmp_path), tmp_path)
    track = timeline.tracks[0]
    whole = planned(edited(tmp_path, timeline)).segments[1]
    track.pop(1)
    part = planned(edited(tmp_path, timeline)).segments[1]
    assert (part.frames, part.footage.time) == (20, Retime(Fraction(10)))
    assert part.footage.path == whole.footage.path
    bare = replace(whole, captions=())
    assert np.array_equal(frame_rgb(replace(part, captions=()), 3), frame_rgb(bare, 13))


def test_a_slowed_shot_moves_between_its_frames(tmp_path: Path) -> None:
    timeline = to_otio(delivered(tmp_path), tmp_path)
    track = timeline.tracks[0]
    clip = track[1]
    clip.source_range = span(0, 20)
    clip.effects.append(otio.schema.LinearTimeWarp(time_scalar=0.5))
    segment = planned(edited(tmp_path, timeline)).segments[1]
    assert segment.footage.time == Retime(Fraction(0), Fraction(1, 2))
    pictures = [frame_rgb(replace(segment, captions=()), n).astype(int) for n in (4, 5, 6)]
    assert np.abs(pictures[1] - pictures[0]).max() > 0
    assert np.abs(pictures[2] - pictures[1]).max() > 0


def clip_of(start: int, frames: int, first: Any = 0, speed: Any = 1, **more: Any) -> EditClip:
    values: dict[str, Any] = {"kind": "shot", "name": "a", "uid": "a"} | more
    return EditClip(
        start_frame=start, frames=frames, first=Fraction(first), speed=Fraction(speed), **values
    )


def plate_of(folder: Path, start: int, frames: int, first: Any = 0, speed: Any = 1) -> EditClip:
    return clip_of(
        start, frames, first, speed, kind="plate", uid="fire", plate=fire(folder), name="fire"
    )


@pytest.mark.parametrize(
    ("picture", "plate", "onset", "rate"),
    [
        ((100, 40), (100, 40), 0, 24),
        ((100, 40, 6), (100, 40, 6), 0, 24),  # both trimmed
        ((100, 40), (110, 30), 10, 24),  # slid
        ((100, 40), (100, 40, 5), -5, 24),  # the plate alone trimmed
        ((100, 80, 0, Fraction(1, 2)), (100, 80), 0, 48),  # the picture alone slowed
        ((100, 40), (100, 40, 0, 2), 0, 48),  # the plate alone sped up
        ((100, 80, 4, Fraction(1, 2)), (100, 80, 4, Fraction(1, 2)), 0, 24),  # both slowed
    ],
)
def test_plates_are_seen_in_the_time_of_their_picture(
    tmp_path: Path, picture: Any, plate: Any, onset: int, rate: int
) -> None:
    over = clip_of(*picture)
    laid, losses = plates_over(over, (plate_of(tmp_path, *plate),), None)
    assert losses == []
    assert (laid[0].onset_frames, laid[0].rate) == (onset, rate)


def test_a_plate_that_ends_early_cuts_its_picture(tmp_path: Path) -> None:
    timeline = to_otio(delivered(tmp_path), tmp_path)
    track = next(t for t in timeline.tracks if t.name == "plates 1")
    (first, *_) = [c for c in track if isinstance(c, otio.schema.Clip)]
    track[track.index(first) + 1].source_range = span(0, 30)
    first.source_range = span(0, 7)
    plan = planned(edited(tmp_path, timeline))
    parts = [s for s in plan.segments if s.name == "sc001_sh020"]
    assert [s.frames for s in parts] == [14, 10]
    assert [len(s.footage.plates) for s in parts] == [1, 0]
    assert sum(s.frames for s in plan.segments) == 12 + 30 + 24 + 20 + 16 + 24


def sound(**more: Any) -> EditSound:
    values: dict[str, Any] = {"whole": True, "stem": "dialogue"} | more
    return EditSound("dialogue", Path("d.wav"), 0, 480_000, **values)


def edit_of(*clips: EditClip, sounds: tuple[EditSound, ...] = (sound(),)) -> Edit:
    return Edit("x", Fraction(24), 0, sum(c.frames for c in clips), clips, sounds=sounds)


def test_neighbours_that_stay_neighbours_keep_one_sound() -> None:
    heard = (Fraction(48), Fraction(1))
    later = (Fraction(72), Fraction(1))
    pieces, _ = follow(
        edit_of(
            clip_of(0, 24, heard=(Fraction(0), Fraction(1))),
            clip_of(24, 24, heard=heard),
            clip_of(48, 12, heard=later),
            clip_of(60, 12, kind="gap"),
            clip_of(72, 48, speed=Fraction(1, 2), heard=heard),
            clip_of(120, 24, speed=0, heard=heard),
        )
    )
    assert [(p.start_sample, p.samples, p.first_sample, p.speed) for p in pieces] == [
        (0, 48_000, 0, 1),
        (48_000, 72_000, 96_000, 1),
        (144_000, 96_000, 96_000, Fraction(1, 2)),
    ]
    assert [(p.fade_in, p.fade_out) for p in pieces] == [(False, True), (True, True), (True, True)]


def test_sound_at_a_speed_nobody_could_follow_is_named() -> None:
    heard = (Fraction(0), Fraction(1))
    pieces, losses = follow(edit_of(clip_of(0, 24, speed=30, heard=heard)))
    assert pieces == () and losses == ("a: at 30 times its speed it is silent",)


@pytest.mark.parametrize("speed", [Fraction(1, 2), Fraction(2), Fraction(-1), Fraction(3, 2)])
def test_stretched_sound_keeps_its_pitch(speed: Fraction) -> None:
    t = np.arange(96_000) / 48_000
    tone = np.stack([np.sin(2 * np.pi * 500 * t)] * 2).astype(np.float32)
    wanted = round(96_000 / abs(speed))
    made = stretched(tone, speed, wanted)
    assert made.shape == (2, wanted)
    middle = made[0, wanted // 4 : wanted // 4 + 12_000]
    spectrum = np.abs(np.fft.rfft(middle * np.hanning(12_000)))
    assert np.argmax(spectrum) * 4 == pytest.approx(500, abs=8)


@pytest.mark.parametrize(("first", "speed"), [(900, 1), (-50, 1), (60, -1), (1150, -1), (2000, -1)])
def test_beyond_its_ends_a_sound_is_silent_either_way(
    tmp_path: Path, first: int, speed: int
) -> None:
    """A clip may be longer than its medium, and it may be played backwards from there."""
    samples = np.linspace(0.1, 0.9, 1000)
    soundfile.write(tmp_path / "a.wav", samples, 48_000, subtype="FLOAT")
    piece = Stretch("fx", "a", tmp_path / "a.wav", 0, 300, Fraction(first), Fraction(speed))
    places = first + speed * np.arange(300) - (speed < 0)
    there = (places >= 0) & (places < 1000)
    expected = np.where(there, samples[np.clip(places, 0, 999)], 0.0)
    assert np.allclose(read_stretch(piece)[0], expected, atol=2e-3)


def test_pictures_of_another_shape_are_letterboxed_or_cut() -> None:
    assert fit((100, 100), (160, 90)) == (90, 90)
    assert fit((1000, 600), (160, 90)) == (160, 96)  # nearly alike: cut
    assert fit((3000, 100), (160, 90)) == (160, 6)
    out = framed(np.full((50, 50, 3), 200, np.uint8), (160, 90))
    assert out.shape == (90, 160, 3)
    assert out[45, 80, 0] == 200 and out[45, 10, 0] == 0
