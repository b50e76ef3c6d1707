import itertools

import pytest

from filmgen.blocking.acting import act_of, clauses_of, expression_of
from filmgen.blocking.looks import cast_looks, look_of
from filmgen.breakdown.model import CharacterNote
from tests.blocking.films import film, shot

NAMES = ("ANNA", "BEN")


@pytest.mark.parametrize(
    ("words", "lower", "upper"),
    [
        ("Anna stands.", "stand", ""),
        ("Anna is sitting quietly, contemplating.", "sit", "think"),
        ("Anna lies on the bed.", "lie", ""),
        ("Anna kneels.", "kneel", ""),
        ("Anna crouches behind the car.", "crouch", ""),
        ("Anna walks to the window.", "walk", ""),
        ("Anna runs.", "run", ""),
        ("Anna climbs the fence.", "climb", ""),
        ("Anna falls.", "fall", ""),
        ("Anna points at the door.", "", "point"),
        ("Anna drinks.", "", "drink"),
        ("Anna is on the phone.", "", "phone"),
        ("Anna shoots.", "", "aim"),
        ("Anna raises her hands.", "", "hands up"),
        ("Anna embraces Ben.", "", "embrace"),
        ("Anna and Ben shake hands.", "", "shake hands"),
        ("Anna punches Ben.", "", "punch"),
        ("Anna reads the letter.", "", "read"),
        ("Anna drives.", "drive", ""),
        ("Anna carries a box.", "", "carry"),
        ("Anna leans against the wall.", "lean", ""),
        ("Anna is painting.", "", "paint"),
        ("Anna opens the door.", "", "open door"),
        ("Anna gives Ben the key.", "", "give"),
        ("Anna knocks on the door.", "", "knock"),
    ],
)
def test_verbs_choose_poses(words: str, lower: str, upper: str) -> None:
    act = act_of(clauses_of(words, NAMES, "ANNA"))
    assert (act.lower, act.upper) == (lower, upper)


@pytest.mark.parametrize("way", ["up", "down", "away", "around"])
def test_looks(way: str) -> None:
    assert act_of((f"She looks {way}",)).look == way


def test_clauses_belong_to_who_does_them() -> None:
    text = "Anna sits. Ben walks to the window, opens it. He laughs. They drink."
    assert clauses_of(text, NAMES, "ANNA") == ("Anna sits", "They drink")
    assert "opens it" in clauses_of(text, NAMES, "BEN")
    assert clauses_of("Ben's gun falls.", NAMES, "BEN") == ()


def test_negation_and_holding() -> None:
    assert act_of(("Anna does not sit", "Anna never runs")).lower == ""
    act = act_of(clauses_of("Ben pulls out a gun and aims it at Anna.", NAMES, "BEN"))
    assert act.held == "gun"
    assert act_of(("emerges with two cold beers",)).held == "bottle"


def test_moods_make_faces() -> None:
    happy, angry = expression_of("smiling"), expression_of("angrily, furious")
    assert happy is not None and happy.mouth > 0.5
    assert angry is not None and angry.brow < -0.5
    assert expression_of("the door opens") is None


def test_the_scripts_own_words_decide() -> None:
    look = look_of(
        CharacterNote(
            "MARA", gender="female", age_years=65,
            description="a tall woman in a red coat with curly white hair and glasses",
        )
    )  # fmt: skip
    assert (look.garment, look.hair, look.glasses, look.gender) == ("coat", "curly", True, "female")
    assert look.height_m > 1.68 and look.hair_tone > 0.6 and abs(look.top_tone - 0.38) < 0.01
    child = look_of(CharacterNote("TIM", age_years=8))
    assert child.height_m < 1.4 and not child.beard


def test_those_who_meet_are_told_apart_and_stay_themselves() -> None:
    cast = ("ANNA", "BEN", "CARLA", "DAN")
    shots = film(shot(1, present=cast, subjects=cast))
    looks = cast_looks(shots)
    for a, b in itertools.combinations(cast, 2):
        x, y = looks[a], looks[b]
        differs = [
            abs(x.top_tone - y.top_tone) > 0.15, x.hair != y.hair, x.garment != y.garment,
            abs(x.height_m - y.height_m) > 0.06, x.beard != y.beard, x.headwear != y.headwear,
            x.glasses != y.glasses, abs(x.hair_tone - y.hair_tone) > 0.3,
        ]  # fmt: skip
        assert sum(differs) >= 2, (x, y)
    assert looks == cast_looks(shots)


def test_animals_look_like_it() -> None:
    dog, horse = (look_of(CharacterNote("REX", species=s)) for s in ("dog", "horse"))
    assert dog.species == "dog" and dog.height_m < 1.0 < horse.height_m


def test_the_words_of_a_look_in_either_spelling() -> None:
    words = "MR. CRANE, 45, black suit, round glasses, neat mustache"
    crane = look_of(CharacterNote("MR. CRANE", gender="male", age_years=45, description=words))
    assert (crane.beard, crane.glasses, crane.garment) == ("moustache", True, "suit")
    assert crane.build < 1.2  # the glasses are round, not the man
    toby = CharacterNote("TOBY", age_years=10, description="striped sweater two sizes too big")
    assert look_of(toby).build < 1.2
    jack = CharacterNote("JACK", description="the home of THE BOY BAND, AKA DAN and JACK")
    assert look_of(jack).age_years > 15


@pytest.mark.parametrize("name", ["COGNITO", "MINION", "WREN", "JACK", "QUILL", "OLD WOMAN", "ASH"])
def test_whoever_sounds_like_a_woman_looks_like_one(name: str) -> None:
    from filmgen.sound.cast.names import presumed_gender

    assert look_of(CharacterNote(name)).gender == presumed_gender(name)
    looks = cast_looks(film(shot(1, subjects=(name,), present=(name,), sides=())))
    assert looks[name].gender == presumed_gender(name, CharacterNote(name))
