"""Pages of a contact sheet as PDF: words that can be searched, pictures as JPEG."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filmgen.boards.pdf import plain_streams
from filmgen.boards.typesetting import clean, draw_line
from filmgen.compositor.exports.page import Colour, fitted
from filmgen.compositor.exports.still_files import picture_bytes
from filmgen.media import ByteArray

_QUALITY = 88
_FINER = 2
"""Pictures have up to so many pixels for each of the page's."""


class PdfPage:
    """A `page.Surface` on a reportlab canvas, laid out in pixels of a raster.

    Args:
        height: of the page in pixels. dpi: pixels an inch.
    """

    def __init__(self, canvas: Any, height: int, dpi: float) -> None:
        self._canvas, self._height, self._scale = canvas, height, 72 / dpi

    def fill(self, x: int, y: int, width: int, height: int, colour: Colour) -> None:
        self._canvas.setFillColorRGB(*(part / 255 for part in colour))
        self._canvas.rect(*self._box(x, y, width, height), stroke=0, fill=1)

    def picture(self, rgb: ByteArray, x: int, y: int, width: int, height: int) -> None:
        from reportlab.lib.utils import ImageReader

        if rgb.shape[1] > _FINER * width:
            rgb = fitted(rgb, _FINER * width, _FINER * height)
        data = io.BytesIO(picture_bytes(rgb, _QUALITY))
        self._canvas.drawImage(ImageReader(data), *self._box(x, y, width, height))

    def write(
        self,
        text: str,
        x: int,
        baseline: int,
        size: int,
        colour: Colour,
        weight: str = "regular",
        *,
        align: str = "left",
        tracking: float = 0.0,
    ) -> int:
        at = {"left": 0.0, "centre": 0.5, "right": 1.0}[align]
        width = draw_line(
            self._canvas,
            text,
            x * self._scale,
            (self._height - baseline) * self._scale,
            size * self._scale,
            weight,
            "#{:02x}{:02x}{:02x}".format(*colour),
            align=at,
        )
        return round(width / self._scale)

    def _box(self, x: int, y: int, width: int, height: int) -> tuple[float, float, float, float]:
        scale = self._scale
        return x * scale, (self._height - y - height) * scale, width * scale, height * scale


@contextmanager
def pdf_pages(
    path: Path, size_px: tuple[int, int], dpi: float, title: str
) -> Iterator[Iterator[PdfPage]]:
    """A PDF file at `path`; the same bytes for the same pages. Asking for one ends the last."""
    from reportlab.pdfgen.canvas import Canvas

    width, height = size_px
    with plain_streams():
        points = (width * 72 / dpi, height * 72 / dpi)
        canvas = Canvas(str(path), pagesize=points, invariant=1, pageCompression=1)
        canvas.setTitle(clean(title))
        canvas.setAuthor("filmgen")

        def pages() -> Iterator[PdfPage]:
            while True:
                yield PdfPage(canvas, height, dpi)
                canvas.showPage()

        yield pages()
        canvas.save()
