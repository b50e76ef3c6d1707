"""Perspective: from where a sound comes to us, seen from its shot.

A voice follows the shot's size, not the tape measure: a close shot is close and dry, a wide one a
little lower, duller and roomier, and every word stays intelligible (Holman, "Sound for Film and
Television", ch. 9). Spots are where the blocking has what makes them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from filmgen.blocking.camera import basis, half_extents
from filmgen.blocking.model import Camera, StagedPanel, StagedShot, Vec3
from filmgen.breakdown.model import Line, Size, SoundCue
from filmgen.editorial.makers import figure_named, maker_of
from filmgen.editorial.model import CutShot


@dataclass(frozen=True)
class Perspective:
    """How far and from which side.

    Attributes:
        distance_m: for the room's share. gain_db: beside the sound as it is.
        air_db: what the highs lose. pan: -1 left to 1 right.
    """

    distance_m: float
    gain_db: float = 0.0
    air_db: float = 0.0
    pan: float = 0.0


_BY_SIZE: Mapping[Size, Perspective] = {
    Size.ECU: Perspective(0.6),
    Size.CU: Perspective(0.8),
    Size.MCU: Perspective(1.1, -0.3),
    Size.MS: Perspective(1.5, -0.8, 0.4),
    Size.MLS: Perspective(2.0, -1.4, 0.9),
    Size.LS: Perspective(2.8, -2.2, 1.6),
    Size.ELS: Perspective(4.0, -3.0, 2.5),
}
_VOICE_PAN = 0.3
"""Pan of a voice at the edge of the picture: farther from the middle, cuts would make it jump."""
_SPOT_PAN = 0.6
_MOST_PAN = 0.85

# Recording and mixing keep rooms lower than they are: a directional microphone on the axis of a
# mouth that is directional too hears some 12 dB less of the room than an ear would.
_VOICE_ROOM_DB = -13.0
_SPOT_ROOM_DB = -12.0
_VOICE_MOST_DB = (-14.0, -9.0)
"""The room beside the voice, near and far: below it for every word's sake.

Clarity (C50, early against late energy) stays above 13 dB in every set. 2 dB more of the room
cost a point of Whisper's word errors in kitchens and bathrooms.
"""
_SPOT_MOST_DB = -5.0
_LONG_S = 0.5
"""A room that rings longer than this is held down further, 1.6 dB for each second."""


def perspective_of_line(
    cut_shot: CutShot, line: Line, staged: StagedShot | None = None
) -> Perspective:
    """How a line of a shot is heard.

    Args:
        staged: the shot's blocking, for the side the speaker is on; the middle without.
    """
    near = _BY_SIZE[cut_shot.shot.size]
    panel = _panel_of(cut_shot, line, staged)
    speaker = figure_named(panel, line.character) if panel is not None else None
    if panel is None or speaker is None:
        return near
    side = _side(panel.camera, speaker.joint("head"))
    pan = max(-_VOICE_PAN, min(_VOICE_PAN, _VOICE_PAN * side))
    return Perspective(near.distance_m, near.gain_db, near.air_db, round(pan, 3))


def perspective_of_spot(cut_shot: CutShot, cue: SoundCue, staged: StagedShot | None) -> Perspective:
    """How a spot sound is heard, from where the blocking has what makes it."""
    size = _BY_SIZE[cut_shot.shot.size]
    panel = _panel_at(cut_shot, cue, staged)
    place = maker_of(cue, panel, cut_shot.shot.subjects) if panel is not None else None
    if panel is None or place is None:
        return Perspective(max(1.5, size.distance_m), size.gain_db, size.air_db)
    distance = math.dist(panel.camera.position, place)
    # Half of what the inverse law asks: what a film lets happen far away is still to be heard.
    gain_db = max(-9.0, min(2.0, -10.0 * math.log10(max(distance, 0.5) / 3.0)))
    pan = max(-_MOST_PAN, min(_MOST_PAN, _SPOT_PAN * _side(panel.camera, place)))
    return Perspective(
        round(max(0.8, min(distance, 25.0)), 2),
        round(gain_db, 2),
        round(min(5.0, 0.22 * distance), 2),
        round(pan, 3),
    )


def room_db(distance_m: float, energy_db: float, rt60_s: float, *, voice: bool) -> float:
    """The room's part of a sound, energy beside energy, in dB.

    Args:
        distance_m: of the sound.
        energy_db: of the room's response beside a direct sound at a metre.
        rt60_s: of its middle bands.
        voice: whether it is speech, which must stay intelligible.
    """
    physical = 20.0 * math.log10(max(distance_m, 0.1)) + energy_db
    if not voice:
        return min(physical + _SPOT_ROOM_DB, _SPOT_MOST_DB)
    far = min(1.0, max(0.0, math.log(distance_m / 0.6) / math.log(4.0 / 0.6)))
    most = _VOICE_MOST_DB[0] + far * (_VOICE_MOST_DB[1] - _VOICE_MOST_DB[0])
    most -= 1.6 * max(0.0, min(rt60_s, 3.5) - _LONG_S)
    return min(physical + _VOICE_ROOM_DB, most)


def _panel_of(cut_shot: CutShot, line: Line, staged: StagedShot | None) -> StagedPanel | None:
    """The panel a line begins in."""
    if staged is None or not staged.panels:
        return None
    index = next(
        (k for k, beat in enumerate(cut_shot.shot.beats) if line.id in beat.line_ids),
        len(cut_shot.shot.beats) - 1,
    )
    return staged.panels[min(index, len(staged.panels) - 1)]


def _panel_at(cut_shot: CutShot, cue: SoundCue, staged: StagedShot | None) -> StagedPanel | None:
    """The panel whose words ask for a sound; the first if none has them."""
    if staged is None or not staged.panels:
        return None
    wanted = " ".join(cue.words.split()).lower()
    for beat, panel in zip(cut_shot.shot.beats, staged.panels, strict=False):
        if wanted and wanted in " ".join(beat.action.split()).lower():
            return panel
    return staged.panels[0]


def _side(camera: Camera, place: Vec3) -> float:
    """-1 at the left edge of the picture, 1 at the right one, more beyond; behind us likewise."""
    right, _, forward = basis(camera)
    offset = np.subtract(place, camera.position)
    depth, aside = float(offset @ forward), float(offset @ right)
    tan_w, _ = half_extents(camera.focal_mm, camera.aspect)
    side = aside / max(abs(depth), 0.3) / tan_w
    return side if depth > 0 else math.copysign(max(1.0, abs(side)), aside)
