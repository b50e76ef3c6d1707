"""Linear light to display code and back: the sRGB curve of IEC 61966-2-1.

One curve serves PNG and both movies: their pictures then have the same code values, and the
files say so (cICP and sRGB chunks; transfer characteristics 13 of ITU-T H.273 in the movies).
BT.709's own number 1 would leave it open which curve is meant: programs read it as the camera's
(BT.709), the display's (BT.1886) or their own.
"""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from filmgen.media import ByteArray, FloatArray

_KNEE_LIGHT, _KNEE_CODE = np.float32(0.0031308), np.float32(0.04045)


def encode_srgb(light: FloatArray) -> FloatArray:
    """Linear light to code, both 0 to 1; what is outside clips. Any shape, float32."""
    clipped = np.clip(light, 0.0, 1.0, dtype=np.float32)
    code = _powered(clipped, 1 / 2.4)
    code *= np.float32(1.055)
    code -= np.float32(0.055)
    np.multiply(clipped, np.float32(12.92), out=code, where=clipped <= _KNEE_LIGHT)
    return code


def decode_srgb(code: FloatArray) -> FloatArray:
    """Code to linear light, both 0 to 1. Any shape, float32."""
    clipped = np.clip(code, 0.0, 1.0, dtype=np.float32)
    light = _powered((clipped + np.float32(0.055)) / np.float32(1.055), 2.4)
    np.divide(clipped, np.float32(12.92), out=light, where=clipped <= _KNEE_CODE)
    return light


def _powered(values: FloatArray, exponent: float) -> FloatArray:
    """OpenCV's vectorised power, for any shape."""
    flat = np.ascontiguousarray(values).reshape(1, -1)
    powered: FloatArray = cv2.pow(flat, exponent) if flat.size else flat.copy()
    return powered.reshape(values.shape)


@lru_cache(maxsize=2)
def _decode_table(codes: int) -> FloatArray:
    return decode_srgb(np.linspace(0.0, 1.0, codes, dtype=np.float64).astype(np.float32))


def decode_integers(code: NDArray[np.uint8] | NDArray[np.uint16]) -> FloatArray:
    """Integer sRGB codes of the full range of their dtype to linear light, float32."""
    light: FloatArray = np.take(_decode_table(int(np.iinfo(code.dtype).max) + 1), code)
    return light


def quantise(code: FloatArray, top: int) -> NDArray[np.uint16]:
    """0 to 1 to the nearest of 0 to `top` (at most 65535), uint16."""
    steps: NDArray[np.uint16] = (code * np.float32(top) + np.float32(0.5)).astype(np.uint16)
    return steps


def to_display(linear: FloatArray) -> ByteArray:
    """Linear light to 8-bit sRGB, clipped."""
    code: ByteArray = quantise(encode_srgb(linear), 255).astype(np.uint8)
    return code
