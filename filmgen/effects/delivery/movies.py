"""ProRes 4444 and VP9, both with straight alpha, written through FFmpeg.

Colour goes in as Y'CbCr planes made here: BT.709 matrix and primaries in video range, the sRGB
curve (`transfer`), alpha in full range. ProRes takes 10 bits of colour and of alpha and keeps
alpha without loss; VP9 takes 8 bits, chroma halved both ways, alpha as a second stream that
`alpha_mode` announces. Neither pads: any size, odd ones too, is coded as it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from filmgen.effects.delivery.transfer import quantise
from filmgen.ffmpeg import PipeIn
from filmgen.media import FloatArray

_RED, _GREEN, _BLUE = 0.2126, 0.7152, 0.0722


@dataclass(frozen=True)
class Codec:
    """How a movie is coded.

    Attributes:
        pixels, opaque_pixels: FFmpeg's layouts with and without alpha.
        bits: of a sample.
        halved: chroma has half the columns and rows.
    """

    suffix: str
    pixels: str
    opaque_pixels: str
    bits: int
    halved: bool
    options: tuple[str, ...]


PRORES_4444 = Codec(
    ".mov",
    "yuva444p10le",
    "yuv444p10le",
    10,
    False,
    ("-c:v", "prores_ks", "-profile:v", "4444", "-vendor", "apl0"),
)
VP9 = Codec(
    ".webm",
    "yuva420p",
    "yuv420p",
    8,
    True,
    # constant quality; a frame that refers to hidden ones cannot carry alpha
    (
        *("-c:v", "libvpx-vp9", "-crf", "14", "-b:v", "0", "-deadline", "good", "-cpu-used", "4"),
        *("-auto-alt-ref", "0", "-g", "48"),
    ),
)
_TAGS = (
    *("-color_range", "tv", "-colorspace", "bt709", "-color_primaries", "bt709"),
    *("-color_trc", "iec61966-2-1"),
)


class MovieFile:
    """One movie being written. `add` pictures in order, then `close`.

    Args:
        alpha: with an alpha channel.
        threads: of the encoder; the bytes do not depend on it where it is 1.
    """

    def __init__(
        self,
        path: Path,
        codec: Codec,
        size: tuple[int, int],
        rate: Fraction,
        *,
        alpha: bool,
        threads: int = 1,
    ) -> None:
        self._codec, self._alpha = codec, alpha
        pixels = codec.pixels if alpha else codec.opaque_pixels
        exact = f"{rate.numerator}/{rate.denominator}"
        arguments = [
            *("-f", "rawvideo", "-pix_fmt", pixels, "-video_size", f"{size[0]}x{size[1]}"),
            *("-framerate", exact, *_TAGS, "-threads", "1", "-i", "pipe:0"),
            *("-map", "0:v", "-fps_mode", "passthrough", *codec.options, "-pix_fmt", pixels),
            *("-threads", str(threads), *_TAGS, "-chroma_sample_location", "left"),
            *("-flags", "+bitexact", "-fflags", "+bitexact"),
        ]
        if codec is PRORES_4444:
            arguments += ["-alpha_bits", "16" if alpha else "0"]
            arguments += ["-video_track_timescale", str(rate.numerator)]
        self._pipe = PipeIn(arguments, path, path.name)

    def add(self, code: FloatArray, alpha: FloatArray | None = None) -> None:
        """Append a picture: display codes (H, W, 3) 0 to 1, and alpha (H, W) 0 to 1."""
        planes = list(to_planes(code, self._codec.bits, self._codec.halved))
        if self._alpha:
            assert alpha is not None
            planes.append(quantise(alpha, 2**self._codec.bits - 1))
        kind = np.uint8 if self._codec.bits == 8 else np.dtype("<u2")
        self._pipe.write(*(np.ascontiguousarray(p, dtype=kind).data.cast("B") for p in planes))

    def close(self) -> None:
        self._pipe.close()

    def abort(self) -> None:
        self._pipe.abort()


def matrix(bits: int) -> NDArray[np.float64]:
    """(3, 4): R'G'B' of 0 to 1 to Y'CbCr in video range of `bits` (ITU-R BT.709, 3 and 5.2)."""
    full = np.array(
        [
            [_RED, _GREEN, _BLUE],
            [-_RED / (2 * (1 - _BLUE)), -_GREEN / (2 * (1 - _BLUE)), 0.5],
            [0.5, -_GREEN / (2 * (1 - _RED)), -_BLUE / (2 * (1 - _RED))],
        ]
    )
    steps = 2.0 ** (bits - 8)
    scale = np.array([[219.0], [224.0], [224.0]]) * steps
    offset = np.array([[16.0], [128.0], [128.0]]) * steps
    return np.hstack([full * scale, offset])


def to_planes(code: FloatArray, bits: int, halved: bool) -> tuple[NDArray[np.uint16], ...]:
    """Display codes (H, W, 3) to planes Y', Cb, Cr; halved ones round up at odd sizes.

    Halved chroma lies on the left of its two columns and between its two rows, as MPEG-2 and
    its heirs have it.
    """
    samples = cv2.transform(code, matrix(bits).astype(np.float32))
    y, *chroma = cv2.split(samples)
    if halved:
        chroma = [_halved(plane) for plane in chroma]
    return tuple((plane + np.float32(0.5)).astype(np.uint16) for plane in (y, *chroma))


def _halved(plane: FloatArray) -> FloatArray:
    even = np.concatenate([plane, plane[-1:]]) if plane.shape[0] % 2 else plane
    rows = (even[0::2] + even[1::2]) * np.float32(0.5)
    taps = np.array([[0.25, 0.5, 0.25]], np.float32)
    smooth = cv2.filter2D(rows, -1, taps, borderType=cv2.BORDER_REPLICATE)
    left: FloatArray = smooth[:, 0::2]
    return left
