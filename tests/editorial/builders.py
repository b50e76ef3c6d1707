"""Small timelines for the tests of the exports; no file is made unless a test makes it."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

from filmgen.blocking.model import PlateAnchor
from filmgen.breakdown.model import (
    Angle,
    Beat,
    EffectCue,
    Line,
    Move,
    Setting,
    Setup,
    Shot,
    ShotTransition,
    Size,
    SoundCue,
)
from filmgen.editorial.model import (
    Cut,
    CutLine,
    CutPanel,
    CutShot,
    PanelMedia,
    PlateMedia,
    SoundMedia,
    Timeline,
    TimelineShot,
)
from filmgen.media import Missing
from filmgen.screenplay.model import PlaceKind, SourceRange, TimeOfDay
from filmgen.timecode import samples_from_frames

SETTING = Setting("LAMP WORKSHOP", PlaceKind.INTERIOR, "LAMP WORKSHOP", "", TimeOfDay.NIGHT)


def line(number: int, text: str = "Eda! The curtains!", **more: Any) -> Line:
    values: dict[str, Any] = {"id": f"l{number:03d}", "character": "TOBY", "text": text}
    return Line(**{**values, **more})


def cut_shot(
    number: int,
    start: int,
    frames: int,
    *,
    panels: int = 1,
    lines: tuple[CutLine, ...] = (),
    transition: ShotTransition = ShotTransition.CUT,
    transition_frames: int = 0,
    **more: Any,
) -> CutShot:
    panels = min(panels, frames)
    edges = [frames * i // panels for i in range(panels + 1)]
    labels = [chr(ord("A") + i) for i in range(panels)]
    values: dict[str, Any] = {
        "identity": f"{number:016x}",
        "display_id": f"sc001_sh{number * 10:03d}",
        "scene_index": 1,
        "scene_number": "1",
        "setting": SETTING,
        "setup": Setup.SINGLE,
        "size": Size.MCU,
        "angle": Angle.EYE,
        "move": Move.STATIC,
        "lens_mm": 50,
        "subjects": ("TOBY",),
        "present": ("TOBY", "EDA"),
        "beats": tuple(Beat(label, f"beat {label}") for label in labels),
        "source": SourceRange(10 * number, 10 * number + 3),
        "why": "Toby speaks.",
        "lines": tuple(placed.line for placed in lines),
    }
    return CutShot(
        Shot(**{**values, **more}),
        start,
        frames,
        tuple(CutPanel(label, edges[i], edges[i + 1] - edges[i]) for i, label in enumerate(labels)),
        lines,
        transition,
        transition_frames,
    )


def film(
    root: Path,
    shots: tuple[CutShot, ...],
    *,
    rate: Fraction = Fraction(24),
    slate: int = 0,
    tail: int = 0,
    start_frame: int = 86400,
    handles: int = 8,
    missing: frozenset[str] = frozenset(),
    plates: bool = False,
    sounds: bool = True,
) -> Timeline:
    """A timeline over `shots`; media paths lie under `root`, panels named in `missing` do not."""
    cut = Cut(
        "A & B", rate, start_frame, slate, tail, handles, 1280, 720, Fraction(239, 100), shots
    )
    entries = []
    voices = []
    for shot in shots:
        display_id = shot.shot.display_id
        panels = tuple(
            PanelMedia(
                panel.label,
                panel.start_frame,
                panel.frames,
                Missing("no engine could draw it")
                if f"{display_id}/{panel.label}" in missing
                else root / "frames" / display_id / panel.label / "picture.png",
                0.06,
                f"key-{display_id}-{panel.label}",
            )
            for panel in shot.panels
        )
        media = ()
        if plates:
            anchor = PlateAnchor("fire", 0.7, 0.5, 0.9, 0.3, 0.4, 3.0)
            first = root / "plates" / display_id / "fire" / "plate.0001.exr"
            media = (PlateMedia("fire", anchor, first, Fraction(24), 48, True, "key-plate"),)
        entries.append(TimelineShot(shot, panels, media))
        for placed in shot.lines if sounds else ():
            start = samples_from_frames(shot.start_frame + placed.start_frame, rate)
            end = samples_from_frames(shot.start_frame + placed.start_frame + placed.frames, rate)
            path = root / "dialogue" / f"{placed.line.id}.wav"
            voices.append(SoundMedia("dialogue", path, start, end - start, placed.line.id))
    return Timeline(cut, tuple(entries), tuple(voices))


def two_line_film(root: Path, **more: Any) -> Timeline:
    """Three shots: two lines, an effect, a sound, a dissolve, three panels in the second."""
    first = cut_shot(1, 12, 50, lines=(CutLine(line(1), 4, 40),))
    second = cut_shot(
        2,
        62,
        72,
        panels=3,
        lines=(CutLine(line(2, "Forty-one.", character="EDA"), 10, 30),),
        effect_cues=(EffectCue("fire", 0.8, "curtains", "the curtains catch fire"),),
        sound_cues=(SoundCue("crash", "CRASH", 0.5),),
    )
    third = cut_shot(3, 134, 40, transition=ShotTransition.DISSOLVE, transition_frames=12)
    return film(root, (first, second, third), slate=12, tail=24, **more)
