"""How a model's next tokens are drawn, and when an answer is over, row by row of a batch.

Sampling is the Gumbel-max trick: the likeliest token after noise of a Gumbel distribution has
been added to the scores is a draw from their softmax (Gumbel 1954). Each row draws its noise
from a generator of its own, for the whole vocabulary, so that an answer depends on its request
alone: not on the batch it was in, nor on anything that ran before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

TOP_K = 40
TOP_P = 0.95
"""As llama.cpp's: without them one unlikely token in a hundred derails a small model."""


class SeededSampling:
    """A logits processor that leaves one token a row: the one drawn.

    Args:
        seeds: one a row.
        temperatures: one a row; 0 takes the likeliest.
        top_k, top_p: tokens drawn from: the `top_k` likeliest, of these the fewest whose
            probabilities sum to `top_p`.
    """

    def __init__(
        self,
        seeds: Sequence[int],
        temperatures: Sequence[float],
        top_k: int = TOP_K,
        top_p: float = TOP_P,
    ) -> None:
        import torch

        self._noise = [torch.Generator().manual_seed(seed) for seed in seeds]
        self._temperatures = list(temperatures)
        self._top_k, self._top_p = top_k, top_p

    def __call__(self, input_ids: Any, scores: Any) -> Any:
        """Scores (rows, vocabulary), all -inf but the drawn tokens' 0."""
        import torch

        left = torch.full_like(scores, -torch.inf)
        for row, (temperature, noise) in enumerate(
            zip(self._temperatures, self._noise, strict=True)
        ):
            left[row, self._drawn(scores[row].float().cpu(), temperature, noise)] = 0.0
        return left

    def _drawn(self, scores: Any, temperature: float, noise: Any) -> int:
        import torch

        if temperature <= 0.0:
            return int(scores.argmax())
        best, tokens = (scores / temperature).topk(min(self._top_k, scores.shape[-1]))
        shares = best.softmax(-1)
        within = shares.cumsum(-1) - shares < self._top_p
        waits = torch.empty(scores.shape[-1]).exponential_(generator=noise)
        gumbel = -torch.log(waits.clamp_min(1e-20))
        return int(tokens[torch.where(within, best + gumbel[tokens], -torch.inf).argmax()])


class ObjectScanner:
    """Follows a JSON object's text until its last brace; its marks are ASCII, so any pieces do."""

    def __init__(self) -> None:
        self._depth = 0
        self._quoted = self._escaped = False

    def feed(self, text: str) -> int:
        """Read on; returns the length of `text` up to where the object closed, 0 if it did not."""
        for at, char in enumerate(text, 1):
            if self._escaped:
                self._escaped = False
            elif self._quoted:
                self._escaped = char == "\\"
                self._quoted = char != '"'
            elif char == '"':
                self._quoted = True
            elif char in "{[":
                self._depth += 1
            elif char in "}]":
                self._depth -= 1
                if self._depth <= 0:
                    return at
        return 0


class Endings:
    """A stopping criterion that knows each row's own end.

    Args:
        limits: most tokens of each row's answer.
        scanners: of rows that are JSON, having read what was forced; None for plain words.
        prompt: length of the padded prompts in tokens.
        decode: the text of one token.
    """

    def __init__(
        self,
        limits: Sequence[int],
        scanners: Sequence[ObjectScanner | None],
        prompt: int,
        decode: Callable[[int], str],
    ) -> None:
        self._limits, self._scanners = list(limits), list(scanners)
        self._prompt, self._decode = prompt, decode
        self.lengths: list[int] = [0] * len(self._limits)
        self.closed: list[bool] = [False] * len(self._limits)
        """Whether a row's object is complete."""

    def __call__(self, input_ids: Any, scores: Any, **_: Any) -> Any:
        """Which rows are done: bool (rows,)."""
        import torch

        count = int(input_ids.shape[1]) - self._prompt
        done = []
        for row, (limit, scanner) in enumerate(zip(self._limits, self._scanners, strict=True)):
            over = self.closed[row] or self.lengths[row] >= limit
            if not over:
                self.lengths[row] = count
                if scanner is not None:
                    self.closed[row] = scanner.feed(self._decode(int(input_ids[row, -1]))) > 0
                over = self.closed[row] or count >= limit
            done.append(over)
        return torch.tensor(done, dtype=torch.bool, device=input_ids.device)
