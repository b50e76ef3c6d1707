"""What every form shares: the material, the wishes, and the adapter's one verb."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from filmgen import wording
from filmgen.breakdown.cast import Cast
from filmgen.breakdown.characters import find_cast
from filmgen.breakdown.model import Shot, ShotList
from filmgen.breakdown.prose import is_cjk
from filmgen.screenplay.model import Scene, Screenplay
from filmgen.screenplay.pages import scene_pages

if TYPE_CHECKING:
    from filmgen.desk.adapt.pen import Pen


@dataclass(frozen=True)
class Source:
    """A script and what the breakdown knows of it.

    Attributes:
        scenes: those that are shot, OMITTED ones left out.
        pages: length of each by its index.
        shots_of: the planned shots by scene index.
    """

    screenplay: Screenplay
    shots: ShotList
    cast: Cast
    scenes: tuple[Scene, ...]
    pages: Mapping[int, float]
    shots_of: Mapping[int, tuple[Shot, ...]]

    @property
    def title(self) -> str:
        return self.screenplay.title()


@dataclass(frozen=True)
class Wishes:
    """What a person asks for; None leaves it to the form.

    Attributes:
        pages: length of a short. episodes: of a series.
    """

    pages: float | None = None
    episodes: int | None = None


class Adapter(Protocol):
    """One form. Code makes form, split and figures; the pen writes sentences."""

    @property
    def form(self) -> str:
        """Its name: "comic"."""
        ...

    @property
    def suffix(self) -> str:
        """Of its file: ".md"."""
        ...

    def adapt(self, source: Source, pen: Pen, wishes: Wishes) -> str:
        """The whole text.

        Raises:
            ConfigError: a wish that this form or script cannot meet.
            EngineUnavailable: the engine cannot be used.
        """
        ...


def source_of(screenplay: Screenplay, shots: ShotList) -> Source:
    """Gather the material. `shots`: of the whole script."""
    lengths = scene_pages(screenplay)
    found: dict[int, list[Shot]] = {}
    for shot in shots.shots:
        found.setdefault(shot.scene_index, []).append(shot)
    return Source(
        screenplay,
        shots,
        find_cast(screenplay),
        tuple(scene for scene in screenplay.scenes if not scene.heading.omitted),
        {scene.index: pages for scene, pages in zip(screenplay.scenes, lengths, strict=True)},
        {index: tuple(own) for index, own in found.items()},
    )


def printed(name: str) -> str:
    """A cue's name as prose writes it: "Mr. Crane"."""
    return name if is_cjk(name) else name.title().replace("'S", "'s")


def place_of(scene: Scene) -> str:
    """The place of a scene as a title: "Lantern Street", "爷爷家 厨房"."""
    heading = scene.heading
    names = [printed(n) for n in (heading.location, *heading.sublocations) if n]
    return (" " if is_cjk("".join(names)) else ", ").join(names) or heading.text or "No place"


def listed(names: Sequence[str]) -> str:
    """ "Eda, Toby and Wren"."""
    return wording.listed([printed(name) for name in names])
