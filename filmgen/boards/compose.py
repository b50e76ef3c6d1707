"""From the cut and its pictures to the board: who says what beside which panel, and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from filmgen.boards.model import Board, BoardPanel, BoardScene, Said, Variant
from filmgen.boards.overlay import Point, move_marks
from filmgen.breakdown.model import Angle, Beat, EffectCue, Line, Setup, Shot, ShotTransition
from filmgen.editorial.model import Cut, CutShot

_ANGLES = {
    Angle.EYE: "eye level",
    Angle.HIGH: "high angle",
    Angle.LOW: "low angle",
    Angle.OVERHEAD: "overhead",
    Angle.DUTCH: "dutch",
    Angle.OTS: "over shoulder",
    Angle.POV: "POV",
}


_ENDS = {"start": "Where the move begins.", "end": "Where the move ends."}
"""What is said under the pictures of a move's ends."""


@dataclass(frozen=True)
class PanelArt:
    """What there is of a panel's picture.

    Attributes:
        picture: key of its board picture, "" if there is none.
        slate: why there is none, else "".
        variant: number of the take shown.
        takes: all takes drawn so far; fewer than two count as none.
    """

    picture: str
    slate: str = ""
    variant: int = 1
    takes: tuple[Variant, ...] = ()


NOT_DRAWN = PanelArt("", "not drawn yet")


def compose_board(
    cut: Cut,
    art: Mapping[tuple[str, str], PanelArt],
    slugs: Mapping[int, str],
    drifts: Mapping[str, Point],
    *,
    plans: Mapping[int, tuple[str, ...]] | None = None,
    about: bool = True,
) -> Board:
    """Lay out the film's board as data.

    Args:
        cut: of the whole film. Every beat of its shots becomes a panel, those that the cut
            has no frame for included.
        art: by (identity, label); what is absent is not drawn yet.
        slugs: printed scene headings by scene index.
        drifts: which way a shot's view travels, by identity; see `move_marks`.
        plans: floor plans as SVG text by scene index.
        about: whether times are estimated from the text.
    """
    scenes = []
    for index, shots in groupby(cut.shots, lambda s: s.shot.scene_index):
        group = tuple(shots)
        first = group[0].shot
        panels = tuple(p for s in group for p in _panels(s, cut, art, drifts))
        slug = slugs.get(index) or f"{first.setting.place.value} {first.setting.key}".strip()
        seen = (plans or {}).get(index, ())
        scenes.append(BoardScene(index, first.scene_number or str(index), slug, panels, seen))
    frames = sum(shot.frames for shot in cut.shots)
    return Board(
        cut.title,
        cut.credit_lines,
        round(float(cut.aspect), 6),
        round(float(frames / cut.rate), 4),
        about,
        tuple(scenes),
    )


def _panels(
    cut_shot: CutShot,
    cut: Cut,
    art: Mapping[tuple[str, str], PanelArt],
    drifts: Mapping[str, Point],
) -> tuple[BoardPanel, ...]:
    shot, rate = cut_shot.shot, cut.rate
    start = cut_shot.start_frame - cut.slate_frames
    ranges = {p.label: (start + p.start_frame, p.frames) for p in cut_shot.panels}
    end = start + cut_shot.frames
    marks = move_marks(shot.move, float(cut.aspect), drifts.get(shot.identity, (1.0, 0.0)))
    card = shot.title_text or shot.action if shot.setup is Setup.TITLE else ""
    lines = lines_by_beat(shot)
    panels = []
    at = start
    beats = list(shot.beats)
    # where the camera's move begins and ends, where these were drawn
    beats += [Beat(name, _ENDS[name]) for name in _ENDS if (shot.identity, name) in art]
    for number, beat in enumerate(beats):
        at, frames = ranges.get(beat.label, (at if number < len(shot.beats) else end, 0))
        drawn = art.get((shot.identity, beat.label), NOT_DRAWN)
        first = number == 0
        panels.append(
            BoardPanel(
                shot=shot.display_id,
                label=beat.label,
                of=len(beats),
                picture="" if card else drawn.picture,
                slate="" if card else drawn.slate,
                card=card,
                framing=(
                    shot.size.value, _ANGLES[shot.angle], f"{shot.lens_mm} mm", shot.move.value,
                ),
                entered=shot.transition_in.value
                if first and shot.transition_in is not ShotTransition.CUT
                else "",
                action="" if card else " ".join(beat.action.split()),
                said=tuple(_said(line) for line in lines.get(beat.label, ())),
                effects=tuple(_effect(cue) for cue in shot.effect_cues) if first else (),
                sounds=tuple(dict.fromkeys(c.kind for c in shot.sound_cues)) if first else (),
                start_s=_seconds(at, rate),
                seconds=_seconds(frames, rate),
                shot_s=_seconds(cut_shot.frames, rate) if first else 0.0,
                end_s=_seconds(end if first else at + frames, rate),
                marks=marks if first and not card else (),
                variant=drawn.variant,
                takes=drawn.takes if len(drawn.takes) > 1 else (),
                size=shot.size.value,
                characters=_characters(shot),
            )
        )  # fmt: skip
    return tuple(panels)


def lines_by_beat(shot: Shot) -> dict[str, tuple[Line, ...]]:
    """The shot's lines by label of the beat they are spoken in; the last takes the unclaimed."""
    by_id = {line.id: line for line in shot.lines}
    claimed = {i for beat in shot.beats for i in beat.line_ids}
    said = {b.label: tuple(by_id[i] for i in b.line_ids if i in by_id) for b in shot.beats}
    said[shot.beats[-1].label] += tuple(x for x in shot.lines if x.id not in claimed)
    return said


def _said(line: Line) -> Said:
    where = line.extensions or (() if line.on_screen else ("off",))
    return Said(
        line.character,
        "; ".join(part for part in (*where, line.delivery) if part),
        " ".join(line.text.split()),
    )


def _effect(cue: EffectCue) -> str:
    return f"{cue.kind} at {cue.at}" if cue.at else cue.kind


def _characters(shot: Shot) -> tuple[str, ...]:
    speakers = (line.character for line in shot.lines)
    return tuple(sorted({*shot.subjects, *speakers, *((shot.over,) if shot.over else ())}))


def _seconds(frames: int, rate: Fraction) -> float:
    return round(float(frames / rate), 4)
