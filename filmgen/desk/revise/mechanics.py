"""Notes that need no writer: rename, cut a scene or a line, change a slug line, shorten.

They are carried out exactly as said, the same with every engine.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from filmgen.breakdown.cast import Cast
from filmgen.breakdown.prose import key_words, sentences
from filmgen.desk.drafts.pairing import text_of
from filmgen.desk.revise.edits import Edit, rewritten
from filmgen.desk.revise.renaming import Rename, read_rename
from filmgen.desk.revise.scope import (
    ENDING_NAMED,
    OPENING_NAMED,
    QUOTED,
    SCENES_NAMED,
    WHOLE_NAMED,
    Concern,
    editable,
    is_text,
)
from filmgen.desk.revise.shortening import SHARE, shorten
from filmgen.errors import ConfigError
from filmgen.screenplay.model import Scene, Screenplay, Speech

_TIMES = {
    "day": ("DAY", "ДЕНЬ", "日"), "night": ("NIGHT", "НОЧЬ", "夜"),
    "dawn": ("DAWN", "РАССВЕТ", "晨"), "sunrise": ("SUNRISE", "РАССВЕТ", "晨"),
    "dusk": ("DUSK", "СУМЕРКИ", "黄昏"), "sunset": ("SUNSET", "ЗАКАТ", "黄昏"),
    "morning": ("MORNING", "УТРО", "清晨"), "evening": ("EVENING", "ВЕЧЕР", "傍晚"),
    "afternoon": ("AFTERNOON", "ДЕНЬ", "日"), "noon": ("NOON", "ПОЛДЕНЬ", "日"),
    "midnight": ("MIDNIGHT", "ПОЛНОЧЬ", "深夜"), "later": ("LATER", "ПОЗЖЕ", "稍后"),
    "continuous": ("CONTINUOUS", "СРАЗУ ПОСЛЕ", "连续"),
}  # fmt: skip
_DOT = r"\s*[.!]*\s*"
_IT = r"(?:(?:the )?(?:heading|slug ?line|time|time of day) (?:of|in) )?(?:SCENE|it|this scene)"
_TIME = re.compile(
    rf"(?:set|change|make|move|shift|play) {_IT} (?:to |at |in |into )?(?:the |a )?"
    rf"(?:time )?({'|'.join(_TIMES)}){_DOT}", re.IGNORECASE,
)  # fmt: skip
_PLACE = re.compile(
    rf"(?:move {_IT} (?:to|into|in)|(?:set|change) the (?:place|location|setting) of SCENE to)"
    rf" (?:the |an? )?([\w'’ -]{{2,40}}?){_DOT}", re.IGNORECASE,
)  # fmt: skip
_HEADING = re.compile(
    rf"(?:set|change|make) (?:the )?(?:heading|slug ?line) of SCENE to (.{{4,80}}?){_DOT}",
    re.IGNORECASE,
)
_SIDE = re.compile(rf"(?:set|make|change) {_IT} (?:to |into )?(?:an? )?(interior|exterior){_DOT}",
                   re.IGNORECASE)  # fmt: skip
_CUT_SCENE = re.compile(rf"(?:cut|delete|remove|omit|drop|lose) (?:the )?(?:whole )?SCENE{_DOT}",
                        re.IGNORECASE)  # fmt: skip
_CUT_QUOTE = re.compile(
    rf"(?:cut|delete|remove|drop|lose) (?:the )?(?:lines?|speech|sentence|words?|part)?\s*"
    rf"QUOTE(?: in SCENE| from SCENE)?{_DOT}", re.IGNORECASE,
)  # fmt: skip
_CUT_LINES = re.compile(
    rf"(?:cut|delete|remove|drop) (?:all )?(?:of )?WHO(?:['’]s)? (?:lines|speeches|dialogue)"
    rf"(?: (?:in|from) SCENE)?{_DOT}", re.IGNORECASE,
)  # fmt: skip
_AMOUNT = r"(?: by (?:about )?(a third|half|a half|a quarter|\d{1,2} ?(?:%|percent|per cent)))?"
_WHAT = r"(?:SCENE|it|this|ALL|WHO(?:['’]s (?:lines|speeches|part))?(?: in SCENE)?)"
_SHORTER = re.compile(
    rf"(?:(?:please )?make {_WHAT} (?:a (?:bit|little) |much |slightly )?shorter"
    rf"|(?:shorten|trim|tighten|cut down) {_WHAT}){_AMOUNT}(?P<more>:.*)?{_DOT}", re.IGNORECASE,
)  # fmt: skip
_SHARES = {"a third": 1 / 3, "half": 0.5, "a half": 0.5, "a quarter": 0.25}


@dataclass(frozen=True)
class Mechanical:
    """What code does for a note.

    Attributes:
        exact: the note asks for just this; False where a writer would do more than cut.
    """

    edits: tuple[Edit, ...] = ()
    rename: Rename | None = None
    exact: bool = True


def plain_form(note: str, characters: tuple[str, ...]) -> str:
    """A note with scenes, people and quotes as SCENE, WHO and QUOTE, so that its form shows."""
    text = QUOTED.sub("QUOTE", note.strip())
    text = SCENES_NAMED.sub("SCENE", text)
    text = re.sub(
        rf"(?:the )?(?:{OPENING_NAMED.pattern}|{ENDING_NAMED.pattern})", "SCENE", text, flags=re.I
    )
    text = re.sub(rf"(?:the )?(?:{WHOLE_NAMED.pattern})", "ALL", text, flags=re.I)
    names = {name for full in characters for name in (full, *full.split()) if len(name) > 2}
    for name in sorted(names, key=lambda n: (-len(n), n)):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "WHO", text, flags=re.I)
    text = re.sub(r"\bWHO(?:[. ]+WHO)+\b", "WHO", text)
    text = re.sub(r"\bthe (?=SCENE|ALL|WHO)", "", text, flags=re.I)
    return " ".join(re.sub(r"[.!]+$", "", text).split())


def read_mechanical(
    concern: Concern, screenplay: Screenplay, cast: Cast, scene: str | None = None
) -> Mechanical | None:
    """What code can do for a note; None where it takes a writer.

    Raises:
        ConfigError: it would leave nothing, or a name that is taken.
    """
    rename = read_rename(concern.note, cast)
    if rename is not None:
        return Mechanical(rename=rename)
    form = plain_form(concern.note, concern.characters)
    if scene is not None:
        form = re.sub(
            r"\b(set|change|make|move|shift) (?=(?:to|at|it)?\s*\w+$)", r"\1 SCENE ", form
        )
        form = form.replace("SCENE it", "SCENE")
    scenes = [screenplay.scenes[i - 1] for i in concern.scenes]
    headings = _headings(form, scenes)
    if headings is not None:
        return Mechanical(headings)
    if _CUT_SCENE.fullmatch(form):
        if len(scenes) == len(screenplay.scenes):
            raise ConfigError("--note", "would cut every scene of the script; nothing is changed")
        printed = any(s.heading.number for s in screenplay.scenes)
        omitted = "OMITTED" if printed else ""
        return Mechanical(tuple(Edit(s.index, -1, "cut", heading=omitted) for s in scenes))
    if _CUT_QUOTE.fullmatch(form) and concern.quoted:
        return Mechanical(tuple(e for s in scenes for e in _cut_quotes(s, concern)))
    if _CUT_LINES.fullmatch(form) and concern.characters:
        cuts = tuple(
            Edit(s.index, n, "cut") for s in scenes for n, e in enumerate(s.elements)
            if isinstance(e, Speech) and e.character in concern.characters
        )  # fmt: skip
        return Mechanical(cuts) if cuts else None
    match = _SHORTER.fullmatch(form)
    if match:
        scope = {s.index: editable(concern, s, cast) for s in scenes}
        amount = next((g for g in match.groups()[:1] if g), "")
        digits = re.match(r"\d+", amount)
        share = int(digits[0]) / 100 if digits else _SHARES.get(amount.lower(), SHARE)
        return Mechanical(shorten(screenplay, scope, cast, share or SHARE), exact=not match["more"])
    return None


def _headings(form: str, scenes: list[Scene]) -> tuple[Edit, ...] | None:
    for pattern, make in ((_TIME, _at_time), (_HEADING, _as_given), (_SIDE, _inside),
                          (_PLACE, _at_place)):  # fmt: skip
        match = pattern.fullmatch(form)
        if match:
            made = [(s, make(s, match[1])) for s in scenes if not s.heading.omitted]
            return tuple(
                Edit(s.index, -1, "replace", heading=text)
                for s, text in made if text != s.heading.text
            )  # fmt: skip
    return None


def _at_time(scene: Scene, time: str) -> str:
    text, old = scene.heading.text, scene.heading.time_text
    words = _TIMES[time.lower()]
    script = 2 if re.search("[\u4e00-\u9fff]", text) else 1 if re.search("[А-я]", text) else 0
    new = words[script]
    if not old:
        return f"{text} {new}" if script == 2 else f"{text} - {new}"
    before, _, after = text.rpartition(old)
    return f"{before}{new}{after}"


def _at_place(scene: Scene, place: str) -> str:
    heading = scene.heading
    first = heading.location.split()[0] if heading.location else ""
    start = heading.text.upper().replace("’", "'").find(first) if first else -1
    prefix = heading.text[:start] if start > 0 else "INT. "
    tail = f" - {heading.time_text}" if heading.time_text else ""
    return f"{prefix}{' '.join(place.split()).upper()}{tail}"


def _inside(scene: Scene, side: str) -> str:
    new = "INT." if side.lower() == "interior" else "EXT."
    text, count = re.subn(r"^(?:INT|EXT|I/E)[./A-Z]*\.?(?=\s)", new, scene.heading.text)
    return text if count else f"{new} {scene.heading.text}"


def _as_given(scene: Scene, heading: str) -> str:
    return " ".join(heading.split())


def _cut_quotes(scene: Scene, concern: Concern) -> list[Edit]:
    """Quoted words cut: the element where they are all of it, else their sentences."""
    edits = []
    keys = [" ".join(key_words(q)) for q in concern.quoted]
    for n, element in enumerate(scene.elements):
        if not is_text(element):
            continue
        text = " ".join(key_words(text_of(element)))
        if text in keys:
            edits.append(Edit(scene.index, n, "cut"))
        elif any(f" {key} " in f" {text} " for key in keys):
            left = [
                s for s in sentences(text_of(element))
                if not any(f" {key} " in f" {' '.join(key_words(s))} "
                           or f" {' '.join(key_words(s))} " in f" {key} " for key in keys)
            ]  # fmt: skip
            edits.append(
                Edit(scene.index, n, "replace", rewritten(element, " ".join(left)))
                if left else Edit(scene.index, n, "cut")
            )  # fmt: skip
    return edits
