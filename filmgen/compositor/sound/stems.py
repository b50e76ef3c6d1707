"""Every sound in its place: stems of a film, rendered a second at a time into a scratch file."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from filmgen.compositor.sound.reader import PlacedSound
from filmgen.editorial.model import STEMS, SoundMedia
from filmgen.errors import TimelineError
from filmgen.media import FloatArray
from filmgen.media_files import read_sound
from filmgen.sound.signal.convolver import Convolver
from filmgen.sound.signal.dynamics import DUCK_STEP
from filmgen.timecode import SAMPLE_RATE_HZ

BLOCK = SAMPLE_RATE_HZ
"""Samples rendered at a time: a multiple of the steps of both control tracks."""


@dataclass(frozen=True)
class RawStems:
    """What was rendered.

    Attributes:
        levels: RMS of the dialogue as spoken, rooms left out, for each 10 ms.
        sounding: bool (blocks, len(STEMS)); a stem that is silent in a block is not in the file.
    """

    levels: FloatArray
    sounding: NDArray[np.bool_]


def render_stems(sounds: Sequence[SoundMedia], length: int, sink: BinaryIO) -> RawStems:
    """Write a film's stems before any gain: block after block, float32 (2, n) of each that sounds.

    Rooms are returns of a desk: what is sent to one from a stem is convolved once, however many
    sounds are in it.

    Raises:
        TimelineError: a sound or a room's response cannot be read.
    """
    waiting = sorted(
        (s for s in sounds if s.start_sample < length and s.start_sample + s.length_samples > 0),
        key=lambda s: s.start_sample,
        reverse=True,
    )
    playing: list[PlacedSound] = []
    rooms = _Rooms()
    levels = np.zeros(-(-length // DUCK_STEP), dtype=np.float32)
    sounding = np.zeros((-(-length // BLOCK), len(STEMS)), dtype=np.bool_)
    with ExitStack() as stack:
        for first in range(0, length, BLOCK):
            last = min(first + BLOCK, length)
            while waiting and waiting[-1].start_sample < last:
                playing.append(PlacedSound(waiting.pop()))
                stack.callback(playing[-1].close)
            stems = np.zeros((len(STEMS), 2, last - first), dtype=np.float32)
            for sound in playing:
                stem = STEMS.index(sound.media.stem)
                sound.add_to(stems[stem], first, rooms.send(sound.media, stem, last - first))
            for sound in playing:
                if sound.finished:
                    sound.close()
            playing = [s for s in playing if not s.finished]
            _note_levels(stems[STEMS.index("dialogue")], levels, first)
            rooms.return_to(stems)
            heard = stems.any(axis=(1, 2))
            sounding[first // BLOCK] = heard
            for samples in stems[heard]:
                sink.write(samples.data)
    return RawStems(levels, sounding)


class _Rooms:
    """The rooms that ring: one convolution for each stem and response."""

    def __init__(self) -> None:
        self._ringing: dict[tuple[int, Path], Convolver] = {}
        self._sent: dict[tuple[int, Path], FloatArray] = {}

    def send(self, media: SoundMedia, stem: int, count: int) -> FloatArray | None:
        """Where this block's share of a sound is added; None for a dry one."""
        if media.room is None:
            return None
        key = (stem, media.room.response)
        if key not in self._ringing:
            self._ringing[key] = Convolver(_response(media.room.response), BLOCK)
        return self._sent.setdefault(key, np.zeros(count, dtype=np.float32))

    def return_to(self, stems: FloatArray) -> None:
        """Add what rings to the stems (len(STEMS), 2, n); forget the rooms that have died away."""
        silence = np.zeros(stems.shape[2], dtype=np.float32)
        for key, room in list(self._ringing.items()):
            stems[key[0]] += room.push(self._sent.get(key, silence))
            if key not in self._sent and room.silent:
                del self._ringing[key]
        self._sent.clear()


def _response(path: Path) -> FloatArray:
    response = read_sound(path)
    if response.samples.ndim != 2 or response.rate_hz != SAMPLE_RATE_HZ:
        raise TimelineError(f"{path}: no stereo response at {SAMPLE_RATE_HZ} Hz")
    return response.samples


def _note_levels(dialogue: FloatArray, levels: FloatArray, first: int) -> None:
    if not dialogue.any():
        return
    power = np.mean(dialogue**2, axis=0)
    whole = -(-power.size // DUCK_STEP)
    padded = np.pad(power, (0, whole * DUCK_STEP - power.size)).reshape(whole, DUCK_STEP)
    at = first // DUCK_STEP
    levels[at : at + whole] = np.sqrt(padded.mean(axis=1))
