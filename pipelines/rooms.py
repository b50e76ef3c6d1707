"""Rooms: an impulse response for every set, and every sound heard in its own."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from filmgen.blocking.acoustics import acoustics_of
from filmgen.blocking.model import Blocking, StagedShot
from filmgen.editorial.model import Cut, CutShot, RoomSend, SoundMedia, Timeline
from filmgen.editorial.perspective import perspective_of_line, room_db
from filmgen.engines.protocols import EngineInfo
from filmgen.farm.production import Wanted
from filmgen.media import Sound
from filmgen.media_files import write_sound
from filmgen.sound.acoustics.rooms import Acoustics, Room, rt60_s
from filmgen.timecode import SAMPLE_RATE_HZ, samples_from_frames
from filmgen.workspace import Asset, content_key
from pipelines.studio import Studio, provenance

_ROOMS = EngineInfo("rooms", "image sources and a diffuse field, pyroomacoustics", "1", "MIT")
_LEAST_DB = -45.0
"""A room that is further below its sound is not worth its convolution."""

_DRY = ("phone", "voice over")
"""Voices that are not in our room: theirs is another, or none."""


@dataclass(frozen=True)
class _Built:
    response: Path
    key: str
    energy_db: float
    rt60_s: float


def in_rooms(timeline: Timeline, blocking: Blocking, studio: Studio) -> Timeline:
    """The timeline with dialogue and spots as they are heard in the sets they sound in.

    Dialogue gets the perspective of its shot; spots, which have theirs (`distance_m`), and
    dialogue are sent into the room. Beds and music are left as they are: beds are the room.
    """
    cut = timeline.cut
    staged = {shot.identity: shot for shot in blocking.shots}
    starts = [samples_from_frames(shot.start_frame, cut.rate) for shot in cut.shots]
    rooms = _build(cut, staged, studio)
    heard = []
    for sound in timeline.sounds:
        shot = cut.shots[max(0, bisect_right(starts, sound.start_sample) - 1)]
        voice = sound.stem == "dialogue"
        if voice:
            sound = _placed(sound, shot, staged.get(shot.shot.identity))
        room = rooms.get(shot.shot.identity)
        if room is not None and sound.distance_m > 0:
            level = room_db(sound.distance_m, room.energy_db, room.rt60_s, voice=voice)
            if level > _LEAST_DB:
                sound = replace(sound, room=RoomSend(room.response, round(level, 2), room.key))
        heard.append(sound)
    return replace(timeline, sounds=tuple(heard))


def _placed(sound: SoundMedia, shot: CutShot, staged: StagedShot | None) -> SoundMedia:
    line = next((placed.line for placed in shot.lines if placed.line.id == sound.subject), None)
    if line is None or sound.treatment in _DRY:
        return sound
    seen = perspective_of_line(shot, line, staged)
    if sound.treatment:  # it comes through something, from somewhere else
        return replace(sound, distance_m=max(1.5, seen.distance_m), pan=seen.pan)
    return replace(
        sound,
        distance_m=seen.distance_m,
        gain_db=round(sound.gain_db + seen.gain_db, 2),
        air_db=seen.air_db,
        pan=seen.pan,
    )


def _build(cut: Cut, staged: Mapping[str, StagedShot], studio: Studio) -> dict[str, _Built]:
    """The responses of all sets of the film, by shot; what cannot be built is left dry."""
    wanted: dict[str, Wanted] = {}
    of_shot: dict[str, str] = {}
    names: dict[str, str] = {}
    for shot in cut.shots:
        place = staged.get(shot.shot.identity)
        if place is None or not place.panels:
            continue
        setting = shot.shot.setting
        heading = f"{setting.location} {setting.sublocation}"
        acoustics = acoustics_of(place.panels[0].set_plan, heading)
        key = content_key(acoustics)
        of_shot[shot.shot.identity] = key
        if key not in wanted:
            plan = place.panels[0].set_plan
            names[key] = f"rooms/{plan.kind.replace(' ', '-')}-{key[:6]}.wav"
            wanted[key] = Wanted(
                f"{plan.kind} {setting.location}".strip(),
                provenance("room", _ROOMS, None, acoustics),
                acoustics,
            )
    made = studio.produce("rooms", list(wanted.values()), _make)
    built: dict[str, _Built] = {}
    for key, asset in zip(wanted, made, strict=True):
        if isinstance(asset, Asset):
            path = studio.publish(names[key], asset, {"room.wav": ""})
            notes = asset.notes
            built[key] = _Built(path, asset.key, float(notes["energy_db"]), float(notes["rt60_s"]))
    return {identity: built[key] for identity, key in of_shot.items() if key in built}


def _make(folder: Path, acoustics: Any) -> Mapping[str, Any]:
    """In a worker: compute one place's response, stored with unit energy."""
    from filmgen.sound.acoustics.response import energy_db, impulse_response

    response = impulse_response(acoustics)
    level_db = energy_db(response)
    unit = response / np.float32(10.0 ** (level_db / 20.0))
    write_sound(folder / "room.wav", Sound(unit, SAMPLE_RATE_HZ))
    return {
        "samples": response.shape[1],
        "energy_db": round(level_db, 2),
        "rt60_s": round(_rt60_s(acoustics), 2),
    }


def _rt60_s(acoustics: Acoustics) -> float:
    """Of the middle bands, 500 Hz to 2 kHz."""
    if isinstance(acoustics, Room):
        return float(np.mean(rt60_s(acoustics)[2:5]))
    return acoustics.wash_s
