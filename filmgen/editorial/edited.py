"""A timeline that comes back from an editor: re-timed, re-ordered, trimmed, nested, disabled.

`read_edit` takes it apart into what is seen and heard at every frame. What cannot be followed is
named by clip in `Edit.losses`, one line each; only what is no timeline at all is refused.
"""

from __future__ import annotations

import functools
import re
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import opentimelineio as otio

from filmgen.breakdown.model import ShotTransition
from filmgen.editorial.conform.clips import Recognition
from filmgen.editorial.conform.delivered import Delivered
from filmgen.editorial.conform.edit import Edit, EditClip
from filmgen.editorial.conform.flatten import Entry, Flattening, Leaf
from filmgen.editorial.conform.notes import plain
from filmgen.editorial.conform.sounds import sounds_of
from filmgen.editorial.conform.time import exact_frames, exact_rate, nearest
from filmgen.editorial.exchange.fcpxml import read_fcpxml
from filmgen.errors import TimelineError
from filmgen.timecode import timebase

MOST_HOURS = 24
_SUFFIXES = {
    ".otio": "otio_json",
    ".otioz": "otioz",
    ".otiod": "otiod",
    ".fcpxml": "fcpx_xml",
    ".xml": "fcp_xml",
    ".aaf": "AAF",
    ".edl": "cmx_3600",
}
_KINDS = {kind.value: kind for kind in ShotTransition}


def read_edit(path: Path, against: Path | None = None, rate: Fraction | None = None) -> Edit:
    """Read an editor's timeline flat.

    Args:
        path: .otio, .otiod, .otioz, .fcpxml, .xml (FCP 7), .aaf or .edl.
        against: the delivery it was made from (its folder or its timeline), for what the
            edit's format cannot hold; looked for beside the edit where nobody says.
        rate: of the film; only needed where the edit does not say.

    Raises:
        TimelineError: no timeline, nothing in it, or no rate that film is shown at.
    """
    delivered = Delivered(path, against)
    if rate is None and path.suffix.lower() == ".edl" and "rate" in delivered.film():
        rate = Fraction(delivered.film()["rate"])  # a list of events does not say
    timeline = read_timeline(path, rate)
    film = plain(timeline.metadata.get("filmgen") or {})
    known = film or delivered.film()
    rate = rate or _film_rate(timeline, known, path)
    flattening = Flattening(rate)
    shows = functools.partial(_shows_more, delivered)
    frames = nearest(flattening.length(timeline.tracks, shows))
    if frames <= 0:
        raise TimelineError(f"{path}: there is no picture in it")
    if frames > MOST_HOURS * 3600 * rate:
        raise TimelineError(f"{path}: {float(frames / rate / 3600):.0f} hours long; 24 at most")
    leaves = flattening.leaves(timeline.tracks)
    audio = otio.schema.TrackKind.Audio
    recognition = Recognition(delivered, rate, film)
    seen = [(leaf, recognition.clip(leaf)) for leaf in leaves if leaf.kind != audio]
    clips, plates = _laid([(leaf, clip) for leaf, clip in seen if clip is not None], frames)
    if path.suffix.lower() == ".edl":  # it has one track for pictures
        plates = tuple(plate for clip in clips for plate in recognition.plates_with(clip))
    plates = _looped(plates, rate)
    losses = [*flattening.losses, *recognition.losses]
    clips = _slated(_entered(clips, seen, rate, losses))
    if not film:
        clips = _carded(clips, known)
    sounds = sounds_of([leaf for leaf in leaves if leaf.kind == audio], delivered, rate, losses)
    if not any(leaf.kind == audio for leaf in leaves) and not _has_audio(timeline):
        sounds = delivered.stems(frames, rate)
    raster = known.get("raster_px")
    return Edit(
        title=timeline.name or path.stem,
        rate=rate,
        start_frame=_start(timeline, rate, losses),
        frames=frames,
        clips=clips,
        plates=plates,
        sounds=sounds,
        losses=tuple(dict.fromkeys(losses)),
        drop_frame=bool(known.get("drop_frame", False)),
        raster_px=None if not raster else (int(raster[0]), int(raster[1])),
        aspect=None if "aspect" not in known else Fraction(known["aspect"]),
        credit_lines=tuple(known.get("credit_lines", ())),
        contact_lines=tuple(known.get("contact_lines", ())),
        draft_lines=tuple(known.get("draft_lines", ())),
        film_title=str(known.get("title", "")),
    )


def read_timeline(path: Path, rate: Fraction | None = None) -> Any:
    """An `opentimelineio.schema.Timeline` from any file of `_SUFFIXES`.

    Raises:
        TimelineError: there is none, or its adapter cannot read it.
    """
    adapter = _SUFFIXES.get(path.suffix.lower())
    if adapter is None:
        known = ", ".join(_SUFFIXES)
        raise TimelineError(f"{path}: not a timeline; filmgen reads {known}")
    if not path.exists():
        raise TimelineError(f"{path}: is not there")
    if adapter == "fcpx_xml":
        try:
            return _from_timecode(path, read_fcpxml(path.read_text(encoding="utf-8")))
        except Exception:  # no sequence by itself, as ours is: the adapter finds it or says why
            pass
    more: dict[str, Any] = {}
    if adapter == "cmx_3600" and rate is not None:
        more["rate"] = float(timebase(rate))
    if adapter == "otiod":
        more["absolute_media_reference_paths"] = True
    if adapter == "otioz":
        more["extract_to_directory"] = str(Path(tempfile.mkdtemp()) / path.stem)
    try:
        found = otio.adapters.read_from_file(str(path), adapter, **more)
    except Exception as error:  # every adapter raises errors of its own
        reason = " ".join(str(error).split())[:160] or type(error).__name__
        raise TimelineError(f"{path}: cannot be read as a timeline: {reason}") from error
    if isinstance(found, otio.schema.SerializableCollection):
        timelines = [part for part in found if isinstance(part, otio.schema.Timeline)]
        found = timelines[0] if timelines else None
    if isinstance(found, (otio.schema.Stack, otio.schema.Track)):
        held = otio.schema.Timeline(name=found.name)
        held.tracks.append(found)
        found = held
    if not isinstance(found, otio.schema.Timeline):
        raise TimelineError(f"{path}: there is no timeline in it")
    if adapter == "cmx_3600":
        _from_its_start(found)
    elif adapter == "fcpx_xml":
        found = _from_timecode(path, found)
    elif adapter == "fcp_xml":
        _enabled_as_said(found)
    return found


def _from_its_start(timeline: Any) -> None:
    """An EDL's record times as the timeline's start: its adapter puts them before the track."""
    for track in timeline.tracks:
        if track.source_range is not None and track.source_range.start_time.value < 0:
            timeline.global_start_time = -track.source_range.start_time
            track.source_range = None


def _shows_more(delivered: Delivered, track: Any) -> bool:
    """Whether a track has more than the rendered film, which is there to compare."""
    clips = track.find_clips() if isinstance(track, otio.core.Composition) else [track]
    return not clips or not all(delivered.is_reference(clip) for clip in clips)


def _enabled_as_said(timeline: Any) -> None:
    """What an FCP 7 list switches off: its adapter leaves that in the metadata."""
    for item in timeline.tracks.find_children():
        said = (item.metadata.get("fcp_xml") or {}).get("enabled")
        if said is not None and str(said).upper() == "FALSE" and hasattr(item, "enabled"):
            item.enabled = False


def _from_timecode(path: Path, timeline: Any) -> Any:
    """An FCPXML's tracks from the sequence's own start: its adapter counts from midnight."""
    try:
        said = re.search(r'tcStart="(\d+)(?:/(\d+))?s"', path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return timeline
    tracks = list(timeline.tracks)
    rates = [t[0].duration().rate for t in tracks if len(t)]
    if said is None or not rates:
        return timeline
    rate = exact_rate(rates[0])
    start = Fraction(int(said[1]), int(said[2] or 1)) * rate
    led = [exact_frames(t[0].duration(), rate) for t in tracks if len(t)]
    gaps = all(isinstance(t[0], otio.schema.Gap) for t in tracks if len(t))
    if start <= 0 or not gaps or min(led) < start:
        return timeline
    time = otio.opentime.RationalTime(float(start), rates[0])
    for track in tracks:
        if len(track):
            rest = track[0].duration() - time
            track[0].source_range = otio.opentime.TimeRange(time - time, rest)
            if rest.value <= 0:
                del track[0]
    timeline.global_start_time = time
    return timeline


def _has_audio(timeline: Any) -> bool:
    """Whether the edit has tracks for sound at all: an EDL's picture alone has none."""
    return bool(timeline.audio_tracks())


def _film_rate(timeline: Any, known: dict[str, Any], path: Path) -> Fraction:
    """The rate the edit is counted in: of its start, else of its first item that has one."""
    rates = []
    if timeline.global_start_time is not None:
        rates.append(timeline.global_start_time.rate)
    for child in timeline.tracks.find_children():
        ranged = getattr(child, "source_range", None)
        if ranged is not None and ranged.duration.rate < 1000:
            rates.append(ranged.duration.rate)
            break
    for rate in rates:
        try:
            found = exact_rate(rate)
        except ValueError:
            continue
        if 1 <= found <= 240:
            return found
    if "rate" in known:
        return Fraction(known["rate"])
    raise TimelineError(f"{path}: it has no frame rate between 1 and 240")


def _start(timeline: Any, rate: Fraction, losses: list[str]) -> int:
    """Timecode of the first frame, within a day."""
    if timeline.global_start_time is None:
        return 0
    day = 24 * 3600 * timebase(rate)
    try:
        start = nearest(exact_frames(timeline.global_start_time, rate))
    except ValueError:
        start = -1
    if not 0 <= start < day:
        losses.append(f"the start time {timeline.global_start_time.value:g} is outside of a day")
        start = max(0, start) % day
    return start


def _laid(
    seen: Sequence[tuple[Leaf, EditClip]], frames: int
) -> tuple[tuple[EditClip, ...], tuple[EditClip, ...]]:
    """What is seen at each frame: upper clips cover lower ones, plates lie over what is there."""
    shown: list[EditClip] = []
    plates: list[EditClip] = []
    for _, clip in seen:
        clip_in = _part(clip, 0, frames)
        if clip_in is None or clip.kind == "gap":
            continue
        if clip.kind == "plate":
            plates.append(clip_in)
            continue
        shown = [part for one in shown for part in _without(one, clip_in)] + [clip_in]
        plates = [part for one in plates for part in _without(one, clip_in)]
    shown.sort(key=lambda clip: clip.start_frame)
    laid: list[EditClip] = []
    at = 0
    for clip in (*shown, EditClip("end", "", frames, 0)):
        if clip.start_frame > at:
            laid.append(EditClip("gap", "", at, clip.start_frame - at))
        if clip.frames:
            laid.append(clip)
        at = clip.end_frame
    return tuple(laid), tuple(plates)


def _looped(plates: tuple[EditClip, ...], rate: Fraction) -> tuple[EditClip, ...]:
    """The plates, one clip for each: formats that know of no loops repeat their clips."""
    result: list[EditClip] = []
    for clip in plates:
        index = next((i for i, one in enumerate(result) if _loops_into(one, clip, rate)), None)
        if index is None:
            result.append(clip)
        else:
            before = result[index]
            result[index] = replace(before, frames=before.frames + clip.frames)
    return tuple(result)


def _loops_into(before: EditClip, clip: EditClip, rate: Fraction) -> bool:
    plate = clip.plate
    if before.plate != plate or plate is None or before.end_frame != clip.start_frame:
        return False
    gone = before.at(clip.start_frame) - clip.first
    round_of = plate.plate_frames * rate / plate.rate
    return before.speed == clip.speed and (gone == 0 or (plate.loops and gone % round_of == 0))


def _part(clip: EditClip, start: int, end: int) -> EditClip | None:
    """What of a clip lies within [start, end)."""
    start, end = max(start, clip.start_frame), min(end, clip.end_frame)
    if end <= start:
        return None
    return replace(clip, start_frame=start, frames=end - start, first=clip.at(start))


def _without(clip: EditClip, cover: EditClip) -> list[EditClip]:
    parts = (
        _part(clip, clip.start_frame, cover.start_frame),
        _part(clip, cover.end_frame, clip.end_frame),
    )
    return [part for part in parts if part is not None]


def _entered(
    clips: tuple[EditClip, ...],
    seen: Sequence[tuple[Leaf, EditClip | None]],
    rate: Fraction,
    losses: list[str],
) -> tuple[EditClip, ...]:
    """The clips with the transitions that lead into them, where their first frame is seen."""
    entries: dict[int, Entry] = {}
    for leaf, _ in seen:
        if leaf.entry is not None:
            entries[nearest(leaf.window.low)] = leaf.entry
    entered = []
    for clip in clips:
        entry = entries.pop(clip.start_frame, None)
        if entry is None or nearest(entry.frames) <= 0:
            entered.append(clip)
            continue
        kind = _transition(entry.transition, losses)
        length = _whole_length(entry, clip, rate)
        entered.append(replace(clip, transition=kind, transition_frames=length))
    for entry in entries.values():
        losses.append(f"transition {entry.transition.name}: covered by a clip above; cut")
    return tuple(entered)


def _slated(clips: tuple[EditClip, ...]) -> tuple[EditClip, ...]:
    """The clips, each scene's slate with the shot that it announces; black where none follows."""
    result = []
    for clip, after in zip(clips, (*clips[1:], None), strict=True):
        if clip.kind != "slate":
            result.append(clip)
        elif after is None or after.shot is None:
            result.append(replace(clip, kind="gap", uid=""))
        else:
            document = after.shot.document
            zero = Fraction(document.start_frame - document.slate_frames)
            result.append(replace(clip, shot=after.shot, heard=(zero, Fraction(1))))
    return tuple(result)


def _carded(clips: tuple[EditClip, ...], film: dict[str, Any]) -> tuple[EditClip, ...]:
    """The clips, with the title card and the tail that came back as gaps without a name."""
    slate, tail = int(film.get("slate_frames", 0)), int(film.get("tail_frames", 0))
    result = list(clips)
    first, last = clips[0], clips[-1]
    if slate and first.kind == "gap" and first.frames == slate:
        zero = (Fraction(0), Fraction(1))
        result[0] = replace(first, kind="title", name="slate", heard=zero, uid="title")
    if tail and last.kind == "gap" and last.frames == tail and len(clips) > 1:
        zero = (Fraction(int(film["frames"]) - tail), Fraction(1))
        result[-1] = replace(last, kind="tail", name="tail", heard=zero, uid="tail")
    return tuple(result)


def _whole_length(entry: Entry, clip: EditClip, rate: Fraction) -> int:
    """Frames of a transition; ours may go on over a shot's panels, which OTIO's cannot."""
    length = nearest(entry.frames)
    notes = plain(entry.transition.metadata.get("filmgen") or {})
    wanted = notes.get("frames")
    if isinstance(wanted, int) and wanted > length and clip.kind == "shot":
        assert clip.shot is not None
        panels = clip.shot.document.panels
        if panels and length == min(wanted, panels[0].frames):
            return wanted
    return length


def _transition(transition: Any, losses: list[str]) -> ShotTransition:
    notes = plain(transition.metadata.get("filmgen") or {})
    if notes.get("kind") in _KINDS:
        return _KINDS[notes["kind"]]
    told = f"{transition.transition_type} {transition.name}".lower()
    if "wipe" in told:
        return ShotTransition.WIPE
    if "dip" in told or "fade out" in told:
        return ShotTransition.FADE_OUT_IN
    if "fade in" in told:
        return ShotTransition.FADE_IN
    if "dissolve" not in told and "fade" not in told:
        losses.append(f"transition {transition.name or told}: not known; a dissolve in its place")
    return ShotTransition.DISSOLVE
