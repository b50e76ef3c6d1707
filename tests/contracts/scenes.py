"""Segments with all that a renderer may be asked to draw, small: for contract tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from filmgen.blocking.model import PlateAnchor
from filmgen.blocking.mouths import MouthShape
from filmgen.breakdown.model import Move, ShotTransition
from filmgen.compositor.colour import new_i420, planes_from_rgb
from filmgen.compositor.encode.codecs import Encoding
from filmgen.compositor.encode.writer import SegmentWriter
from filmgen.compositor.moves import View
from filmgen.compositor.plan import plan_segments
from filmgen.compositor.segments import BurnIn, Edition, Retime, Segment, Style
from filmgen.compositor.words.burn_in_plan import plan_burn_ins
from filmgen.editorial.model import MotionMedia, MouthMedia, PlateMedia, TimelineShot
from filmgen.effects.plates import write_plate
from filmgen.media import ByteArray, Missing, Plate
from filmgen.media_files import DEPTH_SCALE
from tests.compositor.films import board, film, take

SIZE = (160, 90)
PLAIN = Style(burn_in="none", subtitles=False)
Scene = Callable[[Path], tuple[Segment, BurnIn | None]]


def of(shot: TimelineShot, **more: Any) -> tuple[Segment, BurnIn | None]:
    """The segment of a shot alone."""
    return plan_segments(film(shot, size=SIZE, **more), PLAIN)[0], None


def shot(folder: Path, frames: int = 6, **more: Any) -> TimelineShot:
    return take(folder, 1, frames, size=SIZE, **more)


def plate(
    folder: Path, kind: str, *, loops: bool = True, onset: int = 0, **anchor: Any
) -> PlateMedia:
    """A plate of soft blobs that move: smoke and steam reflect, fire and blasts shine."""
    frames, height, width = 5, 48, 40
    y, x = np.mgrid[:height, :width].astype(np.float32)
    rgba = np.zeros((frames, height, width, 4), np.float16)
    light = {"fire": (3.0, 1.1, 0.2), "explosion": (6.0, 3.5, 1.2), "smoke": (0.08, 0.07, 0.07)}
    colour = np.array(light.get(kind, (0.7, 0.7, 0.72)), np.float32)
    for i in range(frames):
        high = 30 + 5 * np.sin(2 * np.pi * i / frames)
        blob = np.exp(-(((x - 19 - 2 * i) / 9) ** 2) - ((y - high) / 13) ** 2)
        blob = np.clip(1.15 * blob - 0.15, 0, 1)
        rgba[i, ..., :3] = colour * (blob * (0.7 + 0.3 * np.sin(i)))[..., None]
        rgba[i, ..., 3] = blob * (0.35 if kind in light and kind != "smoke" else 0.75)
    names = write_plate(folder / kind, Plate(rgba, Fraction(24), loops))
    values: dict[str, Any] = {
        "kind": kind, "intensity": 0.8, "x": 0.55, "y": 0.95, "width": 0.4, "height": 0.8,
        "depth_m": 4.0, "tan_w": 0.5, "size_m": 1.5,
    }  # fmt: skip
    place = PlateAnchor(**(values | anchor))
    path = folder / kind / names[0]
    return PlateMedia(
        kind, place, path, Fraction(24), frames, loops, f"key-{kind}", onset_frames=onset
    )


def deep(folder: Path, one: TimelineShot, overscan: float) -> TimelineShot:
    """A shot whose panels know their depth: a floor, a wall, and somebody before it."""
    width, height = (round(side * (1 + 2 * overscan)) for side in SIZE)
    depth = np.full((height, width), 9.0, np.float32)
    depth[height // 2 :] = np.linspace(9.0, 2.0, height - height // 2, dtype=np.float32)[:, None]
    ids = np.zeros((height, width), np.uint8)
    who = np.s_[height // 4 : height * 9 // 10, width // 3 : width // 2]
    depth[who], ids[who] = 2.5, 1
    depth_path, ids_path = folder / f"depth{overscan}.png", folder / f"ids{overscan}.png"
    cv2.imwrite(str(depth_path), np.rint(depth * DEPTH_SCALE).astype(np.uint16))
    cv2.imwrite(str(ids_path), ids)
    panels = tuple(replace(p, depth=depth_path, figure_ids=ids_path) for p in one.panels)
    return replace(one, panels=panels)


def speaking(folder: Path, one: TimelineShot) -> TimelineShot:
    """A shot in which somebody speaks."""
    pictures = []
    for number, shape in enumerate((MouthShape.OPEN, MouthShape.WIDE)):
        path = folder / f"mouth{number}.png"
        cv2.imwrite(str(path), board(20, 12, 50 + number))
        pictures.append((shape, path))
    cues = ((0, MouthShape.REST), (1, MouthShape.OPEN), (3, MouthShape.WIDE), (5, MouthShape.OPEN))
    mouth = MouthMedia("BRICK", 64, 40, tuple(pictures), cues, "mouth-key")
    first, *others = one.panels
    return replace(one, panels=(replace(first, mouths=(mouth,)), *others))


def dark(folder: Path, one: TimelineShot, overscan: float) -> TimelineShot:
    """A shot by night: what burns lights it."""
    width, height = (round(side * (1 + 2 * overscan)) for side in SIZE)
    path = folder / f"night{overscan}.png"
    cv2.imwrite(str(path), board(width, height, 9) // 5)
    return replace(one, panels=tuple(replace(p, picture=path) for p in one.panels))


def _move(move: Move, overscan: float = 0.06) -> Scene:
    return lambda folder: of(shot(folder, move=move, overscan=overscan))


def _rolled(folder: Path) -> tuple[Segment, BurnIn | None]:
    segment, _ = of(shot(folder, move=Move.PUSH_IN))
    path = replace(segment.footage.path, end=View(0.52, 0.47, 0.8, 0.12))
    return replace(segment, footage=replace(segment.footage, path=path)), None


def _timed(first: Fraction, speed: Fraction) -> Scene:
    def made(folder: Path) -> tuple[Segment, BurnIn | None]:
        segment, _ = of(shot(folder, 9, move=Move.PAN, plates=(plate(folder, "smoke"),), cuts=(4,)))
        return replace(segment, footage=replace(segment.footage, time=Retime(first, speed))), None

    return made


def _plates(kinds: tuple[str, ...], move: Move, overscan: float = 0.06, **anchor: Any) -> Scene:
    def made(folder: Path) -> tuple[Segment, BurnIn | None]:
        laid = tuple(
            plate(folder, kind, **({"x": 0.4 + 0.2 * i, "depth_m": 4.0 + i} | anchor))
            for i, kind in enumerate(kinds)
        )
        return of(shot(folder, move=move, overscan=overscan, plates=laid))

    return made


def _night(move: Move, overscan: float, kind: str, **more: Any) -> Scene:
    def made(folder: Path) -> tuple[Segment, BurnIn | None]:
        one = shot(folder, 9, move=move, overscan=overscan, plates=(plate(folder, kind, **more),))
        return of(dark(folder, deep(folder, one, overscan), overscan))

    return made


def _weather(kind: str, move: Move, depth: bool, **anchor: Any) -> Scene:
    def made(folder: Path) -> tuple[Segment, BurnIn | None]:
        place = {"x": 0.5, "y": 1.0, "width": 1.0, "height": 1.0, "fills_frame": True} | anchor
        one = shot(folder, move=move, plates=(plate(folder, kind, **place),))
        return of(deep(folder, one, 0.06) if depth else one)

    return made


def _deep(move: Move, *, mouths: bool = False, kinds: tuple[str, ...] = ()) -> Scene:
    def made(folder: Path) -> tuple[Segment, BurnIn | None]:
        laid = tuple(plate(folder, kind, depth_m=5.0) for kind in kinds)
        one = deep(folder, shot(folder, move=move, overscan=0.08, plates=laid), 0.08)
        return of(speaking(folder, one) if mouths else one)

    return made


def _mouths(kinds: tuple[str, ...]) -> Scene:
    def made(folder: Path) -> tuple[Segment, BurnIn | None]:
        laid = tuple(plate(folder, kind) for kind in kinds)
        return of(speaking(folder, shot(folder, 8, move=Move.PUSH_IN, plates=laid)))

    return made


def _entered(kind: ShotTransition, frames: int = 5) -> Scene:
    def made(folder: Path) -> tuple[Segment, BurnIn | None]:
        lost = replace(plate(folder, "dust"), sequence=Missing("no engine"))
        one = shot(folder, 5, move=Move.PAN, plates=(plate(folder, "fire"), lost))
        two = take(
            folder, 2, 8, size=SIZE, move=Move.PULL_OUT, transition=kind, transition_frames=frames
        )
        return plan_segments(film(one, two, size=SIZE), PLAIN)[1], None

    return made


def _of_film(number: int) -> Scene:
    """The title card, a shot, or the tail of a film."""

    def made(folder: Path) -> tuple[Segment, BurnIn | None]:
        whole = film(shot(folder, move=Move.TILT), size=SIZE, slate=20, tail=30)
        return plan_segments(whole, PLAIN)[number], None

    return made


def _words(mode: str, size: tuple[int, int] = (240, 180)) -> Scene:
    """A letterboxed film with subtitles and burn-ins."""

    def made(folder: Path) -> tuple[Segment, BurnIn | None]:
        one = take(folder, 1, 10, move=Move.PAN, size=(240, 102), words="Well, who is it now?")
        one = replace(one, plates=(PlateMedia(
            "fire", PlateAnchor("fire", 0.5, 0.5, 1.0, 0.2, 0.3, 3.0), Missing("no engine"),
            Fraction(24), 5, True, "key",
        ),))  # fmt: skip
        whole = film(one, size=size, aspect=Fraction(47, 20))
        segments = plan_segments(whole, Style(burn_in=mode))
        return segments[0], plan_burn_ins(segments, whole, mode, Edition("v003", "22 November"))[0]

    return made


def _missing(folder: Path) -> tuple[Segment, BurnIn | None]:
    return of(shot(folder, missing="the engine is not installed"))


def _damaged(folder: Path) -> tuple[Segment, BurnIn | None]:
    one = shot(folder, 8, move=Move.PAN, cuts=(4,), plates=(plate(folder, "smoke"),))
    path = folder / "broken.png"
    path.write_bytes(b"not a picture")
    (folder / "smoke" / "plate.0003.exr").write_bytes(b"not a plate")
    return of(replace(one, panels=(one.panels[0], replace(one.panels[1], picture=path))))


def _motion(kinds: tuple[str, ...]) -> Scene:
    def made(folder: Path) -> tuple[Segment, BurnIn | None]:
        path, rate, count = folder / "motion.mp4", Fraction(8), 4
        width, height = SIZE[0] // 2 // 2 * 2, SIZE[1] // 2 // 2 * 2
        flat, planes = new_i420(width, height)
        drawn: list[ByteArray] = [board(width, height, 20 + i) for i in range(count)]
        with SegmentWriter(path, width, height, rate, Encoding(crf=8)) as writer:
            for rgb in drawn:
                planes.write(planes_from_rgb(rgb))
                writer.write(flat)
        laid = tuple(plate(folder, kind) for kind in kinds)
        one = replace(shot(folder, 12, plates=laid), motion=MotionMedia(path, rate, count, "m"))
        return of(one)

    return made


SCENES: dict[str, Scene] = {
    "still": _move(Move.STATIC),
    "still, no overscan": _move(Move.STATIC, 0.0),
    **{f"{move}": _move(move) for move in Move if move is not Move.STATIC},
    "roll": _rolled,
    "over": _plates(("smoke",), Move.STATIC),
    "over under a move": _plates(("smoke", "dust"), Move.PAN),
    "over, half out of the picture": _plates(("smoke",), Move.TILT, x=0.0, y=1.3),
    "steam over paper": _plates(("steam",), Move.HANDHELD),
    "shines": _plates(("fire", "smoke"), Move.PUSH_IN),
    "night, still": _night(Move.STATIC, 0.0, "fire"),
    "night, moving": _night(Move.PAN, 0.06, "fire"),
    "begins to burn": _night(Move.PAN, 0.06, "fire", onset=3),
    "a blast": _night(Move.STATIC, 0.06, "explosion", loops=False, onset=2),
    "rain": _weather("rain", Move.PAN, False),
    "rain outside": _weather("rain", Move.PAN, True, depth_m=6.0, panes=(
        ((0.1, 0.1), (0.5, 0.15), (0.5, 0.7), (0.1, 0.7)),
    )),
    "fog in depth": _weather("fog", Move.PAN, True, depth_m=8.0),
    "snow, still": _weather("snow", Move.STATIC, False),
    "in depth, track": _deep(Move.TRACK),
    "in depth, push-in": _deep(Move.PUSH_IN),
    "in depth, hand-held": _deep(Move.HANDHELD),
    "in depth, speaking": _deep(Move.TRACK, mouths=True),
    "in depth, burning": _deep(Move.TRACK, kinds=("fire", "smoke")),
    "in depth, speaking and burning": _deep(Move.CRANE, mouths=True, kinds=("fire",)),
    "mouths": _mouths(()),
    "mouths behind smoke": _mouths(("smoke", "fire")),
    **{f"enters by {kind}": _entered(kind) for kind in (
        ShotTransition.DISSOLVE, ShotTransition.WIPE, ShotTransition.FADE_IN,
        ShotTransition.FADE_OUT_IN,
    )},
    "dissolve over the whole shot": _entered(ShotTransition.DISSOLVE, 8),
    "smash cut": _entered(ShotTransition.SMASH_CUT, 0),
    "title card": _of_film(0),
    "tail": _of_film(2),
    "review burn-in": _words("review"),
    "editorial burn-in": _words("editorial"),
    "pillars": _words("review", (320, 102)),
    "missing": _missing,
    "damaged": _damaged,
    "slowed": _timed(Fraction(3, 2), Fraction(1, 2)),
    "held": _timed(Fraction(5), Fraction(0)),
    "backwards": _timed(Fraction(8), Fraction(-1)),
    "in motion": _motion(()),
    "in motion, burning": _motion(("smoke", "fire")),
}  # fmt: skip
"""What is drawn in them, by name."""
