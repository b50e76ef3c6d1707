"""Twenty loglines of our own, written before any scene was, and what each must keep.

Prompts and checks were written on fifteen other loglines. After scenes of these had been read, four
things were mended for any logline: what finds people took a freighter for one, "radio station's"
was a station, a knock from outside made a submarine an exterior, and looks told what somebody does.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Logline:
    """A premise.

    Attributes:
        people: for each person of the premise the words that may stand for them, lower case;
            one of the words must speak or act.
        place: words for the place, lower case; one of them must be in a heading or the action.
    """

    text: str
    people: tuple[tuple[str, ...], ...]
    place: tuple[str, ...]


LOGLINES = (
    Logline(
        "In a flooded subway station, DANA, a night-shift engineer, must persuade her stubborn "
        "father VICTOR to leave the pump he swore never to abandon.",
        (("dana",), ("victor",)),
        ("subway", "station"),
    ),
    Logline(
        "Two brothers, Elias and Jonah, open their late mother's bakery at four in the morning "
        "and find the till full of money that is not theirs.",
        (("elias",), ("jonah",)),
        ("bakery",),
    ),
    Logline(
        "On a stranded space freighter, Captain Okoro discovers that her navigator, Lim, has been "
        "hiding the last working escape pod.",
        (("okoro",), ("lim",)),
        ("freighter", "ship", "bridge", "pod", "cargo"),
    ),
    Logline(
        "A retired boxer named Sal teaches his neighbour's shy daughter, Priya, one punch in a "
        "laundromat the night before her school trial.",
        (("sal",), ("priya",)),
        ("laundromat", "laundry"),
    ),
    Logline(
        "At a snowed-in mountain lodge, Greta accuses her business partner Henrik of having set "
        "the fire that ruined them, while the chimney begins to smoke.",
        (("greta",), ("henrik",)),
        ("lodge",),
    ),
    Logline(
        "A nervous groom, Teddy, hides in the church organ loft, where the organist, Mrs. "
        "Abernathy, refuses to stop practising.",
        (("teddy",), ("abernathy",)),
        ("loft", "church", "organ"),
    ),
    Logline(
        "In a dusty border saloon, Marshal Quill has until noon to win back a stolen horse from "
        "the gambler Rosalind in a game of cards.",
        (("quill",), ("rosalind",)),
        ("saloon",),
    ),
    Logline(
        "Ten-year-old Mika finds a talking fox in the greenhouse and must keep it from Grandma "
        "Ruth, who is allergic to fur and to lies.",
        (("mika",), ("fox",), ("ruth", "grandma")),
        ("greenhouse",),
    ),
    Logline(
        "During the last hour of a radio station's life, host Bruno and producer Anjali argue on "
        "air about the song that ended their marriage.",
        (("bruno",), ("anjali",)),
        ("radio", "studio", "booth", "station"),
    ),
    Logline(
        "In a field hospital under shelling, nurse Colette learns that the wounded enemy officer, "
        "Weber, is the man who spared her village.",
        (("colette",), ("weber",)),
        ("hospital", "tent", "ward"),
    ),
    Logline(
        "A burglar called Finch breaks into a museum at midnight and is caught by the cleaner, "
        "Odette, who wants to be cut in.",
        (("finch",), ("odette",)),
        ("museum",),
    ),
    Logline(
        "On the roof of a burning apartment block, Marcus must choose between the rope ladder and "
        "his sleeping neighbour, old Mr. Pell.",
        (("marcus",), ("pell",)),
        ("roof", "rooftop"),
    ),
    Logline(
        "Sisters Noor and Salma divide their father's library in an empty house, until one book "
        "turns out to be a diary about them.",
        (("noor",), ("salma",)),
        ("library", "house"),
    ),
    Logline(
        "In a submarine with failing air, Lieutenant Hayes hears knocking from outside the hull, "
        "and the cook, Benny, knows the rhythm.",
        (("hayes",), ("benny",)),
        ("submarine", "hull", "galley", "control"),
    ),
    Logline(
        "A street magician, Leo, performs for a single spectator in a railway carriage: detective "
        "Ines Marchetti, who has come to arrest him.",
        (("leo",), ("ines", "marchetti")),
        ("railway", "carriage", "train"),
    ),
    Logline(
        "At a roadside diner in a thunderstorm, waitress Joy recognises the hitchhiker, Caleb, "
        "from the missing-person poster on her own wall.",
        (("joy",), ("caleb",)),
        ("diner",),
    ),
    Logline(
        "The apprentice Tomas lets the forge go cold on the day the queen's armourer, Isaura, "
        "comes for a sword that was never made.",
        (("tomas",), ("isaura",)),
        ("forge", "smithy"),
    ),
    Logline(
        "In an abandoned swimming pool, teenagers Kit and Wren rehearse the apology that neither "
        "of them means.",
        (("kit",), ("wren",)),
        ("pool",),
    ),
    Logline(
        "On a fogbound pier, the ferryman Aldous refuses to carry a widow, Hester, across with the "
        "urn she will not open.",
        (("aldous",), ("hester",)),
        ("pier", "dock", "ferry"),
    ),
    Logline(
        "In the control room of a dam, rookie operator Pavel finds a crack that his chief, "
        "Svetlana, has been painting over for years.",
        (("pavel",), ("svetlana",)),
        ("dam", "control room"),
    ),
)
