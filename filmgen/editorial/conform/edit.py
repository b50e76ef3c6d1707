"""An editor's timeline as plain values: what is seen and heard at every frame, nothing nested.

Times are exact: frames of the film as whole numbers on the timeline, as fractions inside media.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from filmgen.breakdown.model import ShotTransition
from filmgen.editorial.conform.notes import ShotNotes
from filmgen.editorial.documents import ShotDocument
from filmgen.editorial.model import PlateMedia
from filmgen.media import Missing


@dataclass(frozen=True)
class EditShot:
    """A shot of ours, as its clip remembers it.

    Attributes:
        document: its grammar and its place in the delivered film.
        notes: its media and subtitles.
    """

    document: ShotDocument
    notes: ShotNotes


@dataclass(frozen=True)
class Sequence:
    """Numbered pictures: `prefix`, a number of `padding` digits, `suffix`; `count` of them."""

    folder: Path
    prefix: str
    suffix: str
    first: int
    padding: int
    count: int
    rate: Fraction

    def file(self, index: int) -> Path:
        """The picture of an index from 0."""
        number = f"{self.first + index:0{self.padding}d}"
        return self.folder / f"{self.prefix}{number}{self.suffix}"


@dataclass(frozen=True)
class EditClip:
    """A stretch of the edit in which one thing is seen.

    Attributes:
        kind: "shot" (of ours), "plate", "still", "video" and "sequence" (an editor's own),
            "title", "slate" and "tail" (our cards), "missing" or "gap" (black).
        start_frame, frames: its place in the edit.
        first, speed: at frame n of the clip, its medium is at `first + speed * n`, in frames of
            the film's rate from the medium's first; for a shot from the shot's first.
        medium: the file of a foreign clip, or why there is none.
        plate: where kind is "plate". shot: where it is "shot", or the slate of a scene before it.
        heard: the frame of the delivered film at which the medium's first is heard, and how
            many frames of that film a frame of the medium takes; None where nothing is.
        transition, transition_frames: how it is entered.
        uid: of two clips with the same, one is the other's continuation if their times are.
    """

    kind: str
    name: str
    start_frame: int
    frames: int
    first: Fraction = Fraction(0)
    speed: Fraction = Fraction(1)
    medium: Path | Sequence | Missing | None = None
    shot: EditShot | None = None
    plate: PlateMedia | None = None
    heard: tuple[Fraction, Fraction] | None = None
    transition: ShotTransition = ShotTransition.CUT
    transition_frames: int = 0
    uid: str = ""

    @property
    def end_frame(self) -> int:
        """The first frame after it."""
        return self.start_frame + self.frames

    def at(self, frame: int) -> Fraction:
        """Where in its medium a frame of the edit lies."""
        return self.first + self.speed * (frame - self.start_frame)


@dataclass(frozen=True)
class EditSound:
    """A stretch of sound as it lies on a track.

    Attributes:
        stem: that it belongs to; "" is not known.
        start_sample, samples: in the edit, at 48 kHz.
        first_sample, speed: at sample n, its file is at `first_sample + speed * n` at 48 kHz.
        whole: a stem that lies where it was delivered, from its first sample to its last.
        gain_db, pan, treatment: as in `model.SoundMedia`.
    """

    name: str
    medium: Path | Missing
    start_sample: int
    samples: int
    first_sample: Fraction = Fraction(0)
    speed: Fraction = Fraction(1)
    stem: str = ""
    whole: bool = False
    gain_db: float = 0.0
    pan: float = 0.0
    treatment: str = ""


@dataclass(frozen=True)
class Edit:
    """A timeline as it came back.

    Attributes:
        start_frame: timecode of its frame 0, as a frame count.
        raster_px, aspect, film_title and the lines of the title card: of the delivery; None
            and empty where it says nothing.
        clips: one after the other without holes, `frames` long together.
        plates: over them, in the order in which they are laid.
        sounds: of the tracks that are switched on.
        losses: what could not be followed, one line each, by clip.
    """

    title: str
    rate: Fraction
    start_frame: int
    frames: int
    clips: tuple[EditClip, ...]
    plates: tuple[EditClip, ...] = ()
    sounds: tuple[EditSound, ...] = ()
    losses: tuple[str, ...] = ()
    drop_frame: bool = False
    raster_px: tuple[int, int] | None = None
    aspect: Fraction | None = None
    credit_lines: tuple[str, ...] = ()
    contact_lines: tuple[str, ...] = ()
    draft_lines: tuple[str, ...] = ()
    film_title: str = ""
