"""A segment's finished frames, drawn by the processor.

The order of layers, bottom to top: panels under the camera move with their plates;
transition; letterbox; subtitles; burn-ins. Frames stream: what is held is one panel (two
in a transition) and three rasters, whatever the film's length.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from pathlib import Path
from tempfile import gettempdir

import numpy as np

from filmgen.compositor import transitions
from filmgen.compositor.colour import Planes, new_i420
from filmgen.compositor.cpu.footage import FootagePainter
from filmgen.compositor.cpu.transitions import apply, fade
from filmgen.compositor.raster import active_area, card_share
from filmgen.compositor.segments import BurnIn, Caption, Segment
from filmgen.compositor.words.burnins import BurnInLayer
from filmgen.compositor.words.captions import draw_caption
from filmgen.compositor.words.text import Overlay
from filmgen.media import ByteArray
from filmgen.workspace import explained


class SegmentPainter:
    """Paints the finished frames of one segment, in order.

    Args:
        scratch: a folder with room for the segment's plates, unpacked; see `open_plate`.
        burn_in: laid over everything.

    Raises:
        TimelineError: odd or empty sizes.
        WorkspaceError: the disk of that folder is full.
    """

    def __init__(
        self, segment: Segment, scratch: Path | None = None, burn_in: BurnIn | None = None
    ) -> None:
        width, height = segment.width_px, segment.height_px
        self._segment = segment
        self._area = active_area(segment)
        size = segment.picture_px
        with explained(scratch or Path(gettempdir())):
            self._painter = FootagePainter(segment.footage, size, scratch)
            before = segment.before
            self._before = None if before is None else FootagePainter(before, size, scratch)
        self._clean, clean = new_i420(width, height)
        self._active = clean.crop(self._area.x, self._area.y, *size)
        self._finished, self._planes = new_i420(width, height)
        self._scratch: Planes | None = None
        self._lost: tuple[str, ...] = ()
        self._shown: Hashable = None
        self._subtitles: dict[Caption, Overlay] = {}
        self._burn_in: BurnInLayer | None = None
        if burn_in is not None:
            self._burn_in = BurnInLayer(burn_in, self._area, (width, height), segment.rate)

    @property
    def warnings(self) -> tuple[str, ...]:
        """Media that could not be used in the frames painted so far."""
        before = self._lost if self._before is None else self._before.warnings
        return tuple(dict.fromkeys([*before, *self._painter.warnings]))

    def frames(self) -> Iterator[ByteArray]:
        """Flat 4:2:0 rasters, in order. Each is only valid until the next is asked for."""
        for number in range(self._segment.frames):
            yield self.frame(number)
            if number == self._segment.transition_frames:
                self._lost = () if self._before is None else tuple(self._before.warnings)
                self._before = self._scratch = None

    def frame(self, number: int) -> ByteArray:
        """One finished frame; valid until the next call."""
        self._paint_picture(number)
        captions = [
            c for c in self._segment.captions if c.start_frame <= number < c.start_frame + c.frames
        ]
        if not captions and self._burn_in is None:
            return self._clean
        np.copyto(self._finished, self._clean)
        for caption in captions[:2]:
            self._subtitle(caption).lay(self._planes)
        if self._burn_in is not None:
            self._burn_in.lay(self._planes, number)
        return self._finished

    def _subtitle(self, caption: Caption) -> Overlay:
        if caption not in self._subtitles:
            raster = (self._segment.width_px, self._segment.height_px)
            drawn = draw_caption(caption, self._area, raster)
            self._subtitles = {caption: drawn}
        return self._subtitles[caption]

    def _paint_picture(self, number: int) -> None:
        segment = self._segment
        if number < segment.transition_frames:
            self._paint_transition(number)
            self._shown = None
            return
        share = card_share(segment, number)
        state: Hashable = (self._painter.state(number), share)
        if state != self._shown:
            self._painter.paint(number, self._active)
            if share < 1:
                fade(self._active, share)
            self._shown = state

    def _paint_transition(self, number: int) -> None:
        segment = self._segment
        kind = segment.transition
        at = transitions.progress(number, segment.transition_frames)
        before: Planes | None = None
        if self._before is not None and transitions.shows_before(kind, at):
            if self._scratch is None:
                self._scratch = new_i420(*segment.picture_px)[1]
            before = self._scratch
            # the move has ended, what burns goes on burning
            self._before.paint(self._before.footage.frames + number, before)
        if transitions.shows_after(kind, at):
            self._painter.paint(number, self._active)
        apply(kind, self._active, before, self._active, at)
