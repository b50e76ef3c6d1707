"""The Bechdel test with its evidence: two named women who talk to each other, not about a man.

After Alison Bechdel and Liz Wallace ("The Rule", 1985). Whose gender the script does not say is
never guessed: then the verdict may be uncertain, and says because of whom. What a conversation is
about is read from its words: the names of men and words such as "he" or "husband", in seven
languages; elsewhere only the names.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from filmgen.breakdown.cast import Cast
from filmgen.desk.analysis.document import Bechdel, Evidence
from filmgen.desk.analysis.people import Person
from filmgen.desk.analysis.reading import Passage, ReadScript
from filmgen.desk.analysis.talk import Addressed
from filmgen.sound.cast.roles import PERSON
from filmgen.wording import shortened

_MEN = {
    "en": r"\b(?:he|him|his|himself|he's|he'd|he'll|man|men|guys?|boys?|husbands?|boyfriends?|"
    r"fianc[eé]|fathers?|dad|daddy|brothers?|sons?|uncles?|grandfather|grandpa|mr|sir|king|prince|"
    r"lords?|bastard|gentlem[ae]n)\b",
    "de": r"\b(?:er|ihn|ihm|sein\w*|mann|männer|kerl\w*|junge\w*|freund|vater|papa|bruder|brüder|"
    r"sohn|söhne|onkel|opa|herr\w*|könig)\b",
    "fr": r"\b(?:il|lui|homme\w*|mec\w*|garçon\w*|mari|copain|père|papa|frère\w*|fils|oncle|"
    r"monsieur|roi)\b",
    "es": r"\b(?:él|hombre\w*|chico\w*|tipo\w*|marido|esposo|novio|padre|papá|hermano\w*|hijo\w*|"
    r"tío|abuelo|señor|rey)\b",
    "it": r"\b(?:lui|egli|uom\w+|ragazz[oi]|tizio|marito|fidanzato|padre|papà|fratell[oi]|"
    r"figlio?|zio|nonno|signor\w*|re)\b",
    "ru": r"\b(?:он|его|ему|им|нём|мужчин\w*|мужик\w*|парен\w*|парн\w*|мальчик\w*|муж\w{0,2}|"
    r"отец|отц\w+|пап\w|брат\w*|сын\w*|дяд\w|дед\w*|господин\w*)\b",
    "zh": r"他(?!们)|男人|男生|男孩|丈夫|老公|男友|男朋友|父亲|爸|哥|弟|儿子|叔|爷爷|先生",
}  # fmt: skip
MEN_WORDS: Mapping[str, re.Pattern[str]] = {
    language: re.compile(words, re.IGNORECASE) for language, words in _MEN.items()
}
_MOSTLY = 1 / 3
_SHOWN = 6
_QUOTE = 240


@dataclass(frozen=True)
class _Conversation:
    """Speeches that two say in turn, nobody else between them."""

    first: str
    second: str
    scene: str
    speeches: tuple[Passage, ...]
    about_men: tuple[bool, ...]

    def free(self) -> tuple[Passage, Passage] | None:
        """Two speeches, one after the other, by both, neither about a man."""
        for k, (before, after) in enumerate(pairwise(self.speeches)):
            if before.speaker != after.speaker and not (self.about_men[k] or self.about_men[k + 1]):
                return before, after
        return None

    def clear(self) -> bool:
        """Whether it passes: free, and at most a third of it about men."""
        return self.free() is not None and sum(self.about_men) <= _MOSTLY * len(self.about_men)


def bechdel(
    script: ReadScript,
    people: Sequence[Person],
    spoken: Mapping[int, tuple[Addressed, ...]],
) -> Bechdel:
    """The verdict, why, and the conversations it rests on."""
    speaking = {line.speech.speaker for scene in spoken.values() for line in scene}
    named = [p for p in people if p.named and p.kind == PERSON and p.name in speaking]
    women = tuple(p.name for p in named if p.gender == "female")
    unknown = tuple(p.name for p in named if not p.gender)
    men = frozenset(p.name for p in people if p.gender == "male")
    may_be = set(women) | set(unknown)
    found = [
        talk
        for scene in script.scenes
        for talk in _conversations(
            scene.scene.number, spoken[scene.scene.index], may_be, script, men
        )
    ]
    sure = [t for t in found if t.first in women and t.second in women]
    readable = script.language in MEN_WORDS
    verdict, why = _verdict(women, unknown, sure, found, readable, script.language)
    ranked = sorted(
        found, key=lambda t: (t not in sure, not t.clear(), t.free() is None, -len(t.speeches))
    )
    return Bechdel(
        verdict=verdict,
        why=why,
        women=women,
        unknown=unknown,
        evidence=tuple(map(_evidence, ranked[:_SHOWN])),
    )


def _verdict(
    women: Sequence[str],
    unknown: Sequence[str],
    sure: Sequence[_Conversation],
    found: Sequence[_Conversation],
    readable: bool,
    language: str,
) -> tuple[Literal["passes", "fails", "uncertain"], str]:
    clear = next((t for t in sure if t.clear()), None)
    if clear and readable:
        about = f"{clear.first} and {clear.second} talk in scene {clear.scene}"
        return "passes", f"{about}, and not about a man"
    if clear:
        return "uncertain", f"women talk, but what about is not read in this language ({language})"
    doubtful = next((t for t in sure if t.free()), None)
    if doubtful:
        pair = f"{doubtful.first} and {doubtful.second} talk in scene {doubtful.scene}"
        return "uncertain", f"{pair}, partly about a man"
    if any(t.free() for t in found):
        asked = {n for t in found if t.free() for n in (t.first, t.second)} & set(unknown)
        whose = _listed([n for n in unknown if n in asked])
        return "uncertain", f"the script does not say the gender of {whose}"
    if len(women) < 2:
        who = f"only {women[0]}" if women else "no woman"
        rest = f"; gender not said: {_listed(unknown)}" if unknown else ""
        return "fails", f"fewer than two named women speak: {who}{rest}"
    if not sure:
        return "fails", f"no two of {_listed(women)} talk to each other"
    return "fails", "all that two women say to each other is about a man"


def _conversations(
    number: str,
    lines: tuple[Addressed, ...],
    of: set[str],
    script: ReadScript,
    men: frozenset[str],
) -> list[_Conversation]:
    """Runs of speeches of two (`of` these) who address each other, both heard at least once."""
    found: list[_Conversation] = []
    run: list[Addressed] = []
    for line in (*lines, None):
        pair = {line.speech.speaker, line.to} if line else set()
        pair = pair if pair <= of else set()
        if run and (line is None or pair != {run[0].speech.speaker, run[0].to}):
            found += _conversation(number, run, script, men)
            run = []
        if line is not None and pair:
            run.append(line)
    return found


def _conversation(
    number: str, run: Sequence[Addressed], script: ReadScript, men: frozenset[str]
) -> list[_Conversation]:
    voices = list(dict.fromkeys(line.speech.speaker for line in run))
    if len(voices) != 2:
        return []
    speeches = tuple(line.speech for line in run)
    about = tuple(_about_a_man(s.text, script.language, script.cast, men) for s in speeches)
    return [_Conversation(voices[0], voices[1], number, speeches, about)]


def _about_a_man(text: str, language: str, cast: Cast, men: frozenset[str]) -> bool:
    words = MEN_WORDS.get(language)
    if words is not None and words.search(text.replace("’", "'")):
        return True
    return any(mention.name in men for mention in cast.mentions(text))


def _evidence(talk: _Conversation) -> Evidence:
    exchange = talk.free() or talk.speeches[:2]
    quote = " / ".join(f"{s.speaker}: {s.text}" for s in exchange)
    return Evidence(
        first=talk.first,
        second=talk.second,
        scene=talk.scene,
        first_line=talk.speeches[0].first_line,
        last_line=talk.speeches[-1].last_line,
        speeches=len(talk.speeches),
        about_men=sum(talk.about_men),
        quote=shortened(quote, _QUOTE),
    )


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(names[:4])
    return f"{shown} and {len(names) - 4} more" if len(names) > 4 else shown
