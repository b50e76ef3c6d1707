from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from filmgen.errors import EngineError, FilmgenError, WorkspaceError
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


def test_workers_do_not_run_the_program_again(tmp_path: Path) -> None:
    """Nor import what it imports: a script needs no guard, and each process starts light."""
    script = tmp_path / "unguarded.py"
    script.write_text(
        "print('runs', flush=True)\n"
        "from filmgen.farm.local import LocalFarm\n"
        "from tests.farm.test_farm import worker_pid\n"
        "with LocalFarm(2) as farm:\n"
        "    print(len(dict(farm.map(worker_pid, [0, 1, 2]))))\n"
        "print(__name__)\n"
    )
    root = Path(__file__).resolve().parents[2]
    ran = subprocess.run(
        [sys.executable, str(script)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(root)},
    )
    assert ran.stdout.split() == ["runs", "3", "__main__"], ran.stderr


def test_work_of_the_program_itself_is_found(tmp_path: Path) -> None:
    """Also by processes that were started for work from elsewhere."""
    script = tmp_path / "own.py"
    script.write_text(
        "from filmgen.farm.local import LocalFarm\n"
        "from tests.farm.test_farm import worker_pid\n"
        "def double(number): return 2 * number\n"
        "if __name__ == '__main__':\n"
        "    with LocalFarm(1) as farm:\n"
        "        print(len(dict(farm.map(worker_pid, [0]))))\n"
        "        print(dict(farm.map(double, [21]))[0])\n"
    )
    root = Path(__file__).resolve().parents[2]
    ran = subprocess.run(
        [sys.executable, str(script)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(root)},
    )
    assert ran.stdout.split() == ["1", "42"], ran.stderr


def worker_pid(_: int) -> int:
    return os.getpid()


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")
    return not (status.exists() and status.read_text().rsplit(")", 1)[1].split()[0] == "Z")


# Several at once


def write_several(folders: Sequence[Path], tasks: Sequence[Any]) -> Iterator[Any]:
    for folder, task in zip(folders, tasks, strict=True):
        if task == "blocked":
            yield Missing("the safety checker blocked it")
        elif task == "broken":
            raise FilmgenError("the engine broke down")
        elif task == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        else:
            yield {**write(folder, task), "together": len(tasks)}


def test_several_at_once_are_committed_one_by_one(farm: LocalFarm, tmp_path: Path) -> None:
    workspace, heard = Workspace(tmp_path), Notes()
    tasks = [1, 2, "blocked", 1, 3, 4, "broken", 5]
    wants = [want(f"task {n}", task) for n, task in enumerate(tasks)]
    with workspace.held():
        made = produce(
            "stage", wants, write, workspace, farm, heard, batch=3, together=write_several
        )
        assert [getattr(m, "notes", {}).get("together") for m in made[:2]] == [3, 3]
        assert made[2] == Missing("the safety checker blocked it")
        assert made[3].key == made[0].key  # type: ignore[union-attr]
        # 3, 4 and "broken" shared a batch: what was done before it stays.
        assert made[5].path("file.txt").read_text() == "4"  # type: ignore[union-attr]
        assert made[6] == Missing("the engine broke down")
        assert isinstance(made[7], Asset)
        assert all(asset.seconds >= 0 for asset in made if isinstance(asset, Asset))
        assert sorted(heard.advanced + heard.missing) == sorted(w.subject for w in wants)
        # What several made is what one by one finds, and the other way round.
        again = produce("stage", wants[:2], write, workspace, LocalFarm(1), Silent())
        assert [a.key for a in again] == [a.key for a in made[:2]]  # type: ignore[union-attr]
        assert not list((workspace.house / "scratch").iterdir())


def test_a_killed_batch_keeps_what_it_had_finished(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    wants = [want("one", 1), want("killed", "die"), want("two", 2)]
    with workspace.held(), LocalFarm(1) as farm:
        with pytest.raises(WorkerDied):
            produce("s", wants, write, workspace, farm, Silent(), batch=3, together=write_several)
        assert workspace.find(wants[0].key()) is not None
        assert len(workspace.keys()) == 1


def test_a_full_disk_stops_a_batch_too(farm: LocalFarm, tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    wants = [want("one", 1), want("full", "full")]
    with workspace.held():
        with pytest.raises(WorkspaceError, match="disk is full") as refused:
            produce("s", wants, write, workspace, farm, Silent(), batch=2, together=write_several)
        assert str(refused.value).startswith(f"{tmp_path}:")


def tell(folder: Path, task: Any) -> dict[str, Any]:
    return {**write(folder, task), "measured": {"seconds": 1.5, "told": ["out of memory once"]}}


def fail(folder: Path, task: Any) -> dict[str, Any]:
    raise EngineError("diffusers", "a panel", "blocked")


def test_what_an_engine_tells_is_passed_on(farm: LocalFarm, tmp_path: Path) -> None:
    workspace, heard = Workspace(tmp_path), Notes()
    with workspace.held():
        made = produce("stage", [want("a panel", 1)], tell, workspace, farm, heard)
        assert heard.noted == ["a panel: out of memory once"]
        assert made[0].notes["measured"]["seconds"] == 1.5  # type: ignore[union-attr]


def test_an_error_of_an_engine_comes_back_from_its_process(farm: LocalFarm, tmp_path: Path) -> None:
    """An exception that cannot be unpickled would count as a killed worker."""
    workspace = Workspace(tmp_path)
    with workspace.held():
        made = produce("stage", [want("a", 1)], fail, workspace, farm, Silent())
        assert made == [Missing("engine 'diffusers' failed on a panel: blocked")]


def test_what_is_missing_does_not_count_as_made(farm: LocalFarm, tmp_path: Path) -> None:
    workspace, notes = Workspace(tmp_path), Notes()
    with workspace.held():
        produce("stage", [want("a", 1)], fail, workspace, farm, notes)
    assert notes.missing == ["a"] and notes.advanced == []


class Notes(Silent):
    def __init__(self) -> None:
        self.noted: list[str] = []
        self.advanced: list[str] = []
        self.missing: list[str] = []

    def note(self, message: str) -> None:
        self.noted.append(message)

    def advance(self, subject: str, *, reused: bool) -> None:
        self.advanced.append(subject)

    def missed(self, subject: str) -> None:
        self.missing.append(subject)
