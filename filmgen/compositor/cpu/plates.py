"""Plates laid over the part of a panel that they touch, in linear light, in fixed point."""

from __future__ import annotations

from collections.abc import Iterable

import cv2
import numpy as np
from numpy.typing import NDArray

from filmgen.compositor.buffers import Buffers
from filmgen.compositor.colour import LIGHT_ONE, Planes, display_table, rgb_to_ycbcr
from filmgen.compositor.cpu.boxes import Box, grown, meet, merged
from filmgen.compositor.plates.anchored import MARGIN, AnchoredPlates, Placed
from filmgen.compositor.plates.media import FULL, Clock
from filmgen.compositor.stills.mouths import Mouths
from filmgen.media import ByteArray

KNOWN_BYTES = 64 << 20
"""Composed boxes that are kept while a loop comes round again."""
_REACH = MARGIN // 2
"""Enlarging by two reaches over so many pixels: what is composed changes those around it."""
_MOSTLY = 0.4
"""Share of a plate from which on enlarging all of it is quicker than warping a part."""

Light = NDArray[np.uint16]


class PlateComposer:
    """Composes the plates of one panel, frame by frame, into its planes.

    Only what a frame of theirs touches is composed, and what the last one touched. Where loops come
    round while the panel is seen, all that any frame touches is, and what came out is kept.
    """

    def __init__(self, anchored: AnchoredPlates) -> None:
        self._anchored = anchored
        self._take = Buffers()
        self._known: dict[tuple[Mouths, tuple[Clock, ...], Box], ByteArray] = {}
        self._written: list[Box] = []
        self._mouths: Mouths = ()
        if anchored.box is not None:
            x, y, width, height = anchored.box
            left, top = anchored.margins
            high, wide = anchored.ground_fixed.shape[1:]
            self._ground: Box = (x - left, y - top, x - left + wide, y - top + high)
            self._all = self._within(grown((x, y, x + width, y + height), _REACH))
            self._seen = {
                p.at: np.rint(p.seen * LIGHT_ONE).astype(np.uint16)
                for p in anchored.plates
                if p.seen is not None
            }

    def write(self, state: tuple[Clock, ...], planes: Planes, density: int) -> list[Box]:
        """Compose into a panel's planes of 1 or 2 times its density.

        Returns:
            The boxes of the panel that were written: left, top, right, bottom, even.
        """
        anchored = self._anchored
        if anchored.box is None:
            return []
        laid = [(p, box) for p in anchored.plates if (box := self._touches(p, state)) is not None]
        boxes = [box for _, box in laid]
        touched = merged(boxes if anchored.repeats else [*boxes, *self._written])
        if anchored.mouths != self._mouths:  # they were put into the planes, over what burns there
            touched = [self._all]
            self._mouths = anchored.mouths
        self._written = boxes
        for box in touched:
            known = (anchored.ground_state, state, box)
            colour = self._known.get(known)
            if colour is None:
                colour = self._composed(box, laid, state)
                kept = sum(c.nbytes for c in self._known.values()) if anchored.repeats else 0
                if anchored.repeats and kept + colour.nbytes <= KNOWN_BYTES:
                    self._known[known] = colour.copy()
            self._put(colour, box, planes, density)
        return touched

    def _touches(self, placed: Placed, state: tuple[Clock, ...]) -> Box | None:
        """What of the panel a plate touches at a state, even; None where that is nothing."""
        index, growth = state[placed.at]
        x, y, wide, high = placed.box
        if self._anchored.repeats:
            inner = placed.part
        elif index < 0 or growth == 0:
            return None
        else:
            inner = placed.plate.box(index)
        left, top, right, bottom = placed.part
        across, down = wide / (right - left), high / (bottom - top)
        # one more pixel of the plate: it is clear, and what lies between fades into it
        box = (
            int(x + (inner[0] - left - 1) * across) // 2 * 2,
            int(y + (inner[1] - top - 1) * down) // 2 * 2,
            -(-int(x + (inner[2] - left + 1) * across + 1) // 2) * 2,
            -(-int(y + (inner[3] - top + 1) * down + 1) // 2) * 2,
        )
        return meet(grown(box, _REACH), self._all) if inner[2] > inner[0] else None

    def _within(self, box: Box) -> Box:
        return meet(box, self._ground) or box

    def _composed(
        self, box: Box, laid: Iterable[tuple[Placed, Box]], state: tuple[Clock, ...]
    ) -> ByteArray:
        """A box and what enlarging it reaches, uint8 Y'CbCr (h, w, 3), video range."""
        around = self._within(grown(box, _REACH))
        met = []
        for placed, touched in laid:
            part = meet(meet(touched, around), _box(placed))
            index, growth = state[placed.at]
            if part is not None and index >= 0 and growth > 0:
                *adds, cover = self._fitted(placed, index, part)
                shows = self._shows(placed, growth, part)
                for plane in () if shows is None else (*adds, cover):
                    cv2.multiply(plane, shows, dst=plane, scale=1 / LIGHT_ONE)
                met.append((_inner(part, around), cv2.bitwise_not(cover, dst=cover), adds))
        ground = self._anchored.ground_fixed[:, *_inner(around, self._ground)]
        shape = ground.shape[1:]
        light = self._take("light", shape, np.uint16)
        shown = self._take("shown", (3, *shape), np.uint8)
        for channel in range(3):  # all of one before the next: what was just written is at hand
            np.copyto(light, ground[channel])
            for inner, keep, adds in met:
                under = light[inner]
                cv2.multiply(under, keep, dst=under, scale=1 / LIGHT_ONE)
                cv2.add(under, adds[channel], dst=under)
            cv2.LUT(light, display_table(), dst=shown[channel])
        rgb = cv2.merge(list(shown), dst=self._take("rgb", (*shape, 3), np.uint8))
        out: ByteArray = self._take("ycc", rgb.shape, np.uint8)
        cv2.transform(rgb, rgb_to_ycbcr(), dst=out)
        return out

    def _shows(self, placed: Placed, growth: int, part: Box) -> Light | None:
        """How much of a plate is seen in a part of the panel; None is all of it."""
        left, top, right, bottom = part
        share = growth / FULL
        if placed.at in self._seen:
            seen = self._seen[placed.at][top:bottom, left:right]
            return seen if growth == FULL else np.rint(seen * share).astype(np.uint16)
        if growth == FULL:
            return None
        return np.full((bottom - top, right - left), round(share * LIGHT_ONE), np.uint16)

    def _fitted(self, placed: Placed, index: int, part: Box) -> list[Light]:
        """What a frame of a plate covers and adds in a part of the panel: four planes."""
        left, top, right, bottom = placed.part
        laid = np.asarray(placed.plate.laid[index, top:bottom, left:right])
        if placed.reflects < 1.0:
            laid = _thicker(laid, placed.reflects)
        x, y, wide, high = placed.box
        x0, y0, x1, y1 = part
        if (x1 - x0) * (y1 - y0) > _MOSTLY * wide * high:
            whole = self._take("fitted", (high, wide, 4), np.uint16)
            cv2.resize(laid, (wide, high), dst=whole, interpolation=cv2.INTER_LINEAR)
            fitted = whole[y0 - y : y1 - y, x0 - x : x1 - x]
        else:
            step_x, step_y = (right - left) / wide, (bottom - top) / high
            matrix = np.array(
                [
                    [step_x, 0, (x0 - x + 0.5) * step_x - 0.5],
                    [0, step_y, (y0 - y + 0.5) * step_y - 0.5],
                ]
            )
            fitted = self._take("fitted", (y1 - y0, x1 - x0, 4), np.uint16)
            cv2.warpAffine(
                laid, matrix, (x1 - x0, y1 - y0), dst=fitted,
                flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP, borderMode=cv2.BORDER_REPLICATE,
            )  # fmt: skip
        planes = list(self._take(f"planes {placed.at}", (4, y1 - y0, x1 - x0), np.uint16))
        cv2.split(fitted, planes)
        return planes

    def _put(self, colour: ByteArray, box: Box, planes: Planes, density: int) -> None:
        """Put the inner part of a composed box into planes."""
        y_plane, u, v = self._take("apart", (3, *colour.shape[:2]), np.uint8)
        cv2.split(colour, [y_plane, u, v])
        left, top, right, bottom = box
        around = self._within(grown(box, _REACH))
        x, y = left - around[0], top - around[1]
        wide, high = right - left, bottom - top
        target = planes.crop(*(side * density for side in (left, top, wide, high)))
        inner = np.s_[y : y + high, x : x + wide]
        if density == 1:
            half = (wide // 2, high // 2)
            target.y[:] = y_plane[inner]
            cv2.resize(u[inner], half, dst=target.u, interpolation=cv2.INTER_AREA)
            cv2.resize(v[inner], half, dst=target.v, interpolation=cv2.INTER_AREA)
        else:
            size = (colour.shape[1] * density, colour.shape[0] * density)
            large = self._take("large", size[::-1], np.uint8)
            cv2.resize(y_plane, size, dst=large, interpolation=cv2.INTER_CUBIC)
            target.y[:] = large[y * 2 : (y + high) * 2, x * 2 : (x + wide) * 2]
            target.u[:] = u[inner]
            target.v[:] = v[inner]


def _thicker(laid: Light, reflects: float) -> Light:
    """A plate twice as thick (`anchored.THICKER`), at a share of its own brightness.

    Twice as thick keeps keep² and adds add * (1 - keep²) / (1 - keep), which is add * (1 + keep).
    """
    clear = 1.0 - laid[..., 3:] / np.float32(LIGHT_ONE)
    added = laid[..., :3] * (np.float32(reflects) * (1.0 + clear))
    covered = (1.0 - clear * clear) * np.float32(LIGHT_ONE)
    out: Light = np.rint(np.concatenate([added, covered], axis=2)).astype(np.uint16)
    return out


def _inner(box: Box, around: Box) -> tuple[slice, slice]:
    """Rows and columns of a box in an array of what is around it."""
    left, top = around[:2]
    return np.s_[box[1] - top : box[3] - top, box[0] - left : box[2] - left]


def _box(placed: Placed) -> Box:
    x, y, wide, high = placed.box
    return x, y, x + wide, y + high
