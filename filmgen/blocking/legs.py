"""What the legs and the trunk do, by name.

Feet are in units of the body's height below the chin (see `skeleton`). Weight rests on one
leg, hips and shoulders tilt against each other: all from `chance` on the person, so that no
two people stand alike and everybody stands their own way each time.
"""

from __future__ import annotations

from collections.abc import Callable

from filmgen.blocking import lowered, upright
from filmgen.blocking.skeleton import Stance

Lower = Callable[[str], Stance]

LOWER: dict[str, Lower] = {
    "stand": upright.stand,
    "sit": lowered.sit,
    "perch": lowered.perch,
    "sit on ground": lowered.sit_ground,
    "lie": lowered.lie,
    "lie face down": lowered.lie_face_down,
    "prone": lowered.prone,
    "kneel": lowered.kneel,
    "crouch": lowered.crouch,
    "walk": upright.walk,
    "run": upright.run,
    "climb": upright.climb,
    "on ladder": upright.on_ladder,
    "fall": upright.fall,
    "dive": upright.dive,
    "lean": upright.lean,
    "bend over": upright.bend_over,
    "lunge": upright.lunge,
    "stagger": upright.stagger,
    "jump": upright.jump,
    "crawl": lowered.crawl,
    "drive": lowered.drive,
    "ride": lowered.ride,
    "carried": lowered.carried,
}
"""What the legs and the trunk do. "lean" leans back on something behind the figure."""
