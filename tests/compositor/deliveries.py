"""Deliveries as the pipelines leave them, made of the compositor's small timelines."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from filmgen.breakdown.model import ShotList
from filmgen.compositor.encode.join import join_segments
from filmgen.compositor.picture import render_segment
from filmgen.compositor.plan import plan_segments
from filmgen.compositor.segments import Style
from filmgen.editorial.delivered import DeliveredFilm, open_delivered
from filmgen.editorial.exchange.timeline import to_otio, write_otio
from filmgen.editorial.model import PanelMedia, Timeline, TimelineShot
from filmgen.editorial.tables import write_shots_json
from filmgen.manifest import Manifest, ManifestAsset, ManifestFile
from filmgen.media import Missing
from filmgen.timecode import samples_from_frames
from filmgen.workspace import file_sha256
from tests.compositor.films import write_tone


def deliver(folder: Path, timeline: Timeline, *, version: int = 1, film: bool = True) -> Path:
    """Write a timeline as an output folder: pictures, film, mix, shots.json, manifest, timeline.

    Args:
        film: whether the encoded film is made, too.
    """
    folder.mkdir(parents=True, exist_ok=True)
    timeline = replace(timeline, shots=tuple(_published(folder, s) for s in timeline.shots))
    cut = timeline.cut
    shots = ShotList(cut.title, tuple(s.cut.shot for s in timeline.shots))
    write_shots_json(timeline, shots, folder / "shots.json")
    write_otio(to_otio(timeline, folder), folder / "timeline.otio")
    (folder / "audio").mkdir(exist_ok=True)
    mix = write_tone(folder / "audio" / "mix.wav", samples_from_frames(cut.frames, cut.rate))
    if film:
        _encode(folder, timeline, mix)
    made = sorted(p for p in folder.rglob("*") if p.suffix in (".png", ".wav", ".mp4", ".exr"))
    files = tuple(
        ManifestFile(
            path=p.relative_to(folder).as_posix(), sha256=file_sha256(p), bytes=p.stat().st_size
        )
        for p in made
    )
    manifest = Manifest(
        title=cut.title,
        delivery=version,
        screenplay="film.fountain",
        rate=str(cut.rate),
        frames=cut.frames,
        start_timecode=cut.timecode(0),
        settings={},
        assets=(_asset("media", tuple(f for f in files if f.path != "animatic.mp4")), _film(files)),
        missing={},
        sound={},
    )
    (folder / "manifest.json").write_text(manifest.model_dump_json(indent=1), encoding="utf-8")
    return folder


def delivered(folder: Path, timeline: Timeline, **more: bool | int) -> DeliveredFilm:
    """The same, opened."""
    return open_delivered(deliver(folder, timeline, **more))  # type: ignore[arg-type]


def _published(folder: Path, timed: TimelineShot) -> TimelineShot:
    return replace(timed, panels=tuple(_panel(folder, timed, panel) for panel in timed.panels))


def _panel(folder: Path, timed: TimelineShot, panel: PanelMedia) -> PanelMedia:
    if isinstance(panel.picture, Missing):
        return panel
    path = folder / "frames" / timed.cut.shot.display_id / panel.label / "picture.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(panel.picture, path)
    return replace(panel, picture=path)


def _encode(folder: Path, timeline: Timeline, mix: Path) -> None:
    cut = timeline.cut
    parts = []
    for number, segment in enumerate(plan_segments(timeline, Style(subtitles=False))):
        parts.append(folder / f".segment{number}.mp4")
        render_segment(segment, parts[-1])
    join_segments(
        parts,
        mix,
        folder / "animatic.mp4",
        rate=cut.rate,
        frames=cut.frames,
        start_timecode=cut.timecode(0),
        title=cut.title,
    )
    for part in parts:
        part.unlink()


def _film(files: tuple[ManifestFile, ...]) -> ManifestAsset:
    return _asset("film", tuple(f for f in files if f.path == "animatic.mp4"))


def _asset(medium: str, files: tuple[ManifestFile, ...]) -> ManifestAsset:
    return ManifestAsset(
        medium=medium,
        engine="test",
        model="test",
        revision="1",
        licence="Apache-2.0",
        seed=None,
        request_hash="0" * 64,
        seconds=0.0,
        files=files,
    )
