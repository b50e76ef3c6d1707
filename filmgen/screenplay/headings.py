"""Reading slug lines: place, location, sub-locations, time of day, printed number, OMITTED.

Forms read: INT. EXT. EST. INT./EXT. I/E, without dot, with comma, dash or no separator
before the time; numbers as `#12A#`, in the margins ("12 INT. … 12") or as 第3场 and "3、";
ИНТ. НАТ. ЭКСТ.; 内景 外景 内/外 in any order with 日 and 夜; ○ for Japanese; forced ".X".
"""

from __future__ import annotations

import re

from filmgen.screenplay.daylight import is_time
from filmgen.screenplay.model import PlaceKind, SceneHeading, SourceRange

_BOTH = (
    r"INT\.?\s?[/-]\s?EXT|EXT\.?\s?[/-]\s?INT|I\.?/E|E\.?/I"
    r"|ИНТ\.?\s?/\s?НАТ|НАТ\.?\s?/\s?ИНТ|ИНТ\.?\s?/\s?ЭКСТ|ЭКСТ\.?\s?/\s?ИНТ"
)
_INSIDE = "INTERIOR|INTERNO|INNEN|INT|ИНТЕРЬЕР|ПАВИЛЬОН|ПАВ|ИНТ|ІНТ"
_OUTSIDE = "EXTERIOR|ESTERNO|AUSSEN|AUßEN|EXT|EST|НАТУРА|НАТ|ЭКСТЕРЬЕР|ЭКСТ|ЕКСТ"
_ALPHABETIC = re.compile(
    rf"(?P<both>{_BOTH})(?P<d1>\.|:|(?=\s|$))|(?P<inside>{_INSIDE})(?P<d2>\.|:|(?=\s|$))"
    rf"|(?P<outside>{_OUTSIDE})(?P<d3>\.|:|(?=\s|$))",
    re.IGNORECASE,
)
_CJK_BOTH = "内外景|内/外景|内景/外景|外景/内景|内/外|外/内|内外|室内外"
_CJK_INSIDE = "内景|室内|屋内|실내"
_CJK_OUTSIDE = "外景|室外|屋外|실외"
_CJK_PREFIX = re.compile(
    rf"(?P<both>{_CJK_BOTH})(?=[\s.．·:：,，、\-—–]|$)"
    rf"|(?P<inside>{_CJK_INSIDE}|内(?=[\s.．·:：,，、\-—–]))"
    rf"|(?P<outside>{_CJK_OUTSIDE}|外(?=[\s.．·:：,，、\-—–]))"
)
_CJK_NUMBER = re.compile(
    r"(?:第\s*([0-9]{1,4}[A-Za-z]?|[〇零一二三四五六七八九十百]{1,6})\s*[场場幕]"
    r"|(?:场景?|場景?)\s*([0-9]{1,4}[A-Za-z]?|[〇零一二三四五六七八九十百]{1,6})"
    r"|([0-9]{1,4}[A-Za-z]?)\s*[、.．])[\s：:、.．]*"
)
_CJK_PLACE_WORD = re.compile(
    r"(?P<both>内外|内/外)景?$|(?P<inside>内景?|室内)$|(?P<outside>外景?|室外)$"
)
_CJK_TIME_PLACE = re.compile(
    r"^(日|夜|晨|昏|黄昏|清晨|傍晚|深夜|白天|夜晚)[/·．]?(内外|内/外|内|外)景?$"
)
_CJK_SPLIT = re.compile(r"[\s\-–—·・．,，、/：:（）()]+")
_JAPANESE = re.compile(r"^[○〇◯]\s*(?=\S)")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_MARGIN_NUMBER = re.compile(r"^(\d{1,4}[A-Z]{0,3}|[A-Z]{1,2}\d{1,4}[A-Z]?)[.)]?\s+(?=\S)")
_HASH_NUMBER = re.compile(r"#([^#\s][^#]{0,19})#$")
_OMITTED = re.compile(
    r"^(?:(?:SCENES?\s+)?(?P<n>\d{1,4}[A-Z]{0,3}(?:\s*(?:-|–|THRU|TO|&|AND)\s*\d{1,4}[A-Z]{0,3})?)"
    r"[.)]?\s+)?(?:SCENES?\s+)?[(\[]?(?:OMITTED|OMIT|ИСКЛЮЧЕНА|ИСКЛЮЧЕНО|本场删除|已删除|删除)"
    r"[)\]]?\.?(?:\s+(?P<m>\d{1,4}[A-Z]{0,3}))?$"
)
_DASH = re.compile(r"\s+[-–—]{1,2}\s+|\s*(?:——|—|--)\s*|\s+-(?=\S)|(?<=\S)-\s+|\s*–\s+|\s+–\s*")
_PARENTHESES = re.compile(r"[(（][^()（）]*[)）]")
_ROOM_WORDS = (
    "HALLWAY HALL CORRIDOR KITCHEN BEDROOM BATHROOM LOBBY ROOF ROOFTOP STAIRWELL STAIRS ELEVATOR"
    " BASEMENT ATTIC GARAGE OFFICE FOYER ENTRYWAY PORCH BALCONY CELLAR PANTRY STUDY PARLOR PARLOUR"
    " RECEPTION LANDING DOORWAY CLOSET"
)
_ROOMS = frozenset(_ROOM_WORDS.split())
_BUILDINGS = re.compile(
    r"\b(?:APARTMENT|BUILDING|HOUSE|HOTEL|HOME|MANSION|SCHOOL|HOSPITAL|STATION|CABIN|MOTEL|FLAT"
    r"|PALACE|COTTAGE|CASTLE|MUSEUM|COURTHOUSE|TOWER)\b"
)
_MOVING = frozenset({"DRIVING", "MOVING", "TRAVELING", "TRAVELLING", "PARKED", "STATIONARY"})
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0}


def heading_number(line: str) -> tuple[str, str | None]:
    """(line without its `#number#`, the number or None)."""
    stripped = line.rstrip()
    if match := _HASH_NUMBER.search(stripped):
        return stripped[: match.start()].rstrip(), match[1].strip()
    return stripped, None


def is_heading(line: str, *, after_blank: bool) -> bool:
    """Whether an unforced line is a slug line.

    Mixed case counts only after a blank line, and without its dot only in capitals, so
    that "Int the morning" and "Ext 12" inside a paragraph stay action.
    """
    text, number = heading_number(line.strip())
    if not text or len(text) > 200:
        return False
    if _OMITTED.match(text):
        return after_blank or number is not None
    margin = _MARGIN_NUMBER.match(text)
    body = text[margin.end() :] if margin else text
    if match := _ALPHABETIC.match(body):
        word = body[: match.end()].rstrip(".: ")
        delimiter = match["d1"] or match["d2"] or match["d3"]
        rest = body[match.end() :].strip()
        if not rest:
            return after_blank and word.isupper() and bool(delimiter)
        if len(word) > 5 and not body.isupper():
            return False  # "Interior of …" is prose
        if word.isupper():
            return bool(delimiter) or after_blank
        return after_blank and bool(delimiter)
    return after_blank and _is_cjk_heading(text)


def _is_cjk_heading(text: str) -> bool:
    if not _CJK.search(text) or len(text) > 60 or text[-1] in "。！？…”!?":
        return False
    if _JAPANESE.match(text):
        return True
    numbered = _CJK_NUMBER.match(text)
    body = text[numbered.end() :] if numbered else text
    if numbered and not numbered[3]:
        return True
    words = [w for w in _CJK_SPLIT.split(body) if w]
    if match := _CJK_PREFIX.match(body):
        rest = body[match.end() :]
        separated = not rest or bool(_CJK_SPLIT.match(rest))
        return separated or len(rest) <= 12 or (bool(words) and is_time(words[-1]))
    if len(words) < 2 or len(words) > 6:
        return False
    has_place = any(_CJK_PLACE_WORD.fullmatch(w) or _CJK_TIME_PLACE.match(w) for w in words)
    has_time = any(is_time(w) or _CJK_TIME_PLACE.match(w) for w in words)
    return has_place and (has_time or bool(numbered))


def read_heading(
    line: str, lines: SourceRange, *, forced: bool = False, number: str | None = None
) -> SceneHeading:
    """A slug line's parts. `time_of_day` is left unspecified: inheritance is resolved later.

    Args:
        line: without forcing dot and emphasis; scene number still in it.
        number: printed number from elsewhere (FDX attribute), wins over one in the text.
    """
    text, hashed = heading_number(line.strip())
    number = number or hashed
    if match := _OMITTED.match(text.upper()):
        return SceneHeading(
            text=text,
            lines=lines,
            number=number or match["n"] or match["m"],
            forced=forced,
            omitted=True,
        )
    body = text
    margin = _MARGIN_NUMBER.match(text)
    if margin and _ALPHABETIC.match(text[margin.end() :]):
        number = number or margin[1]
        body = text[margin.end() :]
        tail = re.search(rf"\s+{re.escape(margin[1])}\.?$", body)
        if tail:
            body = body[: tail.start()]
        text = body
    match = _ALPHABETIC.match(body)
    if match and (not forced or body[: match.end()].rstrip(".: ").isupper()):
        place = _place(match)
        rest = body[match.end() :].strip(" .:-–—")
    elif _CJK.search(body):
        return _read_cjk(text, body, lines, forced, number)
    else:
        place, rest = PlaceKind.UNSPECIFIED, body
    names, time_text = _split(rest, forced and place is PlaceKind.UNSPECIFIED)
    return SceneHeading(
        text=text,
        lines=lines,
        place=place,
        location=names[0] if names else "",
        sublocations=tuple(names[1:]),
        time_text=time_text,
        number=number,
        forced=forced,
    )


def _place(match: re.Match[str]) -> PlaceKind:
    if match["both"]:
        return PlaceKind.BOTH
    return PlaceKind.INTERIOR if match["inside"] else PlaceKind.EXTERIOR


def _split(rest: str, whole: bool) -> tuple[list[str], str]:
    """(location and sub-locations in capitals, printed time)."""
    segments = [s.strip(" .,;:") for s in _DASH.split(rest)]
    segments = [s for s in segments if s]
    time_text = ""
    for i in range(1, len(segments)):
        if is_time(segments[i]):
            time_text = " - ".join(segments[i:])
            segments = segments[:i]
            break
    if not time_text and segments:
        last = segments[-1]
        head, comma, tail = last.rpartition(",")
        if comma and is_time(tail):
            segments[-1], time_text = head.strip(" ,"), tail.strip()
        elif stop := re.search(r"\.\s+([^.]+)$", last) if not whole else None:
            # ИНТ. КВАРТИРА. КУХНЯ. ДЕНЬ; in Latin letters the dots before may be ST. or DR.
            if is_time(stop[1], strict=True):
                segments[-1:] = [last[: stop.start()]]
                time_text = stop[1].strip()
                if re.search("[\u0400-\u04ff]", last):
                    segments[-1:] = segments[-1].split(". ")
        elif inside := re.search(r"[(（]([^()（）]+)[)）]$", last):
            if is_time(inside[1]):
                segments[-1], time_text = last[: inside.start()].strip(" ,"), inside[1].strip()
        elif len(segments) == 1 and is_time(last, strict=True) and not whole:
            segments, time_text = [], last
        else:
            words = last.split()
            if len(words) > 1 and is_time(words[-1]) and words[-1].isupper():
                segments[-1], time_text = " ".join(words[:-1]), words[-1]
    names: list[str] = []
    for segment in segments:
        plain = _PARENTHESES.sub(" ", segment)
        pieces = [plain] if whole else re.split(r",|\s/\s", plain)
        names.extend(" ".join(p.upper().replace("’", "'").split()).strip(" .,;:") for p in pieces)
    names = [n for n in names if n and n not in _MOVING]
    if len(names) > 1 and names[0] in _ROOMS and _BUILDINGS.search(names[1]):
        names[0], names[1] = names[1], names[0]  # HALLWAY, SCOTT'S APARTMENT BUILDING
    if not names and segments:
        names = [" ".join(segments[0].upper().split()).strip("()")]
    return [n for n in names if n], time_text


def _read_cjk(
    text: str, body: str, lines: SourceRange, forced: bool, number: str | None
) -> SceneHeading:
    if numbered := _CJK_NUMBER.match(body):
        number = number or _arabic(next(g for g in numbered.groups() if g))
        body = body[numbered.end() :]
    body = _JAPANESE.sub("", body)
    place = PlaceKind.UNSPECIFIED
    if prefix := _CJK_PREFIX.match(body):
        place = _place(prefix)
        body = body[prefix.end() :]
    times: list[str] = []
    names: list[str] = []
    for word in (w for w in _CJK_SPLIT.split(body) if w):
        if joint := _CJK_TIME_PLACE.match(word):
            times.append(joint[1])
            if place is PlaceKind.UNSPECIFIED:
                place = _cjk_place(joint[2])
        elif place is PlaceKind.UNSPECIFIED and (found := _CJK_PLACE_WORD.fullmatch(word)):
            place = _place(found)
        elif is_time(word) and not forced:
            times.append(word)
        elif any(c.isalnum() for c in word):
            names.append(word.upper())
    return SceneHeading(
        text=text,
        lines=lines,
        place=place,
        location=names[0] if names else "",
        sublocations=tuple(names[1:]),
        time_text=" ".join(times),
        number=number,
        forced=forced,
    )


def _cjk_place(word: str) -> PlaceKind:
    if "内" in word and "外" in word:
        return PlaceKind.BOTH
    return PlaceKind.INTERIOR if "内" in word else PlaceKind.EXTERIOR


def _arabic(numeral: str) -> str:
    """第十二场 is scene 12; digits stay as printed."""
    if numeral[0].isascii():
        return numeral
    total, digit = 0, 0
    for char in numeral:
        if char == "百":
            total, digit = total + max(1, digit) * 100, 0
        elif char == "十":
            total, digit = total + max(1, digit) * 10, 0
        else:
            digit = _DIGITS[char]
    return str(total + digit)
