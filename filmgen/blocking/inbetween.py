"""A shot in motion: figures moving between their key poses, under a camera on its path.

Key poses are held, and a change is eased and done in time for the next key, as an animator
would in-between them; see `tracks` for when, `changes` for how, `moves` for the camera.
"""

from __future__ import annotations

import bisect
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from filmgen.blocking.camera import project, project_many
from filmgen.blocking.changes import same_pose
from filmgen.blocking.following import HeadAt, follow
from filmgen.blocking.model import Camera, Figure, StagedPanel, StagedShot, Vec3
from filmgen.blocking.moves import CameraPath, camera_path
from filmgen.blocking.posture import vec
from filmgen.blocking.tracks import Track, tracks_of
from filmgen.breakdown.model import Shot
from filmgen.easing import smootherstep

_TOO_NEAR_M = 0.9
_NEAR_M = 0.35
"""Eyes that look this close to a head look at it, and a flame this close to a hand is in it."""


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
        return tracks_of(self.panels, self.bounds)

    @property
    def bounds(self) -> tuple[float, ...]:
        """The panels' starts and the end of the shot, in seconds."""
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
        return ShotMotion(staged.panels, tuple(starts), seconds, path)
    return motion if path.still else replace(motion, path=_followed(motion))


def _followed(motion: ShotMotion) -> CameraPath:
    def heads(name: str) -> tuple[HeadAt, list[tuple[float, float]]]:
        track = motion.tracks[name]
        moving = [(begin, end) for begin, end, _ in track.pieces]
        return lambda seconds: np.asarray(track.at(seconds).joint("head")), moving

    return follow(motion.path, motion.panels, motion.bounds, heads)


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


def move_panels(
    shot: Shot, staged: StagedShot, starts: Sequence[float], seconds: float = 4.0
) -> tuple[StagedPanel, ...]:
    """The first and the last picture of a shot's move, for boards that draw both; none where the
    camera stands still.
    """
    motion = motion_of(shot, staged, starts, seconds)
    if motion.path.still:
        return ()
    return motion.at(0.0), motion.at(1.0)


def _flat(a: Vec3, b: Vec3) -> float:
    return math.hypot(a[0] - b[0], a[2] - b[2])
