"""The words for time of day in headings, and the light they mean.

Words that name no light themselves (CONTINUOUS, SAME, MOMENTS LATER, 连续, ПОЗЖЕ) inherit
the scene before. Vocabulary for English, French, German, Spanish, Italian, Russian,
Chinese, Japanese and Korean; matching is by whole words, so DAY ROOM is a place.
"""

from __future__ import annotations

import re

from filmgen.screenplay.model import TimeOfDay

_LIGHT_WORDS: dict[TimeOfDay, str] = {
    TimeOfDay.NIGHT: "NIGHT NIGHTS MIDNIGHT TONIGHT NIGHTTIME NIGHTFALL NACHT NUIT NOCHE NOTTE"
    " NOITE НОЧЬ НОЧЬЮ ПОЛНОЧЬ НІЧ",
    TimeOfDay.DAWN: "DAWN PREDAWN SUNRISE DAYBREAK SUNUP AUBE ALBA AMANECER MORGENGRAUEN РАССВЕТ",
    TimeOfDay.DUSK: "DUSK SUNSET SUNDOWN TWILIGHT GLOAMING EVENING ABEND DÄMMERUNG SOIR CRÉPUSCULE"
    " ATARDECER TRAMONTO SERA ВЕЧЕР ВЕЧЕРОМ ЗАКАТ СУМЕРКИ",
    TimeOfDay.DAY: "DAY DAYS DAYTIME DAYLIGHT MORNING MORNINGS NOON MIDDAY AFTERNOON LUNCHTIME"
    " MIDMORNING BREAKFAST LUNCH TAG MORGEN MITTAG JOUR MATIN DÍA DIA MAÑANA TARDE GIORNO MATTINA"
    " ДЕНЬ ДНЁМ ДНЕМ УТРО УТРОМ ПОЛДЕНЬ",
}
_INHERIT_WORDS = (
    "CONTINUOUS CONTINUING CONTINUED CONTINUES CONT CONT'D CONTD SAME LATER MEANWHILE"
    " SIMULTANEOUS SIMULTANEOUSLY RESUMING RESUME INTERCUT MOMENT MOMENTS MINUTE MINUTES SECOND"
    " SECONDS INSTANT HOUR HOURS SOON EARLIER AFTERWARDS NOW"
    " ПОЗЖЕ ПОЗДНЕЕ ПРОДОЛЖЕНИЕ СПУСТЯ МИНУТУ МИНУТЫ МИНУТ ЧАС ЧАСА ЧАСОВ МГНОВЕНИЕ"
)
_ELAPSED_WORDS = "WEEK WEEKS MONTH MONTHS YEAR YEARS DECADES CENTURY НЕДЕЛЮ МЕСЯЦ ГОД ЛЕТ"
_FILLER_WORDS = (
    "A AN THE AND OF IN ON AT TO BY FOR THAT THIS NEXT FOLLOWING PREVIOUS LAST FIRST FINAL LATE"
    " EARLY MID PRE JUST BEFORE AFTER BIT LITTLE FEW SOME SEVERAL COUPLE MANY TIME OTHER ANOTHER"
    " ONE TWO THREE FOUR FIVE SIX SEVEN EIGHT NINE TEN TWELVE TWENTY THIRTY HALF QUARTER MAGIC"
    " GOLDEN BLUE LIGHT LONG SHORT WHILE STILL FULL BROAD PRESENT SUNNY RAINY RAIN SNOW FOGGY"
    " STORMY CLOUDY OVERCAST DARK BRIGHT FLASHBACK DREAM MONDAY TUESDAY WEDNESDAY THURSDAY FRIDAY"
    " SATURDAY SUNDAY SPRING SUMMER AUTUMN FALL WINTER CHRISTMAS NEW ESTABLISHING"
    " ТОТ ТО ЖЕ ЖЕ ДРУГОЙ СЛЕДУЮЩИЙ СЛЕДУЮЩЕЕ РАННЕЕ РАННИЙ ПОЗДНИЙ ПОЗДНЯЯ ЧЕРЕЗ НЕСКОЛЬКО"
    " ВРЕМЯ ДВА ТРИ ПОСЛЕ ДО"
)
_CJK_LIGHT: tuple[tuple[TimeOfDay, str], ...] = (
    (TimeOfDay.NIGHT, "夜|晚上|晚间|午夜|半夜|深更|凌晨|밤|심야|晚"),
    (TimeOfDay.DUSK, "黄昏|傍晚|薄暮|日落|夕|昏|저녁|暮"),
    (TimeOfDay.DAWN, "黎明|拂晓|破晓|清晨|日出|晨曦|明け方|새벽"),
    (TimeOfDay.DAY, "白天|上午|中午|下午|午后|正午|早上|早晨|清早|日|昼|朝|낮|아침|오후|午前"),
    (TimeOfDay.DAWN, "晨"),
)
_CJK_INHERIT = "连续|連續|同时|同時|接上|紧接|稍后|稍後|片刻|之后|随后|不久|同前|同上|계속|続き"
_CJK_TIME = re.compile(
    r"(?:第二天|次日|翌日|当天|同一天|几天后|某|大|同|深|入)?(?:"
    + "|".join(words for _, words in _CJK_LIGHT)
    + f"|{_CJK_INHERIT}|第二天|次日|翌日)+(?:景|里|间|后|時|时)?"
)
_BY_WORD: dict[str, TimeOfDay] = {
    word: light for light, words in _LIGHT_WORDS.items() for word in words.split()
}
_INHERIT = frozenset(_INHERIT_WORDS.split())
_ELAPSED = frozenset(_ELAPSED_WORDS.split())
_FILLER = frozenset(_FILLER_WORDS.split())
_CLOCK = re.compile(r"\b(\d{1,2})(?:[:.](\d{2}))?\s*([AP])\.?M\b\.?|\b(\d{1,2}):(\d{2})\b")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+")
_MAGIC_HOUR = re.compile(r"\b(?:MAGIC|GOLDEN|BLUE) HOUR\b")
_FIRST_LIGHT = re.compile(r"\bFIRST LIGHT\b|\bEARLY MORNING\b|\bPRE-?DAWN\b")


def _is_cjk(text: str) -> bool:
    return bool(re.search(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]", text))


def is_time(text: str, *, strict: bool = False) -> bool:
    """Whether a heading's segment is about time and nothing else.

    Unless `strict`, a light word after up to three words of its own counts: ELECTION NIGHT.
    """
    upper = text.upper().strip(" ()（）.:：,，")
    if not upper or len(upper) > 60:
        return False
    if _is_cjk(upper):
        return bool(_CJK_TIME.fullmatch(upper.replace(" ", "")))
    words = _WORD.findall(_CLOCK.sub(" ", upper).replace("’", "'"))
    known = [w for w in words if w in _BY_WORD or w in _INHERIT or w in _ELAPSED]
    if not known and not _CLOCK.search(upper) and not _FIRST_LIGHT.search(upper):
        return False
    if all(w in _FILLER or w in known or w.isdigit() for w in words):
        return True
    return not strict and words[-1] in _BY_WORD and len(words) <= 4


def resolve_light(time_text: str, before: TimeOfDay) -> TimeOfDay:
    """The light that `time_text` asks for; `before` where it names none.

    A jump of weeks or years names no light and inherits none: UNSPECIFIED.
    """
    upper = time_text.upper().replace("’", "'")
    if not upper.strip():
        return before
    if _is_cjk(upper):
        for light, forms in _CJK_LIGHT:
            if re.search(
                forms, upper.replace("同一天", "").replace("次日", "").replace("翌日", "")
            ):
                return light
        return TimeOfDay.DAY if re.search("第二天|次日|翌日", upper) else before
    if "DAY FOR NIGHT" in upper:
        return TimeOfDay.NIGHT
    if "NIGHT FOR DAY" in upper:
        return TimeOfDay.DAY
    if _MAGIC_HOUR.search(upper):
        return TimeOfDay.DUSK
    if _FIRST_LIGHT.search(upper):
        return TimeOfDay.DAWN
    words = _WORD.findall(upper)
    if "EVENING" in words and "LATE" in words:
        return TimeOfDay.NIGHT
    lights = [_BY_WORD[w] for w in words if w in _BY_WORD]
    named = [w for w in words if w in _BY_WORD]
    # "NIGHT, TWO DAYS LATER" is a night: counting days says less than naming a light.
    firm = [light for light, w in zip(lights, named, strict=True) if w != "DAYS"]
    if firm:
        return firm[-1]
    if clock := _CLOCK.search(upper):
        return _light_at(clock)
    if lights:
        return lights[-1]
    if any(w in _ELAPSED for w in words):
        return TimeOfDay.UNSPECIFIED
    return before


def _light_at(clock: re.Match[str]) -> TimeOfDay:
    hour = int(clock[1] or clock[4])
    if clock[3] == "P" and hour < 12:
        hour += 12
    elif clock[3] == "A" and hour == 12:
        hour = 0
    if 5 <= hour < 7:
        return TimeOfDay.DAWN
    if 7 <= hour < 18:
        return TimeOfDay.DAY
    return TimeOfDay.DUSK if 18 <= hour < 20 else TimeOfDay.NIGHT
