"""What a label alone tells of a clip: the mean of its groups, as a linear function of the label.

Measured on the data before training, so that the network has only the deviations to learn: where a
fire stands and how tall it is, how wind bends it, and above all where in its course an event is. A
network that was left to learn this gave explosions no order in time for an hour.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from filmgen.effects.clips import ONE_SHOT
from filmgen.effects.learned.conditions import label_values, seconds_of
from filmgen.effects.learned.space import GROUP_FRAMES, PATCH, patched, unpatched

TERMS = 4
"""One, and the label's values: intensity, wind, scale."""
EVENT_FRAMES = 72
"""How long the course of what happens once is followed."""
_RIDGE = 2.0
"""Runs that say the label changes nothing: keeps what few runs tell of the label small."""
_SOFT_CELLS = 1.0
"""The mean of some dozens of runs still has their shapes in it: it is blurred by this."""


class Prior(nn.Module):  # type: ignore[misc]
    """Mean groups of each kind.

    Args:
        lengths: groups of each kind's course: 1 for those that go on and on.
        rows, columns: of a group.
        rate: frames per second.
    """

    def __init__(self, lengths: Sequence[int], rows: int, columns: int, rate: float = 24.0) -> None:
        super().__init__()
        self.lengths, self.rate = tuple(lengths), rate
        for place, length in enumerate(self.lengths):
            self.register_buffer(f"terms_{place}", torch.zeros(length, TERMS, rows, columns, PATCH))

    def forward(self, features: Tensor) -> Tensor:
        """Mean groups (B, G, rows, columns, PATCH) for features (B, G, features)."""
        kinds = features[:, 0, : len(self.lengths)].argmax(-1).tolist()
        means = []
        for clip, kind in zip(features, kinds, strict=True):
            terms = self.get_buffer(f"terms_{kind}")
            values = _values(clip[:1], len(self.lengths))[0]
            course = torch.einsum("gtrcp,t->grcp", terms, values)
            means.append(self._at(course, clip))
        return torch.stack(means)

    def _at(self, course: Tensor, clip: Tensor) -> Tensor:
        """The course's groups at a clip's times, between two where they fall between."""
        if len(course) == 1:
            return course.expand(len(clip), -1, -1, -1)
        place = seconds_of(clip) * (self.rate / GROUP_FRAMES)
        place = place.clamp(0.0, len(course) - 1.0)
        low = place.floor().long().clamp(max=len(course) - 2)
        share = (place - low)[:, None, None, None]
        return torch.lerp(course[low], course[low + 1], share)

    @torch.no_grad()  # type: ignore[untyped-decorator]
    def measure(self, place: int, runs: Sequence[tuple[Tensor, Tensor]]) -> None:
        """Least squares over the runs of a kind.

        Args:
            place: the kind's.
            runs: frames (T, 3, rows, columns) in model space from the run's beginning, and
                features (1, features) of its label.
        """
        terms = self.get_buffer(f"terms_{place}")
        length = len(terms)
        normal = _RIDGE * torch.diag(torch.tensor([0.0] + [1.0] * (TERMS - 1)))
        sums = torch.zeros_like(terms)
        for frames, features in runs:
            groups = patched(frames[None, : len(frames) // GROUP_FRAMES * GROUP_FRAMES])[0]
            mean = groups.mean(0, keepdim=True) if length == 1 else _lengthened(groups, length)
            if length == 1:
                # the same at each of a group's frames: which one is first is chance
                mean = _steady(mean)
            values = _values(features, len(self.lengths))[0]
            normal += torch.outer(values, values)
            sums += mean[:, None] * values[None, :, None, None, None]
        solved = torch.einsum("ut,gtrcp->gurcp", torch.linalg.inv(normal), sums)
        terms.copy_(_softened(solved))


def lengths_of(kinds: Sequence[str], frames: int) -> tuple[int, ...]:
    """Lengths for `Prior`, where an event is followed for `frames`."""
    return tuple(max(2, frames // GROUP_FRAMES) if kind in ONE_SHOT else 1 for kind in kinds)


def _values(features: Tensor, kinds: int) -> Tensor:
    told = label_values(features, kinds)
    return torch.cat((torch.ones_like(told[..., :1]), told), -1)


def _lengthened(groups: Tensor, length: int) -> Tensor:
    """Cut to a length, or the last repeated."""
    missing = length - len(groups)
    return (
        torch.cat((groups, groups[-1:].expand(missing, -1, -1, -1)))
        if missing > 0
        else groups[:length]
    )


def _steady(groups: Tensor) -> Tensor:
    frames = unpatched(groups[None])
    return patched(frames.mean(1, keepdim=True).expand_as(frames))[0]


def _softened(terms: Tensor) -> Tensor:
    """Blurred over the grid, and over neighbouring frames where there are more than a group's."""
    length = len(terms)
    frames = unpatched(terms.transpose(0, 1))
    flat = frames.flatten(0, 2)[:, None]
    reach = round(3 * _SOFT_CELLS)
    line = torch.arange(-reach, reach + 1.0)
    bell = torch.exp(-0.5 * (line / _SOFT_CELLS) ** 2)
    bell = bell / bell.sum()
    padded = nn.functional.pad(flat, (reach,) * 4, mode="replicate")
    soft = nn.functional.conv2d(padded, bell.view(1, 1, -1, 1))
    soft = nn.functional.conv2d(soft, bell.view(1, 1, 1, -1)).view_as(frames)
    if length > 1:
        ends = torch.cat((soft[:, :1], soft, soft[:, -1:]), 1)
        soft = 0.25 * ends[:, :-2] + 0.5 * ends[:, 1:-1] + 0.25 * ends[:, 2:]
        soft[:, 0] = frames[:, 0]
    return patched(soft).transpose(0, 1)
