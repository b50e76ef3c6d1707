"""Work in local processes: one for each core, one thread each.

On a CPU two threads in one process fight (a panel takes ten times as long beside
another); two processes of one thread each do not. Processes start on the first task,
live through all stages, so that libraries are imported once, and leave with their
parent however it ends.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from types import ModuleType
from typing import Any, TypeVar

from filmgen.errors import FilmgenError

Task = TypeVar("Task")
Result = TypeVar("Result")

_THREAD_VARIABLES = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "NUMEXPR_NUM_THREADS",
)


class WorkerDied(FilmgenError):
    """A worker process was killed, most often for want of memory."""


class LocalFarm:
    """Runs functions over tasks in local processes, results as they finish.

    Args:
        workers: processes; 0 takes one for each core this process may use, at most 8.
    """

    def __init__(self, workers: int = 0) -> None:
        self.workers = workers or min(8, _cores())
        self._pool: ProcessPoolExecutor | None = None
        self._knows_main = False

    def map(
        self, function: Callable[[Task], Result], tasks: Sequence[Task]
    ) -> Iterator[tuple[int, Result | Exception]]:
        """Yield (index, result) in order of completion; an exception of a task is its result.

        Args:
            function: a module-level function.
            tasks: picklable; may be empty, then no process starts.

        Raises:
            WorkerDied: a worker was killed from outside; what finished was yielded.
        """
        if tasks and not self._knows_main and _from_main([function, *tasks]):
            self.close()  # processes that were started without
            self._knows_main = True
        waiting = list(enumerate(tasks))[::-1]
        running: dict[Future[Result], int] = {}
        try:
            while waiting or running:
                while waiting and len(running) < self.workers + 1:
                    index, task = waiting.pop()
                    running[self._started().submit(function, task)] = index
                finished, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in finished:
                    index = running.pop(future)
                    error = future.exception()
                    if isinstance(error, BrokenProcessPool):
                        raise WorkerDied(
                            "a worker process was killed, most often for want of memory; "
                            "run again with --set farm.workers=1, finished assets stay"
                        ) from error
                    if error is not None and not isinstance(error, Exception):
                        raise error
                    yield index, future.result() if error is None else error
        except BrokenProcessPool as error:
            raise WorkerDied(
                "a worker process was killed; run again, finished assets stay"
            ) from error
        finally:
            for future in running:
                future.cancel()

    def close(self, *, at_once: bool = False) -> None:
        """End the processes; `at_once` does not wait for what they are doing."""
        pool, self._pool = self._pool, None
        if pool is None:
            return
        if at_once:
            for process in list((pool._processes or {}).values()):
                process.terminate()
        pool.shutdown(wait=True, cancel_futures=True)

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            saved = {name: os.environ.get(name) for name in _THREAD_VARIABLES}
            os.environ.update(dict.fromkeys(_THREAD_VARIABLES, "1"))
            try:
                # Spawned, not forked: a fork of a process that has run torch or ONNX threads
                # can deadlock. The variables must be set before numpy is imported there.
                self._pool = ProcessPoolExecutor(
                    self.workers,
                    mp_context=get_context("spawn"),
                    initializer=_begin_worker,
                    initargs=(os.getpid(),),
                )
                with contextlib.nullcontext() if self._knows_main else _without_main():
                    for _ in range(self.workers):
                        self._pool.submit(_nothing)
            finally:
                for name, value in saved.items():
                    if value is None:
                        os.environ.pop(name, None)
                    else:
                        os.environ[name] = value
        return self._pool

    def __enter__(self) -> LocalFarm:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: Any) -> None:
        self.close(at_once=kind is not None)


def _cores() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not Linux
        return os.cpu_count() or 1


def _from_main(work: Sequence[Any]) -> bool:
    """Whether any of it is defined in the program's own module."""
    try:
        return b"__main__" in pickle.dumps(work)
    except (pickle.PicklingError, TypeError, AttributeError):
        return True  # what cannot be sent is told when it is


@contextlib.contextmanager
def _without_main() -> Iterator[None]:
    """Have the processes started inside not run the program's own module again.

    Python would, so that they find what is defined there. Where no task is, it would only cost
    each process all imports of the program; a script without `if __name__ ==` would start anew.
    """
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _nothing() -> None:
    """A first task for each worker, so that all start importing at once."""


def _begin_worker(parent: int) -> None:
    import signal
    import threading
    import time

    # Ctrl-C goes to the whole process group; the parent alone decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def leave_with_parent() -> None:
        while os.getppid() == parent:
            time.sleep(0.5)
        os._exit(1)

    threading.Thread(target=leave_with_parent, daemon=True).start()
