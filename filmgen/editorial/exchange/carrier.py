"""What the adapters are given: keys for names, whole frames at 24 a second.

Some adapters fail at 24000/1001, 12 or 48 frames/s, some on a quote or a control character
in a name, one looks for every file on the disk with ffprobe. None fails on "c7" and "m3" at 24
frames/s, where n/24*24 is n for every whole n (24 is a sum of two powers of two: Kahan's theorem,
Goldberg 1991, theorem 7), so that not even the FCPXML adapter's truncation loses a frame. Whoever
wrote the document then puts the names, the files and the film's rate in their places.
"""

from __future__ import annotations

from typing import Any

import opentimelineio as otio

from filmgen.editorial.exchange.clock import Clock
from filmgen.editorial.exchange.turnover import Lane, Medium, Turnover

CARRIER_RATE = 24


def carrier(cut: Turnover, *, lanes: tuple[Lane, ...] | None = None) -> Any:
    """An otio.schema.Timeline named by keys, of all lanes or of the given ones.

    Every medium is an ExternalReference to its key. Dissolves lie on the first lane.
    """
    clock = Clock(float(CARRIER_RATE))
    result = otio.schema.Timeline(name="film", global_start_time=clock.frames(cut.start_frame))
    dissolves = {d.frame: d for d in cut.dissolves}
    for number, lane in enumerate(cut.lanes if lanes is None else lanes):
        kind = otio.schema.TrackKind.Audio if lane.kind == "audio" else otio.schema.TrackKind.Video
        track = otio.schema.Track(name=f"t{number}", kind=kind)
        free = 0
        for piece in lane.pieces:
            if piece.start > free:
                track.append(clock.gap(piece.start - free))
            dissolve = dissolves.get(piece.start) if number == 0 else None
            if dissolve:
                track.append(_transition(dissolve.before, dissolve.frames, clock))
            medium = piece.medium
            track.append(
                otio.schema.Clip(
                    name=piece.key,
                    media_reference=reference(medium, clock),
                    source_range=clock.span(medium.start + piece.source, piece.frames),
                )
            )
            free = piece.end
        if number == 0 and cut.frames > free:
            track.append(clock.gap(cut.frames - free))
        result.tracks.append(track)
    return result


def reference(medium: Medium, clock: Clock) -> Any:
    """A medium by its key."""
    found = otio.schema.ExternalReference(medium.key, clock.span(medium.start, medium.frames))
    found.name = medium.key
    return found


def _transition(before: int, frames: int, clock: Clock) -> Any:
    return otio.schema.Transition(
        transition_type=otio.schema.TransitionTypes.SMPTE_Dissolve,
        in_offset=clock.frames(before),
        out_offset=clock.frames(frames - before),
    )
