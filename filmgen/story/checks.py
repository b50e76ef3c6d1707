"""What is wrong with a line or a sentence of action: the checks between a model and the page.

Each check names its fault. A fatal fault keeps the line or sentence off the page; a light one
only costs its candidate some of its score.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from string import capwords

from filmgen.breakdown.lexicon import word_set
from filmgen.breakdown.prose import is_cjk, key_words, weight
from filmgen.sound.words.language import guess_language
from filmgen.story.measures import copied_words, likeness
from filmgen.story.model import Person

FATAL = word_set(
    "empty repeats copies own-name greeting meta camera language thinks quotes past knows "
    "telling echo narrates light"
)
_OURS = 4
"""Words in a row that are taken from an example of ours."""
_BARE = 2
"""Words of a line that only answers; two such in a row say nothing."""
LONGEST_LINE = 24
LONGEST_SENTENCE = 28

_GREETING = re.compile(
    r"^(?:hello|hi|hey|good (?:morning|evening|afternoon|night)|goodbye|bye|welcome|nice to meet"
    r"|pleased to meet|thank you|thanks)\b(?:[\s,]+\w+){0,3}[.!?…]*$",
    re.IGNORECASE,
)
_POLITE = re.compile(
    r"\b(?:that'?s understandable|i understand|you'?re right|i agree|of course|that'?s (?:a )?"
    r"(?:good|great|fair)|thank you|thanks|i appreciate|no problem|i'?m here (?:for|to)|don'?t "
    r"worry|it'?s (?:okay|ok|alright|all right)|everything will be|we(?:'ll| will) figure|let'?s "
    r"work together|we can do (?:this|it)|i'?m sorry|i see|sure|absolutely|exactly|indeed)\b",
    re.IGNORECASE,
)
_TELLING = re.compile(
    r"\b(?:i feel|i'?m feeling|my feelings|our relationship|the truth is|i (?:need|want) to (?:find"
    r" out|know|understand|protect)|we must|we have to|we need to|you have to|i must|the situation"
    r"|what matters|hope|destiny|trust me|believe in|a new (?:beginning|chapter|life)|courage"
    r"|strength|journey|second chance|for the greater)\b",
    re.IGNORECASE,
)
_META = re.compile(
    r"\b(?:log ?line|screenplay|the (?:scene|audience|viewer|script|story|camera|film|protagonist"
    r"|antagonist)|as an ai|language model|json|dialogue|premise|beat \d|next beat|stakes|at stake"
    r"|character'?s?)\b",
    re.IGNORECASE,
)
_CAMERA = re.compile(
    r"\b(?:camera|close[- ]?up|cut to|fade (?:in|out|to)|we (?:see|hear|follow)|zoom|pan(?:s)? "
    r"(?:to|across|over)|wide shot|shot of|montage|flashback|voice[- ]?over|v\.o\.|o\.s\.|ext\.|"
    r"int\.|the screen|off[- ]?screen)\b",
    re.IGNORECASE,
)
_THINKS = re.compile(
    r"\b(?:reali[sz]es?|knows?|remembers?|thinks?|thinking|feels?|feeling|wonders?|decides?|hopes?"
    r"|hoping|understands?|believes?|wants?|wishes|imagines?|recalls?|knowing|determined"
    r"|symboli[sz]|represent(?:s|ing)?|sense of|emotions?|unaware|desperate to)\b",
    re.IGNORECASE,
)
_SPEAKS = re.compile(
    r"\b(?:says?|asks?|replies|answers|explains?|tells?|argues?|insists?|demands? that|begs? "
    r"(?:him|her|them) to|reveals? that|admits?|confesses|accuses|jokes?|makes a joke|gives an "
    r"order|forbids|threatens|bargains?|offers a|sets a time|changes the subject|denies|mocks|"
    r"points out|sentences?)\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:was|were|had|did|went|came|said|saw|took|stood|sat|looked|walked|found)\b"
)
_NARRATES = re.compile(
    r"^(?:(?:i'?m|i am|you'?re|you are|he'?s|she'?s|we'?re) (?:still |just |now )?"
    r"(?:look|hid|search|stand|sitt|hold|walk|wait|see|hear|watch|accus|protect|try|go)\w*ing\b"
    r"|i (?:can )?(?:see|hear|found|hold|look|walk)\b|as (?:he|she|i)\b)",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"\b(?:dies|dead|kills?|killed|shoots?|stabs?|leaves?|walks? (?:away|out|off)|runs? (?:away|off"
    r"|out)|drives? (?:away|off)|disappears?|arrest(?:s|ed)?|police|escapes?|flees?"
    r"|bod(?:y|ies)|corpse|gunfire|explodes?)\b",
    re.IGNORECASE,
)
_SUN = re.compile(r"\b(?:sun|sunlight|sunny|daylight|sunshine|sunrise|sunset|midday|noon)\b", re.I)
_MOON = re.compile(r"\b(?:moon|moonlight|stars|starlight|night sky|midnight)\b", re.I)
_SLUG = re.compile(r"^\W*(?:INT|EXT|EST|I/E|ИНТ|НАТ|内景|外景|CUT|FADE|TITLE|SCENE)\b")
_STOP = word_set(
    "the a an and or but of to in on at for from with by as is are was were be been i you he "
    "she it we they me him her us them my your his its our their this that these those not no "
    "yes do does did have has had will would can could should what who where when why how "
    "there here so if then than just only up out about into over"
)
_ENGLISH_MARKS = re.compile(
    r"\b(?:the|you|is|are|what|and|this|that|your|my|with|have|not|don't|it's|i'm|we)\b", re.I
)


@dataclass(frozen=True)
class Page:
    """What stands on the page already and what a new line is held against.

    Attributes:
        people: the cast of the scene.
        lines, actions: (who, words) and sentences that stand, in order.
        sources: texts that may not be copied: logline, plan, example, excerpt.
        open_secrets: names whose secret is out.
        told: our own example: even four words of it are too many.
        time: of the setting, "NIGHT"; "" where it does not matter.
    """

    people: tuple[Person, ...]
    language: str = "en"
    lines: tuple[tuple[str, str], ...] = ()
    actions: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    open_secrets: frozenset[str] = field(default=frozenset())
    time: str = ""
    told: tuple[str, ...] = ()

    def names(self) -> tuple[str, ...]:
        return tuple(person.name for person in self.people)


def line_faults(who: str, says: str, page: Page) -> tuple[str, ...]:
    """The faults of a line; see `FATAL` for those that keep it off the page."""
    found = []
    words = key_words(says)
    if not words:
        return ("empty",)
    for spoken_by, known in page.lines:
        alike = likeness(says, known)
        if alike >= 0.75 or (alike >= 0.5 and len(words) >= 6):
            found.append("repeats" if alike >= 0.75 or spoken_by == who else "echo")
            break
        if _said(known) & _said(says):
            found.append("repeats")
            break
        if _opening(known) and _opening(known) == _opening(says):
            found.append("same-opening")
    if _own_name(who, says):
        found.append("own-name")
    if _NARRATES.search(says) or says[:1].islower():
        found.append("narrates")
    if _GREETING.match(says):
        found.append("greeting")
    if _POLITE.search(says):
        found.append("polite")
    if len(_TELLING.findall(says)):
        found.append("tells")
    if _META.search(says) and not is_cjk(says):
        found.append("meta")
    if _CAMERA.search(says) or _SLUG.match(says):
        found.append("camera")
    if _copied(says, page):
        found.append("copies")
    if not right_language(says, page.language):
        found.append("language")
    if _knows_too_much(who, says, page):
        found.append("knows")
    if weight(says) > LONGEST_LINE:
        found.append("long")
    before = [said for _, said in page.lines[-2:]]
    if len(words) <= _BARE and before and len(key_words(before[-1])) <= _BARE:
        found.append("bare")
    if says.endswith("!") and len(before) == 2 and all(said.endswith("!") for said in before):
        found.append("shouts")
    if any(_named(name, says) for name in page.names() if name != who):
        found.append("names")
    if "I am " in says or re.match(r"^(?:I'm|I am) (?:a|an|the|your) ", says):
        found.append("explains")
    return tuple(dict.fromkeys(found))


def action_faults(sentence: str, page: Page) -> tuple[str, ...]:
    """The faults of a sentence of action."""
    if not key_words(sentence):
        return ("empty",)
    found = []
    if any(likeness(sentence, part) >= 0.6 for known in page.actions for part in _parts(known)):
        found.append("repeats")
    if _CAMERA.search(sentence) or _SLUG.match(sentence):
        found.append("camera")
    if _META.search(sentence):
        found.append("meta")
    if _THINKS.search(sentence):
        found.append("thinks")
    if _SPEAKS.search(sentence):
        found.append("telling")
    if re.search(r"[\"“”«»「」]|(?<!\w)['‘][A-Z]", sentence):
        found.append("quotes")
    if page.language == "en" and _PAST.search(sentence):
        found.append("past")
    if _copied(sentence, page):
        found.append("copies")
    if not right_language(sentence, page.language):
        found.append("language")
    if page.time == "NIGHT" and _SUN.search(sentence):
        found.append("light")
    if page.time == "DAY" and _MOON.search(sentence):
        found.append("light")
    if weight(sentence) > LONGEST_SENTENCE:
        found.append("long")
    return tuple(found)


def ends_the_scene(text: str) -> bool:
    """Whether nobody is left to play with after this: somebody dies or leaves."""
    return _ENDS.search(text) is not None


def is_fatal(faults: Sequence[str]) -> bool:
    """Whether any of the faults keeps what has it off the page."""
    return any(fault in FATAL for fault in faults)


def right_language(text: str, language: str) -> bool:
    """Whether a text can be in the language; short lines without a sign of another pass."""
    letters = [c for c in text if c.isalpha()]
    if not letters:
        return True
    guess = guess_language(text)
    if language in ("zh", "ja", "ko", "ru", "uk", "el", "ar", "he", "hi", "th"):
        latin = sum(c.isascii() for c in letters)
        same = guess == language or {guess, language} <= {"ru", "uk", "be", "bg", "sr"}
        return (same or {guess, language} <= {"zh", "ja"}) and latin <= 0.3 * len(letters)
    if guess in ("zh", "ja", "ko", "ru", "uk", "el", "ar", "he", "hi", "th"):
        return False
    if any(is_cjk(c) for c in letters):
        return False
    if language == "en":
        return guess == "en"
    return len(_ENGLISH_MARKS.findall(text)) < 2


def content_words(text: str) -> frozenset[str]:
    """The words of a text that carry it: no function words."""
    return frozenset(w for w in key_words(text) if w not in _STOP and len(w) > 2)


def _copied(text: str, page: Page) -> bool:
    return any(copied_words(text, source) for source in page.sources) or any(
        copied_words(text, told, _OURS) for told in page.told
    )


def _parts(text: str) -> list[str]:
    """The sentences of a text."""
    return [part for part in re.split(r"(?<=[.!?…。！？])\s*", text) if part.strip()]


def _said(text: str) -> frozenset[tuple[str, ...]]:
    """Its sentences of three words and more: one of them said again is a repetition."""
    sentences = (tuple(key_words(part)) for part in _parts(text))
    return frozenset(words for words in sentences if len(words) >= 3)


def _opening(text: str) -> tuple[str, ...]:
    words = key_words(text)
    return tuple(words[:3]) if len(words) >= 4 else ()


def _own_name(who: str, says: str) -> bool:
    if not _named(who, says):
        return False
    return not re.search(rf"\b(?:i'?m|i am|name is|call me)\s+{re.escape(who)}\b", says, re.I)


def _named(name: str, says: str) -> bool:
    """Whether a line has a name in it: "will" is none of WILL's."""
    if is_cjk(name):
        return name in says
    forms = "|".join(re.escape(form) for form in {name, name.upper(), capwords(name)})
    return re.search(rf"\b(?:{forms})\b", says) is not None


def _knows_too_much(who: str, says: str, page: Page) -> bool:
    """Whether a line gives away what its speaker has not been told."""
    said = content_words(says)
    for person in page.people:
        if person.name == who or person.name in page.open_secrets or not person.secret:
            continue
        secret = content_words(person.secret)
        if len(secret) >= 3 and len(said & secret) >= max(3, round(0.6 * len(secret))):
            return True
    return False
