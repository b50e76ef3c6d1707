"""The film as other departments open it.

`timeline` builds the one OpenTimelineIO document; `turnover` flattens it to what every other
format is made from; `edl`, `fcpxml`, `xmeml` and `aaf` write those formats through the OTIO
adapters. What each keeps and loses stands in docs/editorial.md.
"""
