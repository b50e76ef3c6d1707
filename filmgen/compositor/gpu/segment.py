"""A segment's finished frames, drawn with torch: on a GPU in batches, read back as they are drawn.

Layers lie as in `cpu.segment`, and so do their places and mathematics; what is rounded on the way
there is not rounded here. Both agree to at least 40 dB on every frame (tests/contracts).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from tempfile import gettempdir

import torch

from filmgen.compositor import transitions
from filmgen.compositor.gpu.device import batch_frames, usable_gpu
from filmgen.compositor.gpu.footage import FootageDrawer
from filmgen.compositor.gpu.pictures import Pictures
from filmgen.compositor.gpu.plates import PlateFrames
from filmgen.compositor.gpu.transfer import Rasters, ReadBack
from filmgen.compositor.gpu.transitions import black, enter, fade
from filmgen.compositor.gpu.words import OverlayLayer
from filmgen.compositor.raster import active_area, card_share
from filmgen.compositor.segments import BurnIn, Caption, Segment
from filmgen.compositor.words.burnins import BurnInLayer
from filmgen.compositor.words.captions import draw_caption
from filmgen.compositor.words.text import Overlay
from filmgen.errors import EngineUnavailable
from filmgen.media import ByteArray
from filmgen.workspace import explained

_PLATES_SHARE = 0.1
"""Of a GPU's free memory, for frames of plates."""
_PLATES_ON_CPU = 32 << 20


class TorchPainter:
    """Paints the finished frames of one segment, in order.

    Args:
        scratch: a folder with room for the segment's plates, unpacked; see `open_plate`.
        burn_in: laid over everything.
        device: of torch; "" takes a GPU that can be used, else the processor.
        batch: frames drawn at once; 0 takes what there is memory for.

    Attributes:
        batch: as given or found; halved where memory does not hold it.

    Raises:
        TimelineError: odd or empty sizes.
        WorkspaceError: the disk of that folder is full.
    """

    def __init__(
        self,
        segment: Segment,
        scratch: Path | None = None,
        burn_in: BurnIn | None = None,
        *,
        device: str = "",
        batch: int = 0,
    ) -> None:
        self._segment = segment
        self._device = torch.device(device or usable_gpu()[0] or "cpu")
        raster = (segment.width_px, segment.height_px)
        self._raster, size = raster, segment.picture_px
        self._area = active_area(segment)
        self.batch = batch or batch_frames(str(self._device), raster)
        frames = PlateFrames(self._device, _plate_bytes(self._device))
        with explained(scratch or Path(gettempdir())):
            self._drawer = FootageDrawer(segment.footage, size, scratch, self._device, frames)
            before = segment.before
            self._before: FootageDrawer | None = None
            if before is not None:
                self._before = FootageDrawer(before, size, scratch, self._device, frames)
        self._lost: tuple[str, ...] = ()
        self._words = OverlayLayer(self._device)
        self._subtitles: dict[Caption, Overlay] = {}
        self._burn_in: BurnInLayer | None = None
        if burn_in is not None:
            self._burn_in = BurnInLayer(burn_in, self._area, raster, segment.rate)

    @property
    def warnings(self) -> tuple[str, ...]:
        """Media that could not be used in the frames painted so far."""
        before = self._lost if self._before is None else self._before.warnings
        return tuple(dict.fromkeys([*before, *self._drawer.warnings]))

    def frames(self) -> Iterator[ByteArray]:
        """Flat 4:2:0 rasters, in order. Each is only valid until the next is asked for.

        Raises:
            EngineUnavailable: the device's memory does not hold a single frame's work.
        """
        at = 0
        while at < self._segment.frames:
            # memory may be gone that was free: other processes draw on the same device
            try:
                for frame in self._from(at):
                    yield frame
                    at += 1
            except torch.OutOfMemoryError as error:
                if self.batch == 1:
                    raise EngineUnavailable(
                        "torch", "the GPU's memory is full; set compositor.renderer=cpu"
                    ) from error
                self.batch //= 2
                torch.cuda.empty_cache()

    def frame(self, number: int) -> ByteArray:
        """One finished frame."""
        back = ReadBack(self._device, 1, self._raster)
        self._paint([number], back.rasters(1))
        back.send(1)
        frame: ByteArray = back.receive()[0]
        return frame

    def _from(self, first: int) -> Iterator[ByteArray]:
        """Frames from `first` on: a batch is handed out while the next is drawn and copied."""
        back = ReadBack(self._device, min(self.batch, self._segment.frames), self._raster)
        for start in range(first, self._segment.frames, self.batch):
            numbers = range(start, min(start + self.batch, self._segment.frames))
            self._paint(numbers, back.rasters(len(numbers)))
            back.send(len(numbers))
            if self._before is not None and start >= self._segment.transition_frames:
                self._lost, self._before = tuple(self._before.warnings), None
            if back.waiting > 1:
                yield from back.receive()
        while back.waiting:
            yield from back.receive()

    def _paint(self, numbers: Sequence[int], rasters: Rasters) -> None:
        with torch.inference_mode():
            self._draw(numbers, rasters)

    def _draw(self, numbers: Sequence[int], rasters: Rasters) -> None:
        area = self._area
        if (area.width, area.height) != self._raster:
            rasters.blacken()
        at = 0
        for how, group in groupby(numbers, self._how):
            pictures = how(list(group))
            rasters.place(at, pictures, area.x, area.y)
            at += len(pictures)
        self._words.lay(rasters, [self._overlays(number) for number in numbers])

    def _how(self, number: int) -> Callable[[list[int]], Pictures]:
        """What draws a frame: several together that are drawn by the same."""
        segment = self._segment
        if number >= segment.transition_frames:
            return self._shot
        at = transitions.progress(number, segment.transition_frames)
        return self._entered if transitions.shows_after(segment.transition, at) else self._left

    def _shot(self, numbers: list[int]) -> Pictures:
        return fade(self._drawer.draw(numbers), [card_share(self._segment, n) for n in numbers])

    def _left(self, numbers: list[int]) -> Pictures:
        return enter(self._segment.transition, self._gone(numbers), None, self._progress(numbers))

    def _entered(self, numbers: list[int]) -> Pictures:
        kind, at = self._segment.transition, self._progress(numbers)
        seen = self._before is not None and transitions.shows_before(kind, at[0])
        before = self._gone(numbers) if seen else None
        return enter(kind, before, self._drawer.draw(numbers), at)

    def _gone(self, numbers: list[int]) -> Pictures:
        """The shot left behind: its move has ended, what burns goes on burning."""
        if self._before is None:
            return black(len(numbers), self._segment.picture_px, self._device)
        last = self._before.footage.frames
        return self._before.draw([last + number for number in numbers])

    def _progress(self, numbers: list[int]) -> list[float]:
        return [transitions.progress(n, self._segment.transition_frames) for n in numbers]

    def _overlays(self, number: int) -> list[Overlay]:
        """The words over a frame, in their order."""
        captions = [
            c for c in self._segment.captions if c.start_frame <= number < c.start_frame + c.frames
        ]
        laid = [self._subtitle(caption) for caption in captions[:2]]
        if self._burn_in is not None:
            laid += [*self._burn_in.fixed, *self._burn_in.running(number)]
        return laid

    def _subtitle(self, caption: Caption) -> Overlay:
        if caption not in self._subtitles:
            self._subtitles[caption] = draw_caption(caption, self._area, self._raster)
        return self._subtitles[caption]


def _plate_bytes(device: torch.device) -> int:
    if device.type != "cuda":
        return _PLATES_ON_CPU
    return int(torch.cuda.mem_get_info(device)[0] * _PLATES_SHARE)
