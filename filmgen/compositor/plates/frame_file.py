"""Frames in a file that is mapped into memory: each worked out once, for all processes of a render.

Two processes that render beside each other mostly want the same plates at the same time. They
share the work without waiting: a frame that another has begun is left for last. Whoever works
one out a second time writes the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

_STATE, _BEGUN, _DONE = "state", 1, 2


class FrameFile:
    """One record a frame. What was never written reads as zeros and takes no room on the disk.

    Args:
        path: shared by all who are given it, and left for the owner of its folder to remove;
            None is a file without a name, which is gone when this object is.
        fields: (name, dtype, shape) of what there is of each frame.

    Attributes:
        records: memory-mapped and read-only, structured, (count,).

    Raises:
        OSError: the disk is full.
    """

    def __init__(
        self,
        path: Path | None,
        fields: Sequence[tuple[str, DTypeLike, tuple[int, ...]]],
        count: int,
    ) -> None:
        record = np.dtype([(_STATE, np.uint8, ()), *fields], align=True)
        self._file = _opened(path)
        self._file.truncate(record.itemsize * count)  # to what it has if another was first
        self.records: NDArray[Any] = np.memmap(self._file, record, "r", shape=(count,))

    def fill(self, make: Callable[[int], None]) -> None:
        """Have every frame worked out that is not: `make` puts what there is of it."""
        for alone in (False, True):
            for index in range(len(self.records)):
                state = self.records[_STATE][index]
                if state == _DONE or (state == _BEGUN and not alone):
                    continue
                self.put(index, _STATE, np.uint8(_BEGUN))
                make(index)
                self.put(index, _STATE, np.uint8(_DONE))

    def put(self, index: int, field: str, value: NDArray[Any] | np.generic, row: int = 0) -> None:
        """Write a field of a frame, or some of its rows from `row` on.

        Not through the mapping: a full disk would kill the process instead of raising.
        """
        kind = self.records.dtype
        assert kind.fields is not None
        inner, offset = kind.fields[field][:2]
        data = np.ascontiguousarray(value, inner.base)
        if row:
            offset += row * int(np.prod(inner.shape[1:])) * inner.base.itemsize
        self._file.seek(index * kind.itemsize + offset)
        left = data.reshape(-1).view(np.uint8).data
        while left:
            left = left[self._file.write(left) :]


def _opened(path: Path | None) -> IO[bytes]:
    if path is None:
        return TemporaryFile(buffering=0)
    path.touch(mode=0o600)
    return path.open("r+b", buffering=0)
