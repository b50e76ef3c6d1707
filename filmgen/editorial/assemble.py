"""Assemble the timeline: the locked cut with its media, nothing re-timed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from filmgen.editorial.model import (
    Cut,
    CutShot,
    MotionMedia,
    PanelMedia,
    PlateMedia,
    SoundMedia,
    Timeline,
    TimelineShot,
)
from filmgen.media import Missing
from filmgen.timecode import samples_from_frames

_TREATMENTS = {
    "V.O.": "voice over",
    "O.S.": "next room",
    "O.C.": "next room",
    "ON PHONE": "phone",
    "ON THE PHONE": "phone",
    "PHONE": "phone",
    "FILTERED": "phone",
    "INTO PHONE": "",
    "ON RADIO": "radio",
    "RADIO": "radio",
    "ON TV": "radio",
}
"""How a cue's extension makes a voice sound."""


def assemble(
    cut: Cut,
    frames: Mapping[str, tuple[PanelMedia, ...]],
    plates: Mapping[str, tuple[PlateMedia, ...]],
    recordings: Mapping[str, Path | Missing],
    keys: Mapping[str, str],
    beds: tuple[SoundMedia, ...],
    motions: Mapping[str, MotionMedia] | None = None,
) -> Timeline:
    """Lay media over the cut.

    Args:
        frames, plates: by shot identity. motions: of the shots that have one, by identity.
        recordings, keys: file (or why there is none) and content key by line id.
        beds: ambience and spot sounds, already placed.
    """
    moving = motions or {}
    shots = tuple(
        TimelineShot(
            s,
            frames[s.shot.identity],
            plates.get(s.shot.identity, ()),
            moving.get(s.shot.identity),
        )
        for s in cut.shots
    )
    dialogue = tuple(
        media for shot in cut.shots for media in _dialogue(cut, shot, recordings, keys)
    )
    return Timeline(cut, shots, dialogue + beds)


def _dialogue(
    cut: Cut, shot: CutShot, recordings: Mapping[str, Path | Missing], keys: Mapping[str, str]
) -> list[SoundMedia]:
    laid = []
    for placed in shot.lines:
        path = recordings[placed.line.id]
        if isinstance(path, Missing):
            continue
        start = shot.start_frame + placed.start_frame
        start_sample = samples_from_frames(start, cut.rate)
        end_sample = samples_from_frames(start + placed.frames, cut.rate)
        treatment = ""
        for extension in placed.line.extensions:
            treatment = _TREATMENTS.get(extension.upper(), treatment)
        laid.append(
            SoundMedia(
                stem="dialogue",
                path=path,
                start_sample=start_sample,
                length_samples=end_sample - start_sample,
                subject=placed.line.id,
                treatment=treatment,
                key=keys[placed.line.id],
            )
        )
    return laid
