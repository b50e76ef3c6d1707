"""A shot in motion: drawings from a video, each held until the next.

They are drawn at half of the frame's size, because a drawing seen for an eighth of a second
shows less than one that stands still, and enlarged here: cubic, then sharpened by what an
enlargement by two softens. Drawings come in order, one at a time; going back starts over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from zipfile import BadZipFile

import cv2
import numpy as np

from filmgen.compositor.colour import Planes, planes_of, rgb_from_planes
from filmgen.compositor.stills.mouths import Mouths
from filmgen.editorial.model import MotionMedia
from filmgen.errors import TimelineError
from filmgen.ffmpeg import pictures_out, said_of
from filmgen.media import ByteArray, FloatArray

_SHARPER = 0.55
"""How much of the detail that an enlargement by two or more loses is put back."""
_SIZE = re.compile(r"Video:.*?\b(\d{2,5})x(\d{2,5})\b")


class Drawings:
    """The drawings of a shot in motion, one part each.

    Args:
        out_px: (width, height) of the output.
    """

    def __init__(self, motion: MotionMedia, film_rate: Fraction, out_px: tuple[int, int]) -> None:
        self._motion, self._rate, self._out = motion, film_rate, out_px
        self._decoder: _Decoder | None = None
        self._passes: tuple[ByteArray, FloatArray, list[int]] | None = None

    def part_at(self, frame: int) -> int:
        """Index of the drawing seen at a frame."""
        return self._motion.drawing_at(frame, self._rate)

    def name(self, part: int) -> str:
        """What to call a part in a warning."""
        return f"drawing {part + 1}"

    def frames(self, part: int) -> int:
        """How many frames a drawing is seen for, rounded up."""
        del part
        return -int(-self._rate // self._motion.rate)

    def mouths(self, frame: int) -> Mouths:
        """None: mouths move within the drawings."""
        del frame
        return ()

    def picture(self, part: int, mouths: Mouths = ()) -> tuple[ByteArray, float] | str:
        """RGB (H, W, 3) of the output's size, without overscan, or why there is none."""
        del mouths
        if self._decoder is None or part < self._decoder.at - 1:
            self._decoder = _Decoder(self._motion)
        planes = self._decoder.read(part)
        if planes is None:
            reason, self._decoder = self._decoder.reason(), None
            return f"{self._motion.video.name} cannot be read: {reason}"
        return enlarged(rgb_from_planes(planes), self._out), 0.0

    def passes(
        self, part: int, shape: tuple[int, int]
    ) -> tuple[FloatArray | None, ByteArray | None]:
        """Depth and figure ids of a drawing at (H, W), None where they were not kept."""
        if self._motion.passes is None:
            return None, None
        if self._passes is None:
            try:
                with np.load(self._motion.passes, allow_pickle=False) as kept:
                    self._passes = (kept["ids"], kept["depth_m"], kept["index"].tolist())
            except (OSError, EOFError, ValueError, KeyError, BadZipFile):
                return None, None
        ids, depth, index = self._passes
        at, size = index[min(part, len(index) - 1)], (shape[1], shape[0])
        far = cv2.resize(depth[at].astype(np.float32), size, interpolation=cv2.INTER_NEAREST)
        who = cv2.resize(ids[at], size, interpolation=cv2.INTER_NEAREST)
        return far, who


def enlarged(rgb: ByteArray, out_px: tuple[int, int]) -> ByteArray:
    """A drawing at the output's size, its lines as crisp as they were drawn."""
    height, width = rgb.shape[:2]
    if (width, height) == out_px:
        return rgb
    if out_px[0] < width:
        small: ByteArray = cv2.resize(rgb, out_px, interpolation=cv2.INTER_AREA)
        return small
    large: ByteArray = cv2.resize(rgb, out_px, interpolation=cv2.INTER_CUBIC)
    soft = cv2.GaussianBlur(large, (0, 0), 0.5 * out_px[0] / width)
    amount = _SHARPER * min(1.0, out_px[0] / width - 1)
    sharp: ByteArray = cv2.addWeighted(large, 1 + amount, soft, -amount, 0.0)
    return sharp


class _Decoder:
    """Frames of an H.264 file through a pipe of FFmpeg, in order.

    Attributes:
        at: index of the next frame in the pipe.
    """

    def __init__(self, motion: MotionMedia) -> None:
        self.at = 0
        self._video = motion.video
        self._held: Planes | None = None
        self._reason = "it ends too soon"
        self._pictures: Iterator[bytes] = iter(())
        said = said_of(motion.video)[1]
        size = _SIZE.search(said)
        if size is None:
            self._reason = (said.strip().splitlines() or ["it is no video"])[-1].strip()
            return
        self._size = (int(size[1]), int(size[2]))
        wanted = ("-threads", "1", "-i", str(motion.video), "-f", "rawvideo", "-pix_fmt", "yuv420p")
        length = self._size[0] * self._size[1] * 3 // 2
        self._pictures = pictures_out(wanted, motion.video, length)

    def read(self, index: int) -> Planes | None:
        """The frame of an index, the last one read or a later one; None where there is none."""
        while self.at <= index:
            try:
                data = next(self._pictures, None)
            except TimelineError as error:
                self._reason = str(error).removeprefix(f"{self._video}: ")
                data = None
            if data is None:
                return None
            self._held = planes_of(np.frombuffer(data, np.uint8), *self._size)
            self.at += 1
        return self._held

    def reason(self) -> str:
        """Why there was no frame."""
        return self._reason
