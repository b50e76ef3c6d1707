import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmgen.blocking.camera import basis, half_extents, project, project_many, ray
from filmgen.blocking.model import Camera

COORDS = st.floats(-8, 8)


@st.composite
def cameras(draw: st.DrawFn) -> Camera:
    position = (draw(COORDS), draw(st.floats(0.2, 4)), draw(COORDS))
    yaw, pitch = draw(st.floats(-3.1, 3.1)), draw(st.floats(-1.3, 1.3))
    target = (
        position[0] + 2 * math.sin(yaw) * math.cos(pitch),
        position[1] + 2 * math.sin(pitch),
        position[2] + 2 * math.cos(yaw) * math.cos(pitch),
    )
    return Camera(
        position,
        target,
        draw(st.floats(16, 120)),
        draw(st.sampled_from((2.39, 1.78, 9 / 16))),
        draw(st.floats(-0.3, 0.3)),
    )


def test_field_of_view_of_a_36_mm_sensor() -> None:
    tan_w, tan_h = half_extents(18.0, 2.0)
    assert math.degrees(2 * math.atan(tan_w)) == pytest.approx(90.0)
    assert tan_h == pytest.approx(0.5)
    tall_w, tall_h = half_extents(18.0, 0.5)
    assert (tall_w, tall_h) == pytest.approx((0.5, 1.0))


def test_right_of_the_picture_is_right_of_the_camera() -> None:
    camera = Camera((0.0, 1.5, 5.0), (0.0, 1.5, 0.0), 50.0, 16 / 9)
    centre = project(camera, (0.0, 1.5, 0.0))
    assert centre == pytest.approx((0.5, 0.5, 5.0))
    right, above = project(camera, (0.5, 1.5, 0.0)), project(camera, (0.0, 1.9, 0.0))
    assert right[0] > 0.5 and right[1] == pytest.approx(0.5)
    assert above[1] < 0.5 and above[0] == pytest.approx(0.5)
    assert right[0] == pytest.approx(0.5 + 0.5 * (0.5 / 5.0) * 50 / 18)


def test_roll_leans_the_picture_anticlockwise() -> None:
    camera = Camera((0.0, 1.5, 5.0), (0.0, 1.5, 0.0), 50.0, 16 / 9, roll_rad=0.2)
    x, y, _ = project(camera, (0.0, 2.0, 0.0))
    assert x < 0.5 and y < 0.5


def test_behind_the_camera_there_is_no_picture() -> None:
    camera = Camera((0.0, 1.5, 5.0), (0.0, 1.5, 0.0), 50.0, 16 / 9)
    x, y, depth = project(camera, (0.0, 1.5, 6.0))
    assert math.isnan(x) and math.isnan(y) and depth == pytest.approx(-1.0)


@given(cameras(), st.floats(0, 1), st.floats(0, 1), st.floats(0.5, 20))
def test_a_ray_projects_back_to_its_place(camera: Camera, x: float, y: float, d: float) -> None:
    point = np.array(camera.position) + d * ray(camera, x, y)
    assert project_many(camera, point[None])[0] == pytest.approx((x, y, d), abs=1e-6)


@given(cameras())
def test_basis_is_orthonormal_and_right_handed(camera: Camera) -> None:
    right, up, forward = basis(camera)
    frame = np.stack([right, up, -forward])
    assert frame @ frame.T == pytest.approx(np.eye(3), abs=1e-9)
    assert np.linalg.det(frame) == pytest.approx(1.0)
