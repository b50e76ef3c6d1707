"""Comments as they come: a text file, a table out of a form or a site, JSON, JSON lines."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filmgen.breakdown.lexicon import word_set
from filmgen.errors import ConfigError
from filmgen.screenplay.source import decode

MOST_BYTES = 64_000_000
MOST_CHARS = 4000
"""A comment longer than two pages is cut there: nobody's opinion needs more to be counted."""

_COLUMNS = {
    "text": word_set(
        "text comment comments review feedback message body content note notes opinion answer "
        "kommentar comentario commentaire commento комментарий отзыв 评论 评价 内容 コメント 感想"
    ),
    "author": word_set(
        "author user username name handle nick from by autor auteur автор 作者 用户"
    ),
    "rating": word_set("rating stars score grade mark rate points bewertung nota оценка 评分 分数"),
    "time": word_set("time timecode tc at position zeit tiempo время 时间"),
}
_BULLET = re.compile(r"^\s*(?:[-*•–·]|\(?\d{1,4}[.)])\s+")
_FRACTION = re.compile(r"(-?\d+(?:[.,]\d+)?)\s*(?:/|out of|of|von|из)\s*(\d+)")
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")


@dataclass(frozen=True)
class Comment:
    """What one person wrote.

    Attributes:
        id: "c12": the twelfth entry of the file.
        rating: 0 (worst) to 1 (best), None without one.
        time: as given ("1:23"), "" without one.
    """

    id: str
    text: str
    author: str = ""
    rating: float | None = None
    time: str = ""


def read_comments(path: Path) -> tuple[Comment, ...]:
    """All entries of a file, empty ones included, in its order.

    `.csv` and `.tsv` need a column of text (text, comment, review …); author, rating and time
    are taken where there are such columns. JSON is a list of texts or of objects with such keys,
    also inside one object; JSON lines likewise. Anything else is text: paragraphs where blank
    lines part them, else lines.

    Raises:
        ConfigError: no such file, not text, or nothing in it that could be a comment.
    """
    text = _read(path)
    start = text.lstrip()[:1]
    suffix = path.suffix.lower()
    if suffix in (".csv", ".tsv"):
        rows: Iterable[Mapping[str, Any]] = _table(path, text)
    elif suffix in (".json", ".jsonl", ".ndjson") or start in ("[", "{"):
        rows = _json(path, text)
    else:
        rows = [{"text": block} for block in _blocks(text)]
    raw = list(rows)
    top = _top_rating(row.get("rating") for row in raw)
    return tuple(
        Comment(
            f"c{number}",
            _words(row.get("text"))[:MOST_CHARS],
            _words(row.get("author")),
            _rating(row.get("rating"), top),
            _words(row.get("time")),
        )
        for number, row in enumerate(raw, 1)
    )


def _read(path: Path) -> str:
    try:
        if path.is_dir():
            raise ConfigError(str(path), "is a folder; name a file of comments")
        if path.stat().st_size > MOST_BYTES:
            raise ConfigError(str(path), "is larger than 64 MB; split it")
        return decode(path, path.read_bytes())
    except OSError as error:
        raise ConfigError(str(path), f"cannot be read ({error.strerror})") from error


def _blocks(text: str) -> list[str]:
    lines = text.splitlines()
    inner = "\n".join(lines).strip("\n")
    if not re.search(r"\n[ \t]*\n", inner):
        return [_BULLET.sub("", line) for line in lines if line.strip()]
    return [_BULLET.sub("", " ".join(b.split())) for b in re.split(r"\n[ \t]*\n", inner)]


def _table(path: Path, text: str) -> list[dict[str, Any]]:
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t|", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise ConfigError(str(path), f"is no table that can be read ({error})") from error
    rows = [row for row in rows if row]
    if not rows:
        return []
    found = _named(rows[0])
    if "text" not in found:
        shown = ", ".join(cell.strip() for cell in rows[0][:6])
        raise ConfigError(
            str(path), f"no column of comments among {shown}; call it text, comment or review"
        )
    return [
        {name: row[column] if column < len(row) else "" for name, column in found.items()}
        for row in rows[1:]
    ]


def _named(header: Iterable[str]) -> dict[str, int]:
    """Columns by what they hold: a whole name first, then a word of it ("Your comment")."""
    cells = [cell.strip().casefold() for cell in header]
    found: dict[str, int] = {}
    for name, known in _COLUMNS.items():
        whole = [i for i, cell in enumerate(cells) if cell in known]
        part = [i for i, cell in enumerate(cells) if set(re.findall(r"\w+", cell)) & known]
        free = [i for i in [*whole, *part] if i not in found.values()]
        if free:
            found[name] = free[0]
    return found


def _json(path: Path, text: str) -> list[dict[str, Any]]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        value = [_json_line(path, n, line) for n, line in enumerate(text.splitlines(), 1)
                 if line.strip()]  # fmt: skip
        if not value:
            raise ConfigError(str(path), "is no JSON") from error
    if isinstance(value, dict):
        lists = [item for item in value.values() if isinstance(item, list)]
        value = max(lists, key=len) if lists else [value]
    if not isinstance(value, list):
        raise ConfigError(str(path), "holds no list of comments")
    return [_entry(path, item) for item in value]


def _json_line(path: Path, number: int, line: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ConfigError(f"{path}:{number}", "is no JSON; one comment a line") from error


def _entry(path: Path, item: Any) -> dict[str, Any]:
    if not isinstance(item, dict):
        return {"text": item}
    keys = list(item)
    found = _named(keys)
    if "text" not in found:
        raise ConfigError(
            str(path), f"no text among the keys {', '.join(keys[:6])}; call it text or comment"
        )
    return {name: item[keys[index]] for name, index in found.items()}


def _words(value: Any) -> str:
    if isinstance(value, bool) or value is None or isinstance(value, (dict, list)):
        return ""
    return " ".join(str(value).split())


def _number(value: Any) -> float | None:
    match = _NUMBER.search(_words(value))
    return float(match[0].replace(",", ".")) if match else None


def _top_rating(values: Iterable[Any]) -> float:
    """The best mark of the scale that the ratings are on: 5, 10 or 100."""
    highest = max((n for n in map(_number, values) if n is not None), default=5.0)
    return next((top for top in (5.0, 10.0, 100.0) if highest <= top), highest)


def _rating(value: Any, top: float) -> float | None:
    share = _FRACTION.search(_words(value))
    if share and float(share[2]) > 0:
        return min(1.0, max(0.0, float(share[1].replace(",", ".")) / float(share[2])))
    stars = _words(value).count("★") + _words(value).count("⭐")
    number = float(stars) if stars else _number(value)
    if number is None:
        return None
    low = 1.0 if top <= 10 else 0.0
    return min(1.0, max(0.0, (number - low) / (top - low)))
