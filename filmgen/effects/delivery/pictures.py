"""Single pictures and movies as linear light: what every reader of frames builds on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from filmgen.effects.delivery.exr import read_exr
from filmgen.effects.delivery.transfer import decode_integers
from filmgen.errors import TimelineError, WorkspaceError
from filmgen.ffmpeg import pictures_out, said_of
from filmgen.media import FloatArray

_STREAM = re.compile(
    r"Stream #\d+:\d+.*?: Video: (?P<codec>\w+).*?, (?P<pixels>[a-z][a-z0-9]+)"
    r"(?:\((?P<colour>[^)]*)\))?, (?P<width>\d+)x(?P<height>\d+)"
)
_ALPHA = ("yuva", "rgba", "bgra", "argb", "abgr", "gbrap", "ya", "pal8")
_USUAL_RATES = (
    *(Fraction(n) for n in (12, 15, 24, 25, 30, 48, 50, 60, 96, 100, 120)),
    *(Fraction(n * 1000, 1001) for n in (24, 30, 48, 60, 120)),
)
_HDR = ("smpte2084", "arib-std-b67")


# -- pictures ---------------------------------------------------------------------------------


def read_codes(path: Path) -> NDArray[np.uint8] | NDArray[np.uint16]:
    """An 8 or 16-bit picture file as it is: (H, W, 3) RGB or (H, W, 4) RGBA.

    Raises:
        TimelineError: it cannot be read.
    """
    try:
        data = np.fromfile(path, np.uint8)
    except OSError as error:
        raise TimelineError(f"{path}: cannot be read ({error.strerror or error})") from error
    pixels = cv2.imdecode(data, cv2.IMREAD_UNCHANGED) if data.size else None
    if pixels is None or pixels.dtype not in (np.uint8, np.uint16):
        raise TimelineError(f"{path}: not an 8 or 16-bit picture that can be read")
    if pixels.ndim == 2:
        pixels = np.repeat(pixels[..., None], 3, axis=2)
    order = [2, 1, 0, 3][: pixels.shape[2]]
    codes: NDArray[np.uint8] | NDArray[np.uint16] = pixels[..., order]
    return codes


def premultiplied(codes: NDArray[np.uint8] | NDArray[np.uint16]) -> FloatArray:
    """sRGB codes, straight where there is alpha, to premultiplied linear float32 (H, W, 4).

    Without alpha they are light on black: it adds, and alpha is 0.
    """
    height, width, channels = codes.shape
    rgba = np.zeros((height, width, 4), np.float32)
    rgba[..., :3] = decode_integers(codes[..., :3])
    if channels == 4:
        rgba[..., 3] = codes[..., 3].astype(np.float32) / np.float32(np.iinfo(codes.dtype).max)
        rgba[..., :3] *= rgba[..., 3:]
    return rgba


def read_light(path: Path) -> FloatArray:
    """An OpenEXR file, ours or another's, as premultiplied linear float32 (H, W, 4).

    Raises:
        TimelineError: it cannot be read.
    """
    try:
        return read_exr(path).astype(np.float32)
    except OSError as error:
        raise TimelineError(f"{path}: cannot be read ({error.strerror or error})") from error
    except WorkspaceError:
        return _foreign_exr(path)


def _foreign_exr(path: Path) -> FloatArray:
    """FFmpeg's decoder, taken in its own float layout: scaling would clip at 1."""
    _, log = said_of(path)
    found = _STREAM.search(log)
    if not found or found["codec"] != "exr":
        raise TimelineError(f"{path}: not an OpenEXR picture that can be read")
    width, height, pixels = int(found["width"]), int(found["height"]), found["pixels"]
    layout = re.fullmatch(r"(gbrap|gbrp|gray)f(16|32)le", pixels)
    if layout is None:
        raise TimelineError(f"{path}: OpenEXR as {pixels} is not understood; save RGBA, half float")
    planes = {"gbrap": 4, "gbrp": 3, "gray": 1}[layout[1]]
    depth = int(layout[2]) // 8
    arguments = ["-i", str(path), "-frames:v", "1", "-f", "rawvideo", "-pix_fmt", pixels]
    data = next(pictures_out(arguments, path, width * height * planes * depth), None)
    if data is None:
        raise TimelineError(f"{path}: not an OpenEXR picture that can be read")
    values = np.frombuffer(data, f"<f{depth}").reshape(planes, height, width).astype(np.float32)
    rgba = np.zeros((height, width, 4), np.float32)
    if planes == 1:
        rgba[..., :3] = values[0][..., None]
    else:
        for channel, plane in zip((1, 2, 0, 3), values, strict=False):
            rgba[..., channel] = plane
    return rgba


# -- movies -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class MovieStream:
    """The picture of a movie file.

    Attributes:
        width_px, height_px: as shown, a phone's turn included.
        frames: packets of the file.
        rate: frames per second, exact.
        decoder: to be named to FFmpeg; None is its own choice.
        matrix: to be told to FFmpeg where the file does not say.
        halved: chroma has half the rows and columns.
    """

    path: Path
    width_px: int
    height_px: int
    frames: int
    rate: Fraction
    has_alpha: bool
    linear: bool
    decoder: str | None
    matrix: str | None
    halved: bool


def probe_movie(path: Path) -> MovieStream:
    """Size, rate, length and coding of a movie, from its packets.

    Raises:
        TimelineError: not a movie FFmpeg can read, without frames, or HDR.
    """
    if not path.is_file():
        raise TimelineError(f"{path}: no such file")
    packets, log = said_of(path, "-map", "0:v:0", "-c", "copy", "-f", "framecrc", "-")
    found = _STREAM.search(log)
    times = re.findall(r"^0, *(-?\d+), *(-?\d+), *(\d+),", packets, re.MULTILINE)
    base = re.search(r"^#tb 0: (\d+)/(\d+)", packets, re.MULTILINE)
    if not found or not times or not base:
        raise TimelineError(f"{path}: not a movie that can be read; save it as ProRes or PNG files")
    said = [word.strip() for word in (found["colour"] or "").split(",")]
    spaces = next((w.split("/") for w in said if "/" in w), None)
    transfer = spaces[2] if spaces else "bt709" if "bt709" in said else "unknown"
    space = spaces[0] if spaces else transfer
    if transfer in _HDR:
        raise TimelineError(f"{path}: HDR ({transfer}); convert it to BT.709 or to EXR files")
    width, height = int(found["width"]), int(found["height"])
    if re.search(r"rotation of -?90\.", log):
        width, height = height, width
    announced = re.search(r"alpha_mode\s*: 1", log) is not None
    pixels = found["pixels"]
    yuv = pixels.startswith("yuv")
    return MovieStream(
        path,
        width,
        height,
        len(times),
        _rate([int(t[1]) for t in times], Fraction(int(base[1]), int(base[2])), log),
        announced or pixels.startswith(_ALPHA),
        transfer == "linear",
        {"vp8": "libvpx", "vp9": "libvpx-vp9"}.get(found["codec"]) if announced else None,
        "bt709" if yuv and space in ("unknown", "") and height >= 720 else None,
        re.match(r"yuva?420", pixels) is not None,
    )


def _rate(times: list[int], tick: Fraction, log: str) -> Fraction:
    """The exact rate: the usual one that the header means, else what the packets' times say.

    FFmpeg prints the header's rate to two places, and WebM counts in milliseconds, in which a
    short clip at 24000/1001 cannot be told from one at 24: neither is enough alone.
    """
    times = sorted(times)
    found = re.search(r"([\d.]+) fps", log)
    said = Fraction(found[1]) if found and float(found[1]) > 0 else None
    counted = None
    if times[-1] > times[0]:
        counted = Fraction(len(times) - 1) / ((times[-1] - times[0]) * tick)
    if counted and len({b - a for a, b in pairwise(times)}) == 1 and tick < Fraction(1, 2000):
        return _usual(counted, Fraction(1, 100_000)) or counted.limit_denominator(1001)
    if said and (not counted or abs(counted - said) / said < Fraction(1, 50)):
        return _usual(said, Fraction(1, 2400)) or said
    return (counted or Fraction(24)).limit_denominator(1001)


def _usual(rate: Fraction, slack: Fraction) -> Fraction | None:
    """The usual rate within a share of `slack`: 24000/1001 for 23.98."""
    near = min(_USUAL_RATES, key=lambda usual: abs(usual - rate))
    return near if abs(near - rate) / rate <= slack else None


def read_movie(stream: MovieStream) -> Iterator[FloatArray]:
    """Its frames, premultiplied linear float32 (H, W, 4); alpha is straight in the file.

    Raises:
        TimelineError: the file is damaged; names the frame.
    """
    width, height = stream.width_px, stream.height_px
    channels = 4 if stream.has_alpha else 3
    scale = "scale=flags=bicubic+accurate_rnd+full_chroma_int"
    if stream.matrix:
        scale += f":in_color_matrix={stream.matrix}"
    if stream.halved:  # chroma as MPEG-2 sites it; few files say so, and FFmpeg takes the middle
        scale += ":in_h_chr_pos=0:in_v_chr_pos=128"
    arguments = ["-c:v", stream.decoder] if stream.decoder else []
    arguments += ["-err_detect", "explode", "-i", str(stream.path), "-map", "0:v:0"]
    arguments += ["-vf", scale, "-fps_mode", "passthrough", "-f", "rawvideo"]
    arguments += ["-pix_fmt", "rgba64le" if stream.has_alpha else "rgb48le"]
    count = 0
    for data in pictures_out(arguments, stream.path, width * height * channels * 2):
        codes = np.frombuffer(data, "<u2").reshape(height, width, channels)
        count += 1
        if not stream.linear:
            yield premultiplied(codes)
            continue
        rgba = np.zeros((height, width, 4), np.float32)
        rgba[..., :channels] = codes.astype(np.float32) / np.float32(65535)
        if channels == 4:
            rgba[..., :3] *= rgba[..., 3:]
        yield rgba
    if not count:
        raise TimelineError(f"{stream.path}: holds no picture that can be read")
