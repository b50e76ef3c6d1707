"""Time: the locked cut, and the timeline of media laid over it.

Frames are counted from the first frame of the film (the slate, if there is one, is
frame 0); `start_frame` of the cut is what timecode adds to that. Samples are at
`timecode.SAMPLE_RATE_HZ`.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from filmgen.blocking.faces import FaceBox
from filmgen.blocking.model import PlateAnchor
from filmgen.blocking.mouths import MouthShape
from filmgen.breakdown.model import Line, Shot, ShotTransition
from filmgen.media import Missing
from filmgen.sound.words.word_times import WordTime
from filmgen.timecode import format_timecode

STEMS = ("dialogue", "ambience", "effects", "music")
"""What the mix is delivered in; they sum to it."""


@dataclass(frozen=True)
class CutLine:
    """A line's place in its shot.

    Attributes:
        start_frame: from the shot's first frame.
        frames: what the words cover, rounded up; never beyond the shot's end.
        spoken: False where no engine speaks it (it is then timed from its text).
        words: when each word is heard, from the line's start; empty where nothing says.
        mouth: how far the speaker's mouth is open, 0 to 1, `sound.words.mouth.STEPS_HZ` times a
            second from the line's start; empty where nothing says.
    """

    line: Line
    start_frame: int
    frames: int
    spoken: bool = True
    words: tuple[WordTime, ...] = ()
    mouth: tuple[float, ...] = ()


@dataclass(frozen=True)
class CutPanel:
    """A panel's range, from the shot's first frame."""

    label: str
    start_frame: int
    frames: int


@dataclass(frozen=True)
class CutShot:
    """A shot with its exact range.

    Attributes:
        start_frame: in the film.
        frames: length, at least 1.
        transition_frames: how long the transition into it takes; it plays over this shot's
            first frames, mixing the last picture of the shot before. 0 for cuts.
        slate_frames: the scene's slate right before `start_frame`; 0 for none.
    """

    shot: Shot
    start_frame: int
    frames: int
    panels: tuple[CutPanel, ...]
    lines: tuple[CutLine, ...] = ()
    transition: ShotTransition = ShotTransition.CUT
    transition_frames: int = 0
    slate_frames: int = 0


@dataclass(frozen=True)
class Cut:
    """The film's time, locked: nothing changes a duration after this.

    Attributes:
        start_frame: timecode of frame 0, as a frame count.
        drop_frame: whether timecode is counted in drop-frame, at 29.97 and 59.94.
        slate_frames: title card before the first shot, 0 for none.
        tail_frames: black after the last shot (a fade out), 0 for none.
        handle_frames: what each medium offers beyond its cut range, for editors.
        width_px, height_px: the raster. aspect: of the picture inside it.
        credit_lines, contact_lines, draft_lines: of the script's title page: who made it, whom
            to write to, which draft this is.
    """

    title: str
    rate: Fraction
    start_frame: int
    slate_frames: int
    tail_frames: int
    handle_frames: int
    width_px: int
    height_px: int
    aspect: Fraction
    shots: tuple[CutShot, ...]
    credit_lines: tuple[str, ...] = ()
    drop_frame: bool = False
    contact_lines: tuple[str, ...] = ()
    draft_lines: tuple[str, ...] = ()

    def timecode(self, frame: int) -> str:
        """Record timecode of a frame of the film."""
        return format_timecode(self.start_frame + frame, self.rate, drop_frame=self.drop_frame)

    @property
    def frames(self) -> int:
        """Length of the whole film."""
        shots = sum(shot.slate_frames + shot.frames for shot in self.shots)
        return self.slate_frames + shots + self.tail_frames

    @property
    def picture_px(self) -> tuple[int, int]:
        """(width, height) of the active picture inside the raster, both even."""
        width, height = self.width_px, self.height_px
        if Fraction(width, height) > self.aspect:
            return round(height * self.aspect / 2) * 2, height
        return width, round(width / self.aspect / 2) * 2


@dataclass(frozen=True)
class MouthMedia:
    """A speaking figure's mouth over a panel.

    Attributes:
        x, y: upper left corner of the patches in the panel's picture, overscan included.
        pictures: RGB image files by shape, all of one size.
        cues: frames from the shot's first, rising, each with the shape seen from there on.
        key: content key of the asset.
    """

    figure: str
    x: int
    y: int
    pictures: tuple[tuple[MouthShape, Path], ...]
    cues: tuple[tuple[int, MouthShape], ...]
    key: str


@dataclass(frozen=True)
class PanelMedia:
    """A panel's picture on the timeline.

    Attributes:
        picture: an RGB image file, or why there is none.
        overscan: margin around the composed frame, see `media.Frame`.
        depth: 16-bit image file of millimetres, where known; see `media_files.DEPTH_SCALE`.
        figure_ids: 8-bit image file of figure ids, where known.
        key: content key of the asset, so that a segment's key can be made of it.
        mouths: of the figures seen speaking.
        faces: where they are, so that nothing is written over them; empty where nobody knows.
    """

    label: str
    start_frame: int
    frames: int
    picture: Path | Missing
    overscan: float
    key: str
    depth: Path | None = None
    figure_ids: Path | None = None
    mouths: tuple[MouthMedia, ...] = ()
    faces: tuple[FaceBox, ...] = ()


@dataclass(frozen=True)
class MotionMedia:
    """A shot's moving picture: drawings at a rate of their own, each held until the next.

    Attributes:
        video: H.264 file of the composed frame, at whatever size it was drawn.
        rate: drawings a second. drawings: how many there are.
        key: content key of the asset.
        passes: .npz with `ids` uint8 (n, h, w), `depth_m` float16 (n, h, w) and `index` (drawings,)
            into them, where effects need to know what hides them.
    """

    video: Path
    rate: Fraction
    drawings: int
    key: str
    passes: Path | None = None

    def drawing_at(self, frame: int, film_rate: Fraction) -> int:
        """The drawing seen at a frame of the shot; the last one after its end."""
        return min(max(int(Fraction(frame) * self.rate / film_rate), 0), self.drawings - 1)


@dataclass(frozen=True)
class PlateMedia:
    """A plate over a shot.

    Attributes:
        sequence: first file of its EXR sequence, half float, premultiplied linear; the others
            lie beside it.
        loops: whether it repeats; else it holds clear after its last frame.
        key: content key of the asset.
        anchors: where it stands in each panel of the shot, or in each drawing of a shot in
            motion; empty where `anchor` holds throughout.
        onset_frames: frames of the shot before its first.
    """

    kind: str
    anchor: PlateAnchor
    sequence: Path | Missing
    rate: Fraction
    plate_frames: int
    loops: bool
    key: str
    anchors: tuple[PlateAnchor, ...] = ()
    onset_frames: int = 0

    def anchor_in(self, part: int) -> PlateAnchor:
        """The anchor in a panel or drawing, by its index."""
        return self.anchors[min(part, len(self.anchors) - 1)] if self.anchors else self.anchor


@dataclass(frozen=True)
class RoomSend:
    """How much of a sound goes into the room it is heard in.

    Attributes:
        response: stereo wav at 48 kHz: the room's impulse response, of unit energy.
        level_db: of what comes back, beside the sound itself.
        key: content key of the response.
    """

    response: Path
    level_db: float
    key: str = ""


@dataclass(frozen=True)
class SoundMedia:
    """A piece of sound on a stem.

    Attributes:
        stem: one of `STEMS`.
        start_sample: in the film, at 48 kHz.
        length_samples: how much of the file to use, at 48 kHz.
        gain_db: before the mix's own loudness normalisation.
        pan: -1 left to 1 right, for mono files.
        fade_in_samples, fade_out_samples: cross-fades.
        treatment: "", "phone", "radio", "next room", "voice over".
        subject: line id, bed kind or cue it belongs to.
        offset_samples: where in the file it begins, at 48 kHz.
        distance_m: how far from us it sounds; 0 is at no distance, in no room.
        air_db: how much distance takes of its highs.
        room: the room it sounds in; None for a dry one.
    """

    stem: str
    path: Path
    start_sample: int
    length_samples: int
    subject: str
    gain_db: float = 0.0
    pan: float = 0.0
    fade_in_samples: int = 0
    fade_out_samples: int = 0
    treatment: str = ""
    key: str = ""
    offset_samples: int = 0
    distance_m: float = 0.0
    air_db: float = 0.0
    room: RoomSend | None = None


@dataclass(frozen=True)
class TimelineShot:
    """A cut shot with its media; `motion` is shown instead of the panels where it is given."""

    cut: CutShot
    panels: tuple[PanelMedia, ...]
    plates: tuple[PlateMedia, ...] = ()
    motion: MotionMedia | None = None


@dataclass(frozen=True)
class Timeline:
    """The whole film, ready to render: one entry for each shot of the cut, same order."""

    cut: Cut
    shots: tuple[TimelineShot, ...]
    sounds: tuple[SoundMedia, ...] = ()
