"""Progress of a training: one line written over, or a line a minute where no terminal is."""

from __future__ import annotations

import sys
import time

_LINE_S = 60.0


class TrainingProgress:
    """Listens to a training, see `progress.Progress`; writes to standard error."""

    def __init__(self) -> None:
        self._live = sys.stderr.isatty()
        self._name, self._last = "", ""
        self._began = self._shown = time.monotonic()
        self._made = 0

    def stage(self, name: str, total: int) -> None:
        self._name, self._last, self._made = name, "", 0
        self._began = self._shown = time.monotonic()

    def missed(self, subject: str) -> None:
        self.advance(subject, reused=False)

    def advance(self, subject: str, *, reused: bool) -> None:
        self._last = subject
        self._made += 1
        now = time.monotonic()
        if self._live:
            self._write(f"\r{self._told()}\x1b[K")
        elif self._made == 1 or now - self._shown >= _LINE_S:
            self._write(self._told() + "\n")
            self._shown = now

    def note(self, message: str) -> None:
        self._write(f"{message}\n")

    def done(self) -> None:
        self._write(
            ("\r" if self._live else "") + self._told() + ("\x1b[K\n" if self._live else "\n")
        )

    def _told(self) -> str:
        minutes, seconds = divmod(int(time.monotonic() - self._began), 60)
        hours, minutes = divmod(minutes, 60)
        return f"{self._name:<16} {hours}:{minutes:02}:{seconds:02}  {self._last}"

    @staticmethod
    def _write(text: str) -> None:
        sys.stderr.write(text)
        sys.stderr.flush()
