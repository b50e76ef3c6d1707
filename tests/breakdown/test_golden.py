# ruff: noqa: E501  (lines of screenplays read better whole)
"""Two whole shot lists as text: any change of the grammar shows as a diff a person can read.

After a wanted change: `python -m tests.breakdown.test_golden` writes the files anew.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from filmgen.breakdown.document import breakdown_table
from filmgen.breakdown.planner import plan_shots
from filmgen.screenplay.reader import read_screenplay

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "tests" / "golden"
SCRIPTS = {
    "breakdown-brick-and-steel.txt": ROOT.parent
    / "shared"
    / "screenplays"
    / "Brick-and-Steel.fountain",
    "breakdown-the-lamplighter.txt": ROOT / "assets" / "screenplays" / "the-lamplighter.fountain",
}
COLUMNS = ("setup", "size", "angle", "move", "lens_mm", "transition", "subjects", "panels")
DETAILS = ("action", "dialogue", "effects", "sounds", "props", "why")


def render(path: Path) -> str:
    """The shot list of a script as readable text."""
    shot_list = plan_shots(read_screenplay(path))
    rows = [
        f"* {n.name}: {n.gender or '?'}, {n.age_years or '?'}, {n.species}{'' if n.speaks else ', silent'}"
        for n in shot_list.characters
    ]
    for row in breakdown_table(shot_list):
        rows.append(f"{row['shot']} {row['identity']} {row['setting']}")
        rows.append("    " + " | ".join(row[c] for c in COLUMNS))
        rows.extend(f"    {name}: {row[name]}" for name in DETAILS if row[name])
    return "\n".join(rows) + "\n"


@pytest.mark.parametrize("name", SCRIPTS)
def test_golden(name: str) -> None:
    if not SCRIPTS[name].exists():
        pytest.skip(f"{SCRIPTS[name].name} is not beside this checkout")
    assert render(SCRIPTS[name]) == (GOLDEN / name).read_text(encoding="utf-8")


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for golden, script in SCRIPTS.items():
        (GOLDEN / golden).write_text(render(script), encoding="utf-8")
