"""What stands in a place: the way in, what to lean on, the light, and what a camera sees first."""

from __future__ import annotations

import re
from dataclasses import dataclass

from filmgen.engines.writer.outline.deck import rank


@dataclass(frozen=True)
class Furnishing:
    """The fixed things of a kind of place, each with its article.

    Attributes:
        door: the way in. near: what one sits on, leans on, lays things on.
        light: a lamp that can go out. hazard: what a thing can be dropped into and be lost.
        seen: sentences for the opening picture.
        outside: whether there is sky above it.
    """

    door: str
    near: str
    light: str
    hazard: str
    seen: tuple[str, ...]
    outside: bool = False


_TABLE: tuple[tuple[str, Furnishing], ...] = (
    ("lighthouse", Furnishing(
        "the iron door", "the chart table", "the lamp", "the stairwell",
        ("A spiral stair winds up out of sight. Salt on every pane.",
         "The beam goes round, and round, and finds nothing but water.",
         "A kettle, a logbook, a stool worn to one person's shape."))),
    ("space|shuttle|capsule|colony|mars|moon|orbit", Furnishing(
        "the hatch", "the console", "the work light", "the airlock",
        ("Loose cables drift like weed. Half the panels are dark.",
         "A planet fills the porthole, lit on one side.",
         "Frost on the inside of the glass. A red lamp blinks, patient as a pulse."))),
    ("submarine|engine.room|boiler", Furnishing(
        "the bulkhead door", "the chart table", "the red lamp", "the bilge",
        ("Pipes, gauges, valves. Everything sweats.",
         "A drop gathers on a rivet, swells and falls. Another gathers."))),
    ("ship|boat|ferry|yacht|deck|raft", Furnishing(
        "the hatch", "the rail", "the storm lantern", "the sea",
        ("The horizon tilts, hangs, and tilts the other way.",
         "Wet ropes, flaking paint, a name half worn off the bow."))),
    ("train|carriage|compartment|tram|subway", Furnishing(
        "the sliding door", "the folding table", "the reading lamp", "the open window",
        ("Dark fields go by. Now and then one lit kitchen, gone at once.",
         "Seats face each other, knees almost touching. A hat sways on the rack."))),
    ("(?<!space )station|platform|terminal|airport|depot", Furnishing(
        "the waiting room door", "the bench", "the lamp over the clock", "the track",
        ("Empty benches in rows. The clock jumps a minute, loudly.",
         "A board of departures, every line of it blank but one.",
         "One suitcase stands alone under the clock."))),
    ("library|archive|bookshop|bookstore", Furnishing(
        "the swing door", "the reading desk", "the green lamp", "the book lift",
        ("Shelves to the ceiling, ladders on rails, one green lamp.",
         "A thousand spines. One gap, the width of a hand."))),
    ("museum|gallery", Furnishing(
        "the side door", "the plinth", "the spotlight", "the stairwell",
        ("Marble faces look past one another. A rope hangs unhooked.",
         "Glass cases, each with its own small light. One of them is open."))),
    ("theat|stage|opera|backstage|auditorium|circus|cabaret", Furnishing(
        "the stage door", "the prompt table", "the footlight", "the orchestra pit",
        ("Row upon row of empty red seats. One bare bulb on a stand.",
         "Ropes, sandbags, a painted sky with a tear in it."))),
    ("hospital|ward|clinic|emergency|operating|morgue|surgery|corridor", Furnishing(
        "the double door", "the trolley", "the strip light", "the sluice",
        ("A long floor, freshly mopped. One wheel of a trolley still turns.",
         "Curtains on rails, half of them drawn. Something beeps, slower than it should."))),
    ("elevator|lift", Furnishing(
        "the door", "the handrail", "the emergency light", "the shaft",
        ("Mirrors on three sides make a crowd of whoever is in it.",
         "The number over the door does not change."))),
    ("kitchen|bakery|restaurant|galley", Furnishing(
        "the back door", "the long table", "the lamp over the stove", "the oven",
        ("Flour hangs in the light. Copper pans, a wall of knives.",
         "A pot lid rattles by itself. Chairs stand on tables, legs in the air."))),
    ("diner|cafe|café|bar|pub|tavern|saloon|inn|club|teahouse|casino", Furnishing(
        "the front door", "the counter", "the lamp over the till", "the sink",
        ("One table is still laid. A fan stirs smoke from an hour ago.",
         "Bottles in a row against a mirror, so that there seem twice as many."))),
    ("church|chapel|cathedral|monastery|temple|convent|confessional|crypt", Furnishing(
        "the vestry door", "the front pew", "the altar lamp", "the font",
        ("Coloured light lies in pieces on the stone.",
         "Candles burn down in a rack. One has just been blown out."))),
    ("prison|cell|jail|interrogation|police|courtroom|court", Furnishing(
        "the steel door", "the bolted table", "the caged lamp", "the drain in the floor",
        ("Grey paint to shoulder height, as if the room had been flooded once.",
         "Two chairs, bolted down, too close together."))),
    ("attic|loft", Furnishing(
        "the trapdoor", "the steamer trunk", "the bare bulb", "the skylight",
        ("Slanting beams, sheets over furniture, one round window.",
         "A rocking horse without a head. Dust turns in the only light."))),
    ("basement|cellar|vault|bunker|shelter|tunnel|mine|cave|sewer|crypt", Furnishing(
        "the steel door", "the workbench", "the hand lamp", "the shaft",
        ("Water beads on brick. The light does not reach the far wall.",
         "Shelves of jars, labelled by hand, years ago."))),
    ("workshop|garage|factory|warehouse|forge|studio|lab|foundry|mill", Furnishing(
        "the roller door", "the workbench", "the work lamp", "the furnace",
        ("Tools hang inside their own painted outlines. One outline is empty.",
         "Sawdust, oil, a radio without a back. Everything has its place but the people."))),
    ("office|newsroom|boardroom|bank|embassy", Furnishing(
        "the glass door", "the desk", "the desk lamp", "the shredder",
        ("Rows of desks, one of them lit. A phone cord swings.",
         "Blinds cut the street light into bars."))),
    ("hotel|motel|bedroom|suite|room", Furnishing(
        "the door", "the bedside table", "the bedside lamp", "the open window",
        ("A made bed, a suitcase on it, shut. A tap drips next door.",
         "Curtains drawn. A stripe of light falls through them and over the carpet."))),
    ("car|taxi|van|truck|bus|limousine|ambulance", Furnishing(
        "the passenger door", "the dashboard", "the roof light", "the open window",
        ("Wipers, two arcs of clear glass, and the street coming.",
         "A charm swings from the mirror. The meter ticks."))),
    ("park|garden|playground|square|plaza|orchard|vineyard|zoo", Furnishing(
        "the gate", "the bench", "the park lamp", "the pond",
        ("An empty bench, a path, leaves that nobody has raked.",
         "A swing moves by itself, lower each time."), True)),
    ("street|alley|road|bridge|highway|crossroads|village|town|city|border|market", Furnishing(
        "the gate", "the low wall", "the street lamp", "the gutter",
        ("Shutters down on both sides. One sign creaks.",
         "A dog trots across, looks both ways, and is gone."), True)),
    ("desert|dune|canyon|prairie|ranch|plain|outback|frontier|farm|barn|field", Furnishing(
        "the gate", "the fence", "the lantern", "the well",
        ("Flat land, one fence, and the heat standing over it.",
         "A windmill turns a quarter, stops, and turns back."), True)),
    ("mountain|hill|glacier|forest|wood|camp|cabin|hut|island|ice|jungle|lake|river", Furnishing(
        "the tent flap", "the fallen trunk", "the lantern", "the ravine",
        ("Dark trees, a cold fire, two sets of tracks.",
         "Far below, one light, too small to walk to."), True)),
    ("beach|shore|pier|dock|harbo|wharf|sea|ocean", Furnishing(
        "the gangway", "the mooring post", "the harbour lamp", "the water",
        ("Nets hung up to dry. The planks are slick and black.",
         "Boats knock against one another, softly, like people in a queue."), True)),
    ("roof|balcony|terrace", Furnishing(
        "the fire door", "the parapet", "the roof lamp", "the drop",
        ("Antennas, a row of pigeons, the city lit up and far down.",
         "A washing line, one shirt on it, arms up."), True)),
    ("grave|cemetery|churchyard|mausoleum|funeral", Furnishing(
        "the lych gate", "the flat stone", "the lantern", "the open grave",
        ("Stones lean together as if to talk. One is new.",
         "A spade stands upright in fresh earth."), True)),
)  # fmt: skip
_INSIDE = Furnishing(
    "the door", "the table", "the lamp", "the open window",
    ("Two chairs, pushed back at different angles. A cup, still steaming.",
     "Curtains half drawn. Somebody's coat over the back of a chair.",
     "Pale squares on the wall, where pictures hung."),
)  # fmt: skip
_OUTSIDE = Furnishing(
    "the gate", "the low wall", "the lantern", "the ditch",
    ("Nobody, as far as one can see. Then somebody.",
     "Grass, wind, and a path that two people have trodden.",
     "A long view, and a gate left open in it."),
    True,
)  # fmt: skip


def furnish(place: str, kind: str) -> Furnishing:
    """What stands in a place; plain furniture where its words say nothing.

    Args:
        place: a heading's place, "lighthouse kitchen": its last word that is known counts.
        kind: INT or EXT.
    """
    words = place.lower().replace("-", " ")
    best: tuple[int, Furnishing] | None = None
    for pattern, furnishing in _TABLE:
        for match in re.finditer(rf"\b(?:{pattern})", words):
            if best is None or match.start() > best[0]:
                best = (match.start(), furnishing)
    if best is not None:
        return best[1]
    return _OUTSIDE if kind == "EXT" else _INSIDE


def opening_picture(furnishing: Furnishing, *key: object) -> str:
    """A sentence or two of what is seen first."""
    return furnishing.seen[rank("seen", *key) % len(furnishing.seen)]
