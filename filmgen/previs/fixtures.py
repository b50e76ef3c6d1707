"""fixtures."""

from __future__ import annotations

from filmgen.previs.props import Builder

FIXTURES: dict[str, Builder] = {}
