"""`filmgen write` as its users meet it: the script, its record, refusals in one line."""

from __future__ import annotations

import contextlib
import io
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from filmgen.cli.main import main
from filmgen.screenplay import read_screenplay

LOGLINE = "A thief, Nina, breaks into a museum to steal a crown and finds the guard, Otto, at it."


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """A command in this process: its words and its exit status."""
    stdout, stderr, code = io.StringIO(), io.StringIO(), 0
    argv, handler = sys.argv, signal.getsignal(signal.SIGTERM)
    sys.argv = ["filmgen", *map(str, arguments)]
    try:
        with contextlib.redirect_stdout(stdout), contextlib.redirect_stderr(stderr):
            main()
    except SystemExit as done:
        code = int(done.code or 0)
    finally:
        sys.argv = argv
        signal.signal(signal.SIGTERM, handler)
    return subprocess.CompletedProcess([], code, stdout.getvalue(), stderr.getvalue())


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
    one_line(write(file / "scene.fountain"), f"filmgen: {file}: a part of the path is a file")
    one_line(write(tmp_path / "a.fountain", "一个面包师丢了他的烤箱。"), "this text is not (zh)")
    one_line(run("write", LOGLINE, "--engine", "outline"), "-o")
    one_line(run("write", "-o", tmp_path / "a.fountain", "--engine", "outline"), "logline")
    one_line(write(tmp_path / "a.fountain", LOGLINE, "--engine", "nobody"), "no engine 'nobody'")
    one_line(write(tmp_path / "a.fountain", LOGLINE, "--style-from", tmp_path / "none"), "none")
    one_line(write(tmp_path / "a.fountain", LOGLINE, "--characters", tmp_path / "none"), "none")
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


def test_a_script_goes_on_and_its_first_pages_stand(written: Path, tmp_path: Path) -> None:
    out = tmp_path / "more.fountain"
    done = run("write", "--continue", written, "--scenes", "2", "-o", out, "--engine", "outline")
    assert done.returncode == 0, done.stderr
    before, after = read_screenplay(written), read_screenplay(out)
    assert len(after.scenes) == 3
    first = [s.parts[0].text for s in before.scenes[0].speeches()]
    assert [s.parts[0].text for s in after.scenes[0].speeches()] == first
    said = [s.parts[0].text for scene in after.scenes for s in scene.speeches()]
    long = [words for words in said if len(words.split()) > 3]
    assert len(long) == len(set(long))
    assert "Scenes 2, 3" in dict(after.title_page)["Notes"]
    record = json.loads(out.with_name("more.fountain.writing.json").read_text())
    assert record["wrote"] == ["2", "3"]


def test_three_turns_are_proposed_and_one_is_played(written: Path, tmp_path: Path) -> None:
    done = run("write", "--twist", written, "--engine", "outline")
    assert done.returncode == 0, done.stderr
    assert [line[:2] for line in done.stdout.splitlines() if line[0].isdigit()] == [
        "1.",
        "2.",
        "3.",
    ]
    assert done.stdout.count("planted:") == 3
    out = tmp_path / "turned.fountain"
    done = run("write", "--twist", written, "--choose", "2", "-o", out, "--engine", "outline")
    assert done.returncode == 0 and len(read_screenplay(out).scenes) == 2, done.stderr
    one_line(run("write", "--twist", written, "-o", out, "--engine", "outline"), "--choose")
    one_line(run("write", "--choose", "2", LOGLINE, "-o", out), "--twist")
    one_line(run("write", LOGLINE, "--continue", written, "-o", out), "one of the three")
    one_line(
        run("write", "--continue", tmp_path / "none", "-o", out, "--engine", "outline"), "none"
    )


def test_a_chosen_turn_is_the_one_that_was_shown_wherever_it_goes(
    written: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / written.name
    script.write_bytes(written.read_bytes())
    assert run("write", "--twist", script, "--engine", "outline").returncode == 0
    out = tmp_path / "elsewhere" / "turned.fountain"
    done = run("write", "--twist", script, "--choose", "2", "-o", out, "--engine", "outline")
    assert done.returncode == 0, done.stderr
    assert "1 reused" in done.stderr  # the turns, kept beside the script
    # A script in a folder that cannot be written is turned too.
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    allowed = os.access
    monkeypatch.setattr("os.access", lambda path, mode: mode != os.W_OK and allowed(path, mode))
    assert run("write", "--twist", script, "--engine", "outline").returncode == 0
    assert (here / ".filmgen").is_dir()


def test_your_own_cast_and_style_are_taken(written: Path, tmp_path: Path) -> None:
    cast = tmp_path / "cast.txt"
    cast.write_text("NINA: 61, a yellow raincoat\n")
    out = tmp_path / "scene.fountain"
    done = write(out, LOGLINE, "--characters", cast, "--style-from", written, "--genre", "noir")
    assert done.returncode == 0, done.stderr
    assert "yellow raincoat" in out.read_text() and "61" in out.read_text()


def test_animatic_takes_a_script_or_a_logline(tmp_path: Path) -> None:
    one_line(run("animatic", "-o", tmp_path / "film"), "one of the two")
    one_line(run("animatic", "a.fountain", "--write", LOGLINE, "-o", tmp_path / "film"),
             "one of the two")  # fmt: skip
    one_line(run("animatic", "a.fountain", "--engine", "outline", "-o", tmp_path / "film"),
             "--write")  # fmt: skip
    assert not (tmp_path / "film").exists()
