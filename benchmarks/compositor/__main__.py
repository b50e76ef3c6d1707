"""The reference film by filmgen, MoviePy, an FFmpeg filter graph, and the encoder alone.

Six shots of three seconds, 1280x720 from stills of 1920x1080, six moves, a loop of smoke laid
over and one of flames added, dissolves, subtitles, four tracks of sound, H.264 CRF 20 veryfast
and AAC. Every run is a whole process with its imports; the contenders take turns. Then two hours
at 24000/1001 are encoded and read back (`sync`), and where there is a GPU its renderer is timed
(`gpu`). What the codecs cost needs a film and is run apart (`codecs`).

    python -m benchmarks.compositor [--rounds 3] [--no-sync] [--json FILE] [--plot FILE] [--check]
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks.compositor.growth import LAYERS, LENGTHS_S, SIZES, Cost
from benchmarks.compositor.material import FRAMES, MOVES, RATE, Material, write_material
from benchmarks.compositor.reference import Display, Linear, psnr
from benchmarks.compositor.sync import goals as sync_goals
from benchmarks.compositor.sync import measure_sync
from benchmarks.compositor.sync import table as sync_table
from benchmarks.goals import Goal, arguments, close
from benchmarks.process import Measured, measure

SIZE = (1280, 720)
COUNT = len(MOVES) * FRAMES
MOVIEPY_WALL, MOVIEPY_CPU, GRAPH_WALL, ENCODER_WALL = 1 / 7, 1 / 5, 1 / 2, 1.2
OUTSIDE_MS, PEAK_MB, FLAT = 7.0, 600.0, 1.1
MEAN_DB, WORST_DB = 33.0, 31.0
SYNC_MINUTES = 120.0
MAPPED = (".laid", ".rgba")
"""Plates unpacked for a render: pages that the system may drop."""
PACKAGE = "benchmarks.compositor"


def command(module: str, *more: str) -> list[str]:
    """A module of this package as a process of its own."""
    return [sys.executable, "-m", f"{PACKAGE}.{module}", *more]


def ready_frames(material: Material, folder: Path) -> Path:
    """The finished frames of our film, flat 4:2:0, for the encoder alone."""
    from benchmarks.compositor.material import timeline
    from filmgen.compositor.plan import plan_segments
    from filmgen.compositor.renderers import open_renderer
    from filmgen.compositor.segments import Style

    path = folder / "ready.yuv"
    with path.open("wb") as file:
        for segment in plan_segments(timeline(material, SIZE), Style(burn_in="none")):
            for frame in open_renderer("cpu", segment, folder).frames():
                file.write(frame.data)
    return path


def race(material: Material, folder: Path, rounds: int) -> dict[str, list[Measured]]:
    """Every contender in turn, `rounds` times over; ours into a new folder each time."""
    size = "x".join(map(str, SIZE))
    at = str(material.folder)
    ready = ready_frames(material, folder)
    runs: dict[str, list[Measured]] = {name: [] for name in ("ours", "moviepy", "graph", "encoder")}
    for turn in range(rounds):
        ours = folder / f"ours_{turn}"
        commands = {
            "ours": command("ours", at, str(ours), "--size", size),
            "moviepy": command("moviepy_film", at, str(folder / "moviepy.mp4"), "--size", size),
            "graph": command("filter_graph", at, str(folder / "graph.mp4"), "--size", size),
            "encoder": command(
                "encoder_alone", str(ready), str(ours / "audio" / "mix.wav"),
                str(folder / "encoder.mp4"), "--size", size,
            ),
        }  # fmt: skip
        for name, words in commands.items():
            runs[name].append(measure(words, memory=False))
            last = runs[name][-1]
            print(f"  {name:8}{last.wall_s:7.2f} s{last.cpu_s:8.2f} CPU s", flush=True)
    return runs


def peaks(material: Material, folder: Path) -> dict[str, Measured]:
    """Memory of our film, and of films of 10, 60 and 300 s at 640x360."""
    at = str(material.folder)
    found = {"reference": measure(command("ours", at, str(folder / "memory")), apart=MAPPED)}
    for seconds in LENGTHS_S:
        shots = str(round(seconds * RATE / FRAMES))
        out = str(folder / f"length_{seconds}")
        words = command("ours", at, out, "--size", "640x360", "--shots", shots)
        found[f"{seconds} s"] = measure(words, apart=MAPPED)
    return found


def costs(material: Material) -> list[Cost]:
    """By size with three layers, and by layers at 1280x720."""
    asked = [(size, 3) for size in SIZES] + [(SIZE, layers) for layers in LAYERS]
    found = []
    for (width, height), layers in dict.fromkeys(asked):
        size = ("--size", f"{width}x{height}", "--layers", str(layers))
        words = command("growth", str(material.folder), *size)
        run = subprocess.run(words, capture_output=True, text=True, check=True)
        found.append(Cost(**json.loads(run.stdout)))
    return found


def plot(found: list[Cost], path: Path) -> None:
    """The costs as two panels of an SVG or PNG."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, (left, right) = pyplot.subplots(1, 2, figsize=(9, 3.4), layout="constrained")
    by_size = [c for c in found if c.layers == 3]
    by_layer = [c for c in found if (c.width, c.height) == SIZE]
    pixels = [c.width * c.height / 1e6 for c in by_size]
    for axes, xs, chosen, label in (
        (left, pixels, by_size, "megapixels a frame, still and two plates"),
        (right, [c.layers for c in by_layer], by_layer, "layers at 1280x720"),
    ):
        order = sorted(range(len(xs)), key=lambda i: xs[i])
        across = [xs[i] for i in order]
        axes.plot(across, [chosen[i].draw_ms for i in order], "o-", label="drawn")
        axes.plot(across, [chosen[i].encode_ms for i in order], "o-", label="encoded (x264)")
        axes.set_xlabel(label)
        axes.set_ylabel("CPU ms a frame")
        axes.set_ylim(bottom=0)
        axes.grid(alpha=0.3)
    left.legend()
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, metadata={"Date": None} if path.suffix == ".svg" else None)


def sync_of(minutes: float) -> tuple[list[Goal], dict[str, Any]]:
    """Whether picture and sound end together; the goals and the figures."""
    with tempfile.TemporaryDirectory() as folder:
        found = measure_sync(minutes, Path(folder))
    print(f"\n{sync_table(found)}")
    return sync_goals(found), asdict(found)


def gpu_of(rounds: int) -> tuple[list[Goal], dict[str, Any]]:
    """What the GPU does, where there is one; its goals are told as skipped where there is none."""
    from benchmarks.compositor.gpu import measure_gpu, print_skipped, report
    from filmgen.compositor.gpu.device import usable_gpu

    print()
    device, about = usable_gpu()
    if not device:
        print_skipped(about)
        return [], {"skipped": about}
    found = measure_gpu(device, about, rounds=rounds)
    report(found)
    return found.goals(), found.record()


def main() -> None:
    parser = arguments(str(__doc__).splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--no-sync", action="store_true", help="leave out the film of two hours")
    parser.add_argument("--plot", type=Path, help="draw the growth into this SVG or PNG")
    options = parser.parse_args()
    os.environ["OMP_NUM_THREADS"] = "1"
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        (folder / "material").mkdir()
        material = write_material(folder / "material", SIZE)
        print(f"{COUNT} frames of {SIZE[0]}x{SIZE[1]}, {options.rounds} rounds")
        runs = race(material, folder, options.rounds)
        wall = {n: statistics.median(r.wall_s for r in all_) for n, all_ in runs.items()}
        cpu = {n: statistics.median(r.cpu_s for r in all_) for n, all_ in runs.items()}
        encoder = statistics.median(json.loads(r.output)["encoder_cpu_s"] for r in runs["encoder"])
        ours = folder / "ours_0" / "animatic.mp4"
        quality = {
            "ours": psnr(Linear(material, SIZE, folder), material, ours, 4),
            "moviepy": psnr(Display(material, SIZE), material, folder / "moviepy.mp4", 4),
            "graph": psnr(Display(material, SIZE), material, folder / "graph.mp4", 4),
        }
        mean = {name: statistics.mean(values) for name, values in quality.items()}
        worst = {name: min(values) for name, values in quality.items()}
        memory = peaks(material, folder)
        grown = costs(material)
    if options.plot:
        plot(grown, options.plot)
    print(f"\n{'':10}{'wall s':>8}{'CPU s':>8}{'x ours':>8}{'mean dB':>9}{'worst dB':>9}")
    for name in runs:
        told = f"{mean[name]:9.2f}{worst[name]:9.2f}" if name in mean else ""
        print(f"{name:10}{wall[name]:8.2f}{cpu[name]:8.2f}{wall[name] / wall['ours']:8.2f}{told}")
    print(f"\n{'size':>12}{'layers':>8}{'drawn ms':>10}{'encoded ms':>12}   CPU a frame")
    for one in grown:
        size = f"{one.width}x{one.height}"
        print(f"{size:>12}{one.layers:8d}{one.draw_ms:10.2f}{one.encode_ms:12.2f}")
    told = ", ".join(
        f"{name} {run.peak_mb:.0f} + {run.mapped_mb:.0f}"
        for name, run in memory.items()
        if run.peak_mb is not None
    )
    print(f"\npeak memory + mapped plates, MB: {told}")
    outside = (cpu["ours"] - encoder) * 1000 / COUNT
    longest, shortest = memory["300 s"].peak_mb, memory["10 s"].peak_mb
    goals = [
        Goal("wall time over MoviePy's", MOVIEPY_WALL, wall["ours"] / wall["moviepy"], "x"),
        Goal("CPU over MoviePy's", MOVIEPY_CPU, cpu["ours"] / cpu["moviepy"], "x"),
        Goal("wall time over the filter graph's", GRAPH_WALL, wall["ours"] / wall["graph"], "x"),
        Goal("wall time over the encoder's", ENCODER_WALL, wall["ours"] / wall["encoder"], "x"),
        Goal("CPU outside the encoder", OUTSIDE_MS, outside, "ms a frame"),
        Goal("mean error", -MEAN_DB, -mean["ours"], "-dB"),
        Goal("worst frame's error", -WORST_DB, -worst["ours"], "-dB"),
        Goal("mean error over MoviePy's", 0.0, mean["moviepy"] - mean["ours"], "dB"),
        Goal("peak memory", PEAK_MB, memory["reference"].peak_mb, "MB"),
        Goal(
            "memory of 300 s over 10 s", FLAT,
            None if longest is None or shortest is None else longest / shortest, "x",
        ),
    ]  # fmt: skip
    figures: dict[str, Any] = {
        "wall_s": wall,
        "cpu_s": cpu,
        "encoder_cpu_s": encoder,
        "mean_db": mean,
        "worst_db": worst,
        "memory_mb": {n: [run.peak_mb, run.mapped_mb] for n, run in memory.items()},
        "growth": [asdict(one) for one in grown],
    }
    if not options.no_sync:
        in_sync, figures["sync"] = sync_of(SYNC_MINUTES)
        goals += in_sync
    on_gpu, figures["gpu"] = gpu_of(options.rounds)
    close(goals + on_gpu, figures, options)


if __name__ == "__main__":
    main()
