"""What has been drawn so far: the asset of every panel and take, from run to run.

A run that draws one shot shows the others as they were last drawn, and every run shows the
takes that an earlier one drew, as long as they are takes of the same shot.
"""

from __future__ import annotations

import json

from filmgen.workspace import Workspace


class DrawnPanels:
    """Keys by identity, panel and take, kept in the output folder.

    Args:
        workspace: held.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._record = workspace.house / "panels.json"
        self._keys: dict[str, dict[str, dict[str, str]]] = {}
        try:
            keys = json.loads(self._record.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return  # nothing drawn yet, or a damaged record: panels are found by their requests
        if isinstance(keys, dict):
            self._keys = keys

    def takes(self, identity: str, label: str, chosen: int, key: str) -> dict[int, str]:
        """Keys of a panel's takes by number.

        Args:
            chosen: the take that is shown now. key: what it is drawn under; where the record
                has another key for it, the shot has changed and the record is of no use.
        """
        known = self._keys.get(identity, {}).get(label, {})
        if known.get(str(chosen), key) != key:
            return {chosen: key}
        return {int(take): drawn for take, drawn in known.items()} | {chosen: key}

    def last(self, identity: str, label: str, take: int) -> str | None:
        """What this take was last drawn as, whatever it would be drawn as now."""
        return self._keys.get(identity, {}).get(label, {}).get(str(take))

    def has(self, identity: str, take: int) -> bool:
        """Whether any panel of the shot was drawn in this take."""
        return any(str(take) in takes for takes in self._keys.get(identity, {}).values())

    def note(self, identity: str, label: str, take: int, key: str) -> None:
        """Remember what a panel was drawn as; takes of the shot as it was before are forgotten."""
        takes = self._keys.setdefault(identity, {}).setdefault(label, {})
        if takes.get(str(take), key) != key:
            takes.clear()
        takes[str(take)] = key

    def save(self) -> None:
        text = json.dumps(self._keys, indent=0, sort_keys=True)
        self._workspace.write_text(self._record, text)
