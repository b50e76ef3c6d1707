"""`filmgen sounds`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from filmgen.cli.main import app
from filmgen.errors import ConfigError
from tests.sound.library_films import NAMES, write_library


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_library(tmp_path_factory.mktemp("effects"), seconds=1.0)


def test_the_best_come_first_with_their_scores_and_why(folder: Path) -> None:
    asked = ["sounds", "door slam", "--library", str(folder), "-n", "5", "--json"]
    rows = json.loads(CliRunner().invoke(app, asked).stdout)
    assert len(rows) == 5
    assert "Slam Heavy Oak" in rows[0]["file"] and rows[0]["taken"]
    assert "category DOORWood" in rows[0]["why"]
    assert [row["score"] for row in rows] == sorted((row["score"] for row in rows), reverse=True)
    assert not rows[-1]["taken"]


def test_it_is_told_how_many_would_be_taken(folder: Path) -> None:
    told = CliRunner().invoke(app, ["sounds", "bagpipes", "--library", str(folder)]).stdout
    assert f"0 of {len(NAMES)} files would be taken" in told
    told = CliRunner().invoke(app, ["sounds", "rain tin roof", "--library", str(folder)]).stdout
    assert "RAINMetl" in told and "(rain;" in told


def test_a_folder_of_the_settings_serves_and_none_is_said(folder: Path) -> None:
    asked = ["sounds", "thunder", "--set", f"sound.library={folder}"]
    assert "Thunder" in CliRunner().invoke(app, asked).stdout
    failed = CliRunner().invoke(app, ["sounds", "thunder"])
    assert isinstance(failed.exception, ConfigError)
    assert "--library FOLDER" in str(failed.exception)
