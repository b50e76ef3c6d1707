"""Changes to a screenplay as values: elements replaced, inserted, cut, and slug lines."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from filmgen.screenplay.headings import read_heading
from filmgen.screenplay.model import (
    Action,
    Element,
    Lyric,
    Note,
    PartKind,
    Scene,
    Screenplay,
    SourceRange,
    Speech,
    SpeechPart,
)
from filmgen.screenplay.revisions import mark_of, marked_draft

NOWHERE = SourceRange(0, 0)
_ASIDE = re.compile(r"[(（]([^()（）]{1,80})[)）]")


@dataclass(frozen=True)
class Edit:
    """One change inside a scene.

    Attributes:
        scene: index of the scene.
        at: position in `scene.elements`; -1 is the slug line.
        do: "replace" puts `element` there, "insert" behind it, "cut" leaves nothing; on the slug
            line "replace" writes `heading` and "cut" takes the whole scene out.
        heading: the new slug line's words, "" for none.
    """

    scene: int
    at: int
    do: str
    element: Element | None = None
    heading: str = ""


@dataclass(frozen=True)
class Revision:
    """What became of one scene: edits, or why it stays as it was."""

    scene: int
    edits: tuple[Edit, ...]
    failure: str = ""


def spoken(character: str, extensions: tuple[str, ...], text: str) -> Speech:
    """A new speech; asides in the text stand in parentheses and stay there."""
    return Speech(character, extensions, _parts(text, NOWHERE), NOWHERE)


def rewritten(element: Element, text: str) -> Element:
    """An element with other words; who says them and how they are heard stay."""
    if isinstance(element, Speech):
        return replace(element, parts=_parts(text, element.lines))
    assert isinstance(element, Action | Lyric)
    return replace(element, text=text)


def _parts(text: str, lines: SourceRange) -> tuple[SpeechPart, ...]:
    """Words and the asides between them; an aside that nothing follows is none."""
    pieces = [piece.strip() for piece in _ASIDE.split(text)]
    parts = [
        SpeechPart(PartKind.PARENTHETICAL if n % 2 else PartKind.LINE, piece, lines)
        for n, piece in enumerate(pieces)
        if piece
    ]
    while len(parts) > 1 and parts[-1].kind is PartKind.PARENTHETICAL:
        parts.pop()
    if parts and all(part.kind is PartKind.PARENTHETICAL for part in parts):
        return (SpeechPart(PartKind.LINE, parts[0].text, lines),)
    return tuple(parts)


def applied(screenplay: Screenplay, edits: Sequence[Edit], draft: str | None) -> Screenplay:
    """The screenplay with its edits, for forms that are written anew (FDX).

    Args:
        draft: whose marks the changed elements get; None marks nothing and leaves marks alone.
    """
    by_scene: dict[int, dict[int, list[Edit]]] = defaultdict(lambda: defaultdict(list))
    for edit in edits:
        by_scene[edit.scene][edit.at].append(edit)
    scenes = []
    for scene in screenplay.scenes:
        made = _scene(scene, by_scene.get(scene.index, {}), draft)
        if made is not None:
            scenes.append(made)
    return replace(screenplay, scenes=tuple(scenes))


def without_marks(screenplay: Screenplay, keep: str | None = None) -> Screenplay:
    """The screenplay without the marks of drafts other than `keep`."""

    def kept(element: Element) -> bool:
        draft = marked_draft(element.text) if isinstance(element, Note) else None
        return draft is None or draft == keep

    return replace(
        screenplay,
        scenes=tuple(
            replace(scene, elements=tuple(filter(kept, scene.elements)))
            for scene in screenplay.scenes
        ),
    )


def _scene(scene: Scene, edits: dict[int, list[Edit]], draft: str | None) -> Scene | None:
    mark: list[Element] = [Note(mark_of(draft), NOWHERE)] if draft else []
    heading = scene.heading
    elements: list[Element] = []
    for edit in edits.get(-1, []):
        if edit.do == "cut" and not edit.heading:
            return None
        if edit.heading:
            made = read_heading(edit.heading, heading.lines, number=heading.number)
            heading = replace(made, time_of_day=heading.time_of_day)
            elements += mark
            if made.omitted:
                return replace(scene, heading=heading, elements=tuple(mark))
        elif edit.element is not None:
            elements += [edit.element, *mark]
    for position, element in enumerate(scene.elements):
        own = edits.get(position, [])
        kept: Element | None = element
        for edit in own:
            if edit.do == "cut":
                kept = None
            elif edit.do == "replace":
                kept = edit.element
        if kept is not None:
            elements.append(kept)
        if kept is not element and not (elements and elements[-1:] == mark):
            elements += mark  # where something was cut, what stands before it bears the mark
        for edit in own:
            if edit.do == "insert" and edit.element is not None:
                elements += [edit.element, *mark]
    return replace(scene, heading=heading, elements=tuple(elements))


def describe(edit: Edit, screenplay: Screenplay) -> tuple[str, str]:
    """(old words, new words) of an edit, for asking and for records."""
    from filmgen.desk.drafts.pairing import cue_of, text_of

    scene = screenplay.scenes[edit.scene - 1]
    if edit.at < 0 and edit.element is None:
        return scene.heading.text, edit.heading or ("" if edit.do == "cut" else scene.heading.text)

    def said(element: Element | None) -> str:
        if element is None:
            return ""
        cue = cue_of(element)
        return f"{cue}: {text_of(element)}" if cue else text_of(element)

    old = "" if edit.do == "insert" else said(scene.elements[edit.at])
    return old, said(edit.element)
