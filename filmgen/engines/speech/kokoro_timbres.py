"""How alike Kokoro's voices are, as measured: `assets/models/kokoro/likeness.csv`.

Each voice spoke the same four sentences; Resemblyzer's embeddings of them (its GE2E speaker
encoder, 256 numbers) were averaged. The file holds the cosines of these averages, voice by voice;
`python -m tests.speech.measure_timbres --write` measures them anew.
"""

from __future__ import annotations

import csv
from functools import cache

import numpy as np

from filmgen.errors import EngineUnavailable
from filmgen.resources import resource

FILE = ("assets", "models", "kokoro", "likeness.csv")


def timbre_of(voice_id: str) -> tuple[float, ...]:
    """A voice's place, see `sound.cast.voice.Voice.timbre`; empty if it was not measured.

    Raises:
        EngineUnavailable: the file is missing or damaged.
    """
    return _timbres().get(voice_id, ())


@cache
def _timbres() -> dict[str, tuple[float, ...]]:
    """Vectors of length one whose dot products are the file's cosines."""
    try:
        with resource(*FILE).open(encoding="utf-8", newline="") as stream:
            names, *rows = csv.reader(stream)
        cosines = np.array([[float(cell) for cell in row[1:]] for row in rows])
        sizes, directions = np.linalg.eigh(cosines)
    except (OSError, ValueError, np.linalg.LinAlgError) as error:
        raise EngineUnavailable("kokoro", f"the likeness of its voices: {error}") from error
    places = directions * np.sqrt(np.maximum(sizes, 0.0))
    places /= np.linalg.norm(places, axis=1, keepdims=True)
    return {name: tuple(map(float, row)) for name, row in zip(names[1:], places, strict=True)}
