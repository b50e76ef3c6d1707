"""The edit as a timeline of its own delivery: relinked, with what its clips had forgotten."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import opentimelineio as otio

from filmgen.editorial.conform.clips import Recognition
from filmgen.editorial.conform.delivered import Delivered
from filmgen.editorial.conform.edit import Edit, EditClip
from filmgen.editorial.conform.files import read_timeline
from filmgen.editorial.conform.flatten import Flattening
from filmgen.editorial.conform.notes import dumped, plain
from filmgen.editorial.exchange.picture import FILM
from filmgen.editorial.model import STEMS
from filmgen.editorial.paths import relative_path, relative_url
from filmgen.timecode import SAMPLE_RATE_HZ, samples_from_frames


def conformed_otio(
    path: Path,
    edit: Edit,
    root: Path,
    against: Path | None = None,
    unpack: Path | None = None,
) -> Any:
    """The edit's own timeline, its media relative to `root`; `edit` is what was read from it.

    Structure, rates, timecode, effects and markers stay the editor's. Stems over the whole film
    are those of the conformed film, and every shot says where in it its sound lies, so that an
    edit of it can be conformed again. Lines as clips of their own are left out where nobody
    switched them on.

    Raises:
        TimelineError: the file cannot be read any more.
    """
    timeline = read_timeline(path, edit.rate, unpack)
    delivered = Delivered(path, against)
    film = {**delivered.film(), **plain(timeline.metadata.get("filmgen") or {})}
    film |= {"schema": "filmgen.timeline", "rate": str(edit.rate), "frames": edit.frames}
    recognition = Recognition(delivered, edit.rate, film)
    flattening = Flattening(edit.rate)
    for leaf in flattening.leaves(timeline.tracks):
        clip = None if leaf.kind == otio.schema.TrackKind.Audio else recognition.clip(leaf)
        if clip is not None and isinstance(leaf.item, otio.schema.Clip):
            _remember(leaf.item, clip, recognition, delivered, root)
    _drop_lines(timeline)
    _replace_stems(timeline, edit, delivered, root)
    for item in timeline.find_clips():
        if delivered.is_reference(item):
            _refer(item, edit, root / (item.name or FILM), root)
        else:
            _relink(item, delivered, root)
    timeline.metadata["filmgen"] = film
    return timeline


def _remember(
    item: Any, clip: EditClip, recognition: Recognition, delivered: Delivered, root: Path
) -> None:
    """Give a clip back what it is, and where its sound lies now."""
    notes = plain(item.metadata.get("filmgen") or {})
    found = delivered.clip(item.name)
    if not notes and found is not None:
        notes = dict(found.metadata)
    if clip.shot is not None:
        notes["media"] = dumped(recognition.whole(clip.shot).notes, root)
        if clip.speed:
            zero = clip.start_frame - clip.first / clip.speed
            notes["heard"] = [str(zero), str(1 / clip.speed)]
        for kind in ("depth", "figure_ids"):
            if kind in notes:
                notes[kind] = relative_path(delivered.found(Path(notes[kind])), root)
    elif clip.plate is not None:
        notes["media"] = dumped(clip.plate, root)
    if notes:
        item.metadata["filmgen"] = notes


def _relink(item: Any, delivered: Delivered, root: Path) -> None:
    reference = getattr(item, "media_reference", None)
    if isinstance(reference, otio.schema.ExternalReference) and reference.target_url:
        path = delivered.file(reference.target_url)
        reference.target_url = relative_url(path, root)
    elif isinstance(reference, otio.schema.ImageSequenceReference):
        folder = delivered.file(reference.target_url_base or ".")
        reference.target_url_base = relative_url(folder, root) + "/"


def _drop_lines(timeline: Any) -> None:
    """Leave out switched-off tracks of lines: they lie where the delivered film had them."""
    for track in list(timeline.audio_tracks()):
        lines = [c for c in track.find_clips() if "line" in (c.metadata.get("filmgen") or {})]
        if lines and not track.enabled and len(lines) == len(track.find_clips()):
            timeline.tracks.remove(track)


def _refer(item: Any, edit: Edit, film: Path, root: Path) -> None:
    """The rendered film to compare with is the conformed one; its file carries the timecode."""
    time = otio.opentime.RationalTime
    rate = float(edit.rate)
    span = otio.opentime.TimeRange(time(edit.start_frame, rate), time(edit.frames, rate))
    item.media_reference = otio.schema.ExternalReference(relative_url(film, root), span)
    item.source_range = span


def _replace_stems(timeline: Any, edit: Edit, delivered: Delivered, root: Path) -> None:
    """Stems over the whole film are the conformed ones; those cut by hand stay."""
    whole = {sound.stem for sound in edit.sounds if sound.whole}
    for track in timeline.audio_tracks():
        clips = track.find_clips()
        stem = _stem_of(clips[0], delivered) if len(clips) == 1 else ""
        if stem in whole:
            whole.discard(stem)
            track[:] = [_stem_clip(stem, edit, root)]
    for stem in STEMS:
        if stem in whole:
            track = otio.schema.Track(name=stem, kind=otio.schema.TrackKind.Audio)
            track.append(_stem_clip(stem, edit, root))
            timeline.tracks.append(track)


def _stem_of(clip: Any, delivered: Delivered) -> str:
    notes = plain(clip.metadata.get("filmgen") or {})
    known = delivered.clip(clip.name)
    if not notes and known is not None:
        notes = known.metadata
    return str(notes.get("stem", ""))


def _stem_clip(stem: str, edit: Edit, root: Path) -> Any:
    length = samples_from_frames(edit.frames, edit.rate)
    time = otio.opentime.RationalTime
    span = otio.opentime.TimeRange(time(0, SAMPLE_RATE_HZ), time(length, SAMPLE_RATE_HZ))
    url = (root / "audio" / f"{stem}.wav").absolute().as_uri()
    return otio.schema.Clip(
        name=stem,
        media_reference=otio.schema.ExternalReference(url, span),
        source_range=span,
        metadata={"filmgen": {"stem": stem}},
    )
