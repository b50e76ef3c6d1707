"""Contact sheets: one frame of every shot."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

from filmgen.compositor.encode.space import complete_only
from filmgen.compositor.picture import frame_rgb
from filmgen.compositor.plan import plan_segments
from filmgen.compositor.segments import Style
from filmgen.editorial.model import Timeline
from filmgen.lettering import line_mask
from filmgen.media import ByteArray


def contact_sheet(
    timeline: Timeline, path: Path, *, columns: int = 4, width_px: int = 1600
) -> None:
    """One frame of every shot (from its middle), labelled with its id and setup, as a PNG.

    Raises:
        WorkspaceError: the folder cannot be written.
    """
    gap = max(4, width_px // 160)
    cell_w = (width_px - gap * (columns + 1)) // columns // 2 * 2
    cut = timeline.cut
    cell_h = round(cell_w * cut.picture_px[1] / cut.picture_px[0])
    size = max(10, cell_w // 28)
    strip = round(size * 2.1)
    segments = [s for s in plan_segments(timeline, Style(burn_in="none")) if s.identity != "tail"]
    rows = -(-len(segments) // columns)
    sheet = np.full((rows * (cell_h + strip + gap) + gap, width_px, 3), 24, np.uint8)
    shots = {t.cut.shot.display_id: t for t in timeline.shots}
    for i, segment in enumerate(segments):
        number = max(segment.transition_frames, segment.frames // 2)
        rgb = frame_rgb(segment, min(number, segment.frames - 1))
        picture_w, picture_h = segment.picture_px
        left, top = (rgb.shape[1] - picture_w) // 2, (rgb.shape[0] - picture_h) // 2
        rgb = rgb[top : top + picture_h, left : left + picture_w]
        small = cv2.resize(rgb, (cell_w, cell_h), interpolation=cv2.INTER_AREA)
        row, column = divmod(i, columns)
        x = gap + column * (cell_w + gap)
        y = gap + row * (cell_h + strip + gap)
        sheet[y : y + cell_h, x : x + cell_w] = small
        words = segment.name
        if segment.name in shots:
            shot = shots[segment.name].cut.shot
            words += f"   {shot.size} {shot.lens_mm}mm {shot.move}   {segment.frames}f"
        _stamp(sheet[y + cell_h : y + cell_h + strip, x : x + cell_w], words, size)
    with complete_only(path) as temporary:
        encoded = cv2.imencode(".png", cv2.cvtColor(sheet, cv2.COLOR_RGB2BGR))[1]
        temporary.write_bytes(encoded.tobytes())


def _stamp(strip: ByteArray, words: str, size: int) -> None:
    mask = line_mask(words, size, "regular")[: strip.shape[0], : strip.shape[1]]
    part = strip[: mask.shape[0], : mask.shape[1]]
    part[:] = np.rint(part * (1 - mask[..., None]) + 200 * mask[..., None]).astype(np.uint8)
