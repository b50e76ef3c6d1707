"""How long the lines were when they were last recorded here, for commands that record none."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from filmgen.breakdown.model import Line, ShotList
from filmgen.editorial.cut import LineLength
from filmgen.workspace import Workspace
from pipelines.staging import unspoken_lengths


def remember_lengths(
    shots: ShotList, lengths: Mapping[str, LineLength], workspace: Workspace
) -> None:
    """Keep the lengths of recorded lines, beside those of lines that this run did not have.

    Args:
        shots: whose lines they are. workspace: held.
    """
    record = _read(workspace)
    for line in shots.lines():
        length = lengths[line.id]
        if length.spoken:
            record[line.id] = {"said": _said(line), "seconds": length.seconds}
        else:
            record.pop(line.id, None)
    text = json.dumps(record, indent=0, ensure_ascii=False, sort_keys=True)
    workspace.write_text(workspace.house / "lengths.json", text)


def last_lengths(shots: ShotList, workspace: Workspace) -> dict[str, LineLength]:
    """The length of every line by id: as it was last recorded in this folder where its words and
    directions are still those, else as long as they take to say.
    """
    record = _read(workspace)
    lengths = unspoken_lengths(shots)
    for line in shots.lines():
        known = record.get(line.id)
        if isinstance(known, dict) and known.get("said") == _said(line):
            seconds = known.get("seconds")
            if isinstance(seconds, int | float) and 0 < seconds < float("inf"):
                lengths[line.id] = LineLength(float(seconds), spoken=True)
    return lengths


def _said(line: Line) -> list[str]:
    """What a recording depends on of a line's own."""
    return [line.character, line.text, line.delivery]


def _read(workspace: Workspace) -> dict[str, Any]:
    """The record; empty where there is none, or a damaged one: lengths are then reckoned."""
    try:
        record = json.loads((workspace.house / "lengths.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) else {}
