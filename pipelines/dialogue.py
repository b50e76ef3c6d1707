"""Dialogue: every line cast, directed, spoken and acted, or timed where no engine speaks it."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from filmgen.breakdown.model import Line, ShotList
from filmgen.edit_folder import EditFolder
from filmgen.editorial.cut import LineLength
from filmgen.engines.protocols import EngineInfo, SpeechEngine, SpeechRequest
from filmgen.engines.speech.performance import perform, performed
from filmgen.engines.table import shared_engine
from filmgen.errors import TimelineError, WorkspaceError
from filmgen.farm.production import Wanted
from filmgen.media import Missing
from filmgen.media_files import read_sound, write_sound
from filmgen.sound.acting.delivery import Delivery
from filmgen.sound.acting.direction import deliveries
from filmgen.sound.acting.recorded_line import one_voice
from filmgen.sound.cast.assign import Cast
from filmgen.sound.cast.cast_file import format_cast
from filmgen.sound.words.lexicon import read_lexicon
from filmgen.sound.words.mouth import mouth_track
from filmgen.sound.words.word_times import WordTime, word_times
from filmgen.workspace import Asset, seed_from
from pipelines.cast import keep_cast, remember_cast
from pipelines.staging import unspoken
from pipelines.studio import Options, Studio, own_file, provenance

_NOTED = "words and mouth 1"
"""What is reckoned of every recording and how: changes when the notes of an old take are wrong."""


@dataclass(frozen=True)
class Voices:
    """The recorded dialogue.

    Attributes:
        cast: who speaks with which voice.
        deliveries: how each line is said, by line id.
        lengths: of every line, recorded or estimated.
        recordings: published file by line id, or why there is none.
        keys: content key by line id, for recorded lines.
    """

    cast: Cast
    deliveries: Mapping[str, Delivery]
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
        script: all shots of the script; cast, scene moods and deliveries are theirs, so that a
            line sounds the same whichever scenes are rendered.
        mark: of a dub, ".zh": its recordings, cast and own files are named with it.
        speeds: by line id, on top of the cast's and the delivery's.

    Raises:
        ConfigError: edit/cast.toml or edit/lexicon.toml is wrong.
        EngineUnavailable: the speech engine cannot run here.
    """
    engine_name = studio.config.engines.speech
    engine: SpeechEngine = studio.engine("speech")
    voices = engine.voices()
    cast, chosen = keep_cast(script, voices, studio.workspace, mark)
    if voices:
        remember_cast(cast, chosen, studio.workspace, mark)
        studio.write(f"cast{mark}.toml", format_cast(cast))
    lexicon = read_lexicon(studio.workspace.edit / f"lexicon{mark}.toml")
    for note in lexicon.notes:
        studio.progress.note(note)
    how = deliveries(script)
    lines = shots.lines()
    wanted: list[Wanted] = []
    wanted_for: list[Line] = []
    refused: dict[str, str] = {}
    for line in lines:
        own = edit.line(line.id, mark)
        reason = "" if own is not None else engine.cannot_speak(line.text, line.language)
        if reason:
            refused[line.id] = reason
            continue
        try:
            if own is not None:
                want = _own(line, own)
            else:
                pace = (speeds or {}).get(line.id, 1.0)
                request = replace(
                    _request(line, cast, how[line.id], studio.config.film.seed, pace),
                    pronunciations=lexicon.entries_in(line.text),
                )
                source = provenance(
                    "dialogue", _noted(engine.describe(), request), request.seed, request
                )
                take = _Take(engine_name, studio.options(engine_name), request, line, None)
                want = Wanted(line.id, source, take)
        except WorkspaceError as error:  # one unreadable file stops no other line
            refused[line.id] = str(error)
            continue
        wanted.append(want)
        wanted_for.append(line)
    engine.close()
    made = studio.produce("voices", wanted, _record)

    lengths: dict[str, LineLength] = {}
    recordings: dict[str, Path | Missing] = {}
    keys: dict[str, str] = {}
    for line, asset in zip(wanted_for, made, strict=True):
        if isinstance(asset, Asset):
            name = f"dialogue{mark}/{line.id}.wav"
            recordings[line.id] = studio.publish(name, asset, {"line.wav": ""})
            lengths[line.id] = _length(asset.notes)
            keys[line.id] = asset.key
        else:
            refused[line.id] = asset.reason
    for line in lines:
        if line.id in refused:
            recordings[line.id] = Missing(refused[line.id])
            studio.missing[line.id] = refused[line.id]
            lengths[line.id] = unspoken(line, how[line.id])
    return Voices(cast, how, lengths, recordings, keys)


def _own(line: Line, path: Path) -> Wanted:
    """A person's recording of a line; its words are found by their text."""
    source = own_file("dialogue", path, [_NOTED, line.text])
    return Wanted(line.id, source, _Take(None, (), None, line, path))


def _request(line: Line, cast: Cast, delivery: Delivery, seed: int, pace: float) -> SpeechRequest:
    entry = cast.of(line.character)
    speed = entry.speed * delivery.speed * pace
    return SpeechRequest(
        line.text,
        line.language,
        entry.voice,
        round(min(2.0, max(0.5, speed)), 3),
        seed_from(seed, "dialogue", line.character),
        entry.say(delivery),
    )


def _noted(engine: EngineInfo, request: SpeechRequest) -> EngineInfo:
    """The engine with what is done to its takes and reckoned of them besides."""
    info = performed(engine, request)
    return replace(info, revision=f"{info.revision}+{_NOTED}")


def _length(notes: Mapping[str, Any]) -> LineLength:
    return LineLength(
        int(notes["samples"]) / int(notes["rate_hz"]),
        spoken=True,
        words=tuple(WordTime(word, start, end) for word, start, end in notes["words"]),
        mouth=tuple(notes["mouth"]),
    )


@dataclass(frozen=True)
class _Take:
    engine: str | None
    options: Options
    request: SpeechRequest | None
    line: Line
    own: Path | None


def _record(folder: Path, take: Any) -> Mapping[str, Any]:
    """In a worker: speak and act one line, or take in a recording; note its words and mouth."""
    target = folder / "line.wav"
    if take.own is not None:
        recording = read_sound(take.own)
        sound = one_voice(recording, str(take.own))
        if take.own.suffix.lower() == ".wav" and sound is recording:
            shutil.copyfile(take.own, target)
        else:
            write_sound(target, sound)
    else:
        engine: SpeechEngine = shared_engine("speech", take.engine, take.options)
        sound = perform(engine, take.request)
        if sound.samples.ndim != 1 or not sound.length_samples:
            raise TimelineError(f"engine {take.engine!r} returned no mono sound")
        write_sound(target, sound)
    words = word_times(take.line.text, sound)
    return {
        **sound.notes,
        "samples": sound.length_samples,
        "rate_hz": sound.rate_hz,
        "words": [[word.word, word.start_s, word.end_s] for word in words],
        "mouth": list(mouth_track(sound, words)),
    }
