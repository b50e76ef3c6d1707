"""Final Draft's title page is a typed sheet: what each line is follows from its place."""

from __future__ import annotations

import re
from collections.abc import Sequence

_CREDIT = re.compile(
    r"(?:screenplay |teleplay |story |script )?(?:written )?by|(?:screen|tele)?play"
    r"|written and directed by"
    r"|автор|сценарий|编剧|作者",
    re.IGNORECASE,
)
_SOURCE = re.compile(r"based (?:up)?on|story by|adapted from|from the ", re.IGNORECASE)
_DATE = re.compile(
    r"draft|revis|\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b|\b(?:19|20)\d\d\b", re.IGNORECASE
)


def read_sheet(lines: Sequence[tuple[str, bool]]) -> tuple[tuple[str, str], ...]:
    """(key, value) entries of lines given with whether each is centred."""
    entries: list[tuple[str, str]] = []
    expect_author = False
    contact: list[str] = []
    for text, centered in ((t, c) for t, c in lines if t):
        one_line = " ".join(text.split())
        keys = [key for key, _ in entries]
        if "Title" not in keys:
            entries.append(("Title", text))
        elif expect_author and not _SOURCE.match(one_line):
            entries.append(("Author", text))
            expect_author = False
        elif _CREDIT.fullmatch(one_line):
            if "Credit" not in keys:
                entries.append(("Credit", text))
            expect_author = True
        elif _SOURCE.match(one_line):
            entries.append(("Source", text))
        elif match := re.match(r"(?:written |screenplay )?by\s+(.+)", one_line, re.IGNORECASE):
            entries.append(("Author", match[1]))
        elif one_line.lower().startswith(("copyright", "©", "(c)")):
            entries.append(("Copyright", text))
        elif _DATE.search(one_line) and "Draft date" not in keys:
            entries.append(("Draft date", text))
        elif centered:
            entries.append(("Notes", text))
        else:
            contact.append(text)
    if contact:
        entries.append(("Contact", "\n".join(contact)))
    return tuple(entries)
