"""A Piper voice's network: its .onnx run by ONNX Runtime, with noise that we draw.

Piper's voices are VITS networks that draw their own noise inside, from a generator that
nobody can seed per line. Here each such node is replaced by an input, so that a seed gives
the same samples in every process.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from filmgen.engines.hub import one_line
from filmgen.errors import EngineUnavailable
from filmgen.media import FloatArray

_FIRST_GUESS = 192 * 8  # noise values per symbol: channels times frames of a slow phoneme
_MOST_TRIES = 8


class PiperModel:
    """One loaded voice.

    Args:
        path: the .onnx file.
        threads: of ONNX Runtime; the samples hold for one count.

    Raises:
        EngineUnavailable: not a Piper voice, or damaged.
    """

    def __init__(self, path: Path, threads: int) -> None:
        import onnx
        import onnxruntime

        try:
            graph = onnx.load(str(path))
            self._noises = _open_noise(graph)
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = max(1, threads)
            options.inter_op_num_threads = 1
            options.log_severity_level = 4
            self._session = onnxruntime.InferenceSession(
                graph.SerializeToString(), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # both libraries raise their own kinds for damaged files
            raise EngineUnavailable(
                "piper", f"{path} cannot be loaded: {one_line(error)}"
            ) from error
        inputs = {item.name for item in self._session.get_inputs()}
        missing = {"input", "input_lengths", "scales"} - inputs
        if missing:
            raise EngineUnavailable(
                "piper", f"{path} is no Piper voice: it has no input {', '.join(sorted(missing))}"
            )
        self._speakers = "sid" in inputs

    def run(
        self, ids: list[int], seed: int, scales: tuple[float, float, float], speaker: int
    ) -> FloatArray:
        """Phoneme ids to samples, float32 (n,).

        Args:
            scales: noise, length and noise of the lengths, as the voice's JSON names them.
            speaker: number of the speaker, for voices with several.
        """
        feeds: dict[str, Any] = {
            "input": np.array([ids], np.int64),
            "input_lengths": np.array([len(ids)], np.int64),
            "scales": np.array(scales, np.float32),
        }
        if self._speakers:
            feeds["sid"] = np.array([speaker], np.int64)
        count = _FIRST_GUESS * len(ids)
        for attempt in range(_MOST_TRIES):
            # How long the line gets is known to the network only. A longer draw begins with
            # the shorter one's values, so a second try gives what the first would have.
            for number, name in enumerate(self._noises):
                drawn = np.random.default_rng([seed, number])
                feeds[name] = drawn.standard_normal(count << attempt, np.float32)
            try:
                made: FloatArray = self._session.run(None, feeds)[0]
                return np.ascontiguousarray(made.reshape(-1), np.float32)
            except Exception as error:
                if attempt == _MOST_TRIES - 1 or "eshape" not in str(error):
                    raise RuntimeError(one_line(error)) from error
        raise AssertionError


def _open_noise(graph: Any) -> list[str]:
    """Turn every RandomNormalLike into a slice of a new input; names of the inputs.

    The input is as long as whoever runs the network likes; each node takes as many values
    from its start as it needs.
    """
    from onnx import TensorProto, helper, numpy_helper

    names: list[str] = []
    nodes: list[Any] = []
    for node in graph.graph.node:
        if node.op_type != "RandomNormalLike":
            nodes.append(node)
            continue
        name = f"noise_{len(names)}"
        names.append(name)
        for attribute in node.attribute:
            if (attribute.name, attribute.f) in (("mean", 0.0), ("scale", 1.0)):
                continue
            if attribute.name in ("mean", "scale"):
                raise ValueError(f"noise with {attribute.name} {attribute.f} is not Piper's")
        start, axis = (
            numpy_helper.from_array(np.array([0], np.int64), f"{name}_{what}")
            for what in ("start", "axis")
        )
        graph.graph.initializer.extend([start, axis])
        graph.graph.input.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, ["values"]))
        nodes += [
            helper.make_node("Shape", [node.input[0]], [f"{name}_shape"]),
            helper.make_node("ReduceProd", [f"{name}_shape"], [f"{name}_count"], keepdims=1),
            helper.make_node(
                "Slice", [name, f"{name}_start", f"{name}_count", f"{name}_axis"], [f"{name}_taken"]
            ),
            helper.make_node("Reshape", [f"{name}_taken", f"{name}_shape"], [node.output[0]]),
        ]
    del graph.graph.node[:]
    graph.graph.node.extend(nodes)
    return names
