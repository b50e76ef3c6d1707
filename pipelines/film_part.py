"""A delivered film or a part of it, to be exported: which shots, which frames, at what size."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Protocol

from filmgen.compositor.exports.gif import FASTEST
from filmgen.editorial.delivered import DeliveredFilm
from filmgen.editorial.documents import ShotDocument
from filmgen.errors import ConfigError, TimelineError
from filmgen.media import ByteArray
from filmgen.progress import Progress

GIF_FPS = Fraction(12)


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


class Frames(Protocol):
    """Pictures of a film by the number of their frame."""

    def at(self, numbers: Sequence[int]) -> Iterator[ByteArray]:
        """uint8 RGB (H, W, 3), in the order asked for; quickest if they rise."""
        ...


@dataclass
class FilmPart:
    """What of a film is exported.

    Attributes:
        shots: those of the film that were chosen, in film order.
        warnings: media that slates stand for, in the frames drawn so far.
    """

    film: DeliveredFilm
    wish: Wish
    shots: tuple[ShotDocument, ...]
    progress: Progress
    warnings: list[str] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """Whether it is all of the film."""
        return len(self.shots) == len(self.film.shots.shots)

    def frames(self, size_px: tuple[int, int], *, subtitles: bool, bars: bool) -> Frames:
        """Frames at a size: of the raster, or of the active picture alone.

        Args:
            bars: the letterbox belongs to it.

        Raises:
            TimelineError: the timeline cannot be read, or is not that of the shot list.
            ConfigError: a font the film was made with is gone.
        """
        from filmgen.compositor.exports.clean_frames import CleanFrames
        from filmgen.compositor.exports.film_frames import FilmFrames
        from filmgen.compositor.segments import Style
        from filmgen.compositor.words.legible import font_files

        film = self.film
        if self.wish.as_delivered:
            part = None if bars else film.picture_px
            return FilmFrames(film.film, film.rate, size_px, of_px=film.size_px, part_px=part)
        aspect = Fraction(film.shots.aspect) if bars else Fraction(*size_px)
        path = film.folder / "timeline.otio"
        style = Style(subtitles=subtitles, fonts=font_files(film.fonts))
        frames = CleanFrames(path, size_px, aspect, self.warnings, style)
        if frames.count != film.shots.frames:
            raise TimelineError(
                f"{path}: has {frames.count} frames and shots.json {film.shots.frames}; "
                "render the film again, or take --as-delivered"
            )
        return frames

    def counted(self, pictures: Iterator[ByteArray]) -> Iterator[ByteArray]:
        """The pictures, each told to whoever listens."""
        for picture in pictures:
            self.progress.advance("", reused=False)
            yield picture

    def suffix(self) -> str:
        """What a part of the film is told from the whole by, in file names."""
        if self.whole:
            return ""
        if self.wish.shots and self.wish.scenes is None and len(self.shots) <= 3:
            return "_" + "+".join(shot.id for shot in self.shots)
        scenes = list(dict.fromkeys(shot.id.partition("_")[0] for shot in self.shots))
        if not self.wish.shots and len(scenes) <= 3:
            return "_" + "+".join(scenes)
        return f"_{self.shots[0].id}-{self.shots[-1].id}"
