"""Plates that fill the frame: rain, snow, fog.

They lie in front of the camera, not in the drawing, and are painted over display-referred,
as editing systems do: they have no edges and little light, and it is a sixth of the work.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import cv2
import numpy as np

from filmgen.compositor.colour import BLACK_Y, encode_srgb
from filmgen.compositor.light.exposure import COARSE, luminance
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
        rgba = np.asarray(self.rgba[index], np.float32)
        alpha = np.clip(rgba[..., 3], 0.0, 1.0)
        # light beyond alpha (a raindrop's glint) counts as paint of its own brightness
        alpha = np.maximum(alpha, np.clip(luminance(rgba[..., :3]), 0.0, 1.0))
        grey = luminance(rgba[..., :3]) / np.maximum(alpha, 1e-4)
        code = BLACK_Y + 219.0 * encode_srgb(np.clip(grey, 0.0, 1.0))
        sky: FloatArray | float = OVERCAST.get(self.media.kind, 1.0)
        if seen is not None:
            seen = cv2.resize(seen, (alpha.shape[1], alpha.shape[0]))
            alpha = alpha * seen
            sky = np.asarray(1.0 - seen * (1.0 - sky), np.float32)
        return Fields(
            np.rint(255 * (1 - alpha) * sky).astype(np.uint8),
            np.rint(code * alpha + (1 - alpha) * (1 - sky) * BLACK_Y).astype(np.uint8),
            np.rint(255 * (1 - alpha)).astype(np.uint8),
        )


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
