"""The families of text-to-speech models that the engine `transformers` speaks with.

Each loads itself from a folder or a hub id by the library's own code and says one stretch
of text. Noise comes from torch's global generators: see `hub.seeded`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from filmgen.media import FloatArray

_MOST_FRAMES = 10.0
"""Frames of 16 ms a letter, which take people 4: SpeechT5 at times forgets to stop."""


class Speaking(Protocol):
    """A loaded model.

    Attributes:
        rate_hz: of its samples.
        paced: whether `say` follows `speed`; else whoever calls stretches.
        most_letters: that it reads at once.
    """

    rate_hz: int
    paced: bool
    most_letters: int

    def say(
        self, text: str, speaker: str, embedding: FloatArray | None, speed: float
    ) -> FloatArray:
        """Samples, float32 (n,).

        Args:
            speaker: the model's own name or number of a speaker; "" if it has one.
            embedding: the speaker's vector, for models that take one.

        Raises:
            ValueError: its tokenizer finds nothing to read.
        """
        ...


class Vits:
    """VITS and MMS-TTS: one network from letters (or phonemes) to samples."""

    paced = True
    most_letters = 200

    def __init__(self, source: str, device: str) -> None:
        from transformers import AutoTokenizer, VitsModel

        self._tokenizer = AutoTokenizer.from_pretrained(source)
        self._model = VitsModel.from_pretrained(source).to(device).eval()
        self.rate_hz = int(self._model.config.sampling_rate)
        self._speakers = int(self._model.config.num_speakers)
        self._pace = float(self._model.speaking_rate)

    def say(
        self, text: str, speaker: str, embedding: FloatArray | None, speed: float
    ) -> FloatArray:
        tokens = self._tokenizer(text, return_tensors="pt").to(self._model.device)
        if tokens["input_ids"].shape[-1] < 2:
            raise ValueError("its tokenizer knows none of the letters")
        number = int(speaker) if speaker else 0
        self._model.speaking_rate = self._pace * speed
        made = self._model(**tokens, speaker_id=number if self._speakers > 1 else None)
        return _samples(made.waveform)


class Bark:
    """Bark: three transformers and a codec. A voice is a preset of the processor's."""

    paced = False
    most_letters = 160  # it speaks 13 s at most at once

    def __init__(self, source: str, device: str) -> None:
        from transformers import AutoProcessor, BarkModel

        self._processor = AutoProcessor.from_pretrained(source)
        self._model = BarkModel.from_pretrained(source).to(device).eval()
        self.rate_hz = int(self._model.generation_config.sample_rate)

    def say(
        self, text: str, speaker: str, embedding: FloatArray | None, speed: float
    ) -> FloatArray:
        tokens = self._processor(text, voice_preset=speaker or None, return_tensors="pt")
        unknown = self._processor.tokenizer.unk_token_id
        ids = tokens["input_ids"][tokens["attention_mask"].bool()]
        if not len(ids) or bool((ids == unknown).all()):
            raise ValueError("its tokenizer knows none of the words")
        return _samples(self._model.generate(**tokens.to(self._model.device), do_sample=True))


class SpeechT5:
    """SpeechT5: text and a speaker's x-vector to a spectrogram, then a HiFi-GAN vocoder."""

    paced = False
    most_letters = 200

    def __init__(self, source: str, device: str, vocoder: str) -> None:
        from transformers import AutoTokenizer, SpeechT5ForTextToSpeech, SpeechT5HifiGan

        self._tokenizer = AutoTokenizer.from_pretrained(source)
        self._model = SpeechT5ForTextToSpeech.from_pretrained(source).to(device).eval()
        self._vocoder = SpeechT5HifiGan.from_pretrained(vocoder).to(device).eval()
        self.rate_hz = int(self._vocoder.config.sampling_rate)

    def say(
        self, text: str, speaker: str, embedding: FloatArray | None, speed: float
    ) -> FloatArray:
        import torch

        wanted = int(self._model.config.speaker_embedding_dim)
        if embedding is None or embedding.size != wanted:
            found = "none" if embedding is None else f"one of {embedding.size}"
            raise ValueError(f"it needs a speaker's embedding of {wanted} numbers, not {found}")
        tokens = self._tokenizer(text, return_tensors="pt").to(self._model.device)
        if bool((tokens["input_ids"][0, :-1] == self._tokenizer.unk_token_id).all()):
            raise ValueError("its tokenizer knows none of the letters")
        vector = torch.from_numpy(embedding.reshape(1, -1)).to(self._model.device)
        made = self._model.generate_speech(
            tokens["input_ids"], vector, vocoder=self._vocoder, maxlenratio=_MOST_FRAMES
        )
        return _samples(made)


FAMILIES = ("bark", "speecht5", "vits")
"""`model_type` of the config.json they come with."""


def load(source: str, family: str, device: str, vocoder: str) -> Speaking:
    """Load a model of one of the `FAMILIES`."""
    if family == "vits":
        return Vits(source, device)
    if family == "bark":
        return Bark(source, device)
    return SpeechT5(source, device, vocoder)


def family_of(source: str) -> str:
    """`model_type` of a folder or hub id; the library fetches a hub id's config.json."""
    from transformers import AutoConfig

    return str(AutoConfig.from_pretrained(source).model_type)


def read_embedding(path: Path) -> FloatArray:
    """A speaker's vector from an .npy file, float32 (n,).

    Raises:
        ValueError: not a file of numbers.
    """
    loaded = np.load(path, allow_pickle=False)
    if isinstance(loaded, Mapping) or loaded.dtype.kind != "f" or not np.isfinite(loaded).all():
        raise ValueError(f"{path} holds no vector of numbers")
    vector: FloatArray = np.asarray(loaded, np.float32).reshape(-1)
    return vector


def _samples(made: Any) -> FloatArray:
    tensor = made[0] if isinstance(made, tuple) else made
    samples: FloatArray = tensor.detach().float().cpu().numpy().reshape(-1)
    return samples
