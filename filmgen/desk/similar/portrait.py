"""A script's portrait: its pieces for comparing themes, its words, and its figures of style."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from filmgen.breakdown.prose import collapse, is_cjk, sentences
from filmgen.desk.runs import FILLING_WORDS
from filmgen.screenplay.model import (
    Action,
    Lyric,
    PartKind,
    PlaceKind,
    Scene,
    Screenplay,
    Speech,
    TimeOfDay,
)
from filmgen.screenplay.pages import scene_pages
from filmgen.sound.words.language import guess_language
from filmgen.wording import shortened

PIECE_WORDS = 110
"""As much as a sentence encoder with 256 tokens reads at once, roughly."""
PIECES = 40
"""At most, evenly spread over a longer script: a theme does not hide from forty looks."""
_SHOWN = 160
_LANGUAGE_SAMPLE = 4000
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]|[^\W\d_]+(?:['’][^\W\d_]+)*")
_STOP_WORDS = (
    "see two some any more than other another only behind under before after through around "
    "between against both each says say said hey yeah never ever him's she's he's they're "
    "we're there's what's didn't isn't doesn't couldn't wasn't us's because last first next "
    "being same even much many most such own while until during also though really maybe away "
    "call coming begins looking sounds takes take took puts put gives give stands sits man "
    "woman"
)
STOP_WORDS = FILLING_WORDS | frozenset(_STOP_WORDS.split())
"""Words that say nothing of a theme."""
_DARK_WORDS = (
    "dead death die dies dying kill kills killed murder blood corpse grave graves scream screams "
    "fear afraid dark darkness alone lost cold pain hurt cry cries crying weep tears gun knife "
    "shot shoot fire burns burning wound scar prison war enemy hate rage betray lie lies liar "
    "threat danger trap trembles shakes shadow shadows nightmare ghost funeral sick poison broken "
    "ruin ashes ash"
)
_LIGHT_WORDS = (
    "laugh laughs laughing laughter smile smiles smiling grin grins joke jokes kiss kisses love "
    "loves happy joy dance dances dancing sing sings song music party birthday gift wedding friend "
    "friends sun sunlight warm hug hugs play plays playing game fun funny sweet cake beautiful "
    "lovely gentle home dream wonderful thanks cheer cheers giggle giggles garden flowers spring "
    "summer"
)
_DARK = frozenset(_DARK_WORDS.split())
_LIGHT = frozenset(_LIGHT_WORDS.split())


@dataclass(frozen=True)
class Piece:
    """A stretch of a scene, at most `PIECE_WORDS` words: what is seen and said, no cues."""

    scene: str
    heading: str
    text: str

    @property
    def shown(self) -> str:
        return shortened(self.text, _SHOWN)


@dataclass(frozen=True)
class Style:
    """Figures of style. Each name is also the label in a report.

    Attributes:
        dialogue: share of the words that are spoken, 0 to 1.
        sentence: words in a sentence of action.
        speech: words in a speech.
        scene: pages in a scene.
        cast: speaking parts.
        inside, night: shares of the scenes, 0 to 1.
        asked, shouted: shares of the spoken sentences with ? and with !, 0 to 1.
        asides: parentheticals to a speech.
        vocabulary: distinct words in a hundred, moving average, 0 to 1 (MATTR, Covington 2010).
        tone: -1 dark to 1 light, by words of either kind.
    """

    dialogue: float
    sentence: float
    speech: float
    scene: float
    cast: float
    inside: float
    night: float
    asked: float
    shouted: float
    asides: float
    vocabulary: float
    tone: float


@dataclass(frozen=True)
class Portrait:
    """What of a script is compared.

    Attributes:
        words: how often each content word comes, names of the cast left out.
        places: its locations, upper case, the most used first.
        language: ISO 639-1.
    """

    title: str
    pieces: tuple[Piece, ...]
    words: Counter[str]
    places: tuple[str, ...]
    style: Style
    language: str


def portrait_of(screenplay: Screenplay) -> Portrait:
    """The portrait of a script; time is linear in its length."""
    names = frozenset(
        word
        for name in screenplay.characters()
        for word in re.findall(r"[^\W\d_]+", name.casefold())
    )
    words: Counter[str] = Counter()
    pieces: list[Piece] = []
    places: Counter[str] = Counter()
    for scene in screenplay.scenes:
        text = _scene_text(scene)
        if scene.heading.location:
            places[scene.heading.location] += 1
        for word in _WORD.findall(f"{scene.heading.location} {text}"):
            key = word.casefold().replace("’", "'").removesuffix("'s")
            if len(key) > 2 and key not in STOP_WORDS and key not in names:
                words[key] += 1
        pieces += [Piece(scene.number, scene.heading.text, p) for p in _cut(text)]
    sample = " ".join(piece.text for piece in pieces)[:_LANGUAGE_SAMPLE]
    return Portrait(
        title=screenplay.title(),
        pieces=_spread(pieces),
        words=words,
        places=tuple(place for place, _ in places.most_common()),
        style=_style(screenplay),
        language=guess_language(sample),
    )


def _scene_text(scene: Scene) -> str:
    """What is seen and said, cues and parentheticals left out."""
    said: list[str] = []
    for element in scene.elements:
        if isinstance(element, Action | Lyric):
            said.append(element.text)
        elif isinstance(element, Speech):
            said += [p.text for p in element.parts if p.kind is not PartKind.PARENTHETICAL]
    return collapse(" ".join(said))


def _cut(text: str) -> list[str]:
    """Pieces of whole sentences, as long as fits; a CJK text is cut by characters."""
    if not text:
        return []
    pieces: list[str] = []
    count = 0
    for sentence in sentences(text):
        size = len(_WORD.findall(sentence))
        if pieces and count + size <= PIECE_WORDS:
            pieces[-1] += ("" if is_cjk(sentence[:1]) else " ") + sentence
            count += size
        else:
            pieces.append(sentence)
            count = size
    return pieces


def _spread(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    if len(pieces) <= PIECES:
        return tuple(pieces)
    return tuple(pieces[int((i + 0.5) * len(pieces) / PIECES)] for i in range(PIECES))


def _style(screenplay: Screenplay) -> Style:
    action: list[str] = []
    speeches: list[str] = []
    asides = 0
    for scene in screenplay.scenes:
        for element in scene.elements:
            if isinstance(element, Action):
                action += sentences(element.text)
            elif isinstance(element, Speech):
                lines = [p.text for p in element.parts if p.kind is not PartKind.PARENTHETICAL]
                asides += len(element.parts) - len(lines)
                speeches.append(collapse(" ".join(lines)))
    seen = [w for text in action for w in _WORD.findall(text)]
    said = [w for text in speeches for w in _WORD.findall(text)]
    spoken = [s for text in speeches for s in sentences(text)]
    keys = [w.casefold() for w in (*seen, *said)]
    dark, light = sum(k in _DARK for k in keys), sum(k in _LIGHT for k in keys)
    shot = [s for s in screenplay.scenes if not s.heading.omitted]
    pages = [p for p in scene_pages(screenplay) if p]
    placed = [s for s in shot if s.heading.place is not PlaceKind.UNSPECIFIED]
    timed = [s for s in shot if s.heading.time_of_day is not TimeOfDay.UNSPECIFIED]
    return Style(
        dialogue=_share(len(said), len(said) + len(seen)),
        sentence=_share(len(seen), len(action)),
        speech=_share(len(said), len(speeches)),
        scene=_share(sum(pages), len(pages)),
        cast=float(len(screenplay.characters())),
        inside=_share(sum(s.heading.place is PlaceKind.INTERIOR for s in placed), len(placed)),
        night=_share(sum(s.heading.time_of_day is TimeOfDay.NIGHT for s in timed), len(timed)),
        asked=_share(sum("?" in s or "？" in s for s in spoken), len(spoken)),
        shouted=_share(sum("!" in s or "！" in s for s in spoken), len(spoken)),
        asides=_share(asides, len(speeches)),
        vocabulary=_moving_ratio(keys),
        tone=_share(light - dark, light + dark),
    )


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _moving_ratio(words: Sequence[str], window: int = 100) -> float:
    """Mean share of distinct words over every window of so many; of all if there are fewer."""
    if len(words) <= window:
        return _share(len(set(words)), len(words))
    held: Counter[str] = Counter(words[:window])
    total = distinct = len(held)
    for i in range(window, len(words)):
        gone = words[i - window]
        held[gone] -= 1
        if not held[gone]:
            del held[gone]
        held[words[i]] += 1
        distinct = len(held)
        total += distinct
    return total / (len(words) - window + 1) / window
