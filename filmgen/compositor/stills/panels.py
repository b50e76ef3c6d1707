"""The still pictures of a shot: its panels, read and cut to the frame."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from filmgen.blocking.mouths import MouthShape
from filmgen.compositor.segments import Footage
from filmgen.compositor.stills.mouths import Mouths, laid
from filmgen.compositor.stills.pixels import read_rgb
from filmgen.editorial.lip_flap import shape_at
from filmgen.editorial.model import PanelMedia
from filmgen.media import ByteArray, FloatArray, Missing
from filmgen.media_files import DEPTH_SCALE

_SAME_SHAPE = 0.02
"""Pictures whose aspect is off by more than this share are cropped, less is stretched."""


def to_aspect(rgb: NDArray[Any], aspect: float) -> NDArray[Any]:
    """Cut a picture of another shape to `aspect` about its middle."""
    height, width = rgb.shape[:2]
    if abs(width / height / aspect - 1) <= _SAME_SHAPE:
        return rgb
    if width / height > aspect:
        keep = max(2, round(height * aspect))
        left = (width - keep) // 2
        return rgb[:, left : left + keep]
    keep = max(2, round(width / aspect))
    top = (height - keep) // 2
    return rgb[top : top + keep]


def composed_crop(
    rgb: NDArray[Any], overscan: float, out_px: tuple[int, int]
) -> NDArray[Any] | None:
    """The composed frame cut out without resampling, or None where sizes do not allow it."""
    width, height = out_px
    left = round((rgb.shape[1] - width) / 2)
    top = round((rgb.shape[0] - height) / 2)
    expected = (width * (1 + 2 * overscan), height * (1 + 2 * overscan))
    if max(abs(rgb.shape[1] - expected[0]), abs(rgb.shape[0] - expected[1])) > 2.5:
        return None
    if left < 0 or top < 0:
        return None
    return rgb[top : top + height, left : left + width]


def resized(plane: ByteArray, size: tuple[int, int]) -> ByteArray:
    """A plane at another size: averaged when smaller, cubic when larger."""
    height, width = plane.shape[:2]
    if (width, height) == size:
        return plane
    smaller = size[0] * size[1] < width * height
    kind = cv2.INTER_AREA if smaller else cv2.INTER_CUBIC
    out: ByteArray = cv2.resize(plane, size, interpolation=kind)
    return out


def panel_picture(
    rgb: ByteArray, overscan: float, out_px: tuple[int, int], *, fixed: bool
) -> tuple[ByteArray, float]:
    """A panel cut to the frame's shape, and the overscan it still has.

    Args:
        fixed: the camera does not move: only the composed frame is kept, pixel for pixel
            where the picture was drawn at the output's resolution.
    """
    rgb = to_aspect(rgb, out_px[0] / out_px[1])
    if not fixed:
        return np.ascontiguousarray(rgb), overscan
    crop = composed_crop(rgb, overscan, out_px)
    if crop is None:
        left = round(rgb.shape[1] * overscan / (1 + 2 * overscan))
        top = round(rgb.shape[0] * overscan / (1 + 2 * overscan))
        crop = rgb[top : rgb.shape[0] - top, left : rgb.shape[1] - left]
    return resized(np.ascontiguousarray(crop), out_px), 0.0


def at_output_density(rgb: ByteArray, overscan: float, out_px: tuple[int, int]) -> ByteArray:
    """A panel at the output's resolution, overscan included, sides even."""
    wide, high = (round(side * (1 + 2 * overscan) / 2) * 2 for side in out_px)
    return resized(rgb, (wide, high))


def read_depth(panel: PanelMedia, shape: tuple[int, int]) -> FloatArray | None:
    """A panel's depth in metres at (H, W), from float .npy or from PNG in millimetres."""
    if panel.depth is None:
        return None
    try:
        if panel.depth.suffix == ".npy":
            depth = np.load(panel.depth, allow_pickle=False).astype(np.float32)
        else:
            data = np.fromfile(panel.depth, dtype=np.uint8)
            stored = cv2.imdecode(data, cv2.IMREAD_UNCHANGED)
            if stored is None:
                return None
            depth = stored.astype(np.float32) / np.float32(DEPTH_SCALE)
            depth[stored >= 65535] = np.inf
    except (OSError, EOFError, ValueError, cv2.error):
        return None
    if depth.ndim != 2:
        return None
    size = (shape[1], shape[0])
    out: FloatArray = cv2.resize(depth, size, interpolation=cv2.INTER_NEAREST)
    return out


def read_figure_ids(panel: PanelMedia, shape: tuple[int, int]) -> ByteArray | None:
    """A panel's figure ids at (H, W), or None."""
    if panel.figure_ids is None:
        return None
    try:
        data = np.fromfile(panel.figure_ids, dtype=np.uint8)
        ids = cv2.imdecode(data, cv2.IMREAD_GRAYSCALE) if data.size else None
    except (OSError, cv2.error):
        return None
    if ids is None:
        return None
    out: ByteArray = cv2.resize(ids, (shape[1], shape[0]), interpolation=cv2.INTER_NEAREST)
    return out


class Panels:
    """The panels of a footage, one part each.

    Args:
        out_px: (width, height) of the output.
    """

    def __init__(self, footage: Footage, out_px: tuple[int, int]) -> None:
        self._panels = footage.panels
        self._fixed = footage.path.still
        self._out = out_px
        self._drawn: tuple[int, int] = (0, 0)
        self._kept: tuple[int, ByteArray] | None = None

    def part_at(self, frame: int) -> int:
        """Index of the panel shown at a frame; the nearest one outside all ranges."""
        shown = 0
        for i, panel in enumerate(self._panels):
            if panel.start_frame <= frame:
                shown = i
        return shown

    def name(self, part: int) -> str:
        """What to call a part in a warning."""
        return f"panel {self._panels[part].label}"

    def frames(self, part: int) -> int:
        """How many frames a part is seen for."""
        return self._panels[part].frames

    def mouths(self, frame: int) -> Mouths:
        """Shapes of the speakers' mouths at a frame; () where all are as the panel has them."""
        shapes = tuple(shape_at(m.cues, frame) for m in self._panels[self.part_at(frame)].mouths)
        return shapes if any(shape is not MouthShape.REST for shape in shapes) else ()

    def picture(self, part: int, mouths: Mouths = ()) -> tuple[ByteArray, float] | str:
        """RGB (H, W, 3) with the overscan it still has, or why there is none.

        Args:
            mouths: shapes laid on it.
        """
        panel = self._panels[part]
        if isinstance(panel.picture, Missing):
            return panel.picture.reason
        rgb = self._read(part, str(panel.picture))
        if rgb is None:
            return f"{panel.picture.name} cannot be read as a picture"
        self._drawn = (rgb.shape[0], rgb.shape[1])
        if mouths:
            spoken = laid(rgb, panel.mouths, mouths)
            if isinstance(spoken, str):
                return spoken
            rgb = spoken
        return panel_picture(rgb, panel.overscan, self._out, fixed=self._fixed)

    def _read(self, part: int, path: str) -> ByteArray | None:
        """A panel's file; that of a panel with mouths is kept until the next one is read."""
        if self._kept is not None and self._kept[0] == part:
            return self._kept[1]
        rgb = read_rgb(path)
        self._kept = (part, rgb) if rgb is not None and self._panels[part].mouths else None
        return rgb

    def passes(
        self, part: int, shape: tuple[int, int]
    ) -> tuple[FloatArray | None, ByteArray | None]:
        """Depth and figure ids at (H, W), cut as the part's picture was when it was read."""
        panel, drawn = self._panels[part], self._drawn
        cut: list[Any] = []
        for pixels in (read_depth(panel, drawn), read_figure_ids(panel, drawn)):
            if pixels is None:
                cut.append(None)
                continue
            piece = to_aspect(pixels, self._out[0] / self._out[1])
            if self._fixed:
                inner = composed_crop(piece, panel.overscan, self._out)
                if inner is None:
                    left = round(piece.shape[1] * panel.overscan / (1 + 2 * panel.overscan))
                    top = round(piece.shape[0] * panel.overscan / (1 + 2 * panel.overscan))
                    inner = piece[top : piece.shape[0] - top, left : piece.shape[1] - left]
                piece = inner
            piece = np.ascontiguousarray(piece)
            size = (shape[1], shape[0])
            cut.append(cv2.resize(piece, size, interpolation=cv2.INTER_NEAREST))
        return cut[0], cut[1]
