"""What engines that generate sound from words share: long beds, spots, levels.

They know the synthesiser's kinds and knobs and lay them at the same level beside the dialogue,
so that either serves what the script asks for.
"""

from __future__ import annotations

import numpy as np

from filmgen.engines.ambience.sound_prompts import prompt_of
from filmgen.engines.protocols import BedRequest
from filmgen.media import Bed, FloatArray
from filmgen.sound.library.recorded import levelled, natural_level_lufs, stretched_out
from filmgen.sound.library.struck import struck
from filmgen.sound.signal.channels import widened
from filmgen.sound.synth.render import BEDS, as_heard
from filmgen.timecode import SAMPLE_RATE_HZ

_LEAST_S = 1.0  # a model is not asked for less: too little to be anything, or to measure
_LEAD_S = 1.0  # that a spot's clip may be silent before it
_LONGEST_SPOT_S = 30.0


def caption_of(request: BedRequest) -> str:
    """What a model is told: the kind with its knobs, then the scene."""
    return prompt_of(request.kind, request.intensity, dict(request.parameters), request.words)


def wanted_s(request: BedRequest, most_s: float) -> float:
    """How much to generate: of a bed `most_s` at most, of a spot a little more than it lasts."""
    seconds = request.length_samples / SAMPLE_RATE_HZ
    if request.kind in BEDS:
        return min(max(seconds, _LEAST_S), most_s)
    return min(max(seconds + _LEAD_S, _LEAST_S), _LONGEST_SPOT_S)


def laid(request: BedRequest, takes: FloatArray) -> Bed:
    """What was generated as the bed or spot that was asked for.

    Args:
        takes: float32 at 48 kHz: (2, n) for a stereo sound or two takes of a mono model; (1, n).

    Returns:
        Stereo float32 (2, m) in [-1, 1]: beds exactly `length_samples`, spots at most. Notes
        hold the caption and how much was generated.
    """
    kind, length = request.kind, request.length_samples
    sustained = kind in BEDS
    level = natural_level_lufs(kind, request.intensity)
    if sustained:
        sound = stretched_out(_pair(takes), length, request.seed)
    else:
        found = struck(takes, kind, length, request.seed)
        sound = _pair(takes[:, :length] if found is None else found)
    notes = {
        "kind": kind,
        "intensity": request.intensity,
        "spot": not sustained,
        "prompt": caption_of(request),
        "generated_s": round(takes.shape[1] / SAMPLE_RATE_HZ, 3),
    }
    even = levelled(sound, level, sustained=sustained)
    heard = as_heard(even, kind, length, request.seed, dict(request.parameters))
    return Bed(heard[:, :length], SAMPLE_RATE_HZ, notes)


def wide(takes: FloatArray) -> FloatArray:
    """Two takes of one caption, (2, n), as a stereo pair that leans to a side each."""
    return widened(takes[0], takes[1])


def _pair(sound: FloatArray) -> FloatArray:
    return np.repeat(sound, 2, axis=0) if sound.shape[0] == 1 else sound
