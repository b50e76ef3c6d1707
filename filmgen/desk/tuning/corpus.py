"""The scripts a model is tuned on: read by our reader, written back in one clean form.

Whatever a script came as, the model sees the same Fountain: slug lines, action, speeches,
transitions, lyrics. Title pages (names, addresses), notes, boneyards, outlines, scene
numbers and page breaks are left out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from filmgen.errors import ScreenplayError, WorkspaceError
from filmgen.screenplay import read_screenplay, write_fountain
from filmgen.screenplay.model import Action, Lyric, Scene, Screenplay, Speech, Transition

SUFFIXES = frozenset({".fountain", ".fdx", ".spmd", ".txt"})
_KEPT = (Action, Speech, Transition, Lyric)


@dataclass(frozen=True)
class Draft:
    """One script file.

    Attributes:
        name: its path in the folder, with slashes.
        title: of its title page, "" without one.
        text: the whole as clean Fountain.
        scenes: the same, scene by scene, in order.
    """

    name: str
    title: str
    text: str
    scenes: tuple[str, ...]


def read_drafts(folder: Path, unread: Callable[[str], None]) -> list[Draft]:
    """Every script of a folder and of the folders in it, in order of their names.

    Args:
        unread: told of each file that is no script, in one line.

    Raises:
        WorkspaceError: there is no such folder.
    """
    if not folder.is_dir():
        raise WorkspaceError(f"{folder} is no folder; give one of screenplays with --scripts")
    drafts = []
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        hidden = any(part.startswith(".") for part in inside.parts)
        if hidden or path.suffix.lower() not in SUFFIXES or not path.is_file():
            continue
        try:
            draft = draft_of(read_screenplay(path), inside.as_posix())
        except ScreenplayError as error:
            unread(f"left out: {error}")
            continue
        if draft.scenes:
            drafts.append(draft)
        else:
            unread(f"left out: {path}: nothing in it is shot")
    return drafts


def draft_of(screenplay: Screenplay, name: str) -> Draft:
    """A screenplay in its clean form."""
    scenes = tuple(_clean(scene) for scene in screenplay.scenes if not scene.heading.omitted)
    kept = [scene for scene in scenes if scene.elements]
    titles = (v for k, v in screenplay.title_page if k.lower() == "title")
    return Draft(
        name,
        " ".join(next(titles, "").split()),
        _fountain(screenplay, kept),
        tuple(_fountain(screenplay, [scene]) for scene in kept),
    )


def _clean(scene: Scene) -> Scene:
    return replace(
        scene,
        heading=replace(scene.heading, number=None),
        elements=tuple(element for element in scene.elements if isinstance(element, _KEPT)),
    )


def _fountain(screenplay: Screenplay, scenes: list[Scene]) -> str:
    bare = replace(screenplay, title_page=(), front_matter=(), scenes=tuple(scenes), unread=())
    return write_fountain(bare)
