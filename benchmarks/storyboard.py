"""Storyboard panels: seconds on one thread, what a second process adds, memory; and on a GPU.

The first panel of every shot of every screenplay in ../shared/screenplays and our samples is
drawn at 1280x720, look "ink", by one process alone and by two at once, in alternating blocks, so
that whatever else the machine does falls on both. Seconds are CPU seconds: with one thread they
are what an idle core's clock would show. A shot with a moving camera is drawn by `draw_sequence`.

    python -m benchmarks.storyboard [--limit N] [--size 1280x720] [--json FILE] [--check]
"""

from __future__ import annotations

import multiprocessing
import random
import resource
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from benchmarks.goals import Goal, arguments, close
from filmgen.blocking.model import StagedPanel
from filmgen.blocking.stage import block
from filmgen.breakdown.planner import plan_shots
from filmgen.screenplay import read_screenplay

REPOSITORY = Path(__file__).resolve().parents[1]
FOLDERS = (REPOSITORY.parent / "shared" / "screenplays", REPOSITORY / "assets" / "screenplays")
SUFFIXES = (".fountain", ".fdx")
ASPECT = 16 / 9

PANEL_S = 0.6
SCALING = 1.7
PEAK_MB = 1024
GROWTH = 1.15
FRAME_S = 0.15
GPU_FRAME_S = 1 / 24
BLOCKS = 8
MOVING_FRAMES = 48


@dataclass(frozen=True)
class Drawn:
    """One panel: CPU and wall seconds, and the process's peak memory after it."""

    cpu_s: float
    wall_s: float
    peak_mb: float


def first_panels() -> tuple[list[StagedPanel], dict[str, int]]:
    """The first panel of every shot, in an order that mixes films; and shots by screenplay."""
    panels: list[StagedPanel] = []
    shots: dict[str, int] = {}
    for folder in FOLDERS:
        for script in sorted(folder.iterdir()) if folder.is_dir() else ():
            if script.suffix not in SUFFIXES:
                continue
            blocking = block(plan_shots(read_screenplay(script)), ASPECT)
            found = [shot.panels[0] for shot in blocking.shots if shot.panels]
            shots[script.name] = len(found)
            panels += found
    random.Random(1).shuffle(panels)
    return panels, shots


def artist(pipe: Connection, width: int, height: int, device: str) -> None:
    """A process that draws what it is sent, one thread, until it is sent None."""
    import torch

    from filmgen.previs.draw import draw_panel

    torch.set_num_threads(1)
    pipe.send("ready")
    while (panel := pipe.recv()) is not None:
        wall, cpu = time.perf_counter(), time.process_time()
        draw_panel(panel, width, height, seed=1, device=device)
        spent = Drawn(
            time.process_time() - cpu,
            time.perf_counter() - wall,
            resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        )
        pipe.send(spent)


class Studio:
    """One drawing process and the pipe to it."""

    def __init__(self, width: int, height: int, device: str = "cpu") -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=artist, args=(theirs, width, height, device))
        self.process.start()
        theirs.close()  # so that a process that died is noticed
        self.pipe.recv()

    def draw(self, panels: Sequence[StagedPanel]) -> Iterator[Drawn]:
        """Draw panels one after another."""
        for panel in panels:
            self.pipe.send(panel)
            yield self.pipe.recv()

    def close(self) -> None:
        self.pipe.send(None)
        self.process.join()


def side_by_side(studios: Sequence[Studio], panels: Sequence[StagedPanel]) -> float:
    """Wall seconds in which the studios draw the panels, each as many as it can."""
    started = time.perf_counter()
    waiting = list(reversed(panels))
    busy: list[Studio] = []
    for studio in studios:
        if waiting:
            studio.pipe.send(waiting.pop())
            busy.append(studio)
    while busy:
        for pipe in multiprocessing.connection.wait([studio.pipe for studio in busy]):
            studio = next(one for one in busy if one.pipe is pipe)
            studio.pipe.recv()
            if waiting:
                studio.pipe.send(waiting.pop())
            else:
                busy.remove(studio)
    return time.perf_counter() - started


def on_cpu(panels: Sequence[StagedPanel], width: int, height: int) -> dict[str, Any]:
    """One process and two, in alternating blocks over all panels."""
    studios = [Studio(width, height), Studio(width, height)]
    for studio in studios:  # imports, textures and caches are not a panel's
        list(studio.draw(panels[:2]))
    drawn: list[Drawn] = []
    ratios: list[float] = []
    size = max(2, -(-len(panels) // BLOCKS))
    for at in range(0, len(panels), size):
        part = panels[at : at + size]
        started = time.perf_counter()
        drawn += studios[0].draw(part)
        alone_s = time.perf_counter() - started
        ratios.append(alone_s / side_by_side(studios, part))
    for studio in studios:
        studio.close()
    cpu = sorted(one.cpu_s for one in drawn)
    early = drawn[max(0, len(drawn) // 4 - 1)].peak_mb
    return {
        "panels": len(drawn),
        "median_cpu_s": statistics.median(cpu),
        "mean_cpu_s": statistics.fmean(cpu),
        "p90_cpu_s": cpu[int(0.9 * (len(cpu) - 1))],
        "median_wall_s": statistics.median(one.wall_s for one in drawn),
        "two_over_one": statistics.median(ratios),
        "blocks": ratios,
        "peak_mb": drawn[-1].peak_mb,
        "growth": drawn[-1].peak_mb / early,
        "all": [asdict(one) for one in drawn],
    }


def moving_shot(panel: StagedPanel, frames: int = MOVING_FRAMES) -> list[StagedPanel]:
    """A two-second push-in with a little track, towards what the panel looks at."""
    camera = panel.camera
    ahead = [t - p for t, p in zip(camera.target, camera.position, strict=True)]
    aside = (ahead[2], 0.0, -ahead[0])
    result = []
    for k in range(frames):
        share = k / (frames - 1)
        x, y, z = (
            p + 0.22 * share * a + 0.05 * share * s
            for p, a, s in zip(camera.position, ahead, aside, strict=True)
        )
        result.append(replace(panel, camera=replace(camera, position=(x, y, z))))
    return result


def moving(panel: StagedPanel, width: int, height: int, device: str) -> dict[str, float]:
    """CPU and wall seconds a frame of a moving shot."""
    from filmgen.previs.sequence import draw_sequence

    staged = moving_shot(panel)
    list(draw_sequence(staged[:8], width, height, device=device))
    wall, cpu = time.perf_counter(), time.process_time()
    count = sum(1 for _ in draw_sequence(staged, width, height, device=device))
    return {
        "frames": count,
        "cpu_s": (time.process_time() - cpu) / count,
        "wall_s": (time.perf_counter() - wall) / count,
    }


def typical(panels: Sequence[StagedPanel]) -> StagedPanel:
    """A panel with two figures in a room with furniture."""
    rooms = [p for p in panels if p.set_plan.interior and len(p.figures) == 2]
    return max(rooms or panels, key=lambda p: min(len(p.set_plan.props), 12))


def on_gpu(panels: Sequence[StagedPanel], width: int, height: int) -> dict[str, Any]:
    """Panels a second and a moving shot where CUDA is to be had."""
    studio = Studio(width, height, "cuda")
    list(studio.draw(panels[:4]))
    drawn = list(studio.draw(panels[: min(len(panels), 60)]))
    studio.close()
    return {
        "panels_a_second": len(drawn) / sum(one.wall_s for one in drawn),
        "moving": moving(typical(panels), width, height, "cuda"),
    }


def main() -> None:
    parser = arguments(str(__doc__).splitlines()[0])
    parser.add_argument("--limit", type=int, help="draw only so many panels")
    parser.add_argument("--size", default="1280x720")
    options = parser.parse_args()
    width, height = (int(n) for n in options.size.split("x"))
    panels, shots = first_panels()
    panels = panels[: options.limit]
    for name, count in shots.items():
        print(f"{name:34}{count:5d} shots")
    cpu = on_cpu(panels, width, height)
    print(f"\n{cpu['panels']} panels at {width}x{height}, look ink, one thread")
    print(
        f"CPU s: median {cpu['median_cpu_s']:.3f}, mean {cpu['mean_cpu_s']:.3f}, "
        f"nine of ten under {cpu['p90_cpu_s']:.3f}; wall median {cpu['median_wall_s']:.3f}"
    )
    print(
        f"two processes {cpu['two_over_one']:.2f}x one (median of {len(cpu['blocks'])} blocks); "
        f"peak {cpu['peak_mb']:.0f} MB a process, {cpu['growth']:.2f}x that of the first quarter"
    )
    shot = moving(typical(panels), 640, 360, "cpu")
    print(f"moving shot at 640x360: {shot['cpu_s']:.3f} CPU s a frame")
    import torch

    gpu = on_gpu(panels, width, height) if torch.cuda.is_available() else None
    goals = [
        Goal("panel on one thread, median", PANEL_S, cpu["median_cpu_s"], "CPU s"),
        Goal("one process over two, time", 1 / SCALING, 1 / cpu["two_over_one"], "x"),
        Goal("peak memory of a process", PEAK_MB, cpu["peak_mb"], "MB"),
        Goal("memory, all shots over the first quarter", GROWTH, cpu["growth"], "x"),
        Goal("moving shot, 640x360, a frame", FRAME_S, shot["cpu_s"], "CPU s"),
    ]
    if gpu is not None:
        print(f"GPU: {gpu['panels_a_second']:.1f} panels a second")
        goals.append(
            Goal("moving shot on a GPU, a frame", GPU_FRAME_S, gpu["moving"]["wall_s"], "s")
        )
    else:
        print("\nGPU panels a second: skipped, no CUDA\nmoving shot on a GPU: skipped, no CUDA")
    close(goals, {"shots": shots, "cpu": cpu, "moving": shot, "gpu": gpu}, options)


if __name__ == "__main__":
    main()
