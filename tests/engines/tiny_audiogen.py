"""AudioGen and MusicGen of random weights: language model and EnCodec, saved as released."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

RATE_HZ = 16_000
WINDOW_S = 3.0
"""What the model was "trained" on: longer sounds are continued."""
MUSIC_WINDOW_S = 20.0
"""MusicGen's own class takes none under eighteen."""

_CODEC: dict[str, Any] = {
    "device": "cpu", "compression_model": "encodec", "sample_rate": RATE_HZ, "channels": 1,
    "encodec": {
        "autoencoder": "seanet", "quantizer": "rvq", "sample_rate": RATE_HZ, "channels": 1,
        "causal": False, "renormalize": False,
    },
    "seanet": {
        "dimension": 16, "channels": 1, "causal": False, "n_filters": 2, "n_residual_layers": 1,
        "ratios": [20, 10, 8], "activation": "ELU", "activation_params": {"alpha": 1.0},
        "norm": "weight_norm", "norm_params": {}, "kernel_size": 7, "residual_kernel_size": 3,
        "last_kernel_size": 7, "dilation_base": 2, "pad_mode": "constant", "true_skip": True,
        "compress": 2, "lstm": 0, "disable_norm_outer_blocks": 0, "encoder": {},
        "decoder": {
            "trim_right_ratio": 1.0, "final_activation": None, "final_activation_params": None,
        },
    },
    "rvq": {
        "n_q": 2, "q_dropout": False, "bins": 256, "decay": 0.99, "kmeans_init": False,
        "kmeans_iters": 50, "threshold_ema_dead_code": 2, "orthogonal_reg_weight": 0.0,
        "orthogonal_reg_active_codes_only": False,
    },
}  # fmt: skip
_LANGUAGE_MODEL: dict[str, Any] = {
    "device": "cpu", "dtype": "float32", "lm_model": "transformer_lm", "channels": 1,
    "sample_rate": RATE_HZ, "compression_model_checkpoint": "",
    "dataset": {"segment_duration": WINDOW_S},
    "interleave_stereo_codebooks": {"use": False},
    "transformer_lm": {
        "dim": 16, "num_heads": 2, "num_layers": 1, "hidden_scale": 2, "n_q": 2, "card": 256,
        "dropout": 0.0, "emb_lr": None, "activation": "gelu", "norm_first": True,
        "bias_ff": False, "bias_attn": False, "bias_proj": False, "past_context": None,
        "causal": True, "custom": False, "memory_efficient": False,
        "attention_as_float32": False, "layer_scale": None, "positional_embedding": "sin",
        "xpos": False, "checkpointing": "none", "weight_init": "gaussian",
        "depthwise_init": "current", "zero_bias_init": True, "norm": "layer_norm",
        "cross_attention": True, "qk_layer_norm": False, "qk_layer_norm_cross": False,
        "attention_dropout": None, "kv_repeat": 1,
    },
    "codebooks_pattern": {
        "modeling": "delay",
        "delay": {"delays": [0, 1], "flatten_first": 0, "empty_initial": 0},
    },
    "attribute_dropout": {"text": {"description": 0.0}},
    "classifier_free_guidance": {"training_dropout": 0.1, "inference_coef": 3.0},
    "fuser": {
        "cross": ["description"], "prepend": [], "sum": [], "input_interpolate": [],
        "cross_attention_pos_emb": False, "cross_attention_pos_emb_scale": 1,
    },
    # A look-up table for words instead of the released model's T5.
    "conditioners": {
        "description": {"model": "lut", "lut": {"n_bins": 128, "dim": 16, "tokenizer": "noop"}},
    },
}  # fmt: skip


def save_audiogen(folder: Path, *, seed: int = 0, words: str = "") -> Path:
    """Write state_dict.bin and compression_state_dict.bin.

    Args:
        words: a T5's name ("t5-small") to read captions with; "" takes the table.
    """
    language_model = deepcopy(_LANGUAGE_MODEL)
    if words:
        language_model["conditioners"] = _t5(words)
    return _save(folder, _CODEC, language_model, seed)


def save_musicgen(folder: Path, *, seed: int = 0, stereo: bool = False) -> Path:
    """A MusicGen in small: 32 kHz, read by a T5 named "t5-small", mono or in stereo tokens."""
    codec, language_model = deepcopy(_CODEC), deepcopy(_LANGUAGE_MODEL)
    for config in (codec, codec["encodec"], language_model):
        config["sample_rate"] = 2 * RATE_HZ
    codec["seanet"]["ratios"] = [20, 20, 16]  # five tokens a second
    language_model["dataset"]["segment_duration"] = MUSIC_WINDOW_S
    language_model["conditioners"] = _t5("t5-small")
    if stereo:
        # Each channel has its own two codebooks, side by side.
        language_model["channels"] = 2
        language_model["transformer_lm"]["n_q"] = 4
        language_model["interleave_stereo_codebooks"] = {"use": True, "per_timestep": False}
        language_model["codebooks_pattern"]["delay"]["delays"] = [0, 0, 1, 1]
    return _save(folder, codec, language_model, seed)


def _t5(name: str) -> dict[str, Any]:
    options = {"name": name, "finetune": False, "word_dropout": 0.0, "normalize_text": False}
    return {"description": {"model": "t5", "t5": options}}


def _save(folder: Path, codec: Any, language_model: Any, seed: int) -> Path:
    import torch
    from audiocraft.models import builders
    from omegaconf import OmegaConf

    from filmgen.engines.audiocraft_model import text_encoder_from

    folder.mkdir(parents=True, exist_ok=True)
    codec_config = OmegaConf.create(codec)
    model_config = OmegaConf.create(language_model)
    with torch.random.fork_rng(devices=[]), torch.no_grad():
        torch.manual_seed(seed)
        compressor = builders.get_compression_model(codec_config)
        # Biases would drown the tokens: without them every token sounds different.
        for parameter in compressor.parameters():
            parameter.normal_(0.0, 0.3 if parameter.ndim > 1 else 0.0)
        for layer in compressor.quantizer.vq.layers:
            layer._codebook.embed.normal_()
        with text_encoder_from(None, folder.parent):
            model = builders.get_lm_model(model_config)
        for parameter in model.parameters():
            parameter.normal_(0.0, 0.3)
    for name, config, made in (
        ("compression_state_dict.bin", codec_config, compressor),
        ("state_dict.bin", model_config, model),
    ):
        state = {"xp.cfg": OmegaConf.to_yaml(config), "best_state": made.state_dict()}
        torch.save(state, folder / name)
    return folder
