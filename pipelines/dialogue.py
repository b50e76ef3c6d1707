"""Dialogue: every line cast, spoken, or timed where no engine speaks it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from filmgen.breakdown.model import Line, ShotList
from filmgen.edit_folder import EditFolder
from filmgen.editorial.cut import LineLength
from filmgen.engines.protocols import SpeechEngine, SpeechRequest
from filmgen.engines.table import shared_engine
from filmgen.errors import TimelineError
from filmgen.farm.production import Wanted
from filmgen.media import Missing
from filmgen.media_files import read_sound, sound_length, write_sound
from filmgen.sound.cast import Cast, CastEntry, assign_cast
from filmgen.sound.cast_file import format_cast, read_cast
from filmgen.sound.timing import delivery_speed
from filmgen.sound.voice import Voice, split_blend
from filmgen.workspace import Asset, seed_from
from pipelines.staging import unspoken
from pipelines.studio import Options, Studio, own_file, provenance


@dataclass(frozen=True)
class Voices:
    """The recorded dialogue.

    Attributes:
        cast: who speaks with which voice.
        lengths: of every line, recorded or estimated.
        recordings: published file by line id, or why there is none.
        keys: content key by line id, for recorded lines.
    """

    cast: Cast
    lengths: Mapping[str, LineLength]
    recordings: Mapping[str, Path | Missing]
    keys: Mapping[str, str]


def record_dialogue(
    shots: ShotList,
    script: ShotList,
    edit: EditFolder,
    studio: Studio,
    *,
    mark: str = "",
    speeds: Mapping[str, float] | None = None,
) -> Voices:
    """Speak every line of the shot list.

    A person's recording wins; a line the engine cannot speak (another script, no words) is
    timed from its text and counted as missing, never dropped.

    Args:
        shots: whose lines are recorded.
        script: all shots of the script; the cast is theirs, so that a character sounds the same
            whichever scenes are rendered.
        mark: of a dub, ".zh": its recordings, cast and own files are named with it.
        speeds: by line id, on top of the cast's and the delivery's.

    Raises:
        ConfigError: edit/cast.toml is wrong.
        EngineUnavailable: the speech engine cannot run here.
    """
    engine_name = studio.config.engines.speech
    engine: SpeechEngine = studio.engine("speech")
    cast = _cast(script, engine.voices(), studio, mark)
    lines = shots.lines()
    wanted: list[Wanted] = []
    wanted_for: list[Line] = []
    refused: dict[str, str] = {}
    for line in lines:
        own = edit.line(line.id, mark)
        if own is not None:
            source = own_file("dialogue", own)
            wanted.append(Wanted(line.id, source, _Take(None, (), None, own)))
            wanted_for.append(line)
            continue
        reason = engine.cannot_speak(line.text, line.language)
        if reason:
            refused[line.id] = reason
            continue
        request = _request(line, cast, studio.config.film.seed, (speeds or {}).get(line.id, 1.0))
        wanted.append(
            Wanted(
                line.id,
                provenance("dialogue", engine.describe(), request.seed, request),
                _Take(engine_name, studio.options(engine_name), request, None),
            )
        )
        wanted_for.append(line)
    engine.close()
    made = studio.produce("voices", wanted, _record)

    lengths: dict[str, LineLength] = {}
    recordings: dict[str, Path | Missing] = {}
    keys: dict[str, str] = {}
    for line, asset in zip(wanted_for, made, strict=True):
        if isinstance(asset, Asset):
            samples, rate_hz = int(asset.notes["samples"]), int(asset.notes["rate_hz"])
            name = f"dialogue{mark}/{line.id}.wav"
            recordings[line.id] = studio.publish(name, asset, {"line.wav": ""})
            lengths[line.id] = LineLength(samples / rate_hz, spoken=True)
            keys[line.id] = asset.key
        else:
            refused[line.id] = asset.reason
    for line in lines:
        if line.id in refused:
            recordings[line.id] = Missing(refused[line.id])
            studio.missing[line.id] = refused[line.id]
            lengths[line.id] = unspoken(line)
    return Voices(cast, lengths, recordings, keys)


def _cast(shots: ShotList, voices: tuple[Voice, ...], studio: Studio, mark: str) -> Cast:
    """The cast of the last run in this folder where it still fits, else a new one.

    A character keeps its voice when another draft gives it more or fewer lines; only two
    speakers of one scene who would sound alike make the parts be given anew.
    """
    chosen = read_cast(studio.workspace.edit / f"cast{mark}.toml", voices)
    if not voices:
        return assign_cast(shots, voices, chosen)
    record = studio.workspace.house / f"cast{mark}.json"
    known = {voice.id for voice in voices}
    try:
        before = {n: CastEntry(**e) for n, e in json.loads(record.read_text()).items()}
        kept = {
            name: entry
            for name, entry in before.items()
            if all(part in known for part, _ in split_blend(entry.voice))
        }
    except (OSError, ValueError, TypeError):
        kept = {}
    cast = assign_cast(shots, voices, {**kept, **chosen})
    if kept and _alike(shots, cast):
        cast = assign_cast(shots, voices, chosen)
    own = {name: asdict(entry) for name, entry in cast.entries if name not in chosen}
    studio.workspace.write_text(record, json.dumps(own, indent=0, ensure_ascii=False))
    studio.write(f"cast{mark}.toml", format_cast(cast))
    return cast


def _alike(shots: ShotList, cast: Cast) -> bool:
    """Whether two speakers of one scene have the same voice."""
    speakers: dict[int, set[str]] = {}
    for shot in shots.shots:
        speakers.setdefault(shot.scene_index, set()).update(x.character for x in shot.lines)
    return any(len({cast.of(n) for n in names}) < len(names) for names in speakers.values())


def _request(line: Line, cast: Cast, seed: int, pace: float) -> SpeechRequest:
    entry = cast.of(line.character)
    speed = entry.speed * delivery_speed(line.delivery) * pace
    return SpeechRequest(
        line.text,
        line.language,
        entry.voice,
        round(min(2.0, max(0.5, speed)), 3),
        seed_from(seed, "dialogue", line.character),
    )


@dataclass(frozen=True)
class _Take:
    engine: str | None
    options: Options
    request: SpeechRequest | None
    own: Path | None


def _record(folder: Path, take: Any) -> Mapping[str, Any]:
    """In a worker: speak one line, or take in a person's recording."""
    target = folder / "line.wav"
    if take.own is not None:
        if take.own.suffix.lower() == ".wav":
            sound_length(take.own)
            shutil.copyfile(take.own, target)
        else:
            write_sound(target, read_sound(take.own))
        samples, rate_hz = sound_length(target)
        return {"samples": samples, "rate_hz": rate_hz}
    engine: SpeechEngine = shared_engine("speech", take.engine, take.options)
    sound = engine.speak(take.request)
    if sound.samples.ndim != 1 or not sound.length_samples:
        raise TimelineError(f"engine {take.engine!r} returned no mono sound")
    write_sound(target, sound)
    return {"samples": sound.length_samples, "rate_hz": sound.rate_hz, **sound.notes}
