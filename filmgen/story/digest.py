"""A script cut to what a model can take in: its last pages, or a few lines of every scene."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from filmgen.breakdown.prose import sentences
from filmgen.screenplay.model import Action, Element, PartKind, Scene, Screenplay, Speech
from filmgen.screenplay.writer import write_fountain

Counter = Callable[[str], int]


def last_pages(screenplay: Screenplay, tokens: int, count: Counter) -> str:
    """The end of a script that fits in `tokens`: whole scenes, or the last elements of one."""
    kept: list[Scene] = []
    for scene in reversed(screenplay.scenes):
        text = _text([scene, *kept])
        if kept and count(text) > tokens:
            break
        kept.insert(0, scene)
    while count(_text(kept)) > tokens and len(kept[0].elements) > 1:
        kept[0] = replace(kept[0], elements=kept[0].elements[1:])
    return _text(kept)


def every_scene(screenplay: Screenplay, tokens: int, count: Counter) -> str:
    """A paragraph a scene: number, heading, first and last action, first and last lines.

    What does not fit is thinned out: first to headings and the first sentence, then the middle
    of the script goes, for a turn lives on beginnings and the latest events.
    """
    scenes = [scene for scene in screenplay.scenes if not scene.heading.omitted]
    for depth in (4, 2, 1):
        parts = [_paragraph(scene, depth) for scene in scenes]
        if count("\n\n".join(parts)) <= tokens:
            return "\n\n".join(parts)
    while len(parts) > 2 and count("\n\n".join(parts)) > tokens:
        del parts[len(parts) // 2]
    return "\n\n".join(parts)[: tokens * 3]


def spoken(speech: Speech) -> str:
    """A speech's words without parentheticals."""
    return " ".join(p.text for p in speech.parts if p.kind is not PartKind.PARENTHETICAL)


def action_of(scene: Scene) -> str:
    """A scene's action as one text."""
    return " ".join(e.text for e in scene.elements if isinstance(e, Action))


def _paragraph(scene: Scene, depth: int) -> str:
    said = [f"{s.character}: {spoken(s)}" for s in scene.speeches()]
    seen = sentences(action_of(scene))
    if depth == 1:
        chosen: Sequence[str] = seen[:1]
    else:
        half = depth // 2
        chosen = [*seen[:half], *said[:half], *said[half:][-half:], *seen[half:][-1:]]
    return "\n".join([f"Scene {scene.number}. {scene.heading.text}", *chosen])


def _text(scenes: Sequence[Scene]) -> str:
    elements: tuple[Element, ...] = ()
    return write_fountain(Screenplay("", (), elements, tuple(scenes))).strip()
