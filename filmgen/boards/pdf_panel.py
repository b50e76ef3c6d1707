"""A panel on a PDF page: its picture, its slate or its title card, and the move drawn over it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from filmgen.boards import overlay
from filmgen.boards.model import BoardPanel
from filmgen.boards.overlay import Mark
from filmgen.boards.typesetting import (
    LEADING,
    SMALLEST,
    SOFT,
    Block,
    Run,
    draw,
    draw_line,
    height,
    shortened,
    text_width,
)


def draw_picture(
    canvas: Any,
    panel: BoardPanel,
    pictures: Mapping[str, Path],
    x: float,
    y: float,
    w: float,
    h: float,
) -> None:
    """Draw a panel in its frame, the move over it.

    Args:
        pictures: JPEG file by key.
        x, y: of the lower left corner. w, h: of the frame.
    """
    canvas.saveState()
    canvas.translate(x, y)
    if panel.picture:
        canvas.drawImage(_Jpeg(panel.picture, pictures[panel.picture]), 0, 0, w, h)
    else:
        grey = 0.07 if panel.card else 0.9
        canvas.setFillColorRGB(grey, grey, grey)
        canvas.rect(0, 0, w, h, stroke=0, fill=1)
        _draw_words(canvas, panel, w, h)
    clip = canvas.beginPath()
    clip.rect(0, 0, w, h)
    canvas.saveState()
    canvas.clipPath(clip, stroke=0, fill=0)
    for mark in panel.marks:
        draw_mark(canvas, mark, h)
    canvas.restoreState()
    canvas.setStrokeColorRGB(0.11, 0.11, 0.12)
    canvas.setLineWidth(0.6)
    canvas.rect(0, 0, w, h, stroke=1, fill=0)
    canvas.restoreState()


@dataclass(frozen=True)
class _Jpeg:
    """A picture for `drawImage`: named by its key, so that no folder gets into the bytes."""

    key: str
    path: Path

    def __str__(self) -> str:
        return self.key

    def jpeg_fh(self) -> BytesIO:
        return BytesIO(self.path.read_bytes())


def _draw_words(canvas: Any, panel: BoardPanel, w: float, h: float) -> None:
    """A title card's words, or why there is no picture, in the middle of its frame."""
    words = panel.card or panel.slate
    size, colour = (11.0, "#eeeae0") if panel.card else (7.5, SOFT)
    lines = [
        Block((Run(line, "light" if panel.card else "regular", colour),))
        for line in words.splitlines()[:6]
    ]
    while size > SMALLEST and height(lines, w * 0.84, size) > h * 0.84:
        size -= 0.5
    lines = list(shortened(lines, w * 0.84, size, h * 0.9))
    middle = h / 2 + height(lines, w * 0.84, size) / 2 - size * (LEADING - 1) / 2
    draw(lines, canvas, w * 0.08, middle, w * 0.84, size, centred=True)


def draw_mark(canvas: Any, mark: Mark, scale: float) -> None:
    """A mark on its halo; the panel's lower left corner is the origin, its height `scale`."""
    points = [(x * scale, (1 - y) * scale) for x, y in mark.points]
    canvas.setLineJoin(1)
    canvas.setLineCap(1 if not mark.dash else 0)
    if mark.words:
        _draw_label(canvas, mark, points[0], scale)
        return
    path = canvas.beginPath()
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    if mark.closed:
        path.close()
    canvas.setStrokeColorRGB(*overlay.HALO)
    canvas.setFillColorRGB(*overlay.INK)
    if mark.filled:
        canvas.setLineWidth(2.2 * mark.width * scale)
        canvas.drawPath(path, stroke=1, fill=0)
        canvas.drawPath(path, stroke=0, fill=1)
        return
    canvas.setLineWidth(2.4 * mark.width * scale)
    canvas.drawPath(path, stroke=1, fill=0)
    canvas.setStrokeColorRGB(*overlay.INK)
    canvas.setLineWidth(mark.width * scale)
    canvas.setDash(*([mark.dash * scale] * 2, 0) if mark.dash else ([], 0))
    canvas.drawPath(path, stroke=1, fill=0)
    canvas.setDash([], 0)


def _draw_label(canvas: Any, mark: Mark, at: tuple[float, float], scale: float) -> None:
    from reportlab.lib.colors import Color

    size = mark.width * scale
    wide = text_width(mark.words, size, "medium")
    x, y = at
    x -= (wide + size * 0.9) / 2 if mark.centred else 0
    canvas.setFillColor(Color(*overlay.INK))
    canvas.roundRect(
        x, y - size * 0.62, wide + size * 0.9, size * 1.3, size * 0.3, stroke=0, fill=1
    )
    draw_line(canvas, mark.words, x + size * 0.45, y - size * 0.34, size, "medium", "#ffffff")
