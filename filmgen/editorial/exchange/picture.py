"""V1: the shots end to end; and the rendered film to check a conform against.

One clip per panel: a panel is a still, and a still is the only medium that every editing
program relinks from a flat timeline. Nesting the panels of a shot in a Stack arrives as a
compound clip in one program and not at all in the next. A shot in motion is one clip.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import opentimelineio as otio

from filmgen.breakdown.model import ShotTransition
from filmgen.editorial.conform.notes import shot_notes
from filmgen.editorial.documents import shot_document
from filmgen.editorial.exchange.clock import Clock
from filmgen.editorial.exchange.legal import legal
from filmgen.editorial.exchange.markers import markers
from filmgen.editorial.exchange.references import file_reference, sequence_reference
from filmgen.editorial.model import Cut, MotionMedia, PanelMedia, Timeline, TimelineShot
from filmgen.editorial.paths import relative_path

FILM = "animatic.mp4"
_TRANSITIONS = {
    ShotTransition.DISSOLVE: "SMPTE_Dissolve",
    ShotTransition.FADE_IN: "Custom_Transition",
    ShotTransition.FADE_OUT_IN: "Custom_Transition",
    ShotTransition.WIPE: "Custom_Transition",
}


def picture_track(timeline: Timeline, root: Path, clock: Clock) -> Any:
    """The film's own track; slates and tail are gaps."""
    cut = timeline.cut
    track = otio.schema.Track(name="picture", kind=otio.schema.TrackKind.Video)
    if cut.slate_frames:
        track.append(clock.gap(cut.slate_frames, "slate"))
    # What each shot's last picture still shows under the transition into the next.
    overlaps = [*(_overlap(shot) for shot in timeline.shots[1:]), 0]
    for shot, overlap in zip(timeline.shots, overlaps, strict=False):
        if shot.cut.slate_frames:
            track.append(clock.gap(shot.cut.slate_frames, f"slate {shot.cut.shot.scene_number}"))
        if _overlap(shot):
            track.append(_transition(shot, clock))
        if shot.motion is not None:
            track.append(_motion_clip(shot, shot.motion, cut.rate, root, clock))
        for panel in shot.panels if shot.motion is None else ():
            last = panel is shot.panels[-1]
            track.append(_panel_clip(shot, panel, cut, overlap if last else 0, root, clock))
    track.markers.extend(markers(timeline, clock))
    if cut.tail_frames:
        track.append(clock.gap(cut.tail_frames, "tail"))
    return track


def reference_track(timeline: Timeline, film: Path, root: Path, clock: Clock) -> Any:
    """The rendered film over everything, disabled: switched on, it shows what the cut should."""
    cut = timeline.cut
    first = next(iter(sorted(film.iterdir())), None) if film.is_dir() else None
    medium = None if first is None else sequence_reference(first, root, clock)
    # A film file carries the film's timecode, numbered pictures their numbers.
    span = clock.span(0 if medium else cut.start_frame, cut.frames)
    track = otio.schema.Track(name="reference", kind=otio.schema.TrackKind.Video)
    track.enabled = False
    clip = otio.schema.Clip(
        name=film.name,
        media_reference=medium or file_reference(film, span, root, film.name),
        source_range=span,
        metadata={"filmgen": {"reference": True}},
    )
    clip.enabled = False
    track.append(clip)
    return track


def _overlap(shot: TimelineShot) -> int:
    """Frames of the transition into a shot; never beyond its first clip."""
    cut = shot.cut
    if cut.transition not in _TRANSITIONS:
        return 0
    return min(cut.transition_frames, cut.frames if shot.motion else cut.panels[0].frames)


def _transition(shot: TimelineShot, clock: Clock) -> Any:
    """It plays over the first frames of the shot it enters, so it starts at the cut."""
    cut = shot.cut
    return otio.schema.Transition(
        name=cut.transition.value,
        transition_type=_TRANSITIONS[cut.transition],
        in_offset=clock.frames(0),
        out_offset=clock.frames(_overlap(shot)),
        metadata={"filmgen": {"kind": cut.transition.value, "frames": cut.transition_frames}},
    )


def _panel_clip(
    shot: TimelineShot, panel: PanelMedia, cut: Cut, overlap: int, root: Path, clock: Clock
) -> Any:
    display_id, handle = legal(shot.cut.shot.display_id), cut.handle_frames
    name = display_id if len(shot.panels) == 1 else f"{display_id}_{panel.label}"
    available = clock.span(0, handle + panel.frames + max(handle, overlap))
    metadata: dict[str, Any] = {
        "panel": panel.label,
        "panel_start_frame": panel.start_frame,
        "key": panel.key,
        "overscan": panel.overscan,
        "handle_frames": handle,
        "shot": shot_document(shot.cut).model_dump(mode="json"),
        "media": shot_notes(shot, cut.rate, root),
    }
    for kind in ("depth", "figure_ids"):
        extra = getattr(panel, kind)
        if extra is not None:
            metadata[kind] = relative_path(extra, root)
    return otio.schema.Clip(
        name=name,
        media_reference=file_reference(panel.picture, available, root, name),
        source_range=clock.span(handle, panel.frames),
        metadata={"filmgen": metadata},
    )


def _motion_clip(
    shot: TimelineShot, motion: MotionMedia, rate: Fraction, root: Path, clock: Clock
) -> Any:
    """A shot's video, at the rate it was drawn at; it has no handles."""
    name = legal(shot.cut.shot.display_id)
    drawn = Clock(float(motion.rate))
    return otio.schema.Clip(
        name=name,
        media_reference=file_reference(motion.video, drawn.span(0, motion.drawings), root, name),
        source_range=clock.span(0, shot.cut.frames),
        metadata={
            "filmgen": {
                "motion": True,
                "key": motion.key,
                "rate": str(motion.rate),
                "drawings": motion.drawings,
                "panels": [
                    {"panel": panel.label, "panel_start_frame": panel.start_frame}
                    for panel in shot.panels
                ],
                "shot": shot_document(shot.cut).model_dump(mode="json"),
                "media": shot_notes(shot, rate, root),
            }
        },
    )
