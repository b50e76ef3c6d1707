"""Engine `musicgen`: MusicGen plays the temp score, from words that follow the tension.

A cue longer than the model's window is continued, each window told what the scene has become;
the music's level follows the tension, and it makes way for speech, as the synthesised score
does. Stereo models keep their picture; what a mono one plays is spread above the bass, so that
it leaves the middle to speech.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from filmgen.engines.ambience.sound_prompts import scene_words
from filmgen.engines.audiocraft_model import AudiocraftModel
from filmgen.engines.music.requests import check_score_request
from filmgen.engines.protocols import EngineInfo, ScoreRequest
from filmgen.media import Sound
from filmgen.sound.score.compose import under
from filmgen.sound.signal.channels import spread
from filmgen.timecode import SAMPLE_RATE_HZ

ENGINE = "musicgen"
ALGORITHM_REVISION = "1"
"""Changes with everything here that may change samples: words, joins, levels."""

_LICENCES = {
    f"facebook/musicgen-{size}": "CC-BY-NC-4.0"
    for size in (
        *("small", "medium", "large", "melody", "melody-large"),
        *("stereo-small", "stereo-medium", "stereo-large", "stereo-melody"),
    )
}
_MOODS: Mapping[str, str] = {
    "warm": "warm, tender, felt piano and soft strings",
    "hopeful": "hopeful, piano and rising strings",
    "romantic": "romantic, lush strings",
    "sad": "sad, slow, solo cello and piano in a minor key",
    "eerie": "eerie, dissonant strings, cold textures",
    "tense": "tense, string ostinato",
    "angry": "angry, distorted low brass and drums",
    "heroic": "heroic, brass and full orchestra",
    "comic": "comic, pizzicato strings and woodwinds",
    "mysterious": "mysterious, celesta and muted strings",
}
"""The synthesised score's moods as captions say them; any other word is told as it is."""
_TENSION = (
    (0.25, "calm, sparse, very slow"),
    (0.5, "restrained, slowly building"),
    (0.75, "suspenseful, pulsing, growing tension"),
    (1.01, "relentless, driving percussion, extreme tension"),
)
_LEAST_S = 2.0


class MusicgenScore:
    """Music engine `musicgen`.

    Cheap to construct: the model is loaded by the first cue.

    Args:
        model: folder with state_dict.bin and compression_state_dict.bin, or a hub id
            ("facebook/musicgen-stereo-small").
        text_encoder: folder of the T5 that reads the captions; "" takes a folder of its name
            ("t5-base") in the model's, else the hub's cache.
        licence: of the model, as its card gives it.
        guidance, temperature, top_k, device, threads: as of the engine `audiocraft`.

    Raises:
        EngineUnavailable: the extra is not installed, or the model is not there.
        ConfigError: an option out of range.
    """

    name = ENGINE

    def __init__(
        self,
        model: str = "",
        *,
        text_encoder: str = "",
        licence: str = "",
        guidance: float = 3.0,
        temperature: float = 1.0,
        top_k: int = 250,
        device: str = "auto",
        threads: int = 1,
    ) -> None:
        self._model = AudiocraftModel(
            ENGINE,
            "MusicGen",
            model,
            example="facebook/musicgen-stereo-small",
            text_encoder=text_encoder,
            licences=_LICENCES,
            licence=licence,
            guidance=guidance,
            temperature=temperature,
            top_k=top_k,
            device=device,
            threads=threads,
        )

    def describe(self) -> EngineInfo:
        return self._model.describe(ALGORITHM_REVISION, {})

    def close(self) -> None:
        self._model.close()

    def compose(self, request: ScoreRequest) -> Sound:
        """Play a stretch of score.

        Returns:
            Stereo float32 (2, length_samples) in [-1, 1] at 48 kHz; notes hold the captions.

        Raises:
            EngineError: as `check_score_request`, or the model failed.
            EngineUnavailable: the model cannot be loaded.
        """
        check_score_request(ENGINE, request)
        told: list[str] = []

        def caption(begin_s: float, end_s: float) -> str:
            words = caption_of(request, begin_s, end_s)
            if not told or told[-1] != words:
                told.append(words)
            return words

        seconds = max(request.length_samples / SAMPLE_RATE_HZ, _LEAST_S)
        played = self._model.take(caption, seconds, request.seed, count=1, chapter_s=math.inf)
        stereo = spread(played[0]) if played.shape[0] == 1 else played
        cue = np.ascontiguousarray(stereo[:, : request.length_samples])
        notes = {"mood": request.mood, "prompts": told}
        return Sound(under(cue, request.tension, request.speech), SAMPLE_RATE_HZ, notes)


def caption_of(request: ScoreRequest, begin_s: float, end_s: float) -> str:
    """What the model is told for a stretch of the cue."""
    mood = request.mood.strip().lower()
    parts = ["film score, instrumental", _MOODS.get(mood, mood)]
    if request.tension:
        times, values = zip(*request.tension, strict=True)
        middle = float(np.interp((begin_s + end_s) / 2, times, values))
        parts.append(next(words for most, words in _TENSION if middle < most))
    parts.append(scene_words(request.words))
    return ", ".join(part for part in parts if part)
