"""The cast: every character with the names prose uses for them.

`Cast.mentions` finds characters in prose: capitals ("NAK"), mixed case ("Scott's"), roles
("the guard"), full names ("Brick Braddock"), inflected Cyrillic and unspaced CJK names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from filmgen.breakdown import lexicon as lex
from filmgen.breakdown.model import CharacterNote
from filmgen.breakdown.prose import is_cjk

_TOKEN = re.compile(r"[^\W_]+(?:[-.][^\W_]+)*(?:#\d+)?(?:['’][^\W_]+)?|#\d+")
_COLLECTIVE = re.compile(
    r"^(?:ALL|BOTH|EVERYONE|EVERYBODY|CROWD|TOGETHER|THE OTHERS|OTHERS|ВСЕ|众人|所有人)$"
)
_UNSEEN = re.compile(
    r"\b(?:VOICE|NARRATOR|ANNOUNCER|COMPUTER|RADIO|INTERCOM|P\.?A\.?|OPERATOR|ГОЛОС)\b|旁白|画外音"
)


@dataclass(frozen=True)
class Mention:
    """A character named in a text; `start` and `end` in characters."""

    name: str
    start: int
    end: int
    possessive: bool


def is_collective(name: str) -> bool:
    """Cues such as ALL or EVERYONE, spoken by whoever is there."""
    return bool(_COLLECTIVE.match(name))


def is_unseen(name: str) -> bool:
    """Cues that name a voice rather than a person: never in the picture."""
    return bool(_UNSEEN.search(name))


def cue_parts(name: str) -> tuple[str, ...]:
    """The people of a joint cue: "BRICK AND STEEL", "BRICK/STEEL", "甲、乙"."""
    parts = [p.strip() for p in re.split(r" AND | & |/|、| И ", name) if p.strip()]
    return tuple(parts) if len(parts) > 1 else (name,)


@dataclass
class Cast:
    """Every character with its aliases, in order of first appearance."""

    notes: tuple[CharacterNote, ...] = ()
    speakers: frozenset[str] = frozenset()
    roles: dict[str, frozenset[int]] = field(default_factory=dict)
    scene: int | None = None
    _first: dict[str, list[tuple[tuple[str, ...], str, bool]]] = field(default_factory=dict)
    _stems: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    _cjk: dict[str, list[str]] = field(default_factory=dict)

    def names(self) -> tuple[str, ...]:
        return tuple(n.name for n in self.notes)

    def gender(self, name: str) -> str:
        return self._by_name().get(name, CharacterNote(name)).gender

    def note(self, name: str) -> CharacterNote | None:
        return self._by_name().get(name)

    def _by_name(self) -> dict[str, CharacterNote]:
        return {n.name: n for n in self.notes} if len(self.notes) < 40 else self._cached()

    def _cached(self) -> dict[str, CharacterNote]:
        if getattr(self, "_table_for", None) is not self.notes:
            self._table_for = self.notes
            self._table = {n.name: n for n in self.notes}
        return self._table

    def enter(self, scene_index: int) -> None:
        """Say which scene is read: "the guard" means a guard of this scene, not of the film."""
        self.scene = scene_index

    def add_alias(self, alias: str, name: str) -> None:
        """Let `alias` (upper case words) stand for a character in prose."""
        if is_cjk(alias):
            self._cjk.setdefault(alias[0], []).append(alias)
            self._first.setdefault(alias, []).append(((), name, False))
            return
        tokens = tuple(t.casefold() for t in _TOKEN.findall(alias))
        if not tokens:
            return
        role = lex.singular(tokens[-1]) in lex.PERSON_NOUNS or tokens[-1] in lex.ANIMALS
        entry = (tokens, name, role)
        entries = self._first.setdefault(tokens[0], [])
        if entry not in entries:
            entries.append(entry)
            entries.sort(key=lambda e: -len(e[0]))
        if len(tokens) == 1 and re.match(r"[\u0400-\u04ff]", tokens[0]) and len(tokens[0]) > 3:
            self._stems.setdefault(tokens[0][:-1][:3], []).append((tokens[0][:-1], name))

    def mentions(self, text: str) -> list[Mention]:
        """Characters named in a text, in order of naming."""
        found: list[Mention] = []
        tokens = list(_TOKEN.finditer(text))
        i = 0
        while i < len(tokens):
            hit, used = self._match(tokens, i)
            if hit:
                last = tokens[i + used - 1]
                own = re.search(r"['’][sS]?$", last[0]) is not None and used > 0
                found.append(Mention(hit, tokens[i].start(), last.end(), own))
                i += used
            else:
                i += 1
        if self._cjk and is_cjk(text):
            found += self._cjk_mentions(text)
            found.sort(key=lambda m: m.start)
        return found

    def _match(self, tokens: list[re.Match[str]], i: int) -> tuple[str, int]:
        bare = re.sub(r"['’].*$", "", tokens[i][0])
        plain = bare.casefold()
        for alias, name, role in self._first.get(plain, ()):
            n = len(alias)
            if not n or i + n > len(tokens):
                continue
            words = [re.sub(r"['’].*$", "", t[0]) if k == n - 1 else t[0]
                     for k, t in enumerate(tokens[i : i + n])]  # fmt: skip
            if tuple(w.casefold() for w in words) != alias:
                continue
            if "." in name and self._firm(tokens, i + n):
                continue
            shouted = all(w.isupper() for w in words)
            capital = words[0][:1].isupper()
            if role and not shouted and not self._here(name):
                continue
            if (
                (capital and not role)
                or shouted
                or (role and (self._determined(tokens, i) or capital))
            ):
                return name, n
        if bare[:1].isupper():
            for stem, name in self._stems.get(plain[:3], ()):
                if plain.startswith(stem) and len(plain) <= len(stem) + 3:
                    return name, 1
        return "", 0

    @staticmethod
    def _firm(tokens: list[re.Match[str]], after: int) -> bool:
        """ "HOFF AND SPIRNHOLD" is a company, not Mr. Hoff."""
        following = [t[0] for t in tokens[after : after + 2]]
        return len(following) == 2 and following[0] in ("AND", "&") and following[1].isupper()

    def masked(self, text: str) -> str:
        """The text with names crossed out, so that 小雨 is no rain and STORM no weather."""
        for mention in self.mentions(text):
            name = text[mention.start : mention.end]
            crossed = "某" * len(name) if is_cjk(name) else "X" + "x" * (len(name) - 1)
            text = text[: mention.start] + crossed + text[mention.end :]
        return text

    def _here(self, name: str) -> bool:
        scenes = self.roles.get(name)
        return scenes is None or self.scene is None or self.scene in scenes

    @staticmethod
    def _determined(tokens: list[re.Match[str]], i: int) -> bool:
        if not i:
            return False
        before = tokens[i - 1][0].casefold()
        return before in (
            "the",
            "this",
            "that",
            "his",
            "her",
            "our",
            "their",
            "a",
            "an",
            "young",
            "old",
        )

    def _cjk_mentions(self, text: str) -> list[Mention]:
        found = []
        i = 0
        while i < len(text):
            for alias in sorted(self._cjk.get(text[i], ()), key=len, reverse=True):
                if text.startswith(alias, i):
                    name = self._first[alias][0][1]
                    own = text[i + len(alias) : i + len(alias) + 1] in ("的", "の")
                    found.append(Mention(name, i, i + len(alias), own))
                    i += len(alias) - 1
                    break
            i += 1
        return found
