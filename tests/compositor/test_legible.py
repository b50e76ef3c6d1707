"""Scripts that no font here has are said once and not drawn as boxes; a user's font mends it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from filmgen import fonts
from filmgen.blocking.faces import FaceBox
from filmgen.compositor.conform.picture import cut_of, plan_conform
from filmgen.compositor.exports.clean_frames import CleanFrames
from filmgen.compositor.plan import plan_segments, raised_shots
from filmgen.compositor.segment_key import segment_request
from filmgen.compositor.segments import Style
from filmgen.compositor.words.legible import font_files, unread_note
from filmgen.config import load_config
from filmgen.editorial.edited import read_edit
from filmgen.errors import ConfigError
from filmgen.fonts import runs, use_fonts, without_glyph
from filmgen.lettering import line_mask, wrap
from filmgen.resources import resource
from tests.compositor.deliveries import deliver
from tests.compositor.films import film, take

CHINESE = "你好，世界！我们今天去哪里？"
SHIPPED = resource("assets", "fonts", "NotoSansSC-Medium.ttf")


@pytest.fixture(autouse=True)
def _no_fonts_left_behind() -> Iterator[None]:
    yield
    use_fonts([])


@pytest.fixture
def latin_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if no Chinese font were shipped."""
    monkeypatch.setattr(fonts, "CHAINS", {w: chain[:1] for w, chain in fonts.CHAINS.items()})


@pytest.mark.parametrize(
    ("words", "script"),
    [("우리가 오늘 어디로 가요?", "Korean"), ("אמרתי לך שזה יבוא", "Hebrew"), ("قلت لك", "Arabic")],
)
def test_a_script_without_a_font_is_said_and_not_drawn(
    tmp_path: Path, words: str, script: str
) -> None:
    timeline = film(take(tmp_path, 1, 30, words=words))
    note = unread_note(timeline)
    assert script in note
    assert words[0] in note
    assert "film.fonts" in note
    assert len(note.splitlines()) == 1
    assert plan_segments(timeline, Style())[0].captions == ()


def test_what_is_shipped_is_read(tmp_path: Path) -> None:
    for words in (
        "Where is it?",
        "Где письмо?",
        CHINESE,
        "こんにちは。カタカナ、漢字",
        "♪ la ♪ – …",
    ):
        timeline = film(take(tmp_path, 1, 30, words=words))
        assert unread_note(timeline) == ""
        assert len(plan_segments(timeline, Style())[0].captions) == 1


def test_a_line_of_which_most_can_be_read_is_shown(tmp_path: Path) -> None:
    timeline = film(take(tmp_path, 1, 30, words="He said שלום to me, and left."))
    assert "Hebrew" in unread_note(timeline)
    assert len(plan_segments(timeline, Style())[0].captions) == 1


def test_a_users_font_draws_what_the_shipped_ones_lack(tmp_path: Path, latin_only: None) -> None:
    timeline = film(take(tmp_path, 1, 30, words=CHINESE))
    assert "Chinese" in unread_note(timeline)
    plain = plan_segments(timeline, Style())[0]
    assert plain.captions == ()
    style = Style(fonts=font_files([str(SHIPPED)]))
    given = plan_segments(timeline, style)[0]
    assert unread_note(timeline) == ""
    assert len(given.captions) == 1
    assert segment_request(given) != segment_request(plain)
    assert str(SHIPPED) not in json.dumps(segment_request(given))
    assert line_mask(CHINESE, 24).sum() > 50
    assert {name for name, _ in runs("Hi 你好")} == {"NotoSans-Regular.ttf", str(SHIPPED)}


def test_a_users_font_is_used_wherever_the_film_is_drawn_again(
    tmp_path: Path, latin_only: None
) -> None:
    """In conforms, in exported frames, and where subtitles stand high in the files beside it."""
    face = FaceBox("ANN", 0.4, 0.6, 0.2, 0.4)
    shot = take(tmp_path, 1, 30, size=(320, 180), words=CHINESE)
    panels = tuple(replace(panel, faces=(face,)) for panel in shot.panels)
    timeline = film(replace(shot, panels=panels), size=(320, 180))
    path = deliver(tmp_path / "out", timeline, film=False) / "timeline.otio"
    edit = read_edit(path)
    given = font_files([str(SHIPPED)])
    own = Style(fonts=given)
    for style, captions in ((Style(), 0), (own, 1), (Style(), 0)):
        plan = plan_conform(edit, cut_of(edit, (320, 180), Fraction(16, 9)), style)
        assert len(plan.segments[0].captions) == captions
        assert ["film.fonts" in loss for loss in plan.losses] == [True] * (1 - captions)
    assert not raised_shots(timeline)
    assert raised_shots(timeline, given) == {timeline.shots[0].cut.shot.identity}
    use_fonts([])
    size, aspect = (320, 180), Fraction(16, 9)
    said = next(CleanFrames(path, size, aspect, [], own).at([12]))
    silent = next(CleanFrames(path, size, aspect, [], Style(subtitles=False)).at([12]))
    assert (said != silent).any()


def test_files_that_are_no_fonts_are_refused(tmp_path: Path) -> None:
    (tmp_path / "words.ttf").write_text("not a font")
    for path, reason in ((tmp_path / "words.ttf", "cannot be read"), (tmp_path / "x", "not there")):
        with pytest.raises(ConfigError, match=reason):
            font_files([str(path)])
    assert load_config(overrides=['film.fonts=["a.ttf"]']).film.fonts == ("a.ttf",)


def test_lines_read_from_the_right_are_put_together_from_the_right(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With a font for Hebrew letters, space and comma, as fonts for one script are."""
    use_fonts([SHIPPED])
    own = str(SHIPPED)
    hebrew = set("אבגדהוזחטיכלמנסעפצקרשתםןךףץ ,")
    monkeypatch.setattr(
        fonts, "has_glyph", lambda name, c: c in hebrew if name == own else ord(c) < 0x590
    )
    latin = "NotoSans-Regular.ttf"
    assert runs("שלום, עולם") == ((own, "שלום, עולם"),)
    assert runs("שלום John עולם") == ((own, " עולם"), (latin, "John"), (own, "שלום "))
    assert runs("He said שלום to me") == ((latin, "He said "), (own, "שלום"), (latin, " to me"))
    assert without_glyph("שלום, John") == ""
    assert without_glyph("안녕 안") == "안녕"


def test_korean_breaks_at_spaces() -> None:
    words = "우리가 오늘 어디로 가는지 알고 있어요"
    lines = wrap(words, 20, 160)
    assert len(lines) > 1
    assert " ".join(lines) == words
