"""V2 and up: effect elements over the picture, one track per element of a shot."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import opentimelineio as otio

from filmgen.editorial.conform.notes import plate_notes
from filmgen.editorial.exchange.clock import Clock
from filmgen.editorial.exchange.references import file_reference, sequence_reference
from filmgen.editorial.model import PlateMedia, Timeline, TimelineShot
from filmgen.media import Missing


def plate_tracks(timeline: Timeline, root: Path, clock: Clock) -> list[Any]:
    """A shot's first plate is lowest. A clip longer than its loop means the loop repeats."""
    tracks = []
    for layer in range(max((len(s.plates) for s in timeline.shots), default=0)):
        track = otio.schema.Track(name=f"plates {layer + 1}", kind=otio.schema.TrackKind.Video)
        free = 0
        for shot in timeline.shots:
            if layer >= len(shot.plates):
                continue
            plate = shot.plates[layer]
            onset = min(plate.onset_frames, shot.cut.frames - 1)
            start = shot.cut.start_frame + onset
            if start > free:
                track.append(clock.gap(start - free))
            track.append(_plate_clip(shot, plate, shot.cut.frames - onset, root, clock))
            free = shot.cut.start_frame + shot.cut.frames
        tracks.append(track)
    return tracks


def _plate_clip(
    shot: TimelineShot, plate: PlateMedia, frames: int, root: Path, clock: Clock
) -> Any:
    name = f"{shot.cut.shot.display_id}_{plate.kind}"
    own = Clock(float(plate.rate))
    available = own.span(0, max(1, plate.plate_frames))
    first = plate.sequence
    found = None if isinstance(first, Missing) else sequence_reference(first, root, own)
    anchor = plate.anchor
    return otio.schema.Clip(
        name=name,
        media_reference=found or file_reference(first, available, root, name),
        source_range=clock.span(0, frames),
        metadata={
            "filmgen": {
                "plate": plate.kind,
                "key": plate.key,
                "loops": plate.loops,
                "rate": str(plate.rate),
                "plate_frames": plate.plate_frames,
                "anchor": {
                    "x": anchor.x,
                    "y": anchor.y,
                    "width": anchor.width,
                    "height": anchor.height,
                    "depth_m": anchor.depth_m,
                    "fills_frame": anchor.fills_frame,
                },
                "shot": shot.cut.shot.display_id,
                "media": plate_notes(plate, root),
            }
        },
    )
