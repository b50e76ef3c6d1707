"""Variety without randomness: numbers drawn from what something is called.

The same words give the same number in every process, on every machine; no draw depends on
how many were made before it, so that a change in one place moves nothing elsewhere.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def number(*parts: object) -> int:
    """A whole number, 0 to 2**31 - 1."""
    text = "\x1f".join(str(part) for part in parts)
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=4).digest(), "big") >> 1


def fraction(*parts: object) -> float:
    """0 to 1, 1 excluded."""
    return number(*parts) / 2**31


def between(low: float, high: float, *parts: object) -> float:
    return low + (high - low) * fraction(*parts)


def pick(options: Sequence[T], *parts: object) -> T:
    """One of the options, evenly."""
    return options[number(*parts) % len(options)]
