"""A small film for the tests: quick to render, with all that a film has."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from filmgen.config import Config, load_config
from pipelines.animatic import AnimaticResult, make_animatic

SCRIPT = """Title: The Small Film
Author: The tests

INT. KITCHEN - DAY

MARA, 60s, in a red coat, sits at the table. A fire burns in the fireplace.

MARA
Close the door, please.

TOM, 10, enters with a bottle.

TOM
(whispering)
It is closed.

MARA
Then who is knocking?

EXT. STREET - NIGHT

Rain hammers the street. Tom runs.

TOM
Wait for me!

CUT TO:

INT. KITCHEN - NIGHT

Mara waits alone by the window.

FADE OUT.
"""

SMALL = ("film.size=256x144", "encode.preset=ultrafast", "effects.plate_height_px=96",
         "effects.loop_seconds=1.0", "farm.workers=1")  # fmt: skip


def small(*overrides: str, silent: bool = True) -> Config:
    """The draft configuration at a size that tests can afford."""
    speech = ("engines.speech=silence",) if silent else ()
    return load_config("draft", [*SMALL, *speech, *overrides])


def render(folder: Path, text: str = SCRIPT, out: str = "out", **more: Any) -> AnimaticResult:
    """Write the script and render it."""
    folder.mkdir(parents=True, exist_ok=True)
    script = folder / "film.fountain"
    script.write_text(text, encoding="utf-8")
    config = more.pop("config", None) or small()
    return make_animatic(script, folder / out, config=config, **more)


def made(result: AnimaticResult, stage: str | None = None) -> int:
    """How many assets a run generated, in all or in one stage."""
    return sum(s.made for s in result.stages if stage in (None, s.name))


def media_hashes(out: Path) -> dict[str, str]:
    """Hash by published path of every generated file."""
    manifest = json.loads((out / "manifest.json").read_text())
    return {f["path"]: f["sha256"] for asset in manifest["assets"] for f in asset["files"]}
