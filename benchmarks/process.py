"""Measure a whole process tree: wall time, CPU time and peak memory."""

from __future__ import annotations

import os
import resource
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Measured:
    """One run.

    Attributes:
        cpu_s: user and system time of the process and its children.
        peak_mb: greatest sum over the tree of proportional set sizes (shared pages counted
            once), sampled five times a second; None where /proc does not tell.
        mapped_mb: the same of the mapped files that were asked for, which `peak_mb` leaves out.
    """

    wall_s: float
    cpu_s: float
    peak_mb: float | None
    output: str
    mapped_mb: float = 0.0


def measure(
    command: Sequence[str], *, memory: bool = True, apart: tuple[str, ...] = ()
) -> Measured:
    """Run a command to its end.

    Args:
        memory: sample it; that takes a little time of its own, so not where runs are compared.
        apart: endings of files whose mapped pages are counted apart: the system may drop them.

    Raises:
        subprocess.CalledProcessError: it failed; its standard error is in the exception.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    peak: float | None = None
    mapped = 0.0
    while True:
        try:
            output, errors = process.communicate(timeout=0.2)
            break
        except subprocess.TimeoutExpired:
            pids = _tree(process.pid) if memory else set()
            if pids:
                held, files = _held_mb(pids, apart)
                peak, mapped = max(peak or 0.0, held), max(mapped, files)
    wall = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, output, errors)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Measured(wall, cpu, peak, output, mapped)


def _tree(root: int) -> set[int]:
    """A process and all below it; nothing where /proc does not tell."""
    parents: dict[int, int] = {}
    try:
        for entry in os.scandir("/proc"):
            if entry.name.isdigit():
                try:
                    fields = Path(entry.path, "stat").read_text().rsplit(")", 1)[1].split()
                    parents[int(entry.name)] = int(fields[1])
                except (OSError, IndexError):
                    continue
    except OSError:
        return set()
    tree = {root}
    grown = True
    while grown:
        more = {pid for pid, parent in parents.items() if parent in tree} - tree
        tree |= more
        grown = bool(more)
    return tree


def _held_mb(pids: set[int], apart: tuple[str, ...]) -> tuple[float, float]:
    """Proportional set sizes of processes in MB: all but the mapped files `apart`, and those."""
    held = files = 0
    for pid in pids:
        aside = False
        try:
            with Path(f"/proc/{pid}/{'smaps' if apart else 'smaps_rollup'}").open() as lines:
                for line in lines:
                    if line[0] in "0123456789abcdef":  # a mapping: its last word is the file
                        aside = line.rstrip().removesuffix(" (deleted)").endswith(apart)
                    elif line.startswith("Pss:"):
                        kb = int(line.split()[1])
                        held, files = (held, files + kb) if aside else (held + kb, files)
        except OSError:
            continue
    return held / 1024, files / 1024
