"""What was measured of a kind: a row for each maker of clips, as text and as JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class PlateScores:
    """Of shaded plates, see `scores.shaded`; each as in `Row`."""

    frechet: float
    spatial: float
    temporal: float
    diversity: float


@dataclass(frozen=True)
class Row:
    """One maker's clips beside the held-out ones.

    Attributes:
        maker: "gan", "diffusion", "2D simulation", "PCA", "floor", …
        frechet: distance on random space-time features; read it beside the floor.
        spatial, temporal: mean absolute log10 ratio of spectra.
        diversity: mean distance of two clips, over that of real ones.
        arrow: 1 runs forwards, -1 backwards.
        nearest: distance to the nearest training clip over that of held-out clips.
        copied: share of clips that are copies of training clips.
        repeats: distance to the nearest clip of the same set, over that of real ones.
        seam: change over a loop's seam, over the usual change.
        late: `frechet` of the late frames of a long plate over that of its early ones.
        plates: the same scores for shaded plates.

    What does not apply is None.
    """

    maker: str
    frechet: float
    spatial: float
    temporal: float
    diversity: float
    arrow: float
    nearest: float | None = None
    copied: float | None = None
    repeats: float | None = None
    seam: float | None = None
    late: float | None = None
    plates: PlateScores | None = None


_COLUMNS = (
    ("frechet", 9, ".1f"), ("spatial", 9, ".3f"), ("temporal", 10, ".3f"),
    ("diversity", 11, ".2f"), ("arrow", 7, ".2f"), ("nearest", 9, ".2f"), ("copied", 8, ".2f"),
    ("repeats", 9, ".2f"), ("seam", 6, ".2f"), ("late", 6, ".2f"),
)  # fmt: skip
_PLATE_COLUMNS = _COLUMNS[:4]
_MAKER = 16


@dataclass(frozen=True)
class Table:
    """Scores of a kind.

    Attributes:
        clips, runs: of every set.
        plates: of every shaded set; 0 without.
    """

    kind: str
    clips: int
    runs: int
    plates: int
    rows: tuple[Row, ...]

    def row(self, maker: str) -> Row | None:
        """The row of a maker, if it was measured."""
        return next((row for row in self.rows if row.maker == maker), None)

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return asdict(self)

    def __str__(self) -> str:
        about = f"{self.clips} clips of {self.runs} runs"
        lines = [f"{self.kind}: {about}", _headed(_COLUMNS)]
        lines += [_line(row.maker, row, _COLUMNS) for row in self.rows]
        shaded = [(row.maker, row.plates) for row in self.rows if row.plates is not None]
        if shaded:
            lines += [f"{self.kind}, shaded: {self.plates} plates", _headed(_PLATE_COLUMNS)]
            lines += [_line(maker, scores, _PLATE_COLUMNS) for maker, scores in shaded]
        return "\n".join(lines)


@dataclass(frozen=True)
class Evaluation:
    """Tables of all the kinds a model knows."""

    tables: tuple[Table, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {"tables": [table.as_json() for table in self.tables]}

    def __str__(self) -> str:
        return "\n\n".join(map(str, self.tables))


def _headed(columns: tuple[tuple[str, int, str], ...]) -> str:
    return " " * _MAKER + "".join(f"{name:>{width}}" for name, width, _ in columns)


def _line(maker: str, scores: object, columns: tuple[tuple[str, int, str], ...]) -> str:
    cells = []
    for name, width, form in columns:
        value = getattr(scores, name)
        cells.append(f"{'-' if value is None else format(value, form):>{width}}")
    return f"{maker:{_MAKER}}" + "".join(cells)
