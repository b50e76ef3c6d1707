"""The nearest of six little scripts: three themes in two styles."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from filmgen.desk.similar import minilm, ngrams
from filmgen.desk.similar.library import KeptVectors, find_similar
from filmgen.desk.similar.model import Similar
from filmgen.desk.similar.nearest import Compared, rank
from filmgen.desk.similar.portrait import portrait_of
from filmgen.desk.similar.report import to_html, to_json, to_markdown
from filmgen.errors import ConfigError, EngineUnavailable, WorkspaceError
from filmgen.screenplay import read_screenplay
from pipelines.desk.similar import nearest
from tests.desk.similar.scripts import write_library

needs_model = pytest.mark.skipif(bool(minilm.missing()), reason=minilm.missing() or "here")
THEMES = ("sea", "kitchen", "heist")
STYLES = ("terse", "lyrical")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_library(tmp_path_factory.mktemp("similar") / "library")


def look(library: Path, name: str, **how: object) -> Similar:
    file = library / f"{name}.fountain"
    return find_similar(read_screenplay(file), file, library, **how)  # type: ignore[arg-type]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("style", STYLES)
def test_the_nearest_by_theme_and_by_style(library: Path, theme: str, style: str) -> None:
    by_theme = look(library, f"{theme}-{style}", by="theme", vectors="ngrams").nearest
    assert by_theme[0].file.startswith(theme)
    by_style = look(library, f"{theme}-{style}", by="style", vectors="ngrams").nearest
    assert {one.file.split("-")[1] for one in by_style[:2]} == {f"{style}.fountain"}
    assert by_style[1].style > 5 * by_style[2].style


@needs_model
def test_the_model_finds_the_theme_too(library: Path) -> None:
    model = minilm.MiniLM()
    portraits = {f.stem: portrait_of(read_screenplay(f)) for f in sorted(library.iterdir())}
    compared = {
        name: Compared(name, portrait, model.vectors([p.text for p in portrait.pieces]))
        for name, portrait in portraits.items()
    }
    for name, ours in compared.items():
        near = rank(ours, [c for c in compared.values() if c is not ours], "theme")
        assert near[0].file.startswith(name.split("-")[0])
        assert near[0].theme > 1.5 * near[1].theme


@needs_model
def test_the_vocabulary_is_the_models_own() -> None:
    """Cosines of the published example of all-MiniLM-L6-v2 within what int8 weights cost."""
    a, b, c, d = minilm.MiniLM().vectors(
        ["That is a happy person", "That is a happy dog", "That is a very happy person",
         "Today is a sunny day"]
    )  # fmt: skip
    assert [float(a @ x) for x in (b, c, d)] == pytest.approx([0.695, 0.943, 0.257], abs=0.02)


def test_why_is_told(library: Path) -> None:
    one = look(library, "kitchen-terse", by="theme", vectors="ngrams").nearest[0]
    assert {"bread", "soup", "oven"} <= set(one.words)
    assert one.style_alike[0].apart <= one.style_alike[-1].apart
    assert any(figure.name == "dialogue" for figure in one.style_apart)
    assert one.scenes and one.scenes[0].heading.startswith("INT. RESTAURANT")
    assert len({pair.other_scene for pair in one.scenes}) == len(one.scenes)


def test_the_script_itself_comes_last_and_is_told(library: Path) -> None:
    found = look(library, "sea-terse", top=9, vectors="ngrams")
    assert found.others == 5 and len(found.nearest) == 6
    assert (found.nearest[-1].file, found.nearest[-1].same) == (
        "sea-terse.fountain",
        "the same file",
    )


def test_what_was_used_is_said_and_what_was_asked_for_is_not_replaced(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(minilm, "missing", lambda: "tokenizers is not installed")
    found = look(library, "sea-terse")
    assert found.vectors == "character n-grams" and "not installed" in found.why_vectors
    assert "not installed" in to_markdown(found) and "not installed" in to_html(found)
    with pytest.raises(EngineUnavailable, match="not installed"):
        look(library, "sea-terse", vectors="minilm")


def test_bad_values_and_bad_files(library: Path, tmp_path: Path) -> None:
    for how, said in (
        ({"by": "plot"}, "--by"),
        ({"vectors": "w2v"}, "--vectors"),
        ({"top": 0}, "--top"),
    ):
        with pytest.raises(ConfigError, match=said):
            look(library, "sea-terse", **how)
    (tmp_path / "bad.fountain").write_bytes(b"")
    file = library / "sea-terse.fountain"
    with pytest.raises(WorkspaceError, match="not one"):
        find_similar(read_screenplay(file), file, tmp_path)
    (tmp_path / "good.fountain").write_bytes(file.read_bytes())
    found = nearest(file, tmp_path, vectors="ngrams")
    assert [name for name, _ in found.skipped] == ["bad.fountain"]


def test_nothing_is_written_into_the_library(library: Path, tmp_path: Path) -> None:
    before = sorted(library.rglob("*"))
    out = tmp_path / "near.html"
    found = nearest(library / "sea-terse.fountain", library, vectors="ngrams", out=out)
    assert sorted(library.rglob("*")) == before
    assert out.read_text(encoding="utf-8") == to_html(found)
    assert json.loads(to_json(found))["document"] == "filmgen.similar"


def test_kept_vectors_come_back_and_damaged_ones_do_not(tmp_path: Path) -> None:
    kept = KeptVectors(tmp_path)
    vectors = np.arange(12, dtype=np.float32).reshape(3, 4)
    assert kept.find("ab12") is None
    kept.keep("ab12", vectors)
    np.testing.assert_array_equal(kept.find("ab12"), vectors)
    (file,) = tmp_path.rglob("*.npy")
    file.write_bytes(file.read_bytes()[:40])
    assert kept.find("ab12") is None


def test_ngrams_are_the_same_in_any_process_and_empty_text_is_nothing() -> None:
    table = ngrams.counts(["The lighthouse lamp.", "", "灯塔"])
    assert table.shape == (3, ngrams.PLACES) and not table[1].any() and table[2].any()
    (vectors,) = ngrams.weighted([table])
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), [1, 0, 1], atol=1e-6)
    assert int(table[0].argmax()) == int(ngrams.counts(["The lighthouse lamp."])[0].argmax())
