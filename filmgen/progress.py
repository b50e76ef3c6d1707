"""How long work tells where it is, without knowing who listens."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Listens to the stages of a run. All calls come from the main process."""

    def stage(self, name: str, total: int) -> None:
        """A stage begins; `total` assets are wanted in it."""
        ...

    def advance(self, subject: str, *, reused: bool) -> None:
        """One asset is there, made now or found."""
        ...

    def missed(self, subject: str) -> None:
        """One asset could not be made; a note says why."""
        ...

    def note(self, message: str) -> None:
        """Something the user should know, in one line."""
        ...

    def done(self) -> None:
        """The current stage is over."""
        ...


class Silent:
    """A listener that says nothing."""

    def stage(self, name: str, total: int) -> None:
        pass

    def advance(self, subject: str, *, reused: bool) -> None:
        pass

    def missed(self, subject: str) -> None:
        pass

    def note(self, message: str) -> None:
        pass

    def done(self) -> None:
        pass
