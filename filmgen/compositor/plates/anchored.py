"""Effect elements over a panel: linear light, premultiplied, behind what is nearer to us.

Anchored elements are composed into the panel's own pixels before the camera looks at it, so
that they hold to the drawing through any move, and only inside the box they touch.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from filmgen.compositor.colour import LIGHT_ONE, display, to_linear, to_linear_fixed
from filmgen.compositor.light.exposure import Exposure, Flicker, Light, exposure, light_of
from filmgen.compositor.light.firelight import Surfaces, surfaces
from filmgen.compositor.plates.media import FULL, Clock, clock
from filmgen.compositor.plates.occlusion import occlusion
from filmgen.compositor.plates.unpacked import Box, UnpackedPlate
from filmgen.compositor.stills.mouths import Change, Mouths, change
from filmgen.editorial.model import PlateMedia
from filmgen.media import ByteArray, FloatArray

_OVER_LIGHT = {"steam": 0.3, "dust": 0.3}
"""White paper is as bright as steam in the sun: over it steam is drawn in grey, as one would."""
THICKER = 2.0
"""How many times as thick it is then: a wisp would be lost in the grain of the paper."""
_LIGHT_GROUND = 0.3
"""Linear light of what is behind, from which steam stands out darker than lighter."""

MARGIN = 4
"""Pixels of ground around the plates: what is enlarged needs its neighbours."""
_RISES_BEHIND_M = 1.0
"""Smoke lies behind flames this much farther off: its foot would cut a bar across its own fire."""


@dataclass(frozen=True)
class Placed:
    """A plate with its place in a panel.

    Attributes:
        plate: its frames. part: left, top, right, bottom of what ever shows anything.
        box: x, y, width, height of that part in the panel, whole pixels.
        seen: float32 (H, W) over the panel, see `occlusion`.
        at: its index among all plates of the panel.
        reflects: share of its own brightness it is drawn with.
    """

    media: PlateMedia
    plate: UnpackedPlate
    part: Box
    box: tuple[int, int, int, int]
    seen: FloatArray | None
    at: int
    reflects: float = 1.0


class AnchoredPlates:
    """The plates that stand in one panel, far ones first.

    Args:
        repeats: the panel is seen for longer than the loops: what is composed is kept.
        grown: 0 to 1 for each plate: how much of its light there is yet; all if empty.

    Attributes:
        picture: uint8 RGB (H, W, 3): the panel, exposed for the light of its plates.
        plates: those that ever show anything, in the order they are laid in.
        box: x, y, width, height of what they touch, even; None where they touch nothing.
        ground_fixed: uint16 (3, h, w), linear light in fixed point: what lies under them in
            their box and MARGIN around it. The mouths that `show` puts there are laid into it.
        margins: how much of MARGIN lies left of the box and above it.
        repeats: as given. mouths: as shown.
    """

    def __init__(
        self,
        picture: ByteArray,
        overscan: float,
        plates: tuple[tuple[PlateMedia, UnpackedPlate], ...],
        film_rate: Fraction,
        depth_m: FloatArray | None,
        figure_ids: ByteArray | None,
        *,
        repeats: bool = False,
        grown: tuple[float, ...] = (),
    ) -> None:
        self._rate = film_rate
        self.repeats = repeats
        self.mouths: Mouths = ()
        self._spoken: dict[Mouths, Change | None] = {(): None}
        self._exposure: Exposure | None = None
        order = sorted(range(len(plates)), key=lambda i: -_order_m(plates[i][0]))
        self._media = [(plates[i][0], len(plates[i][1])) for i in order]
        height, width = picture.shape[:2]
        self.plates: list[Placed] = []
        lights: list[Light] = []
        self._shining: list[int] = []
        scene: Surfaces | None = None
        for at, number in enumerate(order):
            media, plate = plates[number]
            a = media.anchor
            box = _box(media, picture, overscan)
            if scene is None and depth_m is not None and a.tan_w > 0:
                aspect = width / height
                scene = surfaces(depth_m, a.tan_w, aspect, overscan)
            light = light_of(
                plate, box, (width, height), a, scene,
                loops=media.loops, share=grown[number] if grown and media.loops else 1.0,
            )  # fmt: skip
            if light is not None:
                self._shining.append(at)
                lights.append(light)
            placed = _placed(media, plate, box, (width, height), at)
            if placed is not None:
                seen = occlusion(a, depth_m, figure_ids)
                self.plates.append(replace(placed, seen=seen))
        self._flicker: Flicker | None = None
        self.picture = picture
        lit: NDArray[np.uint16] | None = None
        if lights:
            self._exposure = exposure(to_linear(picture), tuple(lights))
            self._flicker = Flicker(tuple(lights), self._exposure.share)
            lit = self._exposure.lit(picture)
            self.picture = display(lit)
        self.box = self._union(width, height)
        if self.box is not None:
            x, y, w, h = self.box
            left, top = max(0, x - MARGIN), max(0, y - MARGIN)
            self.margins = (x - left, y - top)
            self._inner = np.s_[top : y + h + MARGIN, left : x + w + MARGIN]
            self.ground_fixed = self._under(picture, lit)
            self.plates = [replace(p, reflects=self._reflects(p)) for p in self.plates]

    def _under(self, picture: ByteArray, light: NDArray[np.uint16] | None) -> NDArray[np.uint16]:
        """What lies under the plates."""
        inner = to_linear_fixed(picture[self._inner]) if light is None else light[self._inner]
        return np.ascontiguousarray(inner.transpose(2, 0, 1))

    @property
    def ground(self) -> FloatArray:
        """float32 (3, h, w), linear light 0 to 1: what lies under them in their box, mouths too."""
        assert self.box is not None
        (left, top), (_, _, w, h) = self.margins, self.box
        inner = self.ground_fixed[:, top : top + h, left : left + w]
        return np.asarray(inner / np.float32(LIGHT_ONE), np.float32)

    def learn(self, mouths: Mouths, picture: ByteArray) -> ByteArray:
        """Remember what the panel's speakers with other mouths are; `show` puts them there.

        Args:
            picture: the panel with these mouths, as the panel itself was given.

        Returns:
            It in the light of the plates, exposed as the panel is: like `picture` of this object.
        """
        light: NDArray[np.uint16] | None = None
        lit = picture
        if self._exposure is not None:
            light = self._exposure.lit(picture)
            lit = display(light)
        self._spoken[mouths] = None
        if self.box is not None:
            self.show(())
            under = self._under(picture, light).transpose(1, 2, 0)
            self._spoken[mouths] = change(self.ground_fixed.transpose(1, 2, 0), under)
        return lit

    def show(self, mouths: Mouths) -> None:
        """Compose over the panel with these mouths from now on; () is the panel itself."""
        for gone, now in ((self._spoken[self.mouths], False), (self._spoken[mouths], True)):
            if gone is not None:
                self.ground_fixed.transpose(1, 2, 0)[gone.box] = gone.after if now else gone.before
        self.mouths = mouths

    @property
    def ground_state(self) -> Mouths:
        """The same is the same ground: mouths that lie outside of the box do not count."""
        return self.mouths if self._spoken[self.mouths] else ()

    def _reflects(self, placed: Placed) -> float:
        """Steam and dust are drawn lighter than what is behind them, or darker where that is light.

        One or the other for a whole panel: half way they would not be seen at all.
        """
        assert self.box is not None
        if placed.media.kind not in _OVER_LIGHT:
            return 1.0
        x, y, w, h = placed.box
        left, top = max(0, x - self.box[0]), max(0, y - self.box[1])
        right, bottom = max(0, x + w - self.box[0]), max(0, y + h - self.box[1])
        behind = self.ground[1, top:bottom, left:right]
        light = float(behind.mean()) if behind.size else 0.0
        return _OVER_LIGHT[placed.media.kind] if light > _LIGHT_GROUND else 1.0

    def _union(self, width: int, height: int) -> tuple[int, int, int, int] | None:
        """The box all plates touch, inside the panel, on even pixels."""
        if not self.plates:
            return None
        boxes = np.array([p.box for p in self.plates])
        left = max(0, int(boxes[:, 0].min())) // 2 * 2
        top = max(0, int(boxes[:, 1].min())) // 2 * 2
        right = min(width // 2 * 2, -(-int((boxes[:, 0] + boxes[:, 2]).max()) // 2) * 2)
        bottom = min(height // 2 * 2, -(-int((boxes[:, 1] + boxes[:, 3]).max()) // 2) * 2)
        if right <= left or bottom <= top:
            return None
        return left, top, right - left, bottom - top

    def state(self, frame: int) -> tuple[Clock, ...]:
        """Frames of the plates that are seen; the same state is the same picture."""
        return tuple(clock(frame, self._rate, media, frames) for media, frames in self._media)

    def flicker(self, state: tuple[Clock, ...]) -> FloatArray | None:
        """Gain of the whole panel at this state, coarse, or None; see `light.Flicker`."""
        if self._flicker is None:
            return None
        indices = tuple(state[i][0] for i in self._shining)
        return self._flicker.gain(indices, tuple(state[i][1] / FULL for i in self._shining))


def _order_m(media: PlateMedia) -> float:
    """How far off a plate is laid in, metres."""
    return media.anchor.depth_m + (_RISES_BEHIND_M if media.kind == "smoke" else 0.0)


def _box(
    media: PlateMedia, picture: ByteArray, overscan: float
) -> tuple[float, float, float, float]:
    """x, y, width, height of a plate in a panel, pixels."""
    height, width = picture.shape[:2]
    inner_w, inner_h = width / (1 + 2 * overscan), height / (1 + 2 * overscan)
    a = media.anchor
    w, h = a.width * inner_w, a.height * inner_h
    return (a.x + overscan) * inner_w - w / 2, (a.y + overscan) * inner_h - h, w, h


def _placed(
    media: PlateMedia,
    plate: UnpackedPlate,
    box: tuple[float, float, float, float],
    picture_px: tuple[int, int],
    at: int,
) -> Placed | None:
    """A plate's part that shows anything, or None where that is outside of the picture."""
    x, y, w, h = box
    part = plate.touched
    if part is None or w < 2 or h < 2:
        return None
    scale_x, scale_y = w / plate.shape[2], h / plate.shape[1]
    left, top, right, bottom = part
    inner = (
        round(x + left * scale_x),
        round(y + top * scale_y),
        max(2, round((right - left) * scale_x)),
        max(2, round((bottom - top) * scale_y)),
    )
    width, height = picture_px
    if inner[0] >= width or inner[1] >= height or inner[0] + inner[2] <= 0:
        return None
    if inner[1] + inner[3] <= 0:
        return None
    return Placed(media, plate, part, inner, None, at)
