"""How a voice reaches us: over a phone, a radio, from the next room, or close to the ear."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from filmgen.media import FloatArray
from filmgen.sound.signal.filters import Fir, linear_phase
from filmgen.sound.signal.noise import stream
from filmgen.sound.synth.grains import tail

_TAPS = 1023
_DELAY = (_TAPS - 1) // 2


@dataclass(frozen=True)
class _Path:
    """Before-filter, drive into a soft limiter (0 is none), after-filter, wet room part, gain."""

    points_hz: tuple[float, ...]
    gains_db: tuple[float, ...]
    drive: float = 0.0
    wet: float = 0.0
    rt60_s: float = 0.0
    gain_db: float = 0.0


_PATHS: dict[str, _Path] = {
    # Telephone band of ITU-T G.712, 300 to 3400 Hz, carbon grain from a little drive.
    "phone": _Path(
        (20, 150, 260, 330, 1000, 2200, 3300, 3800, 5000, 24000),
        (-70, -45, -14, -3, 0, 3, 0, -20, -60, -80),
        drive=3.0,
    ),
    # A small loudspeaker, narrower at the bottom, nasal, driven hard.
    "radio": _Path(
        (20, 200, 380, 480, 1200, 2000, 3800, 4600, 6500, 24000),
        (-70, -50, -16, -2, 3, 4, 0, -16, -55, -80),
        drive=7.0,
        gain_db=-1.0,
    ),
    # A horn of the address system, and the hall or yard it sounds into.
    "loudspeaker": _Path(
        (20, 180, 320, 450, 1000, 2500, 4500, 5500, 8000, 24000),
        (-70, -45, -12, -2, 2, 4, 0, -10, -40, -80),
        drive=4.0,
        wet=0.45,
        rt60_s=1.1,
        gain_db=-1.0,
    ),
    # A set's own small speaker: a box, no bass, no top.
    "tv": _Path(
        (20, 90, 160, 300, 1000, 2500, 6500, 9000, 24000),
        (-50, -22, -4, 1, 0, 2, -1, -14, -60),
        drive=1.5,
        gain_db=-2.0,
    ),
    # A door stops less than a wall does: 8 dB at 125 Hz, some 24 at 2 kHz, and more leaks by.
    "door": _Path(
        (20, 125, 300, 600, 1200, 2500, 5000, 24000),
        (-2, 0, -2, -6, -11, -16, -22, -45),
        wet=0.3,
        rt60_s=0.4,
        gain_db=-3.0,
    ),
    # A plaster wall: 10 dB at 125 Hz to 40 dB at 2 kHz, and the other room's own sound.
    "next room": _Path(
        (20, 125, 300, 600, 1200, 2500, 5000, 24000),
        (-2, 0, -3, -9, -17, -26, -38, -60),
        wet=0.55,
        rt60_s=0.45,
        gain_db=-4.0,
    ),
    # Close: the proximity effect of a directional microphone and a little presence.
    "voice over": _Path((20, 60, 120, 300, 1000, 3500, 8000, 24000), (-12, 0, 2.5, 1, 0, 2, 1, 0)),
}

TREATMENTS = ("", *_PATHS)


class Treatment:
    """Applies a treatment to mono blocks without delay and without changing their length.

    The filters' delay is taken off at the start; `push(None)` at the end gives the rest,
    reverberation included.
    """

    def __init__(self, name: str) -> None:
        """Raises: KeyError: not one of `TREATMENTS`."""
        path = _PATHS[name]
        taps = linear_phase(path.points_hz, path.gains_db, _TAPS)
        self._before = Fir(taps, 1)
        # Harmonics of the drive fall outside the band again: filter once more after it.
        self._after = Fir(taps, 1) if path.drive else None
        self._room: Fir | None = None
        self._tail = 0
        if path.wet:
            response = tail(
                stream(7, name), path.rt60_s, path.rt60_s, high_hz=3000, predelay_s=0.004
            )
            mono = response[0] / np.sqrt(float(np.sum(response[0] ** 2)))
            self._room = Fir(mono * path.wet, 1)
            self._tail = mono.size
        self._drive = path.drive
        self._gain = np.float32(10.0 ** (path.gain_db / 20.0))
        self._skip = _DELAY * (2 if self._after else 1)
        self._rest = self._skip + self._tail

    def push(self, block: FloatArray | None) -> FloatArray:
        """The next samples, (1, n) in, (1, m) out; None flushes. All of a whole sound come out."""
        if block is None:
            block = np.zeros((1, self._rest), dtype=np.float32)
        wet = self._before.push(block)
        if self._after is not None:
            # tanh at a drive d keeps quiet sound's level and holds peaks to 1 / d of full scale.
            scale = np.float32(self._drive)
            wet = self._after.push(np.tanh(wet * scale) / scale)
        if self._room is not None:
            wet = wet + self._room.push(wet)
        skip = min(self._skip, wet.shape[1])
        self._skip -= skip
        return wet[:, skip:] * self._gain


_AIR_TAPS = 127


class Air:
    """What distance takes of the highs: nothing below 1.5 kHz, `air_db` from 8 kHz on.

    Blocks (channels, n) in and out as `Treatment` does.
    """

    def __init__(self, air_db: float, channels: int) -> None:
        points = (20.0, 1500.0, 8000.0, 24000.0)
        taps = linear_phase(points, (0.0, 0.0, -air_db, -1.3 * air_db), _AIR_TAPS)
        self._filter = Fir(taps, channels)
        self._channels = channels
        self._skip = self._rest = (_AIR_TAPS - 1) // 2

    def push(self, block: FloatArray | None) -> FloatArray:
        """The next samples; None flushes."""
        if block is None:
            block = np.zeros((self._channels, self._rest), dtype=np.float32)
        made = self._filter.push(block)
        skip = min(self._skip, made.shape[1])
        self._skip -= skip
        return made[:, skip:]
