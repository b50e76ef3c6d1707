"""A sound in a person's words: "heavy rain on a tin roof far away, a dog barks" as layers.

The text is cut into clauses; in each the longest list of known phrases is looked for, and what
stands around them sets knobs, strength, distance. A clause that holds only such words belongs
to the sound before it, or to the first where it opens the text: order does not matter.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from filmgen.errors import ConfigError
from filmgen.sound.acoustics.distance import FARTHEST_M
from filmgen.sound.places.described_words import (
    FAR,
    FILLER,
    KNOBS,
    METRES,
    MUFFLED,
    NEAR,
    PHRASES,
    STRONG,
    VERY,
    WEAK,
)
from filmgen.sound.synth.render import BEDS, SPOTS

_CLAUSE = re.compile(r"[,;.+&/]|\b(?:and|with|while|then|plus|over which)\b")
_UNIT_M = {"m": 1.0, "k": 1000.0, "f": 0.3048, "y": 0.9144}
_FAR_TIMES, _NEAR_TIMES = 15.0, 0.4


@dataclass(frozen=True)
class SoundLayer:
    """One sound to lay.

    Attributes:
        kind: of `BEDS` or `SPOTS`.
        intensity: 0 to 1.
        parameters: the kind's knobs, `distance` and `muffled` among them.
        again: whether a spot comes again and again, or once.
    """

    kind: str
    intensity: float = 0.6
    parameters: tuple[tuple[str, Any], ...] = ()
    again: bool = False

    @property
    def is_bed(self) -> bool:
        return self.kind in BEDS


@dataclass
class _Heard:
    """What a clause said besides its sounds."""

    knobs_text: str = ""
    intensity: float | None = None
    distance_m: float | None = None
    times: float | None = None
    muffled: bool = False
    unknown: list[str] = field(default_factory=list)


def described(text: str) -> tuple[SoundLayer, ...]:
    """The layers a text asks for, in the order of their words, no kind twice.

    Raises:
        ConfigError: nothing in it, or in one of its clauses, is a sound that is known; names
            the nearest.
    """
    clauses = [c.strip() for c in _CLAUSE.split(text.lower()) if c.strip()]
    found: list[tuple[list[SoundLayer], _Heard]] = []
    waiting: list[_Heard] = []
    for clause in clauses:
        layers, heard = _clause(clause)
        if layers:
            found.append((layers, heard))
        elif heard.unknown:
            raise _unknown(text, heard.unknown)
        elif found:
            _join(found[-1][1], heard)
        else:
            waiting.append(heard)
    if not found:
        raise _unknown(text, re.findall(r"[^\W\d_]+", text.lower()))
    for heard in waiting:
        _join(found[0][1], heard)
    made: dict[str, SoundLayer] = {}
    for layers, heard in found:
        for layer in layers:
            made.setdefault(layer.kind, _shaded(layer, heard))
    return tuple(made.values())


def overridden(
    layers: Sequence[SoundLayer], *, intensity: float | None, distance_m: float | None
) -> tuple[SoundLayer, ...]:
    """The same layers with an intensity or a distance of one's own for all of them.

    Raises:
        ConfigError: outside 0 to 1, or 0.1 to 5000 m.
    """
    if intensity is not None and not 0.0 <= intensity <= 1.0:
        raise ConfigError("--intensity", f"{intensity:g} is outside 0 to 1")
    if distance_m is not None and not 0.1 <= distance_m <= FARTHEST_M:
        raise ConfigError("--distance", f"{distance_m:g} is outside 0.1 to {FARTHEST_M:.0f} metres")
    made = []
    for layer in layers:
        knobs = dict(layer.parameters)
        if distance_m is not None:
            knobs["distance"] = distance_m
        strength = layer.intensity if intensity is None else intensity
        made.append(replace(layer, intensity=strength, parameters=tuple(sorted(knobs.items()))))
    return tuple(made)


def _clause(clause: str) -> tuple[list[SoundLayer], _Heard]:
    """The sounds of a clause and what is said around them."""
    heard = _Heard(knobs_text=clause)
    left = _circumstances(clause, heard)
    layers: list[tuple[int, SoundLayer]] = []
    for kind, pattern, knobs in PHRASES:
        # A place a drop or a step falls on is no sound of its own.
        match = re.search(rf"(?<!on )(?<!on a )(?<!on the )\b(?:{pattern})\b", left)
        if match is None or any(layer.kind == kind for _, layer in layers):
            continue
        if any(_takes(layer.kind, match[0]) for _, layer in layers):
            continue
        plural = match[0].endswith("s") or match[0].endswith("ing") or " " in match[0]
        once = re.search(r"\b(?:a|an|one|single)\s+(?:\w+\s+){0,2}$", left[: match.start()])
        again = kind == "thunder" or kind == "dog" or (plural and once is None)
        layers.append((match.start(), SoundLayer(kind, 0.6, tuple(knobs.items()), again)))
        left = left[: match.start()] + "#" * len(match[0]) + left[match.end() :]
    if not layers:
        words = re.findall(r"[^\W\d_]+", left)
        known = " ".join(p for rows in KNOBS.values() for _, p, _ in rows)
        heard.unknown = [w for w in words if w not in FILLER and not re.search(rf"\b{w}\b", known)]
    return [layer for _, layer in sorted(layers, key=lambda pair: pair[0])], heard


def _takes(kind: str, words: str) -> bool:
    """Whether words are a knob of a sound that is there already ("rain on leaves")."""
    return any(re.fullmatch(pattern, words) for _, pattern, _ in KNOBS.get(kind, ()))


def _circumstances(clause: str, heard: _Heard) -> str:
    """Distance, walls and strength of a clause; the clause without their words."""

    def take(pattern: str, text: str) -> tuple[re.Match[str] | None, str]:
        match = re.search(rf"\b(?:{pattern})\b", text)
        if match is None:
            return None, text
        return match, text[: match.start()] + " " * len(match[0]) + text[match.end() :]

    match, clause = take(MUFFLED, clause)
    heard.muffled = match is not None
    match, clause = take(METRES, clause)
    if match is not None:
        unit = match[2]
        factor = 1609.34 if unit.startswith("mi") else _UNIT_M[unit[0]]
        heard.distance_m = float(match[1]) * factor
    match, clause = take(FAR, clause)
    heard.times = _FAR_TIMES if match is not None else None
    match, clause = take(NEAR, clause)
    heard.times = _NEAR_TIMES if match is not None and heard.times is None else heard.times
    very, clause = take(VERY, clause)
    match, clause = take(STRONG, clause)
    if match is not None:
        heard.intensity = 1.0 if very else 0.9
    match, clause = take(WEAK, clause)
    if match is not None and heard.intensity is None:
        heard.intensity = 0.1 if very else 0.25
    return clause


def _join(heard: _Heard, more: _Heard) -> None:
    """What a clause without a sound says belongs to another's."""
    heard.knobs_text += " " + more.knobs_text
    heard.intensity = more.intensity if more.intensity is not None else heard.intensity
    heard.distance_m = more.distance_m if more.distance_m is not None else heard.distance_m
    heard.times = more.times if more.times is not None else heard.times
    heard.muffled = heard.muffled or more.muffled


def _shaded(layer: SoundLayer, heard: _Heard) -> SoundLayer:
    recipe = BEDS[layer.kind] if layer.kind in BEDS else SPOTS[layer.kind]
    knobs = dict(layer.parameters)
    for name, pattern, value in KNOBS.get(layer.kind, ()):
        if name not in knobs and re.search(rf"\b(?:{pattern})\b", heard.knobs_text):
            knobs[name] = value
    metres = heard.distance_m
    if metres is None and heard.times is not None:
        metres = recipe.natural_m * heard.times
    if metres is not None:
        knobs["distance"] = round(min(max(metres, 0.1), FARTHEST_M), 2)
    if heard.muffled:
        knobs["muffled"] = 0.8
    strength = 0.6 if heard.intensity is None else heard.intensity
    return replace(layer, intensity=strength, parameters=tuple(sorted(knobs.items())))


def _unknown(text: str, words: Sequence[str]) -> ConfigError:
    vocabulary: dict[str, str] = {kind: kind for kind in (*BEDS, *SPOTS)}
    for kind, pattern, _ in PHRASES:
        for word in re.findall(r"[a-z]{3,}", re.sub(r"\(\?[^)]*\)|\\\w[*+]?", " ", pattern)):
            vocabulary.setdefault(word, kind)
    near: dict[str, None] = {}
    for word in words:
        for match in difflib.get_close_matches(word, vocabulary, 2, 0.65):
            near.setdefault(vocabulary[match])
    hint = f"; near it: {', '.join(near)}" if near else ""
    named = " ".join(dict.fromkeys(words)) or text.strip()
    return ConfigError(f"ambience {named[:60]!r}", f"no sound of that name{hint}; --list names all")
