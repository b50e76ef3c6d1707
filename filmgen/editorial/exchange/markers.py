"""Markers on V1, in film time: where scenes begin, hard cuts that mean something, and cues."""

from __future__ import annotations

from typing import Any

import opentimelineio as otio

from filmgen.breakdown.model import ShotTransition
from filmgen.editorial.exchange.clock import Clock
from filmgen.editorial.model import CutShot, Timeline
from filmgen.editorial.moments import moment_frame

_HARD_CUTS = {
    ShotTransition.SMASH_CUT: otio.schema.MarkerColor.RED,
    ShotTransition.MATCH_CUT: otio.schema.MarkerColor.MAGENTA,
}


def markers(timeline: Timeline, clock: Clock) -> list[Any]:
    """otio.schema.Marker values in film order; `metadata["filmgen"]["cue"]` says which kind."""
    found: list[Any] = []
    scene = None
    for shot in timeline.shots:
        cut = shot.cut
        here = (cut.shot.scene_index, cut.shot.scene_number)
        if here != scene:
            scene = here
            found.append(_scene(cut, clock))
        if cut.transition in _HARD_CUTS:
            colour, name = _HARD_CUTS[cut.transition], cut.transition.value
            found.append(
                _marker(name, clock.span(cut.start_frame, 1), colour, cut, {"cue": "transition"})
            )
        found += _cues(timeline, cut, clock)
    return found


def _scene(cut: CutShot, clock: Clock) -> Any:
    setting = cut.shot.setting
    place = " / ".join(p for p in (setting.location, setting.sublocation) if p)
    slug = " - ".join(p for p in (place, setting.time_of_day.value) if p)
    name = f"{cut.shot.scene_number}. {setting.place.value}. {slug}".strip()
    return _marker(
        name,
        clock.span(cut.start_frame, 1),
        otio.schema.MarkerColor.GREEN,
        cut,
        {"cue": "scene", "scene": cut.shot.scene_number},
    )


def _cues(timeline: Timeline, cut: CutShot, clock: Clock) -> list[Any]:
    found = []
    for effect in cut.shot.effect_cues:
        onset = min(int(effect.onset * cut.frames), cut.frames - 1)
        found.append(
            _marker(
                f"{effect.kind}: {effect.words or effect.at}".rstrip(": "),
                clock.span(cut.start_frame + onset, cut.frames - onset),
                otio.schema.MarkerColor.ORANGE,
                cut,
                {
                    "cue": "effect",
                    "kind": effect.kind,
                    "intensity": effect.intensity,
                    "at": effect.at,
                },
            )
        )
    for sound in cut.shot.sound_cues:
        frame = moment_frame(cut, sound.at, timeline.cut.rate)
        found.append(
            _marker(
                f"{sound.kind}: {sound.words}".rstrip(": "),
                clock.span(cut.start_frame + frame, 1),
                otio.schema.MarkerColor.CYAN,
                cut,
                {"cue": "sound", "kind": sound.kind},
            )
        )
    return found


def _marker(name: str, span: Any, colour: Any, cut: CutShot, notes: dict[str, Any]) -> Any:
    return otio.schema.Marker(
        name=name,
        marked_range=span,
        color=colour,
        metadata={"filmgen": {**notes, "shot": cut.shot.display_id}},
    )
