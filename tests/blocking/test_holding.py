"""Hands hold what the words put there; weapons only where words name one."""

import pytest

from filmgen.blocking.acting import act_of
from filmgen.blocking.model import Figure
from filmgen.blocking.stage import block
from filmgen.breakdown.model import Beat, Setup, Size
from tests.blocking.films import film, shot

WEAPONS = ("gun", "rifle", "knife", "sword")
ARMED = ("aim", "aim rifle", "slash")


@pytest.mark.parametrize(
    "words",
    [
        "sits on the workbench and swings his legs",
        "swings his arms",
        "swings Toby over her shoulder",
        "swings the door open",
        "swings the gate shut",
        "the blue uniform of the harbor fire watch, stands in the smoke",
        "fires him on the spot",
        "fires up the engine",
        "fires her assistant",
        "lights a fire",
        "shoots him a look",
        "shoots Ben a glance",
        "shoots up from the chair",
        "shoots pool",
        "shoots a film",
        "shoots out of the room",
        "cocks his head",
        "aims for the door",
        "aims the camera at the bird",
        "aims a flashlight into the dark",
        "levels his gaze at Ben",
        "draws a line on the floor",
        "draws the curtain",
        "points a finger at the map",
        "slices the bread",
        "chops onions",
        "holds the ladder",
        "holds the tip of her long lighting pole to the curtain",
        "leans on a cane",
        "sweeps with a broom",
        "throws a punch",
        "pulls the door shut",
        "takes a shot of whiskey",
        "is shot in the arm",
        "gets fired",
        "bows to the audience",
    ],
)
def test_no_weapon_where_none_is_named(words: str) -> None:
    act = act_of((words,))
    assert act.held not in WEAPONS
    assert act.upper not in ARMED


@pytest.mark.parametrize(
    ("words", "held", "upper"),
    [
        ("aims a gun at Ben", "gun", "aim"),
        ("pulls out a pistol", "gun", "aim"),
        ("opens fire", "gun", "aim"),
        ("fires twice", "gun", "aim"),
        ("shoots him", "gun", "aim"),
        ("shoots Ben", "gun", "aim"),
        ("pulls the trigger", "gun", "aim"),
        ("aims the rifle", "rifle", "aim rifle"),
        ("swings a sword at Ben", "sword", "slash"),
        ("holds a knife", "knife", "hold"),
        ("takes the brass key from around her neck", "keys", "take"),
        ("pulls the letter from his pocket", "card", None),
        ("comes up the street with a briefcase", "suitcase", "carry"),
        ("holds the tip of her long LIGHTING POLE to the curtain", "pole", "hold high"),
        ("raises a bottle", "bottle", None),
        ("turns the key with both hands", "keys", "open door"),
        ("shakes a dead flashlight", "torch", None),
        ("reads the letter", "card", "read"),
        ("carries a box", "box", "carry"),
        ("drinks", "glass", "drink"),
        ("walks past the letter box", "", None),
        ("looks around", "", None),
        ("sits at the table beside a bottle of wine", "", None),
    ],
)
def test_the_hand_holds_what_the_words_put_there(words: str, held: str, upper: str | None) -> None:
    act = act_of((words,))
    assert act.held == held
    if upper is not None:
        assert act.upper == upper


def _beats(*actions: str) -> list[tuple[Figure, Figure]]:
    beats = tuple(Beat("ABCDEF"[i], a) for i, a in enumerate(actions))
    made = shot(1, setup=Setup.MASTER, subjects=("ANNA", "BEN"), size=Size.LS, beats=beats)
    panels = block(film(made), 16 / 9).shots[0].panels
    return [(p.figures[0], p.figures[1]) for p in panels]


def _hand(figure: Figure) -> tuple[str, ...]:
    return tuple(kind for _, kind in figure.held)


def test_what_is_put_down_is_gone_from_the_next_beat() -> None:
    took, kept, put, after = _beats(
        "Anna takes a letter.", "Ben smiles.", "Anna puts the letter on the table.", "Anna smiles."
    )
    assert _hand(took[0]) == _hand(kept[0]) == _hand(put[0]) == ("card",)
    assert _hand(after[0]) == ()


def test_what_is_given_changes_hands() -> None:
    took, gave, after = _beats("Anna takes a key.", "Anna gives the key to Ben.", "They smile.")
    assert _hand(took[0]) == _hand(gave[0]) == ("keys",)
    assert (_hand(after[0]), _hand(after[1])) == ((), ("keys",))


def test_both_hands_are_one_persons_and_a_pronoun_is_the_beats() -> None:
    beats = (
        Beat("A", "She holds out the brass key.", ("BEN",)),
        Beat("B", "Ben pulls the letter from his pocket and turns the key with both hands."),
        Beat("C", "Ben pulls the letter from his pocket."),
        Beat("D", "and holds its corner to the flame.", ("BEN",)),
    )
    made = shot(1, setup=Setup.MASTER, subjects=("ANNA", "BEN"), size=Size.LS, beats=beats)
    panels = block(film(made), 16 / 9).shots[0].panels
    anna = [_hand(p.figures[0]) for p in panels]
    ben = [_hand(p.figures[1]) for p in panels]
    assert anna == [(), (), (), ()]
    assert ben[0] == ("keys",) and ben[2] == ben[3] == ("card",)
