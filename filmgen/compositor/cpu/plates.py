"""Plates laid over the part of a panel that they touch, in linear light."""

from __future__ import annotations

import cv2
import numpy as np

from filmgen.compositor.colour import Planes, to_display, ycbcr444
from filmgen.compositor.plates.anchored import THICKER, AnchoredPlates, Placed
from filmgen.compositor.plates.blend import Scratch, keep_and_add
from filmgen.compositor.plates.media import FULL, Clock
from filmgen.compositor.stills.mouths import Mouths
from filmgen.media import ByteArray, FloatArray

KNOWN_BYTES = 64 << 20
"""Composed boxes that are kept while a loop comes round again."""


class PlateComposer:
    """Composes the plates of one panel, frame by frame, into its planes."""

    def __init__(self, anchored: AnchoredPlates) -> None:
        self._anchored = anchored
        self._known: dict[tuple[Mouths, tuple[Clock, ...]], ByteArray] = {}
        self._scratch = Scratch()
        self._shown: ByteArray | None = None

    def compose(self, state: tuple[Clock, ...]) -> ByteArray:
        """The touched box with its plates, uint8 RGB."""
        box = self._anchored.box
        assert box is not None
        left, top, width, height = box
        light = self._scratch("light", 3, height, width)
        np.copyto(light, self._anchored.ground)
        for placed in self._anchored.plates:
            index, grown = state[placed.at]
            if index < 0:
                continue
            x, y, w, h = placed.box
            x0, y0 = max(left, x), max(top, y)
            x1, y1 = min(left + width, x + w), min(top + height, y + h)
            keep, add = keep_and_add(placed.rgba[index], self._scratch)
            if placed.reflects < 1.0:
                thick = keep ** np.float32(THICKER)
                add = add * (np.float32(placed.reflects) * (1 - thick) / (1 - keep + 1e-4))
                keep = thick
            cut = (x0, y0, x1, y1)
            seen: FloatArray | float | None = None
            if placed.seen is not None:
                seen = placed.seen[y0:y1, x0:x1]
            if grown < FULL:
                share = np.float32(grown / FULL)
                seen = float(share) if placed.seen is None else placed.seen[y0:y1, x0:x1] * share
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
        x0, y0, x1, y1 = cut
        if (x1 - x0) * (y1 - y0) > 0.6 * w * h:
            out = self._scratch(name, h, w)
            cv2.resize(plane, (w, h), dst=out, interpolation=cv2.INTER_LINEAR)
            return out[y0 - y : y1 - y, x0 - x : x1 - x]
        # Most of it is out of the picture: only what is in it is enlarged.
        step_x, step_y = plane.shape[1] / w, plane.shape[0] / h
        matrix = np.array(
            [
                [step_x, 0, (x0 - x + 0.5) * step_x - 0.5],
                [0, step_y, (y0 - y + 0.5) * step_y - 0.5],
            ]
        )
        out = self._scratch(name, y1 - y0, x1 - x0)
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        cv2.warpAffine(
            plane, matrix, (x1 - x0, y1 - y0), dst=out, flags=flags,
            borderMode=cv2.BORDER_REPLICATE,
        )  # fmt: skip
        return out

    def write(self, state: tuple[Clock, ...], planes: Planes, density: int) -> None:
        """Compose and write the touched box into a panel's planes of 1 or 2 times its density."""
        anchored = self._anchored
        if anchored.box is None:
            return
        x, y, width, height = anchored.box
        known = (anchored.ground_state, state)
        colour = self._known.get(known)
        if colour is None:
            colour = ycbcr444(self.compose(state))
            if anchored.repeats and colour.nbytes * (len(self._known) + 1) <= KNOWN_BYTES:
                self._known[known] = colour
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
