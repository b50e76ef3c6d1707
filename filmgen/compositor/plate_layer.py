"""Effect elements over a panel: linear light, premultiplied, behind the figures nearer to us.

Anchored elements are composed into the panel's own pixels before the camera looks at it, so
that they hold to the drawing through any move, and only inside the box they touch.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from filmgen.blocking.model import PlateAnchor
from filmgen.compositor.colour import (
    Planes,
    to_display,
    to_linear,
    ycbcr444,
)
from filmgen.compositor.light import Flicker, Light, exposure, light_of
from filmgen.editorial.model import PlateMedia
from filmgen.media import ByteArray, FloatArray, Missing

KNEE = 0.6
"""Reflected light up to here is composed exactly; brighter is rolled off towards 1."""

KNOWN_BYTES = 64 << 20
"""Composed boxes that are kept while a loop comes round again."""

_FAINT = 1 / 512


def plate_frame(frame: int, film_rate: Fraction, rate: Fraction, frames: int, loops: bool) -> int:
    """Which frame of a plate is seen at a frame of the shot; -1 after the end of one that ends."""
    index = int(Fraction(frame) * rate / film_rate)
    if loops:
        return index % frames
    return index if index < frames else -1


class Scratch:
    """Float32 arrays that are used again for every frame; fresh ones cost page faults."""

    def __init__(self) -> None:
        self._arrays: dict[tuple[str, tuple[int, ...]], FloatArray] = {}

    def __call__(self, name: str, *shape: int) -> FloatArray:
        key = (name, shape)
        if key not in self._arrays:
            self._arrays[key] = np.empty(shape, np.float32)
        return self._arrays[key]


def keep_and_add(
    rgba: NDArray[Any], scratch: Scratch | None = None
) -> tuple[FloatArray, FloatArray]:
    """What a plate keeps of the picture under it, and what it adds: picture * keep + add.

    For reflected light (rgb at most KNEE * alpha) this is exactly `over`: keep is 1 - alpha
    and add is rgb. Brighter colours roll off exponentially towards alpha instead of
    clipping, and light beyond alpha is screened on (1 - e^-x, as film takes it up), each
    channel for itself: hot flames go from orange over yellow to white, never flat. What is
    kept shrinks by the brightest channel's screen: on dark drawings that is the same as
    adding light; on white paper flames keep their colour, as opaque paint would.

    Args:
        rgba: (H, W, 4) premultiplied linear light.
        scratch: where the results live until the next call with it.

    Returns:
        float32 (H, W) and (3, H, W); keep + add is at most 1.
    """
    take = scratch or Scratch()
    height, width = rgba.shape[:2]
    values = take("values", height, width, 4)
    np.copyto(values, rgba, casting="unsafe")
    planes = [take(f"plane{i}", height, width) for i in range(4)]
    for i, plane in enumerate(planes):
        cv2.extractChannel(values, i, plane)
    red, green, blue, alpha = planes
    add = take("add", 3, height, width)
    inverse = take("inverse", height, width)
    np.maximum(alpha, 1e-4, out=inverse)
    np.divide(1.0, inverse, out=inverse)
    colour, rolled = take("colour", height, width), take("rolled", height, width)
    hot = any(float(np.multiply(light, inverse, out=colour).max()) > KNEE for light in planes[:3])
    clear_alpha = take("clear", height, width)
    np.subtract(1.0, alpha, out=clear_alpha)
    if not hot:
        for i, light in enumerate((red, green, blue)):
            add[i] = light
        return clear_alpha, add
    clear = take("keep", height, width)
    clear.fill(1.0)
    for i, light in enumerate((red, green, blue)):
        np.multiply(light, inverse, out=colour)
        np.subtract(colour, KNEE, out=rolled)
        np.maximum(rolled, 0.0, out=rolled)
        rolled *= -1.0 / (1.0 - KNEE)
        np.exp(rolled, out=rolled)
        rolled *= KNEE - 1.0
        rolled += 1.0 - KNEE
        np.minimum(colour, KNEE, out=colour)
        rolled += colour
        rolled *= alpha
        np.minimum(rolled, light, out=rolled)
        np.subtract(rolled, light, out=colour)
        np.exp(colour, out=colour)  # 1 - what is screened on
        np.minimum(clear, colour, out=clear)
        rolled *= colour
        rolled -= colour
        np.add(rolled, 1.0, out=add[i])
    clear *= clear_alpha
    return clear, add


def occlusion(
    anchor: PlateAnchor, depth_m: FloatArray | None, figure_ids: ByteArray | None
) -> FloatArray | None:
    """How much of an anchored plate is seen at every pixel of the picture, 0 to 1, soft-edged.

    Figures nearer than the plate hide it; where only depth is known, so does anything
    nearer by half a metre. None where nothing hides it.
    """
    if depth_m is None:
        return None
    if figure_ids is not None:
        near = (figure_ids > 0) & (depth_m < anchor.depth_m)
    else:
        near = depth_m < anchor.depth_m - 0.5
    if not near.any():
        return None
    seen: FloatArray = cv2.GaussianBlur(1.0 - near.astype(np.float32), (0, 0), 1.1)
    return seen


@dataclass(frozen=True)
class Placed:
    """A plate with its place in a panel.

    Attributes:
        rgba: (T, H, W, 4), memory-mapped, cut to the part that ever shows anything.
        box: x, y, width, height of that part in the panel, whole pixels.
        seen: float32 (H, W) over the panel, see `occlusion`.
    """

    media: PlateMedia
    rgba: NDArray[Any]
    box: tuple[int, int, int, int]
    seen: FloatArray | None


def open_plate(media: PlateMedia) -> tuple[NDArray[Any] | None, str]:
    """Memory-map a plate's array, or say why it cannot be used."""
    if isinstance(media.array, Missing):
        return None, media.array.reason
    try:
        array = np.load(media.array, mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError) as error:
        return None, f"{media.array.name} cannot be read: {str(error).splitlines()[0]}"
    if array.ndim != 4 or array.shape[3] != 4 or not len(array):
        return None, f"{media.array.name} has shape {array.shape} instead of (T, H, W, 4)"
    return array, ""


def touched(rgba: NDArray[Any]) -> tuple[int, int, int, int] | None:
    """x, y, width, height of the part of a plate that ever shows anything, or None."""
    sample = rgba[:: max(1, len(rgba) // 10)]
    height, width = rgba.shape[1], rgba.shape[2]
    most = np.zeros((height, width), np.float32)
    for frame in sample:
        np.maximum(most, frame.max(axis=2), out=most)
    rows = np.flatnonzero(most.max(axis=1) > _FAINT)
    columns = np.flatnonzero(most.max(axis=0) > _FAINT)
    if not len(rows):
        return None
    spare_y, spare_x = height // 20 + 1, width // 20 + 1
    top, bottom = max(0, rows[0] - spare_y), min(height, rows[-1] + 1 + spare_y)
    left, right = max(0, columns[0] - spare_x), min(width, columns[-1] + 1 + spare_x)
    return int(left), int(top), int(right - left), int(bottom - top)


class AnchoredPlates:
    """The plates that stand in one panel, far ones first.

    Args:
        repeats: the panel is seen for longer than the loops: what is composed is kept.

    Attributes:
        picture: uint8 RGB (H, W, 3): the panel, exposed for the light of its plates.
    """

    def __init__(
        self,
        picture: ByteArray,
        overscan: float,
        plates: tuple[tuple[PlateMedia, NDArray[Any]], ...],
        film_rate: Fraction,
        depth_m: FloatArray | None,
        figure_ids: ByteArray | None,
        *,
        repeats: bool = False,
    ) -> None:
        self._rate = film_rate
        self._repeats = repeats
        self._known: dict[tuple[int, ...], ByteArray] = {}
        self._scratch = Scratch()
        self._shown: ByteArray | None = None
        height, width = picture.shape[:2]
        inner_w, inner_h = width / (1 + 2 * overscan), height / (1 + 2 * overscan)
        self._plates: list[Placed] = []
        lights: list[Light] = []
        self._shining: list[int] = []
        for media, rgba in sorted(plates, key=lambda p: -p[0].anchor.depth_m):
            a = media.anchor
            w, h = a.width * inner_w, a.height * inner_h
            x = (a.x + overscan) * inner_w - w / 2
            y = (a.y + overscan) * inner_h - h
            part = touched(rgba)
            if part is None or w < 2 or h < 2:
                continue
            scale_x, scale_y = w / rgba.shape[2], h / rgba.shape[1]
            left, top, part_w, part_h = part
            box = (
                round(x + left * scale_x),
                round(y + top * scale_y),
                max(2, round(part_w * scale_x)),
                max(2, round(part_h * scale_y)),
            )
            if box[0] >= width or box[1] >= height or box[0] + box[2] <= 0 or box[1] + box[3] <= 0:
                continue
            cut = rgba[:, top : top + part_h, left : left + part_w]
            light = light_of(rgba, (x, y, w, h), (width, height), loops=media.loops)
            if light is not None:
                self._shining.append(len(self._plates))
                lights.append(light)
            self._plates.append(Placed(media, cut, box, occlusion(a, depth_m, figure_ids)))
        self._flicker: Flicker | None = None
        self.picture = picture
        linear: FloatArray | None = None
        if lights:
            linear = to_linear(picture)
            lit = exposure(linear, tuple(lights))
            lit.light(linear)
            self._flicker = Flicker(tuple(lights), lit.darkness)
            self.picture = to_display(linear)
        self.box = self._union(width, height)
        if self.box is not None:
            x0, y0, w0, h0 = self.box
            inner = np.s_[y0 : y0 + h0, x0 : x0 + w0]
            ground = to_linear(picture[inner]) if linear is None else linear[inner]
            self._ground = np.ascontiguousarray(np.minimum(ground, 1.0).transpose(2, 0, 1))

    def _union(self, width: int, height: int) -> tuple[int, int, int, int] | None:
        """The box all plates touch, inside the panel, on even pixels."""
        if not self._plates:
            return None
        boxes = np.array([p.box for p in self._plates])
        left = max(0, int(boxes[:, 0].min())) // 2 * 2
        top = max(0, int(boxes[:, 1].min())) // 2 * 2
        right = min(width // 2 * 2, -(-int((boxes[:, 0] + boxes[:, 2]).max()) // 2) * 2)
        bottom = min(height // 2 * 2, -(-int((boxes[:, 1] + boxes[:, 3]).max()) // 2) * 2)
        if right <= left or bottom <= top:
            return None
        return left, top, right - left, bottom - top

    def state(self, frame: int) -> tuple[int, ...]:
        """Frames of the plates that are seen; the same state is the same picture."""
        return tuple(
            plate_frame(frame, self._rate, p.media.rate, len(p.rgba), p.media.loops)
            for p in self._plates
        )

    def compose(self, state: tuple[int, ...]) -> ByteArray:
        """The touched box with its plates, uint8 RGB."""
        assert self.box is not None
        left, top, width, height = self.box
        light = self._scratch("light", 3, height, width)
        np.copyto(light, self._ground)
        for placed, index in zip(self._plates, state, strict=True):
            if index < 0:
                continue
            x, y, w, h = placed.box
            x0, y0 = max(left, x), max(top, y)
            x1, y1 = min(left + width, x + w), min(top + height, y + h)
            keep, add = keep_and_add(placed.rgba[index], self._scratch)
            cut = (x0, y0, x1, y1)
            seen = None if placed.seen is None else placed.seen[y0:y1, x0:x1]
            kept = self._fitted("kept", keep, placed, cut)
            if seen is not None:
                kept -= 1.0
                kept *= seen
                kept += 1.0
            for i in range(3):
                added = self._fitted("added", add[i], placed, cut)
                if seen is not None:
                    added *= seen
                target = light[i, y0 - top : y1 - top, x0 - left : x1 - left]
                target *= kept
                target += added
        shown = self._bytes((height, width, 3))
        steps = self._scratch("steps", height, width)
        for i in range(3):
            cv2.insertChannel(to_display(light[i], steps), shown, i)
        return shown

    def _bytes(self, shape: tuple[int, int, int]) -> ByteArray:
        if self._shown is None or self._shown.shape != shape:
            self._shown = np.empty(shape, np.uint8)
        return self._shown

    def _fitted(
        self, name: str, plane: FloatArray, placed: Placed, cut: tuple[int, int, int, int]
    ) -> FloatArray:
        """A plane of a plate at the panel's resolution, cut to (x0, y0, x1, y1) of the panel."""
        x, y, w, h = placed.box
        out = self._scratch(name, h, w)
        cv2.resize(plane, (w, h), dst=out, interpolation=cv2.INTER_LINEAR)
        return out[cut[1] - y : cut[3] - y, cut[0] - x : cut[2] - x]

    def write(self, state: tuple[int, ...], planes: Planes, density: int) -> None:
        """Compose and write the touched box into a panel's planes of 1 or 2 times its density."""
        if self.box is None:
            return
        x, y, width, height = self.box
        colour = self._known.get(state)
        if colour is None:
            colour = ycbcr444(self.compose(state))
            if self._repeats and colour.nbytes * (len(self._known) + 1) <= KNOWN_BYTES:
                self._known[state] = colour
        y_plane, u, v = (cv2.extractChannel(colour, i) for i in range(3))
        target = planes.crop(x * density, y * density, width * density, height * density)
        if density == 1:
            half = (width // 2, height // 2)
            target.y[:] = y_plane
            target.u[:] = cv2.resize(u, half, interpolation=cv2.INTER_AREA)
            target.v[:] = cv2.resize(v, half, interpolation=cv2.INTER_AREA)
        else:
            size = (width * density, height * density)
            target.y[:] = cv2.resize(y_plane, size, interpolation=cv2.INTER_CUBIC)
            target.u[:] = u
            target.v[:] = v

    def flicker(self, state: tuple[int, ...]) -> FloatArray | None:
        """Gain of the whole panel at this state, coarse, or None; see `light.Flicker`."""
        if self._flicker is None:
            return None
        return self._flicker.gain(tuple(state[i] for i in self._shining))


def apply_gain(frame: Planes, gain: FloatArray) -> None:
    """Multiply a picture's luma by a coarse gain (h, w) of 0 to 2, in place.

    Light that grows is warm: chroma follows the gain a little towards amber.
    """
    steps = np.clip(np.rint(gain * 128), 0, 255).astype(np.uint8)
    full = cv2.resize(steps, frame.size, interpolation=cv2.INTER_LINEAR)
    frame.y[:] = cv2.multiply(frame.y, full, scale=1 / 128)
    if float(np.abs(gain - 1).max()) > 0.15:
        half = (frame.u.shape[1], frame.u.shape[0])
        warm = np.clip((gain - 1) * 28, 0, 40).astype(np.uint8)
        amber = cv2.resize(warm, half, interpolation=cv2.INTER_LINEAR)
        frame.u[:] = cv2.subtract(frame.u, amber)
        frame.v[:] = cv2.add(frame.v, amber // 2)
