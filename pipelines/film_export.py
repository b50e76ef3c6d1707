"""Export of a delivered film: as a GIF, as stills, as a contact sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Protocol

from filmgen.boards.model import clock, counted
from filmgen.compositor.gif import FASTEST, write_gif
from filmgen.compositor.page import Page
from filmgen.compositor.sheets import DPI, PAGE_PX, ContactSheet, SheetHead
from filmgen.compositor.still_files import (
    INDEX,
    appearing_together,
    listed,
    picture_bytes,
    write_list,
)
from filmgen.editorial.delivered import DeliveredFilm, open_delivered
from filmgen.editorial.documents import ShotDocument
from filmgen.editorial.still_frames import StillFrame, even_stills, key_still, panel_stills
from filmgen.errors import ConfigError, TimelineError, WorkspaceError
from filmgen.media import ByteArray
from filmgen.progress import Progress, Silent

MOST_PICTURES = 600
"""Of a GIF: some 50 s at 12 a second, 30 MB at 480 pixels. More is a film, and there is one."""
GIF_WIDTH_PX, GIF_FPS = 480, Fraction(12)
_HELD_S = Fraction(7, 10)
"""How long a GIF of single pictures shows each."""
_COLUMNS = (
    "file", "shot", "panel", "scene", "timecode", "frame", "size", "angle", "move", "lens_mm",
    "identity",
)  # fmt: skip


@dataclass(frozen=True)
class Wish:
    """What is to be exported, and how.

    Attributes:
        gif, stills, contact_sheet: at least one of them.
        shots: ids or identities; scenes: indices (1-based). All for none.
        width_px: of the GIF. fps: pictures a second of it.
        per_shot: so many pictures of each shot, evenly spread, in GIF and stills; 0 for a GIF
            that moves, and for a still of each panel.
        jpeg: quality of stills; None for PNG. pdf: the contact sheet as one document.
        columns: of the contact sheet; as many as look well if None.
        as_delivered: frames of the delivered film, with its burn-ins and subtitles.
    """

    gif: bool = False
    stills: bool = False
    contact_sheet: bool = False
    shots: tuple[str, ...] = ()
    scenes: frozenset[int] | None = None
    width_px: int | None = None
    fps: Fraction = GIF_FPS
    per_shot: int = 0
    jpeg: int | None = None
    pdf: bool = False
    columns: int | None = None
    as_delivered: bool = False

    def __post_init__(self) -> None:
        if not (self.gif or self.stills or self.contact_sheet):
            raise ConfigError(
                "export",
                "say what: --gif, --stills or --contact-sheet "
                "(`filmgen storyboard --export` writes glb and usd)",
            )
        if self.jpeg is not None and not 1 <= self.jpeg <= 100:
            raise ConfigError("--jpeg", f"a quality of {self.jpeg} is outside 1 to 100")
        if not 1 <= self.fps <= FASTEST:
            raise ConfigError("--fps", f"{float(self.fps):g} is outside 1 to {FASTEST}")
        if not 0 <= self.per_shot <= 100:
            raise ConfigError("--per-shot", f"{self.per_shot} is outside 0 to 100")
        if self.columns is not None and not 1 <= self.columns <= 12:
            raise ConfigError("--columns", f"{self.columns} is outside 1 to 12")
        if self.width_px is not None and not 64 <= self.width_px <= 1920:
            raise ConfigError("--width", f"{self.width_px} is outside 64 to 1920 pixels")
        if self.width_px is not None and self.width_px % 2:
            raise ConfigError("--width", f"{self.width_px} is odd; use {self.width_px - 1}")


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


@dataclass
class Exports:
    """What an export made.

    Attributes:
        warnings: media that slates stand for.
    """

    made: list[Exported] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


class _Frames(Protocol):
    def at(self, numbers: Sequence[int]) -> Iterator[ByteArray]: ...


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
        ConfigError: shots, scenes or options that cannot be.
        TimelineError: too long for a GIF, or the delivery is damaged; says the way out.
        WorkspaceError: nothing was delivered there, or nothing can be written.
    """
    film = open_delivered(out, version)
    chosen = film.chosen(wish.shots, wish.scenes)
    shots = tuple(shot for shot in film.shots.shots if shot.identity in chosen)
    if not shots:
        raise TimelineError(f"{film.folder}: the film has no shots to export")
    job = _Job(film, wish, shots, len(shots) < len(film.shots.shots), progress or Silent())
    folder, name = _place(out, version, wish, to)
    if wish.gif:  # the only one that can be refused, before anything is made
        job.export_gif(folder, name)
    if wish.stills:
        job.export_stills(folder if to is not None else folder / "stills")
    if wish.contact_sheet:
        job.export_sheet(folder, name)
    return job.exports


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


class _Job:
    """One export of one film."""

    def __init__(
        self,
        film: DeliveredFilm,
        wish: Wish,
        shots: tuple[ShotDocument, ...],
        part: bool,
        progress: Progress,
    ) -> None:
        self._film, self._wish, self._shots = film, wish, shots
        self._part = part
        self._progress = progress
        self.exports = Exports()

    # -- the three kinds ----------------------------------------------------------

    def export_gif(self, folder: Path, name: str) -> None:
        numbers, rate = self._gif_frames()
        if len(numbers) > MOST_PICTURES:
            raise TimelineError(
                f"{self._film.folder}: a GIF of {len(numbers)} pictures is too large "
                f"({MOST_PICTURES} at most); choose --scenes or --shot, a lower --fps, or "
                f"--per-shot {max(1, MOST_PICTURES // len(self._shots) // 4)}"
                if len(self._shots) <= MOST_PICTURES
                else f"{self._film.folder}: {len(self._shots)} shots are too many for a GIF "
                f"({MOST_PICTURES} pictures at most); choose --scenes or --shot"
            )
        size = self._gif_size()
        path = folder / (name or f"{self._film.stem}{self._suffix()}.gif")
        self._progress.stage("gif", len(numbers))
        frames = self._frames(size, subtitles=True, bars=self._wish.as_delivered)
        made = write_gif(self._counted(frames.at(numbers)), path, size, rate)
        self._progress.done()
        told = f"{counted(made.pictures, 'picture')} of {size[0]}x{size[1]}, "
        told += f"{float(made.pictures / rate):.1f} s"
        self.exports.made.append(Exported("gif", path, told, made.bytes))

    def export_stills(self, folder: Path) -> None:
        film, jpeg = self._film, self._wish.jpeg
        everything = [s for shot in film.shots.shots for s in self._stills_of(shot)]
        digits = max(3, len(str(len(everything))))
        wanted = [
            (f"{n:0{digits}d}_{_still_name(s, everything)}.{'png' if jpeg is None else 'jpg'}", s)
            for n, s in enumerate(everything, 1)
            if s.shot in self._shots
        ]
        before = listed(folder)
        rows = dict(before) if self._part else {}
        rows |= {name: self._row(name, still) for name, still in wanted}
        self._progress.stage("stills", len(wanted))
        frames = self._frames(film.size_px, subtitles=False, bars=True)
        pictures = frames.at([still.film_frame for _, still in wanted])
        size = 0
        with appearing_together(folder) as scratch:
            for (name, _), rgb in zip(wanted, self._counted(pictures), strict=True):
                data = picture_bytes(rgb, jpeg)
                (scratch / name).write_bytes(data)
                size += len(data)
            write_list(scratch / INDEX, [rows[name] for name in sorted(rows)], _COLUMNS)
        for name in set(before) - set(rows):  # of a draft that had more of them
            (folder / name).unlink(missing_ok=True)
        self._progress.done()
        told = f"{counted(len(wanted), 'still')} of {film.size_px[0]}x{film.size_px[1]}"
        self.exports.made.append(Exported("stills", folder, told, size))

    def export_sheet(self, folder: Path, name: str) -> None:
        film = self._film
        width, height = film.picture_px
        sheet = ContactSheet(self._head(), self._shots, width / height, self._wish.columns)
        finer = min(1.0, 2 * sheet.cell_px[0] / width)
        size = (_even(width * finer), _even(height * finer))
        self._progress.stage("contact sheet", len(self._shots))
        frames = self._frames(size, subtitles=False, bars=False)
        stills = iter(self._counted(frames.at([key_still(s).film_frame for s in self._shots])))
        stem = f"{film.stem}{self._suffix()}_sheet"
        pages = sheet.draw
        with appearing_together(folder) as scratch:
            if self._wish.pdf:
                from filmgen.compositor.sheet_pdf import pdf_pages

                title = f"{film.shots.title}: contact sheet"
                target = scratch / (name or f"{stem}.pdf")
                with pdf_pages(target, PAGE_PX, DPI, title) as empty:
                    for _ in pages(empty, lambda _: next(stills), float(film.rate)):
                        pass
            else:
                rasters = (Page(*PAGE_PX, (0, 0, 0)) for _ in range(sheet.pages))
                drawn = pages(rasters, lambda _: next(stills), float(film.rate))
                for number, page in enumerate(drawn, 1):
                    (scratch / f"{stem}_{number:02d}.png").write_bytes(picture_bytes(page.rgb))
            size_bytes = sum(path.stat().st_size for path in scratch.iterdir())
            names = sorted(path.name for path in scratch.iterdir())
        if not self._wish.pdf:
            for stale in set(folder.glob(f"{stem}_[0-9][0-9].png")) - {folder / n for n in names}:
                stale.unlink(missing_ok=True)
        self._progress.done()
        told = f"{counted(len(self._shots), 'shot')} on {counted(sheet.pages, 'page')}"
        self.exports.made.append(Exported("contact sheet", folder / names[0], told, size_bytes))

    # -- where pictures come from -------------------------------------------------

    def _frames(self, size_px: tuple[int, int], *, subtitles: bool, bars: bool) -> _Frames:
        """Frames at a size: of the raster, or of the active picture alone.

        Args:
            bars: the letterbox belongs to it.
        """
        from filmgen.compositor.clean_frames import CleanFrames
        from filmgen.compositor.film_frames import FilmFrames

        film = self._film
        if self._wish.as_delivered:
            part = None if bars else film.picture_px
            return FilmFrames(film.film, film.rate, size_px, of_px=film.size_px, part_px=part)
        aspect = Fraction(film.shots.aspect) if bars else Fraction(*size_px)
        frames = CleanFrames(film.folder / "timeline.otio", size_px, aspect, subtitles=subtitles)
        if frames.count != film.shots.frames:
            raise TimelineError(
                f"{film.folder / 'timeline.otio'}: has {frames.count} frames and shots.json "
                f"{film.shots.frames}; render the film again, or take --as-delivered"
            )
        self.exports.warnings = frames.warnings  # grows as frames are drawn
        return frames

    def _counted(self, pictures: Iterator[ByteArray]) -> Iterator[ByteArray]:
        for picture in pictures:
            self._progress.advance("", reused=False)
            yield picture

    # -- which frames -------------------------------------------------------------

    def _gif_frames(self) -> tuple[list[int], Fraction]:
        """Frames of the film, and how many a second are shown."""
        film, wish = self._film, self._wish
        if wish.per_shot:
            stills = [s for shot in self._shots for s in even_stills(shot, wish.per_shot)]
            return [still.film_frame for still in stills], 1 / _HELD_S
        rate = min(wish.fps, film.rate)
        spans = [(shot.start_frame, shot.frames) for shot in self._shots]
        if not self._part:
            spans = [(0, film.shots.frames)]
        frames = [start + n for start, count in spans for n in range(count)]
        count = max(1, int(len(frames) * rate / film.rate))
        return [frames[int(n * film.rate / rate)] for n in range(count)], rate

    def _gif_size(self) -> tuple[int, int]:
        film = self._film
        width, height = film.size_px if self._wish.as_delivered else film.picture_px
        wanted = self._wish.width_px or min(GIF_WIDTH_PX, width)
        return _even(wanted), max(16, _even(wanted * height / width))

    def _stills_of(self, shot: ShotDocument) -> tuple[StillFrame, ...]:
        return even_stills(shot, self._wish.per_shot) if self._wish.per_shot else panel_stills(shot)

    # -- what things are called ---------------------------------------------------

    def _suffix(self) -> str:
        """What a part of the film is told from the whole by, in file names."""
        if not self._part:
            return ""
        if self._wish.shots and self._wish.scenes is None and len(self._shots) <= 3:
            return "_" + "+".join(shot.id for shot in self._shots)
        scenes = list(dict.fromkeys(shot.id.partition("_")[0] for shot in self._shots))
        if not self._wish.shots and len(scenes) <= 3:
            return "_" + "+".join(scenes)
        return f"_{self._shots[0].id}-{self._shots[-1].id}"

    def _head(self) -> SheetHead:
        film = self._film
        frames = sum(shot.frames for shot in self._shots) if self._part else film.shots.frames
        measures = (
            counted(len(self._shots), "shot"),
            clock(float(frames / film.rate)),
            f"{float(film.rate):.5g} fps",
            "x".join(map(str, film.size_px)),
            film.version,
        )
        return SheetHead(film.shots.title, " · ".join(measures))

    def _row(self, name: str, still: StillFrame) -> dict[str, str]:
        shot = still.shot
        frame = still.film_frame
        values = (
            name, shot.id, still.panel, shot.scene, self._film.timecode(frame), frame, shot.size,
            shot.angle, shot.move, shot.lens_mm, shot.identity,
        )  # fmt: skip
        return {column: str(value) for column, value in zip(_COLUMNS, values, strict=True)}


def _still_name(still: StillFrame, everything: Sequence[StillFrame]) -> str:
    """ "sc001_sh010_A"; with a number where a panel has several stills."""
    name = f"{still.shot.id}_{still.panel}" if still.panel else still.shot.id
    same = [s for s in everything if s.shot is still.shot and s.panel == still.panel]
    return f"{name}_{same.index(still) + 1}" if len(same) > 1 else name


def _even(number: float) -> int:
    return max(2, round(number / 2) * 2)
