"""A text that grows by pieces: the program begins each, the writer goes on with it.

A small model that is asked for a whole scene soon says everything twice; one that goes on with a
text which stands there, a line at a time, writes in the manner of that text. Every piece is read
before it is added, and drawn again while it has faults: a piece costs a second, a scene a minute.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from filmgen.errors import EngineError
from filmgen.writing.session import Session, Task

_GIVE_UP = 6
"""Failures on end after which a writer is taken to be gone: each may be a time-out."""


@dataclass(frozen=True)
class Piece:
    """A piece of text as it was read.

    Attributes:
        text: what of it can stand, cleaned; "" if nothing.
        faults: of what was drawn; none ends the drawing.
    """

    text: str
    faults: tuple[str, ...] = ()


Read = Callable[[str], Piece]


class Growing:
    """A text and the writer who goes on with it.

    Args:
        task: rules, material and ask that every piece is drawn under.
        stops: a piece ends before the first of these.
        tries: draws of a piece while it has faults; the best of them is taken.
        warmer: added to the temperature with every draw.
    """

    def __init__(
        self, session: Session, task: Task, stops: tuple[str, ...] = ("\n",), tries: int = 3,
        warmer: float = 0.0,
    ) -> None:  # fmt: skip
        self._session, self._task, self._stops = session, task, stops
        self._tries, self._warmer = tries, warmer
        self.text = ""
        self.failure = ""
        self._failures = 0

    def add(self, text: str) -> None:
        """Text that stands from here on."""
        self.text += text

    def draw(self, begun: str, read: Read, tries: int = 0) -> Piece:
        """The best of what the writer goes on with after the text and `begun`; adds nothing.

        An empty piece is one that could not be had or had nothing that may stand; `failure`
        then says why, where the engine failed.

        Raises:
            EngineUnavailable: the engine cannot be used.
            EngineError: it failed `_GIVE_UP` times on end; what it has written is kept.
        """
        warmth = self._session.temperature
        if self._task.temperature is not None:
            warmth = self._task.temperature
        best: Piece | None = None
        for attempt in range(tries or self._tries):
            task = replace(
                self._task, begun=self.text + begun, stops=self._stops,
                temperature=min(warmth + attempt * self._warmer, 2.0),
            )  # fmt: skip
            try:
                piece = read(self._session.words(task, attempt=attempt))
            except EngineError as error:
                self.failure = str(error)
                self._failures += 1
                if self._failures >= _GIVE_UP:
                    raise
                continue
            self._failures, self.failure = 0, ""
            if not piece.faults and piece.text:
                return piece
            if best is None or _worth(piece) > _worth(best):
                best = piece
        return best or Piece("", ("empty",))


def _worth(piece: Piece) -> tuple[bool, int]:
    return bool(piece.text), -len(piece.faults)
