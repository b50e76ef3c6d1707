"""The delivered film: segments and mix joined into one file, or pictures into one folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from filmgen.compositor.encode.codecs import Encoding
from filmgen.compositor.encode.join import join_segments, joined_bytes
from filmgen.compositor.encode.sequence import join_sequences
from filmgen.compositor.encode.space import least_bytes, require_room
from filmgen.editorial.model import Cut
from filmgen.engines.protocols import EngineInfo
from filmgen.errors import WorkspaceError
from filmgen.farm.production import Wanted
from filmgen.workspace import Asset
from pipelines.studio import Studio, provenance

_JOINER = EngineInfo("joiner", "filmgen film joiner, FFmpeg AAC and PCM", "2", "Apache-2.0")


def join_film(
    cut: Cut, encoding: Encoding, parts: Sequence[Asset], mixed: Asset, studio: Studio
) -> tuple[Path, Asset]:
    """Join segments and mix and publish the film under `encoding.film_name`.

    Returns:
        The film file, or the folder of pictures, as published; and its asset.

    Raises:
        TimelineError: segments or lengths do not fit.
        WorkspaceError: the disk is full: how much is needed, how much is free.
    """
    start, name = cut.timecode(0), encoding.film_name
    request: list[Any] = [[p.key for p in parts], mixed.key, str(cut.rate), start, cut.title]
    if encoding.is_sequence:
        request = [[p.key for p in parts], cut.start_frame]
    want = Wanted("film", provenance("film", _JOINER, None, request), None)

    def join(folder: Path) -> Mapping[str, Any]:
        pieces = [part.path(encoding.segment_name) for part in parts]
        try:
            if encoding.is_sequence:
                join_sequences(pieces, folder / name, frames=cut.frames, first=cut.start_frame)
            else:
                join_segments(
                    pieces,
                    mixed.path("mix.wav"),
                    folder / name,
                    rate=cut.rate,
                    frames=cut.frames,
                    start_timecode=start,
                    title=cut.title,
                )
        except WorkspaceError as error:
            # People know their folder, not the scratch folder inside it.
            told = str(error).replace(str(folder), str(studio.workspace.out))
            raise WorkspaceError(told) from error
        return {"frames": cut.frames}

    film, reused = studio.workspace.make(want.key(), want.provenance, join)
    studio.progress.advance(name, reused=reused)
    if encoding.is_sequence:
        shown = {f.name: f.name.removeprefix(f"{name}/") for f in film.files}
    else:
        shown = {name: ""}
    return studio.publish(name, film, shown), film


def require_film_room(
    cut: Cut, encoding: Encoding, segments: Sequence[tuple[Wanted, int]], studio: Studio
) -> None:
    """See that there is room for the film before it is rendered, reckoned low.

    Args:
        segments: each wanted one and its frames; what is in the store takes no more room.

    Raises:
        WorkspaceError: the disk is full: how much is needed at least, how much is free.
    """
    missing = sum(n for want, n in segments if studio.workspace.find(want.key()) is None)
    if not missing:
        return
    pictures = least_bytes(encoding, cut.width_px, cut.height_px, missing)
    film = 0
    if not encoding.is_sequence:
        whole = least_bytes(encoding, cut.width_px, cut.height_px, cut.frames)
        film = joined_bytes(whole, cut.frames, cut.rate, Path(encoding.film_name).suffix)
    require_room(studio.workspace.out / encoding.film_name, pictures + film)
