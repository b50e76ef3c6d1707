"""Two delivered films side by side, as data: what became of every shot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction

from filmgen.editorial.compare.matching import in_order, match_shots
from filmgen.editorial.compare.model import (
    CHANGES,
    Comparison,
    FieldChange,
    LineChange,
    ShotComparison,
    ShotSide,
    VersionSide,
)
from filmgen.editorial.delivered import DeliveredFilm
from filmgen.editorial.documents import LineDocument, ShotDocument

_GRAMMAR = ("size", "angle", "move", "lens_mm", "setup", "transition", "transition_frames")


def compare_films(old: DeliveredFilm, new: DeliveredFilm) -> Comparison:
    """What differs between two versions.

    Shots are matched by identity, else by what they show, see `matching`. Pictures, plates and
    recordings are compared by the hashes of their files, times by frames (by time where the
    rates differ). A shot has moved if it is not in the longest run of shots that kept their order.
    """
    before, after = old.shots.shots, new.shots.shots
    match = match_shots(before, after)
    kept_order = in_order(sorted(match.items()))
    rows: list[ShotComparison] = []
    for i, j in _viewing_order(len(before), len(after), match, kept_order):
        moved = i is not None and j is not None and (j, i) not in kept_order
        rows.append(_compare(old, i, new, j, moved))
    counts = Counter(row.kind for row in rows) + Counter(c for row in rows for c in row.changes)
    return Comparison(
        old=_version(old),
        new=_version(new),
        film=_film_changes(old, new),
        totals={name: counts[name] for name in ("added", "removed", *CHANGES, "same")},
        shots=tuple(rows),
    )


def _viewing_order(
    old: int, new: int, match: Mapping[int, int], kept_order: set[tuple[int, int]]
) -> list[tuple[int | None, int | None]]:
    """(old, new) indices in the order of the new version; what is gone follows what it followed."""
    steady = {i: j for j, i in kept_order}
    gone_after: dict[int, list[int]] = {}
    matched, place = set(match.values()), -1
    for i in range(old):
        place = steady.get(i, place)
        if i not in matched:
            gone_after.setdefault(place, []).append(i)
    order: list[tuple[int | None, int | None]] = [(i, None) for i in gone_after.get(-1, ())]
    for j in range(new):
        order.append((match.get(j), j))
        order += [(i, None) for i in gone_after.get(j, ())]
    return order


def _compare(
    old: DeliveredFilm, i: int | None, new: DeliveredFilm, j: int | None, moved: bool
) -> ShotComparison:
    was = None if i is None else old.shots.shots[i]
    now = None if j is None else new.shots.shots[j]
    before = None if was is None or i is None else _side(old, was, i)
    after = None if now is None or j is None else _side(new, now, j)
    if was is None or now is None:
        return ShotComparison(
            kind="added" if was is None else "removed",
            changes=(),
            old=before,
            new=after,
            longer_frames=None,
            redrawn=(),
            lines=(),
            grammar=(),
        )
    redrawn = _redrawn(old, was, new, now)
    lines = _line_changes(old, was.lines, new, now.lines)
    before, after = _with_words(before, after, lines)
    grammar = _fields(was, now, _GRAMMAR)
    happened = {
        "moved": moved,
        "renumbered": was.id != now.id,
        "retimed": _retimed(was.frames, old.rate, now.frames, new.rate),
        "redrawn": bool(redrawn),
        "dialogue": bool(lines),
        "grammar": bool(grammar),
        "reworded": (was.action, was.title_text) != (now.action, now.title_text),
    }
    changes = tuple(name for name in CHANGES if happened[name])
    return ShotComparison(
        kind="changed" if changes else "same",
        changes=changes,
        old=before,
        new=after,
        longer_frames=now.frames - was.frames if old.rate == new.rate else None,
        redrawn=redrawn,
        lines=lines,
        grammar=grammar,
    )


def _side(film: DeliveredFilm, shot: ShotDocument, index: int) -> ShotSide:
    return ShotSide(
        id=shot.id,
        identity=shot.identity,
        place=index + 1,
        scene=shot.scene,
        setting=shot.setting,
        start_frame=shot.start_frame,
        timecode=film.timecode(shot.start_frame),
        frames=shot.frames,
        seconds=round(float(shot.frames / film.rate), 3),
        size=shot.size,
        angle=shot.angle,
        move=shot.move,
        lens_mm=shot.lens_mm,
        words=first_words(shot),
    )


def _with_words(
    before: ShotSide | None, after: ShotSide | None, lines: Sequence[LineChange]
) -> tuple[ShotSide | None, ShotSide | None]:
    """Both sides told by the line that was rewritten, where one was."""
    for line in lines:
        if line.kind == "rewritten" and before and after:
            return _told_by(before, line, line.old), _told_by(after, line, line.new)
    return before, after


def _told_by(side: ShotSide, line: LineChange, text: str) -> ShotSide:
    return side.model_copy(update={"words": f"{line.character}: {' '.join(text.split())}"})


def first_words(shot: ShotDocument) -> str:
    """What a shot is told by in a list: its first line, its title, or what happens in it."""
    if shot.lines:
        line = shot.lines[0]
        return f"{line.character}: {' '.join(line.text.split())}"
    return " ".join((shot.title_text or shot.action).split())


def _retimed(was: int, old_rate: Fraction, now: int, new_rate: Fraction) -> bool:
    """Another length; at another rate, one that no rounding to whole frames explains."""
    if old_rate == new_rate:
        return was != now
    return abs(was / old_rate - now / new_rate) > 1 / min(old_rate, new_rate)


def _redrawn(
    old: DeliveredFilm, was: ShotDocument, new: DeliveredFilm, now: ShotDocument
) -> tuple[str, ...]:
    """Panels and plates whose files are others, are new, or are gone; a conform draws none."""
    if old.conformed or new.conformed:
        return ()
    names = {"motion": "motion"}
    drawn_before, drawn = old.drawings(was), new.drawings(now)
    found = [
        f"{names.get(label, f'panel {label}')}{how}"
        for label, how in _differences(drawn_before, drawn)
    ]
    found += [f"{kind} plate{how}" for kind, how in _differences(old.plates(was), new.plates(now))]
    return tuple(found)


def _differences(old: Mapping[str, object], new: Mapping[str, object]) -> list[tuple[str, str]]:
    """(name, "" or " added" or " removed"), of entries that differ."""
    found = []
    for name in dict.fromkeys((*new, *old)):
        if name not in old:
            found.append((name, " added"))
        elif name not in new:
            found.append((name, " removed"))
        elif old[name] != new[name]:
            found.append((name, ""))
    return found


def _line_changes(
    old: DeliveredFilm,
    was: Sequence[LineDocument],
    new: DeliveredFilm,
    now: Sequence[LineDocument],
) -> tuple[LineChange, ...]:
    """Lines are the same if their ids are, or if one character says the same words."""
    before = {line.id: line for line in was}
    pairs = {line.id: before.pop(line.id) for line in now if line.id in before}
    for line in now:
        if line.id not in pairs:
            same = [o for o in before.values() if _saying(o) == _saying(line)]
            if same:
                pairs[line.id] = before.pop(same[0].id)
    found = [
        LineChange(id=line.id, character=line.character, kind="removed", old=line.text)
        for line in before.values()
    ]
    for line in now:
        other = pairs.get(line.id)
        if other is None:
            found.append(
                LineChange(id=line.id, character=line.character, kind="added", new=line.text)
            )
        elif _saying(other) != _saying(line):
            found.append(_changed(line, other, "rewritten"))
        elif old.conformed or new.conformed:
            continue  # an editor has the recordings there were
        elif _recording(old, other) != _recording(new, line):
            found.append(_changed(line, other, "spoken anew"))
    return tuple(found)


def _changed(line: LineDocument, other: LineDocument, kind: str) -> LineChange:
    return LineChange.model_validate(
        {
            "id": line.id,
            "character": line.character,
            "kind": kind,
            "old": other.text,
            "new": line.text,
        }
    )


def _saying(line: LineDocument) -> tuple[str, str]:
    return line.character, " ".join(line.text.split())


def _recording(film: DeliveredFilm, line: LineDocument) -> str:
    return film.hashes.get(f"dialogue/{line.id}.wav", "")


def _fields(was: ShotDocument, now: ShotDocument, names: Sequence[str]) -> tuple[FieldChange, ...]:
    return tuple(
        FieldChange(field=name, old=str(getattr(was, name)), new=str(getattr(now, name)))
        for name in names
        if getattr(was, name) != getattr(now, name)
    )


def _version(film: DeliveredFilm) -> VersionSide:
    return VersionSide(
        folder=str(film.folder),
        version=film.version,
        title=film.shots.title,
        shots=len(film.shots.shots),
        frames=film.shots.frames,
        seconds=round(film.seconds, 3),
        rate=film.shots.rate,
        raster_px=film.size_px,
    )


def _film_changes(old: DeliveredFilm, new: DeliveredFilm) -> tuple[FieldChange, ...]:
    """Title, rate, raster and the like."""
    sides = [
        {
            "title": film.shots.title,
            "rate": film.shots.rate,
            "raster": f"{film.shots.width_px}x{film.shots.height_px}",
            "aspect": film.shots.aspect,
            "start timecode": film.shots.start_timecode,
            "title card": f"{film.shots.slate_frames} frames",
            "tail": f"{film.shots.tail_frames} frames",
            "scene slates": str(sum(shot.slate_frames > 0 for shot in film.shots.shots)),
        }
        for film in (old, new)
    ]
    return tuple(
        FieldChange(field=name, old=was, new=sides[1][name])
        for name, was in sides[0].items()
        if was != sides[1][name]
    )
