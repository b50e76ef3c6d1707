"""Beds over the cut: which shots share one, and how one gives way to the next.

A place keeps its bed while its shots follow one another, over scenes too, and goes on where it
was when a scene cuts back to it. At a cut the new place is heard a little before it is seen and the
old one a little after, as ambience editors lap their tracks; a smash cut is as hard for the ear as
for the eye; a dissolve mixes both as long as the picture does. A scene's slate is silent: the old
bed falls where it begins, the new one rises where it ends.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from filmgen.breakdown.model import ShotTransition
from filmgen.editorial.model import Cut, CutShot
from filmgen.timecode import SAMPLE_RATE_HZ, samples_from_frames

CROSS_FADE_S = 0.5
"""How long beds overlap at a plain cut, half of it before the cut."""
SMASH_S = 0.02


@dataclass(frozen=True)
class BedSpan:
    """Consecutive shots in one place, and where their bed lies in the film.

    Attributes:
        start, length: samples in the film, overlaps included.
        fade_in, fade_out: samples.
        offset: samples of the same place that were heard before in its scene.
        visit: the same number for spans that are one place in one scene.
    """

    shots: tuple[CutShot, ...]
    start: int
    length: int
    fade_in: int
    fade_out: int
    offset: int = 0
    visit: int = 0

    @property
    def first(self) -> CutShot:
        return self.shots[0]


def bed_spans(cut: Cut, begins: Callable[[CutShot], bool] = lambda _: False) -> tuple[BedSpan, ...]:
    """The film's places, one after another.

    Args:
        begins: whether a bed of its own begins in a shot, in the same place or not.
    """
    groups: list[list[CutShot]] = []
    for shot in cut.shots:
        goes_on = not shot.slate_frames and not begins(shot)
        if groups and goes_on and _place(groups[-1][-1]) == _place(shot):
            groups[-1].append(shot)
        else:
            groups.append([shot])
    film = samples_from_frames(cut.frames, cut.rate)
    edges = [_edge(cut, group[0], first=k == 0) for k, group in enumerate(groups)]
    spans: list[BedSpan] = []
    heard: dict[tuple[int, tuple[str, ...]], tuple[int, int]] = {}
    for k, group in enumerate(groups):
        start, fade_in = edges[k].rise, edges[k].rise_fade
        if k + 1 < len(groups):
            end, fade_out = edges[k + 1].fall, edges[k + 1].fall_fade
        else:
            end, fade_out = film, int(CROSS_FADE_S * SAMPLE_RATE_HZ)
            if cut.tail_frames:
                fade_out = max(fade_out, samples_from_frames(cut.tail_frames, cut.rate))
        length = max(1, end - start)
        key = (group[0].shot.scene_index, _place(group[0]))
        visit, offset = (len(spans), 0) if begins(group[0]) else heard.get(key, (len(spans), 0))
        span = BedSpan(
            tuple(group), start, length, min(fade_in, length // 2), min(fade_out, length // 2),
            offset, visit,
        )  # fmt: skip
        spans.append(span)
        if not begins(group[0]):
            # A place that plays on into the next scene is also that scene's.
            for scene in {group[0].shot.scene_index, group[-1].shot.scene_index}:
                heard[scene, _place(group[0])] = (visit, offset + length)
    return tuple(spans)


def visit_length(spans: tuple[BedSpan, ...], visit: int) -> int:
    """Samples of bed that a place in a scene takes in all."""
    return max(span.offset + span.length for span in spans if span.visit == visit)


def _place(shot: CutShot) -> tuple[str, ...]:
    setting = shot.shot.setting
    return setting.key, setting.place.value, setting.time_of_day.value, setting.weather


@dataclass(frozen=True)
class _Edge:
    """Where the bed before ends and the next begins, and how long each fades."""

    fall: int
    fall_fade: int
    rise: int
    rise_fade: int


def _edge(cut: Cut, shot: CutShot, *, first: bool) -> _Edge:
    at = samples_from_frames(shot.start_frame, cut.rate)
    usual = int(CROSS_FADE_S * SAMPLE_RATE_HZ)
    half = min(usual // 2, samples_from_frames(shot.frames, cut.rate) // 2)
    lapped = _Edge(at + half, 2 * half, max(0, at - half), 2 * half)
    over = samples_from_frames(shot.transition_frames, cut.rate)
    kind = shot.transition
    if first:
        return replace(lapped, rise=at, rise_fade=max(over, usual))
    if shot.slate_frames:
        fall = samples_from_frames(shot.start_frame - shot.slate_frames, cut.rate)
        return _Edge(fall + usual // 2, usual, at, max(over, usual // 2))
    if kind is ShotTransition.SMASH_CUT:
        hard = int(SMASH_S * SAMPLE_RATE_HZ)
        return _Edge(at + hard, hard, at, hard)
    if not over:
        return lapped
    if kind is ShotTransition.FADE_OUT_IN:
        return _Edge(at + over // 2, over // 2, at + over // 2, over // 2)
    if kind is ShotTransition.FADE_IN:
        return _Edge(at, usual, at, over)
    return _Edge(at + over, over, at, over)
