"""glb and USD files, read back by other programs' readers, agree with the drawn pictures."""

from __future__ import annotations

import functools
import subprocess
import sys
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from filmgen.blocking.camera import project_many
from filmgen.blocking.model import StagedPanel
from filmgen.blocking.moves import camera_path
from filmgen.errors import ConfigError, EngineUnavailable
from filmgen.media import Frame
from filmgen.previs.draw import draw_panel
from filmgen.previs.keypoints import NAMES
from pipelines.set_export import export_blocking, write_floor_plans
from tests.export.films import small_film
from tests.export.readers import GlbFile, UsdFile, silhouettes
from tests.previs.builders import animals

WIDTH, HEIGHT = 1280, 720
RATE = Fraction(24)
JOINTED = [name for name in NAMES if not name.endswith(("eye", "ear", "nose"))]

pytest.importorskip("pygltflib")


@pytest.fixture(scope="module", params=["glb", "usd"])
def files(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory):
    """The small film's files by display id, opened."""
    if request.param == "usd":
        pytest.importorskip("pxr")
    shots, blocking = small_film()
    folder = tmp_path_factory.mktemp(request.param)
    paths = export_blocking(shots, blocking, folder, [request.param], RATE)
    reader = GlbFile if request.param == "glb" else UsdFile
    return {path.stem: reader(path) for path in paths}


@functools.cache
def drawn(panel: StagedPanel, width: int, height: int) -> Frame:
    return draw_panel(panel, width, height, look="clay")


def facts(file) -> dict:
    if isinstance(file, GlbFile):
        return file.facts
    return file.root.GetCustomDataByKey("filmgen")


def panels(display_id: str) -> list[tuple[str, StagedPanel]]:
    shots, blocking = small_film()
    for shot, staged in zip(shots.shots, blocking.shots, strict=True):
        if shot.display_id == display_id:
            return list(zip((beat.label for beat in shot.beats), staged.panels, strict=True))
    raise KeyError(display_id)


@pytest.mark.parametrize("display_id", ["sc001_sh020", "sc002_sh050"])
def test_joints_project_where_the_picture_has_them(files, display_id: str) -> None:
    file = files[display_id]
    for label, panel in panels(display_id):
        frame = facts(file)["panel_frames"][label]
        lens = file.lens(f"camera {label}", frame)
        picture = drawn(panel, WIDTH, HEIGHT)
        count = 0
        for entry in picture.notes["keypoints"]:
            for name, (x, y, depth, _) in zip(NAMES, entry["points"], strict=True):
                if name in JOINTED and depth > 0.1:
                    joint = file.joint(entry["figure"], name, frame)
                    seen = lens.pixels(joint[None], WIDTH, HEIGHT)[0]
                    assert np.hypot(seen[0] - x, seen[1] - y) < 2.0, (label, name)
                    assert seen[2] == pytest.approx(depth, abs=0.01)
                    count += 1
        assert count >= len(JOINTED)


@pytest.mark.parametrize("display_id", ["sc001_sh010", "sc001_sh020"])
def test_figures_cover_what_they_cover_in_the_picture(files, display_id: str) -> None:
    file = files[display_id]
    width, height = 256, 144
    for label, panel in panels(display_id):
        frame = facts(file)["panel_frames"][label]
        bare = replace(panel, set_plan=replace(panel.set_plan, props=()))
        bare = replace(bare, figures=tuple(replace(f, held=()) for f in bare.figures))
        picture = drawn(bare, width, height).figure_ids
        meshes = [file.shown(figure.name, frame) for figure in panel.figures]
        ids = silhouettes(meshes, file.lens(f"camera {label}", frame), width, height)
        compared = 0
        for number, _ in enumerate(panel.figures, 1):
            a, b = picture == number, ids == number
            if a.sum() < 200:
                continue
            compared += 1
            assert (a & b).sum() / (a | b).sum() > 0.9
        assert compared


def test_the_moving_camera_is_the_path(files) -> None:
    shots, blocking = small_film()
    moved = 0
    for shot, staged in zip(shots.shots, blocking.shots, strict=True):
        file = files[shot.display_id]
        told = facts(file)
        frames, starts = told["frames"], list(told["panel_frames"].values())
        last = frames - 1
        path = camera_path(shot, staged.panels, [s / last for s in starts], frames / 24)
        for frame in (0, frames // 3, last):
            camera = path.at(frame / last)
            moved += camera != path.at(0)
            ahead = np.subtract(camera.target, camera.position)
            around = np.array(camera.position) + ahead * 2.0 + np.eye(3) * 0.3
            wanted = project_many(camera, around)
            seen = file.lens("camera", frame).pixels(around, WIDTH, HEIGHT)
            assert seen[:, 0] == pytest.approx(wanted[:, 0] * WIDTH, abs=0.5)
            assert seen[:, 1] == pytest.approx(wanted[:, 1] * HEIGHT, abs=0.5)
    assert moved >= 3  # the push-in and the zoom at least


def test_key_poses_follow_one_another(files) -> None:
    file = files["sc002_sh040"]
    told = facts(file)
    starts = [*told["panel_frames"].values(), told["frames"]]
    for (_, panel), start, end in zip(panels("sc002_sh040"), starts[:-1], starts[1:], strict=True):
        for frame in (start, end - 1):
            for figure in panel.figures:
                points, triangles = file.shown(figure.name, frame)
                assert len(triangles)
                for name, place in figure.joints:
                    assert np.abs(file.joint(figure.name, name, frame) - place).max() < 1e-4
                body = np.array([place for _, place in figure.joints])
                assert (points.min(0) < body.min(0) + 0.06).all()
                assert (points.max(0) > body.max(0) - 0.06).all()
                assert (np.ptp(points, axis=0) < np.ptp(body, axis=0) + 1.2).all()


def test_the_set_is_whole_whatever_the_camera_hides(files) -> None:
    file = files["sc001_sh010"]
    names = set(file.nodes if isinstance(file, GlbFile) else file.by_name)
    assert {f"wall {side}" for side in ("north", "south", "east", "west")} <= names
    assert {"floor", "ceiling", "table"} <= names
    struck = facts(file)["struck"]["A"]
    assert set(struck) <= names


def test_normals_are_units_and_indices_are_in_range(files) -> None:
    if not isinstance(files["sc001_sh010"], GlbFile):
        pytest.skip("USD holds the same meshes")
    for file in files.values():
        for mesh in file.file.meshes:
            for primitive in mesh.primitives:
                normals = file.data(primitive.attributes.NORMAL)
                assert np.abs(np.linalg.norm(normals, axis=1) - 1.0).max() < 1e-4, mesh.name
                assert file.data(primitive.indices).max() < len(normals)


def test_the_shot_list_travels_along(files) -> None:
    told = facts(files["sc001_sh020"])
    assert told["shot"] == "sc001_sh020"
    assert (told["size"], told["angle"], told["move"], told["lens_mm"]) == (
        "MCU", "OTS", "static", 50,
    )  # fmt: skip
    assert list(told["subjects"]) == ["ANNA"]


def test_equal_shots_give_equal_bytes_in_any_process(tmp_path: Path) -> None:
    pytest.importorskip("pxr")
    script = (
        "import sys; from pathlib import Path; from fractions import Fraction\n"
        "from pipelines.set_export import export_blocking, write_floor_plans\n"
        "from tests.export.films import small_film\n"
        "s, b = small_film(); only = frozenset([s.shots[3].identity])\n"
        "export_blocking(s, b, Path(sys.argv[1]), ['glb', 'usd'], Fraction(24), only)\n"
        "write_floor_plans(s, b, Path(sys.argv[1]))\n"
    )
    shots, blocking = small_film()
    only = frozenset([shots.shots[3].identity])
    here = export_blocking(shots, blocking, tmp_path / "a", ["glb", "usd"], RATE, only)
    here += write_floor_plans(shots, blocking, tmp_path / "a")
    run = [sys.executable, "-c", script, str(tmp_path / "b")]
    root = Path(__file__).resolve().parents[2]
    env = {"PYTHONHASHSEED": "7", "PYTHONPATH": str(root), "OMP_NUM_THREADS": "2"}
    subprocess.run(run, check=True, cwd=root, env=env)
    assert sorted(p.name for p in (tmp_path / "b").iterdir()) == sorted(p.name for p in here)
    for path in here:
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()


def test_only_some_shots_at_their_own_lengths(tmp_path: Path) -> None:
    shots, blocking = small_film()
    chosen = shots.shots[3]
    [path] = export_blocking(
        shots, blocking, tmp_path / "new" / "blocking", ["glb"], Fraction(25),
        frozenset([chosen.identity]), {chosen.identity: 4.0},
    )  # fmt: skip
    assert path == tmp_path / "new" / "blocking" / f"{chosen.display_id}.glb"
    assert [p.name for p in path.parent.iterdir()] == [path.name]
    told = GlbFile(path).facts
    assert told["frames"] == 100
    starts = list(told["panel_frames"].values())
    assert starts == sorted(set(starts)) and starts[0] == 0 and starts[-1] < 100


def test_panels_keep_a_frame_each_in_the_shortest_shot(tmp_path: Path) -> None:
    shots, blocking = small_film()
    chosen = shots.shots[3]
    [path] = export_blocking(
        shots, blocking, tmp_path, ["glb"], RATE, frozenset([chosen.identity]),
        {chosen.identity: 0.01},
    )  # fmt: skip
    told = GlbFile(path).facts
    assert told["frames"] == 3
    assert list(told["panel_frames"].values()) == [0, 1, 2]


def test_what_is_missing_is_said_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shots, blocking = small_film()
    with pytest.raises(ConfigError, match="'fbx' is none of glb, usd"):
        export_blocking(shots, blocking, tmp_path, ["fbx"], RATE)
    monkeypatch.setitem(sys.modules, "pxr.Usd", None)
    with pytest.raises(EngineUnavailable, match=r"pip install 'filmgen\[export\]'"):
        export_blocking(shots, blocking, tmp_path, ["glb", "usd"], RATE)
    monkeypatch.setattr("filmgen.previs.export.glb.gltf", None)
    with pytest.raises(EngineUnavailable, match=r"pip install 'filmgen\[export\]'"):
        export_blocking(shots, blocking, tmp_path, ["glb"], RATE)
    assert not list(tmp_path.iterdir())


def test_floor_plans_are_a_file_a_scene(tmp_path: Path) -> None:
    shots, blocking = small_film()
    names = [path.name for path in write_floor_plans(shots, blocking, tmp_path)]
    assert names == ["sc001.svg", "sc002.svg"]
    assert [p.name for p in write_floor_plans(shots, blocking, tmp_path, [2])] == ["sc002.svg"]
    assert (tmp_path / "sc001.svg").read_text(encoding="utf-8").startswith("<?xml")


@pytest.mark.parametrize("aspect", [9 / 16, 2.39])
@pytest.mark.parametrize("kind", ["glb", "usd"])
def test_tall_and_wide_frames_keep_their_lens(tmp_path: Path, aspect: float, kind: str) -> None:
    if kind == "usd":
        pytest.importorskip("pxr")
    shots, blocking = small_film()
    chosen = shots.shots[1]
    [panel] = blocking.shots[1].panels
    camera = replace(panel.camera, aspect=aspect, roll_rad=0.2)
    staged = replace(blocking.shots[1], panels=(replace(panel, camera=camera),))
    changed = replace(blocking, shots=(blocking.shots[0], staged, *blocking.shots[2:]))
    [path] = export_blocking(shots, changed, tmp_path, [kind], RATE, frozenset([chosen.identity]))
    file = (GlbFile if kind == "glb" else UsdFile)(path)
    width, height = round(720 * aspect), 720
    ahead = np.subtract(camera.target, camera.position)
    points = np.array(camera.position) + ahead + np.eye(3) * 0.2
    wanted = project_many(camera, points) * (width, height, 1)
    for name in ("camera", "camera A"):
        assert file.lens(name, 0).pixels(points, width, height) == pytest.approx(wanted, abs=0.05)


@pytest.mark.parametrize("species", ["dog", "cat", "horse", "bird"])
def test_animals_are_exported_with_their_joints(tmp_path: Path, species: str) -> None:
    shots, blocking = small_film()
    chosen, panel = shots.shots[0], animals(species)
    staged = replace(blocking.shots[0], panels=(panel,), anchors=(), panel_anchors=())
    changed = replace(blocking, shots=(staged, *blocking.shots[1:]))
    [path] = export_blocking(shots, changed, tmp_path, ["glb"], RATE, frozenset([chosen.identity]))
    file = GlbFile(path)
    [beast] = panel.figures
    for name, place in beast.joints:
        assert file.joint(beast.name, name, 0) == pytest.approx(place, abs=1e-4)
    picture = drawn(panel, 256, 144).figure_ids == 1
    meshes = [file.shown(beast.name, 0)]
    seen = silhouettes(meshes, file.lens("camera A", 0), 256, 144) == 1
    assert (picture & seen).sum() / (picture | seen).sum() > 0.9
