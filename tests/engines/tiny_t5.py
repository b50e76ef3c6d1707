"""A T5 encoder of random weights and a tokenizer of letters, saved as released ones are."""

from __future__ import annotations

from pathlib import Path


def save_t5(folder: Path, *, width: int, seed: int = 0) -> Path:
    """Write tokenizer and encoder; `width` is 512 for t5-small, 768 for t5-base."""
    import torch
    from transformers import T5EncoderModel

    letters_tokenizer().save_pretrained(folder)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        T5EncoderModel(t5_config(width)).save_pretrained(folder)
    return folder


def letters_tokenizer():  # type: ignore[no-untyped-def]
    """A unigram tokenizer whose pieces are the printable characters of ASCII."""
    from transformers import T5Tokenizer

    letters = [(chr(code), -3.0) for code in range(33, 127)]
    pieces = [("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0), ("▁", -2.0), *letters]
    return T5Tokenizer(vocab=pieces, extra_ids=0, model_max_length=64)


def t5_config(width: int):  # type: ignore[no-untyped-def]
    from transformers import T5Config

    return T5Config(
        vocab_size=98,
        d_model=width,
        d_kv=8,
        d_ff=16,
        num_layers=1,
        num_heads=2,
        decoder_start_token_id=0,
    )
