"""Letters as strokes: what shop signs, taxis and gravestones say."""

from __future__ import annotations

from filmgen.previs.props import Place

_GLYPHS: dict[str, str] = {
    "A": "00 03 14 23 20|02 22", "B": "00 04 14 23 12 02|12 21 10 00", "C": "24 04 00 20",
    "D": "00 04 14 22 10 00", "E": "24 04 00 20|02 12", "F": "24 04 00|02 12",
    "G": "24 04 00 20 22 12", "H": "00 04|20 24|02 22", "I": "10 14", "J": "24 20 00 01",
    "K": "00 04|24 02 20", "L": "04 00 20", "M": "00 04 12 24 20", "N": "00 04 20 24",
    "O": "00 04 24 20 00", "P": "00 04 24 22 02", "Q": "00 04 24 20 00|11 20",
    "R": "00 04 24 22 02 20", "S": "24 04 02 22 20 00", "T": "04 24|14 10", "U": "04 00 20 24",
    "V": "04 10 24", "W": "04 00 12 20 24", "X": "04 20|00 24", "Y": "04 12 24|12 10",
    "Z": "04 24 00 20", "0": "00 04 24 20 00", "1": "03 14 10", "2": "04 24 22 02 00 20",
    "3": "04 24 20 00|02 22", "4": "04 02 22|24 20", "5": "24 04 02 22 20 00",
    "6": "24 04 00 20 22 02", "7": "04 24 10", "8": "00 04 24 20 00|02 22",
    "9": "22 02 04 24 20 00", "-": "02 22", "'": "14 13", "!": "14 12|10 10", "?": "04 24 12 11",
    "&": "20 04 14 00 22",
}  # fmt: skip
"""Letters as strokes on a 3 x 5 grid: column and row of each point."""


def letters(
    p: Place, text: str, width: float, height: float, z: float, *, y: float | None = None,
    side: bool = False,
) -> None:  # fmt: skip
    """Write capitals on a thing's front, centred; what the alphabet lacks becomes a dash.

    Args:
        z: in front of the middle. y: middle of the letters, half the thing's height if None.
        side: on both flanks (at x = +-z) instead of the front.
    """
    words = text.upper()[:18]
    cell = min(width / max(len(words), 1), height * 0.8)
    start = -cell * len(words) / 2
    middle = p.h / 2 if y is None else y
    for i, letter in enumerate(words):
        if letter == " ":
            continue
        for line in _GLYPHS.get(letter, "02 22").split("|"):
            flat = [
                (
                    start + (i + 0.14 + 0.36 * int(c[0])) * cell,
                    middle + (int(c[1]) / 4 - 0.5) * height,
                )
                for c in line.split()
            ]
            if side:
                for s in (-1, 1):
                    p.line([(s * z, b, -s * a) for a, b in flat], 2.0, 0.95)
            else:
                p.line([(a, b, z) for a, b in flat], 2.4, 0.95)
