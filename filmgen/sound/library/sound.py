"""A library's file as a bed or a spot: 48 kHz, stereo, as long as asked, at its level.

Files are read in windows: an hour of rain costs what is heard of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from filmgen.errors import TimelineError
from filmgen.media import FloatArray
from filmgen.media_files import sound_length
from filmgen.sound.library.recorded import (
    joined,
    levelled,
    natural_level_lufs,
    stretched_out,
)
from filmgen.sound.library.struck import struck
from filmgen.sound.signal.channels import folded, widened
from filmgen.sound.signal.resample import resample
from filmgen.sound.synth.render import as_heard
from filmgen.timecode import SAMPLE_RATE_HZ

Parameters = Iterable[tuple[str, Any]]
_MOST_READ_S = 180.0  # of a file that is shorter than the bed
_MARGIN, _MOST_MARGIN_S = 0.05, 1.0  # recordings fade in and out at their ends
_SPREAD = frozenset(
    {"wind", "rain", "storm", "fire", "sea", "stream", "forest", "birds", "night", "traffic"}
    | {"street", "highway", "crowd", "bar", "restaurant", "room"}
)
"""Sounds of many sources: two places of a mono file make a wide pair of them. One source,
a clock, would become two."""
_LEAST_SPREAD = 4 * SAMPLE_RATE_HZ
_MOST_SPOT_S = 90.0


def bed_of(
    path: Path,
    kind: str,
    samples: int,
    seed: int,
    intensity: float = 0.6,
    parameters: Parameters = (),
) -> FloatArray:
    """A bed of a file: where it is long enough a place of it, else pieces without a seam.

    Args:
        samples: wanted length at 48 kHz.
        seed: chooses the place, or the order of the pieces.
        intensity: 0 to 1, how loud beside the kind's usual level.
        parameters: `muffled` and `distance`, as `synth.render.as_heard` takes them.

    Returns:
        float32 (2, samples) in [-1, 1].

    Raises:
        TimelineError: the file cannot be read any more.
    """
    sound = _Reader(path)
    margin = min(_MARGIN * sound.seconds, _MOST_MARGIN_S)
    first, last = margin, sound.seconds - margin
    need = samples / SAMPLE_RATE_HZ
    slack = last - first - need
    if slack >= 0:
        first += float(np.random.default_rng([seed, samples]).uniform(0.0, slack))
        take = sound.read(first, need)
    else:
        take = sound.read(first, min(last - first, _MOST_READ_S))
    if take.shape[0] == 1 and kind in _SPREAD and take.shape[1] > _LEAST_SPREAD:
        # The other side is half the take away, always: near the same place it would be a comb.
        half, fade = take.shape[1] // 2, take.shape[1] // 8
        later = joined(take[:, half:], take[:, :half], fade)
        both = np.concatenate([take[:, : later.shape[1]], later])
        stereo = widened(*stretched_out(both, samples, seed, (half, later.shape[1] - half)))
    else:
        laid = stretched_out(take, samples, seed)
        stereo = np.repeat(laid, 2, axis=0) if laid.shape[0] == 1 else laid
    even = levelled(stereo, natural_level_lufs(kind, intensity, -36.0), sustained=True)
    return as_heard(even, kind, samples, seed, dict(parameters))


def spot_of(
    path: Path,
    kind: str,
    samples: int,
    seed: int,
    intensity: float = 0.6,
    parameters: Parameters = (),
) -> FloatArray:
    """A spot of a file, from its first sample on: one of the takes that the file holds.

    Args:
        samples: its longest length at 48 kHz; what rings on is faded out.
        seed: chooses among takes divided by silence.
        intensity, parameters: as of `bed_of`.

    Returns:
        float32 (2, n) in [-1, 1], n at most `samples`.

    Raises:
        TimelineError: the file cannot be read any more, or is silent.
    """
    sound = _Reader(path)
    whole = sound.read(0.0, min(sound.seconds, _MOST_SPOT_S))
    take = struck(whole, kind, samples, seed)
    if take is None:
        raise TimelineError(f"{path}: is silent")
    stereo = np.repeat(take, 2, axis=0) if take.shape[0] == 1 else take
    even = levelled(stereo, natural_level_lufs(kind, intensity), sustained=False)
    return as_heard(even, kind, samples, seed, dict(parameters))[:, :samples]


class _Reader:
    """Windows of a sound file at 48 kHz, mono or stereo."""

    def __init__(self, path: Path) -> None:
        samples, self._rate_hz = sound_length(path)
        self._path = path
        self.seconds = samples / self._rate_hz

    def read(self, start_s: float, seconds: float) -> FloatArray:
        """(1 or 2, n) from `start_s` on."""
        import soundfile

        start = int(start_s * self._rate_hz)
        count = int(np.ceil(seconds * self._rate_hz))
        try:
            raw, _ = soundfile.read(
                self._path, frames=count, start=start, dtype="float32", always_2d=True
            )
        except (soundfile.LibsndfileError, RuntimeError, OSError) as error:
            reason = str(error).rpartition(": ")[2]
            raise TimelineError(
                f"{self._path}: not a sound file that can be read ({reason})"
            ) from error
        return resample(folded(raw.T), self._rate_hz)
