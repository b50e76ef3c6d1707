"""Engine `outline`: scenes dealt from cards, so that every machine can try `filmgen write`."""

from filmgen.engines.writer.outline.writer import OutlineWriter

__all__ = ["OutlineWriter"]
