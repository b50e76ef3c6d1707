"""How old a cue's name makes somebody: "OLD MAN", "KID #2", "DR. KANE", "WILL (AGE 10)"."""

from __future__ import annotations

import re

from filmgen.breakdown.lexicon import word_set

_ELDERS = word_set(
    "old older elderly senior grandmother grandma granny nana nan grandfather grandpa gramps "
    "granddad grandad ancient elder wizened aged crone hag geezer codger babushka "
    "старый старая старик старуха бабушка дед дедушка"
)
_TEENS = word_set("teen teens teenager teenage teenaged youth adolescent schoolmate")
_CHILDREN = word_set(
    "kid kids child children toddler schoolboy schoolgirl schoolboys schoolgirls brat scout "
    "orphan urchin мальчик девочка ребёнок ребенок дети"
)
_BOYS_AND_GIRLS = word_set("boy boys girl girls")
_GROWN_BEFORE = word_set(
    "art bus call cover cigarette dancing delivery flower hat pretty paper pizza script stable "
    "bar working city farm college beach pool office hot good bad party cabin rich poor"
)
"""Words before "girl" or "boy" that make them a young grown-up: "ART GIRL", "DELIVERY BOY"."""
_YOUNG = word_set("young younger junior молодой молодая")
_OFFICES = word_set(
    "doctor dr professor prof judge captain capt colonel general major president senator mayor "
    "detective inspector sergeant sheriff boss principal ambassador minister bishop father mother "
    "dad mom mum king queen warden director foreman chief commissioner superintendent reverend "
    "priest pastor rabbi landlord landlady headmaster headmistress baron baroness count countess "
    "duke duchess lord butler"
)
_BEGINNERS = word_set(
    "student intern cheerleader waitress bellhop bellboy trainee recruit cadet rookie private "
    "girlfriend boyfriend bride groom bridesmaid babysitter freshman sophomore undergraduate"
)
CHILD_YEARS, OLD_YEARS = 8, 70
"""What a child's and an old person's word stand for."""
_TEEN_YEARS, _YOUNG_YEARS, _OFFICE_YEARS = 16, 24, 48
_YEARS = re.compile(
    r"\b(?:age[d ]*|\()\s*(\d{1,2})\b|\b(\d{1,2})[- ]?(?:years?[- ]old|yo\b|лет)", re.IGNORECASE
)
_UNITS = tuple(
    word
    for words in (
        "zero one two three four five six seven eight nine ten eleven twelve thirteen",
        "fourteen fifteen sixteen seventeen eighteen nineteen",
    )
    for word in words.split()
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def age_of_name(name: str) -> int | None:
    """Years the name suggests ("OLD MAN" 70, "KID" 8, "JUDGE" 48), else None."""
    years = _YEARS.search(name)
    if years:
        return int(years[1] or years[2])
    # "BOY'S MOTHER" is not the boy.
    own = re.sub(r"\S+['’]s\s+(?=\S)", "", name.lower())
    words = re.findall(r"[^\W\d_]+", own)
    told = set(words)
    if told & _ELDERS:
        return OLD_YEARS
    if told & _TEENS:
        return _TEEN_YEARS
    if told & _CHILDREN:
        return CHILD_YEARS
    if told & _BOYS_AND_GIRLS:
        place = next(i for i, word in enumerate(words) if word in _BOYS_AND_GIRLS)
        grown = place > 0 and words[place - 1] in _GROWN_BEFORE
        return _YOUNG_YEARS if grown else CHILD_YEARS
    if told & _YOUNG:
        return _YOUNG_YEARS
    if "little" in told:
        return CHILD_YEARS
    if told & _BEGINNERS:
        return _YOUNG_YEARS
    return _OFFICE_YEARS if told & _OFFICES else None


def number_of(text: str) -> int | None:
    """A number below 100 in digits or English words ("thirty-five"), else None."""
    if text.isdigit():
        return int(text) if len(text) < 3 else None
    tens, _, unit = text.lower().replace("-", " ").partition(" ")
    if tens in _UNITS and not unit:
        return _UNITS.index(tens)
    if tens in _TENS and (not unit or unit in _UNITS[1:10]):
        return 20 + 10 * _TENS.index(tens) + (_UNITS.index(unit) if unit else 0)
    return None
