"""The script's own camera words: what a writer asked for, in order to obey it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from filmgen.breakdown.model import Angle, Move, Setup, ShotTransition, Size


@dataclass(frozen=True)
class Directive:
    """What one phrase asks of the camera; None where it leaves the choice to the grammar.

    Attributes:
        words: the phrase as printed.
        target: what follows "ON": "THE KNIFE", else "".
    """

    words: str
    size: Size | None = None
    angle: Angle | None = None
    move: Move | None = None
    setup: Setup | None = None
    target: str = ""


_TARGET = r"(?:\s*(?:ON|OF|TO|:|-|--|–|—)\s+(?P<target>[^.:;,\n]{1,60}))?"
# Patterns are matched against the words as printed; those in capitals only count in capitals,
# since "he is close on her heels" asks nothing of the camera.
_PATTERNS: tuple[tuple[str, dict[str, object]], ...] = (
    (r"\b(?:EXTREME(?:LY)? CLOSE(?:-| )?UP|EXTREME CLOSE|ECU|XCU|MACRO)\b", {"size": Size.ECU}),
    (r"\b(?:MEDIUM CLOSE(?:-| )?UP|MCU)\b", {"size": Size.MCU}),
    (
        r"\b(?:CLOSE(?:-| )?UPS?|CLOSER? ON|CLOSE(?= *[-–—:])|CLOSER ANGLE|TIGHT(?:ER)? ON|"
        r"C\.?U\.?(?= ))\b",
        {"size": Size.CU},
    ),
    (r"\b(?:MEDIUM (?:SHOT|ANGLE|ON))\b", {"size": Size.MS}),
    (r"\b(?:TWO[- ]SHOT|2[- ]SHOT)\b", {"setup": Setup.TWO_SHOT, "size": Size.MS}),
    (
        r"\b(?:OVER[- ]THE[- ]SHOULDER|OTS|OVER \w+'?S SHOULDER)\b",
        {"setup": Setup.OTS, "angle": Angle.OTS, "size": Size.MCU},
    ),
    (r"\b(?:EXTREME WIDE|VERY WIDE|EXTREME LONG SHOT|ELS)\b", {"size": Size.ELS}),
    (
        r"\b(?:WIDE(?:R)?(?: SHOT| ANGLE| ON| VIEW)?|LONG SHOT|FULL SHOT|"
        r"MASTER SHOT)\b(?! RECEIVER)",
        {"size": Size.LS},
    ),
    (r"\b(?:ESTABLISHING(?: SHOT)?)\b", {"setup": Setup.ESTABLISHING, "size": Size.ELS}),
    (
        r"\b(?:AERIAL(?: SHOT| VIEW)?|DRONE SHOT)\b",
        {"size": Size.ELS, "angle": Angle.HIGH, "move": Move.CRANE},
    ),
    (
        r"\b(?:BIRD'?S[- ]EYE(?: VIEW)?|OVERHEAD(?: SHOT| ANGLE| VIEW)|TOP[- ]DOWN|"
        r"GOD'?S[- ]EYE)\b",
        {"angle": Angle.OVERHEAD},
    ),
    (r"\b(?:LOW[- ]ANGLE)\b", {"angle": Angle.LOW}),
    (r"\b(?:HIGH[- ]ANGLE)\b", {"angle": Angle.HIGH}),
    (r"\b(?:DUTCH(?: ANGLE| TILT)?|CANTED ANGLE)\b", {"angle": Angle.DUTCH}),
    (
        r"(?:\bP\.?O\.?V\b\.?|\bPOINT OF VIEW\b|субъективная камера|主观镜头)",
        {"setup": Setup.POV, "angle": Angle.POV},
    ),
    (r"\bINSERT\b", {"setup": Setup.INSERT, "size": Size.ECU}),
    (
        r"\b(?:TRACKING(?: SHOT| WITH| ON)?|DOLLY(?:ING)?(?! (?:IN|OUT|BACK|"
        r"PARTON))(?: SHOT)?|STEADICAM)\b",
        {"move": Move.TRACK},
    ),
    (
        r"\b(?:PUSH(?:ING|ES)? IN|DOLLY(?:ING)? IN|MOVE(?:S)? IN|MOVING IN|TRACK IN)\b",
        {"move": Move.PUSH_IN},
    ),
    (
        r"\b(?:PULL(?:ING|S)? (?:BACK|OUT)|DOLLY(?:ING)? (?:OUT|BACK)|REVEAL)\b(?! OF)",
        {"move": Move.PULL_OUT},
    ),
    (r"\b(?:ZOOM(?:ING|S)?(?: IN| OUT| ON)?|CRASH ZOOM)\b", {"move": Move.ZOOM}),
    (
        r"\b(?:PAN(?:NING|S)? (?:TO|ACROSS|OVER|LEFT|RIGHT|UP|DOWN|ALONG)|WHIP PAN|SWISH PAN)\b",
        {"move": Move.PAN},
    ),
    (r"\b(?:TILT(?:ING|S)? (?:UP|DOWN|TO))\b", {"move": Move.TILT}),
    (r"\b(?:CRANE(?: SHOT| UP| DOWN|S UP|S DOWN)|BOOM (?:UP|DOWN))\b", {"move": Move.CRANE}),
    (r"\b(?:HAND-?HELD|SHAKY ?CAM)\b", {"move": Move.HANDHELD}),
    (r"\b(?:REVERSE(?: ANGLE| ON)?|ANGLE ON|NEW ANGLE|ANOTHER ANGLE)\b", {}),
)
_COMPILED = tuple(
    (
        re.compile(
            p + (_TARGET if "ON" in p or "INSERT" in p or "CLOSE" in p or "POV" in p else "")
        ),
        w,
    )
    for p, w in _PATTERNS
)
# "We push in on", "the camera tracks": lower case counts only with who moves.
_CAMERA_VERB = re.compile(
    r"\b(?:we|the camera|camera)\s+(?:(?:slowly|now|then|quickly|gently)\s+)?"
    r"(?P<verb>push(?:es)? in|pull(?:s)? (?:back|out)|track(?:s)?|follow(?:s)?|pan(?:s)?|"
    r"tilt(?:s)?|"
    r"crane(?:s)?|rise(?:s)?|move(?:s)? in|drift(?:s)?|zoom(?:s)?|dolly|dollies|close(?:s)? in)\b",
    re.IGNORECASE,
)
_VERB_MOVES = (
    ("push", Move.PUSH_IN), ("move", Move.PUSH_IN), ("close", Move.PUSH_IN),
    ("pull", Move.PULL_OUT),
    ("track", Move.TRACK), ("follow", Move.TRACK), ("drift", Move.TRACK), ("doll", Move.TRACK),
    ("pan", Move.PAN), ("tilt", Move.TILT), ("crane", Move.CRANE), ("rise", Move.CRANE),
    ("zoom", Move.ZOOM),
)  # fmt: skip
_FOLLOW_IT = re.compile(r"(?:^|[.!?] )Follow (?:it|him|her|them)\b")
_ON_TARGET = re.compile(
    r"^ON (?P<target>(?:THE |A )?[^a-z.:;,\n]{2,40}?)(?= *(?:$|[.:;,–—\n]|--| - ))"
)
_CHINESE: tuple[tuple[str, dict[str, object]], ...] = (
    ("特写", {"size": Size.CU}), ("大特写", {"size": Size.ECU}), ("全景", {"size": Size.LS}),
    ("远景", {"size": Size.ELS}), ("中景", {"size": Size.MS}), ("近景", {"size": Size.MCU}),
    ("крупный план", {"size": Size.CU}), ("общий план", {"size": Size.LS}),
)  # fmt: skip


def find_directive(text: str) -> Directive | None:
    """The camera phrase of a sentence or heading, all its wishes put together, or None."""
    wishes: dict[str, object] = {}
    phrase = ""
    target = ""
    for pattern, wish in _COMPILED:
        match = pattern.search(text)
        if not match or ("size" in wish and "size" in wishes):
            continue
        phrase = phrase or match[0].strip()
        wishes = {**wish, **wishes}
        target = target or (match.groupdict().get("target") or "").strip()
    verb = _CAMERA_VERB.search(text) or _FOLLOW_IT.search(text)
    if verb and "move" not in wishes:
        word = (verb.groupdict().get("verb") or "follow").lower()
        wishes["move"] = next(m for stem, m in _VERB_MOVES if word.startswith(stem))
        phrase = phrase or verb[0]
    on = _ON_TARGET.match(text)
    if on and not phrase:
        phrase, target = on[0], on["target"]
    for word, wish in _CHINESE:
        if word in text.lower() and "size" not in wishes:
            wishes.update(wish)
            phrase = phrase or word
    if not phrase:
        return None
    return Directive(phrase, target=target, **wishes)  # type: ignore[arg-type]


_TRANSITIONS = (
    (re.compile(r"SMASH|HARD CUT", re.I), ShotTransition.SMASH_CUT),
    (re.compile(r"DISSOLVE|CROSS-?FADE|наплыв|叠化|BURN TO|RIPPLE", re.I), ShotTransition.DISSOLVE),
    (re.compile(r"MATCH", re.I), ShotTransition.MATCH_CUT),
    (re.compile(r"FADE IN|FADE UP|淡入|из затемнения|из зтм", re.I), ShotTransition.FADE_IN),
    (re.compile(r"FADE|IRIS|淡出|затемнение|зтм|CUT TO BLACK", re.I), ShotTransition.FADE_OUT_IN),
    (re.compile(r"WIPE|шторка", re.I), ShotTransition.WIPE),
)
_ENDS = re.compile(r"FADE|BURN TO|CUT TO BLACK|BLACK ?OUT|IRIS OUT|淡出|затемнение", re.IGNORECASE)
_FADE_IN = re.compile(r"FADE (?:IN|UP)|淡入|из затемнения", re.IGNORECASE)
_INTERCUT = re.compile(r"\bINTERCUT(?:TING)?\b")
_MONTAGE = re.compile(
    r"^(?:BEGIN |START )?(?:MONTAGE|SERIES OF SHOTS|QUICK CUTS|VARIOUS SHOTS|蒙太奇|МОНТАЖ)\b"
)
_MONTAGE_END = re.compile(
    r"^(?:END(?:S)?(?: OF)? (?:THE )?(?:MONTAGE|SERIES)|BACK TO (?:SCENE|PRESENT))", re.I
)
_TITLE = re.compile(
    r"^(?:THE END|FIN|TITLE(?: CARD)?\b.*|КОНЕЦ|剧终|END OF (?:ACT|PART)\b.*)[.!]?$", re.I
)
_SUPER = re.compile(
    r"^(?:SUPER(?:IMPOSE)?|CHYRON|TITLE(?: CARD)?|CAPTION|LOWER THIRD)\s*[:\-–—]+\s*(.+)$", re.I
)


def transition(text: str) -> ShotTransition:
    """How the next shot is entered after a printed transition. Anything unknown is a cut.

    "TIME CUT TO:" and "JUMP CUT TO:" are cuts: the picture has to show the time gone by.
    """
    if is_intercut(text):
        return ShotTransition.CUT
    for pattern, kind in _TRANSITIONS:
        if pattern.search(text):
            return kind
    return ShotTransition.CUT


def fades_out(text: str) -> bool:
    """Whether the film may end on this transition in black."""
    return bool(_ENDS.search(text)) and not _FADE_IN.search(text)


def is_intercut(text: str) -> bool:
    return bool(_INTERCUT.search(text))


def starts_montage(text: str) -> bool:
    return bool(_MONTAGE.match(text.strip()))


def ends_montage(text: str) -> bool:
    return bool(_MONTAGE_END.match(text.strip()))


def is_title(text: str) -> bool:
    """Whether a line printed as a transition is really words on screen ("THE END")."""
    return bool(_TITLE.match(text.strip()))


def superimposed(text: str) -> str:
    """The words of "SUPER: 'Five years later'", without quotes, else ""."""
    match = _SUPER.match(text.strip())
    return match[1].strip(" \"'“”‘’") if match else ""
