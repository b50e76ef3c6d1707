"""What is in a hand: only things the words put there, and weapons only where words name one.

A thing is held when a clause's verb of holding ("takes", "raises", "carries", "with a") is
followed by its name; a few verbs imply what they use ("drinks" a glass, "smokes" a cigarette).
No verb implies a weapon but the unmistakable ones of shooting: "opens fire", "shoots Ben".
"""

from __future__ import annotations

import re

from filmgen.blocking.lexicon import HANDHELD, find_things

WEAPONS = frozenset(["gun", "rifle", "knife", "sword"])
_ARMS = re.compile(
    r"\b(?:guns?|pistols?|revolvers?|handguns?|weapons?|firearms?|berettas?|glocks?|rifles?|"
    r"shotguns?|crossbows?|muskets?|bows?|knife|knives|daggers?|blades?|machetes?|switchblades?|"
    r"razors?|scalpels?|swords?|katanas?|sabres?|sabers?|spears?|axes?|bats?|clubs?)\b",
    re.IGNORECASE,
)
_SHOOTS = re.compile(
    r"\bopens? fire\b|\bpulls? the trigger\b|\btakes? aim\b|\bat gunpoint\b|\bgunfire\b|"
    r"\bfires? (?:twice|once|again|wildly|blindly|back|at\b|into\b|(?:a|two|three|several|another|"
    r"the first|one) (?:\w+ )?(?:shots?|rounds?|bursts?))|"
    r"\bshoots? (?:(?:him|her|them|it|back|at|first|again|twice|wildly|to kill)\b"
    r"(?! (?:a|an|his|her|their|down the|back a|up) )|(?-i:[A-Z])\w+(?! (?:a|an) (?:\w+ )?"
    r"(?:look|glance|smile|glare|grin)))|\bshoots?\W*$|\bshooting (?:at|back|wildly)\b",
    re.IGNORECASE,
)
_LOOK_SHOT = re.compile(
    r"\bshoots? (?:\w+ ){1,3}(?:looks?|glances?|smiles?|glares?|grins?|stares?)\b|"
    r"\bshoots? (?:up|off|past|out|across|pool|hoops|a (?:film|scene|movie|photo|picture|video))\b",
    re.IGNORECASE,
)
_HOLDING = re.compile(
    r"\b(?:holds?|holding|held|takes?|taking|takes out|grabs?|grabbing|grips?|gripping|"
    r"clutch(?:es|ing)|"
    r"raises?|raising|lifts?|lifting|carr(?:ies|ying)|picks?|picking|pulls?|pulling|draws?|drawing|"
    r"produces?|brandish(?:es|ing)|wields?|wielding|waves?|waving|shakes?|shaking|points?|pointing|"
    r"aims?|aiming|levels?|cocks?|loads?|swings?|swinging|raised|snatch(?:es|ing)|seizes?|gives?|giving|"
    r"hands?|offers?|passes|shows?|showing|reads?|reading|opens?|opening|unfolds?|folds?|lights?|"
    r"drinks?|drinking|sips?|sipping|gulps?|downs|smok(?:es|ing)|eats?|eating|bites?|turns?|turning|"
    r"throws?|throwing|tosses|hurls?|catches|scoops?|retriev(?:es|ing)|hangs?|wraps?|polish(?:es|ing)|"
    r"examines?|studies|looks? at|stares? at|dials?|answers?|armed with|with|wav(?:es|ing)|flashes|"
    r"fires|firing|shoots?|lowers?|hefts?|hauls?|lugs?|sharpens?|cleans?|drops?|presents?|"
    r"sketch(?:es|ing) (?:in|on)|writ(?:es|ing) (?:in|on|with)|sorts?|sorting|flips?|leafs|counts?|"
    r"counting|on|toasts?|clinks?|in (?:his|her|their|one|each|both) hands?)\b",
    re.IGNORECASE,
)
_LETTING_GO = re.compile(
    r"\b(?:puts?|sets?|lays?|places?|throws?) (?:\w+ ){0,4}(?:down|away|aside|back)\b|"
    r"\b(?:puts?|sets?|lays?|places?|leaves?|stuffs?|slides?|tucks?) (?:\w+ ){1,4}"
    r"(?:on|onto|in|into|under|beside)\b|"
    r"\b(?:drops?|tosses|hurls?|flings?|lets? go|pockets? (?:the|it|a|his|her)|"
    r"holsters?|sheaths?|throws?|discards?|"
    r"puts? (?:out|down|away)|hangs?)\b",
    re.IGNORECASE,
)
_IMPLIED = {"drink": "glass", "toast": "glass", "phone": "phone", "smoke": "cigarette",
            "read": "card", "write": "cigarette"}  # fmt: skip
_FREE_HANDS = frozenset(
    ["embrace", "shake hands", "clap", "pray", "hands up", "cover face", "hold head", "rub face",
     "type", "play", "work", "push", "punch", "guard", "struck", "knock"]
)  # fmt: skip
_FREE_LEGS = frozenset(["climb", "crawl", "fall", "lunge", "lie", "lie face down", "drive"])


def shoots(clause: str) -> bool:
    """Whether a verb of the clause can only mean shooting: "opens fire", "shoots him"."""
    return bool(_SHOOTS.search(_LOOK_SHOT.sub(" ", clause)))


def armed(clause: str) -> bool:
    """Whether the words name a weapon, or shoot one."""
    return bool(_ARMS.search(clause)) or shoots(clause)


def held_in(clause: str, arms: str) -> str:
    """Prop kind the clause puts, or finds, in its doer's hand; "" for none.

    Args:
        arms: the pose the clause asks of the arms, a key of `poses.UPPER`.
    """
    verb = _HOLDING.search(clause)
    if verb is not None:
        after = clause[verb.start() :]
        # "a gun in his hand", "beer raised": the thing stands before.
        if re.match(r"in |raised", verb[0], re.IGNORECASE):
            after = clause
        kinds = [t.kind for t in find_things(after) if t.kind in HANDHELD]
        if arms in _IMPLIED:
            kinds = [kind for kind in kinds if kind not in WEAPONS]
        elif verb[0].lower() in ("on", "opens", "opening") or arms == "open door":
            kinds = [
                kind for kind in kinds if kind in ("phone", "card", "book", "umbrella", "keys")
            ]
        kinds = [kind for kind in kinds if kind not in WEAPONS or armed(after)]
        if kinds:
            return kinds[0]
    if shoots(clause):
        return "gun"
    if arms == "read" and not re.search(r"\bread(?:s|ing)?\b", clause, re.IGNORECASE):
        return ""
    return _IMPLIED.get(arms, "")


def lets_go(clause: str, lower: str, upper: str) -> bool:
    """Whether after this clause the hands are empty: put down, given away, or needed."""
    return bool(_LETTING_GO.search(clause)) or upper in _FREE_HANDS or lower in _FREE_LEGS
