"""What a kind of place is: a row of the tables beside this module.

North is -z, south +z. Items are (word of the lexicon or of `furnishings`, x, z, yaw in
degrees[, y]); openings (kind, wall, along it, width, height, sill). Furniture leaves open floor
where people meet, and gives every direction something to look at.
"""

from __future__ import annotations

from dataclasses import dataclass

Item = tuple[str, float, float, float] | tuple[str, float, float, float, float]
Hole = tuple[str, str, float, float, float, float]


@dataclass(frozen=True)
class Place:
    """A kind of place.

    Attributes:
        pattern: words of a heading (or, weaker, of the action) that mean it.
        size_m: width, depth, height of walls or fronts.
        tones: of walls (or fronts) and floor.
    """

    kind: str
    pattern: str
    interior: bool
    size_m: tuple[float, float, float]
    tones: tuple[float, float]
    holes: tuple[Hole, ...] = ()
    items: tuple[Item, ...] = ()
