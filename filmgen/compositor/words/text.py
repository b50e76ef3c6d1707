"""Words as overlays: drawn once, then laid over frames in their box.

Sizes are in pixels of the raster. A drawn text is an `Overlay`: video-range planes,
premultiplied, so that laying it over a frame is one multiply and one add inside its box.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import cv2
import numpy as np

from filmgen.compositor.colour import Planes, ycbcr444
from filmgen.media import ByteArray, FloatArray

Rgb: TypeAlias = tuple[int, int, int]


@dataclass(frozen=True)
class Overlay:
    """A small picture with alpha, ready for 4:2:0 frames.

    Attributes:
        x, y: upper left corner in the raster, even.
        planes: premultiplied Y, U, V.
        clear_y, clear_c: 255 minus alpha, at full and at half resolution.
    """

    x: int
    y: int
    planes: Planes
    clear_y: ByteArray
    clear_c: ByteArray

    @property
    def size(self) -> tuple[int, int]:
        return self.planes.size

    def at(self, x: int, y: int) -> Overlay:
        """The same overlay elsewhere; positions are rounded down to even."""
        return Overlay(x // 2 * 2, y // 2 * 2, self.planes, self.clear_y, self.clear_c)

    def lay(self, frame: Planes) -> None:
        """Blend over a frame in place; whatever lies outside the frame is cut off."""
        width, height = self.size
        frame_w, frame_h = frame.size
        left, top = max(0, -self.x), max(0, -self.y)
        right, bottom = min(width, frame_w - self.x), min(height, frame_h - self.y)
        if right <= left or bottom <= top:
            return
        target = frame.crop(self.x + left, self.y + top, right - left, bottom - top)
        mine = self.planes.crop(left, top, right - left, bottom - top)
        clear_y = self.clear_y[top:bottom, left:right]
        clear_c = self.clear_c[top // 2 : bottom // 2, left // 2 : right // 2]
        for to, own, clear in (
            (target.y, mine.y, clear_y),
            (target.u, mine.u, clear_c),
            (target.v, mine.v, clear_c),
        ):
            to[:] = cv2.add(cv2.multiply(to, clear, scale=1 / 255), own)


def overlay_from_rgba(rgb: ByteArray, alpha: FloatArray, x: int = 0, y: int = 0) -> Overlay:
    """An overlay of uint8 RGB (H, W, 3) and alpha 0 to 1 (H, W); padded to even sizes."""
    height, width = alpha.shape
    pad = ((0, height % 2), (0, width % 2))
    alpha = np.pad(alpha.astype(np.float32), pad)
    rgb = np.pad(rgb, (*pad, (0, 0)), mode="edge")
    full = ycbcr444(np.ascontiguousarray(rgb)).astype(np.float32)
    half = (alpha.shape[1] // 2, alpha.shape[0] // 2)
    premultiplied = full * alpha[..., None]
    chroma = cv2.resize(premultiplied[..., 1:], half, interpolation=cv2.INTER_AREA)
    clear_y = np.rint(255 - 255 * alpha).astype(np.uint8)
    clear_c = np.rint(255 - 255 * cv2.resize(alpha, half, interpolation=cv2.INTER_AREA))
    planes = Planes(
        np.rint(premultiplied[..., 0]).astype(np.uint8),
        np.rint(chroma[..., 0]).astype(np.uint8),
        np.rint(chroma[..., 1]).astype(np.uint8),
    )
    return Overlay(x // 2 * 2, y // 2 * 2, planes, clear_y, clear_c.astype(np.uint8))


def with_halo(mask: FloatArray, size_px: int, colour: Rgb, opacity: float, shade: float) -> Overlay:
    """A mask (H, W) in a colour over a soft dark halo of its own shape, at (0, 0); it is
    `halo_margin` wider on every side."""
    margin = halo_margin(size_px)
    mask = np.pad(mask, margin)
    alpha = mask * opacity
    rgb = np.empty((*mask.shape, 3), np.uint8)
    rgb[:] = colour
    if shade > 0:
        reach = max(3, size_px // 8) | 1
        kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach))
        wide = cv2.dilate(mask, kernel)
        halo = cv2.GaussianBlur(wide, (0, 0), size_px * 0.05 + 0.5)
        soft = cv2.GaussianBlur(wide, (0, 0), size_px * 0.22 + 0.5)
        dark = np.clip(np.maximum(halo, 0.75 * soft) * shade, 0, 1) * opacity
        combined = alpha + dark * (1 - alpha)
        share = np.divide(alpha, combined, out=np.zeros_like(alpha), where=combined > 1e-4)
        rgb = np.rint(np.asarray(colour, np.float32) * share[..., None]).astype(np.uint8)
        alpha = combined
    return overlay_from_rgba(rgb, alpha)


def halo_margin(size_px: int) -> int:
    """What a halo adds to every side of a mask, pixels, even."""
    return max(4, size_px // 3) // 2 * 2
