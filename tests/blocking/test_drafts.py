"""A new draft moves nobody who is not concerned."""

from __future__ import annotations

from pathlib import Path

from filmgen.blocking.stage import block
from filmgen.breakdown.planner import plan_shots
from filmgen.screenplay import read_screenplay
from filmgen.workspace import canonical
from tests.pipelines.film import SCRIPT


def test_a_scene_in_front_with_a_known_character_restages_no_other_shot(tmp_path: Path) -> None:
    path = tmp_path / "film.fountain"
    path.write_text(SCRIPT, encoding="utf-8")
    first = plan_shots(read_screenplay(path))
    scene = "INT. CELLAR - NIGHT\n\nMara looks for a torch. NED, 40, holds the door.\n\n"
    path.write_text(SCRIPT.replace("INT. KITCHEN - DAY", f"{scene}INT. KITCHEN - DAY"))
    second = plan_shots(read_screenplay(path), previous=first)
    before = {shot.identity: shot for shot in block(first, 16 / 9).shots}
    after = {shot.identity: shot for shot in block(second, 16 / 9).shots}
    assert before.keys() < after.keys()
    for identity, shot in before.items():
        assert canonical(after[identity]) == canonical(shot)
