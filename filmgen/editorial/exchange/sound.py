"""Sound: the stems, each one clip over the whole film; and every line by itself, disabled."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import opentimelineio as otio

from filmgen.editorial.exchange.clock import Clock
from filmgen.editorial.exchange.references import file_reference
from filmgen.editorial.model import STEMS, SoundMedia, Timeline
from filmgen.media import Missing
from filmgen.timecode import samples_from_frames


def stem_tracks(timeline: Timeline, root: Path, clock: Clock) -> list[Any]:
    """One stereo track per stem of `model.STEMS`; a stem without a file says so."""
    span = clock.sample_span(0, samples_from_frames(timeline.cut.frames, timeline.cut.rate))
    tracks = []
    for stem in STEMS:
        path = root / "audio" / f"{stem}.wav"
        medium: Path | Missing = path if path.is_file() else Missing("this stem was not mixed")
        track = otio.schema.Track(name=stem, kind=otio.schema.TrackKind.Audio)
        track.append(
            otio.schema.Clip(
                name=stem,
                media_reference=file_reference(medium, span, root, stem),
                source_range=span,
                metadata={"filmgen": {"stem": stem}},
            )
        )
        tracks.append(track)
    return tracks


def line_tracks(sounds: Sequence[SoundMedia], root: Path, clock: Clock) -> list[Any]:
    """Dialogue clips on as few tracks as they need to lie beside each other.

    The tracks are disabled: every line is already heard in the dialogue stem.
    """
    lines = sorted(
        (s for s in sounds if s.stem == "dialogue" and s.length_samples > 0),
        key=lambda s: (s.start_sample, s.subject),
    )
    tracks: list[Any] = []
    free: list[int] = []
    for sound in lines:
        layer = next((i for i, end in enumerate(free) if end <= sound.start_sample), len(free))
        if layer == len(free):
            track = otio.schema.Track(name=f"lines {layer + 1}", kind=otio.schema.TrackKind.Audio)
            track.enabled = False
            tracks.append(track)
            free.append(0)
        if sound.start_sample > free[layer]:
            tracks[layer].append(clock.sample_gap(sound.start_sample - free[layer]))
        tracks[layer].append(_line_clip(sound, root, clock))
        free[layer] = sound.start_sample + sound.length_samples
    return tracks


def _line_clip(sound: SoundMedia, root: Path, clock: Clock) -> Any:
    first, length = sound.offset_samples, sound.length_samples
    available = clock.sample_span(0, first + length)
    return otio.schema.Clip(
        name=sound.subject,
        media_reference=file_reference(sound.path, available, root, sound.subject),
        source_range=clock.sample_span(first, length),
        metadata={
            "filmgen": {
                "line": sound.subject,
                "gain_db": sound.gain_db,
                "pan": sound.pan,
                "treatment": sound.treatment,
                "distance_m": sound.distance_m,
                "room_db": None if sound.room is None else sound.room.level_db,
                "key": sound.key,
            }
        },
    )
