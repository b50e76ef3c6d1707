"""How alike the voices of an engine are, blends and choruses included."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import combinations

from filmgen.sound.cast.voice import Voice, blended_timbre, likeness, split_blend, split_chorus

_SAME, _SHARED = 1.0, 0.85
_SAME_GENERATION_YEARS = 32


class VoiceSpace:
    """An engine's voices and the distances between them.

    Attributes:
        plain: the voices themselves, without blends.
    """

    def __init__(self, voices: Sequence[Voice]) -> None:
        self.plain = tuple(voices)
        self._known = {voice.id: voice for voice in voices}
        self._alike: dict[tuple[str, str], float | None] = {}

    def voice(self, voice_id: str) -> Voice:
        """A voice or a blend of them by its id.

        Raises:
            KeyError: no such voice, or a part of it.
            ValueError: see `split_blend`.
        """
        if voice_id not in self._known:
            parts = [(self._known[name], share) for name, share in split_blend(voice_id)]
            self._known[voice_id] = _mixed(voice_id, parts)
        return self._known[voice_id]

    def find(self, voice_id: str) -> Voice | None:
        """A voice or blend by its id, None if there is none."""
        try:
            return self.voice(voice_id)
        except (KeyError, ValueError):
            return None

    def blends(self) -> Iterable[Voice]:
        """Every pair of everyday voices of one gender that can be mixed, half and half."""
        return self._pairs

    @cached_property
    def _pairs(self) -> tuple[Voice, ...]:
        usual = sorted((v for v in self.plain if v.mixable and not v.manner), key=lambda v: v.id)
        return tuple(
            self.voice(f"{first.id}+{second.id}")
            for first, second in combinations(usual, 2)
            if (first.gender, first.language) == (second.gender, second.language)
            and abs(first.age_years - second.age_years) <= _SAME_GENERATION_YEARS
        )

    def alike(self, first: str, second: str) -> float | None:
        """Speaker cosine of two voices, -1 to 1; None where nobody measured one of them.

        The same voice is 1, also an unknown one. Of choruses the nearest two count. A blend is
        taken to lie between its parts; one that shares a part with another unknown is 0.85.
        """
        key = (first, second) if first <= second else (second, first)
        if key not in self._alike:
            self._alike[key] = self._measure(*key)
        return self._alike[key]

    def _measure(self, first: str, second: str) -> float | None:
        if first == second:
            return _SAME if first else None  # an engine without voices
        try:
            ours, theirs = split_chorus(first), split_chorus(second)
            if len(ours) > 1 or len(theirs) > 1:
                pairs = [self.alike(a, b) for a in ours for b in theirs]
                return max((alike for alike in pairs if alike is not None), default=None)
            exact = likeness(self.voice(first).timbre, self.voice(second).timbre)
            # Rounded as it was measured: the last bits of a machine's arithmetic choose nobody.
            found = None if exact is None else round(exact, 3)
            shared = {n for n, _ in split_blend(first)} & {n for n, _ in split_blend(second)}
        except (KeyError, ValueError):  # set by hand for another engine, or its own way of naming
            return None
        return _SHARED if found is None and shared else found


def _mixed(voice_id: str, parts: Sequence[tuple[Voice, float]]) -> Voice:
    largest = max(parts, key=lambda part: part[1])[0]
    return Voice(
        voice_id,
        largest.gender,
        largest.accent,
        round(sum(voice.age_years * share for voice, share in parts)),
        language=largest.language,
        timbre=blended_timbre(parts),
    )
