"""What `filmgen similar` answers with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from filmgen import __version__


@dataclass(frozen=True)
class ScenePair:
    """Two scenes that are near in theme; `nearness` is the cosine of their pieces."""

    nearness: float
    scene: str
    heading: str
    text: str
    other_scene: str
    other_heading: str
    other_text: str


@dataclass(frozen=True)
class Figure:
    """One figure of style beside the other's; `apart` in spreads of that figure, 0 the same."""

    name: str
    ours: float
    theirs: float
    apart: float


@dataclass(frozen=True)
class Likeness:
    """How near one script is.

    Attributes:
        nearness: theme and style together, 0 to 1.
        theme: cosine of the mean theme vectors, at least 0.
        style: 1 the same figures; e**-0.5 where they are one spread apart on average.
        words: content words both use more than others do, the weightiest first.
        places: locations both have.
        style_alike, style_apart: the figures nearest to and farthest from ours.
        scenes: nearest pairs, each scene in one pair at most.
        same: "" or "the same file".
    """

    file: str
    title: str
    nearness: float
    theme: float
    style: float
    words: tuple[str, ...]
    places: tuple[str, ...]
    style_alike: tuple[Figure, ...]
    style_apart: tuple[Figure, ...]
    scenes: tuple[ScenePair, ...]
    same: str = ""


@dataclass(frozen=True)
class Similar:
    """The published document of `filmgen similar`: a script's nearest in a folder.

    Attributes:
        vectors: what the themes were compared by, for people; `why_vectors` why not by the other.
        skipped: (file, why) of those that could not be read.
        others: how many were compared; `nearest` are the top ones.
    """

    title: str
    file: str
    folder: str
    others: int
    vectors: str
    why_vectors: str
    by: str
    nearest: tuple[Likeness, ...]
    skipped: tuple[tuple[str, str], ...]
    document: Literal["filmgen.similar"] = "filmgen.similar"
    version: Literal[1] = 1
    filmgen: str = __version__
