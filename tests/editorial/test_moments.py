"""Cues fall where their words do: in the time of beats, panels and lines."""

from __future__ import annotations

import tempfile
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmgen.breakdown.model import ShotList
from filmgen.breakdown.planner import plan_shots
from filmgen.breakdown.prose import weight
from filmgen.editorial.cut import CutSettings, LineLength, lock_cut
from filmgen.editorial.model import Cut, CutShot
from filmgen.editorial.moments import moment_frame
from filmgen.screenplay import read_screenplay
from filmgen.sound.words.word_times import WordTime

RATES = [Fraction(24), Fraction(24000, 1001), Fraction(60)]
SCRIPT = """INT. BARN - NIGHT

Mara walks to the window and looks out at the yard for a long time.

MARA
There is nobody here but us and the horses and the wind.

A DOG BARKS far away. She turns around slowly and lifts the lantern over her head.

TOM
(whispering)
Listen.

A KNOCK at the door. She stops, and on the shelf behind her a bottle breaks.

EXT. YARD - NIGHT

The old truck stands alone in the yard under the lamp. The truck explodes in a ball of fire.
"""


@cache
def shots_of(text: str) -> ShotList:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "film.fountain"
        path.write_text(text, encoding="utf-8")
        return plan_shots(read_screenplay(path))


@cache
def cut_of(text: str, rate: Fraction, *, words: bool = False, hold: float = 2.5) -> Cut:
    shots = shots_of(text)
    lengths = {}
    for line in shots.lines():
        said = line.text.split()
        # The speaker waits, then says every word in half the time.
        times = tuple(
            WordTime(
                w, hold / 2 + k * hold / 2 / len(said), hold / 2 + (k + 1) * hold / 2 / len(said)
            )
            for k, w in enumerate(said)
        )
        lengths[line.id] = LineLength(hold, True, times if words else ())
    return lock_cut(shots, lengths, CutSettings(rate, 0, 8, 640, 360, Fraction(16, 9)))


def cue(cut: Cut, kind: str) -> tuple[CutShot, float]:
    return next(
        (shot, cue.at) for shot in cut.shots for cue in shot.shot.sound_cues if cue.kind == kind
    )


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize(
    ("kind", "letters"), [("dog bark", "BARKS"), ("knock", "A KNOCK"), ("glass", "bottle breaks")]
)
def test_a_sound_falls_on_its_word_in_its_own_beat(rate: Fraction, kind: str, letters: str) -> None:
    """Worked out from the panels alone: the words of a panel in which nobody speaks fill it."""
    cut = cut_of(SCRIPT, rate)
    shot, at = cue(cut, kind)
    beat = next(b for b in shot.shot.beats if letters in b.action)
    panel = next(p for p in shot.panels if p.label == beat.label)
    before = beat.action.index(letters)
    wanted = panel.start_frame + panel.frames * before / len(beat.action)
    assert moment_frame(shot, at, rate) == pytest.approx(wanted, abs=2)


def test_a_longer_recording_moves_what_comes_after_it_by_what_it_is_longer() -> None:
    rate = Fraction(24)
    short, long = cut_of(SCRIPT, rate, hold=2.0), cut_of(SCRIPT, rate, hold=7.0)
    frames = []
    for cut in (short, long):
        shot, at = cue(cut, "knock")
        frames.append(shot.start_frame + moment_frame(shot, at, rate))
    assert frames[1] - frames[0] == pytest.approx(2 * 5 * 24, abs=2)  # two lines before it


def test_within_a_line_the_recordings_own_words_are_followed() -> None:
    rate = Fraction(24)
    cut = cut_of(SCRIPT, rate, words=True, hold=4.0)
    shot = next(s for s in cut.shots if s.lines and len(s.lines[0].line.text.split()) > 5)
    placed = shot.lines[0]
    texts = []
    for beat in shot.shot.beats:
        texts += [beat.action, *(x.line.text for x in shot.lines if x.line.id in beat.line_ids)]
    total = sum(weight(text) for text in texts)
    before = sum(weight(text) for text in texts[: texts.index(placed.line.text)])
    frame = moment_frame(shot, (before + 4) / total, rate)
    assert frame == pytest.approx(placed.start_frame + placed.words[4].start_s * 24, abs=1)


def test_what_is_seen_and_what_is_heard_of_a_blast_fall_together() -> None:
    rate = Fraction(24)
    cut = cut_of(SCRIPT, rate)
    shot, at = cue(cut, "explosion")
    seen = next(c.onset for c in shot.shot.effect_cues if c.kind == "explosion")
    assert moment_frame(shot, at, rate) == moment_frame(shot, seen, rate) > 0


@given(st.floats(-0.5, 1.5), st.floats(-0.5, 1.5))
def test_later_words_come_later_and_all_lie_in_the_shot(a: float, b: float) -> None:
    cut = cut_of(SCRIPT, Fraction(24), words=True)
    for shot in cut.shots:
        one, two = (moment_frame(shot, x, Fraction(24)) for x in sorted((a, b)))
        assert 0 <= one <= two < shot.frames


def test_chinese_words_are_counted_as_the_breakdown_counts_them() -> None:
    rate = Fraction(24)
    cut = cut_of(
        "内景 屋里 夜\n\nINT. ROOM - NIGHT\n\n他走到窗前，看了很久。电话响了，没有人接。\n", rate
    )
    shot, at = cue(cut, "phone ring")
    action = next(b.action for b in shot.shot.beats if "电话" in b.action)
    panel = next(
        p for p in shot.panels if "电话" in {b.label: b.action for b in shot.shot.beats}[p.label]
    )
    share = action.index("电话") / len(action)
    assert (moment_frame(shot, at, rate) - panel.start_frame) / panel.frames == pytest.approx(
        share, abs=0.15
    )
