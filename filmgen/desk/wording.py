"""Counts in words, said the same way by every service of the desk."""

from __future__ import annotations


def counted(count: int, noun: str) -> str:
    """ "1 shot", "2 shots", "1,200 words"; "speech" and the like take "es"."""
    if count == 1:
        return f"1 {noun}"
    return f"{count:,} {noun}{'es' if noun.endswith('ch') else 's'}"


def eighths_of(pages: float) -> int:
    """Pages in eighths, at least one, as schedules and breakdown sheets count them."""
    return max(1, round(pages * 8))


def in_eighths(count: int) -> str:
    """Eighths as a schedule writes them: "2 3/8", "1", "5/8"."""
    whole, rest = divmod(count, 8)
    pieces = ([str(whole)] if whole else []) + ([f"{rest}/8"] if rest else [])
    return " ".join(pieces) or "0"
