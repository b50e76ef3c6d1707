"""Tokens to a `Screenplay`: paragraphs joined, speeches gathered, light resolved."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import TypeAlias

from filmgen.screenplay.daylight import resolve_light
from filmgen.screenplay.emphasis import marked_words, strip_emphasis
from filmgen.screenplay.headings import read_heading
from filmgen.screenplay.model import (
    Action,
    Boneyard,
    Element,
    Lyric,
    Note,
    PageBreak,
    PartKind,
    Scene,
    SceneHeading,
    Screenplay,
    Section,
    SourceRange,
    Speech,
    SpeechPart,
    Synopsis,
    TimeOfDay,
    Transition,
    Unread,
)
from filmgen.screenplay.tokens import Token, TokenKind

Piece: TypeAlias = Element | SceneHeading

_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3040-\u30ff]")
# An aside stands at the start of the words, or after a space or a sentence's end.
_ASIDE = re.compile(
    r"(?:^|(?<=[\s.!?…，。！？；—”]))[(（]\s*([^()（）\s][^()（）]{0,79})[)）](?=[\s\w“\"'‘.…—]|$)"
)
_BRACKETS = re.compile("[()（）]")
_SPEECH_KINDS = frozenset({TokenKind.DIALOGUE, TokenKind.PARENTHETICAL})


def join_wrapped(before: str, after: str) -> str:
    """Two wrapped lines as one: no space between wide characters or after a hyphen."""
    if not before or not after:
        return before + after
    if _WIDE.match(before[-1]) or _WIDE.match(after[0]):
        return before + after
    if len(before) > 1 and before[-1] == "-" and before[-2].isalnum():
        return before + after
    return f"{before} {after}"


class _Assembler:
    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.unread: list[Unread] = []
        self._open: list[Token] = []
        self._waiting: list[Piece] = []

    def add(self, token: Token) -> None:
        if token.kind in (TokenKind.NOTE, TokenKind.BONEYARD):
            lines = SourceRange(token.first, token.last)
            comment: Piece = (
                Note(token.text, lines)
                if token.kind is TokenKind.NOTE
                else Boneyard(token.text, lines)
            )
            (self._waiting if self._open else self.pieces).append(comment)
            return
        if self._open and not self._continues(token):
            self.close()
        if token.kind in (TokenKind.CUE, TokenKind.ACTION, TokenKind.LYRIC) or (
            token.kind in _SPEECH_KINDS
        ):
            self._open.append(token)
            return
        self.pieces.append(self._single(token))

    def close(self) -> None:
        tokens, self._open = self._open, []
        if tokens:
            if tokens[0].kind is TokenKind.CUE:
                self._speech(tokens)
            elif tokens[0].kind in _SPEECH_KINDS:  # words without a cue (FDX)
                lines = SourceRange(tokens[0].first, max(t.last for t in tokens))
                text = "\n".join(_plain(t) for t in tokens)
                self.pieces.append(Action(text, lines))
                self.unread.append(Unread(text, lines, "words without a cue; read as action"))
            else:
                self._paragraph(tokens)
        self.pieces.extend(self._waiting)
        self._waiting = []

    def _continues(self, token: Token) -> bool:
        first = self._open[0].kind
        if first is TokenKind.CUE:
            return token.kind in _SPEECH_KINDS or (
                token.kind is TokenKind.LYRIC and token.in_speech
            )
        if first in _SPEECH_KINDS:
            return token.kind in _SPEECH_KINDS
        return token.kind is first and bool(token.joint)

    def _single(self, token: Token) -> Piece:
        lines = SourceRange(token.first, token.last)
        text = _plain(token)
        if token.kind is TokenKind.HEADING:
            heading = read_heading(text, lines, forced=token.forced, number=token.number)
            return replace(heading, omitted=heading.omitted or token.omitted)
        if token.kind is TokenKind.TRANSITION:
            return Transition(text, lines)
        if token.kind is TokenKind.SECTION:
            return Section(text, token.level, lines)
        if token.kind is TokenKind.SYNOPSIS:
            return Synopsis(text, lines)
        return PageBreak(lines)

    def _paragraph(self, tokens: list[Token]) -> None:
        lines = SourceRange(tokens[0].first, max(t.last for t in tokens))
        text = "\n".join(_plain(t) for t in tokens)
        if not text.strip():
            return
        if tokens[0].kind is TokenKind.LYRIC:
            self.pieces.append(Lyric(text, lines))
        else:
            self.pieces.append(Action(text, lines, tokens[0].centered))

    def _speech(self, tokens: list[Token]) -> None:
        cue = tokens[0]
        lines = SourceRange(cue.first, max(t.last for t in tokens))
        parts = tuple(_parts(tokens[1:]))
        if not parts:
            self.unread.append(Unread(cue.text, lines, "a cue with no words under it; left out"))
            return
        parts = _stressed(parts, tokens[1:])
        # Two speak at once; a third mark in a row would have one of them say two things at a time.
        # A note between the two parts nobody.
        before = next(
            (p for p in reversed(self.pieces) if not isinstance(p, Note | Boneyard)), None
        )
        dual = cue.dual and isinstance(before, Speech) and not before.dual
        self.pieces.append(Speech(cue.text, cue.extensions, parts, lines, dual))


def _plain(token: Token) -> str:
    text = token.text if token.plain else strip_emphasis(token.text)
    return "\n".join(line.strip() for line in text.split("\n")).strip()


MOSTLY = 0.6
"""Share of a speech's words in italics from which they mark a language or a voice."""


def _stressed(parts: tuple[SpeechPart, ...], tokens: list[Token]) -> tuple[SpeechPart, ...]:
    """The parts with the words that the writer marks; theirs are the tokens' words in order."""
    marked = [
        word
        for token in tokens
        if not token.plain and any(mark in token.text for mark in "*_")
        for word in marked_words(token.text)
    ]
    if not any(mark for _, mark in marked):
        return parts
    if sum(mark for _, mark in marked) > MOSTLY * sum(len(p.text.split()) for p in parts):
        return parts
    said = [word for token in tokens for word in marked_words("" if token.plain else token.text)]
    found = []
    for part in parts:
        flags = []
        for word in part.text.split():
            # What the parts lack, an aside's brackets, is passed over on the way to this word.
            ahead = next((n for n, (known, _) in enumerate(said[:12]) if known == word), None)
            flags.append(ahead is not None and said[ahead][1])
            del said[: 0 if ahead is None else ahead + 1]
        found.append(replace(part, stressed=tuple(i for i, mark in enumerate(flags) if mark)))
    return tuple(found)


def _parts(tokens: Iterable[Token]) -> list[SpeechPart]:
    """Wrapped lines joined, then asides inside the words split off: they are not spoken."""
    raw: list[tuple[PartKind, list[tuple[str, str]], int, int]] = []
    for token in tokens:
        kind = {
            TokenKind.DIALOGUE: PartKind.LINE,
            TokenKind.PARENTHETICAL: PartKind.PARENTHETICAL,
        }.get(token.kind, PartKind.LYRIC)
        text = _plain(token)
        if kind is PartKind.PARENTHETICAL:
            text = " ".join(_BRACKETS.sub(" ", text).split())
        if not text:
            continue
        if raw and raw[-1][0] is kind and token.joint:
            pieces, first = raw[-1][1], raw[-1][2]
            pieces.append((token.joint, text))
            raw[-1] = (kind, pieces, first, max(raw[-1][3], token.last))
        else:
            raw.append((kind, [("", text)], token.first, token.last))
    parts: list[SpeechPart] = []
    for kind, pieces, first, last in raw:
        text = _joined(pieces)
        lines = SourceRange(first, last)
        if kind is PartKind.LINE:
            parts.extend(_without_asides(text, lines))
        else:
            parts.append(SpeechPart(kind, text, lines))
    return parts


def _joined(pieces: list[tuple[str, str]]) -> str:
    out: list[str] = []
    for joint, text in pieces:
        if joint == " " and out:
            tail = out[-1][-2:]
            glue = join_wrapped(tail, text)[len(tail) : -len(text)]
            out.append(glue)
        elif joint:
            out.append(joint)
        out.append(text)
    return "".join(out)


def _without_asides(text: str, lines: SourceRange) -> list[SpeechPart]:
    parts: list[SpeechPart] = []
    position = 0
    for match in _ASIDE.finditer(text):
        before = text[position : match.start()].strip()
        if before:
            parts.append(SpeechPart(PartKind.LINE, before, lines))
        parts.append(SpeechPart(PartKind.PARENTHETICAL, match[1].strip(), lines))
        position = match.end()
    rest = text[position:].strip()
    if rest:
        parts.append(SpeechPart(PartKind.LINE, rest, lines))
    return parts


def assemble(
    path: str,
    title_page: tuple[tuple[str, str], ...],
    tokens: Iterable[Token],
    unread: Iterable[Unread],
) -> Screenplay:
    """Gather tokens into scenes.

    Filmable words before the first heading make a scene of their own with a synthetic
    heading; anything else there is front matter. Dual dialogue needs a speech before it.
    """
    assembler = _Assembler()
    for token in tokens:
        assembler.add(token)
    assembler.close()
    front: list[Element] = []
    groups: list[tuple[SceneHeading, list[Element]]] = []
    for piece in assembler.pieces:
        if isinstance(piece, SceneHeading):
            groups.append((piece, []))
        elif groups:
            groups[-1][1].append(piece)
        elif isinstance(piece, (Action, Speech, Lyric)):
            groups.append((SceneHeading("", piece.lines), [piece]))
        else:
            front.append(piece)
    scenes = []
    numbers = _scene_numbers([heading.number for heading, _ in groups])
    light = TimeOfDay.UNSPECIFIED
    for index, (heading, elements) in enumerate(groups, start=1):
        if not heading.omitted:
            light = resolve_light(heading.time_text, light)
            heading = replace(heading, time_of_day=light)
        scenes.append(Scene(index, numbers[index - 1], heading, tuple(elements)))
    everything = sorted([*unread, *assembler.unread], key=lambda u: u.lines.first_line)
    return Screenplay(path, title_page, tuple(front), tuple(scenes), tuple(everything))


def _scene_numbers(printed: list[str | None]) -> list[str]:
    """Printed numbers; where only some are, the others follow as letters: 4, 4A, 4B, 5.

    A script without any is counted from 1.
    """
    taken = {number for number in printed if number}
    if not taken:
        return [str(index) for index in range(1, len(printed) + 1)]
    numbers = []
    last, letters = "0", 0
    for number in printed:
        if number:
            last, letters = number, 0
            numbers.append(number)
            continue
        while True:
            letters += 1
            made = last + _letters(letters)
            if made not in taken:
                break
        taken.add(made)
        numbers.append(made)
    return numbers


def _letters(count: int) -> str:
    """1 is A, 26 is Z, 27 is AA."""
    out = ""
    while count:
        count, digit = divmod(count - 1, 26)
        out = chr(ord("A") + digit) + out
    return out
