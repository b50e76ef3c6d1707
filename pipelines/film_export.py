"""Export of a delivered film: as a GIF, as stills, as a contact sheet."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from filmgen.boards.model import clock
from filmgen.compositor.exports.contact_sheet import DPI, PAGE_PX, ContactSheet, SheetHead
from filmgen.compositor.exports.gif import write_gif
from filmgen.compositor.exports.page import Page
from filmgen.compositor.exports.still_files import (
    INDEX,
    appearing_together,
    listed,
    picture_bytes,
    write_list,
)
from filmgen.editorial.delivered import open_delivered
from filmgen.editorial.documents import ShotDocument
from filmgen.editorial.still_frames import StillFrame, even_stills, key_still, panel_stills
from filmgen.errors import ConfigError, TimelineError, WorkspaceError
from filmgen.media import ByteArray
from filmgen.progress import Progress, Silent
from filmgen.wording import counted
from pipelines.film_part import FilmPart, Wish

MOST_PICTURES = 900
"""Of a GIF: 75 s at 12 a second, some 50 MB at 480 pixels. More is a film, and there is one."""
GIF_WIDTH_PX = 480
_MUCH = 15_000_000
"""Bytes from which mail and chat programs begin to refuse a picture."""
_HELD_S = Fraction(7, 10)
"""How long a GIF of single pictures shows each."""
_COLUMNS = (
    "file", "shot", "panel", "scene", "timecode", "frame", "size", "angle", "move", "lens_mm",
    "identity",
)  # fmt: skip


@dataclass(frozen=True)
class Exported:
    """One thing that was exported.

    Attributes:
        path: the file, or the folder of several. told: what it is, in words. bytes: its size.
    """

    kind: str
    path: Path
    told: str
    bytes: int


@dataclass(frozen=True)
class Exports:
    """What an export made.

    Attributes:
        warnings: media that slates stand for, what is much too large; one line each.
    """

    made: tuple[Exported, ...]
    warnings: tuple[str, ...]


def export_film(
    out: Path,
    wish: Wish,
    *,
    to: Path | None = None,
    version: str = "",
    progress: Progress | None = None,
) -> Exports:
    """Export a delivered film; every result appears only when it is complete.

    Args:
        out: the output folder; it is only read, but for `out/exports`.
        to: a folder for the results, or the file where one is wished for; `out/exports` if None.
        version: a kept version of the folder, "v001".

    Raises:
        ConfigError: shots, scenes or options that cannot be, too much for a GIF.
        TimelineError: the delivery is damaged; says the way out.
        WorkspaceError: nothing was delivered there, or nothing can be written.
    """
    film = open_delivered(out, version)
    chosen = film.chosen(wish.shots, wish.scenes)
    shots = tuple(shot for shot in film.shots.shots if shot.identity in chosen)
    if not shots:
        raise TimelineError(f"{film.folder}: the film has no shots to export")
    part = FilmPart(film, wish, shots, progress or Silent())
    folder, name = _place(out, version, wish, to)
    made = []
    if wish.gif:  # the only one that can be refused, before anything is made
        made.append(_export_gif(part, folder, name))
    if wish.stills:
        made.append(_export_stills(part, folder if to is not None else folder / "stills"))
    if wish.contact_sheet:
        made.append(_export_sheet(part, folder, name))
    return Exports(tuple(made), tuple(part.warnings))


def _place(out: Path, version: str, wish: Wish, to: Path | None) -> tuple[Path, str]:
    """The folder of the results, and the file's name where one was given."""
    if to is None:
        return (out / "exports" / version if version else out / "exports"), ""
    suffix = to.suffix.lower()
    one = (wish.gif, wish.stills, wish.contact_sheet).count(True) == 1
    kinds = {".gif": wish.gif, ".pdf": wish.contact_sheet and wish.pdf}
    if suffix in kinds and not to.is_dir():
        if not (one and kinds[suffix]):
            raise ConfigError("-o", f"{to.name!r} names one file; give a folder for what you asked")
        return to.parent, to.name
    if to.is_file():
        raise WorkspaceError(f"{to}: is a file; give a folder")
    return to, ""


# -- GIF --------------------------------------------------------------------------------------


def _export_gif(part: FilmPart, folder: Path, name: str) -> Exported:
    numbers, rate = _gif_frames(part)
    if len(numbers) > MOST_PICTURES:
        raise ConfigError(
            "--gif",
            f"{len(numbers)} pictures are too many for a GIF ({MOST_PICTURES} at most); "
            + _shorter(part, len(numbers)),
        )
    film, wish = part.film, part.wish
    width, height = film.size_px if wish.as_delivered else film.picture_px
    wanted = wish.width_px or min(GIF_WIDTH_PX, width)
    size = _even(wanted), max(16, _even(wanted * height / width))
    path = folder / (name or f"{film.stem}{part.suffix()}.gif")
    frames = part.frames(size, subtitles=True, bars=wish.as_delivered)
    part.progress.stage("gif", len(numbers))
    pictures = part.counted(frames.at(numbers))
    made = write_gif(pictures, path, size, rate, expected=len(numbers))
    part.progress.done()
    if made.bytes > _MUCH:
        part.warnings.append(
            f"{path.name}: {made.bytes / 1e6:.0f} MB are much for a GIF; a smaller --width or "
            "--fps makes it less"
        )
    told = f"{counted(made.pictures, 'picture')} of {size[0]}x{size[1]}, "
    told += f"{float(made.pictures / rate):.1f} s"
    return Exported("gif", path, told, made.bytes)


def _gif_frames(part: FilmPart) -> tuple[list[int], Fraction]:
    """Frames of the film, and how many a second are shown."""
    film, wish = part.film, part.wish
    if wish.per_shot:
        stills = [s for shot in part.shots for s in even_stills(shot, wish.per_shot)]
        return [still.film_frame for still in stills], 1 / _HELD_S
    rate = min(wish.fps, film.rate)
    spans = [(shot.start_frame, shot.frames) for shot in part.shots]
    if part.whole:
        spans = [(0, film.shots.frames)]
    frames = [start + n for start, count in spans for n in range(count)]
    count = max(1, int(len(frames) * rate / film.rate))
    return [frames[int(n * film.rate / rate)] for n in range(count)], rate


def _shorter(part: FilmPart, pictures: int) -> str:
    """The ways out of a GIF that is too long, with numbers that do."""
    ways = ["choose --scenes or --shot"]
    each = MOST_PICTURES // len(part.shots)
    if each:
        ways.append(f"--per-shot {min(each, 3)} for single pictures")
    fps = int(min(part.wish.fps, part.film.rate) * MOST_PICTURES / pictures)
    if fps >= 4 and not part.wish.per_shot:
        ways.append(f"--fps {fps}")
    return ", or ".join(ways)


# -- stills -----------------------------------------------------------------------------------


def _export_stills(part: FilmPart, folder: Path) -> Exported:
    film, jpeg = part.film, part.wish.jpeg
    wanted = _named_stills(part)
    before = listed(folder)
    rows = dict(before) if not part.whole else {}
    rows |= {name: _row(part, name, still) for name, still in wanted}
    frames = part.frames(film.size_px, subtitles=False, bars=True)
    pictures = frames.at([still.film_frame for _, still in wanted])
    part.progress.stage("stills", len(wanted))
    size = 0
    with appearing_together(folder) as scratch:
        for (name, _), rgb in zip(wanted, part.counted(pictures), strict=True):
            data = picture_bytes(rgb, jpeg)
            (scratch / name).write_bytes(data)
            size += len(data)
        write_list(scratch / INDEX, [rows[name] for name in sorted(rows)], _COLUMNS)
    for name in set(before) - set(rows):  # of a draft that had more of them
        (folder / name).unlink(missing_ok=True)
    part.progress.done()
    told = f"{counted(len(wanted), 'still')} of {film.size_px[0]}x{film.size_px[1]}"
    return Exported("stills", folder, told, size)


def _named_stills(part: FilmPart) -> list[tuple[str, StillFrame]]:
    """The chosen stills by file name, numbered as they are in the whole film."""
    count = part.wish.per_shot
    chosen = {shot.identity for shot in part.shots}
    suffix = "png" if part.wish.jpeg is None else "jpg"
    named: list[tuple[str, StillFrame]] = []
    for shot in part.film.shots.shots:
        stills = even_stills(shot, count) if count else panel_stills(shot)
        for number, still in enumerate(stills, 1):
            which = str(number) if count > 1 else "" if count else still.panel
            named.append((f"{shot.id}_{which}" if which else shot.id, still))
    digits = max(3, len(str(len(named))))
    return [
        (f"{number:0{digits}d}_{name}.{suffix}", still)
        for number, (name, still) in enumerate(named, 1)
        if still.shot.identity in chosen
    ]


def _row(part: FilmPart, name: str, still: StillFrame) -> dict[str, str]:
    shot, frame = still.shot, still.film_frame
    values = (
        name, shot.id, still.panel, shot.scene, part.film.timecode(frame), frame, shot.size,
        shot.angle, shot.move, shot.lens_mm, shot.identity,
    )  # fmt: skip
    return {column: str(value) for column, value in zip(_COLUMNS, values, strict=True)}


# -- contact sheet ----------------------------------------------------------------------------


def _export_sheet(part: FilmPart, folder: Path, name: str) -> Exported:
    film, wish = part.film, part.wish
    width, height = film.picture_px
    sheet = ContactSheet(_head(part), part.shots, width / height, wish.columns)
    finer = min(1.0, 2 * sheet.cell_px[0] / width)
    size = _even(width * finer), _even(height * finer)
    frames = part.frames(size, subtitles=False, bars=False)
    part.progress.stage("contact sheet", len(part.shots))
    stills = part.counted(frames.at([key_still(shot).film_frame for shot in part.shots]))
    stem = f"{film.stem}{part.suffix()}_sheet"

    def picture(_: ShotDocument) -> ByteArray:
        return next(stills)

    with appearing_together(folder) as scratch:
        if wish.pdf:
            from filmgen.compositor.exports.contact_sheet_pdf import pdf_pages

            title = f"{film.shots.title}: contact sheet"
            with pdf_pages(scratch / (name or f"{stem}.pdf"), PAGE_PX, DPI, title) as empty:
                for _ in sheet.draw(empty, picture, float(film.rate)):
                    pass
        else:
            rasters = (Page(*PAGE_PX, (0, 0, 0)) for _ in range(sheet.pages))
            for number, page in enumerate(sheet.draw(rasters, picture, float(film.rate)), 1):
                (scratch / f"{stem}_{number:02d}.png").write_bytes(picture_bytes(page.rgb))
        written = sum(path.stat().st_size for path in scratch.iterdir())
        names = sorted(path.name for path in scratch.iterdir())
    if not wish.pdf:  # pages of a draft that had more of them
        for path in folder.glob(f"{stem}_*.png"):
            if path.name not in names and path.stem.removeprefix(f"{stem}_").isdecimal():
                path.unlink(missing_ok=True)
    part.progress.done()
    told = f"{counted(len(part.shots), 'shot')} on {counted(sheet.pages, 'page')}"
    return Exported("contact sheet", folder / names[0], told, written)


def _head(part: FilmPart) -> SheetHead:
    film = part.film
    frames = film.shots.frames if part.whole else sum(shot.frames for shot in part.shots)
    measures = (
        counted(len(part.shots), "shot"),
        clock(float(frames / film.rate)),
        f"{float(film.rate):.5g} fps",
        "x".join(map(str, film.size_px)),
        film.version,
    )
    return SheetHead(film.shots.title, " · ".join(measures))


def _even(number: float) -> int:
    return max(2, round(number / 2) * 2)
