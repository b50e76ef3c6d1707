"""Fountain to tokens, on the line machine of screenplay-tools.

`screenplay_tools.fountain.parser.Parser` keeps the state (pending cues and transitions,
speech, order of tests). It gives no line numbers, reads headings, cues and transitions in
Latin capitals only, loses what follows an unclosed note, ends a speech at a lyric, takes
"FADE IN:" for a heading, and several of its patterns need quadratic time on long lines of
blanks; so comments and title page are taken out before it, each element is stamped with its
line as it is made, and the recognisers are ours.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from screenplay_tools.fountain.parser import Parser
from screenplay_tools.screenplay import Action, Character, Dialogue, ElementType, Lyric
from screenplay_tools.screenplay import Parenthetical as ParentheticalElement
from screenplay_tools.screenplay import SceneHeading as HeadingElement
from screenplay_tools.screenplay import Transition as TransitionElement

from filmgen.screenplay.comments import CleanText, NumberedLine, take_out_comments
from filmgen.screenplay.emphasis import strip_emphasis
from filmgen.screenplay.headings import is_heading
from filmgen.screenplay.model import SourceRange, Unread
from filmgen.screenplay.names import (
    Cue,
    caseless_cue_name,
    is_cased_cue,
    normalise_name,
    read_cue,
    read_inline_cue,
)
from filmgen.screenplay.title_page import read_title_page
from filmgen.screenplay.tokens import Token, TokenKind
from filmgen.screenplay.transitions import is_page_furniture, is_transition, may_be_transition

_CALIBRE = re.compile(r"^\.(?:17|22|25|30|32|357|38|380|40|44|45|50)\b")
_OPENERS, _CLOSERS = "(（", ")）"


class _LineParser(Parser):  # type: ignore[misc]  # untyped library
    """The machine with our recognisers. `feed` takes the numbered lines."""

    def __init__(self, known: frozenset[str], two_spaces_join: bool) -> None:
        super().__init__()
        self._inTitlePage = False
        self.number = 0
        self.turn = 0
        self.unread: list[Unread] = []
        self._known = known
        self._two_spaces_join = two_spaces_join
        self._speech = False
        self._inline_speech = False  # 小明：… lines may follow each other without a blank one
        self._aside_open = False

    def feed(self, lines: tuple[NumberedLine, ...]) -> list[Any]:
        for line in lines:
            self.number = line.number
            self.turn += 1
            self.add_line(line.text)
        self.turn += 1
        self.finalize()
        return list(self.script.elements)

    # --- state ---------------------------------------------------------------------------

    def _stamp(self, element: Any) -> Any:
        element.line, element.turn, element.speech = self.number, self.turn, self._speech
        return element

    def _create_action(self, text: str, forced: bool = False) -> Any:
        return self._stamp(Action(text, forced))

    def _add_element(self, elem: Any) -> None:
        if not hasattr(elem, "line"):
            self._stamp(elem)
        if elem.type == ElementType.ACTION and not elem.centered and not elem.text_raw.strip():
            self._speech = self._aside_open = False
            return
        self.script.elements.append(elem)
        if elem.type == ElementType.CHARACTER:
            self._inline_speech = False
        self._speech = elem.type in {
            ElementType.CHARACTER,
            ElementType.PARENTHETICAL,
            ElementType.DIALOGUE,
        } or (elem.type == ElementType.LYRIC and elem.speech)
        if elem.type != ElementType.PARENTHETICAL:
            self._aside_open = False

    def _parse_boneyard(self) -> bool:
        return False  # comments are gone before the machine starts

    def _parse_notes(self) -> bool:
        return False

    # --- recognisers, in the machine's order ----------------------------------------------

    def _parse_section(self) -> bool:
        text = self._lineTrim
        if not text.startswith("#") or self._speech:
            return False
        return bool(super()._parse_section())

    def _parse_forced_scene_heading(self) -> bool:
        text = self._lineTrim
        if len(text) < 2 or text[0] != "." or text[1] == "." or text[1].isspace():
            return False
        if self._speech or _CALIBRE.match(text) or not any(c.isalnum() for c in text):
            return False
        self._add_element(HeadingElement(text=text[1:].strip(), forced=True))
        return True

    def _parse_forced_character(self) -> bool:
        if not self._lineTrim.startswith("@"):
            return False
        text = strip_emphasis(self._lineTrim[1:])
        cue = read_inline_cue(text) or read_cue(text)
        if cue is None:
            return False
        self._add_cue(cue)
        return True

    def _parse_forced_transition(self) -> bool:
        if self._speech and not self._lastLineEmpty:
            return False
        text = self._lineTrim
        if not text.startswith(">") or text.endswith("<") or not text[1:].strip():
            return False
        self._add_element(TransitionElement(text[1:].strip(), forced=True))
        return True

    def _parse_page_break(self) -> bool:
        text = self._lineTrim
        return len(text) >= 3 and not text.strip("=") and bool(super()._parse_page_break())

    def _parse_synopsis(self) -> bool:
        return not self._speech and bool(super()._parse_synopsis())

    def _parse_centred_text(self) -> bool:
        text = self._lineTrim
        if not (len(text) > 1 and text.startswith(">") and text.endswith("<")):
            return False
        if not text[1:-1].strip():
            return False
        return bool(super()._parse_centred_text())

    def _parse_scene_heading(self) -> bool:
        text = self._bare()
        if not is_heading(text, after_blank=self._lastLineEmpty and not self._speech):
            return False
        self._add_element(HeadingElement(text=self._lineTrim, forced=False))
        return True

    def _parse_transition(self) -> bool:
        if not self._lastLineEmpty:
            return False
        text = self._bare()
        if is_transition(text):
            self._add_element(TransitionElement(text))
            return True
        if may_be_transition(text):
            self._pend(ElementType.TRANSITION, TransitionElement(text))
            return True
        return False

    def _parse_parenthetical(self) -> bool:
        text = self._lineTrim
        if not self._speech or not text:
            return False
        if self._aside_open:
            self._aside_open = text[-1] not in _CLOSERS
            aside = self._stamp(ParentheticalElement(text.strip(_OPENERS + _CLOSERS).strip()))
            aside.continues = True
            still_open = self._aside_open
            self._add_element(aside)
            self._aside_open = still_open
            return True
        if text[0] not in _OPENERS or any(c in _CLOSERS for c in text[:-1]):
            return False
        if not any(c.isalnum() for c in text):
            return False
        closed = text[-1] in _CLOSERS
        if not closed and len(text) > 120:
            return False
        self._add_element(ParentheticalElement(text.strip("()（）").strip()))
        self._aside_open = not closed
        return True

    def _parse_character(self) -> bool:
        text = self._bare()
        inline = read_inline_cue(text)
        fits = self._lastLineEmpty or not self._speech or self._inline_speech
        if inline is not None and fits and (inline.words or self._lastLineEmpty):
            self._add_cue(inline)
            self._inline_speech = True
            return True
        if not self._lastLineEmpty or not text:
            return False
        if is_cased_cue(text):
            cue = read_cue(text)
        else:
            name = caseless_cue_name(text)
            cue = read_cue(text) if name is not None and name in self._known else None
        if cue is None:
            return False
        self._pend(ElementType.CHARACTER, self._character(cue))
        return True

    def _parse_dialogue(self) -> bool:
        text = self._lineTrim
        if not self._speech:
            return False
        if not text:
            joins = self._two_spaces_join and len(self._line) >= 2 and "\t" not in self._line
            if joins and self.script.elements[-1].type == ElementType.DIALOGUE:
                self._gap = self.turn
                return True
            return False
        element = self._stamp(Dialogue(text))
        element.paragraph = getattr(self, "_gap", -1) == self.turn - 1
        self._add_element(element)
        return True

    def _parse_lyrics(self) -> bool:
        text = self._lineTrim
        if not text.startswith("~") or not text[1:].strip(" ~"):
            return False
        element = self._stamp(Lyric(text[1:].strip(" ~")))
        element.speech = self._speech and not (
            self._lastLineEmpty and getattr(self, "_gap", -1) != self.turn - 1
        )
        self._add_element(element)
        return True

    def _parse_action(self) -> None:
        text = self._lineTrim
        if text and self._lastLineEmpty and is_page_furniture(text):
            lines = SourceRange(self.number, self.number)
            self.unread.append(Unread(text, lines, "a mark of the printed page; left out"))
            return
        self._add_element(self._create_action(text))

    # --- helpers -------------------------------------------------------------------------

    def _bare(self) -> str:
        """The line without emphasis around it: **INT. HOUSE - DAY**."""
        text: str = self._lineTrim
        return strip_emphasis(text) if text[:1] in ("*", "_") else text

    def _character(self, cue: Cue) -> Any:
        element = self._stamp(Character(name=cue.name, dual=cue.dual))
        element.cue = cue
        return element

    def _add_cue(self, cue: Cue) -> None:
        self._add_element(self._character(cue))
        for text in cue.asides:
            self._add_element(ParentheticalElement(text))
        if cue.words:
            self._add_element(Dialogue(cue.words))

    def _pend(self, kind: ElementType, element: Any) -> None:
        element = self._stamp(element)
        backup = self._create_action(self._lineTrim)
        self._pending.append({"type": kind, "element": element, "backup": backup})

    def _parse_pending(self) -> None:
        had_cue = [p["element"] for p in self._pending if p["type"] == ElementType.CHARACTER]
        super()._parse_pending()
        for element in had_cue:
            if self.script.elements and self.script.elements[-1] is element:
                for text in element.cue.asides:
                    aside = ParentheticalElement(text)
                    aside.line, aside.turn, aside.speech = element.line, element.turn, True
                    self.script.elements.append(aside)


def known_names(lines: tuple[NumberedLine, ...]) -> frozenset[str]:
    """Names in scripts without capitals: lines that look like a cue and are borne out.

    A short bare line over another line is taken for a cue if it stands so twice, bears an
    extension, is forced with "@" or written 小明：… elsewhere, or if its words occur in
    another line.
    """
    seen: Counter[str] = Counter()
    sure: set[str] = set()
    for i, line in enumerate(lines):
        text = line.text.strip()
        if text.startswith("@"):
            name = caseless_cue_name(text[1:])
            if name:
                sure.add(name)
        elif inline := read_inline_cue(text):
            sure.add(inline.name)
        elif (i == 0 or not lines[i - 1].text.strip()) and i + 1 < len(lines):
            name = caseless_cue_name(text)
            if name and lines[i + 1].text.strip():
                seen[name] += 1
                if any(c in text for c in "(（"):
                    sure.add(name)
    candidates = {name for name in seen if name not in sure}
    sure.update(name for name in candidates if seen[name] > 1)
    candidates -= sure
    if candidates:
        body = "\n".join(line.text for line in lines)
        # Bounded work: a file of nothing but short lines is no script.
        for name in sorted(candidates)[:300]:
            if body.count(name) > 1:
                sure.add(name)
    return frozenset(sure)


def read_fountain(
    lines: list[str],
) -> tuple[tuple[tuple[str, str], ...], list[Token], list[Unread]]:
    """Lines of a Fountain file to (title page, tokens in file order, what was not understood)."""
    clean: CleanText = take_out_comments(lines)
    page, body = read_title_page(clean.lines)
    blanks = [line.text for line in body if not line.text.strip()]
    spaced = sum(1 for text in blanks if len(text) >= 2)
    parser = _LineParser(known_names(body), two_spaces_join=spaced <= 0.3 * len(blanks))
    elements = parser.feed(body)
    tokens = [t for t in map(_token, _with_joints(elements)) if t is not None]
    for comment in clean.comments:
        kind = TokenKind.NOTE if comment.kind == "note" else TokenKind.BONEYARD
        first, last = comment.lines.first_line, comment.lines.last_line
        tokens.append(Token(kind, comment.text, first, last, plain=True))
    tokens.sort(key=lambda token: token.first)
    return page, tokens, [*clean.unread, *parser.unread]


def _with_joints(elements: list[Any]) -> list[tuple[Any, str]]:
    """Each element with how it continues the one before: lines next to each other do."""
    joined = []
    before: Any = None
    for element in elements:
        joint = ""
        if before is not None and before.type == element.type:
            if element.type == ElementType.DIALOGUE:
                joint = "\n" if getattr(element, "paragraph", False) else " "
            elif element.type == ElementType.PARENTHETICAL:
                joint = " " if getattr(element, "continues", False) else ""
            elif element.turn == before.turn + 1 and (
                element.type == ElementType.LYRIC
                or (element.type == ElementType.ACTION and element.centered == before.centered)
            ):
                joint = "\n"
        joined.append((element, joint))
        before = element
    return joined


def _token(joined: tuple[Any, str]) -> Token | None:
    element, joint = joined
    line = element.line
    text = element.text_raw
    kind = element.type
    if kind == ElementType.HEADING:
        return Token(TokenKind.HEADING, text, line, line, forced=element.forced)
    if kind == ElementType.ACTION:
        return Token(TokenKind.ACTION, text.strip(), line, line, joint, centered=element.centered)
    if kind == ElementType.CHARACTER:
        cue = element.cue
        return Token(
            TokenKind.CUE,
            normalise_name(cue.name),
            line,
            line,
            dual=cue.dual,
            extensions=cue.extensions,
        )
    if kind == ElementType.PARENTHETICAL:
        return Token(TokenKind.PARENTHETICAL, text, line, line, joint)
    if kind == ElementType.DIALOGUE:
        return Token(TokenKind.DIALOGUE, text, line, line, joint)
    if kind == ElementType.LYRIC:
        return Token(TokenKind.LYRIC, text, line, line, joint, in_speech=element.speech)
    if kind == ElementType.TRANSITION:
        return Token(TokenKind.TRANSITION, text, line, line)
    if kind == ElementType.SECTION:
        return Token(TokenKind.SECTION, text.rstrip("# ").strip(), line, line, level=element.level)
    if kind == ElementType.SYNOPSIS:
        return Token(TokenKind.SYNOPSIS, text, line, line)
    if kind == ElementType.PAGEBREAK:
        return Token(TokenKind.PAGE_BREAK, "", line, line)
    return None
