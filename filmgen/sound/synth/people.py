"""Crowds: many people talking, none of whom can be understood."""

from __future__ import annotations

import numpy as np

from filmgen.media import FloatArray
from filmgen.sound.signal.noise import (
    FRAME_RATE_HZ,
    Doubles,
    band,
    diffuse,
    noise,
    peak,
    poisson_times,
    spread,
    wander,
)
from filmgen.sound.synth.grains import (
    burst,
    colour,
    fade_tail,
    furnished,
    glide,
    pan_gains,
    place,
    reverberate,
    seconds,
    tail,
    time_s,
    unit_peak,
)
from filmgen.sound.synth.task import Task
from filmgen.timecode import SAMPLE_RATE_HZ

_RATE_HZ = 12_000  # voices are made here; speech beyond 5 kHz is left to the babble noise
_HOP = 120  # 10 ms
_FRAME = 256
# First three formants of ten vowels, mean of men: Peterson and Barney, JASA 24 (1952) 175.
_VOWELS = np.array(
    [
        (270, 2290, 3010), (390, 1990, 2550), (530, 1840, 2480), (660, 1720, 2410),
        (730, 1090, 2440), (570, 840, 2410), (440, 1020, 2240), (300, 870, 2240),
        (640, 1190, 2390), (490, 1350, 1690),
    ],
    dtype=np.float64,
)  # fmt: skip


def crowd(task: Task) -> FloatArray:
    """Walla: a dozen near talkers by source and filter, the rest as babble noise.

    Each talker has a pitch, a vocal tract, turns of talk and silence; syllables come at
    about 4 a second and run through vowels at random, so there is a voice and no word.
    Knobs: `place` inside or outside, `mood` calm, lively, `voices` adults, children.
    """
    lively = task.word("mood", "calm") == "lively"
    children = task.word("voices", "adults") == "children"
    talkers = 5 + round(10 * task.intensity)
    rng = task.rng("talkers")
    low = np.zeros((2, task.samples // 4 + 1 + _FRAME), dtype=np.float64)
    for k in range(talkers):
        own = np.random.default_rng(rng.integers(0, 2**31))
        voice = _talk(own, low.shape[1], lively, children)
        distance = float(rng.uniform(0.15, 1.0))
        left, right = pan_gains(float(rng.uniform(-0.9, 0.9)))
        gain = 10.0 ** (-0.8 * distance) * (1.0 if k else 0.7)
        low[0] += gain * left * voice
        low[1] += gain * right * voice
    near = _four_times(low, task.samples)
    syllables = 0.22 * wander(task.rng("syllables"), task.frames, FRAME_RATE_HZ, 3.5, 2.0)
    swell = np.maximum(
        1.0 + syllables + 0.15 * wander(task.rng("swell"), task.frames, FRAME_RATE_HZ, 0.15), 0.3
    )
    speech = band(180, 1100, low_order=2.0, high_order=1.1) * peak(520, 1.4, 5.0)
    amount = 0.35 + 0.65 * task.intensity
    babble = noise(
        task.rng("babble"),
        task.samples,
        [speech, band(2500, 7000, low_order=1.5), band(3800, 9500, low_order=2.5)],
        [0.022 * amount * swell, 0.004 * amount * swell, 0.010 * _sibilants(task, amount)],
        diffuse(600.0, floor=0.1),
    )
    out = near + babble
    inside = task.word("place", "inside") == "inside"
    response = tail(rng, 0.9, 0.8, low_hz=120, high_hz=4500, predelay_s=0.012)
    return out + (0.8 if inside else 0.15) * task.room * reverberate(out, response)


def _sibilants(task: Task, amount: float) -> Doubles:
    """Levels of all the s and sh, (2, frames): what is heard of a crowd above its vowels.

    Each is some 90 ms of hiss (Klatt, JASA 59 (1976) 1208) from somewhere among the talkers.
    """
    rng = task.rng("sibilants")
    levels = np.zeros((2, task.frames + 3))
    times = poisson_times(rng, task.samples, 4.0 + 14.0 * amount)
    loud = 10.0 ** (-0.9 * rng.random(times.size))
    sides = pan_gains(rng.uniform(-0.9, 0.9, times.size))
    first = (times / SAMPLE_RATE_HZ * FRAME_RATE_HZ).astype(np.int64).clip(0, task.frames - 1)
    for late, share in enumerate((0.5, 1.0, 0.4)):
        for side in range(2):
            np.add.at(levels[side], first + late, share * loud * sides[side])
    return np.asarray(levels[:, : task.frames])


def _talk(rng: np.random.Generator, samples: int, lively: bool, child: bool) -> Doubles:
    """One talker, (samples,) at 12 kHz, RMS about 0.1 while talking."""
    frames = samples // _HOP + 3
    woman = rng.random() < 0.5
    tract = float(rng.normal(1.15 if woman else 1.0, 0.04))
    base_hz = float(rng.normal(205 if woman else 118, 15)) * (1.25 if lively else 1.0)
    if child:
        tract, base_hz = float(rng.normal(1.35, 0.05)), float(rng.normal(330, 35))
    loud = np.zeros(frames)
    formants = np.zeros((frames, 3))
    pitch = np.full(frames, base_hz)
    unvoiced = np.zeros(frames)
    k = int(rng.uniform(0, 250))
    while k < frames:
        turn = k + int(100 * float(rng.gamma(3.0, 0.6)))
        start = k
        while k < min(turn, frames):
            length = max(9, int(rng.normal(21, 6)))
            stop = min(k + length, frames)
            x = (np.arange(stop - k) + 0.5) / length
            stress = float(rng.uniform(0.35, 1.0))
            loud[k:stop] = stress * np.sin(np.pi * x) ** 0.7
            a, b = _VOWELS[rng.integers(10)], _VOWELS[rng.integers(10)]
            formants[k:stop] = (a + (b - a) * np.clip(2.2 * (x[:, None] - 0.45), 0, 1)) * tract
            fall = 1.12 - 0.22 * (k - start) / max(turn - start, 1)
            pitch[k:stop] = base_hz * fall * (1.0 + 0.10 * stress * np.sin(np.pi * x))
            if rng.random() < 0.45:
                unvoiced[k : k + 5] = float(rng.uniform(0.3, 1.0))
            k = stop
        k += int(100 * float(rng.gamma(1.6, 0.5 if lively else 1.0)))
    formants[formants[:, 0] == 0] = _VOWELS[9] * tract
    return _voice(rng, samples, loud, formants, pitch, unvoiced)


def _voice(
    rng: np.random.Generator,
    samples: int,
    loud: Doubles,
    formants: Doubles,
    pitch: Doubles,
    unvoiced: Doubles,
) -> Doubles:
    """Source and filter, frame by frame: a pulse train through three moving formants."""
    n = np.arange(samples)
    phase = np.cumsum(np.interp(n, np.arange(pitch.size) * _HOP, pitch)) / _RATE_HZ
    # A pulse falls between two samples: on either alone it would jitter, and buzz.
    source = np.zeros(samples, dtype=np.float32)
    at = np.flatnonzero(np.floor(phase[1:]) > np.floor(phase[:-1])) + 1
    late = (phase[at] - np.floor(phase[at])) / (phase[at] - phase[at - 1])
    source[at] += 1.0 - late
    source[at - 1] += late
    breath = rng.standard_normal(samples).astype(np.float32)
    starts = np.arange(0, samples - _FRAME, _HOP)
    spoken = np.flatnonzero(loud[: starts.size] > 0)
    hissed = np.flatnonzero(unvoiced[: starts.size] > 0)
    f = np.fft.rfftfreq(_FRAME, 1.0 / _RATE_HZ).astype(np.float32)
    heard = formants[spoken].astype(np.float32)
    shape = np.zeros((spoken.size, f.size), dtype=np.float32)
    for index, (width, level) in enumerate(((90.0, 1.0), (120.0, 0.6), (170.0, 0.3))):
        shape += np.float32(level) / (1.0 + ((f - heard[:, index, None]) / np.float32(width)) ** 2)
    shape *= 1.0 / (1.0 + (f / np.float32(900.0)) ** np.float32(1.2)) * (f > 60)
    window = (np.hanning(_FRAME + 1)[:_FRAME] * (2.0 * _HOP / _FRAME)).astype(np.float32)
    within = np.arange(_FRAME)
    # Only frames that sound are transformed: a third of them do not.
    blocks = np.zeros((starts.size, _FRAME), dtype=np.float32)
    talking = np.fft.rfft(source[starts[spoken, None] + within] * window, axis=1)
    shape *= loud[spoken, None].astype(np.float32)
    blocks[spoken] = np.fft.irfft(talking * shape, n=_FRAME, axis=1)
    hiss = np.fft.rfft(breath[starts[hissed, None] + within] * window, axis=1)
    fricative = (f / np.float32(6000.0)) ** 2 * np.float32(0.011)
    hiss *= unvoiced[hissed, None].astype(np.float32) * fricative
    blocks[hissed] += np.fft.irfft(hiss, n=_FRAME, axis=1).astype(np.float32)
    out = np.zeros(samples + _FRAME)
    # Frames overlap by a little over two: add them in three interleaved, disjoint sets.
    for lane in range(3):
        rows = blocks[lane::3]
        flat = np.zeros((rows.shape[0], 3 * _HOP))
        flat[:, :_FRAME] = rows
        first = lane * _HOP
        span = min(flat.size, out.size - first)
        out[first : first + span] += flat.reshape(-1)[:span]
    return np.asarray(12.0 * out[:samples])


def _four_times(low: Doubles, samples: int) -> FloatArray:
    """12 kHz to 48 kHz by a polyphase windowed sinc of 16 taps a phase."""
    taps = 64
    x = (np.arange(2 * taps + 1) - taps) / 4.0
    kernel = np.sinc(0.92 * x) * 0.92 * np.blackman(2 * taps + 1)
    out = np.zeros((2, low.shape[1] * 4), dtype=np.float32)
    for phase in range(4):
        piece = kernel[(taps + phase) % 4 :: 4]
        shift = (taps - (taps + phase) % 4 + phase) // 4
        for channel in range(2):
            wide = np.convolve(low[channel].astype(np.float32), piece.astype(np.float32))
            out[channel, phase::4] = wide[shift : shift + low.shape[1]]
    return out[:, :samples]


def cheer(task: Task) -> FloatArray:
    """A crowd cries out and settles: voices up, a bright roar. Knob: `mood` cheer, panic."""
    if task.word("mood", "cheer") == "panic":
        return _panic(task)
    out = crowd(task.part("voices", 0.5 + 0.5 * task.intensity, mood="lively", place="outside"))
    t = task.times_s / max(task.seconds, 0.5)
    rise = np.minimum(1.0, t / 0.12) * np.minimum(1.0, (1.0 - np.minimum(t, 1.0)) / 0.55)
    shout = np.maximum(1.0 + 0.2 * wander(task.rng("shout"), task.frames, FRAME_RATE_HZ, 4.0), 0.3)
    roar = noise(
        task.rng("roar"),
        task.samples,
        [peak(780, 2.2) * band(250, 3000), peak(1450, 2.5), band(2200, 6500)],
        [0.22 * rise * shout, 0.14 * rise * shout, 0.04 * rise],
        diffuse(500.0, floor=0.1),
    )
    for start in range(0, task.samples, 1 << 16):
        stop = min(start + (1 << 16), task.samples)
        out[:, start:stop] *= spread(0.25 + 0.75 * rise, FRAME_RATE_HZ, start, stop)
    wet = reverberate(roar, tail(task.rng("space"), 1.1, 1.0, low_hz=150, high_hz=5000))
    edge = np.minimum(1.0, np.arange(task.samples, 0, -1) / (0.25 * task.samples + 1.0))
    return np.asarray((out + roar + 0.5 * task.room * wet) * edge, dtype=np.float32)


def _panic(task: Task) -> FloatArray:
    """People shout and run: hard voices at odds, screams above them, no common swell."""
    out = crowd(task.part("shouts", 0.8, mood="lively", place="inside"))
    rng = task.rng("panic")
    cries = task.silence()
    for at in poisson_times(rng, task.samples, 2.2).tolist():
        t = time_s(float(rng.uniform(0.4, 1.1)))
        x = t / t[-1]
        top = float(rng.uniform(650, 1250))
        f = top * (0.7 + 0.3 * np.minimum(1.0, 4.0 * x) - 0.12 * x)
        f = f * (1.0 + 0.015 * rng.standard_normal(t.size))
        cry = glide(f, np.minimum(1.0, 8.0 * x) * (1.0 - x) ** 0.6, [1, 0.9, 0.8, 0.5, 0.3, 0.2])
        rough = cry * (1.0 + 0.4 * np.sin(2 * np.pi * 70.0 * t))
        formed = colour(rough, 700, 3800, 1.0)
        gain = 0.16 * 10.0 ** (-0.9 * float(rng.random()))
        place(cries, unit_peak(formed), at, gain, float(rng.uniform(-0.9, 0.9)))
    wet = reverberate(cries, tail(rng, 0.9, 0.9, low_hz=150, high_hz=5000))
    edge = np.minimum(1.0, np.arange(task.samples, 0, -1) / (0.3 * task.samples + 1.0))
    return np.asarray((1.6 * out + cries + 0.7 * task.room * wet) * edge, dtype=np.float32)


def gasp(task: Task) -> FloatArray:
    """A sharp breath in: noise through an opening mouth, ending abruptly."""
    rng = task.rng("gasp")
    t = time_s(0.42)
    x = t / 0.42
    white = rng.standard_normal(t.size)
    swell = np.where(x < 0.75, (x / 0.75) ** 1.6, np.exp(-(x - 0.75) / 0.06))
    opening = 0.6 * colour(white, 500, 1300) * (1 - x) + 0.9 * colour(white, 1200, 3800) * x
    out = np.zeros((2, seconds(0.9)), dtype=np.float32)
    place(out, unit_peak(opening * swell), 0, 0.5, 0.0)
    return furnished(task, out, 0.3)


def applause(task: Task) -> FloatArray:
    """Clapping hands: each pair a resonance of its own, at its own pace, about 4 a second."""
    rng = task.rng("applause")
    out = task.silence()
    for _ in range(8 + round(40 * task.intensity)):
        f = float(np.exp(rng.uniform(np.log(700), np.log(2600))))
        clap = unit_peak(burst(rng, 0.05, 0.6 * f, 2.2 * f, float(rng.uniform(0.003, 0.009))))
        gain, pan = 0.12 * 10 ** (-0.8 * float(rng.random())), float(rng.uniform(-0.95, 0.95))
        pace = float(rng.normal(4.1, 0.5))
        at, until = float(rng.gamma(1.5, 0.25)), task.seconds * float(rng.uniform(0.65, 1.0))
        while at < until:
            place(out, clap, seconds(at), gain * float(rng.uniform(0.6, 1.0)), pan)
            at += float(rng.normal(1.0, 0.06)) / pace
    wet = reverberate(out, tail(rng, 1.1, 1.1, low_hz=120, high_hz=6000))
    return (out + 0.6 * task.room * wet) * fade_tail(out.shape[1], 0.25).astype(np.float32)
