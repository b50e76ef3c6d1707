"""Dubbing: a second language spoken to fit the locked cut, its stem, mix, subtitles and report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from filmgen.breakdown.model import ShotList
from filmgen.breakdown.translation import (
    Translation,
    match_rows,
    match_translation,
    read_translated_lines,
)
from filmgen.config import Config, load_config
from filmgen.editorial.assemble import assemble
from filmgen.editorial.dubbing import Fit, dubbed_cut, fit_table, fitting_speed, slots
from filmgen.errors import ConfigError
from filmgen.farm.local import LocalFarm
from filmgen.media import Missing
from filmgen.progress import Progress, Silent
from filmgen.screenplay import read_screenplay
from filmgen.screenplay.model import Screenplay
from filmgen.sound.words.language import guess_language
from filmgen.workspace import Workspace
from pipelines.breakdown import remember
from pipelines.counting import Counting
from pipelines.dialogue import record_dialogue
from pipelines.mixing import mix_sound
from pipelines.rooms import in_rooms
from pipelines.soundtrack import MEDIA, TREE, record_track, write_lists
from pipelines.studio import Studio, check_engines

_CLOSE = 1.02
"""A speed nearer to 1 than this is not worth another take."""


@dataclass(frozen=True)
class DubResult:
    """What `dub` leaves behind.

    Attributes:
        mix: the film's sound in the other language. stem: its dialogue alone.
        report: CSV, one row a line. fits: the same as values.
    """

    mix: Path
    stem: Path
    subtitles: Path
    report: Path
    language: str
    fits: tuple[Fit, ...]
    sound: Mapping[str, Any]
    notes: tuple[str, ...]

    @property
    def verdicts(self) -> dict[str, int]:
        """How many lines fit, were made faster or slower, are too long or were not spoken."""
        return dict(Counter(fit.verdict.partition(":")[0] for fit in self.fits))


def dub(
    script: Path | str,
    translation: Path | str,
    out: Path | str,
    *,
    language: str = "",
    config: Config | None = None,
    edit: Path | None = None,
    progress: Progress | None = None,
) -> DubResult:
    """Speak a translation into the locked cut of a script; nothing of the original changes.

    Args:
        translation: the script in the other language, scene for scene, or a CSV of `line` and
            `text` (a delivery's lines.csv with its text translated).
        out: the folder of the original's delivery, or a new one.
        language: ISO 639-1; told from the letters and everyday words if empty.
        edit: edit/cast.zh.toml and edit/dialogue.zh/ in it are the dub's, for language "zh".

    Raises:
        ScreenplayError, ConfigError, WorkspaceError, EngineUnavailable: the user's to mend.
        TimelineError, WorkerDied: the sound could not be mixed; what is finished stays.
    """
    config = config or load_config()
    check_engines(config, MEDIA)
    listener = Counting(progress or Silent())
    screenplay = read_screenplay(Path(script))
    matched = _read(Path(translation), screenplay)  # a wrong file is told before anything is spoken
    workspace = Workspace(Path(out), edit)
    with workspace.held(listener.note), LocalFarm(config.farm.workers) as farm:
        studio = Studio(workspace, farm, config, listener)
        track = record_track(screenplay, studio)
        said = matched(track.shots)
        for note in said.notes:
            listener.note(note)
        language = language or _language(said)
        mark = f".{language}"
        cut = track.timeline.cut
        # What is published from here on belongs to the dub, what was before to the original.
        workspace.extend(TREE, studio.listed, studio.used)
        studio = Studio(workspace, farm, config, listener)

        translated = _translated(track.shots, said.texts, language)
        whole = _translated(track.script_shots, said.texts, language)
        takes = record_dialogue(translated, whole, track.edits, studio, mark=mark)
        room = slots(cut)
        natural = {i: x.seconds for i, x in takes.lengths.items() if x.spoken}
        speeds = {i: fitting_speed(s, room[i]) for i, s in natural.items()}
        speeds = {i: round(s, 2) for i, s in speeds.items() if max(s, 1 / s) > _CLOSE}
        takes = record_dialogue(translated, whole, track.edits, studio, mark=mark, speeds=speeds)
        spoken = {i: x.seconds for i, x in takes.lengths.items() if x.spoken}
        words = {i: x.words for i, x in takes.lengths.items()}
        dubbed = dubbed_cut(cut, said.texts, language, spoken, words)
        fits = []
        for line in translated.lines():
            recording = takes.recordings[line.id]
            fits.append(
                Fit(
                    line.id,
                    line.character,
                    line.text,
                    room[line.id].seconds,
                    natural.get(line.id, 0.0),
                    speeds.get(line.id, 1.0),
                    spoken.get(line.id, 0.0),
                    recording.reason if isinstance(recording, Missing) else "",
                )
            )
        nothing_seen = {shot.shot.identity: () for shot in cut.shots}
        timeline = assemble(dubbed, nothing_seen, {}, takes.recordings, takes.keys, track.beds)
        timeline = in_rooms(timeline, track.blocking, studio)
        mixed = mix_sound(timeline.sounds, dubbed, studio)
        studio.publish(
            "audio",
            mixed,
            {"mix.wav": f"mix{mark}.wav", "dialogue.wav": f"dialogue{mark}.wav"},
        )
        write_lists(timeline, studio, mark)
        report = studio.write(f"dub{mark}.csv", fit_table(fits))
        workspace.finish(f"dub{mark}", studio.listed, studio.used)
        remember(track.script_shots, workspace)
        return DubResult(
            mix=studio.root / "audio" / f"mix{mark}.wav",
            stem=studio.root / "audio" / f"dialogue{mark}.wav",
            subtitles=studio.root / f"subtitles{mark}.srt",
            report=report,
            language=language,
            fits=tuple(fits),
            sound=mixed.notes,
            notes=tuple(listener.notes),
        )


def _read(path: Path, original: Screenplay) -> Callable[[ShotList], Translation]:
    """The translation, read: it waits for the shots whose lines it translates."""
    if path.suffix.lower() in (".csv", ".tsv"):
        rows = read_translated_lines(path)
        return lambda shots: match_rows(shots, rows, path.name)
    translated = read_screenplay(path)
    return lambda shots: match_translation(shots, original, translated)


def _language(said: Translation) -> str:
    """The language of the translation, by its letters and everyday words.

    Raises:
        ConfigError: there is nothing, or nothing that tells it from English.
    """
    found = guess_language(" ".join(said.texts.values()))
    if not said.texts:
        raise ConfigError("translation", "none of its lines belongs to a line of the script")
    if found == "en":
        raise ConfigError(
            "--language", "its letters and words do not tell which one; give it: --language de"
        )
    return found


def _translated(shots: ShotList, texts: Mapping[str, str], language: str) -> ShotList:
    """The shot list with the other language in it; lines that have none are left out."""
    return replace(
        shots,
        shots=tuple(
            replace(
                shot,
                lines=tuple(
                    replace(line, text=texts[line.id], language=language, stressed=())
                    for line in shot.lines
                    if line.id in texts
                ),
            )
            for shot in shots.shots
        ),
    )
