"""What a model knows of held-out films, and how it goes on from their scenes.

Perplexity is of the packed blocks (a token's exponent of mean cross entropy). Continuations:
the first lines of a scene are given, as many tokens as the scene's own next lines have are
drawn, and the two are compared by BLEU (Papineni et al. 2002, sacrebleu) and ROUGE (Lin 2004);
distinct-n (Li et al. 2016) tells repetition, copied spans tell memorising: the same is asked
of scenes that it was trained on, where a model that has them by heart shows it most (Carlini
et al. 2023).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from filmgen.desk.tuning.blocks import Tokens
from filmgen.desk.tuning.films import Film
from filmgen.desk.tuning.record import ContinuationRecord, Measured
from filmgen.desk.tuning.spans import SpanIndex, words_of
from filmgen.desk.tuning.training import mean_loss
from filmgen.engines.writer.sampling import Endings, SeededSampling
from filmgen.sound.words.language import guess_language
from filmgen.workspace import seed_from

LINES_GIVEN = 6
TOKENS_DRAWN = 96
_LEAST_LINES = 5
_TEMPERATURE = 0.8
_BLEU_TOKENS = {"zh": "zh", "ja": "char", "ko": "char"}


@dataclass(frozen=True)
class Opening:
    """A scene to go on from.

    Attributes:
        prompt: tokens of its first lines.
        reference: its own next words, of `length` tokens.
    """

    prompt: tuple[int, ...]
    reference: str
    length: int


@dataclass(frozen=True)
class Yardstick:
    """What every measuring of one tuning shares."""

    validation: Tokens
    test: Tokens
    held_out: tuple[Opening, ...]
    learned: tuple[Opening, ...]
    known: SpanIndex
    batch: int
    seed: int
    bf16: bool


def openings_of(
    films: Sequence[Film], tokenizer: Any, count: int, context: int
) -> tuple[Opening, ...]:
    """Openings of scenes, spread evenly over films and scenes; fewer where there are fewer.

    Args:
        context: tokens the model has for opening and continuation.
    """
    scenes = [
        scene
        for film in films
        for scene in film.drafts[0].scenes
        if sum(map(bool, scene.split("\n"))) >= _LEAST_LINES
    ]
    taken = min(count, len(scenes))
    openings = [
        _opening(scenes[at * len(scenes) // taken], tokenizer, context) for at in range(taken)
    ]
    return tuple(opening for opening in openings if opening.length)


def measure(model: Any, tokenizer: Any, stick: Yardstick) -> Measured:
    """Measure a model as it stands."""
    return Measured(
        perplexity_validation=perplexity(model, stick.validation, stick),
        perplexity_test=perplexity(model, stick.test, stick),
        held_out=compared(
            continued(model, tokenizer, stick.held_out, stick), stick.held_out, stick
        ),
        learned=compared(continued(model, tokenizer, stick.learned, stick), stick.learned, stick),
    )


def perplexity(model: Any, blocks: Tokens, stick: Yardstick) -> float:
    """Of blocks, rounded to 4 places."""
    return round(math.exp(min(50.0, mean_loss(model, blocks, stick.batch, stick.bf16)[0])), 4)


def continued(
    model: Any, tokenizer: Any, openings: Sequence[Opening], stick: Yardstick
) -> list[str]:
    """What the model writes on from each opening, as many tokens as its reference has."""
    texts: list[str] = []
    for begin in range(0, len(openings), stick.batch):
        rows = openings[begin : begin + stick.batch]
        texts += _drawn(model, tokenizer, rows, stick, begin)
    return texts


def compared(
    texts: Sequence[str], openings: Sequence[Opening], stick: Yardstick
) -> ContinuationRecord:
    """Continuations beside the scenes' own."""
    from rouge_score.rouge_scorer import RougeScorer
    from sacrebleu import corpus_bleu

    references = [opening.reference for opening in openings]
    language = guess_language("\n".join(references))
    bleu = 0.0
    if any(words_of(text) for text in texts):
        told = _BLEU_TOKENS.get(language, "13a")
        bleu = corpus_bleu(list(texts), [references], tokenize=told).score
    scorer = RougeScorer(["rouge1", "rouge2", "rougeL"], tokenizer=_Words())
    scores = [scorer.score(r, t) for r, t in zip(references, texts, strict=True)]

    def rouge(name: str) -> float:
        return _share(100 * sum(score[name].fmeasure for score in scores), len(scores), 2)

    written = [words_of(text) for text in texts]
    copied = [stick.known.copied_words(text) for text in texts]
    total = sum(map(len, written))
    return ContinuationRecord(
        openings=len(openings),
        words=total,
        bleu=round(bleu, 2),
        rouge_1=rouge("rouge1"),
        rouge_2=rouge("rouge2"),
        rouge_l=rouge("rougeL"),
        distinct_1=distinct(written, 1),
        distinct_2=distinct(written, 2),
        distinct_3=distinct(written, 3),
        copied=_share(sum(count for count, _ in copied), total),
        copied_words=sum(count for count, _ in copied),
    )


def distinct(texts: Sequence[Sequence[str]], length: int) -> float:
    """Share of the n-grams of all texts that are different ones; 0 where there is none."""
    grams = [
        tuple(words[at : at + length]) for words in texts for at in range(len(words) - length + 1)
    ]
    return _share(len(set(grams)), len(grams))


class _Words:
    """Words for ROUGE; its own would drop every letter that is not ASCII."""

    def tokenize(self, text: str) -> list[str]:
        return words_of(text)


def _opening(scene: str, tokenizer: Any, context: int) -> Opening:
    """The first lines with words, at most six and half of them, and what follows."""
    lines = scene.split("\n")
    filled = [number for number, line in enumerate(lines) if line.strip()]
    given = max(1, min(LINES_GIVEN, len(filled) // 2))
    cut = filled[given]  # where the next line with words begins
    encode = tokenizer.encode
    prompt = encode("\n".join(lines[:cut]) + "\n", add_special_tokens=False)
    rest = encode("\n".join(lines[cut:]), add_special_tokens=False)
    most = min(TOKENS_DRAWN, context // 2)
    rest = rest[:most]
    prompt = prompt[-(context - most) :]
    return Opening(tuple(prompt), tokenizer.decode(rest, skip_special_tokens=True), len(rest))


def _drawn(
    model: Any, tokenizer: Any, rows: Sequence[Opening], stick: Yardstick, begin: int
) -> list[str]:
    import torch
    from transformers import GenerationConfig

    model.eval()
    width = max(len(row.prompt) for row in rows)
    lead = [width - len(row.prompt) for row in rows]
    tokens = [[0] * n + list(row.prompt) for n, row in zip(lead, rows, strict=True)]
    seen = [[0] * n + [1] * len(row.prompt) for n, row in zip(lead, rows, strict=True)]
    seeds = [seed_from(stick.seed, "opening", begin + at) for at in range(len(rows))]
    endings = Endings([r.length for r in rows], [None] * len(rows))
    with (
        torch.inference_mode(),
        torch.autocast(model.device.type, torch.bfloat16, enabled=stick.bf16),
    ):
        out = model.generate(
            input_ids=torch.tensor(tokens, device=model.device),
            attention_mask=torch.tensor(seen, device=model.device),
            generation_config=GenerationConfig(
                max_new_tokens=max(r.length for r in rows),
                do_sample=False,
                eos_token_id=tokenizer.eos_token_id,
                pad_token_id=0 if tokenizer.eos_token_id is None else tokenizer.eos_token_id,
            ),
            logits_processor=[SeededSampling(seeds, [_TEMPERATURE] * len(rows))],
            stopping_criteria=[endings],
        )
    texts = []
    for row, written in enumerate(out[:, width:].tolist()):
        kept = written[: endings.lengths[row]]
        if tokenizer.eos_token_id in kept:
            kept = kept[: kept.index(tokenizer.eos_token_id)]
        texts.append(tokenizer.decode(kept, skip_special_tokens=True))
    return texts


def _share(part: float, whole: float, places: int = 4) -> float:
    return round(part / whole, places) if whole else 0.0
