"""Places as they are drawn: skies, horizons, walls, weather, what is left out of sight."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from filmgen.blocking.furnishings import OWN
from filmgen.blocking.kinds import PROP_KINDS
from filmgen.blocking.lexicon import THINGS
from filmgen.blocking.model import Camera, Light, Opening, Prop, SetPlan, StagedPanel
from filmgen.blocking.places import PLACES
from filmgen.previs.catalogue import BY_KIND, BY_WORD
from filmgen.previs.draw import build_scene, draw_panel
from filmgen.previs.horizon import LAYERS, SAMPLES, ridges
from filmgen.previs.props import add_prop
from filmgen.previs.raycast import View, lens_view
from filmgen.previs.scene import Scene
from filmgen.previs.sets import add_set, in_the_way, out_of_sight
from filmgen.previs.sky import MOON_HEIGHT, sky_value
from filmgen.previs.walls import TREATMENT
from tests.previs.builders import DAY, JOE, NIGHT, figure, look_at, street

DUSK = Light("dusk", "", (0.0, 0.31, 0.95), 0.75, 0.35, 0.6)
EYE = (0.0, 1.7, 0.0)


def sky(light: Light, kind: str = "beach", yaw: float = 0.0, height: int = 90) -> np.ndarray:
    plan = SetPlan(kind, False, 30.0, 30.0, 5.0, seed=5)
    target = (EYE[0] + math.sin(yaw), EYE[1] + 0.12, EYE[2] + math.cos(yaw))
    camera = Camera(EYE, target, 28.0, 16 / 9)
    return sky_value(light, plan, lens_view(camera, height * 16 // 9, height, (0, 0)), camera)


def test_the_catalogue_knows_every_kind_and_only_known_words() -> None:
    assert set(PROP_KINDS) <= set(BY_KIND)
    assert len(BY_WORD) >= 200
    assert not [word for word in BY_WORD if word not in THINGS and word not in OWN]


# one of every builder that is chosen by word
_ONE_EACH = sorted({builder: word for word, builder in sorted(BY_WORD.items())}.values())


@pytest.mark.parametrize("word", _ONE_EACH)
def test_things_drawn_by_their_word_fill_their_own_box(word: str) -> None:
    kind, size, tone = OWN.get(word) or (
        THINGS[word].kind, THINGS[word].size_m, THINGS[word].tone,
    )  # fmt: skip
    hung = kind == "ceiling lamp"
    low = -size[1] if hung else 0.0
    for night in (False, True):
        scene = Scene()
        prop = Prop(kind, (0.0, 0.0, 0.0), 0.0, size, tone, word=word)
        add_prop(scene, prop, 100, detail_px=600.0, night=night)
        corners = []
        for solid, frame in zip(scene.kinds, scene.inverses, strict=True):
            middle = frame[:, 3]
            if int(solid) in (1, 2):  # cones start at their frame's origin
                middle = middle + frame[:, :3] @ np.array([0.0, 0.5, 0.0])
            corners.append(middle)
        places = np.array(corners).reshape(-1, 3)
        ends = [line.points for line in scene.strokes]
        ends += [edges.ends.reshape(-1, 3) for edges in scene.edges]
        if not len(places):
            places = np.concatenate(ends)
        assert np.isfinite(places).all()
        # solids lie inside the box that cameras and figures keep clear of, but for what juts out
        slack = 0.55 * max(size) + 0.6
        assert (np.abs(places[:, 0]) < size[0] / 2 + slack).all(), word
        assert (np.abs(places[:, 2]) < size[2] / 2 + slack).all(), word
        high = places[:, 1]
        assert high.min() > low - 0.6 * size[1] - 0.5 and high.max() < low + 1.45 * size[1] + 0.7, (
            word
        )
        # and they are as large as it says, within a factor
        reach = np.ptp(np.concatenate([places, *ends]) if ends else places, axis=0).max()
        assert reach > 0.22 * max(size) or len(places) == 1, word


def test_all_layers_belong_to_places_and_are_the_same_each_time() -> None:
    kinds = {place.kind for place in PLACES if not place.interior}
    assert set(LAYERS) <= kinds
    assert set(TREATMENT) <= {place.kind for place in PLACES if place.interior}
    for kind in sorted(kinds):
        first = ridges(kind, 7)
        ridges.cache_clear()
        again = ridges(kind, 7)
        for a, b in zip(first, again, strict=True):
            assert a.heights.shape == (SAMPLES,) and 0 <= a.heights.min() < a.heights.max() < 0.6
            assert (a.heights == b.heights).all()
        assert any(
            (a.heights != b.heights).any() for a, b in zip(first, ridges(kind, 8), strict=True)
        )


def test_ridges_darken_the_horizon_and_clouds_stay_white() -> None:
    value = sky(DAY, "mountains")
    assert value.shape == (90, 160)
    horizon = value[58:66].mean()
    top = value[:10]
    assert horizon < 0.85
    assert top.max() > 0.96  # a cloud, or the paper
    assert np.percentile(top, 10) < 0.8


def test_a_moon_stands_where_its_light_comes_from() -> None:
    toward = NIGHT.direction
    yaw = math.atan2(toward[0], toward[2])
    target = (math.sin(yaw), EYE[1] + MOON_HEIGHT, math.cos(yaw))
    camera = Camera(EYE, target, 28.0, 16 / 9)
    plan = SetPlan("beach", False, 30.0, 30.0, 5.0, seed=5)
    value = sky_value(NIGHT, plan, lens_view(camera, 640, 360, (0, 0)), camera)
    assert value[176:184, 316:324].min() > 0.8
    assert sky(NIGHT, yaw=yaw + math.pi).max() < 0.6


def test_dusk_is_brightest_at_the_sun_and_darkest_above() -> None:
    value = sky(DUSK)
    assert value[40:46].mean() > value[:8].mean() + 0.1
    assert sky(DUSK)[:46].mean() > sky(DUSK, yaw=math.pi)[:46].mean()


@pytest.mark.parametrize(("weather", "least", "most"), [("fog", 0.8, 1.0), ("storm", 0.05, 0.6)])
def test_weather_sets_the_sky(weather: str, least: float, most: float) -> None:
    value = sky(replace(DAY, weather=weather))[:40]
    assert least < value.mean() < most


def test_what_is_behind_the_camera_is_out_of_sight_and_lamps_never() -> None:
    camera = look_at((0.0, 1.6, 6.0), (0.0, 1.6, 0.0))
    view: View = lens_view(camera, 320, 180, (0, 0))
    chair = Prop("chair", (0.0, 0.0, 0.0), 0.0, (0.45, 0.9, 0.45))

    def hidden(prop: Prop, **light: bool) -> bool:
        return out_of_sight(prop, view, open_day=light.get("open_day", False))

    assert not hidden(chair)
    assert hidden(replace(chair, position=(0.0, 0.0, 12.0)))
    assert hidden(replace(chair, position=(9.0, 0.0, 0.0)))
    assert not hidden(Prop("lamp", (0.0, 0.0, 12.0), 0.0, (0.4, 1.5, 0.4)))
    tree = Prop("tree", (9.5, 0.0, 0.0), 0.0, (3.0, 6.5, 3.0))
    assert hidden(tree) and not hidden(tree, open_day=True)  # its shadow


def test_striking_what_is_out_of_sight_changes_no_pixel() -> None:
    plan = SetPlan(
        "bedroom", True, 8.0, 8.0, 2.8,
        (Prop("bed", (0.0, 0.0, -2.0), 0.0, (1.5, 0.95, 2.05), 0.8),), (), 0.8, 0.6, 3,
    )  # fmt: skip
    behind = Prop("wardrobe", (0.0, 0.0, 3.6), math.pi, (1.3, 2.0, 0.6), 0.4)
    camera = look_at((0.0, 1.5, 1.6), (0.0, 0.8, -3.0), 32)
    assert out_of_sight(behind, lens_view(camera, 160, 90, (0, 0)), open_day=False)
    first = draw_panel(StagedPanel(plan, DAY, (), camera), 160, 90, seed=2)
    more = replace(plan, props=(*plan.props, behind))
    second = draw_panel(StagedPanel(more, DAY, (), camera), 160, 90, seed=2)
    assert first.depth_m is not None and second.depth_m is not None
    assert (first.depth_m == second.depth_m).all()


@pytest.mark.parametrize("place", PLACES, ids=lambda p: p.kind)
def test_every_place_has_its_own_ground_or_walls(place) -> None:  # type: ignore[no-untyped-def]
    openings = tuple(Opening(*hole) for hole in place.holes)
    w, d, h = place.size_m
    plan = SetPlan(place.kind, place.interior, w, d, h, (), openings, *place.tones, 4)
    counts = []
    for z in (0.3 * d, -0.3 * d):
        scene = Scene()
        add_set(scene, plan, DAY, np.array([0.1 * w, 1.6, z]))
        counts.append(len(scene.strokes))
        assert len(scene.strokes) < 900
        assert all(np.isfinite(line.points).all() for line in scene.strokes)
    if place.kind != "car interior":
        assert min(counts) > 12  # dressed from both sides


def test_rain_falls_outside_only_and_snow_lies_on_roofs() -> None:
    rain, snow = replace(DAY, weather="rain"), replace(DAY, weather="snow")
    eye = np.array([0.0, 1.6, 8.0])

    def strokes(plan: SetPlan, light: Light) -> int:
        scene = Scene()
        add_set(scene, plan, light, eye)
        return len(scene.strokes)

    inside = SetPlan("bedroom", True, 20.0, 20.0, 2.8, seed=3)
    assert strokes(street(), rain) > strokes(street(), DAY) + 150
    assert strokes(inside, rain) == strokes(inside, DAY)
    wet = Scene()
    add_set(wet, street(), snow, eye)
    assert wet.snow
    ground = next(part for part in wet.parts if part.name == "ground")
    assert ground.tone > 0.95


def test_model_sheets_are_drawn_on_bare_paper() -> None:
    plan = SetPlan("paper", False, 40.0, 40.0, 10.0, wall_tone=1.0, floor_tone=1.0)
    camera = Camera((0.0, 1.2, 9.0), (0.0, 1.2, 0.0), 50.0, 16 / 9)
    picture = draw_panel(StagedPanel(plan, DAY, (), camera, ()), 192, 108, seed=1).picture
    values = picture.astype(float).mean(2)
    assert values.min() > 225.0  # no tuft, ridge or cloud
    assert abs(values[:30].mean() - values[-30:].mean()) < 4.0  # nor sky


def _lantern_panel(light: Light, lit: bool) -> np.ndarray:
    lantern = Prop("lamp", (0.0, 1.9, 0.0), 0.3, (0.2, 0.6, 0.2), 0.3, word="hanging lantern",
                   lit=lit)  # fmt: skip
    plan = SetPlan("workshop", True, 5.0, 5.0, 2.5, (lantern,))
    camera = Camera((0.0, 1.9, 1.6), (0.0, 2.1, 0.0), 50.0, 16 / 9)
    picture = draw_panel(StagedPanel(plan, light, (), camera, ()), 320, 180, seed=1).picture
    return np.asarray(picture.astype(float).mean(2)[60:170, 120:200])


def test_a_lantern_that_is_out_has_no_white_glass() -> None:
    assert (_lantern_panel(NIGHT, True) > 225).mean() > 0.02
    assert (_lantern_panel(NIGHT, False) > 225).mean() < 0.002


def test_lamps_that_are_out_make_no_pools() -> None:
    camera = Camera((0.0, 1.7, 12.0), (0.0, 1.7, 0.0), 28.0, 16 / 9)
    panel = StagedPanel(street(), NIGHT, (), camera, ())
    dark = replace(panel, light=replace(NIGHT, lamps=False))
    assert _scene_lamps(panel) and not _scene_lamps(dark)


def _scene_lamps(panel: StagedPanel) -> list[object]:
    view = lens_view(panel.camera, 192, 108, (0, 0))
    return list(build_scene(panel, view).lamps)


def _extent(word: str, part: str) -> tuple[np.ndarray, np.ndarray]:
    kind, size, tone = THINGS[word].kind, THINGS[word].size_m, THINGS[word].tone
    scene = Scene()
    add_prop(scene, Prop(kind, (0.0, 0.0, 0.0), 0.0, size, tone, word=word), 100, detail_px=400.0)
    chosen = [i for i, of in enumerate(scene.part_of) if scene.parts[of].name == part]
    assert chosen, f"{word} has no {part}"
    places = np.array([scene.inverses[i][:, 3] for i in chosen])
    return places.min(0), places.max(0)


def test_a_desk_phone_has_dial_and_handset_and_a_cell_phone_a_screen() -> None:
    _, dial = _extent("phone", "dial")
    handset, _ = _extent("phone", "handset")
    assert handset[1] > dial[1]  # the handset lies over the dial
    assert _extent("cell phone", "screen")[0][1] < 0.03


def test_guns_and_knives_lie_on_their_side() -> None:
    for word, part in (("gun", "grip"), ("knife", "blade")):
        low, high = _extent(word, part)
        assert high[1] < 0.06 and low[1] > -0.01, word


def test_what_stands_about_is_moved_out_of_the_foreground() -> None:
    joe = figure("JOE", JOE, 0.0, 0.0, 0.0)
    plan = SetPlan("room", True, 8.0, 8.0, 2.8)
    camera = Camera((0.0, 1.5, 3.0), (0.0, 1.5, 0.0), 35.0, 16 / 9)
    size = THINGS["plant"].size_m
    near = Prop("plant", (0.6, 0.4, 1.9), 0.0, size, 0.35, word="plant")
    behind = replace(near, position=(0.6, 0.0, -0.8))
    panel = StagedPanel(plan, DAY, (joe,), camera, ("JOE",))
    eye = np.asarray(camera.position)
    assert in_the_way(near, panel, eye) and not in_the_way(behind, panel, eye)
    assert not in_the_way(near, replace(panel, figures=()), eye)
