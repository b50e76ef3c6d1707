"""From a logline to a scene: the order of the work, one answer after another.

The program holds the structure. People, place and time come from the logline by code where it
says them; the writer fills in looks, wants and secrets, then the scene's beats, then each beat.
Every answer is weighed against the page (`candidates.weigh`); a beat that fails is drawn again,
alone. What stands in the end is the writer's own words or nothing: a beat that never came out
right is left out, and a note says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from filmgen.config import WritingSettings
from filmgen.errors import EngineError
from filmgen.sound.words.language import guess_language
from filmgen.story import clean
from filmgen.story.answers import (
    BeatAnswer,
    LastBeatAnswer,
    beat_form,
    beats_form,
    scene_form,
)
from filmgen.story.candidates import Candidate, best, weigh
from filmgen.story.checks import Page, content_words
from filmgen.story.manuscript import WrittenScene, lay_out
from filmgen.story.measures import likeness
from filmgen.story.model import (
    Beat,
    BeatPlan,
    Person,
    Premise,
    SceneIdea,
    Spoken,
    Story,
    StoryBrief,
)
from filmgen.story.moves import Move, is_turn, moves_of
from filmgen.story.outline import outline_story
from filmgen.story.premise import draw_premise
from filmgen.story.tasks import (
    EXAMPLE_WORDS,
    BeatPlace,
    Manner,
    beat_task,
    beats_task,
    scene_task,
    shown_premise,
)
from filmgen.workspace import seed_from
from filmgen.writing.session import Session

BEATS = 4
LINES = (3, 4)
"""Beats of a scene and lines of a beat: 12 to 16 speeches, a page."""
FEWEST = 3
"""Good lines that a beat has, or it is drawn again."""
FEWEST_LINES = 6
_SPEAKERS = 3
_ALIKE = 0.5
_BEFORE = 3


def write_story(session: Session, brief: StoryBrief, settings: WritingSettings) -> Story:
    """Write what a brief asks for.

    Raises:
        EngineUnavailable: the engine cannot be used.
        EngineError: the premise could not be had, or not one beat of any scene.
    """
    language = guess_language(brief.logline)
    manner = Manner(language, brief.style)
    session.progress.stage("write", _answers(brief.scenes, settings, session))
    premise = draw_premise(session, brief, manner)
    notes: list[str] = []
    ideas: tuple[SceneIdea, ...] = ()
    if brief.scenes > 1:
        ideas = outline_story(session, brief, manner, premise, notes)
    written: list[WrittenScene] = []
    out: frozenset[str] = frozenset()
    told: tuple[tuple[str, str], ...] = ()
    for number, idea in enumerate(ideas or (None,), start=1):
        here = _premise_of(premise, idea)
        writer = SceneWriter(session, brief, manner, settings, here, idea, out, told)
        beats = writer.write(notes, str(number))
        if beats:
            written.append(WrittenScene(here.setting, here.people, beats))
        out, told = writer.page.open_secrets, writer.page.lines[-200:]
    session.progress.done()
    if not written:
        raise EngineError(session.engine.name, "beat", "not one beat of it could stand on a page")
    screenplay = lay_out(premise.title, written, language)
    _note_missing(written, premise, notes)
    numbers = tuple(scene.number for scene in screenplay.scenes)
    return Story(screenplay, tuple(notes), language, premise, ideas, numbers)


@dataclass
class SceneWriter:
    """Writes one scene; `page` is what stands so far.

    Attributes:
        open_secrets: names whose secret is out before the scene begins.
        told: (who, words) of lines of earlier scenes: not to be said again.
    """

    session: Session
    brief: StoryBrief
    manner: Manner
    settings: WritingSettings
    premise: Premise
    idea: SceneIdea | None = None
    open_secrets: frozenset[str] = frozenset()
    told: tuple[tuple[str, str], ...] = ()
    before: str = ""

    def __post_init__(self) -> None:
        self.shown = shown_premise(self.brief, self.premise, self.idea)
        sources = [self.brief.logline, self.brief.style_excerpt]
        sources.append(self.premise.stakes)
        sources.extend(person.wants for person in self.premise.people)
        if self.idea is not None:
            sources.extend((self.idea.happens, self.idea.turns))
        self.page = Page(
            self.premise.people, self.manner.language, self.told, (),
            tuple(s for s in sources if s), self.open_secrets, self.premise.setting.time,
            (EXAMPLE_WORDS,),
        )  # fmt: skip

    def write(self, notes: list[str], number: str) -> tuple[Beat, ...]:
        """The scene's beats in order; what was left out is noted."""
        step = self.session.engine.step if self.settings.step == "auto" else self.settings.step
        beats = self._whole(notes, number) if step == "scene" else ()
        return beats or self._by_beats(notes, number)

    def _whole(self, notes: list[str], number: str) -> tuple[Beat, ...]:
        """The scene in one answer; empty where it fails and has to be written by beats."""
        names = [person.name for person in self.premise.people]
        task = scene_task(self.manner, self.shown, BEATS, LINES)
        form = scene_form(names, BEATS, LINES)
        start = self.page
        drawn: list[tuple[float, Page, tuple[Beat, ...], bool]] = []
        for attempt in range(1 + self.settings.redraws):
            try:
                answer = self.session.ask(task, form, attempt=attempt)
            except EngineError as error:
                notes.append(f"scene {number}: {error}")
                return ()
            self.page, beats, score, whole = start, [], 0.0, True
            for index, given in enumerate(answer.beats, start=1):
                last = index == len(answer.beats)
                if last:
                    given = LastBeatAnswer(
                        action=given.action, lines=given.lines, button=answer.button
                    )
                candidate = weigh(given, self.page, (), 2, last)
                score, whole = score + candidate.score, whole and candidate.whole
                if candidate.beat is not None:
                    beats.append(candidate.beat)
                    self._stands(candidate.beat)
            silent = set(names) - {line.who for beat in beats for line in beat.lines}
            whole = whole and not silent
            drawn.append((score - len(silent), self.page, tuple(beats), whole))
            if whole:
                break
        _, self.page, kept, _ = max(drawn, key=lambda one: (one[3], one[0]))
        return kept

    def _by_beats(self, notes: list[str], number: str) -> tuple[Beat, ...]:
        plans = self._plans(notes, number)
        beats: list[Beat] = []
        for index, plan in enumerate(plans, start=1):
            spoken = {line.who for beat in beats for line in beat.lines}
            speakers = self._speakers(plan, spoken)
            place = BeatPlace(
                index, len(plans), self._moves(speakers, plan, index, len(plans)),
                self._hidden(plan, index, len(plans)),
                tuple(Spoken(who, says) for who, says in self._just_before(beats)),
                self.page.actions[-1] if self.page.actions else self.before,
            )  # fmt: skip
            beat = self._beat(plan, place, notes, number)
            if beat is not None:
                beats.append(beat)
                self._stands(beat, plan)
        return tuple(beats)

    def _plans(self, notes: list[str], number: str) -> list[BeatPlan]:
        names = [person.name for person in self.premise.people]
        task = beats_task(self.manner, self.shown, BEATS)
        try:
            answer = self.session.ask(task, beats_form(names, BEATS))
        except EngineError as error:
            # Wants that cross are a plan of their own.
            notes.append(f"scene {number}: written without a plan of its beats ({error})")
            return [
                BeatPlan(p.name, p.wants, "", "") for p in (self.premise.people * BEATS)[:BEATS]
            ]
        return _without_repeats(
            BeatPlan(plan.lead, *map(clean.phrase, (plan.goal, plan.conflict, plan.turn)))
            for plan in answer.beats
        )

    def _beat(self, plan: BeatPlan, place: BeatPlace, notes: list[str], number: str) -> Beat | None:
        """The best of a beat's candidates; drawn again while none is whole."""
        task = beat_task(self.manner, self.shown, plan, place)
        form = beat_form(place.moves, place.last)
        page = replace(
            self.page,
            sources=(*self.page.sources, plan.goal, plan.conflict, plan.turn),
            asked=(task.ask, *(move.does for move in place.moves)),
        )
        drawn: list[Candidate] = []
        attempt, tries = 0, 1 + self.settings.redraws
        for number_of_try in range(tries):
            together = self.settings.candidates if number_of_try == 0 else 1
            attempts = range(attempt, attempt + together)
            attempt += together
            try:
                answers: Sequence[BeatAnswer] = self.session.draw(task, form, attempts)
            except EngineError as error:
                failure = str(error)
                continue
            for answer in answers:
                drawn.append(weigh(answer, page, place.speakers, FEWEST, place.last))
            if any(c.whole for c in drawn):
                break
        chosen = best(drawn) if drawn else None
        if chosen is None or chosen.beat is None:
            why = "; ".join(chosen.faults[:4]) if chosen else failure
            notes.append(f"scene {number}: beat {place.number} is left out ({why})")
            return None
        return chosen.beat

    def _moves(
        self, speakers: tuple[str, ...], plan: BeatPlan, index: int, count: int
    ) -> tuple[Move, ...]:
        seed = seed_from(self.session.seed, self.brief.logline, plan.goal)
        return moves_of(speakers, plan.lead, index, count, seed)

    def _hidden(self, plan: BeatPlan, index: int, count: int) -> tuple[str, str] | None:
        """The secret of a beat's lead, in the beat where it comes out."""
        lead = next(p for p in self.premise.people if p.name == plan.lead)
        if not is_turn(index, count) or not lead.secret:
            return None
        return lead.name, lead.secret

    def _speakers(self, plan: BeatPlan, spoken: set[str]) -> tuple[str, ...]:
        """Who speaks in a beat: its lead, those not heard yet, at most three, in cast order."""
        names = [person.name for person in self.premise.people]
        if len(names) <= _SPEAKERS:
            return tuple(names)
        waiting = [name for name in names if name not in spoken and name != plan.lead]
        others = waiting + [name for name in names if name not in waiting and name != plan.lead]
        chosen = {plan.lead, *others[: _SPEAKERS - 1]}
        return tuple(name for name in names if name in chosen)

    def _just_before(self, beats: Sequence[Beat]) -> tuple[tuple[str, str], ...]:
        return tuple((line.who, line.says) for beat in beats[-1:] for line in beat.lines[-_BEFORE:])

    def _stands(self, beat: Beat, plan: BeatPlan | None = None) -> None:
        """The page with a beat on it; secrets that were just spoken are out."""
        page = self.page
        actions = tuple(a for a in (*page.actions, beat.action, beat.button) if a)
        lines = (*page.lines, *((line.who, line.says) for line in beat.lines))
        said = content_words(
            " ".join(line.says for line in beat.lines) + (plan.turn if plan else "")
        )
        out = {
            person.name
            for person in page.people
            if person.secret and len(said & content_words(person.secret)) >= 2
        }
        self.page = replace(
            page, actions=actions, lines=lines, open_secrets=page.open_secrets | out
        )


def _without_repeats(plans: Iterable[BeatPlan]) -> list[BeatPlan]:
    """What a plan has said before it does not say again: a beat then lives by its moves alone."""
    kept: list[BeatPlan] = []
    said: list[str] = []

    def fresh(text: str) -> str:
        if any(likeness(text, known) >= _ALIKE for known in said):
            return ""
        said.append(text)
        return text

    for plan in plans:
        kept.append(BeatPlan(plan.lead, fresh(plan.goal), fresh(plan.conflict), fresh(plan.turn)))
    return kept


def _premise_of(premise: Premise, idea: SceneIdea | None) -> Premise:
    if idea is None:
        return premise
    people = tuple(p for p in premise.people if p.name in idea.who) or premise.people
    return replace(premise, setting=idea.setting, people=people)


def _note_missing(written: Sequence[WrittenScene], premise: Premise, notes: list[str]) -> None:
    heard = {line.who for scene in written for beat in scene.beats for line in beat.lines}
    silent: list[Person] = [p for p in premise.people if p.given and p.name not in heard]
    notes.extend(f"{person.name} of the logline does not speak" for person in silent)
    lines = sum(len(beat.lines) for scene in written for beat in scene.beats)
    if lines < FEWEST_LINES * len(written):
        notes.append(f"only {lines} lines could stand; another seed may do better")


def _answers(scenes: int, settings: WritingSettings, session: Session) -> int:
    step = session.engine.step if settings.step == "auto" else settings.step
    each = 1 if step == "scene" else 1 + BEATS
    return 1 + scenes * each + (scenes > 1)
