"""The board as data: what is printed beside every panel, before any page is laid out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from filmgen.boards.overlay import Mark


@dataclass(frozen=True)
class Said:
    """A line of dialogue as a board shows it.

    Attributes:
        character: as in the cue. manner: parenthetical and extensions ("O.S.; whispering"), or "".
    """

    character: str
    manner: str
    text: str


@dataclass(frozen=True)
class Variant:
    """Another take of a panel.

    Attributes:
        number: 1 is the planned one.
        picture: key of its board picture.
    """

    number: int
    picture: str


@dataclass(frozen=True)
class BoardPanel:
    """One panel with everything said of it.

    Attributes:
        shot: display id. label: "A", "B" … of: how many panels the shot has.
        picture: key of its board picture, "" where there is none.
        slate: why there is no picture, else "".
        card: the words of a title card, which is set in type, not drawn; else "".
        framing: size, angle, lens and move in words, in this order.
        entered: the transition into the shot, "" for a cut and for panels after the first.
        effects, sounds: cues of the shot, on its first panel only.
        start_s: of the panel, from the start of the film's first shot. seconds: its length.
        shot_s: length of its shot, 0 after the shot's first panel.
        end_s: where the shot (on its first panel) or else the panel ends.
        variant: number of the take it shows.
        takes: all takes drawn so far, the shown one included, if there is more than one.
        size: "MCU" …, for filters. characters: who is in the shot or speaks, for filters.
    """

    shot: str
    label: str
    of: int
    picture: str
    slate: str
    card: str
    framing: tuple[str, ...]
    entered: str
    action: str
    said: tuple[Said, ...]
    effects: tuple[str, ...]
    sounds: tuple[str, ...]
    start_s: float
    seconds: float
    shot_s: float
    end_s: float
    marks: tuple[Mark, ...]
    variant: int
    takes: tuple[Variant, ...]
    size: str
    characters: tuple[str, ...]

    @property
    def name(self) -> str:
        """ "sc002_sh030 A", without the letter where the shot has one panel."""
        return f"{self.shot} {self.label}" if self.of > 1 else self.shot


@dataclass(frozen=True)
class BoardScene:
    """A scene's panels.

    Attributes:
        number: as printed in the script, or its index. slug: the heading, number left out.
        plans: the floor plan of each of its places, as SVG text.
    """

    index: int
    number: str
    slug: str
    panels: tuple[BoardPanel, ...]
    plans: tuple[str, ...] = ()


@dataclass(frozen=True)
class Board:
    """A film's storyboard.

    Attributes:
        credits: lines of the title page below the title.
        aspect: width over height of every panel.
        seconds: running time of the shots. about: whether it is estimated from the text.
    """

    title: str
    credits: tuple[str, ...]
    aspect: float
    seconds: float
    about: bool
    scenes: tuple[BoardScene, ...]

    def panels(self) -> Iterator[BoardPanel]:
        """Every panel, in film order."""
        for scene in self.scenes:
            yield from scene.panels

    @property
    def shots(self) -> int:
        return len({panel.shot for panel in self.panels()})


def clock(seconds: float) -> str:
    """ "0:07", "12:30", "1:02:05"; rounded to whole seconds."""
    whole = int(seconds + 0.5)
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"
