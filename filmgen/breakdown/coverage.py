"""Coverage of one scene: which shots carry which words. Sizes come later, from the grammar.

A scene is walked once. Stretches of talk go to `dialogue`, everything else is action:
establishing, inserts, shots that follow whoever acts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from filmgen.breakdown import camera_words, dialogue
from filmgen.breakdown import lexicon as lex
from filmgen.breakdown.characters import Cast, cue_parts, is_collective, is_unseen
from filmgen.breakdown.draft import Draft, Nature, Piece
from filmgen.breakdown.letters import WRITTEN_THINGS, rows, written
from filmgen.breakdown.model import Line, Setting, Setup, ShotTransition, Size
from filmgen.breakdown.narration import Narrator
from filmgen.breakdown.places import HeadingKind, Place
from filmgen.breakdown.props import find_props, singled_out
from filmgen.breakdown.prose import collapse, weight
from filmgen.breakdown.speech import Talk, is_off, talk
from filmgen.breakdown.why import spoken_place
from filmgen.screenplay.model import Action, Element, Lyric, Scene, SourceRange, Speech, Transition

SHOT_WORDS = 18
"""Action words a shot takes before the next clause begins a new one: about five seconds."""
SETTLED_WORDS = 7
"""A shot with fewer action words than this is not cut away from without a reason."""
MOST_BEATS = 5
ESTABLISHING_WORDS = 30
INTERJECTION_WORDS = 16
"""Action this short between two speeches does not interrupt the conversation."""


@dataclass
class Continuity:
    """What continues from scene to scene while headings stay in the same place and time.

    Attributes:
        homes: during an intercut, where each character is.
    """

    present: list[str] = field(default_factory=list)
    order: list[str] = field(default_factory=list)
    homes: dict[str, Setting] = field(default_factory=dict)
    intercut: bool = False
    spot: tuple[str, str] = ("", "")
    transition: ShotTransition = ShotTransition.CUT
    ended_black: bool = False


@dataclass
class SceneCoverage:
    """Plans one scene. `run` returns its drafts; `state` is carried to the next scene."""

    scene: Scene
    place: Place
    cast: Cast
    state: Continuity
    narrator: Narrator
    shots: list[Draft] = field(default_factory=list)
    montage: bool = False
    absent: set[str] = field(default_factory=set)
    voices: set[str] = field(default_factory=set)

    def run(self) -> list[Draft]:
        elements = [
            e for e in self.scene.elements if isinstance(e, Action | Speech | Transition | Lyric)
        ]
        self._who_is_here(elements)
        self._open(elements)
        for stretch in self._stretches(elements):
            if isinstance(stretch[0], Speech | Lyric):
                self._talk(stretch)
            elif isinstance(stretch[0], Transition):
                self._transition(stretch[0])
            elif isinstance(stretch[0], Action):
                self._action(stretch[0])
        self.flush()
        for shot in self.shots:
            shot.source = _span(shot) if shot.items else shot.source
        return self.shots

    # --- who is here -------------------------------------------------------------

    def _who_is_here(self, elements: Sequence[Element]) -> None:
        """People present from the start: all of the scene but those who come in or are only heard."""
        spot = (self.place.setting.key, self.place.setting.place.value)
        if not self.place.continues or self.state.spot != spot:
            self.state.present = []
        self.state.spot = spot
        if not self.place.continues:
            self.state.order = []
            if not self.state.intercut:
                self.state.homes = {}
        scout = Narrator(self.cast, self.narrator.last, list(self.narrator.recent))
        self.letters = {id(self.scene.elements[i]) for i in written(self.scene)}
        first: dict[str, bool] = {}
        phone = False
        named: set[str] = set()
        for mention in self.cast.mentions(self.place.shown_words):
            if not mention.possessive:
                first.setdefault(mention.name, True)
                named.add(mention.name)
        for element in elements:
            if (
                isinstance(element, Action)
                and not element.centered
                and id(element) not in self.letters
            ):
                phone = phone or bool(
                    re.search(
                        r"\b(?:phones?|cell|receiver|speakerphone|call(?:s|ing)?|dials?)\b",
                        element.text,
                        re.I,
                    )
                )
                for piece in scout.read(element.text, element.lines):
                    for name in (*piece.focus, *piece.subjects):
                        first.setdefault(name, name not in piece.arrivals)
                        named.add(name)
            elif isinstance(element, Speech):
                off = is_off(element.extensions) or is_unseen(element.character)
                for name in self._speakers(element.character):
                    away = self.state.intercut and name in self.state.homes and name not in named
                    voice = off or (
                        phone and name not in named and self._only_a_voice(name, elements)
                    )
                    if off:
                        # Heard first, seen later: whoever calls from outside has yet to come in.
                        first.setdefault(name, False)
                    elif voice and not away:
                        self.voices.add(name)
                    elif away:
                        self.absent.add(name)
                    else:
                        first.setdefault(name, True)
        for name, from_start in first.items():
            if (
                from_start
                and name not in self.state.present
                and name not in self.absent
                and not is_unseen(name)
            ):
                self.state.present.append(name)
        for name in (*first, *self.absent):
            if name not in self.state.order:
                self.state.order.append(name)
        for name in first:
            self.state.homes[name] = self.place.setting

    def _only_a_voice(self, name: str, elements: Sequence[Element]) -> bool:
        """On a scene with a phone, a speaker nobody describes is at the other end of it."""
        others = {s.character for s in elements if isinstance(s, Speech)} - {name}
        return (
            bool(others)
            and name not in self.state.present
            and len(self.state.present) + len(others) >= 1
        )

    def _speakers(self, cue: str) -> tuple[str, ...]:
        if is_collective(cue):
            return ()
        parts = cue_parts(cue)
        return parts if all(p in self.cast.speakers for p in parts) else (cue,)

    # --- opening -----------------------------------------------------------------

    def _open(self, elements: Sequence[Element]) -> None:
        """A new place is established before anything happens in it."""
        self.pending: Draft | None = None
        place = self.place
        if place.kind is HeadingKind.TITLES:
            return
        directive = camera_words.find_directive(self.scene.heading.text)
        if place.kind is HeadingKind.PLACE or (
            place.kind is HeadingKind.SUBPLACE and not place.shown_words
        ):
            self.pending = self._draft(Setup.ESTABLISHING, returning=place.returning)
            where = place.setting.key
            where = spoken_place(where)
            self.pending.why = (
                f"Back at {where}: a glance is enough to know it again."
                if place.returning
                else f"Opens on {where}, so that we know where we are."
            )
        if place.kind in (HeadingKind.SHOT, HeadingKind.SCREEN) or place.shown_words:
            self._heading_shot(directive)
        elif directive and self.pending:
            self._obey(self.pending, directive)

    def _heading_shot(self, directive: camera_words.Directive | None) -> None:
        text = self.scene.heading.text.strip()
        named = [m.name for m in self.cast.mentions(text) if not m.possessive]
        shot = self._draft(Setup.ACTION, subjects=tuple(dict.fromkeys(named))[:3])
        shot.why = f"The script calls for this shot: {text.rstrip(',.:')}."
        shot.directed = text
        if self.place.kind is HeadingKind.SCREEN:
            shot.setup, shot.size, shot.subjects = Setup.INSERT, Size.CU, ()
            shot.insert_prop = (
                "television" if re.search(r"\bTV|TELEVISION\b", text.upper()) else "screen"
            )
        elif directive:
            self._obey(shot, directive)
            if shot.setup is Setup.POV:
                shot.over = named[0] if named else ""
                owner = [m.name for m in self.cast.mentions(text)]
                shot.over = owner[0] if owner else ""
        elif not named and self.place.shown_words:
            part = next(
                (w for w in re.findall(r"\w+", text.lower()) if lex.singular(w) in lex.BODY_PARTS),
                "",
            )
            small = next((p for p in find_props(text) if p in lex.SMALL_PROPS), part)
            if small:
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

    def _draft(self, setup: Setup, subjects: tuple[str, ...] = (), **more: object) -> Draft:
        draft = Draft(
            self.place.setting, setup, subjects=subjects, present=tuple(self.state.present), **more
        )  # type: ignore[arg-type]
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
    def _obey(shot: Draft, directive: camera_words.Directive) -> None:
        shot.size = directive.size or shot.size
        shot.angle = directive.angle or shot.angle
        shot.move = directive.move or shot.move
        shot.setup = directive.setup or shot.setup
        shot.directed = directive.words
        shot.why = f"The script asks for it: {directive.words.rstrip(':-– ')}."

    # --- stretches ---------------------------------------------------------------

    def _stretches(self, elements: Sequence[Element]) -> Iterator[list[Element]]:
        """Single actions and transitions, and whole conversations with their short interjections."""
        i = 0
        while i < len(elements):
            if not isinstance(elements[i], Speech | Lyric):
                yield [elements[i]]
                i += 1
                continue
            end = i + 1
            while end < len(elements):
                if isinstance(elements[end], Speech | Lyric) or (
                    end + 1 < len(elements) and isinstance(elements[end + 1], Speech) and self._interjection(elements[end])
                ):  # fmt: skip
                    end += 1
                    continue
                break
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
            self._title(text, element)
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

    def _title(self, text: str, element: Action | Transition) -> None:
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
        shot = self._draft(Setup.TITLE, title_text=text, why=f"Words on screen: {collapse(text)}.")
        shot.present, shot.source = (), element.lines
        ended = self.state.ended_black
        self.add(shot)
        self.state.ended_black = ended

    def flush_into_action(self) -> None:
        if self.pending is not None and (
            self.pending.items or self.place.kind is not HeadingKind.SHOT
        ):
            self.flush()

    def _action(self, element: Action) -> None:
        text = collapse(element.text)
        if not text:
            return
        if element.centered or self.place.kind is HeadingKind.TITLES:
            self._title(rows(element.text), element)
            return
        if camera_words.is_intercut(text) and weight(text) <= 6:
            self.state.intercut = True
        if camera_words.starts_montage(text):
            self.montage = True
        elif camera_words.ends_montage(text):
            self.montage = False
        if id(element) in self.letters:
            self.letter(element)
            return
        pieces = self.narrator.read(text, element.lines)
        if self.montage:
            self._montage(pieces)
            return
        for piece in pieces:
            self._piece(piece)
        words = camera_words.superimposed(text)
        if words and (self.pending or self.shots):
            # Words over the picture: the shot stays what it is and carries them.
            (self.pending or self.shots[-1]).title_text = words

    def _montage(self, pieces: list[Piece]) -> None:
        self.flush()
        shot = self._draft(
            Setup.MONTAGE, _people(pieces), items=list(pieces), nature=pieces[0].nature
        )
        shot.why = "One image of the montage: time passes in glimpses."
        self.add(shot)

    def letter(self, element: Action) -> None:
        text = rows(element.text)
        piece = Piece(collapse(element.text), element.lines, letter=True, opens_paragraph=True)
        last = self.shots[-1] if self.shots else None
        if last and last.title_text and last.setup is Setup.INSERT and self.pending is None:
            last.items.append(piece)
            last.title_text += f"\n{text}"
            return
        self.flush()
        shown = next(
            (
                p
                for s in reversed(self.shots)
                for p in reversed(find_props(s.action))
                if p in WRITTEN_THINGS
            ),
            "letter",
        )
        shot = self._draft(Setup.INSERT, items=[piece], insert_prop=shown, title_text=text)
        shot.why = f"We have to read the {shown} ourselves."
        self.add(shot)

    def _piece(self, piece: Piece) -> None:
        """One clause of action: it joins the open shot or begins the next."""
        self.arrive((*piece.arrivals, *piece.focus))
        directive = camera_words.find_directive(piece.text)
        if directive:
            self._directed(piece, directive)
        elif piece.insert:
            self._insert(piece)
        elif self.pending is not None and self._joins_opening(self.pending, piece):
            self._join(self.pending, piece)
        else:
            self.flush()
            last = self.shots[-1] if self.shots else None
            if last is not None and self._joins(last, piece):
                self._join(last, piece)
            else:
                self.add(self.action_shot(piece))
        self.depart(piece.departures)

    def arrive(self, names: Sequence[str]) -> None:
        for name in names:
            if name not in self.state.present:
                self.state.present.append(name)

    def depart(self, names: Sequence[str]) -> None:
        self.state.present = [n for n in self.state.present if n not in names]

    def _join(self, shot: Draft, piece: Piece) -> None:
        if not any(p.subjects for p in shot.pieces) and piece.subjects and not shot.lines:
            shot.subjects = ()
        shot.items.append(piece)
        if shot.setup is Setup.INSERT:
            shot.title_text = shot.title_text or "\n".join(_QUOTED.findall(piece.text))
            return
        shot.subjects = tuple(dict.fromkeys((*shot.subjects, *piece.subjects)))[:4]
        shot.present = tuple(dict.fromkeys((*shot.present, *self.state.present)))
        if shot.nature in (Nature.OTHER, Nature.PLACE):
            shot.nature = piece.nature

    def _joins_opening(self, shot: Draft, piece: Piece) -> bool:
        """The establishing shot carries description, and the first action if that is brief."""
        if shot.setup is Setup.ESTABLISHING:
            if not shot.items:
                return piece.weight <= ESTABLISHING_WORDS
            full = shot.action_weight + piece.weight > (ESTABLISHING_WORDS if _is_comment(piece) else SHOT_WORDS)
            return not piece.focus and not full and len(shot.items) < MOST_BEATS
        fits = shot.action_weight + piece.weight <= SHOT_WORDS + 6
        return fits and (len(shot.items) <= 1 or self._joins(shot, piece))

    def _joins(self, shot: Draft, piece: Piece) -> bool:
        if shot.lines or shot.setup in (
            Setup.TITLE,
            Setup.POV,
            Setup.ESTABLISHING,
            Setup.MONTAGE,
        ):
            return False
        length = shot.action_weight + piece.weight
        if shot.setup is Setup.INSERT:
            return _reads_on(shot, piece) and length <= SHOT_WORDS + 8
        if length > SHOT_WORDS or len(shot.items) >= MOST_BEATS:
            return False
        if shot.hold_s is not None and piece.subjects != shot.subjects:
            return False
        same = set(piece.subjects) <= set(shot.subjects) and bool(piece.subjects) == bool(
            shot.subjects
        )
        if _is_comment(piece) and length <= SHOT_WORDS:
            return True
        if piece.opens_paragraph and shot.action_weight >= SETTLED_WORDS:
            return False
        tight = Nature.GAZE
        turned = (
            (piece.nature is tight) != (shot.nature is tight)
            and piece.opens_sentence
            and shot.action_weight >= SETTLED_WORDS
        )
        return (
            (same and not turned)
            or shot.action_weight < 4
            or (not piece.opens_sentence and piece.weight < 5)
        )

    def action_shot(self, piece: Piece) -> Draft:
        shot = self._draft(Setup.ACTION, piece.subjects, items=[piece], nature=piece.nature)
        if _is_comment(piece) and self.state.present:
            # Nothing to look at but the people it is said of.
            shot.subjects = tuple(
                n for n in self.narrator.last if n in self.state.present
            ) or tuple(self.state.present[:2])
            shot.nature = Nature.OTHER if len(shot.subjects) == 1 else Nature.GROUP
        if len(piece.subjects) == 2 and piece.nature is Nature.GROUP:
            shot.setup = Setup.TWO_SHOT
        return shot

    def _insert(self, piece: Piece) -> None:
        self.flush_into_action()
        self.pending = None
        shot = self._draft(Setup.INSERT, items=[piece], insert_prop=piece.insert)
        shot.subjects = (
            tuple(m.name for m in self.cast.mentions(piece.text))[:1]
            if piece.nature is Nature.BODY
            else ()
        )
        shot.title_text = "\n".join(_QUOTED.findall(piece.text))
        shot.why = f"The action singles out the {piece.insert}; it has to be seen."
        self.add(shot)

    def _directed(self, piece: Piece, directive: camera_words.Directive) -> None:
        if (
            self.pending is not None
            and self.pending.setup is Setup.ESTABLISHING
            and not self.pending.items
            and directive.setup is None
            and directive.size in (Size.LS, Size.ELS, None)
        ):
            self._join(self.pending, piece)
            self._obey(self.pending, directive)
            return
        self.flush_into_action()
        self.pending = None
        shot = self.action_shot(piece)
        named = tuple(dict.fromkeys(m.name for m in self.cast.mentions(piece.text)))
        shot.subjects = piece.subjects or named[:2]
        self._obey(shot, directive)
        props = [p for p in find_props(piece.text) if p in lex.SMALL_PROPS]
        if shot.setup is Setup.POV:
            shot.over, shot.subjects = (named[0] if named else ""), named[1:3]
        elif shot.setup is Setup.INSERT or (
            shot.size in (Size.CU, Size.ECU) and not named and not piece.subjects
        ):
            shot.setup, shot.subjects = Setup.INSERT, ()
            shot.insert_prop = props[0] if props else _thing(piece.text, directive)
        self.add(shot)


_QUOTED = re.compile(r"[“\"「]([^“”\"「」]{2,})[”\"」]")


def _thing(text: str, directive: camera_words.Directive) -> str:
    """What a close shot of no person shows: the noun after the camera words."""
    target = directive.target or text.split(directive.words, 1)[-1]
    target = re.split(r"[.,;:!?。，：]", target.strip(" -–—:：."))[0]
    tokens = [w for w in re.findall(r"[^\W\d_]+", target.lower()) if w not in lex.NOT_NAMES]
    for n, token in enumerate(tokens):
        if token in ("as", "which", "that", "who", "with", "under", "between"):
            tokens = tokens[:n]
            break
    return lex.singular(tokens[-1]) if tokens else ""


def _reads_on(shot: Draft, piece: Piece) -> bool:
    """Whether an ordered insert, or one of something written, goes on with this clause."""
    ordered = bool(shot.directed) or shot.insert_prop in WRITTEN_THINGS
    about_it = re.match(r"(?:it|its)\b", piece.text, re.IGNORECASE) or not piece.focus
    return ordered and bool(about_it) and not piece.insert


def _is_comment(piece: Piece) -> bool:
    """Words that name nothing new to look at ("Badly.", "To destiny!"): no shot of their own."""
    scenic = re.match(
        r"(?:there(?:['’]s| is| are)|this is|it['’]s an? )", piece.text, re.IGNORECASE
    )
    return (
        not piece.subjects
        and piece.nature is Nature.PLACE
        and not piece.insert
        and not scenic
        and not _names_a_thing(piece.text)
    )


def _names_a_thing(text: str) -> bool:
    found = {lex.singular(w) for w in re.findall(r"[^\W\d_]+", text)}
    return bool(
        found & (lex.SMALL_PROPS | lex.BIG_PROPS | lex.VEHICLES | lex.PLACE_NOUNS | lex.GROUP_NOUNS)
    )


def _people(pieces: list[Piece]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(n for p in pieces for n in p.subjects))[:3]


def _span(shot: Draft) -> SourceRange:
    """The lines of the script a shot's words came from."""
    ranges = [i.source for i in shot.items]
    return SourceRange(min(r.first_line for r in ranges), max(r.last_line for r in ranges))
