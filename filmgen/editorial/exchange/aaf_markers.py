"""Markers of an AAF as Avid keeps its locators: descriptive markers in an event slot."""

from __future__ import annotations

from typing import Any

import aaf2
from aaf2.rational import AAFRational

from filmgen.editorial.exchange.turnover import Turnover

_RGB = {
    "RED": (1.0, 0.0, 0.0), "ORANGE": (1.0, 0.5, 0.0), "YELLOW": (1.0, 1.0, 0.0),
    "GREEN": (0.0, 1.0, 0.0), "CYAN": (0.0, 1.0, 1.0), "BLUE": (0.0, 0.0, 1.0),
    "MAGENTA": (1.0, 0.0, 1.0),
}  # fmt: skip


def add_markers(file: Any, composition: Any, cut: Turnover) -> None:
    """One event slot that describes V1, its markers in order."""
    if not cut.notes or not cut.lanes:
        return
    first = next(iter(composition.slots))
    slot = file.create.EventMobSlot()
    slot["SlotID"].value = 1000
    slot["EditRate"].value = AAFRational(cut.rate)
    slot["SlotName"].value = "markers"
    slot["PhysicalTrackNumber"].value = 1
    sequence = file.create.Sequence(media_kind="DescriptiveMetadata")
    markers = []
    for note in cut.notes:
        marker = file.create.DescriptiveMarker()
        marker["Position"].value = note.frame
        marker["Length"].value = note.frames
        marker["Comment"].value = note.name
        marker["DescribedSlots"].value = {first.slot_id}
        red, green, blue = (round(65535 * c) for c in _RGB.get(note.colour, _RGB["RED"]))
        marker["CommentMarkerColor"].value = {"red": red, "green": green, "blue": blue}
        markers.append(marker)
    sequence.components.extend(markers)
    sequence.length = cut.frames
    slot.segment = sequence
    composition.slots.append(slot)
    assert isinstance(slot, aaf2.mobslots.EventMobSlot)
