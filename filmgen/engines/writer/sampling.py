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


Watch = Callable[[Sequence[int]], bool]
"""Whether an answer is over, by its tokens so far; asked after each of them."""


def watch_object(forced: str, decode: Callable[[Sequence[int]], str]) -> Watch:
    """Over where the JSON object closes that `forced` begins."""
    scanner = ObjectScanner()
    scanner.feed(forced)
    return lambda tokens: scanner.feed(decode(tokens[-1:])) > 0


def watch_stops(stops: Sequence[str], decode: Callable[[Sequence[int]], str]) -> Watch:
    """Over where one of the stops has been written."""
    # A token is a byte at least: what ends with the last one began within as many tokens.
    tail = max(len(stop.encode()) for stop in stops) + 1

    def over(tokens: Sequence[int]) -> bool:
        said = decode(tokens[-tail:])
        return any(stop in said for stop in stops)

    return over


class Endings:
    """A stopping criterion that knows each row's own end.

    Args:
        limits: most tokens of each row's answer.
        watches: of rows that may be over before.
    """

    def __init__(self, limits: Sequence[int], watches: Sequence[Watch | None]) -> None:
        self._limits, self._watches = list(limits), list(watches)
        self._said: list[list[int]] = [[] for _ in self._limits]
        self.closed: list[bool] = [False] * len(self._limits)
        """Whether a row's watch has seen its end."""

    @property
    def lengths(self) -> list[int]:
        """Tokens of each row's answer, what ended it included."""
        return [len(said) for said in self._said]

    def __call__(self, input_ids: Any, scores: Any, **_: Any) -> Any:
        """Which rows are done: bool (rows,)."""
        import torch

        done = []
        for row, (limit, watch) in enumerate(zip(self._limits, self._watches, strict=True)):
            said = self._said[row]
            if not self.closed[row] and len(said) < limit:
                said.append(int(input_ids[row, -1]))
                self.closed[row] = watch is not None and watch(said)
            done.append(self.closed[row] or len(said) >= limit)
        return torch.tensor(done, dtype=torch.bool, device=input_ids.device)
