"""A timeline that comes back from an editor: re-timed, re-ordered, trimmed, nested, disabled.

`read_edit` takes it apart into what is seen and heard at every frame. What cannot be followed is
named by clip in `Edit.losses`, one line each; only what is no timeline at all is refused.
"""

from __future__ import annotations

import functools
from fractions import Fraction
from pathlib import Path
from typing import Any

import opentimelineio as otio

from filmgen.editorial.conform.clips import Recognition
from filmgen.editorial.conform.delivered import Delivered
from filmgen.editorial.conform.edit import Edit
from filmgen.editorial.conform.files import read_timeline
from filmgen.editorial.conform.flatten import Flattening
from filmgen.editorial.conform.layers import carded, entered, laid, looped, slated
from filmgen.editorial.conform.notes import plain
from filmgen.editorial.conform.sounds import sounds_of
from filmgen.editorial.conform.time import exact_frames, exact_rate, first_frame, nearest
from filmgen.errors import EditError
from filmgen.timecode import timebase

MOST_HOURS = 24
_RATE_KNOWN = "--against the delivery it was made from tells its rate"


def read_edit(
    path: Path,
    against: Path | None = None,
    rate: Fraction | None = None,
    unpack: Path | None = None,
) -> Edit:
    """Read an editor's timeline flat.

    Args:
        path: .otio, .otiod, .otioz, .fcpxml, .xml (FCP 7), .aaf or .edl.
        against: the delivery it was made from (its folder or its timeline), for what the
            edit's format cannot hold; looked for beside the edit where nobody says.
        rate: of the film; only needed where the edit does not say.
        unpack: where the media of an .otioz are laid; a temporary folder if None.

    Raises:
        EditError: no timeline, nothing in it, or no rate that film is shown at.
    """
    delivered = Delivered(path, against)
    if rate is None and path.suffix.lower() == ".edl" and "rate" in delivered.film():
        rate = Fraction(delivered.film()["rate"])  # a list of events does not say
    timeline = read_timeline(path, rate, unpack)
    film = plain(timeline.metadata.get("filmgen") or {})
    known = film or delivered.film()
    rate = rate or _film_rate(timeline, known, path)
    flattening = Flattening(rate)
    shows = functools.partial(_shows_more, delivered)
    frames = first_frame(flattening.length(timeline.tracks, shows))
    if frames <= 0:
        raise EditError(f"{path}: there is no picture in it; put a clip on a video track")
    if frames > MOST_HOURS * 3600 * rate:
        raise EditError(f"{path}: {float(frames / rate / 3600):.0f} hours long; 24 at most")
    leaves = flattening.leaves(timeline.tracks)
    audio = otio.schema.TrackKind.Audio
    recognition = Recognition(delivered, rate, film)
    seen = [(leaf, recognition.clip(leaf)) for leaf in leaves if leaf.kind != audio]
    clips, plates = laid([(leaf, clip) for leaf, clip in seen if clip is not None], frames)
    if path.suffix.lower() == ".edl":  # it has one track for pictures
        plates = tuple(plate for clip in clips for plate in recognition.plates_with(clip))
    plates = looped(plates, rate)
    losses = [*flattening.losses, *recognition.losses]
    clips = slated(entered(clips, seen, losses))
    if not film:
        clips = carded(clips, known)
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


def _shows_more(delivered: Delivered, track: Any) -> bool:
    """Whether a track has more than the rendered film, which is there to compare."""
    clips = track.find_clips() if isinstance(track, otio.core.Composition) else [track]
    return not clips or not all(delivered.is_reference(clip) for clip in clips)


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
    raise EditError(f"{path}: it has no frame rate between 1 and 240; {_RATE_KNOWN}")


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
