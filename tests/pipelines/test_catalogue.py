"""The catalogue of effect elements: one page with everything in it."""

from __future__ import annotations

import base64
import io
import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageSequence

from filmgen.boards.effects_catalogue import PAPER, Catalogue, over, write_catalogue
from filmgen.effects.delivery.transfer import to_display
from filmgen.engines.table import engine_names
from filmgen.errors import ConfigError, EngineUnavailable
from filmgen.progress import Silent
from pipelines import catalogue
from pipelines.catalogue import Take, make_catalogue


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Two kinds at the least size."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(catalogue, "QUICK", Take(64, 3, 64, 1))
        out = tmp_path_factory.mktemp("catalogue")
        made = make_catalogue(out, kinds=("rain", "sparks"), quick=True, progress=Silent())
    assert made.parent == out
    return made.read_text(encoding="utf-8")


def pictures(page: str) -> list[Image.Image]:
    data = re.findall(r'src="data:image/webp;base64,([^"]+)"', page)
    return [Image.open(io.BytesIO(base64.b64decode(text))) for text in data]


def test_every_kind_is_shown_moving_over_three_grounds_and_in_its_ranges(page: str) -> None:
    for kind in ("rain", "sparks"):
        assert f'<section id="{kind}"' in page
        for caption in (
            "dark board",
            "white paper",
            "checkerboard",
            "low",
            "high",
            "from the left",
        ):
            assert page.count(f"<figcaption>{caption}</figcaption>") == 2
    shown = pictures(page)
    assert len(shown) == 2 * (1 + 3 + 6)
    assert sorted({len(list(ImageSequence.Iterator(picture))) for picture in shown}) == [1, 3]
    for picture in shown:
        picture.load()
        assert np.asarray(picture.convert("L")).std() > 0.5, "an empty picture"


def test_the_page_needs_nothing_from_outside(page: str) -> None:
    assert not re.search(r'(?:src|href)="(?!data:|#)', page)
    assert "http" not in page.replace("http-equiv", "")
    assert "default-src 'none'" in page
    assert "@media print" in page
    assert page.count("<img") == page.count(' alt="') == len(pictures(page))


def test_numbers_and_engines_are_told(page: str) -> None:
    assert len(re.findall(r"\d+ ms a frame", page)) == 2
    # compared outside of the assertions: a page of megabytes takes minutes to explain
    told = {name for name in engine_names("effects") if f'<th scope="row">{name}</th>' in page}
    assert "simulation" in told, "the others make neither rain nor sparks"
    assert page.find("filmgen fluid solver") > 0


def test_light_over_paper_never_darkens_it_and_bright_light_keeps_its_hue() -> None:
    paper = np.full((1, 1, 3), PAPER, np.float32)
    strengths = (0.0, 0.002, 0.02, 0.1, 0.5, 3.0)
    glow = np.array([[(1.0 * s, 0.4 * s, 0.1 * s, 0.0) for s in strengths]], np.float16)
    lit = over(glow, paper)[0].astype(int)
    assert (lit[0] == to_display(paper)[0, 0]).all() and lit[0, 0] > 240
    assert (np.diff(lit, axis=0) >= 0).all(), "a faint glow has a grey rim"
    assert lit[-1, 0] > lit[0, 0] + 5
    smoke = over(np.full((1, 1, 4), (0.05, 0.05, 0.05, 0.5), np.float16), paper)[0, 0]
    assert smoke[0] < lit[0, 0] - 40, "smoke does not darken paper"
    flame = over(np.full((2, 2, 4), (3.0, 1.2, 0.3, 0.0), np.float16), np.zeros_like(paper))
    red, green, blue = flame[0, 0]
    assert red > green > blue


def test_what_cannot_be_shown_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no kind 'lava'"):
        make_catalogue(tmp_path, kinds=("lava",), progress=Silent())
    with pytest.raises(EngineUnavailable, match="none"):
        make_catalogue(
            tmp_path, kinds=("rain",), weights={"gan": tmp_path / "none"}, progress=Silent()
        )
    assert not list(tmp_path.iterdir())


def test_an_empty_catalogue_is_a_page(tmp_path: Path) -> None:
    write_catalogue(Catalogue((), {"gan": "not <here>"}), tmp_path / "page.html")
    assert "not &lt;here&gt;" in (tmp_path / "page.html").read_text(encoding="utf-8")
