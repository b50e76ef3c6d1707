"""Subtitles: nothing lost, nothing overlapping, nothing wider than the screen allows."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filmgen.editorial.model import CutLine
from filmgen.editorial.subtitles import subtitle_cues, wrap_subtitle, write_srt, write_vtt
from filmgen.sound.words.word_times import WordTime
from tests.editorial.builders import cut_shot, film, line, two_line_film

RATE = Fraction(24)
WORDS = st.text(st.sampled_from("aбc XyZ.,!?-—'’“”好小明。，！？（）…ー0 "), max_size=300)


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _bare(text: str) -> str:
    return "".join(text.split())


@given(WORDS)
@settings(max_examples=300, deadline=None)
def test_wrapping_loses_nothing_and_fits(text: str) -> None:
    cues = wrap_subtitle(text)
    assert _bare("".join(t for cue in cues for t in cue)) == _bare(text)
    for cue in cues:
        assert 1 <= len(cue) <= 2
        for shown in cue:
            assert shown == shown.strip() != ""
            assert _columns(shown) <= 42


def test_latin_is_balanced_and_breaks_at_sentences() -> None:
    (only,) = wrap_subtitle("The electric lights go on at nine. It is nothing personal.")
    assert only == ("The electric lights go on at nine.", "It is nothing personal.")
    long = (
        "I saw your work last night at a party at Nak's, and I was wondering when your next show "
        "might be?  Phenomenal stuff young man.  I hope I get a chance to buy some from you."
    )
    cues = wrap_subtitle(long)
    assert all(len(cue) <= 2 for cue in cues)
    assert cues[-1][-1].endswith("from you.")
    assert any(cue[-1].endswith(("be?", "man.")) for cue in cues[:-1])


@pytest.mark.parametrize(
    ("words", "cues"),
    [
        pytest.param(
            "The electric lights go on at nine. It is nothing personal. It is only progress.",
            [
                ("The electric lights go on at nine.",),
                ("It is nothing personal.", "It is only progress."),
            ],
            id="no sentence leaves its first word behind",
        ),
        pytest.param(
            "Mr. Crane says the new ones never need anybody.",
            [("Mr. Crane says the new ones", "never need anybody.")],
            id="what belongs together stays together",
        ),
        pytest.param(
            "I have brought the letter that you sent, Mr. Crane.",
            [("I have brought the letter", "that you sent, Mr. Crane.")],
            id="a point after a title ends nothing",
        ),
        pytest.param(
            "She left the keys to the boat in the kitchen with a note.",
            [("She left the keys to the boat", "in the kitchen with a note.")],
            id="before a preposition",
        ),
        pytest.param(
            "All gas lamps in Lantern Street will be put out tonight.",
            [("All gas lamps in Lantern Street", "will be put out tonight.")],
            id="names stay whole",
        ),
    ],
)
def test_lines_end_where_one_takes_breath(words: str, cues: list[tuple[str, ...]]) -> None:
    assert list(wrap_subtitle(words)) == cues


@pytest.mark.parametrize("columns", [25, 42])
def test_no_line_ends_on_the_first_word_of_a_sentence(columns: int) -> None:
    said = ("It is late. I know where the boat lies. You may come, if you like. " * 6).strip()
    shown = [line for cue in wrap_subtitle(said, columns=columns) for line in cue]
    assert not any(line.endswith((". It", ". I", ". You")) for line in shown)


def test_chinese_lines_hold_18_characters_and_keep_punctuation_off_their_start() -> None:
    text = (
        "因为你妈妈小时候，也放过一只。我在桥下等了一夜。第二天早上，雨停了，船回来了，她却睡着了。"
    )
    cues = wrap_subtitle(text)
    shown = [t for cue in cues for t in cue]
    assert max(map(len, shown)) <= 18
    assert not any(t[0] in "，。！？、" for t in shown)
    assert "".join(shown) == text


@given(
    st.lists(st.tuples(WORDS, st.integers(1, 90), st.integers(0, 20)), min_size=1, max_size=5),
    st.integers(0, 500),
)
@settings(max_examples=150, deadline=None)
def test_cues_stay_in_their_shot_and_hold_every_word(
    spoken: list[tuple[str, int, int]], start: int
) -> None:
    at, lines = 0, []
    for number, (text, frames, gap) in enumerate(spoken):
        lines.append(CutLine(line(number, text), at + gap, frames))
        at += gap + frames
    shot = cut_shot(1, start, at, lines=tuple(lines))
    cues = subtitle_cues(shot, RATE)
    end = start
    for cue in cues:
        assert cue.start_frame >= end
        assert cue.frames >= 1
        end = cue.start_frame + cue.frames
    assert end <= start + at
    assert _bare("".join(t for c in cues for t in c.text_lines)) == _bare(
        "".join(text for text, _, _ in spoken)
    )


def test_dual_dialogue_shares_a_cue() -> None:
    together = (
        CutLine(line(1, "Screw retirement.", character="STEEL"), 5, 30),
        CutLine(line(2, "Screw retirement!", character="BRICK", dual_with="l001"), 5, 34),
    )
    (cue,) = subtitle_cues(cut_shot(1, 100, 60, lines=together), RATE)
    assert cue.text_lines == ("– Screw retirement.", "– Screw retirement!")
    assert (cue.start_frame, cue.frames) == (105, 34)
    assert (cue.speaker, cue.line_ids) == ("STEEL / BRICK", ("l001", "l002"))


def test_a_line_that_is_cut_in_on_gives_way_and_shares_no_cue() -> None:
    lines = (
        CutLine(line(1, "I thought --", character="STEEL"), 5, 30),
        CutLine(line(2, "You never think.", character="BRICK"), 31, 34),
    )
    first, second = subtitle_cues(cut_shot(1, 100, 70, lines=lines), RATE)
    assert (first.start_frame, first.end_frame, first.speaker) == (105, 131, "STEEL")
    assert (second.start_frame, second.frames, second.speaker) == (131, 34, "BRICK")


def test_a_cue_begins_with_its_first_word_as_heard() -> None:
    text = "I told you that it would come, and it came. It comes every year. Nobody sends it."
    words = text.split()
    slow = [WordTime(word, float(at), at + 0.5) for at, word in enumerate(words)]  # a word a second
    frames = 24 * len(words)
    said = CutLine(line(1, text), 0, frames, words=tuple(slow))
    cues = subtitle_cues(cut_shot(1, 100, frames, lines=(said,)), RATE)
    assert len(cues) > 1
    for cue in cues[1:]:
        first = cue.text_lines[0].split()[0]
        heard = [100 + 24 * at for at, word in enumerate(words) if word == first]
        assert cue.start_frame in heard
    assert cues[-1].end_frame == 100 + frames


def test_songs_are_marked() -> None:
    sung = (CutLine(line(1, "Row your boat", sung=True), 0, 20),)
    assert subtitle_cues(cut_shot(1, 0, 30, lines=sung), RATE)[0].text_lines == (
        "♪ Row your boat ♪",
    )


def test_srt_is_numbered_ordered_and_exact(tmp_path: Path) -> None:
    timeline = two_line_film(tmp_path, rate=Fraction(24000, 1001))
    write_srt(timeline, tmp_path / "a.srt")
    text = (tmp_path / "a.srt").read_text(encoding="utf-8")
    assert text.startswith("1\n00:00:00,667 --> 00:00:02,336\nEda! The curtains!\n\n2\n")
    times = re.findall(r"(\d\d):(\d\d):(\d\d),(\d{3})", text)
    stamps = [((int(h) * 60 + int(m)) * 60 + int(s)) * 1000 + int(ms) for h, m, s, ms in times]
    assert stamps == sorted(stamps)
    assert len(stamps) == 4


def test_vtt_escapes_markup_and_names_speakers(tmp_path: Path) -> None:
    shot = cut_shot(1, 0, 40, lines=(CutLine(line(1, "Salt & <pepper>"), 0, 30),))
    write_vtt(film(tmp_path, (shot,)), tmp_path / "a.vtt")
    text = (tmp_path / "a.vtt").read_text(encoding="utf-8")
    assert text.startswith("WEBVTT\n\n1\n00:00:00.000 --> 00:00:01.250\n")
    assert "<v TOBY>Salt &amp; &lt;pepper&gt;</v>" in text
