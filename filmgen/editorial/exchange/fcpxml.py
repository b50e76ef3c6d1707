"""cut.fcpxml: Final Cut Pro X, and DaVinci Resolve.

FCPXML 1.8, the last version whose assets name their file themselves; all later programs read
it. The primary storyline is V1, plates and the reference lie on lanes above it, sound on lanes
below. What the adapter leaves out is put in here, after Apple's FCPXML reference:

- times as multiples of the exact frame duration ("1001/24000s"), and the sequence's raster,
  start timecode and its counting (`tcStart`, `tcFormat`);
- stills as assets without length, as Final Cut writes them; around each its clip, whose `video`
  inside is longer by the handles, and scaled so that the overscan lies outside the frame;
- files that have a length as `asset-clip`, in roles, with their own start timecode;
- dissolves; they are centred on their cut, the only way Final Cut plays them;
- markers, keywords of the shot's grammar, scene and shot as metadata.

Files are named relative to the document ("./frames/…"), which Apple allows: the folder moves
whole. A missing medium is a file under "./missing/", offline.
"""

from __future__ import annotations

from bisect import bisect_right
from fractions import Fraction
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from defusedxml.ElementTree import fromstring

from filmgen.editorial.exchange import fcpxml_adapter
from filmgen.editorial.exchange.carrier import CARRIER_RATE, carrier
from filmgen.editorial.exchange.legal import legal
from filmgen.editorial.exchange.turnover import Dissolve, Medium, Note, Piece, Turnover

_RATES = tuple(Fraction(n, d) for n, d in (
    (24000, 1001), (24, 1), (25, 1), (30000, 1001), (30, 1), (50, 1), (60000, 1001), (60, 1),
))  # fmt: skip
"""What Final Cut edits at."""
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE fcpxml>\n'
_EMPTY = """<fcpxml version="1.8"><resources><format id="r1"/></resources><project>
<sequence duration="0s" format="r1"><spine/></sequence></project></fcpxml>"""
_TIMES = ("offset", "start", "duration", "tcStart")
_NAMED = {(1280, 720): "720p", (1920, 1080): "1080p", (3840, 2160): "3840x2160p"}
_CROSS_DISSOLVE = "FxPlug:4731E73A-8DAC-4113-9A30-AE85B1761265"
"""Final Cut's own, by the name its plug-ins go by in every version."""
_DESCRIPTION = "com.apple.proapps.spotlight.kMDItemDescription"
_GRAMMAR = ("size", "angle", "move", "setup")


def fcpxml_text(cut: Turnover) -> str:
    """The document as text; a rate Final Cut lacks is counted at a multiple of it, if one is."""
    times = next((n for n in (1, 2, 3, 4, 5) if cut.rate * n in _RATES), 1)
    return _Dressing(cut.counted(times)).text()


def write_fcpxml(cut: Turnover, path: Path) -> None:
    """Write `fcpxml_text`."""
    path.write_text(fcpxml_text(cut), encoding="utf-8", newline="\n")


def read_fcpxml(text: str) -> Any:
    """The otio.schema.Timeline of an FCPXML text, at the document's rate.

    The adapter reads 24000/1001 frames/s at 23, and at 25, 30, 50 and 60 loses a frame of some
    times to truncation. It is shown the same frames at `CARRIER_RATE`, where it loses none.
    """
    root = fromstring(text.encode())
    sequence = root.find(".//sequence")
    formats = {f.get("id"): f for f in root.iter("format")}
    duration = _parsed(formats[sequence.get("format")].get("frameDuration"))
    for element in root.iter():
        for name in _TIMES:
            if name in element.attrib:
                frames = _parsed(element.get(name)) / duration
                element.set(name, _rational(frames / CARRIER_RATE))
    for known in formats.values():
        known.set("frameDuration", f"100/{CARRIER_RATE * 100}s")
    return _relabelled(fcpxml_adapter.read(tostring(root, encoding="unicode")), 1 / duration)


class _Dressing:
    """The adapter's document on its way to Final Cut's."""

    def __init__(self, cut: Turnover) -> None:
        self.cut = cut
        self.pieces, self.media = cut.pieces, cut.media

    def text(self) -> str:
        if self.pieces:
            root = fromstring(fcpxml_adapter.written(carrier(self.cut)).encode())
        else:  # the adapter cannot write a film without clips
            root = fromstring(_EMPTY)
        self._dress(root)
        for element in root.iter():
            element.text = element.text if element.text and element.text.strip() else None
        indent(root, " ")
        return _HEAD + tostring(root, encoding="unicode") + "\n"

    def _dress(self, root: Any) -> None:
        for element in root.iter():
            for name in _TIMES:
                if name in element.attrib:
                    element.set(name, self._time(_parsed(element.get(name)) * CARRIER_RATE))
        project = root.find("project")
        project.attrib.clear()
        project.set("name", self.cut.title)
        sequence = project.find("sequence")
        self._format(root.find("resources/format"))
        for asset in root.iterfind("resources/asset"):
            self._asset(asset, self.media[asset.get("src")])
        sequence.attrib.update(
            tcStart=self._time(self.cut.start_frame),
            tcFormat="DF" if self.cut.drop_frame else "NDF",
            audioLayout="stereo",
            audioRate="48k",
        )
        spine = sequence.find("spine")
        for clip in list(spine.iter("clip")):
            self._clip(clip, self.pieces[clip.get("name")])
        self._markers(spine)
        self._metadata(spine)
        for item in spine:  # offsets in the storyline are record timecode
            item.set("offset", self._time(self._frames(item.get("offset")) + self.cut.start_frame))
        self._dissolves(spine, root.find("resources"))

    def _time(self, frames: Fraction | int) -> str:
        return _rational(Fraction(frames) / self.cut.rate)

    def _frames(self, text: str | None) -> int:
        return int(_parsed(text) * self.cut.rate)

    def _format(self, element: Any) -> None:
        cut = self.cut
        size = _NAMED.get((cut.width_px, cut.height_px))
        if size and cut.rate in _RATES:
            rate = f"{float(cut.rate):.2f}".replace(".00", "").replace(".", "")
            element.set("name", f"FFVideoFormat{size}{rate}")
        frame = 1 / cut.rate
        whole = frame.numerator == 1
        # Final Cut's own tables say 100/2400s, and 1001/24000s.
        element.set("frameDuration", f"{100}/{100 * frame.denominator}s" if whole else _long(frame))
        element.set("width", str(cut.width_px))
        element.set("height", str(cut.height_px))
        element.set("colorSpace", "1-1-1 (Rec. 709)")

    def _asset(self, element: Any, medium: Medium) -> None:
        has_video = element.get("hasVideo") == "1"
        url = medium.url or f"missing/{quote(medium.name, safe='')}"
        keep = {name: element.get(name) for name in ("id", "start", "duration")}
        element.attrib.clear()
        element.attrib.update(keep, name=medium.name, src=_relative(url))
        if has_video and medium.still:
            element.set("duration", "0s")
        if has_video:
            element.set("hasVideo", "1")
        if not medium.still:
            element.attrib.update(hasAudio="1", audioSources="1")
        # Besides what it says, the child is why the adapter knows sound from pictures.
        notes = SubElement(element, "metadata")
        said = medium.pattern or (medium.reason and f"missing: {medium.reason}") or medium.kind
        SubElement(notes, "md", key=_DESCRIPTION, value=legal(said))

    def _clip(self, clip: Any, piece: Piece) -> None:
        clip.set("name", piece.name)
        if not piece.enabled:
            clip.set("enabled", "0")
        inside = clip.find("video")
        if piece.medium.kind == "sound" or inside is None or not piece.medium.still:
            held = clip.find("gap/audio") if inside is None else inside
            clip.tag = "asset-clip"
            clip.set("ref", held.get("ref"))
            role = str(piece.notes.get("stem") or ("dialogue" if "line" in piece.notes else ""))
            if role:
                clip.set("audioRole", role)
            for child in clip.findall("gap" if inside is None else "video"):
                clip.remove(child)
            return
        inside.set("name", piece.medium.name)
        overscan = float(piece.notes.get("overscan", 0.0))
        if overscan:
            scale = f"{1 + 2 * overscan:.6g}"
            clip.insert(0, Element("adjust-transform", scale=f"{scale} {scale}"))

    def _markers(self, spine: Any) -> None:
        """Each on the storyline's item it falls into, in that item's own time."""
        starts = [self._frames(item.get("offset")) for item in spine]
        for note in [*self.cut.notes, *self._shortened()] if starts else ():
            item = spine[max(0, bisect_right(starts, note.frame) - 1)]
            offset = self._frames(item.get("offset"))
            start = self._frames(item.get("start", "0s"))
            left = max(1, offset + self._frames(item.get("duration")) - note.frame)
            attributes = {
                "start": self._time(start + note.frame - offset),
                "duration": self._time(min(note.frames, left)),
                "value": note.name,
            }
            if note.cue:
                attributes["note"] = note.cue
            SubElement(item, "marker", attributes)

    def _metadata(self, spine: Any) -> None:
        lane = self.cut.lanes[0] if self.cut.lanes else None
        shown = {p.start: p for p in lane.pieces} if lane else {}
        for item in spine:
            piece = shown.get(self._frames(item.get("offset")))
            if piece is None or item.tag == "gap":
                continue
            shot = piece.notes.get("shot") or {}
            if not isinstance(shot, dict):
                continue
            words = ", ".join(str(shot[k]) for k in _GRAMMAR if shot.get(k))
            if words:
                times = {k: item.get(k, "0s") for k in ("start", "duration")}
                SubElement(item, "keyword", {**times, "value": legal(words)})
            if shot.get("why"):
                note = Element("note")
                note.text = legal(str(shot["why"]), 500)
                item.insert(0, note)
            known = SubElement(item, "metadata")
            for key in ("scene", "shot"):
                value = legal(str(shot.get("id" if key == "shot" else key, "")))
                SubElement(known, "md", key=f"com.apple.proapps.studio.{key}", value=value)

    def _dissolves(self, spine: Any, resources: Any) -> None:
        if not any(self._half(dissolve) for dissolve in self.cut.dissolves):
            return
        effect = {"name": "Cross Dissolve", "uid": _CROSS_DISSOLVE}
        SubElement(resources, "effect", {"id": "dissolve", **effect})
        items = {item.get("offset"): item for item in spine}
        for dissolve in self.cut.dissolves:
            at = self._time(self.cut.start_frame + dissolve.frame)
            half = self._half(dissolve)
            if at not in items or not half:
                continue
            element = Element(
                "transition",
                name="Cross Dissolve",
                offset=self._time(self.cut.start_frame + dissolve.frame - half),
                duration=self._time(2 * half),
            )
            SubElement(element, "filter-video", ref="dissolve", name="Cross Dissolve")
            spine.insert(list(spine).index(items[at]), element)

    def _shortened(self) -> list[Note]:
        """Markers for dissolves that need more pictures than there are on a side."""
        return [
            Note(d.frame, d.frames, f"dissolve, {d.frames} frames", "YELLOW", "transition")
            for d in self.cut.dissolves
            if 2 * self._half(d) < d.frames
        ]

    def _half(self, dissolve: Dissolve) -> int:
        """Frames on either side of the cut, as far as there are pictures on both."""
        pieces = self.cut.lanes[0].pieces
        after = next(p for p in pieces if p.start == dissolve.frame)
        before = next(p for p in pieces if p.end == dissolve.frame)
        spare = before.medium.frames - before.source - before.frames
        return min((dissolve.frames + 1) // 2, after.source, spare, before.frames, after.frames)


def _parsed(text: Any) -> Fraction:
    """Seconds of "1001/24000s", "5s"; nothing is 0."""
    return Fraction(str(text or "0s").removesuffix("s"))


def _rational(seconds: Fraction) -> str:
    whole = seconds.denominator == 1
    return f"{seconds.numerator}s" if whole else f"{seconds.numerator}/{seconds.denominator}s"


def _long(seconds: Fraction) -> str:
    """1001/24000s, which Final Cut's tables do not shorten."""
    times = 1 if seconds.numerator != 1 else 100
    return f"{seconds.numerator * times}/{seconds.denominator * times}s"


def _relative(url: str) -> str:
    return url if "://" in url or url.startswith(("/", "..")) else f"./{url}"


def _relabelled(document: Any, rate: Fraction) -> Any:
    """Every time of a timeline at another rate, its count of frames kept."""
    import opentimelineio as otio

    def time(old: Any) -> Any:
        return otio.opentime.RationalTime(old.value, float(rate))

    def span(old: Any) -> Any:
        return old and otio.opentime.TimeRange(time(old.start_time), time(old.duration))

    for item in document.tracks.find_children():
        if isinstance(item, otio.core.Item):
            item.source_range = span(item.source_range)
            for marker in item.markers:
                marker.marked_range = span(marker.marked_range)
        if isinstance(item, otio.schema.Clip) and item.media_reference is not None:
            item.media_reference.available_range = span(item.media_reference.available_range)
    return document
