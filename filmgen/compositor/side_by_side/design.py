"""What a side-by-side looks like: two pictures, what each shot is called, what became of it.

A  v001                    56 shots · 3:25    B  v002                    58 shots · 3:27
┌─────────────────────────────────────────┐   ┌─────────────────────────────────────────┐
│                                         │   │                                         │
└─────────────────────────────────────────┘   └─────────────────────────────────────────┘
sc001_sh050                   01:00:18:16     sc001_sh050                   01:00:18:16
MS · static · 40 mm · 5.1 s                   MS · static · 40 mm · 7.6 s
TOBY: How many is that?                       TOBY: How many is that?
● re-timed +2.5 s  ● dialogue: EDA “Forty-two …”
▬▬▬▬▬▬▬▬▬▬▬▬▬▬▬▬▬▬▬▬▬▬▬ the whole film, coloured by what changed ▬▬▬▬▬▬▬▬▬▬▬▬▬▬▬▬▬▬▬▬▬▬
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from filmgen.compositor.exports.page import Colour, Page, shortened
from filmgen.compositor.side_by_side.stretches import Stretch
from filmgen.editorial.compare.model import ShotComparison, ShotSide
from filmgen.editorial.compare.telling import leading_change, told
from filmgen.lettering import text_width

GROUND: Colour = (19, 20, 22)
CELL: Colour = (8, 8, 9)
CARD: Colour = (30, 31, 34)
BRIGHT: Colour = (236, 236, 232)
PLAIN: Colour = (168, 169, 172)
DIM: Colour = (112, 114, 118)
STATUS: dict[str, Colour] = {
    "added": (108, 190, 124),
    "removed": (226, 104, 92),
    "moved": (178, 142, 226),
    "retimed": (232, 178, 76),
    "dialogue": (84, 196, 184),
    "grammar": (236, 140, 84),
    "redrawn": (104, 166, 234),
    "reworded": (150, 160, 176),
    "renumbered": (120, 122, 128),
    "same": (62, 64, 68),
}
_WHITE: Colour = (250, 250, 248)


@dataclass(frozen=True)
class Layout:
    """Where things are, in pixels; everything is even, so that 4:2:0 can hold it.

    Attributes:
        width, height: of the raster. cells: (x, y) of both pictures. cell_px: their size.
        unit: the size of a pixel of a raster 1280 wide.
    """

    width: int
    height: int
    cells: tuple[tuple[int, int], tuple[int, int]]
    cell_px: tuple[int, int]
    unit: float

    def px(self, units: float) -> int:
        return max(1, round(units * self.unit))

    @property
    def words_y(self) -> int:
        """Upper edge of what stands under the pictures."""
        return self.cells[0][1] + self.cell_px[1] + even(self.px(4))

    def clock(self, side: int) -> tuple[int, int, int, int]:
        """(x, y, width, height) of the running timecode under a picture."""
        width, height = even(self.px(176)), even(self.px(30))
        x = self.cells[side][0] + self.cell_px[0] - width
        return even(x), even(self.words_y + self.px(6)), width, height

    @property
    def map_box(self) -> tuple[int, int, int, int]:
        """(x, y, width, height) of the whole film as a strip."""
        x, height = self.cells[0][0], even(self.px(8))
        return x, even(self.height - self.px(12) - height), self.width - 2 * x, height


def even(number: float) -> int:
    """The nearest even number."""
    return round(number / 2) * 2


def lay_out(width: int, aspect: float) -> Layout:
    """Two cells of an aspect (width over height) in a raster of this width."""
    width = even(width)
    unit = width / 1280
    margin, gap = even(20 * unit), even(12 * unit)
    cell_w = (width - 2 * margin - gap) // 4 * 2
    cell_h = even(cell_w / aspect)
    top = even(46 * unit)
    height = top + cell_h + even(146 * unit)
    cells = ((margin, top), (width - margin - cell_w, top))
    return Layout(width, height, cells, (cell_w, cell_h), unit)


@dataclass(frozen=True)
class Heading:
    """What stands over a side: "v001", "56 shots · 3:25"."""

    name: str
    measure: str


def draw_stretch(
    layout: Layout,
    stretch: Stretch,
    headings: tuple[Heading, Heading],
    stretches: Sequence[Stretch],
) -> Page:
    """A stretch without its pictures, clocks and play head."""
    page = Page(layout.width, layout.height, GROUND)
    for side, heading in enumerate(headings):
        _draw_heading(page, layout, side, heading)
        x, y = layout.cells[side]
        width, height = layout.cell_px
        page.fill(x, y, width, height, CELL)
        page.fill(x, y + height, width, layout.px(3), STATUS[status(stretch)])
    shot = stretch.shot
    sides = (shot.old, shot.new) if shot else (None, None)
    for side, (span, of_side) in enumerate(zip((stretch.old, stretch.new), sides, strict=True)):
        if span is None:
            _draw_absence(page, layout, side, stretch)
        elif of_side is None:
            _draw_name(page, layout, side, stretch.name)
        else:
            _draw_shot(page, layout, side, of_side, sides[1 - side])
    if shot is not None:
        _draw_changes(page, layout, shot)
    _draw_map(page, layout, stretches)
    return page


def status(stretch: Stretch) -> str:
    """The change a stretch is coloured by."""
    if stretch.shot is not None:
        return leading_change(stretch.shot)
    if stretch.old and stretch.new:
        return "same" if stretch.old.frames == stretch.new.frames else "retimed"
    return "removed" if stretch.old else "added"


def _draw_heading(page: Page, layout: Layout, side: int, heading: Heading) -> None:
    px, (x, y) = layout.px, layout.cells[side]
    width = layout.cell_px[0]
    baseline = y - px(16)
    box = px(24)
    page.fill(x, baseline - px(18), box, box, PLAIN)
    page.write("AB"[side], x + box // 2, baseline, px(17), GROUND, "medium", align="centre")
    measured = page.write(heading.measure, x + width, baseline, px(15), DIM, align="right")
    room = width - box - measured - px(36)
    name = shortened(heading.name, px(16), room, "medium")
    page.write(name, x + box + px(12), baseline, px(16), BRIGHT, "medium")


def _draw_absence(page: Page, layout: Layout, side: int, stretch: Stretch) -> None:
    """An empty card that says why it is empty."""
    px, (x, y) = layout.px, layout.cells[side]
    width, height = layout.cell_px
    page.fill(x, y, width, height, CARD)
    middle = x + width // 2
    why = "new in B" if side == 0 else "not in B any more"
    colour = STATUS["added" if side == 0 else "removed"]
    page.write(
        stretch.label, middle, y + height // 2 - px(4), px(24), PLAIN, "medium", align="centre"
    )
    page.write(why, middle, y + height // 2 + px(28), px(18), colour, align="centre")


def _draw_name(page: Page, layout: Layout, side: int, name: str) -> None:
    x = layout.cells[side][0]
    page.write(name, x, layout.words_y + layout.px(28), layout.px(18), BRIGHT, "medium")


def _draw_shot(
    page: Page, layout: Layout, side: int, shot: ShotSide, other: ShotSide | None
) -> None:
    px, x = layout.px, layout.cells[side][0]
    width, baseline = layout.cell_px[0], layout.words_y + layout.px(28)
    page.write(shot.id, x, baseline, px(18), BRIGHT, "medium")
    at = x
    baseline += px(24)
    for number, (part, differs) in enumerate(_grammar(shot, other)):
        if number:
            at += page.write(" · ", at, baseline, px(15), DIM)
        colour = (BRIGHT if side else PLAIN) if differs else DIM
        at += page.write(part, at, baseline, px(15), colour, "medium" if differs else "regular")
    words = shortened(shot.words, px(15), width)
    changed = other is not None and other.words != shot.words
    page.write(words, x, baseline + px(22), px(15), (BRIGHT if side else PLAIN) if changed else DIM)


def _grammar(shot: ShotSide, other: ShotSide | None) -> list[tuple[str, bool]]:
    """Size, angle, move, lens and length, each with whether the other side has another one."""
    angle = [] if shot.angle == "eye" and (other is None or other.angle == "eye") else ["angle"]
    found = []
    for name in ("size", *angle, "move", "lens_mm"):
        value = getattr(shot, name)
        text = f"{value} mm" if name == "lens_mm" else str(value)
        found.append((text, other is not None and getattr(other, name) != value))
    found.append((f"{shot.seconds:.1f} s", other is not None and other.frames != shot.frames))
    return found


def _draw_changes(page: Page, layout: Layout, shot: ShotComparison) -> None:
    px, x = layout.px, layout.cells[0][0]
    baseline = layout.words_y + px(107)
    size, end = px(15), layout.width - layout.cells[0][0]
    for change, words in told(shot):
        if x > end - px(120):
            break
        page.fill(x, baseline - px(10), px(10), px(10), STATUS[change])
        x += px(17)
        words = shortened(words, size, end - x)
        page.write(words, x, baseline, size, PLAIN)
        x += round(text_width(words, size)) + px(24)


def _draw_map(page: Page, layout: Layout, stretches: Sequence[Stretch]) -> None:
    """The whole side-by-side as a strip, coloured by what changed."""
    x, y, width, height = layout.map_box
    total = max(1, sum(s.frames for s in stretches))
    done = 0
    for stretch in stretches:
        left, right = width * done // total, width * (done + stretch.frames) // total
        gap = 1 if right - left > 3 else 0
        page.fill(x + left, y, max(1, right - left - gap), height, STATUS[status(stretch)])
        done += stretch.frames


def draw_clock(layout: Layout, text: str, *, over: bool) -> Page:
    """The running timecode of a side; greyed once its shot is over."""
    _, _, width, height = layout.clock(0)
    page = Page(width, height, GROUND)
    colour = DIM if over else BRIGHT
    page.write(text, width, round(height * 0.72), layout.px(17), colour, align="right")
    return page


def draw_play_head(layout: Layout, page: Page, frame: int, total: int) -> None:
    """A white bar over the map, on a part of a page that is as wide as the raster."""
    x, _, width, _ = layout.map_box
    at = x + width * frame // max(1, total - 1)
    page.fill(at - layout.px(1), 0, max(2, layout.px(3)), page.rgb.shape[0], _WHITE)
