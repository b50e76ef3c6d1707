"""Ideas of scenes, five for each family of cards, and the places a longer story goes to."""

from __future__ import annotations

from filmgen.engines.writer.outline.cards import FAMILIES, Family

_IDEAS: dict[Family, tuple[tuple[str, str], ...]] = {
    "taking": (
        ("{A} comes for {thing}, and {B} is already holding it.", "{B} lets go a moment too late."),
        ("{A} and {B} search the same place for {thing}, and pretend not to.",
         "What is found is not what was lost."),
        ("{B} offers {thing} for a price that {A} cannot name aloud.",
         "{A} pays with the wrong coin."),
        ("{A} tries to give {thing} back, and {B} refuses to have had it.",
         "It belongs to both of them now."),
        ("Somebody has been here before them: {A} and {B} fight over what is left of {thing}.",
         "The rest of it is in the hands of a stranger."),
    ),
    "choosing": (
        ("{A} has to answer before the hour is out, and {B} will not let it be easy.",
         "{A} answers a question nobody put."),
        ("{B} asks {A} to stay, without using the word.", "{A} hears the word anyway."),
        ("{A} and {B} can save one thing only, and want different ones.",
         "The third thing is lost."),
        ("{A} wants to tell the truth about {thing}; {B} lives on the lie.",
         "The lie turns out to be the kinder half."),
        ("An offer lies open between {A} and {B}, and only one may sign.",
         "It is signed by the other."),
    ),
    "racing": (
        ("{A} has to get it done before they come, and {B} keeps stopping those hands.",
         "It is done, and it was the wrong one."),
        ("The way out is shut. {A} works at it while {B} counts.", "{B} runs out of numbers."),
        ("{A} and {B} mend what they broke, in the dark, by feel.", "It holds, and they do not."),
        ("{B} knows how to stop it and will not say until {A} has heard the rest.",
         "{A} stops it without knowing how."),
        ("There is time for one more try, and {A} gives it to {B}.", "The try is not wasted."),
    ),
    "reckoning": (
        ("{A} and {B} are left alone with the thing they never talk about.",
         "One of them says it; the other knew."),
        ("{B} tells {A}'s favourite story the other way round.", "The story was about {B}."),
        ("{A} asks {B} for the one night that is missing.", "It was {A}'s own doing."),
        ("{A} and {B} divide what is left, item by item, and come to {thing}.",
         "Neither can bear to win it."),
        ("{A} comes to say goodbye, and {B} has packed as well.", "They are going the same way."),
    ),
}  # fmt: skip
MOST_SCENES = sum(map(len, _IDEAS.values()))
"""Scenes of a story before an idea would come twice."""

ELSEWHERE = (
    ("EXT", "street corner"), ("INT", "stairwell"), ("INT", "kitchen"), ("EXT", "back yard"),
    ("INT", "parked car"), ("EXT", "bridge"), ("INT", "waiting room"), ("EXT", "rooftop"),
    ("INT", "hotel room"), ("EXT", "bus stop"), ("INT", "cellar"), ("INT", "empty bar"),
)  # fmt: skip


def idea(family: Family, number: int) -> tuple[str, str]:
    """What happens in a scene and how it turns, with slots."""
    return _IDEAS[family][number % len(_IDEAS[family])]


def every_idea() -> list[tuple[Family, int, str]]:
    """(family, number, what happens) of all ideas."""
    return [
        (family, number, happens)
        for family in FAMILIES
        for number, (happens, _) in enumerate(_IDEAS[family])
    ]
