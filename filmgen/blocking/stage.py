"""The whole film, blocked: sets, looks, figures, cameras, lights and plate anchors of every shot.

    blocking = block(plan_shots(read_screenplay(path)), aspect=16 / 9)

Pure functions of the shot list: the words of the lines are not an input, so that an edited
line of dialogue moves nobody. Deterministic in any process.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from filmgen.blocking.anchors import EffectPlace, anchor_of, effect_place
from filmgen.blocking.composition import Moment, is_wide, moments_of, shown, still_good, view_of
from filmgen.blocking.floor import Floor
from filmgen.blocking.framing import frame_shot
from filmgen.blocking.glows import Flames
from filmgen.blocking.hearth import Hearth, hearth_of, is_tiny
from filmgen.blocking.lamplight import Lamplight
from filmgen.blocking.light import light_of
from filmgen.blocking.looks import cast_looks
from filmgen.blocking.model import Blocking, Camera, SetPlan, StagedPanel, StagedShot
from filmgen.blocking.performance import Troupe
from filmgen.blocking.rides import car_key, plan_car, rides_of
from filmgen.blocking.sets import place_key, plan_sets
from filmgen.blocking.wind import seen_wind
from filmgen.breakdown.model import EffectCue, Shot, ShotList, Size

OUTSIDE = ("rain", "snow")
"""What is only seen through windows from inside, and leans with the wind out there."""


def block(shots: ShotList, aspect: float, takes: Mapping[str, int] | None = None) -> Blocking:
    """Stage every shot of a film.

    Args:
        shots: the breakdown.
        aspect: width over height of the composed frame: 2.39, 1.85, 1.78, 0.5625 …
        takes: by a shot's identity, which take of it is wanted, 1 if it is not named: take 2
            is another good camera on the same staging, of the same size and on the same side
            of the line, clearly different from take 1, and so on. Other shots do not change.

    Returns:
        One `StagedShot` for each shot, same order, one panel for each of its beats, and the
        looks of the cast. All shots of one `Setting.key` (inside, and apart from it outside)
        share one `SetPlan` object.
    """
    looks = cast_looks(shots)
    rides = rides_of(shots.shots)
    plans, unknown = plan_sets(shots.shots)
    for index in rides:
        inside = car_key(shots.shots[index].setting)
        if inside not in plans:
            plans[inside] = plan_car(inside, shots.shots[index])
            unknown[inside] = ()
    floors = {key: Floor(plan) for key, plan in plans.items()}
    staged: dict[int, StagedShot] = {}
    for (_, key), indices in _scenes(shots.shots, rides).items():
        group = [shots.shots[i] for i in indices]
        troupe = Troupe(floors[key], group, looks, key)
        scene = _Scene(plans[key], troupe, hearth_of(group, plans[key]), aspect, unknown[key])
        for index in indices:
            shot = shots.shots[index]
            take = max(1, (takes or {}).get(shot.identity, 1))
            if plans[key].kind == "car interior" and shot.size in (Size.LS, Size.ELS):
                # Nothing wider fits into a car.
                shot = replace(shot, size=Size.MLS)
            staged[index] = scene.stage(shot, take)
    ordered = tuple(staged[i] for i in range(len(shots.shots)))
    return Blocking(ordered, tuple(sorted(looks.items())))


def _scenes(shots: Sequence[Shot], rides: Collection[int]) -> dict[tuple[int, str], list[int]]:
    """Indices of the shots of each scene at each of its places (intercuts have two)."""
    scenes: dict[tuple[int, str], list[int]] = {}
    for index, shot in enumerate(shots):
        key = car_key(shot.setting) if index in rides else place_key(shot.setting)
        scenes.setdefault((shot.scene_index, key), []).append(index)
    return scenes


@dataclass
class _Scene:
    """A scene at one of its places, staged shot by shot in film order.

    Attributes:
        wides: cameras of the last wide shots, which the next one must not repeat.
        last: camera of the shot before: a thing seen again is seen from elsewhere.
        speaker: who had the last words of the shot before, "" if nobody spoke.
    """

    plan: SetPlan
    troupe: Troupe
    hearth: Hearth | None
    aspect: float
    unknown: tuple[str, ...]
    flames: Flames = field(default_factory=Flames)
    lamplight: Lamplight = field(default_factory=Lamplight)
    wides: tuple[Camera, ...] = ()
    last: Camera | None = None
    speaker: str = ""

    def stage(self, shot: Shot, take: int) -> StagedShot:
        plan = self.plan
        played = moments_of(shot, self.troupe, plan, self.hearth, self.speaker)
        self.speaker = shot.lines[-1].character if shot.lines else ""
        rounds: list[list[Camera]] = []
        for _ in range(take):
            rounds.append(self._shoot(shot, played, rounds))
        self.last = rounds[0][-1]
        if is_wide(shot):
            self.wides = (rounds[0][-1], *self.wides[:1])
        light = replace(light_of(shot.setting, plan), lamps=self.lamplight.burns(shot))
        panels: list[StagedPanel] = []
        anchors = []
        for index, ((moment, used), camera) in enumerate(zip(played, rounds[-1], strict=True)):
            view = view_of(shot, moment, used, self.troupe, plan, self.aspect)
            places = self._effects(shot, moment, played[0][0], rounds[0][0])
            panels.append(
                StagedPanel(
                    plan,
                    light,
                    shown(shot, view, camera, moment.item),
                    camera,
                    tuple(moment.figures[i].name for i in moment.subjects),
                    self.flames.glows(
                        shot, plan, moment.figures, places, (index + 0.5) / len(played)
                    ),
                )
            )
            winds = [self._wind(shot, cue, camera) for cue in shot.effect_cues]
            anchors.append(
                tuple(
                    anchor_of(replace(place, wind=wind), camera, plan)
                    for place, wind in zip(places, winds, strict=True)
                )
            )
        named = {w for w in (*shot.props, shot.insert_prop) if w}
        return StagedShot(
            shot.identity,
            tuple(panels),
            anchors[0],
            tuple(w for w in self.unknown if w in named),
            tuple(anchors),
        )

    def _shoot(
        self,
        shot: Shot,
        played: Sequence[tuple[Moment, tuple[int, ...]]],
        earlier: Sequence[Sequence[Camera]],
    ) -> list[Camera]:
        """One take: a camera for each moment. It stays where it is as long as it holds."""
        cameras: list[Camera] = []
        for index, (moment, used) in enumerate(played):
            takes = tuple(cameras_of[index] for cameras_of in earlier)
            before = self.wides
            if moment.item is not None and self.last is not None and index == 0:
                before = (self.last, *self.wides)
            view = view_of(shot, moment, used, self.troupe, self.plan, self.aspect, before, takes)
            keeps = index > 0 and moment.item == played[index - 1][0].item
            if keeps and still_good(cameras[-1], view):
                cameras.append(cameras[-1])
            else:
                cameras.append(frame_shot(view))
        return cameras

    def _wind(self, shot: Shot, cue: EffectCue, camera: Camera) -> float:
        """The wind an effect leans with, across this camera's picture."""
        if cue.wind is not None:
            return cue.wind
        return seen_wind(shot, camera, interior=self.plan.interior and cue.kind not in OUTSIDE)

    def _effects(
        self, shot: Shot, moment: Moment, first: Moment, camera: Camera
    ) -> tuple[EffectPlace, ...]:
        """Where the shot's effects are: little flames go with the hand, the rest stays put."""
        places = []
        for cue in shot.effect_cues:
            now = moment if is_tiny(cue) else first
            places.append(
                effect_place(
                    cue,
                    self.plan,
                    now.figures,
                    camera,
                    f"{shot.setting.key}/{cue.kind}/{cue.at}",
                    hearth=self.hearth,
                    item=now.object if not now.subjects else None,
                    wanted=shot.subjects,
                )
            )
        return tuple(places)
