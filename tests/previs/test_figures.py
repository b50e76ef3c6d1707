"""Figures: who can be told from whom, faces that say what they mean, hands that hold."""

from __future__ import annotations

import math
from dataclasses import replace

import cv2
import numpy as np
import pytest

from filmgen.blocking.model import Camera, Expression, Figure, Light, Look, SetPlan, StagedPanel
from filmgen.blocking.poses import hand_used, stance
from filmgen.blocking.skeleton import head_height_m, solve
from filmgen.media import Frame
from filmgen.previs.curve import drape, smooth
from filmgen.previs.draw import draw_panel
from filmgen.previs.face import MOUTH_Y, Sketch, mood_of
from filmgen.previs.features import draw_features
from filmgen.previs.figure import add_figure, body_of
from filmgen.previs.hand import SHAPES, hand_frame, shape_of
from filmgen.previs.head import head_of
from filmgen.previs.held import grip_of
from filmgen.previs.primitives import Kind
from filmgen.previs.scene import Scene

DAY = Light("day", "", (0.45, 0.72, 0.53), 0.9, 0.45, 0.92)
GROUND = SetPlan("paper", False, 30.0, 30.0, 5.0, wall_tone=1.0, floor_tone=1.0)
MAN = Look(1.78, 1.0, "male", 30, "short", 0.1, 0.85, "", False, "shirt", 0.8, 0.3)
WOMAN = Look(1.66, 0.92, "female", 30, "long", 0.1, 0.85, "", False, "shirt", 0.8, 0.3)
EYE = np.array([0.0, 1.6, 3.0])
HAIR = ("bald", "short", "parted", "curly", "long", "bun", "ponytail")
GARMENTS = ("shirt", "suit", "coat", "dress", "skirt", "sweater", "uniform")
HATS = ("", "hat", "cap", "hood", "helmet")
MOODS = {
    "neutral": Expression(),
    "angry": Expression(-1.0, -0.7, 0.5, 0.3),
    "afraid": Expression(1.0, -0.5, 0.7, 1.0),
    "happy": Expression(0.3, 0.8, 0.1, 0.0),
    "sad": Expression(0.6, -0.8, 0.0, -0.3),
    "surprised": Expression(1.0, 0.0, 0.5, 0.8),
    "shouting": Expression(-0.8, -0.4, 1.0, 0.3),
    "asleep": Expression(0.0, 0.0, 0.0, -1.0),
}


def person(
    look: Look, name: str = "SAM", yaw: float = 0.0, lower: str = "stand", upper: str = "rest",
    held: str = "", **more: object,
) -> Figure:  # fmt: skip
    seat = 0.47 if lower == "sit" else None
    joints = solve(look, stance(lower, upper, name), (0.0, 0.0, 0.0), yaw, seat_m=seat)
    label = lower if upper == "rest" else f"{lower}, {upper}"
    hands = ((hand_used(name), held),) if held else ()
    figure = Figure(name, look, label, (0.0, 0.0, 0.0), yaw, joints, held=hands)
    return replace(figure, **more)  # type: ignore[arg-type]


def close(figure: Figure, width: int = 160, share: float = 0.6) -> Frame:
    """The head of a figure, filling `share` of a square picture."""
    head = figure.joint("head")
    unit = head_height_m(figure.look)
    distance = unit / share * 85 / 36
    camera = Camera((head[0], head[1], head[2] + distance), head, 85.0, 1.0)
    panel = StagedPanel(GROUND, DAY, (figure,), camera, (figure.name,))
    return draw_panel(panel, width, width, seed=3)


def grey(frame: Frame) -> np.ndarray:
    return np.asarray(frame.picture.mean(2))


def build(figure: Figure, detail_px: float = 120.0) -> Scene:
    scene = Scene()
    add_figure(scene, figure, 1, EYE, detail_px)
    return scene


@pytest.mark.parametrize("garment", GARMENTS)
@pytest.mark.parametrize("lower", ["stand", "walk", "sit", "lie"])
def test_every_garment_dresses_every_posture(garment: str, lower: str) -> None:
    scene = build(person(replace(WOMAN, garment=garment), lower=lower))
    assert {"torso", "l_arm", "r_leg", "head", "hair"} <= {part.name for part in scene.parts}
    for frame, parameters in zip(scene.inverses, scene.parameters, strict=True):
        assert np.isfinite(frame).all() and np.isfinite(parameters).all()
    for stroke in scene.strokes:
        assert np.isfinite(stroke.points).all()
        assert 0 < stroke.width < 12 and 0 <= stroke.pressure <= 1


@pytest.mark.parametrize("headwear", HATS)
@pytest.mark.parametrize("hair", HAIR)
def test_every_head_of_hair_goes_under_every_hat(hair: str, headwear: str) -> None:
    scene = build(person(replace(WOMAN, hair=hair, headwear=headwear)))
    parts = [part.name for part in scene.parts]
    assert ("headwear" in parts) == bool(headwear)
    kept = [i for i, part in enumerate(scene.part_of) if parts[part] in ("hair", "headwear")]
    assert kept or hair == "bald"


def test_styles_of_hair_have_outlines_of_their_own() -> None:
    outlines = {}
    for hair in HAIR:
        frame = close(person(replace(WOMAN, hair=hair), yaw=0.6), 96, 0.45)
        assert frame.figure_ids is not None
        outlines[hair] = frame.figure_ids == 1
    for a in HAIR:
        for b in HAIR[HAIR.index(a) + 1 :]:
            union = (outlines[a] | outlines[b]).sum()
            assert (outlines[a] ^ outlines[b]).sum() > 0.004 * union, (a, b)


@pytest.mark.parametrize("yaw", [0.0, 0.7, -0.7])
def test_moods_differ_on_small_heads(yaw: float) -> None:
    """At a head of 48 px every mood changes the face by more than another hand's wobble."""
    drawn = {
        mood: grey(close(person(MAN, yaw=yaw, expression=face), 80, 0.6))
        for mood, face in MOODS.items()
    }
    names = list(drawn)
    for i, a in enumerate(names):
        for b in names[i + 1 :]:
            changed = (np.abs(drawn[a] - drawn[b]) > 40).mean()
            assert changed > 0.002, (a, b)


def test_mood_is_read_from_the_values() -> None:
    def mood(name: str) -> object:
        return mood_of(body_of(person(MAN, expression=MOODS[name]), 1, EYE, 100.0))

    angry, afraid, asleep = mood("angry"), mood("afraid"), mood("asleep")
    assert angry.anger == 1 and angry.worry == 0  # type: ignore[attr-defined]
    assert afraid.worry > 0.5 and afraid.lid > 1.4  # type: ignore[attr-defined]
    assert asleep.lid < 0.1  # type: ignore[attr-defined]
    assert mood("sad").worry > 0.3 and mood("surprised").worry == 0  # type: ignore[attr-defined]


def test_a_smile_and_a_frown_bend_the_mouth_opposite_ways() -> None:
    """Corners over or under the middle by at least a sixtieth of the head."""

    def bend(mood: str) -> float:
        body = body_of(person(MAN, expression=MOODS[mood]), 1, EYE, 100.0)
        sketch = Sketch(100.0)
        draw_features(sketch, body, head_of(body), mood_of(body))
        mouths = [
            curve for curve, _, _, fill, _ in sketch.pieces
            if not fill and abs(curve[:, 1].mean() - MOUTH_Y) < 0.05 and np.ptp(curve[:, 0]) > 0.15
        ]  # fmt: skip
        line = mouths[0]
        return float(line[[0, -1], 1].mean() - line[len(line) // 2, 1])

    assert bend("happy") > 1 / 60
    assert bend("sad") < -1 / 60
    assert abs(bend("neutral")) < 1 / 90


@pytest.mark.parametrize("size", [45.0, 60.0, 80.0])
def test_small_pupils_leave_white_whatever_they_look_at(size: float) -> None:
    for look in (MAN, WOMAN, replace(MAN, age_years=8, height_m=1.25)):
        body = body_of(person(look), 1, EYE, size)
        for eyes in ((0.0, 0.0), (0.0, 1.0), (1.0, 1.0), (-1.0, -1.0)):
            sketch = Sketch(size)
            head = replace(head_of(body), eyes=eyes)
            draw_features(sketch, body, head, mood_of(body))
            fills = [(curve, tone) for curve, _, _, fill, tone in sketch.pieces if fill]
            white, black = (
                sum(_area(c) for c, tone in fills if c[:, 1].mean() > -0.1 and low <= tone <= high)
                for low, high in ((0.99, 1.0), (0.0, 0.1))
            )
            assert 0.08 * white < black < 0.62 * white, (look.gender, eyes, black / white)


def _area(ring: np.ndarray) -> float:
    x, y = ring[:, 0], ring[:, 1]
    return 0.5 * abs(float(x @ np.roll(y, 1) - y @ np.roll(x, 1)))


@pytest.mark.parametrize("hair", ["short", "parted"])
@pytest.mark.parametrize("name", ["MR. CRANE", "SAM", "STEEL", "DAN"])
@pytest.mark.parametrize("yaw", [0.0, 0.6, -0.6])
def test_short_hair_has_one_calm_outline(hair: str, name: str, yaw: float) -> None:
    """Over the ears the outline of the head fills nearly all of its convex hull: no horns."""
    frame = close(person(replace(MAN, hair=hair), name, yaw), 160, 0.6)
    assert frame.figure_ids is not None
    rows = np.flatnonzero((frame.figure_ids == 1).any(1))
    top = (frame.figure_ids[rows[0] : rows[0] + 38] == 1).astype(np.uint8)
    contour = max(cv2.findContours(top, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)[0], key=len)
    assert cv2.contourArea(contour) > 0.955 * cv2.contourArea(cv2.convexHull(contour))


def test_a_flat_cap_is_wider_than_high() -> None:
    def size(headwear: str) -> tuple[float, float]:
        scene = build(person(replace(MAN, headwear=headwear)))
        part = [p.name for p in scene.parts].index("headwear")
        crown = np.stack([
            scene.inverses[i][:, :3] for i, at in enumerate(scene.part_of)
            if at == part and scene.kinds[i] == Kind.SPHERE
        ])  # fmt: skip
        return float(np.abs(crown[:, 0]).sum(1).max()), float(np.abs(crown[:, 1]).sum(1).max())

    wide, high = size("cap")
    assert wide > 1.6 * high


def test_eyes_follow_what_the_neck_cannot() -> None:
    head = person(MAN).joint("head")
    beside = person(MAN, gaze=(head[0] + 3.0, head[1], head[2] - 0.5))
    ahead = person(MAN, gaze=(head[0], head[1], head[2] + 3.0))
    turned = head_of(body_of(beside, 1, EYE, 100.0))
    straight = head_of(body_of(ahead, 1, EYE, 100.0))
    assert turned.eyes[0] > 0.3
    assert abs(straight.eyes[0]) < 0.05


def test_people_of_different_ages_and_sexes_have_other_faces() -> None:
    boy = replace(MAN, height_m=1.25, age_years=8)
    looks = {"man": MAN, "woman": replace(WOMAN, hair="short"), "boy": boy,
             "old man": replace(MAN, age_years=78)}  # fmt: skip
    drawn = {name: grey(close(person(look, yaw=0.3), 128)) for name, look in looks.items()}
    names = list(drawn)
    for i, a in enumerate(names):
        for b in names[i + 1 :]:
            assert (np.abs(drawn[a] - drawn[b]) > 40).mean() > 0.02, (a, b)
    body = body_of(person(boy), 1, EYE, 100.0)
    assert head_of(body).age == "child"


@pytest.mark.parametrize("kind", ["bottle", "gun", "cup", "knife", "candle"])
def test_a_grip_closes_on_the_thing(kind: str) -> None:
    """The thing's own axis passes through the curled fingers, the palm looks at it."""
    upper = {"gun": "aim", "knife": "hold weapon"}.get(kind, "hold")
    body = body_of(person(MAN, upper=upper, held=kind), 1, EYE, 120.0)
    side = hand_used("SAM")
    grip = grip_of(body, side)
    assert grip is not None and grip.shape in SHAPES
    along, palm, thumb = grip.frame
    np.testing.assert_allclose([along @ palm, palm @ thumb, thumb @ along], 0.0, atol=1e-9)
    middle = body.joints[f"{side}_wrist"] + along * 0.085 + palm * 0.03
    w, h, d = grip.size_m
    local = (middle - grip.origin) @ grip.axes.T
    slack = 0.055
    assert abs(local[0]) < w / 2 + slack and abs(local[2]) < d / 2 + slack
    assert -slack < local[1] < h + slack


def test_a_drinker_brings_the_rim_to_the_mouth() -> None:
    body = body_of(person(MAN, upper="drink", held="glass"), 1, EYE, 120.0)
    grip = grip_of(body, hand_used("SAM"))
    assert grip is not None
    rim = grip.origin + grip.axes[1] * grip.size_m[1]
    assert np.linalg.norm(rim - head_of(body).at(0.0, -0.29, 0.36)) < 0.09


def test_empty_hands_do_what_the_arms_do() -> None:
    side = hand_used("SAM")
    up = body_of(person(MAN, upper="hands up"), 1, EYE, 120.0)
    assert shape_of(up, side) == "open"
    assert hand_frame(up, side)[1] @ up.front > 0.6
    pointing = body_of(person(MAN, upper="point"), 1, EYE, 120.0)
    assert shape_of(pointing, side) == "point"
    assert shape_of(pointing, "r" if side == "l" else "l") == "relaxed"
    assert shape_of(body_of(person(MAN, upper="punch"), 1, EYE, 120.0), side) == "fist"
    assert grip_of(up, side) is None


@pytest.mark.parametrize("side", ["l", "r"])
def test_thumbs_are_on_the_inside_of_hanging_hands_turned_forward(side: str) -> None:
    body = body_of(person(MAN), 1, EYE, 120.0)
    along, palm, thumb = hand_frame(body, side)
    assert along[1] < -0.6
    inward = body.left * (-1.0 if side == "l" else 1.0)
    assert palm @ inward > 0.4
    assert thumb @ body.front > 0.4


def test_small_figures_have_fewer_solids() -> None:
    counts = [len(build(person(MAN), px).kinds) for px in (20, 45, 120)]
    assert counts[0] < counts[1] < counts[2]
    assert not any(stroke.fill for stroke in build(person(MAN), 12).strokes)


def test_traits_belong_to_the_name() -> None:
    one, again = (body_of(person(MAN, name="ANNA"), k, EYE, 100.0).traits for k in (1, 4))
    other = body_of(person(MAN, name="BERT"), 1, EYE, 100.0).traits
    np.testing.assert_array_equal(one, again)
    assert np.abs(one - other).max() > 0.05


def test_draped_points_lie_on_the_solids() -> None:
    scene = Scene()
    part = scene.part(1, "torso", 0.5, "cloth")
    scene.ball((0.0, 0.0, 0.0), 1.0, part)
    scene.limb((2.0, -1.0, 0.0), 0.5, (2.0, 1.0, 0.0), 0.25, part)
    xy = np.array([[0.0, 0.0], [0.6, 0.0], [2.0, 0.0], [2.0, -1.4], [5.0, 0.0]])
    origins = np.column_stack([xy, np.full(5, 9.0)])
    points, normals, met = drape(scene, [0, 1], origins, np.array([0.0, 0.0, -1.0]))
    assert met.tolist() == [True, True, True, True, False]
    assert points[0] == pytest.approx([0, 0, 1])
    assert points[1] == pytest.approx([0.6, 0, 0.8])
    # round cone: at half its length the radius is 0.375 over the slope's cosine
    assert points[2][2] == pytest.approx(0.375 / math.sqrt(1 - (0.25 / 2) ** 2), abs=1e-6)
    assert points[3] == pytest.approx([2.0, -1.4, 0.3])
    np.testing.assert_allclose(np.linalg.norm(normals, axis=1), 1.0)
    assert normals[1] == pytest.approx([0.6, 0, 0.8])
    assert normals[2][1] == pytest.approx(0.125)


def test_smooth_curves_pass_through_their_points() -> None:
    points = np.array([[0.0, 0.0], [1.0, 2.0], [3.0, 1.0], [4.0, 4.0]])
    curve = smooth(points, 5)
    assert len(curve) == 16
    np.testing.assert_allclose(curve[::5], points, atol=1e-12)
