"""How much of the labelled sentences the lexicon gets right: floors, by kind and over all.

Precision and recall at first sight, before anything was changed for the part: fresh 0.85 and
0.53, final 0.79 and 0.52. They are what to expect of sentences nobody has tuned on; the floors
below only keep what was won since from being lost.
"""

from __future__ import annotations

import pytest

from filmgen.desk.advisories.model import Kind
from tests.desk.advisories.labelled import Score, labelled, scores

PARTS = ("build", "held", "fresh", "final")
FLOORS = {"build": (0.98, 0.98), "held": (0.95, 0.95), "fresh": (0.95, 0.95), "final": (0.93, 0.93)}
FLOOR_BY_KIND = 0.6


def total(table: dict[Kind, Score]) -> Score:
    return Score(
        *(
            sum(getattr(s, n) for s in table.values())
            for n in ("hit", "missed", "wrong", "right_off")
        )
    )


@pytest.mark.parametrize("part", PARTS)
def test_precision_and_recall_hold_their_floors(part: str) -> None:
    table, wrong = scores(part)
    precision, recall = FLOORS[part]
    told = [f"{row.kind.value}: {row.text}" for row in wrong]
    assert total(table).precision >= precision, told
    assert total(table).recall >= recall, told
    for kind, score in table.items():
        assert score.precision >= FLOOR_BY_KIND and score.recall >= FLOOR_BY_KIND, (kind, told)


def test_every_kind_has_findings_and_decoys_in_every_part() -> None:
    rows = labelled()
    assert len(rows) >= 4 * 84
    for part in PARTS:
        for kind in Kind:
            marks = {row.wanted for row in rows if row.part == part and row.kind is kind}
            assert marks == {True, False}, (part, kind)


def test_the_measure_can_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("filmgen.desk.advisories.find.english_rules", dict)
    table, _ = scores("build")
    assert total(table).recall < 0.1
