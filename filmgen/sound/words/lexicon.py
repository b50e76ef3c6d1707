"""The project's pronouncing lexicon: `lexicon.toml`, how names and coinages are said.

Siobhan = "shivawn"
"San Jose" = "san ho-ZAY"
Worcester = "/ˈwʊstər/"

A respelling is read as English is, hyphens between syllables and the stressed one in capitals;
between slashes stand phonemes of the IPA. An entry that cannot be said is left out with a note,
and every other holds.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from filmgen.errors import ConfigError

LONGEST = 80
"""Characters of a pronunciation: the longest word of English takes 40."""

# The International Phonetic Alphabet (2020 chart): letters, diacritics, suprasegmentals, and
# the ligatures and "g" that keyboards have.
_LETTERS = (
    "abcdefhijklmnopqrstuvwxyzæðøħŋœɐɑɒɓɔɕɖɗɘəɚɛɜɝɞɟɠɡɢɣɤɥɦɧɨɪɫɬɭɮɯɰɱɲɳɴɵɶɸɹɺɻɽɾʀʁʂʃʄʈʉʊʋʌʍʎʏʐʑ"
    "ʒʔʕʘʙʛʜʝʟʡʢǀǁǂǃβθχⱱʣʤʥʦʧʨᵻg"
)
_MARKS = "ˈˌːˑ.|‖‿ ˥˦˧˨˩↗↘ꜛꜜʰʷʲˠˤⁿˡ˞̃̊̈̽̆̚͜͡'"
_SYLLABIC = "\u0329\u032f\u032a\u032c\u0325\u0324\u0330\u033a\u033b\u031f\u0320\u031d\u031e\u0334"
_IPA = frozenset(_LETTERS + _MARKS + _SYLLABIC)
_SOUNDS = frozenset(_LETTERS)
_ENDINGS = r"(?:['’]s|s['’]|['’]|e?s)?"


@dataclass(frozen=True)
class Lexicon:
    """How words are said.

    Attributes:
        entries: (word or phrase in lower case, pronunciation), the longest first.
        notes: one line for each entry that was left out: file, entry, why, and the way out.
    """

    entries: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()

    def entries_in(self, text: str) -> tuple[tuple[str, str], ...]:
        """The entries that occur in a text, as whole words, in any case.

        "Siobhan's" and "the Siobhans" hold "siobhan"; "Anna" is not in "Annabel". A word
        inside a longer entry that occurs ("Jose" in "San Jose") counts where it stands alone.
        """
        rest = _plain(text)
        found = []
        for word, said in self.entries:
            shorter, times = occurrences(word).subn(" \x00 ", rest)
            if times:
                found.append((word, said))
                rest = shorter
        return tuple(sorted(found))


def read_lexicon(path: Path) -> Lexicon:
    """The lexicon of a project; empty where there is no file.

    Raises:
        ConfigError: the file is not TOML.
    """
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return Lexicon()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(path.name, f"{path} cannot be read as TOML: {error}") from error
    entries: dict[str, str] = {}
    notes = []
    for word, said in document.items():
        fault = _fault(word, said)
        if fault:
            notes.append(f"{path.name}: {word!r} is left out: {fault}")
        else:
            entries[_plain(word)] = _tidy(said)
    ordered = sorted(entries.items(), key=lambda entry: (-len(entry[0]), entry[0]))
    return Lexicon(tuple(ordered), tuple(notes))


def occurrences(word: str) -> re.Pattern[str]:
    """Where a lexicon's word stands in a text, with a possessive's or plural's ending.

    Groups: `word` as written, `ending` ("'s", "s", "" …).
    """
    spaced = r"\s+".join(re.escape(part).replace("'", "['’]") for part in word.split())
    return re.compile(rf"(?<![\w])(?P<word>{spaced})(?P<ending>{_ENDINGS})(?!\w)", re.IGNORECASE)


def _fault(word: str, said: object) -> str:
    """What is wrong with an entry and the way out, or ""."""
    if not any(c.isalnum() for c in word):
        return "it has no letters; name a word or a phrase"
    if not isinstance(said, str):
        return 'its pronunciation is not text; write "shivawn" or "/ʃɪˈvɔːn/"'
    told = _tidy(said)
    if told.startswith("/") and told.endswith("/") and len(told) > 1:
        return _fault_of_ipa(told[1:-1].strip())
    if not any(c.isalpha() for c in told):
        return 'its pronunciation is empty; write "shivawn" or "/ʃɪˈvɔːn/"'
    if len(told) > LONGEST:
        return f"its respelling has {len(told)} characters, more than {LONGEST}; shorten it"
    foreign = next((c for c in told if not (c.isalpha() or c in " -'’.")), "")
    if foreign:
        return (
            f"{foreign!r} cannot stand in a respelling; use letters and hyphens, or IPA "
            "between two slashes"
        )
    return ""


def _fault_of_ipa(phonemes: str) -> str:
    if len(phonemes) > LONGEST:
        return f"it has {len(phonemes)} phonemes, more than {LONGEST}; shorten it"
    bad = next((c for c in phonemes if c not in _IPA), "")
    if bad:
        named = unicodedata.name(bad, "an unnamed sign").lower()
        return (
            f"{bad!r} ({named}) is no symbol of the IPA; take it out, or write a respelling "
            "without slashes"
        )
    if not any(c in _SOUNDS for c in phonemes):
        return "it has no phonemes between the slashes; write them as in /ʃɪˈvɔːn/"
    return ""


def _tidy(said: str) -> str:
    return " ".join(unicodedata.normalize("NFC", said).split())


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).replace("’", "'").lower().split())
