"""From entries to voices: what says nothing, what advertises, and what is said twice."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from filmgen.desk.feedback.comments import Comment

_LINK = re.compile(r"https?://|www\.|\b[\w-]+\.(?:com|net|ru|xyz|biz|info)\b", re.IGNORECASE)
_ADVERT = re.compile(
    r"\b(?:subscribe|check (?:out )?my|follow (?:me|my)|my (?:channel|profile|bio)|buy (?:now|"
    r"cheap)|"
    r"promo|discount|giveaway|earn \$?\d|make money|crypto|bitcoin|casino|dm me|whats ?app|"
    r"telegram|"
    r"onlyfans|click (?:here|the link)|free (?:gift|followers|download)|loans?|viagra)\b",
    re.IGNORECASE,
)  # fmt: skip
_COPY_WORDS = 8
"""Two strangers may both write "too slow"; eight equal words in a row are one text, copied."""
_COPY_CHARS = 40


@dataclass(frozen=True)
class Voice:
    """One person's comment, with the entries that only repeat it.

    Attributes:
        copies: ids of the repetitions.
    """

    comment: Comment
    copies: tuple[str, ...] = ()


@dataclass(frozen=True)
class Voices:
    """What a file holds, sorted.

    Attributes:
        spam, empty: ids of entries that count for nothing.
    """

    voices: tuple[Voice, ...]
    spam: tuple[str, ...]
    empty: tuple[str, ...]

    def merged(self) -> int:
        """Entries that were repetitions."""
        return sum(len(voice.copies) for voice in self.voices)


def find_voices(comments: Sequence[Comment]) -> Voices:
    """Sort entries; the same words by the same author, or eight words by anyone, are one voice."""
    spam, empty = [], []
    kept: dict[tuple[str, str], Comment] = {}
    copies: dict[tuple[str, str], list[str]] = {}
    for comment in comments:
        plain = _plain(comment.text)
        if not plain and not _has_signs(comment.text) and comment.rating is None:
            empty.append(comment.id)
            continue
        if is_spam(comment.text):
            spam.append(comment.id)
            continue
        author = comment.author.casefold()
        whole = len(plain.split()) >= _COPY_WORDS or len(plain) >= _COPY_CHARS
        key = (plain, "" if whole else author or comment.id)
        if plain and key in kept:
            copies[key].append(comment.id)
            continue
        if not plain:
            key = (comment.id, "")
        kept[key], copies[key] = comment, []
    voices = tuple(Voice(comment, tuple(copies[key])) for key, comment in kept.items())
    return Voices(voices, tuple(spam), tuple(empty))


def is_spam(text: str) -> bool:
    """Whether an entry advertises: a link with little else, or an advertiser's words."""
    links = len(_LINK.findall(text))
    adverts = len(_ADVERT.findall(text))
    words = len(text.split())
    return (links > 0 and (adverts > 0 or words < 8 or links > 2)) or adverts > 1


def _plain(text: str) -> str:
    """Letters and digits only, accents kept, drawn-out letters ("sooo") shortened."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    words = "".join(c if c.isalnum() else " " for c in folded).split()
    return re.sub(r"(\w)\1{2,}", r"\1\1", " ".join(words))


def _has_signs(text: str) -> bool:
    """Whether a text without letters says something by signs: hearts, thumbs."""
    return any(unicodedata.category(c) == "So" for c in text)
