"""Exact frames of a delivered film, by number, drawn again without burn-ins: for stills and sheets.

The delivery's timeline says what is seen at every frame; nothing is generated again.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import accumulate
from pathlib import Path

from filmgen.compositor.colour import planes_of, rgb_from_planes
from filmgen.compositor.conform.picture import cut_of, plan_conform
from filmgen.compositor.cpu.segment import SegmentPainter
from filmgen.compositor.segments import Segment, Style
from filmgen.compositor.words.legible import use_style
from filmgen.editorial.edited import read_edit
from filmgen.errors import TimelineError
from filmgen.media import ByteArray


class CleanFrames:
    """Frames of a delivery, drawn from its panels and plates at any size.

    Args:
        timeline: `timeline.otio` of the delivery, in its folder.
        size_px: of the raster, both even. aspect: of the picture in it.
        warnings: media that could not be used are added to it as frames are drawn; slates stand
            for them.
        style: whose subtitles and fonts they have; nothing else of it is used.

    Raises:
        TimelineError: the timeline is missing or cannot be read.
    """

    def __init__(
        self,
        timeline: Path,
        size_px: tuple[int, int],
        aspect: Fraction,
        warnings: list[str],
        style: Style,
    ) -> None:
        if not timeline.is_file():
            raise TimelineError(f"{timeline}: is missing; render the film again")
        edit = read_edit(timeline)
        plan = plan_conform(edit, cut_of(edit, size_px, aspect), style)
        self._segments: Sequence[Segment] = plan.segments
        self._ends = list(accumulate(segment.frames for segment in plan.segments))
        self._open: tuple[int, SegmentPainter] | None = None
        self._warnings = warnings

    @property
    def count(self) -> int:
        """How many frames there are."""
        return self._ends[-1] if self._ends else 0

    def at(self, numbers: Sequence[int]) -> Iterator[ByteArray]:
        """Single frames, uint8 RGB (H, W, 3), in the order asked for.

        One segment is open at a time, so frames that rise are quickest.

        Raises:
            TimelineError: a frame that the film does not have.
        """
        for number in numbers:
            index = bisect_right(self._ends, number)
            if number < 0 or index >= len(self._segments):
                raise TimelineError(f"frame {number}: the film has {self.count} frames")
            segment = self._segments[index]
            use_style(segment.style)  # films drawn in turns may have other fonts
            if self._open is None or self._open[0] != index:
                self._open = (index, SegmentPainter(segment))
            painter = self._open[1]
            flat = painter.frame(number - (self._ends[index] - segment.frames))
            self._warnings += [w for w in painter.warnings if w not in self._warnings]
            yield rgb_from_planes(planes_of(flat, segment.width_px, segment.height_px))
