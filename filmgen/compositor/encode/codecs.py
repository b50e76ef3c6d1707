"""What a film can be delivered as, and the choice that was made, as values.

The compositor draws 8-bit 4:2:0. ProRes carries that picture and no more of it: its 10 bits
hold the 8 exactly, its fuller chroma is the drawn one interpolated. It is for editing systems,
which play and cut it without decoding neighbours, not for a finer picture; 4444 carries no
alpha here. Pictures are PNG: 8-bit R'G'B' with the sRGB curve. There is no EXR and no DPX,
which would promise a range and a depth that was never drawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from filmgen.compositor.encode.encoders import ENCODERS, Encoder
from filmgen.errors import ConfigError
from filmgen.timecode import timebase


@dataclass(frozen=True)
class Codec:
    """A way to deliver.

    Attributes:
        suffix: of the film, ".mp4" or ".mov"; "" for a folder of numbered pictures.
        encoder: the one that runs everywhere; "" where pictures are written without FFmpeg.
        family: what hardware encoders of it are called by FFmpeg, "h264" or "hevc"; "" for none.
        options: beside the encoder's own.
        pixels: FFmpeg's layout where the encoder takes several.
        bits: a pixel, about as few as a drawn film takes; what is reckoned with before it starts.
    """

    name: str
    suffix: str
    encoder: str
    bits: float
    family: str = ""
    options: tuple[str, ...] = ()
    pixels: str = ""


CODECS = {
    codec.name: codec
    for codec in (
        Codec("h264", ".mp4", "libx264", 0.03, "h264"),
        # QuickTime plays H.265 only under this tag
        Codec("h265", ".mp4", "libx265", 0.02, "hevc", ("-tag:v", "hvc1")),
        Codec("prores422", ".mov", "prores_aw", 2.5, options=("-profile:v", "2")),
        Codec("prores422hq", ".mov", "prores_aw", 4.0, options=("-profile:v", "3")),
        Codec("prores4444", ".mov", "prores_aw", 5.0, "", ("-profile:v", "4"), "yuv444p10le"),
        Codec("png", "", "", 5.0),
    )
}


@dataclass(frozen=True)
class Encoding:
    """How pictures are encoded: all that the bytes of a segment depend on, beside its frames.

    Attributes:
        codec: one of `CODECS`.
        encoder: one of `ENCODERS`; "" for the codec's own.
        crf, preset: as x264 and x265 name them; of no effect on ProRes and PNG.
        build: FFmpeg's version, where it is known: another version may give other bytes.

    Raises:
        ConfigError: an unknown codec or encoder, or a CRF out of range.
    """

    codec: str = "h264"
    encoder: str = ""
    crf: int = 20
    preset: str = "veryfast"
    build: str = ""

    def __post_init__(self) -> None:
        if self.codec not in CODECS:
            raise ConfigError("encode.codec", f"{self.codec!r} is none of {', '.join(CODECS)}")
        if self.encoder and self.encoder not in ENCODERS:
            known = ", ".join(ENCODERS)
            raise ConfigError("encode.hardware", f"{self.encoder!r} is none of {known}")
        if not 0 <= self.crf <= 51:
            raise ConfigError("crf", f"{self.crf} is outside 0 to 51")

    @property
    def is_sequence(self) -> bool:
        """Whether it makes a folder of pictures instead of a film file."""
        return not CODECS[self.codec].suffix

    @property
    def segment_name(self) -> str:
        """File name of a segment; of a folder for a sequence."""
        return f"segment{CODECS[self.codec].suffix}"

    @property
    def film_name(self) -> str:
        """File name of the delivered film; of a folder for a sequence."""
        return "sequence" if self.is_sequence else f"animatic{CODECS[self.codec].suffix}"

    @property
    def coder(self) -> str:
        """The encoder that is used, by FFmpeg's name; "" for none."""
        return self.encoder or CODECS[self.codec].encoder

    def request(self) -> list[Any]:
        """What of it a segment's bytes depend on, to be hashed."""
        if self.is_sequence:
            return [self.codec]
        tuned = [self.preset, self.crf] if CODECS[self.codec].family else []
        return [self.codec, self.coder, self.build, *tuned]

    def setup(self) -> list[str]:
        """FFmpeg's options before the input."""
        return list(ENCODERS[self.coder].setup)

    def arguments(self, rate: Fraction, threads: int) -> list[str]:
        """FFmpeg's options for the picture, from 4:2:0 frames of that rate.

        Args:
            threads: of the encoder, where its bytes do not depend on them too much to be told;
                x264's do, H.265 uses one.
        """
        codec, encoder = CODECS[self.codec], ENCODERS[self.coder]
        filled = {
            "crf": str(self.crf),
            "preset": self.preset,
            "quality": str(max(1, 100 - 2 * self.crf)),
            "threads": str(threads),
        }
        arguments = ["-c:v", encoder.name, *codec.options]
        arguments += [option.format(**filled) for option in encoder.options]
        if codec.family:  # a key frame every two seconds, so that scrubbing is quick
            arguments += ["-g", str(timebase(rate) * 2)]
        return [*_filter(codec, encoder), *arguments]


def _filter(codec: Codec, encoder: Encoder) -> list[str]:
    pixels = codec.pixels or encoder.pixels
    if encoder.upload:
        return ["-vf", encoder.upload]
    if pixels in ("yuv420p", "nv12"):
        return ["-pix_fmt", pixels]
    # Chroma drawn in the middle of four pixels goes where these layouts have it: on the left.
    place = "in_chroma_loc=center:out_chroma_loc=left"
    return ["-vf", f"scale=flags=bilinear+accurate_rnd+bitexact:{place},format={pixels}"]
