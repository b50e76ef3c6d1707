"""A radio play: numbered cues, speech as written, sounds from the action, the rest told.

The form is the BBC's: every cue has a number, FX and MUSIC in capitals. No action is lost: a
sentence that is heard becomes FX, any other is told by the NARRATOR, one that is both is both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from filmgen.breakdown.cast import Cast
from filmgen.breakdown.cues import sound_cues
from filmgen.breakdown.prose import collapse, join_words, sentences, weight
from filmgen.desk.adapt.pen import Pen
from filmgen.desk.adapt.phrasing import prose
from filmgen.desk.adapt.protocol import Source, Wishes, place_of
from filmgen.screenplay.model import (
    Action,
    Lyric,
    PartKind,
    PlaceKind,
    Scene,
    Speech,
    SpeechPart,
    Transition,
)

_TOLD = 9
"""Words from which on a sentence says more than its sound."""
_PASSAGE_WORDS = 45
_END = re.compile(r"(?:THE END|FIN|ENDE|КОНЕЦ|完|剧终)\.?", re.IGNORECASE)
_RULES = (
    "You write the narrator of a radio play. The listener sees nothing: say what happens so that "
    "it can be pictured, present tense, plain and short, no dialogue, no camera words."
)
_VOICES = {"V.O.": "close", "O.S.": "off", "ON PHONE": "distort: telephone",
           "ON RADIO": "distort: radio", "FILTERED": "distort"}  # fmt: skip


@dataclass(frozen=True)
class Cue:
    """One numbered cue: `label` is FX, MUSIC, NARRATOR or a speaker."""

    label: str
    words: str


class Audio:
    form = "audio"
    suffix = ".md"

    def adapt(self, source: Source, pen: Pen, wishes: Wishes) -> str:
        """The radio script as Markdown."""
        text = [f"# {source.title}", "", "Radio play. Cues are numbered through.", ""]
        number = 1
        for place, scene in enumerate(source.scenes):
            text += [f"## SCENE {scene.number}. {place_of(scene)}", ""]
            for cue in cues_of(scene, source.cast, pen, first=place == 0):
                label = cue.label if cue.label.isupper() else cue.label.upper()
                text.append(f"{number}. **{label}:** {cue.words}")
                number += 1
            text.append("")
        text.append(f"{number}. **MUSIC:** Up, and out.")
        return "\n".join([*text, ""])


def cues_of(scene: Scene, cast: Cast, pen: Pen, first: bool = False) -> Iterator[Cue]:
    """A scene's cues in order."""
    yield Cue("MUSIC", "Opening. Fade under." if first else "Bridge. Fade under.")
    yield Cue("FX", f"Atmosphere: {_atmosphere(scene)}.")
    said: list[str] = []
    for element in scene.elements:
        if isinstance(element, Action | Lyric) and not _END.fullmatch(element.text.strip()):
            for sentence in sentences(element.text):
                heard = tuple(dict.fromkeys(c.kind for c in sound_cues(cast.masked(sentence))))
                if heard and said:
                    yield from _narrated(said, cast, pen)
                    said = []
                if heard:
                    yield Cue("FX", f"{', '.join(heard).capitalize()}. ({sentence})")
                if not heard or weight(sentence) >= _TOLD:
                    said.append(sentence)
        elif isinstance(element, Speech):
            yield from _narrated(said, cast, pen)
            said = []
            yield Cue(element.character, _spoken(element))
        elif isinstance(element, Transition):
            yield from _narrated(said, cast, pen)
            said = []
    yield from _narrated(said, cast, pen)


def _narrated(said: Sequence[str], cast: Cast, pen: Pen) -> Iterator[Cue]:
    """Passages of a breath or two, each told for the ear."""
    passages: list[list[str]] = []
    for sentence in said:
        plain = prose(sentence, cast)
        if not plain:
            continue
        room = passages and sum(map(weight, passages[-1])) + weight(plain) <= _PASSAGE_WORDS
        if room:
            passages[-1].append(plain)
        else:
            passages.append([plain])
    for passage in passages:
        own = join_words(passage)
        words = pen.sentence(
            "narrator", _RULES, "Tell the ACTION for the ear. Leave nothing out.",
            (("action", own),), own, longest=max(20, round(weight(own) * 1.4)),
        )  # fmt: skip
        yield Cue("NARRATOR", words)


def _spoken(speech: Speech) -> str:
    ways = [_VOICES[e] for e in speech.extensions if e in _VOICES]
    parts = [f"({', '.join(ways)})"] if ways else []
    parts += [_part(part) for part in speech.parts]
    return " ".join(parts)


def _part(part: SpeechPart) -> str:
    words = collapse(part.text)
    if part.kind is PartKind.PARENTHETICAL:
        return f"({words})"
    return f"(sings) {words}" if part.kind is PartKind.LYRIC else words


def _atmosphere(scene: Scene) -> str:
    heading = scene.heading
    kind = {PlaceKind.INTERIOR: "interior", PlaceKind.EXTERIOR: "open air",
            PlaceKind.BOTH: "inside and out"}.get(heading.place, "")  # fmt: skip
    told = [kind, place_of(scene), heading.time_of_day.value.lower()]
    return ", ".join(word for word in told if word)
