"""The film's sound without its picture: a screenplay to hear, stems and mix."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filmgen.blocking.model import Blocking
from filmgen.breakdown.model import ShotList
from filmgen.config import Config, load_config
from filmgen.edit_folder import EditFolder
from filmgen.editorial.assemble import assemble
from filmgen.editorial.cut import lock_cut
from filmgen.editorial.model import SoundMedia, Timeline
from filmgen.editorial.subtitles import write_srt
from filmgen.editorial.tables import write_lines_csv
from filmgen.farm.local import LocalFarm
from filmgen.progress import Progress, Silent
from filmgen.screenplay import read_screenplay
from filmgen.screenplay.model import Screenplay
from filmgen.workspace import Workspace
from pipelines.ambience import lay_ambience
from pipelines.breakdown import break_down, open_edits, remember, select_scenes
from pipelines.counting import Counting, StageResult
from pipelines.dialogue import Voices, record_dialogue
from pipelines.mixing import mix_sound, publish_mix
from pipelines.recorded import remember_lengths
from pipelines.rooms import in_rooms
from pipelines.score import compose_score
from pipelines.staging import cut_settings, stage_shots
from pipelines.studio import Studio, check_engines

TREE = "soundtrack"
MEDIA = ("speech", "ambience", "music")
"""Whose engines are used."""


@dataclass(frozen=True)
class SoundtrackResult:
    """What `make_soundtrack` leaves behind.

    Attributes:
        mix: the wav to listen to.
        seconds: its length.
        sound: the mixer's report.
        missing: reason by subject.
    """

    out: Path
    mix: Path
    title: str
    lines: int
    seconds: float
    sound: Mapping[str, Any]
    stages: tuple[StageResult, ...]
    missing: dict[str, str]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Track:
    """A film as far as it is heard: its cut, and every sound at its place.

    Attributes:
        script_shots: of the whole script. shots: of the chosen scenes.
        beds: what is not dialogue.
    """

    script_shots: ShotList
    shots: ShotList
    edits: EditFolder
    voices: Voices
    blocking: Blocking
    beds: tuple[SoundMedia, ...]
    timeline: Timeline


def record_track(
    screenplay: Screenplay, studio: Studio, scenes: frozenset[int] | None = None
) -> Track:
    """Speak and lay everything that is heard, as `make_animatic` does: nothing is made twice."""
    script_shots = break_down(screenplay, studio.workspace)
    shots = select_scenes(script_shots, screenplay, scenes)
    edits = open_edits(script_shots, studio.workspace, studio.progress)
    voices = record_dialogue(shots, script_shots, edits, studio)
    cut = lock_cut(shots, voices.lengths, cut_settings(studio.config.film))
    blocking = stage_shots(script_shots, shots, edits, studio.config.film)
    beds = lay_ambience(cut, edits, studio, blocking) + compose_score(cut, edits, studio)
    nothing_seen = {shot.identity: () for shot in shots.shots}
    timeline = assemble(cut, nothing_seen, {}, voices.recordings, voices.keys, beds)
    timeline = in_rooms(timeline, blocking, studio)
    return Track(script_shots, shots, edits, voices, blocking, beds, timeline)


def make_soundtrack(
    script: Path | str,
    out: Path | str,
    *,
    config: Config | None = None,
    edit: Path | None = None,
    scenes: frozenset[int] | None = None,
    progress: Progress | None = None,
) -> SoundtrackResult:
    """Speak a screenplay, with its places around it: OUT/audio, OUT/dialogue, lines, subtitles.

    An animatic rendered into the same folder later makes none of it again.

    Args:
        scenes: indices (1-based); all if None.

    Raises:
        ScreenplayError, ConfigError, WorkspaceError, EngineUnavailable: the user's to mend.
        TimelineError, WorkerDied: the sound could not be mixed; what is finished stays.
    """
    config = config or load_config()
    check_engines(config, MEDIA)
    listener = Counting(progress or Silent())
    screenplay = read_screenplay(Path(script))
    workspace = Workspace(Path(out), edit)
    with workspace.held(listener.note), LocalFarm(config.farm.workers) as farm:
        studio = Studio(workspace, farm, config, listener)
        track = record_track(screenplay, studio, scenes)
        cut = track.timeline.cut
        mixed = mix_sound(track.timeline.sounds, cut, studio)
        publish_mix(mixed, studio)
        write_lists(track.timeline, studio)
        workspace.finish(TREE, studio.listed, studio.used)
        remember(track.script_shots, workspace)
        remember_lengths(track.shots, track.voices.lengths, workspace)
        return SoundtrackResult(
            out=studio.root,
            mix=studio.root / "audio" / "mix.wav",
            title=cut.title,
            lines=len(track.shots.lines()),
            seconds=float(cut.frames / cut.rate),
            sound=mixed.notes,
            stages=listener.results(),
            missing=dict(studio.missing),
            notes=tuple(listener.notes),
        )


def write_lists(timeline: Timeline, studio: Studio, mark: str = "") -> None:
    """Write the lists of what is said: lines.csv and subtitles.srt, `mark` before the suffix."""
    scratch = studio.workspace.scratch_folder()
    try:
        for name, write in (
            (f"lines{mark}.csv", write_lines_csv),
            (f"subtitles{mark}.srt", write_srt),
        ):
            write(timeline, scratch / name)
            studio.write(name, (scratch / name).read_text(encoding="utf-8"))
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
