"""What the script's own words say of each character's look: gender, age, kind, description."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from filmgen.breakdown import lexicon as lex
from filmgen.breakdown.letters import acted
from filmgen.breakdown.model import CharacterNote
from filmgen.breakdown.prose import is_cjk, sentences
from filmgen.screenplay.model import Scene
from filmgen.wording import shortened

if TYPE_CHECKING:
    from filmgen.breakdown.cast import Cast

DECIDED = "(the bible)"
"""In a description after what a person decided, in place of what the script says."""
_HE = re.compile(r"\b(?:he|him|his|himself|он|его|ему)\b|他", re.IGNORECASE)
_SHE = re.compile(r"\b(?:she|her|hers|herself|она|её|ее|ей)\b|她", re.IGNORECASE)
_NAMED_NOW = re.compile(r"\b(?:[Tt]his (?:is|must be)|name is)\b")
_OBLIQUE = re.compile(r"\b(?:than|like|of|about|at|to|with|behind|for|from)\s+$", re.IGNORECASE)
_BOTH = re.compile(r"\b[Tt](?:he|wo|he two) (men|guys|boys|brothers|women|girls|ladies|sisters)\b")
_GROUP = re.compile(
    r"\b(?:boy|girl|men'?s|women'?s) (?:band|group|choir|team|gang|club|scouts?)\b", re.IGNORECASE
)
_OTHER_NAME = re.compile(r"\b[A-Z][A-Z'’.-]+(?: [A-Z][A-Z'’-]+)*\b")
_KIN_AFTER = re.compile(
    r"\b(?:his|her|their)\b[^.;,]{0,40}?\b(?:sons?|daughters?|child(?:ren)?|kids?|bab(?:y|ies)|"
    r"boys?|girls?|brothers?|sisters?|mother|father|parents|wife|husband|grand\w+)\b.*",
    re.IGNORECASE | re.DOTALL,
)
"""What follows is said of a relative: "JOE sits with his 7 year-old son"."""
_DECADE = re.compile(r"\b(early |mid[- ]?|late )?(?:his |her )?([1-9])0['’]?s\b", re.IGNORECASE)
_CJK_YEARS = re.compile(r"([一二三四五六七八九十两]{1,3})(?:多)?岁")
_CJK_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2}
_CJK_FEMALE = re.compile(
    r"奶奶|外婆|姥姥|妈妈|母亲|姐姐|妹妹|阿姨|姑姑|女|妻|娘|婆|太太|小姐|夫人|她"
)
_CJK_MALE = re.compile(r"爷爷|外公|姥爷|爸爸|父亲|哥哥|弟弟|叔叔|伯伯|男|丈夫|先生|胡子|他")
_YEARS = re.compile(
    r"\b(\d{1,2})[- ]years?[- ]old\b|\baged? (\d{1,2})\b|\((\d{1,2})\)|, (\d{1,2}),|"
    r"(\d{1,2})\s*岁|(\d{1,2}) (?:лет|год)"
)
_WRITTEN = {
    "twenties": 25, "thirties": 35, "forties": 45, "fifties": 55, "sixties": 65,
    "seventies": 75, "eighties": 85, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
    "seventy": 70, "eighty": 80,
}  # fmt: skip
_AGE_WORDS = {
    "baby": 1, "infant": 1, "toddler": 2, "child": 8, "kid": 10, "boy": 10, "girl": 10,
    "teenager": 16, "teenage": 16, "teen": 16, "elderly": 75, "aged": 70, "middle-aged": 50,
    "retired": 64, "retiree": 64, "grandmother": 70, "grandfather": 72, "young": 26,
    "old": 68, "老": 68, "小": 12, "старый": 68,
}  # fmt: skip


def describe(
    scenes: Iterable[Scene],
    names: Sequence[str],
    speakers: frozenset[str],
    cast: Cast,
) -> tuple[CharacterNote, ...]:
    """One note for each name, in the given order.

    Gender comes from nouns beside the name, else from the pronouns of sentences that name
    nobody else; ages from numbers, decades and words such as "elderly".
    """
    intro: dict[str, list[str]] = defaultdict(list)
    introduced: set[str] = set()
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    mentions = cast.mentions
    for scene in scenes:
        cast.enter(scene.index)
        two: list[str] = []
        for element in acted(scene):
            last = before = ""
            for text in sentences(element.text):
                named = list(dict.fromkeys(m.name for m in mentions(text)))
                for name in named:
                    two = [*[n for n in (*two, name) if n != name][-1:], name]
                both = _BOTH.search(text)
                if both and len(two) == 2:
                    for name in two:
                        votes[name][
                            "male"
                            if both[1].lower() in ("men", "guys", "boys", "brothers")
                            else "female"
                        ] += 2
                if len(named) == 1:
                    last = named[0]
                elif named:
                    last = ""
                for name in named:
                    if name not in introduced and _in_capitals(name, text):
                        # Capitals introduce; a mention before them, in a scene that another
                        # draft put in front, must not give everyone another look.
                        introduced.add(name)
                        intro[name].clear()
                    if len(intro[name]) < 3:
                        # "A man in a grey suit sits … This must be JACOB BILLUPS."
                        naming = not intro[name] and _NAMED_NOW.search(text)
                        intro[name].append(f"{before} {text}" if naming else text)
                before = text
                lead = text[: mentions(text)[0].start] if named else ""
                if _OBLIQUE.search(lead) or _HE.search(lead) or _SHE.search(lead):
                    last = ""
                if last and (named or _starts_with_pronoun(text)):
                    first = mentions(text)[0].end if named else 0
                    votes[last]["male"] += len(_HE.findall(text[first:]))
                    votes[last]["female"] += len(_SHE.findall(text[first:]))
                    if not named and len(intro[last]) < 2:
                        intro[last].append(text)
    return tuple(
        _note(name, name in speakers, intro.get(name, []), votes.get(name, Counter()))
        for name in names
    )


def _in_capitals(name: str, text: str) -> bool:
    """Whether the text prints the name the way scripts introduce people."""
    word = name.split()[-1]
    return (
        len(word) > 1 and word.isupper() and re.search(rf"\b{re.escape(word)}\b", text) is not None
    )


def _starts_with_pronoun(text: str) -> bool:
    return bool(re.match(r"(?:he|she|his|her|он|она|его|её)\b|[他她]", text, re.IGNORECASE))


def _note(name: str, speaks: bool, intro: list[str], votes: Counter[str]) -> CharacterNote:
    words = [lex.singular(w) for w in re.findall(r"[\w-]+", name.lower())]
    near = _apposition(name, intro[0]) if intro else ""
    if intro and _NAMED_NOW.search(intro[0]):
        near = _GROUP.sub(" ", intro[0])
        if not votes.total():
            votes = Counter(male=len(_HE.findall(near)), female=len(_SHE.findall(near)))
    near_words = [w.lower() for w in re.findall(r"[\w-]+", near)]
    species = next((lex.ANIMALS[w] for w in (*words, *near_words[:6]) if w in lex.ANIMALS), "human")
    return CharacterNote(
        name=name,
        speaks=speaks,
        gender=_gender(words, near_words, votes),
        age_years=_age(words, near, _about(name, intro[0]) if intro else ""),
        description=shortened(
            " ".join(
                intro[:1]
                + ([intro[1]] if len(intro) > 1 and _starts_with_pronoun(intro[1]) else [])
            ),
            300,
        ),
        species=species,
    )


def _apposition(name: str, text: str) -> str:
    """What stands right beside the name: "Dan (30s, bald)", ", a fellow whose …"."""
    if is_cjk(name):
        return text.split("。")[0]
    anchor = max(text.upper().find(name.split()[-1].rstrip(".")), 0)
    before = re.split(r"[.;]", text[:anchor])[-1]
    # Somebody else introduced in the same sentence: what stands beside that name is theirs.
    others = _others(name, text)
    before_others = [end for _, end in others if end <= anchor]
    if before_others and before_others[-1] > anchor - len(before):
        pieces = re.split(r"[,()—–]", text[before_others[-1] : anchor])
        before = next((piece for piece in reversed(pieces) if piece.strip()), "")
    after = text[anchor + len(name.split()[-1]) :]
    behind = next((start for start, _ in others if start > anchor), None)
    after = text[len(text) - len(after) : behind]
    after = (
        re.split(r"[.;]|, and |\band [A-Z]{2,}", after)[0] if re.match(r"\s*[(,]", after) else ""
    )
    return _GROUP.sub(" ", f"{before[-60:]} {name} {after[:160]}")


def _others(name: str, text: str) -> list[tuple[int, int]]:
    """Where the text names others in capitals; "EDA MOSS" is all EDA's own."""
    own = set(name.split())
    runs = [(m.start(), m.end()) for m in _OTHER_NAME.finditer(text)]
    return [(start, end) for start, end in runs if not own & set(text[start:end].split())]


def _about(name: str, text: str) -> str:
    """A text without what it says of the person's relatives, or of others it introduces."""
    place = text.upper().find(name.split()[-1].rstrip("."))
    if place < 0:
        return text
    others = _others(name, text)
    start = max((end for _, end in others if end <= place), default=0)
    end = min((start for start, _ in others if start > place), default=len(text))
    start = place if start else 0
    return text[start:place] + _KIN_AFTER.sub("", text[place:end])


def _gender(words: list[str], near: list[str], votes: Counter[str]) -> str:
    text = "".join((*words, *near))
    if is_cjk("".join(words)):
        for part in ("".join(words), text):
            female, male = len(_CJK_FEMALE.findall(part)), len(_CJK_MALE.findall(part))
            if female != male:
                return "female" if female > male else "male"
    for bag in (words, near):
        female = sum(w in lex.FEMALE_NOUNS or w in ("female", "mrs", "ms", "miss") for w in bag)
        male = sum(w in lex.MALE_NOUNS or w in ("male", "mr") for w in bag)
        if female != male and not (bag is near and votes.total() >= 3):
            return "female" if female > male else "male"
    if votes["male"] != votes["female"]:
        return "female" if votes["female"] > votes["male"] else "male"
    return ""


def _cjk_number(text: str) -> int:
    """Chinese numerals up to 99: "七十" to 70, "二十三" to 23."""
    if "十" not in text:
        return _CJK_DIGITS.get(text[-1], 0)
    tens, _, units = text.partition("十")
    return 10 * (_CJK_DIGITS.get(tens, 1) if tens else 1) + (
        _CJK_DIGITS.get(units, 0) if units else 0
    )


def _age(words: list[str], near: str, sentence: str) -> int | None:
    for text in (near, sentence):
        decade = _DECADE.search(text)
        if decade:
            shift = {"e": 2, "m": 5, "l": 8}.get((decade[1] or "m")[0].lower(), 5)
            return int(decade[2]) * 10 + shift
        cjk = _CJK_YEARS.search(text)
        if cjk:
            return _cjk_number(cjk[1])
        years = _YEARS.search(text)
        if years:
            number = int(next(g for g in years.groups() if g))
            if 0 < number < 100:
                return number
        for word, age in _WRITTEN.items():
            if re.search(rf"\b{word}\b", text):
                return age
        if text is near:
            found = [
                age
                for word, age in _AGE_WORDS.items()
                if word in re.findall(r"[\w-]+", text.lower())
            ]
            if found:
                young = "young" in text.lower()
                return 26 if young and 10 in found and "girl" in words else found[0]
    return None
