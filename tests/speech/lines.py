"""Lines of our own, and how long four voices take for each, in seconds with lead and tail."""

from __future__ import annotations

SPOKEN_S: dict[str, float] = {}
