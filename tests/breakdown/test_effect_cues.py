"""Effect cues: what the words ask for, and the many ways in which they do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from filmgen.breakdown.cues import EFFECT_KINDS, TINY_FLAMES, effect_cues
from filmgen.breakdown.planner import plan_shots
from filmgen.screenplay.reader import read_screenplay

ASKED = [
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
    ("Flames lick the curtains.", "fire"),
    ("Flames lick up the drapes.", "fire"),
    ("The car EXPLODES.", "explosion"),
    ("The car explodes into flames.", "explosion fire"),
    ("A grenade goes off.", "explosion"),
    ("Smoke pours from the chimney.", "smoke"),
    ("Rain hammers the roof.", "rain"),
    ("Rain drums on the tin roof of the shed.", "rain"),
    ("It begins to snow.", "snow"),
    ("Snow swirls around the lamp.", "snow"),
    ("Snow starts to fall.", "snow"),
    ("Sparks fly from the grinder.", "sparks"),
    ("A shower of sparks bursts from the fuse box.", "sparks"),
    ("Embers drift on the wind.", "embers"),
    ("A thin curl of smoke rises from the cigarette in the ashtray.", "smoke"),
    ("She is smoking a cigarette.", "smoke"),
    ("He smokes a pipe by the window.", "smoke"),
    ("A steaming cup of tea.", "steam"),
    ("Steam billows from the manhole.", "steam"),
    ("Steam hisses from the pipe.", "steam"),
    ("Dust motes drift in the light.", "dust"),
    ("The horses kick up dust.", "dust"),
    ("A wall of dust rolls toward them.", "dust"),
    ("Thick fog rolls over the moor.", "fog"),
    ("Fog clings to the ground.", "fog"),
    ("A match flares.", "fire"),
    ("She lights a match.", "fire"),
    ("He strikes another match.", "fire"),
    ("He sets the letter on fire.", "fire"),
    ("The house goes up in flames.", "fire"),
    ("A roaring blaze consumes the barn.", "fire"),
    ("Firelight plays on their faces.", "fire"),
    ("The room fills with smoke.", "smoke"),
    ("Black smoke rises over the city.", "smoke"),
    ("He cannot stop the fire.", "fire"),
    ("They hear rain on the roof.", "rain"),
    ("The campfire burns low.", "fire"),
    ("He is out of the rain.", "rain"),
    ("The rain turns to snow.", "rain snow"),
    ("The bulb bursts. Sparks rain on the carpet.", "sparks"),
    ("The chimney smokes.", "smoke"),
    ("The gun smokes.", "smoke"),
    ("A smoking crater.", "smoke"),
    ("The smoking ruins of the village.", "smoke"),
    ("Torches burn along the wall.", "fire"),
    ("A barrel fire warms the homeless men.", "fire"),
    ("The oven is on fire.", "fire"),
    ("He throws the letter into the flames.", "fire"),
    ("She warms her hands at the fire.", "fire"),
    ("The fire crackles.", "fire"),
    ("Steam from the locomotive drifts across the platform.", "steam"),
    ("Mist rises from the lake.", "fog"),
    ("The sandstorm swallows the caravan.", "dust"),
    ("Men run after the burning truck.", "fire"),
    ("A gas stove. Blue flames.", "fire"),
    ("A distant explosion lights the sky.", "explosion"),
    ("She walks in from the rain.", "rain"),
    ("The tyres smoke.", "smoke"),
    ("Dust rises behind the truck.", "dust"),
    ("As the dust settles, he gets up.", "dust"),
    ("The building smoulders.", "smoke"),
    ("She lights the candles one by one.", "fire"),
    ("A lantern burns on the hook.", "fire"),
    ("Ash and embers fall like snow.", "embers"),
    ("It rains.", "rain"),
    ("Rain streaks the window.", "rain"),
    ("Smoke rings drift from his cigar.", "smoke"),
    ("He sits smoking a cigarette.", "smoke"),
    ("She smokes a cigar.", "smoke"),
]

DENIED_OR_MEANT_OTHERWISE = [
    "There is no smoke.",
    "No fire, no light, nothing.",
    "The fire is out.",
    "The fire goes out.",
    "The fire has died.",
    "An unlit fire waits in the grate.",
    "A dead fire in the grate.",
    "She puts out the fire.",
    "He blows out the flame.",
    "The gun is smokeless.",
    "The bomb does not explode.",
    "It never rains here.",
    "The rain has stopped.",
    "The fog lifts.",
    "The fog has burned off.",
    "She leaves before the house catches fire.",
    "If the boiler explodes, they are dead.",
    "He smells of smoke.",
    "Ни огня, нет дыма.",
    "没有烟。",
    "I am going to fire him.",
    "He fires twice.",
    "Nak fires at the walkway.",
    "They open fire.",
    "Gunfire in the distance.",
    "Machine gun fire rakes the wall.",
    "FIRE ENGINES surround the house.",
    "She runs down the fire escape.",
    "A fire extinguisher hangs by the door.",
    "The fire alarm is silent.",
    "Fireworks over the harbour.",
    "He smokes.",
    "A smoke detector blinks.",
    "Her smoky voice fills the bar.",
    "The plane was fired upon.",
    "A burning question.",
    "One more stroke of burnt umber.",
    "BURN TO PINK.",
    "An old flame from school.",
    "She explodes in laughter.",
    "He lets off steam.",
    "A steam train waits.",
    "She dusts off the book.",
    "A dusty shelf of files.",
    "He pulls on his raincoat.",
    "Can I take a rain check?",
    "A snow globe on the shelf.",
    "Snow White waves.",
    "It was a cold November.",
    "She remembers.",
    "The song sparks a memory.",
    "Eyes blazing, she turns.",
    "His training pays off.",
    "The fog horn sounds.",
    "A sapphire ring.",
    '"Fire!" he shouts.',
    'The officer shouts: "Fire!"',
    "You're fired.",
    "She climbs the fire escape.",
    "He explodes with laughter.",
    "She explodes. He backs off.",
    "The crowd explodes.",
    "The crowd explodes in cheers.",
    "An explosive silence.",
    "Her snow-white hair.",
    "He steams off down the corridor.",
    "The mirror is steamed up.",
    "Her glasses steam up.",
    "The dust jacket of the book.",
    "I'll take a rain check.",
    "He draws a firearm.",
    "A dusty road.",
    "A dusty attic full of boxes.",
    "She dusts the shelf.",
    "The books are gathering dust.",
    "A layer of dust on everything.",
    "He walks through the snow.",
    "Footprints in the snow.",
    "Snow crunches under her boots.",
    "A snow-covered field.",
    "It stops raining.",
    "The rain stops.",
    "Not a spark.",
    "Without a spark.",
    "Sparks fly between them.",
    "A spark in his eye.",
    "The smoke clears.",
    "The smoke has cleared.",
    "There's no more smoke.",
    "The fire is long dead.",
    "She puts out the campfire.",
    "He stamps on the embers until they are out.",
    "The engine backfires.",
    "Burning with shame, she turns.",
    "Her cheeks burn.",
    "A light burns in the window.",
    "The blazing sun.",
    "The headlights blaze.",
    "Their plans go up in smoke.",
    "She wants a smoke.",
    "The phone is exploding with messages.",
    "He blows up a balloon.",
    "The photo blows up on the screen.",
    "On the TV, a building explodes.",
    "A painting of a burning ship.",
    "The smell of smoke hangs in the corridor.",
    "He looks like he will explode.",
    "If the bomb goes off, we die.",
    "The sound of an explosion.",
    "A mist of perfume.",
    "Her eyes mist over.",
    "The windshield fogs.",
    "A fog of sleep.",
    "Wet from the rain, she shivers.",
    "Rain-slicked streets.",
    "Glass rains down.",
    "He opens fire.",
    "The cannon fires a salvo.",
    "The train steams into the station.",
    "Fireworks explode over the harbour.",
    "He fires her.",
    "Ready. Aim. Fire!",
    "He plays with fire.",
    "Nothing burns.",
    "They set up a smoke screen.",
    "The kettle boils.",
    "The old flame smiles.",
    "The candles have burned down.",
    "She blows out the candle.",
    "He smolders at her.",
    "No rain for months.",
    "She prays for rain.",
]


@pytest.mark.parametrize(("sentence", "kinds"), ASKED)
def test_asked_for(sentence: str, kinds: str) -> None:
    found = {cue.kind for cue in effect_cues(sentence)}
    assert found == set(kinds.split())
    assert found <= set(EFFECT_KINDS)


@pytest.mark.parametrize("sentence", DENIED_OR_MEANT_OTHERWISE)
def test_not_asked_for(sentence: str) -> None:
    assert effect_cues(sentence) == ()


def test_intensity_and_holder() -> None:
    raging = effect_cues("A raging fire engulfs the barn.")[0]
    small = effect_cues("A small candle flame flickers on the table.")[0]
    assert raging.intensity > small.intensity
    assert raging.at == "barn"
    assert effect_cues("Smoke pours from the engine.")[0].at == "engine"


@pytest.mark.parametrize(
    ("sentence", "weaker"),
    [
        ("Smoke billows from the roof.", "A thin curl of smoke rises from the roof."),
        ("A roaring fire.", "A small fire."),
        ("Rain hammers the roof.", "A gentle rain falls."),
        ("Steam billows from the manhole.", "A steaming cup of tea."),
        ("Thick black smoke.", "A wisp of smoke."),
        ("A wall of dust.", "Dust motes drift."),
    ],
)
def test_words_of_size(sentence: str, weaker: str) -> None:
    assert effect_cues(sentence)[0].intensity >= effect_cues(weaker)[0].intensity + 0.3


@pytest.mark.parametrize(
    ("sentence", "at"),
    [
        ("Flames lick up the drapes.", "curtain"),
        ("The car explodes.", "car"),
        ("Rain drums on the roof.", "roof"),
        ("A steaming cup of tea.", "cup"),
        ("A campfire crackles.", "campfire"),
        ("Smoke fills the room.", "room"),
        ("The hallway slowly fills with smoke.", "room"),
        ("A pot stands on the stove. Steam rises from it.", "pot"),
        ("A pot stands on the stove. Dan sits down. Steam rises.", ""),
        ("She is smoking a cigarette.", "cigarette"),
        ("A match flares.", "match"),
    ],
)
def test_what_it_is_on(sentence: str, at: str) -> None:
    assert effect_cues(sentence)[0].at == at


def test_colours_of_smoke_and_flames() -> None:
    assert effect_cues("Thick black smoke pours out.")[0].colour == "#1a1815"
    assert effect_cues("Green smoke rises.")[0].colour == "#57a05a"
    assert effect_cues("Blue flames.")[0].colour != ""
    assert effect_cues("Red flames, smoke.")[0].colour == ""


def test_what_happens_begins_at_its_words_and_what_is_there_at_the_first_frame() -> None:
    words = "Dan walks away from the car and does not turn. The car explodes. Smoke pours from it."
    blast, smoke = effect_cues(words)
    assert blast.kind == "explosion" and 0.5 < blast.onset < 0.8
    assert smoke.onset == blast.onset, "the smoke of a blast is not there before it"
    (fire,) = effect_cues("Anna sits down. A fire burns in the grate.")
    assert fire.onset == 0
    (caught,) = effect_cues("Anna sits down on the sofa. The curtains catch fire.")
    assert caught.onset > 0.4
    assert effect_cues("The car explodes.", spoken_before=10, total=13)[0].onset > 0.75


def test_a_blast_in_a_script_stands_after_the_words_before_it(tmp_path: Path) -> None:
    script = (
        "EXT. STREET - DAY\n\nDAN walks. Behind him the car EXPLODES. He falls.\n\n"
        "DAN\nThere's no smoke without fire. You're on fire!\n"
    )
    path = tmp_path / "street.fountain"
    path.write_text(script, encoding="utf-8")
    shots = plan_shots(read_screenplay(path)).shots
    found = [cue for shot in shots for cue in shot.effect_cues]
    assert {c.kind for c in found} == {"explosion"}, "dialogue is not action"
    blast = found[0]
    sounds = [c for shot in shots for c in shot.sound_cues if c.kind == "explosion"]
    assert 0 < blast.onset < 1
    assert sounds[0].at == pytest.approx(blast.onset, abs=0.02), "heard when it is seen"


def test_little_flames_are_named_as_such() -> None:
    for words in ("She lights a match.", "A candle burns.", "She lights the candles one by one."):
        (cue,) = effect_cues(words)
        assert cue.at in TINY_FLAMES and cue.intensity == 0.2
