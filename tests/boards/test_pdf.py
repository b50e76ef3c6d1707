"""board.pdf, read back: pages, words in every script, pictures, the same bytes."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from filmgen.boards.compose import PanelArt
from filmgen.boards.model import Board, BoardPanel, Said
from filmgen.boards.pdf import paginate, write_pdf
from tests.boards.builders import board_of, cut_of, pictures, two_scenes


@pytest.fixture(scope="module")
def jpegs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return pictures(tmp_path_factory.mktemp("pictures"))


def read(path: Path) -> list[str]:
    """Words of every page, spaces and line ends made one."""
    with pdfium.PdfDocument(path) as document:
        texts = [page.get_textpage().get_text_bounded() for page in document]
    return [" ".join(text.split()) for text in texts]


def written(board: Board, jpegs: dict[str, Path], folder: Path) -> list[str]:
    write_pdf(board, jpegs, folder / "board.pdf")
    return read(folder / "board.pdf")


def changed(board: Board, **values: object) -> Board:
    """The board with its first panel changed."""
    scene = board.scenes[0]
    first: BoardPanel = replace(scene.panels[0], **values)  # type: ignore[arg-type]
    scene = replace(scene, panels=(first, *scene.panels[1:]))
    return replace(board, scenes=(scene, *board.scenes[1:]))


def test_everything_is_on_its_page(jpegs: dict[str, Path], tmp_path: Path) -> None:
    pages = written(board_of(two_scenes()), jpegs, tmp_path)
    assert len(pages) == 2  # seven panels of scene 1 on three rows, two of scene 2 on one
    assert all("The Lamp & the <Sea>" in page for page in pages)
    assert [f"{n} / 2" in page for n, page in enumerate(pages, 1)] == [True, True]
    for words in (
        "1 INT. LAMP WORKSHOP - NIGHT", "sc001_sh010", "MCU eye level 50 mm pan", "PAN RIGHT",
        "beat A", "TOBY: Eda! The curtains!", "sc001_sh030 A", "sc001_sh030 C",
        "FX fire at curtains", "about 2.1 s", "0:00 – 0:02", "PUSH IN",
    ):  # fmt: skip
        assert words in pages[0], words
    for words in ("continued", "HANDHELD", "2A EXT. HARBOR - DAWN", "sc001_sh070", "about 1.0 s"):
        assert words in pages[1], words
    assert "about 0:12" in pages[0]  # the running time of the whole film


def test_six_panels_a_page_and_a_scene_begins_a_row() -> None:
    pages = paginate(board_of(two_scenes()))
    assert [[len(row.panels) for row in page] for page in pages] == [[3, 3], [1, 2]]
    assert [[row.starts for row in page] for page in pages] == [[True, False], [False, True]]


def test_the_same_board_is_the_same_bytes_in_any_folder(tmp_path: Path) -> None:
    made = []
    for name in ("a", "another folder"):
        folder = tmp_path / name
        write_pdf(board_of(two_scenes()), pictures(folder), folder / "board.pdf")
        made.append((folder / "board.pdf").read_bytes())
    assert made[0] == made[1]


def test_pictures_are_embedded_once_and_as_they_are(jpegs: dict[str, Path], tmp_path: Path) -> None:
    write_pdf(board_of(two_scenes()), jpegs, tmp_path / "board.pdf")
    body = (tmp_path / "board.pdf").read_bytes()
    assert [body.count(jpegs[key].read_bytes()) for key in ("dark", "light", "other")] == [1, 1, 0]


@pytest.mark.parametrize(
    "words",
    ["Она закрыта, бабушка.", "别怕，河水会流到海里。妈妈就在海边等你回来。", "Ποιος χτυπά;"],
)  # fmt: skip
def test_other_scripts_come_out(words: str, jpegs: dict[str, Path], tmp_path: Path) -> None:
    said = (Said("МАША 小雨", "шёпотом", words),)
    page = written(changed(board_of(two_scenes()), said=said), jpegs, tmp_path)[0]
    assert words.replace(" ", "") in page.replace(" ", "")
    assert "МАША 小雨" in page


def test_what_no_font_has_breaks_nothing(jpegs: dict[str, Path], tmp_path: Path) -> None:
    odd = "before \x00\x07 \ud800 🦊 ﷽ <b>&amp; after"
    board = changed(board_of(two_scenes()), action=odd, said=(Said(odd, odd, odd),))
    page = written(replace(board, title=odd), jpegs, tmp_path)[0]
    assert page.count("before") >= 4
    assert "<b>&amp; after" in page


def test_long_words_borrow_room_then_shrink_then_go_on_beside(
    jpegs: dict[str, Path], tmp_path: Path
) -> None:
    """Nothing is cut as long as the page has room anywhere."""
    board = board_of(two_scenes()[:5])
    for count in (60, 200):  # a long paragraph, two of them
        words = [f"w{n}x" for n in range(count)]
        page = written(changed(board, action=" ".join(words)), jpegs, tmp_path)[0]
        assert all(word in page for word in words)
        assert "…" not in page
    # The row below has one panel: what does not fit under it stands in the free places beside it.
    last = board.scenes[0].panels[6]
    words = [f"w{n}x" for n in range(420)]
    scene = replace(
        board.scenes[0],
        panels=(*board.scenes[0].panels[:3], replace(last, action=" ".join(words))),
    )
    page = written(replace(board, scenes=(scene,)), jpegs, tmp_path)[0]
    assert all(word in page for word in words)
    assert "sc001_sh050 continued" in page


def test_an_endless_speech_ends_in_an_ellipsis(jpegs: dict[str, Path], tmp_path: Path) -> None:
    speech = " ".join(f"w{n}x" for n in range(5000))
    board = changed(board_of(two_scenes()), said=(Said("TOBY", "", speech),))
    pages = written(board, jpegs, tmp_path)
    assert len(pages) == 2
    assert "…" in pages[0]
    assert "w60x" in pages[0]
    assert "w4999x" not in pages[0]


def test_one_word_without_an_end_is_broken(jpegs: dict[str, Path], tmp_path: Path) -> None:
    page = written(changed(board_of(two_scenes()), action="A" * 300), jpegs, tmp_path)[0]
    assert page.replace(" ", "").count("A" * 300) == 1


def test_what_is_missing_has_a_slate_and_a_title_its_card(
    jpegs: dict[str, Path], tmp_path: Path
) -> None:
    board = board_of(two_scenes(), {("1".rjust(16, "0"), "A"): PanelArt("", "out of memory")})
    assert "out of memory" in written(board, jpegs, tmp_path)[0]
    card = changed(board, card="TEN YEARS LATER", picture="", slate="")
    assert "TEN YEARS LATER" in written(card, jpegs, tmp_path)[0]


@pytest.mark.parametrize("aspect", [Fraction(9, 16), Fraction(4, 3), Fraction(239, 100)])
def test_other_shapes(aspect: Fraction, tmp_path: Path) -> None:
    board = board_of(two_scenes(), aspect=aspect)
    jpegs = pictures(tmp_path, float(aspect))
    pages = written(board, jpegs, tmp_path)
    assert len(pages) == 2
    assert "TOBY: Eda! The curtains!" in pages[0]
    with pdfium.PdfDocument(tmp_path / "board.pdf") as document:
        shown = [o for o in document[0].get_objects() if o.type == pdfium.raw.FPDF_PAGEOBJ_IMAGE]
        for picture in shown:
            left, bottom, right, top = picture.get_bounds()
            assert (right - left) / (top - bottom) == pytest.approx(float(aspect), rel=0.01)
    assert len(shown) == 6


def test_times_add_up() -> None:
    cut = cut_of(two_scenes())
    panels = list(board_of(two_scenes()).panels())
    film_s = float(sum(shot.frames for shot in cut.shots) / cut.rate)
    assert sum(p.shot_s for p in panels) == pytest.approx(film_s, abs=1e-3)
    assert sum(p.seconds for p in panels) == pytest.approx(sum(p.shot_s for p in panels), abs=1e-3)
    assert panels[0].start_s == 0  # the slate is not the story's time
    assert all(a.start_s <= b.start_s for a, b in pairwise(panels))
