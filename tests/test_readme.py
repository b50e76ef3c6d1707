"""What the README shows, done."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import typer.main

from filmgen.cli.main import app
from tests.conftest import REPOSITORY
from tests.pipelines.film import SCRIPT, SMALL

README = (REPOSITORY / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def test_it_opens_with_the_two_commands() -> None:
    assert README.index("make animatic") < README.index("make test") < 700
    makefile = (REPOSITORY / "Makefile").read_text()
    assert "\nanimatic:" in makefile
    assert "\ntest:" in makefile


@pytest.mark.parametrize("line", [x for b in blocks("sh") for x in b.splitlines() if x])
def test_every_command_it_shows_exists_with_these_options(line: str) -> None:
    words = shlex.split(line, comments=True)
    assert words[0] == "filmgen"
    command, words = typer.main.get_command(app), words[1:]
    while hasattr(command, "commands"):
        command, words = command.commands[words[0]], words[1:]
    known = {option for parameter in command.params for option in parameter.opts}
    assert {word for word in words if word.startswith("-")} <= known


def test_the_python_example_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (code,) = blocks("python")
    (tmp_path / "my.fountain").write_text(SCRIPT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    small = "".join(f', "{setting}"' for setting in (*SMALL, "engines.speech=silence"))
    code = code.replace('["film.rate=25"', f'["film.rate=25"{small}')
    exec(compile(code, "README.md", "exec"), {})
    assert (tmp_path / "film" / "animatic.mp4").stat().st_size > 0


def test_every_file_it_links_to_exists() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert (REPOSITORY / target).exists(), target
