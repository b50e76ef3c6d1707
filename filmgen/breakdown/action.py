"""Coverage of action: shots that follow whoever acts, inserts, montage, the script's own orders."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from filmgen.breakdown import camera_words
from filmgen.breakdown import lexicon as lex
from filmgen.breakdown.draft import Draft, Nature, Piece
from filmgen.breakdown.letters import WRITTEN_THINGS, rows
from filmgen.breakdown.model import Setup, Size
from filmgen.breakdown.places import HeadingKind
from filmgen.breakdown.props import find_props
from filmgen.breakdown.prose import collapse, weight
from filmgen.screenplay.model import Action

if TYPE_CHECKING:
    from filmgen.breakdown.coverage import SceneCoverage

SHOT_WORDS = 18
"""Action words a shot takes before the next clause begins a new one: about five seconds."""
SETTLED_WORDS = 7
"""A shot with fewer action words than this is not cut away from without a reason."""
MOST_BEATS = 5
ESTABLISHING_WORDS = 30


@dataclass
class ActionCoverage:
    """Plans the action of one scene into the scene's shots."""

    scene: SceneCoverage
    montage: bool = False

    def action(self, element: Action) -> None:
        text = collapse(element.text)
        if not text:
            return
        if element.centered or self.scene.place.kind is HeadingKind.TITLES:
            self.scene.title(rows(element.text), element)
            return
        if camera_words.is_intercut(text) and weight(text) <= 6:
            self.scene.state.intercut = True
        if camera_words.starts_montage(text):
            self.montage = True
        elif camera_words.ends_montage(text):
            self.montage = False
        if id(element) in self.scene.letters:
            self.letter(element)
            return
        pieces = self.scene.narrator.read(text, element.lines)
        if self.montage:
            self._montage(pieces)
            return
        for piece in pieces:
            self._piece(piece)
        words = camera_words.superimposed(text)
        if words and (self.scene.pending or self.scene.shots):
            # Words over the picture: the shot stays what it is and carries them.
            (self.scene.pending or self.scene.shots[-1]).title_text = words

    def _montage(self, pieces: list[Piece]) -> None:
        self.scene.flush()
        shot = self.scene.draft(
            Setup.MONTAGE, _people(pieces), items=list(pieces), nature=pieces[0].nature
        )
        shot.why = "One image of the montage: time passes in glimpses."
        self.scene.add(shot)

    def letter(self, element: Action) -> None:
        text = rows(element.text)
        piece = Piece(collapse(element.text), element.lines, letter=True, opens_paragraph=True)
        last = self.scene.shots[-1] if self.scene.shots else None
        if last and last.title_text and last.setup is Setup.INSERT and self.scene.pending is None:
            last.items.append(piece)
            last.title_text += f"\n{text}"
            return
        self.scene.flush()
        shown = next(
            (
                p
                for s in reversed(self.scene.shots)
                for p in reversed(find_props(s.action))
                if p in WRITTEN_THINGS
            ),
            "letter",
        )
        shot = self.scene.draft(Setup.INSERT, items=[piece], insert_prop=shown, title_text=text)
        shot.why = f"We have to read the {shown} ourselves."
        self.scene.add(shot)

    def _piece(self, piece: Piece) -> None:
        """One clause of action: it joins the open shot or begins the next."""
        self.scene.arrive((*piece.arrivals, *piece.focus))
        directive = camera_words.find_directive(piece.text)
        if directive:
            self._directed(piece, directive)
        elif piece.insert:
            self._insert(piece)
        elif self.scene.pending is not None and self._joins_opening(self.scene.pending, piece):
            self._join(self.scene.pending, piece)
        else:
            self.scene.flush()
            last = self.scene.shots[-1] if self.scene.shots else None
            if last is not None and self._joins(last, piece):
                self._join(last, piece)
            else:
                self.scene.add(self.shot_of(piece))
        self.scene.depart(piece.departures)

    def _join(self, shot: Draft, piece: Piece) -> None:
        if not any(p.subjects for p in shot.pieces) and piece.subjects and not shot.lines:
            shot.subjects = ()
        shot.items.append(piece)
        if shot.setup is Setup.INSERT:
            shot.title_text = shot.title_text or "\n".join(_QUOTED.findall(piece.text))
            return
        shot.subjects = tuple(dict.fromkeys((*shot.subjects, *piece.subjects)))[:4]
        shot.present = tuple(dict.fromkeys((*shot.present, *self.scene.state.present)))
        if shot.nature in (Nature.OTHER, Nature.PLACE) and piece.nature is not Nature.PLACE:
            shot.nature = piece.nature

    def _joins_opening(self, shot: Draft, piece: Piece) -> bool:
        """The establishing shot carries description, and the first action if that is brief."""
        if shot.setup is Setup.ESTABLISHING:
            if not shot.items:
                return piece.weight <= ESTABLISHING_WORDS
            full = shot.action_weight + piece.weight > (
                ESTABLISHING_WORDS if _is_comment(piece) else SHOT_WORDS
            )
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

    def shot_of(self, piece: Piece) -> Draft:
        shot = self.scene.draft(Setup.ACTION, piece.subjects, items=[piece], nature=piece.nature)
        if _is_comment(piece) and self.scene.state.present:
            # Nothing to look at but the people it is said of.
            shot.subjects = tuple(
                n for n in self.scene.narrator.last if n in self.scene.state.present
            ) or tuple(self.scene.state.present[:2])
            shot.nature = Nature.OTHER if len(shot.subjects) == 1 else Nature.GROUP
        if len(piece.subjects) == 2 and piece.nature is Nature.GROUP:
            shot.setup = Setup.TWO_SHOT
        return shot

    def _insert(self, piece: Piece) -> None:
        self.scene.flush_into_action()
        self.scene.pending = None
        shot = self.scene.draft(Setup.INSERT, items=[piece], insert_prop=piece.insert)
        shot.subjects = (
            tuple(m.name for m in self.scene.cast.mentions(piece.text))[:1]
            if piece.nature is Nature.BODY
            else ()
        )
        shot.title_text = "\n".join(_QUOTED.findall(piece.text))
        shot.why = f"The action singles out the {piece.insert}; it has to be seen."
        self.scene.add(shot)

    def _directed(self, piece: Piece, directive: camera_words.Directive) -> None:
        if (
            self.scene.pending is not None
            and self.scene.pending.setup is Setup.ESTABLISHING
            and not self.scene.pending.items
            and directive.setup is None
            and directive.size in (Size.LS, Size.ELS, None)
        ):
            self._join(self.scene.pending, piece)
            self.scene.obey(self.scene.pending, directive)
            return
        self.scene.flush_into_action()
        self.scene.pending = None
        shot = self.shot_of(piece)
        named = tuple(dict.fromkeys(m.name for m in self.scene.cast.mentions(piece.text)))
        shot.subjects = piece.subjects or named[:2]
        self.scene.obey(shot, directive)
        props = [p for p in find_props(piece.text) if p in lex.SMALL_PROPS]
        if shot.setup is Setup.POV:
            shot.over, shot.subjects = (named[0] if named else ""), named[1:3]
        elif shot.setup is Setup.INSERT or (
            shot.size in (Size.CU, Size.ECU) and not named and not piece.subjects
        ):
            shot.setup, shot.subjects = Setup.INSERT, ()
            shot.insert_prop = props[0] if props else _thing(piece.text, directive)
        self.scene.add(shot)


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
