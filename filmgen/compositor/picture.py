"""Segments to frames to files: the picture half of the compositor.

Renderers draw what `footage` has opened; which one does is chosen by name, see `renderers`.
"""

from __future__ import annotations

import contextlib
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import cv2

from filmgen.compositor.colour import Planes, rgb_from_planes
from filmgen.compositor.encode.writer import open_writer
from filmgen.compositor.renderers import open_renderer
from filmgen.compositor.segments import BurnIn, Segment, SegmentReport
from filmgen.compositor.words.legible import use_style
from filmgen.media import ByteArray
from filmgen.workspace import explained


def render_segment(
    segment: Segment,
    path: Path,
    *,
    burn_in: BurnIn | None = None,
    threads: int = 1,
    renderer: str = "cpu",
    scratch: Path | None = None,
) -> SegmentReport:
    """Render a segment, encoded as its style says, at `path`, which appears only when complete.

    Runs in worker processes: one a core, with one encoder thread each, is fastest. Memory
    does not grow with the segment's length.

    Args:
        burn_in: laid over the finished frames. threads: of the encoder.
        renderer: one of `renderers.RENDERERS`.
        scratch: where plates are unpacked for all who are given the same folder; its owner
            removes it. None unpacks them beside `path`, for this segment alone.

    Raises:
        TimelineError: a size cannot be encoded, or FFmpeg failed.
        WorkspaceError: the disk is full or the folder cannot be written.
    """
    cv2.setNumThreads(1)
    began, began_cpu = time.perf_counter(), time.process_time()
    with contextlib.ExitStack() as held:
        if scratch is None:
            with explained(path.parent):
                path.parent.mkdir(parents=True, exist_ok=True)
                scratch = Path(held.enter_context(TemporaryDirectory(dir=path.parent)))
        painter = open_renderer(renderer, segment, scratch, burn_in)
        writer = open_writer(
            path,
            segment.width_px,
            segment.height_px,
            segment.rate,
            segment.style.encoding,
            threads=threads,
            expected=segment.frames,
        )
        with writer:
            for frame in painter.frames():
                writer.write(frame)
    return SegmentReport(
        name=segment.name,
        frames=writer.frames,
        seconds=time.perf_counter() - began,
        cpu_s=time.process_time() - began_cpu,
        encoder_cpu_s=writer.encoder_cpu_s,
        warnings=painter.warnings,
    )


def frame_rgb(segment: Segment, number: int, burn_in: BurnIn | None = None) -> ByteArray:
    """One finished frame as uint8 RGB (H, W, 3), for sheets, stills and tests."""
    from filmgen.compositor.cpu.segment import SegmentPainter

    use_style(segment.style)
    flat = SegmentPainter(segment, burn_in=burn_in).frame(number)
    width, height = segment.width_px, segment.height_px
    size, quarter = width * height, width * height // 4
    return rgb_from_planes(
        Planes(
            flat[:size].reshape(height, width),
            flat[size : size + quarter].reshape(height // 2, width // 2),
            flat[size + quarter :].reshape(height // 2, width // 2),
        )
    )
