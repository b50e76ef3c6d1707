"""The film as other departments open it.

`timeline` builds the one OpenTimelineIO document; `flatten` makes of it the `turnover` that
every other format is written from; `edl`, `fcpxml`, `xmeml` and `aaf` write those formats
through the OTIO adapters. What each keeps and loses stands in docs/editorial.md.
"""
