"""Conform: an editor's timeline rendered from what was delivered; nothing is generated again."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from fractions import Fraction
from math import ceil, floor
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from filmgen.compositor.conform.picture import (
    ConformPlan,
    Framed,
    cut_of,
    plan_conform,
)
from filmgen.compositor.conform.sound import Stretch, follow, read_stretch
from filmgen.compositor.segments import Edition
from filmgen.compositor.stills.foreign import Reading, write_framed
from filmgen.compositor.words.burn_in_plan import plan_burn_ins
from filmgen.config import Config, load_config
from filmgen.editorial.conform.cues import film_cues
from filmgen.editorial.conform.edit import Edit, EditClip
from filmgen.editorial.conform.edit import Sequence as Pictures
from filmgen.editorial.conform.written import conformed_otio
from filmgen.editorial.edited import read_edit
from filmgen.editorial.exchange.timeline import write_otio
from filmgen.editorial.model import Cut, MotionMedia, PanelMedia, SoundMedia
from filmgen.editorial.subtitles import srt_text
from filmgen.engines.protocols import EngineInfo
from filmgen.errors import TimelineError
from filmgen.farm.local import LocalFarm
from filmgen.farm.production import Wanted
from filmgen.manifest import Manifest, manifest_assets
from filmgen.media import Missing
from filmgen.progress import Progress, Silent
from filmgen.timecode import SAMPLE_RATE_HZ, format_timecode, uses_drop_frame
from filmgen.workspace import Asset, Workspace, file_sha256
from pipelines.counting import Counting, StageResult
from pipelines.delivery import style_of
from pipelines.mixing import wanted_mix
from pipelines.reel import Reel, render_reel
from pipelines.studio import Studio, provenance

TREE = "conform"
"""Where a film is published that is conformed in the folder of the delivery it came from."""
_CONFORM = EngineInfo("conform", "filmgen conform", "1", "Apache-2.0")
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
        TimelineError: no timeline, nothing in it, a size that cannot be encoded.
        ConfigError, WorkspaceError: the user's to mend.
        WorkerDied: the film could not be rendered; what is finished stays.
    """
    edited, config = Path(edited), config or load_config()
    listener = Counting(progress or Silent())
    workspace = Workspace(Path(out))
    own = (workspace.out / _OF_A_SCRIPT).is_file()
    source = against or (workspace.out if own else None)
    edit = read_edit(edited, source)
    cut = _cut(edit, config)
    with workspace.held(listener.note), LocalFarm(config.farm.workers) as farm:
        tree = TREE if _OF_A_SCRIPT in workspace.published("") else ""
        studio = Studio(workspace, farm, config, listener, tree)
        style = style_of(config, cut.width_px, cut.height_px)
        edition = Edition(f"v{workspace.version():03d}", config.film.date)
        plan = plan_conform(edit, cut, style, _foreign(edit, cut, studio), edition)
        before = _mixed_before(source, edited)
        quiet = [stem for stem, lufs in before.get("stems_lufs", {}).items() if lufs is None]
        stretches, unheard = follow(edit, quiet)
        sounds, unread = _sounds(stretches, studio)
        losses = list(dict.fromkeys([*edit.losses, *plan.losses, *unheard, *unread]))
        burn_ins = plan_burn_ins(plan.segments, plan.timeline, style.burn_in, edition)
        settings = config.sound.model_copy(update={"duck_db": 0.0})  # the stems are ducked
        raised = float(before.get("gain_db", 0.0))
        mix = wanted_mix(sounds, cut, settings, raised)
        reel = Reel(cut, style, plan.segments, burn_ins, mix)
        reused = _adopted(reel, workspace, _stores(source, edited))
        for line in losses:
            listener.note(line)
        delivery = render_reel(reel, studio)
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
            slated=_slated(plan, listener.notes, losses),
            losses=tuple(losses),
            stages=listener.results(),
        )


def _cut(edit: Edit, config: Config) -> Cut:
    """The frame of the edit: the delivery's where it is known, else the configured one."""
    film = config.film
    width, height = edit.raster_px or film.raster_px()
    if width % 2 or height % 2 or not (64 <= width <= 8192 and 64 <= height <= 8192):
        near = [min(8192, max(64, side + side % 2)) for side in (width, height)]
        raise TimelineError(
            f"a raster of {width}x{height} cannot be encoded; the nearest size is "
            f"{near[0]}x{near[1]}"
        )
    return cut_of(edit, (width, height), edit.aspect or film.picture_aspect())


# -- the editor's own media ---------------------------------------------------------


def _foreign(edit: Edit, cut: Cut, studio: Studio) -> dict[str, Framed]:
    """The editor's own pictures, fitted to the frame, by the uid of their clips."""
    groups: dict[str, list[EditClip]] = {}
    for clip in edit.clips:
        if clip.kind in ("still", "video", "sequence"):
            groups.setdefault(clip.uid, []).append(clip)
    readings = {uid: _reading(clips, cut) for uid, clips in groups.items()}
    if not readings:
        return {}
    wanted = []
    for uid, reading in readings.items():
        request = asdict(replace(reading, medium=Path())) | {"medium": _contents(reading.medium)}
        wanted.append(
            Wanted(groups[uid][0].name, provenance("framed", _CONFORM, None, request), reading)
        )
    made = studio.produce("the editor's media", wanted, _frame)
    return {
        uid: Framed(_as_media(reading, asset), reading.first)
        for (uid, reading), asset in zip(readings.items(), made, strict=True)
    }


def _reading(clips: Sequence[EditClip], cut: Cut) -> Reading:
    """The range of a medium that its clips show, a frame more on each side."""
    medium = clips[0].medium
    assert isinstance(medium, (Path, Pictures))
    if clips[0].kind == "still":
        return Reading(medium, 0, 1, False, cut.rate, cut.picture_px)
    ends = [at for c in clips for at in (c.first, c.at(c.end_frame - 1))]
    first = max(0, floor(min(ends)) - 1)
    frames = max(1, ceil(max(ends)) + 2 - first)
    return Reading(medium, first, frames, True, cut.rate, cut.picture_px)


def _contents(medium: Path | Pictures) -> Any:
    """What a medium's key hangs on: its bytes; of a sequence, names and sizes of its files."""
    if isinstance(medium, Path):
        return file_sha256(medium)
    files = sorted(p for p in medium.folder.glob(f"*{medium.suffix}") if p.is_file())
    told = [[p.name, p.stat().st_size, p.stat().st_mtime_ns] for p in files]
    return [told, medium.prefix, medium.first, str(medium.rate)]


def _frame(folder: Path, reading: Any) -> Mapping[str, Any]:
    """In a worker: one medium of the editor's."""
    return {"file": write_framed(reading, folder).name}


def _as_media(reading: Reading, asset: Asset | Missing) -> PanelMedia | MotionMedia | Missing:
    if isinstance(asset, Missing):
        return asset
    path = asset.path(asset.notes["file"])
    if not reading.moving:
        return PanelMedia("A", 0, 1, path, 0.0, asset.key)
    return MotionMedia(path, reading.rate, reading.frames, asset.key)


# -- sound ---------------------------------------------------------------------------


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


def _sounds(
    stretches: Sequence[Stretch], studio: Studio
) -> tuple[tuple[SoundMedia, ...], tuple[str, ...]]:
    """The edit's sounds for the mix, those of another speed stretched; and what is unreadable."""
    keys: dict[Path, str] = {}
    losses: list[str] = []
    for piece in stretches:
        if piece.medium not in keys:
            try:
                keys[piece.medium] = file_sha256(piece.medium)
            except OSError as error:
                keys[piece.medium] = ""
                losses.append(f"{piece.name}: {error.strerror or error}; silent")
    heard = [piece for piece in stretches if keys[piece.medium]]
    slowed = [piece for piece in heard if piece.speed != 1]
    wanted = [
        Wanted(
            f"{piece.name} at {float(piece.speed):g}",
            provenance("stretch", _CONFORM, None, [
                keys[piece.medium], str(piece.first_sample), str(piece.speed), piece.samples,
            ]),
            piece,
        )
        for piece in slowed
    ]  # fmt: skip
    made = studio.produce("stretched sound", wanted, _stretch) if wanted else []
    files = dict(zip(slowed, made, strict=True))
    sounds = []
    for piece in heard:
        asset = files.get(piece)
        if isinstance(asset, Missing):
            losses.append(f"{piece.name}: {asset.reason}; silent")
            continue
        sounds.append(_placed(piece, keys[piece.medium], asset))
    return tuple(sounds), tuple(losses)


def _placed(piece: Stretch, key: str, asset: Asset | None) -> SoundMedia:
    fade = min(SAMPLE_RATE_HZ // 100, piece.samples // 2)
    return SoundMedia(
        stem=piece.stem,
        path=piece.medium if asset is None else asset.path("sound.wav"),
        start_sample=piece.start_sample,
        length_samples=piece.samples,
        subject=piece.name,
        gain_db=piece.gain_db,
        pan=piece.pan,
        fade_in_samples=fade * piece.fade_in,
        fade_out_samples=fade * piece.fade_out,
        treatment=piece.treatment,
        key=key if asset is None else asset.key,
        offset_samples=round(piece.first_sample) if asset is None else 0,
    )


def _stretch(folder: Path, piece: Any) -> None:
    """In a worker: one sound at another speed."""
    import soundfile

    soundfile.write(folder / "sound.wav", read_stretch(piece).T, SAMPLE_RATE_HZ, subtype="FLOAT")


# -- what was rendered before --------------------------------------------------------


def _stores(source: Path | None, edited: Path) -> list[Workspace]:
    """The workspaces whose segments may be used: of the delivery, and beside the edit."""
    folders = [] if source is None else [source if source.is_dir() else source.parent]
    folders.append(edited.absolute().parent)
    found = [Workspace(folder) for folder in dict.fromkeys(folders)]
    return [w for w in found if (w.house / "store").is_dir()]


def _adopted(reel: Reel, workspace: Workspace, others: Sequence[Workspace]) -> int:
    """Take segments that another workspace has; how many of the reel's are there now."""
    there = 0
    for want in reel.wanted():
        key = want.key()
        if workspace.find(key) is None:
            for other in others:
                asset = other.find(key) if other.out != workspace.out else None
                if asset is not None:
                    _adopt(asset, want, workspace)
                    break
        there += workspace.find(key) is not None
    return there


def _adopt(asset: Asset, want: Wanted, workspace: Workspace) -> None:
    scratch = workspace.scratch_folder()
    try:
        for file in asset.files:
            target = scratch / file.name
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                os.link(asset.path(file.name), target)
            except OSError:  # another file system
                shutil.copy2(asset.path(file.name), target)
        workspace.commit(
            asset.key, scratch, want.provenance, asset.seconds, asset.cpu_s, asset.notes
        )
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


# -- documents -----------------------------------------------------------------------


def _write_documents(
    edited: Path, edit: Edit, plan: ConformPlan, source: Path | None, studio: Studio
) -> None:
    """The conformed timeline and its subtitles, every path relative to their folder."""
    document = conformed_otio(edited, edit, studio.root, source)
    scratch = studio.workspace.scratch_folder()
    try:
        write_otio(document, scratch / "timeline.otio")
        text = (scratch / "timeline.otio").read_text(encoding="utf-8")
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    studio.write("timeline.otio", text)
    studio.write("subtitles.srt", srt_text(film_cues(plan.clips), edit.rate))


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


def _slated(plan: ConformPlan, notes: Sequence[str], losses: Sequence[str]) -> tuple[str, ...]:
    """Clips shown as a slate: known before, or found out while they were drawn."""
    slates = [
        f"{segment.footage.card.heading}: {' '.join(segment.footage.card.lines)}"
        for segment in plan.segments
        if segment.footage.card is not None and segment.footage.card.kind == "missing"
    ]
    drawn = [line for line in notes if line not in losses and not line.startswith("missing: ")]
    return tuple(dict.fromkeys([*slates, *drawn]))
