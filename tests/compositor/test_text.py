"""Words: every shipped script has glyphs, lines break where they may, boxes stay in the frame."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filmgen.compositor.colour import new_i420
from filmgen.compositor.words.safe_areas import Area
from filmgen.compositor.words.subtitles import subtitle
from filmgen.compositor.words.text import overlay_from_rgba, with_halo
from filmgen.fonts import CHAINS, has_glyph, load_font, runs
from filmgen.lettering import line_mask, text_width, wrap
from filmgen.resources import resource

SAMPLES = {
    "English": "I don't know — “really”, naïve café…",
    "Polish": "Zażółć gęślą jaźń",
    "Vietnamese": "Tiếng Việt ơi",
    "Greek": "Πού είναι το γράμμα;",
    "Russian": "Где письмо? Объём ёлки.",
    "Chinese": "你好，世界！我们今天去哪里？（内景）",
    "Japanese": "こんにちは。カタカナ、漢字",
}


@pytest.mark.parametrize("language", SAMPLES)
@pytest.mark.parametrize("weight", CHAINS)
def test_every_letter_has_a_glyph_in_the_font_that_draws_it(language: str, weight: str) -> None:
    text = SAMPLES[language]
    parts = runs(text, weight)
    assert "".join(part for _, part in parts) == text
    for name, part in parts:
        for letter in part:
            assert has_glyph(name, letter), f"{letter!r} is a box in {name}"
    assert line_mask(text, 24, weight).sum() > 50


@pytest.mark.parametrize("name", sorted({f for chain in CHAINS.values() for f in chain}))
def test_the_character_map_agrees_with_what_is_drawn(name: str) -> None:
    """A letter said to be there does not look like the box of one that is not."""
    font = load_font(name, 32)
    absent = "\U0010fffd"
    assert not has_glyph(name, absent)
    box = bytes(font.getmask(absent))
    for letter in "Aé0你Ж":
        drawn = bytes(font.getmask(letter))
        assert (drawn != box) is has_glyph(name, letter), letter


def test_fonts_are_small_enough_to_ship_and_have_their_licence() -> None:
    folder = resource("assets", "fonts")
    fonts = [p for p in folder.iterdir() if p.suffix in (".ttf", ".otf")]
    assert {p.name for p in fonts} == {f for chain in CHAINS.values() for f in chain}
    assert max(p.stat().st_size for p in fonts) < 12_000_000
    assert sum(p.stat().st_size for p in fonts) < 16_000_000
    licences = [p.read_text() for p in folder.glob("OFL*.txt")]
    assert len(licences) == 2
    assert all("SIL OPEN FONT LICENSE" in text for text in licences)


@settings(max_examples=60, deadline=None)
@given(
    st.text(alphabet=st.sampled_from("abc defgh, i. 你好世界，。жзи"), min_size=1, max_size=90),
    st.integers(60, 400),
)
def test_lines_fit_and_nothing_is_lost(text: str, limit: int) -> None:
    lines = wrap(text, 16, limit)
    assert "".join("".join(lines).split()) == "".join(text.split())
    for line in lines:
        assert text_width(line, 16) <= limit + 1 or len(line) == 1 or line[-1] in "，。,."


def test_two_lines_are_balanced_and_chinese_breaks_before_no_comma() -> None:
    lines = wrap("I told you the card would come even when nobody sends it", 30, 640)
    assert len(lines) == 2
    a, b = (text_width(line, 30) for line in lines)
    assert max(a, b) / min(a, b) < 1.35
    lines = wrap("我们今天要去哪里，你知道吗，我不知道。他们都走了，只剩下我。", 30, 330)
    assert len(lines) > 1
    assert not any(line[0] in "，。" for line in lines)


@pytest.mark.parametrize(
    ("picture", "raster"),
    [
        (Area(0, 0, 1280, 720), (1280, 720)),
        (Area(0, 92, 1280, 536), (1280, 720)),
        (Area(438, 0, 404, 720), (1280, 720)),
        (Area(0, 0, 720, 1280), (720, 1280)),
    ],
)
def test_subtitles_stay_in_the_title_safe_area(picture: Area, raster: tuple[int, int]) -> None:
    words = "I told you that it would come, and it came, as it comes every single year."
    drawn = subtitle(words, picture, raster)
    _, planes = new_i420(*raster)
    planes.fill()
    drawn.lay(planes)
    lit = planes.y > 120
    rows, columns = np.flatnonzero(lit.any(axis=1)), np.flatnonzero(lit.any(axis=0))
    assert columns[0] >= picture.x + 0.04 * picture.width
    assert columns[-1] <= picture.x + 0.96 * picture.width
    assert abs((columns[0] + columns[-1]) / 2 - picture.x - picture.width / 2) < 8
    assert rows[0] > raster[1] * 0.6
    assert rows[-1] < raster[1] * 0.985


def test_an_overlay_blends_in_its_box_and_is_cut_at_the_frame() -> None:
    rgb = np.full((20, 30, 3), 255, np.uint8)
    half = overlay_from_rgba(rgb, np.full((20, 30), 0.5, np.float32))
    _, planes = new_i420(64, 48)
    half.at(10, 6).lay(planes)
    assert abs(int(planes.y[10, 20]) - (16 + 235) / 2) <= 1
    assert planes.u[5, 10] == 128
    assert planes.y[2, 20] == 16
    assert planes.y[10, 50] == 16
    for x, y in ((-20, -10), (50, 40), (200, 0), (0, -40)):
        half.at(x, y).lay(planes)  # partly or wholly outside: no error
    assert planes.y[0, 0] > 100


def test_letters_are_light_on_a_dark_halo(tmp_path: Path) -> None:
    drawn = with_halo(line_mask("sc001", 20), 20, (235, 235, 232), 1.0, 0.6)
    _, planes = new_i420(200, 60)
    planes.fill(235)
    drawn.at(20, 10).lay(planes)
    assert planes.y.min() < 130
    assert planes.y[:6].min() == 235
