"""A film of many shots on a GPU: drawn and encoded, beside the encoder alone."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch

from filmgen.compositor.encode.codecs import Encoding
from filmgen.compositor.encode.hardware import why_not
from filmgen.compositor.encode.writer import open_writer
from filmgen.compositor.gpu.segment import TorchPainter
from filmgen.compositor.segments import Segment
from filmgen.farm.local import LocalFarm

SOFTWARE = "x264 veryfast"


@dataclass(frozen=True)
class Render:
    """Seconds of whole renders, and of their encoder alone, medians."""

    encoder: str
    panels: str
    whole_s: float
    encoder_s: float

    @property
    def times(self) -> float:
        return self.whole_s / self.encoder_s


def encodings(size: tuple[int, int]) -> dict[str, Encoding]:
    """Software, and the chip of the GPU where it encodes."""
    found = {SOFTWARE: Encoding()}
    if not why_not("h264_nvenc", "h264", *size):
        found["NVENC"] = Encoding(encoder="h264_nvenc")
    return found


@dataclass(frozen=True)
class _Job:
    """A segment to be encoded: drawn on a device, or ready in a file."""

    segment: Segment
    out: Path
    device: str
    ready: Path | None = None


def _render(job: _Job) -> int:
    """In a worker: draw and encode, or encode; how many frames."""
    segment = job.segment
    raster = (segment.width_px, segment.height_px)
    if job.ready is None:
        frames = TorchPainter(segment, job.out.parent, device=job.device).frames()
    else:
        length = raster[0] * raster[1] * 3 // 2
        frames = iter(np.memmap(job.ready, np.uint8, "r").reshape(-1, length))
    with open_writer(job.out, *raster, segment.rate, segment.style.encoding) as writer:
        for frame in frames:
            writer.write(frame)
    return writer.frames


def _warm(device: str) -> None:
    """In a worker: draw something, then wait for the others to begin theirs."""
    torch.zeros(1, device=device).add_(1).cpu()
    time.sleep(1.0)


def renders(
    film: dict[str, Segment], device: str, folder: Path, rounds: int
) -> tuple[list[Render], float]:
    """Whole renders and their encoders alone, in turns; and the seconds that processes warm up."""
    first = next(iter(film.values()))
    found = []
    with LocalFarm() as farm:
        began = time.perf_counter()
        _all(farm, _warm, [device] * farm.workers)
        warming = time.perf_counter() - began
        for panels, segment in film.items():
            ready = folder / f"{panels}.yuv"
            with ready.open("wb") as file:
                for frame in TorchPainter(segment, folder, device=device).frames():
                    file.write(frame.data)
            for name, encoding in encodings((first.width_px, first.height_px)).items():
                styled = replace(segment, style=replace(segment.style, encoding=encoding))
                seconds: dict[Path | None, list[float]] = {None: [], ready: []}
                for _ in range(rounds):
                    for source, taken in seconds.items():
                        jobs = [
                            _Job(styled, folder / f"{n}.mp4", device, source)
                            for n in range(2 * farm.workers)
                        ]
                        began = time.perf_counter()
                        _all(farm, _render, jobs)
                        taken.append(time.perf_counter() - began)
                whole, alone = (statistics.median(taken) for taken in seconds.values())
                found.append(Render(name, panels, whole, alone))
            ready.unlink()
    return found, warming


def _all(farm: LocalFarm, work: Callable[[Any], Any], tasks: list[Any]) -> None:
    for _, done in farm.map(work, tasks):
        if isinstance(done, Exception):
            raise done
