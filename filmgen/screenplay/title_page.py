"""The title page of a Fountain file: `Key: value` lines before the first blank one."""

from __future__ import annotations

import re

from filmgen.screenplay.comments import NumberedLine
from filmgen.screenplay.emphasis import strip_emphasis

_KEY = re.compile(r"^\s*([^\W_][^:：\n]{0,39}?)\s*[:：]\s*(.*?)\s*$")
_FIRST_KEY_WORDS = (
    "title,credit,credits,author,authors,source,notes,draft date,date,contact,copyright"
    ",revision,format,written by,font,subtitle,episode,version,draft,lang,language,header,footer"
    ",name,created,series,director,producer,email,address,company,watermark"
    ",название,заголовок,автор,авторы,источник,дата,контакт,контакты,редакция"
    ",标题,片名,剧名,题目,作者,编剧,署名,来源,日期,联系方式,联系,版权,版本,タイトル,作,脚本"
    ",titel,autor,autoren,titre,auteur,título,titolo,autore"
)
_FIRST_KEYS = frozenset(_FIRST_KEY_WORDS.split(","))
_CANONICAL = {
    "заголовок": "Title", "название": "Title", "标题": "Title", "片名": "Title", "剧名": "Title",
    "题目": "Title", "タイトル": "Title", "titel": "Title", "titre": "Title", "título": "Title",
    "titolo": "Title",
}  # fmt: skip


def read_title_page(
    lines: tuple[NumberedLine, ...],
) -> tuple[tuple[tuple[str, str], ...], tuple[NumberedLine, ...]]:
    """(title page entries, the lines after it).

    A file has one only if its first line with text is a key that title pages have, so
    that a script which opens with "FADE IN:" or 小明：你好 keeps its first line. Keys that
    mean the title in other languages become "Title"; the others stay as typed.
    """
    start = 0
    while start < len(lines) and not lines[start].text.strip():
        start += 1
    if start == len(lines):
        return (), lines
    opening = _KEY.match(lines[start].text)
    if not opening or opening[1].casefold() not in _FIRST_KEYS:
        return (), lines
    entries: list[tuple[str, list[str]]] = []
    position = start
    while position < len(lines):
        text = lines[position].text
        if not text.strip():
            break
        indented = text[0] in " \t\u3000"
        match = None if indented and entries else _KEY.match(text)
        if match:
            key = _CANONICAL.get(match[1].casefold(), match[1])
            entries.append((key, [match[2]] if match[2] else []))
        elif indented:
            entries[-1][1].append(text.strip())
        else:
            break  # the script starts without the blank line it should have
        position += 1
    page = tuple((key, strip_emphasis("\n".join(values))) for key, values in entries)
    return page, lines[position:]
