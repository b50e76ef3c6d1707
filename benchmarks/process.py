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
    """

    wall_s: float
    cpu_s: float
    peak_mb: float | None
    output: str


def measure(command: Sequence[str], *, memory: bool = True) -> Measured:
    """Run a command to its end.

    Args:
        memory: sample it; that takes a little time of its own, so not where runs are compared.

    Raises:
        subprocess.CalledProcessError: it failed; its standard error is in the exception.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    peak: float | None = None
    while True:
        try:
            output, errors = process.communicate(timeout=0.2)
            break
        except subprocess.TimeoutExpired:
            now = _tree_mb(process.pid) if memory else None
            if now is not None:
                peak = max(peak or 0.0, now)
    wall = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, output, errors)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Measured(wall, cpu, peak, output)


def _tree_mb(root: int) -> float | None:
    """Proportional set size of a process and all below it, in MB."""
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
        return None
    tree = {root}
    grown = True
    while grown:
        more = {pid for pid, parent in parents.items() if parent in tree} - tree
        tree |= more
        grown = bool(more)
    total = 0
    for pid in tree:
        try:
            for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    total += int(line.split()[1])
        except OSError:
            continue
    return total / 1024
