"""Living nature: birds by day, crickets and an owl by night."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from filmgen.media import FloatArray
from filmgen.sound.signal.noise import (
    FRAME_RATE_HZ,
    Doubles,
    band,
    diffuse,
    noise,
    poisson_times,
    wander,
)
from filmgen.sound.synth.grains import (
    burst,
    colour,
    glide,
    modes,
    place,
    reverberate,
    seconds,
    tail,
    time_s,
    unit_peak,
)
from filmgen.sound.synth.task import Task
from filmgen.sound.synth.weather import wind


def forest(task: Task) -> FloatArray:
    """A wood by day: air in the leaves, and birds that hold their places and answer.

    Every bird has a species, a perch (pan and distance), its own pitch and a habit of
    song; the far ones are dull and wrapped in the wood's reverberation (rt60 about 1.5 s).
    """
    out = 0.17 * wind(task.part("air", 0.22, leaves=0.8, whistle=0.0))
    out += noise(
        task.rng("insects"),
        task.samples,
        [band(3500, 9000, low_order=3.0, high_order=3.0)],
        [0.0016],
    )
    calls = task.silence()
    rng = task.rng("birds")
    count = 6 + round(7 * task.intensity)
    kinds = list(_SPECIES)
    picks = rng.permutation(len(kinds))[: max(3, min(count, len(kinds)))]
    for bird in range(count):
        name = kinds[int(picks[bird % picks.size])]
        _perch(task, calls, name, np.random.default_rng(rng.integers(0, 2**31)))
    wet = reverberate(calls, tail(rng, 1.5, 1.6, low_hz=350, high_hz=6000, predelay_s=0.03))
    return np.asarray((0.7 + 0.5 * task.intensity) * (out + calls + 0.9 * wet), dtype=np.float32)


def _perch(task: Task, out: FloatArray, name: str, rng: np.random.Generator) -> None:
    sing, every_s, level = _SPECIES[name]
    distance = float(rng.uniform(0.3, 1.0))
    pan = float(rng.uniform(-0.7, 0.7))
    voice = float(np.exp(rng.normal(0.0, 0.05)))
    songs = [_heard(sing(rng, voice), distance) for _ in range(4)]
    gain = level * 0.11 * 10.0 ** (-0.6 * distance)
    at = float(rng.uniform(0.0, 0.7 * every_s))
    while at < task.seconds:
        bout = int(rng.geometric(0.35))
        for _ in range(bout):
            song = songs[int(rng.integers(len(songs)))]
            place(out, song, seconds(at), gain * float(rng.uniform(0.6, 1.0)), pan)
            at += song.size / 48_000.0 + every_s * 0.22 * float(rng.uniform(0.6, 1.6))
        at += 0.6 * every_s * float(rng.exponential(1.0)) + 0.5


def _heard(song: FloatArray, distance: float) -> FloatArray:
    """Air and leaves take the highs of a far bird."""
    return colour(song, 250, 11000 * (1.0 - 0.65 * distance), 1.0).astype(np.float32)


def syllable(
    f0: float, f1: float, length_s: float, *, bend: float = 0.0, warble_hz: float = 0.0,
    depth: float = 0.0, harmonics: tuple[float, ...] = (1.0, 0.12, 0.03),
) -> FloatArray:  # fmt: skip
    """One note of an animal: a glide from f0 to f1 by way of a bend, perhaps with a vibrato."""
    t = time_s(length_s)
    x = t / length_s
    f = f0 * (f1 / f0) ** x * 2.0 ** (bend * np.sin(np.pi * x))
    if warble_hz:
        f = f * (1.0 + depth * np.sin(2 * np.pi * warble_hz * t))
    return glide(f, np.sin(np.pi * x) ** 0.8 * (1.0 - 0.3 * x), harmonics)


def _sequence(notes: list[tuple[FloatArray, float]]) -> FloatArray:
    """Notes with the gaps (s) after them, joined."""
    parts: list[FloatArray] = []
    for note, gap_s in notes:
        parts += [note, np.zeros(seconds(gap_s), dtype=np.float32)]
    return np.concatenate(parts)


def _tit(rng: np.random.Generator, voice: float) -> FloatArray:
    """Great tit: a two-note see-saw, repeated."""
    high, low = 5200 * voice, 3700 * voice
    notes: list[tuple[FloatArray, float]] = []
    for _ in range(int(rng.integers(3, 7))):
        notes.append((syllable(high * 1.03, high, 0.10), 0.045))
        notes.append((syllable(low, low * 0.98, 0.13), 0.075))
    return _sequence(notes)


def _chaffinch(rng: np.random.Generator, voice: float) -> FloatArray:
    """Chaffinch: an accelerating, falling rattle with a flourish."""
    notes: list[tuple[FloatArray, float]] = []
    f = 5600 * voice
    for k in range(int(rng.integers(9, 14))):
        length = 0.085 - 0.0035 * k
        notes.append((syllable(f * 1.12, f * 0.82, length), 0.035 - 0.001 * k))
        f *= 0.958
    notes.append((syllable(3000 * voice, 5200 * voice, 0.09), 0.02))
    notes.append((syllable(5000 * voice, 2600 * voice, 0.16, bend=-0.15), 0.0))
    return _sequence(notes)


def _blackbird(rng: np.random.Generator, voice: float) -> FloatArray:
    """Blackbird: slow fluted phrases low down, ending in a thin twitter."""
    notes: list[tuple[FloatArray, float]] = []
    f = 1900 * voice
    for _ in range(int(rng.integers(4, 8))):
        to = float(np.clip(f * 2.0 ** rng.normal(0.0, 0.25), 1500, 3000))
        bend = float(rng.normal(0.0, 0.12))
        length = float(rng.uniform(0.09, 0.28))
        warble = float(rng.choice([0.0, 0.0, 26.0]))
        note = syllable(f, to, length, bend=bend, warble_hz=warble, depth=0.03)
        notes.append((note, float(rng.uniform(0.02, 0.09))))
        f = float(np.clip(to * 2.0 ** rng.normal(0.0, 0.3), 1500, 2900))
    for _ in range(int(rng.integers(2, 6))):
        g = float(rng.uniform(4200, 6500))
        notes.append((0.35 * syllable(g, g * float(rng.uniform(0.8, 1.2)), 0.05), 0.02))
    return _sequence(notes)


def _wren(rng: np.random.Generator, voice: float) -> FloatArray:
    """Wren: fast trills at several pitches."""
    notes: list[tuple[FloatArray, float]] = []
    for _ in range(int(rng.integers(2, 5))):
        f = float(rng.uniform(4200, 7200)) * voice
        rate = float(rng.uniform(16, 30))
        for _ in range(int(rng.integers(6, 15))):
            notes.append((syllable(f * 1.1, f * 0.85, 0.6 / rate), 0.4 / rate))
    return _sequence(notes)


def _sparrow(rng: np.random.Generator, voice: float) -> FloatArray:
    """Sparrow: plain chirps, up and down."""
    notes: list[tuple[FloatArray, float]] = []
    for _ in range(int(rng.integers(1, 5))):
        f = float(rng.uniform(3200, 4200)) * voice
        note = syllable(f, 0.8 * f, 0.09, bend=0.35, harmonics=(1.0, 0.4, 0.15))
        notes.append((note, float(rng.uniform(0.15, 0.4))))
    return _sequence(notes)


def _dove(rng: np.random.Generator, voice: float) -> FloatArray:
    """Wood pigeon: five husky coos."""
    f = 460 * voice
    notes: list[tuple[FloatArray, float]] = []
    for length, ratio in ((0.22, 1.0), (0.42, 1.08), (0.34, 1.03), (0.2, 0.97), (0.26, 0.97)):
        husk = 1.0 + 0.25 * rng.standard_normal(seconds(length))
        note = syllable(f * ratio, f * ratio * 0.97, length, bend=0.05, harmonics=(1.0, 0.1))
        smooth = colour(note * husk, 150, 1800)
        notes.append((smooth.astype(np.float32), 0.09))
    return _sequence(notes)


def _crow(rng: np.random.Generator, voice: float) -> FloatArray:
    """Carrion crow, far off: hoarse harmonic caws."""
    notes: list[tuple[FloatArray, float]] = []
    for _ in range(int(rng.integers(2, 5))):
        t = time_s(0.33)
        x = t / 0.33
        f = (
            480
            * voice
            * (1.0 + 0.18 * np.sin(np.pi * x))
            * (1 + 0.03 * rng.standard_normal(t.size))
        )
        raw = glide(
            f, np.sin(np.pi * np.minimum(1.0, 1.1 * x)) ** 0.5, [1 / k for k in range(1, 16)]
        )
        formed = colour(raw + 0.25 * burst(rng, 0.33, 900, 4000, 0.3), 900, 2300)
        notes.append((0.8 * unit_peak(formed), float(rng.uniform(0.25, 0.5))))
    return _sequence(notes)


def _woodpecker(rng: np.random.Generator, voice: float) -> FloatArray:
    """Woodpecker: a drum roll on a hollow bough, 18 strokes a second, dying away."""
    out = np.zeros((2, seconds(1.1)), dtype=np.float32)
    f = 900 * voice
    stroke = modes([f, 1.7 * f, 2.9 * f], [0.010, 0.006, 0.004], [1.0, 0.6, 0.4], 0.06, rng=rng)
    strokes = int(rng.integers(10, 17))
    for k in range(strokes):
        place(out, stroke, seconds(0.01 + k / 18.5), 1.4 * (1.0 - 0.6 * k / strokes))
    return np.asarray(out[0])


def _chiff(rng: np.random.Generator, voice: float) -> FloatArray:
    """Chiffchaff: its two names in any order, steadily."""
    notes: list[tuple[FloatArray, float]] = []
    for _ in range(int(rng.integers(4, 10))):
        f = float(rng.choice([4300.0, 5100.0])) * voice
        notes.append((syllable(f * 1.5, f * 0.9, 0.10, bend=-0.2), 0.2))
    return _sequence(notes)


_Song = Callable[[np.random.Generator, float], FloatArray]
# song, seconds between bouts, level
_SPECIES: dict[str, tuple[_Song, float, float]] = {
    "blackbird": (_blackbird, 7.0, 1.0),
    "chaffinch": (_chaffinch, 11.0, 0.8),
    "tit": (_tit, 9.0, 0.7),
    "wren": (_wren, 15.0, 0.7),
    "sparrow": (_sparrow, 6.0, 0.55),
    "dove": (_dove, 17.0, 0.8),
    "chiffchaff": (_chiff, 12.0, 0.6),
    "crow": (_crow, 28.0, 0.45),
    "woodpecker": (_woodpecker, 35.0, 0.6),
}


def night(task: Task) -> FloatArray:
    """A summer night: crickets near and far, one tree cricket's trill, air, now and then an owl.

    A field cricket's chirp is three to five pulses of its carrier near 4.5 kHz, 30 pulses a
    second, two or three chirps a second by the warmth (Dolbear 1897); no two keep step.
    Knob: `owl` 0 or 1.
    """
    out = 0.09 * wind(task.part("air", 0.12, leaves=0.4, whistle=0.0))
    rng = task.rng("crickets")
    pace = float(rng.uniform(2.1, 2.8))
    for k in range(3 + round(6 * task.intensity)):
        distance = float(rng.uniform(0.05, 1.0)) if k else 0.1
        _cricket(task, out, np.random.default_rng(rng.integers(0, 2**31)), pace, distance)
    trill = 1.0 + 0.3 * wander(task.rng("trill"), task.frames, FRAME_RATE_HZ, 0.2)
    far = band(4100, 5200, low_order=8.0, high_order=8.0)
    out += noise(task.rng("far"), task.samples, [far], [0.0035 * trill], diffuse(300.0, floor=0.0))
    if task.number("owl", 1.0) > 0:
        _owl(task, out)
    return out


def _cricket(
    task: Task, out: FloatArray, rng: np.random.Generator, pace: float, distance: float
) -> None:
    carrier = float(rng.normal(4500, 260))
    pulses = int(rng.integers(3, 6))
    gain = 0.075 * 10.0 ** (-1.1 * distance)
    pan = float(rng.uniform(-0.95, 0.95))
    bank = [_chirp(rng, carrier * float(rng.normal(1, 0.003)), pulses) for _ in range(5)]
    mine = pace * float(rng.normal(1.0, 0.05))
    at, singing = float(rng.uniform(0, 1.0)), True
    until = float(rng.exponential(14.0)) + 4.0
    while at < task.seconds:
        if at > until:
            singing = not singing
            until = at + (
                float(rng.exponential(14.0)) + 4.0 if singing else float(rng.exponential(3.0))
            )
        if singing:
            chirp = bank[int(rng.integers(len(bank)))]
            place(out, chirp, seconds(at), gain * float(rng.uniform(0.8, 1.0)), pan)
        at += float(rng.normal(1.0, 0.035)) / mine


def _chirp(rng: np.random.Generator, carrier_hz: float, pulses: int) -> FloatArray:
    gap = float(rng.uniform(0.031, 0.036))
    t = time_s(pulses * gap + 0.02)
    envelope: Doubles = np.zeros(t.size)
    for k in range(pulses):
        x = (t - k * gap) / 0.019
        inside = (x > 0) & (x < 1)
        envelope += np.where(inside, np.sin(np.pi * np.clip(x, 0, 1)) ** 1.5, 0) * (
            0.55 + 0.45 * (k > 0)
        )
    drop = carrier_hz * (1.0 - 0.012 * (t / t[-1]))
    return glide(drop, envelope, (1.0, 0.08, 0.02))


def _owl(task: Task, out: FloatArray) -> None:
    rng = task.rng("owl")
    calls = task.silence()
    f = float(rng.uniform(340, 400))
    for at in poisson_times(rng, task.samples, 1 / 60.0).tolist():
        pan = float(rng.uniform(-0.8, 0.8))
        for start, length in ((0.0, 0.6), (1.5, 0.16), (1.85, 0.9)):
            warble = 13.0 if length > 0.8 else 0.0
            hoot = syllable(f, 0.94 * f, length, bend=0.06, warble_hz=warble, depth=0.02,
                             harmonics=(1.0, 0.08))  # fmt: skip
            place(calls, hoot, at + seconds(start), 0.012, pan)
    if calls.any():
        wet = reverberate(calls, tail(rng, 1.8, 1.9, low_hz=150, high_hz=2500, predelay_s=0.05))
        out += 0.7 * calls + 1.2 * wet
