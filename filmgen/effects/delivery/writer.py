"""Frames in, a folder of plate files out: one frame in memory at a time, complete or not at all."""

from __future__ import annotations

import contextlib
import errno
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from filmgen.effects.delivery.layers import LayerWriter, Picture, open_layer
from filmgen.effects.delivery.preview import Preview
from filmgen.effects.delivery.sidecar import (
    FIRST_FRAME,
    FORMATS,
    PREVIEW,
    SIDECAR,
    Layer,
    PlateFiles,
    from_json,
    to_json,
)
from filmgen.errors import ConfigError, TimelineError, WorkspaceError

MOST_FRAMES = 9999 - FIRST_FRAME + 1
"""Names have four digits."""
BYTES_PER_PIXEL = {"exr": 2.0, "png": 2.5, "prores4444": 1.2, "webm": 0.1}
"""Of typical plates; for the estimate of room before the work starts."""
_SCRATCH = ".plate.part"
_GROUPS = ("exr", "png", "png_add")


def write_plate_files(
    folder: Path,
    frames: Iterable[NDArray[np.float16]],
    *,
    rate: Fraction,
    loops: bool,
    formats: Sequence[str],
    provenance: Mapping[str, Any],
    name: str = "plate",
    count: int | None = None,
    threads: int = 1,
    on_frame: Callable[[int], None] | None = None,
) -> PlateFiles:
    """Deliver a plate in one or more formats, with sidecar and preview.

    Everything is written in a scratch folder inside `folder` and moved when all of it is
    complete; the sidecar comes last, so that a folder with one holds a whole plate. Files of a
    plate that was there before are replaced.

    Args:
        folder: one plate's own; made if absent.
        frames: float16 (H, W, 4), premultiplied, linear, in order; only one is held.
        formats: of `FORMATS`.
        provenance: kind, engine, model, revision, licence, seed, controls …: JSON values, kept
            under `made` in the sidecar.
        name: of the files: letters, digits, - and _.
        count: how many frames will come, if known: room on the disk is looked at first.
        threads: of the movie encoders. With 1 the same frames give the same bytes.
        on_frame: told the number of frames written so far.

    Raises:
        ConfigError: an unknown format, or a name files cannot have.
        TimelineError: no frames, frames that differ in size or are not finite, or FFmpeg failed.
        WorkspaceError: the folder cannot be written or the disk is too full; says what was needed.
    """
    wanted = _wanted(formats)
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]*", name):
        raise ConfigError("name", f"{name!r} cannot name files; use letters, digits, - and _")
    source = _checked(frames)
    first = next(source, None)
    if first is None:
        raise TimelineError(f"{folder}: a plate without frames cannot be written")
    height, width = first.shape[:2]
    plan = _Room(folder, wanted, width, height, count)
    with _complete_only(folder, plan) as scratch:
        preview = Preview()
        peak = emission = 0.0
        straight = wanted != ("exr",)
        layers: dict[str, LayerWriter] = {}
        try:
            for form in wanted:
                layers[form] = open_layer(form, scratch, name, (width, height), rate, threads)
            for rgba in _with_first(first, source):
                picture = Picture(rgba)
                for layer in layers.values():
                    layer.add(picture)
                preview.add(rgba)
                peak = max(peak, float(rgba[..., :3].max()))
                if straight:
                    emission = max(emission, picture.emission)
                plan.written += 1
                if on_frame:
                    on_frame(plan.written)
            for layer in layers.values():
                layer.close()
        except BaseException:
            for layer in layers.values():
                with contextlib.suppress(OSError):
                    layer.abort()
            raise
        plate = PlateFiles(
            folder,
            name,
            plan.written,
            width,
            height,
            rate,
            loops,
            {form: Layer(w.base, w.adds, _bytes(scratch, w)) for form, w in layers.items()},
            round(peak, 4),
            round(emission, 4) if straight else None,
            dict(provenance),
        )
        (scratch / PREVIEW).write_bytes(preview.png(_caption(plate)))
        (scratch / SIDECAR).write_text(to_json(plate), encoding="utf-8")
    return plate


def estimated_bytes(formats: Sequence[str], width_px: int, height_px: int, frames: int) -> int:
    """About what a plate takes on disk; most is a full frame of smoke or fog."""
    return round(sum(BYTES_PER_PIXEL[f] for f in _wanted(formats)) * width_px * height_px * frames)


class _Room:
    """What a plate takes on disk, guessed before and measured while it is written."""

    def __init__(
        self, folder: Path, formats: Sequence[str], width: int, height: int, count: int | None
    ) -> None:
        self._folder, self._count = folder, count
        self._guess = estimated_bytes(formats, width, height, count or 1)
        self.written = 0

    def look(self) -> None:
        """Raises WorkspaceError where there is clearly too little room: half of the estimate."""
        if self._count is None:
            return
        free = shutil.disk_usage(self._folder).free
        if free < self._guess / 2:
            raise WorkspaceError(
                f"{self._folder}: the plate needs about {_size(self._guess)}, {_size(free)} are "
                "free; free some space, or choose another folder, fewer formats or a smaller size"
            )

    def full(self, scratch: Path) -> WorkspaceError:
        """The error of a disk that ran full."""
        taken = sum(p.stat().st_size for p in scratch.rglob("*") if p.is_file())
        if self._count and self.written >= 3:
            need = f"the plate needs about {_size(taken * self._count / self.written)}"
        elif self._count:
            need = f"the plate needs about {_size(max(self._guess, taken))}"
        else:
            need = f"frames written: {self.written}, in {_size(taken)}"
        return WorkspaceError(
            f"{self._folder}: the disk is full; {need}; free some space, or choose another "
            "folder, fewer formats or a smaller size"
        )


@contextlib.contextmanager
def _complete_only(folder: Path, room: _Room) -> Iterator[Path]:
    """A scratch folder whose files take their places only if the block ends well."""
    scratch = folder / _SCRATCH
    new = not folder.exists()
    done = False
    try:
        folder.mkdir(parents=True, exist_ok=True)
        room.look()
        shutil.rmtree(scratch, ignore_errors=True)
        scratch.mkdir()
        yield scratch
        _move_in(folder, scratch)
        done = True
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise room.full(scratch) from error
        raise WorkspaceError(
            f"{folder}: cannot be written ({error.strerror or error}); choose another folder"
        ) from error
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
        if new and not done:
            with contextlib.suppress(OSError):
                folder.rmdir()


def _move_in(folder: Path, scratch: Path) -> None:
    """Replace an older plate: its sidecar goes first, the new one comes last."""
    sidecar = folder / SIDECAR
    _forget(folder, sidecar)
    for path in sorted(scratch.iterdir()):
        if path.name == SIDECAR:
            continue
        target = folder / path.name
        if target.is_dir():
            shutil.rmtree(target)
        path.replace(target)
    (scratch / SIDECAR).replace(sidecar)


def _forget(folder: Path, sidecar: Path) -> None:
    """Remove what an older sidecar of ours names, and nothing else."""
    try:
        old = from_json(folder, sidecar.read_text(encoding="utf-8"))
    except (OSError, WorkspaceError):
        return
    sidecar.unlink()
    for layer in old.layers.values():
        for file in filter(None, (layer.base, layer.add)):
            group = Path(file).parts[0]
            if group in _GROUPS:
                shutil.rmtree(folder / group, ignore_errors=True)
            elif Path(file).name == file:
                (folder / file).unlink(missing_ok=True)


def _wanted(formats: Sequence[str]) -> tuple[str, ...]:
    unknown = [f for f in formats if f not in FORMATS]
    if unknown or not formats:
        what = f"{unknown[0]!r} is unknown" if unknown else "none is asked for"
        raise ConfigError("format", f"{what}; choose of {', '.join(FORMATS)}")
    return tuple(f for f in FORMATS if f in formats)


def _checked(frames: Iterable[NDArray[np.float16]]) -> Iterator[NDArray[np.float16]]:
    shape: tuple[int, ...] | None = None
    for number, frame in enumerate(frames, FIRST_FRAME):
        if frame.ndim != 3 or frame.shape[2] != 4 or not frame.size:
            raise TimelineError(f"frame {number} is {frame.shape} instead of (height, width, 4)")
        shape = shape or frame.shape
        if frame.shape != shape:
            raise TimelineError(
                f"frame {number} is {frame.shape[1]}x{frame.shape[0]}, those before it are "
                f"{shape[1]}x{shape[0]}"
            )
        if number > MOST_FRAMES:
            raise TimelineError(
                f"a plate has at most {MOST_FRAMES} frames; deliver a longer one in parts"
            )
        half = np.ascontiguousarray(frame, dtype=np.float16)
        if ((half.view(np.uint16) & 0x7C00) == 0x7C00).any():
            raise TimelineError(f"frame {number} holds values that are not finite")
        yield half


def _with_first(
    first: NDArray[np.float16], rest: Iterator[NDArray[np.float16]]
) -> Iterator[NDArray[np.float16]]:
    yield first
    yield from rest


def _bytes(scratch: Path, layer: LayerWriter) -> int:
    total = 0
    for file in filter(None, (layer.base, layer.adds)):
        parent = (scratch / file).parent
        paths = parent.iterdir() if parent != scratch else [scratch / file]
        total += sum(path.stat().st_size for path in paths)
    return total


def _caption(plate: PlateFiles) -> str:
    rate = f"{float(plate.rate):.3f}".rstrip("0").rstrip(".")
    kind, engine, seed = (plate.made.get(key) for key in ("kind", "engine", "seed"))
    parts = [
        str(kind or plate.name),
        f"{plate.width_px}×{plate.height_px}",
        f"{plate.frames} frames at {rate}",
        "loops" if plate.loops else "once",
        None if engine is None else str(engine),
        None if seed is None else f"seed {seed}",
    ]
    return "   ".join(part for part in parts if part)


def _size(count: float) -> str:
    return f"{count / 1e9:.1f} GB" if count >= 1e9 else f"{max(count, 1e5) / 1e6:.1f} MB"
