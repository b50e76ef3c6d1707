"""What is measured of a written scene, from its Fountain text alone: no code of the writer's.

All measures of `Measures` but `copied` and `repeated` are better when higher.
"""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from benchmarks.writer.loglines import Logline
from filmgen.errors import FilmgenError
from filmgen.screenplay import count_pages, read_screenplay
from filmgen.screenplay.model import Action, PartKind, Screenplay, Speech

SPAN_WORDS = 5
NEAR = 0.85


@dataclass(frozen=True)
class Measures:
    """One scene.

    Attributes:
        form: 1 if it reads as Fountain with an INT or EXT heading, at least two speakers and
            six speeches; else 0.
        names: share of the premise's people who have a cue or are named in the action.
        place: 1 if a heading or the action names the premise's place.
        repeated: share of speeches whose words are said (as good as) the same in an earlier one;
            of all lines of the text where nothing reads as a speech.
        most_said: how often the most frequent line is said.
        copied: share of the scene's words that lie in spans of five words or more that stand in
            the prompt too.
        keeps_all: 1 if the scene has its form, all names, the place, no line more than twice and
            a copied share below .2: what the issue asks of every scene.
        speeches, speakers: counts.
        pages: by the 55-line layout.
    """

    form: float
    names: float
    place: float
    repeated: float
    most_said: int
    copied: float
    keeps_all: float
    speeches: int
    speakers: int
    pages: float


def measure_scene(text: str, logline: Logline, prompt: str) -> Measures:
    """Measure a scene.

    Args:
        text: Fountain.
        prompt: all words that the model was given and did not write itself.
    """
    play = _read(text)
    speeches = [] if play is None else [s for scene in play.scenes for s in scene.speeches()]
    speakers = {s.character for s in speeches}
    actions = [] if play is None else _actions(play)
    headings = [] if play is None else [s.heading for s in play.scenes if s.heading.place.value]
    form = float(bool(headings) and len(speakers) >= 2 and len(speeches) >= 6)
    seen = words(" ".join([*speakers, *actions]))
    names = sum(any(word in seen for word in person) for person in logline.people)
    where = " ".join(words(" ".join([*(h.text for h in headings), *actions])))
    place = float(any(re.search(rf"\b{word}", where) for word in logline.place))
    said = [" ".join(words(spoken(s))) for s in speeches]
    # Dialogue that is no Fountain ("TOM: Hello.") is no speech; its repetition still is one.
    body = [" ".join(words(line)) for line in text.split("\n")]
    said = [line for line in said or body if line]
    most = max(Counter(said).values(), default=0)
    share = names / len(logline.people)
    copied = copied_share(printed(play) if play is not None else text, prompt)
    return Measures(
        form=form,
        names=share,
        place=place,
        repeated=repeated_share(said),
        most_said=most,
        copied=copied,
        keeps_all=float(form == 1 and share == 1 and place == 1 and most <= 2 and copied < 0.2),
        speeches=len(speeches),
        speakers=len(speakers),
        pages=count_pages(play) if play is not None else 0.0,
    )


def repeated_share(lines: list[str]) -> float:
    """Share of lines that are (as good as) one before them; 1 for no lines at all."""
    again = sum(
        any(SequenceMatcher(None, line, before).ratio() >= NEAR for before in lines[:number])
        for number, line in enumerate(lines)
    )
    return again / len(lines) if lines else 1.0


def copied_share(text: str, prompt: str) -> float:
    """Share of a text's words in spans of `SPAN_WORDS` or more that the prompt has too."""
    mine, theirs = words(text), words(prompt)
    known = {tuple(theirs[i : i + SPAN_WORDS]) for i in range(len(theirs) - SPAN_WORDS + 1)}
    copied: set[int] = set()
    for start in range(len(mine) - SPAN_WORDS + 1):
        if tuple(mine[start : start + SPAN_WORDS]) in known:
            copied.update(range(start, start + SPAN_WORDS))
    return len(copied) / len(mine) if mine else 1.0


def words(text: str) -> list[str]:
    """Words in lower case, without punctuation."""
    return re.findall(r"[^\W_]+", text.lower().replace("'", "").replace("’", ""))


def spoken(speech: Speech) -> str:
    """The words of a speech, without parentheticals."""
    return " ".join(p.text for p in speech.parts if p.kind is not PartKind.PARENTHETICAL)


def printed(play: Screenplay) -> str:
    """What stands on the page: headings, action, speeches; no title page, no notes."""
    texts = [scene.heading.text for scene in play.scenes]
    texts += [s.character + " " + spoken(s) for scene in play.scenes for s in scene.speeches()]
    return "\n".join(texts + _actions(play))


def _actions(play: Screenplay) -> list[str]:
    return [e.text for scene in play.scenes for e in scene.elements if isinstance(e, Action)]


def _read(text: str) -> Screenplay | None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "scene.fountain")
        path.write_text(text, encoding="utf-8")
        try:
            return read_screenplay(path)
        except FilmgenError:
            return None
