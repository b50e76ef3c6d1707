"""Small timelines for the compositor's tests: drawn here, no engine needed."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import soundfile

from filmgen.breakdown.model import (
    Angle,
    Beat,
    Line,
    Move,
    Setting,
    Setup,
    Shot,
    ShotTransition,
    Size,
)
from filmgen.editorial.model import (
    Cut,
    CutLine,
    CutPanel,
    CutShot,
    PanelMedia,
    PlateMedia,
    Timeline,
    TimelineShot,
)
from filmgen.media import ByteArray, Missing
from filmgen.screenplay.model import PlaceKind, SourceRange, TimeOfDay

SETTING = Setting("KITCHEN", PlaceKind.INTERIOR, "KITCHEN", "", TimeOfDay.DAY)


def board(width: int, height: int, seed: int = 0) -> ByteArray:
    """A smooth coloured picture with lines in it, uint8 RGB."""
    rng = np.random.default_rng(seed)
    coarse = rng.integers(40, 220, (6, 8, 3), dtype=np.uint8)
    rgb = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)
    for _ in range(6):
        a, b = (tuple(int(v) for v in rng.integers(0, (width, height))) for _ in range(2))
        cv2.line(rgb, a, b, (20, 20, 24), 2, cv2.LINE_AA)
    return rgb


def write_board(folder: Path, width: int, height: int, overscan: float, seed: int = 0) -> Path:
    rgb = board(round(width * (1 + 2 * overscan)), round(height * (1 + 2 * overscan)), seed)
    path = folder / f"board_{width}x{height}_{overscan}_{seed}.png"
    cv2.imwrite(str(path), cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR))
    return path


def shot(number: int, move: Move = Move.STATIC, **more: Any) -> Shot:
    values: dict[str, Any] = {
        "identity": f"{number:016x}",
        "display_id": f"sc001_sh{number * 10:03d}",
        "scene_index": 1,
        "scene_number": "1",
        "setting": SETTING,
        "setup": Setup.SINGLE,
        "size": Size.MS,
        "angle": Angle.EYE,
        "move": move,
        "lens_mm": 50,
        "subjects": ("BRICK",),
        "present": ("BRICK",),
        "beats": (Beat("A", "Brick waits."),),
        "source": SourceRange(10, 12),
        "why": "He is alone.",
    }
    return Shot(**(values | more))


def take(
    folder: Path,
    number: int,
    frames: int,
    *,
    move: Move = Move.STATIC,
    size: tuple[int, int] = (128, 72),
    overscan: float = 0.06,
    transition: ShotTransition = ShotTransition.CUT,
    transition_frames: int = 0,
    words: str = "",
    missing: str = "",
    plates: tuple[PlateMedia, ...] = (),
    cuts: tuple[int, ...] = (),
    **more: Any,
) -> TimelineShot:
    """A shot with its media; `cuts` are frames at which a new panel begins."""
    starts = (0, *cuts)
    ends = (*cuts, frames)
    panels, media = [], []
    for i, (a, b) in enumerate(zip(starts, ends, strict=True)):
        label = "ABCDEF"[i]
        picture: Path | Missing = Missing(missing)
        if not missing:
            picture = write_board(folder, *size, overscan, number * 10 + i)
        panels.append(CutPanel(label, a, b - a))
        media.append(PanelMedia(label, a, b - a, picture, overscan, f"panel-{number}-{i}"))
    lines: tuple[CutLine, ...] = ()
    if words:
        lines = (CutLine(Line(f"line-{number}", "BRICK", words), 1, max(1, frames - 2)),)
    cut = CutShot(
        shot(number, move, **more),
        0,
        frames,
        tuple(panels),
        lines,
        transition,
        transition_frames,
    )
    return TimelineShot(cut, tuple(media), plates)


def film(
    *takes: TimelineShot,
    rate: Fraction = Fraction(24),
    size: tuple[int, int] = (128, 72),
    aspect: Fraction | None = None,
    slate: int = 0,
    tail: int = 0,
    scene_slate: int = 0,
) -> Timeline:
    """A timeline of takes, placed one after the other."""
    at = slate
    placed = []
    scene = None
    for one in takes:
        begins = one.cut.shot.scene_index != scene
        scene = one.cut.shot.scene_index
        card = scene_slate if begins else 0
        at += card
        placed.append(replace(one, cut=replace(one.cut, start_frame=at, slate_frames=card)))
        at += one.cut.frames
    cut = Cut(
        title="The Last Birthday Card",
        rate=rate,
        start_frame=86400,
        slate_frames=slate,
        tail_frames=tail,
        handle_frames=0,
        width_px=size[0],
        height_px=size[1],
        aspect=aspect or Fraction(*size),
        shots=tuple(t.cut for t in placed),
        credit_lines=("written by", "A. Writer"),
    )
    return Timeline(cut, tuple(placed))


def write_tone(path: Path, samples: int) -> Path:
    """A stereo WAV at 48 kHz with a quiet tone to its very end."""
    t = np.arange(samples) / 48_000
    tone = (0.1 * np.sin(2 * np.pi * 440 * t)).astype(np.float32)
    soundfile.write(path, np.stack([tone, tone], 1), 48_000)
    return path
