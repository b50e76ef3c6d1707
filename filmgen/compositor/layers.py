"""A shot's picture at any of its frames: panels under a camera move.

A panel is held as a `Still`: 4:2:0 planes at twice the output's density, so that a linear
warp keeps ink lines as sharp between pixels as on them, where one from the output's own
density would soften and harden line by line as the camera creeps.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from fractions import Fraction

import cv2
import numpy as np

from filmgen.compositor.colour import Planes, planes_from_rgb, ycbcr444
from filmgen.compositor.moves import View, sampling_matrix
from filmgen.compositor.segments import Card, Footage
from filmgen.compositor.titles import draw_card
from filmgen.editorial.model import PanelMedia
from filmgen.media import ByteArray, Missing

_SAMPLE = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
_SAME_SHAPE = 0.02
"""Pictures whose aspect is off by more than this share are cropped, less is stretched."""


@dataclass(frozen=True)
class Still:
    """A picture ready to be looked at by a camera.

    Attributes:
        planes: 4:2:0, overscan included, `density` times the output's resolution.
        overscan: margin around the composed frame, as in `media.Frame`.
    """

    planes: Planes
    overscan: float
    density: int

    def sample(self, view: View, into: Planes) -> None:
        """Write what `view` sees into planes of the output's size."""
        for source, target in (
            (self.planes.y, into.y),
            (self.planes.u, into.u),
            (self.planes.v, into.v),
        ):
            height, width = target.shape
            matrix = sampling_matrix(
                view, self.overscan, (source.shape[1], source.shape[0]), (width, height)
            )
            cv2.warpAffine(
                source,
                matrix,
                (width, height),
                dst=target,
                flags=_SAMPLE,
                borderMode=cv2.BORDER_REPLICATE,
            )


def read_rgb(path: str) -> ByteArray | None:
    """An image file as uint8 RGB, or None where it cannot be read."""
    try:
        data = np.fromfile(path, dtype=np.uint8)  # unlike imread this takes any path
        image = cv2.imdecode(data, cv2.IMREAD_COLOR) if data.size else None
    except (OSError, cv2.error):
        return None
    return None if image is None else cv2.cvtColor(image, cv2.COLOR_BGR2RGB)


def to_aspect(rgb: ByteArray, aspect: float) -> ByteArray:
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


def composed_crop(rgb: ByteArray, overscan: float, out_px: tuple[int, int]) -> ByteArray | None:
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


def still_from_rgb(
    rgb: ByteArray, overscan: float, out_px: tuple[int, int], *, fixed: bool
) -> Still:
    """Prepare a picture for an output of `out_px`.

    Args:
        fixed: the camera does not move: the composed frame is kept pixel for pixel where
            the picture was drawn at the output's resolution.
    """
    width, height = out_px
    rgb = to_aspect(rgb, width / height)
    if fixed:
        crop = composed_crop(rgb, overscan, out_px)
        if crop is None:
            inset_x = rgb.shape[1] * overscan / (1 + 2 * overscan)
            inset_y = rgb.shape[0] * overscan / (1 + 2 * overscan)
            left, top = round(inset_x), round(inset_y)
            crop = rgb[top : rgb.shape[0] - top, left : rgb.shape[1] - left]
        crop = resized(np.ascontiguousarray(crop), out_px)
        return Still(planes_from_rgb(crop), 0.0, 1)
    density = 2
    wide = round(width * (1 + 2 * overscan) * density / 4) * 4
    high = round(height * (1 + 2 * overscan) * density / 4) * 4
    y, u, v = cv2.split(ycbcr444(np.ascontiguousarray(rgb)))
    half = (wide // 2, high // 2)
    planes = Planes(resized(y, (wide, high)), resized(u, half), resized(v, half))
    return Still(planes, overscan, density)


class FootagePainter:
    """Paints the frames of one footage. Holds one panel at a time.

    Attributes:
        warnings: media that could not be used so far.
    """

    def __init__(self, footage: Footage, out_px: tuple[int, int], name: str) -> None:
        self.footage = footage
        self.warnings: list[str] = []
        self._out = out_px
        self._name = name
        self._still: Still | None = None
        self._loaded: int | None = None

    def panel_at(self, frame: int) -> int:
        """Index of the panel shown at a frame; the nearest one outside all ranges."""
        shown = 0
        for i, panel in enumerate(self.footage.panels):
            if panel.start_frame <= frame:
                shown = i
        return shown

    def state(self, frame: int) -> Hashable:
        """Two frames with the same state have the same picture."""
        moving = None if self._is_still else self.footage.path.view(frame)
        return (self.panel_at(frame), moving)

    @property
    def _is_still(self) -> bool:
        return self.footage.path.still or not self.footage.panels

    def paint(self, frame: int, into: Planes) -> None:
        """Write the picture of a frame into planes of the output's size."""
        panel = self.panel_at(frame)
        if self._still is None or self._loaded != panel:
            self._still = self._load(panel)
            self._loaded = panel
        still = self._still
        if still.planes.size == into.size:
            into.write(still.planes)
        else:
            still.sample(self.footage.path.view(frame), into)

    def _load(self, index: int) -> Still:
        footage = self.footage
        if not footage.panels:
            return self._card(footage.card or Card("black"))
        panel = footage.panels[index]
        rgb, reason = self._picture(panel)
        if rgb is None:
            self.warnings.append(f"{self._name} panel {panel.label}: {reason}")
            return self._card(Card("missing", self._name, (reason,)))
        return still_from_rgb(rgb, panel.overscan, self._out, fixed=footage.path.still)

    def _picture(self, panel: PanelMedia) -> tuple[ByteArray | None, str]:
        if isinstance(panel.picture, Missing):
            return None, panel.picture.reason
        rgb = read_rgb(str(panel.picture))
        return rgb, f"{panel.picture.name} cannot be read as a picture"

    def _card(self, card: Card) -> Still:
        return Still(planes_from_rgb(draw_card(card, *self._out)), 0.0, 1)


def plate_frame(frame: int, film_rate: Fraction, rate: Fraction, frames: int, loops: bool) -> int:
    """Which frame of a plate is seen at a frame of the shot; -1 after the end of one that ends."""
    index = int(Fraction(frame) * rate / film_rate)
    if loops:
        return index % frames
    return index if index < frames else -1
