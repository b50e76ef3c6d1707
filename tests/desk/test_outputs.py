"""No service of the desk writes over the script it was given, or into a folder's name."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from filmgen.cli.main import app
from filmgen.errors import ConfigError, FilmgenError

SCRIPT = "INT. PANTRY - DAY\n\nMARA waits.\n\nMARA\nWho is there?\n\nTOM\nNobody.\n"


def run(*words: str) -> object:
    return CliRunner().invoke(app, list(words), catch_exceptions=True).exception


@pytest.mark.parametrize(
    "words",
    [
        ("adapt", "{}", "--to", "novel", "--engine", "outline", "-o", "{}"),
        ("translate", "{}", "--to", "es", "--engine", "outline", "-o", "{}"),
        ("bible", "{}", "-o", "{}"),
        ("analyse", "{}", "--html", "{}"),
        ("revise", "{}", "--note", "make it shorter", "--engine", "outline", "-o", "{}"),
    ],
)
def test_the_script_itself_is_never_the_output(tmp_path: Path, words: tuple[str, ...]) -> None:
    script = tmp_path / "my.fountain"
    script.write_text(SCRIPT)
    error = run(*(word.format(script) for word in words))
    assert isinstance(error, ConfigError) and "is the script itself" in str(error)
    assert script.read_text() == SCRIPT


def test_a_folder_for_a_file_is_one_line(tmp_path: Path) -> None:
    script, folder = tmp_path / "my.fountain", tmp_path / "there.html"
    script.write_text(SCRIPT)
    folder.mkdir()
    error = run("analyse", str(script), "--html", str(folder))
    assert isinstance(error, FilmgenError) and "is a folder" in str(error)
