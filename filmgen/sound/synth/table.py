"""The synthesiser's table: every bed and spot it can make, how loud, how far, with which knobs."""

from __future__ import annotations

from collections.abc import Mapping

from filmgen.media import FloatArray
from filmgen.sound.signal.noise import band, noise
from filmgen.sound.synth.blasts import explosion, gunshot, thunder
from filmgen.sound.synth.city import highway, traffic
from filmgen.sound.synth.fights import car_door, punch, sword
from filmgen.sound.synth.fire import fire
from filmgen.sound.synth.gatherings import bar, playground, restaurant, stadium
from filmgen.sound.synth.handling import chair, clink, cloth, keys, lighter, paper, pour
from filmgen.sound.synth.hollow import cave, church, elevator, fridge, shower, spaceship, underwater
from filmgen.sound.synth.impacts import (
    bark,
    click,
    crash,
    creak,
    door,
    glass,
    impact,
    knock,
    slap,
    whoosh,
)
from filmgen.sound.synth.nature import forest, night
from filmgen.sound.synth.people import applause, cheer, crowd, gasp
from filmgen.sound.synth.rooms import (
    aircraft,
    car,
    clock,
    hospital,
    hum,
    office,
    room,
    train,
    typing,
)
from filmgen.sound.synth.signals import alarm, bell, engine, horn, kettle, phone, siren
from filmgen.sound.synth.small import buzz, drip, heartbeat, hiss, screech
from filmgen.sound.synth.steps import footsteps
from filmgen.sound.synth.task import Recipe, Task
from filmgen.sound.synth.travel import helicopter, hooves, plane_pass, subway, train_pass
from filmgen.sound.synth.water import sea, splash, stream
from filmgen.sound.synth.weather import rain, storm, wind
from filmgen.sound.synth.wild import battle, desert, harbour, jungle, swamp


def still(task: Task) -> FloatArray:
    """What is left when nothing sounds: a floor of noise, so that no file is digitally silent."""
    return noise(task.rng("still"), task.samples, [band(40, 8000)], [0.001])


BEDS: Mapping[str, Recipe] = {
    "silence": Recipe(still, -68.0, -13.8),
    "room": Recipe(room, -50.0, -9.3, {"size": ("small", "medium", "large")}),
    "wind": Recipe(wind, -37.0, -16.5, {"leaves": (), "whistle": ()}, 10.0, True),
    "rain": Recipe(
        rain, -35.0, -18.4, {"surface": ("ground", "roof", "tin", "glass", "leaves")}, 3.0, True
    ),
    "storm": Recipe(storm, -31.0, -19.0, {"thunder": ()}, 10.0, True),
    "fire": Recipe(fire, -34.0, -13.8, {"crackle": ()}, 4.0),
    "sea": Recipe(sea, -34.0, -15.4, {"shore": ("sand", "shingle")}, 20.0, True),
    "stream": Recipe(
        stream, -37.0, -17.1, {"size": ("brook", "river", "waterfall", "tap")}, 5.0, True
    ),
    "forest": Recipe(forest, -39.0, -11.8, {}, 12.0, True),
    "night": Recipe(night, -41.0, -7.9, {"owl": ()}, 10.0, True),
    "desert": Recipe(desert, -37.0, -16.8, {}, 10.0, True),
    "jungle": Recipe(jungle, -37.0, -5.9, {}, 12.0, True),
    "swamp": Recipe(swamp, -39.0, -5.5, {}, 12.0, True),
    "harbour": Recipe(harbour, -38.0, -1.6, {}, 15.0, True),
    "cave": Recipe(cave, -44.0, -1.5),
    "underwater": Recipe(underwater, -38.0, -16.7),
    "traffic": Recipe(traffic, -36.0, -19.1, {}, 9.0, True),
    "highway": Recipe(highway, -34.0, -22.3, {}, 9.0, True),
    "crowd": Recipe(
        crowd,
        -35.0,
        -21.3,
        {
            "place": ("inside", "outside"),
            "mood": ("calm", "lively"),
            "voices": ("adults", "children"),
        },
        4.0,
        True,
    ),
    "bar": Recipe(bar, -34.0, -23.1, {}, 4.0, True),
    "restaurant": Recipe(restaurant, -37.0, -21.9, {}, 4.0, True),
    "playground": Recipe(playground, -36.0, -19.0, {}, 12.0, True),
    "stadium": Recipe(stadium, -31.0, -14.3, {}, 20.0, True),
    "battle": Recipe(battle, -32.0, -14.9, {}, 300.0, True),
    "church": Recipe(church, -50.0, -10.6),
    "elevator": Recipe(elevator, -42.0, -13.3),
    "fridge": Recipe(fridge, -48.0, -7.5, {}, 2.0),
    "shower": Recipe(shower, -34.0, -15.7, {}, 1.5),
    "spaceship": Recipe(spaceship, -40.0, -13.2),
    "office": Recipe(office, -44.0, -6.0),
    "hospital": Recipe(hospital, -46.0, -6.6, {"beeps": ()}),
    "clock": Recipe(clock, -48.0, -0.8, {"rate": ()}),
    "machine": Recipe(hum, -36.0, -14.1, {"clank": ()}),
    "car": Recipe(car, -36.0, -16.5, {"speed": ()}),
    "train": Recipe(train, -34.0, -16.0, {"speed": ()}),
    "subway": Recipe(subway, -33.0, -14.9),
    "aircraft": Recipe(aircraft, -34.0, -15.1),
    "helicopter": Recipe(helicopter, -30.0, -10.0, {"place": ("outside", "inside")}, 30.0),
}
"""Sounds that go on: as long as asked, never repeating."""

SPOTS: Mapping[str, Recipe] = {
    "gunshot": Recipe(gunshot, -20.0, 4.2, {"place": ("inside", "outside"), "times": ()}, 15.0),
    "explosion": Recipe(explosion, -15.0, -12.4, {}, 80.0),
    "thunder": Recipe(thunder, -20.0, -18.0, {}, 1000.0),
    "splash": Recipe(splash, -24.0, -11.4, {}, 5.0),
    "door": Recipe(door, -27.0, -5.7, {"action": ("open", "close", "slam")}),
    "knock": Recipe(knock, -26.0, -7.4, {"times": ()}),
    "footsteps": Recipe(
        footsteps,
        -33.0,
        -4.5,
        {"surface": ("wood", "concrete", "gravel", "grass", "snow"), "pace": (), "walkers": ()},
    ),
    "impact": Recipe(impact, -24.0, -8.9, {"on": ("floor", "metal", "body")}),
    "slap": Recipe(slap, -25.0, -4.1),
    "glass": Recipe(glass, -22.0, -8.7),
    "click": Recipe(click, -33.0, -9.4),
    "whoosh": Recipe(whoosh, -29.0, -23.7),
    "creak": Recipe(creak, -34.0, -20.5),
    "crash": Recipe(crash, -17.0, -6.2, {}, 8.0),
    "applause": Recipe(applause, -27.0, 3.9, {}, 8.0, True),
    "cheer": Recipe(cheer, -22.0, -19.5, {"mood": ("cheer", "panic")}, 15.0, True),
    "gasp": Recipe(gasp, -31.0, -12.1),
    "typing": Recipe(typing, -35.0, -4.4, {"machine": ("keyboard", "typewriter")}),
    "dog": Recipe(bark, -26.0, -15.6, {}, 5.0),
    "phone": Recipe(phone, -27.0, -8.3, {"ring": ("bell", "mobile", "buzz")}),
    "bell": Recipe(bell, -26.0, -13.8, {"size": ("church", "door", "hand", "school")}, 8.0),
    "siren": Recipe(siren, -25.0, -24.2, {"style": ("wail", "two-tone")}, 25.0),
    "horn": Recipe(horn, -23.0, -19.7, {"of": ("car", "truck", "ship", "train")}, 15.0),
    "alarm": Recipe(alarm, -29.0, -17.7, {"style": ("clock", "fire", "heart")}),
    "engine": Recipe(engine, -25.0, -15.2, {"action": ("start", "rev", "pass")}, 6.0),
    "kettle": Recipe(kettle, -32.0, -24.3),
    "train-pass": Recipe(train_pass, -21.0, -13.0, {}, 6.0),
    "plane-pass": Recipe(plane_pass, -25.0, -11.2, {}, 300.0),
    "hooves": Recipe(hooves, -29.0, -1.8, {"surface": ("stone", "earth")}),
    "car-door": Recipe(car_door, -26.0, -6.3, {"action": ("open", "close")}),
    "sword": Recipe(sword, -27.0, -16.4, {"action": ("draw", "swing", "clash")}),
    "punch": Recipe(punch, -22.0, -4.8),
    "paper": Recipe(paper, -34.0, -9.3, {"action": ("turn", "tear", "crumple")}, 1.5),
    "keys": Recipe(keys, -33.0, -14.6, {"action": ("jingle", "lock")}, 2.0),
    "lighter": Recipe(lighter, -33.0, -15.3, {"of": ("match", "lighter")}, 1.5),
    "pour": Recipe(pour, -34.0, -18.5, {}, 1.5),
    "clink": Recipe(clink, -31.0, -19.8, {}, 2.0),
    "chair": Recipe(chair, -31.0, -16.7),
    "cloth": Recipe(cloth, -39.0, -17.7, {}, 1.5),
    "drip": Recipe(drip, -35.0, -15.7, {"pace": ()}, 2.0),
    "heartbeat": Recipe(heartbeat, -29.0, -9.9, {}, 1.0),
    "buzz": Recipe(buzz, -33.0, -13.3, {"of": ("lamp", "spark", "door")}, 2.0),
    "screech": Recipe(screech, -27.0, -22.8, {}, 8.0),
    "hiss": Recipe(hiss, -31.0, -14.4, {}, 3.0),
}
"""Sounds that happen once, from their first sample; their length is their own."""
