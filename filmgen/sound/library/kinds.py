"""What our kinds of sound are called in effects libraries: UCS categories, and plain words.

The Universal Category System (UCS, universalcategorysystem.com, public domain) gives every
effect a CatID at the start of its file's name: a category's short name in capitals and a
subcategory's after it, "DOORWood_Door Slam Heavy_ABC_Library.wav". The names are the
system's; which of them serve which of our kinds is our own choice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class KindNames:
    """What a kind goes by.

    Attributes:
        strong: CatIDs, or whole categories ("RAIN"), whose files are of the kind.
        weak: CatIDs among whose files there are some of the kind.
        never: CatIDs that are not, though their category is in `strong`.
        words: nouns of which one in a file's name says that it is of the kind.
        means: words that describe what is asked for where the script says no more.
    """

    strong: tuple[str, ...]
    words: tuple[str, ...]
    weak: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    means: str = ""


def _names(strong: str, words: str, weak: str = "", never: str = "", means: str = "") -> KindNames:
    return KindNames(
        tuple(strong.split()),
        tuple(words.split()),
        tuple(weak.split()),
        tuple(never.split()),
        means,
    )


KINDS: Mapping[str, KindNames] = {
    "room": _names("AMBRoom", "roomtone", "MACHHvac", means="room tone"),
    "wind": _names("WIND", "wind breeze gale", "VEGETree VEGELeaf"),
    "rain": _names("RAIN", "rain rainfall downpour drizzle", "STORM"),
    "storm": _names("STORM", "storm thunderstorm", "NATDThyp WTHR"),
    "fire": _names("FIREBurn FIRECrkl FIREMisc", "fire campfire fireplace bonfire flames"),
    "sea": _names("AMBSea WATRSurf WATRWave", "sea ocean surf waves seaside beach", "WATRLap"),
    "stream": _names(
        "WATRFlow WATRFall WATRTurb", "stream river brook creek waterfall rapids tap", "WATRPlmb"
    ),
    "forest": _names(
        "AMBForst AMBBird", "forest woods woodland birdsong", "BIRDSong AMBRurl AMBTrop AMBPark"
    ),
    "birds": _names("BIRDSong AMBBird", "birds birdsong chirping", "AMBForst"),
    "night": _names("ANMLInsc", "crickets cicadas insects", "AMBRurl AMBForst", means="night"),
    "traffic": _names("AMBTraf", "traffic", "AMBUrbn VEHBy"),
    "street": _names("AMBUrbn AMBTraf", "street city", "AMBSubn"),
    "highway": _names("AMBTraf", "highway freeway motorway", "VEHBy", means="highway"),
    "crowd": _names(
        "CRWDWalla CRWDConv CRWDQuiet", "crowd walla", "AMBPubl AMBMrkt CRWDMisc AMBSchl AMBTran"
    ),
    "bar": _names("AMBRest", "bar pub tavern nightclub", "CRWDWalla"),
    "restaurant": _names("AMBRest", "restaurant diner cafe cafeteria", "CRWDWalla"),
    "office": _names("AMBOffc", "office", "MACHOffi"),
    "hospital": _names("AMBHosp", "hospital ward icu", "BEEPMed MACHMed"),
    "clock": _names("CLOCKTick", "clock", "CLOCKMech CLOCKMisc", "CLOCKChim", "tick"),
    "machine": _names("MACHInd AMBInd", "machine machinery generator factory", "MACHMisc MACHMech"),
    "car": _names("VEHCar", "car", "VEHTruck VEHMisc", means="interior drive"),
    "train": _names("TRN", "train subway railway", "AMBTran", "TRNHorn TRNBrake", "interior"),
    "train-pass": _names("TRN", "train subway railway", "", "TRNHorn TRNBrake", "pass"),
    "aircraft": _names("AERO", "aircraft airplane aeroplane plane jet cabin", means="interior"),
    "gunshot": _names("GUN", "gunshot gun pistol rifle shotgun", "", "GUNMech", "shot"),
    "explosion": _names("EXPL", "explosion blast detonation"),
    "thunder": _names("THUN", "thunder thunderclap", "STORM"),
    "splash": _names("WATRSplsh WATRImpt", "splash plunge"),
    "door": _names("DOOR", "door gate", "VEHDoor SCIDoor", "DOORKnck DOORAppl DOORCab"),
    "knock": _names("DOORKnck WNDWKnck", "knock knocking", "WOODImpt", means="knock"),
    "footsteps": _names("FEETHmn FOLYFeet", "footsteps footstep walking", "FEETMisc"),
    "impact": _names(
        "FGHTBf WOODImpt METLImpt",
        "thud thump impact bodyfall",
        "FGHTImpt DIRTImpt ROCKImpt PLASImpt CERMImpt",
    ),
    "slap": _names("", "slap smack", "FGHTImpt", means="slap"),
    "glass": _names("GLASBrk GLASCrsh", "glass window bottle", "GLASMisc", "GLASTonl", "break"),
    "click": _names(
        "MECHClik MECHSwtch UIClick", "click switch", "MECHLtch MECHLock MECHRelay MECHLvr GUNMech"
    ),
    "whoosh": _names("WHSH SWSH", "whoosh swoosh swish"),
    "creak": _names("", "creak creaking squeak", "WOODFric WOODMvmt ROPECreak", means="creak"),
    "crash": _names(
        "DESTRCrsh METLCrsh WOODCrsh DESTRClpse", "crash collapse debris", "CERMCrsh ROCKCrsh"
    ),
    "applause": _names("CRWDApls", "applause clapping ovation"),
    "cheer": _names("CRWDCheer CRWDCele", "cheer cheering", "CRWDSprt VOXCheer"),
    "gasp": _names("", "gasp", "HMNBrth VOXReac CRWDReac", means="gasp"),
    "typing": _names("CMPTKey COMType", "typing keyboard typewriter", means="type"),
    "dog": _names("ANMLDog", "dog puppy hound", means="bark"),
    "phone": _names("COMTelph COMCell", "phone telephone cellphone", means="ring"),
    "bell": _names("BELL", "bell doorbell", "CLOCKChim", "BELLAnml BELLGong"),
    "siren": _names("VEHSirn ALRMSirn", "siren"),
    "horn": _names("VEHHorn BOATHorn TRNHorn", "horn foghorn honk", "HORNAir"),
    "alarm": _names("ALRM", "alarm", "VEHAlrm BEEPTimer BEEPMed", "ALRMSirn"),
    "engine": _names(
        "VEHCar VEHTruck MOTRComb", "engine motor car", "VEHMoto VEHBy VEHMisc VEHBus"
    ),
    "kettle": _names("", "kettle teapot", "FOODKware FOODCook WHSTMech", means="whistle"),
    "desert": _names("AMBDsrt", "desert dunes", "WIND"),
    "jungle": _names("AMBTrop", "jungle rainforest tropical", "BIRDTrop"),
    "swamp": _names("AMBSwmp", "swamp marsh bog", "ANMLAmph"),
    "harbour": _names("AMBNaut", "harbour harbor marina docks pier", "WATRLap AMBSea"),
    "cave": _names("AMBUndr", "cave cavern grotto", "WATRDrip"),
    "underwater": _names("AMBUndwtr", "underwater submerged", "WATRBubl"),
    "playground": _names("CRWDChld", "playground children schoolyard", "AMBSchl"),
    "stadium": _names("AMBSprt CRWDSprt", "stadium arena", "CRWDCheer"),
    "battle": _names("AMBWar CRWDBatl", "battle warfare battlefield"),
    "church": _names("AMBRlgn", "church cathedral chapel temple", "AMBRoom"),
    "elevator": _names("MACHElev", "elevator lift"),
    "fridge": _names("", "fridge refrigerator freezer", "MACHAppl", means="hum"),
    "shower": _names("", "shower bathroom", "WATRPlmb WATRSpray", means="shower"),
    "spaceship": _names("SCIShip", "spaceship starship spacecraft", "SCIMach SCIVeh"),
    "subway": _names("TRNSbwy", "subway metro underground", "TRNElec", means="interior"),
    "helicopter": _names("AEROHeli", "helicopter chopper"),
    "plane-pass": _names("AERO", "aircraft airplane plane jet", never="AEROHeli", means="pass"),
    "hooves": _names("FEETHors", "hooves horse gallop", "ANMLHors", means="hooves"),
    "car-door": _names("VEHDoor", "cardoor", means="car door"),
    "sword": _names("WEAPSwrd", "sword blade", "WEAPKnif"),
    "punch": _names("", "punch", "FGHTImpt", means="punch"),
    "paper": _names("PAPR", "paper page"),
    "keys": _names("OBJKey", "keys keychain"),
    "lighter": _names("", "lighter zippo", "FIREIgn", means="lighter"),
    "pour": _names("WATRPour", "pour pouring", "FOODDrnk LIQMvmt"),
    "clink": _names("", "clink cheers toast", "GLASTonl GLASImpt FOODGware", means="clink"),
    "chair": _names("", "chair stool", "OBJFurn WOODFric", means="chair"),
    "cloth": _names("CLOTHMvmt FOLYClth", "cloth clothes rustle", "CLOTHMisc"),
    "drip": _names("WATRDrip", "drip dripping drops"),
    "heartbeat": _names("HMNHart", "heartbeat"),
    "buzz": _names("ELECBuzz", "buzz buzzing", "ELECMisc ELECZap"),
    "screech": _names("VEHSkid VEHBrake", "screech skid", "VEHTire TRNBrake"),
    "hiss": _names("AIRHiss", "hiss", "WATRStm AIRBrst AIRBlow FIREGas"),
    "scream": _names("VOXScrm", "scream shriek", "CRWDPanic"),
    "laugh": _names("VOXLaff CRWDLaff", "laugh laughter"),
    "music": _names("MUSCSong MUSCLoop", "music", "MUSCInst"),
}
"""By the synthesiser's kinds, and by kinds of cue that only a recording can serve."""

ALIASES: Mapping[str, str] = {
    "phone ring": "phone",
    "dog bark": "dog",
    "car door": "car-door",
    "plane": "plane-pass",
}
"""Kinds of `SoundCue` by another name."""

CATEGORIES: Mapping[str, str] = {
    "AERO": "aircraft", "AIR": "air", "ALRM": "alarm", "AMB": "ambience", "ANML": "animal",
    "BEEP": "beep", "BELL": "bell", "BIRD": "bird", "BLLT": "bullet", "BOAT": "boat",
    "CERM": "ceramic", "CHAIN": "chain", "CLOCK": "clock", "CLOTH": "cloth",
    "CMPT": "computer", "COM": "communication", "CREA": "creature", "CRWD": "crowd",
    "DESTR": "destruction", "DIRT": "dirt sand", "DOOR": "door", "DRWR": "drawer",
    "DSGN": "designed", "ELEC": "electricity", "EXPL": "explosion", "FEET": "footsteps",
    "FGHT": "fight", "FIRE": "fire", "FOLY": "foley", "FOOD": "food", "FRWK": "fireworks",
    "GLAS": "glass", "GUN": "gun", "HAIL": "hail", "HMN": "human", "HORN": "horn", "ICE": "ice",
    "LIQ": "liquid", "MACH": "machine", "MECH": "mechanical", "METL": "metal",
    "MOTR": "motor", "MUSC": "music", "NATD": "disaster", "OBJ": "object", "PAPR": "paper",
    "PLAS": "plastic", "RAIN": "rain", "ROCK": "rock", "ROPE": "rope", "RUBR": "rubber",
    "SCI": "scifi", "SNOW": "snow", "SPRT": "sport", "STORM": "storm", "SWSH": "swish",
    "THUN": "thunder", "TOOL": "tool", "TOON": "cartoon", "TRN": "train", "UI": "interface",
    "VEGE": "vegetation", "VEH": "vehicle", "VOX": "voice", "WATR": "water", "WEAP": "weapon",
    "WHSH": "whoosh", "WHST": "whistle", "WIND": "wind", "WING": "wing", "WNDW": "window",
    "WOOD": "wood", "WTHR": "weather",
}  # fmt: skip
"""The categories' short names that matter to a film, in a word."""

SUBCATEGORIES: Mapping[str, str] = {
    "Apls": "applause", "Bark": "bark", "Brk": "break", "Burn": "burning", "By": "pass",
    "Cell": "mobile", "Cheer": "cheering", "Chim": "chime", "Chld": "children", "Clak": "clack",
    "Clik": "click", "Clok": "clock", "Conc": "concrete", "Conv": "conversation",
    "Crkl": "crackle", "Crsh": "crash", "Diesl": "diesel", "Dog": "dog", "Door": "door",
    "Drip": "drip", "Dsrt": "desert", "Elev": "elevator", "Fall": "waterfall",
    "Flow": "flow stream", "Forst": "forest", "Gate": "gate", "Glas": "glass", "Gras": "grass",
    "Gust": "gust", "Hand": "hand", "Hart": "heartbeat", "Heli": "helicopter", "Hiss": "hiss",
    "Hmn": "human", "Horn": "horn", "Hors": "horse", "Hosp": "hospital", "Impt": "impact",
    "Ind": "industrial", "Insc": "insect", "Int": "interior", "Jet": "jet", "Key": "keyboard",
    "Knck": "knock", "Laff": "laugh", "Leaf": "leaves", "Lrg": "church", "Metl": "metal",
    "Mrkt": "market", "Mvmt": "movement", "Naut": "harbour", "Offc": "office", "Pis": "pistol",
    "Plas": "plastic", "Pour": "pour", "Publ": "public", "Rest": "restaurant bar",
    "Rif": "rifle", "Room": "room tone", "Rurl": "countryside", "Sbwy": "subway",
    "Schl": "school", "Scrm": "scream", "Sea": "sea", "Ship": "ship", "Shotg": "shotgun",
    "Sirn": "siren", "Skid": "skid", "Slid": "sliding", "Splsh": "splash", "Steam": "steam",
    "Surf": "surf", "Swmp": "swamp", "Swrd": "sword", "Swtch": "switch", "Telph": "telephone",
    "Tick": "tick", "Traf": "traffic", "Tree": "trees", "Trop": "jungle", "Truck": "truck",
    "Type": "typewriter", "Undwtr": "underwater", "Urbn": "city", "Vege": "leaves",
    "Walla": "walla", "Watr": "water", "Wave": "wave", "Wood": "wood",
}  # fmt: skip
"""Subcategories' short names that say something in a word."""


def names_of(kind: str) -> KindNames:
    """What a kind goes by; one that is not in the table goes by its own words."""
    kind = ALIASES.get(kind, kind)
    return KINDS.get(kind) or KindNames((), tuple(kind.replace("-", " ").split()))


def split_cat_id(text: str) -> tuple[str, str] | None:
    """(category, subcategory) short names of a CatID, "DOORWood" to ("DOOR", "Wood").

    None for what is none: the category must be one of `CATEGORIES`.
    """
    capitals = 0
    while capitals < len(text) and text[capitals].isupper():
        capitals += 1
    rest = text[capitals:]
    if not rest:
        return (text, "") if text in CATEGORIES else None
    category = text[: capitals - 1]  # the subcategory's own capital
    if category in CATEGORIES and rest.islower():
        return category, text[capitals - 1 :]
    return None


def category_words(cat_id: str) -> str:
    """What a CatID says in plain words; "" for none."""
    parts = split_cat_id(cat_id)
    if parts is None:
        return ""
    category, sub = parts
    return f"{CATEGORIES[category]} {SUBCATEGORIES.get(sub, '')}".strip()
