"""Screenplays made in code, so that tests say only what matters to them."""

from __future__ import annotations

from collections.abc import Sequence

from filmgen.screenplay.model import (
    Action,
    Element,
    PartKind,
    PlaceKind,
    Scene,
    SceneHeading,
    Screenplay,
    SourceRange,
    Speech,
    SpeechPart,
    TimeOfDay,
    Transition,
)

LINES = SourceRange(1, 1)


def action(text: str, *, centered: bool = False, line: int = 1) -> Action:
    return Action(text, SourceRange(line, line), centered)


def says(name: str, *parts: str, ext: tuple[str, ...] = (), dual: bool = False) -> Speech:
    """A speech; parts in parentheses are parentheticals."""
    made = tuple(
        SpeechPart(PartKind.PARENTHETICAL, p[1:-1], LINES)
        if p.startswith("(")
        else SpeechPart(PartKind.LINE, p, LINES)
        for p in parts
    )
    return Speech(name, ext, made, LINES, dual)


def cut(text: str) -> Transition:
    return Transition(text, LINES)


def scene(
    index: int,
    location: str,
    *elements: Element | str,
    place: PlaceKind = PlaceKind.INTERIOR,
    time: TimeOfDay = TimeOfDay.DAY,
    sub: tuple[str, ...] = (),
    number: str | None = None,
    forced: bool = False,
    omitted: bool = False,
) -> Scene:
    """A scene; plain strings are actions."""
    made = tuple(action(e) if isinstance(e, str) else e for e in elements)
    text = location if forced else f"{place.value}. {' - '.join((location, *sub))} - {time.value}"
    heading = SceneHeading(
        text, LINES, PlaceKind.UNSPECIFIED if forced else place, location.upper(), sub, time,
        time.value, number, forced, omitted,
    )  # fmt: skip
    return Scene(index, number or str(index), heading, made)


def script(*scenes: Scene, title: str = "Test") -> Screenplay:
    return Screenplay("test.fountain", (("Title", title),), (), tuple(scenes))


def shot_scene(index: int, heading: str, *elements: Element | str) -> Scene:
    """A scene whose heading was written with a leading dot."""
    return scene(index, heading, *elements, forced=True)


def visible_words(screenplay: Screenplay, shown: Sequence[str] = ()) -> str:
    """All action of a script, white space removed: what the shots together must show."""
    text = "".join(
        e.text for s in screenplay.scenes if not s.heading.omitted for e in s.elements
        if isinstance(e, Action)
    )  # fmt: skip
    return "".join((text + "".join(shown)).split())
