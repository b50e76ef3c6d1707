"""How one shot becomes the next, on display-referred 4:2:0 pictures, as editing systems do."""

from __future__ import annotations

from filmgen.breakdown.model import ShotTransition

_CUTS = (ShotTransition.CUT, ShotTransition.SMASH_CUT, ShotTransition.MATCH_CUT)
WIPE_EDGE = 0.08
"""Width of a wipe's soft edge as a share of the picture's width."""


def is_cut(transition: ShotTransition) -> bool:
    """Whether a transition has no length: smash and match cuts differ from a cut in sense only."""
    return transition in _CUTS


def needs_before(transition: ShotTransition) -> bool:
    """Whether the shot before is seen during the transition."""
    return transition in (
        ShotTransition.DISSOLVE,
        ShotTransition.WIPE,
        ShotTransition.FADE_OUT_IN,
    )


def shows_before(transition: ShotTransition, at: float) -> bool:
    """Whether the shot before is seen at progress `at`."""
    if transition is ShotTransition.FADE_OUT_IN:
        return at < 0.5
    return needs_before(transition)


def shows_after(transition: ShotTransition, at: float) -> bool:
    """Whether the new shot is seen at progress `at`."""
    return transition is not ShotTransition.FADE_OUT_IN or at >= 0.5


def progress(frame: int, frames: int) -> float:
    """How far a transition of `frames` is at its frame `frame`: never 0 nor 1, even steps.

    With n frames the steps are 1/(n+1) … n/(n+1), so that the first frame already shows
    something of the new shot and the one after the last is the new shot alone.
    """
    return (frame + 1) / (frames + 1)
