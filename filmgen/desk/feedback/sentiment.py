"""Whether a clause praises or complains: words with weights, turned by what stands before them.

The method is that of lexicon scoring with negation and boosters (Hutto & Gilbert, "VADER", ICWSM
2014), with our own words, those that people use of films.
"""

from __future__ import annotations

import re
from typing import Literal

from filmgen.breakdown.lexicon import word_set

Feeling = Literal["praise", "complaint", "mixed", "neutral"]

_GOOD = word_set(
    "good great love loved loves lovely beautiful beautifully brilliant amazing awesome wonderful "
    "excellent "
    "perfect perfectly fantastic superb best favorite favourite nice like liked enjoyed enjoy "
    "enjoyable fun "
    "funny hilarious moving moved touching touched gorgeous stunning charming clever smart strong "
    "powerful "
    "gripping tense exciting thrilling magical sweet warm believable real natural memorable "
    "haunting "
    "masterpiece outstanding works worked delightful satisfying earned elegant fresh original "
    "bravo "
    "goosebumps chills cried wow adore adored cute interesting engaging poetic subtle vivid "
    "effective "
    "terrific smile smiled laughed adorable banter sharp gem treat impressive tight spot-on stays "
    "hooked classic incredible breathtaking heartwarming "
    "атмосферно отлично прекрасно красиво люблю понравилось понравился понравилась хорошо супер "
    "классно "
    "bueno buena excelente hermoso hermosa precioso genial gran encantó encanta bonito maravilloso "
    "bon bonne excellent magnifique adoré j'adore super beau belle génial "
    "gut toll schön wunderbar großartig liebe spannend klasse gelungen"
)
_BAD = word_set(
    "bad boring bored slow dull weak poor terrible awful horrible worst hate hated stupid dumb "
    "confusing "
    "confused predictable flat wooden stilted cheesy corny forced contrived cliche cliché cliched "
    "annoying "
    "disappointing disappointed disappoint lame waste wasted pointless unclear unbelievable "
    "unrealistic "
    "rushed abrupt drags dragged drag tedious bland generic sappy sentimental melodramatic "
    "preachy talky "
    "unsatisfying anticlimactic unnatural clunky awkward thin underdeveloped murky messy mess "
    "lost lacks "
    "lacking missing problem problems issue wrong fake cheap distracting inaudible cringe cringey "
    "meh "
    "overlong overdone repetitive shallow unearned underwhelming unfinished irritating ruined "
    "ruins fails "
    "failed sadly unfortunately frustrating frustrated hard silly "
    "скучно плохо затянуто непонятно слабо ужасно долго медленно "
    "malo mala aburrido aburrida lento lenta confuso larga largo decepcionante peor "
    "mauvais mauvaise ennuyeux ennuyeuse lent nul nulle déçu longuet confus "
    "schlecht langweilig langsam verwirrend schwach enttäuschend unklar"
)
_CJK_GOOD = (
    "好看|喜欢|精彩|感动|很好|太好|美|棒|最高|素晴らしい|面白い|好き|良かった|感動|좋|최고|감동"
)
_CJK_BAD = (
    "无聊|太慢|拖沓|不好|看不懂|难看|失望|太长|尴尬|退屈|"
    "つまら|わから|長すぎ|遅い|残念|지루|별로|실망"
)
_SIGNS = {**dict.fromkeys("❤♥😍🥰😂🤣👍👏🔥🎉😊🙂😀😄😁🥹💯✨💛🧡💙", 1.0),
          **dict.fromkeys("👎😴🥱😡🙄😞😒🤮💩😕😠", -1.0), "😭": 0.5, "😢": 0.3}  # fmt: skip
_WEIGHTS = {**dict.fromkeys(_GOOD, 1.0), **dict.fromkeys(_BAD, -1.0)}
for _strong, _value in (("love", 1.5), ("loved", 1.5), ("brilliant", 1.5), ("masterpiece", 2.0),
                        ("hate", -1.5), ("hated", -1.5), ("terrible", -1.5), ("worst", -1.5),
                        ("like", 0.6), ("real", 0.5), ("hard", -0.5), ("best", 1.2),
                        ("funny", 0.8), ("lost", -0.6), ("works", 0.8)):  # fmt: skip
    _WEIGHTS[_strong] = _value
_NOT = word_set(
    "not no never n't hardly barely isn't wasn't aren't weren't don't didn't doesn't couldn't "
    "can't "
    "won't wouldn't without nothing nobody не нет нихт no nunca pas jamais nicht kein keine "
    "nie"
)
_MORE = word_set("very really so extremely absolutely truly incredibly super totally sehr muy très")
_LIKENESS = re.compile(
    r"\b(?:feels?|felt|sounds?|looks?|seems?|was|is|were|are|just|something|more|it's|"
    r"that's) like\b|"
    r"\blike (?:a|an|the|when|if|that|this)\b|\b(?:would|'d) like\b"
)  # fmt: skip
_TOKEN = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_WISH = re.compile(
    r"\b(?:wish|would have (?:liked|loved)|would (?:like|love)|should|could(?:n't)? (?:be|have|"
    r"use)|"
    r"needs? (?:to|more|a)|needed (?:to|more|a)|not enough|too (?:many|much|few|little|\w+)\b|"
    r"more would)"
)  # fmt: skip
_TOO_FINE = re.compile(r"\b(?:not|never|isn't|wasn't) too \w+|\bme too\b|\btoo good\b|,? too[.!]?$")
_THRESHOLD = 0.35


def score(clause: str) -> float:
    """How a clause feels: about -3 (hates it) to 3 (loves it), 0 neither.

    Args:
        clause: lower case, straight quotes.
    """
    plain = _LIKENESS.sub(" ", clause)
    tokens = _TOKEN.findall(plain)
    total = 0.0
    for i, token in enumerate(tokens):
        value = _WEIGHTS.get(token)
        if value is None:
            continue
        before = tokens[max(0, i - 3) : i]
        if before and before[-1] in _MORE:
            value *= 1.4
        if any(b in _NOT or b.endswith("n't") for b in before):
            value *= -0.8
        total += value
    total += 0.9 * len(re.findall(_CJK_GOOD, clause)) - 0.9 * len(re.findall(_CJK_BAD, clause))
    total += max(-2.0, min(2.0, sum(_SIGNS.get(c, 0.0) for c in clause)))
    if _WISH.search(clause) and not _TOO_FINE.search(clause):
        total = min(total - 1.0, -0.5)
    return max(-3.0, min(3.0, total))


def feeling(scores: list[float], complaints: int, rating: float | None) -> Feeling:
    """How a whole comment feels: its clauses, how many of them complain, and its rating.

    Args:
        rating: 0 to 1; decides where the words do not.
    """
    low, high = rating is not None and rating <= 0.25, rating is not None and rating >= 0.75
    praise = any(s >= _THRESHOLD for s in scores)
    complaint = complaints > 0 or any(s <= -_THRESHOLD for s in scores)
    if praise != complaint:  # words and marks may disagree: "too short!", five stars
        praise, complaint = praise or high, complaint or low
    if praise and complaint:
        return "mixed"
    if praise or complaint:
        return "praise" if praise else "complaint"
    if rating is not None and rating >= 0.65:
        return "praise"
    if rating is not None and rating <= 0.4:
        return "complaint"
    return "neutral"


def praises(value: float) -> bool:
    """Whether a clause's score is praise."""
    return value >= _THRESHOLD
