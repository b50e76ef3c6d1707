"""The encoder fed ready frames, with filmgen's segmentation: what no compositor can beat.

    python -m benchmarks.compositor.encoder_alone FRAMES.yuv MIX.wav OUT.mp4 --size 1280x720

Two processes, one x264 thread each, six segments; then the same joining and AAC as ours.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np

from filmgen.compositor.encode.join import join_segments
from filmgen.compositor.encode.writer import SegmentWriter
from filmgen.farm.local import LocalFarm

FRAMES, RATE = 72, Fraction(24)


@dataclass(frozen=True)
class Piece:
    """One segment of the ready frames."""

    frames: Path
    first: int
    size: tuple[int, int]
    out: Path


def encode(piece: Piece) -> float:
    """Encode a segment; CPU seconds of the encoder."""
    width, height = piece.size
    each = width * height * 3 // 2
    ready = np.memmap(piece.frames, np.uint8, "r").reshape(-1, each)
    with SegmentWriter(piece.out, width, height, RATE) as writer:
        for frame in ready[piece.first : piece.first + FRAMES]:
            writer.write(frame)
    return writer.encoder_cpu_s


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("frames", type=Path)
    parser.add_argument("mix", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--size", default="1280x720")
    options = parser.parse_args()
    width, height = (int(side) for side in options.size.split("x"))
    count = options.frames.stat().st_size // (width * height * 3 // 2)
    with tempfile.TemporaryDirectory() as folder, LocalFarm() as farm:
        pieces = [
            Piece(options.frames, first, (width, height), Path(folder, f"{first}.mp4"))
            for first in range(0, count, FRAMES)
        ]
        cpu_s = 0.0
        for _, spent in farm.map(encode, pieces):
            if isinstance(spent, Exception):
                raise spent
            cpu_s += spent
        before = os.times()
        join_segments(
            [piece.out for piece in pieces], options.mix, options.out,
            rate=RATE, frames=count, start_timecode="01:00:00:00", title="Reference",
        )  # fmt: skip
        after = os.times()
    cpu_s += after.children_user - before.children_user
    cpu_s += after.children_system - before.children_system
    print(json.dumps({"encoder_cpu_s": cpu_s}))


if __name__ == "__main__":
    main()
