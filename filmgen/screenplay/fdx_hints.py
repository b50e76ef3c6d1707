"""What Final Draft's XML has no word for, kept in processing instructions beside the words.

Final Draft, and whatever else reads FDX, passes `<?filmgen …?>` over and leaves it out when it
saves, so a file of ours is plain FDX to them. To our own reader it is exact: what a paragraph is
where its type does not tell (a boneyard, a level of outline, a forced slug line), whose the
lines of the title page are, and that every break inside a text is meant.
"""

from __future__ import annotations

import json
from typing import Any

TARGET = "filmgen"
EXACT = {"exact": True}
"""Stands before the first paragraph of a file that `write_fdx` made."""


def write_hint(fields: dict[str, Any]) -> str:
    """A processing instruction; "" where there is nothing to tell."""
    if not fields:
        return ""
    said = json.dumps(fields, ensure_ascii=False, sort_keys=True).replace(">", "\\u003e")
    return f"<?{TARGET} {said}?>"


def read_hint(data: str) -> dict[str, Any]:
    """The fields of a processing instruction; none where it is damaged."""
    try:
        fields = json.loads(data)
    except ValueError:
        return {}
    return fields if isinstance(fields, dict) else {}
