"""Which spot sound a sound cue of the script calls for, how loud, and how long it may last."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from filmgen.breakdown.model import SoundCue


@dataclass(frozen=True)
class SpotChoice:
    """A spot sound to make.

    Attributes:
        kind: of `synth.render.SPOTS`, or of `synth.render.BEDS` for what goes on for a while.
        intensity: 0 to 1.
        gain_db: on top of its natural level beside dialogue.
        seconds: its longest length; many are shorter.
        parameters: the kind's knobs.
    """

    kind: str
    intensity: float
    gain_db: float
    seconds: float
    parameters: tuple[tuple[str, Any], ...] = ()


_SPOTS: Mapping[str, SpotChoice] = {
    "gunshot": SpotChoice("gunshot", 0.6, 0.0, 3.0),
    "explosion": SpotChoice("explosion", 0.7, 0.0, 6.0),
    "phone ring": SpotChoice("phone", 0.6, 0.0, 2.9),
    "bell": SpotChoice("bell", 0.6, 0.0, 6.0),
    "knock": SpotChoice("knock", 0.6, 0.0, 1.9),
    "door": SpotChoice("door", 0.6, 0.0, 2.0),
    "glass": SpotChoice("glass", 0.6, 0.0, 2.3),
    "splash": SpotChoice("splash", 0.6, 0.0, 2.5),
    "siren": SpotChoice("siren", 0.6, -3.0, 7.0),
    "dog bark": SpotChoice("dog", 0.6, 0.0, 2.0),
    "thunder": SpotChoice("thunder", 0.6, 0.0, 9.0),
    "footsteps": SpotChoice("footsteps", 0.6, 0.0, 3.2),
    "engine": SpotChoice("engine", 0.6, -2.0, 3.6),
    "horn": SpotChoice("horn", 0.6, 0.0, 4.2),
    "clock": SpotChoice("clock", 0.6, 8.0, 5.0),
    "slap": SpotChoice("slap", 0.6, 0.0, 0.6),
    "impact": SpotChoice("impact", 0.6, 0.0, 1.4),
    "typing": SpotChoice("typing", 0.6, 0.0, 3.5),
    "applause": SpotChoice("applause", 0.6, 0.0, 4.5),
    "crowd": SpotChoice("cheer", 0.6, 0.0, 3.5),
    "whoosh": SpotChoice("whoosh", 0.6, 0.0, 1.0),
    "click": SpotChoice("click", 0.6, 0.0, 0.5),
    "gasp": SpotChoice("gasp", 0.6, 0.0, 0.9),
    "alarm": SpotChoice("alarm", 0.6, -3.0, 3.0),
    "buzz": SpotChoice("buzz", 0.6, 0.0, 1.8),
    "hiss": SpotChoice("hiss", 0.6, 0.0, 2.5),
    "drip": SpotChoice("drip", 0.6, 0.0, 4.0),
    "keys": SpotChoice("keys", 0.6, 0.0, 1.3),
    "sword": SpotChoice("sword", 0.6, 0.0, 1.6),
    "car door": SpotChoice("car-door", 0.6, 0.0, 1.0),
    "crash": SpotChoice("crash", 0.6, -3.0, 3.0),
    "paper": SpotChoice("paper", 0.6, 0.0, 1.2),
    "helicopter": SpotChoice("helicopter", 0.6, 0.0, 8.0),
    "plane": SpotChoice("plane-pass", 0.6, 0.0, 10.0),
    "train": SpotChoice("train-pass", 0.6, -3.0, 11.0),
    "hooves": SpotChoice("hooves", 0.5, 0.0, 4.5),
    "lighter": SpotChoice("lighter", 0.6, 0.0, 1.4),
    "pour": SpotChoice("pour", 0.6, 0.0, 2.4),
    "clink": SpotChoice("clink", 0.6, 0.0, 1.6),
    "chair": SpotChoice("chair", 0.6, 0.0, 1.1),
    "heartbeat": SpotChoice("heartbeat", 0.6, 0.0, 4.0),
    "creak": SpotChoice("creak", 0.6, 0.0, 1.9),
    "screech": SpotChoice("screech", 0.6, 0.0, 1.9),
}
"""By `SoundCue.kind`. Absent on purpose: "scream", "laugh" and "music": a synthetic one would
pass for none; they are an actor's or a composer's."""

# cue kind, words of the cue, what they change
_SLAM = {"parameters": (("action", "slam"),), "intensity": 0.8}
_OPEN = {"parameters": (("action", "open"),)}
_SHADES: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("door", r"slam|bang|kick|burst|flies|barrels|хлопа", _SLAM),
    ("door", r"open|push|pull|slide|creak|swing|открыва|开|推", _OPEN),
    ("phone ring", r"\bcell|\bmobile|手机", {"parameters": (("ring", "mobile"),)}),
    ("car door", r"open|откры|开", {"parameters": (("action", "open"),)}),
    ("alarm", r"fire|smoke|wail|blar", {"parameters": (("style", "fire"),)}),
    ("alarm", r"monitor", {"parameters": (("style", "heart"),)}),
    ("sword", r"draw|sheath|拔", {"parameters": (("action", "draw"),)}),
    ("sword", r"clash|ring|刀剑", {"parameters": (("action", "clash"),)}),
    ("keys", r"lock|turn|twist|bolt|开锁", {"parameters": (("action", "lock"),)}),
    ("paper", r"tear|rip|рв|撕", {"parameters": (("action", "tear"),)}),
    ("paper", r"crumple", {"parameters": (("action", "crumple"),)}),
    ("lighter", r"lighter|zippo|flick", {"parameters": (("of", "lighter"),)}),
    ("buzz", r"spark|wire|sizzl|crackl", {"parameters": (("of", "spark"),)}),
    ("buzz", r"intercom", {"parameters": (("of", "door"),), "seconds": 0.9}),
    ("hooves", r"gallop|thunder", {"intensity": 0.9}),
    ("phone ring", r"buzz", {"parameters": (("ring", "buzz"),), "seconds": 1.2}),
    ("bell", r"door ?bell|门铃", {"parameters": (("size", "door"),), "seconds": 3.0}),
    ("bell", r"jingle|\bding\b|chime", {"parameters": (("size", "hand"),), "seconds": 2.5}),
    ("bell", r"clang|铃声", {"parameters": (("size", "school"),), "seconds": 3.0}),
    ("horn", r"truck", {"parameters": (("of", "truck"),)}),
    ("horn", r"train", {"parameters": (("of", "train"),)}),
    ("horn", r"foghorn|гудок", {"parameters": (("of", "ship"),)}),
    ("engine", (
        r"speeds?|peels?|drives?|races?|approach|cruises|away|off\b|easing|pulls? up|is heard|"
        r"sound of"
    ), {"parameters": (("action", "pass"),)}),
    ("engine", r"rev|roar|guns?\b", {"parameters": (("action", "rev"),)}),
    ("impact", r"punch|kick", {"kind": "punch"}),
    ("impact", r"collaps|floor|ground", {"parameters": (("on", "body"),)}),
    ("impact", (
        r"crash|slams? into|clang|грохот"
    ), {"parameters": (("on", "metal"),), "intensity": 0.8}),
    ("thunder", r"crack|clap", {"intensity": 0.9}),
    ("thunder", r"roll|rumbl", {"intensity": 0.25}),
    ("gunshot", r"machine gun|gatling|automatic", {
        "parameters": (("times", 14.0),), "intensity": 0.7, "seconds": 4.0}),
    ("gunshot", r"gunfire|opens? fire", {
        "parameters": (("times", 4.0),), "intensity": 0.7, "seconds": 4.5}),
    ("gunshot", r"twice|two", {"parameters": (("times", 2.0),), "seconds": 3.5}),
    ("crowd", r"shout|scream", {"parameters": (("mood", "panic"),)}),
    ("footsteps", r"run|sprint|race|dash|бежит|跑", {
        "parameters": (("pace", 3.0),), "seconds": 2.4}),
    ("footsteps", r"tiptoe", {"intensity": 0.2}),
    ("footsteps", r"march", {"parameters": (("walkers", 5.0),)}),
    ("footsteps", r"heels|stairs|creak", {"parameters": (("surface", "wood"),)}),
)  # fmt: skip


def spot_for(cue: SoundCue) -> SpotChoice | None:
    """The spot for a cue, shaded by its words; None where nothing synthetic would pass for it."""
    choice = _SPOTS.get(cue.kind.strip().lower())
    if choice is None:
        return None
    for kind, pattern, change in _SHADES:
        if kind == cue.kind and re.search(pattern, cue.words.lower()):
            return replace(choice, **change)
    return choice
