"""A film planned to the last frame: mixed, encoded segment by segment, joined, published."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filmgen.compositor.renderers import choose_renderer
from filmgen.compositor.segment_key import finished_request
from filmgen.compositor.segments import BurnIn, Segment, Style
from filmgen.editorial.model import Cut
from filmgen.engines.protocols import EngineInfo
from filmgen.errors import TimelineError
from filmgen.farm.production import Wanted
from filmgen.workspace import Asset
from pipelines.film_file import film_room, join_film
from pipelines.mixing import publish_mix
from pipelines.reel_work import FinishedSegment, make_part
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
class Reel:
    """A planned film.

    Attributes:
        cut: whose length, rate, raster and timecode it has.
        segments: one after the other. burn_ins: over each of them, or none.
        mix: the wanted mix, see `wanted_mix`.
    """

    cut: Cut
    style: Style
    segments: tuple[Segment, ...]
    burn_ins: tuple[BurnIn | None, ...]
    mix: Wanted

    def wanted(self, renderer: str = "cpu", scratch: Path | None = None) -> list[Wanted]:
        """A want for each segment with its burn-in, in order; `scratch` as in `render_segment`.

        Who draws it is no part of its key: renderers agree to 40 dB on every frame, by contract
        and by 50 in fact, which nobody sees, so that a film begun with a GPU may be gone on with
        without one, and a segment in the cache is as good whoever drew it.
        """
        return [
            Wanted(
                segment.name,
                provenance("segment", _COMPOSITOR, None, finished_request(segment, burn_in)),
                FinishedSegment(segment, burn_in, renderer, scratch),
            )
            for segment, burn_in in zip(self.segments, self.burn_ins, strict=True)
        ]


def render_reel(reel: Reel, studio: Studio) -> Delivery:
    """Mix the stems, encode every segment, join them into the film and publish it.

    Raises:
        TimelineError: the mix or a segment could not be made; there is no film without them.
    """
    plates = studio.workspace.scratch_folder()
    try:
        cut, wanted = reel.cut, reel.wanted(_renderer(reel, studio), plates)
        lengths = [(want, s.frames) for want, s in zip(wanted, reel.segments, strict=True)]
        with film_room(cut, reel.style.encoding, lengths, reel.mix, studio):
            mixed, *encoded = studio.produce("picture and mix", [reel.mix, *wanted], make_part)
    finally:
        shutil.rmtree(plates, ignore_errors=True)
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
    path, film = join_film(cut, reel.style.encoding, parts, mixed, studio)
    publish_mix(mixed, studio)
    studio.progress.done()
    for asset in [*spoilt, film] if spoilt else []:
        studio.workspace.forget(asset.key)  # the next run tries again
    return Delivery(path, mixed.notes)


def _renderer(reel: Reel, studio: Studio) -> str:
    """The renderer to draw with; where one that was asked for is slow here, that is told."""
    if all(studio.workspace.find(want.key()) for want in reel.wanted()):
        return "cpu"  # nothing is left to draw: a GPU takes seconds to be looked for
    chosen = choose_renderer(studio.config.compositor.renderer)
    if chosen.slow:
        studio.progress.note(f"renderer {chosen.name}, {chosen.why}")
    return chosen.name
