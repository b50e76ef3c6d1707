"""The command line as its users meet it: output, one-line errors, exit codes."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.pipelines.film import SCRIPT, SMALL


def run(*arguments: str | Path, timeout: float = 120) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "filmgen.cli.main", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=timeout,
        check=False,
    )


def settings() -> list[str]:
    return [part for setting in (*SMALL, "engines.speech=silence") for part in ("--set", setting)]


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "film.fountain"
    path.write_text(SCRIPT, encoding="utf-8")
    return path


def test_help_is_quick_and_loads_nothing_heavy() -> None:
    code = (
        "import sys, time; t = time.perf_counter()\n"
        "sys.argv = ['filmgen', '--help']\n"
        "from filmgen.cli.main import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'torch', 'cv2', 'moviepy', 'onnxruntime', 'numpy', 'opentimelineio'}\n"
        "sys.stderr.write(f'{time.perf_counter() - t} {sorted(heavy & set(sys.modules))}')\n"
    )
    best = 9.0
    for _ in range(3):
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        )
        seconds, loaded = done.stderr.split(maxsplit=1)
        assert loaded == "[]"
        assert "animatic" in done.stdout
        best = min(best, float(seconds))
    assert best < 0.5


def test_the_version() -> None:
    assert run("--version").stdout.startswith("filmgen 0.")


def test_screenplay_prints_scenes_characters_and_pages(script: Path) -> None:
    done = run("screenplay", script)
    assert done.returncode == 0
    for words in ("The Small Film", "INT. KITCHEN - DAY", "MARA", "pages"):
        assert words in done.stdout
    assert json.loads(run("screenplay", script, "--json").stdout)["scenes"][1]["number"] == "2"


def test_breakdown_in_three_formats(script: Path) -> None:
    assert "sc001_sh010" in run("breakdown", script).stdout
    rows = list(csv.reader(io.StringIO(run("breakdown", script, "--format", "csv").stdout)))
    assert len(rows) > 4
    assert all(len(row) == len(rows[0]) for row in rows)
    shots = json.loads(run("breakdown", script, "--format", "json").stdout)
    assert shots


def test_animatic_prints_its_result_as_json(script: Path, tmp_path: Path) -> None:
    done = run("animatic", script, "-o", tmp_path / "out", "--json", *settings())
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    assert Path(result["film"]).exists()
    assert result["lines"] == 4
    quiet = run("animatic", script, "-o", tmp_path / "out", "--quiet", *settings())
    assert (quiet.returncode, quiet.stdout, quiet.stderr) == (0, "", "")
    told = run("animatic", script, "-o", tmp_path / "out", *settings())
    assert "reused" in told.stdout
    cleaned = run("clean", tmp_path / "out")
    assert cleaned.stdout.startswith("0 assets removed")
    cleaned = run("clean", tmp_path / "out", "--all")
    assert not (tmp_path / "out" / "animatic.mp4").exists()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--set", "film.rat=25"], "did you mean film.rate"),
        (["--config", "drft"], "draft"),
        (["--scenes", "two"], "2-4"),
        (["--scenes", "7"], "3 scenes"),
        (["--aspect", "wide"], "2.39"),
        (["--size", "1281x720"], "1280x720"),
        (["--start-tc", "25:00:00:00"], "out of range"),
        (["--burn-in", "all"], "burn_in"),
        (["--set", "engines.speech=koko"], "kokoro"),
        (["--set", "engine_options.previs.colour=1"], "engine_options.previs"),
        (["--set", "engine_options.previz.device=cpu"], "did you mean previs"),
        (["--scenes", "²"], "2-4"),
        (["--rate", "24", "--start-tc", "01:00:00;00"], "drop-frame does not exist"),
    ],
)
def test_a_wrong_option_is_one_line_and_exit_2(
    script: Path, tmp_path: Path, arguments: list[str], says: str
) -> None:
    done = run("animatic", script, "-o", tmp_path / "out", *arguments)
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_stopped_run_says_so_in_one_line_and_goes_on(
    script: Path, tmp_path: Path, sent: signal.Signals, code: int
) -> None:
    out = tmp_path / "out"
    command = [sys.executable, "-m", "filmgen.cli.main", "animatic", str(script), "-o", str(out)]
    process = subprocess.Popen(
        [*command, "--quiet", *settings()],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    deadline = time.monotonic() + 60
    while not list(out.glob(".filmgen/store/*/*")) and time.monotonic() < deadline:
        time.sleep(0.05)
    os.killpg(process.pid, sent) if sent is signal.SIGINT else process.terminate()
    said = process.communicate(timeout=60)
    assert (process.returncode, said[0]) == (code, "")
    assert said[1].splitlines() == ["filmgen: stopped; what is finished stays, run again to go on"]
    assert list(out.glob(".filmgen/store/*/*"))


BAD_SCRIPTS = {
    "empty.fountain": b"",
    "binary.fountain": bytes(range(256)) * 64,
    "bad.fdx": b"<FinalDraft><Content><Paragraph></Content>",
    "bomb.fdx": b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    b"<FinalDraft><Content><Paragraph Type='Action'><Text>&b;</Text></Paragraph></Content>"
    b"</FinalDraft>",
    "only-notes.fountain": b"[[nothing here yet]]\n",
}


@pytest.mark.parametrize("name", BAD_SCRIPTS)
def test_a_script_that_cannot_be_filmed_is_one_line_and_exit_2(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(BAD_SCRIPTS[name])
    done = run("animatic", path, "-o", tmp_path / "out", *settings())
    assert done.returncode == 2
    assert name in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert not (tmp_path / "out" / "animatic.mp4").exists()


def test_thirty_megabytes_of_junk_are_answered_quickly(tmp_path: Path) -> None:
    path = tmp_path / "junk.fountain"
    path.write_text("word (and) [[another* _one\n" * 1_150_000)
    started = time.perf_counter()
    done = run("animatic", path, "-o", tmp_path / "out")
    assert done.returncode == 2
    assert "junk.fountain" in done.stderr
    assert time.perf_counter() - started < 20


WORKING_SCRIPTS = {
    "prose.txt": "It was a dark night. A man in a coat walked along the quay and said nothing.",
    "empty-scene.fountain": "INT. HALL - DAY\n\nEXT. YARD - NIGHT\n\nA dog.",
    "silent.fountain": "EXT. FIELD - DAWN\n\nOLD PETER digs. He finds a box. He opens it.",
}


@pytest.mark.parametrize("name", WORKING_SCRIPTS)
def test_an_odd_script_just_works(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(WORKING_SCRIPTS[name], encoding="utf-8")
    done = run("animatic", path, "-o", tmp_path / "out", "--json", *settings())
    assert done.returncode == 0, done.stderr
    assert Path(json.loads(done.stdout)["film"]).stat().st_size > 1000


def test_a_speech_of_three_thousand_words(tmp_path: Path) -> None:
    path = tmp_path / "long.fountain"
    words = " ".join("I have never told anyone what happened on that boat." for _ in range(300))
    path.write_text(f"INT. COURT - DAY\n\nANNA stands.\n\nANNA\n{words}\n", encoding="utf-8")
    done = run("breakdown", path, "--format", "json", timeout=60)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("never told anyone") >= 300


def test_a_thousand_scenes_are_planned(tmp_path: Path) -> None:
    path = tmp_path / "thousand.fountain"
    scenes = (f"INT. ROOM {n} - DAY\n\nA man reads.\n\nMAN\nNumber {n}.\n" for n in range(1000))
    path.write_text("\n".join(scenes), encoding="utf-8")
    started = time.perf_counter()
    done = run("breakdown", path, "--format", "csv", timeout=60)
    assert done.returncode == 0, done.stderr
    assert time.perf_counter() - started < 30
    assert len(done.stdout.splitlines()) > 1000


def test_an_override_for_a_shot_that_is_gone_is_a_note(script: Path, tmp_path: Path) -> None:
    edit = tmp_path / "out" / "edit"
    edit.mkdir(parents=True)
    (edit / "shots.toml").write_text('[shots.sc009_sh990]\nsize = "CU"\n')
    done = run("animatic", script, "-o", tmp_path / "out", *settings())
    assert done.returncode == 0, done.stderr
    assert "sc009_sh990" in done.stderr


@pytest.mark.parametrize("text", ["[shots", '[shots.sc001_sh010]\nsiz = "CU"\n'])
def test_a_wrong_override_file_is_one_line(script: Path, tmp_path: Path, text: str) -> None:
    edit = tmp_path / "out" / "edit"
    edit.mkdir(parents=True)
    (edit / "shots.toml").write_text(text)
    done = run("animatic", script, "-o", tmp_path / "out", *settings())
    assert done.returncode == 2
    assert "shots.toml" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_clean_refuses_a_folder_that_is_not_ours(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    done = run("clean", tmp_path, "--all")
    assert done.returncode == 2
    assert (tmp_path / "thesis.txt").exists()


def test_engines_and_schemas() -> None:
    states = json.loads(run("engines", "--json").stdout)
    ready = {state["name"] for state in states if state["ready"]}
    assert {"previs", "kokoro", "silence", "simulation", "synth"} <= ready


def test_every_document_has_a_schema_that_names_it() -> None:
    schemas = json.loads(run("schemas").stdout)
    assert {"manifest", "shots", "writing"} <= set(schemas)
    for name in ("advisories", "analysis", "bible", "draft-diff", "feedback", "similar", "tuning",
                 "writing"):  # fmt: skip
        properties = schemas[name]["properties"]
        assert properties["document"]["const"] == f"filmgen.{name}"
        assert properties["version"]["const"] == 1
