"""Stable Audio and AudioLDM2 of random weights, saved as released pipelines are."""

from __future__ import annotations

from pathlib import Path

from tests.engines.tiny_t5 import letters_tokenizer, t5_config

STABLE_WINDOW_S = 4.0
STABLE_RATE_HZ = 8000
LDM_RATE_HZ, LDM_WINDOW_S = 16_000, 2.0


def save_stable_audio(folder: Path, *, seed: int = 0) -> Path:
    """A Stable Audio in small: stereo at 8 kHz, windows of `STABLE_WINDOW_S`.

    With the scheduler its pipeline was written for; the released model's own (cosine) needs
    torchsde.
    """
    import torch
    from diffusers import (
        AutoencoderOobleck,
        EDMDPMSolverMultistepScheduler,
        StableAudioDiTModel,
        StableAudioPipeline,
        StableAudioProjectionModel,
    )
    from transformers import T5EncoderModel

    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        vae = AutoencoderOobleck(
            encoder_hidden_size=4,
            downsampling_ratios=[4, 5, 8],
            decoder_channels=4,
            decoder_input_channels=4,
            audio_channels=2,
            channel_multiples=[1, 2, 4],
            sampling_rate=STABLE_RATE_HZ,
        )
        StableAudioPipeline(
            vae=vae,
            text_encoder=T5EncoderModel(t5_config(16)),
            projection_model=StableAudioProjectionModel(
                text_encoder_dim=16, conditioning_dim=16, min_value=0, max_value=64
            ),
            tokenizer=letters_tokenizer(),
            transformer=StableAudioDiTModel(
                sample_size=round(STABLE_WINDOW_S * STABLE_RATE_HZ) // 160,
                in_channels=4,
                num_layers=1,
                attention_head_dim=8,
                num_key_value_attention_heads=2,
                out_channels=4,
                cross_attention_dim=16,
                time_proj_dim=8,
                global_states_input_dim=32,
                cross_attention_input_dim=16,
                num_attention_heads=2,
            ),
            scheduler=EDMDPMSolverMultistepScheduler(
                solver_order=2,
                prediction_type="v_prediction",
                sigma_data=1.0,
                sigma_schedule="exponential",
            ),
        ).save_pretrained(folder)
    return folder


def _roberta():  # type: ignore[no-untyped-def]
    """CLAP's tokenizer over single bytes."""
    from transformers import RobertaTokenizer

    kept = [*range(33, 127), *range(161, 173), *range(174, 256)]
    letters = [chr(b) for b in kept] + [chr(256 + i) for i in range(256 - len(kept))]
    pieces = ["<s>", "<pad>", "</s>", "<unk>", "<mask>", *letters]
    return RobertaTokenizer(
        vocab={piece: i for i, piece in enumerate(pieces)}, merges=[], model_max_length=77
    )


def save_audioldm2(folder: Path, *, seed: int = 0, bare: bool = False) -> Path:
    """An AudioLDM2 in small: mono at 16 kHz; CLAP and T5 read, GPT-2 makes of them what it may.

    Args:
        bare: with a GPT-2 that has no head, as the first release had it.
    """
    import torch
    from diffusers import (
        AudioLDM2Pipeline,
        AudioLDM2ProjectionModel,
        AudioLDM2UNet2DConditionModel,
        AutoencoderKL,
        DDIMScheduler,
    )
    from transformers import (
        ClapConfig,
        ClapFeatureExtractor,
        ClapModel,
        GPT2Config,
        GPT2LMHeadModel,
        SpeechT5HifiGan,
        SpeechT5HifiGanConfig,
        T5EncoderModel,
    )

    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        clap = ClapConfig(
            text_config={
                "hidden_size": 8, "intermediate_size": 16, "num_attention_heads": 1,
                "num_hidden_layers": 1, "vocab_size": 600, "projection_dim": 16,
            },
            audio_config={
                "spec_size": 8, "window_size": 4, "num_mel_bins": 8, "patch_size": 2,
                "patch_stride": 2, "patch_embeds_hidden_size": 8, "depths": [1, 1],
                "num_attention_heads": [1, 1], "num_hidden_layers": 2, "hidden_size": 16,
                "projection_dim": 16,
            },
            projection_dim=16,
        )  # fmt: skip
        vocoder = SpeechT5HifiGan(
            SpeechT5HifiGanConfig(
                model_in_dim=16,
                sampling_rate=LDM_RATE_HZ,
                upsample_initial_channel=8,
                upsample_rates=[8, 10],
                upsample_kernel_sizes=[16, 20],
                resblock_kernel_sizes=[3],
                resblock_dilation_sizes=[[1, 3]],
                normalize_before=False,
            )
        )
        with torch.no_grad():
            for parameter in vocoder.parameters():
                parameter.normal_(0.0, 0.3 if parameter.ndim > 1 else 0.0)
        language_model = GPT2LMHeadModel(
            GPT2Config(
                n_embd=16, n_layer=1, n_head=2, vocab_size=32, bos_token_id=1, eos_token_id=1
            )
        )
        AudioLDM2Pipeline(
            vae=AutoencoderKL(
                block_out_channels=(8, 8),
                in_channels=1,
                out_channels=1,
                norm_num_groups=8,
                down_block_types=("DownEncoderBlock2D",) * 2,
                up_block_types=("UpDecoderBlock2D",) * 2,
                latent_channels=4,
            ),
            text_encoder=ClapModel(clap),
            text_encoder_2=T5EncoderModel(t5_config(16)),
            projection_model=AudioLDM2ProjectionModel(
                text_encoder_dim=16, text_encoder_1_dim=16, langauge_model_dim=16
            ),
            language_model=language_model.transformer if bare else language_model,
            tokenizer=_roberta(),
            tokenizer_2=letters_tokenizer(),
            feature_extractor=ClapFeatureExtractor(feature_size=8, sampling_rate=16_000),
            unet=AudioLDM2UNet2DConditionModel(
                block_out_channels=(8, 16),
                layers_per_block=1,
                norm_num_groups=8,
                sample_size=200,  # times two rows of 5 ms: a window of two seconds
                in_channels=4,
                out_channels=4,
                down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"),
                up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"),
                cross_attention_dim=[[None, 16, 16], [None, 16, 16]],
            ),
            scheduler=DDIMScheduler(clip_sample=False, set_alpha_to_one=False),
            vocoder=vocoder,
        ).save_pretrained(folder)
    return folder
