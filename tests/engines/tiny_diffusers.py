"""Stable Diffusion models of random weights, a few hundred kilobytes, saved as real ones are.

Everything but the numbers is real: the classes, the folder layout, the tokenizer (bytes
only, no merges) and a four-block VAE that works at an eighth of the size.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks.diffusion_models import byte_tokenizer


def save_sd(
    folder: Path, *, side: int = 16, width: int = 32, seed: int = 0, blocks_all: bool = False
) -> Path:
    """A Stable Diffusion 1.5 in small, text width `width`.

    Args:
        blocks_all: with a safety checker that finds something in every picture.
    """
    import torch
    from diffusers import StableDiffusionPipeline
    from transformers import CLIPImageProcessorPil

    torch.manual_seed(seed)
    pipeline = StableDiffusionPipeline(
        vae=_vae(),
        text_encoder=_text_encoder(width),
        tokenizer=byte_tokenizer(folder.parent),
        unet=_unet(side, width),
        scheduler=_scheduler(),
        safety_checker=_safety_checker() if blocks_all else None,
        feature_extractor=CLIPImageProcessorPil(size=16, crop_size=16) if blocks_all else None,
        requires_safety_checker=blocks_all,
    )
    pipeline.save_pretrained(folder)
    return folder


def save_sdxl(folder: Path, *, side: int = 16, width: int = 32, seed: int = 0) -> Path:
    """An SDXL in small: two text encoders, size conditioning."""
    import torch
    from diffusers import StableDiffusionXLPipeline

    torch.manual_seed(seed)
    pipeline = StableDiffusionXLPipeline(
        vae=_vae(),
        text_encoder=_text_encoder(width),
        text_encoder_2=_text_encoder(width, projected=True),
        tokenizer=byte_tokenizer(folder.parent),
        tokenizer_2=byte_tokenizer(folder.parent),
        unet=_unet(
            side,
            2 * width,
            **_size_conditioning(width),
        ),
        scheduler=_scheduler(),
    )
    pipeline.save_pretrained(folder)
    return folder


def save_controlnet(folder: Path, *, width: int = 32, seed: int = 5, sdxl: bool = False) -> Path:
    """A ControlNet for `save_sd` of the same text width, with hints that are not zero.

    Args:
        sdxl: for `save_sdxl` (width 64): size conditioning.
    """
    import torch
    from diffusers import ControlNetModel

    torch.manual_seed(seed)
    net = ControlNetModel(
        block_out_channels=(32, 64),
        layers_per_block=1,
        in_channels=4,
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"),
        cross_attention_dim=width,
        conditioning_embedding_out_channels=(16, 32, 96, 256),
        norm_num_groups=32,
        attention_head_dim=8,
        **(_size_conditioning(width // 2) if sdxl else {}),
    )
    # As made, its outputs are zero and it would change nothing.
    for block in (*net.controlnet_down_blocks, net.controlnet_mid_block):
        torch.nn.init.normal_(block.weight, std=0.5)
    torch.nn.init.normal_(net.controlnet_cond_embedding.conv_out.weight, std=0.5)
    net.save_pretrained(folder)
    return folder


def save_ip_adapter(
    folder: Path, model: Path, *, width: int = 32, encoder: bool = True, seed: int = 9
) -> Path:
    """An IP-Adapter for a saved model, laid out like h94/IP-Adapter.

    Args:
        width: text width it is made for; the model's own, or it is of another base.
        encoder: whether the image encoder lies beside it.
    """
    import torch
    from diffusers import UNet2DConditionModel
    from safetensors.torch import save_file
    from transformers import CLIPVisionConfig, CLIPVisionModelWithProjection

    torch.manual_seed(seed)
    unet = UNet2DConditionModel.from_pretrained(model, subfolder="unet")
    tensors = {
        "image_proj.proj.weight": torch.randn(4 * width, 16),
        "image_proj.proj.bias": torch.randn(4 * width),
        "image_proj.norm.weight": torch.ones(width),
        "image_proj.norm.bias": torch.zeros(width),
    }
    for number, name in enumerate(n for n in unet.attn_processors if ".attn2." in n):
        hidden = unet.get_submodule(name.removesuffix(".processor")).to_k.out_features
        for which in ("to_k_ip", "to_v_ip"):
            tensors[f"ip_adapter.{2 * number + 1}.{which}.weight"] = torch.randn(hidden, width)
    (folder / "models").mkdir(parents=True)
    save_file(tensors, folder / "models" / "ip-adapter_sd15.safetensors")
    if encoder:
        config = CLIPVisionConfig(
            hidden_size=16, intermediate_size=16, num_hidden_layers=2, num_attention_heads=2,
            image_size=16, patch_size=8, projection_dim=16,
        )  # fmt: skip
        CLIPVisionModelWithProjection(config).save_pretrained(folder / "models/image_encoder")
    return folder


def save_lora(file: Path, model: Path, *, rank: int = 2, seed: int = 11) -> Path:
    """A LoRA for a saved model's UNet, written by diffusers itself."""
    import torch
    from diffusers import StableDiffusionPipeline, UNet2DConditionModel
    from peft import LoraConfig
    from peft.utils import get_peft_model_state_dict

    torch.manual_seed(seed)
    unet = UNet2DConditionModel.from_pretrained(model, subfolder="unet")
    targets = ["to_q", "to_k", "to_v", "to_out.0"]
    unet.add_adapter(LoraConfig(r=rank, init_lora_weights="gaussian", target_modules=targets))
    for name, weight in unet.named_parameters():
        if "lora_B" in name:  # as made, they are zero and it would change nothing
            torch.nn.init.normal_(weight, std=0.5)
    StableDiffusionPipeline.save_lora_weights(
        file.parent,
        unet_lora_layers=get_peft_model_state_dict(unet),
        weight_name=file.name,
    )
    return file


def _vae() -> Any:
    from diffusers import AutoencoderKL

    return AutoencoderKL(
        in_channels=3,
        out_channels=3,
        latent_channels=4,
        sample_size=128,
        block_out_channels=(8, 8, 8, 8),
        norm_num_groups=4,
        layers_per_block=1,
        down_block_types=("DownEncoderBlock2D",) * 4,
        up_block_types=("UpDecoderBlock2D",) * 4,
    )


def _unet(side: int, width: int, **more: Any) -> Any:
    from diffusers import UNet2DConditionModel

    return UNet2DConditionModel(
        sample_size=side,
        in_channels=4,
        out_channels=4,
        layers_per_block=1,
        block_out_channels=(32, 64),
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"),
        cross_attention_dim=width,
        norm_num_groups=32,
        attention_head_dim=8,
        **more,
    )


def _size_conditioning(width: int) -> dict[str, Any]:
    return {
        "addition_embed_type": "text_time",
        "addition_time_embed_dim": 8,
        "transformer_layers_per_block": (1, 1),
        "projection_class_embeddings_input_dim": 6 * 8 + width,
        "use_linear_projection": True,
    }


def _safety_checker() -> Any:
    import torch
    from diffusers.pipelines.stable_diffusion.safety_checker import StableDiffusionSafetyChecker
    from transformers import CLIPConfig

    vision = {
        "hidden_size": 16, "intermediate_size": 16, "num_hidden_layers": 1,
        "num_attention_heads": 2, "image_size": 16, "patch_size": 8, "projection_dim": 16,
    }  # fmt: skip
    checker = StableDiffusionSafetyChecker(CLIPConfig(vision_config=vision, projection_dim=16))
    # A picture is blocked where its likeness to a concept is above the concept's threshold.
    torch.nn.init.constant_(checker.concept_embeds_weights, -2.0)
    return checker


def _scheduler() -> Any:
    from diffusers import EulerDiscreteScheduler

    return EulerDiscreteScheduler(
        beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear", steps_offset=1
    )


def _text_encoder(width: int, projected: bool = False) -> Any:
    from transformers import CLIPTextConfig, CLIPTextModel, CLIPTextModelWithProjection

    config = CLIPTextConfig(
        vocab_size=514,
        hidden_size=width,
        intermediate_size=37,
        num_hidden_layers=2,
        num_attention_heads=4,
        max_position_embeddings=77,
        bos_token_id=512,
        eos_token_id=513,
        pad_token_id=513,
        projection_dim=width,
    )
    return (CLIPTextModelWithProjection if projected else CLIPTextModel)(config)
