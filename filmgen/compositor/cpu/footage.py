"""A footage's frames drawn with OpenCV: fixed-point warps of 4:2:0 planes."""

from __future__ import annotations

from collections.abc import Hashable
from pathlib import Path

import cv2

from filmgen.compositor.colour import Planes
from filmgen.compositor.cpu.air import Air
from filmgen.compositor.cpu.plates import PlateComposer
from filmgen.compositor.cpu.relief import ReliefPainter
from filmgen.compositor.footage import FootageReader, Sight
from filmgen.compositor.light.exposure import COARSE
from filmgen.compositor.moves import View, sampling_matrix
from filmgen.compositor.plates.anchored import AnchoredPlates
from filmgen.compositor.plates.media import Clock
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
        self._air = Air()
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
            self._air.apply_gain(into, self._seen_by(sight, gain))
        for weather, index, seen in sight.weather:
            if index >= 0:
                shows = None if seen is None else self._seen_by(sight, seen)
                self._air.lay_weather(weather.fields(index, shows), into)

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
