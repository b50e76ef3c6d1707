"""Words to Kokoro's symbols, in both accents."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filmgen.engines.speech.kokoro_model import MAX_TOKENS
from filmgen.engines.speech.kokoro_phonemes import PHRASE_TOKENS, VOCABULARY, read_aloud


def spelled(text: str, accent: str = "en-US") -> str:
    return " ".join(phrase.phonemes for phrase in read_aloud(text, accent))


def test_vocabulary_is_the_published_one() -> None:
    """114 symbols below 178; a few ids as Kokoro's own config.json lists them, then all."""
    assert len(VOCABULARY) == 114
    assert max(VOCABULARY.values()) == 177
    known = {";": 1, "—": 9, " ": 16, "A": 24, "O": 31, "T": 36, "a": 43, "h": 50, "ɑ": 69}
    known |= {"ð": 81, "ə": 83, "ɡ": 92, "ŋ": 112, "ɹ": 123, "ʃ": 131, "ʧ": 133, "ˈ": 156, "ᵻ": 177}
    assert {symbol: VOCABULARY[symbol] for symbol in known} == known
    listing = ";".join(f"{symbol}{number}" for symbol, number in sorted(VOCABULARY.items()))
    assert hashlib.sha256(listing.encode()).hexdigest()[:16] == "f8e7299513c499d7"


@pytest.mark.parametrize(
    ("text", "phonemes"),
    [
        ("It's 6:24 am, Mr. Smith.", "ˌɪts sˈɪks twˈɛntifˌɔɹ ˌAˈɛm, mˈɪstəɹ smˈɪθ."),
        ("It's 3 a.m. Go.", "ˌɪts θɹˈi ˌAˈɛm. ɡˌO."),
        ("I owe you $10!", "ˌI ˈO ju tˈɛn dˈɑləɹz!"),
        ("the 1st", "ðə fˈɜɹst"),
        ("Dr. No", "dˈɑktəɹ nˈO"),
        ("Palace Hotel, RM 412", "pˈæləs hOtˈɛl, ɹˈum fˈɔɹ hˈʌndɹəd twˈɛlv"),
        ("GET DOWN NOW", "ɡɛt dˌWn nˈW"),
        ("The FBI", "ði ˌɛfbˌiˈI"),
        ("Wait -- what...", "wˈAt—wˌʌt…"),
        ("café", "kæfˈA"),
    ],
)
def test_golden(text: str, phonemes: str) -> None:
    assert spelled(text) == phonemes


@pytest.mark.parametrize(
    ("text", "phonemes"),
    [
        ("I can't ask father.", "ˌI kˈɑːnt ˈɑːsk fˈɑːðə."),
        ("The dog was lost.", "ðə dˈɒɡ wɒz lˈɒst."),
        ("Here it is. Over there.", "hˈɪəɹ ɪt ɪz. ˈQvə ðˈɛː."),
        ("a new tune at noon", "ɐ nˈjuː tˈjuːn at nˈuːn"),
        ("Sorry, no worry.", "sˈɒɹi, nˈQ wˈʌɹi."),
        ("better butter", "bˈɛtə bˈʌtə"),
        ("cat, hat, after", "kˈat, hˈat, ˈɑːftə"),
    ],
)
def test_british(text: str, phonemes: str) -> None:
    assert spelled(text, "en-GB") == phonemes


@settings(deadline=None, max_examples=25)
@given(st.text(st.characters(codec="latin-1"), max_size=40), st.sampled_from(["en-US", "en-GB"]))
def test_whatever_is_read_can_be_spoken(text: str, accent: str) -> None:
    for phrase in read_aloud(text, accent):
        assert 1 <= len(phrase.tokens) <= MAX_TOKENS
        assert phrase.pause_s > 0


def test_long_speeches_are_cut_evenly_at_sentence_ends() -> None:
    sentence = "We walked along the river until the lights of the town were gone. "
    phrases = read_aloud(sentence * 40)
    assert all(phrase.phonemes.endswith(".") for phrase in phrases)
    lengths = [len(phrase.phonemes) for phrase in phrases]
    assert max(lengths) <= PHRASE_TOKENS
    assert min(lengths) > PHRASE_TOKENS / 3
    assert " ".join(phrase.phonemes for phrase in phrases) == " ".join([spelled(sentence)] * 40)


def test_a_sentence_without_end_is_cut_between_words() -> None:
    phrases = read_aloud("and then " * 300)
    assert len(phrases) > 5
    assert all(len(phrase.phonemes) <= PHRASE_TOKENS for phrase in phrases)
    assert sum(phrase.phonemes.count("ðˈɛn") for phrase in phrases) == 300


def test_one_endless_word_fits() -> None:
    assert all(len(phrase.tokens) <= MAX_TOKENS for phrase in read_aloud("a" + "bo" * 90_000))


LEXICON = (
    ("siobhan", "/ʃɪˈvɔːn/"),
    ("san jose", "san ho-ZAY"),
    ("worcester", "/ˈwʊstər/"),
    ("nguyen", "win"),
    ("o'shea", "oh-SHAY"),
)


@pytest.mark.parametrize(
    ("text", "accent", "phonemes"),
    [
        ("The Siobhans ate Siobhan's cake!", "en-US", "ðə ʃɪvˈɔnz ˈAt ʃɪvˈɔnz kˈAk!"),
        ("Wait -- SIOBHAN!", "en-GB", "wˈAt—ʃɪvˈɔːn!"),
        ("San  Jose, Mr. Nguyen.", "en-US", "sˈæn hOzˈA, mˈɪstəɹ wˈɪn."),
        ("O’Shea left Worcester.", "en-GB", "QʃˈA lˈɛft wˈʊstə."),
    ],
)
def test_the_lexicon_of_the_project_is_obeyed(text: str, accent: str, phonemes: str) -> None:
    phrases = read_aloud(text, accent, LEXICON)
    assert " ".join(phrase.phonemes for phrase in phrases) == phonemes
    assert read_aloud("Unrelated.", accent, LEXICON) == read_aloud("Unrelated.", accent)


def test_every_symbol_knows_its_word() -> None:
    (phrase,) = read_aloud("Mr. Lee -- 6:24 am in San Jose, $10!", "en-US", LEXICON)
    said: dict[int, str] = {}
    for symbol, owner in zip(phrase.phonemes, phrase.owners, strict=True):
        said[owner] = said.get(owner, "") + symbol
    assert set(said) - {-1} == {0, 1, 3, 4, 5, 6, 7, 8}
    assert said[0] == "mˈɪstəɹ" and said[3] == "sˈɪkstwˈɛntifˌɔɹ" and said[4] == "ˌAˈɛm"
    assert said[6] + said[7] == "sˈænhOzˈA" and said[8] == "tˈɛndˈɑləɹz"
