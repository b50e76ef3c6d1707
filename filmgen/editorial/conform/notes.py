"""What a clip of ours remembers in its metadata, so that a conform can show it again.

An editing program knows a clip's still and its range. The camera's move over all panels of the
shot, their depth, the mouths, where a plate stands: that lies in `metadata["filmgen"]["media"]`,
whole on every clip of a shot, because an editor may keep any of them and drop the rest. Paths are
relative to the delivery, as everywhere in its documents.
"""

from __future__ import annotations

from collections.abc import Callable, MutableMapping, MutableSequence
from dataclasses import dataclass, fields, is_dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from filmgen.editorial.model import MotionMedia, PanelMedia, PlateMedia, TimelineShot
from filmgen.editorial.paths import relative_path
from filmgen.editorial.subtitles import Cue, subtitle_cues

_T = TypeVar("_T")
_ADAPTERS: dict[Any, TypeAdapter[Any]] = {}


@dataclass(frozen=True)
class ShotNotes:
    """A shot's media and words.

    Attributes:
        panels: all of the shot. motion: shown instead of them, where it is given.
        cues: subtitles, from the shot's own first frame.
    """

    panels: tuple[PanelMedia, ...] = ()
    motion: MotionMedia | None = None
    cues: tuple[Cue, ...] = ()


def shot_notes(shot: TimelineShot, rate: Fraction, root: Path) -> dict[str, Any]:
    """The notes of a shot as JSON values; paths relative to `root`."""
    start = shot.cut.start_frame
    cues = tuple(
        replace(c, start_frame=c.start_frame - start) for c in subtitle_cues(shot.cut, rate)
    )
    return dumped(ShotNotes(shot.panels, shot.motion, cues), root)


def plate_notes(plate: PlateMedia, root: Path) -> dict[str, Any]:
    """The notes of a plate as JSON values; paths relative to `root`."""
    return dumped(plate, root)


def read_shot_notes(notes: Any, found: Callable[[Path], Path]) -> ShotNotes | None:
    """The notes of a shot's clip, None where they are no such notes.

    Args:
        found: where a path of the notes lies now.
    """
    return _read(ShotNotes, notes, found)


def read_plate_notes(notes: Any, found: Callable[[Path], Path]) -> PlateMedia | None:
    """The notes of a plate's clip, None where they are no such notes."""
    return _read(PlateMedia, notes, found)


def _adapter(kind: Any) -> TypeAdapter[Any]:
    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(kind)
    return _ADAPTERS[kind]


def dumped(value: Any, root: Path) -> dict[str, Any]:
    """A value of these notes as JSON values; paths relative to `root`."""
    moved = rebased(value, lambda path: Path(relative_path(path, root)))
    dumped: dict[str, Any] = _adapter(type(value)).dump_python(
        moved, mode="json", exclude_defaults=True
    )
    return dumped


def _read(kind: type[_T], notes: Any, found: Callable[[Path], Path]) -> _T | None:
    if notes is None:
        return None
    try:
        value: _T = _adapter(kind).validate_python(plain(notes))
    except ValidationError:
        return None
    return rebased(value, found)


def plain(value: Any) -> Any:
    """JSON values of OTIO's metadata, whose dictionaries and vectors are types of its own."""
    if isinstance(value, str):
        return value
    if isinstance(value, MutableMapping):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, MutableSequence):
        return [plain(part) for part in value]
    return value


def rebased(value: _T, move: Callable[[Path], Path]) -> _T:
    """A value with every path in it replaced."""
    result: Any = value
    if isinstance(value, Path):
        result = move(value)
    elif isinstance(value, tuple):
        result = tuple(rebased(part, move) for part in value)
    elif is_dataclass(value) and not isinstance(value, type):
        result = replace(
            value, **{f.name: rebased(getattr(value, f.name), move) for f in fields(value)}
        )
    return result  # type: ignore[no-any-return]
