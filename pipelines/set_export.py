"""Export: the blocking as files that other departments open: glb, USD, floor plans."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Mapping, Sequence
from fractions import Fraction
from pathlib import Path

from filmgen.blocking.model import Blocking, StagedShot
from filmgen.breakdown.model import Setup, Shot, ShotList
from filmgen.editorial.cut import CutSettings, lock_cut
from filmgen.editorial.model import CutShot
from filmgen.errors import ConfigError
from filmgen.timecode import frames_from_seconds
from filmgen.workspace import explained
from pipelines.staging import unspoken_lengths

KINDS = ("glb", "usd")


def export_blocking(
    shots: ShotList,
    blocking: Blocking,
    folder: Path,
    kinds: Sequence[str],
    rate: Fraction,
    only: frozenset[str] | None = None,
    seconds: Mapping[str, float] | None = None,
) -> list[Path]:
    """Write set, figures and camera of each shot as `folder/<display id>.<kind>`.

    Args:
        kinds: of "glb" and "usd".
        rate: frames a second of the animation.
        only: identities of the shots to write; None for all.
        seconds: lengths of shots by identity; the others are as long as their words take
            to read, as the cut reckons.

    Returns:
        The files, in film order. Each is complete or not there; equal input gives equal bytes.

    Raises:
        ConfigError: an unknown kind.
        EngineUnavailable: a library for a kind is not installed.
        WorkspaceError: the folder cannot be written.
    """
    from filmgen.previs.export.layout import lay_out

    writers = {kind: _writer(kind) for kind in dict.fromkeys(kinds)}
    written: list[Path] = []
    timed = _timed(shots, rate)
    for shot, staged, cut_shot in zip(shots.shots, blocking.shots, timed, strict=True):
        if only is not None and shot.identity not in only:
            continue
        starts, frames = _panel_starts(shot, cut_shot, (seconds or {}).get(shot.identity), rate)
        layout = lay_out(shot, staged, starts, frames, rate)
        for kind, encode in writers.items():
            written.append(folder / f"{shot.display_id}.{kind}")
            _write(written[-1], encode(layout))
    return written


def write_floor_plans(
    shots: ShotList,
    blocking: Blocking,
    folder: Path,
    only_scenes: Collection[int] | None = None,
) -> list[Path]:
    """Draw the floor plan of each scene as `folder/sc001.svg`.

    A scene that plays in more than one set (an intercut) gets a plan for each: sc001.svg,
    sc001_2.svg …

    Args:
        only_scenes: scene indices to draw; None for all.

    Returns:
        The files, in film order. Scenes that are only titles have none.

    Raises:
        WorkspaceError: the folder cannot be written.
    """
    from filmgen.blocking.floor_plan import floor_plan

    scenes: dict[int, dict[object, list[tuple[Shot, StagedShot]]]] = {}
    for shot, staged in zip(shots.shots, blocking.shots, strict=True):
        if shot.setup is Setup.TITLE or not staged.panels:
            continue
        if only_scenes is not None and shot.scene_index not in only_scenes:
            continue
        places = scenes.setdefault(shot.scene_index, {})
        places.setdefault(staged.panels[0].set_plan, []).append((shot, staged))
    written: list[Path] = []
    for places in scenes.values():
        for number, group in enumerate(places.values(), 1):
            first = group[0][0]
            name = first.display_id.partition("_")[0]
            suffix = f"_{number}" if number > 1 else ""
            title = f"Scene {first.scene_number} · {first.setting.key}"
            svg = floor_plan([shot for shot, _ in group], [staged for _, staged in group], title)
            written.append(folder / f"{name}{suffix}.svg")
            _write(written[-1], svg.encode())
    return written


def _writer(kind: str) -> Callable[..., bytes]:
    """The encoder of a kind, known to work before anything is built."""
    if kind == "glb":
        from filmgen.previs.export import glb

        glb.require()
        return glb.glb_bytes
    if kind == "usd":
        from filmgen.previs.export import usd

        usd.require()
        return usd.usd_bytes
    raise ConfigError("export", f"{kind!r} is none of {', '.join(KINDS)}")


def _timed(shots: ShotList, rate: Fraction) -> tuple[CutShot, ...]:
    """Every shot as long as its words take, by the rules of the cut."""
    lengths = unspoken_lengths(shots)
    settings = CutSettings(rate, 0, 0, 1280, 720, Fraction(16, 9), slate=False)
    return lock_cut(shots, lengths, settings).shots


def _panel_starts(
    shot: Shot, cut_shot: CutShot, seconds: float | None, rate: Fraction
) -> tuple[list[int], int]:
    """First frame of each panel, and the shot's length, stretched to the given seconds."""
    own = {panel.label: panel.start_frame for panel in cut_shot.panels}
    count = max(1, len(shot.beats))
    frames = cut_shot.frames if seconds is None else frames_from_seconds(seconds, rate)
    frames = max(frames, count)
    starts: list[int] = []
    for number, beat in enumerate(shot.beats):
        at = own.get(beat.label, 0) * frames // cut_shot.frames
        least = starts[-1] + 1 if starts else 0  # each panel has a frame of its own
        starts.append(min(max(at, least), frames - (count - number)))
    return starts or [0], frames


def _write(path: Path, content: bytes) -> None:
    """Replace a file by rename, so that it is never half."""
    with explained(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            part.write_bytes(content)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
