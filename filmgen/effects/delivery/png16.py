"""16-bit PNG with its colour said: straight alpha, sRGB.

OpenCV packs the pixels; the chunks that say what they mean (PNG, third edition, 11.3.2) are put
in after the header: cICP for programs of today, sRGB, gAMA and cHRM for the others.
"""

from __future__ import annotations

import struct
import zlib

import cv2
import numpy as np
from numpy.typing import NDArray

_QUICK = [cv2.IMWRITE_PNG_COMPRESSION, 1, cv2.IMWRITE_PNG_STRATEGY, cv2.IMWRITE_PNG_STRATEGY_RLE]
if hasattr(cv2, "IMWRITE_PNG_FILTER"):  # OpenCV 5 tries all filters otherwise: twice the time
    _QUICK += [cv2.IMWRITE_PNG_FILTER, cv2.IMWRITE_PNG_FILTER_SUB]
_HEADER_END = 8 + 25
"""The signature and the IHDR chunk."""


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


_COLOUR = b"".join(
    (
        _chunk(b"cICP", bytes([1, 13, 0, 1])),  # BT.709 primaries, sRGB curve, RGB, full range
        _chunk(b"gAMA", struct.pack(">I", 45455)),
        _chunk(
            b"cHRM",
            struct.pack(">8I", 31270, 32900, 64000, 33000, 30000, 60000, 15000, 6000),
        ),
        _chunk(b"sRGB", bytes([1])),  # relative colorimetric
    )
)


def encode_png16(pixels: NDArray[np.uint16]) -> bytes:
    """uint16 (H, W, 3) RGB or (H, W, 4) RGBA straight, sRGB codes, as the bytes of a PNG."""
    order = [2, 1, 0, 3][: pixels.shape[2]]
    swapped = np.ascontiguousarray(pixels[..., order])
    done, data = cv2.imencode(".png", swapped, _QUICK)
    if not done:
        raise OSError(0, "OpenCV could not pack a PNG")
    packed = data.tobytes()
    return packed[:_HEADER_END] + _COLOUR + packed[_HEADER_END:]
