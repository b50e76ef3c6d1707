"""Subtitles: one set of cues for the SRT and VTT files and for what is burnt into the picture.

At most two lines a cue, 42 columns wide; text in wide (CJK) characters takes two columns each and
gets 36, so 18 characters. Longer speeches become consecutive cues, broken at ends of sentences
and phrases (see `line_breaks`), each as long as its share of the text. The figures are those of
common broadcast style guides (42 characters in two lines; 16 to 18 for Chinese and Japanese).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

from filmgen.editorial.line_breaks import broken, columns_of
from filmgen.editorial.model import CutLine, CutShot, Timeline
from filmgen.lettering import breaks_anywhere
from filmgen.timecode import frames_from_seconds, seconds_from_frames

LATIN_COLUMNS = 42
WIDE_COLUMNS = 36
_HIGH = " line:10%"
# What may not begin a line, and what may not end one, in text that breaks anywhere.
_NOT_FIRST = "，。！？、；：”’」』）》〉】…—·,.!?;:)]}％%ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ"
_NOT_LAST = "“‘「『（《〈【([{"


@dataclass(frozen=True)
class Cue:
    """What is read on screen, and when.

    Attributes:
        start_frame: in the film, frame 0 being its first (slate included).
        frames: at least 1.
        text_lines: one or two lines as broken (more only where a line has fewer frames
            than it needs cues).
        speaker: who says it; names joined by " / " where two speak together.
        line_ids: the lines it covers.
    """

    start_frame: int
    frames: int
    text_lines: tuple[str, ...]
    speaker: str
    line_ids: tuple[str, ...] = ()

    @property
    def end_frame(self) -> int:
        """The first frame after the cue."""
        return self.start_frame + self.frames


def _limit(text: str) -> int:
    wide = sum(1 for c in text if unicodedata.east_asian_width(c) in "WF")
    return WIDE_COLUMNS if 3 * wide >= max(1, sum(not c.isspace() for c in text)) else LATIN_COLUMNS


def _atoms(text: str, columns: int) -> list[str]:
    """Pieces a line may be broken between; a space that belongs between two leads the second."""
    atoms: list[str] = []
    for i, word in enumerate(text.split()):
        lead = " " if i else ""
        run = ""
        for char in word:
            glued = bool(run) and (char in _NOT_FIRST or run[-1] in _NOT_LAST)
            free = breaks_anywhere(char) or (bool(run) and breaks_anywhere(run[-1]))
            too_long = columns_of(run + char) > columns
            if run and ((not glued and free) or too_long):
                atoms.append(lead + run)
                lead, run = "", ""
            run += char
        atoms.append(lead + run)
    return atoms


def wrap_subtitle(
    text: str, *, columns: int | None = None, lines: int = 2
) -> tuple[tuple[str, ...], ...]:
    """Break text into cues of at most `lines` lines, one or two.

    Args:
        text: the words; white space is normalised.
        columns: width of a line, wide characters counting two; None chooses 42, or 36 for
            text in wide characters.

    Returns:
        The lines of each cue, in order; empty for empty text. Joined again they hold every
        character of the text.
    """
    plain = " ".join(text.split())
    if not plain:
        return ()
    width = columns if columns is not None else _limit(plain)
    return broken(_atoms(plain, width), width, lines)


def _spread(start: int, frames: int, weights: Sequence[int]) -> list[tuple[int, int]]:
    """Consecutive (start, frames) in proportion to `weights`, each at least one frame."""
    total, done = sum(weights), 0
    edges = [start]
    for i, weight in enumerate(weights):
        done += weight
        left = len(weights) - 1 - i
        edge = start + int(Fraction(frames * done, total) + Fraction(1, 2))
        edges.append(min(max(edge, edges[-1] + 1), start + frames - left))
    edges[-1] = start + frames
    return [(a, b - a) for a, b in pairwise(edges)]


def _words(line: CutLine) -> str:
    text = " ".join(line.line.text.split())
    return f"♪ {text} ♪" if line.line.sung and text else text


def _timed(
    start: int,
    frames: int,
    chunks: Sequence[tuple[str, ...]],
    speaker: str,
    ids: tuple[str, ...],
    heard: Sequence[int] = (),
) -> list[Cue]:
    if not chunks or frames < 1:
        return []
    if frames < len(chunks):
        chunks = [*chunks[: frames - 1], tuple(t for c in chunks[frames - 1 :] for t in c)]
    weights = [max(1, sum(columns_of(t) for t in chunk)) for chunk in chunks]
    spans = _as_heard(start, frames, chunks, heard) or _spread(start, frames, weights)
    return [
        Cue(at, length, chunk, speaker, ids)
        for (at, length), chunk in zip(spans, chunks, strict=True)
    ]


def _as_heard(
    start: int, frames: int, chunks: Sequence[tuple[str, ...]], heard: Sequence[int]
) -> list[tuple[int, int]]:
    """Cues that begin with their first word; empty where the words' times do not fit them.

    Args:
        heard: the frame each word of the text is first heard in, from the line's start.
    """
    counts = [sum(len(text.split()) for text in chunk) for chunk in chunks]
    if not heard or sum(counts) != len(heard):
        return []
    firsts = [sum(counts[:i]) for i in range(1, len(counts))]
    edges = [start, *(start + heard[first] for first in firsts), start + frames]
    return (
        [(a, b - a) for a, b in pairwise(edges)] if all(b > a for a, b in pairwise(edges)) else []
    )


def _together(start: int, frames: int, lines: Sequence[CutLine]) -> list[Cue]:
    """Lines spoken at once: one screen line each, with dashes."""
    columns = [wrap_subtitle("– " + _words(line), lines=1) for line in lines]
    count = max(map(len, columns))
    chunks = []
    for i in range(count):
        chunks.append(tuple(t for column in columns if i < len(column) for t in column[i]))
    speaker = " / ".join(dict.fromkeys(line.line.character for line in lines))
    return _timed(start, frames, chunks, speaker, tuple(line.line.id for line in lines))


def subtitle_cues(cut_shot: CutShot, rate: Fraction) -> tuple[Cue, ...]:
    """The cues of one shot, in order, never overlapping, all inside the shot.

    Lines spoken together (dual dialogue) share a cue, one screen line each; a line that is cut
    in on gives way to the next. Long lines change cue with the word that is heard, where known.
    """
    lines = sorted(
        (line for line in cut_shot.lines if line.frames > 0 and line.line.text.strip()),
        key=lambda line: line.start_frame,
    )
    groups: list[list[CutLine]] = []
    end = -1
    for line in lines:
        if groups and _together_with(line, groups[-1], end):
            groups[-1].append(line)
        else:
            groups.append([line])
        end = max(end, line.start_frame + line.frames)
    cues: list[Cue] = []
    for number, group in enumerate(groups):
        first = min(line.start_frame for line in group)
        last = max(line.start_frame + line.frames for line in group)
        if number + 1 < len(groups):
            last = min(last, groups[number + 1][0].start_frame)
        start = cut_shot.start_frame + max(0, first)
        frames = min(last, cut_shot.frames) - max(0, first)
        if len(group) == 1:
            line = group[0]
            # Nobody hears the notes around what is sung.
            heard = (
                ()
                if line.line.sung
                else tuple(frames_from_seconds(w.start_s, rate) for w in line.words)
            )
            chunks = wrap_subtitle(_words(line))
            cues.extend(_timed(start, frames, chunks, line.line.character, (line.line.id,), heard))
        else:
            cues.extend(_together(start, frames, group))
    return tuple(cues)


def _together_with(line: CutLine, group: Sequence[CutLine], end: int) -> bool:
    """Whether a line is spoken over the ones before it, rather than cutting in on their end."""
    overlap = min(end, line.start_frame + line.frames) - line.start_frame
    partners = {other.line.id for other in group} | {other.line.dual_with for other in group}
    dual = not partners.isdisjoint({line.line.id, line.line.dual_with} - {""})
    return overlap > 0 and (dual or 2 * overlap > min(line.frames, *(o.frames for o in group)))


def written_cues(text: str, start_frame: int, frames: int) -> tuple[Cue, ...]:
    """Words that are read in the picture, a letter's, as cues in quotation marks."""
    plain = " ".join(text.split()).strip('"“”')
    return tuple(_timed(start_frame, frames, wrap_subtitle(f"“{plain}”"), "", ())) if plain else ()


def film_cues(timeline: Timeline) -> tuple[Cue, ...]:
    """All cues of the film, in order."""
    return tuple(
        cue for shot in timeline.cut.shots for cue in subtitle_cues(shot, timeline.cut.rate)
    )


def _clock(frame: int, rate: Fraction, point: str) -> str:
    milliseconds = int(seconds_from_frames(frame, rate) * 1000 + Fraction(1, 2))
    seconds, milliseconds = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{seconds:02d}{point}{milliseconds:03d}"


def write_srt(timeline: Timeline, path: Path) -> None:
    """Write SubRip, UTF-8, times from the film's first frame."""
    text = srt_text(film_cues(timeline), timeline.cut.rate)
    path.write_text(text, encoding="utf-8", newline="\n")


def srt_text(cues: Sequence[Cue], rate: Fraction) -> str:
    """Cues as SubRip."""
    blocks = []
    for number, cue in enumerate(cues, start=1):
        times = f"{_clock(cue.start_frame, rate, ',')} --> {_clock(cue.end_frame, rate, ',')}"
        blocks.append("\n".join([str(number), times, *cue.text_lines]) + "\n")
    return "\n".join(blocks)


def write_vtt(timeline: Timeline, path: Path, raised: Collection[str] = ()) -> None:
    """Write WebVTT with speakers as voice spans, UTF-8, times from the film's first frame.

    Args:
        raised: identities of shots whose subtitles stand high in the picture.
    """
    rate = timeline.cut.rate
    cues = [
        (cue, shot.shot.identity in raised)
        for shot in timeline.cut.shots
        for cue in subtitle_cues(shot, rate)
    ]
    path.write_text(vtt_text(cues, rate), encoding="utf-8", newline="\n")


def vtt_text(cues: Sequence[tuple[Cue, bool]], rate: Fraction) -> str:
    """Cues as WebVTT, each with whether it stands high in the picture."""
    blocks = ["WEBVTT\n"]
    for number, (cue, high) in enumerate(cues, start=1):
        times = f"{_clock(cue.start_frame, rate, '.')} --> {_clock(cue.end_frame, rate, '.')}"
        times += _HIGH if high else ""
        text = _escaped("\n".join(cue.text_lines))
        voice = f"<v {_escaped(cue.speaker)}>{text}</v>" if cue.speaker else text
        blocks.append(f"{number}\n{times}\n{voice}\n")
    return "\n".join(blocks)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
