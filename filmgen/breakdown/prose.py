"""Prose taken apart without loss: words, sentences, clauses.

Every function here keeps all the words in order: joining the pieces with `join_words`
gives back the text with its white space collapsed. That is what lets the planner
promise that no word of action is lost or shown twice.
"""

from __future__ import annotations

import re

from filmgen.breakdown.lexicon import word_set

_ABBREVIATIONS = word_set(
    "mr mrs ms dr st mt jr sr vs etc no sgt lt capt col gen prof inc ltd co ave blvd rm "
    "approx г ул д им стр тов"
)
_CJK = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af"
_CJK_CHAR = re.compile(f"[{_CJK}]")
_WORD = re.compile(rf"[{_CJK}]|[^\W_{_CJK}]+(?:['’\-][^\W_{_CJK}]+)*")
_STOP = re.compile(r"""(?:[.!?…]+["'”’)\]]*(?=\s)|[。！？]+[」』”’）]*)""")
_CLOSERS = "\"'”’)]"
_CLAUSE_WORDS = word_set("and but then as while who which where so or yet until before after")
_BARE_BREAKS = word_set("as while until when before")
_NOT_VERBS = word_set(
    "his its this is was has as us yes plus always perhaps others bills things arms hands "
    "eyes legs glasses keys numbers lattes drugs windows walls announcements trousers "
    "stairs clothes minutes hours paints guns pistols papers photos flames sparks sirens"
)
_AFTER_VERB = word_set(
    "the a an his her its their it him them up down out in into at on off over to through "
    "for from back away toward towards around past open shut again twice once by with "
    "across under along slowly quickly two three"
)


def collapse(text: str) -> str:
    """White space, line breaks included, to single spaces: wrapping carries no meaning."""
    return " ".join(text.split())


def words(text: str) -> list[str]:
    """The words of a text as written; each CJK character counts as one."""
    return _WORD.findall(text)


def key_words(text: str) -> list[str]:
    """The words casefolded, curly quotes made straight: for comparing."""
    return [w.casefold().replace("’", "'") for w in _WORD.findall(text)]


def is_cjk(text: str) -> bool:
    """Whether the text holds Chinese, Japanese or Korean letters."""
    return bool(_CJK_CHAR.search(text))


def weight(text: str) -> int:
    """How long the text is in English words; two CJK characters weigh about one word."""
    found = _WORD.findall(text)
    cjk = sum(1 for w in found if _CJK_CHAR.match(w))
    return len(found) - cjk + (cjk + 1) // 2


def happens_at(sentence: str, start: int) -> float:
    """Weight of a sentence before its event at `start`: halfway to its word.

    A sentence leads up to what happens in it, and a picture that waits for the last word of
    "the car explodes" has no time left to show it.
    """
    return weight(sentence[:start]) / 2


def join_words(pieces: list[str] | tuple[str, ...]) -> str:
    """Pieces in order, a space between them except inside CJK text."""
    joined = ""
    for piece in pieces:
        if not piece:
            continue
        tight = (
            joined
            and (_CJK_CHAR.match(joined[-1]) or joined[-1] in "。！？，；、：」』”）…")
            and (_CJK_CHAR.match(piece[0]) or piece[0] in "「『“（")
        )
        joined += piece if tight or not joined else f" {piece}"
    return joined


def sentences(text: str) -> list[str]:
    """A paragraph's sentences. Abbreviations, initials and trailing dots do not end one."""
    text = collapse(text)
    found: list[str] = []
    start = 0
    for match in _STOP.finditer(text):
        end = match.end()
        if match[0][0] in ".…" and not _ends_sentence(text, match.start(), end):
            continue
        piece = text[start:end].strip()
        if piece:
            found.append(piece)
        start = end
    rest = text[start:].strip()
    if rest:
        found.append(rest)
    return found


def _ends_sentence(text: str, dot: int, end: int) -> bool:
    following = text[end:].lstrip()
    if following and following[0].islower():
        return False
    if text[dot : dot + 2] == "..":
        return True
    before = re.search(r"([^\W\d_]+(?:\.[^\W\d_]+)*)$", text[:dot])
    if not before:
        return True
    word = before[1].lower()
    if word in _ABBREVIATIONS:
        # "No." may simply end a sentence unless a number follows.
        return word == "no" and not following[:1].isdigit()
    return not (len(word) == 1 and word != "i" and before[1].isupper())


def clauses(sentence: str, *, longest: int = 12, shortest: int = 4) -> list[str]:
    """A long sentence cut where a new action begins, each piece at least `shortest` words.

    Cuts fall after semicolons, dashes and colons, at ", and", ", then", ", as" … and at a
    bare "and" before a verb. A sentence of up to `longest` words stays whole.
    """
    if weight(sentence) <= longest:
        return [sentence] if sentence else []
    if is_cjk(sentence):
        pieces = [p for p in re.split(r"(?<=[，；：])", sentence) if p]
    else:
        pieces = _latin_pieces(sentence)
    merged: list[str] = []
    for piece in pieces:
        if merged and (weight(merged[-1]) < shortest or weight(piece) < shortest):
            merged[-1] = join_words((merged[-1], piece))
        else:
            merged.append(piece)
    return merged


def _latin_pieces(sentence: str) -> list[str]:
    tokens = sentence.split(" ")
    pieces: list[list[str]] = [[]]
    has_verb = False
    for i, token in enumerate(tokens):
        before = tokens[i - 1] if i else ""
        if i and pieces[-1] and _breaks_before(token, before, tokens[i + 1 : i + 3], has_verb):
            pieces.append([])
            has_verb = False
        pieces[-1].append(token)
        has_verb = (
            has_verb
            or looks_like_verb(token, tokens[i + 1 : i + 3])
            or token.lower() in ("is", "are")
        )
    return [" ".join(p) for p in pieces]


def _breaks_before(token: str, before: str, after: list[str], has_verb: bool) -> bool:
    word = token.lower().strip(_CLOSERS + ",.;:")
    if before.endswith((";", ":")) or before in ("--", "–", "—") or before.endswith(("--", "—")):
        return True
    if before.endswith(",") and (
        word in _CLAUSE_WORDS or (has_verb and looks_like_verb(token, after))
    ):
        return True
    if word in _BARE_BREAKS:
        return token.isalpha() and has_verb
    new_subject = bool(after) and after[0][:1].isupper() and not before[:1].isupper() and has_verb
    if word == "and" and new_subject:
        # "The door slides open and DICK STEEL …": a second subject begins its own clause.
        return True
    return word in ("and", "then") and bool(after) and looks_like_verb(after[0], after[1:])


def looks_like_verb(token: str, after: list[str]) -> bool:
    """Whether a word reads as a third-person verb: "-s" before what follows a verb.

    A guess from spelling alone, so that no tagger is needed; wrong guesses only move a cut.
    """
    word = token.lower().strip(_CLOSERS + ",.;:!?")
    if len(word) < 3 or not word.endswith("s") or word.endswith(("ss", "'s", "’s", "us")):
        return False
    if word in _NOT_VERBS:
        return False
    if token.endswith((".", "!", ",")) or not after:
        return True
    follower = after[0].lower().strip(_CLOSERS + ",.;:!?")
    return follower in _AFTER_VERB or follower.endswith("ly")
