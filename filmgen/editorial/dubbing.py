"""Dubbing: how much time a locked cut leaves each line, and how a translation fits into it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from filmgen.editorial.model import Cut, CutLine, CutShot
from filmgen.sound.words.word_times import WordTime
from filmgen.timecode import frames_covering, seconds_from_frames

SLOWEST, FASTEST = 0.85, 1.3
"""Speeds a dubbed line may take of the voice's own: beyond them speech sounds dragged or read."""
GAP_S = 0.12
"""Left silent before the next line of the shot, and before the picture cuts."""
ROOM = 1.15
"""A line this much shorter than its slot is not slowed: lips stop, nobody minds."""

COLUMNS = ("line", "character", "slot_s", "natural_s", "speed", "spoken_s", "over_s", "fit", "text")


@dataclass(frozen=True)
class Slot:
    """The time a line has in the locked cut.

    Attributes:
        seconds: until the next line of the shot or the cut, the gap taken off.
        mouth_s: how long the original's mouth moves.
    """

    seconds: float
    mouth_s: float


@dataclass(frozen=True)
class Fit:
    """How a dubbed line came to fit.

    Attributes:
        natural_s: at the voice's own pace. spoken_s: as it is.
        speed: of the voice's own pace.
        over_s: how far it runs beyond its slot, 0 if it fits.
        reason: why it was not spoken, else "".
    """

    line_id: str
    character: str
    text: str
    slot_s: float
    natural_s: float = 0.0
    speed: float = 1.0
    spoken_s: float = 0.0
    reason: str = ""

    @property
    def over_s(self) -> float:
        return max(0.0, self.spoken_s - self.slot_s)

    @property
    def verdict(self) -> str:
        if self.reason:
            return f"not spoken: {self.reason}"
        if self.over_s > 0.02:
            return "too long"
        return "faster" if self.speed > 1.005 else "slower" if self.speed < 0.995 else "fits"


def slots(cut: Cut) -> dict[str, Slot]:
    """Every line's slot, by id."""
    found: dict[str, Slot] = {}
    for shot in cut.shots:
        for line in shot.lines:
            end = _end_frame(shot, line)
            seconds = float(seconds_from_frames(end - line.start_frame, cut.rate)) - GAP_S
            mouth = float(seconds_from_frames(line.frames, cut.rate))
            # A line that is cut in on has less than its own length.
            found[line.line.id] = Slot(max(seconds, min(mouth, 0.3)), mouth)
    return found


def _end_frame(shot: CutShot, line: CutLine) -> int:
    later = [
        other.start_frame
        for other in shot.lines
        if other.start_frame > line.start_frame and other.line.dual_with != line.line.id
    ]
    return min([*later, shot.frames])


def fitting_speed(natural_s: float, slot: Slot) -> float:
    """The speed at which a line that takes `natural_s` fits its slot, as far as it may."""
    if natural_s > slot.seconds:
        return min(FASTEST, natural_s / slot.seconds)
    if natural_s * ROOM < slot.mouth_s:
        return max(SLOWEST, natural_s * ROOM / slot.mouth_s)
    return 1.0


def dubbed_cut(
    cut: Cut,
    texts: Mapping[str, str],
    language: str,
    spoken_s: Mapping[str, float],
    words: Mapping[str, tuple[WordTime, ...]],
) -> Cut:
    """The cut with other words in it: ranges of shots and starts of lines stay as they are.

    Lines without a translation are left out. A line that runs beyond its shot ends with it in
    the subtitles; its sound runs on.
    """
    shots = []
    for shot in cut.shots:
        lines = []
        for line in shot.lines:
            text = texts.get(line.line.id)
            if not text:
                continue
            said = spoken_s.get(line.line.id)
            frames = line.frames if said is None else max(1, frames_covering(said, cut.rate))
            lines.append(
                replace(
                    line,
                    line=replace(line.line, text=text, language=language),
                    frames=min(frames, shot.frames - line.start_frame),
                    spoken=said is not None,
                    words=words.get(line.line.id, ()),
                    mouth=(),
                )
            )
        shots.append(replace(shot, lines=tuple(lines)))
    return replace(cut, shots=tuple(shots))


def fit_table(fits: Iterable[Fit]) -> str:
    """The report as CSV, one row a line, in film order."""
    sink = io.StringIO()
    writer = csv.writer(sink, lineterminator="\n")
    writer.writerow(COLUMNS)
    for fit in fits:
        writer.writerow(
            (
                fit.line_id,
                fit.character,
                f"{fit.slot_s:.2f}",
                f"{fit.natural_s:.2f}",
                f"{fit.speed:.2f}",
                f"{fit.spoken_s:.2f}",
                f"{fit.over_s:.2f}",
                fit.verdict,
                " ".join(fit.text.split()),
            )
        )
    return sink.getvalue()
