"""vehicles."""

from __future__ import annotations

from filmgen.previs.props import Builder

VEHICLES: dict[str, Builder] = {}
