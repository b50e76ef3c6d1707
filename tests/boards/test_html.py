"""board.html: one well-formed file that asks for nothing from outside."""

from __future__ import annotations

import base64
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import cv2
import numpy as np
import pytest

from filmgen.boards.compose import PanelArt
from filmgen.boards.html import inline_svg, write_page, write_variants_page
from filmgen.boards.model import Variant
from tests.boards.builders import PLAN, board_of, pictures, two_scenes, webps

VOID = {"meta", "img", "br", "link", "input"}


class Page(HTMLParser):
    """Checks that every element is closed where it was opened; collects what tests ask for."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {k: v or "" for k, v in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {k: v or "" for k, v in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("style", "script"):
            self.words.append(data)

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


@pytest.fixture(scope="module")
def shots(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return webps(pictures(tmp_path_factory.mktemp("pictures")))


TAKES = {
    ("1".rjust(16, "0"), "A"): PanelArt(
        "other", "", 2, (Variant(1, "dark"), Variant(2, "other"), Variant(3, "light"))
    ),
    ("2".rjust(16, "0"), "A"): PanelArt("", "it <failed> & ended"),
}


@pytest.fixture(scope="module")
def page(shots: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("page") / "board.html"
    write_page(board_of(two_scenes(), TAKES, plans={1: (PLAN, PLAN), 2: (PLAN,)}), shots, path)
    return path.read_text(encoding="utf-8")


def test_every_panel_is_there_with_its_words(page: str) -> None:
    parsed = Page(page)
    panels = [a for a in parsed.all("article") if a["class"] == "panel"]
    assert [p["id"] for p in panels][2:5] == ["sc001_sh030-A", "sc001_sh030-B", "sc001_sh030-C"]
    assert len(panels) == 9
    for words in (
        "The Lamp & the <Sea>", "2A EXT. HARBOR - DAWN", "MCU · eye level · 50 mm · pan",
        "TOBY Eda! The curtains!", "FX fire at curtains", "it <failed> & ended", "PAN RIGHT",
        "about 0:12", "variant 2",
    ):  # fmt: skip
        assert words in parsed.text, words
    assert panels[1]["data-characters"] == "TOBY"
    assert {p["data-size"] for p in panels} == {"MCU"}


def test_it_asks_for_nothing_from_outside(page: str) -> None:
    parsed = Page(page)
    for tag, attributes in parsed.elements:
        for name in ("src", "href", "srcset", "poster", "action"):
            value = attributes.get(name, "data:")
            assert value.startswith(("data:", "#")), (tag, name, value[:60])
    assert "@import" not in page
    assert not re.search(r"url\((?!#)", page)
    (policy,) = [m["content"] for m in parsed.all("meta") if "http-equiv" in m]
    assert "default-src 'none'" in policy


def test_pictures_inside_are_the_pictures(page: str, shots: dict[str, Path]) -> None:
    sources = [image["src"] for image in Page(page).all("img")]
    assert len(sources) == 8 + 2  # one panel of nine is missing; two other takes
    data = base64.b64decode(sources[0].partition(",")[2])
    decoded = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    assert decoded.shape == (90, 160, 3)
    assert data == shots["other"].read_bytes()


def test_ids_are_unique_and_plans_do_not_meet(page: str) -> None:
    ids = [a["id"] for _, a in Page(page).elements if "id" in a]
    assert len(ids) == len(set(ids))
    assert page.count('id="s1-1-room"') == page.count("url(#s1-1-room)") == 1
    assert page.count('id="s1-2-room"') == page.count('id="s2-1-room"') == 1
    assert ".s1-1-wall{fill:#123456}" in page
    assert 'class="s1-1-wall"' in page


def test_an_inlined_plan_keeps_colours_and_numbers() -> None:
    inlined = inline_svg(PLAN, "p-")
    assert inlined.startswith("<svg")
    assert "#123456" in inlined
    assert "M0,0H9V9Z" in inlined


def test_the_script_runs_over_no_words_of_the_film(shots: dict[str, Path], tmp_path: Path) -> None:
    attack = '</script><script>alert("x")</script>"><img src=x onerror=alert(1)>\x00\ud800'
    board = board_of(two_scenes())
    first = replace(board.scenes[0].panels[0], action=attack, characters=(attack,), card=attack)
    scene = replace(board.scenes[0], slug=attack, panels=(first, *board.scenes[0].panels[1:]))
    board = replace(board, title=attack, credits=(attack,), scenes=(scene,))
    write_page(board, shots, tmp_path / "board.html")
    parsed = Page((tmp_path / "board.html").read_text(encoding="utf-8"))
    assert len(parsed.all("script")) == 1
    assert all("onerror" not in a for _, a in parsed.elements)


def test_variants_side_by_side(shots: dict[str, Path], tmp_path: Path) -> None:
    write_variants_page(board_of(two_scenes(), TAKES), shots, tmp_path / "v.html")
    parsed = Page((tmp_path / "v.html").read_text(encoding="utf-8"))
    assert len(parsed.all("article")) == 1
    assert len(parsed.all("img")) == 3
    assert "variant 2, chosen" in parsed.text
    assert "filmgen pick sc001_sh010 3 -o ." in parsed.text
