"""`filmgen write` as its users meet it: the script, its record, refusals in one line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from filmgen.screenplay import read_screenplay
from tests.cli.test_commands import run

LOGLINE = "A thief, Nina, breaks into a museum to steal a crown and finds the guard, Otto, at it."


def write(out: Path, logline: str = LOGLINE, *more: str | Path):
    return run("write", logline, "-o", out, "--engine", "outline", *more)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("written") / "scene.fountain"
    done = write(out)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == str(out)
    assert "no language model wrote this" in done.stderr
    return out


def one_line(done, *parts: str) -> None:
    assert done.returncode == 2, done.stderr
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1 and lines[0].startswith("filmgen: "), done.stderr
    for part in parts:
        assert part in lines[0]


def test_the_script_reads_back_and_says_who_made_it(written: Path) -> None:
    screenplay = read_screenplay(written)
    assert not screenplay.unread
    assert {"NINA", "OTTO"} <= set(screenplay.characters())
    assert screenplay.scenes[0].heading.location == "MUSEUM"
    assert "no language model wrote this" in dict(screenplay.title_page)["Notes"]
    record = json.loads(written.with_name("scene.fountain.writing.json").read_text())
    assert record["generated"] is False and record["engine"] == "outline" and record["host"] == ""
    assert len(record["sha256"]) == 64 and record["wrote"] == ["all"]
    assert LOGLINE not in json.dumps(record)


def test_again_it_is_the_same_and_another_seed_another(written: Path, tmp_path: Path) -> None:
    text = written.read_bytes()
    assert write(written).returncode == 0
    assert written.read_bytes() == text
    other = tmp_path / "other.fountain"
    assert write(other, LOGLINE, "--seed", "5").returncode == 0
    assert other.read_bytes() != text


def test_what_a_person_changed_is_not_overwritten(tmp_path: Path) -> None:
    out = tmp_path / "scene.fountain"
    out.write_text("INT. MINE - DAY\n\nMine.\n")
    one_line(write(out), "was not written by filmgen", "--force")
    assert write(out, LOGLINE, "--force").returncode == 0
    out.write_text(out.read_text() + "\nMine again.\n")
    one_line(write(out), "was changed since it was written", "--force")
    assert out.read_text().endswith("Mine again.\n")


def test_final_draft_is_written_too(tmp_path: Path) -> None:
    out = tmp_path / "scene.fdx"
    assert write(out).returncode == 0
    assert "NINA" in read_screenplay(out).characters()


@pytest.mark.parametrize(
    ("logline", "said"),
    [
        ("", "is empty"),
        ("  \n\t ", "is empty"),
        ("?!... --- ***", "has no words"),
        ("a man waits " * 4000, "12000 words"),
        ("守塔人听见亡夫的声音，必须决定是否回答。", "templates are English"),
        ("Старый смотритель маяка слышит голос жены.", "templates are English"),
    ],
)
def test_a_logline_that_is_none_is_one_line(tmp_path: Path, logline: str, said: str) -> None:
    done = write(tmp_path / "scene.fountain", logline)
    assert done.returncode in (1, 2)
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1 and said in lines[0] and len(lines[0]) < 300, done.stderr
    assert not list(tmp_path.glob("*.fountain"))


def test_quotes_and_line_breaks_in_a_logline_are_kept_out_of_the_page(tmp_path: Path) -> None:
    out = tmp_path / "scene.fountain"
    done = write(out, "\"A thief, Nina,\nmust steal the 'crown'\nfrom Otto, a guard.\"")
    assert done.returncode == 0, done.stderr
    assert {"NINA", "OTTO"} <= set(read_screenplay(out).characters())


def test_what_cannot_be_written_or_read_is_one_line(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("x")
    one_line(write(tmp_path), "no script's name")
    one_line(write(tmp_path / "scene.docx"), "no script's name")
    one_line(write(file / "scene.fountain"), str(file))
    one_line(run("write", LOGLINE, "--engine", "outline"), "-o")
    one_line(run("write", "-o", tmp_path / "a.fountain", "--engine", "outline"), "logline")
    one_line(write(tmp_path / "a.fountain", LOGLINE, "--engine", "nobody"), "no engine 'nobody'")
    one_line(write(tmp_path / "a.fountain", LOGLINE, "--style-from", tmp_path / "none"), "none")
    one_line(write(tmp_path / "a.fountain", LOGLINE, "--characters", tmp_path / "none"), "none")
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


def test_animatic_takes_a_script_or_a_logline(tmp_path: Path) -> None:
    one_line(run("animatic", "-o", tmp_path / "film"), "one of the two")
    one_line(run("animatic", "a.fountain", "--write", LOGLINE, "-o", tmp_path / "film"),
             "one of the two")  # fmt: skip
    one_line(run("animatic", "a.fountain", "--engine", "outline", "-o", tmp_path / "film"),
             "--write")  # fmt: skip
    assert not (tmp_path / "film").exists()
