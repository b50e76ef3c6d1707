"""Which plates are asked of which engine, and where and when they stand in their shots."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from filmgen.blocking.model import Blocking, PlateAnchor
from filmgen.blocking.stage import block
from filmgen.breakdown.model import Beat, EffectCue, Setup, Shot, Size
from filmgen.compositor.plates.media import open_plate
from filmgen.config import Config, load_config
from filmgen.editorial.model import Cut, CutPanel, CutShot, PlateMedia
from filmgen.effects.crop import WHOLE, cropped, shown_part
from filmgen.effects.plates import read_plate
from filmgen.engines.protocols import EngineInfo, PlateRequest
from filmgen.engines.table import ENGINES
from filmgen.errors import ConfigError, EngineUnavailable
from filmgen.farm.production import Wanted
from filmgen.media import Missing, Plate
from filmgen.progress import Silent
from filmgen.workspace import Workspace
from pipelines.counting import Counting
from pipelines.effects import _shoot, shoot_effects
from pipelines.plate_requests import cut_to
from pipelines.studio import Studio as RealStudio
from pipelines.studio import check_engines
from tests.blocking.films import KITCHEN, STREET, film, shot

SIMULATED = [
    "engines.effects=simulation",
    *(f"effects.engines.{kind}=simulation" for kind in ("fire", "smoke", "explosion")),
]


class FakeEngine:
    """Shoots fire and smoke: one grey square."""

    name = "fake"

    def describe(self) -> EngineInfo:
        return EngineInfo(engine=self.name, model="square", revision="1", licence="none")

    def close(self) -> None: ...

    def kinds(self) -> tuple[str, ...]:
        return ("fire", "smoke")

    def shoot(self, request: PlateRequest) -> Plate:
        rgba = np.zeros((request.frames, request.height_px, request.width_px, 4), np.float16)
        rgba[:, request.height_px // 2 :, : request.width_px // 4] = 0.5
        return Plate(rgba, request.rate, request.loop)


class Absent:
    """Cannot run here."""

    def __init__(self) -> None:
        raise EngineUnavailable("absent", "its weights are missing")


@pytest.fixture(autouse=True)
def engines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ENGINES["effects"], "fake", f"{__name__}:FakeEngine")
    monkeypatch.setitem(ENGINES["effects"], "absent", f"{__name__}:Absent")


@dataclass
class Studio:
    """Remembers what was wanted and makes nothing."""

    config: Config
    missing: dict[str, str] = field(default_factory=dict)
    wanted: list[Wanted] = field(default_factory=list)

    def options(self, engine: str) -> tuple[tuple[str, Any], ...]:
        return ()

    def produce(self, stage: str, wanted: list[Wanted], worker: Any) -> list[Missing]:
        self.wanted = wanted
        return [Missing("not in this test") for _ in wanted]


class NoEdits:
    def plate(self, identity: str, kind: str) -> None:
        return None


def burning(*cues: EffectCue, setting: Any = KITCHEN) -> tuple[Shot, Cut, Blocking]:
    one = shot(
        1, setting, setup=Setup.MASTER, size=Size.LS, lens=24, subjects=("ANNA",),
        present=("ANNA",), beats=(Beat("A", "Anna waits."),), cues=cues,
    )  # fmt: skip
    cut_shot = CutShot(one, 0, 100, (CutPanel("A", 0, 100),))
    cut = Cut("t", Fraction(24), 0, 0, 0, 0, 1280, 720, Fraction(16, 9), (cut_shot,))
    return one, cut, block(film(one), 16 / 9)


def shoot(
    *cues: EffectCue, settings: tuple[str, ...] = (), **more: Any
) -> tuple[Studio, tuple[PlateMedia, ...]]:
    one, cut, blocking = burning(*cues, **more)
    studio = Studio(load_config("draft", [*SIMULATED, *settings]))
    plates = shoot_effects(cut, blocking, NoEdits(), studio)  # type: ignore[arg-type]
    return studio, plates[one.identity]


FIRE = EffectCue("fire", 0.6, "stove", "fire")
SMOKE = EffectCue("smoke", 0.6, "stove", "smoke")
STEAM = EffectCue("steam", 0.5, "stove", "steam")


def chosen(studio: Studio) -> dict[str, str]:
    return {w.subject.split()[1]: w.provenance.engine for w in studio.wanted}


def test_each_kind_has_the_engine_the_configuration_chooses() -> None:
    studio, plates = shoot(FIRE, SMOKE, STEAM, settings=("effects.engines.fire=fake",))
    assert chosen(studio) == {"fire": "fake", "smoke": "simulation", "steam": "simulation"}
    assert [p.kind for p in plates] == ["fire", "smoke", "steam"], "in the order of the cues"
    assert [w.provenance.engine for w in studio.wanted] == sorted(
        w.provenance.engine for w in studio.wanted
    )


def test_a_cue_may_name_its_own_engine_seed_and_colour() -> None:
    own = replace(FIRE, engine="fake", seed=77, colour="#4a7fd0", wind=-0.6)
    studio, _ = shoot(own, SMOKE)
    assert chosen(studio) == {"fire": "fake", "smoke": "simulation"}
    request = next(w for w in studio.wanted if w.subject.endswith("fire")).provenance.request[1]
    assert (request.seed, request.colour, request.wind) == (77, "#4a7fd0", -0.6)


def test_nothing_else_shoots_what_the_chosen_engine_cannot() -> None:
    studio, plates = shoot(replace(STEAM, engine="fake"), FIRE)
    assert chosen(studio) == {"fire": "simulation"}
    assert isinstance(plates[0].sequence, Missing)
    assert "has no steam; it makes fire, smoke" in studio.missing["sc001_sh001 steam"]


def test_an_engine_that_is_not_here_says_so_and_leaves_its_plate_missing() -> None:
    studio, plates = shoot(replace(FIRE, engine="absent"), SMOKE)
    assert "its weights are missing" in studio.missing["sc001_sh001 fire"]
    assert isinstance(plates[0].sequence, Missing) and chosen(studio) == {"smoke": "simulation"}


def test_unknown_engines_are_named_with_the_nearest() -> None:
    with pytest.raises(ConfigError, match="did you mean simulation") as caught:
        shoot(replace(FIRE, engine="simulatoin"))
    assert caught.value.key == "shots.toml: effects.fire.engine"
    with pytest.raises(ConfigError, match="did you mean fake") as caught:
        check_engines(load_config("draft", ["effects.engines.fire=fkae"]), {"effects"})
    assert caught.value.key == "effects.engines.fire"
    with pytest.raises(ConfigError, match="makes no rain, only fire, smoke"):
        check_engines(load_config("draft", ["effects.engines.rain=fake"]), {"effects"})
    with pytest.raises(EngineUnavailable):
        check_engines(load_config("draft", ["effects.engines.fire=absent"]), {"effects"})
    with pytest.raises(ConfigError, match=r"did you mean effects\.engines\.smoke"):
        load_config("draft", ["effects.engines.smok=fake"])


def test_what_happens_begins_within_its_shot() -> None:
    blast = EffectCue("explosion", 0.8, "car", "explodes", onset=0.4)
    studio, (plate,) = shoot(blast, setting=STREET)
    assert plate.onset_frames == pytest.approx(40, abs=5)  # by the letters of its words
    assert studio.wanted[0].provenance.request[1].loop is False


def test_a_plate_is_as_large_as_it_is_seen_and_alike_ones_are_shared() -> None:
    far = PlateAnchor("fire", 0.6, 0.5, 0.8, 0.1, 0.2, 9.0)
    near = replace(far, width=1.2, height=1.9)
    sizes = []
    for anchor in (far, replace(far, height=0.21), near):
        _, cut, blocking = burning(FIRE)
        staged = replace(blocking.shots[0], anchors=(anchor,), panel_anchors=((anchor,),))
        studio = Studio(load_config("draft"))
        shoot_effects(cut, replace(blocking, shots=(staged,)), NoEdits(), studio)  # type: ignore[arg-type]
        sizes.append(studio.wanted[0].provenance.request[1])
    assert sizes[0] == sizes[1] and sizes[0].height_px <= 192
    assert sizes[2].height_px == 540, "no higher than the setting where it fills the picture"


def test_what_nobody_sees_is_not_shot_but_a_fire_near_the_frame_shines() -> None:
    away = PlateAnchor("fire", 0.6, -1.0, 1.0, 0.05, 0.05, 50.0, heart_m=(-2.0, 0.0, -1.0))
    for anchor, number in ((away, 1), (replace(away, heart_m=(-40.0, 0, -9)), 0),
                           (replace(away, kind="smoke"), 0)):  # fmt: skip
        _, cut, blocking = burning(replace(FIRE, kind=anchor.kind))
        staged = replace(blocking.shots[0], anchors=(anchor,), panel_anchors=((anchor,),))
        studio = Studio(load_config("draft"))
        shoot_effects(cut, replace(blocking, shots=(staged,)), NoEdits(), studio)  # type: ignore[arg-type]
        assert len(studio.wanted) == number


def test_smoke_that_fills_a_room_is_fog_of_its_colour() -> None:
    studio, (plate,) = shoot(EffectCue("smoke", 0.6, "room", "smoke"))
    request = studio.wanted[0].provenance.request[1]
    assert request.kind == "fog" and request.colour
    assert plate.kind == "smoke" and plate.anchor.fills_frame


def test_a_plate_is_kept_where_it_shows_something_and_stands_where_it_stood(tmp_path: Path) -> None:
    studio, _ = shoot(replace(FIRE, engine="fake"))
    task = studio.wanted[0].task
    notes = _shoot(tmp_path, task)
    kept = np.stack(list(read_plate(tmp_path).pictures()))
    request = task.request
    left, top, width, height = notes["part"]
    assert kept.shape[1:3] == (notes["height"], notes["width"])
    assert notes["height"] < request.height_px * 0.6 and notes["width"] < request.width_px * 0.35
    whole = FakeEngine().shoot(request).rgba
    assert kept.sum(dtype=np.float64) == whole.sum(dtype=np.float64)
    # its middle is where the middle of that part of the whole was
    anchor = PlateAnchor("fire", 0.6, 0.5, 0.9, 0.4, 0.8, 3.0)
    there = cut_to(anchor, (left, top, width, height))
    assert there.x == pytest.approx(0.3 + 0.4 * (left + width / 2))
    assert there.y - there.height / 2 == pytest.approx(0.1 + 0.8 * (top + height / 2))
    assert cut_to(anchor, WHOLE) == anchor


class Here:
    """A farm that works where it stands."""

    workers = 1

    def map(self, function: Any, tasks: Sequence[Any]) -> Iterator[tuple[int, Any]]:
        return ((index, function(task)) for index, task in enumerate(tasks))


def test_pictures_are_kept_once_and_shot_once(tmp_path: Path) -> None:
    one, cut, blocking = burning(replace(FIRE, engine="fake"))
    made = []
    for _ in range(2):
        count = Counting(Silent())
        studio = RealStudio(Workspace(tmp_path), Here(), load_config("draft", SIMULATED), count)  # type: ignore[arg-type]
        with studio.workspace.held():
            (plate,) = shoot_effects(cut, blocking, NoEdits(), studio)[one.identity]  # type: ignore[arg-type]
        made += [(stage.made, stage.reused) for stage in count.results()]
    assert made == [(1, 0), (0, 1)]
    assert isinstance(plate.sequence, Path)
    files = [p for p in tmp_path.rglob("*") if p.is_file() and p.suffix in (".exr", ".npy")]
    contents = {p.stat().st_ino for p in files}
    assert len(contents) == plate.plate_frames, "one file a frame, and links to it"
    assert plate.sequence in files and plate.sequence.stat().st_nlink == 2
    array, reason = open_plate(plate, tmp_path)
    assert array is not None and not reason and len(array) == plate.plate_frames


def test_a_plate_that_is_everywhere_is_kept_whole() -> None:
    rgba = np.full((2, 40, 60, 4), 0.3, np.float16)
    assert shown_part(rgba) == WHOLE
    assert cropped(rgba, WHOLE).shape == rgba.shape
    assert shown_part(np.zeros((2, 8, 8, 4), np.float16)) == WHOLE
