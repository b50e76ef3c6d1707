"""A plate unpacked for as long as a film is rendered: what its frames keep, add and shine with.

Frames lie packed in EXR files, as light. What a renderer asks of each again and again is how it
meets the picture under it (`blend.keep_and_add`), and where its light is. That is worked out once
for all processes of a render, in fixed point, which is exact to a part of a code value and half
the memory; the light itself is unpacked only for those who ask for it.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from hashlib import sha256
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from filmgen.compositor.buffers import Buffers
from filmgen.compositor.light.exposure import emission, luminance
from filmgen.compositor.plates.blend import KNEE, keep_and_add
from filmgen.compositor.plates.frame_file import FrameFile
from filmgen.effects.plates import KeptPlate
from filmgen.media import FloatArray

ONE = 65535
"""1.0 in 16-bit fixed point."""
_NOTHING = int(np.float16(1 / 8192).view(np.uint16))
"""Halves have the order of their bits: what is fainter than this shows nothing on any ground."""

Box = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels, ends exclusive."""


class UnpackedPlate:
    """The frames of a plate.

    Args:
        scratch: folder in which processes that are given the same one share them, to be removed
            by its owner; None unpacks into the system's own, for this object alone.

    Attributes:
        shape: (T, H, W, 4).

    Raises:
        WorkspaceError: a frame cannot be read.
        OSError: the disk is full.
    """

    def __init__(self, kept: KeptPlate, scratch: Path | None = None) -> None:
        self._kept = kept
        self._scratch = scratch
        self._take = Buffers()
        self.shape = (kept.frames, kept.height_px, kept.width_px, 4)

    @cached_property
    def _file(self) -> FrameFile:
        frames, height, width, _ = self.shape
        fields = [
            ("box", np.int32, (4,)),
            ("shine", np.float32, ()),
            ("emission", np.float16, (-(-height // 2), -(-width // 2), 3)),
            ("laid", np.uint16, (height, width, 4)),
        ]
        file = FrameFile(self._path("laid"), fields, frames)
        file.fill(lambda index: self._work_out(file, index))
        return file

    def __len__(self) -> int:
        return self.shape[0]

    def _path(self, name: str) -> Path | None:
        if self._scratch is None:
            return None
        plate = sha256(str(self._kept.folder.resolve()).encode()).hexdigest()[:24]
        return self._scratch / f"{plate}.{name}"

    def _work_out(self, file: FrameFile, index: int) -> None:
        rgba = self._kept.frame(index)
        rows = max(1, rgba.shape[0] // 24)
        shine = luminance(emission(rgba[::rows, ::2])).mean(dtype=np.float32)
        box = _shown(rgba)
        file.put(index, "shine", shine)
        file.put(index, "box", np.array(box, np.int32))
        left, top, right, bottom = box
        if right <= left:
            return
        if shine > 0:
            file.put(index, "emission", emission(rgba[::2, ::2]))
        # whole rows of the file, so that it is one piece
        file.put(index, "laid", laid_from(rgba[top:bottom], self._take), row=top)

    @cached_property
    def rgba(self) -> NDArray[np.float16]:
        """The light itself, float16 (T, H, W, 4), premultiplied linear, memory-mapped."""
        raw = FrameFile(self._path("rgba"), [("rgba", np.float16, self.shape[1:])], len(self))
        raw.fill(lambda index: raw.put(index, "rgba", self._kept.frame(index)))
        return np.asarray(raw.records["rgba"])

    def box(self, index: int) -> Box:
        """What a frame touches; empty where it shows nothing."""
        left, top, right, bottom = self._file.records["box"][index].tolist()
        return left, top, right, bottom

    @property
    def touched(self) -> Box | None:
        """What any frame touches, and a clear pixel around it for what it fades into."""
        boxes = self._file.records["box"]
        boxes = boxes[boxes[:, 2] > boxes[:, 0]]
        if not len(boxes):
            return None
        (left, top), (right, bottom) = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
        _, height, width, _ = self.shape
        return (
            max(0, int(left) - 1),
            max(0, int(top) - 1),
            min(width, int(right) + 1),
            min(height, int(bottom) + 1),
        )

    @property
    def laid(self) -> NDArray[np.uint16]:
        """(T, H, W, 4) in fixed point: what is added in R, G, B, and 1 - keep.

        picture * keep + add in linear light; outside of a frame's box nothing that is seen.
        """
        return np.asarray(self._file.records["laid"])

    @property
    def shine(self) -> FloatArray:
        """Mean luminance of the light of each frame, float32 (T,)."""
        return np.asarray(self._file.records["shine"])

    def mean_emission(self, indices: list[int]) -> FloatArray:
        """Mean light of some frames, float32 (H / 2, W / 2, 3)."""
        total = np.zeros(self._file.records["emission"].shape[1:], np.float32)
        for index in indices:
            total += self._file.records["emission"][index]
        return np.asarray(total / len(indices), np.float32)


def laid_from(rgba: NDArray[np.float16], take: Buffers | None = None) -> NDArray[np.uint16]:
    """`keep_and_add` of a frame (H, W, 4) in fixed point: add in R, G, B, and 1 - keep.

    Where a plate only reflects, that is what it holds, and a table of all halves says it at once.

    Args:
        take: where the result lives until the next call with it.
    """
    take = take or Buffers()
    bits = np.ascontiguousarray(rgba).view(np.uint16)
    laid: NDArray[np.uint16] = take("laid", rgba.shape, np.uint16)
    cv2.LUT(bits, _fixed_halves(), dst=laid)
    red, green, blue, alpha = take("apart", (4, *rgba.shape[:2]), np.uint16)
    cv2.split(laid, [red, green, blue, alpha])
    brightest = cv2.max(cv2.max(red, green, dst=red), blue, dst=red)
    # a little less than the knee: what is rounded here is not where it is worked out
    reflects = cv2.multiply(cv2.max(alpha, 6, dst=alpha), 0.99 * KNEE, dst=alpha)
    hot = np.flatnonzero(cv2.compare(brightest, reflects, cv2.CMP_GT))
    if len(hot):
        keep, add = keep_and_add(rgba.reshape(-1, 4)[hot][None])
        values = np.stack([*add[:, 0], 1.0 - keep[0]], axis=1)
        values *= np.float32(ONE)
        values += np.float32(0.5)
        laid.reshape(-1, 4)[hot] = np.clip(values, 0, ONE).astype(np.uint16)
    return laid


@lru_cache(maxsize=1)
def _fixed_halves() -> NDArray[np.uint16]:
    """uint16 (65536,): the value of every half in fixed point, by its bits."""
    halves = np.arange(1 << 16, dtype=np.uint16).view(np.float16).astype(np.float64)
    return np.asarray(np.rint(np.clip(np.nan_to_num(halves), 0.0, 1.0) * ONE), np.uint16)


def _shown(rgba: NDArray[np.float16]) -> Box:
    height, width = rgba.shape[:2]
    shows = rgba.reshape(height, -1).view(np.uint16) > _NOTHING
    rows = np.flatnonzero(shows.any(axis=1))
    columns = np.flatnonzero(shows.any(axis=0).reshape(width, 4).any(axis=1))
    if not len(rows):
        return 0, 0, 0, 0
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1
