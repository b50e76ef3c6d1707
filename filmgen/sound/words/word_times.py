"""When each word of a recorded line is heard.

The embedded voice knows it (`notes["words"]`). For any other recording it is reckoned: the
longest silences are laid on the places where the text pauses, and the sound between two of them
is shared out to its words by how long each takes to say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from filmgen.media import Sound

Doubles = NDArray[np.float64]

_STEP_S = 0.01
_BELOW_PEAK_DB = 40.0  # speech's own range: quieter steps are silence
_ABOVE_NOISE_DB = 9.0
_SHORTEST_PAUSE_S = 0.06  # shorter: a plosive's closure
_SURE_PAUSE_S = 0.22  # longer: never within a word
_PAUSES = re.compile(r"[,;:.!?…—–。，、！？；：]|--|-$")
_SPREAD_WORDS = 9  # how far from where the pace has it a pause is looked for

# Seconds of a word among others, fitted by least squares to the embedded voices: letters
# tell it as well as syllables do, and what English says weakly is short. Before a pause it is
# held longer.
_WORD_S, _LETTER_S, _WEAK_S, _HELD_S = 0.104, 0.04, -0.088, 0.114
_DIGIT_LETTERS, _IDEOGRAPH_LETTERS = 6.0, 4.5
_WEAK_WORDS = (
    "a an the and or but of to in on at for from with by as if so i you he she it we they me him "
    "her us them my your his its our their is are was were be been am do does did has have had "
    "will would can could that this than then not no any"
)
_WEAK = frozenset(_WEAK_WORDS.split())
_SNAP_S = 0.05


@dataclass(frozen=True)
class WordTime:
    """A word of the line's text (`text.split()`), in seconds from the recording's start."""

    word: str
    start_s: float
    end_s: float


def word_times(text: str, sound: Sound) -> tuple[WordTime, ...]:
    """When each of `text.split()` is heard in a recording of it.

    Args:
        sound: mono or multichannel; its notes are believed if they hold the words' times.

    Returns:
        One entry for each word, in order, never overlapping; a word without letters or digits
        ("--") has no length. In a silent recording all words share its whole length.
    """
    words = text.split()
    noted = sound.notes.get("words")
    if isinstance(noted, Sequence) and [entry[0] for entry in noted] == words:
        return tuple(WordTime(word, float(start), float(end)) for word, start, end in noted)
    spoken = [k for k, word in enumerate(words) if any(c.isalnum() for c in word)]
    spans = dict(zip(spoken, _estimate([words[k] for k in spoken], _pauses(words), sound),
                     strict=True))  # fmt: skip
    times = []
    now = 0.0
    for place, word in enumerate(words):
        start, end = spans.get(place, (now, now))
        times.append(WordTime(word, round(start, 4), round(end, 4)))
        now = end
    return tuple(times)


def _pauses(words: Sequence[str]) -> list[bool]:
    """For each spoken word whether the text pauses after it."""
    found: list[bool] = []
    for word in words:
        pauses = bool(_PAUSES.search(word[-3:]))
        if any(c.isalnum() for c in word):
            found.append(pauses)
        elif found:
            found[-1] |= pauses
    return found


def _estimate(
    words: Sequence[str], pauses: Sequence[bool], sound: Sound
) -> list[tuple[float, float]]:
    if not words:
        return []
    levels = _levels(sound)
    runs = _speech(levels)
    weights = np.array([_seconds(word) for word in words]) + _HELD_S * np.array(pauses)
    if not runs:
        runs = [(0.0, float(sound.seconds))]
    spans: list[tuple[float, float]] = []
    for first, last, start, end in _segments(weights, pauses, runs):
        share = weights[first:last].copy()
        share[-1] += _HELD_S * (not pauses[last - 1])
        edges = start + (end - start) * np.concatenate([[0.0], np.cumsum(share) / share.sum()])
        inner = [_dip(levels, float(edge)) for edge in edges[1:-1]]
        whole = np.maximum.accumulate(np.array([start, *inner, end]))
        spans += list(zip(whole[:-1].tolist(), whole[1:].tolist(), strict=True))
    return spans


def _seconds(word: str) -> float:
    """What a word takes among others."""
    letters = sum(
        _DIGIT_LETTERS if c.isdigit() else _IDEOGRAPH_LETTERS if c >= "\u2e80" else 1.0
        for c in word
        if c.isalnum()
    )
    weak = "".join(c for c in word.lower() if c.isalnum()) in _WEAK
    return _WORD_S + _LETTER_S * letters + _WEAK_S * weak


def _levels(sound: Sound) -> Doubles:
    """dB of each step of 10 ms, rumble taken off."""
    samples = np.atleast_2d(sound.samples).mean(axis=0, dtype=np.float64)
    samples = samples - np.concatenate([[0.0], samples[:-1]]) * 0.9
    width = max(1, round(_STEP_S * sound.rate_hz))
    count = len(samples) // width
    steps = samples[: count * width].reshape(count, width)
    levels: Doubles = 10.0 * np.log10(np.mean(steps * steps, axis=1) + 1e-12)
    return levels


def _speech(levels: Doubles) -> list[tuple[float, float]]:
    """Stretches of speech in seconds, parted by every silence that may be a pause."""
    if not levels.size or levels.max() < -90.0:
        return []
    floor = max(
        levels.max() - _BELOW_PEAK_DB,
        min(float(np.percentile(levels, 5)) + _ABOVE_NOISE_DB, levels.max() - 15.0),
    )
    loud = np.concatenate([[False], levels > floor, [False]])
    turns = (np.flatnonzero(loud[1:] != loud[:-1]) * _STEP_S).reshape(-1, 2).tolist()
    runs: list[tuple[float, float]] = []
    for start, end in turns:
        if runs and start - runs[-1][1] < _SHORTEST_PAUSE_S:
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
    return runs


def _segments(
    weights: Doubles, pauses: Sequence[bool], runs: Sequence[tuple[float, float]]
) -> list[tuple[int, int, float, float]]:
    """Which words are heard in which stretch: (first word, one after the last, start, end).

    The cheapest way through the silences: each is a pause between two words or a gap within
    the speech. It costs to pause where the text does not, to run on where it does, and to
    speak faster or slower between two pauses than on the whole.
    """
    count, total = len(weights), float(weights.sum())
    said = np.concatenate([[0.0], np.cumsum(weights)])
    length = sum(end - start for start, end in runs)
    pace = length / total
    marks = np.concatenate([[0], np.cumsum(pauses)])
    # Ways that end with a pause after run k: words said so far -> (cost, earlier pauses).
    ways: list[dict[int, tuple[float, tuple[tuple[int, int], ...]]]] = [{0: (0.0, ())}]
    reach = [-1]  # the run after which each entry of `ways` pauses
    gaps_cost = np.cumsum([0.0, *(_gap_cost(runs[k + 1][0] - runs[k][1])
                                  for k in range(len(runs) - 1))])  # fmt: skip
    for k, (start, end) in enumerate(runs):
        final = k == len(runs) - 1
        so_far = min(ways[-1], key=lambda at: ways[-1][at][0])
        near = int(np.searchsorted(said, said[so_far] + (end - start) / pace))
        ends = [count] if final else range(
            max(1, near - _SPREAD_WORDS), min(count - 1, near + _SPREAD_WORDS) + 1
        )  # fmt: skip
        found: dict[int, tuple[float, tuple[tuple[int, int], ...]]] = {}
        for at in ends:
            best: tuple[float, tuple[tuple[int, int], ...]] | None = None
            for past, before in zip(ways[-_LOOK_BACK:], reach[-_LOOK_BACK:], strict=True):
                spoke = end - runs[before + 1][0]
                skipped = float(gaps_cost[k] - gaps_cost[before + 1])
                for since, (cost, path) in past.items():
                    if since >= at:
                        continue
                    expected = pace * float(said[at] - said[since])
                    spread = 0.05 + 0.09 * (at - since) ** 0.5
                    whole = cost + skipped + ((spoke - expected) / spread) ** 2
                    whole += 1.0 * float(marks[at - 1] - marks[since])
                    if not final and not pauses[at - 1]:
                        whole += 4.0
                    if best is None or whole < best[0]:
                        best = (whole, (*path, (at, k)))
            if best is not None:
                found[at] = best
        if found:
            ways.append(found)
            reach.append(k)
    chosen = ways[-1].get(count) if reach[-1] == len(runs) - 1 else None
    path = chosen[1] if chosen else ((count, len(runs) - 1),)
    segments = []
    first, run = 0, 0
    for at, k in path:
        segments.append((first, at, runs[run][0], runs[k][1]))
        first, run = at, k + 1
    return segments


_LOOK_BACK = 8


def _gap_cost(seconds: float) -> float:
    """Of a silence that is no pause between words."""
    return 30.0 if seconds >= _SURE_PAUSE_S else 6.0 * (seconds / _SURE_PAUSE_S) ** 2


def _dip(levels: Doubles, at: float) -> float:
    """The quietest moment near a supposed boundary."""
    middle = round(at / _STEP_S)
    reach = round(_SNAP_S / _STEP_S)
    first = max(0, middle - reach)
    near = levels[first : middle + reach + 1]
    if not near.size:
        return at
    away = np.abs(np.arange(first, first + len(near)) - middle)
    return (first + int(np.argmin(near + 0.8 * away))) * _STEP_S
