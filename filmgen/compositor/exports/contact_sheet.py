"""Contact sheets: a film at a glance, one picture of every shot, on pages that open and print.

Pages are of A4's proportions at 200 dots an inch. Scenes begin on a row of their own under their
heading; what does not fit goes on to the next page, where the heading is said again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

from filmgen.compositor.exports.page import Colour, Surface, shortened
from filmgen.editorial.documents import ShotDocument
from filmgen.lettering import text_width, wrap
from filmgen.media import ByteArray
from filmgen.wording import counted

PAGE_PX = (1654, 2339)
"""A4, upright, at 200 dots an inch."""
DPI = 200.0
_GROUND: Colour = (24, 25, 27)
_RULE: Colour = (70, 72, 76)
_BRIGHT: Colour = (238, 238, 234)
_PLAIN: Colour = (176, 177, 180)
_DIM: Colour = (124, 126, 130)
_AMBER: Colour = (222, 164, 84)
_MARGIN, _GAP = 64, 22
_TITLE_H, _HEAD_H = 158, 84
_SCENE_H, _SCENE_GAP = 74, 14
_CAPTION_H = 118
_FOOT_H = 56
_EDGE = 1
"""A hairline around pictures, so that night does not run into the page."""


Drawn = TypeVar("Drawn", bound=Surface)


@dataclass(frozen=True)
class SheetHead:
    """What a contact sheet says of the film: its title, and its measures in a line."""

    title: str
    measures: str


@dataclass(frozen=True)
class _Row:
    """Shots beside each other.

    Attributes:
        opens: the scene's heading stands over it. continued: it was said before.
    """

    shots: tuple[ShotDocument, ...]
    scene: tuple[ShotDocument, ...]
    opens: bool
    continued: bool = False


class ContactSheet:
    """The layout of a contact sheet; pages are drawn one at a time.

    Args:
        shots: in film order; their scenes are told apart by `scene_index`.
        aspect: of the pictures, width over height.
        columns: pictures in a row; as many as look well if None.
    """

    def __init__(
        self,
        head: SheetHead,
        shots: Sequence[ShotDocument],
        aspect: float,
        columns: int | None = None,
    ) -> None:
        self.head = head
        self.columns = columns or _columns(aspect)
        width = PAGE_PX[0] - 2 * _MARGIN - _GAP * (self.columns - 1)
        cell = width // self.columns
        self.cell_px = (cell, round(cell / aspect))
        tallest = PAGE_PX[1] - _TITLE_H - _SCENE_H - _CAPTION_H - _FOOT_H
        if self.cell_px[1] > tallest:  # one tall picture is as much as a page holds
            self.cell_px = (round(tallest * aspect), tallest)
        self._pages = self._paginate(_rows(shots, self.columns))

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return len(self._pages)

    def draw(
        self,
        surfaces: Iterator[Drawn],
        picture: Callable[[ShotDocument], ByteArray],
        rate: float,
    ) -> Iterator[Drawn]:
        """The pages, one after the other.

        Args:
            surfaces: empty pages of `PAGE_PX`, one for each.
            picture: of a shot, uint8 RGB (H, W, 3), asked for once for each in film order.
            rate: frames a second.
        """
        for number, rows in enumerate(self._pages):
            page = next(surfaces)
            page.fill(0, 0, *PAGE_PX, _GROUND)
            y = self._draw_head(page, number)
            for row in rows:
                if row.opens:
                    y = _draw_scene(page, y, row, rate)
                for column, shot in enumerate(row.shots):
                    x = _MARGIN + column * (self.cell_px[0] + _GAP)
                    self._draw_shot(page, x, y, shot, picture(shot), rate)
                y += self._row_h
            yield page

    @property
    def _row_h(self) -> int:
        return self.cell_px[1] + _CAPTION_H

    def _paginate(self, rows: list[_Row]) -> list[list[_Row]]:
        pages: list[list[_Row]] = []
        room = 0
        for row in rows:
            needed = self._row_h + (_SCENE_H if row.opens else 0)
            if needed > room:
                taken = _HEAD_H if pages else _TITLE_H
                room = PAGE_PX[1] - taken - _FOOT_H
                pages.append([])
                if not row.opens:
                    row = _Row(row.shots, row.scene, opens=True, continued=True)
                    needed += _SCENE_H
            pages[-1].append(row)
            room -= needed
        return pages

    def _draw_head(self, page: Surface, number: int) -> int:
        right = PAGE_PX[0] - _MARGIN
        foot = PAGE_PX[1] - 34
        page.write(f"{number + 1} / {self.pages}", right, foot, 18, _DIM, align="right")
        if number:
            title = shortened(self.head.title, 20, right - _MARGIN, "medium")
            page.write(title, _MARGIN, 62, 20, _DIM, "medium", tracking=0.06)
            return _HEAD_H
        size = 52
        while size > 24 and text_width(self.head.title, size, "light", 0.04) > right - _MARGIN:
            size -= 2
        title = shortened(self.head.title, size, right - _MARGIN, "light")
        page.write(title, _MARGIN, 96, size, _BRIGHT, "light", tracking=0.04)
        page.write(self.head.measures, _MARGIN, 134, 20, _DIM)
        return _TITLE_H

    def _draw_shot(
        self, page: Surface, x: int, y: int, shot: ShotDocument, rgb: ByteArray, rate: float
    ) -> None:
        width, height = self.cell_px
        page.fill(x - _EDGE, y - _EDGE, width + 2 * _EDGE, height + 2 * _EDGE, _RULE)
        page.picture(rgb, x, y, width, height)
        baseline = y + height + 27
        length = f"{shot.frames / rate:.1f} s"
        taken = page.write(length, x + width, baseline, 17, _PLAIN, align="right")
        name = shortened(shot.id, 19, width - taken - 12, "medium")
        page.write(name, x, baseline, 19, _BRIGHT, "medium")
        baseline += 24
        cues = ", ".join(dict.fromkeys(cue.kind for cue in shot.effect_cues))
        grammar = shortened(_grammar(shot), 16, width)
        taken = page.write(grammar, x, baseline, 16, _DIM)
        cues = shortened(cues, 16, width - taken - 16)
        page.write(cues, x + width, baseline, 16, _AMBER, align="right")
        _draw_words(page, x, baseline + 25, width, shot)


def _draw_words(page: Surface, x: int, baseline: int, width: int, shot: ShotDocument) -> None:
    """Two lines of what is said, its speaker first; of what happens where nobody speaks."""
    if shot.lines:
        who, words, colour = f"{shot.lines[0].character}  ", shot.lines[0].text, _PLAIN
    else:
        who, words, colour = "", shot.title_text or shot.action, _DIM
    words = " ".join(words.split())
    who = shortened(who, 16, width * 0.6, "medium")
    lines = wrap(who + words, 16, width)
    if len(lines) > 2:
        rest = (who + words)[len(lines[0]) :].strip()
        lines = (lines[0], shortened(rest, 16, width))
    for number, line in enumerate(lines[:2]):
        at = x
        if not number and who and line.startswith(who.strip()):
            at += page.write(who.strip(), x, baseline, 16, _BRIGHT, "medium") + 8
            line = line[len(who.strip()) :].strip()
        page.write(shortened(line, 16, x + width - at), at, baseline, 16, colour)
        baseline += 23


def _draw_scene(page: Surface, y: int, row: _Row, rate: float) -> int:
    """A scene's heading; returns where its pictures begin."""
    first, right = row.scene[0], PAGE_PX[0] - _MARGIN
    page.fill(_MARGIN, y + _SCENE_GAP - 4, right - _MARGIN, 1, _RULE)
    baseline = y + _SCENE_GAP + 36
    x = _MARGIN
    if first.scene:
        x += page.write(first.scene, x, baseline, 27, _AMBER, "medium") + 18
    seconds = sum(shot.frames for shot in row.scene) / rate
    measure = f"{counted(len(row.scene), 'shot')} · {_clock(seconds)}"
    if row.continued:
        measure = "continued"
    taken = page.write(measure, right, baseline, 18, _DIM, align="right")
    when = " · ".join(part for part in (first.place, first.time_of_day) if part)
    room = right - taken - 24 - x
    name = shortened(first.setting, 25, room - text_width(when, 18) - 18, "medium")
    x += page.write(name, x, baseline, 25, _BRIGHT, "medium") + 16
    page.write(when, x, baseline, 18, _DIM)
    return y + _SCENE_H


def _rows(shots: Sequence[ShotDocument], columns: int) -> list[_Row]:
    rows = []
    for _, group in groupby(shots, key=lambda shot: shot.scene_index):
        scene = tuple(group)
        for at in range(0, len(scene), columns):
            rows.append(_Row(scene[at : at + columns], scene, opens=at == 0))
    return rows


def _columns(aspect: float) -> int:
    for least, columns in ((2.1, 3), (1.2, 4), (0.9, 5)):
        if aspect >= least:
            return columns
    return 6


def _grammar(shot: ShotDocument) -> str:
    if shot.setup == "title":
        return "title"
    angle = "" if shot.angle == "eye" else shot.angle
    parts = (shot.size, angle, shot.move, f"{shot.lens_mm} mm")
    return " · ".join(part for part in parts if part)


def _clock(seconds: float) -> str:
    minutes, rest = divmod(int(seconds + 0.5), 60)
    return f"{minutes}:{rest:02d}"
