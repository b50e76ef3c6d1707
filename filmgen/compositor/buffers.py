"""Arrays that are used again for every frame: fresh ones cost more in page faults than in work."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray


class Buffers:
    """Arrays by name. What is asked for under a name again lies in the same memory."""

    def __init__(self) -> None:
        self._flat: dict[str, NDArray[Any]] = {}

    def __call__(self, name: str, shape: tuple[int, ...], dtype: DTypeLike) -> NDArray[Any]:
        """An array of any content, contiguous."""
        size, kind = math.prod(shape), np.dtype(dtype)
        flat = self._flat.get(name)
        if flat is None or flat.size < size or flat.dtype != kind:
            flat = self._flat[name] = np.empty(size, kind)
        return flat[:size].reshape(shape)
