"""Harmony of the temp score: modes by mood, chords by tension, and voices that move little.

A chord stands for several bars; the next is a neighbour of it in a small graph of the mode's
usual moves. Tension thickens it: open triads and ninths, then suspensions, then semitones
rubbing over a pedal. The four upper voices go to the new chord by the smallest steps that
cover it (Tymoczko, A Geometry of Music, 2011: efficient voice leading).
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

_MODES: Mapping[str, tuple[int, ...]] = {
    "ionian": (0, 2, 4, 5, 7, 9, 11),
    "lydian": (0, 2, 4, 6, 7, 9, 11),
    "mixolydian": (0, 2, 4, 5, 7, 9, 10),
    "dorian": (0, 2, 3, 5, 7, 9, 10),
    "aeolian": (0, 2, 3, 5, 7, 8, 10),
    "phrygian": (0, 1, 3, 5, 7, 8, 10),
}
_MINOR_MOVES: Mapping[int, tuple[int, ...]] = {
    0: (5, 3, 5, 2), 2: (6, 5), 3: (0, 5), 5: (2, 3, 0), 6: (0, 5, 2)
}  # fmt: skip
_MAJOR_MOVES: Mapping[int, tuple[int, ...]] = {
    0: (3, 5, 3, 4), 1: (4, 3), 3: (0, 1, 4), 4: (5, 0, 3), 5: (3, 1)
}  # fmt: skip
_TENSE_MOVES: Mapping[int, tuple[int, ...]] = {0: (1, 0, 5), 1: (0,), 5: (0, 1)}
TENSE = 0.6
"""From here on the bass stays on the tonic, and the mode is the mood's tense one."""


@dataclass(frozen=True)
class Mood:
    """What a word of mood does to the music.

    Attributes:
        mode, tense_mode: keys of the mode table, below and above `TENSE`.
        major: whose moves between chords.
        bells: 0 to 1: how much of the sparse struck notes.
        warmth: 0 glassy and thin to 1 full and dark.
        tempo_bpm: of the beat that the pulse divides.
        tonic: lowest and highest pitch (MIDI) of the pedal.
    """

    mode: str
    tense_mode: str
    major: bool
    bells: float
    warmth: float
    tempo_bpm: float
    tonic: tuple[int, int] = (36, 41)


NEUTRAL = Mood("dorian", "phrygian", False, 0.45, 0.6, 72.0)
MOODS: Mapping[str, Mood] = {
    "": NEUTRAL,
    "warm": Mood("ionian", "aeolian", True, 0.8, 0.85, 66.0),
    "hopeful": Mood("lydian", "dorian", True, 0.7, 0.65, 76.0),
    "romantic": Mood("ionian", "aeolian", True, 0.7, 0.9, 60.0),
    "sad": Mood("aeolian", "aeolian", False, 0.7, 0.75, 56.0),
    "eerie": Mood("phrygian", "phrygian", False, 0.55, 0.2, 58.0, (35, 39)),
    "tense": Mood("aeolian", "phrygian", False, 0.1, 0.45, 88.0),
    "angry": Mood("phrygian", "phrygian", False, 0.0, 0.5, 104.0),
    "heroic": Mood("mixolydian", "aeolian", True, 0.1, 0.75, 96.0, (38, 43)),
    "comic": Mood("mixolydian", "dorian", True, 0.9, 0.55, 104.0, (40, 43)),
    "mysterious": Mood("lydian", "phrygian", True, 0.6, 0.3, 62.0),
}
"""By the words a request may carry."""
_ALIKE: Mapping[str, str] = {
    "tender": "warm", "calm": "warm", "peaceful": "warm", "happy": "hopeful", "joyful": "hopeful",
    "love": "romantic", "melancholy": "sad", "grief": "sad", "mournful": "sad", "bleak": "sad",
    "creepy": "eerie", "spooky": "eerie", "scary": "eerie", "horror": "eerie", "dread": "eerie",
    "suspense": "tense", "nervous": "tense", "fear": "tense", "furious": "angry",
    "violent": "angry", "action": "angry", "epic": "heroic", "triumphant": "heroic",
    "brave": "heroic", "funny": "comic", "playful": "comic", "mystery": "mysterious",
    "strange": "mysterious", "dreamy": "mysterious", "magic": "mysterious",
}  # fmt: skip


def mood_named(word: str) -> Mood:
    """The mood of a word or of one like it; neutral for a word that is not known."""
    tag = word.strip().lower()
    return MOODS.get(_ALIKE.get(tag, tag), NEUTRAL)


@dataclass(frozen=True)
class Chord:
    """Pitches as MIDI numbers.

    Attributes:
        bass: of the pedal or the root under the chord.
        voices: four, low to high.
        colours: pitches for struck notes and the high strings, within two octaves above.
    """

    bass: int
    voices: tuple[int, ...]
    colours: tuple[int, ...]


class Harmony:
    """Chords, one after another, as tension asks. The same seed gives the same music."""

    def __init__(self, mood: Mood, rng: np.random.Generator) -> None:
        self._mood, self._rng = mood, rng
        self.tonic = int(rng.integers(mood.tonic[0], mood.tonic[1] + 1))
        self._degree = -1
        self._voices: tuple[int, ...] = ()

    def scale(self, tension: float) -> tuple[int, ...]:
        """Pitch classes of the mode at this tension, from the tonic's."""
        mode = _MODES[self._mood.tense_mode if tension >= TENSE else self._mood.mode]
        return tuple((self.tonic + step) % 12 for step in mode)

    def next(self, tension: float) -> Chord:
        """The next chord at a tension of 0 to 1."""
        tense = tension >= TENSE
        moves = _TENSE_MOVES if tense else _MAJOR_MOVES if self._mood.major else _MINOR_MOVES
        options = moves.get(self._degree, (0,)) if self._degree >= 0 else (0,)
        self._degree = options[int(self._rng.integers(len(options)))]
        scale = self.scale(tension)
        shape = _shape(tension, self._rng)
        classes = tuple(dict.fromkeys(scale[(self._degree + step) % 7] for step in shape))
        centre = 61.0 - 7.0 * tension
        self._voices = _lead(self._voices, classes, centre)
        root = self.tonic if tense else self._bass(scale[self._degree])
        top = 72 if tension < 0.85 else 79
        colours = tuple(p for p in range(top - 2, top + 14) if p % 12 in classes)
        return Chord(root, self._voices, colours)

    def _bass(self, pitch_class: int) -> int:
        """The chord's root in the octave about the tonic."""
        return min(
            (p for p in range(self.tonic - 5, self.tonic + 8) if p % 12 == pitch_class),
            key=lambda p: abs(p - self.tonic),
        )


def _shape(tension: float, rng: np.random.Generator) -> tuple[int, ...]:
    """Steps of the scale above the root that sound together, root first."""
    if tension < 0.3:
        return ((0, 2, 4), (0, 2, 4, 1))[int(rng.integers(2))]
    if tension < TENSE:
        return ((0, 1, 4), (0, 3, 4), (0, 2, 4, 6))[int(rng.integers(3))]
    if tension < 0.85:
        return ((0, 1, 4), (0, 4, 5), (0, 2, 1))[int(rng.integers(3))]
    return ((0, 1, 4, 5), (0, 1, 2, 5))[int(rng.integers(2))]


def _lead(before: tuple[int, ...], classes: tuple[int, ...], centre: float) -> tuple[int, ...]:
    """Four voices of a chord, nearest to those before, all its tones sung, none doubled at one
    pitch, semitones not in the bass."""
    held = before or tuple(round(centre + step) for step in (-9, -3, 3, 9))
    choices = [
        [p for p in range(max(43, v - 6), min(79, v + 6) + 1) if p % 12 in classes] or [v]
        for v in held
    ]
    best: tuple[float, tuple[int, ...]] = (float("inf"), held)
    for voices in itertools.product(*choices):
        if any(b - a < 1 for a, b in itertools.pairwise(voices)):
            continue
        missing = len(set(classes) - {p % 12 for p in voices})
        rub = sum(b - a < 3 for a, b in itertools.pairwise(voices[:2]))
        far = abs(sum(voices) / 4.0 - centre)
        cost = (
            sum(abs(a - b) for a, b in zip(voices, held, strict=True))
            + 8.0 * missing
            + 5.0 * rub
            + 0.9 * far
            + 0.3 * max(0, voices[-1] - voices[0] - 19)
        )
        best = min(best, (cost, voices))
    return best[1]


def hertz(pitch: float) -> float:
    """Equal temperament, A4 = 440 Hz."""
    return float(440.0 * 2.0 ** ((pitch - 69.0) / 12.0))
