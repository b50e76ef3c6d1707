"""Measure how alike Kokoro's voices are, and write it down where the casting reads it.

    python -m tests.speech.measure_timbres           the cosines that are shipped, and those found
    python -m tests.speech.measure_timbres --write   the found ones become the shipped ones

Needs Resemblyzer (see `models` in pyproject.toml) and some ten minutes of one core.
"""

from __future__ import annotations

import argparse
import csv
import sys
import warnings
from collections.abc import Sequence
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from filmgen.engines.protocols import SpeechRequest
from filmgen.engines.speech.kokoro import KokoroEngine
from filmgen.engines.speech.kokoro_timbres import FILE
from filmgen.engines.speech.kokoro_voices import VOICES
from filmgen.resources import resource
from filmgen.sound.cast.voice import likeness

LINES = (
    "Nobody leaves this house until the rain stops.",
    "I told you to wait in the car. Why would anyone hide a key inside a piano?",
    "When I was a boy, my father walked me to this bridge every Sunday morning.",
    "Thank you. That means more than you can imagine.",
)
Embeddings = dict[str, NDArray[np.float64]]


def speaker_encoder() -> Any:
    """Resemblyzer's voice encoder on one core."""
    import torch

    torch.set_num_threads(1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from resemblyzer import VoiceEncoder

        return VoiceEncoder("cpu", verbose=False)


def embedding(encoder: Any, takes: Sequence[tuple[NDArray[np.float32], int]]) -> Any:
    """The mean embedding of (samples, rate) takes, float64 (256,), of length one."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from resemblyzer import preprocess_wav

        found = [
            encoder.embed_utterance(preprocess_wav(samples, source_sr=rate))
            for samples, rate in takes
        ]
    mean = np.mean(found, axis=0).astype(np.float64)
    return mean / np.linalg.norm(mean)


def measure(names: Sequence[str], lines: Sequence[str] = LINES) -> Embeddings:
    """The embedding of each voice, speaking these lines in English."""
    engine, encoder = KokoroEngine(), speaker_encoder()
    found: Embeddings = {}
    for name in names:
        takes = [engine.speak(SpeechRequest(line, "en", name)) for line in lines]
        found[name] = embedding(encoder, [(take.samples, take.rate_hz) for take in takes])
        print(name, file=sys.stderr, flush=True)
    return found


def write(found: Embeddings) -> None:
    """The matrix of cosines as CSV, names in the first row and column."""
    with resource(*FILE).open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream, lineterminator="\n")
        table.writerow(("voice", *found))
        for name, own in found.items():
            table.writerow((name, *(f"{float(own @ other):.3f}" for other in found.values())))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--write", action="store_true")
    wanted = options.parse_args()
    shipped = {voice.id: voice.timbre for voice in VOICES if voice.language == "en"}
    found = measure(list(shipped))
    if wanted.write:
        write(found)
        return
    errors = [
        abs(float(found[a] @ found[b]) - (likeness(shipped[a], shipped[b]) or 0.0))
        for a, b in combinations(found, 2)
    ]
    print(f"{len(found)} voices; cosines off by {np.mean(errors):.3f}, at most {max(errors):.3f}")


if __name__ == "__main__":
    main()
