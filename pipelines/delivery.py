"""Delivery: stems and mix, the encoded film, and the documents other departments open."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from filmgen.breakdown.model import ShotList
from filmgen.compositor.encode.hardware import chosen_encoding
from filmgen.compositor.picture import render_segment
from filmgen.compositor.plan import plan_segments
from filmgen.compositor.segment_key import finished_request
from filmgen.compositor.segments import BurnIn, Edition, Segment, Style
from filmgen.compositor.words.burn_in_plan import plan_burn_ins
from filmgen.editorial.exchange.edl import write_edl
from filmgen.editorial.exchange.timeline import to_otio, write_otio
from filmgen.editorial.model import Timeline
from filmgen.editorial.subtitles import write_srt
from filmgen.editorial.tables import write_lines_csv, write_shots_csv, write_shots_json
from filmgen.engines.protocols import EngineInfo
from filmgen.errors import TimelineError
from filmgen.farm.production import Wanted
from filmgen.manifest import Manifest, manifest_assets
from filmgen.workspace import Asset
from pipelines.film_file import join_film, require_film_room
from pipelines.mixing import make_mix, publish_mix, wanted_mix
from pipelines.studio import Studio, provenance

_COMPOSITOR = EngineInfo("compositor", "filmgen compositor, x264", "1", "Apache-2.0")


@dataclass(frozen=True)
class Delivery:
    """What was delivered.

    Attributes:
        film: the encoded animatic.
        loudness: the mixer's report.
    """

    film: Path
    loudness: Mapping[str, Any]


@dataclass(frozen=True)
class _Finished:
    segment: Segment
    burn_in: BurnIn | None


def render(timeline: Timeline, studio: Studio) -> Delivery:
    """Mix the stems, encode every shot's segment, and join them into the film.

    Raises:
        TimelineError: the mix or a segment could not be made; there is no film without them.
    """
    cut, config = timeline.cut, studio.config
    style = Style(
        burn_in=config.film.burn_in,
        subtitles=config.film.subtitles,
        encoding=chosen_encoding(config.encode, cut.width_px, cut.height_px),
    )
    edition = Edition(f"v{studio.workspace.version():03d}", config.film.date)
    segments = plan_segments(timeline, style, edition)
    burn_ins = plan_burn_ins(segments, timeline, style.burn_in, edition)
    wanted = [
        Wanted(
            segment.name,
            provenance("segment", _COMPOSITOR, None, finished_request(segment, burn_in)),
            _Finished(segment, burn_in),
        )
        for segment, burn_in in zip(segments, burn_ins, strict=True)
    ]
    lengths = [(want, s.frames) for want, s in zip(wanted, segments, strict=True)]
    require_film_room(cut, style.encoding, lengths, studio)
    sound = wanted_mix(timeline.sounds, cut, config.sound)
    mixed, *encoded = studio.produce("picture and mix", [sound, *wanted], _render)
    failed = [a.reason for a in (mixed, *encoded) if not isinstance(a, Asset)]
    if failed or not isinstance(mixed, Asset):
        raise TimelineError(f"the film could not be rendered: {failed[0]}")
    parts = [asset for asset in encoded if isinstance(asset, Asset)]
    known = tuple(studio.missing.values())
    spoilt: list[Asset] = []
    for part in parts:
        # What is missing was said when it was wanted; this file broke since it was made.
        broken = [w for w in part.notes.get("warnings", ()) if not w.endswith(known)]
        spoilt += [part] if broken else []
        for warning in broken:
            studio.progress.note(warning)

    studio.progress.stage("film", 1)
    path, film = join_film(cut, style.encoding, parts, mixed, studio)
    publish_mix(mixed, studio)
    studio.progress.done()
    for asset in [*spoilt, film] if spoilt else []:
        studio.workspace.forget(asset.key)  # the next run tries again
    return Delivery(path, mixed.notes)


def write_documents(
    timeline: Timeline, shots: ShotList, script: str, delivery: Delivery, studio: Studio
) -> None:
    """Write the timeline, the lists and the manifest, every path relative to their folder."""
    root = studio.root
    writers: Mapping[str, Callable[[Path], None]] = {
        "timeline.otio": lambda path: write_otio(to_otio(timeline, root), path),
        "cut.edl": lambda path: write_edl(timeline, path, root),
        "subtitles.srt": lambda path: write_srt(timeline, path),
        "shots.csv": lambda path: write_shots_csv(timeline, path),
        "shots.json": lambda path: write_shots_json(timeline, shots, path),
        "lines.csv": lambda path: write_lines_csv(timeline, path),
    }
    scratch = studio.workspace.scratch_folder()
    try:
        for name, write in writers.items():
            part = scratch / name
            write(part)
            studio.write(name, part.read_text(encoding="utf-8"))
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    cut = timeline.cut
    manifest = Manifest(
        title=cut.title,
        delivery=studio.workspace.version(),
        screenplay=script,
        rate=str(cut.rate),
        frames=cut.frames,
        start_timecode=cut.timecode(0),
        settings=studio.config.model_dump(mode="json"),
        assets=manifest_assets(studio.assets, studio.tree),
        missing=dict(sorted(studio.missing.items())),
        sound=dict(delivery.loudness),
    )
    studio.write("manifest.json", manifest.model_dump_json(indent=1) + "\n")


def _render(folder: Path, task: Any) -> Mapping[str, Any]:
    """In a worker: the mix, or one shot's segment."""
    if isinstance(task, _Finished):
        path = folder / task.segment.style.encoding.segment_name
        return asdict(render_segment(task.segment, path, burn_in=task.burn_in))
    return make_mix(folder, task)
