"""When each word and each phoneme of a spoken line is heard: the model's own durations.

A token lasts whole frames of 25 ms, frame n of a phrase is spoken by its samples from 600 n
on, and the sound of a token is heard three frames before its own: the aligner that Kokoro
learned its durations from lagged by that much (hexgrad's own `join_timestamps` takes it off;
measured here on fricatives and plosives, `tests/speech/test_kokoro_times.py`). Where a word
stands beside a silence its edge is moved to where the sound begins or ends.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from filmgen.engines.speech.kokoro_model import FRAME_SAMPLES, RATE_HZ
from filmgen.engines.speech.kokoro_phonemes import Phrase
from filmgen.media import FloatArray

LAG_FRAMES = 3
_STEP = 120  # 5 ms: how finely silences are looked for
_QUIET_DB = -38.0  # below the line's loudest step
_PAUSE_S = 0.045  # shorter gaps are a plosive's closure
_REACH_S = 0.12

Span = tuple[float, float]


@dataclass(frozen=True)
class SpokenPhrase:
    """A phrase and its place in the line.

    Attributes:
        frames: int64 (tokens + 2,), see `kokoro_model.Prosody`.
        offset: sample of the line at which the phrase's first, untrimmed sample stands; below 0
            where it was cut off.
    """

    phrase: Phrase
    frames: NDArray[np.int64]
    offset: int

    def spans(self) -> list[Span]:
        """(start, end) of each symbol in seconds of the line."""
        frames = np.cumsum(self.frames) - min(LAG_FRAMES, int(self.frames[0]))
        seconds = ((self.offset + FRAME_SAMPLES * frames) / RATE_HZ).tolist()
        return list(itertools.pairwise(seconds))[: len(self.phrase.phonemes)]


def word_notes(text: str, spoken: Sequence[SpokenPhrase], samples: FloatArray) -> list[Any]:
    """`notes["words"]`: [[word, start_s, end_s], …], one for each of `text.split()`.

    Words that run on meet in the middle of the space between them. A word that nothing speaks
    ("—", "...") has no length, where the one before it ends.

    Args:
        samples: the line, at `RATE_HZ`.
    """
    length_s = len(samples) / RATE_HZ
    heard: dict[int, Span] = {}
    for phrase in spoken:
        _add_words(heard, phrase)
    order = sorted(heard)
    edges = [heard[word] for word in order]
    edges = _at_silences(edges, samples)
    spans = dict(zip(order, edges, strict=True))
    notes: list[Any] = []
    now = 0.0
    for place, word in enumerate(text.split()):
        start, end = spans.get(place, (now, now))
        start = min(max(start, now), length_s)
        now = min(max(end, start), length_s)
        notes.append([word, round(start, 4), round(now, 4)])
    return notes


def phone_notes(spoken: Sequence[SpokenPhrase], words: Sequence[Any]) -> list[Any]:
    """`notes["phones"]`: [[symbol, start_s, end_s], …] without what is silent.

    A stress mark's time is its vowel's, a length mark's the vowel's before it. No phoneme
    reaches out of its word.
    """
    notes: list[Any] = []
    for phrase in spoken:
        began: float | None = None
        told = zip(phrase.phrase.phonemes, phrase.phrase.owners, phrase.spans(), strict=True)
        for symbol, owner, (start, end) in told:
            if owner < 0:
                began = None
                continue
            _, first, last = words[owner]
            if symbol in "ˈˌ":
                began = start
            elif symbol == "ː":
                notes[-1][2] = round(min(max(end, first), last), 4)
            else:
                start = start if began is None else began
                span = [round(min(max(at, first), last), 4) for at in (start, end)]
                notes.append([symbol, *span])
                began = None
    return notes


def _add_words(heard: dict[int, Span], spoken: SpokenPhrase) -> None:
    symbols, owners, spans = spoken.phrase.phonemes, spoken.phrase.owners, spoken.spans()
    for place, (owner, (start, end)) in enumerate(zip(owners, spans, strict=True)):
        if owner < 0:
            continue
        if _runs_on(symbols, owners, place - 1):
            start = sum(spans[place - 1]) / 2
        if _runs_on(symbols, owners, place + 1):
            end = sum(spans[place + 1]) / 2
        first, last = heard.get(owner, (start, end))
        heard[owner] = (min(first, start), max(last, end))


def _runs_on(symbols: str, owners: Sequence[int], place: int) -> bool:
    """Whether a symbol is a space with a word on both sides."""
    inside = 0 < place < len(symbols) - 1 and symbols[place] == " "
    return inside and owners[place - 1] >= 0 and owners[place + 1] >= 0


def _at_silences(edges: list[Span], samples: FloatArray) -> list[Span]:
    """Words' edges moved to the silences beside them, where there are any."""
    count = len(samples) // _STEP
    steps = samples[: count * _STEP].reshape(count, _STEP).astype(np.float64)
    levels = 10.0 * np.log10(np.mean(steps * steps, axis=1) + 1e-12)
    quiet = np.concatenate([[False], levels < levels.max() + _QUIET_DB, [False]])
    turns = np.flatnonzero(quiet[1:] != quiet[:-1]) * (_STEP / RATE_HZ)
    moved = [list(edge) for edge in edges]
    for start, end in turns.reshape(-1, 2).tolist():
        if end - start < _PAUSE_S and start > 0.0 and end < count * _STEP / RATE_HZ:
            continue
        before = [k for k, (_, last) in enumerate(edges) if start - _REACH_S <= last <= end]
        after = [k for k, (first, _) in enumerate(edges) if start <= first <= end + _REACH_S]
        if not moved:
            break
        if start <= 0.0:
            moved[0][0] = end
        elif end >= count * _STEP / RATE_HZ:
            moved[-1][1] = start
        elif before and after and after[0] == before[-1] + 1:
            moved[before[-1]][1], moved[after[0]][0] = start, end
    return [(min(a, b), b) for a, b in moved]
