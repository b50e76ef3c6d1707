"""WAV files of one length that appear together: stems and mix, of 24-bit PCM.

Words are packed here: libsndfile takes four times as long to turn a film's floats into them.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

import numpy as np

from filmgen.media import FloatArray
from filmgen.timecode import SAMPLE_RATE_HZ

_CHANNELS, _BYTES = 2, 3
_FRAME = _CHANNELS * _BYTES
_FULL_SCALE = 2.0**23
_MOST_BYTES = 0xFFFFFFFF - 1024


class WavSet:
    """WAV files written side by side under temporary names, renamed together at the end."""

    def __init__(self, folder: Path, names: Sequence[str], length: int) -> None:
        self._paths = [folder / f"{name}.wav" for name in names]
        self._parts = [folder / f".{name}.wav.part" for name in names]
        self._length = length
        self._files: list[BinaryIO] = []

    def __enter__(self) -> WavSet:
        try:
            for part in self._parts:
                self._files.append(part.open("wb"))
                self._files[-1].write(wav_header(self._length))
        except OSError:
            self.__exit__()
            raise
        return self

    def write(self, index: int, samples: FloatArray) -> None:
        """The next samples of a file, float32 (2, n) within -1 and 1: what is louder is clipped."""
        self._files[index].write(pack_24(samples).data)

    def write_silence(self, index: int, count: int) -> None:
        self._files[index].write(bytes(count * _FRAME))

    def keep(self) -> None:
        """Close all and give them their names."""
        for file in self._files:
            file.close()
        for part, path in zip(self._parts, self._paths, strict=True):
            part.replace(path)

    def __exit__(self, *_: object) -> None:
        for file in self._files:
            file.close()
        for part in self._parts:
            part.unlink(missing_ok=True)


def pack_24(samples: FloatArray) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """Floats (channels, n) as interleaved little-endian words of 24 bits: (n, channels, 3)."""
    scaled = np.rint(samples * np.float32(_FULL_SCALE))
    words = np.clip(scaled, -_FULL_SCALE, _FULL_SCALE - 1).astype("<i4", order="C")
    split = words.view(np.uint8).reshape(*samples.shape, 4)
    packed = np.empty((samples.shape[1], samples.shape[0], _BYTES), dtype=np.uint8)
    for channel in range(samples.shape[0]):
        for byte in range(_BYTES):
            packed[:, channel, byte] = split[channel, :, byte]
    return packed


def wav_header(length: int) -> bytes:
    """Of a stereo file of `length` samples at 48 kHz.

    Beyond 4 GB the sizes of a WAV header overflow; RF64 (EBU Tech 3306) has room.
    """
    data = length * _FRAME
    rate = SAMPLE_RATE_HZ
    kind = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, _CHANNELS, rate, rate * _FRAME, _FRAME, 24)
    if data <= _MOST_BYTES:
        size = 4 + len(kind) + 8 + data
        return (
            struct.pack("<4sI4s", b"RIFF", size, b"WAVE")
            + kind
            + struct.pack("<4sI", b"data", data)
        )
    size = 4 + 36 + len(kind) + 8 + data
    large = struct.pack("<4sIQQQI", b"ds64", 28, size, data, length, 0)
    unsaid = 0xFFFFFFFF
    head = struct.pack("<4sI4s", b"RF64", unsaid, b"WAVE")
    return head + large + kind + struct.pack("<4sI", b"data", unsaid)
