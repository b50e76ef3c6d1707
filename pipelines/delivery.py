"""Delivery: stems and mix, the encoded film, and the documents other departments open."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from filmgen.breakdown.model import ShotList
from filmgen.compositor.encode.hardware import chosen_encoding
from filmgen.compositor.plan import plan_segments, raised_shots
from filmgen.compositor.segments import Edition, Style
from filmgen.compositor.words.burn_in_plan import plan_burn_ins
from filmgen.compositor.words.legible import font_files, unread_note
from filmgen.config import Config
from filmgen.editorial.exchange.timeline import to_otio
from filmgen.editorial.model import Timeline
from filmgen.editorial.subtitles import write_srt, write_vtt
from filmgen.editorial.tables import write_lines_csv, write_shots_csv, write_shots_json
from filmgen.manifest import Manifest, manifest_assets
from pipelines.exchange import hand_over
from pipelines.mixing import wanted_mix
from pipelines.reel import Delivery, Reel, render_reel
from pipelines.studio import Studio
from pipelines.written import written_assets


def style_of(config: Config, width_px: int, height_px: int) -> Style:
    """How a film of a size is finished, by its settings."""
    return Style(
        burn_in=config.film.burn_in,
        subtitles=config.film.subtitles,
        encoding=chosen_encoding(config.encode, width_px, height_px),
        fonts=font_files(config.film.fonts),
    )


def render(timeline: Timeline, studio: Studio) -> Delivery:
    """Mix the stems, encode every shot's segment, and join them into the film.

    Raises:
        TimelineError: the mix or a segment could not be made; there is no film without them.
    """
    cut, config = timeline.cut, studio.config
    style = style_of(config, cut.width_px, cut.height_px)
    edition = Edition(f"v{studio.workspace.version():03d}", config.film.date)
    segments = plan_segments(timeline, style, edition)
    unread = unread_note(timeline)
    if unread:
        studio.progress.note(unread)
    burn_ins = plan_burn_ins(segments, timeline, style.burn_in, edition)
    mix = wanted_mix(timeline.sounds, cut, config.sound, film=style.encoding.film_name)
    return render_reel(Reel(cut, style, segments, burn_ins, mix), studio)


def write_documents(
    timeline: Timeline, shots: ShotList, script: Path, delivery: Delivery, studio: Studio
) -> None:
    """Write the timeline, the lists and the manifest, every path relative to their folder."""
    root, fonts = studio.root, font_files(studio.config.film.fonts)
    writers: Mapping[str, Callable[[Path], None]] = {
        "subtitles.srt": lambda path: write_srt(timeline, path),
        "subtitles.vtt": lambda path: write_vtt(timeline, path, raised_shots(timeline, fonts)),
        "shots.csv": lambda path: write_shots_csv(timeline, path),
        "shots.json": lambda path: write_shots_json(timeline, shots, path),
        "lines.csv": lambda path: write_lines_csv(timeline, path),
    }
    scratch = studio.workspace.scratch_folder()
    try:
        for name, write in writers.items():
            write(scratch / name)
        for part in sorted(scratch.iterdir()):
            studio.write(part.name, part.read_bytes())
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    hand_over(to_otio(timeline, root, delivery.film), studio)
    cut = timeline.cut
    manifest = Manifest(
        title=cut.title,
        delivery=studio.workspace.version(),
        screenplay=script.name,
        rate=str(cut.rate),
        frames=cut.frames,
        start_timecode=cut.timecode(0),
        settings=studio.config.model_dump(mode="json"),
        assets=written_assets(script, root) + manifest_assets(studio.assets, studio.tree),
        missing=dict(sorted(studio.missing.items())),
        sound=dict(delivery.loudness),
    )
    studio.write("manifest.json", manifest.model_dump_json(indent=1) + "\n")
