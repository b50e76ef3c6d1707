"""Timelines as files: every format read by its adapter, and what the adapter leaves undone."""

from __future__ import annotations

import contextlib
import re
import shutil
import tempfile
from fractions import Fraction
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import opentimelineio as otio

from filmgen.editorial.conform.time import exact_frames, exact_rate
from filmgen.editorial.exchange.fcpxml import read_fcpxml
from filmgen.errors import EditError, FilmgenError
from filmgen.timecode import timebase
from filmgen.workspace import explained, file_sha256

SUFFIXES = {
    ".otio": "otio_json",
    ".otioz": "otioz",
    ".otiod": "otiod",
    ".fcpxml": "fcpx_xml",
    ".xml": "fcp_xml",
    ".aaf": "AAF",
    ".edl": "cmx_3600",
}
_AGAIN = "export it again from the editing program"


def read_timeline(path: Path, rate: Fraction | None = None, unpack: Path | None = None) -> Any:
    """An `opentimelineio.schema.Timeline` from any file of `SUFFIXES`.

    Args:
        rate: of an EDL, which does not say. unpack: where the media of an .otioz are laid.

    Raises:
        EditError: there is none, or its adapter cannot read it.
    """
    adapter = SUFFIXES.get(path.suffix.lower())
    if adapter is None:
        known = ", ".join(SUFFIXES)
        raise EditError(f"{path}: not a timeline; filmgen reads {known}")
    if not path.exists():
        raise EditError(f"{path}: is not there; give the file that the editing program exported")
    try:
        found = _only(_read(path, adapter, rate, unpack))
    except FilmgenError:
        raise
    except Exception as error:  # every adapter raises errors of its own
        reason = " ".join(str(error).split())[:160].rstrip(". ") or type(error).__name__
        raise EditError(f"{path}: cannot be read as a timeline ({reason}); {_AGAIN}") from error
    if not isinstance(found, otio.schema.Timeline):
        raise EditError(f"{path}: there is no timeline in it; {_AGAIN}")
    if adapter == "cmx_3600":
        _from_its_start(found)
    elif adapter == "fcpx_xml":
        _from_timecode(path, found)
    elif adapter == "fcp_xml":
        _enabled_as_said(found)
    return found


def _read(path: Path, adapter: str, rate: Fraction | None, unpack: Path | None) -> Any:
    """What the adapter of a format makes of a file."""
    if adapter == "cmx_3600":
        more = {} if rate is None else {"rate": float(timebase(rate))}
        return otio.adapters.read_from_file(str(path), adapter, **more)
    if adapter == "otiod":
        return otio.adapters.read_from_file(str(path), adapter, absolute_media_reference_paths=True)
    if adapter == "otioz":
        return _unpacked(path, unpack or Path(tempfile.mkdtemp()))
    if adapter == "fcpx_xml":
        with contextlib.suppress(Exception):  # no sequence by itself: the adapter finds it
            return read_fcpxml(path.read_text(encoding="utf-8"))
    return otio.adapters.read_from_file(str(path), adapter)


def _only(found: Any) -> Any:
    """The timeline in what an adapter found; a stack or a track by itself becomes one."""
    if isinstance(found, otio.schema.SerializableCollection):
        return next((part for part in found if isinstance(part, otio.schema.Timeline)), None)
    if isinstance(found, (otio.schema.Stack, otio.schema.Track)):
        held = otio.schema.Timeline(name=found.name)
        held.tracks.append(found)
        return held
    return found


def _unpacked(path: Path, folder: Path) -> Any:
    """The timeline of an .otioz, its media unpacked under its contents' name, once."""
    bundle = folder / file_sha256(path)[:16]
    if not bundle.is_dir():
        part = folder / f"{bundle.name}.part"
        shutil.rmtree(part, ignore_errors=True)
        with explained(bundle):
            part.mkdir(parents=True)
        otio.adapters.read_from_file(str(path), "otioz", extract_to_directory=str(part))
        part.replace(bundle)
    timeline = otio.adapters.read_from_file(str(path), "otioz")
    _in_bundle(timeline, bundle)
    return timeline


def _in_bundle(timeline: Any, bundle: Path) -> None:
    """Media of an .otioz where they were unpacked."""
    for clip in timeline.find_clips():
        reference = clip.media_reference
        for name in ("target_url", "target_url_base"):
            url = getattr(reference, name, None)
            if url and "://" not in url and (bundle / unquote(url)).exists():
                setattr(reference, name, (bundle / unquote(url)).absolute().as_uri())


def _from_its_start(timeline: Any) -> None:
    """An EDL's record times as the timeline's start: its adapter puts them before the track."""
    for track in timeline.tracks:
        if track.source_range is not None and track.source_range.start_time.value < 0:
            timeline.global_start_time = -track.source_range.start_time
            track.source_range = None


def _enabled_as_said(timeline: Any) -> None:
    """What an FCP 7 list switches off: its adapter leaves that in the metadata."""
    for item in timeline.tracks.find_children():
        said = (item.metadata.get("fcp_xml") or {}).get("enabled")
        if said is not None and str(said).upper() == "FALSE" and hasattr(item, "enabled"):
            item.enabled = False


def _from_timecode(path: Path, timeline: Any) -> None:
    """An FCPXML's tracks from the sequence's own start: its adapter counts from midnight."""
    try:
        said = re.search(r'tcStart="(\d+)(?:/(\d+))?s"', path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return
    tracks = list(timeline.tracks)
    rates = [t[0].duration().rate for t in tracks if len(t)]
    if said is None or not rates:
        return
    rate = exact_rate(rates[0])
    start = Fraction(int(said[1]), int(said[2] or 1)) * rate
    led = [exact_frames(t[0].duration(), rate) for t in tracks if len(t)]
    gaps = all(isinstance(t[0], otio.schema.Gap) for t in tracks if len(t))
    if start <= 0 or not gaps or min(led) < start:
        return
    time = otio.opentime.RationalTime(float(start), rates[0])
    for track in tracks:
        if len(track):
            rest = track[0].duration() - time
            track[0].source_range = otio.opentime.TimeRange(time - time, rest)
            if rest.value <= 0:
                del track[0]
    timeline.global_start_time = time
