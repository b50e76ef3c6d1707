"""What plates cost: seconds by maker, by size and by length, and the memory they take.

    python -m benchmarks.effects_speed ENGINE KIND SIZE FRAMES [WEIGHTS]

shoots one plate and prints nothing: its process is what memory is measured of.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import torch

from benchmarks.process import measure
from filmgen.effects.clips import ClipLabel
from filmgen.effects.fluids.flat_clips import simulate_flat_clip
from filmgen.effects.fluids.volume import stream_fields
from filmgen.effects.threads import one_thread
from filmgen.engines.effects.learned import DiffusionEngine, GanEngine
from filmgen.engines.effects.simulation import SimulationEngine
from filmgen.engines.protocols import PlateRequest

LEARNED = ("gan", "diffusion")
ENGINES = (*LEARNED, "2D simulation", "3D simulation")
PLATE_FRAMES = 96
"""A plate of four seconds."""
SIZES = ((256, 256), (512, 512), (1280, 720), (1920, 1080))
LENGTHS = (96, 384)
"""Frames of the plates whose memory is compared."""
_SIZE_FRAMES = 24
_SOLID_FRAMES = 48


@dataclass(frozen=True)
class Cost:
    """CPU seconds on one thread, which on a quiet machine are seconds.

    Attributes:
        plate_ms: a frame of a 512x512 plate of four seconds, shading and warm-up included.
        fields_ms: a frame of fields on the training grid, one clip at a time. Of the 3D
            simulation its steady frames alone, of the others all there is.
        sizes_ms: a frame of a plate of one second, by "WIDTHxHEIGHT".
        memory_mb: peak of the process, by frames of a 512x512 plate.
        gpu_plate_ms: as `plate_ms`, in seconds of the clock, fields made on the GPU.
    """

    maker: str
    kind: str
    plate_ms: float
    fields_ms: float
    sizes_ms: tuple[tuple[str, float], ...] = ()
    memory_mb: tuple[tuple[int, float], ...] = ()
    gpu_plate_ms: float | None = None


def engine_of(maker: str, weights: Path | None = None, device: str = "cpu") -> Any:
    """The engine of a maker.

    Raises:
        EngineUnavailable: its weights are missing.
    """
    if maker in LEARNED:
        made = GanEngine if maker == "gan" else DiffusionEngine
        return made(weights=str(weights) if weights else None, device=device)
    return SimulationEngine(device=device, dim=2 if maker.startswith("2") else 3)


def request(kind: str, width_px: int, height_px: int, frames: int) -> PlateRequest:
    """The plate that is timed."""
    return PlateRequest(
        kind, 0.7, width_px, height_px, frames, Fraction(24), 7, wind=0.2, loop=False
    )


def cost(maker: str, kind: str, weights: Path | None, *, sizes: bool, memory: bool) -> Cost:
    """Measure a maker.

    Raises:
        EngineUnavailable: its weights are missing.
    """
    engine = engine_of(maker, weights)
    _drain(engine.frames(request(kind, 128, 128, 8)))  # builds the network, warms the caches

    def plate_ms(width: int, height: int, frames: int) -> float:
        return (
            1000.0
            * _cpu(lambda: _drain(engine.frames(request(kind, width, height, frames))))
            / frames
        )

    by_size = [(f"{w}x{h}", plate_ms(w, h, _SIZE_FRAMES)) for w, h in SIZES] if sizes else []
    by_length = []
    for frames in LENGTHS if memory else ():
        command = [sys.executable, "-m", __name__, maker, kind, "512", str(frames)]
        try:
            peak = measure([*command, *([str(weights)] if weights else [])]).peak_mb
        except subprocess.CalledProcessError as error:
            raise RuntimeError(f"{maker}: {error.stderr.strip().splitlines()[-1]}") from error
        if peak is not None:
            by_length.append((frames, peak))
    on_gpu = None
    if torch.cuda.is_available() and maker in LEARNED:
        fast = engine_of(maker, weights, "cuda")
        _drain(fast.frames(request(kind, 512, 512, PLATE_FRAMES)))
        started = time.perf_counter()
        _drain(fast.frames(request(kind, 512, 512, PLATE_FRAMES)))
        on_gpu = 1000.0 * (time.perf_counter() - started) / PLATE_FRAMES
    return Cost(
        maker,
        kind,
        plate_ms(512, 512, PLATE_FRAMES),
        fields_ms(maker, kind, engine),
        tuple(by_size),
        tuple(by_length),
        on_gpu,
    )


def fields_ms(maker: str, kind: str, engine: Any) -> float:
    """CPU milliseconds a frame of fields, one clip, one thread."""
    label = ClipLabel(kind, 0.7, 0.2, 1.0, 7)
    with one_thread():
        if maker == "3D simulation":
            frames = stream_fields([label], 1 + _SOLID_FRAMES)
            next(frames)
            return 1000.0 * _cpu(lambda: _drain(frames)) / _SOLID_FRAMES
        if maker == "2D simulation":
            taken = _cpu(lambda: simulate_flat_clip(label, PLATE_FRAMES))
        else:
            taken = _cpu(lambda: _drain(engine.fields().fields(label, PLATE_FRAMES, loop=False)))
    return 1000.0 * taken / PLATE_FRAMES


def report(costs: Sequence[Cost]) -> None:
    """Print the tables of costs."""
    if not costs:
        return
    solid = {c.kind: c.fields_ms for c in costs if c.maker == "3D simulation"}
    print(
        "\none thread, 512x512 plates of 4 s, shading included; fields alone on the training grid"
    )
    heads = ("plate fps", "fields ms", "times 3D", "GPU fps")
    print(f"{'':16}{'kind':12}" + "".join(f"{head:>11}" for head in heads))
    for c in costs:
        faster = f"{solid[c.kind] / c.fields_ms:.0f}" if c.kind in solid else "-"
        gpu = f"{1000 / c.gpu_plate_ms:.0f}" if c.gpu_plate_ms else "skipped"
        gpu = gpu if c.maker in LEARNED else "-"
        print(
            f"{c.maker:16}{c.kind:12}{1000 / c.plate_ms:11.1f}{c.fields_ms:11.2f}"
            f"{faster:>11}{gpu:>11}"
        )
    for c in costs:
        if c.sizes_ms:
            told = ", ".join(f"{size} {ms:.0f}" for size, ms in c.sizes_ms)
            print(f"{c.maker}, {c.kind}: ms a frame by size: {told}")
        if c.memory_mb:
            told = ", ".join(f"{frames} frames {mb:.0f} MB" for frames, mb in c.memory_mb)
            print(f"{c.maker}, {c.kind}: peak memory: {told}")


def _cpu(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def _drain(frames: Iterator[Any]) -> None:
    for _ in frames:
        pass


def main() -> None:
    maker, kind, size, frames, *weights = sys.argv[1:]
    torch.set_num_threads(1)
    engine = engine_of(maker, Path(weights[0]) if weights else None)
    _drain(engine.frames(request(kind, int(size), int(size), int(frames))))


if __name__ == "__main__":
    main()
