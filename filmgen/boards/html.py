"""board.html: one file that opens anywhere; pictures, styles and script are inside it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from filmgen.boards import overlay
from filmgen.boards.model import Board, clock
from filmgen.boards.overlay import Mark
from filmgen.boards.page import page_templates, webp_uri, write_stream

if TYPE_CHECKING:
    from jinja2 import Environment

_SCALE = 1000
"""Units of the marks' drawing for the height of a panel."""


def write_page(board: Board, pictures: Mapping[str, Path], path: Path) -> None:
    """Write the whole board as one page.

    Args:
        pictures: WebP file by the key of `BoardPanel.picture`.
    """
    _write("board.html.j2", board, pictures, path)


def write_variants_page(board: Board, pictures: Mapping[str, Path], path: Path) -> None:
    """Write the panels that have several takes, their takes side by side."""
    _write("variants.html.j2", board, pictures, path)


def marks_svg(marks: tuple[Mark, ...], aspect: float) -> str:
    """Marks as an SVG element that covers its panel; "" for none."""
    if not marks:
        return ""
    body = "".join(_mark(mark) for mark in marks)
    width = _number(aspect * _SCALE)
    return (
        f'<svg class="marks" viewBox="0 0 {width} {_SCALE}" aria-hidden="true" '
        f'stroke-linejoin="round" stroke-linecap="round">{body}</svg>'
    )


def inline_svg(text: str, prefix: str) -> str:
    """An SVG document as an element of a page: no prolog, its ids and classes its own.

    Args:
        prefix: put before every id and class, so that two plans in one page do not meet.
    """
    text = text[text.index("<svg") :]
    text = re.sub(r'\b(id|aria-labelledby|aria-describedby)="([^"]+)"',
                  lambda m: f'{m[1]}="{_prefixed(m[2], prefix)}"', text)  # fmt: skip
    text = re.sub(r'\bclass="([^"]+)"', lambda m: f'class="{_prefixed(m[1], prefix)}"', text)
    text = re.sub(r"url\(#", f"url(#{prefix}", text)
    text = re.sub(r'href="#', f'href="#{prefix}', text)
    return re.sub(
        r"(<style[^>]*>)(.*?)(</style>)",
        lambda m: m[1] + re.sub(r"([.#])(?=[A-Za-z_])", rf"\1{prefix}", m[2]) + m[3],
        text,
        flags=re.DOTALL,
    )


def _prefixed(names: str, prefix: str) -> str:
    return " ".join(prefix + name for name in names.split())


def _write(template: str, board: Board, pictures: Mapping[str, Path], path: Path) -> None:
    stream = _environment(pictures).get_template(template).stream(
        board=board,
        sizes=_in_order(panel.size for panel in board.panels()),
        characters=sorted({name for panel in board.panels() for name in panel.characters}),
    )  # fmt: skip
    write_stream(stream, path)


def _environment(pictures: Mapping[str, Path]) -> Environment:
    from markupsafe import Markup

    environment = page_templates()
    environment.globals["picture"] = lambda key: Markup(webp_uri(pictures[key].read_bytes()))
    environment.filters["clock"] = clock
    environment.filters["marks"] = lambda marks, aspect: Markup(marks_svg(marks, aspect))
    environment.filters["inline"] = lambda text, prefix: Markup(inline_svg(text, prefix))
    environment.filters["typable"] = _typable
    return environment


def _typable(text: str) -> str:
    """Text without the control characters that no page may hold."""
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]", " ", text)


def _in_order(sizes: Any) -> list[str]:
    from filmgen.breakdown.model import Size

    used = set(sizes)
    return [size.value for size in Size if size.value in used]


def _mark(mark: Mark) -> str:
    points = [(x * _SCALE, y * _SCALE) for x, y in mark.points]
    ink, halo = _colour(overlay.INK), _colour(overlay.HALO)
    if mark.words:
        return _label(mark, points[0], ink)
    at = " ".join(f"{_number(x)},{_number(y)}" for x, y in points)
    width = mark.width * _SCALE
    tag = "polygon" if mark.closed else "polyline"
    if mark.filled:
        edge = f'stroke="{halo}" stroke-width="{_number(2.2 * width)}" paint-order="stroke"'
        return f'<{tag} points="{at}" fill="{ink}" {edge}/>'
    dash = f' stroke-dasharray="{_number(mark.dash * _SCALE)}" stroke-linecap="butt"'
    return (
        f'<{tag} points="{at}" fill="none" stroke="{halo}" stroke-width="{_number(2.4 * width)}"/>'
        f'<{tag} points="{at}" fill="none" stroke="{ink}" stroke-width="{_number(width)}"'
        f"{dash if mark.dash else ''}/>"
    )


def _label(mark: Mark, at: tuple[float, float], ink: str) -> str:
    size = mark.width * _SCALE
    x, y = at
    # The page's font is the reader's own: the words are made as wide as their box.
    wide = 0.66 * size * len(mark.words)
    x -= (wide + size * 0.9) / 2 if mark.centred else 0
    return (
        f'<rect x="{_number(x)}" y="{_number(y - size * 0.68)}" '
        f'width="{_number(wide + size * 0.9)}" height="{_number(size * 1.36)}" '
        f'rx="{_number(size * 0.3)}" fill="{ink}"/>'
        f'<text x="{_number(x + size * 0.45)}" y="{_number(y + size * 0.35)}" '
        f'font-size="{_number(size)}" font-weight="600" fill="#fff" '
        f'textLength="{_number(wide)}" lengthAdjust="spacingAndGlyphs">{escape(mark.words)}</text>'
    )


def _number(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")


def _colour(rgb: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(255 * c):02x}" for c in rgb)
