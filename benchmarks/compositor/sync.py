"""Two hours at 24000/1001, really encoded, joined and demuxed: do picture and sound end together?

    python -m benchmarks.compositor.sync [--minutes 120] [--codec h264] [--json FILE] [--check]

Shots of uneven lengths go through `SegmentWriter`, one file each, and `join_segments` puts
them together with a WAV of silence in which three bursts sound: at the first sample, in the
middle, and in the very last samples. Every picture carries its number. Then FFmpeg reads the
film: the time of every packet, the number in every picture, the place of every burst.
"""

from __future__ import annotations

import re
import struct
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.goals import Goal, arguments, close
from filmgen.compositor.encode.codecs import Encoding
from filmgen.compositor.encode.join import join_segments
from filmgen.compositor.encode.writer import SegmentWriter
from filmgen.ffmpeg import ffmpeg_exe, pictures_out
from filmgen.timecode import SAMPLE_RATE_HZ, frames_from_seconds, samples_from_frames

RATE = Fraction(24000, 1001)
WIDTH, HEIGHT = 64, 36
BURST = 96
"""Samples of a burst: 2 ms."""
_BITS, _ROWS = 18, 2
_LENGTHS = (131, 47, 89, 211, 61, 157, 29, 103, 73, 179)
"""Of the shots, in turn: four and a half seconds on average."""


@dataclass(frozen=True)
class Sync:
    """What was found in one film.

    Attributes:
        misplaced: pictures that are not shown at exactly number / rate.
        wrong: pictures that carry another number than their place.
        burst_samples: where each burst is heard less where it was written.
        end_gap_frames: end of the sound less end of the picture.
        encode_s, join_s, read_s: wall time.
    """

    codec: str
    minutes: float
    shots: int
    frames: int
    missing_frames: int
    misplaced: int
    wrong: int
    burst_samples: tuple[int, ...]
    end_gap_frames: float
    bytes: int
    encode_s: float
    join_s: float
    read_s: float

    @property
    def last_burst_frames(self) -> float:
        """How far the last burst is from its place, in frames."""
        return float(abs(self.burst_samples[-1]) * RATE / SAMPLE_RATE_HZ)


def measure_sync(minutes: float, folder: Path, codec: str = "h264") -> Sync:
    """Encode, join and read back a film of that length in `folder`."""
    frames = frames_from_seconds(Fraction(minutes) * 60, RATE)
    samples = samples_from_frames(frames, RATE)
    encoding = Encoding(codec, preset="ultrafast")
    began = time.perf_counter()
    shots = list(_encoded(frames, encoding, folder))
    encoded = time.perf_counter()
    bursts = (0, samples // 2, samples - BURST)
    sound = folder / "mix.wav"
    _write_bursts(sound, samples, bursts)
    film = folder / encoding.film_name
    join_segments(
        shots, sound, film, rate=RATE, frames=frames, start_timecode="00:00:00:00", title="Sync"
    )
    joined = time.perf_counter()
    times, tick = _picture_times(film)
    misplaced = sum(at * tick != Fraction(n) / RATE for n, at in enumerate(times))
    wrong = sum(number != n for n, number in enumerate(_picture_numbers(film)))
    heard, end = _heard(film, folder)
    done = time.perf_counter()
    return Sync(
        codec=codec,
        minutes=minutes,
        shots=len(shots),
        frames=frames,
        missing_frames=abs(frames - len(times)),
        misplaced=misplaced,
        wrong=wrong,
        burst_samples=tuple(a - b for a, b in zip(heard, bursts, strict=True)),
        end_gap_frames=float(Fraction(end, SAMPLE_RATE_HZ) * RATE - frames),
        bytes=film.stat().st_size,
        encode_s=encoded - began,
        join_s=joined - encoded,
        read_s=done - joined,
    )


def goals(sync: Sync) -> list[Goal]:
    """What a film in sync must show."""
    name = f"{sync.codec}, {sync.minutes:g} min"
    return [
        Goal(f"{name}: pictures lost", 0, sync.missing_frames, "frames"),
        Goal(f"{name}: pictures not at exactly n / rate", 0, sync.misplaced, "frames"),
        Goal(f"{name}: pictures out of their place", 0, sync.wrong, "frames"),
        Goal(f"{name}: end of sound from end of picture", 1, abs(sync.end_gap_frames), "frames"),
        Goal(f"{name}: last burst from its place", 1, sync.last_burst_frames, "frames"),
    ]


def _encoded(frames: int, encoding: Encoding, folder: Path) -> Iterator[Path]:
    number = shot = 0
    while number < frames:
        length = min(_LENGTHS[shot % len(_LENGTHS)], frames - number)
        path = folder / f"{shot:05d}_{encoding.segment_name}"
        with SegmentWriter(path, WIDTH, HEIGHT, RATE, encoding) as writer:
            for n in range(number, number + length):
                writer.write(_numbered(n))
        yield path
        number, shot = number + length, shot + 1


def _numbered(number: int) -> NDArray[np.uint8]:
    """A 4:2:0 frame with its number in two rows of nine fields, black or white."""
    bits = (number >> np.arange(_BITS)) & 1
    fields = np.where(bits, 235, 16).astype(np.uint8).reshape(_ROWS, -1)
    luma = np.full((HEIGHT, WIDTH), 16, np.uint8)
    fields = fields.repeat(HEIGHT // _ROWS, 0).repeat(WIDTH // fields.shape[1], 1)
    luma[:, : fields.shape[1]] = fields
    return np.concatenate([luma.ravel(), np.full(WIDTH * HEIGHT // 2, 128, np.uint8)])


def _picture_numbers(film: Path) -> Iterator[int]:
    across = _BITS // _ROWS
    column, row = WIDTH // across, HEIGHT // _ROWS
    options = ["-i", str(film), "-map", "0:v", "-fps_mode", "passthrough"]
    options += ["-f", "rawvideo", "-pix_fmt", "gray"]
    for data in pictures_out(options, film, WIDTH * HEIGHT):
        luma = np.frombuffer(data, np.uint8).reshape(HEIGHT, WIDTH)
        bits = luma[row // 2 :: row, column // 2 : column * across : column].ravel() > 125
        yield int((bits.astype(np.int64) << np.arange(_BITS)).sum())


def _picture_times(film: Path) -> tuple[list[int], Fraction]:
    """When every packet of the picture is shown, in order, in ticks of the returned length."""
    times, tick = _read(film, "0:v", "-c", "copy")
    return sorted(at for at, _ in times), tick


def _heard(film: Path, folder: Path) -> tuple[list[int], int]:
    """Samples at which the bursts begin, and the sample at which the sound ends."""
    blocks, tick = _read(film, "0:a", "-c:a", "pcm_s16le")
    first, (last, length) = blocks[0][0], blocks[-1]
    end = (last + length) * tick * SAMPLE_RATE_HZ
    raw = folder / "heard.raw"
    _ffmpeg("-i", str(film), "-map", "0:a", "-ac", "1", "-f", "s16le", "-y", str(raw))
    heard = np.memmap(raw, np.int16, "r")
    loud = [
        at + np.flatnonzero(np.abs(heard[at : at + 2**22].astype(np.int32)) > 6000)
        for at in range(0, len(heard), 2**22)
    ]
    places = np.concatenate(loud)
    starts = places[np.insert(np.diff(places) > SAMPLE_RATE_HZ // 2, 0, True)]
    offset = int(first * tick * SAMPLE_RATE_HZ)
    return [int(start) + offset for start in starts], int(end)


def _read(film: Path, stream: str, *options: str) -> tuple[list[tuple[int, int]], Fraction]:
    """(time, length) of every packet or block of a stream in ticks, and a tick in seconds."""
    said = _ffmpeg("-i", str(film), "-map", stream, *options, "-copyts", "-f", "framecrc", "-")
    base = re.search(r"#tb 0: (\d+)/(\d+)", said)
    assert base
    rows = [line.split(",") for line in said.splitlines() if line[:1] == "0"]
    return [(int(row[2]), int(row[3])) for row in rows], Fraction(int(base[1]), int(base[2]))


def _ffmpeg(*options: str) -> str:
    command = [ffmpeg_exe(), "-v", "error", "-nostdin", *options]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def _write_bursts(path: Path, samples: int, bursts: tuple[int, ...]) -> None:
    """A mono WAV of 16 bits: silence (a hole in the file, where there can be) and bursts."""
    burst = (np.resize([1, 1, -1, -1], BURST) * 16000).astype("<i2").tobytes()
    size = samples * 2
    with path.open("wb") as file:
        file.write(struct.pack("<4sI4s", b"RIFF", 36 + size, b"WAVE"))
        file.write(
            struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, SAMPLE_RATE_HZ, SAMPLE_RATE_HZ * 2, 2, 16)
        )
        file.write(struct.pack("<4sI", b"data", size))
        file.truncate(44 + size)
        for start in bursts:
            file.seek(44 + start * 2)
            file.write(burst)


def table(sync: Sync) -> str:
    """The figures, one a line."""
    bursts = ", ".join(f"{s:+d}" for s in sync.burst_samples)
    return "\n".join(
        [
            f"{sync.codec}, 24000/1001, {WIDTH}x{HEIGHT}: {sync.minutes:g} min, "
            f"{sync.frames} frames in {sync.shots} shots, {sync.bytes / 1e6:.1f} MB",
            f"  pictures lost {sync.missing_frames}, not at n / rate {sync.misplaced}, "
            f"out of place {sync.wrong}",
            f"  bursts heard at first, middle and last: {bursts} samples from their places",
            f"  sound ends {sync.end_gap_frames:+.5f} frames from the picture",
            f"  encoded in {sync.encode_s:.1f} s, joined in {sync.join_s:.1f} s, "
            f"read in {sync.read_s:.1f} s",
        ]
    )


def main() -> None:
    parser = arguments(__doc__ or "")
    parser.add_argument("--minutes", type=float, default=120.0)
    parser.add_argument("--codec", default="h264", help="h264, h265 or a ProRes")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        sync = measure_sync(options.minutes, Path(folder), options.codec)
    print(table(sync))
    close(goals(sync), asdict(sync), options)


if __name__ == "__main__":
    main()
