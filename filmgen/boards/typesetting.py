"""Words beside a panel, set in the shipped fonts: measured, made to fit, continued elsewhere.

Sizes and widths are in points. A block is a paragraph of runs; a run is set in one weight and
one grey. Which font has a glyph for a character is `filmgen.fonts`' to say: Latin, Greek and
Cyrillic stand beside Chinese and kana in one line.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from html import escape
from typing import Any

from filmgen.boards.model import BoardPanel
from filmgen.fonts import runs
from filmgen.lettering import is_wide
from filmgen.resources import resource

LARGEST, SMALLEST, STEP = 8.6, 5.4, 0.4
"""Sizes of the words beside a panel, in points."""
LEADING = 1.3
INK, SOFT, SIGNAL = "#1c1c1e", "#6e6e73", "#b3271a"
"""Of what is read, of what is noted, of what another department must not miss."""


@dataclass(frozen=True)
class Run:
    """Words in one weight ("light", "regular", "medium") and one colour."""

    text: str
    weight: str = "regular"
    colour: str = INK


@dataclass(frozen=True)
class Block:
    """A paragraph. `indent`: of all its lines but the first, in parts of the size."""

    runs: tuple[Run, ...]
    indent: float = 0.0


def panel_blocks(panel: BoardPanel) -> tuple[Block, ...]:
    """What is printed below a panel: action, dialogue, then effects and sounds."""
    blocks = [Block((Run(panel.action),))] if panel.action else []
    for said in panel.said:
        manner = (Run(f" ({said.manner})", "light", SOFT),) if said.manner else ()
        name = Run(said.character, "medium")
        blocks.append(Block((name, *manner, Run(": ", "medium"), Run(said.text)), indent=1.0))
    for tag, things in (("FX", panel.effects), ("SOUND", panel.sounds)):
        if things:
            words = Run(", ".join(things))
            blocks.append(Block((Run(f"{tag}  ", "medium", SIGNAL), words), indent=1.0))
    return tuple(blocks)


def height(blocks: Sequence[Block], width: float, size: float) -> float:
    """Of the blocks set one below another."""
    gap = size * 0.25
    return sum(float(paragraph(b, size).wrap(width, 1e6)[1]) + gap for b in blocks)


def draw(
    blocks: Sequence[Block], canvas: Any, x: float, top: float, width: float, size: float,
    *, centred: bool = False,
) -> float:  # fmt: skip
    """Set the blocks downwards from `top`; returns where they end."""
    for block in blocks:
        set_ = paragraph(block, size, centred)
        top -= set_.wrap(width, 1e6)[1]
        set_.drawOn(canvas, x, top)
        top -= size * 0.25
    return top


def divide(
    blocks: Sequence[Block], width: float, size: float, room: float
) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """What fits into a height, and the rest; words stay whole."""
    if height(blocks, width, size) <= room:
        return tuple(blocks), ()
    low, high = 0, sum(len(run.text) for block in blocks for run in block.runs)
    while low < high:
        middle = (low + high + 1) // 2
        if height(_part(blocks, middle)[0], width, size) <= room:
            low = middle
        else:
            high = middle - 1
    return _part(blocks, low)


def shortened(blocks: Sequence[Block], width: float, size: float, room: float) -> tuple[Block, ...]:
    """What fits into a height, with an ellipsis where words had to go."""
    kept, rest = divide(blocks, width, size, room - size * LEADING * 0.2)
    if not rest:
        return kept
    while kept:
        ended = (*kept[:-1], replace(kept[-1], runs=(*kept[-1].runs, Run(" …", "medium", SIGNAL))))
        if height(ended, width, size) <= room:
            return ended
        kept = _part(kept, sum(len(r.text) for b in kept for r in b.runs) - 1)[0]
    return ()


def _part(blocks: Sequence[Block], characters: int) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """The first characters, back to the last whole word, and the rest."""
    for number, block in enumerate(blocks):
        length = sum(len(run.text) for run in block.runs)
        if characters >= length:
            characters -= length
            continue
        text = "".join(run.text for run in block.runs)
        at = characters
        while at > 0 and not _may_break(text, at):
            at -= 1
        head, tail = _cut_runs(block.runs, at)
        before = (*blocks[:number], *((replace(block, runs=head),) if head else ()))
        return tuple(before), (replace(block, runs=tail), *blocks[number + 1 :])
    return tuple(blocks), ()


def _may_break(text: str, at: int) -> bool:
    return text[at - 1].isspace() or (is_wide(text[at - 1]) and is_wide(text[at]))


def _cut_runs(parts: Sequence[Run], at: int) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    head: list[Run] = []
    tail: list[Run] = []
    for run in parts:
        here = max(0, min(at, len(run.text)))
        at -= len(run.text)
        head += [replace(run, text=run.text[:here])] if here else []
        tail += [replace(run, text=run.text[here:])] if here < len(run.text) else []
    return tuple(head), tuple(tail)


def paragraph(block: Block, size: float, centred: bool = False) -> Any:
    """The block as a reportlab paragraph."""
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph

    style = ParagraphStyle(
        "board",
        fontName=font("NotoSans-Regular.ttf"),
        fontSize=size,
        leading=size * LEADING,
        alignment=1 if centred else 0,
        leftIndent=size * block.indent,
        firstLineIndent=-size * block.indent,
        # Chinese breaks between any two characters, and not before a full stop.
        wordWrap="CJK" if any(is_wide(c) for run in block.runs for c in run.text) else None,
    )
    return Paragraph("".join(_markup(run) for run in block.runs), style)


def text_width(text: str, size: float, weight: str = "regular") -> float:
    """Of one line."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    return sum(
        float(stringWidth(part, font(name), size)) for name, part in runs(clean(text), weight)
    )


def draw_line(
    canvas: Any, text: str, x: float, y: float, size: float, weight: str = "regular",
    colour: str = INK, width: float = 0.0, align: float = 0.0,
) -> float:  # fmt: skip
    """Set one line, smaller where it is wider than `width` (0 for any), cut where still wider.

    Args:
        align: 0 sets from x to the right, 1 ends at x, 0.5 is centred there.

    Returns:
        Its width.
    """
    from reportlab.lib.colors import HexColor

    text = clean(text)
    if width and (measured := text_width(text, size, weight)) > width:
        size = max(size * 0.72, size * width / measured)
        while text and text_width(text, size, weight) > width:
            text = text[:-2].rstrip() + "…" if len(text) > 2 else ""
    measured = text_width(text, size, weight)
    x -= measured * align
    canvas.setFillColor(HexColor(colour))
    for name, part in runs(text, weight):
        canvas.setFont(font(name), size)
        canvas.drawString(x, y, part)
        x += canvas.stringWidth(part, font(name), size)
    return measured


def _markup(run: Run) -> str:
    return "".join(
        f'<font name="{font(name)}" color="{run.colour}">{escape(part, quote=False)}</font>'
        for name, part in runs(clean(run.text), run.weight)
    )


@cache
def font(name: str) -> str:
    """A shipped font, registered with reportlab under its file's name."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    pdfmetrics.registerFont(TTFont(name, str(resource("assets", "fonts", name))))
    return name


def clean(text: str) -> str:
    """Text without what no font draws and no page may hold: control characters, half a pair."""
    return "".join(" " if unicodedata.category(c) in ("Cc", "Cs") else c for c in text)
