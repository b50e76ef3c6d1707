"""When a figure does what in a shot: its key poses on a line of time.

A key is held until the change to the next one, which ends as that one begins. Who was staged in
mid-stride does not freeze there: they walk on to the next key, or through the frame as far as
there is room.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from filmgen.blocking.camera import project
from filmgen.blocking.chance import fraction
from filmgen.blocking.changes import Transition, strides, transition, walks
from filmgen.blocking.gait import pace_m_s
from filmgen.blocking.model import Camera, Figure, StagedPanel, Vec3
from filmgen.blocking.posture import vec
from filmgen.blocking.space import footprints
from filmgen.blocking.stand import upright
from filmgen.blocking.view import head_fraction

_HOLD_S = 0.3
"""A key pose is seen for this long before it changes, where there is time."""
_FARTHEST_M = 6.0


@dataclass(frozen=True)
class Track:
    """One figure over the time of a shot: holds, and transitions between them.

    Attributes:
        first: who is held before the first piece.
        pieces: (begin, end, transition), in seconds, in order, not overlapping.
    """

    first: Figure
    pieces: tuple[tuple[float, float, Transition], ...] = field(default=())

    def keys(self, seconds: float) -> tuple[Figure, Figure, float]:
        """(key left, key met, share of the change) at a time; a held key is both."""
        held = self.first
        for begin, end, change in self.pieces:
            if seconds < begin:
                break
            if seconds < end:
                return change.a, change.b, (seconds - begin) / (end - begin)
            held = change.b
        return held, held, 0.0

    def at(self, seconds: float) -> Figure:
        """The figure at a time."""
        for begin, end, change in self.pieces:
            if begin <= seconds < end:
                return change.at((seconds - begin) / (end - begin))
        return self.keys(seconds)[0]


def tracks_of(panels: Sequence[StagedPanel], bounds: Sequence[float]) -> dict[str, Track]:
    """The tracks of all figures by name, in order of appearance; subjects have right of way.

    Args:
        bounds: the panels' starts and the end of the shot, in seconds.
    """
    names = dict.fromkeys(f.name for panel in panels for f in panel.figures)
    subjects = dict.fromkeys(n for panel in panels for n in panel.subjects if n in names)
    tracks: dict[str, Track] = {}
    for name in {**subjects, **names}:
        tracks[name] = _track(name, panels, bounds, tracks)
    return {name: tracks[name] for name in names}


def _track(
    name: str,
    panels: Sequence[StagedPanel],
    bounds: Sequence[float],
    known: Mapping[str, Track],
) -> Track:
    """When a figure does what, given the tracks of those who go first."""
    keys = [
        (i, figure) for i, panel in enumerate(panels) for figure in panel.figures
        if figure.name == name
    ]  # fmt: skip
    pieces: list[tuple[float, float, Transition]] = []
    first = keys[0][1]
    for n, (i, key) in enumerate(keys):
        begin, end = bounds[i], bounds[i + 1]
        following = keys[n + 1][1] if n + 1 < len(keys) and keys[n + 1][0] == i + 1 else None
        goes_on = following is not None and walks(key, following)
        if strides(key) and not goes_on:
            # nobody freezes in mid-stride
            until = end if following is None else begin + 0.7 * (end - begin)
            before, after = n > 0 and keys[n - 1][0] == i - 1, following is not None
            others = _others(name, panels[i], known, (begin, until))
            seconds = until - begin
            through = _through(key, panels[i], others, seconds, from_here=before, to_here=after)
            if through is not None:
                takes = until - begin
                if not (strides(through.a) and strides(through.b)):
                    takes = min(through.seconds, takes)
                start = begin if strides(through.a) else until - takes
                pieces.append((start, start + takes, through))
                first = through.a if i == 0 else first
                key = through.b
        if following is None or key == following:
            continue
        rest = [f for f in panels[i + 1].figures if f.name != name]
        rolling = (strides(key), strides(following))
        change = transition(key, following, panels[i].set_plan, rest, rolling=rolling)
        free = pieces[-1][1] if pieces and pieces[-1][1] > begin else begin
        room = end - free
        if walks(key, following):
            room -= 0.0 if strides(key) else min(_HOLD_S, 0.2 * room)
            seconds = min(change.seconds, room)
            start = free if strides(key) else end - seconds
        else:
            seconds = min(change.seconds, max(0.8 * room, min(room, 0.4)))
            early = min(0.15 * fraction(name, "early"), 0.2 * (room - seconds))
            start = end - seconds - early
        if seconds > 0.02:
            pieces.append((start, start + seconds, change))
        else:
            pieces.append((end - 1e-6, end, change))
    return Track(first, tuple(pieces))


def _others(
    name: str, panel: StagedPanel, known: Mapping[str, Track], span: tuple[float, float]
) -> list[Figure]:
    """Who else is in a panel, wherever they are known to be during a span of time."""
    found: list[Figure] = []
    for figure in panel.figures:
        if figure.name == name:
            continue
        if figure.name not in known:
            found.append(figure)
            continue
        begin, end = span
        times = (begin, (begin + end) / 2, end - 1e-6)
        found += dict.fromkeys(known[figure.name].at(time) for time in times)
    return found


def _through(
    key: Figure,
    panel: StagedPanel,
    others: Sequence[Figure],
    seconds: float,
    *,
    from_here: bool,
    to_here: bool,
) -> Transition | None:
    """Somebody in mid-stride walks through their place, or on from it; None without room.

    Args:
        from_here: they were here in the panel before. to_here: they are in the next one.
    """
    pace = pace_m_s(key.look, runs=key.pose.startswith("run"))
    wish = min(pace * seconds, _FARTHEST_M)
    ahead = 0.0 if to_here else _room(key, panel, others, 1.0, wish)
    back = 0.0 if from_here else _room(key, panel, others, -1.0, wish)
    if ahead + back < max(0.6, 0.3 * pace):
        return None
    behind = min(back, max(0.5 * wish, wish - ahead))
    onward = min(ahead, wish - behind)
    enough = behind + onward > 0.7 * wish
    start = shifted(key, -behind)
    end = shifted(key, onward)
    if not enough:
        # there is a wall, or the frame's edge: they stop before it, or set out from it
        if onward >= behind:
            end = upright(end, np.asarray(end.position), end.facing_rad)
        else:
            start = upright(start, np.asarray(start.position), start.facing_rad)
    rolling = (strides(start), strides(end))
    return transition(start, end, panel.set_plan, others, rolling=rolling)


def _room(
    key: Figure, panel: StagedPanel, others: Sequence[Figure], sign: float, wish: float
) -> float:
    """How far somebody can walk ahead (1) or has come from (-1) inside set and frame, metres."""
    plan = panel.set_plan
    taken = footprints(plan)
    seen = _in_frame(panel.camera, key)
    depth = project(panel.camera, key.joint("head"))[2]
    order = [_is_left(panel.camera, key, other) for other in others]
    metres, step = 0.0, 0.15
    while metres + step <= wish:
        moved = shifted(key, sign * (metres + step))
        x, _, z = moved.position
        if plan.interior and (abs(x) > plan.width_m / 2 - 0.25 or abs(z) > plan.depth_m / 2 - 0.25):
            break
        if taken.stand_in_way(np.array([[x, 0.0, z]]), 0.2).any():
            break
        if any(_flat(moved.position, other.position) < 0.6 for other in others):
            break
        if seen and not _in_frame(panel.camera, moved):
            break
        if project(panel.camera, moved.joint("head"))[2] < 0.78 * depth:
            break
        if [_is_left(panel.camera, moved, other) for other in others] != order:
            break
        if any(_hides(panel.camera, moved, f) for f in others if f.name in panel.subjects):
            break
        metres += step
    return metres


def _in_frame(camera: Camera, figure: Figure) -> bool:
    x, y, depth = project(camera, figure.joint("head"))
    if not depth > 0.4:
        return False
    crown = y - 0.5 * head_fraction(camera, figure)
    return bool(0.08 < x < 0.92 and crown > -0.03 and y < 0.9)


def _hides(camera: Camera, figure: Figure, other: Figure) -> bool:
    """Whether a figure stands between the lens and another one's face."""
    (x, _, depth), (there, _, far) = (project(camera, one.joint("head")) for one in (figure, other))
    wide = 1.1 * head_fraction(camera, figure) / camera.aspect
    return bool(0.05 < depth < far and abs(x - there) < wide)


def _is_left(camera: Camera, figure: Figure, other: Figure) -> bool:
    return bool(project(camera, figure.joint("head"))[0] < project(camera, other.joint("head"))[0])


def shifted(figure: Figure, metres: float) -> Figure:
    """The figure moved along its facing, pose, gaze and all."""
    by = metres * np.array([math.sin(figure.facing_rad), 0.0, math.cos(figure.facing_rad)])
    return replace(
        figure,
        position=vec(np.asarray(figure.position) + by),
        joints=tuple((name, vec(np.asarray(place) + by)) for name, place in figure.joints),
    )


def _flat(a: Vec3, b: Vec3) -> float:
    return math.hypot(a[0] - b[0], a[2] - b[2])
