"""What can be read: a film's fonts, and what is said once of letters that none of them has.

A subtitle that would be a row of boxes is left out of the picture; it stays in the files beside
it. Whoever renders hears of it in one line for all.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from filmgen.compositor.segments import FontFile, Segment, Style
from filmgen.editorial.model import Timeline
from filmgen.errors import ConfigError
from filmgen.fonts import check_font, use_fonts, without_glyph
from filmgen.workspace import file_sha256

_LEAST_READ = 0.5
"""Of a subtitle's letters, to be shown at all."""
_EXAMPLES = 12
_SCRIPTS = {"CJK": "Chinese", "HANGUL": "Korean", "HIRAGANA": "Japanese", "KATAKANA": "Japanese"}


def font_files(paths: Sequence[str]) -> tuple[FontFile, ...]:
    """A user's fonts, checked.

    Raises:
        ConfigError: one of them is no font.
    """
    found = []
    for text in paths:
        path = Path(text).expanduser().resolve()
        if not path.is_file():
            raise ConfigError("film.fonts", f"{text} is not there")
        check_font(path)
        found.append(FontFile(path, file_sha256(path)))
    return tuple(found)


def use_style(style: Style) -> None:
    """Draw words in a film's fonts from now on, in this process."""
    use_fonts([font.path for font in style.fonts])


def legible(segment: Segment) -> Segment:
    """A segment without the subtitles of which no font has the letters."""
    kept = tuple(caption for caption in segment.captions if _is_read(caption.text))
    return segment if len(kept) == len(segment.captions) else replace(segment, captions=kept)


def unread_note(timeline: Timeline) -> str:
    """One line on the characters of a film's words that no font has; empty where there are none."""
    return unread_of(_words(timeline))


def unread_of(words: Iterable[str]) -> str:
    """The same of some words."""
    unread = without_glyph("".join(dict.fromkeys("".join(words))))
    if not unread:
        return ""
    scripts = dict.fromkeys(_script(character) for character in unread)
    shown = unread[:_EXAMPLES] + ("…" if len(unread) > _EXAMPLES else "")
    return (
        f"no font here has {shown} ({', '.join(scripts)}): they cannot be read in the picture "
        'and subtitles made of them are left out; name font files, film.fonts=["FILE.ttf"]'
    )


def _is_read(text: str) -> bool:
    letters = [c for c in text if unicodedata.category(c)[0] in "LMN"]
    unread = without_glyph("".join(letters))
    lost = sum(c in unread for c in letters)
    return lost <= len(letters) * (1 - _LEAST_READ)


def _script(character: str) -> str:
    """The script a character's name begins with (Unicode has no nearer property in Python)."""
    first = unicodedata.name(character, "unnamed characters").split()[0]
    return _SCRIPTS.get(first, first.capitalize())


def _words(timeline: Timeline) -> Iterator[str]:
    cut = timeline.cut
    yield cut.title
    yield from (*cut.credit_lines, *cut.contact_lines, *cut.draft_lines)
    for shot in cut.shots:
        setting = shot.shot.setting
        yield from (setting.location, setting.sublocation, shot.shot.title_text)
        yield from (placed.line.text for placed in shot.lines)
