"""Which variant of a shot is the chosen one: `edit/picks.toml`, a line a shot.

    # The chosen variant of each shot; written by `filmgen pick`, yours to edit.
    4f1c2b9d00a7e355 = 2  # sc002_sh030

The key is the shot's identity, so that a pick follows its shot from draft to draft; a display
id does as well where a person writes the file. Shots that are not named keep variant 1.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path

from filmgen.errors import ConfigError

MOST_VARIANTS = 9
_HEADING = "# The chosen variant of each shot; written by `filmgen pick`, yours to edit.\n"
_LINE = re.compile(r"""^\s*["']?(?P<key>[^"'\s=]+)["']?\s*=""")
_OURS = re.compile(r"^(?P<key>[0-9a-f]{16}) = (?P<variant>\d+)  # \S+$")


def read_picks(path: Path) -> dict[str, int]:
    """Variant by identity or display id; empty where there is no file.

    Raises:
        ConfigError: the file cannot be read, is not TOML, or names no variant.
    """
    try:
        picks = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ConfigError(
            str(path), f"cannot be read ({reason}); mend it or take it away"
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(
            str(path), f"is not TOML: {error}; write a line like sc001_sh010 = 2"
        ) from error
    for shot, variant in picks.items():
        if isinstance(variant, bool) or not isinstance(variant, int) or not (
            1 <= variant <= MOST_VARIANTS
        ):  # fmt: skip
            raise ConfigError(
                f"{path} {shot}", f"is no variant; write {shot} = 2, from 1 to {MOST_VARIANTS}"
            )
    return picks


def with_pick(
    text: str, names: Collection[str], identity: str, variant: int, display_ids: Mapping[str, str]
) -> str:
    """The file's text with one shot's pick changed, everything a person wrote kept.

    Args:
        text: as it is, "" for a new file.
        names: other keys of the file that mean this shot.
        variant: 1 takes the shot's line out.
        display_ids: of this draft, by identity; what is written behind our own lines.
    """
    kept = []
    for line in text.splitlines():
        found = _LINE.match(line)
        if found and found["key"] in (identity, *names):
            continue
        ours = _OURS.match(line)
        if ours and ours["key"] in display_ids:
            line = f"{ours['key']} = {ours['variant']}  # {display_ids[ours['key']]}"
        kept.append(line)
    if variant != 1:
        kept.append(f"{identity} = {variant}  # {display_ids[identity]}")
    return ("" if text else _HEADING) + "".join(f"{line}\n" for line in kept)
