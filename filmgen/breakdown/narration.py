"""Action prose read as pieces: who acts in each clause, what kind of action it is.

No tagger and no model: names, pronouns by gender and order, verbs from the word lists.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field

from filmgen.breakdown import lexicon as lex
from filmgen.breakdown.cast import Cast, Mention, is_unseen
from filmgen.breakdown.draft import Nature, Piece
from filmgen.breakdown.props import singled_out
from filmgen.breakdown.prose import clauses, looks_like_verb, sentences
from filmgen.screenplay.model import SourceRange

_HE = re.compile(
    r"^(?:(?:and|but|then|when|as|where|while|so|until|finally|suddenly|now),? )*he\b|^(?:он|他)\b",
    re.I,
)
_SHE = re.compile(
    r"^(?:(?:and|but|then|when|as|where|while|so|until|finally|suddenly|now),? )*she\b|"
    r"^(?:она|她)\b",
    re.I,
)
_THEY = re.compile(
    r"^(?:(?:and|but|then|when|as|where|while|finally|suddenly),? )*(?:they|both|"
    r"the (?:two|pair(?! of)|men|women|couple|three))\b"
    r"|^(?:они|оба|他们|她们|两人|二人)",
    re.I,
)
_HIS = re.compile(r"^(?:and |but |then )?(?:his|her|its|their)\b", re.I)
_ARRIVAL = re.compile(
    r"\b(?:enters?|emerges?|arrives?|appears?|bursts? (?:in|into|through|out)|comes? (?:in|"
    r"into|out|through|up|back)|"
    r"walks? (?:in|into|up)|steps? (?:in|into|out)|joins?|approach(?:es)?|rushes in|"
    r"barges in|runs? (?:in|up)|"
    r"in walks|входит|появляется)\b|走进|进来"
)
_DEPARTURE = re.compile(
    r"\b(?:exits?|leaves?(?! (?:it|the|his|her|a))|walks? (?:out|away|off)|runs? (?:off|"
    r"away|out)|drives? (?:off|away)|"
    r"is gone|disappears|vanishes|storms out|hurries (?:out|off|away)|takes,? off|"
    r"speeds? off|выходит|уходит)\b|离开|出去"
)
_SUBORDINATE = re.compile(
    r"^(?:as|when|while|until|before|after|by the time|once|with)\b", re.IGNORECASE
)
_OBLIQUE = re.compile(
    r"\b(?:at|to|of|from|with|behind|than|like|for|by|about|on|over|onto|into|past|towards?|near|beside|against|between|"
    r"around|under|above|after|before|facing|across from|in front of|to \w+)\s+(?:the |a |"
    r"an |this |that )?$",
    re.IGNORECASE,
)
_NOT_HERE = re.compile(
    r"\b(?:than|like|of|about|for|without|after|to (?:call|phone|see|find|meet|visit|kill|"
    r"forget|remember))\s+(?:the )?$",
    re.IGNORECASE,
)
_PICTURED = re.compile(
    r"\b(?:photo(?:graph)?s?|pictures?|paintings?|portraits?|drawings?) of\s+(?:\w+ )?$|"
    r"照片[^。]{0,6}$",
    re.IGNORECASE,
)
_PAST = re.compile(r"^\s+(?:was|were|had|used to)\b")
_NOWHERE = re.compile(
    r"\b(?:nowhere to be (?:seen|found)|is gone|has gone|is not (?:here|there)|"
    r"isn['’]t (?:here|there)|has vanished)\b",
    re.I,
)
_SUBJECT_PRONOUN = re.compile(r"\b(he|she|they)\b", re.IGNORECASE)
_OBJECT_PRONOUN = re.compile(r"\b(him|his|her|them|their)\b", re.IGNORECASE)
_LATE = re.compile(
    r"\b(?:emerges?|enters?|arrives?|in walks|bursts? in|comes? (?:in|through|up)|appears?|"
    r"drops? into view)\b"
)
_REVEALED = re.compile(
    r"\b(?:under|behind|beside|in|on|at|before|there|against|below|above)\b[^.]{0,24}"
    r"\b(?:stands?|sits?|waits?|is|lies|comes|looms|kneels)\s+$",
    re.IGNORECASE,
)
"""The verb before the name: "and under it stands Eda" shows somebody for the first time."""
_NO_ENTRY = re.compile(
    r"\b(?:enters? (?:a |the )?(?:building|number|code|data)|leaves? (?:on|over|under)|"
    r"exits? (?:the|his|her) (?!room|house|building|apartment|bar|store|shop|car)\w+)\b",
    re.I,
)


@dataclass
class Narrator:
    """Reads a scene's action in order and remembers of whom it speaks.

    Attributes:
        last: the character last acting; `recent`: characters by recency, latest first.
    """

    cast: Cast
    last: tuple[str, ...] = ()
    recent: list[str] = field(default_factory=list)

    def note(self, name: str) -> None:
        """A character was seen or heard."""
        if name in self.recent:
            self.recent.remove(name)
        self.recent.insert(0, name)

    def read(self, text: str, source: SourceRange) -> list[Piece]:
        """A paragraph's clauses in order, nothing lost."""
        pieces: list[Piece] = []
        for sentence in sentences(text):
            insert = singled_out(sentence, self.cast.mentions)
            parts = [sentence] if insert else clauses(sentence)
            for i, part in enumerate(parts):
                pieces.append(
                    self._piece(
                        part, source, insert, opens_paragraph=not pieces, opens_sentence=i == 0
                    )
                )
        return pieces

    def _piece(
        self,
        text: str,
        source: SourceRange,
        insert: str,
        *,
        opens_paragraph: bool,
        opens_sentence: bool,
    ) -> Piece:
        mentions = [m for m in self.cast.mentions(text) if not is_unseen(m.name)]
        near = [
            m
            for m in mentions
            if not m.possessive
            and not _NOT_HERE.search(text[: m.start])
            and not _PICTURED.search(text[: m.start])
            and not _PAST.match(text[m.end :])
        ]
        acting = [m for m in near if not _OBLIQUE.search(text[: m.start])]
        focus = self._focus(text, acting, mentions, opens_sentence)
        gone = bool(_NOWHERE.search(text))
        low = text.lower()
        found = [w.strip(".,;:!?\"'()") for w in low.split()]
        nature = _nature(found, low, focus, len({m.name for m in near}))
        subjects = () if gone else self._subjects(focus, acting, near, found)
        focus = () if gone else focus
        if not subjects and not gone:
            subjects = self._pronoun_inside(text) if not mentions else ()
            if _SUBJECT_PRONOUN.search(text):
                focus = subjects
            if not subjects and not opens_sentence and nature is not Nature.VEHICLE:
                subjects = self.last
        if not focus and nature is Nature.BODY and mentions:
            subjects = (mentions[0].name,)
        for name in reversed([m.name for m in mentions]):
            self.note(name)
        if focus:
            self.last = focus
            for name in reversed(focus):
                self.note(name)
        arrivals = tuple(
            m.name
            for m in acting
            if (_LATE.search(text) or _REVEALED.search(text[: m.start]))
            and not _NO_ENTRY.search(text)
            and m.name in subjects
        )
        if gone:
            self_gone = tuple(m.name for m in near)
            return Piece(
                text,
                source,
                (),
                (),
                Nature.PLACE,
                insert,
                False,
                opens_paragraph,
                opens_sentence,
                (),
                self_gone,
            )
        departures = focus if _DEPARTURE.search(text) and not _NO_ENTRY.search(text) else ()
        return Piece(text, source, subjects, focus, nature, insert, False, opens_paragraph,
                     opens_sentence, arrivals, departures)  # fmt: skip

    def _focus(
        self, text: str, acting: list[Mention], mentions: list[Mention], opens: bool
    ) -> tuple[str, ...]:
        """Who acts: the name before the verb, a pronoun's owner, or whoever acted last."""
        if acting and _SUBORDINATE.match(text):
            # "As he rattles off the list, Brick and Steel share a look": the main clause acts.
            comma = text.find(",")
            main = [m for m in acting if m.start > comma > 0]
            acting = main or acting
            return self._joined(text, acting)
        lead = self._pronoun(text)
        if lead and (not acting or acting[0].start > 4):
            return lead
        if acting:
            return self._joined(text, acting)
        if mentions and _HIS.match(text) is None:
            return ()
        tokens = text.split()
        starts_with_verb = bool(tokens) and looks_like_verb(tokens[0], tokens[1:])
        if len(tokens) == 1 or (tokens and tokens[0].isupper()):
            # "Smiles." acts; "FOOTSTEPS." and "Gulls." do not.
            lone = tokens[0].lower().strip(".!,")
            starts_with_verb = (
                lone in lex.GAZE_VERBS | lex.WALK_VERBS | lex.EXIT_VERBS | lex.ENTER_VERBS
            )
        joined = bool(tokens) and tokens[0].lower() in ("and", "then", "but") and len(tokens) > 1
        if starts_with_verb or (joined and looks_like_verb(tokens[1], tokens[2:])):
            return self.last
        if not opens and self.last and (tokens and tokens[0].lower().endswith("ing")):
            return self.last
        return ()

    @staticmethod
    def _joined(text: str, acting: list[Mention]) -> tuple[str, ...]:
        """The first name, with those joined to it: "Brick and Steel" act together."""
        first = [acting[0].name]
        for before, after in itertools.pairwise(acting):
            if not re.fullmatch(
                r"\s*(?:,|and|&|,? and|и|和|与|、)\s*", text[before.end : after.start]
            ):
                break
            first.append(after.name)
        return tuple(dict.fromkeys(first))

    def _pronoun_inside(self, text: str) -> tuple[str, ...]:
        """Whom a pronoun in the middle of a sentence means: the action is still theirs."""
        found = _SUBJECT_PRONOUN.search(text) or _OBJECT_PRONOUN.search(text)
        if not found:
            return ()
        word = found[1].lower()
        lead = {"him": "he", "his": "he", "her": "she", "them": "they", "their": "they"}.get(
            word, word
        )
        return self._pronoun(lead)

    def _pronoun(self, text: str) -> tuple[str, ...]:
        if _THEY.match(text):
            if len(self.last) > 1:
                return self.last
            return tuple(self.recent[:2]) if len(self.recent) > 1 else self.last
        for pattern, gender, other in ((_HE, "male", "female"), (_SHE, "female", "male")):
            if pattern.match(text):
                # Whoever spoke or acted last comes before people spoken of earlier, even where
                # nothing says which they are.
                for names, wanted in (
                    (self.last, gender),
                    (self.last, ""),
                    (self.recent, gender),
                    (self.recent, ""),
                ):
                    for name in names:
                        if self.cast.gender(name) == wanted:
                            return (name,)
                return tuple(n for n in self.recent[:1] if self.cast.gender(n) != other)
        return ()

    @staticmethod
    def _subjects(
        focus: tuple[str, ...], acting: list[Mention], near: list[Mention], found: list[str]
    ) -> tuple[str, ...]:
        """Those in the picture: who acts, and whom they touch."""
        if not focus:
            return tuple(dict.fromkeys(m.name for m in acting))[:3]
        touches = any(w in lex.CONTACT_VERBS for w in found)
        gazes = any(w in lex.GAZE_VERBS for w in found)
        others = (
            [m.name for m in near] if touches else [m.name for m in acting] if not gazes else []
        )
        return tuple(dict.fromkeys((*focus, *others)))[:3]


def _nature(found: list[str], low: str, focus: tuple[str, ...], people: int) -> Nature:
    bag = set(found)
    singular = {lex.singular(w) for w in found}
    early = set(found[:4])
    hit_somebody = bag & lex.FIGHT_VERBS and (people > 1 or bag & {"him", "them", "each"})
    if (
        bag & lex.HARD_FIGHT_VERBS and "in" not in found[1:4] and (focus or bag & lex.VEHICLES)
    ) or (focus and hit_somebody):
        return Nature.FIGHT
    if not focus and singular & lex.VEHICLES:
        return Nature.VEHICLE
    owned = re.match(r"(?:[\w-]+['’]s|his|her) (?:\w+ )?", low)
    if owned and any(w in lex.BODY_PARTS for w in found[1:3]):
        return Nature.BODY
    if bag & lex.EXIT_VERBS or (focus and _DEPARTURE.search(low)):
        return Nature.EXIT
    if focus and _LATE.search(low):
        return Nature.ENTER
    if bag & lex.WALK_VERBS and focus:
        return Nature.WALK
    if focus and bag & lex.GAZE_VERBS and not (early & lex.HAND_VERBS):
        return Nature.GROUP if len(focus) > 1 else Nature.GAZE
    if len(focus) > 1:
        return Nature.GROUP
    if focus and bag & lex.HAND_VERBS:
        return Nature.HANDS
    if singular & lex.GROUP_NOUNS or bag & lex.GROUP_NOUNS:
        return Nature.GROUP
    return Nature.OTHER if focus else Nature.PLACE
