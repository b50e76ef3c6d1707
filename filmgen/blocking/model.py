"""The staged scene as data: set, figures, light and camera. No pixels.

World space: metres, right-handed, y up, the floor at y = 0. Angles in radians;
a yaw of 0 faces +z, positive turns towards +x. Tones are 0 (black) to 1 (white).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

Vec3: TypeAlias = tuple[float, float, float]

JOINTS = (
    "pelvis", "chest", "neck", "head",
    "l_shoulder", "l_elbow", "l_wrist", "l_hand",
    "r_shoulder", "r_elbow", "r_wrist", "r_hand",
    "l_hip", "l_knee", "l_ankle", "l_toe",
    "r_hip", "r_knee", "r_ankle", "r_toe",
)  # fmt: skip
"""Joint names of a human figure. "head" is the head's centre, "neck" its base."""


@dataclass(frozen=True)
class Look:
    """How a character looks through the whole film.

    Attributes:
        build: girth, 1.0 is average, 0.8 slight, 1.3 heavy.
        hair: "bald", "short", "parted", "curly", "long", "bun", "ponytail".
        beard: "", "beard" or "moustache".
        garment: "shirt", "suit", "coat", "dress", "skirt", "sweater", "uniform".
        headwear: "", "hat", "cap", "hood", "helmet".
        species: "human", "dog", "horse", "cat", "bird".
    """

    height_m: float = 1.74
    build: float = 1.0
    gender: str = ""
    age_years: int = 35
    hair: str = "short"
    hair_tone: float = 0.2
    skin_tone: float = 0.85
    beard: str = ""
    glasses: bool = False
    garment: str = "shirt"
    top_tone: float = 0.5
    bottom_tone: float = 0.3
    headwear: str = ""
    species: str = "human"


@dataclass(frozen=True)
class Expression:
    """A face: each value -1 to 1, 0 neutral.

    Attributes:
        brow: -1 frown, 1 raised. mouth: -1 down, 1 smile.
        mouth_open: 0 closed to 1. eyes_open: -1 shut, 1 wide.
    """

    brow: float = 0.0
    mouth: float = 0.0
    mouth_open: float = 0.0
    eyes_open: float = 0.0


@dataclass(frozen=True)
class Figure:
    """A character in a pose.

    Attributes:
        joints: world position by joint name, in the order of `JOINTS` for humans;
            animals use the same names for what corresponds.
        facing_rad: yaw of the body; the head looks at `gaze` where given.
        held: (hand, prop kind) pairs, hand "l" or "r".
    """

    name: str
    look: Look
    pose: str
    position: Vec3
    facing_rad: float
    joints: tuple[tuple[str, Vec3], ...]
    expression: Expression = Expression()
    gaze: Vec3 | None = None
    held: tuple[tuple[str, str], ...] = ()

    def joint(self, name: str) -> Vec3:
        """World position of a joint; KeyError for an unknown name."""
        return dict(self.joints)[name]


@dataclass(frozen=True)
class Prop:
    """A thing of the set, by kind from the lexicon.

    Attributes:
        position: of the centre of its foot (for lamps hanging from the ceiling: its top).
        size_m: width (x before yaw), height, depth (z before yaw).
        text: words on it, for signs and letters.
        word: the script's own word for it ("taxi", "pine"), which says more than its kind.
        lit: whether it shines by night, where it is a lamp.
    """

    kind: str
    position: Vec3
    yaw_rad: float
    size_m: Vec3
    tone: float = 0.5
    text: str = ""
    word: str = ""
    lit: bool = True


@dataclass(frozen=True)
class Opening:
    """A door or window in a wall.

    Attributes:
        kind: "door", "window", "archway".
        wall: "north" (-z), "south" (+z), "west" (-x), "east" (+x).
        centre_m: along the wall from its middle (towards +x or +z).
        width_m, height_m, sill_m: size, and height of the lower edge over the floor.
    """

    kind: str
    wall: str
    centre_m: float
    width_m: float
    height_m: float
    sill_m: float = 0.0


@dataclass(frozen=True)
class SetPlan:
    """A place: the same plan every time the location returns.

    Attributes:
        kind: from the set lexicon: "kitchen", "street", "forest", …
        width_m, depth_m: extent in x and z, centred on the origin. height_m: of walls or fronts.
        wall_tone, floor_tone: 0 to 1.
        seed: for the set's own variety (fronts, trees), from the location's name.
    """

    kind: str
    interior: bool
    width_m: float
    depth_m: float
    height_m: float
    props: tuple[Prop, ...] = ()
    openings: tuple[Opening, ...] = ()
    wall_tone: float = 0.75
    floor_tone: float = 0.8
    seed: int = 0


@dataclass(frozen=True)
class Light:
    """Light and sky.

    Attributes:
        direction: unit vector from the scene towards the key light.
        key, fill: strengths, 0 to 1.
        sky_tone: of the sky or of what windows show.
        lamps: whether lamps and windows of the place shine by night.
    """

    time_of_day: str
    weather: str
    direction: Vec3
    key: float
    fill: float
    sky_tone: float
    lamps: bool = True


@dataclass(frozen=True)
class Camera:
    """A real lens on a 36 mm wide sensor.

    Attributes:
        aspect: width over height of the composed frame. The horizontal field of view is
            2 atan(18 / focal_mm) for aspects of 1 and wider; for taller frames the same
            holds for the vertical field.
    """

    position: Vec3
    target: Vec3
    focal_mm: float
    aspect: float
    roll_rad: float = 0.0


@dataclass(frozen=True)
class Glow:
    """A flame in the scene that lights what is near it: a fire, a candle, a burning car.

    Attributes:
        kind: "fire" or "flame" (a candle, a match, a lantern).
        position: of its brightest point.
        strength: 0 to 1 at arm's length.
        reach_m: where its light has fallen to a tenth.
    """

    kind: str
    position: Vec3
    strength: float
    reach_m: float


@dataclass(frozen=True)
class StagedPanel:
    """Everything one panel's drawing depends on."""

    set_plan: SetPlan
    light: Light
    figures: tuple[Figure, ...]
    camera: Camera
    subjects: tuple[str, ...] = ()
    glows: tuple[Glow, ...] = ()


@dataclass(frozen=True)
class PlateAnchor:
    """Where an effect element stands in the frame.

    Attributes:
        kind: of the effect cue.
        x, y: of the plate's bottom centre, in fractions of the composed frame from its
            upper left; may lie outside 0 to 1.
        width, height: in fractions of the frame's width and height.
        depth_m: along the view axis: figures nearer than this occlude it.
        fills_frame: weather and fog cover the picture; x, y, width, height are 0.5, 1, 1, 1.
            depth_m of fog is where it hides everything, of rain behind windows where they are.
        thick_m: half of how deep the element is with what it stands on: a car's own bonnet is
            not before the flames on it.
        heart_m: where its light comes from, in metres right, up and forward of the lens, also
            where that is out of frame or behind the camera; None where it is not known.
        tan_w: half of the frame's width at a depth of 1; 0 where it is not known.
        wind: -1 (blows to the left) to 1. size_m: height of what is seen of it.
        panes: polygons in fractions of the frame through which alone it is seen; all if empty.
    """

    kind: str
    intensity: float
    x: float
    y: float
    width: float
    height: float
    depth_m: float
    fills_frame: bool = False
    thick_m: float = 0.5
    heart_m: Vec3 | None = None
    tan_w: float = 0.0
    wind: float = 0.0
    size_m: float = 1.0
    panes: tuple[tuple[tuple[float, float], ...], ...] = ()


@dataclass(frozen=True)
class StagedShot:
    """One shot, blocked.

    Attributes:
        identity: of the shot.
        panels: one for each beat, same order.
        anchors: one for each of the shot's effect cues, same order, as the first panel's
            camera sees them.
        panel_anchors: the same for every panel: a tuple of anchors for each panel.
        unknown_words: things named in the action that the lexicon lacks.
    """

    identity: str
    panels: tuple[StagedPanel, ...]
    anchors: tuple[PlateAnchor, ...] = ()
    unknown_words: tuple[str, ...] = ()
    panel_anchors: tuple[tuple[PlateAnchor, ...], ...] = ()


@dataclass(frozen=True)
class Blocking:
    """All shots of the film, blocked, in film order."""

    shots: tuple[StagedShot, ...]
    looks: tuple[tuple[str, Look], ...] = field(default=())
