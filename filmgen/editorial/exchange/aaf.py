"""cut.aaf: Avid Media Composer, Pro Tools.

The adapter writes the mobs: composition, and for every medium a master, a file and a tape mob.
Before it closes the file its own hook lets us put in what it has no place for, after the AAF
Object Specification 1.1: exact edit rates (24000/1001, not the nearest float), timecode counted
at the film's base and dropped only where the film drops, track numbers, markers, and the time
and identity of everything, which come from the content: the same cut is the same bytes.

An AAF has no disabled clips: the reference and the single lines are left out. Files are named
relative to the AAF.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

import aaf2
import opentimelineio as otio
from aaf2.mobid import MobID
from aaf2.rational import AAFRational

from filmgen.editorial.exchange.aaf_markers import add_markers
from filmgen.editorial.exchange.carrier import carrier
from filmgen.editorial.exchange.legal import legal
from filmgen.editorial.exchange.turnover import Lane, Medium, Piece, Turnover
from filmgen.timecode import SAMPLE_RATE_HZ, timebase

_WHEN = datetime(2000, 1, 1)
"""Of everything: the time of writing is no part of a cut."""
_DISSOLVE = {
    "PointList": [{"Time": 0, "Value": 0}, {"Time": 1, "Value": 1}],
    "OperationGroup": {
        "Operation": {
            "DataDefinition": {"Name": "Picture"},
            "Description": "Dissolve",
            "Name": "Video Dissolve",
            "Identification": "0c3bea40-fc05-11d2-8a29-0050040ef7d2",
            "IsTimeWarp": False,
            "Bypass": 0,
            "NumberInputs": 2,
            "OperationCategory": "OperationCategory_Effect",
        }
    },
}
"""OperationDef_VideoDissolve of the AAF Edit Protocol: from 0 to 1 over its length."""
_GRAMMAR = ("setup", "size", "angle", "move", "lens_mm")


def write_aaf(cut: Turnover, path: Path) -> None:
    """Write the AAF; a cut without clips has a composition with nothing but its timecode."""
    shown = replace(cut, lanes=tuple(_shown(cut)))
    document = _document(shown)
    _register()
    dressing = _Dressing(shown)
    with _identities(_digest(shown)):
        otio.adapters.write_to_file(
            document,
            str(path),
            adapter_name="AAF",
            use_empty_mob_ids=True,
            # A plain function: the adapter copies its arguments, and functions are not copied.
            hook_function_argument_map={"filmgen_dress": lambda file: dressing.dress(file)},
        )


def _shown(cut: Turnover) -> Iterator[Lane]:
    for lane in cut.lanes:
        pieces = tuple(p for p in lane.pieces if p.enabled)
        if lane.enabled and pieces:
            yield replace(lane, pieces=pieces)


def _document(cut: Turnover) -> Any:
    document = carrier(cut)
    pieces = cut.pieces
    for clip in document.find_clips():
        piece = pieces[clip.name]
        clip.metadata["AAF"] = {
            "MobID": str(_mob_id(f"{cut.title} {_where(piece.medium)}")),
            "UserComments": _comments(piece),
        }
        essence = _sound(piece) if piece.medium.kind == "sound" else _picture(cut)
        clip.media_reference.metadata["AAF"] = {"EssenceDescription": essence}
    for item in document.tracks.find_children(descended_from_type=otio.schema.Transition):
        item.metadata["AAF"] = {**_DISSOLVE, "CutPoint": int(item.in_offset.value)}
    return document


def _where(medium: Medium) -> str:
    return f"{medium.url or medium.name} {medium.start} {medium.frames}"


def _comments(piece: Piece) -> dict[str, str]:
    """What an Avid bin shows in columns; few, as each is an object of its own in the file."""
    shot = piece.notes.get("shot")
    found = {}
    if isinstance(shot, dict):
        grammar = " ".join(str(shot[key]) for key in _GRAMMAR if shot.get(key))
        found = {
            "Scene": legal(str(shot.get("scene", ""))),
            "Shot": legal(str(shot.get("id", ""))),
            "Grammar": legal(f"{grammar} mm"),
        }
    if piece.medium.pattern:
        found["Sequence"] = piece.medium.pattern
    if piece.medium.reason:
        found["Missing"] = piece.medium.reason
    return {key: value for key, value in found.items() if value}


def _sound(piece: Piece) -> dict[str, Any]:
    channels = 2 if "stem" in piece.notes else 1
    return {
        "Channels": channels,
        "QuantizationBits": 24,
        "BlockAlign": 3 * channels,
        "AverageBPS": 3 * channels * SAMPLE_RATE_HZ,
    }


def _picture(cut: Turnover) -> dict[str, Any]:
    raster = Fraction(cut.width_px, cut.height_px)
    return {
        "StoredWidth": cut.width_px,
        "StoredHeight": cut.height_px,
        "ImageAspectRatio": f"{raster.numerator}/{raster.denominator}",
    }


class _Dressing:
    """Puts names, files, rates, numbers and markers into the adapter's open file."""

    def __init__(self, cut: Turnover) -> None:
        self.cut = cut
        self.rate = AAFRational(cut.rate)
        self.media = cut.media
        self.names = {key: piece.name for key, piece in cut.pieces.items()}

    def dress(self, file: Any) -> None:
        for known in file.header["IdentificationList"].value:
            known["CompanyName"].value = known["ProductName"].value = "filmgen"
            known["Date"].value = _WHEN
            known["Platform"].value = "any"
            known["GenerationAUID"].value = _uuid(_digest(self.cut))
        file.header["LastModified"].value = _WHEN
        for mob in file.content.mobs:
            mob["CreationTime"].value = mob["LastModified"].value = _WHEN
            mob.name = self.names.get(mob.name, mob.name)
            self._descriptor(mob)
            for slot in mob.slots:
                slot.edit_rate = self.rate
                self._timecode(slot.segment)
        composition = next(iter(file.content.compositionmobs()))
        composition.name = self.cut.title
        self._tracks(composition)
        add_markers(file, composition, self.cut)

    def _timecode(self, segment: Any) -> None:
        if isinstance(segment, aaf2.components.Timecode):
            segment.fps = timebase(self.cut.rate)
            segment.drop = self.cut.drop_frame

    def _descriptor(self, mob: Any) -> None:
        descriptor = getattr(mob, "descriptor", None)
        if descriptor is None:
            return
        for locator in list(descriptor["Locator"]):
            medium = self.media.get(locator["URLString"].value)
            if medium is not None:
                mob.name = medium.name  # else the adapter's file mobs are all called "Mob"
            if medium is not None and medium.url:
                locator["URLString"].value = _relative(medium.url)
            else:
                descriptor["Locator"].clear()  # offline
        if isinstance(descriptor, aaf2.essence.CDCIDescriptor):
            descriptor["SampleRate"].value = self.rate

    def _tracks(self, composition: Any) -> None:
        counts = {"video": 0, "audio": 0}
        slots = [
            s for s in composition.slots if not isinstance(s.segment, aaf2.components.Timecode)
        ]
        for lane, slot in zip(self.cut.lanes, slots, strict=True):
            counts[lane.kind] += 1
            slot.name = lane.name
            slot["PhysicalTrackNumber"].value = counts[lane.kind]
            if isinstance(slot.segment, aaf2.components.Sequence):
                slot.segment.length = _length(slot.segment)
        for slot in composition.slots:
            if isinstance(slot.segment, aaf2.components.Timecode):
                slot.segment.length = self.cut.frames  # the adapter leaves pyaaf2's own


def _length(sequence: Any) -> int:
    """Transitions lie over their neighbours."""
    signs = (
        (-1 if isinstance(c, aaf2.components.Transition) else 1, c) for c in sequence.components
    )
    return sum(sign * int(component.length) for sign, component in signs)


def _relative(url: str) -> str:
    return url if "://" in url or url.startswith(("/", "..")) else f"./{url}"


@cache
def _register() -> None:
    """Make the hook known to OTIO, once a process."""
    script = {
        "OTIO_SCHEMA": "HookScript.1",
        "name": "filmgen_aaf",
        "filepath": str(Path(__file__).with_name("aaf_hook.py")),
    }
    manifest = {
        "OTIO_SCHEMA": "PluginManifest.1",
        "hook_scripts": [script],
        "hooks": {"otio_aaf_post_write_transcribe": ["filmgen_aaf"]},
    }
    known = otio.plugins.manifest.manifest_from_string(json.dumps(manifest))
    otio.plugins.ActiveManifest().extend(known)


@contextmanager
def _identities(seed: str) -> Iterator[None]:
    """While the adapter writes, new mobs are numbered from the content instead of drawn."""
    drawn = MobID.new
    count = 0

    def numbered() -> Any:
        nonlocal count
        count += 1
        return _mob_id(f"{seed} {count}")

    MobID.new = staticmethod(numbered)
    try:
        yield
    finally:
        MobID.new = drawn


def _mob_id(content: str) -> Any:
    """A basic UMID (SMPTE ST 330) whose material number is the content's."""
    label = bytes.fromhex("060a2b340101010501010f20") + bytes([0x13, 0, 0, 0])
    return MobID(bytes_le=bytearray(label + _uuid(content).bytes_le))


def _uuid(content: str) -> UUID:
    return UUID(bytes=hashlib.sha256(content.encode()).digest()[:16], version=4)


def _digest(cut: Turnover) -> str:
    plain = json.dumps(
        [
            [cut.title, str(cut.rate), cut.start_frame, cut.drop_frame],
            [[p.name, p.start, p.frames, p.source, p.medium.url] for p in cut.pieces.values()],
            [[n.frame, n.frames, n.name] for n in cut.notes],
        ]
    )
    return hashlib.sha256(plain.encode()).hexdigest()
