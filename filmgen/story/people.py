"""The people of a logline, found by code: "Mara Voss", "a lighthouse keeper", "two sisters".

A small model renames people, swaps their parts and forgets the third. Whoever is found here is
an enumeration in every later answer. English is read by its determiners, names and nouns of
persons; in other languages only names are found, and only where capitals mark them inside a
sentence; the writer then names the people, and `kept_names` checks them against the logline.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from filmgen.breakdown import lexicon as lex
from filmgen.breakdown.lexicon import word_set
from filmgen.breakdown.prose import is_cjk
from filmgen.screenplay.names import normalise_name
from filmgen.story.model import Person
from filmgen.story.person_words import (
    ABSENT,
    AGENTS,
    COUNTS,
    DETERMINERS,
    KEPT_TITLES,
    MORE_PERSONS,
    NAMED,
    NO_NAMES,
    NO_PERSONS,
    NUMBERS,
    PERSON_ENDS,
    PLACE_BEFORE,
    TITLES,
    VERBS,
    WORKS_BEFORE,
)

MOST = 4
"""People of a one-page scene; the others of a logline wait off screen."""

_TITLE_DOT = re.compile(r"\b(Mr|Mrs|Ms|Dr|Prof|Sgt|Lt|Capt|Col|Rev|Fr)\.(?=\s)")
_TOKEN = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*|[^\w\s]")


@dataclass
class _Found:
    """Somebody of the logline while it is read; `at` is the token where they first stand."""

    at: int
    name: str = ""
    role: str = ""
    head: str = ""
    age: str = ""


def find_people(logline: str, language: str = "en") -> tuple[Person, ...]:
    """The people of a logline in the order in which they come, at most `MOST`.

    Returns an empty tuple where nobody is found: then the writer names them.
    """
    if is_cjk(logline):
        return ()
    tokens = _TOKEN.findall(_TITLE_DOT.sub(r"\1", logline))
    found = _names(tokens, language)
    if language == "en":
        found = _with_roles(tokens, found)
    found.sort(key=lambda one: one.at)
    people = [_person(one, found) for one in found]
    unique = {person.name: person for person in reversed(people)}
    return tuple(p for p in people if unique[p.name] is p)[:MOST]


def kept_names(logline: str, names: Sequence[str]) -> bool:
    """Whether each name's stem stands in the logline: inflected names keep their beginning."""
    low = logline.casefold()

    def stands(name: str) -> bool:
        folded = name.casefold()
        return any(part[: max(3, len(part) - 2)] in low for part in folded.split()) or folded in low

    return all(map(stands, names))


def merge_people(found: Sequence[Person], given: Sequence[Person]) -> tuple[Person, ...]:
    """The user's own list joins what the logline says; the list knows more where both speak.

    People of the list whom the logline does not name come too, as far as there is room.
    """
    by_name = {person.name: person for person in given}
    merged: list[Person] = []
    for person in found:
        listed = by_name.pop(person.name, None) or _alike(person, by_name)
        if listed is not None:
            by_name.pop(listed.name, None)
            person = replace(
                listed, full_name=listed.full_name or person.full_name,
                role=listed.role or person.role, age=listed.age or person.age,
            )  # fmt: skip
        merged.append(person)
    return tuple([*merged, *by_name.values()][: max(MOST, len(merged))])


def _alike(person: Person, listed: dict[str, Person]) -> Person | None:
    own = set(person.name.split()) | set(normalise_name(person.full_name).split())
    return next((p for name, p in listed.items() if own & set(name.split())), None)


def _names(tokens: list[str], language: str) -> list[_Found]:
    found: dict[str, _Found] = {}
    start = True
    i = 0
    while i < len(tokens):
        token = tokens[i]
        if not token[0].isupper():
            start = token in ".!?…" or (start and not token[0].isalnum())
            i += 1
            continue
        end = i + 1
        while end < len(tokens) and tokens[end][0].isupper() and not _owner(tokens[end - 1]):
            end += 1
        run = tokens[i:end]
        if start:
            while run and not _opens_with_name(run, tokens, i, language):
                run, i = run[1:], i + 1
                break
        old = _age_in(run[:1])
        if old and len(run) > 1:
            run, i = run[1:], i + 1
        while run and _folded(run[0]) in NO_NAMES:
            run, i = run[1:], i + 1
        if run and _is_person(run, tokens, i, language):
            key = _cue(run)
            one = found.setdefault(key, _Found(i, " ".join(_bare(t) for t in run)))
            one.age = one.age or old or _age_after(tokens, end)
        i, start = max(end, i), False
    return list(found.values())


def _opens_with_name(run: list[str], tokens: list[str], i: int, language: str) -> bool:
    """Whether the first word of a sentence, a capital by rule, is a name."""
    first = _folded(run[0])
    if first in NO_NAMES or _head(first) or first in lex.PLACE_NOUNS or len(first) < 2:
        return len(run) > 1 and first in TITLES
    if len(run) > 1 or _owner(run[0]):
        return True
    if language != "en":
        return False
    following = tokens[i + 1].lower() if i + 1 < len(tokens) else ""
    if first.endswith(("ed", "ing", "ly")) and following not in (",", "("):
        return False
    return following in (
        ",", "(", "and", "is", "has", "must", "can", "will", "tries", "wants", "finds", "who",
        "cannot", "refuses", "learns", "'s", "&", "or",
    ) or (following.endswith("s") and following.isalpha())  # fmt: skip


def _is_person(run: list[str], tokens: list[str], i: int, language: str) -> bool:
    low = [_folded(t) for t in run]
    if any(w in NO_NAMES for w in low) and len(run) == 1:
        return False
    if any(w in lex.PLACE_NOUNS or w in ("street", "county", "island", "river") for w in low[1:]):
        return False
    if language == "de" and not _german_name(tokens, i):
        return False
    before = tokens[i - 1].lower() if i else ""
    if before in PLACE_BEFORE and not _owner(run[-1]):
        return False
    return not (before == "the" and low[0] not in TITLES)


def _german_name(tokens: list[str], i: int) -> bool:
    """German capitals mark every noun: a name has no article or ending of an adjective before."""
    before = tokens[i - 1].lower() if i else ""
    articles = word_set(
        "der die das den dem des ein eine einen einem einer eines seine seinen ihre ihren ihr sein "
        "im am zum zur vom ins beim kein keine"
    )
    return before not in articles and not re.fullmatch(r".{3,}(?:e[nrsm]?)", before)


def _with_roles(tokens: list[str], names: list[_Found]) -> list[_Found]:
    """Adds the people who have no name, and gives those who have one their part."""
    low = [t.lower() for t in tokens]
    at_name = {one.at: one for one in names}
    spans = {one.at + k: one for one in names for k in range(len(one.name.split()))}
    found = list(names)
    for i, word in enumerate(low):
        head = _head(word)
        if not head or i in spans or _owner(tokens[i]) or _modifies(low, i):
            continue
        start = _determiner(low, i)
        following = _name_after(low, i, at_name)
        if following is not None:
            first = start + 1 if start >= 0 else i - (low[i - 1] in WORKS_BEFORE and i > 0)
            same = _same_as(low, start, found)
            if same is not None and same is not following and not same.name:
                following.role, following.at = same.role, same.at
                found.remove(same)
            following.role = following.role or " ".join(tokens[first : i + 1])
            following.head = following.head or head
            continue
        if start < 0:
            continue
        before = _name_before(low, start, spans)
        phrase = tokens[start + 1 : i + 1]
        if any(w.lower() in ABSENT for w in phrase[:-1]):
            continue
        if before is not None:
            before.role, before.head = before.role or " ".join(phrase), before.head or head
            continue
        same = _same_as(low, start, found)
        if same is not None:
            same.role = same.role or " ".join(phrase)
            continue
        known = next((one for one in found if one.head == head), None)
        if known is not None and low[start] in ("the", "this", "that"):
            continue
        count = COUNTS.get(low[start], 1) if word != head else 1
        if count == 1 and word != head:
            continue
        named_inside = [n for n in names if n.role == "" and 0 < n.at - i < 6]
        if count > 1 and len(named_inside) >= count:
            for one in named_inside[:count]:
                one.role, one.head = " ".join([*phrase[:-1], head]), head
            continue
        kin = head in ("sister", "brother", "sibling", "twin", "child", "friend", "cousin")
        ranks = ("older", "younger", "youngest") if kin else ("first", "second", "third")
        if count == 1:
            found.append(_Found(i, "", " ".join(phrase), head, _age_in(phrase)))
            continue
        for k in range(count):
            found.append(
                _Found(i, "", " ".join([*phrase[:-1], ranks[k], head]), f"{ranks[k]} {head}")
            )
    return found


def _head(word: str) -> str:
    """The noun of a person in a word, singular; "" if it is none."""
    low = word.casefold().replace("’", "'")
    one = lex.singular(low)
    for form in (low, one):
        last = form.rsplit("-", 1)[-1]
        if form in NO_PERSONS or form in VERBS or form in lex.PLACE_NOUNS:
            continue
        if form in lex.PERSON_NOUNS or form in MORE_PERSONS or last in lex.PERSON_NOUNS:
            return form
        if form in lex.SMALL_PROPS or form in lex.BIG_PROPS or form in lex.VEHICLES:
            continue
        if PERSON_ENDS.fullmatch(form) or AGENTS.fullmatch(form):
            return form
    return ""


def _determiner(low: list[str], i: int) -> int:
    """Where the noun phrase that ends at `i` has its determiner; -1 if it has none."""
    for k in range(i - 1, max(i - 6, -1), -1):
        if low[k] in DETERMINERS or low[k].endswith(("'s", "’s")):
            return k
        if not low[k][0].isalnum() or low[k] in ("and", "of", "who", "with", "to", "in", "is"):
            return -1
        if _head(low[k]) and low[k] not in WORKS_BEFORE and low[k] != "rival":
            return -1
    return -1


def _modifies(low: list[str], i: int) -> bool:
    """Whether a person's noun only tells of the noun after it: "ghost town", "rival planners"."""
    following = low[i + 1 : i + 2]
    if not following or lex.singular(low[i]) != low[i]:
        return False
    if _head(following[0]) or following[0] in lex.PLACE_NOUNS or following[0] in WORKS_BEFORE:
        return following[0] not in ("private", "general")
    return False


def _same_as(low: list[str], start: int, found: list[_Found]) -> _Found | None:
    """Who is explained by "… is his brother": the last person before the verb."""
    if start < 1 or low[start - 1] not in ("is", "was"):
        return None
    return max((one for one in found if one.at < start), key=lambda one: one.at, default=None)


def _name_after(low: list[str], i: int, at_name: dict[int, _Found]) -> _Found | None:
    """The name that a role stands before: "detective Ruth", "a girl named Ruth"."""
    k = i + 1
    if k < len(low) and low[k] in NAMED:
        k += 1
    elif k < len(low) and low[k] in (",", ":"):
        # "a baker, Tomas, …", "a neighbour, old Mr Pell", but not "a baker, Tomas and Lea".
        name = next((j for j in range(k + 1, k + 4) if j in at_name), None)
        if name is None or any(not w.isalpha() or w in DETERMINERS for w in low[k + 1 : name]):
            return None
        after = name + len(at_name[name].name.split())
        ends = after >= len(low) or low[after] in (",", "(", ".")
        return at_name[name] if ends else None
    return at_name.get(k)


def _name_before(low: list[str], start: int, spans: dict[int, _Found]) -> _Found | None:
    """The name that a role explains: "Ruth, a detective", "Ruth (34), a detective"."""
    k = start - 1
    if k < 0 or low[k] != ",":
        return None
    k -= 1
    while k >= 0 and (low[k] in "(),–-" or low[k].isdigit()):
        k -= 1
    return spans.get(k)


def _age_after(tokens: list[str], end: int) -> str:
    piece = tokens[end : end + 2]
    if len(piece) == 2 and piece[0] in ("(", ",") and re.fullmatch(r"\d{1,3}", piece[1]):
        return piece[1]
    return ""


def _age_in(phrase: list[str]) -> str:
    for word in phrase:
        match = re.match(r"(\d{1,3}|[a-z]+(?:-[a-z]+)?)-year-old", word.lower())
        if match:
            return NUMBERS.get(match[1], match[1] if match[1].isdigit() else "")
    return ""


def _person(one: _Found, found: list[_Found]) -> Person:
    if one.name:
        parts = one.name.split()
        name = _cue(parts)
        full = one.name if len(parts) > 1 else ""
        titled = parts[0].lower() if len(parts) > 1 and _folded(parts[0]) in TITLES else ""
        return Person(normalise_name(name), full, one.role or titled, one.age)
    words = one.role.split()
    twins = sum(1 for other in found if not other.name and other.head == one.head)
    kept = words[-1:]
    if len(words) > 1 and (twins > 1 or words[-2].lower() in WORKS_BEFORE or " " in one.head):
        kept = words[-2:]
    return Person(normalise_name(" ".join(kept)), "", one.role, one.age)


def _cue(run: list[str]) -> str:
    """What a cue prints of a name: the first name, or what stands after a rank.

    "Ruth Vale" RUTH, "Detective Ruth Vale" RUTH, "Corporal Hayes" HAYES, but "Mrs. Gray" and
    "Uncle Bob" keep their title: nobody would say it without.
    """
    parts = [_bare(t) for t in run]
    if len(parts) > 1 and _folded(parts[0]) in TITLES:
        kept = _folded(parts[0]) in KEPT_TITLES
        return (" ".join(parts[:2]) if kept else parts[1]).upper()
    return parts[0].upper()


def _owner(token: str) -> bool:
    return token.endswith(("'s", "’s"))


def _bare(token: str) -> str:
    return token[:-2] if _owner(token) else token


def _folded(token: str) -> str:
    return _bare(token).casefold()
