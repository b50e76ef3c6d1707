"""Text that every format can hold."""

from __future__ import annotations

import re

# Characters XML 1.0 cannot hold at all, not even escaped (section 2.2), and lone surrogates,
# which no encoding of text can. Tabs and line ends are folded into spaces before.
_ILLEGAL = re.compile("[^\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legal(text: str, longest: int = 250) -> str:
    """One line of at most `longest` characters, without what XML and AAF cannot hold."""
    flat = " ".join(_ILLEGAL.sub("", " ".join(text.split())).split())
    return flat if len(flat) <= longest else flat[: longest - 1].rstrip() + "…"
