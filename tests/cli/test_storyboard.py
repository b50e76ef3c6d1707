"""`filmgen storyboard` and `filmgen pick` as their users meet them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.test_commands import run
from tests.pipelines.film import SCRIPT, SMALL


def settings() -> list[str]:
    return [part for setting in SMALL for part in ("--set", setting)]


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "film.fountain"
    path.write_text(SCRIPT, encoding="utf-8")
    return path


def test_a_board_a_variant_and_a_pick(script: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    shot = "sc003_sh010"
    done = run("storyboard", script, "-o", out, "--scenes", "3", "--export", "glb", *settings())
    assert done.returncode == 0, done.stderr
    assert "The Small Film" in done.stdout and "about 0:" in done.stdout
    for name in ("board.pdf", "board.html", "plans/sc003.svg", f"blocking/{shot}.glb"):
        assert (out / name).stat().st_size > 0, name
    assert str(out / "board.pdf") in done.stdout
    chosen = run("pick", shot, "2", "-o", out)
    assert (chosen.returncode, chosen.stderr) == (0, "")
    assert "the next run draws it" in chosen.stdout
    assert shot in (out / "edit" / "picks.toml").read_text(encoding="utf-8")
    quiet = run("storyboard", script, "-o", out, "--shot", shot, "--quiet", *settings())
    assert (quiet.returncode, quiet.stdout, quiet.stderr) == (0, "", "")
    assert (out / "frames" / shot / "A" / "variant-1.png").exists()
    assert (out / f"blocking/{shot}.glb").exists()  # a run without --export leaves it
    assert "already" in run("pick", shot, "2", "-o", out).stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--shot", "sc003_sh015"], "did you mean sc003_sh010"),
        (["--look", "oils"], "look"),
    ],
)
def test_a_wrong_option_is_one_line_and_exit_2(
    script: Path, tmp_path: Path, arguments: list[str], says: str
) -> None:
    done = run("storyboard", script, "-o", tmp_path / "out", *arguments)
    assert done.returncode == 2
    assert says in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert not (tmp_path / "out" / "board.pdf").exists()


def test_a_pick_where_nothing_was_made_is_one_line(tmp_path: Path) -> None:
    done = run("pick", "sc001_sh010", "2", "-o", tmp_path / "out")
    assert done.returncode == 2
    assert "filmgen storyboard" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
