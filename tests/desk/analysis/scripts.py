"""Scripts for the tests of the analysis."""

from __future__ import annotations

from filmgen.screenplay.assemble import assemble
from filmgen.screenplay.fountain import read_fountain
from filmgen.screenplay.model import Screenplay

KITCHEN = """Title: Two Sisters

INT. FARM / KITCHEN - NIGHT

ANNA, 40, tired, slices bread. The DOG sleeps under the table. Smoke rolls in from the yard.

ANNA
Have you seen the mare?

BERTA
(to Anna)
She is in the barn. She is very happy there.

ANNA
Is the barn dry?

Berta laughs.

EXT. FARM - DAY

A crowd waits at the gate. A truck stops.

TOM
Where is Anna?

BERTA
He never asks for me.

NARRATOR (V.O.)
And so it ended.

OMITTED
"""


def read(text: str) -> Screenplay:
    """A Fountain text as a screenplay."""
    title_page, tokens, unread = read_fountain(text.splitlines())
    return assemble("script.fountain", title_page, tokens, unread)
