"""Reading the script as an actor does: what says how a line is to be said.

A parenthetical decides, and holds for the rest of its speech where it names a way of speaking
and not a moment. Punctuation and capitals add to it. Without either, strong words in a strong
scene colour the line a little. A line with none of these is everyday speech: `Delivery()`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import fields, replace

from filmgen.breakdown.model import Line, ShotList
from filmgen.sound.acting.delivery import Delivery
from filmgen.sound.acting.feeling import NO_FEELING, Feeling, feeling_of
from filmgen.sound.acting.manners import MANNERS, PLAIN, Manner

REVISION = "1"

_FIND = tuple((manner, manner.pattern()) for manner in MANNERS)
_NEGATED = re.compile(
    r"(?:\b(?:not|never|no longer|without|stops?|stopped|instead of|rather than|не|без)|n't)"
    r"(?:\s+\w+)?\s*$",
    re.I,
)
# "whispering to Sergeant Low": who is spoken to is no way of speaking.
_ADDRESSEE = re.compile(
    r"\b(?:to|re:?|regarding|indicat\w+|mimicking|imitating) (?!(?:him|her|it|them|my)sel|speak|"
    r"breathe|cry|laugh|talk|stay|keep|be )[^,;.]*",
    re.I,
)
_THEN = re.compile(r"\bthen\b|\bзатем\b|然后")
_SENTENCE = re.compile(r"[^.!?…。！？]+[.!?…。！？]*")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_PART = re.compile(r"^\W+|\W+$")

_FILM_IN_CAPITALS = 0.5
"""Share of the script's lines in capitals from which they are a way of typing."""
_SHORT_WORDS = """
    no yes not now you me him her us them my his our all any the and but can did do does don't was
    are is it its so too who why how out off up down go get one two ten am be has had see say saw
    let run hey stop that this
"""
_ACRONYMS = """
    nasa nato nypd lapd ussr aids ceo cfo fbi cia usa mit ucla swat scuba dna gps dvd atm wifi html
    nsa mri asap imax ikea ufo ufos ok okay tv pm bbc cnn nbc hiv nfl nba iou
"""
_SHORT, _LETTERS = frozenset(_SHORT_WORDS.split()), frozenset(_ACRONYMS.split())

_SIMPLE = tuple(f.name for f in fields(Delivery) if f.name not in ("manner", "stressed"))
_FACTORS = frozenset({"speed", "intonation", "pauses"})
_SUMS = frozenset({"pitch_semitones", "loudness_db", "effort", "fall_db"})
_RANGES = {
    "speed": (0.6, 1.5), "intonation": (0.05, 2.0), "pauses": (0.4, 2.5),
    "pitch_semitones": (-6.0, 7.0), "loudness_db": (-12.0, 10.0), "effort": (-1.0, 1.0),
    "fall_db": (-9.0, 0.0),
}  # fmt: skip


def deliveries(script: ShotList) -> dict[str, Delivery]:
    """The delivery of every line of a script, by line id.

    Args:
        script: the whole breakdown: the mood of a scene is that of all its shots.
    """
    moods = _moods(script)
    lines = script.lines()
    shouting = sum(_is_capitals(line.text) for line in lines)
    typed = len(lines) >= 6 and shouting > _FILM_IN_CAPITALS * len(lines)
    found: dict[str, Delivery] = {}
    held = speaker = ""
    for shot in script.shots:
        for line in shot.lines:
            if not line.continues or line.character != speaker:
                held = ""
            speaker = line.character
            mood = moods.get(shot.scene_index, NO_FEELING)
            found[line.id] = delivery_of(line, mood, held, capitals=not typed)
            held = held_after(line.delivery, held)
    return found


def delivery_of(
    line: Line, mood: Feeling = NO_FEELING, held: str = "", *, capitals: bool = True
) -> Delivery:
    """How a line is said.

    Args:
        mood: of its scene.
        held: parentheticals earlier in the speech that still govern it; see `held_after`.
        capitals: whether capitals mean anything in this script.
    """
    manners = read_manners(line.delivery)
    if not manners and not PLAIN.search(line.delivery):
        manners = tuple(m for m in read_manners(held) if m.holds)
    asked = [manner.delivery for manner in manners]
    families = {manner.family for manner in manners}
    whispered = any(d.breath >= 0.9 for d in asked)
    shout = capitals and _is_capitals(line.text) and "level" not in families
    if shout:
        asked.append(Delivery("shout", 1.05, 2.5, 1.25, 6, effort=0.8))
    asked += _exclaimed(line.text, level=shout or "level" in families, whispered=whispered)
    if not manners and not shout:
        asked += _coloured(line.text, mood, exclaimed=bool(asked))
    stressed = sorted({*line.stressed, *(_capital_words(line.text) if capitals else ())})
    return replace(_together(asked), stressed=() if shout else tuple(stressed))


def held_after(delivery: str, held: str) -> str:
    """What holds after a line with these parentheticals, given what held before it."""
    manners = read_manners(delivery)
    if PLAIN.search(delivery):
        return ""
    return delivery if any(m.holds for m in manners) else held


def read_manners(delivery: str) -> tuple[Manner, ...]:
    """The ways of speaking that parentheticals name, at most one of a family.

    Where one follows another ("quietly, then shouting") the later is meant.
    """
    for part in reversed(_THEN.split(delivery)):
        words = _ADDRESSEE.sub(" ", part)
        found: dict[str, Manner] = {}
        for manner, pattern in _FIND:
            if manner.family not in found and any(
                not _NEGATED.search(words[: match.start()]) for match in pattern.finditer(words)
            ):
                found[manner.family] = manner
        if found:
            return tuple(found.values())
    return ()


def _moods(script: ShotList) -> dict[int, Feeling]:
    """The mood of each scene: what happens in it and what is said."""
    words: dict[int, list[str]] = {}
    for shot in script.shots:
        said = [line.text for line in shot.lines]
        words.setdefault(shot.scene_index, []).extend((shot.action, *said))
    return {scene: feeling_of(" ".join(texts)) for scene, texts in words.items()}


def _coloured(text: str, mood: Feeling, *, exclaimed: bool) -> list[Delivery]:
    """What the words feel like, where the scene feels so too; both must, or one plainly."""
    own = feeling_of(text, full_share=0.3)
    valence = 0.6 * own.valence + 0.4 * mood.valence
    arousal = 0.6 * own.arousal + 0.4 * mood.arousal
    if arousal >= 0.6 and valence < 0.5:
        return [Delivery("tense", 1.05, 0.4, 1.1, 0.0 if exclaimed else 1.0, pauses=0.85)]
    if valence >= 0.6:
        return [Delivery("glad", 1.02, 0.4, 1.12)]
    if valence <= -0.6:
        return [Delivery("sad", 0.94, -0.4, 0.88, -1.2, pauses=1.15)]
    return []


def _exclaimed(text: str, *, level: bool, whispered: bool) -> list[Delivery]:
    """What the marks add: "!", "!!", "?!", "…" within, and at the end.

    Args:
        level: how loud it is is said already. whispered: no mark makes a whisper voiced.
    """
    asked: list[Delivery] = []
    folded = text.replace("！", "!").replace("？", "?").replace("...", "…").rstrip("\"”’' )")
    sentences = [m[0] for m in _SENTENCE.finditer(folded) if _WORD.search(m[0])]
    total = sum(len(s) for s in sentences)
    loud = sum(len(s) for s in sentences if "!" in s)
    if total and loud * 2 >= total and not level and not whispered:
        if "!!" in folded:
            asked.append(Delivery("exclaimed", 1.04, 1.4, 1.2, 4, effort=0.5))
        elif re.search(r"\?!|!\?", folded):
            asked.append(Delivery("incredulous", 1.02, 1.2, 1.3, 2, effort=0.25))
        else:
            asked.append(Delivery("exclaimed", 1.02, 0.7, 1.15, 2, effort=0.25))
    if folded.endswith(("…", "⋯")) and _WORD.search(folded):
        asked.append(Delivery(speed=0.95, pauses=1.2, fall_db=-4))
    elif re.search(r"…(?=\s*\w)", folded):
        asked.append(Delivery(pauses=1.35))
    return asked


def _is_capitals(text: str) -> bool:
    """Whether a whole line is in capitals: two words, or one with a mark."""
    words = _WORD.findall(text)
    letters = sum(len(word) for word in words)
    if text != text.upper() or text == text.lower() or letters < 3:
        return False
    if "!" in text:
        return True
    if all(word.lower() in _LETTERS or len(word) == 1 for word in words):
        return False
    return len(words) >= 2 and letters >= 6


def _capital_words(text: str) -> list[int]:
    """Places of words in capitals that are no acronyms, in a line that is not all capitals."""
    if text == text.upper():
        return []
    found = []
    for place, token in enumerate(text.split()):
        word = _PART.sub("", token).replace("’", "'")
        plain = word.lower()
        if len(word) < 2 or word != word.upper() or not any(c.isalpha() for c in word):
            continue
        if any(c.isdigit() for c in word) or "." in word or plain in _LETTERS or plain == word:
            continue
        if plain in _SHORT or (len(word) >= 4 and re.search(r"[AEIOUYАЕЁИОУЫЭЮЯ]", word)):
            found.append(place)
    return found


def _together(asked: Sequence[Delivery]) -> Delivery:
    """Several directions at once: factors multiply, amounts add up, qualities take the most."""
    values: dict[str, float] = {}
    for name in _SIMPLE:
        parts = [float(getattr(d, name)) for d in asked]
        if name in _FACTORS:
            value = 1.0
            for part in parts:
                value *= part
        elif name in _SUMS:
            value = sum(parts)
        else:
            value = max(parts, default=0.0)
        low, high = _RANGES.get(name, (0.0, 1.0))
        values[name] = float(round(min(high, max(low, value)), 3))
    words = dict.fromkeys(d.manner for d in asked if d.manner)
    return Delivery(", ".join(words), **values)  # type: ignore[arg-type]
