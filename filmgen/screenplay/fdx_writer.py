"""A `Screenplay` to Final Draft XML (FDX) that reads as the same screenplay again.

The form is Final Draft's own (versions 8 to 13 write `Version` 1 to 6): `<Paragraph Type=…>` of
`<Text Style=…>` runs, `Number` on a scene heading, `<DualDialogue>` about two speeches,
`<ScriptNote>` in the paragraph that it is pinned to, `StartsNewPage`, the title page as typed
paragraphs. Revised words carry `RevisionID`, the number of a set, as in files that Final Draft
itself saved (whose sets, colours and names these are):

    <Revisions ActiveSet="1" Location="7.75" RevisionMode="No" RevisionsShown="All" …>
      <Revision Color="#00000000FFFF" FullRevision="No" ID="1" Mark="*" Name="Blue" PageColor=… …/>

The editor Beat (lmparmentier/Beat) writes the same element and quotes one with a set named "First
Revision": names are free. `Location` is where the asterisk stands, in inches from the left edge;
colours have 16 bits a channel. What FDX has no form for is in `fdx_hints`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from filmgen.screenplay.fdx_hints import EXACT, write_hint
from filmgen.screenplay.headings import heading_number, is_heading
from filmgen.screenplay.model import (
    Action,
    Boneyard,
    Element,
    Lyric,
    Note,
    PageBreak,
    PartKind,
    Scene,
    Screenplay,
    Section,
    SourceRange,
    Speech,
    SpeechPart,
    Synopsis,
    Transition,
)
from filmgen.screenplay.revisions import (
    DRAFTS,
    INK_COLOURS,
    PAGE_COLOURS,
    colour_of,
    draft_of,
    marked_draft,
    marks_after,
)

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CENTRED = frozenset({"title", "subtitle", "episode", "credit", "author", "authors", "source"})
_AT_LEFT = frozenset({"draft date", "date", "revision", "contact", "copyright", "notes"})
_OUTLINE_LEVELS = 4
_LINES_ABOVE_TITLE = 15


@dataclass
class _Paragraph:
    """One `<Paragraph>`; `inside` is ready XML: notes, and hints that stand for marks."""

    kind: str
    runs: list[tuple[str, str]] = field(default_factory=list)
    attributes: dict[str, str] = field(default_factory=dict)
    hint: dict[str, Any] = field(default_factory=dict)
    inside: list[str] = field(default_factory=list)
    revision: int = 0

    def xml(self, indent: str) -> str:
        attributes = dict(sorted({**self.attributes, "Type": self.kind}.items()))
        opening = "".join(f" {name}={_quoted(value)}" for name, value in attributes.items())
        body = [_run(text, style, self.revision) for text, style in self.runs] or ["<Text></Text>"]
        body += self.inside
        lines = [write_hint(self.hint), f"<Paragraph{opening}>", *(f"  {x}" for x in body)]
        return "".join(f"{indent}{line}\n" for line in [*lines, "</Paragraph>"] if line)


def write_fdx(screenplay: Screenplay, *, draft: str | None = None) -> str:
    """FDX text, UTF-8. Notes that mark a draft's changes become Final Draft's revision marks.

    Args:
        draft: the active revision set, one of `revisions.DRAFTS`; what the script says of itself
            if None. White has none.

    Characters that XML cannot hold are left out.
    """
    active = draft or draft_of(screenplay)
    body = _Body()
    body.sequence(screenplay.front_matter)
    for scene in screenplay.scenes:
        if scene.heading.text:
            body.heading(scene)
        body.sequence(scene.elements)
    body.finish()
    parts = [
        '<?xml version="1.0" encoding="UTF-8" standalone="no" ?>\n',
        '<FinalDraft DocumentType="Script" Template="No" Version="5">\n',
        f"  {write_hint(EXACT)}\n  <Content>\n",
        *body.written(),
        "  </Content>\n",
        *_title_page(screenplay.title_page),
        *_revision_sets(active, body.drafts),
        "</FinalDraft>\n",
    ]
    return "".join(parts)


class _Body:
    """The script's paragraphs in order."""

    def __init__(self) -> None:
        self.drafts: set[str] = set()
        self._groups: list[list[_Paragraph]] = []  # two speeches at once are one group
        self._dual: set[int] = set()  # indices of such groups
        self._new_page = False

    def heading(self, scene: Scene) -> None:
        heading = scene.heading
        text = heading.text
        if heading.number and heading_number(text)[1] is not None:
            text += f" #{heading.number}#"  # or its own end would be taken for the number
        paragraph = _Paragraph("Scene Heading", [(text, "")])
        if heading.number:
            paragraph.attributes["Number"] = heading.number
        bare = not is_heading(heading.text, after_blank=True) and not heading.omitted
        if heading.forced != bare:
            paragraph.hint["forced"] = heading.forced
        if heading.omitted:
            paragraph.hint["omitted"] = True
        self._add([paragraph])
        paragraph.revision = self._mark(marks_after(scene.elements, -1))

    def sequence(self, elements: tuple[Element, ...]) -> None:
        for index, element in enumerate(elements):
            if isinstance(element, Note | Boneyard):
                self._comment(element)
            elif isinstance(element, PageBreak):
                self._page_break()
            else:
                paragraphs = list(_paragraphs(element))
                marks = marks_after(elements, index)
                if isinstance(element, Speech) and marks:
                    self._mark_speech(element, paragraphs, marks)
                else:
                    paragraphs[0].revision = self._mark(marks)
                self._add(paragraphs, together=isinstance(element, Speech) and element.dual)

    def finish(self) -> None:
        if self._new_page:
            self._page_break()
            self._new_page = False

    def written(self) -> Iterator[str]:
        for index, group in enumerate(self._groups):
            if index not in self._dual:
                yield from (paragraph.xml("    ") for paragraph in group)
                continue
            new_page = ' StartsNewPage="Yes"' * bool(group[0].attributes.pop("StartsNewPage", ""))
            yield f"    <Paragraph{new_page}>\n"
            yield "      <DualDialogue>\n"
            yield from (paragraph.xml("        ") for paragraph in group)
            yield "      </DualDialogue>\n    </Paragraph>\n"

    def _add(self, paragraphs: list[_Paragraph], together: bool = False) -> None:
        if together and self._groups and not self._new_page:
            self._groups[-1] += paragraphs
            self._dual.add(len(self._groups) - 1)
            return
        if self._new_page:
            paragraphs[0].attributes["StartsNewPage"] = "Yes"
            self._new_page = False
        self._groups.append(paragraphs)

    def _comment(self, element: Note | Boneyard) -> None:
        """Pinned to the paragraph before it; to one without words where there is none."""
        if not self._groups or self._new_page:
            self._add([_Paragraph("General")])
        owner = self._groups[-1][-1]
        if isinstance(element, Note) and marked_draft(element.text) is not None:
            owner.inside.append(write_hint({"note": element.text}))
            return
        hint = write_hint({"boneyard": True}) if isinstance(element, Boneyard) else ""
        text = f"<Text>{_escaped(element.text)}</Text>"
        owner.inside.append(f"<ScriptNote>{hint}<Paragraph>{text}</Paragraph></ScriptNote>")

    def _page_break(self) -> None:
        if self._new_page:
            self._add([_Paragraph("General")])
        self._new_page = True

    def _mark(self, marks: tuple[tuple[str, Any], ...]) -> int:
        """The id of the latest draft among the marks, 0 for none."""
        self.drafts.update(draft for draft, _ in marks)
        return max((DRAFTS.index(draft) for draft, _ in marks), default=0)

    def _mark_speech(
        self, speech: Speech, paragraphs: list[_Paragraph], marks: tuple[tuple[str, Any], ...]
    ) -> None:
        """Marks that stand on a line of the speech mark that line; others mark all of it."""
        first = SourceRange(speech.lines.first_line, speech.lines.first_line)
        owners = list(zip(paragraphs, (first, *(part.lines for part in speech.parts)), strict=True))
        for mark in marks:
            at = mark[1].first_line
            on = [p for p, lines in owners if lines.first_line <= at <= lines.last_line]
            for paragraph in on or paragraphs:
                paragraph.revision = max(paragraph.revision, self._mark((mark,)))


def _paragraphs(element: Element) -> Iterator[_Paragraph]:
    if isinstance(element, Speech):
        yield from _speech(element)
        return
    if isinstance(element, Action):
        centred = {"Alignment": "Center"} if element.centered else {}
        made = _Paragraph("General" if element.centered else "Action", attributes=centred)
    elif isinstance(element, Transition):
        made = _Paragraph("Transition")
    elif isinstance(element, Lyric):
        made = _Paragraph("Lyrics")
    elif isinstance(element, Section):
        made = _Paragraph(f"Outline {min(element.level, _OUTLINE_LEVELS)}")
        if element.level > _OUTLINE_LEVELS:
            made.hint["level"] = element.level
    else:
        assert isinstance(element, Synopsis)
        made = _Paragraph("Outline Body")
    made.runs = [(element.text, "")]
    if not element.text:
        made.hint["empty"] = True
    yield made


def _speech(speech: Speech) -> Iterator[_Paragraph]:
    cue = "".join([speech.character, *(f" ({extension})" for extension in speech.extensions)])
    yield _Paragraph("Character", [(cue, "")])
    for part in speech.parts:
        if part.kind is PartKind.PARENTHETICAL:
            yield _Paragraph("Parenthetical", [(f"({part.text})", "")])
        elif part.kind is PartKind.LYRIC:
            yield _Paragraph("Lyrics", [(part.text, "")], hint={"sung": True})
        else:
            yield _Paragraph("Dialogue", _spoken(part))


def _spoken(part: SpeechPart) -> list[tuple[str, str]]:
    """Runs of a part's words, the stressed ones in italics."""
    if not part.stressed:
        return [(part.text, "")]
    runs: list[tuple[str, str]] = []
    position = 0
    for index, word in enumerate(re.finditer(r"\S+", part.text)):
        if index in part.stressed:
            if word.start() > position:
                runs.append((part.text[position : word.start()], ""))
            runs.append((word[0], "Italic"))
            position = word.end()
    return [*runs, (part.text[position:], "")] if position < len(part.text) else runs


def _title_page(entries: tuple[tuple[str, str], ...]) -> Iterator[str]:
    """Keys that a title page prints as paragraphs, all others as hints only."""
    if not entries:
        return
    yield "  <TitlePage>\n    <Content>\n"
    blank = _Paragraph("General", attributes={"Alignment": "Center"}).xml("      ")
    yield blank * _LINES_ABOVE_TITLE
    for key, value in entries:
        known = key.casefold()
        if known not in _CENTRED | _AT_LEFT:
            yield f"      {write_hint({'key': key, 'value': value})}\n"
            continue
        side = {"Alignment": "Center" if known in _CENTRED else "Left"}
        yield _Paragraph("General", [(value, "")], side, {"key": key}).xml("      ")
        yield blank if known in _CENTRED else ""
    yield "    </Content>\n  </TitlePage>\n"


def _revision_sets(active: str, marked: set[str]) -> Iterator[str]:
    """Every draft up to the latest: Final Draft counts its sets from the first revision, 1."""
    last = max((DRAFTS.index(draft) for draft in (active, *marked)), default=0)
    if not last:
        return
    yield (
        f'  <Revisions ActiveSet="{DRAFTS.index(active) or last}" Location="7.75" '
        'RevisionMode="No" RevisionsShown="All" '
        'ShowPageColor="Yes">\n'
    )
    for number, draft in enumerate(DRAFTS[1 : last + 1], start=1):
        ink, page = INK_COLOURS[colour_of(draft)], PAGE_COLOURS[colour_of(draft)]
        yield (
            f'    <Revision Color="{_sixteen_bit(ink)}" FullRevision="No" ID="{number}" Mark="*" '
            f'Name="{draft.title()}" PageColor="{_sixteen_bit(page)}" Style=""/>\n'
        )
    yield "  </Revisions>\n"


def _sixteen_bit(colour: str) -> str:
    """ "#FF7E79" as Final Draft writes it: "#FFFF7E7E7979"."""
    return "#" + "".join(2 * colour[i : i + 2] for i in (1, 3, 5))


def _run(text: str, style: str, revision: int) -> str:
    attributes = f' RevisionID="{revision}"' if revision else ""
    attributes += f' Style="{style}"' if style else ""
    return f"<Text{attributes}>{_escaped(text)}</Text>"


def _escaped(text: str) -> str:
    return escape(_NOT_XML.sub("", text), {"\r": "&#13;"})


def _quoted(value: str) -> str:
    return quoteattr(_NOT_XML.sub("", value))
