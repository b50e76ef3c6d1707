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


def save_xtts(folder: Path, *, languages: tuple[str, ...] = ("en", "de", "fr")) -> Path:
    """An XTTS of random weights, which clones: config.json, vocab.json, model.pth.

    Its language model is tiny and says 10 tokens, half a second; the decoder has the sizes that
    the library gives it.
    """
    import torch
    from tokenizers import Tokenizer, models, pre_tokenizers
    from TTS.tts.configs.xtts_config import XttsArgs, XttsConfig
    from TTS.tts.layers.xtts.tokenizer import VoiceBpeTokenizer
    from TTS.tts.models.xtts import Xtts

    folder.mkdir(parents=True, exist_ok=True)
    symbols = ["[STOP]", "[UNK]", "[SPACE]", "[START]", *(f"[{code}]" for code in languages)]
    symbols += [*"abcdefghijklmnopqrstuvwxyzäöüßàâçéèêëîïôùûœ .,?!'"]
    raw = Tokenizer(models.BPE({s: n for n, s in enumerate(symbols)}, [], unk_token="[UNK]"))
    raw.add_special_tokens(symbols[: 4 + len(languages)])
    raw.pre_tokenizer = pre_tokenizers.Whitespace()
    raw.save(str(folder / "vocab.json"))
    config = XttsConfig(
        languages=list(languages),
        model_args=XttsArgs(
            gpt_layers=1, gpt_n_model_channels=32, gpt_n_heads=2, gpt_max_audio_tokens=10,
            gpt_max_text_tokens=300, gpt_max_prompt_tokens=40, gpt_num_audio_tokens=66,
            gpt_start_audio_token=64, gpt_stop_audio_token=65, decoder_input_dim=32,
            gpt_use_perceiver_resampler=True, tokenizer_file=str(folder / "vocab.json"),
        ),
    )  # fmt: skip
    with torch.random.fork_rng(devices=[]), torch.no_grad():
        torch.manual_seed(0)
        model = Xtts(config)
        model.tokenizer = VoiceBpeTokenizer(vocab_file=folder / "vocab.json")
        model.init_models()
        for name, parameter in model.hifigan_decoder.waveform_decoder.named_parameters():
            if name.endswith("original0"):  # the strength of a layer with normed weights
                parameter.fill_(1.0)
    torch.save({"model": model.state_dict()}, folder / "model.pth")
    config.save_json(str(folder / "config.json"))
    return folder
