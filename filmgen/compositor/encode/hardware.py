"""The encoding of a run: the codec that was asked for, with an encoder that works here.

Software is the default. Segments are cached and joined, and a film made again, on any
machine, should be the same bytes: x264, x265 and ProRes with one thread give them, hardware
encoders give other bytes from one generation of chips and drivers to the next. Whoever wants
the chip's speed more than that asks for it: `encode.hardware = "auto"` takes the first that
works, else software; a name takes that one or says why it cannot. Their quality settings have
x264's CRF put in the nearest place they have, without having been measured beside it.

Which encoder runs is settled once, before segments are planned, and is part of their keys:
no film mixes segments of two encoders, and turning hardware off finds the old segments again.
"""

from __future__ import annotations

import subprocess
import tempfile
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

import numpy as np

from filmgen.compositor.encode.codecs import CODECS, Encoding
from filmgen.compositor.encode.encoders import HARDWARE
from filmgen.compositor.encode.writer import SegmentWriter
from filmgen.config import EncodeSettings
from filmgen.errors import ConfigError, EngineUnavailable, FilmgenError
from filmgen.ffmpeg import ffmpeg_exe, ffmpeg_version

_PROBE_FRAMES = 8


def chosen_encoding(settings: EncodeSettings, width_px: int, height_px: int) -> Encoding:
    """The encoding of a film of that raster.

    Args:
        settings: `hardware` is "off", "auto" or one of `HARDWARE`.

    Raises:
        ConfigError: no such hardware encodes that codec.
        EngineUnavailable: the one that was named does not work here, and why; or this FFmpeg
            lacks the codec.
    """
    codec = CODECS[settings.codec]
    wanted = settings.hardware
    build = "" if not codec.encoder else ffmpeg_version()
    encoding = Encoding(settings.codec, "", settings.crf, settings.preset, build)
    if codec.name != "h264" and codec.encoder and codec.encoder not in known_encoders():
        raise EngineUnavailable(codec.encoder, "this FFmpeg has none; unset IMAGEIO_FFMPEG_EXE")
    if wanted == "off" or (wanted == "auto" and not codec.family):
        return encoding
    if not codec.family:
        raise ConfigError(
            "encode.hardware", f"{wanted} encodes h264 and h265, not {codec.name}; take off"
        )
    for kind in HARDWARE if wanted == "auto" else (wanted,):
        name = f"{codec.family}_{kind}"
        reason = why_not(name, settings.codec, width_px, height_px)
        if not reason:
            return replace(encoding, encoder=name)
        if wanted != "auto":
            raise EngineUnavailable(name, f"{reason}; set encode.hardware to off or auto")
    return encoding


@lru_cache(maxsize=32)
def why_not(encoder: str, codec: str, width_px: int, height_px: int) -> str:
    """What hinders an encoder on this machine at this size; "" if it encodes.

    A few frames are really encoded, once a process: that FFmpeg knows an encoder says
    nothing of the chip, its driver, or the sessions that are left.
    """
    if encoder not in known_encoders():
        return "this FFmpeg does not have it"
    frame = np.full(width_px * height_px * 3 // 2, 128, np.uint8)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "probe.mp4"
        writer = SegmentWriter(path, width_px, height_px, Fraction(24), Encoding(codec, encoder))
        try:
            with writer:
                for _ in range(_PROBE_FRAMES):
                    writer.write(frame)
        except FilmgenError as error:
            told = str(error).removeprefix(f"{path}: ")
            return told.removeprefix("FFmpeg could not encode: ")
    return ""


def hardware_told() -> str:
    """Which hardware encoders work here, in a line, and why the others do not."""
    reasons = {kind: why_not(f"h264_{kind}", "h264", 640, 360) for kind in HARDWARE}
    works = [kind for kind, reason in reasons.items() if not reason]
    fails = "; ".join(f"{kind}: {reason}" for kind, reason in reasons.items() if reason)
    return f"{', '.join(works) or 'none'}{f' ({fails})' if fails else ''}"


@lru_cache(maxsize=1)
def known_encoders() -> frozenset[str]:
    """Encoders this FFmpeg was built with."""
    done = subprocess.run(
        [ffmpeg_exe(), "-hide_banner", "-encoders"], capture_output=True, text=True
    )
    lines = [line.split() for line in done.stdout.splitlines()]
    return frozenset(words[1] for words in lines if len(words) > 1)
