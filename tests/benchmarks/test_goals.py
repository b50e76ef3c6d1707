from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from benchmarks.animatic import edit_one_line
from benchmarks.goals import Goal, arguments, close
from benchmarks.process import measure


def test_what_was_not_measured_is_missed() -> None:
    assert Goal("a", 1.0, 1.0, "s").met
    assert not Goal("a", 1.0, 1.01, "s").met
    skipped = Goal("a", 1.0, None, "s")
    assert not skipped.met
    assert "skipped: missed" in skipped.line()


def test_a_miss_fails_the_check_and_the_figures_are_written(tmp_path: Path) -> None:
    target = tmp_path / "figures.json"
    options = arguments("x").parse_args(["--json", str(target), "--check"])
    with pytest.raises(SystemExit) as stop:
        close([Goal("a", 1, 2, "s")], {"n": 1}, options)
    assert stop.value.code == 1
    assert json.loads(target.read_text())["goals"][0]["met"] is False
    close([Goal("a", 1, 1, "s")], {}, options)


def test_a_whole_process_tree_is_measured() -> None:
    code = "import subprocess, sys; subprocess.run([sys.executable, '-c', {!r}])"
    child = (
        "import time; x = bytearray(60_000_000); "
        "[sum(range(10**6)) for _ in range(20)]; time.sleep(.8)"
    )
    measured = measure([sys.executable, "-c", code.format(child)])
    assert measured.wall_s > 0.8
    assert measured.cpu_s > 0.1
    assert measured.peak_mb is None or measured.peak_mb > 60


def test_the_edited_line_is_one_line_of_dialogue(sample: Path, tmp_path: Path) -> None:
    edited = edit_one_line(sample, tmp_path / "x.fountain")
    before = sample.read_text(encoding="utf-8").splitlines()
    after = (tmp_path / "x.fountain").read_text(encoding="utf-8").splitlines()
    changed = [new for old, new in zip(before, after, strict=True) if old != new]
    assert [line.strip() for line in changed] == [edited]
    assert edited.endswith("Understood?")
