"""Conform: an editor's timeline rendered from what was delivered; nothing is generated again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from filmgen.compositor.conform.picture import (
    ConformPlan,
    cut_of,
    plan_conform,
)
from filmgen.compositor.conform.sound import follow
from filmgen.compositor.segments import Edition
from filmgen.compositor.words.burn_in_plan import plan_burn_ins
from filmgen.config import Config, load_config
from filmgen.editorial.conform.cues import film_cues
from filmgen.editorial.conform.delivered import TIMELINE
from filmgen.editorial.conform.edit import Edit
from filmgen.editorial.conform.written import conformed_otio
from filmgen.editorial.edited import read_edit
from filmgen.editorial.model import Cut
from filmgen.editorial.subtitles import srt_text, vtt_text
from filmgen.errors import ConfigError, EditError
from filmgen.farm.local import LocalFarm
from filmgen.manifest import Manifest, manifest_assets
from filmgen.progress import Progress, Silent
from filmgen.timecode import format_timecode, uses_drop_frame
from filmgen.workspace import Workspace
from pipelines.adopted import adopt_segments, workspaces_of
from pipelines.conform_media import foreign_media, placed_sounds
from pipelines.counting import Counting, StageResult
from pipelines.delivery import style_of
from pipelines.exchange import hand_over
from pipelines.mixing import wanted_mix
from pipelines.reel import Reel, render_reel
from pipelines.studio import Studio

TREE = "conform"
"""Where a film is published that is conformed in the folder of the delivery it came from."""
_OF_A_SCRIPT = "shots.json"
"""Delivered where a film was made from its script, not from an edit."""


@dataclass(frozen=True)
class ConformResult:
    """What `conform` leaves behind.

    Attributes:
        film: the mp4. clips: how many the edit has, as they are seen.
        segments, reused: how many were needed, and how many of them were there.
        slated: clips for which there is no picture, one line each.
        losses: what could not be followed, one line each.
    """

    out: Path
    film: Path
    title: str
    clips: int
    frames: int
    rate: Fraction
    segments: int
    reused: int
    slated: tuple[str, ...]
    losses: tuple[str, ...]
    stages: tuple[StageResult, ...]

    @property
    def seconds(self) -> float:
        """Running time of the film."""
        return float(self.frames / self.rate)


def conform(
    edited: Path | str,
    out: Path | str,
    *,
    against: Path | None = None,
    config: Config | None = None,
    progress: Progress | None = None,
) -> ConformResult:
    """Render a timeline that comes back from an editor.

    Args:
        edited: .otio, .otiod, .otioz, .fcpxml, .xml, .aaf or .edl.
        out: the output folder. In the delivery's own folder the film is published under
            `out/conform` and the delivery stays.
        against: the delivery it was made from; its segments are used again, and what the
            edit's format cannot hold is looked up there.
        config: `load_config()` if None.

    Raises:
        EditError: no timeline, nothing in it, a size that cannot be encoded.
        ConfigError, WorkspaceError: the user's to mend.
        TimelineError: the mix or a segment could not be made.
        WorkerDied: the film could not be rendered; what is finished stays.
    """
    edited, config = Path(edited), config or load_config()
    if against is not None:
        _check_delivery(against)
    listener = Counting(progress or Silent())
    workspace = Workspace(Path(out))
    own = (workspace.out / _OF_A_SCRIPT).is_file()
    source = against or (workspace.out if own else None)
    unpack = workspace.house / "unpacked"
    edit = read_edit(edited, source, unpack=unpack)
    cut = _cut(edit, config)
    with workspace.held(listener.note), LocalFarm(config.farm.workers) as farm:
        tree = TREE if _OF_A_SCRIPT in workspace.published("") else ""
        studio = Studio(workspace, farm, config, listener, tree)
        style = style_of(config, cut.width_px, cut.height_px)
        edition = Edition(f"v{workspace.version():03d}", config.film.date)
        plan = plan_conform(edit, cut, style, foreign_media(edit, cut, studio), edition)
        before = _mixed_before(source, edited)
        quiet = [stem for stem, lufs in before.get("stems_lufs", {}).items() if lufs is None]
        stretches, unheard = follow(edit, quiet)
        sounds, unread = placed_sounds(stretches, studio)
        losses = list(dict.fromkeys([*edit.losses, *plan.losses, *unheard, *unread]))
        burn_ins = plan_burn_ins(plan.segments, plan.timeline, style.burn_in, edition)
        settings = config.sound.model_copy(update={"duck_db": 0.0})  # the stems are ducked
        raised = float(before.get("gain_db", 0.0))
        mix = wanted_mix(sounds, cut, settings, raised, film=style.encoding.film_name)
        reel = Reel(cut, style, plan.segments, burn_ins, mix)
        reused = adopt_segments(reel, workspace, workspaces_of(source, edited))
        for line in losses:
            listener.note(line)
        told = len(listener.notes)
        delivery = render_reel(reel, studio)
        spoilt = listener.notes[told:]
        _write_documents(edited, edit, plan, source, studio)
        _write_manifest(edited, edit, delivery.loudness, raised, studio)
        workspace.finish(tree, studio.listed, studio.used)
        return ConformResult(
            out=studio.root,
            film=delivery.film,
            title=edit.title,
            clips=len(edit.clips),
            frames=edit.frames,
            rate=edit.rate,
            segments=len(plan.segments),
            reused=reused,
            slated=_slated(plan, spoilt),
            losses=tuple(losses),
            stages=listener.results(),
        )


def _check_delivery(against: Path) -> None:
    """Nothing is looked up in silence where there is nothing to be found.

    Raises:
        ConfigError: it is no delivery.
    """
    timeline = against / TIMELINE if against.is_dir() else against
    if timeline.suffix != ".otio" or not timeline.is_file():
        raise ConfigError(
            "--against", f"{against} is no delivery: give an OUT folder, or its {TIMELINE}"
        )


def _cut(edit: Edit, config: Config) -> Cut:
    """The frame of the edit: the delivery's where it is known, else the configured one."""
    film = config.film
    width, height = edit.raster_px or film.raster_px()
    if width % 2 or height % 2 or not (64 <= width <= 8192 and 64 <= height <= 8192):
        near = [min(8192, max(64, side + side % 2)) for side in (width, height)]
        raise EditError(
            f"a raster of {width}x{height} cannot be encoded; the nearest size is "
            f"{near[0]}x{near[1]}"
        )
    return cut_of(edit, (width, height), edit.aspect or film.picture_aspect())


def _mixed_before(source: Path | None, edited: Path) -> Mapping[str, Any]:
    """The report of the mix that the stems are of; empty where nobody has one."""
    folders = [] if source is None else [source if source.is_dir() else source.parent]
    for folder in (*folders, edited.parent):
        try:
            text = (folder / "manifest.json").read_text(encoding="utf-8")
            return Manifest.model_validate_json(text).sound
        except (OSError, ValidationError):
            continue
    return {}


def _write_documents(
    edited: Path, edit: Edit, plan: ConformPlan, source: Path | None, studio: Studio
) -> None:
    """The conformed timeline and its subtitles, every path relative to their folder."""
    document = conformed_otio(
        edited, edit, studio.root, source, studio.workspace.house / "unpacked"
    )
    hand_over(document, studio)
    cues = film_cues(plan.clips)
    studio.write("subtitles.srt", srt_text(cues, edit.rate))
    high = _raised_frames(plan)
    studio.write("subtitles.vtt", vtt_text([(c, c.start_frame in high) for c in cues], edit.rate))


def _raised_frames(plan: ConformPlan) -> frozenset[int]:
    """Frames of the film in whose segments subtitles stand high in the picture."""
    raised: list[int] = []
    start = 0
    for segment in plan.segments:
        if any(caption.high for caption in segment.captions):
            raised += range(start, start + segment.frames)
        start += segment.frames
    return frozenset(raised)


def _write_manifest(
    edited: Path, edit: Edit, sound: Mapping[str, Any], raised_db: float, studio: Studio
) -> None:
    manifest = Manifest(
        title=edit.title,
        delivery=studio.workspace.version(),
        screenplay=edited.name,
        rate=str(edit.rate),
        frames=edit.frames,
        start_timecode=format_timecode(
            edit.start_frame, edit.rate, drop_frame=edit.drop_frame and uses_drop_frame(edit.rate)
        ),
        settings=studio.config.model_dump(mode="json"),
        assets=manifest_assets(studio.assets, studio.tree),
        missing=dict(sorted(studio.missing.items())),
        # of both mixes: the next one knows how far the sound was raised in all
        sound={**sound, "gain_db": round(raised_db + float(sound.get("gain_db", 0.0)), 2)},
    )
    studio.write("manifest.json", manifest.model_dump_json(indent=1) + "\n")


def _slated(plan: ConformPlan, spoilt: Sequence[str]) -> tuple[str, ...]:
    """Clips shown as a slate: known before, or found out while they were drawn."""
    slates = [
        f"{segment.footage.card.heading}: {' '.join(segment.footage.card.lines)}"
        for segment in plan.segments
        if segment.footage.card is not None and segment.footage.card.kind == "missing"
    ]
    return tuple(dict.fromkeys([*slates, *spoilt]))
