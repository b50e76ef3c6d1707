from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from filmgen.errors import FilmgenError, WorkspaceError
from filmgen.farm.local import LocalFarm, WorkerDied
from filmgen.farm.production import Wanted, produce
from filmgen.media import Missing
from filmgen.progress import Silent
from filmgen.workspace import Asset, Provenance, Workspace


@pytest.fixture(scope="module")
def farm() -> Iterator[LocalFarm]:
    with LocalFarm(2) as farm:
        yield farm


def square(number: int) -> int:
    if number == 13:
        raise FilmgenError("13 has no square here")
    return number * number


def threads(_: int) -> str:
    return os.environ["OMP_NUM_THREADS"]


def die(_: int) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def write(folder: Path, task: Any) -> dict[str, Any]:
    if task == "bad":
        edit = folder.parents[2] / "edit"
        raise FilmgenError(f"{edit}/drawing.png: cannot be drawn")
    if task == "full":
        raise OSError(28, "No space left on device", str(folder))
    (folder / "file.txt").write_text(str(task))
    return {"task": task}


def want(subject: str, task: Any) -> Wanted:
    return Wanted(subject, Provenance("test", "e", "m", "1", "MIT", None, task), task)


def test_all_results_come_with_their_index(farm: LocalFarm) -> None:
    results = dict(farm.map(square, list(range(20))))
    assert sorted(results) == list(range(20))
    assert results[4] == 16
    assert isinstance(results[13], FilmgenError)


def test_no_tasks_start_no_process() -> None:
    farm = LocalFarm(2)
    assert list(farm.map(square, [])) == []
    assert farm._pool is None


def test_workers_have_one_thread(farm: LocalFarm) -> None:
    assert dict(farm.map(threads, [0])) == {0: "1"}


def test_a_killed_worker_is_said_and_the_way_out() -> None:
    with LocalFarm(1) as farm, pytest.raises(WorkerDied, match="workers=1"):
        list(farm.map(die, [0]))


def test_production_reuses_and_dedupes_and_goes_on(farm: LocalFarm, tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    with workspace.held():
        wants = [want("one", 1), want("bad", "bad"), want("same as one", 1), want("two", 2)]
        made = produce("stage", wants, write, workspace, farm, Silent())
        assert isinstance(made[1], Missing)
        assert made[1].reason == "edit/drawing.png: cannot be drawn"
        assert isinstance(made[0], Asset)
        assert made[0].key == made[2].key  # type: ignore[union-attr]
        assert made[3].path("file.txt").read_text() == "2"  # type: ignore[union-attr]
        assert len(workspace.keys()) == 2
        again = produce("stage", [wants[0]], write, workspace, LocalFarm(1), Silent())
        assert again[0].key == made[0].key  # type: ignore[union-attr]
        assert not list((workspace.house / "scratch").iterdir())


def test_a_full_disk_names_the_folder_that_people_know(farm: LocalFarm, tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    with workspace.held():
        wants = [want("one", 1), want("full", "full")]
        with pytest.raises(WorkspaceError, match="disk is full") as refused:
            produce("stage", wants, write, workspace, farm, Silent())
        assert str(refused.value).startswith(f"{tmp_path}:")
        assert not list((workspace.house / "scratch").iterdir())


def test_workers_leave_with_a_killed_parent(tmp_path: Path) -> None:
    """A parent killed outright must not leave processes behind."""
    code = (
        "from filmgen.farm.local import LocalFarm\n"
        "import os, time, sys\n"
        "from tests.farm.test_farm import worker_pid\n"
        "if __name__ == '__main__':\n"
        "    farm = LocalFarm(1)\n"
        "    print(dict(farm.map(worker_pid, [0]))[0], flush=True)\n"
        "    time.sleep(60)\n"
    )
    script = tmp_path / "parent.py"
    script.write_text(code)
    root = Path(__file__).resolve().parents[2]
    parent = subprocess.Popen(
        [sys.executable, str(script)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(root)},
    )
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    parent.stdout.close()
    deadline = time.monotonic() + 15
    while time.monotonic() < deadline:
        if not alive(pid):
            return
        time.sleep(0.1)
    os.kill(pid, signal.SIGKILL)
    pytest.fail("the worker outlived its parent")


def worker_pid(_: int) -> int:
    return os.getpid()


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")
    return not (status.exists() and status.read_text().rsplit(")", 1)[1].split()[0] == "Z")
