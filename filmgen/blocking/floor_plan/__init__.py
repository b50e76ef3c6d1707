"""Floor plans: the blocking of a scene from above, as previs teams draw it."""

from filmgen.blocking.floor_plan.plan import floor_plan

__all__ = ["floor_plan"]
