"""Choosing without chance: the same words and seed always draw the same cards."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import TypeVar

T = TypeVar("T")


def rank(*parts: object) -> int:
    """A number of 64 bits made of the parts' words, the same in every process."""
    text = "\x1f".join(map(str, parts))
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")


def shuffled(items: Iterable[T], *parts: object) -> list[T]:
    """The items in an order that the parts decide."""
    return [
        item
        for _, _, item in sorted(
            ((rank(place, *parts), place, item) for place, item in enumerate(items)),
            key=lambda card: card[:2],
        )
    ]


def pick(items: Sequence[T], *parts: object) -> T:
    """One of the items, decided by the parts.

    Raises:
        ValueError: there is none.
    """
    if not items:
        raise ValueError("nothing to pick from")
    return items[rank(*parts) % len(items)]
