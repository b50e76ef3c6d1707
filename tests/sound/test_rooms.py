"""Rooms ring as long and as loud as the textbook says, without doubling or colouring the voice."""

from __future__ import annotations

import numpy as np
import pytest

from filmgen.media import FloatArray
from filmgen.sound.acoustics import rooms
from filmgen.sound.acoustics.response import energy_db, impulse_response
from filmgen.sound.acoustics.rooms import (
    BANDS_HZ,
    OPEN,
    PERSON,
    Echo,
    OpenAir,
    Room,
    Surface,
    absorption,
    reverberant_energy,
    rt60_s,
)
from filmgen.sound.signal.convolver import Convolver

RATE = 48_000


def box(
    size: tuple[float, float, float], walls: str, floor: str, ceiling: str, people: float = 2.0
) -> Room:
    """A room of three materials with some people in it."""
    empty = Room(size, ((),) * 6)
    surfaces = []
    for index, material in enumerate((walls, walls, walls, walls, floor, ceiling)):
        own = (Surface(material, empty.wall_m2(index)),)
        surfaces.append((*own, Surface(PERSON, people)) if index == 4 else own)
    return Room(size, tuple(surfaces), seed=3)


ROOMS = {
    "bedroom": box((5.4, 5.2, 2.7), "plasterboard", "carpet_6mm_closed_cell_foam", "plasterboard"),
    "kitchen": box((5.6, 5.5, 2.7), "hard_surface", "ceramic_tiles", "plasterboard", 6.0),
    "office": box((5.8, 5.4, 2.8), "plasterboard", "carpet_thin", "ceiling_fissured_tile"),
    "chapel": box((10.0, 16.0, 7.0), "limestone_wall", "marble_floor", "wooden_lining", 20.0),
}


def sabine_s(room: Room) -> FloatArray:
    """Reverberation time by Sabine, without the air, (7,): 0.161 V / A."""
    area = room.area_m2 * rooms.mean_absorption(room)
    return np.asarray(24.0 * np.log(10.0) / 343.0 * room.volume_m3 / area)


def decay_s(channel: FloatArray, band_hz: float, low_db: float = -25.0) -> float:
    """Reverberation time in an octave by Schroeder's backward integration, ISO 3382-2."""
    size = 1 << (channel.size - 1).bit_length()
    f = np.fft.rfftfreq(size, 1 / RATE)
    inside = (f > band_hz / 2**0.5) & (f < band_hz * 2**0.5)
    octave = np.fft.irfft(np.fft.rfft(channel.astype(np.float64), size) * inside, size)
    left = np.cumsum(octave[: channel.size][::-1] ** 2)[::-1]
    curve = 10 * np.log10(left / left[0] + 1e-12)
    first, last = int(np.argmax(curve < -5)), int(np.argmax(curve < low_db))
    slope = np.polyfit(np.arange(first, last) / RATE, curve[first:last], 1)[0]
    return float(-60 / slope)


@pytest.mark.parametrize("name", ROOMS)
def test_reverberation_time_is_eyrings_where_it_matters_for_speech(name: str) -> None:
    room = ROOMS[name]
    response = impulse_response(room)
    for band in (500, 1000, 2000):
        measured = np.mean([decay_s(channel, band) for channel in response])
        assert measured == pytest.approx(rt60_s(room)[BANDS_HZ.index(band)], rel=0.2)


def test_where_little_is_absorbed_sabine_and_eyring_agree() -> None:
    room = ROOMS["chapel"]
    # The air's share is Eyring's here only: compare where it takes nothing.
    assert rt60_s(room)[2] == pytest.approx(sabine_s(room)[2], rel=0.2)
    assert np.all(rt60_s(room) <= sabine_s(room))


def test_the_box_itself_rings_as_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """The independent witness: image sources alone, high order, all walls alike."""
    import pyroomacoustics

    pyroomacoustics.constants.set("num_threads", 1)
    share = [0.3] * 7
    box_of_one = pyroomacoustics.ShoeBox(
        [5.0, 4.0, 3.0],
        fs=RATE,
        materials=pyroomacoustics.Material(
            energy_absorption={"coeffs": share, "center_freqs": list(BANDS_HZ)}
        ),
        max_order=25,
    )
    box_of_one.add_source([2.1, 2.4, 1.5])
    box_of_one.add_microphone([3.0, 1.4, 1.6])
    box_of_one.compute_rir()
    witness = decay_s(np.asarray(box_of_one.rir[0][0], np.float32), 1000, -20.0)
    monkeypatch.setitem(rooms._table(), "even", tuple(share))
    empty = Room((5.0, 4.0, 3.0), ((),) * 6)
    even = Room(empty.size_m, tuple((Surface("even", empty.wall_m2(k)),) for k in range(6)))
    ours = np.mean([decay_s(channel, 1000, -20.0) for channel in impulse_response(even)])
    assert ours == pytest.approx(witness, rel=0.25)


@pytest.mark.parametrize("name", ROOMS)
def test_the_level_is_a_diffuse_fields(name: str) -> None:
    room = ROOMS[name]
    expected = 10 * np.log10(np.mean(reverberant_energy(room)[2:5]))
    assert energy_db(impulse_response(room)) == pytest.approx(expected, abs=3.5)


@pytest.mark.parametrize("name", ROOMS)
def test_no_direct_sound_early_reflections_then_two_ears_of_their_own(name: str) -> None:
    room = ROOMS[name]
    response = impulse_response(room)
    assert response.dtype == np.float32 and response.shape[0] == 2
    total = float(np.sum(response**2))
    assert float(np.sum(response[:, : round(0.0008 * RATE)] ** 2)) < 0.03 * total
    early = response[:, : round(0.05 * RATE)]
    assert float(np.sum(early**2)) > 0.1 * total
    late = response[:, round(0.08 * RATE) :]
    assert abs(float(np.corrcoef(late)[0, 1])) < 0.15
    assert abs(float(np.mean(response))) < 1e-4


def test_materials_order_rooms_as_ears_do() -> None:
    tiled = box((3.4, 3.6, 2.6), "ceramic_tiles", "ceramic_tiles", "plasterboard")
    padded = box(
        (3.4, 3.6, 2.6), "curtains_cotton_0.5", "carpet_tufted_9m", "ceiling_fissured_tile"
    )
    assert rt60_s(tiled)[3] > 4 * rt60_s(padded)[3]
    assert energy_db(impulse_response(tiled)) > energy_db(impulse_response(padded)) + 5
    assert np.all(absorption(OPEN) == 1.0)
    with pytest.raises(KeyError):
        absorption("velvet fog")


def test_a_street_is_a_box_without_a_lid() -> None:
    walls = "brick_wall_rough"
    closed = box((14.0, 30.0, 9.0), walls, "rough_concrete", walls)
    surfaces = list(closed.surfaces)
    for index in (2, 3, 5):
        surfaces[index] = (Surface(OPEN, closed.wall_m2(index)),)
    street = Room(closed.size_m, tuple(surfaces), 0.25, 1)
    assert rt60_s(street)[3] < 0.3 * rt60_s(closed)[3]
    assert energy_db(impulse_response(street)) < energy_db(impulse_response(closed)) - 6


def test_an_echo_outdoors_comes_when_and_from_where_it_should() -> None:
    place = OpenAir((Echo(0.1, 0.05, 0.8, 0.003, 6000.0),), seed=5)
    response = impulse_response(place)
    assert not np.abs(response[:, : round(0.095 * RATE)]).max() > 0.02 * np.abs(response).max()
    peak = int(np.argmax(np.abs(response[1])))
    assert peak == pytest.approx(0.1 * RATE, abs=0.004 * RATE)
    left, right = (float(np.sum(channel**2)) for channel in response)
    assert right > 2 * left > 0
    assert energy_db(impulse_response(OpenAir())) == pytest.approx(-120, abs=1)


def test_the_same_room_is_the_same_bytes_and_another_seed_another_tail() -> None:
    room = ROOMS["bedroom"]
    first = impulse_response(room)
    assert np.array_equal(first, impulse_response(room))
    other = impulse_response(Room(room.size_m, room.surfaces, room.scattering, seed=4))
    assert not np.array_equal(first[:, -4000:], other[:, -4000:])


@pytest.mark.parametrize("length", [1, 100, 512, 1700])
def test_convolving_in_blocks_is_convolving(length: int) -> None:
    rng = np.random.default_rng(length)
    response = rng.standard_normal((2, length)).astype(np.float32)
    sent = rng.standard_normal(512 * 6 + 77).astype(np.float32)
    sent[512:1536] = 0
    convolver = Convolver(response, 512)
    made = [convolver.push(sent[k : k + 512]) for k in range(0, sent.size, 512)]
    wanted = np.stack([np.convolve(sent, channel)[: sent.size] for channel in response])
    np.testing.assert_allclose(np.concatenate(made, axis=1), wanted, atol=2e-4 * length**0.5)


def test_a_room_rings_out_and_is_then_silent() -> None:
    convolver = Convolver(np.ones((2, 1200), np.float32), 512)
    assert convolver.silent
    blocks = [convolver.push(np.eye(1, 512, 3, dtype=np.float32)[0])]
    while not convolver.silent:
        blocks.append(convolver.push(np.zeros(512, np.float32)))
    assert len(blocks) <= 5
    assert np.concatenate(blocks, axis=1).sum() == pytest.approx(2 * 1200, rel=1e-3)
