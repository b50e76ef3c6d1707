"""Text-to-speech models of random weights, saved as `transformers` and Piper save theirs.

Their parts are drawn large enough to be heard and to pace a line as people do.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

LETTERS = "abcdefghijklmnopqrstuvwxyz' -"
RATE_HZ = 16_000
EMBEDDING_SIZE = 8


def save_mms(
    folder: Path, *, language: str = "eng", letters: str = LETTERS, speakers: int = 3
) -> Path:
    """A VITS with a tokenizer of letters, as MMS-TTS comes: config, vocab, weights."""
    import torch
    from transformers import VitsConfig, VitsModel, VitsTokenizer

    folder.mkdir(parents=True, exist_ok=True)
    vocabulary = folder / "vocab.json"
    vocabulary.write_text(json.dumps({letter: place for place, letter in enumerate("_" + letters)}))
    tokenizer = VitsTokenizer(
        str(vocabulary), pad_token="_", unk_token="_", language=language, add_blank=True,
        normalize=True, phonemize=False, is_uroman=False,
    )  # fmt: skip
    tokenizer.save_pretrained(folder)
    config = VitsConfig(
        vocab_size=len(letters) + 1, hidden_size=16, num_hidden_layers=1, num_attention_heads=2,
        ffn_dim=16, flow_size=16, spectrogram_bins=17, prior_encoder_num_flows=1,
        prior_encoder_num_wavenet_layers=1, posterior_encoder_num_wavenet_layers=1,
        duration_predictor_num_flows=1, duration_predictor_filter_channels=16,
        upsample_initial_channel=32, upsample_rates=[4, 4, 2, 2],
        upsample_kernel_sizes=[8, 8, 4, 4], resblock_kernel_sizes=[3],
        resblock_dilation_sizes=[[1, 3]], use_stochastic_duration_prediction=False,
        num_speakers=speakers, speaker_embedding_size=8 if speakers > 1 else 0,
        sampling_rate=RATE_HZ, speaking_rate=0.13,
    )  # fmt: skip
    with torch.random.fork_rng(devices=[]), torch.no_grad():
        torch.manual_seed(0)
        model = VitsModel(config)
        for parameter in model.decoder.parameters():
            parameter.normal_(0.0, 0.08 if parameter.ndim > 1 else 0.0)
        model.duration_predictor.proj.weight.normal_(0.0, 0.05)
        model.duration_predictor.proj.bias.zero_()
    model.save_pretrained(folder)
    return folder


def save_bark(folder: Path) -> Path:
    """A Bark whose three transformers and codec are tiny, with two presets of voices."""
    import torch
    from transformers import BarkConfig, BarkModel, BarkProcessor, BertTokenizer
    from transformers.models.bark.generation_configuration_bark import (
        BarkCoarseGenerationConfig,
        BarkFineGenerationConfig,
        BarkGenerationConfig,
        BarkSemanticGenerationConfig,
    )

    folder.mkdir(parents=True, exist_ok=True)
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    words += [f"{p}{c}" for p in ("", "##") for c in "abcdefghijklmnopqrstuvwxyz,.?!'"]
    (folder / "vocab.txt").write_text("\n".join(words))
    tokenizer = BertTokenizer(str(folder / "vocab.txt"))
    rows: dict[str, Any] = {}
    for place, name in enumerate(("v2/en_speaker_0", "v2/en_speaker_1")):
        draw = np.random.default_rng(place)
        rows[name] = {}
        for part, shape, top in (
            ("semantic", (12,), 90),
            ("coarse", (2, 24), 64),
            ("fine", (4, 24), 64),
        ):
            file = f"speaker_embeddings/{name}_{part}_prompt.npy"
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            np.save(folder / file, draw.integers(0, top, shape))
            rows[name][f"{part}_prompt"] = file
    (folder / "speaker_embeddings_path.json").write_text(
        json.dumps({"repo_or_path": str(folder), **rows})
    )
    BarkProcessor(tokenizer).tokenizer.save_pretrained(folder)
    size = {"block_size": 512, "num_layers": 1, "num_heads": 2, "hidden_size": 16, "dropout": 0.0}
    config = BarkConfig(
        semantic_config={**size, "input_vocab_size": 600, "output_vocab_size": 120},
        coarse_acoustics_config={**size, "input_vocab_size": 300, "output_vocab_size": 300},
        fine_acoustics_config={**size, "input_vocab_size": 65, "output_vocab_size": 65,
                               "n_codes_total": 4, "n_codes_given": 1},
        codec_config={"model_type": "encodec", "sampling_rate": RATE_HZ, "hidden_size": 16,
                      "num_filters": 4, "num_residual_layers": 1, "upsampling_ratios": [8, 5, 4, 2],
                      "codebook_size": 64, "codebook_dim": 16, "target_bandwidths": [1.5, 2.4],
                      "num_lstm_layers": 1},
    )  # fmt: skip
    semantic = BarkSemanticGenerationConfig(
        eos_token_id=100, max_new_tokens=40, text_encoding_offset=110, text_pad_token=590,
        semantic_infer_token=591, semantic_vocab_size=100, semantic_rate_hz=50,
        semantic_pad_token=100, max_input_semantic_length=64, min_eos_p=None,
    )  # fmt: skip
    coarse = BarkCoarseGenerationConfig(
        coarse_rate_hz=50, n_coarse_codebooks=2, coarse_semantic_pad_token=280,
        coarse_infer_token=281, max_coarse_history=30, max_coarse_input_length=64,
        sliding_window_len=30,
    )  # fmt: skip
    fine = BarkFineGenerationConfig(
        max_fine_history_length=32, max_fine_input_length=64, n_fine_codebooks=4, temperature=0.5
    )
    with torch.random.fork_rng(devices=[]), torch.no_grad():
        torch.manual_seed(0)
        model = BarkModel(config)
        for name, parameter in model.codec_model.decoder.named_parameters():
            parameter.normal_(0.0, 0.3 if parameter.ndim > 1 else 0.0)
            if name.endswith("original0"):  # the strength of a layer with normed weights
                parameter.fill_(1.5)
        for part in (model.semantic, model.coarse_acoustics, model.fine_acoustics):
            for parameter in part.parameters():
                if parameter.ndim > 1:  # else whatever is read, every token is as likely
                    parameter.normal_(0.0, 0.3)
        for layer in model.codec_model.quantizer.layers:
            layer.codebook.embed.normal_()
    model.save_pretrained(folder)
    generation = BarkGenerationConfig.from_sub_model_configs(
        semantic, coarse, fine, sample_rate=RATE_HZ, codebook_size=64
    )
    (folder / "generation_config.json").write_text(json.dumps(generation.to_dict()))
    return folder


def save_speecht5(folder: Path) -> Path:
    """A SpeechT5 in FOLDER, its vocoder in FOLDER/vocoder, a speaker's vector in FOLDER/ann.npy."""
    import torch
    from tokenizers import Regex, Tokenizer, models, pre_tokenizers
    from tokenizers.processors import TemplateProcessing
    from transformers import (
        PreTrainedTokenizerFast,
        SpeechT5Config,
        SpeechT5ForTextToSpeech,
        SpeechT5HifiGan,
        SpeechT5HifiGanConfig,
    )

    folder.mkdir(parents=True, exist_ok=True)
    symbols = ["<s>", "<pad>", "</s>", "<unk>", *LETTERS, *".,?!"]
    vocabulary = {symbol: place for place, symbol in enumerate(symbols)}
    raw = Tokenizer(models.WordLevel(vocabulary, unk_token="<unk>"))
    raw.pre_tokenizer = pre_tokenizers.Split(Regex("."), "isolated")
    raw.post_processor = TemplateProcessing(single="$A </s>", special_tokens=[("</s>", 2)])
    PreTrainedTokenizerFast(
        tokenizer_object=raw,
        bos_token="<s>",
        pad_token="<pad>",
        eos_token="</s>",
        unk_token="<unk>",
    ).save_pretrained(folder)
    config = SpeechT5Config(
        vocab_size=len(symbols), hidden_size=16, encoder_layers=1, encoder_attention_heads=2,
        encoder_ffn_dim=16, decoder_layers=1, decoder_ffn_dim=16, decoder_attention_heads=2,
        num_mel_bins=8, speech_decoder_prenet_units=16, speech_decoder_postnet_units=16,
        speech_decoder_postnet_layers=2, speaker_embedding_dim=EMBEDDING_SIZE, reduction_factor=2,
        max_speech_positions=600, max_text_positions=300, use_guided_attention_loss=False,
    )  # fmt: skip
    vocoder = SpeechT5HifiGanConfig(
        model_in_dim=8, sampling_rate=RATE_HZ, upsample_initial_channel=16,
        upsample_rates=[8, 4, 3], upsample_kernel_sizes=[16, 8, 6],
        resblock_kernel_sizes=[3], resblock_dilation_sizes=[[1, 3]],
    )  # fmt: skip
    with torch.random.fork_rng(devices=[]), torch.no_grad():
        torch.manual_seed(0)
        model = SpeechT5ForTextToSpeech(config)
        # A random network does not know when it has finished: this one goes on to the most
        # frames a letter that it may take, which are as long as people take here.
        model.speech_decoder_postnet.prob_out.bias.fill_(-20.0)
        voiced = SpeechT5HifiGan(vocoder)
        for parameter in voiced.parameters():
            parameter.normal_(0.0, 0.5 if parameter.ndim > 1 else 0.0)
    model.save_pretrained(folder)
    voiced.save_pretrained(folder / "vocoder")
    np.save(
        folder / "ann.npy", np.random.default_rng(0).standard_normal(EMBEDDING_SIZE).astype("f4")
    )
    np.save(
        folder / "bob.npy", np.random.default_rng(1).standard_normal(EMBEDDING_SIZE).astype("f4")
    )
    return folder


def save_piper(
    folder: Path, *, speakers: tuple[str, ...] = ("amy", "bert"), reads: str = "espeak"
) -> Path:
    """A network with a Piper voice's inputs, output and noise; returns the .onnx file.

    Every symbol becomes a tone of its own height, as long as `scales[1]` says, with noise of
    the strength of `scales[0]`: small, and it hears all that a Piper voice hears.
    """
    from onnx import TensorProto, checker, helper, numpy_helper, save

    folder.mkdir(parents=True, exist_ok=True)
    symbols = ["_", "^", "$", *" .,?!;:", *LETTERS[:27], *"ɑɐɒæəɚɛɜɪʊʌɔθðʃʒŋɹɡɾʔˈˌːʰ"]
    symbols = list(dict.fromkeys(symbols))
    hop, per_symbol = 16, 27.0
    weights = {
        "table": 0.03 + 0.3 * np.random.default_rng(0).random((len(symbols), 1), np.float32),
        "voices": np.linspace(1.0, 1.6, max(1, len(speakers)), dtype=np.float32)[:, None],
        "per_symbol": np.array([per_symbol], np.float32),
        "hop": np.array([hop], np.int64),
        "one": np.array([1], np.int64), "zero": np.array([0], np.int64),
        "two": np.array([2], np.int64), "three": np.array([3], np.int64),
        "axis": np.array(1, np.int64), "half": np.array([0.3], np.float32),
        "flat": np.array([1, 1, 1, -1], np.int64), "row": np.array([1, -1], np.int64),
        "column": np.array([1, -1, 1], np.int64),
    }  # fmt: skip

    def node(kind: str, inputs: str, output: str, **attributes: Any) -> Any:
        return helper.make_node(kind, inputs.split(), [output], **attributes)

    nodes = [
        node("Gather", "table input", "steps"),  # (1, n, 1)
        node("Reshape", "steps row", "heights"),
        node("Slice", "scales one two", "length_scale"),
        node("Slice", "scales zero one", "noise_scale"),
        node("Mul", "length_scale per_symbol", "frames_wanted"),
        node("Ceil", "frames_wanted", "frames_whole"),
        node("Cast", "frames_whole", "frames", to=TensorProto.INT64),
        node("Mul", "frames hop", "samples_each"),
        node("Concat", "one one samples_each", "spread", axis=0),
        node("Reshape", "heights column", "standing"),
        node("Tile", "standing spread", "held"),
        node("Reshape", "held row", "tune"),
    ]
    inputs = [
        helper.make_tensor_value_info("input", TensorProto.INT64, [1, "n"]),
        helper.make_tensor_value_info("input_lengths", TensorProto.INT64, [1]),
        helper.make_tensor_value_info("scales", TensorProto.FLOAT, [3]),
    ]
    if len(speakers) > 1:
        inputs.append(helper.make_tensor_value_info("sid", TensorProto.INT64, [1]))
        nodes += [node("Gather", "voices sid", "throat"), node("Mul", "tune throat", "tuned")]
    else:
        nodes.append(node("Identity", "tune", "tuned"))
    nodes += [
        node("CumSum", "tuned axis", "phase"),
        node("Sin", "phase", "tone"),
        node("RandomNormalLike", "tone", "hiss"),
        node("Mul", "hiss noise_scale", "hissing"),
        node("Add", "tone hissing", "sound"),
        node("Mul", "sound half", "quieter"),
        node("Reshape", "quieter flat", "output"),
    ]
    graph = helper.make_graph(
        nodes, "voice", inputs,
        [helper.make_tensor_value_info("output", TensorProto.FLOAT, [1, 1, 1, "samples"])],
        [numpy_helper.from_array(value, name) for name, value in weights.items()],
    )  # fmt: skip
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 15)], ir_version=8)
    checker.check_model(model)
    path = folder / "en_GB-tiny-low.onnx"
    save(model, str(path))
    settings = {
        "audio": {"sample_rate": RATE_HZ, "quality": "low"},
        "espeak": {"voice": "en-gb"}, "language": {"code": "en_GB", "family": "en"},
        "inference": {"noise_scale": 0.2, "length_scale": 1.0, "noise_w": 0.8},
        "phoneme_type": reads, "num_symbols": len(symbols), "num_speakers": len(speakers),
        "phoneme_id_map": {symbol: [place] for place, symbol in enumerate(symbols)},
        "speaker_id_map": {n: i for i, n in enumerate(speakers)} if len(speakers) > 1 else {},
    }  # fmt: skip
    path.with_name(path.name + ".json").write_text(json.dumps(settings, ensure_ascii=False))
    return path


def save_espeak(folder: Path) -> Path:
    """A command that answers as `espeak-ng` does, for machines without it: letters for phonemes."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "espeak-ng"
    path.write_text(
        f"#!{sys.executable} -SE\n"
        "import sys\n"
        "if '--version' in sys.argv:\n"
        "    print('eSpeak NG text-to-speech: 0.0  Data at: nowhere')\n"
        "elif '--ipa' in sys.argv:\n"
        "    for line in sys.stdin:\n"
        "        print('', ' '.join('ˈ' + word.lower() for word in line.split()))\n"
        "else:\n"
        "    sys.exit('only phonemes here')\n"
    )
    path.chmod(0o755)
    return path
