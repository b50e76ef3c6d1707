"""Voice converters of random weights, saved as Coqui saves them."""

from __future__ import annotations

from pathlib import Path

SSL_SIZE = 32


def save_wavlm(home: Path) -> Path:
    """A tiny WavLM where the library looks for the large one: HOME/tts/wavlm/WavLM-Large.pt."""
    import torch
    from TTS.vc.layers.freevc.wavlm.wavlm import WavLM, WavLMConfig

    settings = {
        "extractor_mode": "layer_norm", "encoder_layers": 7, "encoder_embed_dim": SSL_SIZE,
        "encoder_ffn_embed_dim": 32, "encoder_attention_heads": 2, "layer_norm_first": True,
        "conv_feature_layers": "[(16,10,5)] + [(16,3,2)] * 4 + [(16,2,2)] * 2", "conv_pos": 16,
        "conv_pos_groups": 4, "normalize": True, "relative_position_embedding": True,
        "gru_rel_pos": True,
    }  # fmt: skip
    folder = home / "tts" / "wavlm"
    folder.mkdir(parents=True, exist_ok=True)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        model = WavLM(WavLMConfig(settings))
    torch.save({"cfg": settings, "model": model.state_dict()}, folder / "WavLM-Large.pt")
    return home


def save_freevc(folder: Path) -> Path:
    """Write config.json and model.pth; `TTS_HOME` must name a folder of `save_wavlm`."""
    import torch
    from TTS.vc.configs.freevc_config import FreeVCArgs, FreeVCConfig
    from TTS.vc.models.freevc import FreeVC

    folder.mkdir(parents=True, exist_ok=True)
    config = FreeVCConfig(
        model_args=FreeVCArgs(
            inter_channels=16, hidden_channels=16, filter_channels=16, n_layers=1,
            resblock_kernel_sizes=[3], resblock_dilation_sizes=[[1, 3, 5]],
            upsample_rates=[10, 6, 4, 2], upsample_kernel_sizes=[16, 16, 4, 4],
            upsample_initial_channel=32, gin_channels=16, ssl_dim=SSL_SIZE,
        ),
    )  # fmt: skip
    with torch.random.fork_rng(devices=[]), torch.no_grad():
        torch.manual_seed(0)
        model = FreeVC(config)
        for parameter in model.dec.parameters():
            parameter.normal_(0.0, 0.3 if parameter.ndim > 1 else 0.0)
    torch.save({"model": model.state_dict()}, folder / "model.pth")
    config.save_json(str(folder / "config.json"))
    return folder


def save_knnvc(folder: Path) -> Path:
    """A kNN-VC: its config.json, and its HiFi-GAN in FOLDER/vocoder."""
    import torch
    from TTS.vc.configs.knnvc_config import KNNVCArgs, KNNVCConfig
    from TTS.vocoder.configs import HifiganConfig
    from TTS.vocoder.models.gan import GAN

    vocoder = folder / "vocoder"
    vocoder.mkdir(parents=True, exist_ok=True)
    KNNVCConfig(model_args=KNNVCArgs(ssl_dim=SSL_SIZE)).save_json(str(folder / "config.json"))
    config = HifiganConfig(
        generator_model_params={
            "upsample_factors": [10, 8, 2, 2], "upsample_kernel_sizes": [20, 16, 4, 4],
            "upsample_initial_channel": 32, "resblock_kernel_sizes": [3],
            "resblock_dilation_sizes": [[1, 3, 5]], "resblock_type": "1",
            "pre_linear": SSL_SIZE, "in_channels": 16, "inference_padding": 0,
        },
    )  # fmt: skip
    config.audio.sample_rate = 16_000
    config.audio.num_mels = SSL_SIZE
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        model = GAN(config)
    torch.save({"model": model.state_dict()}, vocoder / "model.pth")
    config.save_json(str(vocoder / "config.json"))
    return folder
