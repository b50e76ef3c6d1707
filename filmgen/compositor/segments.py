"""A timeline cut into the pieces that are rendered, cached and joined: one for each shot.

A segment is a value: it holds all that its pictures depend on and nothing else, so that it
can be sent to another process, and so that the hash of its request tells whether it was
rendered before. It does not know where in the film it stands.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from filmgen.breakdown.model import ShotTransition
from filmgen.compositor.encode.codecs import Encoding
from filmgen.compositor.moves import MovePath
from filmgen.editorial.model import MotionMedia, PanelMedia, PlateMedia
from filmgen.errors import ConfigError

BURN_INS = ("none", "review", "editorial")


@dataclass(frozen=True)
class FontFile:
    """A font, and the hash of what is in its file."""

    path: Path
    key: str


@dataclass(frozen=True)
class Style:
    """How the film is finished.

    Attributes:
        burn_in: one of `BURN_INS`; laid over finished frames, no part of a segment.
        subtitles: whether lines are written into the picture.
        encoding: how frames are encoded.
        fonts: a user's own, for what the shipped ones lack.
    """

    burn_in: str = "review"
    subtitles: bool = True
    encoding: Encoding = field(default_factory=Encoding)
    fonts: tuple[FontFile, ...] = ()

    def __post_init__(self) -> None:
        if self.burn_in not in BURN_INS:
            raise ConfigError("burn_in", f"{self.burn_in!r} is none of {', '.join(BURN_INS)}")


@dataclass(frozen=True)
class Card:
    """Words on black instead of a picture.

    Attributes:
        kind: "title" for the film's title page, "scene" for the slate of a scene, "words" for
            titles inside the film, "missing" for a slate in place of a picture, "black" for
            nothing.
        heading: the large line. lines: the small ones.
        fields: what a slate says besides, (label, words); on the title page its foot: (side,
            lines), side being "left" or "right".
    """

    kind: str
    heading: str = ""
    lines: tuple[str, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Retime:
    """A clip's trim and speed: at frame n its medium is at `first + speed * n` of its own frames.

    Attributes:
        speed: 0 holds a frame, below 0 plays backwards.
    """

    first: Fraction = Fraction(0)
    speed: Fraction = Fraction(1)

    def exactly(self, frame: int) -> float:
        """Where in the medium a frame lies: camera moves are smooth in between."""
        return float(self.first + self.speed * frame)

    def at(self, frame: int) -> int:
        """The whole frame of the medium that is seen."""
        return math.floor(self.first + self.speed * frame)


@dataclass(frozen=True)
class Footage:
    """A shot's picture by itself, before transitions and words.

    Attributes:
        frames: its length on the timeline. path: the camera move over its panels.
        panels: in order; empty for cards. plates: laid over them.
        motion: shown instead of the panels where it is given.
        time: which of the footage's own frames is seen at each of its frames.
        card: what is shown where there are no panels.
        name: of the shot, written on slates in place of missing pictures.
    """

    frames: int
    rate: Fraction
    path: MovePath
    panels: tuple[PanelMedia, ...] = ()
    plates: tuple[PlateMedia, ...] = ()
    card: Card | None = None
    name: str = ""
    motion: MotionMedia | None = None
    time: Retime = field(default_factory=Retime)


@dataclass(frozen=True)
class Caption:
    """A subtitle, or a title over the picture.

    Attributes:
        start_frame: from the segment's first.
        high: above in the picture: low it would cover a face.
        title: "left" or "right" for a title on that side, empty for a subtitle.
        opacity: of a title that comes or goes.
    """

    start_frame: int
    frames: int
    text: str
    high: bool = False
    title: str = ""
    opacity: float = 1.0


@dataclass(frozen=True)
class Running:
    """A number in the burn-in that runs with the picture.

    Attributes:
        label: before it, "SRC".
        time: the number at each frame of the segment.
        timecode: whether it is written as timecode, else as a number of six digits.
    """

    label: str = ""
    time: Retime = field(default_factory=Retime)
    timecode: bool = True
    drop_frame: bool = False


@dataclass(frozen=True)
class BurnIn:
    """Small words in the corners of the raster, from the outside in; see `words.burn_in_plan`.

    It lies over a segment that is finished without it: no segment knows of its burn-in, so
    that one with another, or none, is the same segment.

    Attributes:
        top_left, top_right, bottom_left, bottom_right: what comes first stays longest where
            there is little room; running numbers always stay.
        safe_areas: whether action-safe and title-safe areas are marked.
        warnings: media that are missing, in the middle above.
    """

    top_left: tuple[str | Running, ...] = ()
    top_right: tuple[str | Running, ...] = ()
    bottom_left: tuple[str | Running, ...] = ()
    bottom_right: tuple[str | Running, ...] = ()
    safe_areas: bool = False
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Edition:
    """Which delivery of the film this is, for slates and burn-ins; empty says nothing.

    Attributes:
        version: "v003". date: as it is to be written; nothing here knows the time of day.
    """

    version: str = ""
    date: str = ""


@dataclass(frozen=True)
class Segment:
    """A piece of the film that is rendered in one go.

    Attributes:
        name: for messages and file names: the display id, "slate" or "tail".
        identity: the shot's, or the name.
        width_px, height_px: the raster. picture_px: the active picture, centred in it.
        transition, transition_frames: how it is entered.
        before: the footage left behind, where the transition shows it.
    """

    name: str
    identity: str
    frames: int
    rate: Fraction
    width_px: int
    height_px: int
    picture_px: tuple[int, int]
    footage: Footage
    style: Style
    transition: ShotTransition = ShotTransition.CUT
    transition_frames: int = 0
    before: Footage | None = None
    captions: tuple[Caption, ...] = field(default=())


@dataclass(frozen=True)
class SegmentReport:
    """What rendering a segment took.

    Attributes:
        seconds: wall time. cpu_s: of this process; encoder_cpu_s: of FFmpeg.
        warnings: media that were missing or could not be read, one line each.
    """

    name: str
    frames: int
    seconds: float
    cpu_s: float
    encoder_cpu_s: float
    warnings: tuple[str, ...] = ()
