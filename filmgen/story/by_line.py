"""A scene written a line at a time: the page grows, and whoever speaks next is begun by us."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from filmgen.config import WritingSettings
from filmgen.story import clean
from filmgen.story.checks import Page, ends_the_scene, is_fatal, line_faults
from filmgen.story.deliveries import Delivery, begun_by_another, deliveries_of, is_turn
from filmgen.story.growing import Growing, Piece
from filmgen.story.model import Beat, Person, Premise, SceneIdea, ScenePlan, Spoken, StoryBrief
from filmgen.story.notes import NoteTaker, as_mentioned, join, told_notes
from filmgen.story.places import heading_text
from filmgen.story.standing import joined, stands
from filmgen.story.tasks import Manner, manner_material
from filmgen.workspace import seed_from
from filmgen.writing.session import Session, Task

FEWEST_LINES = 6
_SPEAKERS = 3
_LINE_CHARACTERS, _LINE_WORDS, _TOKENS = 150, 16, 44
_STOPS = ("\n", "(", "（", " *")
_STUBBORN = 4
"""More draws where a scene has too few lines, or somebody has not spoken."""

_RULES = """\
You are an award-winning screenwriter. Your dialogue is short, blunt and specific: things, \
numbers, places, names of people who are absent. Nobody explains, apologises, greets, thanks, or \
says the same thing twice."""
_ASK = (
    "Write the scene as a script, about what stands in the NOTES. Action is one sentence of what "
    "is seen. Dialogue stands as NAME: (how) words, under ten words a line."
)
_ASK_PLAIN = (
    "Write the scene as a script, about what stands in the NOTES. Action is one sentence of what "
    "is seen. Dialogue stands as NAME: words, under ten words a line."
)


def write_by_line(
    session: Session, manner: Manner, settings: WritingSettings, brief: StoryBrief,
    premise: Premise, page: Page, notes: list[str], number: str, *,
    idea: SceneIdea | None = None, before: str = "",
) -> tuple[tuple[Beat, ...], Page]:  # fmt: skip
    """A scene's beats, and the page with them on it.

    Args:
        premise: with a cast that wants something.
        page: what stood before the scene.
        notes: what could not be made is added.
        number: of the scene, for notes.
        before: last action of the script that the scene follows.
    """
    taker = NoteTaker(session, manner, brief, premise, idea, page.open_secrets)
    wanting = taker.wants()
    plan = taker.plan(wanting)
    people = tuple(replace(p, secret=plan.hidden) if p.name == plan.hider else p for p in wanting)
    fresh = {p.name for p in wanting if p.name == plan.hider and p.secret != plan.hidden}
    sources = (*page.sources, plan.fight, *(person.wants for person in people))
    writer = _LineWriter(
        session, manner, settings, brief, replace(premise, people=people), plan,
        replace(
            page, people=people, sources=tuple(s for s in sources if s),
            open_secrets=page.open_secrets - fresh,
        ), idea, before,
    )  # fmt: skip
    beats = writer.write()
    if not any(beat.lines for beat in beats):
        why = f" ({writer.failure})" if writer.failure else ""
        notes.append(f"scene {number}: no line of it could stand{why}")
        return (), page
    return beats, writer.page


class _LineWriter:
    def __init__(
        self, session: Session, manner: Manner, settings: WritingSettings, brief: StoryBrief,
        premise: Premise, plan: ScenePlan, page: Page, idea: SceneIdea | None, before: str,
    ) -> None:  # fmt: skip
        self.page = page
        self._premise, self._plan, self._manner = premise, plan, manner
        self._tries = 1 + settings.redraws
        self._directed = manner.language == "en"
        self._seed = seed_from(session.seed, brief.logline, plan.fight)
        self._script = Growing(
            session, _line_task(manner, brief, premise, plan, idea, self._directed), _STOPS,
            self._tries,
        )  # fmt: skip
        opening = (before, heading_text(premise.setting, manner.language), plan.opens)
        self._script.add("\n\n".join(text for text in opening if text) + "\n\n")

    @property
    def failure(self) -> str:
        return self._script.failure

    def write(self) -> tuple[Beat, ...]:
        plan = self._plan
        beats: list[Beat] = []
        for index, deed in enumerate(plan.deeds, start=1):
            last = index == len(plan.deeds)
            after = last and ends_the_scene(deed)  # the dead do not answer
            if deed and not after:
                self._script.add(deed + "\n\n")
            deliveries = self._deliveries(index, beats)
            if after and beats and beats[-1].lines[-1:]:
                deliveries = begun_by_another(deliveries, beats[-1].lines[-1].who)
            lines = self._lines(deliveries)
            if last:
                lines += self._missing([*beats, Beat("", tuple(lines))])
            self._script.add("\n")
            before = plan.opens if index == 1 else ""
            action = join(before, "" if after else deed)
            button = join(deed if after else "", plan.closes) if last else ""
            beat = Beat(action, tuple(joined(lines)), button)
            if beat.lines or beat.action:
                beats.append(beat)
            self.page = stands(self.page, beat)
        return tuple(beats)

    def _deliveries(self, index: int, beats: Sequence[Beat]) -> tuple[Delivery, ...]:
        count = len(self._plan.deeds)
        people = self._premise.people
        lead = self._plan.hider if is_turn(index, count) else people[0].name
        speakers = _speakers(people, lead, {line.who for beat in beats for line in beat.lines})
        return deliveries_of(speakers, lead, index, count, self._seed)

    def _lines(self, deliveries: Sequence[Delivery]) -> list[Spoken]:
        lines: list[Spoken] = []
        for delivery in deliveries:
            line = self._line(delivery, lines)
            if line is not None:
                lines.append(line)
        return lines

    def _line(self, delivery: Delivery, spoken: Sequence[Spoken], tries: int = 0) -> Spoken | None:
        who = delivery.who
        before = tuple((line.who, line.says) for line in spoken)
        page = replace(self.page, lines=(*self.page.lines, *before))
        names = [person.name for person in self._premise.people]

        def read(raw: str) -> Piece:
            says, _ = clean.speech(
                clean.unfinished(_before_cue(raw, names)), who, _LINE_CHARACTERS, _LINE_WORDS
            )
            says = as_mentioned(says, self._premise.people)
            faults = line_faults(who, says, page)
            return Piece("" if is_fatal(faults) else says, faults)

        colon = "：" if self._manner.language in ("zh", "ja") else ":"
        cue = f"{who}{colon}"
        if self._directed and delivery.how:
            cue += f" (to {delivery.to}, {delivery.how})"
        piece = self._script.draw(cue, read, tries)
        if not piece.text:
            return None
        self._script.add(join(cue, piece.text) + "\n")
        return Spoken(who, piece.text)

    def _missing(self, beats: Sequence[Beat]) -> list[Spoken]:
        """Lines of those who have not spoken yet, and of all in turn until there are enough."""
        *earlier, last = beats
        lines = list(last.lines)
        names = [person.name for person in self._premise.people]
        heard = {line.who for beat in beats for line in beat.lines}
        silent = [name for name in names if name not in heard]
        speeches = sum(len(beat.lines) for beat in earlier)
        for who in silent + names * FEWEST_LINES:
            enough = speeches + len(joined(lines)) >= FEWEST_LINES
            if enough and (who not in silent or who in heard):
                break
            if lines and lines[-1].who == who and who in heard:
                continue  # would only make the last speech longer
            line = self._line(Delivery(who, "", ""), lines, self._tries + _STUBBORN)
            if line is not None:
                lines.append(line)
                heard.add(who)
        return lines[len(last.lines) :]


def _before_cue(raw: str, names: Sequence[str]) -> str:
    """A line up to where somebody's next one begins on it."""
    cues = "|".join(re.escape(name) for name in names)
    return re.split(rf"(?<!\w)(?:{cues})\s*[:：]", raw.strip(), maxsplit=1, flags=re.IGNORECASE)[0]


def _speakers(people: Sequence[Person], lead: str, spoken: set[str]) -> tuple[str, ...]:
    """Who speaks in a beat: its lead, those not heard yet, at most three, in cast order."""
    names = [person.name for person in people]
    if len(names) <= _SPEAKERS:
        return tuple(names)
    waiting = [name for name in names if name not in spoken and name != lead]
    others = waiting + [name for name in names if name not in waiting and name != lead]
    chosen = {lead, *others[: _SPEAKERS - 1]}
    return tuple(name for name in names if name in chosen)


def _line_task(
    manner: Manner, brief: StoryBrief, premise: Premise, plan: ScenePlan,
    idea: SceneIdea | None, directed: bool,
) -> Task:  # fmt: skip
    """Task "line": what somebody says next, gone on with from the cue; `facts` are none."""
    rules = [_RULES]
    if manner.style:
        rules.append(manner.style)
    if manner.language != "en":
        rules.append(manner.in_language())
    material = [*manner_material(brief), ("LOGLINE", brief.logline)]
    if idea is not None:
        material.append(("IN THIS SCENE", f"{idea.happens} It ends: {idea.turns}"))
    if premise.stakes:
        material.append(("AT STAKE", premise.stakes))
    material.append(("NOTES", told_notes(manner, premise.people, plan)))
    return Task(
        "line", "\n".join(rules), _ASK if directed else _ASK_PLAIN,
        tuple((label, text) for label, text in material if text),
        most_tokens=_TOKENS, fresh=True,
    )  # fmt: skip
