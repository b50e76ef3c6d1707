"""Motion: shots whose camera or figures move, drawn as sequences instead of stills."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from filmgen.blocking.anchored import moving_anchors
from filmgen.blocking.inbetween import ShotMotion, is_seen, motion_of
from filmgen.blocking.model import Blocking, PlateAnchor, StagedPanel
from filmgen.blocking.mouths import SPEAKING_OPEN, MouthShape, mouth_seen
from filmgen.breakdown.model import Setup
from filmgen.config import Config
from filmgen.edit_folder import EditFolder
from filmgen.editorial.lip_flap import lip_flap, shape_at
from filmgen.editorial.model import Cut, CutShot, MotionMedia
from filmgen.engines.protocols import StoryboardEngine
from filmgen.errors import ConfigError
from filmgen.farm.production import Wanted
from filmgen.media import Frame
from filmgen.timecode import frames_covering
from filmgen.workspace import Asset, seed_from
from pipelines.studio import Studio, provenance

ENGINE = "previs"
"""The engine that can draw a shot in motion."""
REVISION = "1"
"""Raised whenever the same motion would be drawn or stored otherwise than before."""

_SHARE, _LEAST_PX = 0.5, 640
"""Drawings in motion have half of the frame's size, but a longer side of 640 px where the frame
has that: half of the work (0.15 instead of 0.31 s a drawing at 1280x720). The size itself costs
little: a full drawing averaged to half and enlarged by `compositor.drawings` keeps an SSIM of
0.93 to itself. But at half size the pen lays its strokes anew (SSIM 0.6 to the full drawing), so
a shot is drawn at one size throughout, and cutting from a still to it shows another hand."""
_CRF = 10
"""Of the stored drawings: their grain survives, at 0.2 MB a second."""
_MOUTHS_REVISION = "1"
"""Raised whenever the same mouths would be drawn otherwise than before."""
_SEE_THROUGH = ("fog", "smoke", "dust", "steam")
"""Effects that fill the frame and are thinner before what is near."""


Said = tuple[tuple[str, MouthShape], ...]
"""Who is seen speaking in a drawing, with the shape of the mouth."""
Mouths = tuple[Said, ...]
Picture = tuple[StagedPanel, Said]


@dataclass(frozen=True)
class MovingShot:
    """A shot that is drawn in motion.

    Attributes:
        motion: its camera and figures.
        rate: drawings a second. drawings: how many.
        anchors: of its effect cues, for every drawing one for each cue.
        hides: whether effects need to know what is in front of them.
        mouths: of every drawing, the shapes of who is seen speaking; empty where nobody is.
    """

    motion: ShotMotion
    rate: Fraction
    drawings: int
    anchors: tuple[tuple[PlateAnchor, ...], ...]
    hides: bool
    mouths: Mouths = ()

    @property
    def times(self) -> tuple[float, ...]:
        """When each drawing is seen first, 0 to 1."""
        return _times(self.drawings, self.rate, self.motion.seconds)


Motions = Mapping[str, MovingShot]
"""The shots in motion, by identity."""


def check_motion(config: Config) -> None:
    """Refuse motion from an engine that only draws stills.

    Raises:
        ConfigError: it is asked for.
    """
    engine = config.engines.storyboard
    if config.storyboard.motion and engine != ENGINE:
        raise ConfigError(
            "storyboard.motion",
            f"engine {engine!r} draws stills; take engines.storyboard={ENGINE}, "
            "or storyboard.motion=false",
        )


def plan_motion(cut: Cut, blocking: Blocking, edit: EditFolder, config: Config) -> Motions:
    """Which shots move, and how. Empty where motion is off.

    A shot with a person's own drawing stays as it was drawn, and so does one in which neither
    camera nor figures move.
    """
    if not config.storyboard.motion:
        return {}
    rate = min(Fraction(config.storyboard.motion_fps).limit_denominator(1001), cut.rate)
    moving = {}
    for cut_shot, staged in zip(cut.shots, blocking.shots, strict=True):
        shot = cut_shot.shot
        if shot.setup is Setup.TITLE or len(cut_shot.panels) != len(staged.panels):
            continue
        if any(edit.frame(shot.identity, panel.label) for panel in cut_shot.panels):
            continue
        seconds = Fraction(cut_shot.frames) / cut.rate
        motion = motion_of(shot, staged, _starts(cut_shot), float(seconds))
        if not motion.moves:
            continue
        drawings = max(1, frames_covering(seconds, rate))
        anchors = moving_anchors(staged, motion, _times(drawings, rate, float(seconds)))
        hides = any(not a.fills_frame or a.kind in _SEE_THROUGH for a in staged.anchors)
        mouths = _mouths(cut_shot, motion, rate, drawings, cut)
        moving[shot.identity] = MovingShot(motion, rate, drawings, anchors, hides, mouths)
    return moving


def _mouths(
    cut_shot: CutShot, motion: ShotMotion, rate: Fraction, drawings: int, cut: Cut
) -> Mouths:
    """The shapes of the speakers' mouths in every drawing, of those who are near enough."""
    width, _ = drawn_px(cut.picture_px)
    flaps = {}
    for name in motion.tracks:
        poses = [f for panel in motion.panels for f in panel.figures if f.name == name]
        held = any(pose.expression.mouth_open > SPEAKING_OPEN for pose in poses)
        rest = MouthShape.REST if held else MouthShape.CLOSED
        held_for = math.ceil(cut.rate / rate)
        cues = lip_flap(
            cut_shot.lines, name, cut.rate, 0, cut_shot.frames, rest=rest, hold=held_for
        )
        if cues:
            flaps[name] = cues
    if not flaps:
        return ()
    shapes = []
    for number, t in enumerate(_times(drawings, rate, motion.seconds)):
        panel = motion.at(t)
        middle = int((number + Fraction(1, 2)) / rate * cut.rate)
        near = [
            figure.name
            for figure in panel.figures
            if figure.name in flaps and mouth_seen(figure, panel.camera, width)
        ]
        shapes.append(tuple((name, shape_at(flaps[name], middle)) for name in near))
    return tuple(shapes) if any(shapes) else ()


def _starts(cut_shot: CutShot) -> tuple[float, ...]:
    return tuple(panel.start_frame / cut_shot.frames for panel in cut_shot.panels)


def _times(drawings: int, rate: Fraction, seconds: float) -> tuple[float, ...]:
    return tuple(min(1.0, float(i / rate) / max(seconds, 1e-6)) for i in range(drawings))


def draw_motion(cut: Cut, motions: Motions, studio: Studio) -> Mapping[str, MotionMedia]:
    """Draw the shots in motion; by identity. A shot that fails keeps its stills.

    Raises:
        EngineUnavailable: the storyboard engine cannot run here.
    """
    if not motions:
        return {}
    engine: StoryboardEngine = studio.engine("storyboard")
    info = engine.describe()
    engine.close()
    options = dict(studio.options(ENGINE))
    look = studio.config.storyboard.look
    size = drawn_px(cut.picture_px)
    wanted, shots = [], []
    for cut_shot in cut.shots:
        shot = cut_shot.shot
        moving = motions.get(shot.identity)
        if moving is None:
            continue
        base = shot.seed if shot.seed is not None else studio.config.film.seed
        task = _Sequence(
            moving.motion,
            moving.rate,
            moving.drawings,
            *size,
            look,
            seed_from(base, shot.identity, "motion"),
            moving.hides,
            str(options.get("device", "cpu")),
            moving.mouths,
        )
        wanted.append(
            Wanted(shot.display_id, provenance("motion", info, task.seed, task.request()), task)
        )
        shots.append(cut_shot)
    made = studio.produce("motion", wanted, _draw)

    drawn = {}
    for cut_shot, asset in zip(shots, made, strict=True):
        if not isinstance(asset, Asset):
            continue  # its stills are shown instead
        shot = cut_shot.shot
        folder = studio.publish(f"frames/{shot.display_id}", asset, {"motion.mp4": "motion.mp4"})
        moving = motions[shot.identity]
        drawn[shot.identity] = MotionMedia(
            folder / "motion.mp4",
            moving.rate,
            moving.drawings,
            asset.key,
            asset.path("passes.npz") if moving.hides else None,
        )
    return drawn


def drawn_px(picture_px: tuple[int, int]) -> tuple[int, int]:
    """The size of drawings in motion for a composed frame's, both even."""
    longer = max(picture_px)
    share = min(1.0, max(_SHARE, _LEAST_PX / longer))
    width, height = (max(16, round(side * share / 2) * 2) for side in picture_px)
    return width, height


@dataclass(frozen=True)
class _Sequence:
    """What a worker draws."""

    motion: ShotMotion
    rate: Fraction
    drawings: int
    width_px: int
    height_px: int
    look: str
    seed: int
    passes: bool
    device: str
    mouths: Mouths = ()

    def request(self) -> dict[str, Any]:
        """What the drawings depend on: everything but where they are made."""
        motion = self.motion
        return {
            "revision": REVISION,
            "panels": motion.panels,
            "starts": motion.starts,
            "seconds": motion.seconds,
            "camera": motion.path.keys,
            "rate": str(self.rate),
            "drawings": self.drawings,
            "size": [self.width_px, self.height_px],
            "look": self.look,
            "seed": self.seed,
            "passes": self.passes,
            "crf": _CRF,
            # only where somebody speaks: the keys of all others must not change
            **({"mouths": [_MOUTHS_REVISION, self.mouths]} if self.mouths else {}),
        }

    def pictures(self) -> tuple[list[list[Picture]], list[int]]:
        """The pictures that differ, in order, and which of them each drawing is.

        A held pose is drawn once, and who is out of frame may do as they like.

        Returns:
            pictures: in runs that are drawn as one sequence: between two cuts, one cast.
            index: for every drawing, the picture's number through all runs.
        """
        motion, cuts = self.motion, self.motion.path.cuts
        known: dict[tuple[Any, ...], int] = {}
        runs: list[list[Picture]] = []
        index: list[int] = []
        before: Any = None
        for number, t in enumerate(_times(self.drawings, self.rate, motion.seconds)):
            panel = motion.at(t)
            said = self.mouths[number] if self.mouths else ()
            seen = tuple(f for f in panel.figures if is_seen(f, panel.camera))
            picture = (seen, panel.camera, panel.glows, motion.panel_at(t), said)
            if picture not in known:
                known[picture] = len(known)
                run = (sum(cut <= t for cut in cuts), [f.name for f in panel.figures])
                if run != before:
                    runs.append([])
                    before = run
                runs[-1].append((panel, said))
            index.append(known[picture])
        return [_lit_alike(run) for run in runs], index


def _lit_alike(run: list[Picture]) -> list[Picture]:
    """Panels of a run: whoever is a subject in one of them is lit as a subject in all."""
    subjects = tuple(dict.fromkeys(name for panel, _ in run for name in panel.subjects))
    return [(replace(panel, subjects=subjects), said) for panel, said in run]


def _draw(folder: Path, task: Any) -> Mapping[str, Any]:
    """In a worker: draw a shot, `motion.mp4` and, where effects need them, `passes.npz`."""
    import cv2
    import numpy as np

    from filmgen.compositor.colour import new_i420, planes_from_rgb
    from filmgen.compositor.encode.codecs import Encoding
    from filmgen.compositor.encode.writer import SegmentWriter

    runs, index = task.pictures()
    width, height = task.width_px, task.height_px
    flat, planes = new_i420(width, height)
    ids, depths = [], []
    frames = enumerate(_frames(task, runs))
    store: dict[int, Any] = {}
    last = {at: i for i, at in enumerate(index)}
    with SegmentWriter(
        folder / "motion.mp4", width, height, task.rate, Encoding(crf=_CRF)
    ) as writer:
        for drawing, at in enumerate(index):
            while at not in store:
                number, frame = next(frames)
                store[number] = planes_from_rgb(frame.picture)
                if task.passes and frame.figure_ids is not None and frame.depth_m is not None:
                    ids.append(frame.figure_ids)
                    far = np.nan_to_num(frame.depth_m, posinf=6e4).clip(0, 6e4)
                    half = (width // 2, height // 2)
                    small = cv2.resize(far, half, interpolation=cv2.INTER_NEAREST)
                    depths.append(small.astype(np.float16))
            planes.write(store[at])
            writer.write(flat)
            if last[at] == drawing:
                del store[at]
    if task.passes:
        np.savez_compressed(
            folder / "passes.npz",
            ids=np.stack(ids),
            depth_m=np.stack(depths),
            index=np.array(index, np.int32),
        )
    return {"drawings": len(index), "drawn": max(index) + 1}


def _frames(task: _Sequence, runs: Iterable[list[Picture]]) -> Iterator[Frame]:
    from filmgen.previs.sequence import draw_sequence

    for run in runs:
        yield from draw_sequence(
            [panel for panel, _ in run],
            task.width_px,
            task.height_px,
            look=task.look,
            seed=task.seed,
            device=task.device,
            mouths=[dict(said) for _, said in run] if task.mouths else (),
        )
