"""Kokoro's graph cut where StyleTTS 2 joins its halves: prosody here, voice there.

The published graph goes from phonemes to samples in one. Inside, a predictor first decides
how long each token lasts, how the pitch runs and how the energy does, and a decoder then
speaks just that (Li et al., "StyleTTS 2", NeurIPS 2023, section 3; the names of the values
are hexgrad's export's). Cut in two graphs at those values, what the predictor decided can be
read, and changed, before it is spoken. No weight and no node is altered: spoken as predicted,
the samples are those of the whole graph.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from filmgen.errors import EngineUnavailable

DURATIONS = "/encoder/Clip_output_0"
"""float32 (1, tokens): whole frames of 25 ms."""
PITCH = "/encoder/Reshape_output_0"
"""float32 (1, 2 * frames): Hz; below 10 the decoder takes it for unvoiced."""
ENERGY = "/encoder/Reshape_1_output_0"
"""float32 (1, 2 * frames): natural log of the mel spectrum's norm, roughly."""
FEATURES = "/encoder/MatMul_1_output_0"
"""float32 (1, 512, frames): the phonemes' own sound, drawn out by the durations."""
AUDIO = "audio"

_FLOAT = 1  # onnx.TensorProto.FLOAT, without importing onnx at the top


def halves(weights: bytes) -> tuple[bytes, bytes]:
    """The predictor's graph and the decoder's.

    Args:
        weights: the whole model, as published.

    Returns:
        Serialised models: (tokens, style, speed) to `DURATIONS`, `PITCH`, `ENERGY`, `FEATURES`,
        where speed is one number or one for each token, and (`PITCH`, `ENERGY`, `FEATURES`,
        style) to `AUDIO`.

    Raises:
        EngineUnavailable: the model is built otherwise.
    """
    import onnx

    model = onnx.load_model_from_string(weights)
    graph = model.graph
    inputs = {value.name: value for value in graph.input}
    makers = {name: node for node in graph.node for name in node.output}
    cuts = {
        DURATIONS: ("one", "tokens"),
        PITCH: ("one", "half_frames"),
        ENERGY: ("one", "half_frames"),
        FEATURES: ("one", 512, "frames"),
    }
    lost = [name for name in (*cuts, AUDIO) if name not in makers]
    if lost or set(inputs) != {"tokens", "style", "speed"}:
        raise EngineUnavailable("kokoro", f"its graph has no value {(lost or list(inputs))[0]!r}")
    values = {
        name: onnx.helper.make_tensor_value_info(name, _FLOAT, shape)
        for name, shape in cuts.items()
    }
    speed = onnx.helper.make_tensor_value_info("speed", _FLOAT, ("speeds",))
    between = (PITCH, ENERGY, FEATURES)
    predictor = _part(
        model, makers, [inputs["tokens"], inputs["style"], speed], list(values.values())
    )
    decoder = _part(
        model, makers, [*(values[name] for name in between), inputs["style"]], list(graph.output)
    )
    return predictor, decoder


def _part(
    model: Any, makers: dict[str, Any], inputs: Sequence[Any], outputs: Sequence[Any]
) -> bytes:
    """What leads from the inputs to the outputs, in the order of the whole."""
    import onnx

    given = {value.name for value in inputs}
    needed: set[str] = set()
    ahead = [value.name for value in outputs]
    while ahead:
        name = ahead.pop()
        if name in needed:
            continue
        needed.add(name)
        if name not in given and name in makers:
            ahead.extend(makers[name].input)
    part = onnx.ModelProto(ir_version=model.ir_version, opset_import=model.opset_import)
    part.graph.name = model.graph.name
    part.graph.input.extend(inputs)
    part.graph.output.extend(outputs)
    part.graph.node.extend(
        node for node in model.graph.node if needed.difference(given).intersection(node.output)
    )
    part.graph.initializer.extend(t for t in model.graph.initializer if t.name in needed)
    made: bytes = part.SerializeToString()
    return made
