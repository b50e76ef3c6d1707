"""`filmgen advisories` and `filmgen similar` from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from filmgen.cli.main import app
from filmgen.errors import ConfigError, WorkspaceError
from tests.desk.similar.scripts import write_library


def run(*arguments: object) -> str:
    result = CliRunner().invoke(app, [str(a) for a in arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_json_goes_to_standard_output_alone(tmp_path: Path) -> None:
    library = write_library(tmp_path / "library")
    script = library / "heist-terse.fountain"
    near = json.loads(
        run("similar", script, "--library", library, "--vectors", "ngrams", "--top", 2, "--json")
    )
    assert [one["file"] for one in near["nearest"]] and len(near["nearest"]) == 2
    report = json.loads(
        run("advisories", script, "--library", library, "--json", "--system", "BBFC")
    )
    assert [s["system"] for s in report["suggestions"]] == ["bbfc"]
    assert report["originality"]["compared"] == 5


def test_what_is_printed_names_lines_and_ratings(tmp_path: Path) -> None:
    script = tmp_path / "a.fountain"
    script.write_text("INT. BAR - NIGHT\n\nHe stabs the guard with a dagger.\n")
    said = run("advisories", script, "-o", tmp_path / "a.md")
    assert "Violence" in said and "    3  1" in said and "FSK 12" in said
    assert "- line 3 · injury" in (tmp_path / "a.md").read_text(encoding="utf-8")
    assert not (tmp_path / ".filmgen").exists()


def test_mistakes_are_the_users(tmp_path: Path) -> None:
    script = write_library(tmp_path) / "sea-terse.fountain"
    for error, arguments in (
        (ConfigError, ["advisories", script, "--system", "usk"]),
        (ConfigError, ["similar", script, "--library", tmp_path, "-o", tmp_path / "x.pdf"]),
        (WorkspaceError, ["similar", script, "--library", tmp_path / "none"]),
    ):
        with pytest.raises(error) as caught:
            run(*arguments)
        assert caught.value.exit_code == 2
