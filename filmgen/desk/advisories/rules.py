"""Rules: words that call for an advisory, and the company in which they do not.

A rule is looked up by its trigger words, so that a sentence costs what its words cost and not
what the lexicon holds. Only then its pattern is matched, and its `unless` and `needs` looked for.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from filmgen.desk.advisories.model import DEGREES, Kind

Where = Literal["action", "dialogue", "both"]

PERSON = (
    r"(?:him|her|them|me|us|you|himself|herself|themselves|each other|one another|someone|"
    r"(?:(?:the|a|an|his|her|their|my|your|another|two|three|one of the|both) )(?:[\w’'-]+ ){0,2}?"
    r"(?:m[ae]n|wom[ae]n|boys?|girls?|child(?:ren)?|guards?|soldiers?|cops?|officers?|father|"
    r"mother|brother|sister|son|daughter|wife|husband|kid|kids|prisoners?|victim|thugs?|"
    r"attackers?|stranger|teacher|boss|driver|clerk|nurse|doctor|priest|king|queen|captain|"
    r"crowd|walker|keeper|friend|body|face|head|stomach|ribs|jaw|gut|chest|nose|mouth|throat|"
    r"neck|cheek|temple|groin|shoulder|leg|arm|back|belly|knee|hand|informant|hostages?|"
    r"bartender|waiter|waitress|agents?|detective|suspect|enemy|corpse|figure|scouts?|burglars?|"
    r"protesters?|protestors?|robbers?|thie(?:f|ves)|villagers?|sailors?|peasants?|workers?|students?|"
    r"reporters?|journalists?|passengers?|pilots?|jogger|bully|bullies|monks?|nuns?|servants?|maid|"
    r"landlord|lawyer|judge|mayor|dealer|pimp|gangsters?|mobsters?|bouncers?|messenger|intruders?|"
    r"knights?|warriors?|rebels?|pirates?|bandits?|butler|gardener|shopkeeper|cashier|tourists?|"
    r"lover|rival|cousin|uncle|aunt|grandfather|grandmother|baby|teenagers?|youths?|lad|bloke|guy|"
    r"chief|general|colonel|sergeant|major|lieutenant|private|sheriff|deputy|warden|inmates?)"
    r"|(?-i:[A-Z][\w’'-]+))"
)
"""Somebody, or a part of somebody, as the object of a verb; a name counts by its capital."""
THING = r"(?:[\w’'-]+ ){0,3}?"

_TRIGGER = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_DENIED = re.compile(
    r"\b(?:no|not|n['’]t|cannot|without|never|neither|nor|nobody|no one|none|nothing|free of|"
    r"instead of|rather than|hardly|as if|like an?|toy|rubber|fake|plastic|pretend|imaginary|"
    r"don['’]t|doesn['’]t|didn['’]t|won['’]t|wouldn['’]t|can['’]t|isn['’]t|wasn['’]t|aren['’]t|"
    r"weren['’]t|hasn['’]t|haven['’]t)\b[^,;:.!?—]{0,26}$",
    re.IGNORECASE,
)
_DOUBLED = re.compile(r"\b(?:not only|nothing but|no longer afraid|can['’]t stop|won['’]t stop)\b")


@dataclass(frozen=True)
class Rule:
    """Words that are a finding.

    Attributes:
        triggers: lower-case words; one of them stands in every match.
        pattern: what is found; its text is `Finding.words`.
        unless: a match of this that overlaps the found words makes them harmless.
        needs: must be somewhere in the sentence.
        where: in action, in dialogue, or in both.
        spoken: the degree in dialogue where it is another one; "" for the same.
        borderline: not sure; to be judged.
        deniable: "no gun" is no gun; an oath stays one after "not".
        mask: the words are not printed.
    """

    kind: Kind
    degree: str
    triggers: frozenset[str]
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None = None
    needs: re.Pattern[str] | None = None
    where: Where = "both"
    spoken: str = ""
    borderline: bool = False
    deniable: bool = True
    mask: bool = False


def rule(
    kind: Kind,
    degree: str,
    words: str,
    after: str = "",
    *,
    pattern: str = "",
    unless: str = "",
    needs: str = "",
    where: Where = "both",
    spoken: str = "",
    borderline: bool = False,
    deniable: bool = True,
    mask: bool = False,
    exact: bool = False,
) -> Rule:
    """Write a rule.

    Args:
        words: trigger words: "stab/s/bed/bing" is the stem with and without each ending,
            "strangl-e/es/ed/ing" only with; "line_up" is two words.
        after: what must follow them directly, as a regular expression.
        pattern: the whole pattern instead; `words` are then only the triggers.
        exact: letters in the case they are written in: "Shell", but not "shell".
    """
    if degree not in DEGREES[kind] or (spoken and spoken not in DEGREES[kind]):
        raise ValueError(f"{degree!r} or {spoken!r} is no degree of {kind}")
    spelled = expand(words)
    flags = re.NOFLAG if exact else re.IGNORECASE
    if not pattern:
        alternatives = sorted(spelled, key=lambda word: (-len(word), word))
        pattern = rf"\b(?:{'|'.join(map(re.escape, alternatives))})\b"
        if after:
            pattern += rf"\s+{after}"
    compiled = re.compile(pattern, flags)
    return Rule(
        kind=kind,
        degree=degree,
        triggers=frozenset(_first(word) for word in spelled),
        pattern=compiled,
        unless=re.compile(unless, re.IGNORECASE) if unless else None,
        needs=re.compile(needs, re.IGNORECASE) if needs else None,
        where=where,
        spoken=spoken,
        borderline=borderline,
        deniable=deniable,
        mask=mask,
    )


def expand(words: str) -> tuple[str, ...]:
    """The forms a list of words stands for, see `rule`."""
    forms: list[str] = []
    for word in words.split():
        head, *endings = word.replace("_", " ").split("/")
        stem, dash, first = head.partition("~")
        if dash:
            endings = [first, *endings]
        else:
            forms.append(head)
        forms += [stem + ending for ending in endings]
    return tuple(dict.fromkeys(forms))


def indexed(rules: Iterable[Rule]) -> Mapping[str, tuple[Rule, ...]]:
    """Rules under each of their triggers."""
    found: dict[str, list[Rule]] = defaultdict(list)
    for one in rules:
        for trigger in sorted(one.triggers):
            found[trigger].append(one)
    return {trigger: tuple(those) for trigger, those in found.items()}


@dataclass(frozen=True)
class Match:
    """A rule's words in a sentence, from `start` to `end` in characters."""

    rule: Rule
    start: int
    end: int


def matches(sentence: str, rules: Mapping[str, tuple[Rule, ...]], spoken: bool) -> list[Match]:
    """What the rules find in a sentence, in its order; of those that overlap in a kind the
    strongest.
    """
    if not sentence:
        return []
    triggers = {m[0].lower().replace("’", "'") for m in _TRIGGER.finditer(sentence)}
    triggers |= {piece for word in triggers for piece in re.split(r"['-]", word) if piece}
    tried = dict.fromkeys(r for word in sorted(triggers & rules.keys()) for r in rules[word])
    found: list[Match] = []
    for one in tried:
        if one.where != "both" and (one.where == "dialogue") != spoken:
            continue
        for place in one.pattern.finditer(sentence):
            if allowed(one, sentence, place.start(), place.end()):
                found.append(Match(one, place.start(), place.end()))
                break
    found.sort(key=lambda m: (-_level(m.rule, spoken), m.start, -m.end))
    kept: list[Match] = []
    for match in found:
        if not any(k.rule.kind is match.rule.kind for k in kept):
            kept.append(match)
    return sorted(kept, key=lambda m: (m.start, m.rule.kind))


def degree_of(rule_: Rule, spoken: bool) -> str:
    """The degree of a rule in action or in dialogue."""
    return rule_.spoken if spoken and rule_.spoken else rule_.degree


def allowed(rule_: Rule, sentence: str, start: int, end: int) -> bool:
    """Whether nothing around the words takes them back."""
    if rule_.needs is not None and not rule_.needs.search(sentence):
        return False
    if rule_.unless is not None and any(
        m.start() < end and m.end() > start for m in rule_.unless.finditer(sentence)
    ):
        return False
    return not (rule_.deniable and denied(sentence, start))


def denied(sentence: str, start: int) -> bool:
    """Whether the sentence denies what stands at `start`: "no gun", "never drinks"."""
    before = _DOUBLED.sub(" ", sentence[:start])
    return _DENIED.search(before) is not None


def _level(rule_: Rule, spoken: bool) -> int:
    return DEGREES[rule_.kind].index(degree_of(rule_, spoken))


def _first(word: str) -> str:
    return re.split(r"[ '-]", word.lower().replace("’", "'"))[0]
