"""A passage as a bare shot: what the readers of shots (tension, roles) look at, nothing planned.

The planner itself would take longer than everything else that is counted here.
"""

from __future__ import annotations

import re

from filmgen.breakdown.cast import Cast
from filmgen.breakdown.effect_cues import effect_cues
from filmgen.breakdown.effect_words import EFFECTS
from filmgen.breakdown.model import Angle, Beat, Line, Move, Setup, Shot, Size
from filmgen.breakdown.sound_cues import sound_cues
from filmgen.desk.analysis.reading import Passage, ReadScene
from filmgen.screenplay.model import SourceRange

_LOUD = re.compile(
    r"shot|scream|siren|thunder|crash|bang|boom|punch|sword|glass|slap|alarm|heart|battle|gasp|"
    r"laugh|applau|explo|hits|slam|smash|кри|выстрел|взрыв|枪|叫|雷|炸",
    re.IGNORECASE,
)
"""Words near sounds that tell of tension; paragraphs without them need not be read for sounds."""


def passage_shot(passage: Passage, scene: ReadScene, cast: Cast) -> Shot:
    """A medium shot of the passage: its words, effects and loud sounds, its scene's setting."""
    action = "" if passage.speaker else passage.text
    burns = any(trigger.pattern.search(action) for trigger in EFFECTS) if action else False
    loud = bool(action) and _LOUD.search(action) is not None
    masked = cast.masked(action) if burns or loud else ""
    lines: tuple[Line, ...] = ()
    if passage.speaker:
        lines = (Line("", passage.speaker, passage.text, "; ".join(passage.asides)),)
    return Shot(
        identity="",
        display_id="",
        scene_index=scene.scene.index,
        scene_number=scene.scene.number,
        setting=scene.setting,
        setup=Setup.ACTION,
        size=Size.MS,
        angle=Angle.EYE,
        move=Move.STATIC,
        lens_mm=35,
        subjects=(),
        present=scene.present,
        beats=(Beat("A", action),),
        source=SourceRange(passage.first_line, passage.last_line),
        why="",
        action=action,
        lines=lines,
        effect_cues=effect_cues(masked) if burns else (),
        sound_cues=sound_cues(masked) if loud else (),
    )
