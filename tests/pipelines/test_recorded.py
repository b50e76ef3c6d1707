"""Lines' lengths from the last recording: the boards' times are the film's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from filmgen.breakdown.model import ShotList
from filmgen.editorial.cut import LineLength
from filmgen.screenplay import read_screenplay
from filmgen.workspace import Workspace
from pipelines.breakdown import break_down
from pipelines.recorded import last_lengths, remember_lengths
from pipelines.staging import unspoken_lengths
from tests.pipelines.film import SCRIPT


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    folder = Workspace(tmp_path / "out", None)
    with folder.held(lambda _: None):
        yield folder


def shots_of(text: str, workspace: Workspace) -> ShotList:
    path = workspace.out / "film.fountain"
    path.write_text(text, encoding="utf-8")
    return break_down(read_screenplay(path), workspace)


def test_lengths_are_those_of_the_last_recording(workspace: Workspace) -> None:
    shots = shots_of(SCRIPT, workspace)
    reckoned = unspoken_lengths(shots)
    assert last_lengths(shots, workspace) == reckoned, "nothing has been recorded"
    first, second, *others = shots.lines()
    heard = {line.id: LineLength(7.25 + i, True) for i, line in enumerate(shots.lines())}
    remember_lengths(shots, heard | {second.id: reckoned[second.id]}, workspace)
    found = last_lengths(shots, workspace)
    assert found[first.id] == LineLength(7.25, True)
    assert found[second.id] == reckoned[second.id], "nobody has spoken it"
    assert all(found[line.id].spoken for line in others)


def test_a_line_with_other_words_is_reckoned_again(workspace: Workspace) -> None:
    shots = shots_of(SCRIPT, workspace)
    remember_lengths(shots, {x.id: LineLength(9.0, True) for x in shots.lines()}, workspace)
    other = shots_of(
        SCRIPT.replace("Close the door, please.", "Close the doors, please."), workspace
    )
    found, reckoned = last_lengths(other, workspace), unspoken_lengths(other)
    changed = [line for line in other.lines() if "doors" in line.text]
    assert len(changed) == 1
    for line in other.lines():
        expected = reckoned[line.id] if line in changed else LineLength(9.0, True)
        assert found[line.id] == expected


def test_a_run_of_one_scene_leaves_the_others_lengths(workspace: Workspace) -> None:
    shots = shots_of(SCRIPT, workspace)
    remember_lengths(shots, {x.id: LineLength(9.0, True) for x in shots.lines()}, workspace)
    some = ShotList(**{**vars(shots), "shots": shots.shots[-4:]})
    assert 0 < len(some.lines()) < len(shots.lines())
    remember_lengths(some, {x.id: LineLength(2.0, True) for x in some.lines()}, workspace)
    found = last_lengths(shots, workspace)
    again = {line.id for line in some.lines()}
    assert {i: x.seconds for i, x in found.items()} == {
        i: 2.0 if i in again else 9.0 for i in found
    }


@pytest.mark.parametrize(
    "record", ["", "[1]", "{", '{"LINE": 3}', '{"LINE": {"said": [], "seconds": 2}}',
               '{"LINE": {"said": SAID, "seconds": "long"}}',
               '{"LINE": {"said": SAID, "seconds": -1}}'],
)  # fmt: skip
def test_a_damaged_record_is_no_record(workspace: Workspace, record: str) -> None:
    shots = shots_of(SCRIPT, workspace)
    line = shots.lines()[0]
    said = f'["{line.character}", "{line.text}", "{line.delivery}"]'
    text = record.replace("LINE", line.id).replace("SAID", said)
    (workspace.house / "lengths.json").write_text(text)
    assert last_lengths(shots, workspace) == unspoken_lengths(shots)
