"""When each word and each phoneme of a spoken line is heard: the model's own durations.

A token lasts whole frames of 25 ms, and frame n of a phrase is spoken by its samples from 600 n
on, but the aligner that Kokoro learned its durations from lagged: a sound is heard before its
token's frames. hexgrad's own `join_timestamps` takes three frames off; `lag_s` is what hisses
and vowels showed at four speeds. Where a word stands beside a silence its edge is moved to where
the sound begins or ends.
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

_STEP = 120  # 5 ms: how finely silences are looked for
_QUIET_DB = -40.0  # below the line's loudest step, rumble and breath taken off
_PAUSE_S = 0.02
_REACH_S = 0.12  # how far an edge is moved to a silence, for a short one less
_SHORTEST_S = 0.03
_SETTLES_S = 0.4
_BLIP_DB = -20.0
_BLIP_STEPS = 5  # a release within a silence is no speech

Span = tuple[float, float]


def lag_s(speed: float) -> float:
    """How much sooner than its frames a token is heard.

    The edges of 69 hisses at speeds 0.6, 1, 1.4 and 2: 92, 70, 55 and 50 ms.
    """
    return 0.031 + 0.038 / speed


@dataclass(frozen=True)
class SpokenPhrase:
    """A phrase and its place in the line.

    Attributes:
        frames: int64 (tokens + 2,), see `kokoro_model.Prosody`.
        offset: sample of the line at which the phrase's first, untrimmed sample stands; below 0
            where it was cut off.
        speed: at which it is spoken.
        begins_s: where in the line it begins to sound.
    """

    phrase: Phrase
    frames: NDArray[np.int64]
    offset: int
    speed: float
    begins_s: float

    def spans(self) -> list[Span]:
        """(start, end) of each symbol in seconds of the line."""
        samples = self.offset + FRAME_SAMPLES * np.cumsum(self.frames)
        edges = samples / RATE_HZ - lag_s(self.speed)
        # The first sound may come sooner or later; the following make up for it.
        late = np.clip(self.begins_s - edges[0], -0.5 * _SETTLES_S, 0.5 * _SETTLES_S)
        edges += late * np.clip(1.0 - (edges - edges[0]) / _SETTLES_S, 0.0, 1.0)
        return list(itertools.pairwise(edges.tolist()))[: len(self.phrase.phonemes)]


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
    crisp = np.diff(samples[: count * _STEP].astype(np.float64), prepend=0.0)
    steps = crisp.reshape(count, _STEP)
    levels = 10.0 * np.log10(np.mean(steps * steps, axis=1) + 1e-12)
    quiet = np.concatenate([[False], levels < levels.max() + _QUIET_DB, [False]])
    blips = np.flatnonzero(quiet[1:] != quiet[:-1])[1:-1].reshape(-1, 2)
    for first, last in blips.tolist():
        if last - first <= _BLIP_STEPS and levels[first:last].max() < levels.max() + _BLIP_DB:
            quiet[first + 1 : last + 1] = True
    turns = np.flatnonzero(quiet[1:] != quiet[:-1]) * (_STEP / RATE_HZ)
    moved = [list(edge) for edge in edges]
    if not moved:
        return []
    for start, end in turns.reshape(-1, 2).tolist():
        if start <= 0.0:
            moved[0][0] = end if end < edges[0][1] else edges[0][0]
        elif end >= count * _STEP / RATE_HZ:
            # The last token's duration takes in the silence after it.
            moved[-1][1] = start if start > edges[-1][0] else edges[-1][1]
        elif end - start >= _PAUSE_S:
            reach = min(_REACH_S, 0.04 + end - start)
            between = [
                (abs(edges[k][1] - start) + abs(edges[k + 1][0] - end), k)
                for k in range(len(edges) - 1)
                if start - reach <= edges[k][1] <= end
                and start - 0.03 <= edges[k + 1][0] <= end + reach
            ]
            if between:
                _, k = min(between)
                moved[k][1], moved[k + 1][0] = start, end
    for k, (start, end) in enumerate(moved):
        if end - start < _SHORTEST_S:
            moved[k][1] = start + min(_SHORTEST_S, edges[k][1] - edges[k][0])
    return [(start, end) for start, end in moved]
