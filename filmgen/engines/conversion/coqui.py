"""Engine `coqui` for conversion: FreeVC, kNN-VC and OpenVoice through `TTS.api`.

FreeVC and kNN-VC listen through WavLM, which the library fetches once into its own folder
(`TTS_HOME`). A local kNN-VC has its vocoder in the folder `vocoder` beside its config.json.
"""

from __future__ import annotations

import tempfile
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

from filmgen.engines.coqui_models import ENGINE, KEY, coqui_model, open_api, reading_by_soundfile
from filmgen.engines.hub import one_line, pick_device, seeded, settings_digest
from filmgen.engines.protocols import EngineInfo
from filmgen.errors import EngineError
from filmgen.media import FloatArray, Sound
from filmgen.media_files import write_sound

ALGORITHM_REVISION = "1"
"""Changes with everything here that may change samples."""
SEED = 0
"""FreeVC draws noise; the same recording always gets the same."""


class CoquiConversion:
    """Conversion engine `coqui`. Cheap to construct; the model is loaded by the first recording.

    Args:
        conversion_model: a name of the library's list
            ("voice_conversion_models/multilingual/vctk/freevc24"), or a folder with a
            config.json and a checkpoint. (`model` is the speech engine's of the same name.)
        conversion_licence: of the model; the library's list is asked for models it knows.
        device: torch device; "auto" is CUDA where there is one.
        threads: torch threads on a CPU. The samples hold for one count.

    Raises:
        EngineUnavailable: the extra is not installed, or the model is not there.
    """

    def __init__(
        self,
        conversion_model: str = "",
        *,
        conversion_licence: str = "",
        device: str = "auto",
        threads: int = 1,
    ) -> None:
        self._model = coqui_model(
            conversion_model,
            f"{KEY}.conversion_model",
            "voice_conversion_models/multilingual/vctk/freevc24",
        )
        self._licence = conversion_licence or self._model.licence
        self._device, self._threads = device, threads
        self._tts: Any = None

    @property
    def name(self) -> str:
        return ENGINE

    def describe(self) -> EngineInfo:
        name, which = self._model.identity()
        digest = settings_digest({"threads": self._threads})
        return EngineInfo(ENGINE, name, f"{which}+{ALGORITHM_REVISION}.{digest}", self._licence)

    def close(self) -> None:
        self._tts = None

    def convert(self, recording: Sound, target: Sound) -> Sound:
        """The recording in the voice of `target`.

        Args:
            recording, target: mono float32; their rates may differ.

        Returns:
            mono float32 at the recording's rate and of its length, as loud as it was.

        Raises:
            EngineError: the model failed on it, as on a target without speech.
            EngineUnavailable: the model cannot be loaded.
        """
        if not np.abs(recording.samples).max(initial=0.0) > 1e-4:
            return Sound(recording.samples.copy(), recording.rate_hz, {})
        if not np.abs(target.samples).max(initial=0.0) > 1e-4:
            raise EngineError(ENGINE, "the target", "it is silent")
        tts = self._loaded()
        with tempfile.TemporaryDirectory(prefix="filmgen-voice-") as folder:
            source, voice = Path(folder, "source.wav"), Path(folder, "voice.wav")
            write_sound(source, recording)
            write_sound(voice, target)
            try:
                with (
                    reading_by_soundfile(),
                    seeded(SEED, self._threads, str(next(tts.parameters()).device)),
                ):
                    made = tts.voice_conversion(source_wav=str(source), target_wav=str(voice))
            except (RuntimeError, ValueError, TypeError, KeyError, IndexError, OSError) as error:
                raise EngineError(ENGINE, "the recording", one_line(error)) from error
        if hasattr(made, "detach"):
            made = made.detach().cpu().numpy()
        rate_hz = int(tts.voice_converter.output_sample_rate)
        samples = np.asarray(made, np.float32).reshape(-1)
        if not samples.size or not np.isfinite(samples).all() or not np.abs(samples).max() > 0:
            raise EngineError(ENGINE, "the recording", "the model gave no sound")
        return Sound(_fitted(samples, rate_hz, recording), recording.rate_hz, {})

    def _loaded(self) -> Any:
        if self._tts is None:
            model = self._model

            def load(api: Any) -> Any:
                if model.local is None:
                    return api(model.model, progress_bar=False)
                from TTS.utils.synthesizer import Synthesizer

                vocoder = model.config_path.parent / "vocoder"
                files = sorted(vocoder.glob("*.pth")) if vocoder.is_dir() else []
                opened = api(progress_bar=False)
                opened.voice_converter = Synthesizer(
                    vc_checkpoint=str(model.checkpoint),
                    vc_config=str(model.config_path),
                    vocoder_checkpoint=str(files[0]) if files else None,
                    vocoder_config=str(vocoder / "config.json") if files else None,
                )
                return opened

            opened = open_api(model, f"{KEY}.conversion_model", load)
            if opened.voice_converter is None:
                raise EngineError(ENGINE, model.model, "it speaks; it does not convert voices")
            opened.voice_converter.eval()
            self._tts = opened.to(pick_device(self._device))
        return self._tts


def _fitted(samples: FloatArray, rate_hz: int, recording: Sound) -> FloatArray:
    """At the recording's rate, length and loudness: networks drop the last frame or so."""
    from scipy.signal import resample_poly

    ratio = Fraction(recording.rate_hz, rate_hz)
    made = resample_poly(samples.astype(np.float64), ratio.numerator, ratio.denominator)
    length = recording.length_samples
    made = np.pad(made[:length], (0, max(0, length - len(made))))
    loud = float(np.sqrt(np.mean(recording.samples.astype(np.float64) ** 2)))
    made *= loud / max(1e-9, float(np.sqrt(np.mean(made**2))))
    made *= min(1.0, 0.97 / max(1e-9, float(np.abs(made).max())))
    return np.asarray(made, np.float32)
