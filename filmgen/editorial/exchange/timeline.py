"""timeline.otio: the one document every other format is made from.

Tracks, bottom to top:

- V1 "picture": one clip per panel, end to end, with all markers. A shot of one panel is named
  by its display id ("sc003_sh020"), panels of a longer one add their label ("sc003_sh020_B");
  `metadata["filmgen"]` says which shot and panel a clip is, whatever it is renamed to, and holds
  the shot's grammar and media.
- V2 and up "plates": effect elements, one track per element of a shot.
- the last V "reference": the rendered film, disabled.
- A1 to A4: the stems dialogue, ambience, effects, music.
- A5 and up "lines": every spoken line as its own clip, disabled.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import opentimelineio as otio

from filmgen.editorial.exchange.clock import Clock
from filmgen.editorial.exchange.legal import legal
from filmgen.editorial.exchange.picture import FILM, picture_track, reference_track
from filmgen.editorial.exchange.plates import plate_tracks
from filmgen.editorial.exchange.sound import line_tracks, stem_tracks
from filmgen.editorial.model import Timeline


def to_otio(timeline: Timeline, root: Path, film: Path | None = None) -> Any:
    """An `opentimelineio.schema.Timeline`; media paths relative to `root`, the OUT folder.

    A medium that is `Missing` becomes a MissingReference with the reason in its name and
    metadata. `root` is also looked at for the stems and for image sequences beside plates.

    Args:
        film: the rendered film, a file or a folder of numbered pictures; animatic.mp4 in
            `root` if None.
    """
    cut = timeline.cut
    clock = Clock(float(cut.rate))
    result = otio.schema.Timeline(
        name=legal(cut.title, 1000),  # OTIO ends a name at a NUL
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
        "title": cut.title,
        "credit_lines": list(cut.credit_lines),
        "contact_lines": list(cut.contact_lines),
        "draft_lines": list(cut.draft_lines),
    }
    result.tracks.append(picture_track(timeline, root, clock))
    result.tracks.extend(plate_tracks(timeline, root, clock))
    if cut.frames:
        result.tracks.append(reference_track(timeline, film or root / FILM, root, clock))
        result.tracks.extend(stem_tracks(timeline, root, clock))
    result.tracks.extend(line_tracks(timeline.sounds, root, clock))
    return result


def otio_text(document: Any) -> str:
    """`to_otio`'s document as .otio JSON."""
    return str(otio.adapters.write_to_string(document, "otio_json")) + "\n"


def write_otio(document: Any, path: Path) -> None:
    """Write `to_otio`'s document as .otio JSON."""
    path.write_text(otio_text(document), encoding="utf-8", newline="\n")
