"""The timeline as OpenTimelineIO: what an editor opens, and what comes back re-timed.

Tracks, bottom to top:

- V1 "picture": one clip per panel, end to end. A panel is a still, and a still is the only
  medium that every editing program relinks from a flat timeline; nesting the panels of a shot
  in a Stack arrives as a compound clip in one program and not at all in the next. A shot of one
  panel is named by its display id ("sc003_sh020"), panels of a longer one add their label
  ("sc003_sh020_B"); `metadata["filmgen"]` says which shot and panel a clip is, whatever it is
  renamed to. A shot in motion is one clip of its video. Slate and tail are gaps.
- V2 and up "plates": effect elements over the picture, one track per element of a shot.
- A1 to A4: the stems dialogue, ambience, effects, music, each one clip over the whole film.
- A5 and up "lines": every spoken line as its own clip, disabled so that nothing is heard twice.

Times are whole frames at `float(rate)`: 24000/1001 is not exact as a float, but only frame
counts are ever added, and those are. Sound lies at 48000 samples/s for the same reason.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import opentimelineio as otio

from filmgen.breakdown.model import ShotTransition
from filmgen.editorial.conform.notes import plate_notes, shot_notes
from filmgen.editorial.documents import shot_document
from filmgen.editorial.model import (
    STEMS,
    Cut,
    CutShot,
    MotionMedia,
    PanelMedia,
    PlateMedia,
    SoundMedia,
    Timeline,
    TimelineShot,
)
from filmgen.editorial.moments import moment_frame
from filmgen.editorial.paths import relative_path, relative_url
from filmgen.media import Missing
from filmgen.timecode import SAMPLE_RATE_HZ, samples_from_frames

_TRANSITIONS = {
    ShotTransition.DISSOLVE: "SMPTE_Dissolve",
    ShotTransition.FADE_IN: "Custom_Transition",
    ShotTransition.FADE_OUT_IN: "Custom_Transition",
    ShotTransition.WIPE: "Custom_Transition",
}
_NUMBERED = re.compile(r"^(.*?)(\d+)(\.(?:exr|png))$")


class _Clock:
    """Ranges in frames and samples."""

    def __init__(self, rate: float) -> None:
        self.rate = rate

    def frames(self, count: int) -> Any:
        return otio.opentime.RationalTime(count, self.rate)

    def span(self, start: int, count: int) -> Any:
        return otio.opentime.TimeRange(self.frames(start), self.frames(count))

    def sample_span(self, start: int, count: int) -> Any:
        time = otio.opentime.RationalTime
        return otio.opentime.TimeRange(time(start, SAMPLE_RATE_HZ), time(count, SAMPLE_RATE_HZ))


def to_otio(timeline: Timeline, root: Path) -> Any:
    """An `opentimelineio.schema.Timeline`; media paths relative to `root`, the OUT folder.

    A medium that is `Missing` becomes a MissingReference with the reason in its name and
    metadata. `root` is also looked at for the stems and for image sequences beside plates.
    """
    cut = timeline.cut
    clock = _Clock(float(cut.rate))
    result = otio.schema.Timeline(
        name=cut.title,
        global_start_time=clock.frames(cut.start_frame),
    )
    result.metadata["filmgen"] = {
        "schema": "filmgen.timeline",
        "version": 1,
        "rate": str(cut.rate),
        "frames": cut.frames,
        "start_timecode": cut.timecode(0),
        "slate_frames": cut.slate_frames,
        "tail_frames": cut.tail_frames,
        "handle_frames": cut.handle_frames,
        "raster_px": [cut.width_px, cut.height_px],
        "aspect": str(cut.aspect),
        "drop_frame": cut.drop_frame,
        "credit_lines": list(cut.credit_lines),
    }
    result.tracks.append(_picture_track(timeline, root, clock))
    result.tracks.extend(_plate_tracks(timeline, root, clock))
    result.tracks.extend(_stem_tracks(timeline, root, clock))
    result.tracks.extend(_line_tracks(timeline.sounds, root, clock))
    return result


def write_otio(timeline: Timeline, root: Path, path: Path) -> None:
    """Write `to_otio` as .otio JSON."""
    text = otio.adapters.write_to_string(to_otio(timeline, root), "otio_json")
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def _gap(clock: _Clock, frames: int, name: str = "") -> Any:
    return otio.schema.Gap(name=name, source_range=clock.span(0, frames))


def _picture_track(timeline: Timeline, root: Path, clock: _Clock) -> Any:
    cut = timeline.cut
    track = otio.schema.Track(name="picture", kind=otio.schema.TrackKind.Video)
    if cut.slate_frames:
        track.append(_gap(clock, cut.slate_frames, "slate"))
    for shot in timeline.shots:
        if shot.cut.transition_frames and shot.cut.transition in _TRANSITIONS:
            track.append(_transition(shot, clock))
        if shot.motion is not None:
            track.append(_motion_clip(shot, shot.motion, cut.rate, root, clock))
        for panel in shot.panels if shot.motion is None else ():
            track.append(_panel_clip(shot, panel, cut, root, clock))
        track.markers.extend(_markers(shot.cut, clock, timeline.cut.rate))
    if cut.tail_frames:
        track.append(_gap(clock, cut.tail_frames, "tail"))
    return track


def _transition(shot: TimelineShot, clock: _Clock) -> Any:
    """It plays over the first frames of the shot it enters, so it starts at the cut."""
    cut = shot.cut
    first = cut.frames if shot.motion is not None else cut.panels[0].frames
    return otio.schema.Transition(
        name=cut.transition.value,
        transition_type=_TRANSITIONS[cut.transition],
        in_offset=clock.frames(0),
        # An overlap longer than the first clip would reach past the neighbouring one.
        out_offset=clock.frames(min(cut.transition_frames, first)),
        metadata={"filmgen": {"kind": cut.transition.value, "frames": cut.transition_frames}},
    )


def _panel_clip(shot: TimelineShot, panel: PanelMedia, cut: Cut, root: Path, clock: _Clock) -> Any:
    display_id, handle = shot.cut.shot.display_id, cut.handle_frames
    name = display_id if len(shot.panels) == 1 else f"{display_id}_{panel.label}"
    available = clock.span(0, panel.frames + 2 * handle)
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
        media_reference=_reference(panel.picture, available, root, name),
        source_range=clock.span(handle, panel.frames),
        metadata={"filmgen": metadata},
    )


def _motion_clip(
    shot: TimelineShot, motion: MotionMedia, rate: Fraction, root: Path, clock: _Clock
) -> Any:
    """A shot's video, at the rate it was drawn at; it has no handles."""
    name = shot.cut.shot.display_id
    drawn = _Clock(float(motion.rate))
    return otio.schema.Clip(
        name=name,
        media_reference=_reference(motion.video, drawn.span(0, motion.drawings), root, name),
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


def _reference(medium: Path | Missing, available: Any, root: Path, name: str) -> Any:
    if isinstance(medium, Missing):
        return otio.schema.MissingReference(
            name=f"missing: {medium.reason}",
            available_range=available,
            metadata={"filmgen": {"reason": medium.reason}},
        )
    reference = otio.schema.ExternalReference(relative_url(medium, root), available)
    reference.name = name
    return reference


def _markers(cut: CutShot, clock: _Clock, rate: Fraction) -> list[Any]:
    """Cues, in the time of the picture track."""
    markers = []
    for effect in cut.shot.effect_cues:
        markers.append(
            otio.schema.Marker(
                name=f"{effect.kind}: {effect.words or effect.at}".rstrip(": "),
                marked_range=clock.span(cut.start_frame, cut.frames),
                color=otio.schema.MarkerColor.ORANGE,
                metadata={
                    "filmgen": {
                        "cue": "effect",
                        "kind": effect.kind,
                        "intensity": effect.intensity,
                        "at": effect.at,
                        "shot": cut.shot.display_id,
                    }
                },
            )
        )
    for sound in cut.shot.sound_cues:
        frame = moment_frame(cut, sound.at, rate)
        markers.append(
            otio.schema.Marker(
                name=f"{sound.kind}: {sound.words}".rstrip(": "),
                marked_range=clock.span(cut.start_frame + frame, 1),
                color=otio.schema.MarkerColor.CYAN,
                metadata={
                    "filmgen": {"cue": "sound", "kind": sound.kind, "shot": cut.shot.display_id}
                },
            )
        )
    return markers


def _plate_tracks(timeline: Timeline, root: Path, clock: _Clock) -> list[Any]:
    tracks = []
    for layer in range(max((len(s.plates) for s in timeline.shots), default=0)):
        track = otio.schema.Track(name=f"plates {layer + 1}", kind=otio.schema.TrackKind.Video)
        free = 0
        for shot in timeline.shots:
            if layer >= len(shot.plates):
                continue
            start = shot.cut.start_frame + shot.plates[layer].onset_frames
            if start > free:
                track.append(_gap(clock, start - free))
            track.append(_plate_clip(shot, shot.plates[layer], root, clock))
            free = start + shot.cut.frames
        tracks.append(track)
    return tracks


def _plate_clip(shot: TimelineShot, plate: PlateMedia, root: Path, clock: _Clock) -> Any:
    name = f"{shot.cut.shot.display_id}_{plate.kind}"
    own = _Clock(float(plate.rate))
    available = own.span(0, max(1, plate.plate_frames))
    first = plate.sequence
    found = None if isinstance(first, Missing) else _sequence(first, root, own)
    anchor = plate.anchor
    return otio.schema.Clip(
        name=name,
        media_reference=found or _reference(first, available, root, name),
        source_range=clock.span(0, max(1, shot.cut.frames - plate.onset_frames)),
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


def _sequence(first_file: Path, root: Path, clock: _Clock) -> Any:
    """The image sequence in a plate's folder, if there is more than a frame, else None."""
    if not first_file.parent.is_dir():
        return None
    found = []
    for path in sorted(first_file.parent.iterdir()):
        match = _NUMBERED.match(path.name)
        if match:
            found.append((match[1], int(match[2]), len(match[2]), match[3]))
    exr = [f for f in found if f[3] == ".exr"] or found
    if len(exr) < 2 or len({(f[0], f[2]) for f in exr}) != 1:
        return None
    prefix, first, padding, suffix = exr[0]
    return otio.schema.ImageSequenceReference(
        target_url_base=relative_url(first_file.parent, root) + "/",
        name_prefix=prefix,
        name_suffix=suffix,
        start_frame=first,
        frame_step=1,
        rate=clock.rate,
        frame_zero_padding=padding,
        available_range=clock.span(0, len(exr)),
    )


def _stem_tracks(timeline: Timeline, root: Path, clock: _Clock) -> list[Any]:
    length = samples_from_frames(timeline.cut.frames, timeline.cut.rate)
    span = clock.sample_span(0, length)
    tracks = []
    for stem in STEMS:
        path = root / "audio" / f"{stem}.wav"
        medium: Path | Missing = path if path.is_file() else Missing("this stem was not mixed")
        track = otio.schema.Track(name=stem, kind=otio.schema.TrackKind.Audio)
        track.append(
            otio.schema.Clip(
                name=stem,
                media_reference=_reference(medium, span, root, stem),
                source_range=span,
                metadata={"filmgen": {"stem": stem}},
            )
        )
        tracks.append(track)
    return tracks


def _line_tracks(sounds: Sequence[SoundMedia], root: Path, clock: _Clock) -> list[Any]:
    """Dialogue clips on as few tracks as they need to lie beside each other."""
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
        gap = sound.start_sample - free[layer]
        if gap > 0:
            tracks[layer].append(otio.schema.Gap(source_range=clock.sample_span(0, gap)))
        span = clock.sample_span(0, sound.length_samples)
        tracks[layer].append(
            otio.schema.Clip(
                name=sound.subject,
                media_reference=_reference(sound.path, span, root, sound.subject),
                source_range=span,
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
        )
        free[layer] = sound.start_sample + sound.length_samples
    return tracks
