"""A shot's layout as one binary glTF 2.0 file.

    sc001_sh010            the shot; what the shot list says is in its extras
      set                  floor, ceiling, "wall north" with its door … or the ground
      props                "table", "chair 2" …
      figures              "SCOTT" holds "SCOTT A", "SCOTT B": key poses, shown one after another
      cameras              "camera", animated as the shot moves; "camera A" … as panels were drawn
      rigs                 "SCOTT rig": joints, animated; a stick figure is skinned to them

glTF has no visibility: a key pose that is not on has scale 0, by step animation. Its cameras
are upright pinholes that look along -z; focal length becomes `yfov`, and a zoom is animated by
KHR_animation_pointer, which programs without it ignore.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import numpy as np
import numpy.typing as npt

from filmgen.blocking.camera import SENSOR_WIDTH_MM, Array, basis, half_extents
from filmgen.blocking.model import Camera
from filmgen.errors import EngineUnavailable
from filmgen.previs.export.layout import KeyCamera, Material, Piece, Player, ShotLayout, Surface
from filmgen.previs.export.rig import Rig, bones_of
from filmgen.previs.export.turns import quaternion, steady

try:
    gltf: Any = import_module("pygltflib")
except ImportError:  # said when it is asked for
    gltf = None

NEAR_M, FAR_M = 0.06, 1500.0
_ROUGH = {"metal": 0.35, "glass": 0.1, "pane": 0.2, "shoe": 0.5, "water": 0.15}
_FLOAT, _SHORT, _INT, _BYTE = 5126, 5123, 5125, 5121
_WIDTHS = {1: "SCALAR", 2: "VEC2", 3: "VEC3", 4: "VEC4", 16: "MAT4"}


def require() -> None:
    """Find out whether files can be written.

    Raises:
        EngineUnavailable: pygltflib is not installed.
    """
    if gltf is None:
        raise EngineUnavailable("glb export", "pip install 'filmgen[export]' brings pygltflib")


def glb_bytes(layout: ShotLayout) -> bytes:
    """The file's bytes; the same for equal layouts.

    Raises:
        EngineUnavailable: pygltflib is not installed.
    """
    require()
    return _Writer(layout).bytes()


class _Writer:
    """Collects nodes, accessors and animation channels of one file."""

    def __init__(self, layout: ShotLayout) -> None:
        self.layout = layout
        self.file: Any = gltf.GLTF2(
            asset=gltf.Asset(version="2.0", generator="filmgen"),
            scene=0,
            nodes=[],
            meshes=[],
            materials=[],
            accessors=[],
            bufferViews=[],
            cameras=[],
            skins=[],
        )
        self.blob = bytearray()
        self.samplers: list[Any] = []
        self.channels: list[Any] = []
        self.materials: dict[Material, int] = {}
        self.extensions: set[str] = set()

    def bytes(self) -> bytes:
        layout, file = self.layout, self.file
        sticks: list[int] = []
        members = {
            "set": [self.piece(p) for p in layout.set_pieces],
            "props": [self.piece(p) for p in layout.props],
            "figures": [self.player(p) for p in layout.players],
            "cameras": [self.shot_camera(), *(self.key_camera(k) for k in layout.keys)],
            "rigs": [self.rig(player, sticks) for player in layout.players],
        }
        groups = [self.node(name, children=nodes) for name, nodes in members.items() if nodes]
        facts = {
            **layout.facts,
            "frames": layout.frames,
            "rate": str(layout.rate),
            "panel_frames": {key.label: key.start_frame for key in layout.keys},
            "struck": {label: list(names) for label, names in layout.struck.items()},
        }
        root = self.node(layout.name, children=groups, extras=facts)
        file.scenes = [gltf.Scene(name=layout.name, nodes=[root, *sticks])]
        if self.channels:
            file.animations = [
                gltf.Animation(name=layout.name, samplers=self.samplers, channels=self.channels)
            ]
        file.extensionsUsed = sorted(self.extensions)
        file.buffers = [gltf.Buffer(byteLength=len(self.blob))]
        file.set_binary_blob(bytes(self.blob))
        return b"".join(file.save_to_bytes())

    # nodes

    def node(self, name: str, **fields: Any) -> int:
        if not fields.get("children", True):
            del fields["children"]
        self.file.nodes.append(gltf.Node(name=name, **fields))
        return len(self.file.nodes) - 1

    def piece(self, piece: Piece) -> int:
        node = self.node(piece.name, mesh=self.mesh(piece.name, piece.surfaces))
        if piece.spans:
            self.appear(node, piece.spans)
        return node

    def player(self, player: Player) -> int:
        return self.node(player.name, children=[self.piece(pose) for pose in player.poses])

    def appear(self, node: int, spans: Sequence[tuple[int, int]]) -> None:
        """Show a node in frame ranges: scale 1 inside, 0 outside."""
        shown = {0: 0.0}
        for start, end in spans:
            shown[start] = 1.0
            if end < self.layout.frames:
                shown[end] = 0.0
        frames = sorted(shown)
        scales = np.repeat([[shown[frame]] for frame in frames], 3, axis=1)
        self.file.nodes[node].scale = scales[0].tolist()
        self.animate(node, "scale", frames, scales, "STEP")

    def shot_camera(self) -> int:
        layout = self.layout
        first = layout.cameras[0]
        node = self.camera("camera", first)
        poses = [_placement(camera) for camera in layout.cameras]
        places = np.stack([place for place, _ in poses])
        turns = steady(np.stack([turn for _, turn in poses]))
        frames = list(range(layout.frames))
        if np.ptp(places, axis=0).max() > 1e-7:
            self.animate(node, "translation", frames, places, "LINEAR")
        if np.ptp(turns, axis=0).max() > 1e-7:
            self.animate(node, "rotation", frames, turns, "LINEAR")
        focals = [camera.focal_mm for camera in layout.cameras]
        if max(focals) - min(focals) > 1e-6:
            self.zoom(self.file.nodes[node].camera, frames)
        return node

    def key_camera(self, key: KeyCamera) -> int:
        return self.camera(f"camera {key.label}", key.camera)

    def camera(self, name: str, camera: Camera) -> int:
        place, turn = _placement(camera)
        self.file.cameras.append(
            gltf.Camera(
                type="perspective",
                name=name,
                perspective=gltf.Perspective(
                    aspectRatio=camera.aspect, yfov=_yfov(camera), znear=NEAR_M, zfar=FAR_M
                ),
                extras={"focal_mm": camera.focal_mm, "sensor_mm": SENSOR_WIDTH_MM},
            )
        )
        return self.node(
            name,
            camera=len(self.file.cameras) - 1,
            translation=place.tolist(),
            rotation=turn.tolist(),
        )

    def zoom(self, camera: int, frames: Sequence[int]) -> None:
        """Animate a camera's field of view; core glTF cannot."""
        values = np.array([[_yfov(camera)] for camera in self.layout.cameras])
        pointer = {"pointer": f"/cameras/{camera}/perspective/yfov"}
        target = gltf.AnimationChannelTarget(
            path="pointer", extensions={"KHR_animation_pointer": pointer}
        )
        self.extensions.add("KHR_animation_pointer")
        self.channel(target, frames, values, "LINEAR")

    def rig(self, player: Player, sticks: list[int]) -> int:
        """Joint nodes, animated from key pose to key pose, and a stick figure skinned to them."""
        rig = player.rig
        local, start = rig.local(rig.world), len(self.file.nodes)
        for number, name in enumerate(rig.joints):
            places = local[:, number, :3, 3]
            turns = steady(np.stack([quaternion(m[:3, :3]) for m in local[:, number]]))
            children = [start + i for i, p in enumerate(rig.parents) if p == number]
            node = self.node(
                f"{player.name} {name}",
                children=children,
                translation=places[0].tolist(),
                rotation=turns[0].tolist(),
            )
            if len(rig.frames) > 1:
                self.animate(node, "translation", rig.frames, places, "STEP")
                self.animate(node, "rotation", rig.frames, turns, "STEP")
        spans = sorted({span for pose in player.poses for span in pose.spans})
        if spans:
            self.appear(start, spans)
        inverse = np.linalg.inv(rig.bind).transpose(0, 2, 1).reshape(-1, 16)
        self.file.skins.append(
            gltf.Skin(
                name=f"{player.name} rig",
                joints=list(range(start, start + len(rig.joints))),
                skeleton=start,
                inverseBindMatrices=self.accessor(inverse),
            )
        )
        mesh = self.stick_figure(f"{player.name} bones", rig)
        sticks.append(self.node(f"{player.name} bones", mesh=mesh, skin=len(self.file.skins) - 1))
        return self.node(f"{player.name} rig", children=[start])

    # data

    def mesh(self, name: str, surfaces: Sequence[Surface]) -> int:
        primitives = [
            gltf.Primitive(
                attributes=gltf.Attributes(
                    POSITION=self.accessor(s.mesh.points, target=gltf.ARRAY_BUFFER, bounds=True),
                    NORMAL=self.accessor(s.mesh.normals, target=gltf.ARRAY_BUFFER),
                ),
                indices=self.indices(s.mesh.triangles, len(s.mesh.points)),
                material=self.material(s.material),
            )
            for s in surfaces
        ]
        self.file.meshes.append(gltf.Mesh(name=name, primitives=primitives))
        return len(self.file.meshes) - 1

    def stick_figure(self, name: str, rig: Rig) -> int:
        mesh, joint = bones_of(rig)
        joints = np.zeros((len(joint), 4), np.uint8)
        joints[:, 0] = joint
        weights = np.zeros((len(joint), 4))
        weights[:, 0] = 1.0
        primitive = gltf.Primitive(
            attributes=gltf.Attributes(
                POSITION=self.accessor(mesh.points, target=gltf.ARRAY_BUFFER, bounds=True),
                NORMAL=self.accessor(mesh.normals, target=gltf.ARRAY_BUFFER),
                JOINTS_0=self.accessor(joints, _BYTE, target=gltf.ARRAY_BUFFER),
                WEIGHTS_0=self.accessor(weights, target=gltf.ARRAY_BUFFER),
            ),
            indices=self.indices(mesh.triangles, len(mesh.points)),
            material=self.material(Material("bone", 0.9)),
        )
        self.file.meshes.append(gltf.Mesh(name=name, primitives=[primitive]))
        return len(self.file.meshes) - 1

    def material(self, material: Material) -> int:
        if material not in self.materials:
            grey = material.tone**2.2  # tones are as displayed, factors are linear
            shines = material.kind == "lit"
            alpha = 0.4 if material.kind == "glass" else 1.0
            self.file.materials.append(
                gltf.Material(
                    name=material.name,
                    pbrMetallicRoughness=gltf.PbrMetallicRoughness(
                        baseColorFactor=[grey, grey, grey, alpha],
                        metallicFactor=0.0,
                        roughnessFactor=_ROUGH.get(material.kind, 0.9),
                    ),
                    emissiveFactor=[grey, grey, grey] if shines else None,
                    alphaMode="BLEND" if alpha < 1 else "OPAQUE",
                    alphaCutoff=None,
                    doubleSided=not material.one_sided,
                )
            )
            self.materials[material] = len(self.file.materials) - 1
        return self.materials[material]

    def indices(self, triangles: npt.NDArray[np.int64], points: int) -> int:
        kind = _SHORT if points < 65_535 else _INT
        return self.accessor(triangles.reshape(-1, 1), kind, target=gltf.ELEMENT_ARRAY_BUFFER)

    def accessor(
        self, values: npt.NDArray[Any], kind: int = _FLOAT, *, target: int | None = None,
        bounds: bool = False,
    ) -> int:  # fmt: skip
        """Append rows (n, width) to the buffer; returns the accessor's index."""
        types = {_FLOAT: np.float32, _SHORT: np.uint16, _INT: np.uint32, _BYTE: np.uint8}
        rows = np.ascontiguousarray(values, dtype=np.dtype(types[kind]).newbyteorder("<"))
        self.blob.extend(b"\0" * (-len(self.blob) % 4))
        data = rows.tobytes()
        self.file.bufferViews.append(
            gltf.BufferView(
                buffer=0, byteOffset=len(self.blob), byteLength=len(data), target=target
            )
        )
        self.blob.extend(data)
        self.file.accessors.append(
            gltf.Accessor(
                bufferView=len(self.file.bufferViews) - 1,
                componentType=kind,
                count=len(rows),
                type=_WIDTHS[rows.shape[1]],
                min=rows.min(0).tolist() if bounds else None,
                max=rows.max(0).tolist() if bounds else None,
            )
        )
        return len(self.file.accessors) - 1

    def animate(self, node: int, path: str, frames: Sequence[int], values: Array, how: str) -> None:
        self.channel(gltf.AnimationChannelTarget(node=node, path=path), frames, values, how)

    def channel(self, target: Any, frames: Sequence[int], values: Array, how: str) -> None:
        times = np.array([[float(frame / self.layout.rate)] for frame in frames])
        self.samplers.append(
            gltf.AnimationSampler(
                input=self.accessor(times, bounds=True),
                output=self.accessor(values),
                interpolation=how,
            )
        )
        self.channels.append(gltf.AnimationChannel(sampler=len(self.samplers) - 1, target=target))


def _yfov(camera: Camera) -> float:
    return 2 * math.atan(half_extents(camera.focal_mm, camera.aspect)[1])


def _placement(camera: Camera) -> tuple[Array, Array]:
    """Translation (3,) and rotation quaternion (4,) x, y, z, w of a camera that looks along -z."""
    right, up, forward = basis(camera)
    return np.asarray(camera.position), quaternion(np.stack([right, up, -forward], axis=1))
