"""Who is in the film: speakers from their cues, the silent from the action."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from filmgen.breakdown import lexicon as lex
from filmgen.breakdown.cast import Cast, cue_parts, is_collective
from filmgen.breakdown.character_notes import describe
from filmgen.breakdown.letters import acted
from filmgen.breakdown.prose import is_cjk, looks_like_verb, sentences
from filmgen.screenplay.model import Scene, Screenplay

_CAPS_TOKEN = re.compile(
    r"#?\d+|(?:MR|MRS|MS|DR|ST)\.|[^\W\d_](?:\.(?=\s)|[^\W\d_]*(?:[-'’][^\W\d_]+)*)"
)
_LEADING = frozenset(("the", "a", "an", "and", "extremely", "two", "three"))
_TITLED = re.compile(r"\b(Mr|Mrs|Ms|Dr|Sgt|Captain|Miss|Professor)\.? ([A-Z][a-z]+)\b")
_AGE_AFTER = re.compile(
    r"^\s*\(\s*(?:\w+ ){0,3}\d{1,2}\b|^,\s*\d{1,2}\b|^\s*\(\s*(?:early|mid|late)", re.I
)
_APPOSITIVE = re.compile(
    r"^\s*(?:,|--|–|—)\s*(?:a|an|the|his|her|their|who|whose|retired|young|old)\s+([^.;]{0,60})"
)


def find_cast(screenplay: Screenplay) -> Cast:
    """All characters of a script, speaking or not, with what the script says of them."""
    speakers: dict[str, None] = {}
    for scene in screenplay.scenes:
        for speech in scene.speeches():
            parts = cue_parts(speech.character)
            for name in parts if len(parts) > 1 else (speech.character,):
                if not is_collective(name):
                    speakers.setdefault(name)
    cast = Cast(speakers=frozenset(speakers))
    for name in speakers:
        _add_speaker_aliases(cast, name, speakers)
    silent, order = _find_silent(screenplay, cast, speakers)
    ordered = sorted((*speakers, *silent), key=lambda n: order.get(n, 1 << 30))
    cast.roles = _role_scenes(screenplay, cast, ordered)
    cast.notes = describe(screenplay.scenes, ordered, frozenset(speakers), cast)
    return cast


_ROLE_REACH = 2
"""A role named by its noun alone is still meant this many scenes after its introduction."""


def _role_scenes(screenplay: Screenplay, cast: Cast, names: list[str]) -> dict[str, frozenset[int]]:
    """For names that are common nouns: the scenes in which the noun means this character."""
    roles = {n for n in names if lex.singular(n.split()[-1].lower()) in lex.PERSON_NOUNS}
    found: dict[str, set[int]] = {n: set() for n in roles}
    for scene in screenplay.scenes:
        cast.scene = None
        here = {p for s in scene.speeches() for p in cue_parts(s.character)} & roles
        for run, _, _ in _caps_names(scene_text(scene)):
            here |= {m.name for m in cast.mentions(run)} & roles
        for name in here:
            found[name].update(range(scene.index, scene.index + _ROLE_REACH + 1))
    return {n: frozenset(s) for n, s in found.items()}


def _add_speaker_aliases(cast: Cast, name: str, speakers: dict[str, None]) -> None:
    cast.add_alias(name, name)
    plain = re.sub(r"^THE ", "", name)
    if plain != name:
        cast.add_alias(plain, name)
    tokens = plain.split()
    titled = "." in tokens[0]
    # A surname or a role alone stands for its bearer if nobody else has it.
    if len(tokens) > 1 and not is_cjk(name):
        for token in {tokens[-1]} if titled else {tokens[0], tokens[-1]}:
            role = token.lower() in lex.PERSON_NOUNS or token.lower() in lex.NOT_NAMES
            shared = sum(token in other.split() for other in speakers) > 1
            if len(token) > 2 and not shared and (not role or token == tokens[-1]):
                cast.add_alias(token, name)


@dataclass
class _Candidate:
    score: float = 0.0
    seen: int = 0


def _find_silent(
    screenplay: Screenplay, cast: Cast, speakers: dict[str, None]
) -> tuple[list[str], dict[str, int]]:
    """Names in capitals, titled names and animals that behave like characters."""
    candidates: dict[str, _Candidate] = {}
    order: dict[str, int] = {}
    clock = 0
    texts: list[str] = []
    paragraphs: list[list[str]] = []
    for scene in screenplay.scenes:
        for element in acted(scene):
            paragraphs.append(sentences(element.text))
            texts.extend(paragraphs[-1])
    mixed = Counter(
        m[0].upper() for t in texts for m in re.finditer(r"\b[^\W\d_a-z][^\W\d_A-Z]+\b", t)
    )
    for text in texts:
        clock += 1
        shouting = text.upper() == text
        for run in () if shouting else _caps_names(text):
            name, start, end = run
            _attach_full_name(cast, name, speakers)
            known = cast.mentions(name)
            if known:
                order.setdefault(known[0].name, clock)
                continue
            candidate = candidates.setdefault(name, _Candidate())
            candidate.seen += 1
            candidate.score += _person_score(text, name, start, end)
            if mixed[name.split()[-1]] or mixed[name.split()[0]]:
                candidate.score += 0.5 + (1.0 if _acts(texts, name) else 0.0)
            order.setdefault(name, clock)
        for match in _TITLED.finditer(text):
            name = f"{match[1].upper()}. {match[2].upper()}"
            follower = re.match(r"\s+(\w+)", text[match.end() :])
            acts = follower and (
                follower[1] in ("is", "was") or looks_like_verb(follower[1], ["the"])
            )
            candidates.setdefault(name, _Candidate()).score += 2.5 if acts else 0.0
            order.setdefault(name, clock)
        for match in re.finditer(r"\b(?:the|a|an|his|her|their) (\w+)", text, re.I):
            word = match[1].lower()
            if word in lex.ANIMALS and _animal_acts(text, match.end()):
                name = word.upper()
                candidates.setdefault(name, _Candidate()).score += 2.5
                order.setdefault(name, clock)
        for mention in cast.mentions(text):
            order.setdefault(mention.name, clock)
    clock = 0
    for scene in screenplay.scenes:
        for speech in scene.speeches():
            clock += 1
            order.setdefault(speech.character, (1 << 20) + clock)
    for name, score in _uncapitalised(texts, cast, candidates).items():
        candidates.setdefault(name, _Candidate()).score += score
    named = _named_later(paragraphs, candidates, speakers)
    silent = [
        n for n, c in candidates.items() if c.score >= 2 and n not in named and not cast.mentions(n)
    ]
    for name in silent:
        _add_speaker_aliases(cast, name, dict.fromkeys((*speakers, *silent)))
        if "." in name:
            cast.add_alias(name.replace(".", ""), name)
    for role, name in named.items():
        if name in speakers or name in silent:
            cast.add_alias(role, name)
    return silent, order


_HUMAN_VERBS = (
    lex.WALK_VERBS | lex.GAZE_VERBS | lex.HAND_VERBS | lex.ENTER_VERBS | lex.EXIT_VERBS
    | lex.word_set("sits stands lies waits wears speaks says sleeps eats drinks kneels shouts")
)  # fmt: skip


def _uncapitalised(
    texts: list[str], cast: Cast, candidates: dict[str, _Candidate]
) -> dict[str, float]:
    """Names never printed in capitals: "Anna sits … Anna reads on", twice doing what people do.

    A word that also occurs in lower case ("Smoke rises … the smoke") is no name.
    """
    acts: Counter[str] = Counter()
    lower: set[str] = set()
    for text in texts:
        tokens = re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", text)
        lower.update(t for t in tokens if t.islower())
        for i, token in enumerate(tokens[:-1]):
            follower = tokens[i + 1].lower()
            before = tokens[i - 1].lower() if i else ""
            if not token.istitle() or "'" in token or "’" in token or before in ("the", "a", "an"):
                continue
            if follower in _HUMAN_VERBS or (
                follower in ("is", "and") and i + 2 < len(tokens) and tokens[i + 2] in _HUMAN_VERBS
            ):
                acts[token] += 1
    things = (
        lex.SMALL_PROPS
        | lex.BIG_PROPS
        | lex.VEHICLES
        | lex.PLACE_NOUNS
        | lex.GROUP_NOUNS
        | lex.NOT_NAMES
    )
    found = {}
    for token, count in acts.items():
        plain = token.lower()
        if (
            count >= 2
            and plain not in lower
            and lex.singular(plain) not in things
            and plain not in lex.PERSON_NOUNS
        ):
            name = token.upper()
            if not cast.mentions(token) and not any(name in c.split() for c in candidates):
                found[name] = 2.5
    return found


_NAMING = re.compile(
    r"\b(?:[Tt]his (?:is|must be)|[Hh]is name is|[Hh]er name is|[Mm]eet|known as|AKA|"
    r"named) +((?:[A-ZÀ-Þ][A-ZÀ-Þ'’-]+ ?){1,3})"
)


def _named_later(
    paragraphs: list[list[str]], candidates: dict[str, _Candidate], speakers: dict[str, None]
) -> dict[str, str]:
    """ "The DRIVER, a man in his forties … This is SPALDING JEAGER": a role that gets its name."""
    found: dict[str, str] = {}
    for paragraph in paragraphs:
        roles = [n for text in paragraph for n, _, _ in _caps_names(text)
                 if n in candidates and n not in speakers
                 and n.split()[-1].lower() in lex.PERSON_NOUNS]  # fmt: skip
        naming = _NAMING.search(" ".join(paragraph))
        if roles and naming:
            name = naming[1].strip()
            if name != roles[-1] and (name in candidates or name in speakers):
                found[roles[-1]] = name
                if name in candidates:
                    candidates[name].score += 3.0
    return found


def _caps_names(text: str) -> list[tuple[str, int, int]]:
    """Runs of capitals that may be names, cut at possessives; with their place."""
    runs: list[list[re.Match[str]]] = []
    for token in _CAPS_TOKEN.finditer(text):
        joins = bool(runs) and bool(runs[-1]) and text[runs[-1][-1].end() : token.start()] == " "
        if not _is_caps(token[0], joins):
            continue
        if joins and not re.search(r"['’]S?$", runs[-1][-1][0]):
            runs[-1].append(token)
        else:
            runs.append([token])
    found = []
    for run in runs:
        while run and run[0][0].lower() in _LEADING:
            run = run[1:]
        words = [re.sub(r"['’]S?$", "", t[0]) for t in run]
        name = " ".join(words).strip(".,;:- ") if words else ""
        if len(name) > 1 and not all(w.lower() in lex.NOT_NAMES for w in name.split()):
            found.append((name, run[0].start(), run[-1].start() + len(words[-1])))
    return found


def _is_caps(token: str, joins: bool) -> bool:
    """Capitals of two letters or more; numbers and initials only inside a name."""
    if token.upper() != token or not any(c.isalpha() for c in token):
        return joins and bool(re.fullmatch(r"#?\d+", token))
    if is_cjk(token) or token.lower() == token:
        return False
    return len(token.rstrip(".")) > 1 or (joins and token.endswith("."))


def _attach_full_name(cast: Cast, name: str, speakers: dict[str, None]) -> None:
    """ "BRICK BRADDOCK" introduces the speaker BRICK: the surname becomes an alias."""
    tokens = name.split()
    owners = [t for t in tokens if t in speakers]
    if len(owners) != 1 or not 1 < len(tokens) <= 3:
        return
    for token in tokens:
        plain = token.lower()
        if token not in speakers and plain not in lex.NOT_NAMES and not plain.endswith("s"):
            cast.add_alias(token, owners[0])
    cast.add_alias(name, owners[0])


def _person_score(text: str, name: str, start: int, end: int) -> float:
    head = lex.singular(name.split()[-1].lower().rstrip("."))
    first = name.split()[0].lower()
    if head in lex.PERSON_NOUNS or head in lex.ANIMALS:
        return 3.0
    things = (lex.SMALL_PROPS, lex.BIG_PROPS, lex.VEHICLES, lex.PLACE_NOUNS, lex.GROUP_NOUNS)
    if any(head in kind for kind in things) or any(
        name.lower() in verbs
        for verbs in (lex.FIGHT_VERBS, lex.WALK_VERBS, lex.HAND_VERBS, lex.GAZE_VERBS)
    ):
        return -3.0
    if head.endswith("ing") or name.lower().endswith(("ings", "ed")) or first in lex.NOT_NAMES:
        return -2.0
    score = 0.0
    after = text[end:]
    before = text[:start].rstrip().lower()
    if before.endswith((" a", " an", " the")) or before in ("a", "an", "the"):
        score -= 2.0
    if _AGE_AFTER.match(after):
        score += 3.0
    apposition = _APPOSITIVE.match(after)
    if apposition:
        described = {lex.singular(w) for w in re.findall(r"\w+", apposition[1].lower())}
        person = bool(described & lex.PERSON_NOUNS)
        score += 3.0 if person or " who" in apposition[0] or " whose" in apposition[0] else 1.0
    follower = re.match(r"\s+(\w+)", after)
    if follower:
        word = follower[1].lower()
        human = lex.WALK_VERBS | lex.GAZE_VERBS | lex.HAND_VERBS | lex.ENTER_VERBS | lex.EXIT_VERBS
        if word in human | lex.FIGHT_VERBS or word in (
            "sits",
            "stands",
            "lies",
            "waits",
            "wears",
            "speaks",
            "says",
        ):
            score += 2.0
    if re.search(r"\b(?:stands|sits|lies|is|named|called|meet|this is|be)$", before):
        score += 1.5
    return score


def _acts(texts: list[str], name: str) -> bool:
    """Whether the name in mixed case is followed by what people do."""
    for token in {name.split()[0], name.split()[-1]}:
        mixed = token.capitalize()
        for text in texts:
            match = re.search(rf"\b{re.escape(mixed)}(?:['’]s (\w+)| (\w+))", text)
            if match:
                word = (match[1] or match[2]).lower()
                if word in lex.BODY_PARTS or word in (
                    lex.GAZE_VERBS | lex.WALK_VERBS | lex.HAND_VERBS
                ):
                    return True
    return False


def _animal_acts(text: str, end: int) -> bool:
    follower = re.match(r"(?:\s+\w+ly)?\s+(\w+)", text[end:])
    if not follower:
        return False
    word = follower[1].lower()
    return word in (
        lex.WALK_VERBS | lex.GAZE_VERBS | lex.ENTER_VERBS | lex.EXIT_VERBS | lex.FIGHT_VERBS
    ) or word in (
        "barks",
        "trots",
        "sleeps",
        "growls",
        "lies",
        "sits",
        "gallops",
        "meows",
        "wags",
        "lands",
    )


def scene_text(scene: Scene) -> str:
    """All visible action of a scene, white space collapsed."""
    return " ".join(" ".join(e.text.split()) for e in acted(scene))
