"""Safe areas, and where in them words stand.

SMPTE ST 2046-1 and EBU R 95 give the same shares of width and height for pictures of 16:9 and
wider: 93 % in which action is safe, 90 % for titles ("graphics" in R 95). They are measured on
the raster, for that is what a screen cuts off.
"""

from __future__ import annotations

from dataclasses import dataclass

ACTION_SAFE, TITLE_SAFE = 0.93, 0.90


@dataclass(frozen=True)
class Area:
    """A box in the raster, pixels."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        return self.x + self.width

    @property
    def bottom(self) -> int:
        return self.y + self.height


def safe_area(raster: tuple[int, int], share: float) -> Area:
    """The middle `share` of a raster, on even pixels inside of it."""
    width, height = raster
    x, y = (-(-round(side * (1 - share)) // 4) * 2 for side in (width, height))
    return Area(x, y, width - 2 * x, height - 2 * y)


def burn_in_size(raster: tuple[int, int]) -> int:
    """Letter size of burn-ins, pixels: 1/46 of the shorter side, 9 at least."""
    width, height = raster
    return max(9, round(min(width, height) / 46))


def burn_in_rows(picture: Area, raster: tuple[int, int]) -> tuple[int, int]:
    """Where the upper and the lower line of burn-ins begin: at the edge of the title-safe area,
    or in the middle of a black bar that is high enough for that."""
    safe, height = safe_area(raster, TITLE_SAFE), burn_in_height(raster)
    upper = _in_bar(safe.y, picture.y, height)
    lower = _in_bar(raster[1] - safe.bottom, raster[1] - picture.bottom, height)
    return upper, raster[1] - height - lower


def _in_bar(safe: int, bar: int, height: int) -> int:
    return max(safe, (bar - height) // 4 * 2) if bar >= safe + height else safe


def burn_in_height(raster: tuple[int, int]) -> int:
    """Height of a line of burn-ins with its ground: nothing else stands in the outermost
    lines of the title-safe area, so that burn-ins can be laid over any finished picture."""
    return round(burn_in_size(raster) * 1.6 / 2) * 2
