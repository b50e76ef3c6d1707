"""The OTIO adapter for FCPXML, with what it does slowly or wrongly replaced.

otio-fcpx-xml-adapter 1.0 looks for the parent of every connected clip, and for every asset, by
going through the whole document, so that a film of twice the length takes four times as long;
it runs ffprobe on every file; it puts a browser clip beside the project for every clip in it.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from typing import Any
from xml.etree.ElementTree import SubElement

import opentimelineio as otio

from filmgen.editorial.exchange.carrier import CARRIER_RATE


def written(document: Any) -> str:
    """FCPXML text of an otio.schema.Timeline whose times are all at `CARRIER_RATE`."""
    return str(_writer()(document).to_xml())


def read(text: str) -> Any:
    """The otio.schema.Timeline the adapter reads."""
    return otio.adapters.read_from_string(text, "fcpx_xml")


@cache
def _writer() -> Any:
    adapter = otio.adapters.from_name("fcpx_xml").module()

    class Writer(adapter.FcpxOtio):  # type: ignore[misc, name-defined]
        """The adapter's writer with constant look-ups."""

        def __init__(self, timeline: Any) -> None:
            super().__init__(timeline)
            self._assets: dict[str, Any] = {}
            self._starts: list[Any] = []
            self._format: Any = None

        def _find_or_create_format_from(self, clip: Any) -> Any:
            if self._format is None:
                attributes = {"id": self._resource_id_generator(), "frameDuration": "100/2400s"}
                self._format = SubElement(self.resource_element, "format", attributes)
            return self._format

        def _frame_rate_from_element(self, element: Any, default_format_id: Any) -> int:
            return CARRIER_RATE

        def _asset_by_path(self, path: str) -> Any:
            return self._assets.get(path)

        def _create_asset_element(self, clip: Any, format_element: Any) -> Any:
            asset = super()._create_asset_element(clip, format_element)
            self._assets[asset.get("src")] = asset
            return asset

        def _asset_clip_by_name(self, name: str) -> bool:
            return True  # as if it were there: no browser clips

        def _find_parent_element(self, spine: Any, time: Any, format_id: Any) -> Any:
            if len(self._starts) != len(spine):
                self._starts = [
                    adapter.to_rational_time(item.get("offset"), CARRIER_RATE) for item in spine
                ]
            return spine[max(0, bisect_right(self._starts, time) - 1)]

    return Writer
