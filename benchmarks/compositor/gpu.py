"""The torch renderer on a GPU: frames a second, beside what the memory could do at best.

One shot of 1920x1080 whose camera travels past three layers of depth, drawn in batches and read
back as yuv420p through pinned buffers. Beside it in the same run:

- the floor: every byte of the layers that is seen, and of the frame, moved once at the speed of a
  copy within the device, or the frame over the bus at the speed of a pinned copy, whichever takes
  longer (both go on at the same time);
- how far frames are from those of the processor's renderer;
- a film of two such shots for each worker process of the farm, rendered to H.264 by x264 and, where
  it works, by the GPU's own encoder, beside the encoder alone fed ready frames by as many
  processes; once of flat panels and once in depth, where each shot's panel is first taken apart.
  In turns, medians; processes are warm, and what warming them takes is told apart.

    python -m benchmarks.compositor.gpu [--json FILE] [--check]

Without a GPU its goals are skipped; --device cpu --size 320x180 --frames 16 tries all of it.
"""

from __future__ import annotations

import argparse
import math
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch

from benchmarks.compositor.gpu_films import SOFTWARE, Render, renders
from benchmarks.goals import Goal, arguments, close
from filmgen.breakdown.model import Angle, Move, Size
from filmgen.compositor.cpu.segment import SegmentPainter
from filmgen.compositor.footage import FootageReader
from filmgen.compositor.gpu.device import usable_gpu
from filmgen.compositor.gpu.segment import TorchPainter
from filmgen.compositor.moves import plan_move
from filmgen.compositor.segments import Footage, Segment, Style
from filmgen.editorial.model import PanelMedia
from filmgen.media import ByteArray
from filmgen.media_files import DEPTH_SCALE

SIZE = (1920, 1080)
AGREE_DB, TIMES_ENCODER = 40.0, 1.1
DRAWN = (
    ("a frame in three layers, read back", 1.0, "ms"),
    ("times the memory's floor", 4.0, "times"),
    ("below the 40 dB that renderers agree to", 0.0, "dB"),
)
"""Goals of the renderer alone: name, limit, unit."""
OVERSCAN, LAYERS, RATE = 0.1, 3, Fraction(24)
SHOT_FRAMES = 72
"""Of a shot of the films; the renderer alone is timed on a longer one."""
_COPIED = 256 << 20


@dataclass(frozen=True)
class Speed:
    """Milliseconds a frame, medians.

    Attributes:
        wall_ms: from the first frame asked for to the last one read. cpu_ms: of this process.
        frames: of each pass. batch: drawn at once. startup_s: before the first frame of the first
            pass: panels are read and taken apart, kernels are loaded.
    """

    wall_ms: float
    cpu_ms: float
    frames: int
    batch: int
    startup_s: float


@dataclass(frozen=True)
class Floor:
    """What moving the bytes takes, milliseconds a frame.

    Attributes:
        device_gb_s: of a copy within the device, read and written bytes both counted.
        bus_gb_s: of a pinned copy to the processor.
        device_mb, bus_mb: bytes a frame.
    """

    device_gb_s: float
    bus_gb_s: float
    device_mb: float
    bus_mb: float

    @property
    def device_ms(self) -> float:
        return self.device_mb / self.device_gb_s

    @property
    def bus_ms(self) -> float:
        return self.bus_mb / self.bus_gb_s

    @property
    def ms(self) -> float:
        return max(self.device_ms, self.bus_ms)


def scene(folder: Path, size: tuple[int, int], frames: int) -> Segment:
    """A track past somebody at a table before a far wall, drawn with a fixed seed."""
    width, height = (round(side * (1 + 2 * OVERSCAN) / 2) * 2 for side in size)
    rng = np.random.default_rng(6)
    grain = rng.integers(60, 210, (height // 60, width // 60, 3), dtype=np.uint8)
    rgb = cv2.resize(grain, (width, height), interpolation=cv2.INTER_CUBIC)
    depth = np.full((height, width), 12.0, np.float32)
    figures = np.zeros((height, width), np.uint8)
    table = np.s_[height * 5 // 8 :, width // 8 : width * 7 // 8]
    middle = (width * 9 // 20, height * 11 // 20)
    body = cv2.ellipse(np.zeros_like(figures), middle, (width // 12, height // 3), 0, 0, 360, 1, -1)
    depth[body > 0], figures[body > 0] = 4.0, 1
    depth[table], figures[table] = 2.4, 0
    for where, tint in ((body > 0, (0, 24, 50)), (depth == np.float32(2.4), (50, 20, 0))):
        rgb[where] = rgb[where] // 2 + np.array(tint, np.uint8)
    for i in range(60):
        a, b = ((int(rng.integers(0, width)), int(rng.integers(0, height))) for _ in range(2))
        cv2.line(rgb, a, b, (24, 24, 28), 1 + i % 3, cv2.LINE_AA)
    files = {
        "panel.png": rgb, "depth.png": np.rint(depth * DEPTH_SCALE).astype(np.uint16),
        "ids.png": figures,
    }  # fmt: skip
    for name, pixels in files.items():
        cv2.imwrite(str(folder / name), pixels)
    path = plan_move(
        Move.TRACK, Size.MS, Angle.EYE, frames=frames, rate_hz=float(RATE), overscan=OVERSCAN,
        aspect=size[0] / size[1], seed=1, deep=True,
    )  # fmt: skip
    panel = PanelMedia(
        "A", 0, frames, folder / "panel.png", OVERSCAN, "panel",
        depth=folder / "depth.png", figure_ids=folder / "ids.png",
    )  # fmt: skip
    footage = Footage(frames, RATE, path, (panel,), name="sc001_sh010")
    style = Style(burn_in="none", subtitles=False)
    return Segment(
        "sc001_sh010", "sc001_sh010", frames, RATE, *size, picture_px=size, footage=footage,
        style=style,
    )  # fmt: skip


def speed(segment: Segment, device: str, passes: int) -> tuple[Speed, list[ByteArray]]:
    """Draw a segment again and again; also some of its frames."""
    began = time.perf_counter()
    painter = TorchPainter(segment, device=device)
    every = max(1, segment.frames // 6)
    kept = [f.copy() for n, f in enumerate(painter.frames()) if n % every == 0]
    startup = time.perf_counter() - began
    walls, cpus = [], []
    for _ in range(passes):
        wall, cpu = time.perf_counter(), time.process_time()
        count = sum(1 for _ in painter.frames())
        walls.append(1000 * (time.perf_counter() - wall) / count)
        cpus.append(1000 * (time.process_time() - cpu) / count)
    measured = Speed(
        statistics.median(walls), statistics.median(cpus), segment.frames, painter.batch, startup
    )
    return measured, kept


def worst_db(segment: Segment, kept: list[ByteArray]) -> float:
    """PSNR of the worst frame against the processor's renderer, luma or chroma."""
    every = max(1, segment.frames // 6)
    painter = SegmentPainter(segment)
    luma = segment.width_px * segment.height_px
    worst = 99.0
    for number, frame in zip(range(0, segment.frames, every), kept, strict=True):
        expected = painter.frame(number).astype(np.float32)
        for part in (slice(0, luma), slice(luma, None)):
            error = float(np.mean((frame[part].astype(np.float32) - expected[part]) ** 2))
            worst = min(worst, 10 * math.log10(255**2 / max(error, 1e-4)))
    return worst


def floor(segment: Segment, device: str) -> Floor:
    """What the memory and the bus of a device do, and what a frame asks of them at least."""
    still = FootageReader(segment.footage, segment.picture_px).see(0).still
    assert still.relief is not None
    if len(still.relief.layers) != LAYERS:
        raise RuntimeError(f"the scene has {len(still.relief.layers)} layers instead of {LAYERS}")
    held = 0
    for layer in still.relief.layers:
        planes = (layer.planes.y, layer.planes.u, layer.planes.v, layer.alpha, layer.alpha_c)
        held += sum(plane.nbytes for plane in planes if plane is not None)
    seen = (segment.footage.path.view(0).width / (1 + 2 * still.overscan)) ** 2
    frame = segment.width_px * segment.height_px * 3 // 2
    there = torch.ones(_COPIED, dtype=torch.uint8, device=device)
    other = torch.empty_like(there)
    device_s = _median_s(lambda: other.copy_(there), device)
    host = torch.empty(_COPIED, dtype=torch.uint8, pin_memory=device.startswith("cuda"))
    bus_s = _median_s(lambda: host.copy_(there, non_blocking=True), device)
    return Floor(
        2 * _COPIED / device_s / 1e9,
        _COPIED / bus_s / 1e9,
        # drawn once, and read again on its way to the bus
        (held * seen + 2 * frame) / 1e6,
        frame / 1e6,
    )


def _median_s(work: Callable[[], Any], device: str, turns: int = 12) -> float:
    """Seconds of some work on a device; the first two turns warm it up."""
    taken = []
    for turn in range(turns):
        _wait(device)
        began = time.perf_counter()
        work()
        _wait(device)
        if turn > 1:
            taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def _wait(device: str) -> None:
    if device.startswith("cuda"):
        torch.cuda.synchronize(device)


@dataclass(frozen=True)
class GpuFigures:
    """What one GPU was measured to do.

    Attributes:
        device: in words. size: of the raster, (width, height).
        agreement_db: of the worst frame against the processor's renderer.
        films: whole renders beside their encoder alone.
        warming_s: until all processes had drawn their first, imports included.
    """

    device: str
    size: tuple[int, int]
    speed: Speed
    floor: Floor
    agreement_db: float
    films: list[Render]
    warming_s: float

    def goals(self) -> list[Goal]:
        """What a GPU must show."""
        wall_ms = self.speed.wall_ms
        measured = [wall_ms, wall_ms / self.floor.ms, AGREE_DB - self.agreement_db]
        named = [Goal(*goal[:2], one, goal[2]) for goal, one in zip(DRAWN, measured, strict=True)]
        return named + [
            Goal(film_goal(f.panels, f.encoder), TIMES_ENCODER, f.times, "times")
            for f in self.films
        ]

    def record(self) -> dict[str, Any]:
        """All of it as JSON values."""
        floor = {"device_ms": self.floor.device_ms, "bus_ms": self.floor.bus_ms}
        return {
            "device": self.device,
            "size": list(self.size),
            "speed": asdict(self.speed),
            "floor": asdict(self.floor) | floor,
            "agreement_db": self.agreement_db,
            "warming_s": self.warming_s,
            "renders": [asdict(film) | {"times": film.times} for film in self.films],
        }


def measure_gpu(
    device: str, about: str, size: tuple[int, int] = SIZE, frames: int = 960, rounds: int = 3
) -> GpuFigures:
    """Time the renderer on a device, and films made with it.

    Args:
        device: of torch. about: the device in words.
        frames: of the shot that the renderer alone is timed on. rounds: medians are over these.
    """
    with tempfile.TemporaryDirectory() as folder:
        segment = scene(Path(folder), size, frames)
        at_best = floor(segment, device)
        drawn, kept = speed(segment, device, rounds)
        agreement = worst_db(segment, kept)
        shot = scene(Path(folder), size, min(frames, SHOT_FRAMES))
        flat = replace(shot.footage, path=replace(shot.footage.path, travels=0.0))
        film = {"flat": replace(shot, footage=flat), "deep": shot}
        films, warming = renders(film, device, Path(folder), rounds)
    return GpuFigures(about, size, drawn, at_best, agreement, films, warming)


def film_goal(panels: str, encoder: str) -> str:
    """The name of a film's goal: one for each encoder that works."""
    return f"{panels} film over {encoder} alone"


def print_skipped(about: str) -> None:
    """The goals by name, where there is no GPU to measure.

    Args:
        about: why there is none.
    """
    print(f"no GPU here: {about}")
    films = [film_goal(panels, SOFTWARE) for panels in ("flat", "deep")]
    for name in (*(goal[0] for goal in DRAWN), *films):
        print(f"{name}: skipped")


def report(found: GpuFigures) -> None:
    drawn, at_best = found.speed, found.floor
    print(
        f"{1000 / drawn.wall_ms:8.0f} frames/s   {drawn.wall_ms:.3f} ms a frame, of it "
        f"{drawn.cpu_ms:.3f} ms of the processor; batches of {drawn.batch}, "
        f"{drawn.startup_s:.1f} s until the first pass was done"
    )
    print(
        f"{1000 / at_best.ms:8.0f} frames/s   the floor: {at_best.device_mb:.1f} MB a frame at "
        f"{at_best.device_gb_s:.0f} GB/s is {at_best.device_ms:.3f} ms, {at_best.bus_mb:.1f} MB "
        f"over the bus at {at_best.bus_gb_s:.1f} GB/s is {at_best.bus_ms:.3f} ms"
    )
    agreement = f"{found.agreement_db:8.1f} dB         the worst frame"
    print(f"{agreement} against the processor's renderer")
    for film in found.films:
        print(
            f"{film.times:8.2f} times      a film, {film.panels}, in {film.whole_s:.2f} s over "
            f"{film.encoder} alone in {film.encoder_s:.2f} s"
        )
    warming = f"{found.warming_s:8.1f} s          until all processes had drawn their first"
    print(f"{warming}, imports included")


def main() -> None:
    parser = arguments(__doc__ or "")
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--device", default="", help="of torch; a GPU that works if left out")
    parser.add_argument("--size", default="x".join(map(str, SIZE)))
    parser.add_argument("--frames", type=int, default=960)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    gpu, about = usable_gpu()
    device = options.device or gpu
    if not device:
        print_skipped(about)
        close([], {"skipped": about}, options)
        return
    width, height = (int(side) for side in options.size.split("x"))
    about = about if device == gpu else device
    print(f"{about}, {width}x{height}, {options.frames} frames\n")
    found = measure_gpu(device, about, (width, height), options.frames, options.rounds)
    report(found)
    close(found.goals(), found.record(), options)


if __name__ == "__main__":
    main()
