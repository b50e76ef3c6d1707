"""Beds and spots in the words a text-to-sound model was taught with.

AudioGen learned from captions of AudioSet, BBC effects and Freesound: a plain line that
names what sounds and where. Kinds and their knobs are those of the synthesiser, so that
either engine can lay what the script asks for.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

PROMPTS: Mapping[str, str] = {
    "silence": "near silence, faint air",
    "room": "quiet room tone, faint ventilation",
    "wind": "wind blowing",
    "rain": "rain falling",
    "storm": "heavy storm, rain and wind with thunder",
    "fire": "fire crackling",
    "sea": "ocean waves on a shore",
    "stream": "water flowing",
    "forest": "birds singing in a forest, leaves rustling",
    "night": "crickets chirping at night",
    "traffic": "city traffic passing",
    "crowd": "crowd of people talking, indistinct",
    "bar": "busy bar, people talking, glasses clinking",
    "office": "office room, computers humming, distant typing",
    "hospital": "hospital room, ventilation, heart monitor beeping",
    "clock": "clock ticking in a quiet room",
    "machine": "machine room humming",
    "car": "inside a driving car, engine and road noise",
    "train": "inside a moving train, wheels on rails",
    "aircraft": "inside an aeroplane cabin, engine drone",
    "desert": "dry desert wind, blowing sand",
    "jungle": "tropical jungle, insects and exotic birds",
    "swamp": "swamp at night, frogs croaking",
    "harbour": "harbour, water lapping, seagulls, rigging clinking",
    "cave": "water dripping in a cave, echo",
    "underwater": "underwater ambience, bubbles",
    "highway": "highway traffic, fast cars passing",
    "restaurant": "restaurant, people talking quietly, cutlery on plates",
    "playground": "children playing and shouting on a playground",
    "stadium": "stadium crowd roaring at a sports match",
    "battle": "distant battle, gunfire and artillery",
    "church": "quiet church interior, large reverberant space",
    "elevator": "inside a moving elevator, motor hum",
    "fridge": "refrigerator humming",
    "shower": "shower running in a bathroom",
    "spaceship": "spaceship interior hum, electronic beeps",
    "subway": "inside a subway train, rumble and squealing wheels",
    "helicopter": "helicopter rotor blades",
    "gunshot": "a single gunshot",
    "explosion": "an explosion",
    "thunder": "a clap of thunder",
    "splash": "something splashes into water",
    "door": "a door",
    "knock": "knocking on a wooden door",
    "footsteps": "footsteps walking",
    "impact": "a heavy thud",
    "slap": "a slap",
    "glass": "glass breaking",
    "click": "a small mechanical click",
    "whoosh": "a fast whoosh",
    "creak": "wood creaking",
    "crash": "a loud crash, objects falling",
    "applause": "people applauding",
    "cheer": "a crowd cheering",
    "gasp": "people gasping",
    "typing": "typing on a keyboard",
    "dog": "a dog barking",
    "phone": "a telephone ringing",
    "bell": "a bell ringing",
    "siren": "a siren passing by",
    "horn": "a horn honking",
    "alarm": "an alarm beeping",
    "engine": "an engine",
    "kettle": "a kettle whistling",
    "train-pass": "a train passing by at speed",
    "plane-pass": "a jet plane flying overhead",
    "hooves": "horse hooves",
    "car-door": "a car door",
    "sword": "a sword",
    "punch": "a punch, body blow",
    "paper": "paper rustling",
    "keys": "keys",
    "lighter": "a flame being lit",
    "pour": "a drink poured into a glass",
    "clink": "glasses clinking",
    "chair": "a chair scraping on the floor",
    "cloth": "clothes rustling",
    "drip": "water dripping from a tap",
    "heartbeat": "a heart beating",
    "buzz": "electric buzzing",
    "hiss": "gas hissing",
    "screech": "car tyres screeching",
}
"""What each kind sounds like."""

_KNOBS: Mapping[str, Mapping[str, Mapping[str, str]]] = {
    "room": {"size": {"small": "in a small room", "large": "in a large hall"}},
    "rain": {
        "surface": {
            "ground": "on the ground",
            "roof": "on a roof",
            "tin": "on a tin roof",
            "glass": "on a window",
            "leaves": "on leaves",
        }
    },
    "sea": {"shore": {"sand": "on sand", "shingle": "on pebbles"}},
    "stream": {
        "size": {
            "brook": "in a small brook",
            "river": "in a wide river",
            "waterfall": "over a waterfall",
            "tap": "from a tap into a sink",
        }
    },
    "crowd": {
        "place": {"inside": "indoors", "outside": "outdoors"},
        "mood": {"lively": "lively, laughing"},
        "voices": {"children": "children's voices"},
    },
    "gunshot": {"place": {"inside": "indoors", "outside": "outdoors with echo"}},
    "door": {"action": {"open": "opening", "close": "closing", "slam": "slamming shut"}},
    "footsteps": {
        "surface": {
            "wood": "on a wooden floor",
            "concrete": "on concrete",
            "gravel": "on gravel",
            "grass": "on grass",
            "snow": "in snow",
        }
    },
    "impact": {"on": {"floor": "on the floor", "metal": "on metal", "body": "of a body"}},
    "typing": {"machine": {"typewriter": "of an old typewriter"}},
    "phone": {"ring": {"bell": "with an old bell", "mobile": "mobile", "buzz": "vibrating"}},
    "bell": {
        "size": {
            "church": "of a church",
            "door": "at a door",
            "hand": "held in the hand",
            "school": "in a school",
        }
    },
    "siren": {"style": {"wail": "wailing", "two-tone": "in two tones"}},
    "horn": {
        "of": {"car": "of a car", "truck": "of a truck", "ship": "of a ship", "train": "of a train"}
    },
    "alarm": {
        "style": {"clock": "of an alarm clock", "fire": "of a fire alarm", "heart": "steadily"}
    },
    "cheer": {"mood": {"panic": "in panic, screaming and shouting"}},
    "helicopter": {"place": {"outside": "overhead", "inside": "from inside the cabin"}},
    "hooves": {"surface": {"stone": "on cobblestones", "earth": "on earth"}},
    "car-door": {"action": {"open": "opening", "close": "slamming shut"}},
    "sword": {
        "action": {
            "draw": "drawn from its sheath",
            "swing": "swinging through the air",
            "clash": "clashing on another",
        }
    },
    "paper": {"action": {"turn": "turned", "tear": "tearing", "crumple": "crumpled"}},
    "keys": {"action": {"jingle": "jingling", "lock": "turning in a lock"}},
    "lighter": {"of": {"match": "with a match", "lighter": "with a lighter"}},
    "buzz": {"of": {"lamp": "of a lamp", "spark": "of sparks", "door": "of a door buzzer"}},
    "engine": {"action": {"start": "starting", "rev": "revving", "pass": "passing by"}},
}
_MORE: Mapping[str, str] = {
    "leaves": "rustling through leaves",
    "whistle": "whistling",
    "owl": "an owl in the distance",
    "thunder": "with thunder",
    "clank": "clanking",
    "beeps": "with beeps",
}
"""Knobs with an amount: said where it is at least a third."""


_FAR_M = 60.0


_MOST_SCENE_WORDS = 16
_SLUG = re.compile(r"\b(?:int|ext|i/e|int/ext)\b\.?/?", re.I)
_SLUG_TIMES = re.compile(
    r"\s+[-–—]+\s+(day|night|morning|evening|dawn|dusk|later|continuous)\b", re.I
)
_HOURS: Mapping[str, str] = {
    "day": " by day", "night": " at night", "morning": " in the morning",
    "evening": " in the evening", "dawn": " at dawn", "dusk": " at dusk",
}  # fmt: skip


def prompt_of(kind: str, intensity: float, parameters: Mapping[str, Any], words: str = "") -> str:
    """A caption for a bed or a spot, most important words first.

    Args:
        kind: a key of `PROMPTS`.
        intensity: 0 to 1; below 0.3 it is soft, from 0.75 loud.
        parameters: the synthesiser's knobs of this kind, checked by the caller.
        words: the scene, as the script has it; the first of them are said last.
    """
    strength = (
        "soft, distant " if intensity < 0.3 else "loud, intense " if intensity >= 0.75 else ""
    )
    said = [strength + PROMPTS.get(kind, kind.replace("-", " "))]
    knobs = _KNOBS.get(kind, {})
    for name, value in sorted(parameters.items()):
        if name in knobs:
            said.append(knobs[name].get(str(value), ""))
        elif name in _MORE and isinstance(value, int | float) and value >= 1 / 3:
            said.append(_MORE[name])
        elif name == "distance" and isinstance(value, int | float) and value >= _FAR_M:
            said.append("in the distance")
    caption = " ".join(part for part in said if part)
    scene = scene_words(words)
    return f"{caption}, {scene}" if scene else caption


def scene_words(words: str) -> str:
    """A scene as a caption would put it: plain words, no slug line's signs, a few only.

    "INT. PUB - NIGHT. Rain lashes the windows." is "pub at night, rain lashes the windows".
    """
    plain = unicodedata.normalize("NFKC", words)
    plain = _SLUG_TIMES.sub(lambda hour: _HOURS.get(hour[1].lower(), ""), plain)
    plain = re.sub(r"[^\w\s,.;:!?'’-]", " ", _SLUG.sub(" ", plain))
    phrases = (" ".join(part.split()) for part in re.split(r"[.;:!?,]+|\s[-–—]+\s", plain))
    kept: list[str] = []
    left = _MOST_SCENE_WORDS
    for phrase in phrases:
        count = len(phrase.split())
        if not count:
            continue
        if count > left:
            # A first sentence that is too long is told as far as it goes; others not at all.
            if not kept:
                kept.append(" ".join(phrase.split()[:left]).lower())
            break
        kept.append(phrase.lower())
        left -= count
    return ", ".join(kept)
