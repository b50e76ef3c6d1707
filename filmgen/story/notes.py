"""The notes of a scene, filled in a line at a time: who wants what, and what is done about it.

Each note is begun by the program in words of the story ("OFFICER wants", "At last, OFFICER") and
gone on with by the writer, who has all notes above before it. What the user's own cast list says
is written down, not asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from filmgen.breakdown.lexicon import word_set
from filmgen.breakdown.prose import is_cjk, key_words, sentences
from filmgen.screenplay.names import prose_name
from filmgen.story import clean
from filmgen.story.checks import Page, action_faults, ends_the_scene, is_fatal, right_language
from filmgen.story.growing import Growing, Piece
from filmgen.story.labels import EXAMPLE, RULES, labels_of
from filmgen.story.measures import copied_words, likeness
from filmgen.story.model import Person, Premise, SceneIdea, ScenePlan, StoryBrief
from filmgen.story.person_words import is_nobody
from filmgen.story.places import heading_text
from filmgen.story.tasks import Manner, known, manner_material
from filmgen.writing.session import Session, Task

_TEMPERATURE, _WARMER = 0.4, 0.25
"""Notes are to be likely; one that fails is drawn more freely."""
_TRIES = 5
_TOKENS = 44
_ALIKE = 0.6
_COPY = 3
_NO_DEED = frozenset(("ends", "again", "long", "dialogue"))
"""Faults that keep a deed or a picture off the page, besides the fatal ones."""
_SPOKEN = re.compile(r"^\W*(?:(?:I|I'm|You|You're|We|My)\b|(?:\w+\s?){1,2}[:：]\s)")
_NOTHING = re.compile(
    r"^\W*(?:none|nothing|nobody|no one|n/?a|unknown|not (?:known|sure|specified)|无|没有)?\W*$",
    re.I,
)
_LEARNS = re.compile(
    r"\b(?:learns?|discovers?|finds?(?: out)?|hears?|reali[sz]es?|recogni[sz]es?|sees)\b", re.I
)
"""In a logline: it is the first person who does not know yet."""
_DETERMINERS = frozenset(("a", "an", "the", "her", "his", "their", "un", "una", "der", "ein"))
_FUNCTION_WORDS = word_set(
    "who that and with in at on of from to by for she he they named called which as is was has "
    "carrying holding wearing"
)
_BUSY = re.compile(
    r"(?:who |is |and |he |she )*(?:stands?|sits?|looks?|opens?|enters?|follows?|leaves?|walks?"
    r"|watch(?:es)?|waits?|runs?|comes?|goes|says?|turns?|stares?|standing|sitting|looking)\b",
    re.I,
)
_DRESSED = re.compile(r"\b(?:in|with|wears?|wearing|dressed|has|holding|carrying)\b|\d", re.I)
_AGE = re.compile(r"^\W*(\d{1,2})(?:'?s)?(?:[- ]years?[- ]old)?\b[\s,;]*")


@dataclass(frozen=True)
class Noted:
    """A filled-in sheet: a title and the cast with wants and looks."""

    title: str
    people: tuple[Person, ...]


class NoteTaker:
    """Fills in the notes of one scene.

    Args:
        premise: place, time and people; what the people already have is not asked for.
        idea: of an outline, None in a single scene.
        out: names whose secret is out.
    """

    def __init__(
        self, session: Session, manner: Manner, brief: StoryBrief, premise: Premise,
        idea: SceneIdea | None = None, out: frozenset[str] = frozenset(),
    ) -> None:  # fmt: skip
        self._out = out
        self._labels = labels_of(manner.language)
        self._manner, self._brief, self._premise = manner, brief, premise
        self._sheet = Growing(
            session, note_task(manner, brief, premise, idea), tries=_TRIES, warmer=_WARMER
        )
        self._said: list[str] = []

    def company(self) -> str:
        """Who else is there, where the logline has one person; "" where nobody could be found."""
        first = self._premise.people[0].name

        def read(raw: str) -> Piece:
            text = met(_first(raw))
            same = not text or bool(set(text.upper().split()) & set(first.split()))
            if same or is_nobody(text, self._brief.logline):
                return Piece("", ("nobody",))
            return Piece(text, self._faults(text))

        label = self._labels.meets.format(name=first)
        found = self._sheet.draw(label, read).text
        self._write(label, found)
        return found

    def cast(self) -> Noted:
        """Title, wants and looks."""
        labels = self._labels
        title = self._phrase(labels.title, 7).strip("\"'“”:;,.- ")
        return Noted(title, tuple(self._dressed(person) for person in self.wants()))

    def wants(self) -> tuple[Person, ...]:
        """The cast with what each is after; what is known is written down, not asked."""
        return tuple(self._wanting(person) for person in self._premise.people)

    def plan(self, people: Sequence[Person]) -> ScenePlan:
        """The scene's four deeds and what they are about; comes after `wants`."""
        labels = self._labels
        fight = self._phrase(labels.fight, 14)
        unaware, hider, hidden = self._hidden(people)
        lead, against = people[0], people[min(1, len(people) - 1)]
        first = self._deed(labels.first, lead, people)
        busy = [self._deed(labels.meanwhile, p, people) for p in people if p is not lead]
        deeds = [
            " ".join(deed for deed in (first, *busy) if deed),
            self._deed(labels.against, against, people),
            self._deed(labels.then, unaware, people),
            self._deed(labels.last, lead, people, last=True),
        ]
        opens, closes = self._picture(labels.opens, first=True), self._picture(labels.closes)
        return ScenePlan(fight, hidden, hider.name, unaware.name, tuple(deeds), opens, closes)

    def _hidden(self, people: Sequence[Person]) -> tuple[Person, Person, str]:
        """Who does not know something, who does, and what it is."""
        keeper = next((p for p in people if p.secret and p.name not in self._out), None)
        if keeper is None:
            learns = _LEARNS.search(self._brief.logline) is not None
            keeper = people[min(1, len(people) - 1)] if learns else people[0]
        unaware = next((p for p in people if p is not keeper), keeper)
        label = self._labels.hidden.format(name=unaware.name)
        if keeper.secret and keeper.name not in self._out:
            self._write(label, keeper.secret)
            return unaware, keeper, keeper.secret
        return unaware, keeper, self._phrase(label, 18)

    def _wanting(self, person: Person) -> Person:
        label = self._labels.wants.format(name=person.name)
        if person.wants:
            self._write(label, person.wants)
            return person
        return replace(person, wants=self._phrase(label, 14))

    def _dressed(self, person: Person) -> Person:
        label = self._labels.look.format(name=person.name)
        if person.look:
            return person
        others = [p.name for p in self._premise.people if p is not person]
        look = self._phrase(label, 14, check_repeats=False, look=True)
        if any(re.search(rf"\b{re.escape(name)}\b", look, re.I) for name in others):
            look = ""  # it has gone on with somebody else
        found = _AGE.match(look)
        if not found:
            return replace(person, look=look)
        return replace(person, age=person.age or found[1], look=look[found.end() :].strip(" ,;"))

    def _phrase(self, label: str, most: int, check_repeats: bool = True, look: bool = False) -> str:
        def read(raw: str) -> Piece:
            text = clean.phrase(_first(raw), most)
            if look and self._manner.language == "en":
                text = _seen(text)
            faults = self._faults(text, check_repeats)
            return Piece("" if "empty" in faults else text, faults)

        piece = self._sheet.draw(label, read)
        text = "" if {"language", "copies", "dialogue"} & set(piece.faults) else piece.text
        self._write(label, text)
        return text

    def _deed(self, label: str, lead: Person, people: Sequence[Person], last: bool = False) -> str:
        begun = label.format(name=lead.name)
        head = begun[begun.rindex(lead.name) :]

        def read(raw: str) -> Piece:
            text = clean.plain(_first(raw))
            sentence = clean.action_sentences(join(head, text), 400)[:1] if text else []
            faults = self._faults(text) + action_faults(" ".join(sentence), self._page())
            if not last and ends_the_scene(text):
                faults = (*faults, "ends")
            fatal = is_fatal(faults) or _NO_DEED & set(faults)
            return Piece("" if fatal else text, faults)

        text = self._sheet.draw(begun, read).text
        self._write(begun, text)
        sentence = clean.action_sentences(join(head, text), 400)[:1] if text else []
        return as_mentioned(" ".join(sentence), people)

    def _picture(self, label: str, first: bool = False) -> str:
        def read(raw: str) -> Piece:
            text = " ".join(clean.action_sentences(_first(raw), 300)[:1])
            faults = self._faults(text) + action_faults(text, self._page())
            if first and ends_the_scene(text):
                faults = (*faults, "ends")
            fatal = is_fatal(faults) or _NO_DEED & set(faults)
            return Piece("" if fatal else text, faults)

        text = self._sheet.draw(label, read).text
        self._write(label, text)
        return as_mentioned(text, self._premise.people)

    def _faults(self, text: str, check_repeats: bool = True) -> tuple[str, ...]:
        if not key_words(text) or _NOTHING.match(text):
            return ("empty",)
        found = []
        if not right_language(text, self._manner.language):
            found.append("language")
        if self._manner.language == "en" and copied_words(text, EXAMPLE, _COPY):
            found.append("copies")
        if _SPOKEN.search(text) or text.endswith(("?", "？")):
            found.append("dialogue")
        if check_repeats and any(likeness(text, said) >= _ALIKE for said in self._said):
            found.append("again")
        return tuple(found)

    def _write(self, label: str, text: str) -> None:
        if text:
            self._said.append(text)
            stop = "" if text[-1:] in ".!?。！？" else ("。" if is_cjk(text) else ".")
            self._sheet.add(join(label, text) + stop + "\n")

    def _page(self) -> Page:
        premise = self._premise
        return Page(
            premise.people, self._manner.language, sources=(self._brief.logline,),
            time=premise.setting.time,
        )  # fmt: skip


def note_task(
    manner: Manner, brief: StoryBrief, premise: Premise, idea: SceneIdea | None = None
) -> Task:
    """Task "note": one note, gone on with from its label; `facts` are none."""
    rules = [RULES]
    if manner.language == "en":
        rules.append(EXAMPLE)
    else:
        rules.append(manner.in_language())
    people = "\n".join(known(person) for person in premise.people)
    material = [
        *manner_material(brief),
        ("LOGLINE", brief.logline),
        ("SCENE", heading_text(premise.setting, manner.language)),
        ("CHARACTERS", people),
    ]
    if premise.stakes:
        material.append(("AT STAKE", premise.stakes))
    if idea is not None:
        material.append(("IN THIS SCENE", f"{idea.happens} It ends: {idea.turns}"))
    return Task(
        "note", "\n".join(rules), "Write the notes of this scene, a short line each.",
        tuple(material), most_tokens=_TOKENS, temperature=_TEMPERATURE, fresh=True,
    )  # fmt: skip


def told_notes(manner: Manner, people: Sequence[Person], plan: ScenePlan) -> str:
    """What a writer of lines needs to know: wants, the fight, and what is hidden."""
    labels = labels_of(manner.language)
    notes = [(labels.wants.format(name=p.name), p.wants) for p in people]
    notes.append((labels.fight, plan.fight))
    notes.append((labels.hidden.format(name=plan.unaware), plan.hidden))
    return "\n".join(join(label, text) for label, text in notes if text)


def join(head: str, text: str) -> str:
    """Two pieces of a sentence, a space between them where their script has spaces."""
    if not head or not text:
        return head or text
    tight = is_cjk(text[0]) or text[0] in ",;:.!?，。：；！？、'’" or head[-1] in "。！？：，"
    return f"{head}{text}" if tight else f"{head} {text}"


def as_mentioned(text: str, people: Sequence[Person]) -> str:
    """Action with people as prose has them: "MARA lifts the lamp" is "Mara lifts the lamp".

    >>> as_mentioned("OUTLAW bows.", [Person("OUTLAW", role="outlaw")])
    'The outlaw bows.'
    """
    for person in people:
        if person.name.isupper():
            mention = _mention(person)
            name = rf"(?<![\w-]){re.escape(person.name)}(?![\w-])"
            text = re.sub(name, mention.replace("\\", r"\\"), text)
    return text[:1].upper() + text[1:]


def _mention(person: Person) -> str:
    spelt = prose_name(person.name, person.role)
    return person.full_name if person.full_name.upper() == person.name else spelt


def _seen(look: str) -> str:
    """The parts of an English look that age and clothes are in; "stands at the door" is none."""
    parts = [part.strip() for part in look.split(",")]
    kept = [part for part in parts if part and not _BUSY.match(part)]
    text = ", ".join(kept)
    return text if _DRESSED.search(text) else ""


def met(text: str) -> str:
    """Who is met: "a fisherman named Jonah" is Jonah, "an old man she loved" an old man."""
    if is_cjk(text):
        found = re.match(r"\w{1,4}(?=\W|$)", text)
        return found[0] if found else ""
    named = re.search(r"\b(?:named|called)\s+(.*)", text)
    words = (named[1] if named else text).replace(",", " , ").split()
    while words and words[0].lower() in _DETERMINERS:
        words.pop(0)
    kept: list[str] = []
    for word in words[:3]:
        if word.lower() in _FUNCTION_WORDS or not word.strip(".")[:1].isalpha():
            break
        kept.append(word.rstrip(".;:"))
    return " ".join(kept)


def _first(raw: str) -> str:
    """The first sentence of an answer, without markup."""
    text = clean.plain(raw)
    found = sentences(text)
    return found[0] if found else ""
