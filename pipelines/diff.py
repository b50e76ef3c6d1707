"""Diff: two versions of a film compared, and shown side by side."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from filmgen.boards.model import clock
from filmgen.editorial.compare.model import Comparison
from filmgen.editorial.compare.shots import compare_films
from filmgen.editorial.delivered import DeliveredFilm, open_delivered
from filmgen.errors import ConfigError, TimelineError, WorkspaceError
from filmgen.progress import Progress, Silent
from filmgen.wording import counted

SOUNDS = ("b", "a", "none")


@dataclass(frozen=True)
class Versions:
    """Two versions of a film, opened."""

    old: DeliveredFilm
    new: DeliveredFilm
    comparison: Comparison


def compare_versions(
    first: Path, second: Path | None = None, against: str = "", *, look: bool = False
) -> Versions:
    """Compare two deliveries.

    Args:
        first: the old one, where there is a second; else the new one, an output folder.
        second: the new one.
        against: the kept version of the output folder that is the old one, "v001"; the last one
            kept if empty and there is no second folder.
        look: at every redrawn panel, how much of it differs.

    Raises:
        ConfigError: both are the same delivery, or too many were named.
        WorkspaceError: nothing was delivered in one of them; see `open_delivered`.
    """
    if second is None:
        old, new = open_delivered(first, against or _last_kept(first)), open_delivered(first)
    elif against:
        raise ConfigError("--against", "names a version of one OUT folder; leave the second out")
    else:
        old, new = open_delivered(first), open_delivered(second)
    if old.folder.resolve() == new.folder.resolve():
        raise ConfigError(
            "OUT_B", f"{new.folder} is the same folder; --against v001 names a version kept in it"
        )
    comparison = compare_films(old, new)
    if look:
        from filmgen.editorial.compare.looks import with_looks

        comparison = with_looks(comparison, old, new)
    return Versions(old, new, comparison)


def check_side_by_side(path: Path, width_px: int, sound: str) -> None:
    """Whether a side-by-side can be asked for like that.

    Raises:
        ConfigError: a name, width or sound that cannot be.
        WorkspaceError: the file is a folder.
    """
    if not 640 <= width_px <= 7680:
        raise ConfigError("--width", f"{width_px} is outside 640 to 7680 pixels")
    if sound not in SOUNDS:
        raise ConfigError("--sound", f"{sound!r} is none of {', '.join(SOUNDS)}")
    if path.suffix.lower() not in (".mp4", ".mov"):
        raise ConfigError("--render", f"{path.name!r} is no film; name it like side_by_side.mp4")
    if path.is_dir():
        raise WorkspaceError(f"{path}: is a folder; name a file in it")


def render_versions(
    versions: Versions,
    path: Path,
    *,
    width_px: int = 1280,
    sound: str = "b",
    only_changed: bool = False,
    progress: Progress | None = None,
) -> float:
    """Render both films beside each other, see `compositor.side_by_side`.

    Returns:
        Its length in seconds.

    Raises:
        ConfigError: a width or sound that cannot be.
        TimelineError: a film is missing or damaged, or nothing differs where only that is shown.
        WorkspaceError: the file cannot be written.
    """
    from filmgen.compositor.side_by_side.design import Heading
    from filmgen.compositor.side_by_side.film import render_side_by_side
    from filmgen.compositor.side_by_side.stretches import plan_stretches

    old, new = versions.old, versions.new
    check_side_by_side(path, width_px, sound)
    for film in (old, new):
        if not film.film.exists():
            raise TimelineError(f"{film.film}: is missing; render the film again")
    progress = progress or Silent()
    stretches = plan_stretches(old, new, versions.comparison, only_changed=only_changed)
    if not stretches:
        raise TimelineError(f"{path}: no shot differs, there is nothing to show")
    names = _names(old, new)
    headings = [
        Heading(name, f"{counted(len(film.shots.shots), 'shot')} · {clock(film.seconds)}")
        for name, film in zip(names, (old, new), strict=True)
    ]
    progress.stage("side by side", len(stretches))
    made = render_side_by_side(
        old,
        new,
        stretches,
        (headings[0], headings[1]),
        path,
        width_px=width_px,
        sound=sound,
        tell=lambda name: progress.advance(name, reused=False),
    )
    progress.done()
    return float(made.frames / made.rate)


def _last_kept(folder: Path) -> str:
    kept = sorted(p.name for p in (folder / "versions").glob("v[0-9]*") if p.name[1:].isdigit())
    if not kept and folder.is_dir():
        raise ConfigError(
            "OUT_B", f"no version is kept in {folder} (--version-up keeps one); name a second OUT"
        )
    return kept[-1] if kept else ""


def _names(old: DeliveredFilm, new: DeliveredFilm) -> tuple[str, str]:
    """What both are called: by folder and version where the folders differ, else by version."""
    names = []
    for film in (old, new):
        folder = film.folder.resolve()
        if folder.parent.name == "versions":
            folder = folder.parent.parent
        names.append((folder.name, film.version))
    if names[0][0] == names[1][0]:
        return names[0][1], names[1][1]
    return f"{names[0][0]} · {names[0][1]}", f"{names[1][0]} · {names[1][1]}"
