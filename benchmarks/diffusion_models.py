"""Stable Diffusion architectures of full size with random weights, saved as real models are.

Sizes are those of the public configurations of stable-diffusion-v1-5 and
stable-diffusion-xl-base-1.0; speed and memory do not hang on what the numbers are. The
tokenizer is CLIP's own class over single bytes: prompts are a little longer in tokens, and
the text encoder reads 77 in any case.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_VAE = {
    "in_channels": 3,
    "out_channels": 3,
    "latent_channels": 4,
    "block_out_channels": (128, 256, 512, 512),
    "layers_per_block": 2,
    "norm_num_groups": 32,
    "down_block_types": ("DownEncoderBlock2D",) * 4,
    "up_block_types": ("UpDecoderBlock2D",) * 4,
}
_CLIP_L = {
    "vocab_size": 49408,
    "hidden_size": 768,
    "intermediate_size": 3072,
    "num_hidden_layers": 12,
    "num_attention_heads": 12,
    "max_position_embeddings": 77,
    "projection_dim": 768,
    "bos_token_id": 512,
    "eos_token_id": 513,
    "pad_token_id": 513,
}
_CLIP_G = _CLIP_L | {
    "hidden_size": 1280,
    "intermediate_size": 5120,
    "num_hidden_layers": 32,
    "num_attention_heads": 20,
    "projection_dim": 1280,
    "hidden_act": "gelu",
}
_UNET = {"in_channels": 4, "out_channels": 4, "layers_per_block": 2}

ARCHITECTURES: Mapping[str, Mapping[str, Any]] = {
    "sd15": {
        "vae": _VAE | {"sample_size": 512},
        "text": (_CLIP_L,),
        "unet": _UNET
        | {
            "sample_size": 64,
            "block_out_channels": (320, 640, 1280, 1280),
            "down_block_types": (*("CrossAttnDownBlock2D",) * 3, "DownBlock2D"),
            "up_block_types": ("UpBlock2D", *("CrossAttnUpBlock2D",) * 3),
            "cross_attention_dim": 768,
            "attention_head_dim": 8,
        },
    },
    "sdxl": {
        "vae": _VAE | {"sample_size": 1024, "scaling_factor": 0.13025},
        "text": (_CLIP_L, _CLIP_G),
        "unet": _UNET
        | {
            "sample_size": 128,
            "block_out_channels": (320, 640, 1280),
            "down_block_types": ("DownBlock2D", *("CrossAttnDownBlock2D",) * 2),
            "up_block_types": (*("CrossAttnUpBlock2D",) * 2, "UpBlock2D"),
            "cross_attention_dim": 2048,
            "attention_head_dim": (5, 10, 20),
            "transformer_layers_per_block": (1, 2, 10),
            "use_linear_projection": True,
            "addition_embed_type": "text_time",
            "addition_time_embed_dim": 256,
            "projection_class_embeddings_input_dim": 2816,
        },
    },
}


def save_architecture(name: str, folder: Path, *, device: str, small: bool = False) -> None:
    """Save a model under `folder/model` and a ControlNet for it under `folder/control`.

    Args:
        name: a key of `ARCHITECTURES`.
        device: where the random weights are drawn; saved as float16 either way.
        small: widths cut to a few channels, to test the plumbing.
    """
    import diffusers
    import torch
    import transformers

    sizes = _small(ARCHITECTURES[name]) if small else ARCHITECTURES[name]
    torch.manual_seed(0)
    torch.set_default_dtype(torch.float16)
    try:
        with torch.device(device):
            unet = diffusers.UNet2DConditionModel(**sizes["unet"])
            control = diffusers.ControlNetModel.from_unet(unet, load_weights_from_unet=False)
            vae = diffusers.AutoencoderKL(**sizes["vae"])
            kinds = (transformers.CLIPTextModel, transformers.CLIPTextModelWithProjection)
            encoders = [
                kind(transformers.CLIPTextConfig(**text))
                for kind, text in zip(kinds, sizes["text"], strict=False)
            ]
    finally:
        torch.set_default_dtype(torch.float32)
    scheduler = diffusers.EulerDiscreteScheduler(
        beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear", steps_offset=1
    )
    folder.mkdir(parents=True, exist_ok=True)
    parts: dict[str, Any] = {"vae": vae, "unet": unet, "scheduler": scheduler}
    for number, encoder in enumerate(encoders):
        mark = f"_{number + 1}" if number else ""
        parts[f"text_encoder{mark}"] = encoder
        parts[f"tokenizer{mark}"] = byte_tokenizer(folder)
    if len(encoders) > 1:
        pipeline = diffusers.StableDiffusionXLPipeline(**parts)
    else:
        pipeline = diffusers.StableDiffusionPipeline(
            **parts, safety_checker=None, feature_extractor=None, requires_safety_checker=False
        )
    pipeline.save_pretrained(folder / "model")
    control.save_pretrained(folder / "control")


def byte_tokenizer(scratch: Path) -> Any:
    """CLIP's own tokenizer over single bytes: one token a letter, no merges to download."""
    from transformers import CLIPTokenizer

    # GPT-2's printable stand-ins for bytes, which CLIP's tokenizer inherits.
    kept = [*range(33, 127), *range(161, 173), *range(174, 256)]
    letters = [chr(b) for b in kept] + [chr(256 + i) for i in range(256 - len(kept))]
    tokens = [*letters, *(letter + "</w>" for letter in letters)]
    tokens += ["<|startoftext|>", "<|endoftext|>"]
    vocabulary, merges = scratch / "vocab.json", scratch / "merges.txt"
    vocabulary.write_text(json.dumps({token: i for i, token in enumerate(tokens)}))
    merges.write_text("#version: 0.2\n")
    return CLIPTokenizer(vocab=str(vocabulary), merges=str(merges), model_max_length=77)


def _small(sizes: Mapping[str, Any]) -> dict[str, Any]:
    """The same architecture with a tenth of the width and a quarter of the side."""
    unet = dict(sizes["unet"])
    width = 32 * len(sizes["text"])
    unet["block_out_channels"] = tuple(32 for _ in unet["block_out_channels"])
    unet |= {"cross_attention_dim": width, "attention_head_dim": 8, "sample_size": 16}
    if "transformer_layers_per_block" in unet:
        unet["transformer_layers_per_block"] = 1
        unet |= {"addition_time_embed_dim": 8, "projection_class_embeddings_input_dim": 48 + 32}
    narrow = {
        "hidden_size": 32,
        "intermediate_size": 37,
        "num_hidden_layers": 2,
        "num_attention_heads": 4,
        "projection_dim": 32,
        "vocab_size": 514,
    }
    return {
        "vae": dict(sizes["vae"])
        | {"block_out_channels": (8,) * 4, "norm_num_groups": 4, "layers_per_block": 1},
        "text": tuple(dict(text) | narrow for text in sizes["text"]),
        "unet": unet,
    }
