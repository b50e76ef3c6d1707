"""Who speaks in a script, and what its words tell of each voice: gender, age, kind, and why.

The breakdown's notes come first, then the name, then what people call each other: a child's
"mommy", a detective on the phone, "she" after a name. Every finding quotes the words it rests
on, so that a person can judge it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from filmgen.breakdown import lexicon as lex
from filmgen.breakdown.cast import cue_parts, is_collective, is_unseen
from filmgen.breakdown.model import CharacterNote, ShotList
from filmgen.breakdown.prose import words as words_of
from filmgen.sound.cast.address import Heard, listen
from filmgen.sound.cast.ages import age_of_name
from filmgen.sound.cast.names import draw, gender_of_name, noun_gender

ADULT_YEARS = 35
"""Age assumed where neither the script nor the name gives one."""

PERSON, CROWD, TOGETHER, MACHINE, ANIMAL = "person", "crowd", "together", "machine", "animal"

_MACHINES = re.compile(
    r"\b(?:COMPUTER|ROBOT|ANDROID|A\.?I\.?|GPS|SAT[- ]?NAV|PRINTER|SIRI|DRONE|TERMINAL|MAINFRAME|"
    r"DROID|ELEVATOR|SPACESHIP|VENDING MACHINE|КОМПЬЮТЕР|РОБОТ)(?!\w)|机器人|电脑"
)
_DEVICES = (
    ("loudspeaker", r"\b(?:P\.?A\.?|LOUDSPEAKERS?|TANNOY|MEGAPHONE|BULLHORN)(?!\w)"),
    ("radio", r"\b(?:RADIO|INTERCOM|DISPATCH(?:ER)?|WALKIE(?:-TALKIE)?|TRUCK RADIO|РАДИО)\b"),
    ("tv", r"\b(?:TV|TELEVISION|NEWSCASTER|ANCHOR(?:MAN|WOMAN)?|NEWSREADER|WEATHERMAN)\b"),
    ("phone", r"\b(?:PHONE|TELEPHONE|VOICE ?MAIL|(?:ANSWERING|MESSAGE) MACHINE|CALLER)\b"),
)  # fmt: skip
_CROWDS = re.compile(
    r"\b(?:CROWD|CHORUS|CHOIR|AUDIENCE|MOB|VOICES|CONGREGATION|CLASS|TEAM|GANG|SQUAD|ENSEMBLE|"
    r"SEVERAL|VARIOUS|ТОЛПА|ХОР|ГОЛОСА)\b|人群|众"
)


@dataclass(frozen=True)
class Role:
    """A speaking character.

    Attributes:
        name: of the cue, upper case.
        kind: "person"; "crowd" (many, nobody in particular: CROWD, SOLDIERS, EVERYONE);
            "together" (known people at once: BOTH, MARA AND JONAS); "machine"; "animal".
        lines, words: how much it says by itself.
        scenes: the indices of the scenes it speaks in.
        gender: "female" or "male"; drawn where the words give none.
        gender_why, age_why: the words they rest on; "" where nothing is told.
        age_years: `ADULT_YEARS` where nothing is told.
        language: ISO 639-1 of most of its lines.
        members: who speaks, for "together".
        same_as: who it is, for a voice on a device that says so: "this is Detective Burton".
    """

    name: str
    kind: str
    lines: int
    words: int
    scenes: frozenset[int]
    gender: str
    gender_why: str
    age_years: int
    age_why: str
    language: str = "en"
    members: tuple[str, ...] = ()
    same_as: str = ""


@dataclass
class _Part:
    """What a character says, gathered while reading."""

    lines: int = 0
    words: int = 0
    scenes: dict[int, int] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    languages: Counter[str] = field(default_factory=Counter)


def find_roles(shots: ShotList) -> tuple[Role, ...]:
    """Speaking characters in order of appearance; last those who speak only with others.

    The latter ("JONAS" where all there is is "MARA AND JONAS") have no lines of their own.
    """
    notes = {note.name: note for note in shots.characters}
    parts: dict[str, _Part] = {}
    speakers: dict[int, list[str]] = defaultdict(list)
    for shot in shots.shots:
        for line in shot.lines:
            part = parts.setdefault(line.character, _Part())
            part.lines += 1
            part.words += len(words_of(line.text))
            part.said.append(line.text)
            part.languages[line.language] += 1
            part.scenes[shot.scene_index] = part.scenes.get(shot.scene_index, 0) + 1
            speakers[shot.scene_index].append(line.character)
    for name in tuple(parts):
        for member in _members(name, parts, speakers):
            if member not in parts:
                scenes, languages = dict(parts[name].scenes), Counter(parts[name].languages)
                parts[member] = _Part(scenes=scenes, languages=languages)
    known = {name: _told(name, notes.get(name)) for name in (*notes, *parts)}
    heard = listen(shots, known, tuple(parts))
    actions = _actions(shots)
    roles = [
        _role(name, part, notes.get(name), heard[name], actions, _members(name, parts, speakers))
        for name, part in parts.items()
    ]
    return tuple(
        replace(role, same_as=_introduced(role.name, parts[role.name].said, tuple(parts)))
        for role in roles
    )


def device_of(name: str) -> str:
    """What a voice without a person comes through ("RADIO VOICE": "radio"); "" for people.

    One of `sound.acoustics.treatment.TREATMENTS`, for lines whose cue says nothing of it.
    """
    upper = name.upper()
    return next((way for way, pattern in _DEVICES if re.search(pattern, upper)), "")


def kind_of(name: str, note: CharacterNote | None = None) -> str:
    """What speaks under this name; see `Role.kind`."""
    upper = name.upper()
    if len(cue_parts(upper)) > 1 or upper in ("BOTH", "THE TWO", "ОБА", "ОБЕ", "TOGETHER"):
        return TOGETHER
    if is_collective(upper) or _CROWDS.search(upper) or _plural(upper):
        return CROWD
    if _MACHINES.search(upper):
        return MACHINE
    if (note and note.species != "human") or _animal(upper):
        return ANIMAL
    return PERSON


def _plural(upper: str) -> bool:
    """Whether the name ends in several people: "SOLDIERS", "OLD MEN", but not "MEN #2"."""
    last = upper.split()[-1].strip(".:;,!").lower() if upper.split() else ""
    one = lex.singular(last)
    return last in lex.GROUP_NOUNS or (last != one and one in lex.PERSON_NOUNS)


def _animal(upper: str) -> bool:
    return any(word.lower() in lex.ANIMALS for word in upper.split())


def _members(
    name: str, parts: Mapping[str, _Part], speakers: Mapping[int, Sequence[str]]
) -> tuple[str, ...]:
    """The people of a joint cue; for BOTH the two who spoke last before it."""
    named = tuple(part for part in cue_parts(name) if not is_collective(part))
    if len(named) > 1:
        return named
    if kind_of(name) != TOGETHER:
        return ()
    spoke = speakers[min(parts[name].scenes)]
    place = spoke.index(name)
    near: dict[str, None] = {}
    for other in (*reversed(spoke[:place]), *spoke[place + 1 :]):
        people = cue_parts(other) if kind_of(other) == TOGETHER else (other,)
        near.update((n, None) for n in people if kind_of(n) in (PERSON, ANIMAL))
    return tuple(sorted(list(near)[:2]))


def _introduced(name: str, said: Sequence[str], names: Sequence[str]) -> str:
    """Who a voice on a device says it is, if that is somebody else of the cast."""
    if not _bodiless(name):
        return ""
    text = " ".join(said)
    for other in names:
        own = re.escape(other.split()[-1])
        if (
            kind_of(other) == PERSON
            and not _bodiless(other)
            and re.search(
                rf"\b(?:[Tt]his is|I am|I'm|[Mm]y name is) (?:[A-Z][\w.]+ ){{0,2}}{own}\b",
                text,
                re.I,
            )
        ):
            return other
    return ""


def _bodiless(name: str) -> bool:
    return bool(device_of(name)) or is_unseen(name)


def _told(name: str, note: CharacterNote | None) -> str:
    """The gender that note or name tell; "" if neither does."""
    return (note.gender if note else "") or gender_of_name(name)


def _role(
    name: str,
    part: _Part,
    note: CharacterNote | None,
    heard: Heard,
    actions: Sequence[str],
    members: tuple[str, ...],
) -> Role:
    kind = kind_of(name, note)
    gender, gender_why = _gender(name, note, heard, actions)
    age, age_why = _age(name, note, heard)
    return Role(
        name, kind, part.lines, part.words, frozenset(part.scenes),
        gender, gender_why, age, age_why,
        min(part.languages, key=lambda tag: (-part.languages[tag], tag), default="en"), members,
    )  # fmt: skip


def _gender(
    name: str, note: CharacterNote | None, heard: Heard, actions: Sequence[str]
) -> tuple[str, str]:
    of_name = gender_of_name(name)
    if note and note.gender:
        return note.gender, _words_for(note, actions) or f"the name {name}"
    if of_name:
        return of_name, f"the name {name}"
    if heard.gender:
        return heard.gender, heard.gender_why
    return ("female" if draw("gender", name) < 0.5 else "male"), ""


def _age(name: str, note: CharacterNote | None, heard: Heard) -> tuple[int, str]:
    if note and note.age_years is not None:
        return note.age_years, _quote_age(note) or f"the name {name}"
    if heard.age_sure and heard.age_years is not None:
        return heard.age_years, heard.age_why
    of_name = age_of_name(name)
    if of_name is not None:
        return of_name, f"the name {name}"
    if heard.age_years is not None:
        return heard.age_years, heard.age_why
    return ADULT_YEARS, ""


_PRONOUNS = {  # as the subject, and otherwise
    "female": (re.compile(r"she|она", re.I), re.compile(r"her|hers|herself|её|ее|ей", re.I)),
    "male": (re.compile(r"he|он", re.I), re.compile(r"him|his|himself|его|ему", re.I)),
}


def _words_for(note: CharacterNote, actions: Sequence[str]) -> str:
    """The words a note's gender rests on: a noun beside the name, else a pronoun after it."""
    if noun_gender(note.name) == note.gender:
        return f"the name {note.name}"
    surname = note.name.split()[-1]
    subject, oblique = _PRONOUNS[note.gender]
    weaker = ""
    for sentence in (note.description, *actions):
        place = sentence.upper().find(surname)
        if place < 0 and sentence is not note.description:
            continue
        for word in re.finditer(r"[^\W\d_]+", sentence):
            after = word.start() > place
            if noun_gender(word[0]) == note.gender or (after and subject.fullmatch(word[0])):
                return _around(sentence, word.start(), word.end())
            if after and not weaker and oblique.fullmatch(word[0]):
                weaker = _around(sentence, word.start(), word.end())
    return weaker


def _quote_age(note: CharacterNote) -> str:
    """The words of the description that a note's age rests on, those after the name first."""
    place = max(note.description.upper().find(note.name.split()[-1]), 0)
    found = _AGE_WORDS.search(note.description, place) or _AGE_WORDS.search(note.description)
    return _around(note.description, found.start(), found.end()) if found else ""


_AGE_WORDS = re.compile(
    r"\b(?:\d{1,2}\b|[1-9]0['’]?s|(?:twen|thir|for|fif|six|seven|eigh)t(?:y|ies)|[\w-]*teen\w*|"
    r"elderly|aged|middle-aged|retire[de]+|young|old|child|kid|boy|girl|baby|toddler|infant|"
    r"grand\w+)(?!\w)|[一二三四五六七八九十两\d]+岁|老|小",
    re.IGNORECASE,
)


def _around(text: str, start: int, end: int, reach: int = 22) -> str:
    """A few words of a text around a place in it."""
    left, right = max(0, start - reach), min(len(text), end + reach)
    while left > 0 and not text[left - 1].isspace():
        left -= 1
    while right < len(text) and not text[right].isspace():
        right += 1
    dots = ("…" if left else "", "…" if right < len(text) else "")
    return f"“{dots[0]}{' '.join(text[left:right].split())}{dots[1]}”"


def _actions(shots: ShotList) -> tuple[str, ...]:
    texts = (
        text for shot in shots.shots for text in (shot.action, *(b.action for b in shot.beats))
    )
    return tuple(dict.fromkeys(text for text in texts if text))
