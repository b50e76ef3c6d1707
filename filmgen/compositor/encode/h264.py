"""Old names, until nobody uses them."""

from filmgen.compositor.encode.join import join_segments as join_segments
from filmgen.compositor.encode.space import complete_only as complete_only
from filmgen.compositor.encode.writer import SegmentWriter as SegmentWriter
