"""Media as files: how frames and sounds lie in the store and in the output folder."""

from __future__ import annotations

import errno
import json
import os
import shutil
from pathlib import Path
from typing import Any

import numpy as np

from filmgen.errors import TimelineError
from filmgen.media import ByteArray, FloatArray, Frame, Sound

MOST_CHANNELS = 64
LEAST_RATE_HZ, MOST_RATE_HZ = 1000, 768_000
"""Sound files that can be mixed."""
DEPTH_SCALE = 1000.0
"""Depth pictures hold millimetres; 65535 is nothing, or farther than 65.5 m."""


def write_frame(folder: Path, frame: Frame) -> tuple[str, ...]:
    """Write a panel's picture with its passes beside it.

    Files: `picture.png` (8-bit RGB), `depth.png` (16-bit millimetres), `figures.png` (8-bit
    ids), one PNG for each further pass, `panel.json` (names of the ids, overscan, notes).

    Returns:
        The names written.
    """
    import cv2

    names = ["picture.png"]
    quick = [cv2.IMWRITE_PNG_COMPRESSION, 1]

    def write(name: str, pixels: np.ndarray[Any, Any]) -> None:
        if not cv2.imwrite(str(folder / name), pixels, quick):
            raise OSError(28, "could not be written", str(folder / name))

    write("picture.png", cv2.cvtColor(frame.picture, cv2.COLOR_RGB2BGR))
    if frame.depth_m is not None:
        metres = np.nan_to_num(frame.depth_m, posinf=1e6)
        write("depth.png", np.clip(np.rint(metres * DEPTH_SCALE), 0, 65535).astype(np.uint16))
        names.append("depth.png")
    if frame.figure_ids is not None:
        write("figures.png", frame.figure_ids)
        names.append("figures.png")
    for name, pixels in frame.passes.items():
        colour = pixels.ndim == 3
        write(f"{name}.png", cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR) if colour else pixels)
        names.append(f"{name}.png")
    record = {"overscan": frame.overscan, "figures": list(frame.figures), "notes": frame.notes}
    (folder / "panel.json").write_text(
        json.dumps(record, ensure_ascii=False, indent=1, default=_plain), encoding="utf-8"
    )
    return (*names, "panel.json")


def write_sound(path: Path, sound: Sound) -> None:
    """Write audio as 24-bit PCM WAV at its own rate, clipped to [-1, 1].

    Raises:
        OSError: it cannot be written; ENOSPC where there is no space for it.
    """
    import soundfile

    samples = np.clip(sound.samples, -1.0, 1.0)
    try:
        soundfile.write(path, samples.T, sound.rate_hz, subtype="PCM_24", format="WAV")
    except soundfile.LibsndfileError as error:
        # libsndfile says "System error" for all that the system refuses; space is the usual cause.
        full = shutil.disk_usage(path.parent).free < 3 * samples.size
        cause = errno.ENOSPC if full else errno.EIO
        raise OSError(cause, os.strerror(cause), str(path)) from error


def read_sound(path: Path) -> Sound:
    """Read any sound file libsndfile knows; mono comes back as (n,).

    Raises:
        TimelineError: not a sound file, empty, damaged, or nothing that can be mixed.
    """
    import soundfile

    try:
        samples, rate_hz = soundfile.read(path, dtype="float32", always_2d=True)
    except (soundfile.LibsndfileError, RuntimeError, OSError) as error:
        raise _unreadable(path, error) from error
    if not len(samples):
        raise TimelineError(f"{path}: holds no sound")
    _refuse_unmixable(path, samples.shape[1], int(rate_hz))
    shaped: FloatArray = samples[:, 0] if samples.shape[1] == 1 else samples.T
    return Sound(np.ascontiguousarray(shaped), int(rate_hz))


def sound_length(path: Path) -> tuple[int, int]:
    """(samples, rate_hz) of a sound file, from its header.

    Raises:
        TimelineError: not a sound file, empty, or nothing that can be mixed.
    """
    import soundfile

    try:
        info = soundfile.info(str(path))
    except (soundfile.LibsndfileError, RuntimeError, OSError) as error:
        raise _unreadable(path, error) from error
    if not info.frames:
        raise TimelineError(f"{path}: holds no sound")
    _refuse_unmixable(path, info.channels, info.samplerate)
    return int(info.frames), int(info.samplerate)


def _unreadable(path: Path, error: Exception) -> TimelineError:
    if path.is_file() and not path.stat().st_size:
        return TimelineError(f"{path}: holds no sound (the file is empty)")
    # libsndfile's own words follow the path, which is named already.
    reason = str(error).rpartition(": ")[2].strip().rstrip(".")
    return TimelineError(f"{path}: not a sound file that can be read ({reason})")


def _refuse_unmixable(path: Path, channels: int, rate_hz: int) -> None:
    if channels > MOST_CHANNELS or not LEAST_RATE_HZ <= rate_hz <= MOST_RATE_HZ:
        raise TimelineError(
            f"{path}: {channels} channels at {rate_hz} Hz cannot be mixed; save it as mono or "
            "stereo at 48000 Hz"
        )


def _plain(value: Any) -> Any:
    """Numpy scalars and arrays as JSON."""
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, np.ndarray):
        return value.tolist()
    raise TypeError(f"{type(value).__name__} is not JSON")


def read_picture(path: Path, width_px: int, height_px: int) -> ByteArray:
    """Read an image file and fit it into a frame, keeping its shape, on paper white.

    Returns:
        uint8 (height_px, width_px, 3), RGB. Transparent parts show the paper.

    Raises:
        TimelineError: not an image that can be read.
    """
    import cv2

    data = np.fromfile(path, np.uint8)
    pixels = cv2.imdecode(data, cv2.IMREAD_UNCHANGED) if data.size else None
    if pixels is None:
        raise TimelineError(f"{path}: not a picture that can be read")
    if pixels.dtype == np.uint16:
        pixels = (pixels >> 8).astype(np.uint8)
    if pixels.dtype != np.uint8:
        raise TimelineError(f"{path}: not an 8 or 16-bit picture")
    if pixels.ndim == 2:
        pixels = cv2.cvtColor(pixels, cv2.COLOR_GRAY2BGR)
    if pixels.shape[2] == 4:
        alpha = pixels[..., 3:].astype(np.float32) / 255
        pixels = np.rint(pixels[..., :3] * alpha + 255 * (1 - alpha)).astype(np.uint8)
    scale = min(width_px / pixels.shape[1], height_px / pixels.shape[0])
    size = (max(1, round(pixels.shape[1] * scale)), max(1, round(pixels.shape[0] * scale)))
    fitted = cv2.resize(
        pixels, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    )
    frame = np.full((height_px, width_px, 3), 255, np.uint8)
    left, top = (width_px - size[0]) // 2, (height_px - size[1]) // 2
    frame[top : top + size[1], left : left + size[0]] = fitted
    return np.ascontiguousarray(frame[..., ::-1])


def write_picture(path: Path, picture: ByteArray) -> None:
    """Write uint8 (H, W, 3) RGB as PNG."""
    import cv2

    if not cv2.imwrite(str(path), picture[..., ::-1], [cv2.IMWRITE_PNG_COMPRESSION, 1]):
        raise OSError(28, "could not be written", str(path))
