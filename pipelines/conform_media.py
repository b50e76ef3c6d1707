"""An edit's own pictures and sounds, made ready for the compositor and the mix."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from math import ceil, floor
from pathlib import Path
from typing import Any

from filmgen.compositor.conform.picture import Framed
from filmgen.compositor.conform.sound import FADE_SAMPLES, Stretch, read_stretch
from filmgen.compositor.encode.space import require_room
from filmgen.compositor.stills.foreign import Reading, write_framed
from filmgen.editorial.conform.edit import Edit, EditClip
from filmgen.editorial.conform.edit import Sequence as Pictures
from filmgen.editorial.model import Cut, MotionMedia, PanelMedia, SoundMedia
from filmgen.engines.protocols import EngineInfo
from filmgen.farm.production import Wanted
from filmgen.media import Missing
from filmgen.timecode import SAMPLE_RATE_HZ
from filmgen.workspace import Asset, file_sha256
from pipelines.studio import Studio, provenance

_CONFORM = EngineInfo("conform", "filmgen conform", "2", "Apache-2.0")


def foreign_media(edit: Edit, cut: Cut, studio: Studio) -> dict[str, Framed]:
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


def placed_sounds(
    stretches: Sequence[Stretch], studio: Studio
) -> tuple[tuple[SoundMedia, ...], tuple[str, ...]]:
    """The edit's sounds for the mix, those of another speed stretched; and what is unreadable."""
    keys: dict[Path, str] = {}
    losses: list[str] = []
    for piece in stretches:
        if piece.medium not in keys:
            reason = _unheard(piece.medium)
            keys[piece.medium] = "" if reason else file_sha256(piece.medium)
            if reason:
                losses.append(f"{piece.name}: {piece.medium.name} {reason}; silent")
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


def _unheard(medium: Path) -> str:
    """Why a file cannot be heard; "" for one that can."""
    import soundfile

    try:
        with medium.open("rb") as file:
            soundfile.info(file)
    except OSError as error:
        return f"cannot be opened ({error.strerror or error})"
    except soundfile.LibsndfileError:
        return "is no sound, or damaged"
    return ""


def _placed(piece: Stretch, key: str, asset: Asset | None) -> SoundMedia:
    fade = min(FADE_SAMPLES, piece.samples // 2)
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

    path, samples = folder / "sound.wav", read_stretch(piece).T
    require_room(path, samples.nbytes)  # libsndfile says "System error" of a full disk
    soundfile.write(path, samples, SAMPLE_RATE_HZ, subtype="FLOAT")
