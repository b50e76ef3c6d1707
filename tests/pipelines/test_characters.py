"""Model sheets of a script's cast: what is drawn, reused, refused."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from filmgen.blocking.model import Look
from filmgen.boards.model_sheet import FACE_PX, Sheet, draw_sheet, facts_of
from filmgen.breakdown.model import CharacterNote, ShotList
from filmgen.errors import ConfigError
from pipelines.characters import (
    CharactersResult,
    chosen_characters,
    draw_characters,
    folder_names,
)
from tests.pipelines.film import SCRIPT, small


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, CharactersResult]:
    folder = tmp_path_factory.mktemp("cast")
    script = folder / "film.fountain"
    script.write_text(SCRIPT)
    return script, draw_characters(script, folder / "out", config=small())


def test_everybody_who_speaks_has_a_sheet(drawn: tuple[Path, CharactersResult]) -> None:
    _, result = drawn
    assert list(result.sheets) == ["MARA", "TOM"] and not result.missing
    page = cv2.imread(str(result.sheets["MARA"]))
    assert page.shape == (1080, 1920, 3)
    dark = (page.max(axis=2) < 90).mean()
    assert 0.01 < dark < 0.4, "a drawing, neither blank nor black"
    views = {p.stem for p in result.sheets["TOM"].parent.glob("*.png")}
    assert {"front", "three-quarter", "side", "back", "face", "angry", "sheet"} <= views
    assert (result.folder / "line-up.png").is_file()


def test_views_are_pictures_of_different_sides(drawn: tuple[Path, CharactersResult]) -> None:
    folder = drawn[1].sheets["MARA"].parent
    views = [cv2.imread(str(folder / f"{v}.png"), 0) for v in ("front", "side", "back")]
    for a in range(3):
        for b in range(a):
            assert np.abs(views[a].astype(int) - views[b].astype(int)).mean() > 3


def test_a_second_run_draws_nothing_and_one_character_leaves_the_others(
    drawn: tuple[Path, CharactersResult], tmp_path: Path
) -> None:
    script, result = drawn
    stamp = result.sheets["MARA"].stat().st_ino
    again = draw_characters(script, result.folder.parent, config=small())
    assert again.sheets["MARA"].stat().st_ino == stamp
    line_up = (result.folder / "line-up.png").read_bytes()
    only = draw_characters(script, result.folder.parent, config=small(), only=["tom"])
    assert list(only.sheets) == ["TOM"] and only.line_ups == ()
    assert (result.folder / "line-up.png").read_bytes() == line_up, "it shows the whole cast"
    assert result.sheets["MARA"].is_file(), "what was drawn for others stays"


def test_an_unknown_character_is_one_line(tmp_path: Path) -> None:
    script = tmp_path / "film.fountain"
    script.write_text(SCRIPT)
    with pytest.raises(ConfigError, match="nobody is called 'Marla'; there are MARA, TOM"):
        draw_characters(script, tmp_path / "out", config=small(), only=["Marla"])


def test_names_become_folders_of_their_own() -> None:
    names = ("MAN #2", "ЗАХАР", "../..", "???", "मोहन", "मेहन", "MAN-2", "Man 2", "X" * 300)
    folders = folder_names(names)
    assert folders["MAN #2"] == "MAN-2" and folders["ЗАХАР"] == "ЗАХАР"
    assert folders["../.."] == "character" and folders["???"] == "character-2"
    assert folders["मोहन"] == "मोहन", "vowel signs are letters too"
    assert folders["MAN-2"] == "MAN-2-2" and folders["Man 2"] == "Man-2-3"
    assert all(len(folder.encode()) < 255 for folder in folders.values())
    assert folder_names(["JOSE\u0301"]) != folder_names(["JOSE"])


def test_names_are_found_in_any_case() -> None:
    shots = ShotList("test", (), (CharacterNote("McCLANE"), CharacterNote("DR. ŽIŽKA")))
    assert [n.name for n in chosen_characters(shots, ["mcclane", "dr.  žižka", "McClane"])] == [
        "McCLANE",
        "DR. ŽIŽKA",
    ]
    with pytest.raises(ConfigError, match="there are only people without a name"):
        chosen_characters(ShotList("test", (), ()), ["Bob"])


def test_a_look_in_words() -> None:
    look = Look(1.63, 0.85, "female", 68, "bun", 0.95, garment="coat", headwear="cap")
    assert facts_of(look) == "woman, 68, 1.63 m, slight; white hair in a bun; coat, cap"
    assert facts_of(Look(species="dog", height_m=0.6)) == "dog, 0.60 m"


def test_words_stay_beside_the_face() -> None:
    white = np.full((72, 36, 3), 255, np.uint8)
    views = dict.fromkeys(("front", "three-quarter", "side", "back", "face"), white)
    sheet = Sheet("A VERY LONG NAME " * 6, Look(), views, (2.0, 0.1), "words, " * 200)
    page = draw_sheet(sheet)
    left = page.shape[1] - 36 - FACE_PX[0]
    assert page[:190, :left].min() < 120
    assert page[:190, left:].min() > 250, "nothing is written over the face"
    assert page[560:, left:].min() > 250, "nor over the moods"
