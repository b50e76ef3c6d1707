"""A table read: the dialogue alone, spoken, with the list of its lines and a stem to listen to."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from filmgen.breakdown.model import ShotList
from filmgen.config import Config, load_config
from filmgen.editorial.assemble import assemble
from filmgen.editorial.cut import lock_cut
from filmgen.farm.local import LocalFarm
from filmgen.media import Missing
from filmgen.progress import Progress, Silent
from filmgen.screenplay import read_screenplay
from filmgen.workspace import Workspace
from pipelines.breakdown import break_down, open_edits, remember, select_scenes
from pipelines.counting import Counting, StageResult
from pipelines.dialogue import Voices, record_dialogue
from pipelines.mixing import mix_sound
from pipelines.recorded import remember_lengths
from pipelines.staging import cut_settings
from pipelines.studio import Studio, check_engines

TREE = "table read"
COLUMNS = (
    "line", "scene", "character", "voice", "direction", "manner", "speed", "pitch_semitones",
    "loudness_db", "seconds", "file", "missing", "text",
)  # fmt: skip


@dataclass(frozen=True)
class DialogueResult:
    """What `make_dialogue` leaves behind.

    Attributes:
        folder: of the lines' wavs. lines: the CSV that lists them. stem: all of them in film order,
            at their places in the cut.
        seconds: of speech. missing: reason by line.
    """

    folder: Path
    lines: Path
    stem: Path
    title: str
    count: int
    seconds: float
    stages: tuple[StageResult, ...]
    missing: Mapping[str, str]
    notes: tuple[str, ...]


def make_dialogue(
    script: Path | str,
    out: Path | str,
    *,
    config: Config | None = None,
    edit: Path | None = None,
    scenes: frozenset[int] | None = None,
    progress: Progress | None = None,
) -> DialogueResult:
    """Speak a screenplay's lines: OUT/dialogue/<line>.wav, lines.csv beside them, OUT/dialogue.wav.

    An animatic rendered into the same folder later speaks none of them again.

    Args:
        scenes: indices (1-based); all if None.

    Raises:
        ScreenplayError, ConfigError, WorkspaceError, EngineUnavailable: the user's to mend.
        TimelineError, WorkerDied: the stem could not be made; the lines that are finished stay.
    """
    config = config or load_config()
    check_engines(config, ("speech",))
    listener = Counting(progress or Silent())
    screenplay = read_screenplay(Path(script))
    workspace = Workspace(Path(out), edit)
    with workspace.held(listener.note), LocalFarm(config.farm.workers) as farm:
        studio = Studio(workspace, farm, config, listener)
        script_shots = break_down(screenplay, workspace)
        shots = select_scenes(script_shots, screenplay, scenes)
        edits = open_edits(script_shots, workspace, listener)

        voices = record_dialogue(shots, script_shots, edits, studio)
        lines = studio.write("dialogue/lines.csv", line_table(shots, voices))
        cut = lock_cut(shots, voices.lengths, cut_settings(config.film))
        nothing_seen = {shot.identity: () for shot in shots.shots}
        timeline = assemble(cut, nothing_seen, {}, voices.recordings, voices.keys, ())
        mixed = mix_sound(timeline.sounds, cut, studio)
        stem = studio.publish("dialogue.wav", mixed, {"dialogue.wav": ""})
        workspace.finish(TREE, studio.listed, studio.used)
        remember(script_shots, workspace)
        remember_lengths(shots, voices.lengths, workspace)
        return DialogueResult(
            folder=studio.root / "dialogue",
            lines=lines,
            stem=stem,
            title=cut.title,
            count=len(shots.lines()),
            seconds=sum(length.seconds for length in voices.lengths.values()),
            stages=listener.results(),
            missing=dict(studio.missing),
            notes=tuple(listener.notes),
        )


def line_table(shots: ShotList, voices: Voices) -> str:
    """CSV (RFC 4180, UTF-8), a row a line in film order: who says it, how, how long, which file."""
    stream = io.StringIO()
    table = csv.writer(stream, lineterminator="\n")
    table.writerow(COLUMNS)
    for shot in shots.shots:
        for line in shot.lines:
            delivery, recording = voices.deliveries[line.id], voices.recordings[line.id]
            missing = recording.reason if isinstance(recording, Missing) else ""
            table.writerow(
                (
                    line.id, shot.scene_number, line.character,
                    voices.cast.of(line.character).voice, line.delivery, delivery.manner,
                    f"{delivery.speed:g}", f"{delivery.pitch_semitones:g}",
                    f"{delivery.loudness_db:g}", f"{voices.lengths[line.id].seconds:.3f}",
                    "" if missing else f"{line.id}.wav", missing, " ".join(line.text.split()),
                )
            )  # fmt: skip
    return stream.getvalue()
