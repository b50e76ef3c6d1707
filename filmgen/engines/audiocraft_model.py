"""AudioGen and MusicGen: how audiocraft's models are loaded, and made to go on.

Both are language models over the tokens of a codec, trained on windows of ten or thirty
seconds. Longer takes are continued: the last half of a window is given back as the prompt
of the next, and what comes of it crosses over from what was there. A model that goes on from
its own sound drifts away from its caption, so ambience starts anew every `chapter_s` and is
cross-faded; one that falls silent starts anew at once. (Copet et al., "Simple and Controllable
Music Generation", 2023; Kreuk et al., "AudioGen", 2022.)
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from filmgen.engines.hub import (
    UNKNOWN_LICENCE,
    check_option,
    fingerprint,
    local_path,
    one_line,
    pick_device,
    quiet,
    require_extra,
    seeded,
    settings_digest,
)
from filmgen.engines.protocols import EngineInfo
from filmgen.errors import EngineError, EngineUnavailable
from filmgen.media import FloatArray
from filmgen.sound.library.recorded import crossed, joined
from filmgen.sound.signal.resample import resample

_FILES = ("state_dict.bin", "compression_state_dict.bin")
_PACKAGES = ("audiocraft", "xformers", "torchaudio", "omegaconf", "flashy", "spacy", "av")
_SEAM_S = 0.15
_FADE_S = 2.0
_DIED_OUT = 10 ** (-30 / 20)

Caption = Callable[[float, float], str]
"""The words for a stretch of a take, from its first to its last second."""


class AudiocraftModel:
    """One of audiocraft's text-to-sound models, loaded by the first take.

    Args:
        engine: the engine's name, for its errors and its table of options.
        class_name: "AudioGen" or "MusicGen".
        model: folder with state_dict.bin and compression_state_dict.bin, or a hub id.
        example: a hub id to name where none is given.
        text_encoder: folder of the T5 that reads the captions; "" takes a folder of its name
            ("t5-large") in the model's, else the hub's cache.
        licences: of known hub ids. licence: of this model, as its card gives it.
        guidance: classifier-free guidance scale, 1 to 10.
        temperature: of sampling, above 0 to 2.
        top_k: tokens sampled from, at most as many as the model has.
        device: torch device; "auto" is CUDA where there is one.
        threads: torch threads on a CPU. The samples hold for one count.

    Raises:
        EngineUnavailable: the extra is not installed, or the model is not there.
        ConfigError: an option out of range.
    """

    def __init__(
        self,
        engine: str,
        class_name: str,
        model: str,
        *,
        example: str,
        text_encoder: str,
        licences: Mapping[str, str],
        licence: str,
        guidance: float,
        temperature: float,
        top_k: int,
        device: str,
        threads: int,
    ) -> None:
        require_extra(
            engine,
            "audiocraft",
            _PACKAGES,
            "pip install --no-deps audiocraft==1.3.0 xformers==0.0.35",
        )
        check_option(engine, "guidance", guidance, 1.0 <= guidance <= 10.0, "use 1 to 10")
        check_option(
            engine, "temperature", temperature, 0.0 < temperature <= 2.0, "use above 0 to 2"
        )
        check_option(engine, "top_k", top_k, top_k >= 1, "use 1 or more")
        if not model:
            raise EngineUnavailable(
                engine,
                f"no model is configured; set engine_options.{engine}.model to {example} or to "
                "a model's folder",
            )
        self._folder = local_path(engine, f"engine_options.{engine}.model", model)
        if self._folder is not None:
            lacking = [name for name in _FILES if not (self._folder / name).is_file()]
            if lacking:
                raise EngineUnavailable(
                    engine,
                    f"{model} is no {class_name} model: it has no {' and no '.join(lacking)}",
                )
        self._text_encoder: Path | None = None
        if text_encoder:
            key = f"engine_options.{engine}.text_encoder"
            self._text_encoder = local_path(engine, key, text_encoder)
            if self._text_encoder is None:
                raise EngineUnavailable(engine, f"{text_encoder} is no folder; set {key} to one")
        self._engine, self._class_name, self._name = engine, class_name, model
        self._licence = licence or licences.get(model, UNKNOWN_LICENCE)
        self._guidance, self._temperature = float(guidance), float(temperature)
        self._top_k, self._device, self._threads = top_k, device, threads
        self._model: Any = None

    def describe(self, revision: str, settings: Mapping[str, Any]) -> EngineInfo:
        """What it is, with the engine's own revision and the settings that change samples."""
        which = fingerprint(self._folder) if self._folder else "main"
        if self._text_encoder:
            which += f".{fingerprint(self._text_encoder)}"
        sampling = [self._guidance, self._temperature, self._top_k]
        digest = settings_digest({"sampling": sampling, "threads": self._threads, **settings})
        model = self._folder.name if self._folder else self._name
        return EngineInfo(self._engine, model, f"{which}+{revision}.{digest}", self._licence)

    def close(self) -> None:
        self._model = None

    def take(
        self, caption: Caption, seconds: float, seed: int, *, count: int, chapter_s: float
    ) -> FloatArray:
        """Takes of one caption, each of its own sampling.

        Args:
            caption: the words; asked anew for every window, so that they can change.
            seconds: how much, at least.
            seed: 0 to 2**31 - 1.
            count: how many takes of a mono model; a stereo one gives its two channels.
            chapter_s: how long a take is continued before it starts anew; inf for never.

        Returns:
            float32 (rows, n) at 48 kHz, rows = `count` or 2, no row with an offset.

        Raises:
            EngineError: the model failed.
            EngineUnavailable: it cannot be loaded.
        """
        model = self._loaded()
        try:
            with seeded(seed, self._threads, str(model.device)):
                raw = _Takes(model, self._generation()).long(caption, seconds, count, chapter_s)
        except (RuntimeError, ValueError, AssertionError, TypeError, IndexError) as error:
            raise EngineError(self._engine, caption(0.0, seconds), one_line(error)) from error
        if not np.isfinite(raw).all():
            raise EngineError(self._engine, caption(0.0, seconds), "the model gave no numbers")
        raw = raw - raw.mean(axis=1, keepdims=True)
        return resample(raw, int(model.sample_rate))

    def _generation(self) -> dict[str, Any]:
        return {
            "top_k": self._top_k,
            "temperature": self._temperature,
            "cfg_coef": self._guidance,
        }

    def _loaded(self) -> Any:
        if self._model is not None:
            return self._model
        try:
            import transformers

            quiet(transformers, "xformers", "audiocraft", "flashy")
            with warnings.catch_warnings():
                # The library builds its codec with what torch has since renamed.
                warnings.simplefilter("ignore", FutureWarning)
                from audiocraft import models

                with text_encoder_from(self._text_encoder, self._folder):
                    self._model = getattr(models, self._class_name).get_pretrained(
                        str(self._folder or self._name), device=pick_device(self._device)
                    )
        # Checkpoints fail with whatever their contents provoke, assertions among them.
        except Exception as error:
            raise EngineUnavailable(
                self._engine,
                f"{self._name} cannot be loaded: {one_line(error)}; with a network it is "
                f"downloaded once, else set engine_options.{self._engine}.model and "
                ".text_encoder to folders; `filmgen doctor` checks the libraries",
            ) from error
        return self._model


class _Takes:
    """Windows of a model, one continuing another; arrays are (rows, n) at the model's rate."""

    def __init__(self, model: Any, generation: Mapping[str, Any]) -> None:
        self._model, self._generation = model, generation
        self._frame_rate = float(model.frame_rate)
        self._rate_hz = int(model.sample_rate)
        self._channels = int(model.audio_channels)
        self._window = int(model.max_duration * self._frame_rate)  # tokens
        self._context = self._window // 2
        self._hop = round(self._rate_hz / self._frame_rate)

    def long(self, caption: Caption, seconds: float, count: int, chapter_s: float) -> FloatArray:
        if self._channels == 2:
            count = 1
        tokens = math.ceil(seconds * self._frame_rate) + 1
        if tokens <= self._window:
            return self._first(caption(0.0, seconds), count, tokens)
        wanted = math.ceil(seconds * self._rate_hz)
        # A chapter is never so short that its cross-fades would meet.
        least = max(self._window * self._hop, round(3 * _FADE_S * self._rate_hz))
        chapter = max(chapter_s * self._rate_hz, least)
        fade = min(round(_FADE_S * self._rate_hz), self._window * self._hop // 4)
        sound = np.zeros((0, 0), np.float32)
        while sound.shape[1] < wanted:
            at = max(0, sound.shape[1] - fade)
            length = min(chapter, wanted - at)
            part = self._chapter(caption, at / self._rate_hz, length, count)
            sound = joined(sound, part, fade) if sound.size else part
        return sound

    def _chapter(self, caption: Caption, at_s: float, length: float, count: int) -> FloatArray:
        window_s = self._model.max_duration
        sound = self._first(caption(at_s, at_s + window_s), count, self._window)
        level = float(np.sqrt(np.mean(np.square(sound, dtype=np.float64))))
        while sound.shape[1] < length:
            now_s = at_s + sound.shape[1] / self._rate_hz
            more = self._next(sound, caption(now_s, now_s + window_s / 2), count)
            fresh = more[:, self._context * self._hop :]
            if float(np.sqrt(np.mean(np.square(fresh, dtype=np.float64)))) < _DIED_OUT * level:
                break
            seam = min(round(_SEAM_S * self._rate_hz), self._context * self._hop)
            head = more[:, self._context * self._hop - seam : self._context * self._hop]
            tail = crossed(sound[:, -seam:], head)
            sound = np.concatenate([sound[:, :-seam], tail, fresh], axis=1)
        return sound

    def _first(self, caption: str, count: int, tokens: int) -> FloatArray:
        self._ask(tokens)
        return self._rows(self._model.generate([caption] * count))

    def _next(self, before: FloatArray, caption: str, count: int) -> FloatArray:
        """A window that begins with the last of `before`, and goes on."""
        import torch

        self._ask(self._window)
        prompt = before[:, -self._context * self._hop :]
        shaped = np.ascontiguousarray(prompt).reshape(count, self._channels, -1)
        made = self._model.generate_continuation(
            torch.from_numpy(shaped), self._rate_hz, [caption] * count
        )
        return self._rows(made)

    def _ask(self, tokens: int) -> None:
        # Half a token more than asked: the library rounds down.
        duration = min((tokens + 0.5) / self._frame_rate, self._model.max_duration)
        stride = self._model.max_duration / 2
        self._model.set_generation_params(
            duration=duration, extend_stride=stride, **self._generation
        )

    def _rows(self, made: Any) -> FloatArray:
        rows: FloatArray = made.detach().to("cpu").float().numpy()
        return rows.reshape(-1, rows.shape[-1])


@contextmanager
def text_encoder_from(folder: Path | None, model: Path | None) -> Iterator[None]:
    """While a model is loaded, read its T5 from a folder on this machine.

    A checkpoint names its text encoder ("t5-large") and audiocraft takes no other name, nor a
    path; so what it asks the hub for by that name is answered from the folder.
    """
    from audiocraft.modules import conditioners

    originals = (conditioners.T5Tokenizer, conditioners.T5EncoderModel)

    def local(original: Any) -> Any:
        class Local:
            @staticmethod
            def from_pretrained(name: str, *args: Any, **options: Any) -> Any:
                beside = model / name if model is not None else None
                here = folder or (beside if beside is not None and beside.is_dir() else None)
                return original.from_pretrained(str(here) if here else name, *args, **options)

        return Local

    try:
        conditioners.T5Tokenizer, conditioners.T5EncoderModel = map(local, originals)
        yield
    finally:
        conditioners.T5Tokenizer, conditioners.T5EncoderModel = originals
