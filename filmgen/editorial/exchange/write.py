"""All documents of the cut at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from filmgen.editorial.exchange.aaf import write_aaf
from filmgen.editorial.exchange.edl import write_edl
from filmgen.editorial.exchange.fcpxml import write_fcpxml
from filmgen.editorial.exchange.flatten import turnover
from filmgen.editorial.exchange.legal import legal
from filmgen.editorial.exchange.timeline import write_otio
from filmgen.editorial.exchange.turnover import Turnover
from filmgen.editorial.exchange.xmeml import write_xmeml

REVISION = 1
"""Raised whenever the same timeline would be written otherwise than before."""

FORMATS: Mapping[str, Callable[[Turnover, Path], None]] = {
    "cut.edl": write_edl,
    "cut.fcpxml": write_fcpxml,
    "cut.xml": write_xmeml,
    "cut.aaf": write_aaf,
}


def write_exchange(document: Any, folder: Path) -> tuple[str, ...]:
    """Write timeline.otio and every one of `FORMATS` into an existing folder.

    Args:
        document: otio.schema.Timeline of `to_otio`, or an editor's.

    Returns:
        One line for each thing that could not be said in all formats, and for each format that
        its adapter could not write; the others are written all the same.
    """
    write_otio(document, folder / "timeline.otio")
    cut = turnover(document)
    notes = list(cut.problems)
    for name, write in FORMATS.items():
        try:
            write(cut, folder / name)
        except Exception as error:  # adapters and what they stand on raise whatever they like
            (folder / name).unlink(missing_ok=True)
            reason = legal(str(error), 160) or type(error).__name__
            notes.append(f"{name} was not written: {reason}")
    return tuple(notes)
