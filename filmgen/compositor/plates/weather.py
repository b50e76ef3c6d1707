"""Plates that fill the frame: rain, snow, fog.

They lie in front of the camera, not in the drawing, and are painted over display-referred,
as editing systems do: they have no edges and little light, and it is a sixth of the work.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

import cv2
import numpy as np

from filmgen.compositor.buffers import Buffers
from filmgen.compositor.colour import BLACK_Y, LIGHT_ONE, LUMA, encode_srgb
from filmgen.compositor.light.exposure import COARSE
from filmgen.compositor.plates.media import plate_frame
from filmgen.compositor.plates.unpacked import UnpackedPlate
from filmgen.editorial.model import PlateMedia
from filmgen.media import ByteArray, FloatArray

OVERCAST = {"rain": 0.78, "snow": 0.74}
"""Weather that stops a picture down: bright streaks and flakes are nothing on white paper."""


@dataclass(frozen=True)
class Fields:
    """A frame of weather at the plate's own resolution, uint8 (h, w).

    Attributes:
        keep_y: share of the luma that is kept, of 255. add_y: luma added.
        keep_c: share of the chroma's distance from neutral that is kept, of 255.
    """

    keep_y: ByteArray
    add_y: ByteArray
    keep_c: ByteArray


class Weather:
    """A plate that fills the frame: rain, snow, fog; over finished pictures, display-referred.

    Attributes:
        rgba: its frames (T, h, w, 4), premultiplied linear light, memory-mapped.
    """

    def __init__(self, media: PlateMedia, plate: UnpackedPlate, film_rate: Fraction) -> None:
        self.media = media
        self.rgba = plate.rgba
        self._rate = film_rate
        self._take = Buffers()

    def state(self, frame: int) -> int:
        media = self.media
        return plate_frame(
            frame, self._rate, media.rate, len(self.rgba), media.loops, media.onset_frames
        )

    def fields(self, index: int, seen: FloatArray | None = None) -> Fields:
        """What a frame of it keeps of a picture and adds to it.

        Args:
            seen: coarse float32 (h, w), how much of the plate shows; None is all of it.
        """
        take, size = self._take, self.rgba.shape[1:3]
        halves = np.ascontiguousarray(self.rgba[index]).view(np.uint16)
        light = cv2.LUT(halves, _floats(), dst=take("light", (*size, 4), np.float32))
        both = cv2.transform(light, _LUMA_AND_ALPHA, dst=take("both", (*size, 2), np.float32))
        luma, alpha = take("luma and alpha", (2, *size), np.float32)
        cv2.split(np.clip(both, 0.0, 1.0, out=both), [luma, alpha])
        # light beyond alpha (a raindrop's glint) counts as paint of its own brightness
        np.maximum(alpha, luma, out=alpha)
        grey = np.divide(luma, np.maximum(alpha, np.float32(1e-4)), out=luma)
        grey *= np.float32(LIGHT_ONE)
        code = cv2.LUT(grey.astype(np.uint16), _luma_codes())
        sky: FloatArray | float = OVERCAST.get(self.media.kind, 1.0)
        if seen is not None:
            seen = cv2.resize(seen, (alpha.shape[1], alpha.shape[0]))
            alpha *= seen
            sky = np.asarray(1.0 - seen * np.float32(1.0 - sky), np.float32)
        clear = 1 - alpha
        added = code * alpha
        if seen is not None or sky != 1.0:
            added += clear * (BLACK_Y - np.float32(BLACK_Y) * sky)
        return Fields(
            cv2.convertScaleAbs(clear * sky, alpha=255),
            cv2.convertScaleAbs(added),
            cv2.convertScaleAbs(clear, alpha=255),
        )


_LUMA_AND_ALPHA = np.array([[*LUMA, 0.0], [0.0, 0.0, 0.0, 1.0]], np.float32)


@lru_cache(maxsize=1)
def _floats() -> FloatArray:
    """float32 (65536,): the value of every half, by its bits."""
    halves = np.arange(1 << 16, dtype=np.uint16).view(np.float16)
    return np.nan_to_num(halves.astype(np.float32))


@lru_cache(maxsize=1)
def _luma_codes() -> FloatArray:
    """float32 (65536,): Y' of grey light in fixed point."""
    code = BLACK_Y + 219.0 * encode_srgb(np.arange(LIGHT_ONE + 1) / LIGHT_ONE)
    return np.asarray(code, np.float32)


def fog_depth(depth_m: FloatArray, full_m: float) -> FloatArray:
    """How much of the fog lies before each pixel, coarse: little close by, all beyond `full_m`.

    Light is lost exponentially on its way (Koschmieder), 95 % of it over `full_m`.
    """
    near = np.minimum(np.nan_to_num(depth_m, posinf=1e3), 1e3).astype(np.float32)
    size = (max(2, near.shape[1] // COARSE), max(2, near.shape[0] // COARSE))
    coarse = cv2.resize(near, size, interpolation=cv2.INTER_AREA)
    lost = 1.0 - np.exp(-3.0 * coarse / max(full_m, 0.5))
    seen: FloatArray = (0.06 + 0.94 * lost).astype(np.float32)
    return seen
