"""What people in a script call each other, and what that tells of gender and age.

Read are the spoken lines and, for pronouns, the action beside them: "I'm tired, mommy" makes its
speaker a child and the one it is said to a woman; "Mr. Hale", "my wife Anna", "Frank Burton" and
"Where is Joe? He said …" tell of whoever they name. English only, as the words are.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from filmgen.breakdown.model import Line, ShotList
from filmgen.breakdown.prose import collapse, sentences
from filmgen.sound.cast.ages import CHILD_YEARS, OLD_YEARS, number_of
from filmgen.sound.cast.names import gender_of_name

_OWN_WORD = 3.0
_PARENT_YEARS = 38

# Said to somebody: gender, age of the one addressed, whether only children say it.
_VOCATIVES: dict[str, tuple[str, int | None, bool]] = {
    **dict.fromkeys(("mommy", "mummy"), ("female", _PARENT_YEARS, True)),
    **dict.fromkeys(("daddy",), ("male", _PARENT_YEARS, True)),
    **dict.fromkeys(("mom", "mum", "mama", "ma", "mother"), ("female", 50, False)),
    **dict.fromkeys(("dad", "papa", "pa"), ("male", 50, False)),
    **dict.fromkeys(("grandma", "granny", "nana", "grandmother"), ("female", OLD_YEARS, False)),
    **dict.fromkeys(("grandpa", "gramps", "granddad", "grandfather"), ("male", OLD_YEARS, False)),
    **dict.fromkeys(("sir", "mister", "brother", "bro", "my lord"), ("male", None, False)),
    **dict.fromkeys(("old man", "old fellow"), ("male", OLD_YEARS, False)),
    **dict.fromkeys(("ma'am", "madam", "madame", "miss", "lady", "sister", "my lady", "ladies"),
                    ("female", None, False)),
    **dict.fromkeys(("young man", "my boy", "young fellow"), ("male", 18, False)),
    **dict.fromkeys(("young lady", "my girl"), ("female", 18, False)),
    **dict.fromkeys(("son",), ("male", None, False)),
    **dict.fromkeys(("uncle",), ("male", 50, False)),
    **dict.fromkeys(("aunt", "auntie", "aunty"), ("female", 50, False)),
}  # fmt: skip
_VOCATIVE = re.compile(
    r"(?:^|[,.!?…—-] )(?:(?:yes|no|oh|hey|please|but|and|well|thank you|sorry),? )?"
    rf"({'|'.join(sorted(map(re.escape, _VOCATIVES), key=len, reverse=True))})(?=[,.!?…—-]|$)",
    re.I,
)
_TITLES = {"mr": "male", "mister": "male", "sir": "male", "mrs": "female", "ms": "female",
           "miss": "female", "lady": "female", "lord": "male", "uncle": "male", "aunt": "female",
           "aunty": "female", "auntie": "female", "grandma": "female", "grandpa": "male",
           "brother": "male", "sister": "female", "king": "male", "queen": "female"}  # fmt: skip
_KIN = {"husband": "male", "wife": "female", "son": "male", "daughter": "female",
        "brother": "male", "sister": "female", "father": "male", "mother": "female",
        "boyfriend": "male", "girlfriend": "female", "uncle": "male", "aunt": "female",
        "grandfather": "male", "grandmother": "female", "nephew": "male", "niece": "female",
        "dad": "male", "mom": "female", "mum": "female"}  # fmt: skip
_HE = re.compile(r"\b(?:he|him|his|himself|он|его|ему|им)\b|他", re.I)
_SHE = re.compile(r"\b(?:she|her|hers|herself|она|её|ее|ей)\b|她", re.I)
_OWN_AGE = re.compile(
    r"\bI(?:'|’)?(?:m| am) (?:only |just |almost |nearly |already )?"
    r"(\d{1,2}|[a-z]+(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?)"
    r"(?: years old\b|(?=[.,!?…]|$))",
    re.I,
)


@dataclass(frozen=True)
class Heard:
    """What is said of a character; "" and None where nothing is. `age_sure`: it says so itself."""

    gender: str = ""
    gender_why: str = ""
    age_years: int | None = None
    age_why: str = ""
    age_sure: bool = False


@dataclass
class _Votes:
    weight: dict[str, float] = field(default_factory=lambda: {"female": 0.0, "male": 0.0})
    why: dict[str, str] = field(default_factory=dict)
    ages: list[tuple[float, int, str]] = field(default_factory=list)

    def gender(self, gender: str, weight: float, why: str) -> None:
        self.weight[gender] += weight
        self.why.setdefault(gender, why)

    def heard(self) -> Heard:
        female, male = self.weight["female"], self.weight["male"]
        gender = "" if female == male else "female" if female > male else "male"
        weight, age, age_why = max(self.ages, key=lambda vote: vote[0], default=(0.0, None, ""))
        return Heard(gender, self.why.get(gender, ""), age, age_why, weight >= _OWN_WORD)


def listen(shots: ShotList, known: Mapping[str, str], names: Sequence[str]) -> dict[str, Heard]:
    """What the lines and the action tell of each of these characters, by name.

    Args:
        known: gender, or "", of everybody in the film, from elsewhere.
    """
    votes: dict[str, _Votes] = defaultdict(_Votes)
    scenes: dict[int, list[Line]] = defaultdict(list)
    texts: list[str] = []
    for shot in shots.shots:
        scenes[shot.scene_index] += shot.lines
        texts += [shot.action, *(line.text for line in shot.lines)]
    for lines in scenes.values():
        for place, line in enumerate(lines):
            _addressed(line, *_partner(lines, place), votes)
    _told_apart(shots, known, votes)
    _named("  ".join(collapse(text) for text in texts), texts, names, votes)
    return {name: votes[name].heard() for name in names}


def _partner(lines: Sequence[Line], place: int) -> tuple[str, float]:
    """Whom a line is said to, and how sure that is: who answers, surest if he spoke before."""
    speaker = lines[place].character
    before = next((x.character for x in reversed(lines[:place]) if x.character != speaker), "")
    after = next((x.character for x in lines[place + 1 :] if x.character != speaker), "")
    return after or before, 1.0 if before == after or not after else 0.5


def _addressed(line: Line, partner: str, sure: float, votes: dict[str, _Votes]) -> None:
    text = collapse(line.text).replace("’", "'")
    for found in _VOCATIVE.finditer(text):
        gender, age, childish = _VOCATIVES[found[1].lower()]
        quote = f"“{found[0].strip(' ,.!?…—-')}”, says {line.character}"
        if childish:
            votes[line.character].ages.append((1.0, CHILD_YEARS, f"says “{found[1]}”"))
        if partner:
            votes[partner].gender(gender, sure, quote)
            if age is not None:
                votes[partner].ages.append((0.5 * sure, age, quote))
    own = _OWN_AGE.search(text)
    years = number_of(own[1]) if own else None
    if own and years is not None and 3 <= years <= 99:
        votes[line.character].ages.append((_OWN_WORD, years, f"says “{own[0]}”"))


def _told_apart(shots: ShotList, known: Mapping[str, str], votes: dict[str, _Votes]) -> None:
    """ "Scott looks at her": where two people are, she is the one who is not Scott.

    The two are those present in the shot; the one named has the other gender.
    """
    for shot in shots.shots:
        if len(shot.present) != 2:
            continue
        for sentence in sentences(shot.action):
            named = [n for n in shot.present if n.split()[-1].casefold() in sentence.casefold()]
            if len(named) != 1 or not known.get(named[0]):
                continue
            (other,) = (name for name in shot.present if name != named[0])
            gender = "female" if known[named[0]] == "male" else "male"
            pronoun = (_SHE if gender == "female" else _HE).search(sentence)
            if pronoun:
                votes[other].gender(gender, 0.5, f"“{pronoun[0]}” beside {named[0]}")


def _named(text: str, texts: Sequence[str], names: Sequence[str], votes: dict[str, _Votes]) -> None:
    """Titles, kin, first names and pronouns beside a character's own name."""
    text = text.replace("’", "'")
    for name in names:
        own = name.split()[-1].strip(".")
        if len(own) < 3 or not own.isascii() or not own.isalpha():
            continue
        called = re.compile(rf"(\b[A-Za-z']+)\.?,? ({own.capitalize()}|{own})\b")
        for found in called.finditer(text):
            before = found[1].lower()
            quote = f"“{found[0]}”"
            if before in _TITLES:
                votes[name].gender(_TITLES[before], 3.0, quote)
                if before.startswith("grand"):
                    votes[name].ages.append((1.0, OLD_YEARS, quote))
            elif before in _KIN and not found[0].endswith("'s"):
                votes[name].gender(_KIN[before], 3.0, quote)
            elif _first_name(found, name, names):
                votes[name].gender(gender_of_name(before), 2.0, quote)
        _pronouns(name, own, texts, names, votes)


def _first_name(found: re.Match[str], name: str, names: Sequence[str]) -> bool:
    """Whether the word before a surname is its bearer's first name: "Frank Burton"."""
    word = found[1]
    return (
        len(name.split()) == 1
        and word[0].isupper()
        and word.upper() not in names
        and found[0][len(word)] == " "
        and gender_of_name(word) != ""
    )


def _pronouns(
    name: str, own: str, texts: Sequence[str], names: Sequence[str], votes: dict[str, _Votes]
) -> None:
    others = [n.split()[-1] for n in names if n != name]
    named = re.compile(rf"\b{own}\b", re.I)
    for text in texts:
        if not named.search(text):
            continue
        found = sentences(text)
        for place, sentence in enumerate(found):
            here = named.search(sentence)
            if not here or any(re.search(rf"\b{re.escape(n)}\b", sentence, re.I) for n in others):
                continue
            after = sentence[here.end() :]
            following = found[place + 1] if place + 1 < len(found) else ""
            if re.match(r"(?:he|she)\b", following, re.I):
                after = f"{after} {following.split()[0]}"
            for gender, pattern in (("male", _HE), ("female", _SHE)):
                pronoun = pattern.search(after)
                if pronoun:
                    quote = f"“{here[0]} … {pronoun[0]}”"
                    votes[name].gender(gender, 1.0, quote)
