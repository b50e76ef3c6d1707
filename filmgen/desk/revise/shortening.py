"""Making a scene shorter by cutting alone: what the rest of the script least hangs on goes first.

A sentence's hold is the share of its words (without the commonest) that the script says again
elsewhere, more where somebody does something in it: description goes before deeds, a sentence
before a whole paragraph. Kept are who is met or seen for the first time in a scene, questions and
what answers them, the first words of a speech, and a scene's first and last words. What is left is
as the writer wrote it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from filmgen.breakdown.cast import Cast
from filmgen.breakdown.prose import key_words, sentences
from filmgen.desk.drafts.pairing import text_of
from filmgen.desk.revise.edits import Edit, rewritten
from filmgen.screenplay.model import Action, Element, Scene, Screenplay, Speech
from filmgen.screenplay.report import count_words

SHARE = 0.2
"""How much goes where a note gives no amount."""
_COMMON = 40
_DEED, _SAID, _WHOLE = 0.5, 0.45, 0.35
_FEW_WORDS, _BUTTON = 8, 3
"""Speeches of more words, and the last elements of a scene, are not cut by code."""
_DOES = re.compile(r"(?:He|She|They|Он|Она|Они|他|她|他们)\b|[他她]")
_INTRODUCES = re.compile(r"^[A-ZА-Я][A-ZА-Я.' -]{2,}(?:,| \()")


@dataclass(frozen=True)
class _Piece:
    scene: int
    at: int
    sentence: int
    words: int
    hold: float


def shorten(
    screenplay: Screenplay, scope: dict[int, tuple[int, ...]], cast: Cast, share: float = SHARE
) -> tuple[Edit, ...]:
    """Cuts that take at least `share` of the scope's words out, the last piece may take more.

    Args:
        scope: scene index to the positions of elements that may change.
        share: above 0, below 1.

    Returns:
        Edits in script order; fewer cuts than asked for where the rest has to stay.
    """
    said: Counter[str] = Counter()
    for scene in screenplay.scenes:
        for element in scene.elements:
            said.update(key_words(text_of(element)))
    common = {word for word, _ in said.most_common(_COMMON)}
    pieces: list[_Piece] = []
    total = 0
    for index, positions in scope.items():
        scene = screenplay.scenes[index - 1]
        total += sum(count_words(text_of(scene.elements[n])) for n in positions)
        pieces += _pieces(scene, positions, said, common, cast)
    gone: dict[tuple[int, int], set[int]] = {}
    cut = 0
    for piece in sorted(pieces, key=lambda p: (p.hold, -p.words, p.scene, p.at, p.sentence)):
        if cut >= share * total:
            break
        if piece.words > 2 * (share * total - cut) + 8:
            continue  # would take much more than was asked for
        gone.setdefault((piece.scene, piece.at), set()).add(piece.sentence)
        cut += piece.words
    edits = []
    for (index, at), which in sorted(gone.items()):
        element = screenplay.scenes[index - 1].elements[at]
        left = [s for n, s in enumerate(_parted(element)) if n not in which]
        if left and -1 not in which:
            edits.append(Edit(index, at, "replace", rewritten(element, " ".join(left))))
        else:
            edits.append(Edit(index, at, "cut"))
    return tuple(edits)


def _pieces(
    scene: Scene, positions: Sequence[int], said: Counter[str], common: set[str], cast: Cast
) -> list[_Piece]:
    filmed = [n for n, e in enumerate(scene.elements) if isinstance(e, Action | Speech)]
    found: list[_Piece] = []
    first_seen = _first_seen(scene, cast)
    for n in positions:
        element = scene.elements[n]
        if n not in filmed or n == filmed[0] or n in filmed[-_BUTTON:]:
            continue
        place = filmed.index(n)
        before = text_of(scene.elements[filmed[place - 1]])
        parts = _parted(element)
        own = Counter(key_words(text_of(element)))

        def hold(words: str, own: Counter[str] = own, element: Element = element) -> float:
            told = [w for w in key_words(words) if w not in common]
            again = sum(said[w] - own[w] > 0 for w in told)
            deed = bool(_DOES.match(words)) or bool(cast.mentions(words))
            share = again / len(told) if told else 0.0
            return share + _DEED * deed * (len(told) > 3) + _SAID * isinstance(element, Speech)

        answers = isinstance(element, Speech) and before.rstrip().endswith(("?", "？"))
        if len(parts) < 2:
            if not answers and not first_seen[n, 0] and not _needed(parts[0] if parts else ""):
                text = text_of(element)
                words = count_words(text)
                deed = isinstance(element, Action) and bool(_DOES.match(text))
                if not deed and (words <= _FEW_WORDS or isinstance(element, Action)):
                    found.append(_Piece(scene.index, n, -1, words, hold(text) + _WHOLE))
            continue
        for k, sentence in enumerate(parts):
            if k == 0 or _needed(sentence) or first_seen[n, k]:
                continue
            found.append(_Piece(scene.index, n, k, count_words(sentence), hold(sentence)))
    return found


def _first_seen(scene: Scene, cast: Cast) -> dict[tuple[int, int], bool]:
    """For each sentence whether the scene has somebody in it for the first time."""
    cast.enter(scene.index)
    seen: set[str] = set()
    first: dict[tuple[int, int], bool] = defaultdict(bool)
    for n, element in enumerate(scene.elements):
        if not isinstance(element, Action | Speech):
            continue
        for k, sentence in enumerate(_parted(element)):
            names = (
                {m.name for m in cast.mentions(sentence)} if isinstance(element, Action) else set()
            )
            first[n, k] = bool(names - seen)
            seen |= names
    return first


def _parted(element: object) -> list[str]:
    """An element's sentences; the whole of it where it has line breaks, asides or stress."""
    if isinstance(element, Speech):
        part = element.parts[0]
        if len(element.parts) > 1 or part.stressed or "\n" in part.text:
            return [text_of(element)]
        return sentences(part.text)
    if isinstance(element, Action) and "\n" not in element.text and not element.centered:
        return sentences(element.text)
    return [text_of(element)] if isinstance(element, Action) else []


def _needed(sentence: str) -> bool:
    """Introductions, questions, and words set in capitals for sound and props."""
    if _INTRODUCES.match(sentence) or sentence.rstrip().endswith(("?", "？")):
        return True
    return bool(re.search(r"\b[A-ZА-Я]{3,}\b", sentence))
