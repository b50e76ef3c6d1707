"""The cut as every flat format can hold it: whole frames, plain files, lanes without nesting.

An editor's word: the turnover is what a cut is handed over as. `flatten.turnover` makes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any


@dataclass(frozen=True)
class Medium:
    """A file, or what stands for one that is missing.

    Attributes:
        key: "m12", what an adapter is given for it.
        url: relative to the document, percent-encoded; "" where the medium is missing.
        reason: why it is missing, else "".
        kind: "still", "sequence" (its first file stands for it), "film", "sound".
        start, frames: what there is of it, in film frames; of a still, what its clip offers.
        rate: its own, where it has one. pattern: numbered files of a sequence.
    """

    key: str
    name: str
    url: str
    reason: str
    kind: str
    start: int
    frames: int
    rate: Fraction
    pattern: str = ""

    @property
    def still(self) -> bool:
        """Whether a picture of it lasts as long as one likes."""
        return self.kind in ("still", "sequence")


@dataclass(frozen=True)
class Piece:
    """A clip: `frames` from `start` in the film show its medium from `source` frames on.

    Attributes:
        key: "c7", what an adapter is given for a name.
        notes: the clip's `metadata["filmgen"]`.
    """

    key: str
    name: str
    start: int
    frames: int
    source: int
    medium: Medium
    enabled: bool
    notes: Mapping[str, Any] = field(default_factory=dict)

    @property
    def end(self) -> int:
        """The first film frame after it."""
        return self.start + self.frames


@dataclass(frozen=True)
class Lane:
    """A track: `kind` "video" or "audio"; pieces in order, never over each other."""

    name: str
    kind: str
    enabled: bool
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Dissolve:
    """`frames` of mixing on the first lane, of which `before` lie before the cut at `frame`."""

    frame: int
    frames: int
    before: int = 0


@dataclass(frozen=True)
class Note:
    """A marker, in film frames; `colour` is an otio.schema.MarkerColor."""

    frame: int
    frames: int
    name: str
    colour: str
    cue: str = ""


@dataclass(frozen=True)
class Turnover:
    """A cut, ready for the formats; times in frames at `rate` from the film's first."""

    title: str
    rate: Fraction
    start_frame: int
    drop_frame: bool
    frames: int
    width_px: int
    height_px: int
    lanes: tuple[Lane, ...]
    dissolves: tuple[Dissolve, ...]
    notes: tuple[Note, ...]
    problems: tuple[str, ...] = ()

    @property
    def pieces(self) -> dict[str, Piece]:
        """Every piece by its key."""
        return {piece.key: piece for lane in self.lanes for piece in lane.pieces}

    @property
    def media(self) -> dict[str, Medium]:
        """Every medium by its key, in order of use."""
        return {p.medium.key: p.medium for lane in self.lanes for p in lane.pieces}

    def counted(self, times: int) -> Turnover:
        """Every frame counted `times` times, for formats that lack the film's rate."""
        if times == 1:
            return self

        def medium(old: Medium) -> Medium:
            return replace(old, start=old.start * times, frames=old.frames * times)

        def piece(old: Piece) -> Piece:
            return replace(
                old,
                start=old.start * times,
                frames=old.frames * times,
                source=old.source * times,
                medium=medium(old.medium),
            )

        return replace(
            self,
            rate=self.rate * times,
            start_frame=self.start_frame * times,
            frames=self.frames * times,
            lanes=tuple(replace(a, pieces=tuple(map(piece, a.pieces))) for a in self.lanes),
            dissolves=tuple(
                Dissolve(d.frame * times, d.frames * times, d.before * times)
                for d in self.dissolves
            ),
            notes=tuple(
                replace(n, frame=n.frame * times, frames=n.frames * times) for n in self.notes
            ),
        )
