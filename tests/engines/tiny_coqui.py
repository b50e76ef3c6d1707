"""A VITS of random weights with four speakers, saved as Coqui saves them."""

from __future__ import annotations

import json
from pathlib import Path

SPEAKERS = ("anna", "ben", "cora", "dirk")
VOICES = {"anna": "female en-GB 30", "ben": "male en-US 52", "cora": "female", "dirk": "male"}
RATE_HZ = 22_050


def save_vits(folder: Path, *, pace: float = 8.5, seed: int = 0) -> Path:
    """Write config.json, model_file.pth and speakers.json.

    Args:
        pace: length scale; random weights speak at about human pace with the default.
    """
    import torch
    from TTS.config.shared_configs import BaseAudioConfig
    from TTS.tts.configs.shared_configs import CharactersConfig
    from TTS.tts.configs.vits_config import VitsArgs, VitsConfig
    from TTS.tts.models.vits import Vits

    folder.mkdir(parents=True, exist_ok=True)
    speakers = folder / "speakers.json"
    speakers.write_text(json.dumps({name: i for i, name in enumerate(SPEAKERS)}))
    arguments = VitsArgs(
        hidden_channels=16,
        hidden_channels_ffn_text_encoder=16,
        num_heads_text_encoder=2,
        num_layers_text_encoder=1,
        num_layers_posterior_encoder=1,
        num_layers_flow=1,
        upsample_initial_channel_decoder=32,
        upsample_rates_decoder=[4, 4, 2, 2],
        upsample_kernel_sizes_decoder=[8, 8, 4, 4],
        resblock_kernel_sizes_decoder=[3],
        resblock_dilation_sizes_decoder=[[1, 3, 5]],
        use_sdp=False,
        use_speaker_embedding=True,
        speaker_embedding_channels=8,
        speakers_file=str(speakers),
        init_discriminator=False,
        length_scale=pace,
    )
    config = VitsConfig(
        model_args=arguments,
        audio=BaseAudioConfig(sample_rate=RATE_HZ, hop_length=64),
        text_cleaner="basic_cleaners",
        use_phonemes=False,
        phoneme_language="en-us",
        speakers_file=str(speakers),
        characters=CharactersConfig(
            pad="_",
            eos="",
            bos="",
            blank="",
            characters="abcdefghijklmnopqrstuvwxyz",
            punctuations="!'(),-.:;? ",
            phonemes=None,
            characters_class="TTS.tts.models.vits.VitsCharacters",
        ),
        test_sentences=[],
    )
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        model = Vits(config)
        # As made, the decoder hums one steady tone of no height (a constant) and the
        # durations are all one frame: random weights large enough to hear and to pace.
        for parameter in model.waveform_decoder.parameters():
            if parameter.ndim > 1:
                torch.nn.init.normal_(parameter, std=0.6)
            else:
                torch.nn.init.zeros_(parameter)
        torch.nn.init.zeros_(model.duration_predictor.proj.bias)
    torch.save({"model": model.state_dict()}, folder / "model_file.pth")
    config.save_json(folder / "config.json")
    return folder
