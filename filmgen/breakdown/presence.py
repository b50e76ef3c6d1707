"""Who is in the place when a scene begins, who is only heard, who is at the other end of a line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from filmgen.breakdown.cast import Cast, cue_parts, is_collective, is_unseen
from filmgen.breakdown.letters import acted
from filmgen.breakdown.model import Setting, ShotTransition
from filmgen.breakdown.narration import Narrator
from filmgen.breakdown.places import HeadingKind, Place
from filmgen.breakdown.speech import is_off
from filmgen.screenplay.model import Action, Scene, Speech

_PHONE = re.compile(
    r"\b(?:phones?|cell|receiver|speakerphone|call(?:s|ing)?|dials?)\b|телефон|电话|手机",
    re.IGNORECASE,
)


@dataclass
class Continuity:
    """What continues from scene to scene while headings stay in the same place and time.

    Attributes:
        present: who is in the place now.
        homes: where each character was last seen: an intercut shows them there.
        spot: key and place of the setting in which `present` are.
        transition: how the next shot is entered.
        ended_black: the last printed transition was a fade to black, and nothing followed.
    """

    present: list[str] = field(default_factory=list)
    homes: dict[str, Setting] = field(default_factory=dict)
    intercut: bool = False
    spot: tuple[str, str] = ("", "")
    transition: ShotTransition = ShotTransition.CUT
    ended_black: bool = False


def speakers(cue: str, cast: Cast) -> tuple[str, ...]:
    """The people behind a cue: two for "BRICK AND STEEL", none for "ALL"."""
    if is_collective(cue):
        return ()
    parts = cue_parts(cue)
    return parts if all(p in cast.speakers for p in parts) else (cue,)


def who_is_here(
    scene: Scene, place: Place, cast: Cast, state: Continuity, narrator: Narrator
) -> tuple[set[str], set[str]]:
    """Settle who is present as the scene begins; `state` is changed.

    Present are all the scene shows but those who come in later, are only heard, or are
    elsewhere in an intercut.

    Returns:
        (voices, absent): speakers at the other end of a phone, never seen in this scene;
        speakers an intercut shows in another place.
    """
    spot = (place.setting.key, place.setting.place.value)
    if not place.continues or state.spot != spot:
        state.present = []
    state.spot = spot
    if not place.continues and not state.intercut:
        state.homes = {}
    visible = {id(e) for e in acted(scene)}
    scout = Narrator(cast, narrator.last, list(narrator.recent))
    first: dict[str, bool] = {}
    for mention in cast.mentions(place.shown_words):
        if not mention.possessive:
            first.setdefault(mention.name, True)
    phone = False
    off: dict[str, bool] = {}
    spoken: dict[str, None] = {}
    for element in scene.elements:
        if isinstance(element, Action) and id(element) in visible:
            phone = phone or bool(_PHONE.search(element.text))
            for piece in scout.read(element.text, element.lines):
                for name in (*piece.focus, *piece.subjects):
                    # Heard first, seen later: whoever calls from outside has yet to come in.
                    first.setdefault(name, name not in piece.arrivals and not off.get(name, False))
        elif isinstance(element, Speech):
            heard = is_off(element.extensions) or is_unseen(element.character)
            for name in speakers(element.character, cast):
                off.setdefault(name, heard)
                if not heard:
                    spoken.setdefault(name)
    voices: set[str] = set()
    absent: set[str] = set()
    for name in spoken:
        if name in first or name in state.present:
            continue
        if state.intercut and name in state.homes:
            absent.add(name)
        elif place.kind is HeadingKind.SCREEN:
            # Whoever talks on the television is not in the room.
            voices.add(name)
        elif phone and len(spoken) > 1:
            # With a phone in the scene, a speaker nobody describes is at the other end of it.
            voices.add(name)
        else:
            first.setdefault(name, not off.get(name, False))
    for name, from_start in first.items():
        if from_start and name not in state.present and not is_unseen(name):
            state.present.append(name)
        state.homes[name] = place.setting
    for name, heard in off.items():
        if heard and not is_unseen(name):
            # "(O.S.)" in a new place: an intercut that follows finds the speaker there.
            state.homes.setdefault(name, place.setting)
    return voices, absent
