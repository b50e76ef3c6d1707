"""A shot in the words an image model reads, most important first, short enough to be read.

CLIP's text encoder takes 77 tokens, two of them marks, and cuts what is beyond without a
word. So the prompt is a list of phrases in order of importance, and phrases are left out
from the end until an estimate of the tokens fits. The engine counts again with the model's
own tokenizer and notes what it had to cut.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from filmgen.blocking.model import Look
from filmgen.breakdown.model import Angle, Beat, Move, Setting, Setup, Shot, Size
from filmgen.screenplay.model import PlaceKind, TimeOfDay

TOKEN_BUDGET = 75

STYLES: Mapping[str, str] = {
    "ink": "storyboard frame, black ink drawing with grey wash",
    "tone": "storyboard frame, grey marker drawing",
    "clay": "grey clay render, previsualization",
}
"""Words for each look of `StoryboardSettings`."""

_SIZES = {
    Size.ECU: "extreme close-up",
    Size.CU: "close-up",
    Size.MCU: "medium close-up",
    Size.MS: "medium shot",
    Size.MLS: "medium long shot",
    Size.LS: "long shot, full figure",
    Size.ELS: "extreme long shot",
}
_ANGLES = {
    Angle.HIGH: "high angle",
    Angle.LOW: "low angle",
    Angle.OVERHEAD: "overhead view",
    Angle.DUTCH: "dutch angle",
    Angle.OTS: "over-the-shoulder",
    Angle.POV: "point of view",
}
_TIMES = {
    TimeOfDay.DAY: "daylight",
    TimeOfDay.NIGHT: "night, low key light",
    TimeOfDay.DAWN: "dawn light",
    TimeOfDay.DUSK: "dusk light",
}
_COUNTS = ("no", "one", "two", "three", "four", "five")
_ACTION_WORDS = 24


def prompt_for(
    shot: Shot,
    beat: Beat,
    *,
    look: str = "ink",
    looks: Mapping[str, Look] | None = None,
    budget: int = TOKEN_BUDGET,
) -> str:
    """The prompt of one panel.

    Order: style, size and angle, who, what they do, where, light. Characters are described
    by how they look (names mean nothing to an image model) in the same words in every shot.

    Args:
        look: a key of `STYLES`.
        looks: by character, from the blocking; without it subjects are "a person".
        budget: tokens, by `estimated_tokens`.

    Returns:
        Phrases joined by ", ", at most `budget` estimated tokens. The same shot always
        gives the same words; nothing of the display id is in them.
    """
    return ", ".join(fit(phrases(shot, beat, look, looks or {}), budget))


def phrases(shot: Shot, beat: Beat, look: str, looks: Mapping[str, Look]) -> tuple[str, ...]:
    """All that could be said of a panel, most important first."""
    framing = _SIZES[shot.size]
    if shot.angle in _ANGLES:
        framing = f"{framing}, {_ANGLES[shot.angle]}"
    said = [STYLES.get(look, STYLES["ink"]), framing]
    people = beat.subjects or shot.subjects
    if shot.setup is Setup.INSERT and shot.insert_prop:
        said.append(f"a {shot.insert_prop} in detail, no people")
    elif people:
        said.append(_people(people, looks))
    elif shot.setup in (Setup.ESTABLISHING, Setup.MASTER) or not shot.present:
        said.append("empty scene" if not shot.present else "wide view of the scene")
    said.append(_action(beat.action or shot.action, (*shot.present, *shot.subjects)))
    said.append(_place(shot.setting))
    said.append(_light(shot.setting))
    if shot.props and not shot.insert_prop:
        said.append("with " + " and ".join(shot.props[:3]))
    if shot.move is Move.HANDHELD:
        said.append("handheld camera")
    said.append(f"{shot.lens_mm}mm lens")
    return tuple(text for text in said if text)


def fit(said: Sequence[str], budget: int) -> tuple[str, ...]:
    """Leave out whole phrases from the end, then words of the last one left."""
    kept: list[str] = []
    left = budget
    for phrase in said:
        cost = estimated_tokens(phrase) + (1 if kept else 0)
        if cost <= left:
            kept.append(phrase)
            left -= cost
            continue
        words = phrase.split()
        while words and estimated_tokens(" ".join(words)) + 1 > left:
            words.pop()
        if len(words) >= 4:
            kept.append(" ".join(words).rstrip(",;"))
            left -= estimated_tokens(kept[-1]) + 1
    return tuple(kept)


def estimated_tokens(text: str) -> int:
    """Tokens CLIP's byte-pair encoding takes for English, on the high side.

    Common words up to eight letters are one token; longer or rarer ones split every four
    or so; each mark is one; letters outside ASCII are two each.
    """
    total = 0
    for piece in re.findall(r"[A-Za-z]+|\d|[^\sA-Za-z\d]", text):
        if not piece.isascii():
            total += 2
        elif len(piece) <= 8:
            total += 1
        else:
            total += -(-len(piece) // 4) - 1
    return total


def _people(names: Sequence[str], looks: Mapping[str, Look]) -> str:
    told = [_person(looks.get(name)) for name in names[:2]]
    if len(names) > 2:
        others = len(names) - 2
        more = _COUNTS[others] if others < len(_COUNTS) else "many"
        told.append(f"{more} other{'s' if others > 1 else ''}")
    return " and ".join(told)


def _person(look: Look | None) -> str:
    if look is None:
        return "a person"
    if look.species != "human":
        return f"a {look.species}"
    age = look.age_years
    if age < 14:
        noun = {"female": "girl", "male": "boy"}.get(look.gender, "child")
        start = f"a {noun}"
    else:
        noun = {"female": "woman", "male": "man"}.get(look.gender, "person")
        start = f"{'an old' if age >= 62 else 'a young' if age < 30 else 'a'} {noun}"
    hair = {"bald": "a bald head", "bun": "hair in a bun"}.get(look.hair, f"{look.hair} hair")
    tone = "" if look.hair == "bald" else "dark " if look.hair_tone < 0.4 else "light "
    head = [f"{tone}{hair}"]
    if look.beard:
        head.append(f"a {look.beard}")
    if look.glasses:
        head.append("glasses")
    shade = "dark " if look.top_tone < 0.35 else "light " if look.top_tone > 0.65 else ""
    worn = f"a {shade}{look.garment}"
    if look.headwear:
        worn += f" and a {look.headwear}"
    return f"{start} with {' and '.join(head)} wearing {worn}"


def _action(text: str, names: Sequence[str]) -> str:
    """The action's first words, capitals of names and cues lowered, no quotation of speech."""
    flat = " ".join(text.split())
    flat = re.sub(r"[\"“”*_()\[\]]", "", flat)
    known = {word for name in names for word in name.split()}
    words = []
    for word in flat.split()[:_ACTION_WORDS]:
        bare = re.sub(r"\W", "", word)
        if bare.isupper() and len(bare) > 1:
            word = word.capitalize() if bare in known else word.lower()
        words.append(word)
    return " ".join(words).rstrip(".,;:!?…- ")


def _place(setting: Setting) -> str:
    where = ", ".join(part.lower() for part in (setting.sublocation, setting.location) if part)
    if not where:
        return ""
    kind = {PlaceKind.INTERIOR: "interior of ", PlaceKind.EXTERIOR: "outdoors, "}
    return kind.get(setting.place, "") + where


def _light(setting: Setting) -> str:
    parts = [_TIMES.get(setting.time_of_day, "")]
    if setting.weather and setting.weather != "clear":
        parts.append(setting.weather)
    return ", ".join(part for part in parts if part)
