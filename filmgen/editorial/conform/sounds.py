"""What is heard: stems and lines as they lie on the tracks that are switched on."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from pathlib import Path
from typing import Any

import opentimelineio as otio

from filmgen.editorial.conform.delivered import Delivered
from filmgen.editorial.conform.edit import EditSound
from filmgen.editorial.conform.flatten import Leaf
from filmgen.editorial.conform.notes import plain
from filmgen.editorial.conform.time import exact_frames, nearest
from filmgen.editorial.model import STEMS
from filmgen.media import Missing
from filmgen.timecode import SAMPLE_RATE_HZ


def sounds_of(
    leaves: list[Leaf], delivered: Delivered, rate: Fraction, losses: list[str]
) -> tuple[EditSound, ...]:
    """The sounds of the leaves of audio tracks; what cannot be heard is named in `losses`."""
    clips = [leaf for leaf in leaves if isinstance(leaf.item, otio.schema.Clip)]
    alone = Counter(leaf.track for leaf in clips)
    sounds: list[EditSound] = []
    # Formats that do not know of switched-off tracks bring lines that the stem has already.
    doubled = [leaf for leaf in clips if _is_lost_line(leaf, delivered)]
    if any(_sure_stem(leaf, delivered) == "dialogue" for leaf in clips):
        clips = [leaf for leaf in clips if leaf not in doubled]
    for leaf in clips:
        name = leaf.item.name or "a sound without a name"
        try:
            sound = _sound(leaf, delivered, rate, alone[leaf.track] == 1)
        except (ValueError, TypeError) as error:
            losses.append(f"{name}: {error}; silent")
            continue
        if sound is None:
            continue
        if isinstance(sound.medium, Missing):
            losses.append(f"{name}: {sound.medium.reason}; silent")
            continue
        if leaf.entry is not None:
            losses.append(f"{name}: its cross-fade is a cut with a fade of 10 ms")
        sounds.append(sound)
    return tuple(sounds)


def _notes(item: Any, delivered: Delivered) -> dict[str, Any]:
    notes: dict[str, Any] = plain(item.metadata.get("filmgen") or {})
    if not notes:
        known = delivered.clip(item.name)
        notes = {} if known is None else known.metadata
    return notes


def _is_lost_line(leaf: Leaf, delivered: Delivered) -> bool:
    lost = not leaf.item.metadata.get("filmgen")
    return lost and "line" in _notes(leaf.item, delivered)


def _sure_stem(leaf: Leaf, delivered: Delivered) -> str:
    return str(_notes(leaf.item, delivered).get("stem", ""))


def _sound(leaf: Leaf, delivered: Delivered, rate: Fraction, alone: bool) -> EditSound | None:
    item, window = leaf.item, leaf.window
    per_frame = SAMPLE_RATE_HZ / rate
    start, end = nearest(window.low * per_frame), nearest(window.high * per_frame)
    if end <= start:
        return None
    notes = _notes(item, delivered)
    first = window.at(window.low)
    available = item.media_reference.available_range if item.media_reference else None
    if available is not None:
        first -= exact_frames(available.start_time, rate)
    medium = _medium(item.media_reference, delivered)
    stem = str(notes.get("stem") or _named_stem(item.name, medium))
    length = None if available is None else exact_frames(available.duration, rate)
    untouched = window.low == 0 and first == 0 and window.speed == 1 and alone
    return EditSound(
        name=item.name,
        medium=medium,
        start_sample=start,
        samples=end - start,
        first_sample=first * per_frame,
        speed=window.speed,
        stem=stem or ("dialogue" if "line" in notes else "effects"),
        whole=bool(stem) and untouched and (length is None or window.high >= length - 1),
        gain_db=_number(notes, "gain_db"),
        pan=_number(notes, "pan"),
        treatment=str(notes.get("treatment") or ""),
    )


def _named_stem(name: str, medium: Path | Missing) -> str:
    """A stem that lost its metadata keeps its file's name."""
    file = medium.stem if isinstance(medium, Path) and medium.parent.name == "audio" else ""
    return next((stem for stem in STEMS if stem in (name, file)), "")


def _number(notes: dict[str, Any], key: str) -> float:
    value = notes.get(key)
    return float(value) if isinstance(value, (int, float)) else 0.0


def _medium(reference: Any, delivered: Delivered) -> Path | Missing:
    if not isinstance(reference, otio.schema.ExternalReference):
        return Missing("it has no medium")
    path = delivered.file(reference.target_url or "")
    return path if path.is_file() else Missing(f"{path.name} is not there")
