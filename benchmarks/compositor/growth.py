"""How the cost of a frame grows with its size and its layers, and memory with the film's length."""

from __future__ import annotations

import argparse
import json
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.compositor.material import existing, timeline
from filmgen.breakdown.model import Move
from filmgen.compositor.picture import render_segment
from filmgen.compositor.plan import plan_segments
from filmgen.compositor.segments import Style

SIZES = ((640, 360), (1280, 720), (1920, 1080), (3840, 2160))
LAYERS = tuple(range(1, 9))
LENGTHS_S = (10, 60, 300)


@dataclass(frozen=True)
class Cost:
    """CPU of one frame in ms: drawn and handed over, and encoded.

    Attributes:
        layers: the still and the plates over it.
    """

    width: int
    height: int
    layers: int
    draw_ms: float
    encode_ms: float


def cost(folder: Path, size: tuple[int, int], layers: int) -> Cost:
    """Render one shot of 72 frames, a push-in, in this process."""
    film = timeline(existing(folder), size, shots=1, layers=layers - 1, move=Move.PUSH_IN)
    (segment,) = plan_segments(film, Style(burn_in="none"))
    with tempfile.TemporaryDirectory() as scratch:
        report = render_segment(segment, Path(scratch, "segment.mp4"))
    each = 1000 / report.frames
    return Cost(*size, layers, report.cpu_s * each, report.encoder_cpu_s * each)


def main() -> None:
    """In a process of its own, so that its memory is that of one cost alone."""
    parser = argparse.ArgumentParser()
    parser.add_argument("material", type=Path)
    parser.add_argument("--size", default="1280x720")
    parser.add_argument("--layers", type=int, default=3)
    options = parser.parse_args()
    width, height = (int(side) for side in options.size.split("x"))
    print(json.dumps(asdict(cost(options.material, (width, height), options.layers))))


if __name__ == "__main__":
    main()
