"""The side-by-side as a film: decoded twice, laid out, encoded once."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from filmgen.compositor.colour import new_i420, planes_from_rgb, planes_of
from filmgen.compositor.cpu.transitions import fade
from filmgen.compositor.encode.codecs import Encoding
from filmgen.compositor.encode.join import join_segments
from filmgen.compositor.encode.space import scratch_beside
from filmgen.compositor.encode.writer import open_writer
from filmgen.compositor.exports.film_frames import FilmFrames
from filmgen.compositor.exports.page import Page
from filmgen.compositor.side_by_side.design import (
    GROUND,
    Heading,
    Layout,
    draw_clock,
    draw_play_head,
    draw_stretch,
    even,
    lay_out,
)
from filmgen.compositor.side_by_side.sound import write_sound
from filmgen.compositor.side_by_side.stretches import Span, Stretch, frames_shown
from filmgen.editorial.delivered import DeliveredFilm
from filmgen.errors import TimelineError, WorkspaceError
from filmgen.media import ByteArray

WIDTH_PX = 1280
_PICTURE = "picture.mp4"
_HELD = 0.4
"""How bright the last frame of the shorter one is held."""


@dataclass(frozen=True)
class SideBySide:
    """A side-by-side that was written.

    Attributes:
        size_px: its raster. frames: its length, at the rate of the new film.
    """

    path: Path
    size_px: tuple[int, int]
    frames: int
    rate: Fraction


def render_side_by_side(
    old: DeliveredFilm,
    new: DeliveredFilm,
    stretches: Sequence[Stretch],
    headings: tuple[Heading, Heading],
    path: Path,
    *,
    width_px: int = WIDTH_PX,
    sound: str = "b",
    tell: Callable[[str], None] = lambda _: None,
) -> SideBySide:
    """Render two films side by side, one stretch after the other.

    The shorter of two shots holds its last frame, dimmed. Only one frame of each film is held in
    memory. The file appears only when complete.

    Args:
        sound: of "b" (the new film), "a" or "none"; silent where that film has no such shot.
        tell: told the name of each stretch when it is done.

    Raises:
        TimelineError: there is nothing to show, a film is missing or damaged, FFmpeg failed.
        WorkspaceError: the disk is full or the folder cannot be written.
    """
    if not stretches:
        raise TimelineError(f"{path}: both versions are the same, there is nothing to show")
    width, height = new.size_px
    layout = lay_out(width_px, width / height)
    total = sum(s.frames for s in stretches)
    painter = _Painter(old, new, stretches, headings, layout)
    with scratch_beside(path) as folder:
        try:
            _write(painter, stretches, folder, path, headings, sound, tell)
        except WorkspaceError as error:  # people know their own folder, not the scratch in it
            picture, own = str(folder / _PICTURE), str(path)
            told = str(error).replace(picture, own).replace(str(folder), str(path.parent))
            raise WorkspaceError(told) from error
    return SideBySide(path, (layout.width, layout.height), total, new.rate)


def _write(
    painter: _Painter,
    stretches: Sequence[Stretch],
    scratch: Path,
    path: Path,
    headings: tuple[Heading, Heading],
    sound: str,
    tell: Callable[[str], None],
) -> None:
    """Encode the picture, cut the sound to it, join both."""
    (old, new), layout = painter.films, painter.layout
    total = sum(stretch.frames for stretch in stretches)
    picture, heard = scratch / _PICTURE, None
    writer = open_writer(picture, layout.width, layout.height, new.rate, Encoding(), expected=total)
    with writer:
        for stretch in stretches:
            for frame in painter.frames(stretch):
                writer.write(frame)
            tell(stretch.label)
    if sound != "none":
        film = new if sound == "b" else old
        spans = [(s.new if sound == "b" else s.old, s.frames) for s in stretches]
        heard = scratch / "sound.wav"
        write_sound(film, spans, new.rate, heard)
    join_segments(
        [picture],
        heard,
        path,
        rate=new.rate,
        frames=total,
        start_timecode=new.timecode(0),
        title=f"{new.shots.title}: {headings[0].name} and {headings[1].name}",
    )


class _Painter:
    """Frames of the side-by-side; each is only valid until the next is asked for."""

    def __init__(
        self,
        old: DeliveredFilm,
        new: DeliveredFilm,
        stretches: Sequence[Stretch],
        headings: tuple[Heading, Heading],
        layout: Layout,
    ) -> None:
        self.films = (old, new)
        self._stretches = stretches
        self._headings = headings
        self.layout = layout
        self._boxes = tuple(_fit(layout, side, film) for side, film in enumerate(self.films))
        self._readers = tuple(
            FilmFrames(film.film, film.rate, box[2:])
            for film, box in zip(self.films, self._boxes, strict=True)
        )
        self._flat, self._planes = new_i420(layout.width, layout.height)
        self._total = sum(s.frames for s in stretches)
        self._done = 0

    def frames(self, stretch: Stretch) -> Iterator[ByteArray]:
        """All frames of a stretch, flat 4:2:0."""
        page = draw_stretch(self.layout, stretch, self._headings, self._stretches)
        self._planes.write(planes_from_rgb(page.rgb))
        strip = self._map_strip(page)
        sides = [
            self._side(side, span, stretch.frames)
            for side, span in enumerate((stretch.old, stretch.new))
        ]
        with closing(sides[0]), closing(sides[1]):
            for number in range(stretch.frames):
                for painted in sides:
                    next(painted, None)
                self._move_play_head(strip, self._done + number)
                yield self._flat
        self._done += stretch.frames

    def _side(self, side: int, span: Span | None, frames: int) -> Generator[None, None, None]:
        """Paint one film's part of each frame."""
        if span is None:
            return
        film = self.films[side]
        target = self._planes.crop(*self._boxes[side])
        clock = self._planes.crop(*self.layout.clock(side))
        pictures = self._readers[side].i420(span.first, span.frames)
        seen, was_over, at = -1, False, self.films[1].rate
        for frame, over in frames_shown(span, film.rate, frames, at):
            while seen < frame:
                flat, seen = next(pictures), seen + 1
                picture = planes_of(flat, *target.size)
                target.write(picture)
                said = film.timecode(span.first + seen)
                clock.write(planes_from_rgb(draw_clock(self.layout, said, over=False).rgb))
            if over and not was_over:
                fade(target, _HELD)
                said = f"ends {film.timecode(span.first + span.frames)}"
                clock.write(planes_from_rgb(draw_clock(self.layout, said, over=True).rgb))
                was_over = True
            yield
        for _ in pictures:  # films of a lower rate may have a frame left
            pass

    def _map_strip(self, page: Page) -> Page:
        """The lower edge of the page, where the play head runs."""
        _, y, _, height = self.layout.map_box
        strip = Page(self.layout.width, height + 8, GROUND)
        strip.rgb[:] = page.rgb[y - 4 : y + height + 4]
        return strip

    def _move_play_head(self, strip: Page, frame: int) -> None:
        _, y, _, height = self.layout.map_box
        moved = Page(self.layout.width, height + 8, GROUND)
        moved.rgb[:] = strip.rgb
        draw_play_head(self.layout, moved, frame, self._total)
        area = self._planes.crop(0, y - 4, self.layout.width, height + 8)
        area.write(planes_from_rgb(moved.rgb))


def _fit(layout: Layout, side: int, film: DeliveredFilm) -> tuple[int, int, int, int]:
    """(x, y, width, height) of a film's picture in its cell, all even."""
    x, y = layout.cells[side]
    width, height = layout.cell_px
    raster_w, raster_h = film.size_px
    scale = min(width / raster_w, height / raster_h)
    shown_w, shown_h = min(width, even(raster_w * scale)), min(height, even(raster_h * scale))
    if width - shown_w <= 2 and height - shown_h <= 2:  # rounding leaves no seam
        shown_w, shown_h = width, height
    return even(x + (width - shown_w) / 2), even(y + (height - shown_h) / 2), shown_w, shown_h
