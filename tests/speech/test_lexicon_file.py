"""The pronouncing lexicon a person writes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filmgen.errors import ConfigError
from filmgen.sound.words.lexicon import Lexicon, read_lexicon


def written(folder: Path, text: str) -> Lexicon:
    path = folder / "lexicon.toml"
    path.write_text(text, encoding="utf-8")
    return read_lexicon(path)


def test_no_file_is_an_empty_lexicon(tmp_path: Path) -> None:
    assert read_lexicon(tmp_path / "lexicon.toml") == Lexicon()


def test_only_what_occurs_is_given(tmp_path: Path) -> None:
    lexicon = written(
        tmp_path,
        'Siobhan = "shivawn"\n"San Jose" = "san ho-ZAY"\nJose = "/xoˈse/"\nAnna = "ah-na"\n',
    )
    assert lexicon.notes == ()
    assert lexicon.entries_in("SIOBHAN’S boat. The Siobhans!") == (("siobhan", "shivawn"),)
    assert lexicon.entries_in("Off to San\n Jose?") == (("san jose", "san ho-ZAY"),)
    assert [word for word, _ in lexicon.entries_in("Jose left San Jose.")] == ["jose", "san jose"]
    assert lexicon.entries_in("Annabel's savanna") == ()
    assert lexicon.entries_in("") == ()


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ('Anna = ""', "empty"),
        ('Anna = "//"', "no phonemes"),
        ('Anna = "/ˈ/"', "no phonemes"),
        ('Anna = "/ˈa9na/"', "'9'"),
        ('Anna = "/ˈAnna/"', "'A'"),
        ('Anna = "/анна/"', "'а'"),
        ('Anna = "a#na"', "'#'"),
        ("Anna = 3", "not text"),
        ("[Anna]\nx = 1", "not text"),
        (f'Anna = "/{"a" * 200}/"', "200"),
        (f'Anna = "{"a" * 200}"', "200"),
        ('"!" = "ah"', "no letters"),
    ],
)
def test_an_impossible_entry_is_noted_and_the_rest_holds(
    tmp_path: Path, entry: str, says: str
) -> None:
    lexicon = written(tmp_path, f'Bea = "bay"\n{entry}\n')
    assert lexicon.entries_in("Anna, Bea!") == (("bea", "bay"),)
    (note,) = lexicon.notes
    assert note.startswith("lexicon.toml: ") and says in note and "\n" not in note


def test_what_is_no_toml_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"lexicon\.toml"):
        written(tmp_path, "Anna : ah-na\n")


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=40), st.sampled_from(["o'brien", "a+b", "x.y", "mc donald"]))
def test_any_text_may_be_searched(text: str, word: str) -> None:
    lexicon = Lexicon(((word, "oh"),))
    assert lexicon.entries_in(f"{text} {word.upper()}! {text}") == ((word, "oh"),)
