"""Coverage of one scene: which shots carry which words. Sizes come later, from the grammar.

A scene is walked once. Stretches of talk go to `dialogue`, everything else is action:
establishing, inserts, shots that follow whoever acts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from filmgen.breakdown import camera_words, dialogue
from filmgen.breakdown import lexicon as lex
from filmgen.breakdown.action import ActionCoverage
from filmgen.breakdown.cast import Cast
from filmgen.breakdown.draft import Draft, Nature, Piece
from filmgen.breakdown.letters import written
from filmgen.breakdown.model import Line, Setup, ShotTransition, Size
from filmgen.breakdown.narration import Narrator
from filmgen.breakdown.places import HeadingKind, Place
from filmgen.breakdown.presence import Continuity, who_is_here
from filmgen.breakdown.props import find_props, singled_out
from filmgen.breakdown.prose import collapse, weight
from filmgen.breakdown.speech import Talk, talk
from filmgen.breakdown.why import spoken_place
from filmgen.screenplay.model import Action, Element, Lyric, Scene, SourceRange, Speech, Transition

INTERJECTION_WORDS = 16
"""Action this short between two speeches does not interrupt the conversation."""


@dataclass
class SceneCoverage:
    """Plans one scene. `run` returns its drafts; `state` is carried to the next scene."""

    scene: Scene
    place: Place
    cast: Cast
    state: Continuity
    narrator: Narrator
    shots: list[Draft] = field(default_factory=list)
    pending: Draft | None = None
    absent: set[str] = field(default_factory=set)
    voices: set[str] = field(default_factory=set)
    letters: set[int] = field(default_factory=set)

    def run(self) -> list[Draft]:
        elements = [
            e for e in self.scene.elements if isinstance(e, Action | Speech | Transition | Lyric)
        ]
        self.letters = {id(self.scene.elements[i]) for i in written(self.scene)}
        self.voices, self.absent = who_is_here(
            self.scene, self.place, self.cast, self.state, self.narrator
        )
        self.actions = ActionCoverage(self)
        self._open()
        for stretch in self._stretches(elements):
            if isinstance(stretch[0], Speech | Lyric):
                self._talk(stretch)
            elif isinstance(stretch[0], Transition):
                self._transition(stretch[0])
            elif isinstance(stretch[0], Action):
                self.actions.action(stretch[0])
        self.flush()
        for shot in self.shots:
            shot.source = _span(shot) if shot.items else shot.source
        return self.shots

    # --- opening -----------------------------------------------------------------

    def _open(self) -> None:
        """A new place is established before anything happens in it."""
        place = self.place
        if place.kind is HeadingKind.TITLES:
            return
        directive = camera_words.find_directive(self.scene.heading.text)
        if place.kind is HeadingKind.PLACE or (
            place.kind is HeadingKind.SUBPLACE and not place.shown_words
        ):
            self.pending = self.draft(Setup.ESTABLISHING, returning=place.returning)
            where = spoken_place(place.setting.key)
            self.pending.why = (
                f"Back at {where}: a glance is enough to know it again."
                if place.returning
                else f"Opens on {where}, so that we know where we are."
            )
        if place.kind in (HeadingKind.SHOT, HeadingKind.SCREEN) or place.shown_words:
            self._heading_shot(directive)
        elif directive and self.pending:
            self.obey(self.pending, directive)

    def _heading_shot(self, directive: camera_words.Directive | None) -> None:
        text = self.scene.heading.text.strip()
        named = [m.name for m in self.cast.mentions(text) if not m.possessive]
        shot = self.draft(Setup.ACTION, subjects=tuple(dict.fromkeys(named))[:3])
        shot.why = f"The script calls for this shot: {text.rstrip(',.:')}."
        shot.directed = text
        if self.place.kind is HeadingKind.SCREEN:
            shot.setup, shot.size, shot.subjects = Setup.INSERT, Size.CU, ()
            shot.insert_prop = (
                "television" if re.search(r"\bTV|TELEVISION\b", text.upper()) else "screen"
            )
        elif directive:
            self.obey(shot, directive)
            if shot.setup is Setup.POV:
                shot.over = named[0] if named else ""
                owner = [m.name for m in self.cast.mentions(text)]
                shot.over = owner[0] if owner else ""
        elif not named and self.place.shown_words:
            people = re.search(r"\b(?:PAIR|TWO|BOTH|MEN|WOMEN|COUPLE|OTHERS)\b", text.upper())
            if people and self.state.present:
                shot.subjects, shot.nature = tuple(self.state.present[:4]), Nature.GROUP
            part = next(
                (w for w in re.findall(r"\w+", text.lower()) if lex.singular(w) in lex.BODY_PARTS),
                "",
            )
            small = next((p for p in find_props(text) if p in lex.SMALL_PROPS), part)
            if shot.subjects:
                pass
            elif small:
                shot.setup, shot.insert_prop = Setup.INSERT, small
            else:
                shot.nature = (
                    Nature.VEHICLE
                    if {lex.singular(w) for w in re.findall(r"\w+", text.lower())} & lex.VEHICLES
                    else Nature.PLACE
                )
        if self.place.shown_words:
            words = self.place.shown_words
            focus = tuple(dict.fromkeys(named))
            shot.items.append(
                Piece(words, self.scene.heading.lines, focus, focus, opens_paragraph=True)
            )
            self.narrator.last = focus
        shot.source = self.scene.heading.lines
        self.pending = shot

    def draft(self, setup: Setup, subjects: tuple[str, ...] = (), **more: Any) -> Draft:
        """A shot in this scene's place with those present now; `more` are fields of `Draft`."""
        present = tuple(self.state.present)
        draft = Draft(self.place.setting, setup, subjects=subjects, present=present, **more)
        draft.source = self.scene.heading.lines
        return draft

    def add(self, draft: Draft) -> Draft:
        """Put a shot on the list, with the transition waiting for it."""
        draft.transition_in, self.state.transition = self.state.transition, ShotTransition.CUT
        self.state.ended_black = False
        self.shots.append(draft)
        return draft

    def flush(self) -> None:
        """A pending opening shot is taken even if nothing joined it."""
        if self.pending is not None:
            shot, self.pending = self.pending, None
            self.add(shot)

    @staticmethod
    def obey(shot: Draft, directive: camera_words.Directive) -> None:
        shot.size = directive.size or shot.size
        shot.angle = directive.angle or shot.angle
        shot.move = directive.move or shot.move
        shot.setup = directive.setup or shot.setup
        shot.directed = directive.words
        shot.why = f"The script asks for it: {directive.words.rstrip(':-– ')}."

    # --- stretches ---------------------------------------------------------------

    def _stretches(self, elements: Sequence[Element]) -> Iterator[list[Element]]:
        """Single actions and transitions, and whole conversations with short interjections."""
        i = 0
        while i < len(elements):
            if not isinstance(elements[i], Speech | Lyric):
                yield [elements[i]]
                i += 1
                continue
            end = i + 1
            while end < len(elements):
                goes_on = end + 1 < len(elements) and isinstance(elements[end + 1], Speech)
                spoken = isinstance(elements[end], Speech | Lyric)
                if not spoken and not (goes_on and self._interjection(elements[end])):
                    break
                end += 1
            yield list(elements[i:end])
            i = end

    def _interjection(self, element: Element) -> bool:
        if (
            not isinstance(element, Action)
            or element.centered
            or weight(element.text) > INTERJECTION_WORDS
        ):
            return False
        if id(element) in self.letters:
            return False
        text = collapse(element.text)
        if (
            camera_words.find_directive(text)
            or camera_words.is_intercut(text)
            or camera_words.starts_montage(text)
        ):
            return False
        return not singled_out(text, self.cast.mentions) and not camera_words.superimposed(text)

    def _talk(self, stretch: Sequence[Element]) -> None:
        units: list[Talk | list[Piece]] = []
        for element in stretch:
            if isinstance(element, Speech):
                spoken = talk(element)
                if not spoken.lines:
                    continue
                if not spoken.heard_only and element.character in self.voices:
                    spoken = Talk(
                        spoken.character,
                        tuple(replace(x, on_screen=False) for x in spoken.lines),
                        True,
                        spoken.dual,
                    )
                units.append(spoken)
            elif isinstance(element, Lyric):
                units.append(self._lyric(element))
            elif isinstance(element, Action):
                units.append(self.narrator.read(element.text, element.lines))
        if units:
            dialogue.DialogueCoverage(self, units).run()

    def _lyric(self, element: Lyric) -> Talk:
        singer = self.narrator.recent[0] if self.narrator.recent else "SINGER"
        line = Line(
            "",
            singer,
            collapse(element.text),
            sung=True,
            on_screen=singer in self.state.present,
            source=element.lines,
        )
        return Talk(singer, (line,), singer not in self.state.present, False)

    # --- action ------------------------------------------------------------------

    def _transition(self, element: Transition) -> None:
        text = collapse(element.text)
        if camera_words.is_title(text):
            self.title(text, element)
            return
        if camera_words.is_intercut(text):
            self.state.intercut = True
            return
        self.flush()
        kind = camera_words.transition(text)
        # A fade out stays wanted when a plain "CUT TO:" or a fade in follows it.
        if self.state.transition is ShotTransition.FADE_OUT_IN and kind in (
            ShotTransition.CUT,
            ShotTransition.FADE_IN,
        ):
            return
        self.state.transition = kind
        self.state.ended_black = camera_words.fades_out(text)

    def title(self, text: str, element: Action | Transition) -> None:
        self.flush_into_action()
        last = self.shots[-1] if self.shots else None
        if (
            last
            and last.setup is Setup.TITLE
            and weight(last.title_text) < 14
            and self.place.kind is HeadingKind.TITLES
        ):
            last.title_text += f"\n{text}"
            last.source = replace(last.source, last_line=element.lines.last_line)
            return
        shot = self.draft(Setup.TITLE, title_text=text, why=f"Words on screen: {collapse(text)}.")
        shot.present, shot.source = (), element.lines
        ended = self.state.ended_black
        self.add(shot)
        self.state.ended_black = ended

    def flush_into_action(self) -> None:
        if self.pending is not None and (
            self.pending.items or self.place.kind is not HeadingKind.SHOT
        ):
            self.flush()

    def arrive(self, names: Sequence[str]) -> None:
        for name in names:
            if name not in self.state.present:
                self.state.present.append(name)

    def depart(self, names: Sequence[str]) -> None:
        self.state.present = [n for n in self.state.present if n not in names]


def _span(shot: Draft) -> SourceRange:
    """The lines of the script a shot's words came from."""
    ranges = [i.source for i in shot.items]
    return SourceRange(min(r.first_line for r in ranges), max(r.last_line for r in ranges))
