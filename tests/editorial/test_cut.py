from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filmgen.breakdown.model import (
    Angle,
    Beat,
    Line,
    Move,
    Setting,
    Setup,
    Shot,
    ShotList,
    ShotTransition,
    Size,
)
from filmgen.editorial.cut import CutSettings, LineLength, action_seconds, lock_cut
from filmgen.screenplay.model import PlaceKind, SourceRange, TimeOfDay
from filmgen.sound.words.word_times import WordTime
from filmgen.timecode import frames_from_seconds, seconds_from_frames

KITCHEN = Setting("KITCHEN", PlaceKind.INTERIOR, "KITCHEN", "", TimeOfDay.DAY)
RATES = [Fraction(24), Fraction(24000, 1001), Fraction(25), Fraction(30000, 1001), Fraction(60)]


def shot(
    number: int,
    beats: tuple[Beat, ...] = (Beat("A", "She waits by the door."),),
    lines: tuple[Line, ...] = (),
    **fields: object,
) -> Shot:
    values: dict[str, object] = {
        "identity": f"{number:016x}",
        "display_id": f"sc001_sh{number:03d}",
        "scene_index": 1,
        "scene_number": "1",
        "setting": KITCHEN,
        "setup": Setup.ACTION,
        "size": Size.MS,
        "angle": Angle.EYE,
        "move": Move.STATIC,
        "lens_mm": 35,
        "subjects": (),
        "present": (),
        "beats": beats,
        "source": SourceRange(1, 1),
        "why": "a test",
        "lines": lines,
    }
    return Shot(**{**values, **fields})  # type: ignore[arg-type]


def cut_settings(rate: Fraction = Fraction(24), slate: bool = True) -> CutSettings:
    return CutSettings(rate, 86400, 8, 1280, 720, Fraction(16, 9), slate)


@st.composite
def shot_lists(draw: st.DrawFn) -> tuple[ShotList, dict[str, LineLength]]:
    lengths: dict[str, LineLength] = {}
    shots = []
    for number in range(draw(st.integers(1, 12))):
        lines: list[Line] = []
        for index in range(draw(st.integers(0, 4))):
            line_id = f"l{number}-{index}"
            dual = lines[-1].id if lines and draw(st.booleans()) else ""
            ending = draw(st.sampled_from(["", "--", "..."]))
            lines.append(
                Line(line_id, draw(st.sampled_from("AB")), f"words{ending}", dual_with=dual)
            )
            lengths[line_id] = LineLength(draw(st.floats(0.05, 20)), draw(st.booleans()))
        labels = "ABCDE"[: draw(st.integers(1, 5))]
        beats = tuple(
            Beat(
                label,
                draw(st.text("abc de", max_size=200)),
                line_ids=tuple(line.id for line in lines if draw(st.booleans())),
            )
            for label in labels
        )
        shots.append(
            shot(
                number,
                beats,
                tuple(lines),
                setup=draw(st.sampled_from(Setup)),
                transition_in=draw(st.sampled_from(ShotTransition)),
                hold_s=draw(st.none() | st.floats(0.1, 30)),
            )
        )
    return ShotList("Film", tuple(shots), fade_out=draw(st.booleans())), lengths


@settings(max_examples=150, deadline=None)
@given(shot_lists(), st.sampled_from(RATES), st.booleans())
def test_shots_adjoin_panels_fill_and_lines_fit(
    film: tuple[ShotList, dict[str, LineLength]], rate: Fraction, slate: bool
) -> None:
    shots, lengths = film
    cut = lock_cut(shots, lengths, cut_settings(rate, slate))
    at = cut.slate_frames
    for cut_shot in cut.shots:
        assert cut_shot.start_frame == at
        assert cut_shot.frames >= 1
        panel_at = 0
        for panel in cut_shot.panels:
            assert panel.start_frame == panel_at
            assert panel.frames >= 1
            panel_at += panel.frames
        assert panel_at == cut_shot.frames
        assert {line.line.id for line in cut_shot.lines} == {x.id for x in cut_shot.shot.lines}
        for line in cut_shot.lines:
            assert line.start_frame >= 0
            assert line.start_frame + line.frames <= cut_shot.frames
            length = lengths[line.line.id].seconds
            assert seconds_from_frames(line.frames, rate) >= length - 1e-9
        assert 0 <= cut_shot.transition_frames <= cut_shot.frames // 2
        at += cut_shot.frames
    assert cut.frames == at + cut.tail_frames


@settings(max_examples=50, deadline=None)
@given(shot_lists(), st.sampled_from(RATES))
def test_a_longer_line_changes_its_own_shot_and_only_moves_the_others(
    film: tuple[ShotList, dict[str, LineLength]], rate: Fraction
) -> None:
    shots, lengths = film
    if not lengths:
        return
    edited = next(iter(lengths))
    longer = lengths | {edited: LineLength(lengths[edited].seconds + 1.37, True)}
    before = lock_cut(shots, lengths, cut_settings(rate))
    after = lock_cut(shots, longer, cut_settings(rate))
    for old, new in zip(before.shots, after.shots, strict=True):
        if all(line.id != edited for line in old.shot.lines):
            assert (new.frames, new.panels, new.lines) == (old.frames, old.panels, old.lines)


def test_dual_dialogue_starts_together() -> None:
    lines = (Line("a", "A", "Screw it."), Line("b", "B", "Screw it.", dual_with="a"))
    film = ShotList("F", (shot(1, lines=lines),))
    lengths = {"a": LineLength(1.0, True), "b": LineLength(1.4, True)}
    placed = lock_cut(film, lengths, cut_settings()).shots[0].lines
    assert placed[0].start_frame == placed[1].start_frame


def test_an_interrupted_line_is_cut_into() -> None:
    def gap(text: str) -> int:
        lines = (Line("a", "A", text), Line("b", "B", "No!"))
        film = ShotList("F", (shot(1, lines=lines),))
        lengths = {"a": LineLength(1.0, True), "b": LineLength(1.0, True)}
        first, second = lock_cut(film, lengths, cut_settings()).shots[0].lines
        return second.start_frame - first.start_frame - first.frames

    assert gap("But you said--") < gap("But you said so.")


def test_a_speaker_cuts_in_on_the_last_word() -> None:
    """Recordings end in silence: the other one begins 0.15 s before the last word is out."""
    words = (WordTime("But", 0.05, 0.5), WordTime("you--", 0.5, 0.9))
    lines = (Line("a", "A", "But you--"), Line("b", "B", "No!"), Line("c", "B", "Never.", "beat"))
    film = ShotList("F", (shot(1, lines=lines),))
    lengths = {"a": LineLength(1.1, True, words)} | {i: LineLength(1.0, True) for i in "bc"}
    first, second, _ = lock_cut(film, lengths, cut_settings(Fraction(100))).shots[0].lines
    assert second.start_frame - first.start_frame == pytest.approx(75, abs=1)

    same = (Line("a", "A", "But you--"), Line("b", "A", "No."))
    paused = (Line("a", "A", "But you--"), Line("b", "B", "No.", "beat"))
    for pair in (same, paused):  # nobody interrupts himself, nor after a pause
        film = ShotList("F", (shot(1, lines=pair),))
        first, second = lock_cut(film, lengths, cut_settings()).shots[0].lines
        assert second.start_frame >= first.start_frame + first.frames


def test_a_picture_cut_on_an_interruption_wastes_no_time() -> None:
    def gap(text: str, action: str = "") -> float:
        """Seconds from the end of A's line to B's first word, across the picture cut."""
        shots = (
            shot(1, (Beat("A", "", line_ids=("a",)),), (Line("a", "A", text),)),
            shot(2, (Beat("A", action, line_ids=("b",)),), (Line("b", "B", "No!"),)),
        )
        lengths = {"a": LineLength(0.6, True), "b": LineLength(0.6, True)}
        one, two = lock_cut(ShotList("F", shots), lengths, cut_settings()).shots
        said = one.start_frame + one.lines[0].start_frame + one.lines[0].frames
        return (two.start_frame + two.lines[0].start_frame - said) / 24

    assert gap("But you--") <= 0.15 < 0.8 < gap("But you.")
    assert gap("But you--", "He stands up slowly.") > 0.8


def test_dual_dialogue_that_interrupts_stays_together() -> None:
    lines = (
        Line("a", "A", "But you--"), Line("b", "B", "No!"), Line("c", "C", "No!", dual_with="b"),
    )  # fmt: skip
    lengths = {i: LineLength(1.0, True) for i in "abc"}
    film = ShotList("F", (shot(1, lines=lines),))
    first, second, third = lock_cut(film, lengths, cut_settings()).shots[0].lines
    assert second.start_frame == third.start_frame < first.start_frame + first.frames


def test_a_pause_is_held() -> None:
    def length(delivery: str) -> int:
        film = ShotList("F", (shot(1, lines=(Line("a", "A", "Yes.", delivery),)),))
        return lock_cut(film, {"a": LineLength(1.0, True)}, cut_settings()).frames

    assert length("pause") - length("softly") == pytest.approx(0.8 * 24, abs=1)


def test_a_pinned_hold_is_kept_but_never_cuts_words() -> None:
    film = ShotList("F", (shot(1, hold_s=5.0),))
    assert lock_cut(film, {}, cut_settings(slate=False)).frames == 120
    line = Line("a", "A", "A long line.")
    film = ShotList("F", (shot(1, lines=(line,), hold_s=0.5),))
    cut = lock_cut(film, {"a": LineLength(3.0, True)}, cut_settings(slate=False))
    assert cut.frames >= 72


def test_splitting_a_paragraph_adds_no_time() -> None:
    first, second = "She walks to the window and looks out.", "Nothing moves in the street below."
    whole = action_seconds(f"{first} {second}")
    assert whole == pytest.approx(action_seconds(first) + action_seconds(second), rel=0.03)


def test_a_chinese_page_is_not_rushed() -> None:
    assert 45 < action_seconds("他慢慢地走进房间看着窗外的雨" * 36) < 75


def test_every_line_needs_a_length() -> None:
    film = ShotList("F", (shot(1, lines=(Line("a", "A", "Yes."),)),))
    with pytest.raises(KeyError):
        lock_cut(film, {}, cut_settings())


def test_a_slate_of_three_seconds_at_any_rate() -> None:
    for rate in RATES:
        film = ShotList("F", (shot(1),))
        assert lock_cut(film, {}, cut_settings(rate)).slate_frames == frames_from_seconds(3, rate)


def test_scene_slates_lengthen_the_film_by_a_second_a_scene_and_no_shot() -> None:
    rate = Fraction(24000, 1001)
    film = ShotList("Film", tuple(shot(n, scene_index=1 + n // 2) for n in range(5)))
    plain = lock_cut(film, {}, cut_settings(rate))
    slated = lock_cut(film, {}, replace(cut_settings(rate), scene_slates=True))
    assert [s.slate_frames for s in slated.shots] == [24, 0, 24, 0, 24]
    assert slated.frames == plain.frames + 3 * 24
    at = slated.slate_frames
    for old, new in zip(plain.shots, slated.shots, strict=True):
        at += new.slate_frames
        assert new.start_frame == at
        assert replace(new, start_frame=old.start_frame, slate_frames=0) == old
        at += new.frames
    assert at + slated.tail_frames == slated.frames
