"""What words feel like: a small lexicon of valence and arousal for screenplays.

A line's own words and the action of its scene colour how it is said, slightly: this is a nudge,
an explicit direction always outweighs it. Two numbers are enough for a voice: valence (sad to
glad) and arousal (calm to alarmed), Russell's circumplex (JPSP 39 (1980) 1161).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_GLAD = (
    r"love[sd]?|lovely|wonderful|great|beautiful|happy|happiness|glad|congratulations|perfect|"
    r"amazing|fantastic|brilliant|hooray|hurray|yay|bravo|delighted|thrilled|won|win|wedding|"
    r"married|birthday|celebrat\w+|laugh\w*|smil\w+|cheers|danc\w+|kiss\w*|hug\w*|thank|thanks|"
    r"welcome|"
    r"excellent|marvell?ous|joy|fun|party|sunshine|"
    r"люблю|прекрасн\w+|счасть\w+|рад|рада|поздравля\w+|замечательн\w+|ура|спасибо"
)
_SAD = (
    r"died|dead|dying|death|funeral|grave|coffin|buried|cancer|hospital|widow\w*|alone|lonely|"
    r"goodbye|farewell|miss(?:ed)? (?:you|him|her|them)|lost|sorry|regret\w*|cry|cried|crying|"
    r"tears?|"
    r"weep\w*|hurts?|grief|mourn\w*|sad|sadly|gone|never come back|leav(?:e|ing) me|divorce\w*|"
    r"empty|"
    r"heartbroken|forgive|ashamed|failed|hopeless|"
    r"умер\w*|смерть|похорон\w*|могил\w+|прощай\w*|один|одна|одиноко|плач\w+|слез\w+|прости\w*|жаль"
)
_ALARM = (
    r"run|runs|running|help|fire|burning|burns|flames?|explo\w+|bomb\w*|gun|guns|gunshots?|"
    r"shoot\w*|shot|"
    r"kill\w*|murder\w*|blood\w*|knife|stab\w*|attack\w*|chas\w+|flee\w*|escap\w+|danger\w*|"
    r"hurry|quick|"
    r"stop|watch out|look out|get (?:down|out|back|away)|police|siren\w*|alarm\w*|scream\w*|"
    r"crash\w*|"
    r"collaps\w+|fight\w*|hit|hits|punch\w*|panic\w*|terrif\w+|terror|monster\w*|trapped|drown\w*|"
    r"storm|emergency|now|faster|go go|hang on|hold on|don't move|freeze|hell|damn|bastard|"
    r"бег\w+|помоги\w*|пожар|горит|огонь|взрыв\w*|стреля\w+|убь\w+|убил\w*|кровь|быстрее|"
    r"стой\w*|беги\w*"
)
_PATTERNS = tuple(re.compile(rf"\b(?:{words})\b", re.I) for words in (_GLAD, _SAD, _ALARM))
_NEGATED = re.compile(
    r"\b(?:not|no|never|n't|without|isn't|don't|doesn't|didn't|wasn't|не|нет)\s+\w*$", re.I
)
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_CHINESE = (("爱|高兴|开心|恭喜|太好了|谢谢|美丽"), ("死|葬|坟|孤独|再见|对不起|哭|泪|失去"),
            ("快跑|救命|火|爆炸|枪|杀|血|快|住手|小心|危险"))  # fmt: skip


@dataclass(frozen=True)
class Feeling:
    """Valence -1 (sad) to 1 (glad); arousal 0 (calm) to 1 (alarmed)."""

    valence: float = 0.0
    arousal: float = 0.0


NO_FEELING = Feeling()


def feeling_of(text: str, *, full_share: float = 0.12) -> Feeling:
    """The feeling of a text from how many of its words carry one.

    Args:
        full_share: share of the words that makes a feeling complete; a long text of which one
            word in eight is about death is as sad as can be.
    """
    count = max(4, len(_WORD.findall(text)))
    glad, sad, alarm = (_hits(text, kind) for kind in range(3))
    full = max(1.0, full_share * count)
    return Feeling(
        max(-1.0, min(1.0, (glad - sad) / full)),
        min(1.0, alarm / full),
    )


def _hits(text: str, kind: int) -> float:
    found = sum(
        0.0 if _NEGATED.search(text[max(0, m.start() - 16) : m.start()]) else 1.0
        for m in _PATTERNS[kind].finditer(text)
    )
    return found + len(re.findall(_CHINESE[kind], text))
