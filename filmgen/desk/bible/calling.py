"""How people address each other: names and forms of address called out in their lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from filmgen.breakdown.cast import Cast

_TITLES = (
    r"(?:Mrs?|Ms|Dr|Miss|Sir|Lady|Madam|Captain|Sergeant|Officer|Professor|Uncle|Aunt|Father|"
    r"Señora?|Monsieur|Madame|Herr|Frau)\.? "
)
_TITLE = re.compile(_TITLES + "$")
_TITLED = re.compile(_TITLES + r"([A-Z][\w'’-]+)")
_FORMS = re.compile(
    r"\b(?:mom|mommy|mum|mummy|mama|ma|mother|dad|daddy|papa|pa|father|grandma|grandpa|granny|"
    r"sir|ma'am|madam|miss|darling|dear|honey|sweetheart|baby|love|kid|kiddo|son|boss|chief|"
    r"captain|doctor|doc|professor|officer|sergeant|buddy|pal|mate|man|dude|partner|brother|"
    r"sister|мама|папа|бабушка|дедушка|сынок|доктор|капитан|сударь)\b",
    re.IGNORECASE,
)
_CJK_FORMS = re.compile(
    "爷爷|奶奶|外公|外婆|妈妈|爸爸|哥哥|姐姐|弟弟|妹妹|叔叔|阿姨|老师|先生|小姐|师傅|老板"
)


@dataclass(frozen=True)
class Said:
    """A speech: where, by whom, what; `line` of the script's file."""

    scene: str
    line: int
    name: str
    text: str


def called(
    said: Sequence[Said], cast: Cast, aliases: Mapping[str, Sequence[str]]
) -> Mapping[tuple[str, str], Counter[str]]:
    """(who, whom) to the forms called out and how often.

    A name tells whom; a form of address ("sir", 爷爷) means who spoke before in the scene, or
    speaks next. `aliases`: full names tell whose surname follows a title ("Mrs. Moss").
    """
    surnames = {
        form.split()[-1].upper(): name
        for name, forms in aliases.items()
        for form in forms
        if " " in form
    }
    found: dict[tuple[str, str], Counter[str]] = {}
    for place, one in enumerate(said):
        named: list[tuple[int, int]] = []
        for mention in cast.mentions(one.text):
            title = _TITLE.search(one.text[: mention.start])
            start = title.start() if title else mention.start
            form = re.sub(r"['’]s$", "", one.text[start : mention.end])
            if mention.name == one.name or not _aside(one.text, start, mention.end):
                continue
            named.append((start, mention.end))
            found.setdefault((one.name, mention.name), Counter())[form] += 1
        for match in _TITLED.finditer(one.text):
            name = surnames.get(match[1].upper(), one.name)
            known = any(a <= match.start() < b for a, b in named)
            if name != one.name and not known and _aside(one.text, *match.span()):
                named.append(match.span())
                found.setdefault((one.name, name), Counter())[match[0]] += 1
        for match in (*_FORMS.finditer(one.text), *_CJK_FORMS.finditer(one.text)):
            inside = any(a <= match.start() < b for a, b in named)
            if inside or not _aside(one.text, match.start(), match.end()):
                continue
            other = _partner(said, place)
            if other:
                found.setdefault((one.name, other), Counter())[match[0].lower()] += 1
    return found


def _aside(text: str, start: int, end: int) -> bool:
    """Whether words stand apart the way an address does: "Toby. The gas", "…, Mrs. Moss."."""
    before, after = text[:start].rstrip(), text[end:].lstrip()
    opens = not before or before[-1] in ".!?…,，。！？；;—-:“\"'"
    closes = not after or after[0] in ".!?…,，。！？；;—-:”\"'"
    return opens and closes


def _partner(said: Sequence[Said], place: int) -> str:
    one = said[place]
    for step in (-1, 1):
        near = place + step
        here = 0 <= near < len(said) and said[near].scene == one.scene
        if here and said[near].name != one.name:
            return said[near].name
    return ""
