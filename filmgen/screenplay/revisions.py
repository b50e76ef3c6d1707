"""Production drafts: their colours, their names, and the marks of what a draft changed.

The order is the Writers Guild of America's: white, blue, pink, yellow, green, goldenrod, buff,
salmon, cherry, then the same again as "second blue" … (screenwriting.io, "What are colored
revisions/drafts/pages?"; a second white is not issued). A changed line ends with the note
`[[rev blue *]]`: whoever reads Fountain passes notes over, and ours changes nothing that is filmed.
"""

from __future__ import annotations

import re

from filmgen.screenplay.model import Element, Note, Screenplay, SourceRange

COLOURS = ("white", "blue", "pink", "yellow", "green", "goldenrod", "buff", "salmon", "cherry")
_ORDINALS = ("", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
DRAFTS = COLOURS + tuple(f"{nth} {colour}" for nth in _ORDINALS[1:] for colour in COLOURS[1:])
"""Every draft in the order of issue."""
PAGE_COLOURS = {
    "white": "#FFFFFF", "blue": "#C6EDFE", "pink": "#FDCCD4", "yellow": "#FDFFAB",
    "green": "#D1FED0", "goldenrod": "#FACD39", "buff": "#FCED9D", "salmon": "#F8AE8E",
    "cherry": "#FBA4B4",
}  # fmt: skip
"""Of the paper, as Final Draft tints it on the screen."""
INK_COLOURS = {
    "white": "#000000", "blue": "#0000FF", "pink": "#FF00FF", "yellow": "#A0A000",
    "green": "#008000", "goldenrod": "#CC7F32", "buff": "#8E6B23", "salmon": "#A74242",
    "cherry": "#D5236B",
}  # fmt: skip
"""Of the revised words, as Final Draft sets them."""
_MARK = re.compile(r"rev ((?:[a-z]+ )?[a-z]+) \*")
_NAME = re.compile(
    rf"\b(?:({'|'.join(_ORDINALS[1:])}|double|2nd|3rd|4th)\s+)?({'|'.join(COLOURS)})\b"
)
_AS_ORDINAL = {"double": "second", "2nd": "second", "3rd": "third", "4th": "fourth"}


def mark_of(draft: str) -> str:
    """The words of the note that marks a change of this draft."""
    return f"rev {draft} *"


def marked_draft(note: str) -> str | None:
    """The draft a note marks a change of; None for any other note."""
    match = _MARK.fullmatch(note.strip())
    return match[1] if match and match[1] in DRAFTS else None


def read_draft(text: str) -> str | None:
    """The draft that a title page or a user names: "Blue Rev. 11/3", "2nd pink"; None if none."""
    match = _NAME.search(text.casefold())
    if not match:
        return None
    ordinal, colour = _AS_ORDINAL.get(match[1] or "", match[1] or ""), match[2]
    name = f"{ordinal} {colour}".strip()
    return name if name in DRAFTS else None


def title_of(draft: str) -> str:
    """As a title page names it: "Blue Rev.", "Second Pink Rev."."""
    return f"{draft.title()} Rev."


def colour_of(draft: str) -> str:
    """The paper's colour: "blue" for "second blue"."""
    return draft.rpartition(" ")[2]


def next_draft(draft: str) -> str:
    """The draft issued after this one; after the last of them it stays the last."""
    return DRAFTS[min(DRAFTS.index(draft) + 1, len(DRAFTS) - 1)]


def draft_of(screenplay: Screenplay) -> str:
    """The draft that a script is: by its title page, else the latest its marks name, else white."""
    for key, value in screenplay.title_page:
        if key.casefold() in ("revision", "revisions", "draft", "draft date", "version"):
            found = read_draft(value)
            if found:
                return found
    marked = {
        draft
        for scene in screenplay.scenes
        for element in scene.elements
        if isinstance(element, Note) and (draft := marked_draft(element.text))
    }
    return max(marked, key=DRAFTS.index, default="white")


def marks_after(elements: tuple[Element, ...], index: int) -> tuple[tuple[str, SourceRange], ...]:
    """(draft, lines of the mark) of the marks on the element at `index`: the notes behind it."""
    found = []
    for element in elements[index + 1 :]:
        draft = marked_draft(element.text) if isinstance(element, Note) else None
        if draft is None:
            break
        found.append((draft, element.lines))
    return tuple(found)
