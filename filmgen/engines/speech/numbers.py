"""Numbers in American English words."""

from __future__ import annotations

_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = (
    "zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
)  # fmt: skip
_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (1000, "thousand"))
_IRREGULAR_ORDINALS = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth",
    "nine": "ninth", "twelve": "twelfth",
}  # fmt: skip


def cardinal(number: int) -> str:
    """A whole number below 10**15 in American words; longer ones digit by digit."""
    if number < 0:
        return "minus " + cardinal(-number)
    if number >= 10**15:
        return digits(str(number))
    if number < 20:
        return _ONES[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return _TENS[tens] + (f"-{_ONES[ones]}" if ones else "")
    if number < 1000:
        hundreds, rest = divmod(number, 100)
        return f"{_ONES[hundreds]} hundred" + (f" {cardinal(rest)}" if rest else "")
    size, name = next((size, name) for size, name in _SCALES if number >= size)
    many, rest = divmod(number, size)
    return f"{cardinal(many)} {name}" + (f" {cardinal(rest)}" if rest else "")


def ordinal(number: int) -> str:
    """ "twenty-first" for 21."""
    words = cardinal(number)
    cut = max(words.rfind(" "), words.rfind("-")) + 1
    last = words[cut:]
    if last in _IRREGULAR_ORDINALS:
        return words[:cut] + _IRREGULAR_ORDINALS[last]
    return words[:cut] + (last[:-1] + "ieth" if last.endswith("y") else last + "th")


def year(number: int) -> str:
    """A year as it is said: "nineteen eighty-four", "two thousand one", "nineteen oh five"."""
    high, low = divmod(number, 100)
    if not 10 <= high < 100 or (high % 10 == 0 and low < 10):
        return cardinal(number)
    if low == 0:
        return f"{cardinal(high)} hundred"
    return f"{cardinal(high)} " + (f"oh {_ONES[low]}" if low < 10 else cardinal(low))


def digits(text: str) -> str:
    """Digit by digit, zero as "oh"."""
    return " ".join(
        "oh" if d == "0" else _ONES[int(d)] for d in text if d.isascii() and d.isdigit()
    )


def quantity(text: str) -> str:
    """ "1,250.5" in words."""
    whole, _, fraction = text.replace(",", "").partition(".")
    words = cardinal(int(whole)) if whole else ""
    if fraction:
        tail = " ".join(_ONES[int(d)] for d in fraction)
        words = f"{words} point {tail}".strip()
    return words


def minutes_past(minute: int) -> str:
    """Minutes as a clock's are said: "oh five", "twenty-four"."""
    return f"oh {_ONES[minute]}" if minute < 10 else cardinal(minute)
