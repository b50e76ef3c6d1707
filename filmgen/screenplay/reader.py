"""Reading a screenplay file, whatever it is written in."""

from __future__ import annotations

import re
from pathlib import Path

from filmgen.errors import ScreenplayError
from filmgen.screenplay.assemble import assemble
from filmgen.screenplay.model import Screenplay
from filmgen.screenplay.source import (
    LINES_LIMIT,
    TEXT_LIMIT_BYTES,
    decode,
    read_bytes,
    split_lines,
)

_XML_START = re.compile(r"\s*<(?:\?xml|!DOCTYPE|!--|FinalDraft)")
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")


def read_screenplay(path: Path) -> Screenplay:
    """Read a Fountain or Final Draft (FDX) file.

    The content decides which it is, the suffix only where the content does not say. Time is
    linear in the size of the file.

    Raises:
        ScreenplayError: missing, unreadable, empty, too large, not text, malformed XML, or
            nothing in it that could be filmed. One line, with the source line where known.
    """
    path = Path(path)
    data = read_bytes(path)
    declared = _DECLARED.search(data[:400])
    codec = declared[1].decode("ascii") if declared else None
    text = decode(path, data, codec)
    if _XML_START.match(text):
        from filmgen.screenplay.fdx import read_fdx

        title_page, tokens, unread = read_fdx(path, text)
    elif path.suffix.lower() == ".fdx":
        raise ScreenplayError(path, "is named .fdx but is not XML; save it again as FDX", 1)
    else:
        lines = split_lines(text)
        if len(data) > TEXT_LIMIT_BYTES or len(lines) > LINES_LIMIT:
            limit = f"{TEXT_LIMIT_BYTES // 2**20} MB of text or {LINES_LIMIT} lines"
            raise ScreenplayError(path, f"is too large for a screenplay (limit {limit})")
        from filmgen.screenplay.fountain import read_fountain

        title_page, tokens, unread = read_fountain(lines)
    screenplay = assemble(str(path), title_page, tokens, unread)
    if not screenplay.scenes:
        raise ScreenplayError(path, "has no scene and no action; there is nothing to film", 1)
    return screenplay
