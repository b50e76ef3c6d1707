"""Batches of 4:2:0 pictures on a device."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from filmgen.compositor.colour import Planes


@dataclass(frozen=True)
class Pictures:
    """Some pictures of one size: 8-bit codes in video range as float32, not yet rounded.

    Attributes:
        y: (N, 1, H, W). c: (N, 2, H/2, W/2), Cb and Cr.
    """

    y: Tensor
    c: Tensor

    def __len__(self) -> int:
        return int(self.y.shape[0])

    @property
    def size(self) -> tuple[int, int]:
        """(width, height) in pixels."""
        return int(self.y.shape[3]), int(self.y.shape[2])

    @property
    def nbytes(self) -> int:
        return int(self.y.nbytes + self.c.nbytes)

    def take(self, indices: Sequence[int]) -> Pictures:
        """Some of them, in another order; one for all shares its memory."""
        if list(indices) == list(range(len(self))):
            return self
        if len(self) == 1:
            return self.repeated(len(indices))
        index = torch.tensor(indices, device=self.y.device)
        return Pictures(self.y.index_select(0, index), self.c.index_select(0, index))

    def repeated(self, count: int) -> Pictures:
        """The only picture `count` times, in the same memory."""
        return Pictures(self.y.expand(count, -1, -1, -1), self.c.expand(count, -1, -1, -1))

    def own(self) -> Pictures:
        """The same in memory of their own, which may be written to."""
        return Pictures(self.y.contiguous().clone(), self.c.contiguous().clone())


def joined(pictures: Sequence[Pictures]) -> Pictures:
    """Batches one after the other."""
    if len(pictures) == 1:
        return pictures[0]
    return Pictures(torch.cat([p.y for p in pictures]), torch.cat([p.c for p in pictures]))


def upload(planes: Planes, device: torch.device) -> Pictures:
    """One picture onto a device; later changes of `planes` do not reach it."""
    y = on_device(np.ascontiguousarray(planes.y), device)
    c = on_device(np.stack([planes.u, planes.v]), device)
    return Pictures(y.to(torch.float32)[None, None], c.to(torch.float32)[None])


def on_device(values: NDArray[Any], device: torch.device) -> Tensor:
    """An array on a device, in memory of its own: changing the array does not change it.

    The processor does not wait for it: what it calls for next comes after it on the device.
    """
    if device.type == "cpu":
        return torch.from_numpy(values.copy())
    # from pageable memory CUDA has taken its copy when it returns
    return torch.from_numpy(values).to(device, non_blocking=device.type == "cuda")
