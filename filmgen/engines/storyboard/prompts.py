"""A shot in the words an image model reads: phrases, most important first.

CLIP's text encoder takes 77 tokens and cuts what is beyond without a word. So the prompt's
phrases stand in order of importance; the engine keeps as many as the model's own tokenizer
has room for and notes the rest (`diffusion.budget`). Nothing is left out here: of a long
action the first clause stands before place and light, the rest behind everything.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from filmgen.blocking.model import Look, StagedPanel
from filmgen.breakdown.model import Angle, Beat, Move, Setting, Setup, Shot, Size
from filmgen.engines.storyboard.cast_words import described, details, short, together
from filmgen.engines.storyboard.staged_words import doing, readable
from filmgen.screenplay.model import PlaceKind, TimeOfDay

STYLES: Mapping[str, str] = {
    "ink": "storyboard frame, black ink drawing with grey wash",
    "tone": "storyboard frame, grey marker drawing",
    "clay": "grey clay render, previsualization",
}
"""Words for each look of `StoryboardSettings`; an engine may put its own in their place."""

_SIZES = {
    Size.ECU: "extreme close-up",
    Size.CU: "close-up",
    Size.MCU: "medium close-up",
    Size.MS: "medium shot",
    Size.MLS: "medium long shot",
    Size.LS: "long shot",
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
_PLACES = {PlaceKind.INTERIOR: "interior of ", PlaceKind.EXTERIOR: "outdoors, "}
_DIRECTIONS = frozenset({"insert", "wide", "close", "back to scene", "angle", "continuous"})
"""Clauses that are for the crew; the framing is said already."""
_LEAD_WORDS = 16
"""Words of the action that stand before place and light."""


def prompt_for(
    shot: Shot,
    beat: Beat,
    *,
    look: str = "ink",
    looks: Mapping[str, Look] | None = None,
    words: Mapping[str, str] | None = None,
    panel: StagedPanel | None = None,
) -> str:
    """The prompt of one panel.

    Order: style, size and angle, who, the action's first clause, place, light, props, lens,
    what was kept back of two people's looks, the rest of the action.

    Args:
        look: a key of `STYLES`.
        looks: by character, from the blocking; without it subjects are "a person".
        words: the script's own of each character's looks: `CharacterNote.description`.
        panel: as staged. Where the script is in a language the model does not read, poses and
            the set's kind say in English what happens where, and the script's words come last.

    Returns:
        Phrases joined by ", ". The same shot always gives the same words; nothing of the
        display id is in them.
    """
    said = phrases(shot, beat, look, looks or {}, words or {}, panel)
    return ", ".join([*filter(readable, said), *(text for text in said if not readable(text))])


def phrases(
    shot: Shot,
    beat: Beat,
    look: str,
    looks: Mapping[str, Look],
    words: Mapping[str, str],
    panel: StagedPanel | None = None,
) -> tuple[str, ...]:
    """All that is to be said of a panel, most important first."""
    people = beat.subjects or shot.subjects
    framing = _SIZES[shot.size]
    if shot.size is Size.LS and people:
        framing += ", full figure"
    if shot.angle in _ANGLES:
        framing += f", {_ANGLES[shot.angle]}"
    said = [STYLES.get(look, STYLES["ink"]), framing]
    if shot.setup is Setup.INSERT and shot.insert_prop:
        shown = next(filter(readable, (shot.insert_prop, *shot.props)), "small thing")
        said.append(f"a {shown} in detail, still life")
    elif people:
        brief = len(people) > 1  # what is kept back of them follows the lens
        told = [described(looks.get(n), words.get(n, ""), brief=brief) for n in people]
        said.append(together(told))
    elif shot.setup in (Setup.ESTABLISHING, Setup.MASTER) or not shot.present:
        said.append("empty scene" if not shot.present else "wide view of the scene")
    known = {*looks, *shot.present, *shot.subjects}
    named = {name: short(looks.get(name)) for name in known if name}
    lead, rest = _action(beat.action or shot.action, named)
    if not lead and beat.line_ids and people:
        lead = "talking"
    place = _place(shot.setting)
    if panel is not None and not readable(lead):
        said.append(doing(panel, looks))
    said.append(lead)
    if panel is not None and not readable(place):
        said.append(_PLACES.get(shot.setting.place, "") + panel.set_plan.kind)
    said += [place, _light(shot.setting)]
    if shot.props and not shot.insert_prop:
        said.append("with " + " and ".join(shot.props[:3]))
    if shot.move is Move.HANDHELD:
        said.append("handheld camera")
    said.append(f"{shot.lens_mm}mm lens")
    if len(people) > 1:
        said += [details(looks.get(name), words.get(name, "")) for name in people[:2]]
    said.append(rest)
    return tuple(text for text in said if text)


def _action(text: str, named: Mapping[str, str]) -> tuple[str, str]:
    """The action's first clauses, and what is left of it.

    Capitals of cues are lowered, names give way to what the people are, speech loses its
    quotation marks.
    """
    flat = re.sub(r"[\"“”„«»*_()\[\]]", "", " ".join(text.split()))
    for name in sorted(named, key=lambda n: (-len(n), n)):
        flat = _spoken_of(name).sub(named[name], flat)
    flat = re.sub(r"\b(the [a-z ]+) and \1\b", "both", flat)
    flat = re.sub(r"\b[^\W\d_]{2,}\b", _lowered, flat)
    clauses = [_trimmed(c) for c in re.split(r"(?<=[.;:!?…,。！？；，、])\s*|\s+[-–—]+\s+", flat)]
    clauses = [c for c in clauses if c and c.lower() not in _DIRECTIONS]
    lead: list[str] = []
    while clauses and (not lead or _length([*lead, clauses[0]]) <= _LEAD_WORDS):
        lead.append(clauses.pop(0))
    if len(words := " ".join(lead).split()) > _LEAD_WORDS:  # one long clause
        lead, clauses = [" ".join(words[:_LEAD_WORDS])], [" ".join(words[_LEAD_WORDS:]), *clauses]
    return ", ".join(lead), ", ".join(clauses)


def _spoken_of(name: str) -> re.Pattern[str]:
    """A name as action has it: in capitals or capitalised, with an article, or its last part.

    Never in small letters: Will and Rose are also words.
    """
    forms = {name.upper(), name.title()}
    *others, last = re.findall(r"\w+", name) or [name]
    if others and len(last) > 2:
        forms |= {last.upper(), last.title()}
    known = "|".join(re.escape(form) for form in sorted(forms, key=lambda f: (-len(f), f)))
    return re.compile(rf"(?<!\w)(?:(?i:an?|the)\s+(?:(?i:\w+ly)\s+)?)?(?:{known})(?!\w)")


def _trimmed(clause: str) -> str:
    bare = clause.strip(" .,;:!?…-–—。！？；，、")
    return re.sub(r"^(?:and|but|then|until|as)\s+", "", bare, flags=re.IGNORECASE)


def _lowered(match: re.Match[str]) -> str:
    word = match.group()
    return word.lower() if word.isupper() else word


def _length(clauses: Sequence[str]) -> int:
    return sum(len(clause.split()) for clause in clauses)


def _place(setting: Setting) -> str:
    where = ", ".join(part.lower() for part in (setting.sublocation, setting.location) if part)
    if not where:
        return ""
    return where if not readable(where) else _PLACES.get(setting.place, "") + where


def _light(setting: Setting) -> str:
    parts = [_TIMES.get(setting.time_of_day, "")]
    if setting.weather and setting.weather != "clear":
        parts.append(setting.weather)
    return ", ".join(part for part in parts if part)
