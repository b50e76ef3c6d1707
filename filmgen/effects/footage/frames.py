"""A person's own effect footage, and plates of ours given back: probed, and read as light.

What is understood, by path:

- a folder of pictures in order of their names: PNG, TIFF, WebP (straight alpha, or light on
  black without), JPEG, or OpenEXR (premultiplied, linear);
- a movie: ProRes, VP9 and whatever else FFmpeg knows, with straight alpha or on black; a folder
  that holds one movie is that movie;
- a folder of plate files (`delivery`), or one of the animatic's plates (`plates`).

An add plate that lies beside its plate (`fire.add.mov`, `fire.add.0001.png`) is added. Values
are sRGB unless a movie says that it is linear.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from filmgen.effects.delivery.sidecar import SCHEMA as FILES_SCHEMA
from filmgen.effects.delivery.sidecar import SIDECAR
from filmgen.effects.plates import SCHEMA as ARRAY_SCHEMA
from filmgen.errors import TimelineError, WorkspaceError
from filmgen.media import FloatArray, Plate

PICTURES = (".png", ".tif", ".tiff", ".webp", ".jpg", ".jpeg", ".exr")
MOVIES = (".mov", ".webm", ".mp4", ".mkv", ".m4v", ".avi")
_ADD = re.compile(r"[._]add(?=[._]\d+\.\w+$|\.\w+$)", re.IGNORECASE)
_OUR_PREVIEW = "preview.png"


@dataclass(frozen=True)
class Footage:
    """Frames that can be read, without having read them.

    Attributes:
        path: as it was given.
        form: "plate files", "plate", "pictures" or "movie".
        rate: frames per second; None of bare pictures, which do not say.
        loops: whether the last frame leads to the first; None if nobody says.
        has_alpha: False of light on black.
    """

    path: Path
    form: str
    width_px: int
    height_px: int
    frames: int
    rate: Fraction | None
    loops: bool | None
    has_alpha: bool
    _open: Callable[[], Iterator[FloatArray]]

    def read(self) -> Iterator[FloatArray]:
        """One frame after another, float32 (H, W, 4), premultiplied, linear.

        Raises:
            TimelineError: a file is damaged, or not of the size of those before it; names it.
        """
        for number, frame in enumerate(self._open(), 1):
            if frame.shape[:2] != (self.height_px, self.width_px):
                raise TimelineError(
                    f"{self.path}: frame {number} is {frame.shape[1]}x{frame.shape[0]}, the first "
                    f"is {self.width_px}x{self.height_px}"
                )
            yield frame


def probe_footage(path: Path) -> Footage:
    """What lies at a path; looks at headers only.

    Raises:
        TimelineError: nothing there that could be frames, a header that is damaged, or sizes
            that differ; names the file and the way out.
    """
    if path.is_file():
        if path.suffix.lower() in PICTURES:
            return _pictures(path, [path])
        return _movie(path, path)
    if not path.is_dir():
        raise TimelineError(f"{path}: there is no such file or folder")
    schema = _schema(path)
    try:
        if schema == FILES_SCHEMA:
            return _plate_files(path)
        if schema == ARRAY_SCHEMA:
            return _plate(path)
    except WorkspaceError as error:
        raise TimelineError(str(error)) from error
    files = sorted(p for p in path.iterdir() if p.is_file() and not p.name.startswith("."))
    pictures = [p for p in files if p.suffix.lower() in PICTURES and p.name != _OUR_PREVIEW]
    movies = [p for p in files if p.suffix.lower() in MOVIES]
    bases = [p for p in movies if not _ADD.search(p.name)]
    if pictures and not movies:
        return _pictures(path, pictures)
    if len(bases) == 1 and not pictures:
        return _movie(path, bases[0])
    if not pictures and not movies:
        raise TimelineError(
            f"{path}: holds no pictures ({', '.join(PICTURES)}) and no movie ({', '.join(MOVIES)})"
        )
    raise TimelineError(
        f"{path}: holds {len(pictures)} pictures and {len(bases)} movies; leave one element's "
        "frames, or one movie"
    )


def read_frames(path: Path) -> Iterator[FloatArray]:
    """`probe_footage(path).read()`: premultiplied linear float32 (H, W, 4), one at a time."""
    return probe_footage(path).read()


def plate_from_pictures(path: Path, rate: Fraction) -> Plate:
    """Footage as a plate at a film's rate.

    Footage that says its own rate keeps its pace: its nearest frames are taken. It loops unless
    it says that it does not.

    Returns:
        float16 (T, H, W, 4), premultiplied, linear.

    Raises:
        TimelineError: see `probe_footage`.
    """
    footage = probe_footage(path)
    frames: list[NDArray[np.float16]] = []
    for number, frame in enumerate(footage.read()):
        half = np.minimum(frame, np.float32(65504)).astype(np.float16)
        while len(frames) < _frames_until(number + 1, footage.rate or rate, rate):
            frames.append(half)
    if not frames:
        raise TimelineError(f"{path}: too short for a frame at {float(rate):g} frames a second")
    return Plate(np.stack(frames), rate, loops=footage.loops is not False)


def _frames_until(count: int, own: Fraction, rate: Fraction) -> int:
    """How many frames at `rate` the first `count` frames at `own` last."""
    return round(count * rate / own)


def _schema(folder: Path) -> str:
    try:
        return str(json.loads((folder / SIDECAR).read_text(encoding="utf-8"))["schema"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _plate_files(folder: Path) -> Footage:
    from filmgen.effects.delivery.reader import plate_frames, read_plate_files

    plate = read_plate_files(folder)
    return Footage(
        folder,
        "plate files",
        plate.width_px,
        plate.height_px,
        plate.frames,
        plate.rate,
        plate.loops,
        True,
        lambda: plate_frames(plate),
    )


def _plate(folder: Path) -> Footage:
    from filmgen.effects.plates import read_plate

    plate = read_plate(folder)
    return Footage(
        folder,
        "plate",
        plate.width_px,
        plate.height_px,
        plate.frames,
        plate.rate,
        plate.loops,
        True,
        lambda: (frame.astype(np.float32) for frame in plate.pictures()),
    )


def _movie(path: Path, file: Path) -> Footage:
    from filmgen.effects.delivery.pictures import probe_movie, read_movie

    stream = probe_movie(file)
    beside = file.with_name(f"{file.stem}.add{file.suffix}")
    add = probe_movie(beside) if beside.is_file() and not _ADD.search(file.name) else None
    if add is not None and add.frames != stream.frames:
        raise TimelineError(
            f"{beside}: {add.frames} frames, but its plate {file.name} has {stream.frames}"
        )

    def frames() -> Iterator[FloatArray]:
        if add is None:
            return read_movie(stream)
        return _added(file, read_movie(stream), read_movie(add))

    return Footage(
        path,
        "movie",
        stream.width_px,
        stream.height_px,
        stream.frames,
        stream.rate,
        None,
        stream.has_alpha,
        frames,
    )


def _pictures(path: Path, files: Sequence[Path]) -> Footage:
    base = [p for p in files if not _ADD.search(p.name)]
    adds = {_ADD.sub("", p.name): p for p in files if _ADD.search(p.name)}
    if not base:
        base, adds = list(files), {}
    size, alpha = _header(base[0])
    for file in (*base, *adds.values()):
        found, _ = _header(file)
        if found != size:
            raise TimelineError(
                f"{file}: {found[0]}x{found[1]}, but the frames before it are {size[0]}x{size[1]}; "
                "save all frames in one size"
            )
    unpaired = next((p for name, p in adds.items() if name not in {b.name for b in base}), None)
    if unpaired:
        raise TimelineError(f"{unpaired}: an add plate whose plate {_ADD.sub('', unpaired.name)} "
                            "is not beside it")  # fmt: skip

    def frames() -> Iterator[FloatArray]:
        for file in base:
            frame = _read(file)
            if file.name in adds:
                frame[..., :3] += _read(adds[file.name])[..., :3]
            yield frame

    return Footage(path, "pictures", *size, len(base), None, None, alpha, frames)


def _header(file: Path) -> tuple[tuple[int, int], bool]:
    """((width, height), has alpha) of a picture, from its header."""
    if file.suffix.lower() == ".exr":
        from filmgen.effects.delivery.exr import exr_header

        try:
            header = exr_header(file)
        except (OSError, WorkspaceError) as error:
            raise TimelineError(f"{file}: not an OpenEXR picture that can be read") from error
        return header.size, "A" in header.channels
    from PIL import Image

    try:
        with Image.open(file) as image:
            return image.size, "A" in image.getbands() or "transparency" in image.info
    except (OSError, ValueError, SyntaxError) as error:
        raise TimelineError(f"{file}: not a picture that can be read; save it again") from error


def _read(file: Path) -> FloatArray:
    from filmgen.effects.delivery.pictures import premultiplied, read_codes, read_light

    return read_light(file) if file.suffix.lower() == ".exr" else premultiplied(read_codes(file))


def _added(
    file: Path, frames: Iterator[FloatArray], adds: Iterator[FloatArray]
) -> Iterator[FloatArray]:
    for frame, add in zip(frames, adds, strict=True):
        if add.shape != frame.shape:
            raise TimelineError(
                f"{file}: {frame.shape[1]}x{frame.shape[0]}, its add plate is "
                f"{add.shape[1]}x{add.shape[0]}"
            )
        frame[..., :3] += add[..., :3]
        yield frame
