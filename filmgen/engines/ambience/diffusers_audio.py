"""Engine `diffusers-audio`: Stable Audio and AudioLDM2 make the beds and spots, from words.

A diffusion model makes a window at a time, 47 seconds or 10. Longer beds are windows of
another noise each, crossed with equal power; what trails off at the end of one is cut before.
Stable Audio is stereo at 44.1 kHz; AudioLDM2 is mono at 16 kHz, and its beds are two takes
mixed into a wide stereo.
"""

from __future__ import annotations

import json
import math
from typing import Any

import numpy as np

from filmgen.engines.ambience.generated import caption_of, laid, wanted_s, wide
from filmgen.engines.ambience.requests import KINDS, check_bed_request
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
from filmgen.engines.protocols import BedRequest, EngineInfo
from filmgen.errors import EngineError, EngineUnavailable
from filmgen.media import Bed, FloatArray
from filmgen.sound.library.recorded import joined
from filmgen.sound.signal.resample import resample
from filmgen.sound.synth.render import BEDS

ENGINE = "diffusers-audio"
ALGORITHM_REVISION = "1"
"""Changes with everything here that may change samples: captions, joins, levels."""

_LICENCES = {
    "stabilityai/stable-audio-open-1.0": "LicenseRef-Stability-AI-Community",
    "cvssp/audioldm2": "CC-BY-NC-SA-4.0",
    "cvssp/audioldm2-large": "CC-BY-NC-SA-4.0",
}
_STABLE, _LDM = "StableAudioPipeline", "AudioLDM2Pipeline"
_STEPS = {_STABLE: 100, _LDM: 200}
_GUIDANCE = {_STABLE: 7.0, _LDM: 3.5}
_LDM_TOKENS = 8
"""What AudioLDM2's language model writes, as all released ones have it."""
_FADE_S = 3.0
_TRAILED_OFF_DB = -20.0


class DiffusersAmbience:
    """Ambience engine `diffusers-audio`.

    Cheap to construct: the pipeline is loaded by the first sound.

    Args:
        model: folder of a saved pipeline, or a hub id ("stabilityai/stable-audio-open-1.0",
            "cvssp/audioldm2").
        licence: of the model, as its card gives it.
        negative: what is not wanted, in words; "" for nothing.
        steps: of denoising, 2 to 1000; 0 takes the pipeline's own (100 and 200).
        guidance: classifier-free guidance scale, 1 to 20; 0 takes the pipeline's own (7, 3.5).
        take_s: how much of a bed is generated; longer ones go on with pieces of it in a seeded
            order, cross-faded.
        device: torch device; "auto" is CUDA where there is one. Half precision there.
        threads: torch threads on a CPU. The samples hold for one count.

    Raises:
        EngineUnavailable: the extra is not installed, or the model is not there or no such one.
        ConfigError: an option out of range.
    """

    name = ENGINE
    reads = True

    def __init__(
        self,
        model: str = "",
        *,
        licence: str = "",
        negative: str = "low quality, average quality, music, speech",
        steps: int = 0,
        guidance: float = 0.0,
        take_s: float = 300.0,
        device: str = "auto",
        threads: int = 1,
    ) -> None:
        require_extra(ENGINE, "diffusion", ("diffusers", "transformers", "accelerate"))
        check_option(
            ENGINE, "steps", steps, steps == 0 or 2 <= steps <= 1000, "use 2 to 1000, or 0"
        )
        check_option(
            ENGINE,
            "guidance",
            guidance,
            guidance == 0 or 1 <= guidance <= 20,
            "use 1 to 20, or 0",
        )
        check_option(ENGINE, "take_s", take_s, 5.0 <= take_s <= 3600.0, "use 5 to 3600 seconds")
        if not model:
            raise EngineUnavailable(
                ENGINE,
                f"no model is configured; set engine_options.{ENGINE}.model to "
                "stabilityai/stable-audio-open-1.0, cvssp/audioldm2 or a pipeline's folder",
            )
        self._folder = local_path(ENGINE, f"engine_options.{ENGINE}.model", model)
        if self._folder is not None:
            try:
                index = json.loads((self._folder / "model_index.json").read_text("utf-8"))
                found = str(index["_class_name"])
            except (OSError, ValueError, KeyError, TypeError) as error:
                raise EngineUnavailable(
                    ENGINE, f"{model} is no diffusers pipeline: it has no model_index.json to read"
                ) from error
            _refuse_others(model, found)
        self._name = model
        self._licence = licence or _LICENCES.get(model, UNKNOWN_LICENCE)
        self._negative, self._steps, self._guidance = negative, steps, float(guidance)
        self._take_s, self._device, self._threads = float(take_s), device, threads
        self._pipeline: Any = None

    def describe(self) -> EngineInfo:
        which = fingerprint(self._folder) if self._folder else "main"
        digest = settings_digest(
            {
                "sampling": [self._negative, self._steps, self._guidance],
                "take_s": self._take_s,
                "threads": self._threads,
            }
        )
        model = self._folder.name if self._folder else self._name
        return EngineInfo(ENGINE, model, f"{which}+{ALGORITHM_REVISION}.{digest}", self._licence)

    def close(self) -> None:
        self._pipeline = None

    def kinds(self) -> tuple[str, ...]:
        """The synthesiser's: beds first, then spots."""
        return KINDS

    def lay(self, request: BedRequest) -> Bed:
        """Make a bed or a spot sound.

        Returns:
            Stereo float32 (2, n) in [-1, 1] at 48 kHz. Beds are exactly `length_samples`
            long; spots at most. Notes hold the caption and how many seconds were generated.

        Raises:
            EngineError: as `check_bed_request`, or the model failed.
            EngineUnavailable: the model cannot be loaded.
        """
        check_bed_request(ENGINE, request)
        caption, bed = caption_of(request), request.kind in BEDS
        pipeline = self._loaded()
        windows = _Windows(pipeline, caption, self._negative, self._sampling(pipeline))
        count = 2 if bed and windows.mono else 1
        try:
            with seeded(request.seed, self._threads, str(pipeline.device)):
                raw = windows.long(wanted_s(request, self._take_s), count, request.seed, cut=bed)
        except (RuntimeError, ValueError, TypeError, AttributeError, IndexError) as error:
            raise EngineError(ENGINE, caption, one_line(error)) from error
        if not np.isfinite(raw).all():
            raise EngineError(ENGINE, caption, "the model gave no numbers")
        takes = resample(raw - raw.mean(axis=1, keepdims=True), windows.rate_hz)
        return laid(request, wide(takes) if count == 2 else takes)

    def _sampling(self, pipeline: Any) -> dict[str, Any]:
        kind = type(pipeline).__name__
        return {
            "num_inference_steps": self._steps or _STEPS[kind],
            "guidance_scale": self._guidance or _GUIDANCE[kind],
        }

    def _loaded(self) -> Any:
        if self._pipeline is not None:
            return self._pipeline
        try:
            import diffusers
            import torch
            import transformers

            quiet(diffusers)
            quiet(transformers)
            device = pick_device(self._device)
            half = torch.float16 if device.startswith("cuda") else torch.float32
            pipeline = diffusers.DiffusionPipeline.from_pretrained(
                str(self._folder or self._name), dtype=half
            )
            _refuse_others(self._name, type(pipeline).__name__)
            if type(pipeline).__name__ == _LDM:
                _mend_language_model(pipeline)
            pipeline.set_progress_bar_config(disable=True)
            self._pipeline = pipeline.to(device)
        except EngineUnavailable:
            raise
        # Weights fail with whatever their contents provoke.
        except Exception as error:
            raise EngineUnavailable(
                ENGINE,
                f"{self._name} cannot be loaded: {one_line(error)}; with a network it is "
                f"downloaded once, else set engine_options.{ENGINE}.model to a folder",
            ) from error
        return self._pipeline


def _refuse_others(model: str, found: str) -> None:
    if found not in _STEPS:
        raise EngineUnavailable(
            ENGINE, f"{model} is a {found}; this engine runs {' and '.join(sorted(_STEPS))}"
        )


def _mend_language_model(pipeline: Any) -> None:
    """AudioLDM2 was released with a bare GPT-2, to which transformers 5 gives no `generate`.

    The pipeline calls that mixin's bookkeeping at every token; the same weights under a
    language-model head have it, and give the same hidden states.
    """
    from transformers import GPT2LMHeadModel

    bare = pipeline.language_model
    if not hasattr(bare, "_update_model_kwargs_for_generation"):
        whole = GPT2LMHeadModel(bare.config).to(bare.dtype)
        whole.transformer = bare
        pipeline.register_modules(language_model=whole.eval())


class _Windows:
    """Windows of a pipeline, one after another; arrays are (rows, n) at its own rate."""

    def __init__(
        self, pipeline: Any, caption: str, negative: str, sampling: dict[str, Any]
    ) -> None:
        self._pipeline, self._caption, self._negative = pipeline, caption, negative
        self._sampling = sampling
        self._stable = type(pipeline).__name__ == _STABLE
        if self._stable:
            vae, transformer = pipeline.vae.config, pipeline.transformer.config
            self.rate_hz = int(vae.sampling_rate)
            self.mono = int(vae.audio_channels) == 1
            self._window_s = transformer.sample_size * pipeline.vae.hop_length / self.rate_hz
        else:
            vocoder = pipeline.vocoder.config
            self.rate_hz = int(vocoder.sampling_rate)
            self.mono = True
            self._hop_s = math.prod(vocoder.upsample_rates) / self.rate_hz
            rows = pipeline.unet.config.sample_size * pipeline.vae_scale_factor
            self._window_s = rows * self._hop_s

    def long(self, seconds: float, count: int, seed: int, *, cut: bool) -> FloatArray:
        """At least `seconds`; with `cut`, else one window at most."""
        wanted = math.ceil(seconds * self.rate_hz)
        if seconds <= self._window_s or not cut:
            return self._window(min(seconds, self._window_s), count, seed, 0)
        fade = round(min(_FADE_S, self._window_s / 4) * self.rate_hz)
        sound = np.zeros((0, 0), np.float32)
        number = 0
        while sound.shape[1] < wanted:
            window = self._window(self._window_s, count, seed, number)
            window = _before_it_trails_off(window, self.rate_hz)
            sound = joined(sound, window, fade) if number else window
            number += 1
        return sound

    def _window(self, seconds: float, count: int, seed: int, number: int) -> FloatArray:
        import torch

        streams = np.random.SeedSequence([seed, number]).generate_state(count)
        generators = [torch.Generator("cpu").manual_seed(int(stream)) for stream in streams]
        if self._stable:
            asked: dict[str, Any] = {"audio_end_in_s": seconds}
        else:
            # A whole number of the spectrogram's rows: less than one is refused.
            rows = max(math.ceil(seconds / self._hop_s), self._pipeline.vae_scale_factor)
            length_s = (rows + 0.5) * self._hop_s
            config = self._pipeline.language_model.config
            tokens = getattr(config, "max_new_tokens", None) or _LDM_TOKENS
            asked = {"audio_length_in_s": length_s, "max_new_tokens": tokens}
        made = self._pipeline(
            prompt=[self._caption] * count,
            negative_prompt=[self._negative] * count if self._negative else None,
            generator=generators if count > 1 else generators[0],
            output_type="np",
            **self._sampling,
            **asked,
        ).audios
        rows_made: FloatArray = np.asarray(made, dtype=np.float32)
        return rows_made.reshape(-1, rows_made.shape[-1])


def _before_it_trails_off(window: FloatArray, rate_hz: int) -> FloatArray:
    """Without a fading end, which these models learned from their clips; half is kept at least."""
    step = max(1, rate_hz // 4)
    steps = window.shape[1] // step
    if steps < 4:
        return window
    power = np.mean(
        window[:, : steps * step].reshape(window.shape[0], steps, step) ** 2, axis=(0, 2)
    )
    loud = np.flatnonzero(power > np.median(power) * 10 ** (_TRAILED_OFF_DB / 10))
    last = int(loud[-1]) + 1 if loud.size else steps
    if last >= steps:
        return window
    return window[:, : max(last, steps // 2 + 1) * step]
