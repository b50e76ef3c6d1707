"""Acting: what a delivery asks for and the engine did not do, done to the recording.

An everyday line comes back untouched. What is done is done in the order of a voice: breath and
pauses first, then pitch, then the mouth, then how hard it is driven, and how loud last.
"""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
from numpy.typing import NDArray

from filmgen.media import FloatArray, Sound
from filmgen.sound.acting.breathing import breathe, loud_rms, moved_notes
from filmgen.sound.acting.delivery import Delivery
from filmgen.sound.acting.whisper import slurred, whispered
from filmgen.sound.signal.dynamics import LIMIT_STEP, at_samples, limiter_track
from filmgen.sound.signal.filters import filter_whole, linear_phase
from filmgen.sound.signal.frames import HOP_S
from filmgen.sound.signal.noise import stream
from filmgen.sound.signal.pitch import PitchTrack, shift_pitch, track_pitch
from filmgen.timecode import SAMPLE_RATE_HZ

Doubles = NDArray[np.float64]

ALGORITHM_REVISION = "1"
"""Changes with everything that may change the samples of an acted line."""

PEAK_DB = -1.5
_WHISPERED = 0.95
"""Breath from which nothing of the voice is left."""

_TREMOR_HZ, _TREMOR_SEMITONES, _TREMOR_DB = 5.6, 0.9, 3.5
_WANDER_HZ, _WANDER_SEMITONES = 0.6, 2.2
_LAUGH_HZ, _LAUGH_SEMITONES, _LAUGH_DB = 4.8, 1.8, 9.0
_STRESS_SEMITONES, _STRESS_DB = 2.0, 3.5

# Gains in dB of a voice at full effort. A pressed glottis closes faster: the slope of its spectrum
# flattens by some 6 dB per octave about 1 to 4 kHz and its fundamental sinks beside the first
# formant (Liénard and Di Benedetto, JASA 106 (1999) 411).
_EFFORT_HZ = (20.0, 150.0, 300.0, 600.0, 1000.0, 1600.0, 2600.0, 3800.0, 6000.0, 12000.0)
_EFFORT_DB = (-10.0, -7.0, -4.0, 0.0, 3.5, 6.5, 8.0, 7.0, 3.5, 1.0)
_SLACK_DB = (0.0, 0.0, 1.0, 0.0, -2.0, -4.0, -5.5, -6.5, -7.5, -8.0)
_TAPS = 511

_NEUTRAL = Delivery()
_ELSEWHERE = frozenset({"manner", "speed"})
"""Fields that no recording is changed for: the pace is the engine's."""


def act(sound: Sound, delivery: Delivery, seed: int) -> Sound:
    """A recording as its line is to be said.

    Args:
        sound: mono, one line; `notes["acted"]` names the fields its engine has done already.
        seed: of what is drawn: breath, tremor, how a drunk strays.

    Returns:
        the recording itself where nothing is left to do; else float32 (m,) at the same rate, no
        sample above -1.5 dB, its noted times moved along, `notes["acted"]` all that is in it.
    """
    done = frozenset(sound.notes.get("acted", ()))
    left = _left(delivery, done)
    if left == _NEUTRAL or not sound.samples.size or not np.any(sound.samples):
        return sound
    rate_hz = sound.rate_hz
    level = loud_rms(sound.samples, rate_hz)
    samples, notes = sound.samples, dict(sound.notes)
    if left.pauses != 1.0 or left.breaths > 0:
        samples, splices = breathe(
            samples, rate_hz, stream(seed, "breath"), pauses=left.pauses, breaths=left.breaths
        )
        notes = moved_notes(notes, splices)
    samples, gain_db = _voiced(samples, rate_hz, left, notes, seed)
    if left.slur > 0:
        samples = slurred(samples, rate_hz, left.slur)
    if left.effort:
        samples = _pressed(samples, rate_hz, left.effort)
    samples = _levelled(samples, rate_hz, level, left.loudness_db, gain_db)
    acted = done | {f.name for f in fields(left) if getattr(left, f.name) != _default(f.name)}
    return Sound(samples, rate_hz, notes | {"acted": sorted(acted)})


def _left(delivery: Delivery, done: frozenset[str]) -> Delivery:
    """What of a delivery is still to be done."""
    neutral = {name: _default(name) for name in done | _ELSEWHERE if hasattr(_NEUTRAL, name)}
    left: Delivery = replace(delivery, **neutral)  # type: ignore[arg-type]
    if left.breath >= _WHISPERED:  # what has no pitch cannot move or shake in it
        left = replace(left, pitch_semitones=0.0, intonation=1.0)
    return left


def _default(name: str) -> float | str | tuple[int, ...]:
    value: float | str | tuple[int, ...] = getattr(_NEUTRAL, name)
    return value


def _voiced(
    samples: FloatArray, rate_hz: int, left: Delivery, notes: dict[str, object], seed: int
) -> tuple[FloatArray, Doubles]:
    """Pitch and breath of the voice; with the gain in dB at each frame that goes with them."""
    stressed = _stress(samples.size, rate_hz, left.stressed, notes)
    gain_db = _STRESS_DB * stressed
    moves = (
        left.pitch_semitones or left.intonation != 1.0 or left.tremor or left.wander
        or left.laughter or left.breath or stressed.any()
    )  # fmt: skip
    if left.fall_db:
        gain_db = gain_db + left.fall_db * np.linspace(-0.5, 1.0, gain_db.size).clip(0.0)
    if not moves:
        return samples, gain_db
    track = track_pitch(samples, rate_hz)
    semitones, swell_db = _contour(track, left, seed)
    gain_db = gain_db + swell_db
    if left.breath < _WHISPERED:
        semitones = semitones + _STRESS_SEMITONES * stressed
        if np.abs(semitones).max() > 0.01:
            moved = shift_pitch(samples, rate_hz, track, semitones)
            track = PitchTrack(track.f0_hz * 2.0 ** (semitones / 12.0), track.voiced)
            samples = moved
    if left.breath > 0:
        breath = whispered(samples, rate_hz, track, stream(seed, "whisper"))
        samples = _breathed(samples, breath, rate_hz, left.breath)
    return samples, gain_db


def _contour(track: PitchTrack, left: Delivery, seed: int) -> tuple[Doubles, Doubles]:
    """How far the pitch moves at each frame in semitones, and the swell that goes with it in dB."""
    count = track.f0_hz.size
    semitones = np.full(count, left.pitch_semitones)
    swell_db = np.zeros(count)
    if left.intonation != 1.0 and track.voiced.any():
        away = 12.0 * np.log2(track.f0_hz / track.median_hz)
        semitones += np.clip((left.intonation - 1.0) * away, -5.0, 5.0)
    times = np.arange(count) * HOP_S
    if left.tremor:
        rng = stream(seed, "tremor")
        # No shaking voice keeps time: its rate strays by a fifth, its depth comes and goes.
        phase = 2 * np.pi * np.cumsum(_TREMOR_HZ * (1 + 0.2 * _stray(rng, count, 1.5))) * HOP_S
        depth = left.tremor * np.clip(0.75 + 0.5 * _stray(rng, count, 1.0), 0.1, 1.4)
        semitones += _TREMOR_SEMITONES * depth * np.sin(phase)
        swell_db += _TREMOR_DB * depth * np.sin(phase + 0.6)
    if left.wander:
        rng = stream(seed, "wander")
        semitones += left.wander * _WANDER_SEMITONES * _stray(rng, count, _WANDER_HZ)
        swell_db += left.wander * 2.0 * _stray(rng, count, _WANDER_HZ)
    if left.laughter:
        rng = stream(seed, "laughter")
        bubbling = np.clip(0.5 + 0.9 * _stray(rng, count, 0.9), 0.0, 1.0) * left.laughter
        phase = 2 * np.pi * _LAUGH_HZ * times + 0.6 * _stray(rng, count, 1.0)
        burst = np.maximum(0.0, np.sin(phase)) ** 0.7
        semitones += _LAUGH_SEMITONES * bubbling * burst
        swell_db += _LAUGH_DB * bubbling * (burst - 0.6)
    return semitones, swell_db


def _stray(rng: np.random.Generator, count: int, rate_hz: float) -> Doubles:
    """A slow random curve within ±1 that turns about `2 * rate_hz` times a second."""
    spacing = max(2, round(1.0 / (2.0 * rate_hz * HOP_S)))
    points = rng.uniform(-1.0, 1.0, count // spacing + 4)
    place = np.arange(count) / spacing
    whole = place.astype(np.int64)
    rest = 0.5 - 0.5 * np.cos(np.pi * (place - whole))
    return np.asarray(points[whole] * (1 - rest) + points[whole + 1] * rest)


def _stress(
    samples: int, rate_hz: int, stressed: tuple[int, ...], notes: dict[str, object]
) -> Doubles:
    """0 to 1 at each frame: how far a stressed word is under way. Needs `notes["words"]`."""
    count = int(samples / (rate_hz * HOP_S)) + 1
    weight = np.zeros(count)
    words = notes.get("words")
    if not stressed or not isinstance(words, list):
        return weight
    for place in stressed:
        if 0 <= place < len(words):
            _, start_s, end_s = words[place]
            first, last = int(start_s / HOP_S), max(int(start_s / HOP_S) + 2, int(end_s / HOP_S))
            length = min(last, count) - first
            if length > 1:
                rise = np.sin(np.pi * np.linspace(0.0, 1.0, length)) ** 0.5
                weight[first : first + length] = np.maximum(weight[first : first + length], rise)
    return weight


def _breathed(voice: FloatArray, breath: FloatArray, rate_hz: int, amount: float) -> FloatArray:
    """Voice and breath together; of a whisper only the breath."""
    loud, quiet = loud_rms(voice, rate_hz), loud_rms(breath, rate_hz)
    breath = breath * np.float32(loud / quiet if quiet else 1.0)
    if amount >= _WHISPERED:
        return breath
    angle = 0.5 * np.pi * amount
    mixed = np.cos(angle) * voice + 0.75 * np.sin(angle) * breath
    return np.asarray(mixed, dtype=np.float32)


def _pressed(samples: FloatArray, rate_hz: int, effort: float) -> FloatArray:
    """The spectral slope of more or less effort; a shout is driven into its limits besides."""
    gains = _EFFORT_DB if effort > 0 else _SLACK_DB
    scale = SAMPLE_RATE_HZ / rate_hz  # the filters reckon at the film's rate
    points = [(f * scale, g * abs(effort)) for f, g in zip(_EFFORT_HZ, gains, strict=True)
              if f < 0.49 * rate_hz]  # fmt: skip
    taps = linear_phase([f for f, _ in points], [g for _, g in points], _TAPS)
    shaped = filter_whole(np.ascontiguousarray(samples[None, :]), taps)[0]
    drive = max(0.0, effort - 0.4) / 0.6
    scale = loud_rms(shaped, rate_hz) * (6.0 - 3.5 * drive)
    if drive > 0 and scale > 0:
        shaped = np.tanh(shaped / np.float32(scale)) * np.float32(scale)
    return np.asarray(shaped, dtype=np.float32)


def _levelled(
    samples: FloatArray, rate_hz: int, level: float, loudness_db: float, gain_db: Doubles
) -> FloatArray:
    """Bring the line to `loudness_db` beside the level it came with, with its swells, unclipped."""
    out = samples.astype(np.float64)
    if np.any(gain_db):
        track = at_samples(gain_db, round(rate_hz * HOP_S), 0, samples.size)
        out *= 10.0 ** (track / 20.0)
    now = loud_rms(out.astype(np.float32), rate_hz)
    target = level * 10.0 ** (loudness_db / 20.0)
    ceiling = 10.0 ** (PEAK_DB / 20.0)
    limited = out
    for _ in range(2):  # limiting lowers what it limits: once more towards the level
        if now <= 0:
            break
        out = out * (target / now)
        limited = _limited(out, ceiling)
        now, before = loud_rms(limited.astype(np.float32), rate_hz), target
        if now >= 0.97 * before:
            break
        target, now = before, max(now, 0.5 * before)
    return np.clip(limited, -ceiling, ceiling).astype(np.float32)


def _limited(samples: Doubles, ceiling: float) -> Doubles:
    """No sample above the ceiling, by gain that moves ahead of the peaks."""
    steps = -(-samples.size // LIMIT_STEP)
    peaks = np.abs(np.pad(samples, (0, steps * LIMIT_STEP - samples.size)))
    excess = peaks.reshape(steps, LIMIT_STEP).max(axis=1) / ceiling
    if not steps or excess.max() <= 1.0:
        return samples
    gain = limiter_track(excess.astype(np.float32))
    return samples * at_samples(gain, LIMIT_STEP, 0, samples.size)
