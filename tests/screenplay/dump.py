"""A screenplay as text, one element a line, for golden files and comparisons."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from filmgen.screenplay.model import Screenplay, SourceRange, Speech
from filmgen.screenplay.reader import read_screenplay


def read_text(folder: Path, text: str | bytes, name: str = "script.fountain") -> Screenplay:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return read_screenplay(path)


def _range(lines: SourceRange) -> str:
    return f"{lines.first_line}-{lines.last_line}"


def dump(screenplay: Screenplay) -> str:
    out = [f"{key}: {value!r}" for key, value in screenplay.title_page]
    out += [f"front {_element(e)}" for e in screenplay.front_matter]
    for scene in screenplay.scenes:
        h = scene.heading
        flags = " forced" * h.forced + " omitted" * h.omitted
        parts = " / ".join((h.location, *h.sublocations))
        out.append(
            f"scene {scene.index} #{scene.number} [{_range(h.lines)}] {h.place.value or '-'} | "
            f"{parts} | {h.time_of_day.value or '-'} ({h.time_text}){flags}"
        )
        out += [f"  {_element(e)}" for e in scene.elements]
    out += [f"unread [{_range(u.lines)}] {u.text!r}: {u.reason}" for u in screenplay.unread]
    return "\n".join(out) + "\n"


def _element(element: Any) -> str:
    head = f"{type(element).__name__.lower()} [{_range(element.lines)}]"
    if isinstance(element, Speech):
        name = " ".join([element.character, *(f"({e})" for e in element.extensions)])
        parts = " ".join(f"{p.kind.value}={p.text!r}" for p in element.parts)
        return f"{head} {name}{' ^' if element.dual else ''}: {parts}"
    centered = " centered" if getattr(element, "centered", False) else ""
    return f"{head}{centered} {getattr(element, 'text', '')!r}"


def without_lines(value: Any) -> Any:
    """The value with every source range, path and unread list removed, for comparing."""
    if isinstance(value, SourceRange):
        return None
    if isinstance(value, tuple):
        return tuple(map(without_lines, value))
    if is_dataclass(value):
        return (
            type(value).__name__,
            *(
                (f.name, without_lines(getattr(value, f.name)))
                for f in fields(value)
                if f.name not in ("path", "unread")
            ),
        )
    return value


def spoken(screenplay: Screenplay) -> list[tuple[str, str]]:
    """(character, words), white space normalised."""
    return [
        (s.character, " ".join(" ".join(p.text.split()) for p in s.parts))
        for scene in screenplay.scenes
        for s in scene.speeches()
    ]
