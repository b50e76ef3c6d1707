"""The labelled sentences, and how many of them the lexicon gets right."""

from __future__ import annotations

import codecs
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from filmgen.desk.advisories.find import find_advisories
from filmgen.desk.advisories.model import Kind
from filmgen.screenplay.model import (
    Action,
    PartKind,
    Scene,
    SceneHeading,
    Screenplay,
    SourceRange,
    Speech,
    SpeechPart,
)

FILE = Path(__file__).with_name("labelled.txt")
_CUE = re.compile(r"^([A-Z][A-Z ]+): (.*)$")


@dataclass(frozen=True)
class Labelled:
    part: str
    kind: Kind
    wanted: bool
    text: str


def labelled(path: Path = FILE) -> list[Labelled]:
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        part, kind, mark, text = line.split("|", 3)
        text = re.sub(r"\{([^}]*)\}", lambda m: codecs.decode(m[1], "rot13"), text)
        rows.append(Labelled(part, Kind(kind), mark == "+", text))
    return rows


def one_sentence(text: str) -> Screenplay:
    """A script with one scene that holds one sentence."""
    here = SourceRange(3, 3)
    cue = _CUE.match(text)
    element = (
        Speech(cue[1], (), (SpeechPart(PartKind.LINE, cue[2], here),), here)
        if cue
        else Action(text, here)
    )
    heading = SceneHeading("INT. ROOM - DAY", SourceRange(1, 1), location="ROOM")
    return Screenplay("one.fountain", (), (), (Scene(1, "1", heading, (element,)),))


def found_kinds(text: str) -> set[Kind]:
    return {finding.kind for finding in find_advisories(one_sentence(text))}


@dataclass
class Score:
    hit: int = 0
    missed: int = 0
    wrong: int = 0
    right_off: int = 0

    @property
    def precision(self) -> float:
        return self.hit / (self.hit + self.wrong) if self.hit + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.hit / (self.hit + self.missed) if self.hit + self.missed else 1.0


def scores(
    part: str, rows: list[Labelled] | None = None
) -> tuple[dict[Kind, Score], list[Labelled]]:
    """Scores by kind over one part, and the sentences that came out wrong."""
    table: dict[Kind, Score] = defaultdict(Score)
    wrong = []
    for row in rows if rows is not None else labelled():
        if row.part != part:
            continue
        score = table[row.kind]
        found = row.kind in found_kinds(row.text)
        if row.wanted:
            score.hit += found
            score.missed += not found
        else:
            score.wrong += found
            score.right_off += not found
        if found != row.wanted:
            wrong.append(row)
    return dict(table), wrong


def print_scores(part: str) -> None:
    """`python -m tests.desk.advisories.labelled [build|held]` prints the table."""
    table, _ = scores(part)
    total = Score()
    for kind, score in table.items():
        print(f"{part:6} {kind:10} precision {score.precision:.2f} recall {score.recall:.2f}")
        for name in ("hit", "missed", "wrong", "right_off"):
            setattr(total, name, getattr(total, name) + getattr(score, name))
    print(f"{part:6} {'all':10} precision {total.precision:.3f} recall {total.recall:.3f}")


if __name__ == "__main__":
    import sys

    for name in sys.argv[1:] or ("build", "held"):
        print_scores(name)
