"""No service of the desk writes over the script it was given, or into a folder's name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from filmgen.cli.main import app
from filmgen.engines.table import create_engine
from filmgen.errors import ConfigError, FilmgenError
from filmgen.story.characters_file import read_characters
from pipelines.desk.write import check_target

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


@pytest.mark.parametrize("form", ["series", "short", "comic", "novel", "audio", "vr"])
def test_an_adaptation_without_its_ending_is_refused_with_a_better_name(
    tmp_path: Path, form: str
) -> None:
    script = tmp_path / "my.fountain"
    script.write_text(SCRIPT)
    better = "mine.fountain" if form == "short" else "mine.md"
    for name in ("mine", "mine.pdf"):
        words = ("adapt", str(script), "--to", form, "--engine", "outline", "-o")
        error = run(*words, str(tmp_path / name))
        assert isinstance(error, ConfigError) and f"take {better}" in str(error)
    assert isinstance(error := run(*words, str(tmp_path)), FilmgenError) and "a folder" in str(
        error
    )
    assert [path.name for path in tmp_path.iterdir()] == ["my.fountain"]


def test_what_no_engine_wrote_is_not_called_an_engines(tmp_path: Path) -> None:
    script, out = tmp_path / "my.fountain", tmp_path / "my.md"
    script.write_text(SCRIPT)
    words = ["adapt", str(script), "--to", "novel", "--engine", "outline", "-o", str(out)]
    told = CliRunner().invoke(app, words).stderr
    assert "no engine wrote any of it" in told
    assert "templates" not in told and "nothing to do" not in told


def test_an_engine_without_a_model_says_so(tmp_path: Path) -> None:
    script = tmp_path / "my.fountain"
    script.write_text(SCRIPT)
    error = run("adapt", str(script), "--to", "novel", "--engine", "outline", "--model", "x")
    assert isinstance(error, ConfigError) and "outline has no model; leave out --model" in str(
        error
    )


def test_an_option_that_an_engine_has_not_is_told_with_those_it_has() -> None:
    with pytest.raises(ConfigError, match="previs has no option 'lense'; it has device; leave out"):
        create_engine("storyboard", "previs", {"lense": 3})


def test_a_script_that_a_revision_made_is_not_written_over(tmp_path: Path) -> None:
    script, revised = tmp_path / "my.fountain", tmp_path / "my.blue.fountain"
    script.write_text(SCRIPT)
    note = ("--note", "rename TOM to JOHN", "--engine", "outline")
    assert run("revise", str(script), *note, "-o", str(revised)) is None
    words = revised.read_bytes()
    with pytest.raises(FilmgenError, match="was not written by filmgen write; --force replaces"):
        check_target(revised, force=False)
    assert revised.read_bytes() == words


def test_a_folder_for_a_cast_names_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="Is a directory; name a file in it: "):
        read_characters(tmp_path)
    with pytest.raises(ConfigError, match="No such file or directory; name another file"):
        read_characters(tmp_path / "none.txt")


CHINESE = (
    "内景 厨房 - 夜\n\n李梅坐着，手里拿着一封旧信，窗外下着雨。\n\n李梅\n"
    + "你终于来了，我等了很久。" * 4
)


def test_what_is_not_measured_in_a_language_is_told_once(tmp_path: Path) -> None:
    script = tmp_path / "雨 夜.fountain"
    script.write_text(CHINESE * 3)
    told = CliRunner().invoke(app, ["analyse", str(script)]).stdout
    assert told.count("no formula was fitted to Chinese") == 1


@pytest.mark.parametrize(
    "words",
    [
        ("analyse", "{0}", "--html", "{1}"),
        ("bible", "{0}", "-o", "{1}"),
        ("advisories", "{0}", "-o", "{1}"),
        ("similar", "{0}", "--library", "{2}", "--vectors", "ngrams", "-o", "{1}"),
        ("draft-diff", "{0}", "{0}", "-o", "{1}"),
    ],
)
def test_every_page_wears_the_house_style(tmp_path: Path, words: tuple[str, ...]) -> None:
    script, out = tmp_path / "my.fountain", tmp_path / "page.html"
    script.write_text(SCRIPT)
    (tmp_path / "other.fountain").write_text(SCRIPT.replace("PANTRY", "ATTIC"))
    assert run(*(word.format(script, out, tmp_path) for word in words)) is None
    page = out.read_text()
    # Its colours for light, dark and paper, and no palette beside them; nothing from elsewhere.
    assert page.count("--paper: #") == 3
    assert "default-src 'none'" in page and "<title></title>" not in page


def test_a_narrow_terminal_shows_whole_figures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "my.fountain"
    script.write_text(SCRIPT)
    monkeypatch.setenv("COLUMNS", "60")
    told = CliRunner().invoke(app, ["analyse", str(script)]).stdout.splitlines()
    assert max(map(len, told)) <= 60
    row = next(line for line in told if "INT. PANTRY - DAY" in line)
    assert re.search(r"[+-]\d\.\d\d +│ +\d\.\d\d", row)
    monkeypatch.setenv("COLUMNS", "100")
    wide = CliRunner().invoke(app, ["analyse", str(script)]).stdout
    assert "beats/page" in wide and "beats/page" not in "\n".join(told)


def test_missing_engines_say_what_they_need_on_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.delenv("OPENAI_BASE_URL", raising=False)
    told = CliRunner().invoke(app, ["engines"]).stdout
    assert re.search(r"^writer: engine 'transformers' cannot run: .* --model FOLDER", told, re.M)


def test_who_is_only_seen_is_not_said_to_speak(tmp_path: Path) -> None:
    script = tmp_path / "my.fountain"
    script.write_text(SCRIPT + "\nINT. ATTIC - DAY\n\nTOM and MARA wait.\n")
    told = CliRunner().invoke(app, ["bible", str(script)]).stdout
    assert "MARA" in told and " 0 " not in told
