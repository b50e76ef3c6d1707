"""Cues: what the words ask for, and the many ways in which they do not."""

from __future__ import annotations

import pytest

from filmgen.breakdown.cues import EFFECT_KINDS, SOUND_KINDS, effect_cues, sound_cues

EFFECTS = [
    # asked for
    ("The curtains catch fire.", "fire"),
    ("Flames lick at the curtains.", "fire"),
    ("The barn is ablaze.", "fire"),
    ("The house is on fire.", "fire"),
    ("A camp fire crackles under the pines.", "fire"),
    ("A campfire burns low.", "fire"),
    ("A small fire burns in the grate.", "fire"),
    ("The stove ignites with a whoomp.", "fire"),
    ("The building burns and smoke pours from the windows.", "fire smoke"),
    ("Smoke fills the kitchen.", "smoke"),
    ("Thick black smoke billows from the engine.", "smoke"),
    ("Wisps of smoke curl from the gun.", "smoke"),
    ("The ruins are still smouldering.", "smoke"),
    ("The car explodes.", "explosion"),
    ("A huge explosion rips the roof off.", "explosion"),
    ("The tank blows up.", "explosion"),
    ("The truck erupts in flames.", "explosion fire"),
    ("Steam rises from the kettle.", "steam"),
    ("Fog rolls in from the sea.", "fog"),
    ("A thin mist hangs over the field.", "fog"),
    ("Dust hangs in the air.", "dust"),
    ("A dust cloud follows the truck.", "dust"),
    ("Rain hammers on the roof.", "rain"),
    ("It is raining.", "rain"),
    ("Snow falls on the empty street.", "snow"),
    ("Sparks fly from the cut cable.", "sparks"),
    ("Embers glow in the dark.", "embers"),
    ("He stirs the embers of the fire.", "embers fire"),
    ("There is no wind, but the fire spreads.", "fire"),
    ("The firemen cannot stop the flames.", "fire"),
    ("Fire engines stand before the burning house.", "fire"),
    ("Скатерть горит.", "fire"),
    ("厨房里浓烟滚滚。", "smoke"),
    ("窗外下雨了。", "rain"),
    # denied
    ("There is no smoke.", ""),
    ("No fire, no light, nothing.", ""),
    ("The fire is out.", ""),
    ("The fire goes out.", ""),
    ("The fire has died.", ""),
    ("An unlit fire waits in the grate.", ""),
    ("A dead fire in the grate.", ""),
    ("She puts out the fire.", ""),
    ("He blows out the flame.", ""),
    ("The gun is smokeless.", ""),
    ("The bomb does not explode.", ""),
    ("It never rains here.", ""),
    ("The rain has stopped.", ""),
    ("The fog lifts.", ""),
    ("The fog has burned off.", ""),
    ("She leaves before the house catches fire.", ""),
    ("If the boiler explodes, they are dead.", ""),
    ("He smells of smoke.", ""),
    ("Ни огня, нет дыма.", ""),
    ("没有烟。", ""),
    # other senses
    ("I am going to fire him.", ""),
    ("He fires twice.", ""),
    ("Nak fires at the walkway.", ""),
    ("They open fire.", ""),
    ("Gunfire in the distance.", ""),
    ("Machine gun fire rakes the wall.", ""),
    ("FIRE ENGINES surround the house.", ""),
    ("She runs down the fire escape.", ""),
    ("A fire extinguisher hangs by the door.", ""),
    ("The fire alarm is silent.", ""),
    ("Fireworks over the harbour.", ""),
    ("He sits smoking a cigarette.", ""),
    ("She smokes a cigar.", ""),
    ("He smokes.", ""),
    ("A smoke detector blinks.", ""),
    ("Her smoky voice fills the bar.", ""),
    ("The plane was fired upon.", ""),
    ("A burning question.", ""),
    ("One more stroke of burnt umber.", ""),
    ("BURN TO PINK.", ""),
    ("An old flame from school.", ""),
    ("She explodes in laughter.", ""),
    ("He lets off steam.", ""),
    ("A steam train waits.", ""),
    ("She dusts off the book.", ""),
    ("A dusty shelf of files.", ""),
    ("He pulls on his raincoat.", ""),
    ("Can I take a rain check?", ""),
    ("A snow globe on the shelf.", ""),
    ("Snow White waves.", ""),
    ("It was a cold November.", ""),
    ("She remembers.", ""),
    ("The song sparks a memory.", ""),
    ("Eyes blazing, she turns.", ""),
    ("His training pays off.", ""),
    ("The fog horn sounds.", ""),
    ("A sapphire ring.", ""),
]


@pytest.mark.parametrize(("sentence", "kinds"), EFFECTS)
def test_effects(sentence: str, kinds: str) -> None:
    found = {cue.kind for cue in effect_cues(sentence)}
    assert found == set(kinds.split())
    assert found <= set(EFFECT_KINDS)


def test_intensity_and_holder() -> None:
    raging = effect_cues("A raging fire engulfs the barn.")[0]
    small = effect_cues("A small candle flame flickers on the table.")[0]
    assert raging.intensity > small.intensity
    assert raging.at == "barn"
    assert effect_cues("Smoke pours from the engine.")[0].at == "engine"


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
    ("The alarm kicks in.", ""),
    ("Steel SMACKS him.", "slap"),
    ("She slaps him.", "slap"),
    ("He types a name.", "typing"),
    ("Applause.", "applause"),
    ("A horn blares.", "horn"),
    ("The sword slices through the air.", "whoosh"),
    ("A finger clicks off the speakerphone.", "click"),
    ("The briefcase snaps shut.", "click"),
    ("The phone does not ring.", ""),
    ("Nobody screams.", ""),
    ("The door closes without a sound.", ""),
    ("Дверь открывается.", "door"),
    ("电话响了。", "phone ring"),
]


@pytest.mark.parametrize(("sentence", "kinds"), SOUNDS)
def test_sounds(sentence: str, kinds: str) -> None:
    found = {cue.kind for cue in sound_cues(sentence)}
    assert found == ({kinds} if kinds else set())
    assert found <= set(SOUND_KINDS)


def test_sounds_are_placed_by_the_words_before_them() -> None:
    text = "He waits a long while in the dark. Then the phone rings."
    (cue,) = sound_cues(text)
    assert 0.7 < cue.at < 1
    (later,) = sound_cues("The phone rings.", spoken_before=30, total=33)
    assert later.at > 0.9
