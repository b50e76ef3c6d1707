"""handheld."""

from __future__ import annotations

from filmgen.previs.props import Builder

HANDHELD: dict[str, Builder] = {}
