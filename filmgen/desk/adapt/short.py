"""A short from a long script: the scenes that carry it, verbatim, and bridges over the gaps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from filmgen.breakdown.cues import effect_cues, sound_cues
from filmgen.breakdown.prose import collapse, sentences
from filmgen.desk.adapt.pen import Pen
from filmgen.desk.adapt.phrasing import telling
from filmgen.desk.adapt.protocol import Source, Wishes, place_of
from filmgen.desk.adapt.tension import tension
from filmgen.errors import ConfigError
from filmgen.screenplay.model import Action, Element, Note, PageBreak, Scene, Screenplay
from filmgen.screenplay.pages import count_pages
from filmgen.screenplay.writer import write_fountain

_SHARE = 0.5
"""Of the script's pages, where nobody says how long; the first and last scene at least."""
_RULES = (
    "You cut a screenplay down to a short. Where scenes are left out, one sentence of action, "
    "present tense, lets the audience understand what happened meanwhile. It can be filmed: no "
    "thoughts, no dialogue."
)


@dataclass(frozen=True)
class Worth:
    """Why a scene is kept.

    Attributes:
        cast: share of the script's speeches by who is in it. props: things that come back in
            other scenes. turn: tension, and whether it is the first or the last.
    """

    cast: float
    props: float
    turn: float

    @property
    def value(self) -> float:
        return self.cast + self.props + self.turn


class Short:
    form = "short"
    suffix = ".fountain"

    def adapt(self, source: Source, pen: Pen, wishes: Wishes) -> str:
        """Fountain: kept scenes as they are, bridged; what was left out stands in notes.

        Raises:
            ConfigError: a length of nothing, or of more than there is.
        """
        whole = sum(source.pages[scene.index] for scene in source.scenes)
        ends = {source.scenes[0].index, source.scenes[-1].index}
        pages = max(1.0, whole * _SHARE, sum(source.pages[index] for index in ends))
        if wishes.pages is not None:
            pages = wishes.pages
        if pages <= 0:
            raise ConfigError("--pages", f"{pages:g} pages hold nothing")
        kept, values = picked(source, pages), worth(source)
        scenes: list[Scene] = []
        skipped: list[Scene] = []
        for scene in source.scenes:
            if scene.index not in kept:
                skipped.append(scene)
                continue
            if skipped:
                scenes.append(_bridge(skipped, scene, values, source, pen))
            scenes.append(scene)
            skipped = []
        if skipped and scenes:
            scenes[-1] = replace(scenes[-1], elements=(*scenes[-1].elements, *map(_left, skipped)))
        short = replace(source.screenplay, scenes=tuple(scenes), front_matter=_opening(source))
        short = _trimmed(short, pages, source)
        return write_fountain(short)


def worth(source: Source) -> dict[int, Worth]:
    """What each scene carries, by its index."""
    speeches = Counter(s.character for scene in source.scenes for s in scene.speeches())
    total = max(1, sum(speeches.values()))
    things: dict[int, set[str]] = {
        scene.index: {p for shot in source.shots_of.get(scene.index, ()) for p in shot.props}
        for scene in source.scenes
    }
    spread = Counter(prop for props in things.values() for prop in props)
    loudest = max((_loud(source, s) for s in source.scenes), default=0.0) or 1.0
    found = {}
    ends = {source.scenes[0].index, source.scenes[-1].index} if source.scenes else set()
    for scene in source.scenes:
        people = {n for shot in source.shots_of.get(scene.index, ()) for n in shot.present}
        people |= {s.character for s in scene.speeches()}
        returning = sum(spread[prop] > 1 for prop in things[scene.index])
        found[scene.index] = Worth(
            cast=round(sum(speeches[name] for name in people) / total, 3),
            props=round(min(1.0, 0.15 * returning), 3),
            turn=round(_loud(source, scene) / loudest + 1.5 * (scene.index in ends), 3),
        )
    return found


def picked(source: Source, pages: float) -> frozenset[int]:
    """Scenes that fit the length, first and last before all others, then by worth a page."""
    values = worth(source)
    last, first = source.scenes[-1].index, source.scenes[0].index
    order = sorted(
        (scene.index for scene in source.scenes),
        key=lambda i: (i != last, i != first,
                       -values[i].value / max(0.15, source.pages[i]) ** 0.5, i),
    )  # fmt: skip
    kept: list[int] = []
    used = 0.0
    for index in order:
        if not kept or used + source.pages[index] <= pages * 1.02:
            kept.append(index)
            used += source.pages[index]
    return frozenset(kept)


def _loud(source: Source, scene: Scene) -> float:
    return sum(tension(shot) for shot in source.shots_of.get(scene.index, ()))


def _bridge(
    skipped: Sequence[Scene], after: Scene, values: Mapping[int, Worth], source: Source, pen: Pen
) -> Scene:
    """What was left out as one scene of one sentence, in the place that mattered most."""
    chosen = max(
        skipped,
        key=lambda scene: (
            values[scene.index].cast + values[scene.index].props + _loud(source, scene),
            scene.index,
        ),
    )
    lost = "\n".join(f"{place_of(s)}: {_gist(s, source)}" for s in skipped)
    sentence = pen.sentence(
        "bridge", _RULES,
        f"Write the one sentence of action for {chosen.heading.text} that stands for CUT.",
        (("cut", lost[:1800]), ("then", f"{after.heading.text}\n{_gist(after, source)}")),
        _gist(chosen, source),
        {"cut": [s.heading.text for s in skipped], "then": after.heading.text}, longest=35,
    )  # fmt: skip
    bridge = (Action(sentence, chosen.heading.lines),) if sentence else ()
    moment = Note(f"A moment of scene {chosen.number} stands for it", chosen.heading.lines)
    left = tuple(_left(scene) for scene in skipped if scene is not chosen)
    return replace(chosen, elements=(*left, moment, *bridge))


def _gist(scene: Scene, source: Source) -> str:
    """The loudest sentence of a scene's action, or its last."""
    acted = [s for s in source.shots_of.get(scene.index, ()) if telling(s.action)]
    if acted:
        best = max(acted, key=lambda shot: (tension(shot), len(shot.subjects)))
        return telling(best.action)[0][:240]
    texts = [e.text for e in scene.elements if isinstance(e, Action)]
    return sentences(texts[-1])[-1][:240] if texts else ""


def _left(scene: Scene) -> Note:
    return Note(f"Left out: scene {scene.number}, {scene.heading.text}", scene.heading.lines)


def _opening(source: Source) -> tuple[Element, ...]:
    return tuple(e for e in source.screenplay.front_matter if not isinstance(e, PageBreak))


def _trimmed(screenplay: Screenplay, pages: float, source: Source) -> Screenplay:
    """Action that names nobody and no thing goes, longest first, until the length is met."""
    while count_pages(screenplay) > pages * 1.05:
        spare = [
            (len(element.text), scene.index, place)
            for scene in screenplay.scenes
            for place, element in enumerate(scene.elements)
            if place and isinstance(element, Action) and _is_spare(element, source)
        ]
        if not spare:
            return screenplay
        _, index, place = max(spare)
        screenplay = replace(
            screenplay,
            scenes=tuple(
                replace(s, elements=(*s.elements[:place], *s.elements[place + 1 :]))
                if s.index == index
                else s
                for s in screenplay.scenes
            ),
        )
    return screenplay


def _is_spare(action: Action, source: Source) -> bool:
    text = collapse(action.text)
    return not (source.cast.mentions(text) or sound_cues(text) or effect_cues(text))
