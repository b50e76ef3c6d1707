"""Exact time: frame rates as fractions, timecode, and the only place that rounds.

Picture time is whole frames at a `Fraction` rate; sound time is whole samples at
`SAMPLE_RATE_HZ`. Everything that converts between seconds, frames and samples
goes through these functions, so that two media can never round apart.
"""

from __future__ import annotations

import math
import re
from fractions import Fraction

from filmgen.errors import ConfigError

SAMPLE_RATE_HZ = 48_000

_NTSC = {
    "23.976": Fraction(24000, 1001),
    "23.98": Fraction(24000, 1001),
    "29.97": Fraction(30000, 1001),
    "47.952": Fraction(48000, 1001),
    "47.95": Fraction(48000, 1001),
    "59.94": Fraction(60000, 1001),
}
_TIMECODE = re.compile(r"^(\d{1,2}):(\d{2}):(\d{2})([:;])(\d{2,3})$")


def parse_rate(text: str | int | float | Fraction, key: str = "rate") -> Fraction:
    """Read a frame rate exactly: "24", "24000/1001", "23.976", 25.

    Args:
        key: what an error calls it.

    Raises:
        ConfigError: not a rate, or outside 1 to 240 frames/s.
    """
    raw = str(text).strip()
    try:
        rate = _NTSC.get(raw) or Fraction(raw)
    except (ValueError, ZeroDivisionError) as error:
        raise ConfigError(key, f"{raw!r} is not a frame rate; try 24 or 24000/1001") from error
    if not 1 <= rate <= 240:
        raise ConfigError(key, f"{raw} frames/s is outside 1 to 240")
    return rate


def timebase(rate: Fraction) -> int:
    """Frames a timecode second counts: 24 for 24000/1001, 30 for 30000/1001."""
    return math.ceil(rate)


def frames_from_seconds(seconds: float | Fraction, rate: Fraction) -> int:
    """The nearest whole frame count, halves up, never negative."""
    return max(0, math.floor(Fraction(seconds) * rate + Fraction(1, 2)))


def frames_covering(seconds: float | Fraction, rate: Fraction) -> int:
    """The fewest whole frames at least `seconds` long."""
    return max(0, math.ceil(Fraction(seconds) * rate))


def seconds_from_frames(frames: int, rate: Fraction) -> Fraction:
    """Exact duration of `frames`, in seconds."""
    return Fraction(frames) / rate


def samples_from_frames(frames: int, rate: Fraction, rate_hz: int = SAMPLE_RATE_HZ) -> int:
    """Sample position of a frame boundary; consistent for sums since it takes absolute frames."""
    return math.floor(Fraction(frames) / rate * rate_hz + Fraction(1, 2))


def samples_from_seconds(seconds: float | Fraction, rate_hz: int = SAMPLE_RATE_HZ) -> int:
    """The nearest whole sample count, never negative."""
    return max(0, math.floor(Fraction(seconds) * rate_hz + Fraction(1, 2)))


def uses_drop_frame(rate: Fraction) -> bool:
    """Whether SMPTE drop-frame counting exists for this rate (29.97 and 59.94)."""
    return rate in (Fraction(30000, 1001), Fraction(60000, 1001))


def format_timecode(frame: int, rate: Fraction, *, drop_frame: bool = False) -> str:
    """Frame number to "HH:MM:SS:FF" ("HH:MM:SS;FF" for drop-frame), wrapping at 24 h.

    Drop-frame skips the first 2 (4 at 59.94) numbers of each minute but every tenth,
    SMPTE ST 12-1.
    """
    base = timebase(rate)
    if drop_frame and not uses_drop_frame(rate):
        raise ConfigError("rate", f"drop-frame timecode does not exist at {rate} frames/s")
    if drop_frame:
        dropped = base // 15
        per_minute = base * 60 - dropped
        per_ten = per_minute * 10 + dropped
        tens, rest = divmod(frame, per_ten)
        extra = 0 if rest < base * 60 else dropped * (1 + (rest - base * 60) // per_minute)
        frame += tens * 9 * dropped + extra
    frame %= 24 * 3600 * base
    seconds, ff = divmod(frame, base)
    minutes, ss = divmod(seconds, 60)
    hh, mm = divmod(minutes, 60)
    width = 3 if base > 100 else 2
    return f"{hh:02d}:{mm:02d}:{ss:02d}{';' if drop_frame else ':'}{ff:0{width}d}"


def parse_timecode(text: str, rate: Fraction) -> int:
    """ "HH:MM:SS:FF" (or ";" for drop-frame) to a frame number.

    Raises:
        ConfigError: malformed, a field out of range, or a number drop-frame skips.
    """
    match = _TIMECODE.match(text.strip())
    if not match:
        raise ConfigError("timecode", f"{text!r} is not HH:MM:SS:FF")
    hh, mm, ss, ff = (int(match[i]) for i in (1, 2, 3, 5))
    base = timebase(rate)
    if hh > 23 or mm > 59 or ss > 59 or ff >= base:
        raise ConfigError("timecode", f"{text!r} has a field out of range at {rate} frames/s")
    frame = ((hh * 60 + mm) * 60 + ss) * base + ff
    if match[4] == ";":
        if not uses_drop_frame(rate):
            raise ConfigError("timecode", f"{text!r}: drop-frame does not exist at {rate} frames/s")
        dropped = base // 15
        if ss == 0 and ff < dropped and mm % 10:
            raise ConfigError("timecode", f"{text!r} is a number drop-frame skips")
        minutes = hh * 60 + mm
        frame -= dropped * (minutes - minutes // 10)
    return frame
