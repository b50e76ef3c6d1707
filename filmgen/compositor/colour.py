"""Colour: linear light, BT.709 planes, and the conversions between them.

Pictures are display-referred RGB on the sRGB curve (what the panels' PNG files hold);
plates are linear light with the same primaries. What goes to the encoder is 8-bit
BT.709 Y'CbCr in video range, chroma halved both ways and sited in the middle of its
four pixels (the encoder is told so).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from filmgen.media import ByteArray, FloatArray

LUMA = (0.2126, 0.7152, 0.0722)
"""BT.709 luma weights of R, G, B."""

BLACK_Y, NEUTRAL_C = 16, 128


@dataclass(frozen=True)
class Planes:
    """A 4:2:0 picture as views into memory: y (H, W), u and v (H/2, W/2), uint8 video range."""

    y: ByteArray
    u: ByteArray
    v: ByteArray

    @property
    def size(self) -> tuple[int, int]:
        """(width, height) in pixels."""
        return int(self.y.shape[1]), int(self.y.shape[0])

    def crop(self, x: int, y: int, width: int, height: int) -> Planes:
        """A view of a part; all four even."""
        i, j, w, h = x // 2, y // 2, width // 2, height // 2
        return Planes(
            self.y[y : y + height, x : x + width],
            self.u[j : j + h, i : i + w],
            self.v[j : j + h, i : i + w],
        )

    def write(self, other: Planes) -> None:
        """Copy another picture of the same size into this one."""
        self.y[:] = other.y
        self.u[:] = other.u
        self.v[:] = other.v

    def fill(self, y: int = BLACK_Y, u: int = NEUTRAL_C, v: int = NEUTRAL_C) -> None:
        """Make all of it one colour, black if none is given."""
        self.y[:] = y
        self.u[:] = u
        self.v[:] = v


def planes_of(flat: ByteArray, width: int, height: int) -> Planes:
    """Views into a flat uint8 4:2:0 raster: Y, U and V one after the other.

    Args:
        flat: of `width * height * 3 / 2` bytes. width, height: even.
    """
    size, quarter = width * height, width * height // 4
    return Planes(
        flat[:size].reshape(height, width),
        flat[size : size + quarter].reshape(height // 2, width // 2),
        flat[size + quarter :].reshape(height // 2, width // 2),
    )


def new_i420(width: int, height: int) -> tuple[ByteArray, Planes]:
    """A black picture: the flat buffer that goes to the encoder, and its planes.

    Args:
        width, height: even.
    """
    buffer = np.empty(width * height * 3 // 2, np.uint8)
    planes = planes_of(buffer, width, height)
    planes.fill()
    return buffer, planes


@lru_cache(maxsize=1)
def rgb_to_ycbcr() -> FloatArray:
    """(3, 4) matrix: 8-bit R'G'B' to 8-bit Y'CbCr, video range (ITU-R BT.709, 3 and 5.2)."""
    red, green, blue = LUMA
    full = np.array(
        [
            [red, green, blue],
            [-red / (2 * (1 - blue)), -green / (2 * (1 - blue)), 0.5],
            [0.5, -green / (2 * (1 - red)), -blue / (2 * (1 - red))],
        ]
    )
    scaled = full * (np.array([[219.0], [224.0], [224.0]]) / 255.0)
    return np.hstack([scaled, [[16.0], [128.0], [128.0]]]).astype(np.float32)


@lru_cache(maxsize=1)
def _ycbcr_to_rgb() -> FloatArray:
    matrix = rgb_to_ycbcr().astype(np.float64)
    inverse = np.linalg.inv(matrix[:, :3])
    return np.hstack([inverse, -inverse @ matrix[:, 3:]]).astype(np.float32)


def ycbcr444(rgb: ByteArray) -> ByteArray:
    """uint8 RGB (H, W, 3) to uint8 Y'CbCr (H, W, 3), video range."""
    out: ByteArray = cv2.transform(rgb, rgb_to_ycbcr())
    return out


def planes_from_rgb(rgb: ByteArray) -> Planes:
    """uint8 RGB (H, W, 3), H and W even, to 4:2:0."""
    height, width = rgb.shape[:2]
    full = ycbcr444(rgb)
    y, u, v = cv2.split(full)
    half = (width // 2, height // 2)
    return Planes(
        y,
        cv2.resize(u, half, interpolation=cv2.INTER_AREA),
        cv2.resize(v, half, interpolation=cv2.INTER_AREA),
    )


def rgb_from_planes(planes: Planes) -> ByteArray:
    """4:2:0 to uint8 RGB (H, W, 3), chroma interpolated linearly."""
    size = planes.size
    full = cv2.merge(
        [
            planes.y,
            cv2.resize(planes.u, size, interpolation=cv2.INTER_LINEAR),
            cv2.resize(planes.v, size, interpolation=cv2.INTER_LINEAR),
        ]
    )
    out: ByteArray = cv2.transform(full, _ycbcr_to_rgb())
    return out


def decode_srgb(code: NDArray[np.floating]) -> NDArray[np.floating]:
    """sRGB code 0 to 1 to linear light (IEC 61966-2-1)."""
    curve = ((code + 0.055) / 1.055) ** 2.4
    light: NDArray[np.floating] = np.where(code <= 0.04045, code / 12.92, curve)
    return light


def encode_srgb(light: NDArray[np.floating]) -> NDArray[np.floating]:
    """Linear light 0 to 1 to sRGB code (IEC 61966-2-1)."""
    low = np.clip(light, 0.0, None)
    code: NDArray[np.floating] = np.where(
        low <= 0.0031308, low * 12.92, 1.055 * low ** (1 / 2.4) - 0.055
    )
    return code


LIGHT_ONE = 65535
"""Linear light of 1 in 16-bit fixed point: a step is a twentieth of an 8-bit code where the
curve is steepest."""


@lru_cache(maxsize=1)
def linear_table() -> FloatArray:
    """float32 (256,): linear light of every sRGB code."""
    return decode_srgb(np.arange(256) / 255.0).astype(np.float32)


@lru_cache(maxsize=1)
def display_table() -> ByteArray:
    """uint8 (65536,): sRGB code of linear light in fixed point."""
    code = np.floor(encode_srgb(np.arange(LIGHT_ONE + 1) / LIGHT_ONE) * 255.0 + 0.5)
    table: ByteArray = np.clip(code, 0, 255).astype(np.uint8)
    return table


@lru_cache(maxsize=1)
def _linear_fixed() -> NDArray[np.uint16]:
    return np.floor(linear_table().astype(np.float64) * LIGHT_ONE + 0.5).astype(np.uint16)


def to_linear(rgb: ByteArray) -> FloatArray:
    """uint8 sRGB to float32 linear light, 0 to 1, same shape."""
    out: FloatArray = cv2.LUT(rgb, linear_table())
    return out


def to_linear_fixed(rgb: ByteArray) -> NDArray[np.uint16]:
    """uint8 sRGB to linear light in fixed point, same shape."""
    out: NDArray[np.uint16] = cv2.LUT(rgb, _linear_fixed())
    return out


def to_display(light: FloatArray) -> ByteArray:
    """float32 linear light to uint8 sRGB, same shape; below 0 and above 1 clip.

    `to_display(to_linear(x)) == x` for every 8-bit x.
    """
    steps = np.clip(light, 0.0, 1.0)
    steps *= np.float32(LIGHT_ONE)
    steps += np.float32(0.5)
    return display(steps.astype(np.uint16))


def display(light: NDArray[np.uint16]) -> ByteArray:
    """Linear light in fixed point to uint8 sRGB, same shape."""
    out: ByteArray = cv2.LUT(light, display_table())
    return out
