"""Children in scenes with violence, weapons, drink and the like."""

# ruff: noqa: E501 - a list of words reads better in long lines
from __future__ import annotations

import re

from filmgen.breakdown.cast import Cast
from filmgen.desk.advisories.model import DEGREES, Kind

_CHILD = re.compile(
    r"\b(?:child|children|kids?|boys?|girls?|bab(?:y|ies)|infants?|toddlers?|newborn|teen(?:s|ager|agers|age)?|"
    r"school(?:girl|boy|girls|boys|child|children|kids)|twins|minors?|pupils?|orphans?|"
    r"(?:\w+-)?years?[- ]olds?)\b",
    re.IGNORECASE,
)  # fmt: skip
_NO_CHILD = re.compile(
    r"\b(?:kid gloves?|kid leather|bab(?:y|ies) (?:grand|blue|pink|carrots?|steps?|shower|monitor|powder|oil|boomers?|"
    r"face[ds]?|bump)|(?:boy|girl) (?:band|friend|group|scouts?|next door)|old boys?|(?:bus|cow|bell|play|pool|paper|delivery|"
    r"stable|party|show|call|bar|working|flower|cover|pin-?up|chorus|dancing|bond) ?(?:boys?|girls?)|boys in blue|good old boys?|"
    r"minor (?:key|chord|road|injur\w+|league|detail|scratch\w*)|twin (?:beds?|engines?|towers?)|pupils (?:dilat|narrow|shrink|widen)\w*|"
    r"(?:[2-9]\d|1[89]|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\w+)?[- ]years?[- ]olds?|year-old (?:whisk|wine|car|house)\w*|"
    r"inner child|brain ?child|child['’]s play|kid(?:s|ding)? (?:you|me|himself)|(?:his|her|their|the|a) pupils?(?= (?:are|dilate|shrink)))\b",
    re.IGNORECASE,
)  # fmt: skip
_AGED = re.compile(
    r"\b[A-ZÀ-Þ][\w’'-]*(?: [A-Z][\w’'-]*)?\s*[,(]\s*(?:aged? )?([1-9]|1[0-7])(?=\s*[,).]|\s*$)"
)
_HAZARD = re.compile(
    r"\b(?:burning|on fire|drown(?:s|ing)?|trapped|kidnap\w*|abduct\w*|snatch(?:es|ed)|"
    r"(?:pulls?|drags?|shoves?|bundles?|forces?|throws?) (?:the |a |her |him )?(?:\w+ ){0,3}?(?:into (?:the|a) (?:\w+ )?(?:van|car|truck|boot|trunk|river|"
    r"well|cellar)|away|against)|(?:is|are|was|gets?) (?:thrown|hit|beaten|shot|struck|dragged|tied|chained|locked)|falls? (?:from|off|through|"
    r"into the (?:river|water|well|canal))|hangs? from|on the ledge|in front of the (?:train|car|truck|bus)|unconscious|bleeding|cowers?|"
    r"(?:open|upstairs) window|(?:over|near|toward|towards|to) the (?:edge|cliff|ledge|railing)|into (?:the )?(?:road|traffic|street)|deep end|flames|avalanche|bars? the door|(?:herds?|herded|locks?|lock) the (?:children|kids|girls|boys)|hides? (?:under|behind|in)\b[^.]{0,40}(?:boots|shots|gunfire|screams|shouting)|explo\w+|gunman|gunmen|held hostage|lost in the)\b",
    re.IGNORECASE,
)  # fmt: skip
_SUBSTANCES = frozenset({Kind.DRUGS, Kind.ALCOHOL, Kind.TOBACCO})
_DANGERS = frozenset({Kind.VIOLENCE, Kind.SEX, Kind.SELF_HARM, Kind.IMITABLE})
_STRONG = {
    Kind.VIOLENCE: "fight", Kind.SEX: "nudity", Kind.DRUGS: "taken", Kind.SELF_HARM: "shown",
    Kind.WEAPONS: "used",
}  # fmt: skip


def child_in(sentence: str, cast: Cast | None = None) -> tuple[int, int] | None:
    """Where a sentence of action names a child, from and to; None where none is.

    A child is called one, is given an age below 18 behind a name, or is one of the cast whose
    description gives such an age.
    """
    spans = [(m.start(), m.end()) for m in _NO_CHILD.finditer(sentence)]
    for match in _CHILD.finditer(sentence):
        if not any(start < match.end() and end > match.start() for start, end in spans):
            return match.start(), match.end()
    if aged := _AGED.search(sentence):
        return aged.start(), aged.end()
    if cast is not None:
        for mention in cast.mentions(sentence):
            note = cast.note(mention.name)
            if note is not None and note.species == "human" and 0 < (note.age_years or 99) < 18:
                return mention.start, mention.end
    return None


def danger_of(sentence: str, kinds: frozenset[Kind]) -> str:
    """The degree of a sentence of action with a child in it; "" for none.

    Args:
        kinds: what else was found in the sentence.
    """
    if kinds & _DANGERS or _HAZARD.search(sentence):
        return "in danger"
    if Kind.WEAPONS in kinds:
        return "with a weapon"
    if kinds & _SUBSTANCES:
        return "with alcohol, tobacco or drugs"
    return ""


def is_strong(kind: Kind, degree: str, spoken: bool) -> bool:
    """Whether a finding makes it matter that a child is in the scene."""
    if spoken or kind not in _STRONG:
        return False
    return DEGREES[kind].index(degree) >= DEGREES[kind].index(_STRONG[kind])
