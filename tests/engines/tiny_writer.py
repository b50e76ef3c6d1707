"""Causal models of random weights and a byte-level BPE tokenizer, saved as released ones are."""

from __future__ import annotations

from pathlib import Path

CHAT = (
    "{% for m in messages %}<|im_start|>{{ m['role'] }}\n{{ m['content'] }}<|im_end|>\n"
    "{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
_MARKS = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
_TEXT = """INT. KITCHEN - NIGHT

Mara opens the door. The lamp goes out. Rain on the window of the old boat house.

MARA
Where is the letter?

JON
(quietly)
It is in the drawer, under the map and the knife.

EXT. HARBOUR - DAY

The ferry turns. He does not look back at the house, and she does not wave.
{"name":"Mara","goal":"the letter","turn":"it was never sent"}
"""


def save_writer(
    folder: Path,
    *,
    kind: str = "llama",
    chat: bool = True,
    seed: int = 0,
    context: int = 512,
    text: str = "",
    width: int = 32,
    spread: float = 0.02,
) -> Path:
    """Write a model of some 30 000 weights; `kind` is "llama", "qwen2" or "gpt2".

    Args:
        context: tokens. text: what its tokenizer is learned from.
        spread: standard deviation of its weights; with small ones it can say nothing loudly.
    """
    import torch
    import transformers

    tokenizer = bpe_tokenizer(text or _TEXT, chat)
    tokenizer.save_pretrained(folder)
    shared = {"vocab_size": len(tokenizer), "eos_token_id": 0, "bos_token_id": 0}
    shared["initializer_range"] = spread
    if kind == "gpt2":
        config = transformers.GPT2Config(
            n_embd=width, n_layer=2, n_head=2, n_positions=context, **shared
        )
    else:
        make = {"llama": transformers.LlamaConfig, "qwen2": transformers.Qwen2Config}[kind]
        config = make(
            hidden_size=width,
            intermediate_size=2 * width,
            num_hidden_layers=2,
            num_attention_heads=2,
            num_key_value_heads=1,
            max_position_embeddings=context,
            **shared,
        )
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        model = transformers.AutoModelForCausalLM.from_config(config)
        model.save_pretrained(folder)
    return folder


def save_adapter(folder: Path, model: Path, *, seed: int = 1, rank: int = 4) -> Path:
    """A LoRA of random weights, strong enough to be heard."""
    import torch
    from peft import LoraConfig, get_peft_model
    from transformers import AutoModelForCausalLM

    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        config = LoraConfig(r=rank, lora_alpha=8 * rank, target_modules="all-linear")
        adapted = get_peft_model(AutoModelForCausalLM.from_pretrained(model), config)
        for name, weights in adapted.named_parameters():
            if "lora_B" in name:
                torch.nn.init.normal_(weights, std=0.5)
        adapted.save_pretrained(folder)
    return folder


def bpe_tokenizer(text: str, chat: bool):  # type: ignore[no-untyped-def]
    """A byte-level BPE of at most 400 tokens, learned from `text`."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import PreTrainedTokenizerFast

    bpe = Tokenizer(models.BPE())
    bpe.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    bpe.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=400,
        special_tokens=_MARKS,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    bpe.train_from_iterator([text], trainer)
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=bpe,
        eos_token="<|endoftext|>",
        pad_token="<|endoftext|>",
        additional_special_tokens=_MARKS[1:],
    )
    if chat:
        tokenizer.chat_template = CHAT
    return tokenizer
