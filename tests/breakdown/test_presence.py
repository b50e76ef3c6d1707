"""Who has not been shown yet is not in the picture."""

from pathlib import Path

from filmgen.breakdown.planner import plan_shots
from filmgen.screenplay.reader import read_screenplay

SCRIPT = """INT. QUAY - NIGHT

CRANE, 45, stands on the quay. WREN, 30, waits beside him.

CRANE
It is dark.

ANGLE ON the top of the street. A lamp lights up, and under it stands EDA with her pole.

EDA
Forty-one.
"""


def test_a_reveal_is_an_entrance(tmp_path: Path) -> None:
    path = tmp_path / "reveal.fountain"
    path.write_text(SCRIPT, encoding="utf-8")
    shots = plan_shots(read_screenplay(path)).shots
    seen = [("EDA" in shot.present) for shot in shots]
    assert not seen[0] and seen[-1]
    first = seen.index(True)
    assert "stands EDA" in shots[first].action
    assert all(seen[first:])
