"""The delivered film: segments and mix joined into one file, or pictures into one folder."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from filmgen.compositor.encode.codecs import Encoding
from filmgen.compositor.encode.join import join_segments, joined_bytes
from filmgen.compositor.encode.sequence import join_sequences
from filmgen.compositor.encode.space import FULL, least_bytes, megabytes, require_room
from filmgen.compositor.sound.mix import mix_bytes
from filmgen.editorial.model import Cut
from filmgen.engines.protocols import EngineInfo
from filmgen.errors import WorkspaceError
from filmgen.farm.production import Wanted
from filmgen.timecode import samples_from_frames
from filmgen.workspace import Asset
from pipelines.mixing import AAC_NAME
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
        encoded = {file.name for file in mixed.files}
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
                    aac=mixed.path(AAC_NAME) if AAC_NAME in encoded else None,
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


@contextlib.contextmanager
def film_room(
    cut: Cut,
    encoding: Encoding,
    segments: Sequence[tuple[Wanted, int]],
    mix: Wanted,
    studio: Studio,
) -> Iterator[None]:
    """Render segments inside this: there is room for the film, or it is said how much it takes.

    Before, the film is reckoned low, as one that need not be begun; where the disk fills under
    the work, by what its finished segments take.

    Args:
        segments: each wanted one and its frames. What of them, or of the mix, is in the store
            takes no more room.

    Raises:
        WorkspaceError: the disk is full: how much is needed, how much is free.
    """

    def needed() -> int:
        sound = 0
        if studio.workspace.find(mix.key()) is None:
            sound = mix_bytes(samples_from_frames(cut.frames, cut.rate))
        return sound + _room(cut, encoding, segments, studio)

    require_room(studio.workspace.out / encoding.film_name, needed())
    try:
        yield
    except WorkspaceError as error:
        if FULL not in str(error):
            raise
        told = megabytes(needed())
        raise WorkspaceError(f"{error}; the film takes about {told} MB more") from error


def _room(
    cut: Cut, encoding: Encoding, segments: Sequence[tuple[Wanted, int]], studio: Studio
) -> int:
    """Bytes that missing segments and the film will take, from what those in the store do."""
    made = missing = pictures = 0
    for want, frames in segments:
        asset = studio.workspace.find(want.key())
        if asset is None:
            missing += frames
        else:
            made += frames
            pictures += sum(file.bytes for file in asset.files)
    if not missing:
        return 0  # the film itself may be there too; joining asks again
    rest = least_bytes(encoding, cut.width_px, cut.height_px, missing)
    rest = max(rest, pictures * missing // made) if made else rest
    film = 0
    if not encoding.is_sequence:
        suffix = Path(encoding.film_name).suffix
        film = joined_bytes(pictures + rest, cut.frames, cut.rate, suffix)
    return rest + film
