"""How long to wait before a request is made again."""

from __future__ import annotations

import email.utils
import math
from collections.abc import Mapping

from filmgen.workspace import seed_from

FIRST_S = 0.5
LONGEST_S = 30.0
LONGEST_ASKED_S = 120.0
"""A server that asks for more than two minutes is not waited for; the user is told."""


def pause(seed: int, failures: int, first_s: float = FIRST_S) -> float:
    """Seconds before the next try: exponential back-off with jitter, the same for the same seed.

    Jitter keeps parallel requests from coming back all at once; "equal jitter" after M. Brooker,
    "Exponential Backoff and Jitter" (AWS Architecture Blog, 2015).

    Args:
        failures: tries that failed so far, 1 or more.
    """
    whole = min(LONGEST_S, first_s * 2.0 ** min(failures - 1, 16))
    return whole * (0.5 + 0.5 * seed_from(seed, "pause", failures) / 0x7FFF_FFFF)


def asked_pause(headers: Mapping[str, str], now_s: float) -> float | None:
    """Seconds a server asks to wait (Retry-After: seconds or a date, RFC 9110 10.2.3).

    Args:
        headers: of the response, looked up without regard to case.
        now_s: seconds since the epoch, for dates.

    Returns:
        None if it asks for nothing, or for nothing that can be read.
    """
    for name, unit in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        try:
            seconds = float(headers.get(name, "")) * unit
        except ValueError:
            continue
        if not math.isnan(seconds):
            return max(0.0, seconds)
    date = email.utils.parsedate_tz(headers.get("retry-after", ""))
    if date is None:
        return None
    try:
        return max(0.0, email.utils.mktime_tz(date) - now_s)
    except (ValueError, OverflowError):
        return None
