"""What of a delivery is heard in the embedded voice, and whether it knows when it says what."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from filmgen.engines.protocols import SpeechRequest
from filmgen.engines.speech.kokoro import KokoroEngine
from filmgen.engines.speech.kokoro_model import (
    FRAME_SAMPLES,
    RATE_HZ,
    KokoroModel,
    Prosody,
    join_weights,
)
from filmgen.engines.speech.kokoro_phonemes import Phrase, read_aloud
from filmgen.engines.speech.kokoro_prosody import directed, token_speeds
from filmgen.engines.speech.kokoro_voices import load_pack
from filmgen.engines.speech.levels import LEAD_S
from filmgen.media import FloatArray, Sound
from filmgen.sound.acting.delivery import Delivery
from filmgen.sound.words.word_times import word_times

LINE = "She sold the boat, didn't she?"
VOICED_HZ = 45.0


@pytest.fixture(scope="module")
def model() -> KokoroModel:
    return KokoroModel()


@pytest.fixture(scope="module")
def kokoro() -> KokoroEngine:
    return KokoroEngine()


@pytest.fixture(scope="module")
def listed(kokoro: KokoroEngine) -> Sound:
    """Words with silences between them."""
    return kokoro.speak(SpeechRequest("Stop, cat, six, back: sand. Ten!", "en", "af_heart", 0.9))


def styled(text: str = LINE) -> tuple[Phrase, FloatArray]:
    (phrase,) = read_aloud(text)
    return phrase, load_pack("af_heart")[len(phrase.phonemes) - 1]


def predicted(model: KokoroModel, delivery: Delivery, text: str = LINE) -> Prosody:
    phrase, style = styled(text)
    return model.predict(phrase.tokens, style, token_speeds(phrase, delivery, 1.0))


def acted(model: KokoroModel, delivery: Delivery) -> Prosody:
    phrase, _ = styled()
    (prosody,) = directed([phrase], [predicted(model, delivery)], delivery)
    return prosody


def octaves(prosody: Prosody) -> FloatArray:
    heard: FloatArray = np.log2(prosody.pitch_hz[prosody.pitch_hz > VOICED_HZ])
    return heard


def test_the_halves_say_what_the_whole_graph_says(model: KokoroModel) -> None:
    import onnxruntime

    phrase, style = styled("Go home, Anna.")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    whole = onnxruntime.InferenceSession(
        join_weights(), options, providers=["CPUExecutionProvider"]
    )
    tokens = np.array([[0, *phrase.tokens, 0]], np.int64)
    speed = np.array([1.1], np.float32)
    (audio,) = whole.run(None, {"tokens": tokens, "style": style[None], "speed": speed})
    prosody = model.predict(phrase.tokens, style, 1.1)
    assert np.array_equal(model.render(prosody, style), audio.reshape(-1))
    assert len(audio.reshape(-1)) == FRAME_SAMPLES * prosody.frames.sum()


def test_an_ordinary_delivery_changes_nothing(model: KokoroModel) -> None:
    plain, same = predicted(model, Delivery()), acted(model, Delivery(breath=1.0, loudness_db=6.0))
    assert np.array_equal(plain.pitch_hz, same.pitch_hz)
    assert np.array_equal(plain.frames, same.frames)


@pytest.mark.parametrize("semitones", [-4.0, 4.0])
def test_pitch_is_moved_and_unvoiced_sounds_are_not(model: KokoroModel, semitones: float) -> None:
    plain = predicted(model, Delivery())
    moved = acted(model, Delivery(pitch_semitones=semitones))
    assert np.median(octaves(moved)) - np.median(octaves(plain)) == pytest.approx(
        semitones / 12, abs=0.02
    )
    unvoiced = plain.pitch_hz <= VOICED_HZ
    assert unvoiced.any() and np.array_equal(plain.pitch_hz[unvoiced], moved.pitch_hz[unvoiced])
    assert np.array_equal(plain.energy, moved.energy)


@pytest.mark.parametrize("factor", [0.0, 0.5, 1.5])
def test_intonation_widens_and_flattens_around_the_mean(model: KokoroModel, factor: float) -> None:
    plain, moved = predicted(model, Delivery()), acted(model, Delivery(intonation=factor))
    # Less at the widest: no excursion of more than an octave grows.
    assert np.std(octaves(moved)) == pytest.approx(factor * np.std(octaves(plain)), abs=0.05)
    assert np.mean(octaves(moved)) == pytest.approx(np.mean(octaves(plain)), abs=0.03)


def test_a_stressed_word_is_longer_higher_and_stronger(model: KokoroModel) -> None:
    phrase, _ = styled()
    plain, moved = predicted(model, Delivery()), acted(model, Delivery(stressed=(3,)))
    places = [k for k, owner in enumerate(phrase.owners, 1) if owner == 3]
    assert "".join(phrase.phonemes[k - 1] for k in places) == "bˈOt"

    def within(prosody: Prosody) -> tuple[int, float, float]:
        edges = np.concatenate([[0], np.cumsum(prosody.frames)])
        part = slice(2 * edges[places[0]] + 4, 2 * edges[places[-1] + 1] - 4)
        pitch = prosody.pitch_hz[part]
        return (
            int(prosody.frames[places].sum()),
            float(np.median(pitch[pitch > VOICED_HZ])),
            float(prosody.energy[part].max()),
        )

    (length, pitch, energy), (longer, higher, stronger) = within(plain), within(moved)
    assert longer >= 1.2 * length
    assert higher > 1.1 * pitch
    assert stronger > energy + 0.2


def test_pauses_are_as_long_as_asked_and_words_are_not(model: KokoroModel) -> None:
    text = "Well, no: she sold it."
    phrase, _ = styled(text)
    marks = [k for k, symbol in enumerate(phrase.phonemes, 1) if symbol in ",:."]
    words = [k for k, owner in enumerate(phrase.owners, 1) if owner >= 0]
    plain, long, short = (
        predicted(model, Delivery(pauses=p), text).frames for p in (1.0, 2.5, 0.4)
    )
    assert 0.6 * plain[marks].sum() > short[marks].sum()
    assert long[marks].sum() > 2 * plain[marks].sum()
    assert np.array_equal(plain[words], long[words])


def test_slurred_words_run_together(model: KokoroModel) -> None:
    phrase, _ = styled()
    spaces = [
        k
        for k, symbol in enumerate(phrase.phonemes, 1)
        if symbol == " " and phrase.phonemes[k - 2] != ","
    ]
    consonants = [k for k, symbol in enumerate(phrase.phonemes, 1) if symbol in "stbnʃ"]
    crisp, slurred = (predicted(model, Delivery(slur=s)).frames for s in (0.0, 1.0))
    assert slurred[spaces].sum() < 0.8 * crisp[spaces].sum()
    assert slurred[consonants].sum() < crisp[consonants].sum()


def test_the_pitch_asked_for_is_heard(kokoro: KokoroEngine) -> None:
    """By autocorrelation of the sound itself."""
    heard = []
    for semitones in (0.0, 4.0):
        delivery = Delivery(pitch_semitones=semitones, intonation=0.0)
        sound = kokoro.speak(SpeechRequest("Mama, no!", "en", "af_heart", 1.0, 0, delivery))
        assert sound.notes["acted"] == ["pitch_semitones", "intonation"][semitones == 0 :]
        heard.append(_pitch_hz(sound))
    assert heard[1] / heard[0] == pytest.approx(2 ** (4 / 12), rel=0.04)


def test_every_word_has_its_time(listed: Sound, kokoro: KokoroEngine) -> None:
    text = "I owe you $10 -- not 1 cent more! ... 😀"
    notes = kokoro.speak(SpeechRequest(text, "en", "bm_george")).notes["words"]
    assert [word for word, _, _ in notes] == text.split()
    edges = [edge for _, start, end in notes for edge in (start, end)]
    assert edges == sorted(edges)
    lengths = {word: end - start for word, start, end in notes}
    assert lengths["--"] == lengths["..."] == lengths["😀"] == 0
    assert lengths["$10"] > 2 * lengths["I"] > 0  # "ten dollars"


def test_words_begin_and_end_where_they_are_heard(listed: Sound) -> None:
    """Beside a silence to 10 ms: quiet without, sound within."""
    samples = np.diff(listed.samples.astype(np.float64), prepend=0.0)
    loud = _rms_db(samples, 0.0, float(listed.seconds))
    words = listed.notes["words"]
    assert words[0][1] == pytest.approx(LEAD_S, abs=0.015)
    exact = 0
    for (_, _, ended), (word, start, end) in itertools.pairwise(words):
        assert _rms_db(samples, start + 0.02, end - 0.02) > loud - 12.0, word
        exact += (
            start > ended
            and _rms_db(samples, start - 0.02, start - 0.01) < loud - 25.0
            and _rms_db(samples, start, start + 0.04) > loud - 15.0
        )
    assert exact >= 4  # of five


def test_hissing_phonemes_hiss_at_their_time(listed: Sound) -> None:
    """The s of "stop", "six" and "sand": more above 4.5 kHz than below; vowels never."""
    hissing, open_ = [], []
    for symbol, start, end in listed.notes["phones"]:
        middle = round((start + end) / 2 * RATE_HZ)
        power = np.abs(np.fft.rfft(listed.samples[middle - 240 : middle + 240])) ** 2
        share = float(power[90:].sum() / power.sum())
        if symbol == "s":
            hissing.append(share)
        elif symbol in "ɑæɪɛ":
            open_.append(share)
    assert len(hissing) == 4 and sorted(hissing)[1] > 0.8
    assert len(open_) == 6 and max(open_) < 0.2


def test_words_of_joined_phrases_keep_their_place(kokoro: KokoroEngine) -> None:
    text = "The river rose all night and nobody slept, not even the dogs. " * 4
    sound = kokoro.speak(SpeechRequest(text.strip(), "en", "am_michael", 2.0))
    starts = [phrase["start_s"] for phrase in sound.notes["phrases"]]
    assert len(starts) > 1
    times = word_times(text, sound)
    assert [time.word for time in times] == text.split()
    sentence = len(text.split()) // 4
    for start in starts[1:]:
        first = min(times[::sentence], key=lambda time: abs(time.start_s - start))
        assert first.word == "The" and first.start_s == pytest.approx(start + 0.02, abs=0.03)


def _rms_db(samples: np.typing.NDArray[np.float64], start: float, end: float) -> float:
    part = samples[round(start * RATE_HZ) : round(end * RATE_HZ)]
    return float(10 * np.log10(np.mean(part * part) + 1e-12))


def _pitch_hz(sound: Sound) -> float:
    """Median over the loud parts."""
    width, found = round(0.05 * sound.rate_hz), []
    loud = 0.3 * np.abs(sound.samples).max()
    for start in range(0, len(sound.samples) - width, width // 2):
        part = sound.samples[start : start + width].astype(np.float64)
        if np.abs(part).max() > loud:
            same = np.correlate(part, part, "full")[width - 1 :]
            low, high = sound.rate_hz // 450, sound.rate_hz // 90
            found.append(sound.rate_hz / (low + int(np.argmax(same[low:high]))))
    return float(np.median(found))
