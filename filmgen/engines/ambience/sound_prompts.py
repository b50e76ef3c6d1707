"""Beds and spots in the words a text-to-sound model was taught with.

AudioGen learned from captions of AudioSet, BBC effects and Freesound: a plain line that
names what sounds and where. Kinds and their knobs are those of the synthesiser, so that
either engine can lay what the script asks for.
"""

from __future__ import annotations

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
    "traffic": {
        "distance": {"near": "close by", "far": "far away"},
        "road": {"highway": "on a highway"},
    },
    "crowd": {
        "place": {"inside": "indoors", "outside": "outdoors"},
        "mood": {"lively": "lively, laughing"},
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
    "engine": {"action": {"start": "starting", "rev": "revving", "pass": "passing by"}},
}
_MORE: Mapping[str, str] = {
    "leaves": "rustling through leaves",
    "whistle": "whistling",
    "owl": "an owl in the distance",
    "thunder": "with thunder",
    "cutlery": "with cutlery",
    "clank": "clanking",
    "beeps": "with beeps",
}
"""Knobs with an amount: said where it is at least a third."""


def prompt_of(kind: str, intensity: float, parameters: Mapping[str, Any]) -> str:
    """A caption for a bed or a spot, most important words first.

    Args:
        kind: a key of `PROMPTS`.
        intensity: 0 to 1; below 0.3 it is soft, from 0.75 loud.
        parameters: the synthesiser's knobs of this kind, checked by the caller.

    Raises:
        KeyError: unknown kind.
    """
    strength = (
        "soft, distant " if intensity < 0.3 else "loud, intense " if intensity >= 0.75 else ""
    )
    said = [strength + PROMPTS[kind]]
    words = _KNOBS.get(kind, {})
    for name, value in sorted(parameters.items()):
        if name in words:
            said.append(words[name].get(str(value), ""))
        elif name in _MORE and isinstance(value, int | float) and value >= 1 / 3:
            said.append(_MORE[name])
        elif name == "muffled" and isinstance(value, int | float) and value >= 1 / 3:
            said.append("muffled, heard through a wall")
    return " ".join(part for part in said if part)
