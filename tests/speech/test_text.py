"""Printed English to said English."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmgen.engines.speech.numbers import cardinal, ordinal, year
from filmgen.engines.speech.text import clauses, sentences, spoken_form

KNOWN_WORDS = "good no smack down look out get what resume cafe well hold help FBI NASA so yes go"
SMALL_NUMBERS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
KNOWN = frozenset(KNOWN_WORDS.split())


def said(text: str) -> str:
    return spoken_form(text, KNOWN.__contains__)


@pytest.mark.parametrize(
    ("printed", "spoken"),
    [
        ("It's 6:24 am, Mr. Smith.", "It's six twenty-four A.M., Mister Smith."),
        ("It's 3 a.m. I am here.", "It's three A.M. . I am here."),
        ("At 5:00, or 17:30, or 10:05.", "At five o'clock, or seventeen thirty, or ten oh five."),
        ("I owe you $10.", "I owe you ten dollars."),
        ("$1,250.50!", "one thousand two hundred fifty dollars and fifty cents!"),
        ("$1, $0.99, $2 million", "one dollar, ninety-nine cents, two million dollars"),
        ("£5 or €3k.", "five pounds or three thousand euros."),
        ("The 1st, 2nd, 23rd and 30th.", "The first, second, twenty-third and thirtieth."),
        ("RM 412 on Hwy 61.", "Room four hundred twelve on Highway sixty-one."),
        ("Dr. No lives at 12 St. James St.", "Doctor No lives at twelve Saint James Street"),
        ("In 1984, 1905, 2001 and the '60s.",
         "In nineteen eighty-four, nineteen oh five, two thousand one and the sixties."),
        ("Agent 007, No. 5, Man #2.", "Agent oh oh seven, number five, Man number two."),
        ("Call 555-0123.", "Call five five five, oh one two three."),
        ("6 ft, 180 lbs, 90mph.", "six feet, one hundred eighty pounds, ninety miles an hour."),
        ("50%, 9mm.", "fifty percent, nine millimeters."),
        ("24/7, 1/3 of it, 1/2.", "twenty-four seven, one third of it, a half."),
        ("World War II, Louis XIV.", "World War two, Louis the fourteenth."),
        ("25-30 of them, -5 degrees.", "twenty-five to thirty of them, minus five degrees."),
        ("I was -- wait... what?!", "I was—wait… what?"),
        ("NOOOOO!!! Goooood.", "NO! Good."),
        ("Steel SMACKS him. GET DOWN!", "Steel smacks him. get down!"),
        ("The FBI and NASA. I DID it.", "The FBI and NASA. I DID it."),
        ("W-what? B-b-but...", "what, what? but, but, but…"),
        ("“I can’t,” ‘no’.", "\"I can't,\" 'no'."),
        ("résumé café 😀 ok", "resume cafe okay"),
        ("Shhh! Psst. Woah.", "shush! pist. whoa."),
        ("I *never* said_that.", "I never said that."),
    ],
)  # fmt: skip
def test_golden(printed: str, spoken: str) -> None:
    assert said(printed) == spoken


@given(st.integers(0, 10**15 - 1))
def test_cardinals_read_back(number: int) -> None:
    assert value_of(cardinal(number)) == number


def value_of(words: str) -> int:
    """An independent reader of English number words."""
    small = {word: place for place, word in enumerate(SMALL_NUMBERS.split())}
    tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
    small |= {word: 20 + 10 * place for place, word in enumerate(tens)}
    scales = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
    total = group = 0
    for word in re.split(r"[ -]", words):
        if word == "hundred":
            group *= 100
        elif word in scales:
            total, group = total + group * scales[word], 0
        else:
            group += small[word]
    return total + group


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "first"), (12, "twelfth"), (21, "twenty-first"), (100, "one hundredth")],
)
def test_ordinals(number: int, words: str) -> None:
    assert ordinal(number) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1900, "nineteen hundred"),
        (2000, "two thousand"),
        (1066, "ten sixty-six"),
        (1805, "eighteen oh five"),
    ],
)
def test_years(number: int, words: str) -> None:
    assert year(number) == words


@given(st.text(max_size=60))
def test_any_text_becomes_words_without_ascii_digits(text: str) -> None:
    spoken = said(text)
    assert not re.search(r"[0-9\n\t*_]", spoken)
    assert letters_of("".join(sentences(spoken))) == letters_of(spoken)


def letters_of(text: str) -> list[str]:
    return [c for c in text if c.isalpha()]


def test_cuts_at_sentences_and_clauses_without_losing_words() -> None:
    text = said("First of all, no. At 3 a.m. we left; nobody saw us... Nobody? Right!")
    assert sentences(text) == [
        "First of all, no.", "At three A.M. we left; nobody saw us…", "Nobody?", "Right!",
    ]  # fmt: skip
    assert clauses("First of all, no—wait: yes.") == ["First of all,", "no—", "wait:", "yes."]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("He read it. Did he read it?", "He red it. Did he read it?"),
        ("I read it yesterday; I'll read it.", "I red it yesterday; I'll read it."),
        ("Wind it up. The wind blew.", "Wined it up. The wind blew."),
        ("They tear it. A tear fell.", "They tare it. A tear fell."),
        ("a lead pipe", "a led pipe"),
        ("No use. Use it!", "No use. yews it!"),
        ("(212) 555-0199", "two one two, five five five, oh one nine nine"),
        ("3/4/1987", "March fourth, nineteen eighty-seven"),
        ("5'10\" tall", "five foot ten tall"),
    ],
)
def test_words_of_two_sounds_dates_and_heights(text: str, said: str) -> None:
    assert spoken_form(text) == said
