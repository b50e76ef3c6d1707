"""outdoors."""

from __future__ import annotations

from filmgen.previs.props import Builder

OUTDOORS: dict[str, Builder] = {}
