"""Sound cues: what the words ask for, and the many ways in which they do not."""

from __future__ import annotations

import pytest

from filmgen.breakdown.cues import SOUND_KINDS, sound_cues

SOUNDS = [
    ("The door slams.", "door"),
    ("She opens the heavy door.", "door"),
    ("The SCREEN DOOR slides open.", "door"),
    ("A knock.", "knock"),
    ("Somebody knocks on the window.", "knock"),
    ("He knocks him out.", ""),
    ("The phone rings.", "phone ring"),
    ("when the phone RINGS", "phone ring"),
    ("She puts a ring on the phone table.", ""),
    ("The doorbell rings.", "bell"),
    ("A church bell tolls.", "bell"),
    ("He fires twice.", "gunshot"),
    ("A gunshot.", "gunshot"),
    ("Scott pulls the trigger.", "gunshot"),
    ("She shoots him a look.", ""),
    ("The car explodes.", "explosion"),
    ("The window shatters.", "glass"),
    ("She smashes the bottle.", "glass"),
    ("Windows shatter, walls splinter.", "glass"),
    ("He jumps into the pool.", "splash"),
    ("A siren wails.", "siren"),
    ("The dog barks.", "dog bark"),
    ("He barks orders.", ""),
    ("Footsteps in the hall.", "footsteps"),
    ("Thunder.", "thunder"),
    ("Thunder rolls over the hills.", "thunder"),
    ("A thunderous look.", ""),
    ("The engine roars.", "engine"),
    ("She starts the car.", "engine"),
    ("They speed off.", "engine"),
    ("The clock ticks.", "clock"),
    ("The crowd cheers.", "crowd"),
    ("Nancy screams.", "scream"),
    ("Cognito is SLAMMED against the wall.", "impact"),
    ("The body hits the floor.", "impact"),
    ("THUD.", "impact"),
    ("The alarm kicks in.", "alarm"),
    ("He sets the alarm.", ""),
    ("Steel SMACKS him.", "slap"),
    ("She slaps him.", "slap"),
    ("He types a name.", "typing"),
    ("Applause.", "applause"),
    ("A horn blares.", "horn"),
    ("The sword slices through the air.", "sword"),
    ("A hand slices the air.", "whoosh"),
    ("A finger clicks off the speakerphone.", "click"),
    ("The briefcase snaps shut.", "click"),
    ("The phone does not ring.", ""),
    ("Nobody screams.", ""),
    ("The door closes without a sound.", ""),
    ("The car door slams.", "car door"),
    ("A MILITARY HELICOPTER drops into view.", "helicopter"),
    ("A poster of a helicopter.", ""),
    ("A jet streaks overhead.", "plane"),
    ("The train roars past.", "train"),
    ("She trains hard.", ""),
    ("Horses gallop by.", "hooves"),
    ("He draws his sword.", "sword"),
    ("Tires screech.", "screech"),
    ("The car skids to a halt.", "screech"),
    ("The truck slams into the wall.", "crash"),
    ("CRASH!", "crash"),
    ("The alarm goes off.", "alarm"),
    ("It BUZZES.", "buzz"),
    ("A fly on the buzzing crowd's cake.", ""),
    ("A long HISS goes up the hill.", "hiss"),
    ("The tap drips.", "drip"),
    ("He turns the key.", "keys"),
    ("A ring of keys on the handle.", ""),
    ("She unlocks the door.", "keys"),
    ("He lights a cigarette.", "lighter"),
    ("He pours her a whisky.", "pour"),
    ("Rain pours down.", ""),
    ("Glasses clink.", "clink"),
    ("He pushes back his chair.", "chair"),
    ("His heart pounds.", "heartbeat"),
    ("She crumples the letter.", "paper"),
    ("The floorboards creak.", "creak"),
    ("He runs up the street.", "footsteps"),
    ("He runs his hand over the wall.", ""),
    ("A lantern falls and smashes.", "glass"),
    ("The ferry answers with its HORN.", "horn"),
    ("Дверь открывается.", "door"),
    ("电话响了。", "phone ring"),
]


@pytest.mark.parametrize(("sentence", "kinds"), SOUNDS)
def test_sounds(sentence: str, kinds: str) -> None:
    found = {cue.kind for cue in sound_cues(sentence)}
    assert found == ({kinds} if kinds else set())
    assert found <= set(SOUND_KINDS)


def test_a_sentence_may_ask_for_several() -> None:
    text = "A shot rings out, he turns to the open window, then another gunshot and a scream."
    assert [c.kind for c in sound_cues(text)] == ["gunshot", "gunshot", "scream"]
    assert [c.kind for c in sound_cues("Knock, knock.")] == ["knock"]
    assert [c.kind for c in sound_cues("The dog barks, the door slams and glass shatters.")] == [
        "dog bark", "door", "glass"
    ]  # fmt: skip


def test_sounds_are_placed_by_the_words_before_them() -> None:
    text = "He waits a long while in the dark. Then the phone rings."
    (cue,) = sound_cues(text)
    assert 0.7 < cue.at < 1
    (later,) = sound_cues("The phone rings.", spoken_before=30, total=33)
    assert later.at > 0.9
