"""What the blocking knows, in English: for scripts in languages an image model does not read.

CLIP was trained on English captions. Where a script says 厨房, the staged panel says "kitchen";
where the action cannot be read, poses and what hands hold tell it.
"""

from __future__ import annotations

from collections.abc import Mapping

from filmgen.blocking.model import Figure, Look, StagedPanel
from filmgen.engines.storyboard.cast_words import short

_DOUBLED = frozenset(
    ["sit", "run", "hit", "hug", "drag", "put", "cut", "step", "beg", "clap", "nod", "grab", "stab",
     "jog", "dig", "stop", "drop", "swim", "trip", "slip"]
)  # fmt: skip
_IRREGULAR = {"lie": "lying", "die": "dying", "on": "on a", "in": "in a", "carried": "carried"}


def readable(text: str) -> bool:
    """Whether most of a text's letters are Latin, or it has none."""
    letters = [letter for letter in text if letter.isalpha()]
    return sum(letter < "\u0250" for letter in letters) >= 0.7 * len(letters)


def doing(panel: StagedPanel, looks: Mapping[str, Look]) -> str:
    """What a panel's subjects do: "the girl kneeling, holding a boat and the old man sitting"."""
    figures = {figure.name: figure for figure in panel.figures}
    acting = [figures[name] for name in panel.subjects if name in figures][:2]
    return " and ".join(f"{short(looks.get(f.name, f.look))} {_acting(f)}" for f in acting)


def _acting(figure: Figure) -> str:
    told = [_gerund(part) for part in figure.pose.split(", ") if part]
    held = sorted({kind for _, kind in figure.held})
    told = [part for part in told if not (held and part == "holding")]
    return ", ".join([*told, *(f"holding a {kind}" for kind in held)])


def _gerund(pose: str) -> str:
    verb, _, rest = pose.partition(" ")
    if verb in _IRREGULAR:
        verb = _IRREGULAR[verb]
    elif verb in _DOUBLED:
        verb = f"{verb}{verb[-1]}ing"
    elif verb.endswith("e") and not verb.endswith("ee"):
        verb = f"{verb[:-1]}ing"
    else:
        verb = f"{verb}ing"
    return f"{verb} {rest}".strip()
