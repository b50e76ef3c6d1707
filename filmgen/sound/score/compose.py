"""Temp score: a slow bed of drone, pad, pulse and struck notes that follows a scene's tension.

Tension sets the harmony (`harmony`), how bright and how low it sits, whether a pulse
runs and how finely it divides the beat, and what joins: felt notes where it is calm, high
tremolo strings and a drum where it is not. Under speech the bed steps back by `_DIP_DB` and
clears 1 to 4 kHz, where consonants are understood, with ramps too slow to be noticed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from filmgen.media import FloatArray
from filmgen.sound.library.recorded import levelled
from filmgen.sound.score.harmony import TENSE, Chord, Harmony, Mood, hertz, mood_named
from filmgen.sound.score.instruments import drum, felt, pluck, sustained, swell
from filmgen.sound.signal.filters import Fir, filter_whole, linear_phase
from filmgen.sound.signal.noise import Doubles, spread, stream
from filmgen.sound.synth.grains import place, seconds, tail
from filmgen.timecode import SAMPLE_RATE_HZ

ALGORITHM_REVISION = "1"
_BLOCK = 8 * SAMPLE_RATE_HZ
_CONTROL_HZ = 50.0
_OUTPUT_DB = -25.6
"""Brings a bed of middle tension to about -29 LUFS, beneath dialogue at -23; measured."""
_CALM_DB, _TENSE_DB = -5.0, 2.0
"""The whole bed's level at no tension and at the utmost, on top of what joins in."""
_EVEN_LUFS = -27.5
"""Where music of another's making is put before it follows: middle tension then is at -29."""
_EVEN = ((0.0, 0.3),)
"""Tension where none is told."""
_DIP_DB = -5.0
_AHEAD_S, _HOLD_S, _BACK_S = 0.7, 0.2, 1.3
_BREATH_S = 2.2
"""Pauses in speech shorter than this do not bring the music up."""
_CLEARING = linear_phase(
    [20, 500, 1000, 1600, 3200, 4200, 7000, 24000], [0, 0, -6.0, -9.0, -9.0, -6.0, 0, 0], 767
)


@dataclass(frozen=True)
class _Note:
    start: int
    sound: FloatArray
    gain: float
    pan: float = 0.0


def compose(
    samples: int,
    tension: Sequence[tuple[float, float]],
    mood: str,
    seed: int,
    speech: Sequence[tuple[float, float]] = (),
) -> FloatArray:
    """Write and play a score.

    Args:
        samples: length at 48 kHz, at least 1.
        tension: (seconds, 0 to 1) in order; it glides between them. None: an even 0.3.
        mood: "" or a word; words that are not known are neutral.
        seed: 0 to 2**31 - 1. The same arguments give the same samples.
        speech: (from, to) in seconds, in any order.

    Returns:
        float32 (2, samples) within [-1, 1], about -33 LUFS where calm and -26 where tense.
    """
    curve = tension or _EVEN
    chosen = mood_named(mood)
    make_way = _speech_curve(samples, speech)
    follow = _level_db(make_way, curve)
    out = np.empty((2, samples), dtype=np.float32)
    reverb = Fir(_hall(seed), 2)
    clearing = Fir(_CLEARING, 2)
    delay = (_CLEARING.size - 1) // 2
    late = np.zeros((2, delay), dtype=np.float32)
    dry = np.zeros((2, _BLOCK), dtype=np.float32)
    notes = _arrange(samples, curve, chosen, seed)
    waiting = next(notes, None)
    written = -delay
    start = 0
    while written < samples:
        while waiting is not None and waiting.start < start + _BLOCK:
            reach = waiting.start - start + waiting.sound.shape[-1]
            if reach > dry.shape[1]:
                dry = np.pad(dry, ((0, 0), (0, reach - dry.shape[1])))
            place(dry, waiting.sound, waiting.start - start, waiting.gain, waiting.pan)
            waiting = next(notes, None)
        block = dry[:, :_BLOCK].copy()
        dry = np.pad(dry[:, _BLOCK:], ((0, 0), (0, max(0, 2 * _BLOCK - dry.shape[1]))))
        wet = block + 0.55 * reverb.push(block)
        joined = np.concatenate([late, wet], axis=1)
        late = joined[:, _BLOCK:]
        cleared = clearing.push(wet)
        first, last = max(0, written), min(samples, written + _BLOCK)
        if first < last:
            here = slice(first - written, last - written)
            way = spread(make_way, _CONTROL_HZ, first, last)
            mixed = joined[:, :_BLOCK][:, here] * (1.0 - way) + cleared[:, here] * way
            rise = spread(follow, _CONTROL_HZ, first, last)
            out[:, first:last] = mixed * 10.0 ** ((_OUTPUT_DB + rise + _DIP_DB * way) / 20.0)
        written += _BLOCK
        start += _BLOCK
    return np.clip(out * _edges(samples), -0.98, 0.98, out=out)


def under(
    music: FloatArray,
    tension: Sequence[tuple[float, float]],
    speech: Sequence[tuple[float, float]] = (),
) -> FloatArray:
    """Music of another's making laid as this bed is: it follows the tension and makes way.

    Args:
        music: float32 (2, n) at 48 kHz, at any level.

    Returns:
        float32 (2, n) within [-1, 1], its level and its edges those of `compose`.
    """
    samples = music.shape[1]
    control = _speech_curve(samples, speech)
    follow = _level_db(control, tension or _EVEN)
    even = levelled(music, _EVEN_LUFS, sustained=True)
    cleared = filter_whole(even, _CLEARING) if control.any() else even
    way, rise = (spread(track, _CONTROL_HZ, 0, samples) for track in (control, follow))
    out: FloatArray = (even * (1.0 - way) + cleared * way) * 10.0 ** ((rise + _DIP_DB * way) / 20)
    out *= _edges(samples)
    return np.clip(out, -0.98, 0.98, out=out).astype(np.float32, copy=False)


def _edges(samples: int) -> FloatArray:
    return swell(samples, min(1.2, samples / SAMPLE_RATE_HZ / 8), min(3.0, samples / 96_000))


def _hall(seed: int) -> FloatArray:
    return tail(stream(seed, "hall"), 2.2, 2.6, low_hz=90, high_hz=5200, predelay_s=0.03)


def _level_db(control: Doubles, curve: Sequence[tuple[float, float]]) -> Doubles:
    """The whole bed's level by its tension, at each value of a track at `_CONTROL_HZ`."""
    times, values = zip(*curve, strict=True)
    clock = np.arange(control.size) / _CONTROL_HZ
    levels = _CALM_DB + (_TENSE_DB - _CALM_DB) * np.array(values)
    return np.asarray(np.interp(clock, times, levels))


def _speech_curve(samples: int, speech: Sequence[tuple[float, float]]) -> Doubles:
    """How far the music makes way, 0 to 1, at `_CONTROL_HZ`: up before a word, down after."""
    t = np.arange(int(samples / SAMPLE_RATE_HZ * _CONTROL_HZ) + 2) / _CONTROL_HZ
    spans: list[tuple[float, float]] = []
    for begin, end in sorted((a, b) for a, b in speech if b > a):
        if spans and begin - spans[-1][1] < _BREATH_S:
            spans[-1] = (spans[-1][0], max(spans[-1][1], end))
        else:
            spans.append((begin, end))
    way = np.zeros(t.size)
    for begin, end in spans:
        rise = np.clip((t - (begin - _AHEAD_S)) / (0.9 * _AHEAD_S), 0.0, 1.0)
        fall = np.clip((end + _HOLD_S + _BACK_S - t) / _BACK_S, 0.0, 1.0)
        way = np.maximum(way, 0.5 - 0.5 * np.cos(np.pi * np.minimum(rise, fall)))
    return way


def _arrange(
    samples: int, curve: Sequence[tuple[float, float]], mood: Mood, seed: int
) -> Iterator[_Note]:
    """All notes in the order of their starts, chord by chord."""
    points = np.array(curve, dtype=np.float64)

    def at(seconds_: float) -> float:
        return float(np.interp(seconds_, points[:, 0], points[:, 1]))

    harmony = Harmony(mood, stream(seed, "harmony"))
    rng = stream(seed, "players")
    beat_s = 60.0 / mood.tempo_bpm
    end_s = samples / SAMPLE_RATE_HZ
    now_s, held = 0.0, []
    while now_s < end_s:
        # A slow harmonic rhythm: four bars a chord where calm, two where tense.
        tension = at(now_s)
        bars = 2 if tension > TENSE or mood.tempo_bpm < 64 else 4
        length_s = bars * 4 * beat_s
        chord = harmony.next(at(now_s + 0.3 * length_s))
        held += _held(rng, chord, mood, now_s, length_s, points)
        held += _struck(rng, chord, mood, now_s, bars, beat_s, at)
        held.sort(key=lambda note: note.start)
        now_s += length_s
        # The next chord's pad begins half a second before its bar.
        ready = round((now_s - 0.7) * SAMPLE_RATE_HZ)
        yield from (note for note in held if note.start < ready)
        held = [note for note in held if note.start >= ready]
    yield from held


def _held(
    rng: np.random.Generator,
    chord: Chord,
    mood: Mood,
    now_s: float,
    length_s: float,
    points: Doubles,
) -> list[_Note]:
    """Drone, pad and high strings of one chord, overlapping its neighbours."""
    begin_s = now_s - 0.6
    count = seconds(length_s + 2.4)
    start = round(begin_s * SAMPLE_RATE_HZ)
    clock = begin_s + np.arange(count) / SAMPLE_RATE_HZ
    tension: FloatArray = np.interp(clock, points[:, 0], points[:, 1]).astype(np.float32)
    shape = swell(count, 1.8, 2.4)
    notes = []
    bright: FloatArray = (0.06 + 0.75 * tension**1.3 + 0.12 * (1 - mood.warmth)).clip(0.0, 1.0)
    bright = bright.astype(np.float32)
    for number, pitch in enumerate(chord.voices):
        level: FloatArray = (
            shape * (0.20 + 0.07 * tension) * np.float32(1 - 0.15 * (number % 3 == 0))
        )
        seat = (-0.5, 0.35, -0.2, 0.55)[number]
        voice = sustained(rng, hertz(pitch), level, bright, warmth=mood.warmth, width=0.55)
        notes.append(_Note(start, voice, 1.0 * 2**0.5, seat))
    weight: FloatArray = shape * (0.16 + 0.26 * tension)
    for pitch, part in ((chord.bass, 1.0), (chord.bass + 12, 0.6), (chord.bass + 7, 0.22)):
        drone = sustained(
            rng, hertz(pitch), np.float32(part) * weight, 0.5 * bright,
            warmth=1.0, width=0.15, hollow=0.0, players=2,
        )  # fmt: skip
        notes.append(_Note(start, drone, 2**0.5))
    if float(tension.max()) > TENSE and chord.colours:
        over = np.clip((tension - TENSE) / (1.0 - TENSE), 0.0, 1.0)
        for pitch in rng.permutation(chord.colours)[:2].tolist():
            bow = 0.75 + 0.25 * _bowing(rng, count)
            high = sustained(
                rng, hertz(pitch), shape * over * 0.10 * bow, 0.6 * bright,
                warmth=0.4, width=0.9, players=4,
            )  # fmt: skip
            notes.append(_Note(start, high, 2**0.5, float(rng.uniform(-0.4, 0.4))))
    return notes


def _bowing(rng: np.random.Generator, count: int) -> FloatArray:
    """Tremolo: about 11 strokes a second, none like another, (count,) in [-1, 1]."""
    strokes = int(count / SAMPLE_RATE_HZ * 11.0) + 4
    times = np.cumsum(rng.normal(1.0, 0.08, strokes)) / 11.0
    heights = np.where(np.arange(strokes) % 2, 1.0, -1.0) * rng.uniform(0.5, 1.0, strokes)
    clock = np.arange(0, count, 64) / SAMPLE_RATE_HZ
    fine = np.interp(clock, times, heights)
    return np.asarray(np.interp(np.arange(count), np.arange(0, count, 64), fine), dtype=np.float32)


def _struck(
    rng: np.random.Generator,
    chord: Chord,
    mood: Mood,
    now_s: float,
    bars: int,
    beat_s: float,
    tension_at: Callable[[float], float],
) -> list[_Note]:
    """Pulse, felt notes and drum of one chord."""
    notes: list[_Note] = []
    low = (chord.bass + 12, chord.bass + 12, chord.bass + 19, chord.bass + 12)
    bank: dict[tuple[int, int], FloatArray] = {}
    skin = drum(rng)
    for step in range(bars * 16):
        at_s = now_s + step * beat_s / 4.0
        tension = tension_at(at_s)
        # Quarters from 0.3, eighths from 0.5, sixteenths from 0.75: each fades in over 0.12.
        opens = 0.3 if step % 4 == 0 else 0.5 if step % 2 == 0 else 0.75
        loud = min(1.0, max(0.0, (tension - opens) / 0.12))
        human_s = float(rng.normal(0.0, 0.004))
        weight = float(rng.uniform(0.75, 1.0)) * (1.0 if step % 4 == 0 else 0.72)
        if loud > 0:
            pitch = low[(step // 2) % 4] if step % 8 else chord.bass + 12
            key = (pitch, round(4 * tension))
            if key not in bank:
                bank[key] = pluck(rng, hertz(pitch), tension)
            gain = 0.5 * loud * weight * (0.6 + 0.4 * tension)
            where = max(0, round((at_s + human_s) * SAMPLE_RATE_HZ))
            notes.append(_Note(where, bank[key], gain, 0.3 if step % 4 == 2 else -0.2))
        if step % 16 == 0 and tension > 0.72:
            where = max(0, round(at_s * SAMPLE_RATE_HZ))
            notes.append(_Note(where, skin, 0.75 * min(1.0, (tension - 0.72) / 0.15)))
        bells = mood.bells * min(1.0, max(0.0, (0.62 - tension) / 0.25))
        likely = 0.34 if step % 8 == 0 else 0.2 if step % 4 == 0 else 0.05 if step % 2 == 0 else 0.0
        if chord.colours and rng.random() < likely * bells:
            pitch = int(chord.colours[int(rng.integers(len(chord.colours)))])
            note = felt(rng, hertz(pitch), 1.0 - mood.warmth)
            where = max(0, round((at_s + 0.012 + human_s) * SAMPLE_RATE_HZ))
            gain = 0.40 * bells**0.5 * float(rng.uniform(0.5, 1.0))
            notes.append(_Note(where, note, gain, float(rng.uniform(-0.6, 0.6))))
    return notes
