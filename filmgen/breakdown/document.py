"""The shot list as a document: versioned JSON, and rows for tables and CSV.

    {"format": "filmgen.shots", "version": 1, "shot_list": {...}}

`shot_list` holds the fields of `model.ShotList`; `json_schema` publishes them.
"""

from __future__ import annotations

import json
from typing import Any

from pydantic import TypeAdapter, ValidationError

from filmgen.breakdown.model import ShotList
from filmgen.errors import WorkspaceError

FORMAT = "filmgen.shots"
VERSION = 1

TABLE_COLUMNS = (
    "shot", "identity", "scene", "setting", "time", "setup", "size", "angle", "move", "lens_mm",
    "transition", "subjects", "panels", "action", "dialogue", "effects", "sounds", "props", "why",
    "script_lines",
)  # fmt: skip
"""Headings of `breakdown_table`, in order."""

_ADAPTER: TypeAdapter[ShotList] = TypeAdapter(ShotList)


def dump_shot_list(shot_list: ShotList) -> str:
    """The shot list as JSON text, the same bytes for the same list; ends with a newline."""
    body = _ADAPTER.dump_python(shot_list, mode="json")
    document = {"format": FORMAT, "version": VERSION, "shot_list": body}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def load_shot_list(text: str) -> ShotList:
    """Read back what `dump_shot_list` wrote.

    Raises:
        WorkspaceError: not such a document, or of a newer version.
    """
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        raise WorkspaceError(
            f"the shot list is not JSON (line {error.lineno}); delete it to plan anew"
        ) from error
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise WorkspaceError("this JSON file is not a filmgen shot list; delete it to plan anew")
    if document.get("version") != VERSION:
        raise WorkspaceError(
            f"the shot list has version {document.get('version')!r}, this filmgen reads "
            f"{VERSION}; delete it to plan anew"
        )
    try:
        return _ADAPTER.validate_python(document.get("shot_list"))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise WorkspaceError(
            f"the shot list is damaged at {where}: {first['msg']}; delete it to plan anew"
        ) from error


def json_schema() -> dict[str, Any]:
    """JSON Schema of the whole document."""
    inner = _ADAPTER.json_schema(ref_template="#/$defs/{model}")
    definitions = inner.pop("$defs", {})
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "filmgen shot list",
        "type": "object",
        "required": ["format", "version", "shot_list"],
        "properties": {
            "format": {"const": FORMAT},
            "version": {"const": VERSION},
            "shot_list": inner,
        },
        "$defs": definitions,
    }


def breakdown_table(shot_list: ShotList) -> list[dict[str, str]]:
    """One row of strings for each shot, keyed by `TABLE_COLUMNS`."""
    rows = []
    for shot in shot_list.shots:
        values = (
            shot.display_id,
            shot.identity,
            shot.scene_number,
            f"{shot.setting.place.value} {shot.setting.key}".strip(),
            shot.setting.time_of_day.value,
            shot.setup.value,
            shot.size.value,
            shot.angle.value,
            shot.move.value,
            str(shot.lens_mm),
            shot.transition_in.value,
            ", ".join(shot.subjects) + (f" (over {shot.over})" if shot.over else ""),
            str(len(shot.beats)),
            shot.action or shot.title_text.replace("\n", " / "),
            " / ".join(
                f"{x.character}{'' if x.on_screen else ' (off)'}: {x.text}" for x in shot.lines
            ),
            ", ".join(
                f"{c.kind} {c.intensity:g}" + (f" at {c.at}" if c.at else "")
                for c in shot.effect_cues
            ),
            ", ".join(f"{c.kind} {c.at:.0%}" for c in shot.sound_cues),
            ", ".join(shot.props),
            shot.why,
            _lines_of(shot.source.first_line, shot.source.last_line),
        )
        rows.append(dict(zip(TABLE_COLUMNS, values, strict=True)))
    return rows


def _lines_of(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}-{last}"
