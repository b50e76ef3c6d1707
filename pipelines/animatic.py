"""The coordinator: a screenplay in, a watchable animatic and everything it is made of out."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from filmgen.compositor.encode.hardware import chosen_encoding
from filmgen.compositor.words.legible import font_files
from filmgen.config import Config, load_config
from filmgen.editorial.assemble import assemble
from filmgen.editorial.cut import lock_cut
from filmgen.farm.local import LocalFarm
from filmgen.progress import Progress, Silent
from filmgen.screenplay import read_screenplay
from filmgen.workspace import Workspace
from pipelines.ambience import lay_ambience
from pipelines.breakdown import break_down, open_edits, remember, select_scenes
from pipelines.counting import Counting, StageResult
from pipelines.delivery import render, write_documents
from pipelines.dialogue import record_dialogue
from pipelines.effects import shoot_effects
from pipelines.lip_flap import move_mouths
from pipelines.motion import check_motion, draw_motion, plan_motion
from pipelines.recorded import remember_lengths
from pipelines.rooms import in_rooms
from pipelines.score import compose_score
from pipelines.staging import cut_settings, stage_shots
from pipelines.storyboard import draw_storyboard
from pipelines.studio import Studio, check_engines

PREVIEW = (
    "film.size=",
    "film.longer_side_px=640",
    "engines.speech=silence",
    "encode.codec=h264",
    "encode.preset=ultrafast",
    "encode.crf=28",
)
"""Settings of a preview: small and fast."""


@dataclass(frozen=True)
class AnimaticResult:
    """What `make_animatic` leaves behind.

    Attributes:
        out: folder of the delivery (of the preview, for a preview).
        film: the mp4.
        missing: reason by subject; the film has a slate, a silence or nothing in their place.
        notes: warnings in one line each.
        kept_version: "v001" if an earlier delivery was kept, else None.
    """

    out: Path
    film: Path
    title: str
    shots: int
    panels: int
    lines: int
    frames: int
    rate: Fraction
    stages: tuple[StageResult, ...]
    missing: dict[str, str]
    notes: tuple[str, ...]
    kept_version: str | None = None

    @property
    def seconds(self) -> float:
        """Running time of the film."""
        return float(self.frames / self.rate)


def make_animatic(
    script: Path | str,
    out: Path | str,
    *,
    config: Config | None = None,
    edit: Path | None = None,
    scenes: frozenset[int] | None = None,
    preview: bool = False,
    version_up: bool = False,
    progress: Progress | None = None,
) -> AnimaticResult:
    """Render a screenplay.

    Args:
        script: a Fountain or Final Draft file.
        out: the output folder; a second run there reuses what has not changed.
        config: `load_config()` if None, with the settings of `PREVIEW` for a preview.
        edit: where a person's own files lie; `out/edit` if None.
        scenes: indices (1-based) of the scenes to render; all if None.
        preview: published under `out/preview`, the delivery untouched.
        version_up: keep the delivery that is there under `out/versions` first.

    Raises:
        ScreenplayError, ConfigError, WorkspaceError, EngineUnavailable: the user's to mend.
        TimelineError, WorkerDied: the film could not be rendered; what is finished stays.
    """
    script = Path(script)
    config = config or load_config(overrides=PREVIEW if preview else ())
    check_motion(config)
    check_engines(config)
    font_files(config.film.fonts)  # what is no font is refused before anything is drawn
    chosen_encoding(config.encode, *config.film.raster_px())  # refused before anything is made
    listener = Counting(progress or Silent())
    screenplay = read_screenplay(script)
    workspace = Workspace(Path(out), edit)
    with workspace.held(listener.note), LocalFarm(config.farm.workers) as farm:
        kept = workspace.keep_version() if version_up and not preview else None
        studio = Studio(workspace, farm, config, listener, "preview" if preview else "")
        # Identities, edits and the cast are those of the whole script, whatever is rendered.
        script_shots = break_down(screenplay, workspace)
        shots = select_scenes(script_shots, screenplay, scenes)
        edits = open_edits(script_shots, workspace, listener)

        voices = record_dialogue(shots, script_shots, edits, studio)
        cut = lock_cut(shots, voices.lengths, cut_settings(config.film))
        blocking = stage_shots(script_shots, shots, edits, config.film)
        frames = draw_storyboard(cut, script_shots, blocking, edits, studio)
        motions = plan_motion(cut, blocking, edits, config)
        moving = draw_motion(cut, motions, studio)
        frames = move_mouths(cut, script_shots, blocking, frames, moving, edits, studio)
        shown = {identity: motions[identity] for identity in moving}
        plates = shoot_effects(cut, blocking, edits, studio, shown)
        beds = lay_ambience(cut, edits, studio, blocking) + compose_score(cut, edits, studio)
        timeline = assemble(cut, frames, plates, voices.recordings, voices.keys, beds, moving)
        timeline = in_rooms(timeline, blocking, studio)
        delivery = render(timeline, studio)
        write_documents(timeline, shots, script, delivery, studio)
        workspace.finish(studio.tree, studio.listed, studio.used)
        remember(script_shots, workspace)
        if not preview:
            remember_lengths(shots, voices.lengths, workspace)
        return AnimaticResult(
            out=studio.root,
            film=delivery.film,
            title=cut.title,
            shots=len(cut.shots),
            panels=sum(len(s.panels) for s in cut.shots),
            lines=len(shots.lines()),
            frames=cut.frames,
            rate=cut.rate,
            stages=listener.results(),
            missing=dict(studio.missing),
            notes=tuple(listener.notes),
            kept_version=kept,
        )
