"""The seam of the learned generators: a label in, chunks of fields out."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Protocol

from filmgen.effects.clips import ClipLabel
from filmgen.media import FloatArray


class FieldGenerator(Protocol):
    """Makes clips of fields."""

    kinds: tuple[str, ...]
    rate: Fraction

    def fields(self, label: ClipLabel, frames: int, *, loop: bool) -> Iterator[FloatArray]:
        """Chunks (t, 3, rows, columns) float32, in order, `frames` in all, at `rate`.

        Memory does not grow with `frames`; the same arguments give the same bytes. A loop's first
        frame follows its last.
        """
        ...
