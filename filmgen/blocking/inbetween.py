"""A shot in motion: figures moving between their key poses, under a camera on its path.

Key poses are held, and a change is eased and done in time for the next key, as an animator
would in-between them. Who was staged in mid-stride does not freeze there: they walk on to the
next key, or through the frame as far as there is room.
"""

from __future__ import annotations

import bisect
import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from filmgen.blocking.camera import project, project_many
from filmgen.blocking.chance import fraction
from filmgen.blocking.changes import Transition, same_pose, strides, transition, walks
from filmgen.blocking.gait import pace_m_s, upright
from filmgen.blocking.model import Camera, Figure, StagedPanel, StagedShot, Vec3
from filmgen.blocking.moves import CameraPath, camera_path
from filmgen.blocking.posture import vec
from filmgen.blocking.space import footprints
from filmgen.blocking.view import head_fraction
from filmgen.breakdown.model import Shot
from filmgen.easing import smootherstep

_HOLD_S = 0.3
"""A key pose is seen for this long before it changes, where there is time."""
_FARTHEST_M = 6.0
_TOO_NEAR_M = 0.9
_NEAR_M = 0.35
"""Eyes that look this close to a head look at it, and a flame this close to a hand is in it."""


def between(a: StagedPanel, b: StagedPanel, t: float) -> tuple[Figure, ...]:
    """The figures at a share of the change from one key pose to the next.

    Args:
        t: 0 is `a`, 1 is `b`. Whoever is only in one of the panels is seen in its half.
    """
    before, after = ({f.name: f for f in panel.figures} for panel in (a, b))
    figures = []
    for figure in b.figures if t >= 0.5 else a.figures:
        one, other = before.get(figure.name), after.get(figure.name)
        if one is None or other is None or one == other:
            figures.append(figure)
            continue
        rest = [f for name, f in after.items() if name != figure.name]
        figures.append(transition(one, other, a.set_plan, rest).at(t))
    return tuple(figures)


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


@dataclass(frozen=True)
class ShotMotion:
    """Everything a shot's moving picture depends on.

    Attributes:
        panels: the staged key poses. starts: time of each, 0 to 1.
        seconds: length of the shot. path: of its camera.
    """

    panels: tuple[StagedPanel, ...]
    starts: tuple[float, ...]
    seconds: float
    path: CameraPath

    @cached_property
    def tracks(self) -> dict[str, Track]:
        """The figures' tracks by name, in order of appearance."""
        names = dict.fromkeys(f.name for panel in self.panels for f in panel.figures)
        return {name: _track(name, self.panels, self._bounds) for name in names}

    @property
    def _bounds(self) -> tuple[float, ...]:
        return (*(start * self.seconds for start in self.starts), self.seconds)

    @property
    def moves(self) -> bool:
        """Whether a still picture for each panel would not do."""
        return not self.path.still or any(map(self._seen_moving, self.tracks.values()))

    def _seen_moving(self, track: Track) -> bool:
        """Whether a figure moves where the camera looks."""
        for begin, end, change in track.pieces:
            if same_pose(change.a, change.b):
                continue
            for share in (0.0, 0.5, 1.0):
                time = begin + (end - begin) * share
                camera = self.path.at(min(1.0, time / self.seconds))
                if is_seen(change.at(share), camera):
                    return True
        return False

    def panel_at(self, t: float) -> int:
        """Index of the panel whose time it is."""
        return max(0, bisect.bisect_right(self.starts, t) - 1)

    def at(self, t: float) -> StagedPanel:
        """The whole picture at a time of 0 (first frame) to 1 (end of the last)."""
        index = self.panel_at(t)
        panel, seconds = self.panels[index], t * self.seconds
        now = {figure.name: self.tracks[figure.name].at(seconds) for figure in panel.figures}
        figures = tuple(self._watching(figure, now, seconds) for figure in now.values())
        glows = tuple(
            replace(glow, position=self.carried(glow.position, index, t)) for glow in panel.glows
        )
        return replace(panel, figures=figures, camera=self.path.at(t), glows=glows)

    def _watching(self, figure: Figure, now: dict[str, Figure], seconds: float) -> Figure:
        """Eyes follow whom they look at while that one moves."""
        if figure.gaze is None:
            return figure
        a, b, share = self.tracks[figure.name].keys(seconds)
        eased = smootherstep(min(1.0, share / 0.8))
        shift = np.zeros(3)
        for key, weight in ((a, 1.0 - eased), (b, eased)):
            watched = self._watched(key)
            if watched is not None and watched.name in now and weight > 0.0:
                head = np.asarray(now[watched.name].joint("head"))
                shift += weight * (head - np.asarray(watched.joint("head")))
        if float(np.abs(shift).max()) < 1e-6:
            return figure
        return replace(figure, gaze=vec(np.asarray(figure.gaze) + shift))

    def _watched(self, key: Figure) -> Figure | None:
        """The figure a key pose looks at, as it stands in the same panel."""
        if key.gaze is None:
            return None
        for panel in self.panels:
            if any(figure is key for figure in panel.figures):
                others = [f for f in panel.figures if f.name != key.name]
                near = [f for f in others if math.dist(f.joint("head"), key.gaze) < _NEAR_M]
                return near[0] if near else None
        return None

    def carried(self, place: Vec3, panel: int, t: float) -> Vec3:
        """Where a place of a panel is at a time: what is at a hand goes with the hand."""
        for figure in self.panels[panel].figures:
            for hand, _ in figure.held:
                held = figure.joint(f"{hand}_hand")
                if _flat(held, place) < _NEAR_M and abs(held[1] - place[1]) < 1.3:
                    now = self.tracks[figure.name].at(t * self.seconds)
                    moved = np.subtract(now.joint(f"{hand}_hand"), held)
                    return vec(np.asarray(place) + moved)
        return place


def is_seen(figure: Figure, camera: Camera) -> bool:
    """Whether anything of a figure is in frame, or just outside."""
    places = np.array([place for _, place in figure.joints])
    x, y, depth = project_many(camera, places).T
    inside = (depth > 0.05) & (np.abs(x - 0.5) < 0.58) & (np.abs(y - 0.5) < 0.6)
    return bool(inside.any())


def motion_of(
    shot: Shot, staged: StagedShot, starts: Sequence[float], seconds: float
) -> ShotMotion:
    """A shot in motion.

    Args:
        starts: time of each panel, 0 to 1, the first 0. seconds: length of the shot.
    """
    path = camera_path(shot, staged.panels, starts, seconds)
    motion = ShotMotion(staged.panels, tuple(starts), seconds, path)
    if len(staged.panels) > 1 and _collides(motion):
        path = camera_path(shot, staged.panels, starts, seconds, reframes=False)
        motion = ShotMotion(staged.panels, tuple(starts), seconds, path)
    return motion


def _collides(motion: ShotMotion) -> bool:
    """Whether a figure on its way comes between the lens and the picture of a moving camera.

    Keys are clear by staging; what is checked is the way between them.
    """
    composed = [panel.camera for panel in motion.panels]
    for i in range(1, 24):
        panel = motion.at(i / 24)
        if panel.camera in composed:
            continue
        for figure in panel.figures:
            head = figure.joint("head")
            x, _, depth = project(panel.camera, head)
            near = 0.05 < depth < _TOO_NEAR_M and abs(x - 0.5) < 0.75
            if near and all(math.dist(head, c.position) > _TOO_NEAR_M for c in composed):
                return True
    return False


def pose_at(
    shot: Shot, staged: StagedShot, starts: Sequence[float], seconds: float, t: float
) -> StagedPanel:
    """The full panel (camera, figures, glows) at a time of 0 to 1; see `ShotMotion.at`."""
    return motion_of(shot, staged, starts, seconds).at(t)


def move_panels(
    shot: Shot, staged: StagedShot, starts: Sequence[float], seconds: float = 4.0
) -> tuple[StagedPanel, StagedPanel]:
    """The first and the last picture of a shot's move, for boards that draw both."""
    motion = motion_of(shot, staged, starts, seconds)
    return motion.at(0.0), motion.at(1.0)


def _track(name: str, panels: Sequence[StagedPanel], bounds: Sequence[float]) -> Track:
    """When a figure does what. `bounds` are the panels' starts and the end, in seconds."""
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
            here = n > 0 and keys[n - 1][0] == i - 1
            through = _through(key, panels[i], until - begin, from_here=here)
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


def _through(
    key: Figure, panel: StagedPanel, seconds: float, *, from_here: bool
) -> Transition | None:
    """Somebody in mid-stride walks through their place, or on from it; None without room.

    Args:
        from_here: they have walked up to here in the panel before.
    """
    pace = pace_m_s(key.look, runs=key.pose.startswith("run"))
    wish = min(pace * seconds, _FARTHEST_M)
    ahead = _room(key, panel, 1.0, wish)
    back = 0.0 if from_here else _room(key, panel, -1.0, wish)
    if ahead + back < max(0.6, 0.55 * pace):
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
    others = [f for f in panel.figures if f.name != key.name]
    rolling = (strides(start), strides(end))
    return transition(start, end, panel.set_plan, others, rolling=rolling)


def _room(key: Figure, panel: StagedPanel, sign: float, wish: float) -> float:
    """How far somebody can walk ahead (1) or has come from (-1) inside set and frame, metres."""
    plan = panel.set_plan
    taken = footprints(plan)
    seen = _in_frame(panel.camera, key)
    depth = project(panel.camera, key.joint("head"))[2]
    others = [f for f in panel.figures if f.name != key.name]
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
        metres += step
    return metres


def _in_frame(camera: Camera, figure: Figure) -> bool:
    x, y, depth = project(camera, figure.joint("head"))
    if not depth > 0.4:
        return False
    crown = y - 0.5 * head_fraction(camera, figure)
    return bool(0.08 < x < 0.92 and crown > -0.03 and y < 0.9)


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
