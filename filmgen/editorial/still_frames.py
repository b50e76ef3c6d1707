"""Which frames stand for a shot: one for each panel, or so many for the shot."""

from __future__ import annotations

from dataclasses import dataclass

from filmgen.editorial.documents import ShotDocument


@dataclass(frozen=True)
class StillFrame:
    """A frame that is shown by itself.

    Attributes:
        panel: label of the panel that is seen, "" for a title.
        frame: from the shot's first.
    """

    shot: ShotDocument
    panel: str
    frame: int

    @property
    def film_frame(self) -> int:
        """The same frame from the film's first."""
        return self.shot.start_frame + self.frame


def panel_stills(shot: ShotDocument) -> tuple[StillFrame, ...]:
    """The middle of each panel, after the transition into the shot where it is over by then."""
    if not shot.panels:
        return (StillFrame(shot, "", _settled(shot, 0, shot.frames)),)
    return tuple(
        StillFrame(shot, panel.label, _settled(shot, panel.start_frame, panel.frames))
        for panel in shot.panels
    )


def key_still(shot: ShotDocument) -> StillFrame:
    """The frame that stands for the whole shot: of the panel that is seen longest."""
    longest = max(shot.panels, key=lambda panel: panel.frames, default=None)
    stills = panel_stills(shot)
    return next((s for s in stills if longest and s.panel == longest.label), stills[0])


def even_stills(shot: ShotDocument, count: int) -> tuple[StillFrame, ...]:
    """`count` frames spread evenly over a shot (fewer for one of fewer frames); one is its key."""
    if count == 1:
        return (key_still(shot),)
    count = min(count, shot.frames)
    entered = min(shot.transition_frames, shot.frames - count)
    length = shot.frames - entered
    frames = [entered + length * (2 * i + 1) // (2 * count) for i in range(count)]
    return tuple(StillFrame(shot, _panel_at(shot, frame), frame) for frame in frames)


def _settled(shot: ShotDocument, start: int, frames: int) -> int:
    first = max(start, min(shot.transition_frames, start + frames - 1))
    return (first + start + frames) // 2 if first > start else start + frames // 2


def _panel_at(shot: ShotDocument, frame: int) -> str:
    seen = [panel.label for panel in shot.panels if panel.start_frame <= frame]
    return seen[-1] if seen else ""
