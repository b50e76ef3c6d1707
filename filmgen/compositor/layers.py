"""A shot's picture at any of its frames: panels under a camera move.

A panel is held as a `Still`: 4:2:0 planes at twice the output's density, so that a linear
warp keeps ink lines as sharp between pixels as on them, where one from the output's own
density would soften and harden line by line as the camera creeps.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from filmgen.compositor.colour import Planes, planes_from_rgb, ycbcr444
from filmgen.compositor.light import COARSE
from filmgen.compositor.moves import View, sampling_matrix
from filmgen.compositor.plate_layer import (
    AnchoredPlates,
    apply_gain,
    open_plate,
    plate_frame,
)
from filmgen.compositor.segments import Card, Footage
from filmgen.compositor.titles import draw_card
from filmgen.compositor.weather import Weather, fog_depth
from filmgen.editorial.model import PanelMedia, PlateMedia
from filmgen.media import ByteArray, FloatArray, Missing
from filmgen.media_files import DEPTH_SCALE

_SAMPLE = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
_THICKENS = ("fog", "smoke", "dust", "steam")
"""Weather that is thicker the farther one looks through it."""

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


def still_from_rgb(rgb: ByteArray, overscan: float, out_px: tuple[int, int]) -> Still:
    """Prepare a picture from `panel_picture`: at twice the output's density if it will move."""
    if rgb.shape[:2] == (out_px[1], out_px[0]) and overscan == 0.0:
        return Still(planes_from_rgb(rgb), 0.0, 1)
    density = 2
    wide, high = (round(side * (1 + 2 * overscan) / 2) * 2 * density for side in out_px)
    y, u, v = cv2.split(ycbcr444(rgb))
    half = (wide // 2, high // 2)
    planes = Planes(resized(y, (wide, high)), resized(u, half), resized(v, half))
    return Still(planes, overscan, density)


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
    except (OSError, ValueError, cv2.error):
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


class FootagePainter:
    """Paints the frames of one footage. Holds one panel at a time.

    Attributes:
        warnings: media that could not be used so far.
    """

    def __init__(self, footage: Footage, out_px: tuple[int, int]) -> None:
        self.footage = footage
        self.warnings: list[str] = []
        self._out = out_px
        self._name = footage.name
        self._loaded: int | None = None
        self._still: Still
        self._anchored: AnchoredPlates | None = None
        self._written: tuple[int, ...] | None = None
        self._fog: FloatArray | None = None
        self._plates: list[tuple[PlateMedia, NDArray[Any]]] = []
        self._weather: list[Weather] = []
        for media in footage.plates:
            array, reason = open_plate(media)
            if array is None:
                self.warnings.append(f"{footage.name} plate {media.kind}: {reason}")
            elif media.anchor.fills_frame:
                self._weather.append(Weather(media, array, footage.rate))
            else:
                self._plates.append((media, array))

    def panel_at(self, frame: int) -> int:
        """Index of the panel shown at a frame; the nearest one outside all ranges."""
        shown = 0
        for i, panel in enumerate(self.footage.panels):
            if panel.start_frame <= frame:
                shown = i
        return shown

    def state(self, frame: int) -> Hashable:
        """Two frames with the same state have the same picture."""
        view = None if self._is_still else self.footage.path.view(frame)
        plates = tuple(
            plate_frame(frame, self.footage.rate, m.rate, len(a), m.loops) for m, a in self._plates
        )
        return (self.panel_at(frame), view, plates, tuple(w.state(frame) for w in self._weather))

    @property
    def _is_still(self) -> bool:
        return self.footage.path.still or not self.footage.panels

    def paint(self, frame: int, into: Planes) -> None:
        """Write the picture of a frame into planes of the output's size."""
        panel = self.panel_at(frame)
        if self._loaded != panel:
            self._load(panel)
            self._loaded = panel
        still, view = self._still, self.footage.path.view(frame)
        gain: FloatArray | None = None
        if self._anchored is not None:
            state = self._anchored.state(frame)
            if state != self._written:
                self._anchored.write(state, still.planes, still.density)
                self._written = state
            gain = self._anchored.flicker(state)
        if still.planes.size == into.size:
            into.write(still.planes)
        else:
            still.sample(view, into)
        if gain is not None:
            apply_gain(into, self._seen_by(view, gain, still.overscan))
        for weather in self._weather:
            fog = self._fog if weather.media.kind in _THICKENS else None
            if fog is not None:
                fog = self._seen_by(view, fog, still.overscan)
            weather.lay(weather.state(frame), into, fog)

    def _seen_by(self, view: View, field: FloatArray, overscan: float) -> FloatArray:
        """The part of a coarse field over the panel that the camera sees."""
        size = (max(2, self._out[0] // COARSE), max(2, self._out[1] // COARSE))
        if overscan == 0.0 and self._is_still:
            return field
        matrix = sampling_matrix(view, overscan, (field.shape[1], field.shape[0]), size)
        seen: FloatArray = cv2.warpAffine(
            field, matrix, size, flags=_SAMPLE, borderMode=cv2.BORDER_REPLICATE
        )
        return seen

    def _load(self, index: int) -> None:
        footage = self.footage
        self._anchored, self._written, self._fog = None, None, None
        if not footage.panels:
            self._still = self._card(footage.card or Card("black"))
            return
        panel = footage.panels[index]
        rgb, reason = self._picture(panel)
        if rgb is None:
            self.warnings.append(f"{self._name} panel {panel.label}: {reason}")
            self._still = self._card(Card("missing", self._name, (reason,)))
            return
        fixed = footage.path.still
        drawn = rgb.shape[:2]
        rgb, overscan = panel_picture(rgb, panel.overscan, self._out, fixed=fixed)
        if self._plates:
            rgb = at_output_density(rgb, overscan, self._out)
            passes = self._passes(panel, drawn, rgb.shape[:2], fixed)
            repeats = all(panel.frames * m.rate > len(a) * footage.rate for m, a in self._plates)
            self._anchored = AnchoredPlates(
                rgb, overscan, tuple(self._plates), footage.rate, *passes, repeats=repeats
            )
            rgb = self._anchored.picture
        if any(w.media.kind in _THICKENS for w in self._weather):
            depth, _ = self._passes(panel, drawn, rgb.shape[:2], fixed)
            if depth is not None:
                full = max(w.media.anchor.depth_m for w in self._weather)
                self._fog = fog_depth(depth, full)
        self._still = still_from_rgb(rgb, overscan, self._out)

    def _passes(
        self, panel: PanelMedia, drawn: tuple[int, int], shape: tuple[int, int], fixed: bool
    ) -> tuple[FloatArray | None, ByteArray | None]:
        """Depth and figure ids, cut as the panel's picture was and at its size."""
        cut: list[Any] = []
        for pixels in (read_depth(panel, drawn), read_figure_ids(panel, drawn)):
            if pixels is None:
                cut.append(None)
                continue
            part = to_aspect(pixels, self._out[0] / self._out[1])
            if fixed:
                inner = composed_crop(part, panel.overscan, self._out)
                if inner is None:
                    left = round(part.shape[1] * panel.overscan / (1 + 2 * panel.overscan))
                    top = round(part.shape[0] * panel.overscan / (1 + 2 * panel.overscan))
                    inner = part[top : part.shape[0] - top, left : part.shape[1] - left]
                part = inner
            part = np.ascontiguousarray(part)
            size = (shape[1], shape[0])
            cut.append(cv2.resize(part, size, interpolation=cv2.INTER_NEAREST))
        return cut[0], cut[1]

    def _picture(self, panel: PanelMedia) -> tuple[ByteArray | None, str]:
        if isinstance(panel.picture, Missing):
            return None, panel.picture.reason
        rgb = read_rgb(str(panel.picture))
        return rgb, f"{panel.picture.name} cannot be read as a picture"

    def _card(self, card: Card) -> Still:
        return Still(planes_from_rgb(draw_card(card, *self._out)), 0.0, 1)
