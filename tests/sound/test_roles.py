"""What a script tells of those who speak, and on which words that rests."""

from __future__ import annotations

import pytest

from filmgen.breakdown.planner import plan_shots
from filmgen.screenplay import read_screenplay
from filmgen.sound.cast.roles import Role, device_of, find_roles, kind_of

TAVERN = """\
INT. TAVERN - NIGHT

MARA (30s), a smuggler, leans on the bar beside JONAS, a boy of nine. Joe sits on the floor with
his 7 year-old son, TIM. Grandpa DOBBS, her late husband's father, lights a lamp.

MARA
Drinks for everyone!

MARA AND JONAS
To the captain!

BOTH
And to the sea!

JOE
You kept the lamp?

DOBBS
I did, boy.

TIM
I'm tired, mommy.

QUILL
Then go to bed, Tim.

DR. FENN
Hold still. I'm forty-two years old and I have never seen this.

STERN
Nobody asked you. I am Miss Stern.

HALE
Yes, ma'am?

VORG
Where is Ellen Hale? She was here.

RADIO VOICE (V.O.)
This is Sergeant Hale. Come in.
"""


@pytest.fixture(scope="module")
def roles(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Role]:
    path = tmp_path_factory.mktemp("script") / "tavern.fountain"
    path.write_text(TAVERN, encoding="utf-8")
    return {role.name: role for role in find_roles(plan_shots(read_screenplay(path)))}


@pytest.mark.parametrize(
    ("name", "gender", "age", "words"),
    [
        # Of two introduced in one sentence each has its own words.
        ("MARA", "female", 35, "the name MARA; 30s"),
        ("JONAS", "male", 10, "a boy of; a boy of"),
        # The father is not seven.
        ("JOE", "male", 35, "the name JOE;"),
        ("TIM", "male", 7, "son, TIM; 7 year-old"),
        ("DOBBS", "male", 70, "Grandpa DOBBS; Grandpa DOBBS"),
        # What others call them, and what they say of themselves.
        ("QUILL", "female", 38, "mommy; mommy"),
        ("DR. FENN", "", 42, "; I'm forty-two years old"),
        ("STERN", "female", 35, "Miss Stern;"),
        ("HALE", "female", 35, "Ellen Hale;"),
    ],
)
def test_gender_and_age_rest_on_words(
    roles: dict[str, Role], name: str, gender: str, age: int, words: str
) -> None:
    role = roles[name]
    gender_words, age_words = (part.strip() for part in words.split(";"))
    assert role.age_years == age
    assert age_words in role.age_why and bool(age_words) == bool(role.age_why)
    assert gender_words in role.gender_why and bool(gender_words) == bool(role.gender_why)
    if gender:
        assert role.gender == gender


def test_who_speaks_together(roles: dict[str, Role]) -> None:
    assert roles["MARA AND JONAS"].members == ("MARA", "JONAS")
    assert set(roles["BOTH"].members) == {"MARA", "JONAS"}
    assert roles["BOTH"].kind == roles["MARA AND JONAS"].kind == "together"
    assert roles["MARA"].members == ()
    # Jonas has no line of his own, but a voice.
    assert roles["JONAS"].lines == 0 and roles["JONAS"].scenes == {1}


def test_a_voice_on_a_device_may_say_who_it_is(roles: dict[str, Role]) -> None:
    assert roles["RADIO VOICE"].same_as == "HALE"
    assert not any(role.same_as for name, role in roles.items() if name != "RADIO VOICE")


def test_lines_words_and_scenes_are_counted(roles: dict[str, Role]) -> None:
    mara = roles["MARA"]
    assert (mara.lines, mara.words, mara.scenes) == (1, 3, frozenset({1}))
    assert list(roles)[:2] == ["MARA", "MARA AND JONAS"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("CROWD", "crowd"), ("ALL", "crowd"), ("OLD MEN", "crowd"), ("SOLDIERS", "crowd"),
        ("VOICES", "crowd"), ("BOTH", "together"), ("ANNA/BOB", "together"),
        ("COMPUTER", "machine"), ("A.I.", "machine"), ("DOG", "animal"), ("PARROT", "animal"),
        ("MAN #2", "person"), ("VOICE", "person"), ("RADIO VOICE", "person"),
        ("INTERCOM", "person"), ("MRS. HODGES", "person"), ("THOMAS", "person"), ("", "person"),
    ],
)  # fmt: skip
def test_kinds(name: str, kind: str) -> None:
    assert kind_of(name) == kind


@pytest.mark.parametrize(
    ("name", "device"),
    [
        ("RADIO VOICE", "radio"), ("INTERCOM", "radio"), ("P.A.", "loudspeaker"),
        ("MESSAGE MACHINE", "phone"), ("NEWSCASTER", "tv"), ("PATRICIA", ""), ("MAN", ""),
    ],
)  # fmt: skip
def test_devices(name: str, device: str) -> None:
    assert device_of(name) == device
