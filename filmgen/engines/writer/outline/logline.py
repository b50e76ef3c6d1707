"""Reading a logline by its words: the want, the thing at stake, the threat, the clock.

A logline has a small grammar of its own ("When THREAT, a ROLE, NAME, must WANT before CLOCK"),
so that patterns find most of it; what they do not find is left empty for `plot` to invent.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from filmgen.breakdown.lexicon import (
    BIG_PROPS,
    FEMALE_NOUNS,
    MALE_NOUNS,
    PERSON_NOUNS,
    VEHICLES,
    singular,
    word_set,
)
from filmgen.breakdown.props import find_props
from filmgen.breakdown.prose import collapse
from filmgen.sound.cast.names import gender_of_name

WANT_WORDS = 11
"""A longer want is cut at its first clause: nobody says more in one breath."""

_WANTS = re.compile(
    r"\b(?:must|has to|have to|needs? to|wants? to|tries to|try to|decides? (?:to|whether to)|"
    r"hopes? to|plans? to|struggles? to|fights? to|sets? out to|is (?:forced|determined|ordered|"
    r"desperate|asked|hired|sent) to|are (?:forced|determined|ordered|desperate|hired|sent) to|"
    r"vows? to|attempts? to|has (?:one|a single|[\w-]+ \w+) (?:\w+ )?to|"
    r"agrees? to|comes? (?:home |back )?to|goes to|breaks? in(?:to [\w ]+?)? to|refuses? to)\s+"
    r"(?P<want>(?:decide whether to )?[^.;:!?]+)",
    re.IGNORECASE,
)
_WANT_ENDS = re.compile(
    r",|\s(?:before|until|while|when|but|because|so that|only to|and (?:finds?|discovers?|must|"
    r"realiz|learns?|is|has|instead)|or (?:else|lose|risk)|unless|after|as (?:the|a|his|her))\b",
    re.IGNORECASE,
)
_THREAT = re.compile(
    r"\b(?:before|until|while|as|but|only to find(?: that)?|when|unless)\s+"
    r"(?P<threat>(?:a|an|the|his|her|their|its|two|all|every|[A-Z]\w+)\s[^.;:!?,]+)",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"\b(?:(?:before|until|by|at)\s+(?P<hour>(?:the )?(?:dawn|sunrise|midnight|nightfall|sunset|"
    r"noon|morning|dusk|daybreak|closing time|curtain(?: call)?|high tide|"
    r"last (?:train|bus|ferry|boat|plane|call)))|"
    r"(?P<span>(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|"
    r"forty|sixty|\d{1,3})[- ](?:more )?(?:seconds?|minutes?|hours?))|"
    r"(?P<single>an hour|one hour|one night|a single night))\b",
    re.IGNORECASE,
)
_POSSESSED = re.compile(
    r"\b(?:finds?|steals?|stealing|loses?|hides?|carries|carrying|holds?|brings?|delivers?|"
    r"receives?|inherits?|opens?|buys?|sells?|discovers?|guards?|returns?|with|defuse|deliver|"
    r"steal|find|hide|return|protect|destroy|open|repair|mend|fix|sell|build|builds)\s+"
    r"(?P<thing>(?:a|an|the|his|her|their|one|some)\s+(?:[a-z'’-]+\s+){0,3}?[a-z'’-]+"
    r"(?:\s+(?:of|full of)\s+(?:[a-z'’-]+\s+)?[a-z'’-]+)?)",
)
_MORE_THINGS = word_set(
    "bag sack bomb device money ashes urn diamond jewel jewels map violin crown statue will "
    "letter formula recipe machine robot baby code key manuscript painting mask signal voice "
    "recording tape message body treasure sword spell egg engine coin heart organ vaccine cure "
    "antidote file trophy cello clock dress seed seeds tree bell ticket secret confession gun "
    "boat kite ring necklace piano radio"
)


def _want(text: str) -> str:
    match = _WANTS.search(text)
    if match is None:
        return ""
    want = re.sub(r"^decide whether to\s+", "", match["want"].strip(), flags=re.IGNORECASE)
    if re.match(r"refuses?\b", match[0], re.IGNORECASE):
        return ""
    want = _WANT_ENDS.split(want, maxsplit=1)[0].strip(" ,'\"")
    words = want.split()
    if len(words) > WANT_WORDS:
        cut = re.match(r".{8,}?(?=\s(?:and|or|who|that|which|in|at|with|to|from|on|for)\b)", want)
        want = cut[0] if cut and len(cut[0].split()) <= WANT_WORDS else ""
    return want[:1].lower() + want[1:] if len(want.split()) > 1 or want else ""


def _threat(text: str) -> str:
    for match in _THREAT.finditer(text):
        threat = re.split(r"\s(?:and|while|who|which|that)\b", match["threat"], maxsplit=1)[0]
        words = threat.split()
        if 3 <= len(words) <= 10 and any(_acts(w) for w in words[1:]):
            return threat.strip()
    return ""


def _acts(word: str) -> bool:
    """Whether a word may be the clause's verb in the third person: "rises", "runs", "is"."""
    low = word.lower()
    return low in ("is", "are", "has", "have") or bool(re.fullmatch(r"[a-z]{2,}(?:[^s]s|es)", low))


@dataclass(frozen=True)
class Logline:
    """What the words of a logline say; people and places come with the request.

    Attributes:
        text: in one line.
        want: what somebody sets out to do, as a verb's bare form ("answer the call"), "" if
            the logline does not say.
        thing: what it is about, in the hand if it can be: "the bag of stolen money", "the key to
            the boat"; "" if it names no object.
        threat: a clause in the present tense: "the ship runs aground"; "" if none.
        clock: "twelve minutes", "dawn"; "" if none.
    """

    text: str
    want: str
    thing: str
    threat: str
    clock: str


def read_logline(text: str) -> Logline:
    """Take a logline apart. Any text is read; what it does not say is empty."""
    text = collapse(text).strip(" .\"“”'")
    clock = _CLOCK.search(text)
    said = next((g for g in clock.groups() if g), "") if clock else ""
    return Logline(text, _want(text), _thing(text), _threat(text), said.lower().replace("-", " "))


def gender_of(name: str, role: str, logline: str) -> str:
    """Of the role's noun, else of the first pronoun after the mention: "female", "male" or ""."""
    words = {singular(word) for word in f"{name} {role}".lower().split()}
    if words & FEMALE_NOUNS and not words & MALE_NOUNS:
        return "female"
    if words & MALE_NOUNS and not words & FEMALE_NOUNS:
        return "male"
    if called := gender_of_name(name):
        return called
    at = logline.lower().find(name.lower())
    if at < 0 and role:
        at = logline.lower().find(role.lower().split()[-1])
    found = _PRONOUN.search(logline, at) if at >= 0 else None
    if found is None:
        return ""
    return "female" if found[0].lower() in ("she", "her", "hers", "herself") else "male"


_PRONOUN = re.compile(r"\b(?:she|her|hers|herself|he|him|his|himself)\b", re.IGNORECASE)


def _thing(text: str) -> str:
    """The object at stake: what is found, carried, stolen … before what is only mentioned."""
    for match in _POSSESSED.finditer(text):
        words = match["thing"].split()
        for end in range(len(words), 1, -1):
            last, first = words[end - 1], words[end - 1]
            if "of" in words[1:end]:
                first = words[words.index("of", 1) - 1]
            if any(_is_thing(word) for word in (first, last)) and last not in _LOOSE:
                return _in_the_hand(_definite(words[:end]), singular(first))
    for match in re.finditer(r"[A-Za-z][\w'’-]*", text):
        word = match[0]
        if word.islower() and find_props(word) and _is_thing(word) and word not in VEHICLES:
            before = re.search(r"\b([a-z-]+) $", text[: match.start()])
            kept = f"{before[1]} " if before and before[1] in _TELLING else ""
            return _in_the_hand(f"the {kept}{word}", singular(word))
    return ""


def _is_thing(word: str) -> bool:
    noun = singular(word)
    if noun in PERSON_NOUNS or noun in _NO_THINGS:
        return False
    return noun in _MORE_THINGS or noun in VEHICLES or bool(find_props(word))


def _in_the_hand(phrase: str, noun: str) -> str:
    """The thing itself, or what stands for it where it is too large to be passed over a table."""
    if noun in VEHICLES or noun in _LOCKED:
        return f"the key to {phrase}"
    if noun in BIG_PROPS or noun in _LARGE:
        return f"the photograph of {phrase}"
    return phrase


def _definite(words: list[str]) -> str:
    return " ".join(["the", *words[1:]])


_LOOSE = word_set("a an the of full and or to in")
_TELLING = word_set(
    "stolen lost broken old dying last wedding silver golden sealed forged burnt antique storm "
    "secret locked love forbidden torn hidden empty bloody rusty glass wooden"
)
_NO_THINGS = word_set(
    "switch can watch screen bell-tower fire coffee tea beer wine bar stage window door bench "
    "table curtain counter light lock button match ring-road lift gate stairs alarm tree"
)
_LOCKED = word_set("safe piano house boat machine robot engine vault coffin chest")
_LARGE = word_set("statue tree clockwork monument")
