"""How a voice reaches us, from a cue's extension or a parenthetical: the treatment it gets.

Who speaks *into* a phone stands before us and is heard as anyone; who is *on* the phone is heard
through it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from filmgen.breakdown.model import Line

# First match wins. Patterns are searched in one extension or parenthetical.
_WAYS: tuple[tuple[str, str], ...] = (
    # Spoken in the picture, whatever the device in the hand.
    ("", r"\b(?:in)?to (?:the |his |her |a |their )?(?:\w+ )?(?:phone|telephone|cell|receiver|"
     "headset|radio|mic|microphone|"
         r"walkie(?:-talkie)?|intercom|camera)\b|\bв (?:трубку|телефон|рацию|микрофон)\b|"
         r"对着?(?:电话|话筒|手机)"),
    ("loudspeaker", r"\b(?:(?:over|on|through|via|from|by) (?:the |a |"
     "an )?)?(?:p\.?a\.?(?: system)?|loud-?speakers?|tannoy|"
                    r"megaphone|bull-?horn|public address)(?![\w.])|\b(?:over|on|"
                    r"through) (?:the |a )?speakers?\b"
                    r"|громкоговорител|мегафон|по громкой|扩音器|喇叭|广播(?:里|中)"),
    ("radio", r"\b(?:over|on|through|via|from) (?:the |a |his |her )?(?:\w+ )?(?:radio|"
     "walkie(?:-talkie)?|comms?|headset|"
              r"intercom|earpiece|transmitter)\b|^(?:radio|intercom|comms?)(?: voice)?$|"
              r"radio filter"
              r"|\bпо (?:рации|радио|интеркому)|对讲机|无线电|收音机"),
    ("tv", r"\b(?:over|on|through|from) (?:the |a |his |her )?(?:tv|t\.v\.|television|monitor|"
     "video(?: call)?|"
           r"laptop|computer|tape|recording|tablet|hologram|(?<!on )screen)(?![\w])|^(?:tv|"
           r"television|recorded|recording|video)$"
           r"|\bпо (?:телевизору|телику)|с экрана|в записи|电视(?:里|中|上)|录音|视频"),
    ("phone", r"\b(?:over|on|through|via|from) (?:the |a |his |her |"
     "speaker ?)?(?:\w+ )?(?:phone|telephone|cell|line|"
              r"speaker-?phone|voice-?mail|answering machine|receiver)\b|^(?:phone|telephone|"
              r"filtered|voicemail|"
              r"answering machine)(?: voice)?$|\bfiltered\b|\b(?:voice )?filter\b"
              r"|\bпо (?:телефону|громкой связи)|из трубки|в трубке|голос в трубке|автоответчик|"
              r"电话(?:里|中|那头)|手机里"),
    ("door", r"\b(?:through|behind|beyond|outside|other side of) (?:the |a |his |"
     "her )?(?:\w+ )?(?:doors?|walls?|glass|window)\b"
             r"|^muffled$|\bmuffled\b|за (?:дверью|стеной)|через дверь|门外|隔着"),
    ("next room", r"^(?:o\.? ?s\.?|o\.? ?c\.?|off(?:[- ]?(?:screen|camera|stage))?)$|"
     "\bfrom (?:the )?(?:next|other|another) room\b"
                  r"|\b(?:o\.s\.|o\.c\.)(?!\w)|\boff[- ]?(?:screen|camera|stage)\b"
                  r"|не в кадре|画外$"),
    ("voice over", r"^(?:v\.? ?o\.?|voice[- ]?over|narration|narrating)$|\b(?:v\.o\.)(?!\w)|"
     "voice[- ]over|"
                   r"^(?:з\.? ?к\.?|за кадром|голос за кадром)$|画外音|旁白"),
)  # fmt: skip
_PATTERNS = tuple((way, re.compile(words, re.I)) for way, words in _WAYS)


def treatment_of(extensions: Iterable[str], delivery: str = "") -> str:
    """The treatment (`sound.treatment.TREATMENTS`) that a line's markings ask for.

    Args:
        extensions: of the cue: "V.O.", "ON PHONE", …; the last that says something wins.
        delivery: parentheticals, joined by "; ". They outweigh the cue. A device outweighs a place:
            who is off screen and on the phone is on the phone.
    """
    said = [_way(words.strip()) for words in (*extensions, *delivery.split(";"))]
    ways = [way for way in said if way is not None]
    devices = [way for way in ways if way not in ("next room", "voice over")]
    return (devices or ways or [""])[-1]


def treatments(lines: Iterable[Line]) -> dict[str, str]:
    """The treatment of each line by id; what a parenthetical says holds for the whole speech."""
    found: dict[str, str] = {}
    held = ""
    for line in lines:
        if not line.continues:
            held = ""
        if any(_way(words.strip()) is not None for words in line.delivery.split(";")):
            held = line.delivery
        found[line.id] = treatment_of(line.extensions, held)
    return found


def _way(words: str) -> str | None:
    if not words:
        return None
    return next((way for way, pattern in _PATTERNS if pattern.search(words)), None)
