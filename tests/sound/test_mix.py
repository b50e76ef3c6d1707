"""The mix: positions, sums, ducking, loudness, peaks, odd files, flat memory."""

from __future__ import annotations

import json
import tracemalloc
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from filmgen.compositor.sound.mix import STEMS, MixReport, mix_film
from filmgen.compositor.sound.peaks import PeakTrack, TopPeak
from filmgen.compositor.sound.wav_set import WavSet, wav_header
from filmgen.editorial.model import RoomSend, SoundMedia
from filmgen.errors import TimelineError, WorkspaceError
from filmgen.media import FloatArray
from filmgen.sound.signal.loudness import (
    PEAK_CONTEXT,
    measure,
    oversampled_peaks,
    true_peak_db,
)
from filmgen.sound.synth.render import render

RATE = 48_000


def voice(seconds: float, rate: int = RATE, seed: int = 0, level: float = 0.1) -> FloatArray:
    """A noise with syllables, band-limited so that any rate carries it. (n,)"""
    n = round(seconds * rate)
    f = np.fft.rfftfreq(n, 1 / rate)
    white = np.fft.rfft(np.random.default_rng(seed).standard_normal(n))
    shaped = np.fft.irfft(white * ((f > 150) & (f < 5000)), n)
    t = np.arange(n) / rate
    return (level * shaped / shaped.std() * np.abs(np.sin(2 * np.pi * 2 * t))).astype(np.float32)


def wav(path: Path, samples: FloatArray, rate: int = RATE, subtype: str = "FLOAT") -> Path:
    soundfile.write(path, samples.T, rate, subtype=subtype)
    return path


def laid(stem: str, path: Path, start: int, length: int, **more: Any) -> SoundMedia:
    return SoundMedia(stem, path, start, length, path.stem, **more)


def stems(folder: Path) -> dict[str, FloatArray]:
    return {
        name: soundfile.read(folder / f"{name}.wav", dtype="float64")[0].T
        for name in (*STEMS, "mix")
    }


@pytest.fixture
def scene(tmp_path: Path) -> list[SoundMedia]:
    """Ten seconds: rain throughout, two lines, a shot."""
    rain = wav(tmp_path / "rain.wav", render("rain", 0.6, 10 * RATE, 1), subtype="PCM_24")
    shot = wav(tmp_path / "shot.wav", render("gunshot", 0.6, 2 * RATE, 1), subtype="PCM_24")
    one = wav(tmp_path / "one.wav", voice(2.0, 24000, 1), 24000, "PCM_16")
    two = wav(tmp_path / "two.wav", voice(1.5, 44100, 2), 44100, "PCM_16")
    return [
        laid("ambience", rain, 0, 10 * RATE, fade_in_samples=4800, fade_out_samples=4800),
        laid("dialogue", one, 3 * RATE + 137, 2 * RATE),
        laid("dialogue", two, 7 * RATE + 1, 3 * RATE // 2, pan=0.5),
        laid("effects", shot, 9 * RATE, RATE),
    ]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def test_the_files_are_what_was_promised(scene: list[SoundMedia], out: Path) -> None:
    length = 10 * RATE + 7
    report = mix_film(scene, length, out)
    assert sorted(p.name for p in out.iterdir()) == sorted(f"{n}.wav" for n in (*STEMS, "mix"))
    for name in (*STEMS, "mix"):
        info = soundfile.info(out / f"{name}.wav")
        assert (info.frames, info.samplerate, info.channels) == (length, RATE, 2)
        assert (info.format, info.subtype) == ("WAV", "PCM_24")
    assert report.seconds == pytest.approx(length / RATE)
    assert json.loads(json.dumps(report.as_json()))["loudness_lufs"] == report.loudness_lufs


def test_words_are_packed_as_libsndfile_does(tmp_path: Path) -> None:
    noise = (0.3 * np.random.default_rng(2).standard_normal((2, 5000))).astype(np.float32)
    noise[:, :4] = [[1.0, -1.0, 3.0, -3.0]] * 2  # what is too loud is clipped
    with WavSet(tmp_path, ("a",), 6000) as files:
        files.write(0, noise)
        files.write_silence(0, 1000)
        files.keep()
    made, rate = soundfile.read(tmp_path / "a.wav", dtype="int32", always_2d=True)
    assert rate == RATE and made.shape == (6000, 2) and not made[5000:].any()
    soundfile.write(tmp_path / "b.wav", noise.T, RATE, subtype="PCM_24")
    wanted, _ = soundfile.read(tmp_path / "b.wav", dtype="int32", always_2d=True)
    assert np.abs((made[:5000] >> 8) - (wanted >> 8)).max() <= 1
    assert (tmp_path / "a.wav").stat().st_size == 44 + 6000 * 6


def test_a_film_of_five_hours_has_a_header_with_room(tmp_path: Path) -> None:
    length = 5 * 3600 * RATE
    header = wav_header(length)
    path = tmp_path / "long.wav"
    with path.open("wb") as file:
        file.write(header)
        file.truncate(len(header) + length * 6)  # a hole: no disk is filled
    info = soundfile.info(path)
    assert (info.format, info.subtype, info.frames) == ("RF64", "PCM_24", length)


def test_every_peak_is_found_though_most_are_not_looked_at() -> None:
    """Only what may matter at a gain is interpolated; above the ceiling nothing is missed."""
    sound = np.stack([voice(6.0, seed=s, level=0.03) for s in (1, 2)])
    click = 0.4 * np.random.default_rng(3).standard_normal((2, 60)).astype(np.float32)
    sound[:, 2 * RATE - 30 : 2 * RATE + 30] += click  # over a joint of two blocks
    sound[0, 4 * RATE + 100 : 4 * RATE + 160] += click[0]
    ceiling, gain = 0.8, 1.6
    track = PeakTrack(sound.shape[1], RATE, ceiling, 0.999)
    for first in range(0, sound.shape[1], RATE):
        block = sound[:, first : first + RATE]
        track.note(first, block, np.abs(block).max(axis=0))
    looked = track.missing(gain)
    assert set(looked) == {1, 2, 4}
    for number in looked:
        track.look(int(number), sound[:, number * RATE : (number + 1) * RATE])
    assert not track.missing(gain).size
    padded = np.pad(sound, ((0, 0), (PEAK_CONTEXT // 2, PEAK_CONTEXT // 2)))
    wanted = oversampled_peaks(padded).reshape(-1, 48).max(axis=1) / ceiling
    hot = wanted * gain > 1.0
    assert hot.any()
    np.testing.assert_allclose(track.excess[hot], wanted[hot], rtol=1e-6)
    assert not (track.excess[~hot] * gain > 1.0).any()
    top = TopPeak()
    for first in range(0, sound.shape[1], 7000):
        top.push(sound[:, first : first + 7000])
    assert top.finish() == pytest.approx(oversampled_peaks(padded).max(), rel=1e-6)


def test_what_is_reported_is_what_a_meter_hears_in_the_files(out: Path, tmp_path: Path) -> None:
    """Loudness is reckoned from stems before gain and limiter; the files must bear it out."""
    quiet = wav(tmp_path / "line.wav", voice(6.0, level=0.02))
    shot = wav(tmp_path / "shot.wav", render("gunshot", 0.8, 2 * RATE, 1))
    bed = wav(tmp_path / "bed.wav", render("rain", 0.3, 9 * RATE, 1))
    sounds = [
        laid("dialogue", quiet, 0, 6 * RATE),
        laid("effects", shot, 3 * RATE, 2 * RATE),
        laid("ambience", bed, 0, 9 * RATE),
    ]
    report = mix_film(sounds, 9 * RATE + 1234, out)
    made = stems(out)
    assert report.limited_db > 3
    heard = measure(made["mix"].astype(np.float32))
    assert report.loudness_lufs == pytest.approx(heard.integrated_lufs, abs=0.011)
    assert report.momentary_max_lufs == pytest.approx(heard.momentary_max_lufs, abs=0.011)
    assert report.range_lu == pytest.approx(heard.range_lu, abs=0.011)
    for name, lufs in report.stems_lufs.items():
        alone = measure(made[name].astype(np.float32)).integrated_lufs
        assert lufs == (alone if alone is None else pytest.approx(alone, abs=0.011))


def test_stems_sum_to_the_mix(scene: list[SoundMedia], out: Path) -> None:
    mix_film(scene, 10 * RATE, out)
    made = stems(out)
    error = made["mix"] - sum(made[name] for name in STEMS)
    assert np.abs(error).max() < 10 ** (-80 / 20)


def test_stems_sum_where_the_limiter_works(out: Path, tmp_path: Path) -> None:
    quiet = wav(tmp_path / "line.wav", voice(6.0, level=0.02))
    shot = wav(tmp_path / "shot.wav", render("gunshot", 0.8, 2 * RATE, 1))
    sounds = [laid("dialogue", quiet, 0, 6 * RATE), laid("effects", shot, 3 * RATE, 2 * RATE)]
    report = mix_film(sounds, 6 * RATE, out)
    made = stems(out)
    assert report.limited_db > 3
    assert np.abs(made["mix"] - sum(made[n] for n in STEMS)).max() < 10 ** (-80 / 20)
    assert true_peak_db(made["mix"].astype(np.float32)) <= -1.0
    assert report.loudness_lufs == pytest.approx(-23.0, abs=0.5)


@pytest.mark.parametrize(("target", "ceiling"), [(-23.0, -1.0), (-24.0, -2.0), (-16.0, -1.0)])
def test_loudness_and_peak_reach_their_target(
    scene: list[SoundMedia], out: Path, target: float, ceiling: float
) -> None:
    report = mix_film(scene, 10 * RATE, out, loudness_lufs=target, true_peak_db=ceiling)
    mix = stems(out)["mix"].astype(np.float32)
    heard = measure(mix).integrated_lufs
    assert heard == pytest.approx(target, abs=0.5)
    assert report.loudness_lufs == pytest.approx(heard, abs=0.02)
    assert true_peak_db(mix) <= ceiling
    assert report.true_peak_db == pytest.approx(true_peak_db(mix), abs=0.05)


@pytest.mark.parametrize("rate", [24000, 44100, 48000])
def test_a_line_is_heard_at_its_exact_sample(rate: int, out: Path, tmp_path: Path) -> None:
    line = voice(1.0, rate, 5)
    start = 2 * RATE + 4321
    mix_film([laid("dialogue", wav(tmp_path / "l.wav", line, rate), start, RATE)], 5 * RATE, out)
    heard = stems(out)["mix"].sum(axis=0)
    wanted = np.interp(np.arange(RATE) / RATE, np.arange(line.size) / rate, line)
    size = 1 << 19
    match = np.fft.irfft(np.fft.rfft(heard, size) * np.conj(np.fft.rfft(wanted, size)), size)
    assert int(np.argmax(match)) == start
    assert not heard[: start - 40].any()


@pytest.mark.parametrize("treatment", ["phone", "radio", "next room", "voice over"])
def test_treatments_keep_time_and_shape_the_spectrum(
    treatment: str, out: Path, tmp_path: Path
) -> None:
    white = (0.1 * np.random.default_rng(1).standard_normal(2 * RATE)).astype(np.float32)
    path = wav(tmp_path / "white.wav", white)
    start = RATE + 99
    mix_film([laid("dialogue", path, start, 2 * RATE, treatment=treatment)], 4 * RATE, out)
    heard = stems(out)["mix"].sum(axis=0)
    size = 1 << 18
    match = np.fft.irfft(np.fft.rfft(heard, size) * np.conj(np.fft.rfft(white, size)), size)
    assert abs(int(np.argmax(np.abs(match))) - start) <= 1
    piece = heard[start : start + 2 * RATE]
    power = np.abs(np.fft.rfft(piece)) ** 2
    f = np.fft.rfftfreq(piece.size, 1 / RATE)
    middle = power[(f > 800) & (f < 1500)].mean()
    high = 10 * np.log10(power[(f > 7000) & (f < 12000)].mean() / middle)
    low = 10 * np.log10(power[(f > 30) & (f < 90)].mean() / middle)
    if treatment in ("phone", "radio"):
        assert high < -40 and low < -30
    elif treatment == "next room":
        assert high < -12 and low > 6
    else:
        assert abs(high) < 6


def test_beds_duck_under_speech_and_come_back(out: Path, tmp_path: Path) -> None:
    bed = wav(tmp_path / "bed.wav", render("room", 0.5, 14 * RATE, 1))
    line = wav(tmp_path / "line.wav", voice(3.0))
    sounds = [laid("ambience", bed, 0, 14 * RATE), laid("dialogue", line, 5 * RATE, 3 * RATE)]
    plain_report = mix_film(sounds, 14 * RATE, out, duck_db=0.0)
    plain = stems(out)["ambience"] * 10 ** (-plain_report.gain_db / 20)
    report = mix_film(sounds, 14 * RATE, out, duck_db=-9.0)
    ducked = stems(out)["ambience"] * 10 ** (-report.gain_db / 20)

    def change_db(first: float, last: float) -> float:
        span = slice(round(first * RATE), round(last * RATE))
        return float(20 * np.log10(ducked[:, span].std() / plain[:, span].std()))

    assert change_db(0, 4.5) == pytest.approx(0.0, abs=0.05)
    assert change_db(4.95, 8.0) == pytest.approx(-9.0, abs=0.2)  # down before the first word
    assert -9.0 < change_db(8.6, 9.0) < -1.0
    assert change_db(12, 14) == pytest.approx(0.0, abs=0.1)
    assert report.ducked_s == pytest.approx(4.7, abs=0.8)


def test_fades_cross_at_equal_power(out: Path, tmp_path: Path) -> None:
    sounds = []
    for k in range(2):
        noise = 0.05 * np.random.default_rng(k).standard_normal((2, 4 * RATE)).astype(np.float32)
        path = wav(tmp_path / f"{k}.wav", noise)
        sounds.append(
            laid(
                "ambience",
                path,
                3 * k * RATE,
                4 * RATE,
                fade_in_samples=RATE,
                fade_out_samples=RATE,
            )
        )
    mix_film(sounds, 7 * RATE, out)
    mix = stems(out)["mix"]
    levels = [mix[:, a : a + RATE // 2].std() for a in (2 * RATE, 3 * RATE + RATE // 4, 5 * RATE)]
    assert max(levels) / min(levels) < 1.06
    assert np.abs(mix[:, :10]).max() < 1e-3


def test_pan_is_constant_power(out: Path, tmp_path: Path) -> None:
    path = wav(tmp_path / "v.wav", voice(2.0))
    powers = []
    for pan in (-1.0, 0.0, 1.0):
        report = mix_film([laid("dialogue", path, 0, 2 * RATE, pan=pan)], 2 * RATE, out)
        made = stems(out)["dialogue"] * 10 ** (-report.gain_db / 20)
        powers.append((made**2).mean(axis=1))
    assert powers[0][1] < 1e-6 * powers[0][0]
    assert powers[2][0] < 1e-6 * powers[2][1]
    assert [p.sum() for p in powers] == pytest.approx([powers[1].sum()] * 3, rel=0.01)


def test_the_same_sounds_make_the_same_bytes(scene: list[SoundMedia], tmp_path: Path) -> None:
    made = []
    for name, order in (("a", scene), ("b", scene[::-1])):
        folder = tmp_path / name
        folder.mkdir()
        mix_film(order, 10 * RATE, folder)
        made.append([(folder / f"{n}.wav").read_bytes() for n in (*STEMS, "mix")])
    assert made[0] == made[1]


def test_memory_is_flat_in_the_films_length(out: Path, tmp_path: Path) -> None:
    """Three times the film: less than a megabyte more, where its samples take 60 MB."""
    bed = wav(tmp_path / "bed.wav", render("wind", 0.5, 10 * RATE, 1), subtype="PCM_24")
    peaks = []
    for seconds in (20, 60):
        count = seconds // 10
        sounds = [laid("ambience", bed, 10 * k * RATE, 10 * RATE) for k in range(count)]
        tracemalloc.start()
        mix_film(sounds, seconds * RATE, out)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] - peaks[0] < 1_000_000
    assert peaks[1] < 40_000_000


@pytest.mark.parametrize("stem", [None, "ambience", "effects"])
def test_silence_is_left_silent(stem: str | None, out: Path, tmp_path: Path) -> None:
    sounds = []
    if stem:
        path = wav(tmp_path / "nothing.wav", np.zeros((2, 3 * RATE), np.float32))
        sounds = [laid(stem, path, 0, 3 * RATE)]
    report = mix_film(sounds, 3 * RATE, out)
    assert report.loudness_lufs is None and report.true_peak_db is None
    assert report.gain_db == 0.0
    assert report.notes
    assert not stems(out)["mix"].any()
    json.dumps(report.as_json(), allow_nan=False)


def test_a_film_of_room_tone_is_not_blown_up(out: Path, tmp_path: Path) -> None:
    path = wav(tmp_path / "room.wav", render("room", 0.5, 5 * RATE, 1))
    report = mix_film([laid("ambience", path, 0, 5 * RATE)], 5 * RATE, out)
    assert report.gain_db == 6.0
    assert report.loudness_lufs is not None and report.loudness_lufs < -35
    assert "raised by 6 dB only" in report.notes[0]


def test_no_film_at_all(out: Path) -> None:
    report = mix_film([], 0, out)
    assert report.seconds == 0
    assert soundfile.info(out / "mix.wav").frames == 0


def test_sounds_past_the_ends_are_cut(out: Path, tmp_path: Path) -> None:
    line = voice(3.0)
    path = wav(tmp_path / "l.wav", line)
    sounds = [
        laid("dialogue", path, -RATE, 3 * RATE),
        laid("dialogue", path, 4 * RATE, 3 * RATE),
        laid("dialogue", path, 9 * RATE, 3 * RATE),
        laid("dialogue", path, -9 * RATE, 3 * RATE),
    ]
    report = mix_film(sounds, 5 * RATE, out)
    heard = stems(out)["dialogue"][0] / 10 ** (report.gain_db / 20) * np.sqrt(2)
    np.testing.assert_allclose(heard[: 2 * RATE], line[RATE:], atol=4e-4)
    assert not heard[2 * RATE : 4 * RATE].any()
    np.testing.assert_allclose(heard[4 * RATE :], line[:RATE], atol=4e-4)


def test_only_the_length_asked_for_is_used(out: Path, tmp_path: Path) -> None:
    path = wav(tmp_path / "l.wav", voice(3.0, 24000), 24000)
    mix_film([laid("dialogue", path, 100, RATE)], 4 * RATE, out)
    heard = stems(out)["dialogue"]
    assert heard[:, RATE - 2000 : 100 + RATE].any()
    assert not heard[:, 100 + RATE :].any()


@pytest.mark.parametrize("channels", [1, 2, 3, 6, 7])
def test_any_number_of_channels(channels: int, out: Path, tmp_path: Path) -> None:
    rows = np.stack([voice(1.0, seed=k) for k in range(channels)])
    path = wav(tmp_path / "c.wav", rows)
    report = mix_film([laid("effects", path, 0, RATE)], RATE, out)
    assert isinstance(report, MixReport)
    assert stems(out)["effects"].std(axis=1).min() > 1e-3


def test_broken_values_are_heard_as_silence(out: Path, tmp_path: Path) -> None:
    line = voice(2.0)
    line[5000:5100] = np.nan
    line[6000] = np.inf
    mix_film([laid("dialogue", wav(tmp_path / "n.wav", line), 0, 2 * RATE)], 2 * RATE, out)
    made = stems(out)["dialogue"]
    assert np.isfinite(made).all() and made.any()
    assert not made[:, 5000:5100].any()


@pytest.mark.parametrize("damage", ["gone", "text", "empty"])
def test_a_bad_file_is_named(damage: str, out: Path, tmp_path: Path) -> None:
    path = tmp_path / "line-7.wav"
    if damage == "text":
        path.write_text("not a wav")
    elif damage == "empty":
        path.write_bytes(b"")
    with pytest.raises(TimelineError, match=r"line-7\.wav") as caught:
        mix_film([laid("dialogue", path, 0, RATE)], RATE, out)
    assert "\n" not in str(caught.value)
    assert not list(out.iterdir())


def test_unknown_stems_and_treatments_are_refused(out: Path, tmp_path: Path) -> None:
    path = wav(tmp_path / "l.wav", voice(0.5))
    with pytest.raises(TimelineError, match="foley"):
        mix_film([laid("foley", path, 0, RATE)], RATE, out)
    with pytest.raises(TimelineError, match="underwater"):
        mix_film([laid("dialogue", path, 0, RATE, treatment="underwater")], RATE, out)


def test_a_folder_that_is_not_there(scene: list[SoundMedia], tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="nowhere"):
        mix_film(scene, RATE, tmp_path / "nowhere")


def test_an_older_mix_survives_a_failure(scene: list[SoundMedia], out: Path) -> None:
    mix_film(scene, 10 * RATE, out)
    before = {p.name: p.read_bytes() for p in out.iterdir()}
    scene[1].path.unlink()
    with pytest.raises(TimelineError):
        mix_film(scene, 10 * RATE, out)
    assert {p.name: p.read_bytes() for p in out.iterdir()} == before


def room(path: Path, seconds: float = 1.5, seed: int = 3) -> Path:
    """A response of unit energy that falls 60 dB in its length."""
    n = round(seconds * RATE)
    noise = np.random.default_rng(seed).standard_normal((2, n)) * 10 ** (-3 * np.arange(n) / n)
    return wav(path, (noise / np.sqrt((noise**2).sum(axis=1, keepdims=True))).astype(np.float32))


def test_a_voice_rings_in_its_room_as_loud_as_asked(out: Path, tmp_path: Path) -> None:
    line = wav(tmp_path / "line.wav", voice(2.0))
    response = room(tmp_path / "room.wav")
    made = {}
    for level in (None, -12.0, -6.0):
        send = None if level is None else RoomSend(response, level)
        sounds = [laid("dialogue", line, RATE, 2 * RATE, pan=0.4, room=send)]
        report = mix_film(sounds, 5 * RATE, out)
        made[level] = stems(out)["dialogue"] * 10 ** (-report.gain_db / 20)
    for level in (-12.0, -6.0):
        wet = made[level] - made[None]
        ratio = 10 * np.log10((wet**2).sum() / (made[None] ** 2).sum())
        assert ratio == pytest.approx(level, abs=0.7)
        assert wet[:, 3 * RATE + 2000 : 4 * RATE].any()  # after the last word
        assert not wet[:, : RATE - 10].any()
        assert abs(np.corrcoef(wet[:, 3 * RATE :])[0, 1]) < 0.2


def test_rooms_leave_stems_that_sum_and_the_same_bytes_whatever_the_order(tmp_path: Path) -> None:
    response, other = room(tmp_path / "a.wav"), room(tmp_path / "b.wav", 0.4, 9)
    line, knock = (
        wav(tmp_path / "line.wav", voice(2.0)),
        wav(tmp_path / "k.wav", voice(0.3, seed=4)),
    )
    music = wav(tmp_path / "music.wav", np.stack([voice(6.0, seed=6), voice(6.0, seed=7)]))
    sounds = [
        laid("dialogue", line, 100, 2 * RATE, room=RoomSend(response, -9.0)),
        laid("dialogue", line, 3 * RATE, 2 * RATE, room=RoomSend(other, -9.0), air_db=2.0),
        laid("effects", knock, RATE, RATE // 3, room=RoomSend(response, -6.0)),
        laid("music", music, 0, 6 * RATE, gain_db=-12.0),
    ]
    made = []
    for name, order in (("one", sounds), ("two", sounds[::-1])):
        folder = tmp_path / name
        folder.mkdir()
        mix_film(order, 6 * RATE, folder)
        parts = stems(folder)
        assert np.abs(parts["mix"] - sum(parts[n] for n in STEMS)).max() < 10 ** (-80 / 20)
        assert parts["music"].any() and parts["effects"][:, 2 * RATE :].any()
        made.append([(folder / f"{n}.wav").read_bytes() for n in (*STEMS, "mix")])
    assert made[0] == made[1]


def test_music_gives_way_less_and_more_slowly_than_ambience(out: Path, tmp_path: Path) -> None:
    bed = wav(tmp_path / "bed.wav", render("wind", 0.5, 14 * RATE, 1))
    line = wav(tmp_path / "line.wav", voice(3.0))
    depth, slope = {}, {}
    for stem in ("ambience", "music"):
        sounds = [laid(stem, bed, 0, 14 * RATE), laid("dialogue", line, 5 * RATE, 3 * RATE)]
        gains = []
        for duck_db in (0.0, -9.0):
            report = mix_film(sounds, 14 * RATE, out, duck_db=duck_db)
            gains.append(stems(out)[stem] * 10 ** (-report.gain_db / 20))
        change = 10 * np.log10(
            (gains[1] ** 2).reshape(2, -1, 480).sum(axis=(0, 2))
            / (gains[0] ** 2).reshape(2, -1, 480).sum(axis=(0, 2))
        )
        depth[stem], slope[stem] = float(change.min()), float(np.abs(np.diff(change)).max())
        assert change[499] == pytest.approx(depth[stem], abs=0.1)  # down before the first word
    assert depth["ambience"] == pytest.approx(-9.0, abs=0.1)
    assert depth["music"] == pytest.approx(-9.0 * 0.45, abs=0.1)
    assert slope["music"] < 0.4 * slope["ambience"]


def test_a_sound_may_begin_within_its_file_and_lose_its_highs_on_the_way(
    out: Path, tmp_path: Path
) -> None:
    line = voice(4.0)
    path = wav(tmp_path / "l.wav", line)
    report = mix_film([laid("effects", path, 0, RATE, offset_samples=2 * RATE)], 2 * RATE, out)
    heard = stems(out)["effects"][0] / 10 ** (report.gain_db / 20) * np.sqrt(2)
    np.testing.assert_allclose(heard[:RATE], line[2 * RATE : 3 * RATE], atol=4e-4)
    white = (0.1 * np.random.default_rng(1).standard_normal(2 * RATE)).astype(np.float32)
    near = wav(tmp_path / "w.wav", white)
    report = mix_film([laid("effects", near, 500, 2 * RATE, air_db=4.0)], 3 * RATE, out)
    far = stems(out)["effects"][0, 500 : 500 + 2 * RATE] / 10 ** (report.gain_db / 20) * np.sqrt(2)
    f = np.fft.rfftfreq(far.size, 1 / RATE)
    lost = 20 * np.log10(np.abs(np.fft.rfft(far)) / np.abs(np.fft.rfft(white)))
    assert np.median(lost[(f > 200) & (f < 1200)]) == pytest.approx(0.0, abs=0.2)
    assert np.median(lost[(f > 7500) & (f < 8500)]) == pytest.approx(-4.0, abs=0.5)


def test_the_report_says_what_was_asked_and_heard(scene: list[SoundMedia], out: Path) -> None:
    report = mix_film(scene, 10 * RATE, out, loudness_lufs=-16.0, standard="web").as_json()
    assert report["standard"] == "web" and report["target_lufs"] == -16.0
    assert set(report["stems_lufs"]) == set(STEMS) and report["stems_lufs"]["music"] is None
    assert report["momentary_max_lufs"] >= report["short_term_max_lufs"] > -20
    assert report["dialogue_lufs"] is not None
    json.dumps(report, allow_nan=False)
