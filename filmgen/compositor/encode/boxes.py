"""Boxes of mp4 and QuickTime files (ISO/IEC 14496-12, 4.2), read and touched in place."""

from __future__ import annotations

import os
import struct
from pathlib import Path
from typing import IO

_ENTRIES = 8
"""Bytes of a sample description box before its entries (version, flags, count)."""
_VISUAL = 78
"""Bytes of a visual sample entry before its boxes (8.5.2, 12.1.3)."""


def parameter_sets(path: Path) -> bytes:
    """What a decoder of H.264 or H.265 needs before the first frame; b"" for other codecs.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        for sample, kind in ((b"avc1", b"avcC"), (b"hvc1", b"hvcC")):
            spans = _stepped(file, b"moov", b"trak", b"mdia", b"minf", b"stbl", b"stsd")
            entries = _inside(file, [(a + _ENTRIES, b) for a, b in spans], sample)
            for start, end in _inside(file, [(a + _VISUAL, b) for a, b in entries], kind):
                file.seek(start)
                return file.read(end - start)
    return b""


def unlink_timecode(path: Path) -> None:
    """Turn the picture track's reference to the timecode track into free space.

    The timecode track stays. Shown such a reference, FFmpeg 9 prints a line that MoviePy
    2.2 cannot parse, and an animatic should open in the tool it was made with.
    """
    with path.open("r+b") as file:
        for start, _ in _stepped(file, b"moov", b"trak", b"tref"):
            file.seek(start - 4)
            file.write(b"free")


def _stepped(file: IO[bytes], *kinds: bytes) -> list[tuple[int, int]]:
    """Contents of the boxes that a path of kinds leads to, as (start, end)."""
    file.seek(0, os.SEEK_END)
    spans = [(0, file.tell())]
    for kind in kinds:
        spans = _inside(file, spans, kind)
    return spans


def _inside(file: IO[bytes], spans: list[tuple[int, int]], kind: bytes) -> list[tuple[int, int]]:
    found = []
    for at, end in spans:
        while at + 8 <= end:
            file.seek(at)
            size, name = struct.unpack(">I4s", file.read(8))
            header = 8
            if size == 1:
                size, header = struct.unpack(">Q", file.read(8))[0], 16
            if size < header:
                break
            if name == kind:
                found.append((at + header, at + size))
            at += size
    return found
