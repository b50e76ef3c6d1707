"""The reason each shot exists, in one concrete sentence."""

from __future__ import annotations

from collections.abc import Sequence

from filmgen.breakdown.draft import Draft, Nature
from filmgen.breakdown.model import Setup


def spoken_name(name: str) -> str:
    """A character's name as one writes it in a sentence."""
    return name.title().replace("'S", "'s") if name.isascii() else name


def spoken_place(key: str) -> str:
    """A setting's key as one says it: "BRICK'S PATIO" to "Brick's Patio"."""
    return " ".join(w.capitalize() if w.isascii() and w.isupper() else w for w in key.split())


def spoken_names(names: Sequence[str]) -> str:
    shown = [spoken_name(n) for n in names]
    return shown[0] if len(shown) == 1 else ", ".join(shown[:-1]) + " and " + shown[-1]


_ACTION = {
    Nature.WALK: "Moves with {who}: where they go is the point.",
    Nature.ENTER: "{who} comes in; wide enough to see where from.",
    Nature.EXIT: "{who} on the way out, and the frame shows it.",
    Nature.FIGHT: "The blow lands in one frame: {what}.",
    Nature.GAZE: "{who}'s face tells what the words only hint at.",
    Nature.HANDS: "Close enough to read what {who} does: {what}.",
    Nature.BODY: "A detail that decides: {what}.",
    Nature.GROUP: "Everyone the moment involves, together: {what}.",
    Nature.OTHER: "Follows the action: {what}.",
    Nature.VEHICLE: "The machine needs room to move: {what}.",
    Nature.PLACE: "Shows what the place does: {what}.",
}


_SEVERAL = {
    Nature.ENTER: "{who} come in; wide enough to see where from.",
    Nature.GAZE: "{who}: their faces tell what the words only hint at.",
    Nature.HANDS: "Close enough to read what {who} do: {what}.",
}


def why_of(draft: Draft) -> str:
    """`draft.why` if the coverage gave one, else a sentence from what the shot shows."""
    if draft.why:
        return draft.why
    words = draft.action.split()
    what = " ".join(words[:8]).rstrip(".,;:!?。！？， -") + (" …" if len(words) > 8 else "")
    who = spoken_names(draft.subjects) if draft.subjects else ""
    if draft.setup is Setup.TWO_SHOT and who:
        return f"{who} share this: {what}."
    several = len(draft.subjects) > 1
    template = (_SEVERAL if several else {}).get(draft.nature) or _ACTION[draft.nature]
    if "{who}" in template and not who:
        template = _ACTION[Nature.PLACE]
    return template.format(who=who, what=what)
