"""What each codec costs alone: CPU time a frame, size, and how near the picture stays.

    python -m benchmarks.compositor.codecs FILM.mp4 [--frames 192] [--rounds 3] [--json FILE]

Frames of a rendered film, taken at eight places and held in memory, go through
`open_writer` codec by codec, round by round; medians over the rounds. CPU time is the
encoder's (for pictures this process's), one thread. PSNR is of luma, against what went in.
"""

from __future__ import annotations

import re
import statistics
import subprocess
import tempfile
import time
from dataclasses import asdict, dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np

from benchmarks.goals import Goal, arguments, close
from filmgen.compositor.encode.codecs import Encoding
from filmgen.compositor.encode.space import size_of
from filmgen.compositor.encode.writer import open_writer
from filmgen.ffmpeg import ffmpeg_exe, pictures_out, said_of
from filmgen.media import ByteArray

_PLACES = 8
ENCODINGS = {
    "h264 veryfast": Encoding(),
    "h264 ultrafast": Encoding(preset="ultrafast"),
    "h264 medium": Encoding(preset="medium"),
    "h265 veryfast": Encoding("h265"),
    "prores422": Encoding("prores422"),
    "prores422hq": Encoding("prores422hq"),
    "prores4444": Encoding("prores4444"),
    "png": Encoding("png"),
}
"""All at CRF 20, where a codec has one."""


@dataclass(frozen=True)
class Cost:
    """Of one frame."""

    encoding: str
    cpu_ms: float
    kilobytes: float
    psnr_db: float

    def line(self) -> str:
        return (
            f"{self.encoding:16} {self.cpu_ms:8.1f} ms {self.kilobytes:9.1f} kB "
            f"{self.psnr_db:7.1f} dB"
        )


def frames_of(film: Path, count: int) -> tuple[list[ByteArray], tuple[int, int]]:
    """Frames of a film as flat 4:2:0 from evenly spread places, and its size."""
    said = said_of(film)[1]
    size = re.search(r"Video: .*?, (\d{2,})x(\d{2,})", said)
    length = re.search(r"Duration: (\d+):(\d+):([\d.]+)", said)
    assert size and length, f"{film} is no film"
    width, height = int(size[1]), int(size[2])
    seconds = int(length[1]) * 3600 + int(length[2]) * 60 + float(length[3])
    frames: list[ByteArray] = []
    for place in range(_PLACES):
        options = ["-ss", f"{seconds * (place + 0.5) / _PLACES:.3f}", "-i", str(film)]
        options += ["-map", "0:v", "-frames:v", str(count // _PLACES)]
        options += ["-f", "rawvideo", "-pix_fmt", "yuv420p"]
        for data in pictures_out(options, film, width * height * 3 // 2):
            frames.append(np.frombuffer(data, np.uint8))
    return frames, (width, height)


def cost(name: str, frames: list[ByteArray], size: tuple[int, int], folder: Path) -> Cost:
    """Encode the frames once."""
    encoding = ENCODINGS[name]
    path = folder / encoding.segment_name
    writer = open_writer(path, *size, Fraction(24), encoding)
    began = time.process_time()
    with writer:
        for frame in frames:
            writer.write(frame)
    own_s = time.process_time() - began
    spent = own_s if encoding.is_sequence else writer.encoder_cpu_s
    psnr = _psnr(path, frames, size)
    return Cost(name, 1000 * spent / len(frames), size_of(path) / 1000 / len(frames), psnr)


def _psnr(path: Path, frames: list[ByteArray], size: tuple[int, int]) -> float:
    width, height = size
    source = str(path / "%06d.png" if path.is_dir() else path)
    command = [ffmpeg_exe(), "-v", "error", "-i", source, "-map", "0:v", "-fps_mode", "passthrough"]
    command += ["-vf", "scale=out_color_matrix=bt709:out_range=tv"] if path.is_dir() else []
    command += ["-f", "rawvideo", "-pix_fmt", "yuv444p" if path.is_dir() else "yuv420p", "-"]
    each = width * height * (3 if path.is_dir() else 1.5)
    errors = []
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        for frame in frames:
            seen = np.frombuffer(process.stdout.read(int(each)), np.uint8)[: width * height]
            off = seen.astype(np.float32) - frame[: width * height]
            errors.append(float(np.mean(off * off)))
    return 10 * float(np.log10(255**2 / max(np.mean(errors), 1e-9)))


def main() -> None:
    parser = arguments(__doc__ or "")
    parser.add_argument("film", type=Path)
    parser.add_argument("--frames", type=int, default=192)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    frames, size = frames_of(options.film, options.frames)
    rounds: dict[str, list[Cost]] = {name: [] for name in ENCODINGS}
    for _ in range(options.rounds):
        for name in ENCODINGS:
            with tempfile.TemporaryDirectory() as folder:
                rounds[name].append(cost(name, frames, size, Path(folder)))
    costs = {
        name: Cost(
            name, statistics.median(c.cpu_ms for c in runs), runs[0].kilobytes, runs[0].psnr_db
        )
        for name, runs in rounds.items()
    }
    print(f"{len(frames)} frames of {size[0]}x{size[1]}, a frame each:")
    for each in costs.values():
        print(each.line())
    worst = max(255 / 10 ** (c.psnr_db / 20) for c in costs.values())
    goals = [Goal("luma, the codec that is furthest off, RMS", 2.0, worst, "of 255")]
    close(goals, {name: asdict(c) for name, c in costs.items()}, options)


if __name__ == "__main__":
    main()
