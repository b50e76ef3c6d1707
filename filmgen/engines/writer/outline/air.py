"""What is in the air of a scene: fire, smoke, weather, and the small intrusions of a genre.

Each list goes from the first sign to the worst: a beat takes the sentence of its place in the
scene, so that what burns burns higher, and no sentence comes twice.
"""

from __future__ import annotations

from filmgen.breakdown.effect_words import EFFECTS, OTHER_SENSES
from filmgen.engines.writer.outline.deck import rank

_AIR: dict[str, tuple[str, ...]] = {
    "fire": (
        "A thread of flame runs along the edge of a curtain and out of sight.",
        "Somewhere close, wood begins to crackle.",
        "Orange light climbs the wall behind them.",
        "Flames reach the beams. Paint blisters and drops.",
        "Fire fills the way they came in. Its roar makes them shout.",
        "A beam comes down in a burst of sparks.",
        "The fire takes a breath, and so does everybody.",
    ),
    "smoke": (
        "A ribbon of smoke lies across the room at head height.",
        "Smoke comes under the door and spreads like spilt milk.",
        "Eyes water. The far side is only a shape in the smoke.",
        "Smoke rolls down from above. They bend beneath it.",
        "Black smoke swallows the light.",
    ),
    "explosion": (
        "A dull thud far off. Glass hums.",
        "Plaster dust trickles from a crack that was not there before.",
        "A second blast, nearer. Everything loose jumps.",
        "An explosion lights every face white, and the sound comes after it.",
        "Bricks, dust, a ringing that will not stop.",
    ),
    "rain": (
        "Rain ticks on glass.",
        "Water runs from every hem and makes its own small map on the ground.",
        "The rain thickens until the other side of it is gone.",
        "Rain hammers down. They have to lean close to hear.",
        "The gutter gives up and pours.",
        "For a moment the rain stops, like somebody listening.",
    ),
    "storm": (
        "Wind tries the latch, and tries it again.",
        "Lightning. For an instant there are three shadows.",
        "Rain comes sideways. Something tears loose and bangs.",
        "Thunder rolls over and does not end where it should.",
        "The wind drops. That is worse.",
        "A gust puts out everything that burns, and slams what stands open.",
    ),
    "snow": (
        "Snow falls past the light without a sound.",
        "A drift has crept in and lies there, not melting.",
        "Breath hangs white between them.",
        "Snow blots out the way back, print by print.",
        "The wind turns the snow into a wall.",
    ),
    "fog": (
        "Fog leans on the glass.",
        "Fog has come in with them and lies about their ankles.",
        "What was twenty steps away is gone. Then ten.",
        "A horn, somewhere in the fog, on the wrong side.",
        "A shape forms in the fog, waits, and is fog again.",
    ),
    "dust": (
        "Dust hangs in the light and will not settle.",
        "A brown wall stands on the horizon.",
        "Dust hisses against everything at once.",
        "Grit between the teeth. They talk into their sleeves.",
    ),
    "steam": (
        "A valve ticks. A little steam.",
        "Steam blurs the glass. A finger has written on it once.",
        "A joint gives, and steam screams across the room.",
        "White steam. Only voices.",
    ),
    "sparks": (
        "A wire spits one blue spark.",
        "Sparks drop from above and die on the floor.",
        "A shower of sparks. For a second all is lit like noon.",
    ),
    "water": (
        "A dark line creeps across the floor: water.",
        "Water finds the first shoe.",
        "A chair lifts, turns, and begins to float.",
        "The water stands at their knees, black, and pulling.",
        "Something under the water knocks, twice.",
    ),
}  # fmt: skip

_GENRES: dict[str, tuple[str, ...]] = {
    "thriller": (
        "Headlights slide along the far side and do not drive on.",
        "A floorboard speaks, where nobody stands.",
        "Somewhere a lift arrives. No steps come out of it.",
        "A mobile phone lights up in a coat that belongs to neither.",
        "The same van goes by again, slower.",
        "A thin red dot wanders over a sleeve and is gone.",
    ),
    "horror": (
        "Something breathes, and it is neither of them.",
        "A door that was shut is ajar by a finger.",
        "The shadow on the wall is late by half a second.",
        "Scratching, patient, from inside.",
        "A child's laugh, a long way down.",
        "On the pane, from the other side, a hand print fades.",
    ),
    "comedy": (
        "A chicken walks through, in no hurry. Nobody mentions it.",
        "Something upstairs falls, considers, and falls further.",
        "A party blower squeaks in somebody's pocket.",
        "A man looks in, says sorry, wrong room, and takes a biscuit.",
        "The shelf gives way at one end. Eleven tins roll off, one at a time.",
        "A doorbell plays the whole of its tune, twice.",
    ),
    "romance": (
        "Next door somebody practises the same four bars on a piano.",
        "Their hands are a finger's breadth apart, and know it.",
        "A moth goes round the light, and round.",
        "Laughter from the street. It isn't about them.",
        "A record ends, and clicks, and clicks.",
        "A scarf has slipped down between them. Both leave it.",
    ),
    "science fiction": (
        "The air recycler coughs, and takes a second to go on.",
        "A voice reads out numbers that get smaller.",
        "Every screen shows the same line, and then none does.",
        "Something scrapes along the hull, from front to back.",
        "The gravity stutters. A cup rises, turns over, drops.",
        "A lamp goes from green to amber with a very small click.",
    ),
    "western": (
        "Spurs, out on the boards. They stop.",
        "A horse snorts, and is hushed.",
        "A shutter bangs in the hot wind.",
        "Flies. A clock. A chair tipped back on two legs comes down.",
        "Far off, a line of riders no thicker than a hair.",
        "A dry bush rolls past, in nobody's way.",
    ),
    "crime": (
        "A siren passes, and takes a long time to be gone.",
        "A cigarette burns down by itself in a saucer.",
        "Two men get out of a parked car and look at nothing.",
        "The blinds are bent in one place, at the height of an eye.",
        "A coin goes into a telephone outside. Nobody speaks.",
        "A photograph on the wall has been turned to face it.",
    ),
    "fantasy": (
        "Every candle leans the same way, though there is no wind.",
        "A raven lands, folds itself up, and listens.",
        "Carved faces in the stone have shut their eyes.",
        "Far below, something very large turns over in its sleep.",
        "A leaf falls upwards.",
        "A bell rings under the ground.",
    ),
    "drama": (
        "A clock strikes, one more than it should.",
        "Somewhere a door opens and shuts, and no one comes.",
        "A tap drips. {B} gets up, turns it tight, and sits down again.",
        "Children run by outside, shouting a name that is neither of theirs.",
        "The light has moved a hand's breadth along the floor.",
        "A dog barks until it is told not to.",
    ),
}  # fmt: skip
_CALLED = (
    ("science fiction", "sci-fi scifi science space robot cyber dystop future"),
    ("horror", "horror ghost gothic haunt slasher vampire zombie"),
    ("comedy", "comed farce satire funny humor humour absurd light"),
    ("romance", "roman love"),
    ("western", "western cowboy frontier"),
    ("fantasy", "fantas fairy myth sword legend"),
    ("crime", "crime noir detective mystery heist police gangster whodunit"),
    ("thriller", "thrill suspense spy action war disaster adventure tense dark"),
    ("drama", "drama tragedy family period histor coming literary"),
)
_LOGLINE_GENRES = (
    ("science fiction", "space astronaut robot android mars spaceship alien future clone orbit"),
    ("horror", "ghost haunted vampire demon possessed corpse zombie curse seance"),
    ("western", "sheriff saloon posse outlaw cowboy gunslinger frontier ranch"),
    ("fantasy", "dragon wizard witch spell kingdom knight prince princess sword magic"),
    ("crime", "detective murder heist thief steal stolen gangster confession inspector police"),
    ("thriller", "bomb spy spies hostage assassin killer kidnapped escape agent sniper trapped"),
    ("comedy", "groom nervous clumsy disastrous parrot accidentally mistaken"),
    ("romance", "love loves wedding bride lovers kiss"),
)


def genre_of(genre: str, tone: str, logline: str) -> str:
    """One of the genres that have cards here: as asked for, else as the logline's words say."""
    asked = f"{genre} {tone}".lower()
    for name, stems in _CALLED:
        if any(stem in asked for stem in stems.split()):
            return name
    words = set(logline.lower().replace(",", " ").replace(".", " ").split())
    counts = {name: len(words & set(known.split())) for name, known in _LOGLINE_GENRES}
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] else "drama"


def effects_in(logline: str) -> tuple[str, ...]:
    """Kinds of `_AIR` that the logline names, in the table's order."""
    low = logline.lower()
    found = [
        effect.kind
        for effect in EFFECTS
        if effect.pattern.search(logline)
        and not (effect.kind in OTHER_SENSES and OTHER_SENSES[effect.kind].search(logline))
    ]
    if any(word in low for word in ("storm", "hurricane", "thunder", "gale", "typhoon")):
        found = ["storm", *(kind for kind in found if kind != "rain")]
    if any(word in low for word in ("flood", "sinking", "sinks", "tide", "leak", "drown")):
        found.append("water")
    if "snowbound" in low or "snowed" in low or "avalanche" in low:
        found.append("snow")
    return tuple(dict.fromkeys(kind for kind in found if kind in _AIR))


def air_of(effects: tuple[str, ...], genre: str, number: int, count: int, *key: object) -> str:
    """The sentence for a beat: of the logline's effect, every third of the genre; "" for none.

    Args:
        number, count: the beat's place in the scene, 1-based.
    """
    if effects and number % 3:
        kind = effects[(number - 1) % len(effects)]
        signs = _AIR[kind]
        # Where two kinds take turns each still goes from its first sign to its worst.
        place = (number - 1) * len(signs) // max(count, 1)
        return signs[min(place, len(signs) - 1)]
    if number == 1 or (number % 2 and not effects):
        return ""
    cards = _GENRES[genre]
    return cards[(rank("air", genre, *key) + number // 2) % len(cards)]
