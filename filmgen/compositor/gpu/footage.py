"""A footage's frames drawn with torch, many at once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from filmgen.compositor.footage import FootageReader, Sight
from filmgen.compositor.gpu.air import apply_gain, lay_weather, veil
from filmgen.compositor.gpu.pictures import Pictures, joined, on_device, upload
from filmgen.compositor.gpu.plates import DevicePlates, PlateFrames
from filmgen.compositor.gpu.relief import DeviceRelief
from filmgen.compositor.gpu.sampling import look, seen_by
from filmgen.compositor.light.exposure import COARSE
from filmgen.compositor.moves import View
from filmgen.compositor.plates.media import Clock
from filmgen.compositor.plates.weather import OVERCAST, Weather
from filmgen.compositor.segments import Footage
from filmgen.compositor.stills.still import Still
from filmgen.media import FloatArray

_GROUNDS = 1 << 30
"""Bytes of panels that are kept on a GPU: a speaker's mouths come round again."""


@dataclass(frozen=True)
class _Ground:
    """A panel on the device: all looks at it share these."""

    still: Pictures
    overscan: float
    density: int
    plates: DevicePlates | None
    relief: DeviceRelief | None

    @property
    def nbytes(self) -> int:
        """On the device, plates aside."""
        return self.still.nbytes + (0 if self.relief is None else self.relief.nbytes)


@dataclass(frozen=True)
class _Look:
    """What differs between frames that show one panel."""

    view: View
    fixed: bool
    clocks: tuple[Clock, ...]
    gain: FloatArray | None
    weather: tuple[tuple[Weather, int, FloatArray | None], ...]


class FootageDrawer:
    """Draws the frames of one footage.

    Args:
        scratch: where plates are unpacked for as long as it draws, see `open_plate`.
        plate_frames: of plates on the device.
    """

    def __init__(
        self,
        footage: Footage,
        out_px: tuple[int, int],
        scratch: Path | None,
        device: torch.device,
        plate_frames: PlateFrames,
    ) -> None:
        self.footage = footage
        self._reader = FootageReader(footage, out_px, scratch)
        self._out, self._device, self._frames = out_px, device, plate_frames
        self._grounds: OrderedDict[Hashable, _Ground] = OrderedDict()

    @property
    def warnings(self) -> list[str]:
        """Media that could not be used so far."""
        return self._reader.warnings

    def draw(self, numbers: Sequence[int]) -> Pictures:
        """The pictures of some frames, in their order; what is seen twice is drawn once."""
        drawn: list[Pictures] = []
        order: list[int] = []
        looks: list[_Look] = []
        ground: tuple[Hashable, _Ground] | None = None
        shown: Hashable = None
        for number in numbers:
            state = self._reader.state(number)
            if not order or state != shown:
                sight = self._reader.see(number)
                if ground is None or ground[0] != sight.ground:
                    if ground is not None:
                        drawn.append(self._draw(ground[1], looks))
                    looks, ground = [], (sight.ground, self._ground(sight))
                looks.append(_look(sight))
                order.append(order[-1] + 1 if order else 0)
            else:
                order.append(order[-1])
            shown = state
        assert ground is not None
        drawn.append(self._draw(ground[1], looks))
        return joined(drawn).take(order)

    def _ground(self, sight: Sight) -> _Ground:
        """A panel as it is now, on the device: the reader changes it in place."""
        found = self._grounds.get(sight.ground)
        if found is None:
            still, plates = sight.still, None
            if sight.plates is not None:
                plates = DevicePlates(sight.plates, self._frames, self._device)
            found = _Ground(
                upload(still.planes, self._device),
                still.overscan,
                still.density,
                plates,
                _relief(still, None if plates is None else plates.box, self._device),
            )
            room = 0 if self._device.type == "cpu" else _GROUNDS
            while self._grounds and sum(g.nbytes for g in self._grounds.values()) > room:
                self._grounds.popitem(last=False)
            self._grounds[sight.ground] = found
        self._grounds.move_to_end(sight.ground)
        return found

    def _draw(self, ground: _Ground, looks: Sequence[_Look]) -> Pictures:
        """Looks at one panel."""
        still = ground.still
        if ground.plates is not None:
            states = list(dict.fromkeys(a.clocks for a in looks))
            still = ground.plates.write(states, still, ground.density)
            if len(still) > 1:
                still = still.take([states.index(a.clocks) for a in looks])
        views = [a.view for a in looks]
        if still.size == self._out:
            seen = still
        elif ground.relief is not None:
            painted = ground.relief if still is ground.still else ground.relief.take(still)
            seen = painted.look(views, self._out)
        else:
            seen = look(views, still, ground.overscan, self._out)
        if len(seen) != len(looks):
            seen = seen.repeated(len(looks))
        if any(a.gain is not None for a in looks):
            seen = apply_gain(seen, self._gains(ground, looks))
        for at in range(len(looks[0].weather)):
            seen = self._weather(ground, looks, at, seen)
        return seen

    def _gains(self, ground: _Ground, looks: Sequence[_Look]) -> Tensor:
        shape = next(a.gain.shape for a in looks if a.gain is not None)
        flat = np.ones(shape, np.float32)
        gains = np.stack([flat if a.gain is None else a.gain for a in looks])
        return self._seen_by(ground, looks, on_device(gains, self._device)[:, None])

    def _weather(
        self, ground: _Ground, looks: Sequence[_Look], at: int, seen: Pictures
    ) -> Pictures:
        weather = looks[0].weather[at][0]
        indices = [a.weather[at][1] for a in looks]
        if max(indices) < 0:
            return seen
        there = torch.tensor([float(i >= 0) for i in indices], device=self._device)
        shows: Tensor | None = None
        field = looks[0].weather[at][2]
        if field is not None:
            shows = self._seen_by(ground, looks, on_device(field, self._device)[None, None])
        frames = torch.stack([self._frames(weather.rgba, max(0, i)) for i in indices])
        sky = OVERCAST.get(weather.media.kind, 1.0)
        return lay_weather(veil(frames, sky, shows, there[:, None, None, None]), seen)

    def _seen_by(self, ground: _Ground, looks: Sequence[_Look], field: Tensor) -> Tensor:
        """The part of a coarse field over the panel that the cameras see."""
        if ground.overscan == 0.0 and looks[0].fixed:
            return field
        step = round(self._out[0] * (1 + 2 * ground.overscan) / field.shape[3]) or COARSE
        size = (max(2, self._out[0] // step), max(2, self._out[1] // step))
        return seen_by([a.view for a in looks], field, ground.overscan, size)


def _relief(
    still: Still, plates: tuple[int, int, int, int] | None, device: torch.device
) -> DeviceRelief | None:
    if still.relief is None:
        return None
    box = plates
    if plates is not None:
        x, y, width, height = (side * still.density for side in plates)
        box = (x, y, width, height)
    return DeviceRelief(still.relief, still.planes, still.overscan, box, device)


def _look(sight: Sight) -> _Look:
    plates = sight.plates
    gain = None if plates is None else plates.flicker(sight.clocks)
    return _Look(sight.view, sight.fixed, sight.clocks, gain, sight.weather)
