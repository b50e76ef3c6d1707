"""A shot's changes in words, the same in the terminal and in the side-by-side."""

from __future__ import annotations

from collections.abc import Mapping

from filmgen.editorial.compare.model import FieldChange, LineChange, ShotComparison

_LEADING = ("moved", "retimed", "dialogue", "grammar", "redrawn", "reworded", "renumbered")
_QUOTED = 44


def leading_change(shot: ShotComparison) -> str:
    """What a shot is coloured by: the change that tells most; "added", "removed" or "same"."""
    if shot.kind != "changed":
        return shot.kind
    return next(name for name in _LEADING if name in shot.changes)


def told(shot: ShotComparison) -> list[tuple[str, str]]:
    """(change, words) of each change of a shot, the one that tells most first."""
    if shot.kind == "same":
        return [("same", "the same in both")]
    if shot.kind != "changed":
        return [(shot.kind, f"{shot.kind}: {shot.side.words}" if shot.side.words else shot.kind)]
    return [(name, _told(name, shot)) for name in _LEADING if name in shot.changes]


def _told(change: str, shot: ShotComparison) -> str:
    old, new = shot.old, shot.new
    assert old is not None and new is not None
    match change:
        case "moved":
            return f"moved: shot {old.place} is shot {new.place}"
        case "retimed":
            return "re-timed " + longer(shot)
        case "dialogue":
            return "; ".join(map(_line, shot.lines))
        case "grammar":
            return ", ".join(map(_field, shot.grammar))
        case "redrawn":
            return "redrawn: " + ", ".join(_panels(shot.redrawn, shot.looks))
        case "reworded":
            return "its action is worded anew"
        case _:
            return f"was {old.id}"


def longer(shot: ShotComparison) -> str:
    """ "+12 frames (82 to 94)"; in seconds where the rates differ."""
    old, new = shot.old, shot.new
    assert old is not None and new is not None
    if shot.longer_frames is None:
        return signed(
            f"{new.seconds - old.seconds:+.2f} s ({old.seconds:.2f} to {new.seconds:.2f})"
        )
    unit = "frame" if abs(shot.longer_frames) == 1 else "frames"
    return signed(f"{shot.longer_frames:+d} {unit} ({old.frames} to {new.frames})")


def signed(number: str) -> str:
    """A number as it is set in print: with a minus, not a hyphen."""
    return number.replace("-", "−", 1) if number.startswith("-") else number


def _panels(redrawn: tuple[str, ...], looks: Mapping[str, float]) -> list[str]:
    """ "panels A, B" for "panel A", "panel B"; with how much of each differs, where it is known."""
    plain = [name.removeprefix("panel ") for name in redrawn if _is_panel(name)]
    plain = [f"{label} ({_share(looks[label])})" if label in looks else label for label in plain]
    rest = [name for name in redrawn if not _is_panel(name)]
    if not plain:
        return rest
    return [f"panel{'s' if len(plain) > 1 else ''} {', '.join(plain)}", *rest]


def _share(share: float) -> str:
    percent = 100 * share
    return "to the eye the same" if percent < 0.05 else f"{percent:.{1 if percent < 10 else 0}f} %"


def _is_panel(name: str) -> bool:
    return name.startswith("panel ") and name.count(" ") == 1


def _line(line: LineChange) -> str:
    if line.kind == "removed":
        return f"{line.character} no longer says {_quoted(line.old)}"
    if line.kind == "added":
        return f"{line.character} says {_quoted(line.new)}"
    if line.kind == "spoken anew":
        return f"{line.character} spoken anew: {_quoted(line.new)}"
    return f"{line.character}: {_quoted(line.old)} is now {_quoted(line.new)}"


def _quoted(text: str) -> str:
    text = " ".join(text.split())
    if len(text) > _QUOTED:
        text = text[:_QUOTED].rpartition(" ")[0].rstrip(" ,;:.-–—") + " …"
    return f"“{text}”"


def _field(change: FieldChange) -> str:
    name = {"lens_mm": "lens", "transition_frames": "transition length"}.get(
        change.field, change.field
    )
    unit = {"lens_mm": " mm", "transition_frames": " frames"}.get(change.field, "")
    return f"{name} {change.old} to {change.new}{unit}"
