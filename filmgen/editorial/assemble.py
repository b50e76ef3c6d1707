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
from filmgen.sound.acting.reach import treatments
from filmgen.timecode import samples_from_frames


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
    ways = treatments(placed.line for shot in cut.shots for placed in shot.lines)
    dialogue = tuple(
        media for shot in cut.shots for media in _dialogue(cut, shot, recordings, keys, ways)
    )
    return Timeline(cut, shots, dialogue + beds)


def _dialogue(
    cut: Cut,
    shot: CutShot,
    recordings: Mapping[str, Path | Missing],
    keys: Mapping[str, str],
    ways: Mapping[str, str],
) -> list[SoundMedia]:
    laid = []
    for placed in shot.lines:
        path = recordings[placed.line.id]
        if isinstance(path, Missing):
            continue
        start = shot.start_frame + placed.start_frame
        start_sample = samples_from_frames(start, cut.rate)
        end_sample = samples_from_frames(start + placed.frames, cut.rate)
        laid.append(
            SoundMedia(
                stem="dialogue",
                path=path,
                start_sample=start_sample,
                length_samples=end_sample - start_sample,
                subject=placed.line.id,
                treatment=ways[placed.line.id],
                key=keys[placed.line.id],
            )
        )
    return laid
