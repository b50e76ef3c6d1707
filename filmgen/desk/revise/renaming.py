"""Renaming a character everywhere: cues, full names, single names, each in its own case."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from filmgen.breakdown.cast import Cast
from filmgen.breakdown.prose import is_cjk
from filmgen.desk.revise.scope import named_characters
from filmgen.errors import ConfigError
from filmgen.screenplay.model import Element, PageBreak, Screenplay, Speech

_TO = re.compile(r"\s*(?:please )?rename (.{1,40}?) (?:to|as|into) (.{1,40}?)\s*[.!]*\s*", re.I)
_WHERE = re.compile(
    r"\s+(?:everywhere|throughout|in (?:the )?(?:whole )?(?:script|scene .*))$", re.IGNORECASE
)
_TITLES_WORDS = (
    "MR MRS MS MISS DR PROF PROFESSOR CAPTAIN CAPT OFFICER DETECTIVE SGT SERGEANT LT SIR LADY"
    " LORD OLD YOUNG THE UNCLE AUNT FATHER MOTHER SISTER BROTHER"
)
_TITLES = frozenset(_TITLES_WORDS.split())


@dataclass(frozen=True)
class Rename:
    """One character's new name; `pairs` are (old words, new words) in capitals, longest first."""

    old: str
    new: str
    pairs: tuple[tuple[str, str], ...]

    def text(self, text: str) -> str:
        """A text with the new name, capitals where the old one had them. Lower case stays."""
        for old, new in self.pairs:
            if is_cjk(old):
                text = text.replace(old, new)
                continue
            text = re.sub(
                rf"(?<![\w]){re.escape(old)}(?![\w])",
                lambda m, new=new: _cased(m[0], new),  # type: ignore[misc]
                text,
                flags=re.IGNORECASE,
            )
        return text

    def element(self, element: Element) -> Element:
        """An element with the new name in its cue and its words."""
        if isinstance(element, Speech):
            parts = tuple(replace(p, text=self.text(p.text)) for p in element.parts)
            cue = self.text(element.character)
            return replace(element, character=cue, parts=parts)
        if isinstance(element, PageBreak):
            return element
        changed: Any = replace
        renamed_element: Element = changed(element, text=self.text(element.text))
        return renamed_element


def read_rename(note: str, cast: Cast) -> Rename | None:
    """The renaming that a note asks for; None if it asks for something else.

    Raises:
        ConfigError: the name is nobody's, or the new one is somebody else's.
    """
    match = _TO.fullmatch(note) or re.fullmatch(
        r"\s*change (.{1,40}?)['’]s? name to (.{1,40}?)\s*[.!]*\s*", note, re.IGNORECASE
    )
    if not match:
        return None
    old_said = match[1].strip("\"'“”‘’ ")
    said = _WHERE.sub("", match[2].strip("\"'“”‘’ "))
    new = " ".join(said.split()).upper()
    names = cast.names()
    exact = [n for n in names if n.casefold() == old_said.casefold()]
    found = exact or list(named_characters(old_said, cast))
    if not found:
        raise ConfigError("--note", f"nobody here is called {old_said!r}; the cast is "
                          f"{', '.join(n.title() for n in names[:8])}")  # fmt: skip
    old = found[0]
    if new in names and new != old:
        raise ConfigError("--note", f"{new} is somebody else in this script; choose another name")
    if not any(c.isalpha() for c in new) or new == old:
        raise ConfigError("--note", f"{match[2].strip()!r} is no new name for {old}")
    return Rename(old, new, _pairs(old, new, names))


def renamed(screenplay: Screenplay, rename: Rename, scenes: frozenset[int]) -> Screenplay:
    """The screenplay with the new name in these scenes (indices)."""
    return replace(
        screenplay,
        scenes=tuple(
            replace(
                scene,
                heading=replace(scene.heading, text=rename.text(scene.heading.text)),
                elements=tuple(map(rename.element, scene.elements)),
            )
            if scene.index in scenes
            else scene
            for scene in screenplay.scenes
        ),
    )


def _pairs(old: str, new: str, names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    pairs = [(old, new)]
    core = [w for w in old.split() if w.strip(".") not in _TITLES]
    new_core = [w for w in new.split() if w.strip(".") not in _TITLES] or new.split()
    shared = {w for name in names if name != old for w in name.split()}
    if len(old.split()) > 1:
        for place, word in enumerate(core):
            if word in shared or len(word) < 2:
                continue
            if len(core) == len(new_core):
                pairs.append((word, new_core[place]))
            elif len(core) == 1:
                pairs.append((word, " ".join(new_core)))
            else:
                pairs.append((word, new_core[0] if place == 0 else new_core[-1]))
    return tuple(pairs)


def _cased(found: str, new: str) -> str:
    letters = [c for c in found if c.isalpha()]
    if letters and all(c.isupper() for c in letters) and (len(letters) > 1 or len(new) == 1):
        return new
    return new.title().replace("'S", "'s") if found[:1].isupper() else found
