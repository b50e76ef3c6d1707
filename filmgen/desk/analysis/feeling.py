"""The feeling of the film: valence and tension by passage, scene, character and page.

Valence is `valence.balance` of words. Tension is the temp score's own
(`sound.score.tension`): each passage is seen as a shot of its printed length, with the effects
and loud sounds its words ask for, and lingers as danger does.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from filmgen.breakdown.model import Shot
from filmgen.breakdown.prose import sentences
from filmgen.desk.analysis.as_shots import passage_shot
from filmgen.desk.analysis.document import ArcPoint
from filmgen.desk.analysis.reading import SECONDS_A_PAGE, Passage, ReadScene, ReadScript
from filmgen.desk.analysis.valence import Felt, felt_words
from filmgen.sound.score.tension import TimedShot, tension_curve

_POINTS = 120
_NARROWEST_PAGES = 0.2


@dataclass(frozen=True)
class FeltPassage:
    """A passage with its feeling.

    Attributes:
        felt: its glad and sad words, parentheticals included.
        tension: 0 to 1, what lingers from before it included.
        shot: it as a shot, with the effects its words ask for.
        by_name: of an action that names characters, the words of the sentences that name each.
    """

    passage: Passage
    felt: tuple[Felt, ...]
    tension: float
    shot: Shot
    by_name: tuple[tuple[str, tuple[Felt, ...]], ...]


def feel(script: ReadScript) -> dict[int, tuple[FeltPassage, ...]]:
    """The passages of every scene with their feeling, by `Scene.index`."""
    return {scene.scene.index: _scene(scene, script) for scene in script.scenes}


def scene_tension(felt: Sequence[FeltPassage]) -> float:
    """Mean of the passages, each for as long as it is; an empty scene is calm."""
    length = sum(f.passage.length_s for f in felt)
    return sum(f.tension * f.passage.length_s for f in felt) / length if length else 0.0


def arc(felt: Sequence[FeltPassage], pages: float) -> tuple[ArcPoint, ...]:
    """Valence and tension over the film, smoothed by a bell a fortieth of it wide."""
    if not felt or pages <= 0:
        return ()
    width = max(_NARROWEST_PAGES, pages / 40)
    step = pages / _POINTS
    middles = [f.passage.page + f.passage.length_s / SECONDS_A_PAGE / 2 for f in felt]
    points = []
    first = 0
    for k in range(_POINTS + 1):
        page = k * step
        while first < len(felt) - 1 and middles[first] < page - 4 * width:
            first += 1
        weights = size = 0.0
        tense = span = 1e-9
        for f, middle in zip(felt[first:], middles[first:], strict=True):
            if middle > page + 4 * width and span > 1e-6:
                break
            near = math.exp(-0.5 * ((middle - page) / width) ** 2) + 1e-12
            weights += near * sum(w.weight for w in f.felt)
            size += near * sum(abs(w.weight) for w in f.felt)
            tense += near * f.passage.length_s * f.tension
            span += near * f.passage.length_s
        valence = weights / (size + 3.0) if size else 0.0
        points.append(
            ArcPoint(page=round(page, 3), valence=round(valence, 3), tension=round(tense / span, 3))
        )
    return tuple(points)


def _scene(scene: ReadScene, script: ReadScript) -> tuple[FeltPassage, ...]:
    script.cast.enter(scene.scene.index)
    timed = []
    now = 0.0  # of the scene, so that a scene feels the same wherever it stands
    for passage in scene.passages:
        timed.append(
            TimedShot(passage_shot(passage, scene, script.cast), now, max(passage.length_s, 0.5))
        )
        now += max(passage.length_s, 0.5)
    curve = tension_curve(timed) if timed else ()
    found = []
    for passage, seen in zip(scene.passages, timed, strict=True):
        words = felt_words(_with_asides(passage), script.language)
        tension = _at(curve, seen.start_s + 0.6 * seen.length_s)
        found.append(FeltPassage(passage, words, tension, seen.shot, _named(passage, script)))
    return tuple(found)


def _with_asides(passage: Passage) -> str:
    return ". ".join((*passage.asides, passage.text))


def _named(passage: Passage, script: ReadScript) -> tuple[tuple[str, tuple[Felt, ...]], ...]:
    """What an action says of each it names, sentence by sentence; they share a whole sentence."""
    if len(passage.named) == 1:
        return ((passage.named[0], felt_words(passage.text, script.language)),)
    found: dict[str, tuple[Felt, ...]] = {}
    if passage.named:
        for sentence in sentences(passage.text):
            felt = felt_words(sentence, script.language)
            if felt:
                for mention in script.cast.mentions(sentence):
                    if not mention.possessive:
                        found[mention.name] = found.get(mention.name, ()) + felt
    return tuple(found.items())


def _at(curve: Sequence[tuple[float, float]], at_s: float) -> float:
    """A curve's value between its points."""
    after = bisect_left(curve, at_s, key=lambda point: point[0])
    if after in (0, len(curve)):
        return curve[min(after, len(curve) - 1)][1]
    (a, first), (b, second) = curve[after - 1], curve[after]
    return first + (second - first) * (at_s - a) / (b - a)
