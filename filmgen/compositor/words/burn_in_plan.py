"""What is burnt in over each segment of a film: see docs/decisions/0008-burn-ins.md.

`review` says what belongs to the shot itself; a shot that only moves in the film stays the same.
`editorial` says besides where in the film and in which delivery this is.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from filmgen.breakdown.model import Setup, ShotTransition
from filmgen.compositor.segments import BurnIn, Edition, Retime, Running, Segment
from filmgen.compositor.words.card_plan import slug_line
from filmgen.editorial.model import Cut, Timeline, TimelineShot
from filmgen.media import Missing

_SAID = (ShotTransition.SMASH_CUT, ShotTransition.MATCH_CUT)
"""Cuts that look like any other: only words tell them apart."""


def plan_burn_ins(
    segments: Sequence[Segment], timeline: Timeline, mode: str, edition: Edition | None = None
) -> tuple[BurnIn | None, ...]:
    """One burn-in, or none, for each segment of a film, in the same order.

    Args:
        segments: the whole film, from its first frame: record times are counted from there.
        timeline: whose shots they are, by identity.
        mode: one of `segments.BURN_INS`.
    """
    if mode == "none":
        return (None,) * len(segments)
    shots = {timed.cut.shot.identity: timed for timed in timeline.shots}
    planned: list[BurnIn | None] = []
    at = 0
    for segment in segments:
        shot = shots.get(segment.identity)
        if mode == "editorial":
            planned.append(_editorial(segment, shot, timeline.cut, at, edition or Edition()))
        else:
            planned.append(None if shot is None else _review(segment, shot))
        at += segment.frames
    return tuple(planned)


def _review(segment: Segment, shot: TimelineShot) -> BurnIn:
    return BurnIn(
        top_left=(segment.name,),
        top_right=_grammar(shot),
        bottom_left=_scene(shot),
        bottom_right=(_source(segment, ""),),
        warnings=_missing(shot),
    )


def _editorial(
    segment: Segment, shot: TimelineShot | None, cut: Cut, at: int, edition: Edition
) -> BurnIn:
    record = Running("REC", Retime(Fraction(cut.start_frame + at)), drop_frame=cut.drop_frame)
    frame = Running("FR", Retime(Fraction(at)), timecode=False)
    delivery = tuple(text for text in (edition.version, edition.date, cut.title) if text)
    if shot is None:
        return BurnIn(top_right=delivery, bottom_right=(record, frame))
    return BurnIn(
        top_left=(segment.name, *_grammar(shot)),
        top_right=delivery,
        bottom_left=(_source(segment, "SRC"), *_scene(shot)),
        bottom_right=(record, frame),
        safe_areas=segment.footage.card is None,
        warnings=_missing(shot),
    )


def _source(segment: Segment, label: str) -> Running:
    """The shot's own time, as its events in the EDL count it: from 00:00:00:00."""
    return Running(label, segment.footage.time)


def _grammar(shot: TimelineShot) -> tuple[str, ...]:
    grammar = shot.cut.shot
    setup = f"{grammar.size} {grammar.lens_mm}mm {grammar.move}"
    words = "title" if grammar.setup is Setup.TITLE else setup
    entered = shot.cut.transition
    return (entered.upper(), words) if entered in _SAID else (words,)


def _scene(shot: TimelineShot) -> tuple[str, ...]:
    grammar = shot.cut.shot
    return (f"scene {grammar.scene_number or grammar.scene_index}", slug_line(grammar.setting))


def _missing(shot: TimelineShot) -> tuple[str, ...]:
    return tuple(
        f"missing {plate.kind}: {plate.sequence.reason}"
        for plate in shot.plates
        if isinstance(plate.sequence, Missing)
    )
