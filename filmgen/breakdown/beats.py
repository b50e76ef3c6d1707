"""Panels: the key poses a shot is drawn in, each with its words."""

from __future__ import annotations

from filmgen.breakdown.draft import Draft, Piece
from filmgen.breakdown.model import Beat, Line, Setup
from filmgen.breakdown.prose import join_words

MOST_PANELS = 5
_ONE_PANEL = (Setup.INSERT, Setup.TITLE, Setup.MONTAGE)


def beats_of(draft: Draft) -> tuple[Beat, ...]:
    """Panels A, B, C …: a clause of action each; lines play on the panel they follow.

    A line with a new parenthetical (after the first line of the shot) gets a panel of its
    own, for the attitude changes. `line_ids` holds indices into the shot's lines until
    `identity.assign` knows the ids.
    """
    groups: list[tuple[list[Piece], list[int]]] = []
    n = 0
    for item in draft.items:
        if isinstance(item, Line):
            turned = bool(item.delivery) and n > 0 and bool(groups) and bool(groups[-1][1])
            if not groups or (turned and len(groups) < MOST_PANELS):
                groups.append(([], []))
            groups[-1][1].append(n)
            n += 1
        elif (groups and draft.setup in _ONE_PANEL) or len(groups) >= MOST_PANELS:
            groups[-1][0].append(item)
        else:
            groups.append(([item], []))
    groups = groups or [([], [])]
    return tuple(_beat(k, pieces, lines) for k, (pieces, lines) in enumerate(groups))


def _beat(k: int, pieces: list[Piece], lines: list[int]) -> Beat:
    subjects = tuple(dict.fromkeys(n for p in pieces for n in p.focus or p.subjects))
    return Beat(
        "ABCDEFGH"[k], join_words([p.text for p in pieces]), subjects, tuple(map(str, lines))
    )
