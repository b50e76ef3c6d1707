"""Finished rasters: packed as I420 on the device and read back while the next are drawn."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor

from filmgen.compositor.colour import BLACK_Y, NEUTRAL_C
from filmgen.compositor.gpu.pictures import Pictures
from filmgen.media import ByteArray


@dataclass(frozen=True)
class Rasters:
    """A batch of frames as the encoder takes them.

    Attributes:
        flat: uint8 (N, W * H * 3 / 2). size: (width, height).
    """

    flat: Tensor
    size: tuple[int, int]

    @property
    def y(self) -> Tensor:
        """A view of it, uint8 (N, 1, H, W)."""
        width, height = self.size
        return self.flat[:, : width * height].unflatten(1, (1, height, width))

    @property
    def c(self) -> Tensor:
        """A view of it, uint8 (N, 2, H/2, W/2)."""
        width, height = self.size
        return self.flat[:, width * height :].unflatten(1, (2, height // 2, width // 2))

    def blacken(self) -> None:
        self.y.fill_(BLACK_Y)
        self.c.fill_(NEUTRAL_C)

    def place(self, first: int, pictures: Pictures, x: int, y: int) -> None:
        """Round pictures into the rasters from `first` on, at an even place."""
        last = first + len(pictures)
        width, height = pictures.size
        half = np.s_[first:last, :, y // 2 : (y + height) // 2, x // 2 : (x + width) // 2]
        self.y[first:last, :, y : y + height, x : x + width] = pictures.y.round()
        self.c[half] = pictures.c.round()


class ReadBack:
    """Two buffers on the device and two pinned ones beside it: one is drawn while one is copied.

    On a GPU copies run on a stream of their own. The processor's memory is read where it is.

    Args:
        frames: of a batch, at most.
    """

    def __init__(self, device: torch.device, frames: int, size: tuple[int, int]) -> None:
        self._size = size
        length = size[0] * size[1] * 3 // 2
        shape = (frames, length)
        self._drawn = [torch.empty(shape, dtype=torch.uint8, device=device) for _ in range(2)]
        self._stream: Any = None
        self._host = self._drawn
        self._copied: list[Any] = [None, None]
        if device.type == "cuda":
            self._stream = torch.cuda.Stream(device)
            self._copied = [torch.cuda.Event(), torch.cuda.Event()]
        if device.type != "cpu":
            pinned = device.type == "cuda"
            self._host = [
                torch.empty(shape, dtype=torch.uint8, pin_memory=pinned) for _ in range(2)
            ]
        self._next = 0
        self._sent: deque[tuple[int, int]] = deque()

    def rasters(self, frames: int) -> Rasters:
        """Where to draw the next batch; at most one other may have been sent and not received."""
        if self._stream is not None:
            # drawn over only after its last copy has gone
            torch.cuda.current_stream(self._stream.device).wait_event(self._copied[self._next])
        return Rasters(self._drawn[self._next][:frames], self._size)

    def send(self, frames: int) -> None:
        """Begin to copy what was drawn into `rasters`; goes on while the next are drawn."""
        at = self._next
        drawn, host = self._drawn[at][:frames], self._host[at][:frames]
        if self._stream is not None:
            self._stream.wait_stream(torch.cuda.current_stream(self._stream.device))
            with torch.cuda.stream(self._stream):
                host.copy_(drawn, non_blocking=True)
                self._copied[at].record(self._stream)
        elif host is not drawn and host.data_ptr() != drawn.data_ptr():
            host.copy_(drawn)
        self._sent.append((at, frames))
        self._next = 1 - at

    @property
    def waiting(self) -> int:
        """Batches sent and not received."""
        return len(self._sent)

    def receive(self) -> ByteArray:
        """The batch sent first, uint8 (N, W * H * 3 / 2), valid until the next but one is sent."""
        at, frames = self._sent.popleft()
        if self._stream is not None:
            self._copied[at].synchronize()
        host: ByteArray = self._host[at][:frames].numpy()
        return host
