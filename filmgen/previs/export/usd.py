"""A shot's layout as one OpenUSD layer, binary ("crate").

    /sc001_sh010           the shot, the default prim; what the shot list says is its customData
      /Set                 floor, ceiling, wall_north with its door … or the ground
      /Props               table, chair_2 …
      /Figures             SCOTT holds SCOTT_A, SCOTT_B: key poses, shown one after another by
                           visibility, and Rig: a UsdSkel skeleton with its animation
      /Cameras             camera, animated as the shot moves; camera_A … as panels were drawn
      /Materials           grey preview surfaces

Centimetres, y up: USD counts apertures and focal lengths in tenths of the scene's unit, so that a
36 mm aperture reads 36 whether or not a program minds the unit. Time code n is frame n of the
shot, which starts at 0. A key pose that is not on is invisible and, for programs that do not
animate visibility (Blender), shrunk to a speck.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from filmgen.blocking.camera import SENSOR_WIDTH_MM, Array, basis
from filmgen.blocking.model import Camera
from filmgen.errors import EngineUnavailable
from filmgen.previs.export.layout import Material, Piece, Player, ShotLayout, Surface
from filmgen.previs.export.rig import Rig

UNITS_A_METRE = 100.0
NEAR_M, FAR_M = 0.06, 1500.0
SPECK = 1e-4
_ROUGH = {"metal": 0.35, "glass": 0.1, "pane": 0.2, "shoe": 0.5, "water": 0.15}


class _Pxr:
    """The modules of usd-core as attributes."""

    def __init__(self) -> None:
        for name in ("Gf", "Kind", "Sdf", "Usd", "UsdGeom", "UsdShade", "UsdSkel", "Vt"):
            setattr(self, name, import_module(f"pxr.{name}"))

    def __getattr__(self, name: str) -> Any:  # for the type checker: modules without stubs
        raise AttributeError(name)


def require() -> _Pxr:
    """Find out whether files can be written; usd-core is imported here and not before.

    Raises:
        EngineUnavailable: usd-core is not installed.
    """
    try:
        return _Pxr()
    except ImportError as error:
        reason = "pip install 'filmgen[export]' brings usd-core"
        raise EngineUnavailable("usd export", reason) from error


def usd_bytes(layout: ShotLayout) -> bytes:
    """The file's bytes; the same for equal layouts.

    Raises:
        EngineUnavailable: usd-core is not installed.
    """
    return _Writer(layout, require()).bytes()


class _Writer:
    """Builds one stage in memory."""

    def __init__(self, layout: ShotLayout, pxr: _Pxr) -> None:
        self.layout, self.pxr = layout, pxr
        self.layer = pxr.Sdf.Layer.CreateAnonymous(".usdc")
        self.stage = pxr.Usd.Stage.Open(self.layer)
        self.root = f"/{self.identifier(layout.name)}"
        self.materials: dict[Material, Any] = {}

    def bytes(self) -> bytes:
        layout, stage, pxr = self.layout, self.stage, self.pxr
        stage.SetTimeCodesPerSecond(float(layout.rate))
        stage.SetFramesPerSecond(float(layout.rate))
        stage.SetStartTimeCode(0)
        stage.SetEndTimeCode(layout.frames - 1)
        pxr.UsdGeom.SetStageMetersPerUnit(stage, 1 / UNITS_A_METRE)
        pxr.UsdGeom.SetStageUpAxis(stage, pxr.UsdGeom.Tokens.y)
        root = pxr.UsdGeom.Xform.Define(stage, self.root)
        stage.SetDefaultPrim(root.GetPrim())
        pxr.Usd.ModelAPI(root).SetKind(pxr.Kind.Tokens.assembly)
        root.GetPrim().SetDocumentation(str(layout.facts.get("action", "")))
        root.GetPrim().SetCustomDataByKey("filmgen", self.facts())
        for group, pieces in (("Set", layout.set_pieces), ("Props", layout.props)):
            pxr.UsdGeom.Scope.Define(stage, f"{self.root}/{group}")
            for piece, name in zip(pieces, self.identifiers(p.name for p in pieces), strict=True):
                self.piece(f"{self.root}/{group}/{name}", piece)
        pxr.UsdGeom.Scope.Define(stage, f"{self.root}/Figures")
        names = self.identifiers(player.name for player in layout.players)
        for player, name in zip(layout.players, names, strict=True):
            self.player(f"{self.root}/Figures/{name}", player)
        pxr.UsdGeom.Scope.Define(stage, f"{self.root}/Cameras")
        self.camera(f"{self.root}/Cameras/camera", "camera", layout.cameras)
        for key in layout.keys:
            path = f"{self.root}/Cameras/camera_{self.identifier(key.label)}"
            self.camera(path, f"camera {key.label}", [key.camera])
        with tempfile.TemporaryDirectory() as folder:  # crate files are only written to disk
            file = Path(folder) / "shot.usdc"
            self.layer.Export(str(file))
            return file.read_bytes()

    def identifier(self, name: str) -> str:
        """A prim name that every USD of the last ten years takes: ASCII letters and digits."""
        plain = "".join(c if c.isascii() and c.isalnum() else "_" for c in name)
        plain = plain.strip("_") or "item"
        return f"_{plain}" if plain[0].isdigit() else plain

    def identifiers(self, names: Any) -> list[str]:
        """Prim names of siblings, each different."""
        taken: dict[str, int] = {}
        result = []
        for name in names:
            plain = self.identifier(name)
            while plain in taken:
                taken[plain] += 1
                plain = f"{plain}_{taken[plain]}"
            taken[plain] = 1
            result.append(plain)
        return result

    def facts(self) -> dict[str, Any]:
        layout = self.layout
        facts = {
            **layout.facts,
            "frames": layout.frames,
            "rate": str(layout.rate),
            "panel_frames": {key.label: key.start_frame for key in layout.keys},
            "struck": {label: list(names) for label, names in layout.struck.items()},
        }
        return {key: self.plain(value) for key, value in facts.items()}

    def plain(self, value: Any) -> Any:
        """JSON values as USD's dictionaries take them."""
        if isinstance(value, dict):
            return {key: self.plain(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return self.pxr.Vt.StringArray([str(inner) for inner in value])
        return value

    # prims

    def piece(self, path: str, piece: Piece) -> None:
        """A mesh with a subset of faces for each material."""
        pxr = self.pxr
        mesh = pxr.UsdGeom.Mesh.Define(self.stage, path)
        mesh.GetPrim().SetDisplayName(piece.name)
        metres = np.concatenate([s.mesh.points for s in piece.surfaces])
        points = (metres * UNITS_A_METRE).astype(np.float32)
        normals = np.concatenate([s.mesh.normals for s in piece.surfaces]).astype(np.float32)
        starts = np.cumsum([0, *(len(s.mesh.points) for s in piece.surfaces)])
        faces = [s.mesh.triangles + at for s, at in zip(piece.surfaces, starts, strict=False)]
        triangles = np.concatenate(faces).astype(np.int32)
        mesh.CreatePointsAttr(pxr.Vt.Vec3fArray.FromNumpy(points))
        mesh.CreateNormalsAttr(pxr.Vt.Vec3fArray.FromNumpy(normals))
        mesh.SetNormalsInterpolation(pxr.UsdGeom.Tokens.vertex)
        counts = np.full(len(triangles), 3, np.int32)
        mesh.CreateFaceVertexCountsAttr(pxr.Vt.IntArray.FromNumpy(counts))
        mesh.CreateFaceVertexIndicesAttr(pxr.Vt.IntArray.FromNumpy(triangles.reshape(-1)))
        mesh.CreateSubdivisionSchemeAttr(pxr.UsdGeom.Tokens.none)
        extent = np.stack([points.min(0), points.max(0)])
        mesh.CreateExtentAttr(pxr.Vt.Vec3fArray.FromNumpy(extent))
        mesh.CreateDoubleSidedAttr(not any(s.material.one_sided for s in piece.surfaces))
        self.dress(mesh, piece.surfaces)
        if piece.spans:
            self.appear(mesh, piece.spans)

    def dress(self, mesh: Any, surfaces: Sequence[Surface]) -> None:
        """Bind materials: to the mesh where there is one, else to subsets of its faces."""
        pxr = self.pxr
        prim = mesh.GetPrim()
        colours = np.concatenate(
            [np.full((len(s.mesh.points), 3), s.material.tone**2.2) for s in surfaces]
        ).astype(np.float32)
        shown = mesh.CreateDisplayColorPrimvar(pxr.UsdGeom.Tokens.vertex)
        shown.Set(pxr.Vt.Vec3fArray.FromNumpy(colours))
        if len(surfaces) == 1:
            pxr.UsdShade.MaterialBindingAPI.Apply(prim).Bind(self.material(surfaces[0].material))
            return
        start = 0
        binding = pxr.UsdShade.MaterialBindingAPI.Apply(prim)
        for surface in surfaces:
            count = len(surface.mesh.triangles)
            faces = np.arange(start, start + count, dtype=np.int32)
            subset = binding.CreateMaterialBindSubset(
                self.identifier(surface.material.name),
                pxr.Vt.IntArray.FromNumpy(faces),
                pxr.UsdGeom.Tokens.face,
            )
            pxr.UsdShade.MaterialBindingAPI.Apply(subset.GetPrim()).Bind(
                self.material(surface.material)
            )
            start += count
        binding.SetMaterialBindSubsetsFamilyType(pxr.UsdGeom.Tokens.partition)

    def material(self, material: Material) -> Any:
        if material in self.materials:
            return self.materials[material]
        pxr = self.pxr
        pxr.UsdGeom.Scope.Define(self.stage, f"{self.root}/Materials")
        side = "_one_sided" if material.one_sided else ""
        path = f"{self.root}/Materials/{self.identifier(material.name)}{side}"
        made = pxr.UsdShade.Material.Define(self.stage, path)
        shader = pxr.UsdShade.Shader.Define(self.stage, f"{path}/surface")
        shader.CreateIdAttr("UsdPreviewSurface")
        grey = pxr.Gf.Vec3f(material.tone**2.2)
        types = pxr.Sdf.ValueTypeNames
        shader.CreateInput("diffuseColor", types.Color3f).Set(grey)
        shader.CreateInput("roughness", types.Float).Set(_ROUGH.get(material.kind, 0.9))
        if material.kind == "glass":
            shader.CreateInput("opacity", types.Float).Set(0.4)
        if material.kind == "lit":
            shader.CreateInput("emissiveColor", types.Color3f).Set(grey)
        made.CreateSurfaceOutput().ConnectToSource(shader.ConnectableAPI(), "surface")
        self.materials[material] = made
        return made

    def appear(self, prim: Any, spans: Sequence[tuple[int, int]]) -> None:
        """Show a prim in frame ranges only."""
        tokens, vector = self.pxr.UsdGeom.Tokens, self.pxr.Gf.Vec3f
        visibility, scale = prim.CreateVisibilityAttr(), prim.AddScaleOp()
        shown = {0: False}
        for start, end in spans:
            shown[start] = True
            if end < self.layout.frames:
                shown[end] = False
        before = None
        for frame, on in sorted(shown.items()):
            visibility.Set(tokens.inherited if on else tokens.invisible, frame)
            if before is not None:  # scales blend between samples: hold the last one
                scale.Set(vector(1.0 if before else SPECK), frame - 1)
            scale.Set(vector(1.0 if on else SPECK), frame)
            before = on

    def player(self, path: str, player: Player) -> None:
        pxr = self.pxr
        figure = pxr.UsdSkel.Root.Define(self.stage, path)
        figure.GetPrim().SetDisplayName(player.name)
        pxr.Usd.ModelAPI(figure).SetKind(pxr.Kind.Tokens.component)
        for pose, name in zip(
            player.poses, self.identifiers(p.name for p in player.poses), strict=True
        ):
            self.piece(f"{path}/{name}", pose)
        self.rig(f"{path}/Rig", player.rig)

    def rig(self, path: str, rig: Rig) -> None:
        """A skeleton, bound at rest, and its key poses; they hold until the next one."""
        pxr = self.pxr
        skeleton = pxr.UsdSkel.Skeleton.Define(self.stage, path)
        names: list[str] = []
        for name, parent in zip(rig.joints, rig.parents, strict=True):
            names.append(f"{names[parent]}/{name}" if parent >= 0 else name)
        joints = pxr.Vt.TokenArray(names)
        skeleton.CreateJointsAttr(joints)
        skeleton.CreateBindTransformsAttr(self.matrices(rig.bind))
        skeleton.CreateRestTransformsAttr(self.matrices(rig.local(rig.bind)))
        animation = pxr.UsdSkel.Animation.Define(self.stage, f"{path}/Poses")
        animation.CreateJointsAttr(joints)
        poses, times = rig.local(rig.world), rig.frames
        # Between two samples USD blends: each pose is held by a second sample before the next.
        held = [(frame, k) for k, frame in enumerate(times)]
        held += [(frame - 1, k) for k, frame in enumerate(times[1:]) if frame - 1 > times[k]]
        for frame, k in sorted(held):
            animation.SetTransforms(self.matrices(poses[k]), frame)
        binding = pxr.UsdSkel.BindingAPI.Apply(skeleton.GetPrim())
        binding.CreateAnimationSourceRel().SetTargets([animation.GetPath()])

    def matrices(self, columns: Array) -> Any:
        """(n, 4, 4) column-vector matrices as USD's row-vector ones."""
        rows = np.ascontiguousarray(columns.transpose(0, 2, 1))
        rows[:, 3, :3] *= UNITS_A_METRE
        return self.pxr.Vt.Matrix4dArray.FromNumpy(rows)

    def camera(self, path: str, name: str, cameras: Sequence[Camera]) -> None:
        """A camera at each frame; one that never changes has no time samples."""
        pxr = self.pxr
        prim = pxr.UsdGeom.Camera.Define(self.stage, path)
        prim.GetPrim().SetDisplayName(name)
        aspect = cameras[0].aspect
        wide = SENSOR_WIDTH_MM if aspect >= 1 else SENSOR_WIDTH_MM * aspect
        prim.CreateProjectionAttr(pxr.UsdGeom.Tokens.perspective)
        prim.CreateHorizontalApertureAttr(wide)
        prim.CreateVerticalApertureAttr(wide / aspect)
        prim.CreateClippingRangeAttr(pxr.Gf.Vec2f(NEAR_M * UNITS_A_METRE, FAR_M * UNITS_A_METRE))
        focal = prim.CreateFocalLengthAttr(cameras[0].focal_mm)
        place = prim.AddTransformOp()
        place.Set(self.placement(cameras[0]))
        if any(camera != cameras[0] for camera in cameras):
            for frame, camera in enumerate(cameras):
                place.Set(self.placement(camera), frame)
        if any(camera.focal_mm != cameras[0].focal_mm for camera in cameras):
            for frame, camera in enumerate(cameras):
                focal.Set(camera.focal_mm, frame)

    def placement(self, camera: Camera) -> Any:
        right, up, forward = basis(camera)
        rows = np.eye(4)
        rows[:3, :3] = np.stack([right, up, -forward])
        rows[3, :3] = np.asarray(camera.position) * UNITS_A_METRE
        return self.pxr.Gf.Matrix4d(rows.tolist())
