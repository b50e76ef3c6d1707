"""A footage's frames drawn with OpenCV: fixed-point warps of 4:2:0 planes."""

from __future__ import annotations

from collections.abc import Hashable
from pathlib import Path

import cv2
import numpy as np

from filmgen.compositor.colour import NEUTRAL_C, Planes
from filmgen.compositor.cpu.plates import PlateComposer
from filmgen.compositor.cpu.relief import ReliefPainter
from filmgen.compositor.footage import FootageReader, Sight
from filmgen.compositor.light.exposure import COARSE
from filmgen.compositor.moves import View, sampling_matrix
from filmgen.compositor.plates.anchored import AnchoredPlates
from filmgen.compositor.plates.media import Clock
from filmgen.compositor.plates.weather import Fields
from filmgen.compositor.segments import Footage
from filmgen.compositor.stills.relief import Relief
from filmgen.compositor.stills.still import Still
from filmgen.media import FloatArray

_SAMPLE = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP


class FootagePainter:
    """Paints the frames of one footage.

    Args:
        scratch: where plates are unpacked for as long as it paints, see `open_plate`.
    """

    def __init__(
        self, footage: Footage, out_px: tuple[int, int], scratch: Path | None = None
    ) -> None:
        self.footage = footage
        self._reader = FootageReader(footage, out_px, scratch)
        self._out = out_px
        self._composer: tuple[AnchoredPlates, PlateComposer] | None = None
        self._written: tuple[Hashable, tuple[Clock, ...]] | None = None
        self._deep: tuple[Relief, ReliefPainter] | None = None

    @property
    def warnings(self) -> list[str]:
        """Media that could not be used so far."""
        return self._reader.warnings

    def state(self, frame: int) -> Hashable:
        """Two frames with the same state have the same picture."""
        return self._reader.state(frame)

    def paint(self, frame: int, into: Planes) -> None:
        """Write the picture of a frame into planes of the output's size."""
        sight = self._reader.see(frame)
        still, view = sight.still, sight.view
        gain: FloatArray | None = None
        if sight.plates is not None:
            written = (sight.ground, sight.clocks)
            if written != self._written:
                composer = self._plates_of(sight.plates)
                for box in composer.write(sight.clocks, still.planes, still.density):
                    if still.relief is not None:
                        left, top, right, bottom = (side * still.density for side in box)
                        still.relief.take(still.planes, (left, top, right - left, bottom - top))
                self._written = written
            gain = sight.plates.flicker(sight.clocks)
        else:
            self._written = None
        if still.planes.size == into.size:
            into.write(still.planes)
        elif still.relief is not None:
            self._relief_of(still, into.size).paint(view, into)
        else:
            sample(still, view, into)
        if gain is not None:
            apply_gain(into, self._seen_by(sight, gain))
        for weather, index, seen in sight.weather:
            if index >= 0:
                shows = None if seen is None else self._seen_by(sight, seen)
                lay_weather(weather.fields(index, shows), into)

    def _plates_of(self, anchored: AnchoredPlates) -> PlateComposer:
        if self._composer is None or self._composer[0] is not anchored:
            self._composer = (anchored, PlateComposer(anchored))
        return self._composer[1]

    def _relief_of(self, still: Still, out_px: tuple[int, int]) -> ReliefPainter:
        assert still.relief is not None
        if self._deep is None or self._deep[0] is not still.relief:
            self._deep = (still.relief, ReliefPainter(still, out_px))
        return self._deep[1]

    def _seen_by(self, sight: Sight, field: FloatArray) -> FloatArray:
        """The part of a coarse field over the panel that the camera sees."""
        overscan = sight.still.overscan
        step = round(self._out[0] * (1 + 2 * overscan) / field.shape[1]) or COARSE
        size = (max(2, self._out[0] // step), max(2, self._out[1] // step))
        if overscan == 0.0 and sight.fixed:
            return field
        matrix = sampling_matrix(sight.view, overscan, (field.shape[1], field.shape[0]), size)
        seen: FloatArray = cv2.warpAffine(
            field, matrix, size, flags=_SAMPLE, borderMode=cv2.BORDER_REPLICATE
        )
        return seen


def sample(still: Still, view: View, into: Planes) -> None:
    """Write what `view` sees of a still into planes of the output's size."""
    for source, target in (
        (still.planes.y, into.y),
        (still.planes.u, into.u),
        (still.planes.v, into.v),
    ):
        height, width = target.shape
        matrix = sampling_matrix(
            view, still.overscan, (source.shape[1], source.shape[0]), (width, height)
        )
        cv2.warpAffine(
            source,
            matrix,
            (width, height),
            dst=target,
            flags=_SAMPLE,
            borderMode=cv2.BORDER_REPLICATE,
        )


def apply_gain(frame: Planes, gain: FloatArray) -> None:
    """Multiply a picture's luma by a coarse gain (h, w) of 0 to 2, in place.

    Light that grows is firelight: chroma follows the gain towards orange.
    """
    steps = np.clip(np.rint(gain * 128), 0, 255).astype(np.uint8)
    full = cv2.resize(steps, frame.size, interpolation=cv2.INTER_LINEAR)
    frame.y[:] = cv2.multiply(frame.y, full, scale=1 / 128)
    half = (frame.u.shape[1], frame.u.shape[0])
    if float(gain.max()) > 1.15:
        warm = np.clip((gain - 1) * 30, 0, 42).astype(np.uint8)
        orange = cv2.resize(warm, half, interpolation=cv2.INTER_LINEAR)
        frame.u[:] = cv2.subtract(frame.u, orange)
        frame.v[:] = cv2.add(frame.v, cv2.convertScaleAbs(orange, alpha=0.7))


def lay_weather(fields: Fields, frame: Planes) -> None:
    """Lay a frame of weather over a picture, in place."""
    keep_y = cv2.resize(fields.keep_y, frame.size, interpolation=cv2.INTER_LINEAR)
    add_y = cv2.resize(fields.add_y, frame.size, interpolation=cv2.INTER_LINEAR)
    frame.y[:] = cv2.add(cv2.multiply(frame.y, keep_y, scale=1 / 255), add_y)
    half = (frame.u.shape[1], frame.u.shape[0])
    keep_c = cv2.resize(fields.keep_c, half, interpolation=cv2.INTER_LINEAR)
    neutral = cv2.convertScaleAbs(255 - keep_c, alpha=NEUTRAL_C / 255)
    for plane in (frame.u, frame.v):
        plane[:] = cv2.add(cv2.multiply(plane, keep_c, scale=1 / 255), neutral)
