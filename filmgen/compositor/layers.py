"""A shot's picture at any of its frames: panels under a camera move, or drawings in motion.

A panel is held as a `Still`: 4:2:0 planes at twice the output's density, so that a linear
warp keeps ink lines as sharp between pixels as on them, where one from the output's own
density would soften and harden line by line as the camera creeps.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from filmgen.compositor.colour import Planes, planes_from_rgb, ycbcr444
from filmgen.compositor.drawings import Drawings
from filmgen.compositor.light import COARSE, apply_gain
from filmgen.compositor.mouths import Mouths, MovingMouths
from filmgen.compositor.moves import View, sampling_matrix
from filmgen.compositor.occlusion import through_panes
from filmgen.compositor.panels import Panels, at_output_density, resized
from filmgen.compositor.plate_layer import AnchoredPlates, Clock
from filmgen.compositor.plate_media import FULL, clock, open_plate
from filmgen.compositor.segments import Card, Footage
from filmgen.compositor.titles import draw_card
from filmgen.compositor.weather import Weather, fog_depth
from filmgen.editorial.model import PlateMedia
from filmgen.media import ByteArray, FloatArray

_SAMPLE = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
_THICKENS = ("fog", "smoke", "dust", "steam")
"""Weather that is thicker the farther one looks through it."""
_LIGHT_STEPS = 4
"""In which the light of what begins to burn within a shot comes into its panel."""
_PANE_STEP = 4
"""Rain outside of windows is masked at a quarter of the picture's resolution."""


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


class Parts(Protocol):
    """The pictures a footage is made of, one after the other."""

    def part_at(self, frame: int) -> int: ...

    def name(self, part: int) -> str: ...

    def frames(self, part: int) -> int: ...

    def mouths(self, frame: int) -> Mouths: ...

    def picture(self, part: int, mouths: Mouths = ()) -> tuple[ByteArray, float] | str: ...

    def passes(
        self, part: int, shape: tuple[int, int]
    ) -> tuple[FloatArray | None, ByteArray | None]: ...


class FootagePainter:
    """Paints the frames of one footage. Holds one panel or drawing at a time.

    Args:
        scratch: where plates are unpacked for as long as it paints, see `open_plate`.

    Attributes:
        warnings: media that could not be used so far.
    """

    def __init__(
        self, footage: Footage, out_px: tuple[int, int], scratch: Path | None = None
    ) -> None:
        self.footage = footage
        self.warnings: list[str] = []
        self._out = out_px
        self._name = footage.name
        self._loaded: tuple[int, tuple[float, ...]] | None = None
        self._still: Still
        self._anchored: AnchoredPlates | None = None
        self._written: tuple[Clock, ...] | None = None
        self._speaking = MovingMouths()
        self._parts: Parts | None = None
        if footage.motion is not None:
            self._parts = Drawings(footage.motion, footage.rate, out_px)
        elif footage.panels:
            self._parts = Panels(footage, out_px)
        self._seen: list[FloatArray | None] = []
        self._plates: list[tuple[PlateMedia, NDArray[Any]]] = []
        self._weather: list[Weather] = []
        for media in footage.plates:
            array, reason = open_plate(media, scratch)
            if array is None:
                self.warnings.append(f"{footage.name} plate {media.kind}: {reason}")
            elif any(a.fills_frame for a in (media.anchor, *media.anchors)):
                self._weather.append(Weather(media, array, footage.rate))
            else:
                self._plates.append((media, array))

    def state(self, frame: int) -> Hashable:
        """Two frames with the same state have the same picture."""
        view = None if self._is_still else self.footage.path.view(frame)
        plates = tuple(clock(frame, self.footage.rate, m, len(a)) for m, a in self._plates)
        weather = tuple(w.state(frame) for w in self._weather)
        return (self._part_at(frame), view, plates, weather, self._mouths_at(frame))

    def _part_at(self, frame: int) -> int:
        return 0 if self._parts is None else self._parts.part_at(frame)

    def _mouths_at(self, frame: int) -> Mouths:
        return () if self._parts is None else self._parts.mouths(frame)

    @property
    def _is_still(self) -> bool:
        return self.footage.path.still or self._parts is None

    def paint(self, frame: int, into: Planes) -> None:
        """Write the picture of a frame into planes of the output's size."""
        part = self._part_at(frame)
        grown = self._grown(frame)
        if self._loaded != (part, grown):
            self._load(part, grown)
            self._loaded = (part, grown)
        mouths = self._mouths_at(frame)
        if mouths != self._speaking.shown:
            self._speak(part, mouths)
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
        for weather, seen in zip(self._weather, self._seen, strict=False):
            if seen is not None:
                seen = self._seen_by(view, seen, still.overscan)
            weather.lay(weather.state(frame), into, seen)

    def _seen_by(self, view: View, field: FloatArray, overscan: float) -> FloatArray:
        """The part of a coarse field over the panel that the camera sees."""
        step = round(self._out[0] * (1 + 2 * overscan) / field.shape[1]) or COARSE
        size = (max(2, self._out[0] // step), max(2, self._out[1] // step))
        if overscan == 0.0 and self._is_still:
            return field
        matrix = sampling_matrix(view, overscan, (field.shape[1], field.shape[0]), size)
        seen: FloatArray = cv2.warpAffine(
            field, matrix, size, flags=_SAMPLE, borderMode=cv2.BORDER_REPLICATE
        )
        return seen

    def _grown(self, frame: int) -> tuple[float, ...]:
        """How much of each plate's light there is at a frame, in few steps."""
        step = FULL // _LIGHT_STEPS
        return tuple(
            clock(frame, self.footage.rate, media, len(array))[1] // step / _LIGHT_STEPS
            if media.onset_frames and media.loops
            else 1.0
            for media, array in self._plates
        )

    def _speak(self, part: int, mouths: Mouths) -> None:
        """Put other mouths into the loaded panel."""
        speaking, still, plates = self._speaking, self._still, self._anchored
        speaking.show((), still.planes)
        if not speaking.knows(mouths):
            assert self._parts is not None
            found = self._parts.picture(part, mouths)
            if isinstance(found, str):
                self.warnings.append(f"{self._name} {self._parts.name(part)}: {found}")
                speaking.learn(mouths, still.planes, still.planes)
            elif plates is None:
                drawn = still_from_rgb(*found, self._out)
                speaking.learn(mouths, still.planes, drawn.planes)
            else:
                rgb = plates.learn(mouths, at_output_density(*found, self._out))
                silent = still_from_rgb(plates.picture, still.overscan, self._out)
                drawn = still_from_rgb(rgb, still.overscan, self._out)
                speaking.learn(mouths, silent.planes, drawn.planes)
        speaking.show(mouths, still.planes)
        if plates is not None:
            plates.show(mouths)
            self._written = None

    def _load(self, part: int, grown: tuple[float, ...]) -> None:
        footage, parts = self.footage, self._parts
        self._speaking = MovingMouths()
        self._anchored, self._written, self._seen = None, None, [None] * len(self._weather)
        if parts is None:
            self._still = self._card(footage.card or Card("black"))
            return
        found = parts.picture(part)
        if isinstance(found, str):
            self.warnings.append(f"{self._name} {parts.name(part)}: {found}")
            self._still = self._card(Card("missing", self._name, (found,)))
            return
        rgb, overscan = found
        if self._plates:
            rgb = at_output_density(rgb, overscan, self._out)
            height, width = rgb.shape[:2]
            repeats = all(
                parts.frames(part) * m.rate > len(a) * footage.rate for m, a in self._plates
            )
            self._anchored = AnchoredPlates(
                rgb,
                overscan,
                tuple((replace(m, anchor=m.anchor_in(part)), a) for m, a in self._plates),
                footage.rate,
                *parts.passes(part, (height, width)),
                repeats=repeats,
                grown=grown,
            )
            rgb = self._anchored.picture
        if self._weather:
            shape = (rgb.shape[0], rgb.shape[1])
            depth, _ = parts.passes(part, shape)
            self._seen = [self._shows(w.media, part, depth, shape, overscan) for w in self._weather]
        self._still = still_from_rgb(rgb, overscan, self._out)

    @staticmethod
    def _shows(
        media: PlateMedia,
        part: int,
        depth: FloatArray | None,
        shape: tuple[int, int],
        overscan: float,
    ) -> FloatArray | None:
        """How much of a weather plate is seen over a panel, coarse; None is all of it."""
        anchor = media.anchor_in(part)
        if not anchor.fills_frame:
            return np.zeros((2, 2), np.float32)  # from here no window is seen
        if anchor.panes:
            size = (shape[1] // _PANE_STEP, shape[0] // _PANE_STEP)
            return through_panes(anchor, size, overscan, depth)
        if media.kind in _THICKENS and depth is not None:
            return fog_depth(depth, anchor.depth_m)
        return None

    def _card(self, card: Card) -> Still:
        return Still(planes_from_rgb(draw_card(card, *self._out)), 0.0, 1)
