"""Coverage of conversations: two-shots, OTS, singles and reactions that cut on speakers.

Not one shot a line: short exchanges stay in a two-shot, short replies stay in the OTS
that sees both, long speeches get a second size or the listener's face.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeAlias

from filmgen.breakdown import lexicon as lex
from filmgen.breakdown.cast import cue_parts, is_collective
from filmgen.breakdown.draft import Draft, Nature, Piece
from filmgen.breakdown.model import Line, Setup
from filmgen.breakdown.prose import key_words, weight
from filmgen.breakdown.speech import Talk
from filmgen.breakdown.why import spoken_name, spoken_names

if TYPE_CHECKING:
    from filmgen.breakdown.coverage import SceneCoverage

Unit: TypeAlias = Talk | list[Piece]

SHORT_EXCHANGE_WORDS = 26
"""A whole conversation up to this length plays in one two-shot."""
OPENING_WORDS = 14
SHORT_REPLY_WORDS = 5
SHOT_TALK_WORDS = 26
RETURN_TO_TWO_SHOT = 8
"""After so many shots of one face at a time, the geography is shown again."""
REACTION_HOLD_S = 1.4


@dataclass
class DialogueCoverage:
    """Plans one stretch of talk into the scene's shots."""

    scene: SceneCoverage
    units: list[Unit]
    last: Draft | None = None
    since_two: int = 0
    done: int = 0
    total: int = 0
    talkers: tuple[str, ...] = field(default=())

    def run(self) -> None:
        talks = [u for u in self.units if isinstance(u, Talk)]
        self.total = max(1, len(talks))
        seen = [n for t in talks if not t.heard_only for n in self.people(t.character)]
        self.talkers = tuple(dict.fromkeys(seen))
        self._enter()
        index = 0
        while index < len(self.units):
            unit = self.units[index]
            if isinstance(unit, Talk):
                index += self._talk(index, unit)
            else:
                self._action(unit, self._next_speaker(index))
                index += 1
        self._closing_reaction(talks)

    def people(self, cue: str) -> tuple[str, ...]:
        if is_collective(cue):
            return tuple(self.scene.state.present[:4])
        parts = cue_parts(cue)
        return parts if all(p in self.scene.cast.speakers for p in parts) else (cue,)

    def _enter(self) -> None:
        """An opening shot still waiting becomes the shot the first line is spoken in, if brief."""
        for name in self.talkers:
            if name not in self.scene.absent:
                self.scene.arrive((name,))
        pending = self.scene.pending
        if pending is None:
            return
        first = self.units[0]
        if pending.setup is Setup.ESTABLISHING or not isinstance(first, Talk):
            if pending.returning and not pending.items:
                # A known place needs no picture of its own: the conversation shows it.
                self.scene.pending = None
                return
            self.scene.flush()
        elif set(pending.subjects) & set(self.people(first.character)) or not pending.subjects:
            self.scene.flush()
            self.last = self.scene.shots[-1]
            if pending.setup is Setup.INSERT or not pending.items:
                self.last = self.last if pending.setup is not Setup.INSERT else None
        else:
            self.scene.flush()

    def _next_speaker(self, index: int) -> str:
        for unit in self.units[index + 1 :]:
            if isinstance(unit, Talk):
                return unit.character
        return ""

    def _listener(self, speaker: str) -> str:
        """Whom the speaker addresses: the other talker, last heard first."""
        here = [n for n in self.scene.state.present if n != speaker and n not in self.scene.voices]
        for name in self.scene.narrator.recent:
            if name in here and name in self.talkers:
                return name
        others = [n for n in here if n in self.talkers]
        return (others or here or [""])[0]

    # --- talk ----------------------------------------------------------------------

    def _talk(self, index: int, unit: Talk) -> int:
        """Shoot a speech, and what belongs in the same shot; returns how many units were used."""
        if unit.heard_only or (
            unit.character in self.scene.absent and unit.character not in self.scene.state.homes
        ):
            self._heard(unit)
            used = 1
        elif self._dual_follows(index):
            used = self._together(index, 2)
        elif len(self.talkers) >= 2 and self.last is None and not self._intercut():
            used = self._opening(index)
        elif (
            self.since_two >= RETURN_TO_TWO_SHOT
            and self._short_from(index) >= 2
            and not self._intercut()
        ):
            used = self._together(index, 2)
        else:
            self._seen(unit)
            used = 1
        for line in unit.lines:
            for mention in self.scene.cast.mentions(line.text):
                if mention.name in self.scene.state.present:
                    self.scene.narrator.note(mention.name)
        for name in self.people(unit.character) if not unit.heard_only else ():
            self.scene.narrator.note(name)
            self.scene.narrator.last = (name,)
        self.done += sum(isinstance(u, Talk) for u in self.units[index : index + used])
        return used

    def _intercut(self) -> bool:
        return any(n in self.scene.absent for n in self.talkers)

    def _dual_follows(self, index: int) -> bool:
        follower = self.units[index + 1] if index + 1 < len(self.units) else None
        return isinstance(follower, Talk) and follower.dual

    def _short_from(self, index: int) -> int:
        """How many units from here play briefly enough to stay in one shot of both."""
        length = count = 0
        for unit in self.units[index:]:
            if isinstance(unit, Talk) and unit.heard_only:
                break
            length += unit.weight if isinstance(unit, Talk) else sum(p.weight for p in unit)
            if length > OPENING_WORDS:
                break
            count += 1
        while count and not isinstance(self.units[index + count - 1], Talk):
            count -= 1
        return count

    def _opening(self, index: int) -> int:
        """The conversation opens on both; a short one never leaves them."""
        rest = self.units[index:]
        length = sum(u.weight if isinstance(u, Talk) else sum(p.weight for p in u) for u in rest)
        talks = [u for u in rest if isinstance(u, Talk)]
        if (
            length <= SHORT_EXCHANGE_WORDS
            and len(talks) <= 4
            and not any(t.heard_only for t in talks)
        ):
            return self._together(index, len(rest))
        short = self._short_from(index)
        if short >= 2:
            return self._together(index, min(short, 3))
        unit = self.units[index]
        assert isinstance(unit, Talk)  # `_talk` is only called on speeches
        if unit.weight <= OPENING_WORDS:
            return self._together(index, 1)
        self._seen(unit)
        return 1

    def _together(self, index: int, count: int) -> int:
        if self._dual_follows(index + count - 1):
            count += 1
        units = self.units[index : index + count]
        people = [n for u in units if isinstance(u, Talk) for n in self.people(u.character)]
        first = people[0]
        if len(set(people)) < 2:
            people.append(self._listener(first))
        people = [p for p in dict.fromkeys(people) if p]
        here = [n for n in self.talkers if n not in people]
        group = len(self.talkers) > 2 and self.last is None
        subjects = tuple([*people, *here][:4] if group else people[:4])
        shot = self._shot(Setup.TWO_SHOT, subjects)
        if group:
            shot.setup = Setup.MASTER
            shot.why = (
                f"A master of {spoken_names(subjects)}: who is in this conversation, and where."
            )
        elif len(subjects) == 1:
            shot.setup = Setup.SINGLE
            shot.why = f"{spoken_name(first)} speaks."
        else:
            shot.why = f"{spoken_names(subjects)} in one frame: a short exchange needs no cutting."
        for unit in units:
            if isinstance(unit, Talk):
                shot.items.extend(unit.lines)
            else:
                shot.items.extend(unit)
                shot.subjects = tuple(
                    dict.fromkeys((*shot.subjects, *(n for p in unit for n in p.subjects)))
                )[:4]
                for p in unit:
                    self.scene.arrive(p.arrivals)
            shot.present = tuple(dict.fromkeys((*shot.present, *self.scene.state.present)))
        self.since_two = 0
        return count

    def _seen(self, unit: Talk) -> None:
        """A speaker in the picture: their own shot, unless the open one holds them already."""
        lines = list(unit.lines)
        if self.last is not None and self._stays(self.last, unit):
            framed = {*self.last.subjects, self.last.over}
            seen_here = set(self.people(unit.character)) <= framed
            self.last.items.extend(replace(x, on_screen=seen_here) for x in lines)
            return
        speaker = self.people(unit.character)
        listener = self._listener(unit.character)
        progress = self.done / self.total
        chunks = _chunk(lines)
        for n, chunk in enumerate(chunks):
            long = len(chunks) >= 3 or (len(chunks) == 2 and progress < 0.5)
            reaction = listener and listener not in self.scene.absent and long and n % 3 == 1
            if reaction:
                shot = self._shot(Setup.REACTION, (listener,))
                shot.items.extend(replace(line, on_screen=False) for line in chunk)
                shot.why = (
                    f"{spoken_name(listener)} takes in what {spoken_name(unit.character)} says."
                )
                continue
            alternate = (
                len(self.talkers) >= 2
                and listener in self.talkers
                and unit.character not in self.scene.absent
            )
            far = (
                progress >= 0.6
                or n > 0
                or unit.character in self.scene.absent
                or not alternate
                or listener in self.scene.absent
            )
            shot = self._shot(Setup.SINGLE if far else Setup.OTS, speaker[:3])
            if len(speaker) > 1:
                shot.setup = Setup.TWO_SHOT
            shot.over = listener if shot.setup is Setup.OTS else ""
            shot.progress, shot.second = progress, n > 0
            shot.intense = _intense(chunk) or (n > 0 and n == len(chunks) - 1)
            shot.items.extend(chunk)
            shot.why = self._why(shot, unit.character, listener, n)

    def _why(self, shot: Draft, speaker: str, listener: str, n: int) -> str:
        who = spoken_name(speaker)
        if n > 0:
            return f"{who}'s long speech moves to a second size where the thought turns."
        if shot.setup is Setup.OTS:
            return f"{who} speaks to {spoken_name(listener)}, whose shoulder keeps both in play."
        words = shot.lines[0].text.split()
        said = " ".join(words[:6]).rstrip(".,;:!?…") + (" …" if len(words) > 6 else "")
        if shot.intense:
            return f"{who} is held close: \u201c{said}\u201d is the turn."
        if speaker in self.scene.absent or listener in self.scene.absent:
            return f"{who}'s end of the conversation: \u201c{said}\u201d."
        if len(self.talkers) > 1:
            return f"{who} alone in frame as the talk tightens: \u201c{said}\u201d."
        return f"{who} speaks{' with nobody near' if not listener else ''}: \u201c{said}\u201d."

    def _stays(self, shot: Draft, unit: Talk) -> bool:
        """Whether a speech may play on in the open shot."""
        if shot.setup in (Setup.INSERT, Setup.TITLE, Setup.REACTION):
            return False
        speaker = set(self.people(unit.character))
        framed = set(shot.subjects) | ({shot.over} if shot.over else set())
        length = shot.weight + unit.weight
        brief = (
            unit.weight <= SHORT_REPLY_WORDS
            and len(shot.lines) < 3
            and length <= SHOT_TALK_WORDS // 2 + 2
        )
        if (
            not speaker <= framed
            and shot.setup is Setup.SINGLE
            and len(shot.lines) % 2 == 1
            and brief
        ):
            # A short reply is heard over the face it is given to.
            shots = self.scene.shots
            again = len(shots) > 1 and shots[-1] is shot and shots[-2].subjects == shot.subjects
            return (
                not again
                and not any(n in self.scene.voices for n in speaker)
                and not _intense(unit.lines)
            )
        if not speaker <= framed or length > SHOT_TALK_WORDS:
            return False
        back = len(shot.lines) == 2 and shot.setup is Setup.SINGLE and not shot.lines[1].on_screen
        if speaker <= set(shot.subjects) and back and length <= SHOT_TALK_WORDS:
            return True
        if speaker <= set(shot.subjects) and (
            not shot.lines or shot.lines[-1].character == unit.character
        ):
            return True
        return unit.weight <= SHORT_REPLY_WORDS and (
            shot.setup in (Setup.OTS, Setup.TWO_SHOT) and len(shot.lines) < 3
        )

    def _heard(self, unit: Talk) -> None:
        """A voice from elsewhere plays over whoever hears it, or over the place."""
        listener = self._listener(unit.character)
        for chunk in _chunk([replace(line, on_screen=False) for line in unit.lines]):
            last = self.last or (self.scene.shots[-1] if self.scene.shots else None)
            open_ = (
                last is not None
                and (listener in last.subjects or not listener)
                and last.setup is not Setup.TITLE
            )
            length = sum(weight(c.text) for c in chunk)
            if last is not None and last.insert_prop in ("television", "screen"):
                # The voice belongs to the screen in the picture.
                last.items.extend(chunk)
                continue
            if (
                last is not None
                and open_
                and last.weight + length <= SHOT_TALK_WORDS
                and len(last.lines) < 4
            ):
                last.items.extend(chunk)
                self.last = last
                continue
            if listener:
                shot = self._shot(Setup.SINGLE, (listener,))
                heard = spoken_name(unit.character)
                shot.why = f"{spoken_name(listener)} hears {heard}, who is not in the picture."
            else:
                shot = self._shot(Setup.MASTER, tuple(self.scene.state.present[:3]))
                shot.why = f"The place itself while {spoken_name(unit.character)} is heard."
            shot.progress = self.done / self.total
            shot.items.extend(chunk)

    # --- action inside talk ----------------------------------------------------------

    def _action(self, pieces: list[Piece], next_speaker: str) -> None:
        for piece in pieces:
            self.scene.arrive(piece.arrivals)
            last = self.last
            actors = set(piece.subjects)
            small = (
                last is not None
                and last.weight + piece.weight <= SHOT_TALK_WORDS
                and last.setup is not Setup.REACTION
            )
            framed = set(last.subjects) if last is not None else set()
            starts_next = bool(piece.focus) and piece.focus[0] in self.people(next_speaker)
            if last is not None and small and actors <= framed and not (starts_next and last.lines):
                last.items.append(piece)
            else:
                shot = self.scene.actions.shot_of(piece)
                if piece.focus and piece.nature is Nature.GAZE and len(piece.subjects) == 1:
                    shot.setup = Setup.REACTION
                    shot.why = f"{spoken_name(piece.focus[0])}'s face answers before any words do."
                if (
                    starts_next
                    and len(piece.subjects) == 1
                    and next_speaker not in self.scene.absent
                ):
                    shot.setup, shot.why = (
                        Setup.SINGLE,
                        f"{spoken_name(next_speaker)} acts and speaks in one shot.",
                    )
                    shot.progress = self.done / self.total
                self._home(shot)
                self.last = self.scene.add(shot)
                self.since_two += 1
            self.scene.depart(piece.departures)

    def _closing_reaction(self, talks: Sequence[Talk]) -> None:
        """A long conversation that ends on a charged line rests on whoever has to take it."""
        if len(talks) < 5 or self.last is None or not self.last.lines or talks[-1].heard_only:
            return
        final = self.last.lines[-1]
        listener = self._listener(final.character)
        if (
            not listener
            or listener in self.scene.absent
            or listener in self.last.subjects
            or not _intense([final])
        ):
            return
        shot = self._shot(Setup.REACTION, (listener,))
        shot.hold_s = REACTION_HOLD_S
        shot.why = (
            f"{spoken_name(listener)} is left with {spoken_name(final.character)}'s last words."
        )

    def _shot(self, setup: Setup, subjects: tuple[str, ...]) -> Draft:
        shot = self.scene.draft(setup, subjects)
        self._home(shot)
        self.scene.flush()
        self.last = self.scene.add(shot)
        self.since_two += 1
        return shot

    def _home(self, shot: Draft) -> None:
        """In an intercut, whoever is elsewhere is seen elsewhere."""
        away = [n for n in shot.subjects if n in self.scene.absent]
        if not away:
            return
        home = self.scene.state.homes.get(away[0])
        if home is not None:
            shot.setting = home
            shot.subjects = tuple(n for n in shot.subjects if n in self.scene.absent)
            shot.present = shot.subjects
            shot.over = ""


def _chunk(lines: list[Line]) -> list[list[Line]]:
    """Lines of one speech grouped into shots of up to `SHOT_TALK_WORDS` words."""
    chunks: list[list[Line]] = []
    for line in lines:
        if (
            chunks
            and sum(weight(c.text) for c in chunks[-1]) + weight(line.text) <= SHOT_TALK_WORDS
        ):
            chunks[-1].append(line)
        else:
            chunks.append([line])
    return chunks


def _intense(lines: Sequence[Line]) -> bool:
    text = " ".join(line.text for line in lines)
    bag = set(key_words(text))
    return (
        bool(bag & lex.EMOTIVE)
        or (text.isupper() and len(bag) > 1)
        or (text.rstrip().endswith("!") and len(bag) <= 4)
    )
