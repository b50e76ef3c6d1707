"""Staging: the whole film blocked in the chosen takes, and the frame it is composed for."""

from __future__ import annotations

from dataclasses import replace

from filmgen.blocking.model import Blocking
from filmgen.blocking.stage import block
from filmgen.breakdown.model import Line, ShotList
from filmgen.config import FilmSettings
from filmgen.edit_folder import EditFolder
from filmgen.editorial.cut import CutSettings, LineLength
from filmgen.sound.acting.delivery import Delivery
from filmgen.sound.acting.direction import deliveries
from filmgen.sound.words.timing import speaking_seconds


def stage_shots(
    script: ShotList, shots: ShotList, edit: EditFolder, film: FilmSettings
) -> Blocking:
    """The blocking of some of a script's shots, each in its chosen take.

    The whole script is blocked: a place is the same set whichever scenes of it are wanted.

    Args:
        script: all shots of the script. shots: those wanted, some of them.
    """
    blocking = block(script, float(film.picture_aspect()), edit.takes)
    wanted = {shot.identity for shot in shots.shots}
    return replace(blocking, shots=tuple(s for s in blocking.shots if s.identity in wanted))


def cut_settings(film: FilmSettings) -> CutSettings:
    """What the cut is made for."""
    width_px, height_px = film.raster_px()
    return CutSettings(
        rate=film.frame_rate(),
        start_frame=film.start_frame(),
        drop_frame=film.drop_frame(),
        handle_frames=film.handles_frames,
        width_px=width_px,
        height_px=height_px,
        aspect=film.picture_aspect(),
        slate=film.slate,
        scene_slates=film.scene_slates,
    )


def unspoken(line: Line, delivery: Delivery) -> LineLength:
    """How long a line takes that nobody has spoken: as long as its words, said so."""
    seconds = speaking_seconds(line.text, line.language, delivery)
    return LineLength(max(seconds, 0.4), spoken=False)


def unspoken_lengths(shots: ShotList) -> dict[str, LineLength]:
    """The length of every line by id, before any is spoken."""
    how = deliveries(shots)
    return {line.id: unspoken(line, how[line.id]) for line in shots.lines()}
