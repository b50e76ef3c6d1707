"""What changes over finished pictures: the flicker of firelight, and weather before the lens."""

from __future__ import annotations

import cv2
import numpy as np

from filmgen.compositor.buffers import Buffers
from filmgen.compositor.colour import NEUTRAL_C, Planes
from filmgen.compositor.plates.weather import Fields
from filmgen.media import ByteArray, FloatArray

_NO_GAIN = 128


class Air:
    """Lays light and weather over pictures, in place."""

    def __init__(self) -> None:
        self._take = Buffers()

    def apply_gain(self, frame: Planes, gain: FloatArray) -> None:
        """Multiply a picture's luma by a coarse gain (h, w) of 0 to 2.

        Light that grows is firelight: chroma follows the gain towards orange.
        """
        steps = np.clip(np.rint(gain * _NO_GAIN), 0, 255).astype(np.uint8)
        changed = np.flatnonzero((steps != _NO_GAIN).any(axis=1))
        if not len(changed):
            return
        full = self._enlarged("gain", steps, frame.y)
        # whole rows: where light reaches it reaches far to the sides
        each = -(-frame.y.shape[0] // steps.shape[0])
        rows = np.s_[max(0, changed[0] - 1) * each : (changed[-1] + 2) * each]
        cv2.multiply(frame.y[rows], full[rows], dst=frame.y[rows], scale=1 / _NO_GAIN)
        if float(gain.max()) > 1.15:
            warm = np.clip((gain - 1) * 30, 0, 42).astype(np.uint8)
            orange = self._enlarged("orange", warm, frame.u)
            cv2.subtract(frame.u, orange, dst=frame.u)
            cv2.add(frame.v, cv2.convertScaleAbs(orange, dst=orange, alpha=0.7), dst=frame.v)

    def lay_weather(self, fields: Fields, frame: Planes) -> None:
        """Lay a frame of weather over a picture."""
        keep = self._enlarged("keep", fields.keep_y, frame.y)
        add = self._enlarged("add", fields.add_y, frame.y)
        cv2.multiply(frame.y, keep, dst=frame.y, scale=1 / 255)
        cv2.add(frame.y, add, dst=frame.y)
        keep = self._enlarged("keep", fields.keep_c, frame.u)
        grey = self._take("grey", keep.shape, np.uint8)
        cv2.convertScaleAbs(cv2.bitwise_not(keep, dst=grey), dst=grey, alpha=NEUTRAL_C / 255)
        for plane in (frame.u, frame.v):
            cv2.multiply(plane, keep, dst=plane, scale=1 / 255)
            cv2.add(plane, grey, dst=plane)

    def _enlarged(self, name: str, field: ByteArray, over: ByteArray) -> ByteArray:
        """A coarse field at the size of a plane."""
        height, width = over.shape
        full = self._take(name, (height, width), np.uint8)
        cv2.resize(field, (width, height), dst=full, interpolation=cv2.INTER_LINEAR)
        return full
