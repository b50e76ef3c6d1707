"""What clips are compared by: bands of detail, each brought to the same size.

The power of a field falls by the fourth power of its wave number: compared as they are, two clips
are as far apart as their longest waves, and detail is left for last or never learned. So clips are
taken apart by size of detail (a Laplacian pyramid, Burt and Adelson 1983; before it their second
differences, in which waves of all lengths weigh the same), and every field of every band is divided
by what it usually is in the simulated clips of a kind.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from filmgen.effects.clips import FIELDS
from filmgen.effects.learned.space import CELL, GROUP_FRAMES, unpatched

BANDS = 5
"""Of which the first are the second differences, and the last is what remains of the pyramid: means
of 8 by 8 cells."""
_SHIFTS = 2 ** (BANDS - 2)
"""Cells after which the coarsest band's grid is the same again."""
Shift = tuple[int, int, int]
"""Frames, rows and columns."""
_LEAST_SIZE = 0.05
"""A field that a kind does not have is not divided by nothing."""


class Bands(nn.Module):  # type: ignore[misc]
    """Bands of clips, and their usual sizes by kind.

    Args:
        kinds: how many.
    """

    def __init__(self, kinds: int) -> None:
        super().__init__()
        self.kinds = kinds
        self.register_buffer("sizes", torch.ones(kinds, BANDS, 2, len(FIELDS)))

    @torch.no_grad()  # type: ignore[untyped-decorator]
    def measure(self, batches: Sequence[tuple[Tensor, Tensor]]) -> None:
        """Usual sizes of bands, and of their changes from frame to frame.

        Args:
            batches: groups (B, G, rows, columns, PATCH) and kinds (B,).
        """
        sums = torch.zeros_like(self.sizes)
        counts = torch.zeros(self.kinds)
        for groups, kinds in batches:
            for band, values in enumerate(_pyramid(unpatched(groups))):
                squares = values.square().mean((1, 3, 4))
                changes = (values[:, 1:] - values[:, :-1]).square().mean((1, 3, 4))
                for clip, kind in enumerate(kinds.tolist()):
                    sums[kind, band] += torch.stack((squares[clip], changes[clip]))
                    counts[kind] += band == 0
        means = sums / counts.clamp_min(1)[:, None, None, None]
        self.sizes.copy_(means.sqrt().clamp_min(_LEAST_SIZE))

    def looks(self, groups: Tensor, kinds: Tensor, shift: Shift = (0, 0, 0)) -> list[Tensor]:
        """Vectors (B, n, C, rows, columns) that two clips are compared by, place by place.

        Of each band: four frames, the change from each frame to the next and to the fourth after
        it, of neighbours together. Then all bands of a place together, on the finest grid: detail
        lies where there is something to see. Last the coarsest means of four frames and of the
        clip, each as a whole.

        Args:
            groups: (B, G, rows, columns, PATCH).
            kinds: (B,).
            shift: where to begin. What is compared lies on a grid of its own, and with the
                same one always, faults between its cells would not be seen.
        """
        bands = _pyramid(_shifted(unpatched(groups), shift))
        batch, length = bands[0].shape[:2]
        count = length // GROUP_FRAMES
        sizes = self.sizes[kinds][:, :, :, None, :, None, None]
        looks: list[Tensor] = []
        joint: list[Tensor] = []
        for place, values in enumerate(bands):
            own = values / sizes[:, place, 0]
            change = (values[:, 1:] - values[:, :-1]) / sizes[:, place, 1]
            if place < BANDS - 1:
                own, change = _together(own), _together(change)
            looks += [own.unflatten(1, (count, GROUP_FRAMES)).flatten(2, 3), change]
            if count > 1:
                looks.append(own[:, GROUP_FRAMES:] - own[:, :-GROUP_FRAMES])
            ahead = own[:, 1::GROUP_FRAMES]
            if place and ahead.shape[3:] != joint[0].shape[3:]:
                if place < BANDS - 1:
                    ahead = functional.pixel_shuffle(ahead.flatten(0, 1), CELL)
                    ahead = ahead.unflatten(0, (batch, count))
                grown = functional.interpolate(ahead.flatten(0, 1), size=joint[0].shape[3:])
                ahead = grown.unflatten(0, (batch, count))
            joint.append(ahead)
        looks.append(torch.cat(joint, 2))
        last = bands[-1] / sizes[:, BANDS - 1, 0]
        whole = last.unflatten(1, (count, GROUP_FRAMES)).mean(2)
        for some in (whole, whole.mean(1, keepdim=True)):
            looks.append(some.flatten(2)[..., None, None])
        return looks


def any_shift(draw: torch.Generator) -> Shift:
    """One of all shifts."""
    frames, rows, columns = (
        int(torch.randint(most, (), generator=draw, device=draw.device))
        for most in (GROUP_FRAMES, _SHIFTS, _SHIFTS)
    )
    return frames, rows, columns


def _shifted(frames: Tensor, shift: Shift) -> Tensor:
    """Frames (B, T, fields, rows, columns) from a shift on, as many of each as fit whatever it is.

    What is no larger than a shift may be is kept whole.
    """
    for axis, first, most in zip((1, 3, 4), shift, (GROUP_FRAMES, _SHIFTS, _SHIFTS), strict=True):
        if frames.shape[axis] > most:
            frames = frames.narrow(axis, first, frames.shape[axis] - most)
    return frames


def _pyramid(frames: Tensor) -> list[Tensor]:
    """Bands (B, T, fields, rows, columns) of frames; from the second on they sum to the frames."""
    batch, length = frames.shape[:2]
    here = frames.flatten(0, 1)
    wide = functional.pad(here, (1, 1, 1, 1), mode="replicate")
    beside = wide[..., 1:-1, 2:] + wide[..., 1:-1, :-2] + wide[..., 2:, 1:-1] + wide[..., :-2, 1:-1]
    bands = [here - 0.25 * beside]
    for _ in range(BANDS - 2):
        below = functional.avg_pool2d(here, 2)
        grown = functional.interpolate(
            below, scale_factor=2.0, mode="bilinear", align_corners=False
        )
        bands.append(here - grown)
        here = below
    bands.append(here)
    return [band.unflatten(0, (batch, length)) for band in bands]


def _together(values: Tensor) -> Tensor:
    """Neighbouring cells (B, n, C, rows, columns) in one vector, on half the grid."""
    flat = functional.pixel_unshuffle(values.flatten(0, 1), CELL)
    return flat.unflatten(0, values.shape[:2])
