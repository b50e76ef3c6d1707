"""Who builds what: the builders of all things, by kind and by word."""

from __future__ import annotations

from filmgen.previs.barriers import BARRIER_WORDS, BARRIERS
from filmgen.previs.cars import CAR_WORDS, CARS
from filmgen.previs.craft import CRAFT, CRAFT_WORDS
from filmgen.previs.fixtures import FIXTURE_WORDS, FIXTURES
from filmgen.previs.fronts import FRONT_WORDS, FRONTS
from filmgen.previs.furniture import FURNITURE, FURNITURE_WORDS
from filmgen.previs.handheld import HANDHELD
from filmgen.previs.hangings import HANGING_WORDS, HANGINGS
from filmgen.previs.lamps import LAMP_WORDS, LAMPS
from filmgen.previs.landmarks import LANDMARK_WORDS
from filmgen.previs.loads import LOAD_WORDS
from filmgen.previs.machines import MACHINE_WORDS, MACHINES
from filmgen.previs.memorials import MEMORIAL_WORDS, MEMORIALS
from filmgen.previs.old_town import OLD_TOWN_WORDS
from filmgen.previs.outdoors import OUTDOOR_WORDS, OUTDOORS
from filmgen.previs.potted import POTTED
from filmgen.previs.props import Builder
from filmgen.previs.seats import SEAT_WORDS, SEATS
from filmgen.previs.stones import STONE_WORDS, STONES
from filmgen.previs.storage import STORAGE, STORAGE_WORDS
from filmgen.previs.structures import STRUCTURE_WORDS, STRUCTURES
from filmgen.previs.transit import TRANSIT, TRANSIT_WORDS
from filmgen.previs.trees import TREE_WORDS, TREES
from filmgen.previs.trinkets import TRINKET_WORDS, TRINKETS
from filmgen.previs.weapons import WEAPON_WORDS, WEAPONS

BY_KIND: dict[str, Builder] = {
    **BARRIERS, **CARS, **CRAFT, **FIXTURES, **FRONTS, **MEMORIALS, **SEATS, **FURNITURE,
    **HANDHELD, **HANGINGS, **LAMPS, **MACHINES, **OUTDOORS, **STONES, **STORAGE, **STRUCTURES,
    **POTTED, **TRANSIT, **TREES, **TRINKETS, **WEAPONS,
}  # fmt: skip
BY_WORD: dict[str, Builder] = {
    **BARRIER_WORDS, **CAR_WORDS, **CRAFT_WORDS, **FIXTURE_WORDS, **FRONT_WORDS, **LANDMARK_WORDS,
    **LOAD_WORDS, **MEMORIAL_WORDS, **OLD_TOWN_WORDS, **SEAT_WORDS, **FURNITURE_WORDS,
    **HANGING_WORDS, **LAMP_WORDS, **MACHINE_WORDS, **OUTDOOR_WORDS, **STONE_WORDS, **STORAGE_WORDS,
    **STRUCTURE_WORDS, **TRANSIT_WORDS, **TREE_WORDS, **TRINKET_WORDS, **WEAPON_WORDS,
}  # fmt: skip
"""What looks different from its kind."""
