"""What a script's markings come to in a voice."""

from __future__ import annotations

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmgen.breakdown.model import Line
from filmgen.breakdown.planner import plan_shots
from filmgen.screenplay import read_screenplay
from filmgen.sound.acoustics.treatment import TREATMENTS
from filmgen.sound.acting.delivery import EVERYDAY, Delivery
from filmgen.sound.acting.direction import deliveries, delivery_of, read_manners
from filmgen.sound.acting.manners import MANNERS
from filmgen.sound.acting.reach import treatment_of, treatments


def said(text: str, directions: str = "", **given: object) -> Delivery:
    return delivery_of(Line("l", "ANNA", text, directions), **given)  # type: ignore[arg-type]


def manners(directions: str) -> list[str]:
    return [manner.delivery.manner for manner in read_manners(directions)]


@pytest.mark.parametrize(
    ("directions", "expected"),
    [
        ("whispering", ["whisper"]), ("hissing", ["stage whisper"]),
        ("under her breath", ["whisper"]),
        ("shouting over the engine", ["shout"]), ("screaming", ["scream"]),
        ("calling out", ["call out"]),
        ("drunkenly", ["drunk"]), ("slurring", ["drunk"]), ("breathless", ["breathless"]),
        ("through tears", ["crying"]), ("laughing", ["laughing"]), ("sotto", ["mutter"]),
        ("to himself", ["mutter"]), ("deadpan", ["deadpan"]), ("sarcastic", ["sarcastic"]),
        ("angrily", ["angry"]), ("angry whisper", ["whisper", "angry"]), ("tired", ["tired"]),
        ("quickly; whispers", ["whisper", "quick"]), ("quietly, then shouting", ["shout"]),
        ("shouting, then quietly", ["quiet"]), ("whispering to Sergeant Low", ["whisper"]),
        ("шёпотом", ["whisper"]), ("кричит", ["shout"]), ("сквозь слёзы", ["crying"]),
        ("пьяным голосом", ["drunk"]), ("устало", ["tired"]),
        ("大喊", ["shout"]), ("小声", ["mutter"]),
        ("耳语", ["whisper"]), ("哭着", ["crying"]), ("醉醺醺", ["drunk"]),
        ("气喘吁吁", ["breathless"]),
    ],
)  # fmt: skip
def test_parentheticals_are_understood(directions: str, expected: list[str]) -> None:
    assert manners(directions) == expected


@pytest.mark.parametrize(
    "directions",
    [
        "", "beat", "a pause", "to Anna", "beer raised", "oh crap", "following him",
        "picking up phone",
        "not shouting", "no longer whispering", "shaking his head", "calling his office",
        "tears the letter",
        "in Vietnamese, subtitled", "starting the engine", "she looks to her right",
        "snaps his fingers",
        "handing the whip to the drunk", "не крича", "running a hand through his hair",
    ],
)  # fmt: skip
def test_stage_business_is_no_way_of_speaking(directions: str) -> None:
    assert manners(directions) == []
    assert said("Come here and look at this.", directions) == EVERYDAY


def test_the_field_of_each_manner() -> None:
    whisper, shout = said("Come here.", "whispering"), said("Come here.", "shouting")
    assert whisper.breath == 1.0 and shout.breath == 0.0
    assert shout.loudness_db - whisper.loudness_db > 12
    assert shout.pitch_semitones > 2 and shout.speed > whisper.speed and shout.effort == 1.0
    drunk = said("Come here.", "drunk")
    assert drunk.speed < 0.9 and drunk.slur > 0.3 and drunk.wander > 0.3
    assert said("Come here.", "deadpan").intonation < 0.5
    assert said("Come here.", "crying").tremor > 0.5
    assert said("Come here.", "out of breath").breaths == 1.0
    assert said("Come here.", "laughing").laughter > 0.5


def test_punctuation_and_capitals() -> None:
    plain, one, two = said("Come here."), said("Come here!"), said("Come here!!")
    assert plain == EVERYDAY
    assert 0 < one.loudness_db < two.loudness_db
    assert said("You did what?!").intonation > 1.2
    assert said("Well... I suppose so.").pauses > 1.0
    assert said("I only thought...").fall_db < 0
    assert said("GET DOWN! LOOK OUT!").manner == "shout"
    assert said("HEY!").manner == "shout"
    assert said("A word! And then a very long and quiet sentence follows it.") == EVERYDAY
    # A mark makes no whisper voiced, and does not shout down a direction.
    assert (
        said("Come here!", "whispering").loudness_db == said("Come here.", "whispering").loudness_db
    )


@pytest.mark.parametrize("text", ["OK.", "FBI.", "USA", "NASA", "I.", "TV?", "10-4.", "---"])
def test_acronyms_are_not_shouted(text: str) -> None:
    assert said(text) == EVERYDAY


def test_stressed_words() -> None:
    assert said("I did NOT say that.").stressed == (2,)
    assert said("The FBI and NASA know it.").stressed == ()
    assert said("Я этого НИКОГДА не говорил.").stressed == (2,)
    marked = Line("l", "ANNA", "I never said that.", stressed=(1,))
    assert delivery_of(marked).stressed == (1,)
    assert said("I did NOT say that.", capitals=False).stressed == ()


def test_strong_words_colour_a_line_and_directions_outweigh_them() -> None:
    assert said("He died alone. She is dead and buried.").manner == "sad"
    assert said("Run! The house is on fire!").manner == "exclaimed, tense"
    assert said("I love you. This is wonderful.").manner == "glad"
    assert said("He died alone. She is dead and buried.", "laughing").manner == "laughing"
    assert said("Where did you put the keys?") == EVERYDAY


SCRIPT = """Title: T

INT. ROOM - DAY

Anna waits for Boris.

ANNA
(whispering)
Come here and stand beside me now. (beat) Did you hear that? (normal) It was nothing.

BORIS
(sighs)
I hear *everything* in this house.
(shouting)
Is anybody there? I have been standing on this stair for an hour, waiting for the lot of you, and
nobody in this whole cold house has had the grace to tell me what is going on tonight, or when.

ANNA
Quiet.

BORIS (ON PHONE)
I called.
(into phone)
Wait.
"""


def test_a_delivery_holds_for_its_speech(tmp_path: object) -> None:
    from pathlib import Path

    path = Path(str(tmp_path)) / "t.fountain"
    path.write_text(SCRIPT)
    shots = plan_shots(read_screenplay(path))
    lines = shots.lines()
    how = deliveries(shots)
    heard = [(line.character, how[line.id].manner) for line in lines]
    assert heard[:4] == [
        ("ANNA", "whisper"), ("ANNA", "whisper"), ("ANNA", ""), ("BORIS", "sigh"),
    ]  # fmt: skip
    shouted = [manner for who, manner in heard[4:-3] if who == "BORIS"]
    assert len(shouted) >= 2 and set(shouted) == {"shout"}  # however many shots it is cut into
    assert heard[-3] == ("ANNA", "")
    sigh = lines[3]
    assert how[sigh.id].stressed == (sigh.text.split().index("everything"),)
    ways = treatments(lines)
    assert [ways[line.id] for line in lines[-3:]] == ["", "phone", ""]


def test_a_script_typed_in_capitals_is_not_shouted(tmp_path: object) -> None:
    from pathlib import Path

    speeches = "\n\n".join(f"ANNA\nTHIS IS LINE NUMBER {n} OF IT." for n in range(8))
    path = Path(str(tmp_path)) / "t.fountain"
    path.write_text(f"INT. ROOM - DAY\n\nAnna speaks.\n\n{speeches}\n")
    shots = plan_shots(read_screenplay(path))
    assert len(shots.lines()) >= 6
    assert all(d.manner == "" and not d.stressed for d in deliveries(shots).values())


@given(st.text(max_size=60), st.text(max_size=40), st.lists(st.sampled_from(MANNERS), max_size=4))
def test_any_text_gives_a_delivery_in_range(text: str, noise: str, some: list[object]) -> None:
    named = "; ".join(m.delivery.manner for m in some)  # type: ignore[attr-defined]
    how = said(text, f"{noise}; {named}")
    assert 0.5 <= how.speed <= 2 and -12 <= how.pitch_semitones <= 12
    assert 0 <= how.intonation <= 2 and -24 <= how.loudness_db <= 12 and -1 <= how.effort <= 1
    for name in ("breath", "slur", "tremor", "wander", "breaths", "laughter"):
        assert 0 <= getattr(how, name) <= 1
    assert all(0 <= place < len(text.split()) for place in how.stressed)
    assert how == said(text, f"{noise}; {named}")


def test_every_manner_is_named_by_its_own_word() -> None:
    missed = [
        m.delivery.manner for m in MANNERS if m.delivery.manner not in manners(m.delivery.manner)
    ]
    assert missed == []
    assert len({m.delivery.manner for m in MANNERS}) == len(MANNERS) >= 30
    assert {f.name for f in fields(Delivery)} >= {"breath", "tremor"}


@pytest.mark.parametrize(
    ("extensions", "directions", "way"),
    [
        (("V.O.",), "", "voice over"), (("O.S.",), "", "next room"), (("O.C.",), "", "next room"),
        (("CONT'D",), "", ""), (("ON PHONE",), "", "phone"), (("FILTERED",), "", "phone"),
        (("V.O.", "FILTERED"), "", "phone"), (("ON RADIO",), "", "radio"), (("ON TV",), "", "tv"),
        (("OVER P.A.",), "", "loudspeaker"), (("THROUGH DOOR",), "", "door"), (("ON SCREEN",),
        "", ""),
        ((), "into phone", ""), ((), "on phone", "phone"), ((), "filtered", "phone"),
        ((), "over the radio", "radio"), ((), "through a megaphone", "loudspeaker"),
        ((), "from behind the door", "door"), ((), "muffled", "door"), ((), "picking up phone", ""),
        ((), "into her phone", ""), ((), "whispering", ""), ((), "indicates TV", ""),
        ((), "speaking into the microphone", ""), ((), "on the answering machine", "phone"),
        (("З.К.",), "", "voice over"), ((), "по телефону", "phone"), ((), "в трубку", ""),
        (("画外音",), "", "voice over"), ((), "对着电话", ""), ((), "电话里", "phone"),
    ],
)  # fmt: skip
def test_how_a_voice_reaches_us(extensions: tuple[str, ...], directions: str, way: str) -> None:
    assert treatment_of(extensions, directions) == way
    assert way in TREATMENTS
