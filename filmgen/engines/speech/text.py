"""English as it is printed to English as it is said: numbers, times, money, abbreviations.

Rules, not a grammar: each is one line of a table or one small function, applied in order.
What no rule knows is left as it is for the pronouncing dictionary.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from filmgen.engines.speech.numbers import (
    cardinal,
    digits,
    minutes_past,
    ordinal,
    quantity,
    year,
)

_ABBREVIATIONS = {
    "Mr": "Mister", "Mrs": "Missus", "Ms": "Miz", "Messrs": "Messers", "Dr": "Doctor",
    "Prof": "Professor", "Rev": "Reverend", "Fr": "Father", "Hon": "Honorable",
    "Gen": "General", "Col": "Colonel", "Maj": "Major", "Capt": "Captain", "Cmdr": "Commander",
    "Lt": "Lieutenant", "Sgt": "Sergeant", "Cpl": "Corporal", "Pvt": "Private", "Det": "Detective",
    "Insp": "Inspector", "Gov": "Governor", "Sen": "Senator", "Rep": "Representative",
    "Jr": "Junior", "Sr": "Senior", "Ave": "Avenue", "Blvd": "Boulevard", "Rd": "Road",
    "Hwy": "Highway", "Ln": "Lane", "Pkwy": "Parkway", "Apt": "Apartment", "Bldg": "Building",
    "Rm": "Room", "RM": "Room", "Ste": "Suite", "Dept": "Department", "Univ": "University",
    "Mt": "Mount", "Ft": "Fort", "Pt": "Point", "Jan": "January", "Feb": "February",
    "Aug": "August", "Sept": "September", "Oct": "October", "Nov": "November", "Dec": "December",
    "Inc": "Incorporated", "Ltd": "Limited", "Corp": "Corporation", "Bros": "Brothers",
    "vs": "versus", "etc": "et cetera", "approx": "approximately", "est": "established",
    "min": "minutes", "hrs": "hours", "hr": "hour", "lbs": "pounds", "lb": "pound", "oz": "ounces",
    "Vol": "Volume", "Ch": "Chapter", "Fig": "Figure", "Esq": "Esquire", "Tel": "Telephone",
}  # fmt: skip
# Spoken in full only with their full stop or before a number: "Ft" alone may be a name.
_BARE = frozenset({"Mr", "Mrs", "Ms", "Dr", "Hwy", "Blvd", "Ave", "RM", "Rm", "Apt", "Sgt", "Lt",
                   "Capt", "Bldg", "Prof", "vs"})  # fmt: skip
_UNITS = {
    "mm": ("millimeter", "millimeters"), "cm": ("centimeter", "centimeters"),
    "km": ("kilometer", "kilometers"), "m": ("meter", "meters"), "ft": ("foot", "feet"),
    "in": ("inch", "inches"), "yd": ("yard", "yards"), "mi": ("mile", "miles"),
    "kg": ("kilogram", "kilograms"), "g": ("gram", "grams"), "mg": ("milligram", "milligrams"),
    "lb": ("pound", "pounds"), "lbs": ("pound", "pounds"), "oz": ("ounce", "ounces"),
    "mph": ("mile an hour", "miles an hour"), "kph": ("kilometer an hour", "kilometers an hour"),
    "km/h": ("kilometer an hour", "kilometers an hour"), "hz": ("hertz", "hertz"),
    "khz": ("kilohertz", "kilohertz"), "mhz": ("megahertz", "megahertz"),
    "gb": ("gigabyte", "gigabytes"), "mb": ("megabyte", "megabytes"),
    "hrs": ("hour", "hours"), "hr": ("hour", "hours"), "min": ("minute", "minutes"),
    "mins": ("minute", "minutes"), "sec": ("second", "seconds"), "secs": ("second", "seconds"),
    "k": ("thousand", "thousand"), "°": ("degree", "degrees"), "°f": ("degree Fahrenheit",
    "degrees Fahrenheit"), "°c": ("degree Celsius", "degrees Celsius"), "%": ("percent", "percent"),
}  # fmt: skip
_SCALE_LETTERS = {"k": "thousand", "m": "million", "b": "billion", "bn": "billion", "t": "trillion"}
_CURRENCIES = {
    "$": ("dollar", "dollars", "cent", "cents"), "€": ("euro", "euros", "cent", "cents"),
    "£": ("pound", "pounds", "penny", "pence"), "¥": ("yen", "yen", "", ""),
}  # fmt: skip
_SAID = {
    "&": " and ", "+": " plus ", "=": " equals ", "@": " at ", "w/o": "without", "w/": "with ",
    "½": " and a half", "¼": " and a quarter", "¾": " and three quarters", "€": " euro ",
    "№": "number ", "°": " degrees ", "×": " times ", "•": ", ", "~": " ", "|": ", ", "\\": " ",
    "<": " ", ">": " ", "^": " ", "*": "", "_": " ", "`": "", "´": "'", "{": "(", "}": ")",
    "[": "(", "]": ")", "¿": "", "¡": "", "«": '"', "»": '"', "„": '"',
}  # fmt: skip
# Small words the reader stresses rather than spells when they stand in capitals.
_STRESSABLE_WORDS = (
    "a i he she it they we you me him her us them my your his its our their is are was were be "
    "am do does did done can could will would should must may might have has had not no never "
    "all this that these those here there now very too so only just more most"
)
_STRESSABLE = frozenset(_STRESSABLE_WORDS.split())
# Sounds that a dictionary spells out or lacks, as words that sound like them.
_INTERJECTIONS = {
    "shh": "shush", "sh": "shush", "psst": "pist", "pst": "pist", "pfft": "pift", "pff": "pift",
    "tsk": "tisk", "hm": "hmm", "hmph": "humph", "mhm": "mm-hmm", "mmhm": "mm-hmm",
    "uhhuh": "uh-huh", "brr": "burr", "grr": "gur", "zzz": "zizz", "argh": "arg", "aargh": "arg",
    "ahh": "ah", "ooh": "oo", "ohh": "oh", "aww": "aw", "eww": "ew", "uhh": "uh", "umm": "um",
    "ughh": "ugh", "huhh": "huh", "woah": "whoa", "woa": "whoa", "nooo": "no", "ok": "okay",
    "o.k.": "okay", "'kay": "kay", "gonna": "gonna", "c'mon": "come on", "y'know": "you know",
    "'em": "em", "'cause": "cuz", "'til": "till", "'bout": "bout", "'round": "round",
}  # fmt: skip

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+"


def _money(match: re.Match[str]) -> str:
    one, many, cent, cents = _CURRENCIES[match["sign"]]
    amount, scale = match["amount"].replace(",", ""), (match["scale"] or "").strip()
    if scale:
        return f"{quantity(amount)} {_SCALE_LETTERS.get(scale.lower(), scale.lower())} {many}"
    whole, _, fraction = amount.partition(".")
    if fraction and len(fraction) != 2:
        return f"{quantity(amount)} {many}"
    parts = []
    if int(whole or 0) or not int(fraction or 0):
        parts.append(f"{cardinal(int(whole or 0))} {one if int(whole or 0) == 1 else many}")
    if fraction and int(fraction):
        parts.append(f"{cardinal(int(fraction))} {cent if int(fraction) == 1 else cents}")
    return " and ".join(parts)


def _clock(match: re.Match[str]) -> str:
    hour, minute = int(match["hour"]), match["minute"]
    half = (match["half"] or "").replace(".", "").strip().lower()
    said = cardinal(hour)
    if minute is None or int(minute) == 0:
        said += "" if half or hour > 12 or minute is None else " o'clock"
        said += " hundred" if minute is not None and hour > 12 and not half else ""
    else:
        said += f" {minutes_past(int(minute))}"
    # Spelled with stops: the reader says "A.M." letter by letter, but "am" as the verb.
    if half:
        said += f" {half[0].upper()}.{half[1].upper()}."
        rest = match.string[match.end() :]
        if (match["half"] or "").endswith(".") and re.match(r"\s+[A-Z]|\s*$", rest):
            said += _STOP  # its last full stop also ends the sentence
    return said


def _decade(match: re.Match[str]) -> str:
    tens = cardinal(int(match["tens"]) * 10)
    plural = (
        (tens[:-1] + "ies" if tens.endswith("y") else tens + "s") if tens != "zero" else "hundreds"
    )
    century = match["century"]
    return (f"{cardinal(int(century))} " if century else "") + plural


def _fraction(match: re.Match[str]) -> str:
    whole, over, under = match[1], int(match[2]), int(match[3])
    name = {2: "half", 4: "quarter"}.get(under, ordinal(under))
    many = {"half": "halves"}.get(name, name + "s") if over > 1 else name
    said = f"{'a' if over == 1 and under in (2, 4) else cardinal(over)} {many}"
    return f"{cardinal(int(whole))} and {said}" if whole else said


def _date(match: re.Match[str]) -> str:
    """American order, where it is one."""
    month, day, last = int(match[1]), int(match[2]), int(match[3])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return match[0]
    return f"{_MONTHS[month - 1]} {ordinal(day)}, {year(last) if last > 99 else cardinal(last)}"


def _roman(match: re.Match[str]) -> str:
    tens, ones = 10 * len(match[1]), match[2]
    values = {"IX": 9, "IV": 4}
    number = tens + values.get(ones, 5 * ones.count("V") + ones.count("I"))
    before = re.search(r"(\w+) $", match.string[: match.start()])
    return f"the {ordinal(number)}" if before and before[1] in _MONARCHS else cardinal(number)


def _unit(match: re.Match[str]) -> str:
    one, many = _UNITS[match["unit"].lower()]
    return f"{quantity(match['amount'])} {one if match['amount'] == '1' else many}"


def _plain_number(match: re.Match[str]) -> str:
    text = match[0]
    if "." in text or "," in text:
        return quantity(text)
    if len(text) > 1 and text[0] == "0":
        return digits(text)
    if len(text) == 4 and 1100 <= int(text) <= 2099:
        return year(int(text))
    return quantity(text) if len(text) < 7 else digits(text)


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_MONARCHS = frozenset(
    ("Louis", "Henry", "Charles", "George", "Edward", "William", "Richard", "James", "Philip")
)
_STOP = "\x01"  # a full stop that the reader must not take for an initial's
_HALF = r"(?:\s?(?P<half>[AaPp]\.?\s?[Mm]\b\.?))"
_UNIT_NAMES = "|".join(sorted((re.escape(u) for u in _UNITS), key=len, reverse=True))
_RULES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str] | str], ...] = (
    (re.compile(r"https?://\S+|www\.\S+"), " a link "),
    (re.compile(r"\.{2,}|…+"), "…"),
    (re.compile(r"\s*(?:--+|—|―|–(?=\s)|(?<=\s)–|(?<=\s)-(?=\s|$))\s*"), "—"),
    (re.compile(r"\b([Tt]he|in|from) US\b(?!')"), r"\1 U.S."),
    (re.compile(r"\b[Nn]o\.\s?(?=\d)|#\s?(?=\d)"), "number "),
    (re.compile(r"\bSt\.?\s(?=[A-Z])"), "Saint "),
    (re.compile(r"(?<=[a-z]\s)St\b\.?"), "Street"),
    (re.compile(
        rf"(?P<sign>[$€£¥])\s?(?P<amount>{_NUMBER})"
        r"(?P<scale>\s(?:thousand|million|billion|trillion)\b|(?:bn|[kKmMbBtT])\b)?"), _money),
    (re.compile(
        r"(?<![\d:])(?P<hour>[01]?\d|2[0-4]):(?P<minute>[0-5]\d)(?::\d\d)?(?!\d)"
        rf"{_HALF}?"), _clock),
    (re.compile(rf"(?<![\d.])(?P<hour>1[0-2]|[1-9])(?P<minute>(?!)x)?{_HALF}"), _clock),
    (re.compile(r"(?<!\d)(?P<century>1[1-9]|20)(?P<tens>\d)0'?s\b"), _decade),
    (re.compile(r"(?<!\d)['’]?(?P<century>(?!)x)?(?P<tens>[1-9])0['’]?s\b"), _decade),
    (re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})(?![\d/])"), _date),
    (re.compile(r"(?<![\d.])([3-7])['’]\s?(1[01]|\d)(?:\"|''|(?!\d|['’\w]))"), r"\1 foot \2"),
    (re.compile(r"\((\d{3})\)\s?(?=\d{3}[-.\s]\d{4}(?!\d))"), lambda m: digits(m[1]) + ", "),
    (re.compile(r"(?<!\d)(\d{3})[-.\s](?:(\d{3})[-.\s])?(\d{4})(?!\d)"),
     lambda m: ", ".join(digits(g) for g in m.groups() if g)),
    (re.compile(r"(?<![\d/])(?:(\d+) )?([1-9])/([2-9]|10)(?![\d/])"), _fraction),
    (re.compile(r"(?<=[a-z] )(?=[IVX]{2})(X{0,2})(IX|IV|V?I{0,3})\b"), _roman),
    (re.compile(r"(?<=\d)\s?/\s?(?=\d)"), " "),
    (re.compile(r"(\d+)(?:st|nd|rd|th)\b", re.I), lambda m: ordinal(int(m[1]))),
    (re.compile(r"(?<![\d.])(\d+)\s?[-–]\s?(?=\d)"), r"\1 to "),
    (re.compile(rf"(?P<amount>{_NUMBER})\s?-?(?P<unit>{_UNIT_NAMES})(?![\w])", re.I), _unit),
    (re.compile(r"(?<![\w])[-−](?=\d)"), "minus "),
    (re.compile(r"(?<=\d)(?=[A-Za-z])|(?<=[A-Za-z])-?(?=\d)"), " "),
    (re.compile(_NUMBER), _plain_number),
)  # fmt: skip
_ABBREVIATED = re.compile(
    r"(?<![\w.])("
    + "|".join(sorted(_ABBREVIATIONS, key=len, reverse=True))
    + r")(\.?)(?![\w'’])(?=(\s*)(\S?))"
)
_WORD = re.compile(r"[^\W\d_]+(?:['’.\-][^\W\d_]+)*\.?")
_STUTTER = re.compile(r"\b((?:([B-DF-HJ-NP-TV-Z]{1,2})-)(?:\2-)*)(?=(\2[a-z']+))", re.I)
_STRETCHED = re.compile(r"([A-Za-z])\1{2,}")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”')]*\s+(?![a-z.,!?])")
_CLAUSE_END = re.compile(r"(?<=[,;:—])\s*(?=\S)")

# Verbs that the reader, who has no grammar, would say as their nouns or in their other tense:
# told by their neighbours, and spelled as words that sound like them.
_OBJECT = r"(?=\s(?:it|them|him|her|me|us|you|this|that|these|those|up|down|apart|off|out|open)\b)"
_AUXILIARIES = "to did does do can will could would should must let"
_NO_PRESENT = r"(?<!'ll )(?<!n't )" + "".join(
    rf"(?<!\b{word} )" for word in _AUXILIARIES.split(" ")
)
_HOMOGRAPHS = (
    (re.compile(rf"{_NO_PRESENT}\b(s?he) read\b", re.I), r"\1 red"),
    (
        re.compile(
            rf"{_NO_PRESENT}\bread(?=\b[^.!?]*\b(?:yesterday|ago|last (?:night|week|month|year))\b)"
        ),
        "red",
    ),
    (re.compile(rf"\b([Ww])ind{_OBJECT}"), r"\1ined"),
    (re.compile(rf"\b([Tt])ear{_OBJECT}"), r"\1are"),
    (re.compile(rf"(?<!\bno )(?<!\bof )\bu(?i:se){_OBJECT}|(?<!\w )\bUse{_OBJECT}"), "yews"),
    (re.compile(r"\b([Ll])ead (?=(?:pipe|paint|bullet|weight|shot|balloon)s?\b)"), r"\1ed "),
)


_LONGEST_WORD = 60
_FOLDED = str.maketrans("‘’‚ʼ“”\u00a0\u2010\u2011\u2212", "''''\"\" ---")


def _is_symbol(character: str) -> bool:
    """Emoji, dingbats, controls and other signs no one says."""
    return unicodedata.category(character) in ("So", "Sk", "Cs", "Cf", "Cc", "Co", "Cn")


def _cut(word: str) -> str:
    """No one says a word of a hundred letters; the reader would take minutes over junk."""
    return word if len(word) <= _LONGEST_WORD or not word.isalnum() else word[:_LONGEST_WORD]


def _expand_abbreviation(match: re.Match[str]) -> str:
    short, stop, space, following = match[1], match[2], match[3], match[4]
    if not stop and short not in _BARE:
        return match[0]
    # The last word of a line keeps its full stop as the end of the sentence.
    ends = stop and (
        not following
        or (
            short in ("etc", "Jr", "Sr", "Inc", "Ltd", "Ave", "Blvd", "Rd")
            and bool(space)
            and following.isupper()
        )
    )
    return _ABBREVIATIONS[short] + ("." if ends else "")


def spoken_form(text: str, known: Callable[[str], bool] | None = None) -> str:
    """Printed text to the words that are said.

    Args:
        text: a line of dialogue, without markup of a screenplay.
        known: whether a lower-case word is in the dictionary; decides how "goooood" shrinks.

    Returns:
        Words and the punctuation , . ! ? ; : — … " ( ) only; no digits.
    """
    known = known or (lambda word: False)
    text = unicodedata.normalize("NFC", text)
    text = "".join(c for c in text.translate(_FOLDED) if c in "\n\t°" or not _is_symbol(c))
    text = " ".join(_cut(word) for word in text.split())
    text = _ABBREVIATED.sub(_expand_abbreviation, text)
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    for sign, said in _SAID.items():
        text = text.replace(sign, said)
    text = re.sub(r"/", " ", text)
    for pattern, said in _HOMOGRAPHS:
        text = pattern.sub(said, text)
    text = _STUTTER.sub(lambda match: f"{match[3]}, " * match[1].count("-"), text)
    text = _WORD.sub(lambda match: _word(match[0], known), text)
    text = re.sub(r"[!?]*\?[!?]*", "?", text)
    text = re.sub(r"!+", "!", text)
    text = re.sub(r"\s+([,.!?;:…])", r"\1", " ".join(text.split()))
    return text.strip().replace(_STOP, " .")


def _word(word: str, known: Callable[[str], bool]) -> str:
    stop = "." if word.endswith(".") and word.lower() not in _INTERJECTIONS else ""
    bare = _shrunk(word.removesuffix(".") if stop else word, known)
    if bare.lower() in _INTERJECTIONS:
        return _INTERJECTIONS[bare.lower()] + stop
    if bare.isupper() and len(bare) > 1 and not known(bare) and bare.lower() not in _STRESSABLE:
        # Shouted, not an acronym: the reader would spell it.
        stem = re.sub(r"(?:'S|S|ES|ED|ING|N'T|'LL|'RE|'VE|'D)$", "", bare).lower()
        if known(bare.lower()) or known(stem) or known(stem + "e") or "'" in bare:
            bare = bare.lower()
        elif len(bare) > 4:
            bare = bare.capitalize()  # a name; acronyms that long are in the dictionary
    if not bare.isascii() and not known(bare.lower()):
        folded = "".join(c for c in unicodedata.normalize("NFD", bare) if ord(c) < 0x300)
        bare = folded if known(folded.lower()) else bare
    return bare + stop


def _shrunk(word: str, known: Callable[[str], bool]) -> str:
    """ "goooood" to "good", "nooo" to "no"."""
    if not _STRETCHED.search(word):
        return word
    twice, once = _STRETCHED.sub(r"\1\1", word), _STRETCHED.sub(r"\1", word)
    prefers_once = known(once.lower()) and not known(twice.lower())
    said = known(twice.lower()) or twice.lower() in _INTERJECTIONS
    return twice if said and not prefers_once else once


def sentences(text: str) -> list[str]:
    """A spoken form cut after each sentence."""
    return [piece for piece in _SENTENCE_END.split(text) if piece.strip()]


def clauses(sentence: str) -> list[str]:
    """A sentence cut after each comma, colon, semicolon and dash."""
    return [piece for piece in _CLAUSE_END.split(sentence) if piece.strip()]
