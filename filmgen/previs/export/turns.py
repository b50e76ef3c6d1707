"""Rotations as glTF wants them: unit quaternions x, y, z, w."""

from __future__ import annotations

import numpy as np

from filmgen.blocking.camera import Array


def quaternion(matrix: Array) -> Array:
    """x, y, z, w of a rotation (3, 3), by the largest of the four (Shepperd 1978)."""
    m = matrix
    squares = np.array(
        [
            1 + m[0, 0] - m[1, 1] - m[2, 2],
            1 - m[0, 0] + m[1, 1] - m[2, 2],
            1 - m[0, 0] - m[1, 1] + m[2, 2],
            1 + m[0, 0] + m[1, 1] + m[2, 2],
        ]
    )
    k = int(squares.argmax())
    table = np.array(
        [
            [squares[0], m[0, 1] + m[1, 0], m[0, 2] + m[2, 0], m[2, 1] - m[1, 2]],
            [m[0, 1] + m[1, 0], squares[1], m[1, 2] + m[2, 1], m[0, 2] - m[2, 0]],
            [m[0, 2] + m[2, 0], m[1, 2] + m[2, 1], squares[2], m[1, 0] - m[0, 1]],
            [m[2, 1] - m[1, 2], m[0, 2] - m[2, 0], m[1, 0] - m[0, 1], squares[3]],
        ]
    )
    result = table[k] / np.linalg.norm(table[k])
    return np.asarray(result * (1.0 if result[3] >= 0 else -1.0))


def steady(turns: Array) -> Array:
    """Quaternions (n, 4) with signs chosen so that neighbours are near, for interpolation."""
    result = turns.copy()
    for i in range(1, len(result)):
        if float(result[i] @ result[i - 1]) < 0:
            result[i] = -result[i]
    return result
