"""Final Draft (FDX) to tokens, with the lines of the XML.

The FDX reader of screenplay-tools keeps only the first <Text> of a paragraph, drops dual
dialogue, scene numbers, notes and the title page, and parses unguarded; so this one walks
the XML itself (expat behind defusedxml: entity bombs and external entities are refused).
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.sax import SAXException, SAXParseException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl, InputSource

from defusedxml import DefusedXmlException
from defusedxml.sax import make_parser

from filmgen.errors import ScreenplayError
from filmgen.screenplay.emphasis import escape, strip_emphasis
from filmgen.screenplay.fdx_hints import TARGET, read_hint
from filmgen.screenplay.fdx_title_page import read_sheet
from filmgen.screenplay.headings import is_heading
from filmgen.screenplay.model import SourceRange, Unread
from filmgen.screenplay.names import read_cue
from filmgen.screenplay.source import _CONTROL, _INVISIBLE, _ODD_SPACE
from filmgen.screenplay.tokens import Token, TokenKind

_DECLARATION = re.compile(r"<\?xml.*?\?>", re.DOTALL)
_DEEPEST = 200
_IGNORED_IN_PARAGRAPH = frozenset({"SceneArcBeats", "DynamicLabel", "Alts", "AltText"})


@dataclass
class _Paragraph:
    kind: str
    first: int
    centered: bool = False
    number: str | None = None
    page_break: bool = False
    role: str = "body"  # body, note, omitted, summary, dual
    pieces: list[str] = field(default_factory=list)
    marked: list[str] = field(default_factory=list)  # the same as Fountain marks it
    children: list[_Paragraph] = field(default_factory=list)
    last: int = 0
    omits: bool = False
    hint: dict[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return "".join(self.pieces)


class _Handler(ContentHandler):
    """Collects the paragraphs of Content and TitlePage/Content."""

    def __init__(self) -> None:
        super().__init__()
        self.root = ""
        self.body: list[_Paragraph] = []
        self.title: list[_Paragraph] = []
        self.saw_content = False
        self.exact = False
        self._hint: dict[str, Any] = {}
        self._path: list[str] = []
        self._open: list[_Paragraph] = []
        self._skip = 0
        self._caps = False
        self._stressed = False
        self._run: list[str] = []
        self._in_text = False

    def line(self) -> int:
        locator = getattr(self, "_locator", None)
        return int(locator.getLineNumber() or 1) if locator is not None else 1

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802
        if not self._path:
            self.root = name
        self._path.append(name)
        if len(self._path) > _DEEPEST:
            raise SAXException("elements are nested too deeply")
        if self._path[1:] == ["Content"]:
            self.saw_content = True
        if self._skip or not self._wanted():
            return
        if name in _IGNORED_IN_PARAGRAPH:
            self._skip = len(self._path)
        elif name == "Paragraph":
            self._open.append(
                _Paragraph(
                    kind=attrs.get("Type", "") or "",
                    first=self.line(),
                    centered=attrs.get("Alignment") == "Center",
                    number=(attrs.get("Number") or "").strip() or None,
                    page_break=attrs.get("StartsNewPage") == "Yes",
                    role=self._role(),
                    hint=self._hint,
                )
            )
            self._hint = {}
        elif name == "Text" and self._open:
            self._in_text = True
            style = (attrs.get("Style") or "").split("+")
            self._caps = "AllCaps" in style
            self._stressed = not {"Italic", "Underline", "Bold"}.isdisjoint(style)
            self._run = []
        elif name == "OmittedScene" and self._open:
            self._open[-1].omits = True

    def endElement(self, name: str) -> None:  # noqa: N802
        if self._skip:
            if len(self._path) == self._skip:
                self._skip = 0
        elif name == "Text":
            self._in_text = False
            if self._open:
                self._open[-1].marked.append(_marked("".join(self._run), self._stressed))
            self._run = []
        elif name == "Paragraph" and self._open and self._wanted():
            paragraph = self._open.pop()
            paragraph.last = max(paragraph.first, self.line())
            if self._open:
                self._open[-1].children.append(paragraph)
            elif self._path[1] == "TitlePage":
                self.title.append(paragraph)
            else:
                self.body.append(paragraph)
        self._path.pop()

    def processingInstruction(self, target: str, data: str) -> None:  # noqa: N802
        if target != TARGET:
            return
        fields, line = read_hint(data), self.line()
        if fields.get("exact") is True:
            self.exact = True
        elif isinstance(fields.get("note"), str) and self._open:
            mark = _Paragraph("", line, role="note", pieces=[fields["note"]], last=line)
            self._open[-1].children.append(mark)
        elif isinstance(fields.get("value"), str) and self._path[1:2] == ["TitlePage"]:
            self.title.append(_Paragraph("", line, pieces=[fields["value"]], hint=fields))
        else:
            self._hint = fields

    def characters(self, content: str) -> None:
        if self._in_text and self._open and not self._skip:
            self._open[-1].pieces.append(content.upper() if self._caps else content)
            self._run.append(self._open[-1].pieces[-1])

    def _wanted(self) -> bool:
        return self._path[1:2] == ["Content"] or self._path[1:3] == ["TitlePage", "Content"]

    def _role(self) -> str:
        for name in reversed(self._path[:-1]):
            if name == "ScriptNote":
                return "note"
            if name == "OmittedScene":
                return "omitted"
            if name == "Summary":
                return "summary"
            if name == "DualDialogue":
                return "dual"
        return "body"


def read_fdx(
    path: Path, text: str
) -> tuple[tuple[tuple[str, str], ...], list[Token], list[Unread]]:
    """XML text to (title page, tokens, what was not understood).

    Raises:
        ScreenplayError: not well-formed, with entity declarations, or not Final Draft.
    """
    # The text is decoded already: blank the declaration so that expat does not doubt it.
    blanked = _DECLARATION.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), text[:2000], count=1)
    source = InputSource()
    source.setByteStream(io.BytesIO((blanked + text[2000:]).encode("utf-8", "replace")))
    source.setEncoding("utf-8")
    handler = _Handler()
    parser = make_parser()
    parser.setContentHandler(handler)
    try:
        parser.parse(source)
    except SAXParseException as error:
        line = error.getLineNumber()
        reason = error.getMessage()
        raise ScreenplayError(path, f"is not well-formed XML: {reason}", line) from error
    except (SAXException, DefusedXmlException, RecursionError) as error:
        reason = "; entities are refused" if isinstance(error, DefusedXmlException) else ""
        what = type(error).__name__ if reason else str(error)
        raise ScreenplayError(
            path, f"is XML that is not safe to read: {what}{reason}", handler.line()
        ) from error
    if handler.root != "FinalDraft":
        raise ScreenplayError(path, f"is XML but not Final Draft (<{handler.root[:40]}>)", 1)
    if not handler.saw_content:
        raise ScreenplayError(path, "is Final Draft XML without <Content>", 1)
    builder = _Builder(handler.exact)
    for paragraph in handler.body:
        builder.add(paragraph)
    keyed = [(str(p.hint["key"]), p.text) for p in handler.title if "key" in p.hint]
    page = (
        tuple(keyed)
        if handler.exact
        else read_sheet([(_clean(p.text), p.centered) for p in handler.title])
    )
    return page, builder.tokens, builder.unread


class _Builder:
    """Paragraphs to tokens.

    Args:
        exact: the file is one of `write_fdx`: texts are taken as they stand.
    """

    def __init__(self, exact: bool = False) -> None:
        self.tokens: list[Token] = []
        self.unread: list[Unread] = []
        self._exact = exact

    def add(self, paragraph: _Paragraph, *, dual: bool = False) -> None:
        if paragraph.page_break and (self.tokens or self._exact):
            self.tokens.append(Token(TokenKind.PAGE_BREAK, "", paragraph.first, paragraph.first))
        omitted = [c for c in paragraph.children if c.role == "omitted"]
        text = self._text(paragraph)
        if text or paragraph.hint.get("empty") is True:
            self._own(paragraph, text, dual, paragraph.omits or bool(omitted))
        cues = 0
        for child in paragraph.children:
            if child.role == "dual":
                cues += child.kind == "Character"
                self.add(child, dual=child.kind == "Character" and cues % 2 == 0)
            elif child.role == "note":
                self._comment(TokenKind.NOTE, child)
            elif child.role == "summary":
                self._comment(TokenKind.SYNOPSIS, child)
            elif child.role == "body":
                self.add(child)
        if omitted:
            words = "\n".join(t for t in (_clean(c.text) for c in omitted) if t)
            if words:
                first, last = omitted[0].first, omitted[-1].last
                self.tokens.append(Token(TokenKind.BONEYARD, words, first, last, plain=True))

    def _text(self, paragraph: _Paragraph) -> str:
        return paragraph.text if self._exact else _clean(paragraph.text)

    def _comment(self, kind: TokenKind, paragraph: _Paragraph) -> None:
        text = self._text(paragraph)
        if paragraph.hint.get("boneyard") is True:
            kind = TokenKind.BONEYARD
        if text or self._exact:
            self.tokens.append(Token(kind, text, paragraph.first, paragraph.last, plain=True))

    def _own(self, paragraph: _Paragraph, text: str, dual: bool, omitted: bool) -> None:
        kind = paragraph.kind.strip()
        first, last = paragraph.first, paragraph.last
        one_line = text if self._exact else " ".join(text.split())
        hint = paragraph.hint

        def put(what: TokenKind, words: str, **more: object) -> None:
            self.tokens.append(Token(what, words, first, last, plain=True, **more))  # type: ignore[arg-type]

        if kind in ("Scene Heading", "Scene Heading (Top of Page)"):
            bare = not is_heading(one_line, after_blank=True)  # would need Fountain's dot
            put(
                TokenKind.HEADING,
                one_line,
                number=paragraph.number,
                forced=hint.get("forced", bare and not omitted) is True,
                omitted=hint.get("omitted", omitted) is True,
            )
        elif kind == "Shot":
            put(TokenKind.HEADING, one_line, number=paragraph.number, forced=True, omitted=omitted)
        elif kind == "Character":
            cue = read_cue(one_line)
            if cue is None:
                self._odd(paragraph, text, "a cue that names nobody; read as action")
                put(TokenKind.ACTION, text)
                return
            put(TokenKind.CUE, cue.name, dual=dual or cue.dual, extensions=cue.extensions)
            for aside in cue.asides:
                put(TokenKind.PARENTHETICAL, aside)
        elif kind == "Parenthetical":
            put(TokenKind.PARENTHETICAL, one_line.strip("()（） "))
        elif kind == "Dialogue":
            marked = "".join(paragraph.marked)
            marked = marked if self._exact else _clean(marked)
            plain = strip_emphasis(marked) != text
            for i, piece in enumerate((text if plain else marked).split("\n")):
                if self._exact:
                    joint = "\n" if i else ""
                else:
                    joint = " " if i or self._after(TokenKind.DIALOGUE) else ""
                self.tokens.append(
                    Token(TokenKind.DIALOGUE, piece, first, last, joint=joint, plain=plain)
                )
        elif kind in ("Lyrics", "Lyric", "Singing", "Song"):
            speech = self._after(
                TokenKind.CUE, TokenKind.DIALOGUE, TokenKind.PARENTHETICAL
            ) or bool(
                self.tokens
                and self.tokens[-1].kind is TokenKind.LYRIC
                and self.tokens[-1].in_speech
            )
            joint = "\n" if self._after(TokenKind.LYRIC) else ""
            if self._exact:
                speech, joint = hint.get("sung") is True, ""
            put(TokenKind.LYRIC, text, in_speech=speech, joint=joint)
        elif kind == "Transition":
            put(TokenKind.TRANSITION, one_line)
        elif kind in ("New Act", "End of Act", "Act Break", "Act", "Teaser", "End of Teaser"):
            put(TokenKind.SECTION, one_line, level=1)
        elif match := re.fullmatch(r"Outline (?:Header )?(\d)", kind):
            level = hint.get("level")
            level = level if isinstance(level, int) and 0 < level < 1000 else int(match[1])
            put(TokenKind.SECTION, one_line, level=max(1, level))
        elif kind in ("Outline Body", "Scene Summary", "Synopsis"):
            put(TokenKind.SYNOPSIS, one_line)
        elif kind in ("Cast List", "Note", "Script Note"):
            put(TokenKind.NOTE, text)
        else:
            if kind not in ("Action", "General", "", "Action (Centered)"):
                self._odd(
                    paragraph, text, f"paragraph type {kind[:40]!r} is unknown; read as action"
                )
            put(TokenKind.ACTION, text, centered=paragraph.centered)

    def _after(self, *kinds: TokenKind) -> bool:
        return bool(self.tokens) and self.tokens[-1].kind in kinds

    def _odd(self, paragraph: _Paragraph, text: str, reason: str) -> None:
        lines = SourceRange(paragraph.first, paragraph.last)
        self.unread.append(Unread(text, lines, reason))


def _marked(text: str, stressed: bool) -> str:
    """A run of text with its marks escaped, each line of a stressed one in italics."""
    lines = text.split("\n")
    if not stressed:
        return "\n".join(escape(line) for line in lines)
    found = []
    for line in lines:
        core = line.strip()
        before = line[: len(line) - len(line.lstrip())]
        after = line[len(line.rstrip()) :] if core else ""
        found.append(f"{before}*{escape(core)}*{after}" if core else line)
    return "\n".join(found)


def _clean(text: str) -> str:
    plain = _CONTROL.sub(
        "",
        _INVISIBLE.sub("", _ODD_SPACE.sub(" ", text.replace("\r", "\n").replace("\u2028", "\n"))),
    )
    return "\n".join(line.strip() for line in plain.split("\n") if line.strip())
