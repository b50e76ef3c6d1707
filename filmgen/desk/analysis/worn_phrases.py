"""Phrases that script readers know too well: directing on the page, and lines heard before."""

from __future__ import annotations

import re

_ACTION = (
    ("we see / we hear", r"\bwe (?:can )?(?:see|hear|watch|follow|find|realize|notice)\b"),
    ("begins to / starts to", r"\b(?:begin|start)s? (?:to \w+|\w+ing)\b"),
    ("suddenly", r"\b(?:suddenly|all of a sudden)\b"),
    ("a beat", r"^(?:a |long |another )*beat\.|\b(?:a beat|after a beat|beat of silence)\b"),
    ("lets out a breath", r"\blets? out (?:a|the) (?:\w+ )?(?:breath|sigh)\b"),
    ("heart pounding", r"\bhearts? (?:is |are )?(?:pound|rac|hammer)(?:ing|s)\b"),
    ("time stands still", r"\btime (?:stands|stood|seems to stand|stops|freezes)\b"),
    ("out of nowhere", r"\bout of nowhere\b"),
    ("eyes widen", r"\beyes (?:go wide|widen|grow wide)\b"),
    ("beautiful but …", r"\b(?:beautiful|attractive|pretty),? but (?:doesn't|does not) know\b"),
    ("slow motion", r"\bslow[- ]mo(?:tion)?\b"),
    ("deafening silence", r"\bdeafening silence\b"),
    ("blood runs cold", r"\bblood runs cold\b"),
    ("a single tear", r"\ba single tear\b"),
    ("wakes with a start", r"\b(?:wakes?|sits?) (?:up )?(?:with a (?:start|gasp)|bolt upright)\b"),
    ("off his look", r"\boff (?:his|her|their) (?:look|reaction)\b"),
)  # fmt: skip
_DIALOGUE = (
    ("you just don't get it", r"\byou just don't get it\b"),
    ("let's get out of here", r"\blet's get (?:the hell )?out of here\b"),
    ("is that all you've got", r"\bis that all you(?:'ve)? got\b"),
    ("I have a bad feeling about this", r"\bbad feeling about this\b"),
    ("we've got company", r"\bwe(?:'ve| have)? got company\b"),
    ("I can explain", r"\bi can explain\b"),
    ("we need to talk", r"\bwe need to talk\b"),
    ("it's not what it looks like", r"\bnot what (?:it looks like|you think)\b"),
    ("you and I are not so different", r"\bnot so different,? you and i\b|\byou and i are (?:not "
     r"so different|the same)\b"),
    ("this ends now", r"\bthis ends (?:now|here|tonight)\b"),
    ("don't you die on me", r"\bdon't you (?:dare )?die on me\b"),
    ("I'm getting too old for this", r"\btoo old for this\b"),
    ("we're not so different", r"\bwe're not so different\b"),
    ("are you okay?", r"\bare you (?:okay|ok|all right|alright)\?"),
    ("what do you mean?", r"\bwhat do you mean\?"),
    ("I didn't sign up for this", r"\bdidn't sign up for this\b"),
    ("over my dead body", r"\bover my dead body\b"),
    ("no time to explain", r"\bno time to explain\b"),
    ("you don't understand", r"\byou don't understand\b"),
    ("trust me", r"\btrust me\b"),
    ("there you are", r"\bthere you are\b"),
    ("it's complicated", r"\bit's complicated\b"),
    ("as you know", r"\bas (?:you|we) (?:both |all )?know\b"),
    ("at the end of the day", r"\bat the end of the day\b"),
    ("tell me something I don't know", r"\bsomething i don't know\b"),
)  # fmt: skip

WORN_PHRASES = tuple(
    (phrase, re.compile(pattern, re.IGNORECASE), where)
    for where, phrases in (("action", _ACTION), ("dialogue", _DIALOGUE))
    for phrase, pattern in phrases
)
"""(what it is shown as, pattern, "action" or "dialogue")."""
