"""American phonemes of a word to a British speaker's.

The dictionaries are American; Kokoro's British voices were trained on misaki's British
symbols: "a" for TRAP, "Q" for GOAT, length marks, no r but before a vowel. The rules are
the textbook differences (Wells, "Accents of English" 1, 1982, chapters 2 and 3): non-rhotic
vowels, LOT and CLOTH, BATH, yod after t, d and n, and t that stays a t.
"""

from __future__ import annotations

import re

VOWELS = "AIOQWYaiuæɑɒɔəɛɜɪʊʌᵻᵊɐ"
_BATH = re.compile(
    r"^(?:after(?!m)|advantage|answer|ask|aunt|bath(?!e)|basket|branch|brass$|calf|calm|can't|cast|"
    r"castle|chance|clasp|class|command|craft|dance|daft|demand|draft|draught|example|fast|father|flask|"
    r"france|french?ise|ghast|gasp|giraffe|glance|glass|graft|grant|graph|grasp|grass|half|halve|lance|"
    r"last|laugh|mask|mast|master|nasty|pass(?!i|a|e[ln])|past(?!a)|path(?!e)|plant|plaster|raft|"
    r"rather|sample|shaft|slant|staff|task|vast|grandstand$|disast|broadcast|forecast|photograph$|"
    r"behalf|perhaps$)"
)
# "what", "want", "swan": an a that is said as an o; else ɑ spelled without o stays long.
_SHORT_A = re.compile(r"(?:w|wh|qu|squ)a")
_STRUT_FOR_LOT = frozenset(("of", "what", "what's", "was", "wasn't", "from", "because"))
_CLOTH = re.compile(
    r"(?:o(?:ff|ft|ss|st|th|ng|g|ck)|(?<!o)on\b|gone|cough|trough|sausage|orr?i|orr?a)"
)
_R_COLOURED = (
    ("ɜɹ", "ɜː"), ("ɑɹ", "ɑː"), ("ɔɹ", "ɔː"), ("ɛɹ", "ɛː"), ("ɪɹ", "ɪə"), ("ʊɹ", "ɔː"),
    ("əɹ", "ə"), ("Iɹ", "Iə"), ("Wɹ", "Wə"), ("Aɹ", "Aə"), ("ɹ", ""),
)  # fmt: skip


def british(word: str, phonemes: str, vowel_follows: bool) -> str:
    """One word's American phonemes in British ones.

    Args:
        word: its spelling, which tells LOT from PALM and TRAP from BATH.
        vowel_follows: the next word starts with a vowel and no pause: the r is linked.
    """
    spelled = word.lower().replace("’", "'")
    said = phonemes.replace("T", "t").replace("ᵻ", "ɪ")
    said = _yod(spelled, said)
    if spelled in _STRUT_FOR_LOT:
        said = said.replace("ʌ", "ɒ")
    said = re.sub(f"ɜɹ(?=[{VOWELS}])", "ʌɹ", said)  # "worry", "courage"
    if re.search(r"orr|ora|ore[sn]", spelled):
        said = re.sub(f"ɔɹ(?=[{VOWELS}])", "ɒɹ", said)  # "sorry", "orange", "forest"
    if "o" in spelled or _SHORT_A.search(spelled):
        said = re.sub("ɑ(?!ɹ)", "ɒ", said)
        if _CLOTH.search(spelled):
            said = re.sub("ɔ(?!ɹ)", "ɒ", said)
    said = re.sub("ɑ(?!ɹ)", "ɑː", said)
    said = re.sub("ɔ(?!ɹ)", "ɔː", said)
    said = said.replace("æ", "ɑː" if _BATH.match(spelled) else "a")
    said = re.sub("(?<=[ˈˌ])i|i(?=[^ˈˌ].)|u", lambda m: m[0] + "ː", said)
    said = said.replace("O", "Q")
    return _drop_r(said, vowel_follows)


def _drop_r(said: str, vowel_follows: bool) -> str:
    """No r but before a vowel of this word or, linked, of the next."""
    out = []
    place = 0
    while place < len(said):
        for rhotic, plain in _R_COLOURED:
            if not said.startswith(rhotic, place):
                continue
            rest = said[place + len(rhotic) :].lstrip("ˈˌ")
            before_vowel = rest[0] in VOWELS if rest else vowel_follows
            if rhotic == "ɹ":
                out.append("ɹ" if before_vowel else "")
            elif before_vowel:
                # "ɪɹ" before a vowel keeps the glide's first part only: "very", "story".
                short = {"ɛɹ": "ɛ", "ɪɹ": "ɪ", "ɑɹ": "ɑː", "ʊɹ": "ʊ"}.get(rhotic, plain)
                out.append((short if rest else plain) + "ɹ")
            else:
                out.append(plain)
            place += len(rhotic)
            break
        else:
            out.append(said[place])
            place += 1
    return "".join(out)


def _yod(spelled: str, said: str) -> str:
    """ "new" and "duke" with a j; "do", "noon" and "too" have no u in them to ask for it."""
    if re.search(r"[tdn](?:ew|eu|u)", spelled):
        return re.sub(r"([tdn])([ˈˌ]?)(u|ʊɹ)", r"\1\2j\3", said)
    return said
