"""Which lines are transitions, in the languages scripts come in, and which are page marks."""

from __future__ import annotations

import re

# What a transition is made of: needed before a bare "… TO:" may be one without a blank line after.
_VOCABULARY = re.compile(
    r"\b(?:CUT|CUTS|FADE|DISSOLVE|WIPE|BURN|MATCH|SMASH|IRIS|FLASH|FLASHBACK|JUMP|INTERCUT|MORPH"
    r"|SLAM|BACK|CROSSFADE|BLACK|WHITE|TIME)\b"
)
_KNOWN = re.compile(
    r"(?:"
    r"(?:SLOW |QUICK |LONG |HARD )?(?:CROSS-?\s?)?FADE (?:IN|OUT|UP|DOWN|AWAY)"
    r"(?: (?:ON|FROM|TO) [A-Z ]{3,20})?"
    r"|(?:SLOW |QUICK |HARD )?(?:FADE|FADES|CUT|CUTS|SMASH CUT|SMASH|HARD CUT|BURN|WIPE|IRIS|FLASH)"
    r" TO (?:BLACK|WHITE|RED|PINK|TITLE|TITLES|CREDITS|COLOU?R)"
    r"|(?:SMASH |MATCH |JUMP |TIME |HARD |QUICK |SHOCK |FLASH |DIRECT |INVISIBLE |BACK )"
    r"CUTS?(?: TO)?"
    r"|(?:SLOW |QUICK |MATCH |RIPPLE |LAP )?DISSOLVES?(?: TO)?"
    r"|IRIS (?:IN|OUT)|WIPE|FREEZE FRAME|INTERCUT(?: WITH)?|BEGIN INTERCUT|END INTERCUT"
    r"|BACK TO(?: SCENE)?|CUT|CUT TO|CUT BACK TO|FLASH TO|FLASH CUT TO"
    r")[.:]?"
)
_TO = re.compile(r"[^a-z]{0,60}\bTO:")
_OTHER_SCRIPTS = re.compile(
    r"(?:СКЛЕЙКА|ЗТМ|ИЗ ЗТМ|В ЗТМ|ЗАТЕМНЕНИЕ|ИЗ ЗАТЕМНЕНИЯ|НАПЛЫВ|ПЕРЕХОД|СТОП-КАДР"
    r"|ВЫТЕСНЕНИЕ|МОНТАЖНАЯ СКЛЕЙКА"
    r"|(?:镜头)?(?:切至|切到|切入|硬切|跳切|叠化|叠至|化入|化出|淡入|淡出|渐显|渐隐|黑场|闪白|划像|匹配剪辑)"
    r"(?:至|到)?[^。！？]{0,8}|画面渐黑|暗转|溶暗|溶明|F\.I\.|F\.O\.)[.:：。]?"
)

_FURNITURE = re.compile(r"^\(?(?:CONTINUED|MORE)\)?:?(?:\s*\(\d+\))?$|^\d{1,3}\.$", re.IGNORECASE)


def is_transition(line: str) -> bool:
    """A transition by its words alone; the caller sees to the blank line before it."""
    text = " ".join(line.split())
    if not 2 <= len(text) <= 70:
        return False
    if _KNOWN.fullmatch(text) or _OTHER_SCRIPTS.fullmatch(text):
        # Bare "CUT", "BACK TO" and the like are transitions only with their punctuation.
        return len(text) > 7 or text[-1] in ".:：。" or not text.isascii()
    return bool(_TO.fullmatch(text) and _VOCABULARY.search(text))


def may_be_transition(line: str) -> bool:
    """Capitals that end in "TO:": a transition if a blank line follows (Fountain's rule)."""
    text = " ".join(line.split())
    return 4 <= len(text) <= 70 and bool(_TO.fullmatch(text))


def is_page_furniture(line: str) -> bool:
    """CONTINUED:, (MORE) and page numbers that a copy of a printed script brings along."""
    return bool(_FURNITURE.match(line))
