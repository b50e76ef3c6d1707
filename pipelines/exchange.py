"""The cut handed over to editing systems: the timeline and all formats that are made from it."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from filmgen.editorial.exchange.timeline import otio_text
from filmgen.editorial.exchange.write import FORMATS, REVISION, write_exchange
from filmgen.engines.protocols import EngineInfo
from filmgen.farm.production import Wanted
from pipelines.studio import Studio, provenance

_EDITORIAL = EngineInfo("editorial", "OpenTimelineIO adapters", str(REVISION), "Apache-2.0")


def hand_over(document: Any, studio: Studio) -> None:
    """Publish timeline.otio and every one of `FORMATS`; kept while the timeline stays the same.

    Args:
        document: otio.schema.Timeline whose paths are relative to the published folder.
    """
    timeline = otio_text(document)
    request = [REVISION, sha256(timeline.encode()).hexdigest()]
    want = Wanted("exchange", provenance("exchange", _EDITORIAL, None, request), None)

    def write(folder: Path) -> Mapping[str, Any]:
        return {"notes": write_exchange(document, folder)}

    made, _ = studio.workspace.make(want.key(), want.provenance, write)
    studio.used.add(made.key)
    for note in made.notes.get("notes", ()):
        studio.progress.note(note)
    written = {file.name for file in made.files}
    names = ("timeline.otio", *FORMATS)
    for name in names:
        if name in written:
            studio.write(name, made.path(name).read_bytes())
    if not written.issuperset(names):
        studio.workspace.forget(made.key)  # the next run tries again
