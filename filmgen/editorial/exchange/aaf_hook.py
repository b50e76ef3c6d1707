"""What the AAF adapter calls before it closes the file (its hook "post write transcribe")."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def hook_function(in_timeline: Any, argument_map: Mapping[str, Any]) -> Any:
    """Dress the open file if the one who writes asked for it; other AAFs pass untouched."""
    dress = argument_map.get("filmgen_dress")
    if dress is not None:
        dress(argument_map["aaf_handle"])
    return in_timeline
