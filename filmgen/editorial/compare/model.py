"""What differs between two versions of a film, as a document that can be read and published."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Kind = Literal["added", "removed", "changed", "same"]
CHANGES = ("moved", "renumbered", "retimed", "redrawn", "dialogue", "grammar", "reworded")
"""What can have happened to a shot that is in both versions; one may have several of them."""


class _Document(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class FieldChange(_Document):
    """One value that is another one now."""

    field: str
    old: str
    new: str


class LineChange(_Document):
    """What happened to a line of dialogue."""

    id: str
    character: str
    kind: Literal["added", "removed", "rewritten", "spoken anew"]
    old: str = ""
    new: str = ""


class ShotSide(_Document):
    """A shot as one version has it."""

    id: str
    identity: str
    place: int = Field(description="1 for the first shot of the film")
    scene: str
    setting: str
    start_frame: int = Field(description="in the film; its first frame is 0")
    timecode: str = Field(description="record timecode of its first frame")
    frames: int
    seconds: float
    size: str
    angle: str
    move: str
    lens_mm: int
    words: str = Field(description="its first line, or what happens where nobody speaks")


class ShotComparison(_Document):
    """A shot of either version, or of both."""

    kind: Kind
    changes: tuple[str, ...] = Field(description=f"of {', '.join(CHANGES)}")
    old: ShotSide | None
    new: ShotSide | None
    longer_frames: int | None = Field(
        description="new length less the old one; null where a side is absent or rates differ"
    )
    redrawn: tuple[str, ...] = Field(description='panels and plates: "panel A", "fire plate added"')
    looks: dict[str, float] = Field(
        default={},
        description="share of a redrawn panel's pixels that differ, by label; if looked at",
    )
    lines: tuple[LineChange, ...]
    grammar: tuple[FieldChange, ...]

    @property
    def side(self) -> ShotSide:
        """The shot as it is now, or as it was."""
        side = self.new or self.old
        assert side is not None
        return side


class VersionSide(_Document):
    """One of the two versions."""

    folder: str
    version: str
    title: str
    shots: int
    frames: int
    seconds: float
    rate: str
    raster_px: tuple[int, int]


class Comparison(_Document):
    """`filmgen diff --json`: two versions of a film."""

    document: Literal["filmgen.comparison"] = Field(default="filmgen.comparison", alias="schema")
    version: Literal[1] = 1
    old: VersionSide
    new: VersionSide
    film: tuple[FieldChange, ...] = Field(description="what differs of the film as a whole")
    totals: dict[str, int] = Field(description="shots by what happened to them")
    shots: tuple[ShotComparison, ...] = Field(
        description="in the order of the new version; a removed shot follows the one it followed"
    )

    @property
    def different(self) -> bool:
        """Whether anything at all differs."""
        return bool(self.film) or any(shot.kind != "same" for shot in self.shots)
