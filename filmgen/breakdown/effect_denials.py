"""Where the words say that there is no effect: denied, over, only heard, feared or pictured."""

from __future__ import annotations

import re

_BEFORE = re.compile(
    r"\b(?:no|not|n['’]t|without|never|neither|nor|nothing|barely any|lacks?|lacking|hardly any|"
    r"free of|instead of|rather than|no longer|"
    r"un-?lit|dead|cold|extinguished|imaginary|painted|fake|stop(?:s|ped)?|puts? out|"
    r"stamps? out|douses?|extinguish(?:es)?|snuffs?(?: out)?|beats? out|smothers?|"
    r"blows? out|end of|last of|afraid of|fears?|dreams? of|talks? about|speaks? of|photos? of|"
    r"pictures? of|painting of|paintings of|photograph of|footage of|news of|stor(?:y|ies) of|"
    r"drawing of|before (?:(?:the|an?|his|her) \w+|it|he|she|they)(?=\s*$)|if|unless|would|"
    r"could|might|will|about to|as if|like|as though|prevent(?:s)?|avoid(?:s)?|"
    r"burned-out|smell of|smells? of|reeks? of|stench of|memory of|memories of|threat of|"
    r"promise of|look for|looks for|survived)\b[^,;.!?]{0,28}$",
    re.IGNORECASE,
)
_PICTURED = re.compile(
    r"\b(?:on|in) (?:the|an?|his|her|their|an old) (?:\w+ )?(?:tv|television|screen|monitor|phone|"
    r"painting|photograph|photo|picture|poster|dream)\b",
    re.IGNORECASE,
)
"""What burns on a screen does not burn in the room."""
_POWERLESS = re.compile(
    r"\b(?:cannot|can['’]t|could not|couldn['’]t|nothing can|unable to|fails? to|"
    r"too late to|tries to|try to|trying to)\s+\w+",
    re.IGNORECASE,
)
"""Before a denial: whoever cannot stop the flames has them."""
_CJK_BEFORE = re.compile(
    r"(?:\b(?:не|нет|без|никакого)\b[^,;.!?]{0,20}|[没無无不未][有]?[^，。]{0,3})$", re.IGNORECASE
)
_CJK_AFTER = re.compile(r"[刚已]?[停熄灭散]")
_AFTER = re.compile(
    r"^[^,;.!?]{0,24}?\b(?:is out|are out|goes out|went out|has gone out|is dead|is unlit|"
    r"unlit|is cold|has died|died out|dies out|"
    r"has (?:\w+ )?stopped|stops|stopped|has cleared|clears|is gone|are gone|has burn(?:ed|"
    r"t) (?:off|out)|burns (?:off|out)|long dead|has ended|is over|has passed|"
    r"is extinguished|is doused|put out|isn['’]t|aren['’]t|does not|doesn['’]t|is not|"
    r"never|won['’]t|wouldn['’]t|has not|hasn['’]t|will not|fails to|"
    r"has begun to burn off|that never|lifts|has lifted|insurance)\b",
    re.IGNORECASE,
)


def denied(sentence: str, start: int, end: int) -> bool:
    """Whether a sentence denies what its letters from `start` to `end` call for."""
    if _CJK_AFTER.match(sentence[end:]):
        return True
    before = _POWERLESS.sub(" ", sentence[:start])
    return bool(
        _PICTURED.search(sentence)
        or _BEFORE.search(before)
        or _AFTER.match(sentence[end:])
        or _CJK_BEFORE.search(before[-24:])
    )
