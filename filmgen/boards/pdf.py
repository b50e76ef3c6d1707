"""board.pdf: six panels a page, landscape, as a story department pins them to the wall."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filmgen.boards.model import Board, BoardPanel, BoardScene, clock
from filmgen.boards.pdf_panel import draw_picture
from filmgen.boards.typesetting import (
    LARGEST,
    SMALLEST,
    SOFT,
    STEP,
    Block,
    Run,
    clean,
    divide,
    draw,
    draw_line,
    height,
    panel_blocks,
    shortened,
)
from filmgen.wording import counted

PAGE_W, PAGE_H = 841.89, 595.28
"""A4, landscape, in points."""
COLUMNS, ROWS = 3, 2
_LEFT, _TOP, _FOOT = 30.0, 24.0, 26.0
_GUTTER, _BETWEEN_ROWS = 17.0, 9.0
_COLUMN = (PAGE_W - 2 * _LEFT - (COLUMNS - 1) * _GUTTER) / COLUMNS
_HEADER, _BAND, _NAME, _TIMES = 22.0, 17.0, 12.0, 12.0
_TALLEST = 152.0
"""A lying picture is no higher than this; a standing one is as high as its row."""
_STANDING = 1.2
"""Pictures of this aspect and narrower have their words at their side."""


@dataclass(frozen=True)
class Row:
    """Up to three panels of one scene. `starts`: whether the scene begins with them."""

    scene: BoardScene
    panels: tuple[BoardPanel, ...]
    starts: bool


def paginate(board: Board) -> tuple[tuple[Row, ...], ...]:
    """Rows of three, two a page; a scene begins a row, so that its slug stands over it."""
    rows = [
        Row(scene, scene.panels[i : i + COLUMNS], i == 0)
        for scene in board.scenes
        for i in range(0, len(scene.panels), COLUMNS)
    ]
    return tuple(tuple(rows[i : i + ROWS]) for i in range(0, len(rows), ROWS))


def write_pdf(board: Board, pictures: Mapping[str, Path], path: Path) -> int:
    """Write the board; the same bytes for the same board.

    Args:
        pictures: JPEG file by the key of `BoardPanel.picture`; embedded as they are.

    Returns:
        The number of pages.
    """
    from reportlab.pdfgen.canvas import Canvas

    pages = paginate(board)
    with plain_streams():
        canvas = Canvas(str(path), pagesize=(PAGE_W, PAGE_H), invariant=1, pageCompression=1)
        canvas.setTitle(clean(f"{board.title}: storyboard"))
        canvas.setAuthor("filmgen")
        canvas.setSubject(f"{counted(board.shots, 'shot')}, {_about(board)}{clock(board.seconds)}")
        for number, rows in enumerate(pages, 1):
            for row in rows:
                if row.starts:
                    mark = f"scene-{row.scene.index}"
                    canvas.bookmarkPage(mark)
                    title = clean(f"{row.scene.number}  {row.scene.slug}")
                    canvas.addOutlineEntry(title, mark, 0, True)
            _draw_header(canvas, board, number, len(pages))
            _draw_rows(canvas, board, rows, pictures)
            canvas.showPage()
        canvas.save()
    return len(pages)


@contextmanager
def plain_streams() -> Iterator[None]:
    """Pictures go in as bytes; as text (ASCII85) they would take a quarter more."""
    from reportlab import rl_config

    before = rl_config.useA85
    rl_config.useA85 = 0
    try:
        yield
    finally:
        rl_config.useA85 = before


def _draw_header(canvas: Any, board: Board, number: int, of: int) -> None:
    right, y = PAGE_W - _LEFT, PAGE_H - _TOP - 8
    page = draw_line(canvas, f"{number} / {of}", right, y, 8.5, "medium", align=1)
    draw_line(canvas, board.title, _LEFT, y, 11, "medium", width=right - _LEFT - page - 24)
    canvas.setStrokeColorRGB(0.11, 0.11, 0.12)
    canvas.setLineWidth(0.8)
    canvas.line(_LEFT, y - 6, right, y - 6)
    panels = counted(sum(1 for _ in board.panels()), "panel")
    facts = f"{counted(board.shots, 'shot')}, {panels}, {_about(board)}{clock(board.seconds)}"
    draw_line(canvas, facts, _LEFT, _FOOT - 11, 6.2, "light", SOFT)
    if board.about:
        words = "Times are about: as long as the words take, before anything is recorded."
        draw_line(canvas, words, right, _FOOT - 11, 6.2, "light", SOFT, align=1)


@dataclass(frozen=True)
class _Layout:
    """Where things lie in a cell of one aspect, in points."""

    picture_w: float
    picture_h: float
    beside: bool

    @property
    def words_w(self) -> float:
        return _COLUMN - self.picture_w - 8 if self.beside else _COLUMN

    def fixed(self) -> float:
        """Height of a row without its words."""
        return _NAME + _TIMES + (0 if self.beside else self.picture_h + 3)


def _layout(aspect: float, body: float) -> _Layout:
    if aspect < _STANDING:
        tall = min((body - ROWS * (_NAME + _TIMES + _BAND)) / ROWS - 4, 0.62 * _COLUMN / aspect)
        return _Layout(tall * aspect, tall, True)
    wide = min(_COLUMN, _TALLEST * aspect)
    return _Layout(wide, wide / aspect, False)


def _draw_rows(
    canvas: Any, board: Board, rows: Sequence[Row], pictures: Mapping[str, Path]
) -> None:
    top = PAGE_H - _TOP - _HEADER
    body = top - _FOOT
    layout = _layout(board.aspect, body)
    banded = [r == 0 or row.starts for r, row in enumerate(rows)]
    fixed = ROWS * layout.fixed() + _BETWEEN_ROWS + _BAND * (1 + (len(rows) > 1 and banded[1]))
    blocks = [[panel_blocks(panel) for panel in row.panels] for row in rows]
    size, rooms = _share(blocks, layout, body - fixed)
    y = top
    for row, band, words, room in zip(rows, banded, blocks, rooms, strict=True):
        if band:
            _draw_band(canvas, row, y)
            y -= _BAND
        spilt: list[tuple[str, tuple[Block, ...]]] = []
        free = COLUMNS - len(row.panels)
        for column, (panel, said) in enumerate(zip(row.panels, words, strict=True)):
            kept, rest = divide(said, layout.words_w, size, room)
            if rest and len(spilt) < free:
                spilt.append((panel.name, rest))
            elif rest:
                kept = shortened(said, layout.words_w, size, room)
            x = _LEFT + column * (_COLUMN + _GUTTER)
            _draw_cell(canvas, board, panel, pictures, layout, x, y)
            beside = layout.picture_w + 8 if layout.beside else 0
            words_top = y - _NAME - (_TIMES if layout.beside else layout.fixed() - _NAME)
            draw(kept, canvas, x + beside, words_top + 1, layout.words_w, size)
        full = layout.fixed() + room - _NAME
        for column, (name, rest) in enumerate(spilt, len(row.panels)):
            x = _LEFT + column * (_COLUMN + _GUTTER)
            head = Block((Run(name, "medium"), Run(" continued", "light", SOFT)))
            draw(shortened((head, *rest), _COLUMN, size, full), canvas, x, y - _NAME, _COLUMN, size)
        y -= layout.fixed() + room + _BETWEEN_ROWS


def _share(
    blocks: Sequence[Sequence[tuple[Block, ...]]], layout: _Layout, room: float
) -> tuple[float, list[float]]:
    """One size for the page, and how much height each row's words get of what there is.

    A row that says little leaves its height to the other one before any word gets smaller.
    """
    least = layout.picture_h if layout.beside else 0.0
    size = LARGEST
    while True:
        needs = [
            max([least, *(height(b, layout.words_w, size) for b in row)]) + 2 for row in blocks
        ]
        if sum(needs) <= room or size - STEP < SMALLEST:
            break
        size -= STEP
    even = room / ROWS
    if len(needs) < ROWS:
        return size, [room - least - 2 if needs[0] > even else even]
    first = min(needs[0], max(even, room - needs[1]))
    if needs[0] <= even and needs[1] <= even:
        return size, [even, even]
    first = max(first, min(even, room - needs[1]))
    return size, [first, room - first]


def _draw_band(canvas: Any, row: Row, top: float) -> None:
    y = top - 11
    x = _LEFT + draw_line(canvas, row.scene.number, _LEFT, y, 9, "medium") + 7
    again = "" if row.starts else "continued"
    space = PAGE_W - 2 * _LEFT - (x - _LEFT) - 60
    x += draw_line(canvas, row.scene.slug, x, y, 9, "regular", width=space) + 6
    if again:
        draw_line(canvas, again, x, y, 7, "light", SOFT)


def _draw_cell(
    canvas: Any,
    board: Board,
    panel: BoardPanel,
    pictures: Mapping[str, Path],
    layout: _Layout,
    x: float,
    top: float,
) -> None:
    y = top - 8.5
    name = draw_line(canvas, panel.name, x, y, 8.6, "medium")
    framing = "  ".join(panel.framing)
    draw_line(canvas, framing, x + _COLUMN, y, 7.3, colour=SOFT, width=_COLUMN - name - 8, align=1)
    w, h = layout.picture_w, layout.picture_h
    bottom = top - _NAME - h
    draw_picture(canvas, panel, pictures, x, bottom, w, h)
    if layout.beside:
        left, y = x + w + 8, top - _NAME - 7
    else:
        left, y = x, bottom - 9.5
    x_right = x + _COLUMN
    time = clock(panel.start_s)
    until = clock(panel.end_s)
    span = time if time == until else f"{time} – {until}"
    spanned = draw_line(canvas, span, x_right, y, 7.3, colour=SOFT, align=1)
    parts = [_length(board, panel)]
    parts += [panel.entered] if panel.entered else []
    parts += [f"variant {panel.variant}"] if panel.variant > 1 else []
    draw_line(canvas, ", ".join(parts), left, y, 7.3, "medium",
              width=x_right - left - spanned - 6)  # fmt: skip


def _length(board: Board, panel: BoardPanel) -> str:
    if panel.shot_s and panel.of > 1:
        return f"{_about(board)}{panel.shot_s:.1f} s ({panel.label} {panel.seconds:.1f} s)"
    if panel.shot_s:
        return f"{_about(board)}{panel.shot_s:.1f} s"
    return f"{panel.label} {panel.seconds:.1f} s" if panel.seconds else panel.label


def _about(board: Board) -> str:
    return "about " if board.about else ""
