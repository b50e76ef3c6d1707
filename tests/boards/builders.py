"""Boards for the tests: real cuts and real pictures, small."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np

from filmgen.boards.compose import PanelArt, compose_board
from filmgen.boards.model import Board
from filmgen.boards.pictures import write_board_pictures
from filmgen.breakdown.model import EffectCue, Move
from filmgen.editorial.model import Cut, CutLine, CutShot
from tests.editorial.builders import cut_shot, line

PLAN = (
    '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><defs>'
    '<clipPath id="room"><path d="M0,0H9V9Z"/></clipPath></defs><style>.wall{fill:#123456}</style>'
    '<g clip-path="url(#room)"><rect class="wall" width="9" height="9"/></g></svg>'
)


def cut_of(shots: tuple[CutShot, ...], aspect: Fraction = Fraction(16, 9)) -> Cut:
    """A cut of these shots, one after another, behind a slate of 12 frames."""
    placed, start = [], 12
    for shot in shots:
        placed.append(replace(shot, start_frame=start))
        start += shot.frames
    return Cut(
        "The Lamp & the <Sea>", Fraction(24), 86400, 12, 0, 8, 1280, 720, aspect, tuple(placed),
        credit_lines=("by the tests",),
    )  # fmt: skip


def two_scenes() -> tuple[CutShot, ...]:
    """Seven shots: scene 1 has five, the third in three panels; scene 2 has two."""
    said = (CutLine(line(1, "Eda! The curtains!"), 4, 40),)
    shots = [
        cut_shot(1, 0, 48, move=Move.PAN, subjects=()),
        cut_shot(2, 0, 50, lines=said),
        cut_shot(3, 0, 72, panels=3, effect_cues=(EffectCue("fire", 0.8, "curtains", "catch"),)),
        cut_shot(4, 0, 24, move=Move.PUSH_IN),
        cut_shot(5, 0, 36, move=Move.HANDHELD),
    ]
    other = {"scene_index": 2, "scene_number": "2A"}
    shots += [cut_shot(6, 0, 24, **other), cut_shot(7, 0, 24, **other)]
    return tuple(shots)


def pictures(folder: Path, board_aspect: float = 16 / 9) -> dict[str, Path]:
    """Three pictures as JPEG, by key; the same with `.webp` beside them."""
    made = {}
    for number, key in enumerate(("dark", "light", "other")):
        target = folder / key
        target.mkdir(parents=True)
        noise = np.random.default_rng(number).integers(0, 40, (90, round(90 * board_aspect), 3))
        pixels = (noise + (20, 200, 110)[number]).astype(np.uint8)
        cv2.imwrite(str(target / "picture.png"), pixels)
        write_board_pictures(target / "picture.png", 0.0, target)
        made[key] = target / "board.jpg"
    return made


def board_of(
    shots: tuple[CutShot, ...],
    art: Mapping[tuple[str, str], PanelArt] | None = None,
    aspect: Fraction = Fraction(16, 9),
    plans: Mapping[int, tuple[str, ...]] | None = None,
) -> Board:
    """The board of some shots, every panel drawn (dark and light in turn) unless `art` says."""
    cut = cut_of(shots, aspect)
    drawn = {
        (shot.shot.identity, beat.label): PanelArt(("dark", "light")[number % 2])
        for shot in cut.shots
        for number, beat in enumerate(shot.shot.beats)
    }
    slugs = {1: "INT. LAMP WORKSHOP - NIGHT", 2: "EXT. HARBOR - DAWN"}
    return compose_board(cut, {**drawn, **(art or {})}, slugs, {}, plans=plans)


def webps(jpegs: Mapping[str, Path]) -> dict[str, Path]:
    return {key: path.with_suffix(".webp") for key, path in jpegs.items()}
