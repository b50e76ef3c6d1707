"""What a clip points at: a file, a numbered sequence, or nothing and why."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import opentimelineio as otio

from filmgen.editorial.exchange.clock import Clock
from filmgen.editorial.paths import relative_url
from filmgen.media import Missing

_NUMBERED = re.compile(r"^(.*?)(\d+)(\.(?:exr|png))$")


def file_reference(medium: Path | Missing, available: Any, root: Path, name: str) -> Any:
    """A medium relative to `root`; a missing one keeps its reason in its name and metadata."""
    if isinstance(medium, Missing):
        return otio.schema.MissingReference(
            name=f"missing: {medium.reason}",
            available_range=available,
            metadata={"filmgen": {"reason": medium.reason}},
        )
    reference = otio.schema.ExternalReference(relative_url(medium, root), available)
    reference.name = name
    return reference


def sequence_reference(first_file: Path, root: Path, clock: Clock) -> Any:
    """The numbered sequence in a file's folder, None if there are fewer than two of one name."""
    if not first_file.parent.is_dir():
        return None
    found = []
    for path in sorted(first_file.parent.iterdir()):
        match = _NUMBERED.match(path.name)
        if match:
            found.append((match[1], int(match[2]), len(match[2]), match[3]))
    exr = [f for f in found if f[3] == ".exr"] or found
    if len(exr) < 2 or len({(f[0], f[2]) for f in exr}) != 1:
        return None
    prefix, first, padding, suffix = exr[0]
    return otio.schema.ImageSequenceReference(
        target_url_base=relative_url(first_file.parent, root) + "/",
        name_prefix=prefix,
        name_suffix=suffix,
        start_frame=first,
        frame_step=1,
        rate=clock.rate,
        frame_zero_padding=padding,
        available_range=clock.span(0, len(exr)),
    )
