"""`filmgen cast` as its users meet it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_commands import run
from tests.pipelines.film import SCRIPT


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "film.fountain"
    path.write_text(SCRIPT, encoding="utf-8")
    return path


def test_a_table_for_people_and_json_for_programs(script: Path) -> None:
    table = run("cast", script)
    assert table.returncode == 0 and not table.stderr
    assert "MARA" in table.stdout and "60s" in table.stdout
    rows = json.loads(run("cast", script, "--json").stdout)
    mara, tom = rows
    assert (mara["name"], mara["lines"], mara["gender"], mara["age_years"]) == (
        "MARA", 2, "female", 65,
    )  # fmt: skip
    assert (tom["gender"], tom["age_years"], tom["nearest"]) == ("male", 10, "MARA")
    assert 0.0 < tom["alike"] < 0.75


def test_an_audition_with_silence_leaves_files_and_a_table(script: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = run("cast", script, "-o", out, "--audition", "tom", "--engine", "silence")
    assert done.returncode == 0
    assert str(out / "audition" / "TOM" / "1-own.wav") in done.stdout
    assert (out / "audition" / "TOM" / "voices.csv").is_file()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--audition", "TIM"), "--out: an audition leaves files: say where with -o OUT"),
        (("--line", "x"), "--line: is for --audition CHARACTER"),
        (("--audition", "MARE", "-o", "out"), "did you mean MARA?"),
        (("--engine", "kokro"), "kokoro"),
    ],
)
def test_mistakes_are_one_line(
    script: Path, tmp_path: Path, arguments: tuple[str, ...], says: str
) -> None:
    words = [str(tmp_path / "out") if word == "out" else word for word in arguments]
    done = run("cast", script, *words)
    assert done.returncode == 2
    assert says in done.stderr and len(done.stderr.strip().splitlines()) == 1
