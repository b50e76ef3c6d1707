"""From an OTIO timeline, ours or an editor's, to the `Turnover` every flat format is made of.

What OTIO can say and the others cannot is settled here once, the same for all of them:

- Sound lies on frames, each clip at the nearest one: half a frame off at most.
- A plate that loops is laid end to end as often as it is seen; one that does not ends where its
  frames end. Its numbered files become the first file; the pattern goes into the notes.
- A dissolve stays where both sides have pictures for it. Other transitions, and a dissolve that
  would run out of pictures, become cuts with a marker that names them.
- Nested stacks, speed changes and unknown items are left open, and `Turnover.problems` says so.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from pathlib import PurePosixPath
from typing import Any

import opentimelineio as otio

from filmgen.editorial.conform.notes import plain
from filmgen.editorial.exchange.legal import legal
from filmgen.editorial.exchange.turnover import Dissolve, Lane, Medium, Note, Piece, Turnover

_STILLS = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".exr", ".dpx")


def turnover(document: Any) -> Turnover:
    """The turnover of an otio.schema.Timeline, ours or an editor's."""
    known = plain(document.metadata.get("filmgen", {}))
    rate = Fraction(known["rate"]) if "rate" in known else _exact(_rate_of(document))
    width, height = known.get("raster_px", (1920, 1080))
    tracks = list(document.tracks)
    sound = [t for t in tracks if t.kind == otio.schema.TrackKind.Audio]
    video = [t for t in tracks if t.kind != otio.schema.TrackKind.Audio]
    builder = _Builder(rate)
    lanes = tuple(builder.lane(t, main=t is video[0]) for t in video)
    lanes = lanes or (Lane("picture", "video", True, ()),)
    lanes += tuple(builder.lane(track, main=False) for track in sound)
    start = document.global_start_time
    notes = [*builder.notes, *(builder.marker(m) for m in document.tracks.markers)]
    return Turnover(
        title=legal(document.name, 120) or "Untitled",
        rate=rate,
        start_frame=0 if start is None else _frames(_seconds(start), rate),
        drop_frame=bool(known.get("drop_frame", False)),
        frames=max((p.end for lane in lanes for p in lane.pieces), default=0),
        width_px=width,
        height_px=height,
        lanes=lanes,
        dissolves=tuple(builder.dissolves),
        notes=tuple(sorted(notes, key=lambda note: note.frame)),
        problems=tuple(builder.problems),
    )


class _Builder:
    """Collects pieces, media by their url, dissolves and markers while tracks are read."""

    def __init__(self, rate: Fraction) -> None:
        self.rate = rate
        self.dissolves: list[Dissolve] = []
        self.notes: list[Note] = []
        self.problems: list[str] = []
        self._media: dict[str, str] = {}
        self._count = 0

    def lane(self, track: Any, *, main: bool) -> Lane:
        """A track; the main one has the film's transitions and markers."""
        kind = "audio" if track.kind == otio.schema.TrackKind.Audio else "video"
        enabled = bool(track.enabled)
        pieces: list[Piece] = []
        transition: Any = None
        at = Fraction(0)
        for item in track:
            if isinstance(item, otio.schema.Transition):
                transition = item
                continue
            length = _seconds(item.duration())
            start = _frames(at, self.rate)
            end = max(_frames(at + length, self.rate), start + 1)
            if isinstance(item, otio.schema.Clip):
                if pieces:
                    start = max(start, pieces[-1].end)  # rounding must not lay one over another
                found = list(self._pieces(item, start, end, enabled))
                if transition is not None and main:
                    self._transition(transition, pieces[-1:], found, start)
                pieces += found
            else:
                if transition is not None and main:
                    self._transition(transition, pieces[-1:], [], start)
                if not isinstance(item, otio.schema.Gap):
                    name = item.name or "an item"
                    self.problems.append(
                        f"{name} at frame {start}: nested, a gap in the flat formats"
                    )
            transition = None
            at += length
        if main:
            self.notes += [self.marker(m) for m in track.markers]
        return Lane(legal(track.name, 60), kind, enabled, tuple(pieces))

    def marker(self, marker: Any) -> Note:
        """A marker of the main track or of the whole timeline."""
        span = marker.marked_range
        cue = plain(marker.metadata.get("filmgen", {})).get("cue", "")
        return Note(
            _frames(_seconds(span.start_time), self.rate),
            max(1, _frames(_seconds(span.duration), self.rate)),
            legal(marker.name),
            str(marker.color or "RED"),
            str(cue),
        )

    def _pieces(self, clip: Any, start: int, end: int, enabled: bool) -> Iterator[Piece]:
        """One piece; several for a loop seen more than once."""
        notes = plain(clip.metadata.get("filmgen", {}))
        if any(isinstance(e, otio.schema.TimeEffect) for e in clip.effects):
            self.problems.append(f"{clip.name}: at its file's own speed in the flat formats")
        medium = self._medium(clip, end - start)
        origin = clip.source_range.start_time if clip.source_range else None
        source = 0 if origin is None else _frames(_seconds(origin), self.rate) - medium.start
        shown, here = enabled and bool(clip.enabled), start
        name = legal(clip.name) or medium.name
        while here < end:
            length = end - here
            if notes.get("plate") and medium.frames:
                left = medium.frames - source
                if left <= 0 and not notes.get("loops"):
                    return  # clear after its last frame
                source %= medium.frames
                length = min(length, medium.frames - source)
            self._count += 1
            yield Piece(f"c{self._count}", name, here, length, source, medium, shown, notes)
            here += length
            source = source + length

    def _medium(self, clip: Any, frames: int) -> Medium:
        reference = clip.media_reference
        available = reference.available_range if reference is not None else None
        start = 0 if available is None else _frames(_seconds(available.start_time), self.rate)
        length = frames if available is None else _frames(_seconds(available.duration), self.rate)
        rate = self.rate if available is None else _exact(available.duration.rate)
        url, pattern, kind = "", "", "still"
        if isinstance(reference, otio.schema.ImageSequenceReference):
            url = reference.target_url_for_image_number(0)
            last = reference.start_frame + reference.number_of_images_in_sequence() - 1
            hashes = "#" * reference.frame_zero_padding
            pattern = f"{reference.abstract_target_url(hashes)} {reference.start_frame}-{last}"
            kind = "sequence"
        elif isinstance(reference, otio.schema.ExternalReference):
            url = str(reference.target_url)
        suffix = PurePosixPath(url).suffix.lower()
        if clip.parent().kind == otio.schema.TrackKind.Audio:
            kind = "sound"
        elif url and suffix not in _STILLS:
            kind = "film"
        if clip.source_range is not None and not clip.metadata.get("filmgen", {}).get("plate"):
            # Drawings of 12 a second may end a frame before their shot does.
            end = _frames(_seconds(clip.source_range.end_time_exclusive()), self.rate)
            length = max(length, end - start)
        reason = ""
        if not url:
            said = plain(reference.metadata.get("filmgen", {})) if reference is not None else {}
            reason = legal(str(said.get("reason", ""))) or "there is no medium"
        # A still is as long as its clip says, so two clips of one file are two media.
        where = f"{url} {start} {length}" if url else f"missing {len(self._media)}"
        key = self._media.setdefault(where, f"m{len(self._media) + 1}")
        name = legal(clip.name) or legal(PurePosixPath(url).name) or key
        return Medium(key, name, url, reason, kind, start, length, rate, pattern)

    def _transition(self, item: Any, before: list[Piece], after: list[Piece], frame: int) -> None:
        ahead = _frames(_seconds(item.in_offset), self.rate)
        behind = _frames(_seconds(item.out_offset), self.rate)
        meets = bool(before and after) and before[-1].end == after[0].start
        if meets and item.transition_type == otio.schema.TransitionTypes.SMPTE_Dissolve:
            last, first = before[-1], after[0]
            spare = last.medium.frames - last.source - last.frames
            if spare >= behind and first.source >= ahead and ahead + behind > 0:
                self.dissolves.append(Dissolve(frame, ahead + behind, ahead))
                return
        kind = plain(item.metadata.get("filmgen", {})).get("kind", item.name) or "transition"
        name = legal(f"{kind}, {ahead + behind} frames")
        colour = str(otio.schema.MarkerColor.YELLOW)
        self.notes.append(Note(frame - ahead, ahead + behind, name, colour, "transition"))


def _rate_of(document: Any) -> float:
    start = document.global_start_time
    return float(start.rate if start is not None else document.tracks.duration().rate)


def _exact(rate: float) -> Fraction:
    return Fraction(rate).limit_denominator(1001)


def _seconds(time: Any) -> Fraction:
    return Fraction(time.value) / _exact(time.rate)


def _frames(seconds: Fraction, rate: Fraction) -> int:
    return math.floor(seconds * rate + Fraction(1, 2))
