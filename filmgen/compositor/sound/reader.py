"""One piece of sound of the timeline, read from its file block by block and made ready to add."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from filmgen.editorial.model import SoundMedia
from filmgen.errors import TimelineError
from filmgen.media import FloatArray
from filmgen.media_files import LEAST_RATE_HZ, MOST_CHANNELS, MOST_RATE_HZ
from filmgen.sound.acoustics.treatment import TREATMENTS, Air, Treatment
from filmgen.sound.signal.channels import folded
from filmgen.sound.signal.resample import Resampler
from filmgen.sound.synth.grains import pan_gains
from filmgen.timecode import SAMPLE_RATE_HZ

_CHUNK = 1 << 15
_LEAST_AIR_DB = 0.1


class PlacedSound:
    """Streams a `SoundMedia`: rate, channels, treatment, fades, pan and gain applied.

    Holds one chunk of the file at a time. Mono files are panned with constant power; stereo
    files are balanced; 5.1 is folded down (ITU-R BS.775); any other number of channels
    is averaged to mono.
    """

    def __init__(self, media: SoundMedia) -> None:
        """Open the file.

        Raises:
            TimelineError: it is gone, damaged or empty, or the treatment is unknown.
        """
        import soundfile

        if media.treatment not in TREATMENTS:
            known = ", ".join(repr(t) for t in TREATMENTS)
            raise TimelineError(
                f"{media.subject}: no treatment {media.treatment!r}; there are {known}"
            )
        self.media = media
        try:
            self._file: Any = soundfile.SoundFile(str(media.path))
        except (soundfile.LibsndfileError, RuntimeError, OSError) as error:
            raise _unreadable(media.path, error) from error
        if (
            not 1 <= self._file.channels <= MOST_CHANNELS
            or not LEAST_RATE_HZ <= self._file.samplerate <= MOST_RATE_HZ
        ):
            message = f"{self._file.channels} channels at {self._file.samplerate} Hz"
            self._file.close()
            raise _unreadable(media.path, ValueError(message))
        rows = (
            self._file.channels
            if self._file.channels <= 2
            else (2 if self._file.channels == 6 else 1)
        )
        self._rows = 1 if media.treatment else rows
        self._resampler = Resampler(self._file.samplerate, self._rows)
        if media.offset_samples > 0:
            begin = media.offset_samples * self._file.samplerate // SAMPLE_RATE_HZ
            self._file.seek(min(begin, self._file.frames))
        self._ways: list[Treatment | Air] = []
        if media.treatment:
            self._ways.append(Treatment(media.treatment))
        if media.air_db > _LEAST_AIR_DB:
            self._ways.append(Air(media.air_db, self._rows))
        self._left = media.length_samples  # of the file, still to be taken in at 48 kHz
        self._ready = np.zeros((self._rows, 0), dtype=np.float32)
        self._done = False
        self._at = 0  # next sample to give, counted from the sound's start
        gain = np.float32(10.0 ** (media.gain_db / 20.0))
        sides = pan_gains(media.pan)
        if self._rows == 2:
            sides = np.minimum(sides * np.float32(np.sqrt(2.0)), np.float32(1.0))
        self._gains: FloatArray = (sides * gain)[:, None]
        sent_db = media.room.level_db if media.room is not None else -np.inf
        # A response is heard beside a direct sound of 1 in each channel; ours has its half power.
        self._sent = gain * np.float32(np.sqrt(0.5) * 10.0 ** (sent_db / 20.0))

    @property
    def start(self) -> int:
        return self.media.start_sample

    @property
    def finished(self) -> bool:
        """Whether nothing more will come."""
        return self._done and not self._ready.shape[1]

    def add_to(self, out: FloatArray, first: int, send: FloatArray | None = None) -> None:
        """Add what falls into `out` (2, n), which begins at film sample `first`. In order only.

        What goes into its room is added to `send` (n,).
        """
        begin = max(first, self.start)
        offset = begin - self.start
        if offset > self._at:  # begins before the film does
            self._take(offset - self._at)
        piece = self._take(first + out.shape[1] - begin)
        if piece.shape[1]:
            span = slice(begin - first, begin - first + piece.shape[1])
            out[:, span] += piece * self._gains
            if send is not None:
                send[span] += piece.mean(axis=0) * self._sent

    def close(self) -> None:
        """Close the file and let go of what was read of it: a film has thousands of sounds."""
        self._file.close()
        self._ready = np.zeros((self._rows, 0), dtype=np.float32)
        self._ways.clear()

    def _take(self, count: int) -> FloatArray:
        """Up to `count` further samples, (1 or 2, m), fades applied."""
        while self._ready.shape[1] < count and not self._done:
            self._ready = np.concatenate([self._ready, self._more()], axis=1)
        piece = self._ready[:, :count]
        self._ready = self._ready[:, count:]
        start, self._at = self._at, self._at + piece.shape[1]
        return piece * self._fades(start, self._at)

    def _more(self) -> FloatArray:
        import soundfile

        try:
            raw = self._file.read(_CHUNK, dtype="float32", always_2d=True)
        except (soundfile.LibsndfileError, RuntimeError, OSError) as error:
            raise _unreadable(self.media.path, error) from error
        ended = len(raw) < _CHUNK
        block = self._resampler.push(self._fold(raw.T), last=ended)[:, : self._left]
        self._left -= block.shape[1]
        self._done = ended or self._left <= 0
        for way in self._ways:
            block = way.push(np.ascontiguousarray(block))
            if self._done:
                block = np.concatenate([block, way.push(None)], axis=1)
        if self._ways and self._done and self.media.fade_out_samples:
            # A faded sound ends where it says; otherwise its room rings on.
            total = self._at + self._ready.shape[1]
            block = block[:, : max(0, self.media.length_samples - total)]
        return block

    def _fold(self, raw: FloatArray) -> FloatArray:
        """(channels, n) of the file to the rows this sound works with; broken values to zero."""
        block = folded(raw)
        if block.shape[0] > self._rows:
            mono: FloatArray = block.mean(axis=0, keepdims=True, dtype=np.float32)
            return mono
        return block

    def _fades(self, start: int, stop: int) -> FloatArray:
        """Equal-power fades: unrelated beds cross without a dip."""
        media = self.media
        gain = np.ones(stop - start, dtype=np.float32)
        x = np.arange(start, stop, dtype=np.float32)
        if media.fade_in_samples > 0 and start < media.fade_in_samples:
            gain *= np.sin(
                np.minimum((x + 0.5) / media.fade_in_samples, 1.0) * np.float32(np.pi / 2)
            )
        begin = media.length_samples - media.fade_out_samples
        if media.fade_out_samples > 0 and stop > begin:
            left = np.clip((media.length_samples - x - 0.5) / media.fade_out_samples, 0.0, 1.0)
            gain *= np.sin(left * np.float32(np.pi / 2))
        return gain


def _unreadable(path: Path, error: Exception) -> TimelineError:
    return TimelineError(f"{path}: sound cannot be read ({error}); delete it and run again")
