"""The sound of a side-by-side: one film's mix, cut to the stretches."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

from filmgen.compositor.side_by_side.stretches import Span
from filmgen.editorial.delivered import DeliveredFilm
from filmgen.errors import TimelineError
from filmgen.ffmpeg import said_of
from filmgen.media_files import sound_length
from filmgen.timecode import SAMPLE_RATE_HZ, samples_from_frames

_EDGE = 240
"""Samples that sound fades over where it is cut: 5 ms, so that no cut clicks."""
_BLOCK = SAMPLE_RATE_HZ * 10


def write_sound(
    film: DeliveredFilm,
    stretches: Sequence[tuple[Span | None, int]],
    rate: Fraction,
    path: Path,
) -> None:
    """Write a film's sound, cut to the stretches, as 16-bit WAV at 48 kHz.

    Args:
        stretches: what of the film is heard in each (None is silence), and how many frames at
            `rate` the stretch takes; where it takes more than is heard, silence fills it.
        path: in a scratch folder: a mix that is gone is decoded beside it.

    Raises:
        TimelineError: the film has neither a mix nor sound that can be decoded.
    """
    import soundfile

    with (
        soundfile.SoundFile(_mix(film, path.with_name(f"{path.stem}_mix.wav"))) as source,
        soundfile.SoundFile(
            path, "w", SAMPLE_RATE_HZ, source.channels, subtype="PCM_16", format="WAV"
        ) as out,
    ):
        frames = 0
        for span, length in stretches:
            frames += length
            end = samples_from_frames(frames, rate)
            if span is not None:
                _copy(source, out, span, film.rate, end - out.tell())
            while out.tell() < end:
                silence = min(_BLOCK, end - out.tell())
                out.write(np.zeros((silence, source.channels), np.float32))


def _copy(source: Any, out: Any, span: Span, rate: Fraction, room: int) -> None:
    """A span's samples, its edges faded."""
    first = samples_from_frames(span.first, rate)
    last = min(samples_from_frames(span.first + span.frames, rate), source.frames, first + room)
    at = first
    while at < last:
        source.seek(at)
        block = source.read(min(_BLOCK, last - at), dtype="float32", always_2d=True)
        place = np.arange(at, at + len(block))
        edge = np.minimum(place - first + 1, last - place) / _EDGE
        out.write(block * np.minimum(edge, 1.0).astype(np.float32)[:, None])
        at += len(block)


def _mix(film: DeliveredFilm, decoded: Path) -> Path:
    """The mix as it was delivered; where it is gone, decoded from the film to that path."""
    if film.mix.is_file() and sound_length(film.mix)[1] == SAMPLE_RATE_HZ:
        return film.mix
    _, said = said_of(
        film.film, "-map", "0:a:0", "-ar", str(SAMPLE_RATE_HZ), "-c:a", "pcm_s16le", str(decoded)
    )
    if not decoded.is_file():
        last = (said.strip().splitlines() or ["it said nothing"])[-1]
        raise TimelineError(f"{film.folder}: no sound can be read ({last}); use --sound none")
    return decoded
