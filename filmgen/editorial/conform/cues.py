"""Subtitles of an edit: those of its shots, where its clips show the frames they are said in."""

from __future__ import annotations

import math
from dataclasses import replace

from filmgen.editorial.conform.edit import EditClip
from filmgen.editorial.subtitles import Cue


def cues_of(clip: EditClip) -> tuple[Cue, ...]:
    """A clip's subtitles in the time of the edit; none over a picture that stands still."""
    if clip.kind != "shot" or clip.shot is None or clip.speed <= 0:
        return ()
    cues = []
    for cue in clip.shot.notes.cues:
        start = _reached(clip, cue.start_frame)
        end = min(_reached(clip, cue.end_frame), clip.end_frame)
        start = max(start, clip.start_frame)
        if end > start:
            cues.append(replace(cue, start_frame=start, frames=end - start))
    return tuple(cues)


def _reached(clip: EditClip, frame: int) -> int:
    """The first frame of the edit at which a clip's medium is at a frame or past it."""
    return clip.start_frame + math.ceil((frame - clip.first) / clip.speed)


def film_cues(clips: tuple[EditClip, ...]) -> tuple[Cue, ...]:
    """Subtitles of the edit, in its own time; one that goes on over a cut is one."""
    cues: list[Cue] = []
    for clip in clips:
        for cue in cues_of(clip):
            last = cues[-1] if cues else None
            if last is not None and last.end_frame == cue.start_frame and _same(last, cue):
                cues[-1] = replace(last, frames=last.frames + cue.frames)
            else:
                cues.append(cue)
    return tuple(cues)


def _same(one: Cue, other: Cue) -> bool:
    return (one.text_lines, one.line_ids) == (other.text_lines, other.line_ids)
