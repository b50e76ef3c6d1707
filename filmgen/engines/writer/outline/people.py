"""Filling in people: a look, a want, a secret, and a second person where a logline has one."""

from __future__ import annotations

from filmgen.breakdown.lexicon import word_set
from filmgen.engines.writer.outline.deck import pick, shuffled

_AGES = (
    ("girl boy child kid", ("9", "10", "11")),
    ("teenager teen student schoolgirl schoolboy apprentice pupil", ("17", "18", "19")),
    ("rookie trainee intern cadet bride groom young", ("20s", "24", "27")),
    ("old aging ageing elderly grandmother grandfather grandma grandpa widow widower last",
     ("70s", "71", "76")),
    ("retired veteran general judge bishop captain mother father", ("60s", "58", "63")),
)  # fmt: skip
_LOOKS = (
    "a coat buttoned one hole wrong, ink on two fingers",
    "rolled-up sleeves, a plaster across one knuckle",
    "a good suit slept in, a folded newspaper under one arm",
    "a wool cap, a key on a string round the neck",
    "hair cut with kitchen scissors, a canvas bag held shut",
    "a raincoat two sizes too big, dry shoes",
    "reading glasses mended with wire, a pencil behind one ear",
    "a red scarf, gloves with the fingertips cut off",
    "paint on the boots, a tape measure on the belt",
    "a freshly ironed shirt, a suitcase tied with rope",
    "an apron worn back to front, flour to the elbows",
    "a grey cardigan, a bunch of keys that never stops moving",
    "a leather jacket with somebody else's name on it, a split lip",
    "a hat in both hands, turned by the brim",
    "a uniform without badges, very clean nails",
    "a fur collar worn thin, a cane not leaned on",
    "a sweater with a burnt cuff, a thermos",
    "a white shirt, one cufflink, the other sleeve tied with string",
    "wet hair, a towel round the neck, a lamp in one hand",
    "a long scar by the ear, a paper bag of cherries",
)
_SPACE_LOOKS = (
    "a patched flight suit, a wrench on a tether",
    "a shaved head, a name tag scratched blank",
    "thermal underwear, one magnetic boot, a cracked tablet",
    "a pressure suit open to the waist, frost in the eyebrows",
)
_WEST_LOOKS = (
    "a duster white with road, a hat with a hole in the brim",
    "a black vest, a watch chain without a watch",
    "a gingham dress, a rifle carried like a broom",
    "a preacher's collar, a gun belt under the coat",
)
_WANTS = (
    "to have it over before {B} asks why",
    "to get {thing} and be gone",
    "to be told the truth, once, by {B}",
    "to finish what was begun here and never finished",
)
_AGAINST = (
    "to keep {A} here until it is too late to leave",
    "to find out who sent {A}",
    "to hold on to {thing} until {A} says please",
    "to be forgiven without having to ask",
    "to stop {A}, and not to be thanked for it",
    "to make {A} look, for once, at what it costs",
)
_SECRETS = (
    "has already told somebody else",
    "was here the night it happened, behind the door",
    "sold the real one years ago",
    "is leaving in the morning and has not said so",
    "never posted the letter",
    "was paid to be here",
    "opened it, and read it, and shut it again",
    "cannot do what everybody believes",
    "has been followed, and let it happen",
    "lied to protect a child",
    "knows how this ends, having done it once",
    "has the only key",
    "promised the opposite to somebody dying",
    "took the blame for it, and was innocent",
    "did it, and let another take the blame",
    "has a day left, the doctor says, perhaps two",
    "came back for one thing only, and it is not that one",
    "is not who the papers say",
)
_NAMES = (
    ("Ada", "Bruno", "Cleo", "Dorian", "Edda", "Farid", "Greta", "Hugo", "Ines", "Jonas", "Kaya",
     "Lorenz", "Mina", "Noor", "Oskar", "Petra", "Quentin", "Rosa", "Samir", "Tilda", "Umberto",
     "Vera", "Wim", "Yara", "Zoltan")
)  # fmt: skip
_FEMALE_NAMES = word_set("Ada Cleo Edda Greta Ines Kaya Mina Noor Petra Rosa Tilda Vera Yara")


def look(role: str, age: str, genre: str, place: int, *key: object) -> str:
    """Age, clothes and a thing in the hands, for the `place`-th of the cast; never one twice.

    Args:
        genre: "western" and "space" (aboard something) dress their people in their own way.
    """
    words = set(role.lower().replace("-", " ").split())
    years = age or next(
        (pick(ages, "age", role, *key) for known, ages in _AGES if words & set(known.split())),
        pick(("30s", "38", "40s", "44", "50s", "33"), "age", place, *key),
    )
    extra = {"space": _SPACE_LOOKS, "western": _WEST_LOOKS}.get(genre)
    clothes = shuffled(extra or _LOOKS, "look", *key)
    return f"{years}, {clothes[place % len(clothes)]}"


def wants(first: bool, want: str, place: int, *key: object) -> str:
    """A want with slots: the logline's own for the first of the cast."""
    if first and want:
        return f"to {want}"
    deck = shuffled(_WANTS if first else _AGAINST, "wants", *key)
    return deck[place % len(deck)]


def secret(place: int, *key: object) -> str:
    """What the `place`-th of the cast keeps from the others."""
    return shuffled(_SECRETS, "secret", *key)[place % len(_SECRETS)]


def newcomer(taken: list[str], *key: object) -> str:
    """A first name that begins with no letter of those taken."""
    letters = {name[:1].upper() for name in taken}
    return next(
        (name for name in shuffled(_NAMES, "name", *key) if name[0] not in letters), _NAMES[0]
    )


def gender_of_newcomer(name: str) -> str:
    """ "female" or "male" of a name of ours, "" of others."""
    called = name.title()
    if called not in _NAMES:
        return ""
    return "female" if called in _FEMALE_NAMES else "male"


ASIDES = (
    "I can hear you both, you know.",
    "Nobody asked me. I'd like that noticed.",
    "I'm going to stand over there and be furniture.",
    "If anybody's counting, that's twice.",
    "Is it always like this, or is it for me?",
    "I was told there'd be a chair.",
    "You two should sell tickets.",
    "I've seen this before. It doesn't get shorter.",
    "Quiet. There. Did you hear that?",
    "I'd have said the same, only louder.",
    "That's not how I remember it.",
    "Don't look at me. I only came along.",
    "One of you is lying, and it's getting late.",
    "I had a cousin who talked like that. Had.",
    "Somebody's going to ask me about this one day.",
    "Could we do this somewhere with a second way out?",
    "I'm on nobody's side. I'd like to stay there.",
    "Say that again, slowly. I want to get it right when they ask.",
    "I'm not hungry. I just eat when I'm frightened.",
    "That's the first true thing I've heard since I came in.",
    "Give me a minute. No, give me two.",
    "I knew it. I didn't know what, but I knew it.",
    "We've all thought it. I'm only the one standing near it.",
    "My hands are shaking. Look. Like somebody else's.",
    "Ask me. Go on. Nobody ever asks me.",
    "I'll hold the door. It's what I'm good at.",
    "You can both be right. It won't help.",
    "There's a stain here that wasn't here this morning.",
)
"""What a third one throws in: it answers nothing, so that it may follow anything."""
