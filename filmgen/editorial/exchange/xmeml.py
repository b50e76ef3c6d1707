"""cut.xml: Final Cut Pro 7's interchange format, what Premiere Pro and most others import.

xmeml 4, after Apple's Final Cut Pro XML reference. What the adapter leaves out or writes wrongly
is put right here:

- every `rate` is the film's own: timebase 24 and ntsc TRUE for 24000/1001;
- the sequence has its raster, square pixels, no fields, and its start timecode counted as the
  film counts it; files have theirs;
- a dissolve over the first frames of a shot starts at its cut, and the clips on both sides give
  it their pictures (the adapter writes a fade from black);
- stems are stereo, which is two exploded tracks of linked clips; lines are mono;
- stills are marked as such, plates as premultiplied; what is disabled stays so; scene and shot
  are logged.

Files are named relative to the document ("./frames/…"): the folder moves whole, and programs that
want full paths ask for the first file and find the others from it.
"""

from __future__ import annotations

import copy
from collections import defaultdict
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote
from xml.etree.ElementTree import Element, SubElement, indent, tostring

import opentimelineio as otio
from defusedxml.ElementTree import fromstring

from filmgen.editorial.exchange.carrier import carrier
from filmgen.editorial.exchange.legal import legal
from filmgen.editorial.exchange.turnover import Lane, Medium, Note, Piece, Turnover
from filmgen.timecode import SAMPLE_RATE_HZ, format_timecode, timebase

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE xmeml>\n'


def xmeml_text(cut: Turnover) -> str:
    """The document as text."""
    document = carrier(cut)
    for number, clip in enumerate(document.find_clips(), start=1):
        # Numbers of our own: the adapter counts through all of its ids to find a free one.
        clip.metadata["fcp_xml"] = {"@id": f"clipitem-{number}"}
        file = int(clip.media_reference.target_url[1:])
        clip.media_reference.metadata["fcp_xml"] = {"@id": f"file-{file}"}
    root = fromstring(str(otio.adapters.write_to_string(document, "fcp_xml")).encode())
    _Dressing(cut).dress(root)
    for element in root.iter():
        element.text = element.text if element.text and element.text.strip() else None
    indent(root, " ")
    return _HEAD + tostring(root, encoding="unicode") + "\n"


def write_xmeml(cut: Turnover, path: Path) -> None:
    """Write `xmeml_text`."""
    path.write_text(xmeml_text(cut), encoding="utf-8", newline="\n")


class _Dressing:
    """The adapter's document on its way to Final Cut's."""

    def __init__(self, cut: Turnover) -> None:
        self.cut = cut
        self.pieces, self.media = cut.pieces, cut.media

    def dress(self, root: Any) -> None:
        cut = self.cut
        project = root.find("project")
        project.find("name").text = cut.title
        sequence = project.find("children/sequence")
        sequence.find("name").text = cut.title
        sequence.find("duration").text = str(cut.frames)
        self._timecode(sequence.find("timecode"), cut.start_frame)
        video, audio = sequence.find("media/video"), sequence.find("media/audio")
        self._format(video.find("format"))
        for item in list(sequence.iter("clipitem")):
            self._clip(item, self.pieces[item.find("name").text])
        for lane, track in zip(self._lanes("video"), video.findall("track"), strict=True):
            _set(track, "enabled", _flag(lane.enabled))
            _set(track, "locked", "FALSE")
        if cut.dissolves:
            self._dissolves(video.find("track"))
        self._sound(audio)
        for note in cut.notes:
            self._marker(sequence, note)
        for rate in list(root.iter("rate")):
            rate.find("timebase").text = str(timebase(cut.rate))
            rate.find("ntsc").text = _flag(cut.rate.denominator == 1001)

    def _lanes(self, kind: str) -> list[Lane]:
        return [lane for lane in self.cut.lanes if lane.kind == kind]

    def _timecode(self, element: Any, frame: int) -> None:
        cut = self.cut
        element.find("string").text = format_timecode(frame, cut.rate, drop_frame=cut.drop_frame)
        element.find("frame").text = str(frame)
        element.find("displayformat").text = "DF" if cut.drop_frame else "NDF"

    def _format(self, element: Any) -> None:
        element.append(self._picture(self.cut.width_px, self.cut.height_px))

    def _picture(self, width: int, height: int) -> Any:
        found = Element("samplecharacteristics")
        rate = SubElement(found, "rate")
        SubElement(rate, "timebase")
        SubElement(rate, "ntsc")
        for name, value in (
            ("width", width), ("height", height), ("anamorphic", "FALSE"),
            ("pixelaspectratio", "square"), ("fielddominance", "none"),
        ):  # fmt: skip
            SubElement(found, name).text = str(value)
        return found

    def _clip(self, item: Any, piece: Piece) -> None:
        item.find("name").text = piece.name
        medium = piece.medium
        # One is for the adapter's reader to inherit; its second says the same again.
        for spare in item.findall("rate")[1:]:
            item.remove(spare)
        item.find("duration").text = str(medium.frames)
        _set(item, "enabled", _flag(piece.enabled))
        if medium.kind == "still":
            _set(item, "stillframe", "TRUE")
        if medium.kind == "sequence":
            _set(item, "alphatype", "black")  # premultiplied with black
        shot = piece.notes.get("shot")
        if isinstance(shot, dict):
            log = SubElement(item, "logginginfo")
            SubElement(log, "description").text = legal(str(shot.get("action", "")))
            SubElement(log, "scene").text = legal(str(shot.get("scene", "")))
            SubElement(log, "shottake").text = legal(str(shot.get("id", "")))
            SubElement(log, "lognote").text = legal(str(shot.get("why", "")))
        file = item.find("file")
        if len(file):
            self._file(file, medium)

    def _file(self, file: Any, medium: Medium) -> None:
        path = file.find("pathurl")
        if medium.url:
            url = medium.url
            path.text = url if "://" in url or url.startswith(("/", "..")) else f"./{url}"
            file.find("name").text = legal(PurePosixPath(unquote(url)).name)
        else:
            file.remove(path)
            file.find("name").text = f"missing: {medium.reason}"
        self._timecode(file.find("timecode"), medium.start)
        media = file.find("media")
        for child in list(media):
            media.remove(child)
        if medium.kind != "sound":
            video = SubElement(media, "video")
            if medium.kind == "film":
                video.append(self._picture(self.cut.width_px, self.cut.height_px))
        if medium.kind == "sound":
            audio = SubElement(media, "audio")
            sound = SubElement(audio, "samplecharacteristics")
            SubElement(sound, "depth").text = "24"
            SubElement(sound, "samplerate").text = str(SAMPLE_RATE_HZ)
            SubElement(audio, "channelcount").text = "2" if self._stereo(medium) else "1"

    def _stereo(self, medium: Medium) -> bool:
        return any("stem" in p.notes for p in self._users[medium.key])

    @property
    def _users(self) -> dict[str, list[Piece]]:
        if not hasattr(self, "_known_users"):
            self._known_users: dict[str, list[Piece]] = defaultdict(list)
            for piece in self.pieces.values():
                self._known_users[piece.medium.key].append(piece)
        return self._known_users

    def _dissolves(self, track: Any) -> None:
        """The adapter names them; they are made to begin at their cut."""
        items = list(track)
        cuts = {d.frame - d.before: d for d in self.cut.dissolves}
        for n, item in enumerate(items):
            if item.tag != "transitionitem":
                continue
            dissolve = cuts[int(item.find("start").text)]
            before, after = items[n - 1], items[n + 1]
            ahead, behind = dissolve.before, dissolve.frames - dissolve.before
            item.find("alignment").text = "center" if ahead else "start"
            effect = item.find("effect")
            effect.find("name").text = "Cross Dissolve"
            SubElement(effect, "effectcategory").text = "Dissolve"
            before.find("end").text = "-1"
            after.find("start").text = "-1"
            if not ahead:  # else the adapter has done it
                before.find("out").text = str(int(before.find("out").text) + behind)

    def _sound(self, audio: Any) -> None:
        """A stem's track becomes two, left and right, whose clips are linked."""
        SubElement(audio, "numOutputChannels").text = "2"
        tracks = audio.findall("track")
        for track in tracks:
            audio.remove(track)
        for lane, track in zip(self._lanes("audio"), tracks, strict=True):
            _set(track, "enabled", _flag(lane.enabled))
            _set(track, "locked", "FALSE")
            stereo = any(self._stereo(piece.medium) for piece in lane.pieces)
            pair = [track, copy.deepcopy(track)] if stereo else [track]
            for index, one in enumerate(pair):
                one.set("currentExplodedTrackIndex", str(index))
                one.set("totalExplodedTrackCount", str(len(pair)))
                one.set("premiereTrackType", "Stereo" if stereo else "Mono")
                SubElement(one, "outputchannelindex").text = str(index + 1)
                for item in one.iterfind("clipitem"):
                    self._channel(item, index, linked=stereo)
                audio.append(one)

    def _channel(self, item: Any, index: int, *, linked: bool) -> None:
        first = item.get("id").removesuffix("-right")
        if index:
            item.set("id", f"{first}-right")
            file = item.find("file")
            for child in list(file):
                file.remove(child)
        source = SubElement(item, "sourcetrack")
        SubElement(source, "mediatype").text = "audio"
        SubElement(source, "trackindex").text = str(index + 1)
        for other in (first, f"{first}-right") if linked else ():
            link = SubElement(item, "link")
            SubElement(link, "linkclipref").text = other
            SubElement(link, "mediatype").text = "audio"

    def _marker(self, sequence: Any, note: Note) -> None:
        marker = SubElement(sequence, "marker")
        SubElement(marker, "name").text = note.name
        SubElement(marker, "comment").text = note.cue
        SubElement(marker, "in").text = str(note.frame)
        # By the reference a marker without length has no out; one frame is as good as none.
        SubElement(marker, "out").text = str(note.frame + note.frames if note.frames > 1 else -1)


def _flag(value: bool) -> str:
    return "TRUE" if value else "FALSE"


def _set(element: Any, tag: str, text: str) -> None:
    found = element.find(tag)
    (SubElement(element, tag) if found is None else found).text = text
