"""Beds over the cut: one for a place, lapped at cuts, hard at smash cuts, long in dissolves."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmgen.breakdown.model import ShotTransition
from filmgen.editorial.beds import CROSS_FADE_S, BedSpan, bed_spans, visit_length
from filmgen.editorial.model import Cut, CutShot
from filmgen.screenplay.model import TimeOfDay
from filmgen.timecode import SAMPLE_RATE_HZ, samples_from_frames
from tests.editorial.builders import SETTING, cut_shot

RATE = Fraction(24)
HALF = int(CROSS_FADE_S * SAMPLE_RATE_HZ) // 2


def film(*places: str, transitions: dict[int, tuple[ShotTransition, int]] | None = None) -> Cut:
    """Shots of four seconds; "yard 2" is the yard in scene 2."""
    shots = []
    for k, place in enumerate(places):
        name, _, scene = place.partition(" ")
        kind, frames = (transitions or {}).get(k, (ShotTransition.CUT, 0))
        shots.append(
            cut_shot(
                k + 1,
                72 + 96 * k,
                96,
                setting=replace(SETTING, key=name, location=name),
                scene_index=int(scene or 1),
                transition=kind,
                transition_frames=frames,
            )
        )
    return Cut("Film", RATE, 0, 72, 24, 8, 640, 360, Fraction(16, 9), tuple(shots))


def at(frame: int) -> int:
    return samples_from_frames(frame, RATE)


def test_a_place_keeps_one_bed_over_its_shots_and_scenes() -> None:
    spans = bed_spans(film("barn", "barn", "barn 2", "yard 2"))
    assert [len(span.shots) for span in spans] == [3, 1]
    later = film("barn", "barn 2")
    night = replace(
        later.shots[1].shot, setting=replace(SETTING, key="barn", time_of_day=TimeOfDay.DAY)
    )
    spans = bed_spans(replace(later, shots=(later.shots[0], replace(later.shots[1], shot=night))))
    assert len(spans) == 2


def test_the_next_place_is_heard_before_it_is_seen_and_the_last_one_after() -> None:
    barn, yard = bed_spans(film("barn", "yard"))
    assert barn.start == at(72)
    assert yard.start == at(168) - HALF
    assert barn.start + barn.length == at(168) + HALF
    assert barn.fade_out == yard.fade_in == 2 * HALF
    assert yard.start + yard.length == at(72 + 192 + 24)
    assert yard.fade_out == at(24)


@pytest.mark.parametrize(
    ("kind", "frames", "fall", "rise", "fade"),
    [
        (ShotTransition.SMASH_CUT, 0, 0.02, 0.0, 0.02),
        (ShotTransition.DISSOLVE, 18, 0.75, 0.0, 0.75),
        (ShotTransition.FADE_OUT_IN, 36, 0.75, 0.75, 0.75),
    ],
)
def test_beds_change_as_the_picture_does(
    kind: ShotTransition, frames: int, fall: float, rise: float, fade: float
) -> None:
    barn, yard = bed_spans(film("barn", "yard", transitions={1: (kind, frames)}))
    assert (barn.start + barn.length - at(168)) / SAMPLE_RATE_HZ == pytest.approx(fall)
    assert (yard.start - at(168)) / SAMPLE_RATE_HZ == pytest.approx(rise)
    assert barn.fade_out == yard.fade_in == pytest.approx(fade * SAMPLE_RATE_HZ)


def test_a_scene_that_cuts_back_finds_its_bed_gone_on() -> None:
    spans = bed_spans(film("barn", "yard", "barn", "yard", "barn 2"))
    assert [span.visit for span in spans] == [0, 1, 0, 1, 4]
    assert spans[2].offset == spans[0].length
    assert spans[4].offset == 0
    assert visit_length(spans, 0) == spans[0].length + spans[2].length


def test_a_bed_of_its_own_begins_where_it_is_laid() -> None:
    cut = film("barn", "barn", "barn")

    def begins(shot: CutShot) -> bool:
        return shot is cut.shots[1]

    spans = bed_spans(cut, begins)
    assert [len(span.shots) for span in spans] == [1, 2]
    assert spans[1].visit != spans[0].visit and spans[1].offset == 0


@given(st.lists(st.sampled_from(["barn", "yard", "barn 2", "road 2"]), min_size=1, max_size=9))
def test_the_film_is_never_without_a_bed(places: list[str]) -> None:
    cut = film(*places)
    spans = bed_spans(cut)
    assert sum(len(span.shots) for span in spans) == len(places)
    end = at(72)
    for span in spans:
        assert span.start <= end
        assert span.fade_in + span.fade_out <= span.length
        end = max(end, span.start + span.length)
    assert end == at(cut.frames)

    def overlap(a: BedSpan, b: BedSpan) -> int:
        return a.start + a.length - b.start

    for k in range(len(spans) - 2):
        assert overlap(spans[k], spans[k + 2]) <= 0


def test_a_scenes_slate_is_silent() -> None:
    """The old bed falls where the slate begins, the new one rises where it ends."""
    plain = film("barn", "barn 2", "barn 2")
    late = [replace(s, start_frame=s.start_frame + 24) for s in plain.shots[1:]]
    slated = replace(plain, shots=(plain.shots[0], replace(late[0], slate_frames=24), late[1]))
    before, after = bed_spans(slated)
    assert [len(span.shots) for span in (before, after)] == [1, 2]
    assert before.start + before.length == at(168) + HALF
    assert after.start == at(192)
    assert before.start + before.length < after.start
    assert after.start + after.length == at(slated.frames)
