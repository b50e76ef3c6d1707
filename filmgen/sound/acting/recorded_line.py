"""A person's recording of a line, made fit to be dialogue: one voice, one channel."""

from __future__ import annotations

import numpy as np

from filmgen.errors import TimelineError
from filmgen.media import Sound

_SILENT_DB = -30.0
"""Beside the loudest channel: a channel this quiet holds no voice, and would only thin it."""


def one_voice(recording: Sound, name: str) -> Sound:
    """The recording as one channel: the mean of those that hold the voice.

    A polyphonic wav of a field recorder has the voice on one of its tracks; taking the mean of all
    seven would cost 17 dB.

    Args:
        recording: mono or multichannel at any rate; a mono one is returned itself.
        name: of the file, for the error.

    Raises:
        TimelineError: it has samples that are no numbers.
    """
    samples = recording.samples
    if not np.isfinite(samples).all():
        raise TimelineError(f"{name}: holds samples that are no numbers; export it again as PCM")
    if samples.ndim == 1:
        return recording
    power = np.mean(samples.astype(np.float64) ** 2, axis=1)
    heard = power >= power.max() * 10.0 ** (_SILENT_DB / 10.0)
    mono = samples[heard].mean(axis=0, dtype=np.float64).astype(np.float32)
    return Sound(np.ascontiguousarray(mono), recording.rate_hz, recording.notes)
