"""The kinds of elements, readable without loading what makes them."""

from __future__ import annotations

KINDS = ("dust", "embers", "explosion", "fire", "fog", "rain", "smoke", "snow", "sparks", "steam")
"""Sorted; `elements.make_element` makes each."""
VOLUME_KINDS = ("dust", "explosion", "fire", "smoke", "steam")
"""Sorted; those `fluids.volume.stream_fields` simulates in three dimensions."""
