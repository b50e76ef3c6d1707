"""Temp score: music under every scene, following its tension and leaving room for what is said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from filmgen.edit_folder import EditFolder
from filmgen.editorial.model import Cut, CutShot, SoundMedia
from filmgen.engines.protocols import MusicEngine, ScoreRequest
from filmgen.engines.table import shared_engine
from filmgen.farm.production import Wanted
from filmgen.media_files import write_sound
from filmgen.sound.score.tension import TimedShot, scene_mood, tension_curve
from filmgen.timecode import SAMPLE_RATE_HZ, samples_from_frames, seconds_from_frames
from filmgen.workspace import Asset, seed_from
from pipelines.studio import Options, Studio, provenance

SHORTEST_S = 12.0
"""Scenes shorter than this share a cue with the next ones: a montage has one music."""
CROSS_FADE_S = 2.0


def compose_score(cut: Cut, edit: EditFolder, studio: Studio) -> tuple[SoundMedia, ...]:
    """Music for the whole film, if `sound.score` asks for it.

    Scenes to which a person laid music of their own get none.

    Raises:
        EngineUnavailable: the music engine cannot run here.
    """
    if not studio.config.sound.score:
        return ()
    name = studio.config.engines.music
    engine: MusicEngine = studio.engine("music")
    info, reads = engine.describe(), bool(getattr(engine, "reads", False))
    engine.close()
    fade = int(CROSS_FADE_S * SAMPLE_RATE_HZ)
    cues: list[tuple[CutShot, int, int]] = []
    wanted: list[Wanted] = []
    for shots in _cues(cut):
        first = shots[0]
        if any(_has_own_music(edit, shot) for shot in shots):
            continue
        start = samples_from_frames(first.start_frame, cut.rate)
        end = samples_from_frames(shots[-1].start_frame + shots[-1].frames, cut.rate)
        length = end - start + (fade if end < samples_from_frames(cut.frames, cut.rate) else 0)
        seed = seed_from(studio.config.film.seed, "score", first.shot.setting.key)
        request = _request(cut, shots, length, seed, reads=reads)
        wanted.append(
            Wanted(
                f"{first.shot.display_id} score",
                provenance("score", info, seed, request),
                _Compose(name, studio.options(name), request),
            )
        )
        cues.append((first, start, length))
    made = studio.produce("score", wanted, _compose)
    laid: list[SoundMedia] = []
    for (shot, start, length), asset in zip(cues, made, strict=True):
        if not isinstance(asset, Asset):
            continue
        subject = shot.shot.display_id
        path = studio.publish(f"music/{subject}_score.wav", asset, {"score.wav": ""})
        laid.append(
            SoundMedia(
                stem="music",
                path=path,
                start_sample=start,
                length_samples=min(length, samples_from_frames(cut.frames, cut.rate) - start),
                subject=f"{subject} score",
                fade_in_samples=fade if laid else 0,
                fade_out_samples=fade,
                key=asset.key,
            )
        )
    return tuple(laid)


def _cues(cut: Cut) -> Iterator[tuple[CutShot, ...]]:
    """Consecutive shots with one music: a scene, or short scenes until they are long enough."""
    held: list[CutShot] = []
    for _, scene in groupby(cut.shots, lambda s: s.shot.scene_index):
        held += scene
        frames = sum(shot.frames for shot in held)
        if seconds_from_frames(frames, cut.rate) >= SHORTEST_S:
            yield tuple(held)
            held = []
    if held:
        yield tuple(held)


def _has_own_music(edit: EditFolder, shot: CutShot) -> bool:
    identity = shot.shot.identity
    return edit.music(identity) is not None or edit.scene_music(identity) is not None


def _request(
    cut: Cut, shots: tuple[CutShot, ...], length: int, seed: int, *, reads: bool
) -> ScoreRequest:
    begin = shots[0].start_frame

    def seconds(frames: int) -> float:
        return round(float(seconds_from_frames(frames, cut.rate)), 3)

    timed = [TimedShot(s.shot, seconds(s.start_frame - begin), seconds(s.frames)) for s in shots]
    spoken = sorted(
        (seconds(s.start_frame - begin + x.start_frame), seconds(x.frames))
        for s in shots
        for x in s.lines
        if x.spoken
    )
    setting = shots[0].shot.setting
    words = f"{setting.location}, {setting.time_of_day.value}. {shots[0].shot.action}"
    return ScoreRequest(
        length,
        tension_curve(timed),
        scene_mood([s.shot for s in shots]),
        seed,
        tuple((at, round(at + long, 3)) for at, long in spoken),
        words.lower() if reads else "",
    )


@dataclass(frozen=True)
class _Compose:
    engine: str
    options: Options
    request: ScoreRequest


def _compose(folder: Path, task: Any) -> Mapping[str, Any]:
    """In a worker: compose and play one cue."""
    engine: MusicEngine = shared_engine("music", task.engine, task.options)
    sound = engine.compose(task.request)
    write_sound(folder / "score.wav", sound)
    return {"samples": sound.length_samples, "rate_hz": sound.rate_hz, **sound.notes}
