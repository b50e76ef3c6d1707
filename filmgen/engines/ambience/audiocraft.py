"""Engine `audiocraft`: AudioGen makes the beds and spots, from words.

It knows the synthesiser's kinds and knobs and puts them into a caption, so that what the
script asks for is laid by either engine, at the same level beside the dialogue. AudioGen is
mono at 16 kHz: beds are two takes mixed into a wide stereo, spots stand in the middle, and
nothing is heard above 8 kHz.
"""

from __future__ import annotations

import math
import warnings
from typing import Any

import numpy as np

from filmgen.engines.ambience.sound_prompts import prompt_of
from filmgen.engines.hub import (
    UNKNOWN_LICENCE,
    fingerprint,
    local_path,
    one_line,
    pick_device,
    quiet,
    require_extra,
    settings_digest,
)
from filmgen.engines.protocols import BedRequest, EngineInfo
from filmgen.errors import ConfigError, EngineError, EngineUnavailable
from filmgen.media import Bed, FloatArray
from filmgen.sound.loudness import measure
from filmgen.sound.resample import Resampler
from filmgen.sound.synth import BEDS, SPOTS, check_parameters
from filmgen.timecode import SAMPLE_RATE_HZ

ENGINE = "audiocraft"
ALGORITHM_REVISION = "1"
"""Changes with everything here that may change samples: captions, joins, levels."""

_FILES = ("state_dict.bin", "compression_state_dict.bin")
_LICENCES = {"facebook/audiogen-medium": "CC-BY-NC-4.0"}
_LONGEST = 4 * 3600 * SAMPLE_RATE_HZ
_LEAST_S = 1.0  # the model is not asked for less: too little to be anything, or to measure
_LONGEST_SPOT_S = 30.0
_CROSS_FADE_S = 2.0
_PEAK = 0.98
_DB_PER_INTENSITY = 12.0
_WIDE = (0.924, 0.383)  # cos and sin of 22.5 degrees: channels correlate by 0.71


class AudiocraftAmbience:
    """Ambience engine `audiocraft`.

    Cheap to construct: the model is loaded by the first sound.

    Args:
        model: folder with state_dict.bin and compression_state_dict.bin, or a hub id
            ("facebook/audiogen-medium"). The text encoder that a model names (T5) comes
            from the hub's cache in both cases.
        licence: of the model, as its card gives it.
        take_s: how much of a bed is generated, by continuation; longer ones are windows of
            it in a seeded order, cross-faded.
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
        model: str = "",
        *,
        licence: str = "",
        take_s: float = 30.0,
        guidance: float = 3.0,
        temperature: float = 1.0,
        top_k: int = 250,
        device: str = "auto",
        threads: int = 1,
    ) -> None:
        require_extra(
            ENGINE,
            "audiocraft",
            ("audiocraft", "xformers", "torchaudio", "omegaconf", "flashy", "spacy", "av"),
            "pip install --no-deps audiocraft==1.3.0 xformers==0.0.35",
        )
        _check("take_s", take_s, 5.0 <= take_s <= 600.0, "use 5 to 600 seconds")
        _check("guidance", guidance, 1.0 <= guidance <= 10.0, "use 1 to 10")
        _check("temperature", temperature, 0.0 < temperature <= 2.0, "use above 0 to 2")
        _check("top_k", top_k, top_k >= 1, "use 1 or more")
        if not model:
            raise EngineUnavailable(
                ENGINE,
                f"no model is configured; set engine_options.{ENGINE}.model to "
                "facebook/audiogen-medium or to a model's folder",
            )
        self._folder = local_path(ENGINE, f"engine_options.{ENGINE}.model", model)
        if self._folder is not None:
            lacking = [name for name in _FILES if not (self._folder / name).is_file()]
            if lacking:
                raise EngineUnavailable(
                    ENGINE, f"{model} is no AudioGen model: it has no {' and no '.join(lacking)}"
                )
        self._model_name = model
        self._licence = licence or _LICENCES.get(model, UNKNOWN_LICENCE)
        self._take_s, self._guidance = float(take_s), float(guidance)
        self._temperature, self._top_k = float(temperature), top_k
        self._device, self._threads = device, threads
        self._model: Any = None

    @property
    def name(self) -> str:
        return ENGINE

    def describe(self) -> EngineInfo:
        which = fingerprint(self._folder) if self._folder else "main"
        digest = settings_digest(
            {
                "sampling": [self._guidance, self._temperature, self._top_k],
                "take_s": self._take_s,
                "threads": self._threads,
            }
        )
        model = self._folder.name if self._folder else self._model_name
        return EngineInfo(ENGINE, model, f"{which}+{ALGORITHM_REVISION}.{digest}", self._licence)

    def close(self) -> None:
        self._model = None

    def kinds(self) -> tuple[str, ...]:
        """The synthesiser's: beds first, then spots."""
        return (*BEDS, *SPOTS)

    def lay(self, request: BedRequest) -> Bed:
        """Make a bed or a spot sound.

        Returns:
            Stereo float32 (2, n) in [-1, 1] at 48 kHz. Beds are exactly `length_samples`
            long; spots at most. Notes hold the caption and how many seconds were generated.

        Raises:
            EngineError: unknown kind or parameter, intensity outside 0 to 1, a length that is
                not 1 sample to 4 hours, or the model failed.
            EngineUnavailable: the model cannot be loaded.
        """
        kind, length = request.kind, request.length_samples
        if kind not in BEDS and kind not in SPOTS:
            raise EngineError(
                ENGINE, repr(kind), f"no such kind; there are {', '.join(self.kinds())}"
            )
        if not (math.isfinite(request.intensity) and 0.0 <= request.intensity <= 1.0):
            raise EngineError(ENGINE, kind, f"intensity {request.intensity} is outside 0 to 1")
        if not 1 <= length <= _LONGEST:
            raise EngineError(ENGINE, kind, f"{length} samples; use 1 sample to 4 hours")
        if not 0 <= request.seed < 2**31:
            raise EngineError(ENGINE, kind, f"seed {request.seed} is outside 0 to 2**31 - 1")
        parameters = dict(request.parameters)
        try:
            check_parameters(kind, parameters)
        except ValueError as error:
            raise EngineError(ENGINE, kind, str(error)) from error
        bed = kind in BEDS
        caption = prompt_of(kind, request.intensity, parameters)
        seconds = length / SAMPLE_RATE_HZ
        seconds = min(max(seconds, _LEAST_S), self._take_s if bed else _LONGEST_SPOT_S)
        take = self._generate(caption, seconds, 2 if bed else 1, request.seed)
        target = (BEDS if bed else SPOTS)[kind].level_lufs
        target += _DB_PER_INTENSITY * (request.intensity - 0.6)
        # Levelled over what will be heard, but over a second at least: less is no measure.
        least = round(_LEAST_S * SAMPLE_RATE_HZ)
        stereo = _levelled(_stereo(take, wide=bed)[:, : max(length, least)], target, bed)
        laid = (
            _stretch_out(stereo, length, request.seed)
            if bed
            else np.ascontiguousarray(stereo[:, :length])
        )
        notes = {
            "kind": kind,
            "intensity": request.intensity,
            "spot": not bed,
            "prompt": caption,
            "generated_s": round(take.shape[1] / SAMPLE_RATE_HZ, 3),
        }
        return Bed(laid, SAMPLE_RATE_HZ, notes)

    def _generate(self, caption: str, seconds: float, takes: int, seed: int) -> FloatArray:
        """(takes or channels, n) at 48 kHz, at least `seconds` long."""
        model = self._loaded()
        import torch

        duration, stride = _duration(seconds, model.frame_rate, model.max_duration)
        gpus = [torch.device(model.device)] if "cuda" in str(model.device) else []
        before = torch.get_num_threads()
        try:
            torch.set_num_threads(max(1, self._threads))
            model.set_generation_params(
                duration=duration,
                top_k=self._top_k,
                temperature=self._temperature,
                cfg_coef=self._guidance,
                extend_stride=stride,
            )
            # Sampling draws from torch's global generator: fork it.
            with torch.random.fork_rng(devices=gpus), torch.inference_mode():
                torch.manual_seed(seed)
                made = model.generate([caption] * takes)
        except (RuntimeError, ValueError, AssertionError, TypeError) as error:
            raise EngineError(ENGINE, caption, one_line(error)) from error
        finally:
            torch.set_num_threads(before)
        raw: FloatArray = made.detach().to("cpu", torch.float32).numpy()
        raw = raw.reshape(-1, raw.shape[-1]) if takes == 1 or raw.shape[1] == 1 else raw[0]
        if not np.isfinite(raw).all():
            raise EngineError(ENGINE, caption, "the model gave no numbers")
        raw = raw - raw.mean(axis=1, keepdims=True)
        return Resampler(int(model.sample_rate), raw.shape[0]).push(raw, last=True)

    def _loaded(self) -> Any:
        if self._model is not None:
            return self._model
        try:
            import transformers

            quiet(transformers, "xformers", "audiocraft", "flashy")
            with warnings.catch_warnings():
                # The library builds its codec with what torch has since renamed.
                warnings.simplefilter("ignore", FutureWarning)
                from audiocraft.models import AudioGen

                self._model = AudioGen.get_pretrained(
                    str(self._folder or self._model_name), device=pick_device(self._device)
                )
        # Checkpoints fail with whatever their contents provoke, assertions among them.
        except Exception as error:
            raise EngineUnavailable(
                ENGINE,
                f"{self._model_name} cannot be loaded: {one_line(error)}; with a network it is "
                f"downloaded once, else set engine_options.{ENGINE}.model to a folder; "
                "`filmgen doctor` checks the libraries",
            ) from error
        return self._model


def _check(option: str, value: object, good: bool, hint: str) -> None:
    if not good:
        raise ConfigError(f"engine_options.{ENGINE}.{option}", f"{value!r}: {hint}")


def _duration(seconds: float, frame_rate: float, window_s: float) -> tuple[float, float]:
    """What to ask AudioGen for, so that it gives at least `seconds`, and its stride.

    Half of each window is context for the next: twice the work, and no joins to hear. Whole
    strides are asked for, and half a token more: at other lengths its own arithmetic can end
    on a window with nothing left to make, which fails.
    """
    window, stride = int(window_s * frame_rate), int(frame_rate * (window_s / 2))
    tokens = math.ceil(seconds * frame_rate) + 1
    if tokens <= window:
        return min(tokens / frame_rate + 0.5 / frame_rate, window_s), window_s / 2
    strides = -(-(tokens - window) // stride)
    return (window + strides * stride + 0.5) / frame_rate, window_s / 2


def _stereo(takes: FloatArray, *, wide: bool) -> FloatArray:
    """(1 or 2, n) to a stereo pair: two takes of one caption lean to a side each."""
    if takes.shape[0] == 1:
        return np.repeat(takes, 2, axis=0)
    if not wide:
        return takes[:2]
    near, far = _WIDE
    left, right = takes[0], takes[1]
    return np.stack([near * left + far * right, near * right + far * left]).astype(np.float32)


def _stretch_out(take: FloatArray, length: int, seed: int) -> FloatArray:
    """A take laid end to end with itself: windows from seeded places, equal-power cross-fades.

    Args:
        take: (2, n). length: wanted samples.

    Returns:
        float32 (2, length). The take's own start where it is long enough.
    """
    if take.shape[1] >= length:
        return np.ascontiguousarray(take[:, :length])
    fade = min(round(_CROSS_FADE_S * SAMPLE_RATE_HZ), take.shape[1] // 3)
    rng = np.random.default_rng([seed, take.shape[1]])
    angle = (np.arange(fade, dtype=np.float32) + 0.5) / max(fade, 1) * (np.pi / 2)
    out = np.zeros((2, length), np.float32)
    out[:, : take.shape[1]] = take
    end = take.shape[1]
    while end < length:
        # At least two thirds of the take, so that pieces are long and their starts differ.
        start = int(rng.integers(0, take.shape[1] // 3 + 1))
        piece = take[:, start:][:, : length - end + fade]
        out[:, end - fade : end] *= np.cos(angle)
        head = min(fade, piece.shape[1])
        out[:, end - fade : end - fade + head] += piece[:, :head] * np.sin(angle[:head])
        out[:, end : end - fade + piece.shape[1]] = piece[:, fade:]
        end += piece.shape[1] - fade
    return out


def _levelled(samples: FloatArray, target_lufs: float, bed: bool) -> FloatArray:
    """At a loudness, no peak above `_PEAK`; a take of no sound at all is left as it is."""
    rms = float(np.sqrt(np.mean(np.square(samples, dtype=np.float64))))
    if rms < 1e-7:
        return samples
    scaled = samples * np.float32(0.1 / rms)  # well above the meter's gate
    loudness = measure(scaled)
    found = loudness.integrated_lufs if bed else loudness.momentary_max_lufs
    gain = 10.0 ** ((target_lufs - (found if found is not None else -20.0)) / 20.0)
    gain = min(gain, _PEAK / float(np.abs(scaled).max()))
    return np.ascontiguousarray(scaled * np.float32(gain), dtype=np.float32)
