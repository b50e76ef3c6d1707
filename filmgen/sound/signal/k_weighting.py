"""K-weighting of ITU-R BS.1770-4: the head's shelf and the high-pass, over sound that streams.

Two biquads are a recursion of sample after sample, which Python cannot afford. In state space
the same recursion takes 32 samples in one step, and 32 such steps in another: what lies between
are products of matrices (block filtering, C. S. Burrus, IEEE Trans. Audio Electroacoust. 20,
1972). The result is the recursion's own, to the last digits of a float64.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from filmgen.media import FloatArray

Doubles = NDArray[np.float64]

_SHELF = ((1.53512485958697, -2.69169618940638, 1.19839281085285),
          (1.0, -1.69065929318241, 0.73248077421585))  # fmt: skip
_HIGH_PASS = ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621))
_STEP = 32
"""Samples of a step, and steps of a stride."""
_STATES = 4
_DIED_AWAY = 1e-9  # of the filter's memory: nothing that follows silence will be heard


class KWeighting:
    """Weights (channels, n) blocks of any length at 48 kHz, with memory of what went before.

    Attributes:
        state: float64 (channels, 4); may be kept, and set to go on from there.
    """

    def __init__(self, channels: int = 2) -> None:
        self.state: Doubles = np.zeros((channels, _STATES))

    def push(self, block: FloatArray) -> Doubles | None:
        """The block weighted, float64 (channels, n); None for silence that stays silent."""
        if not block.any() and np.abs(self.state).max(initial=0.0) < _DIED_AWAY:
            self.state[:] = 0.0
            return None
        how = _matrices()
        channels, count = block.shape
        steps = -(-count // _STEP)
        strides = -(-steps // _STEP)
        padded = np.zeros((channels, strides * _STEP * _STEP))
        padded[:, :count] = block
        sound = padded.reshape(-1, _STEP)
        moved = sound @ how.into
        # What each step of a stride begins with, as if the stride began with nothing; the last
        # column is what the stride leaves to the next.
        within = (moved.reshape(-1, _STEP * _STATES) @ how.steps).reshape(
            channels, strides, _STEP + 1, _STATES
        )
        begins = np.empty((channels, strides, _STATES))
        state = self.state
        for stride in range(strides):
            begins[:, stride] = state
            state = state @ how.stride + within[:, stride, _STEP]
        starts = within[:, :, :_STEP] + (begins @ how.onward).reshape(
            channels, strides, _STEP, _STATES
        )
        starts = starts.reshape(channels, -1, _STATES)
        out = sound @ how.through + starts.reshape(-1, _STATES) @ how.out
        rest = count - (steps - 1) * _STEP if count else 0
        if count:
            last, tail = starts[:, steps - 1], padded[:, count - rest : count]
            self.state = last @ how.powers[rest] + tail @ how.into[_STEP - rest :]
        weighted: Doubles = out.reshape(channels, -1)[:, :count]
        return weighted


class _Matrices(NamedTuple):
    """Of the recursion, to be multiplied with from the right.

    Attributes:
        through: (32, 32) a step's samples to its output. out: (4, 32) its state to its output.
        into: (32, 4) its samples to the state it leaves. powers: (33, 4, 4) state after n samples.
        steps: (32 * 4, 33 * 4) what a stride's steps leave to the state each begins with.
        onward: (4, 32 * 4) a stride's state to that of its steps. stride: (4, 4) to the next one.
    """

    through: Doubles
    out: Doubles
    into: Doubles
    powers: Doubles
    steps: Doubles
    onward: Doubles
    stride: Doubles


@cache
def _matrices() -> _Matrices:
    a, b, c, d = _cascade()
    powers = np.stack([np.linalg.matrix_power(a, n) for n in range(_STEP + 1)])
    response = np.array([d, *(c @ power @ b for power in powers[: _STEP - 1])])
    lag = np.arange(_STEP) - np.arange(_STEP)[:, None]
    through = np.where(lag >= 0, response[np.maximum(lag, 0)], 0.0)
    into = np.stack([powers[_STEP - 1 - n] @ b for n in range(_STEP)])
    jumps = [np.linalg.matrix_power(powers[_STEP], n) for n in range(_STEP + 1)]
    steps = np.zeros((_STEP, _STATES, _STEP + 1, _STATES))
    for left in range(_STEP):
        for begun in range(left + 1, _STEP + 1):
            steps[left, :, begun] = jumps[begun - left - 1].T
    return _Matrices(
        through=through,
        out=np.stack([c @ power for power in powers[:_STEP]], axis=1),
        into=into,
        powers=powers.transpose(0, 2, 1),
        steps=steps.reshape(_STEP * _STATES, -1),
        onward=np.concatenate([jump.T for jump in jumps[:_STEP]], axis=1),
        stride=jumps[_STEP].T,
    )


def _cascade() -> tuple[Doubles, Doubles, Doubles, float]:
    """State space of both biquads (transposed direct form II), the second fed by the first."""
    (b0, b1, b2), (_, a1, a2) = _SHELF
    (e0, e1, e2), (_, c1, c2) = _HIGH_PASS
    first = np.array([[-a1, 1.0], [-a2, 0.0]])
    second = np.array([[-c1, 1.0], [-c2, 0.0]])
    fed, feeds = np.array([b1 - a1 * b0, b2 - a2 * b0]), np.array([e1 - c1 * e0, e2 - c2 * e0])
    a = np.zeros((_STATES, _STATES))
    a[:2, :2], a[2:, 2:] = first, second
    a[2:, 0] = feeds
    return a, np.concatenate([fed, feeds * b0]), np.array([e0, 0.0, 1.0, 0.0]), e0 * b0
