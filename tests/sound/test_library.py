"""A studio's effects folder: what is found in it, and what is not."""

from __future__ import annotations

import itertools
import pickle
import struct
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st

from filmgen.errors import ConfigError, TimelineError
from filmgen.media import FloatArray
from filmgen.sound.library import index as library_index
from filmgen.sound.library.folder import LICENCE, THRESHOLD, Library, Match, kind_in
from filmgen.sound.library.kinds import KINDS, category_words, names_of, split_cat_id
from filmgen.sound.library.metadata import read_file_words
from filmgen.sound.library.sound import bed_of, spot_of
from filmgen.sound.library.words import conflicts, stem, tokens
from filmgen.sound.signal.loudness import measure
from filmgen.sound.synth.render import BEDS, SPOTS
from filmgen.timecode import SAMPLE_RATE_HZ
from filmgen.workspace import file_sha256
from tests.sound.library_films import (
    CUES,
    MORE_CUES,
    MORE_NAMES,
    NAMES,
    NOTHING,
    PLAIN_CUES,
    PLAIN_NAMES,
    write_library,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_library(tmp_path_factory.mktemp("effects"), seconds=4.0)


@pytest.fixture(scope="module")
def library(folder: Path) -> Library:
    return Library.open(folder)


def noise(seconds: float, rate_hz: int = 48_000, channels: int = 1, seed: int = 0) -> FloatArray:
    rng = np.random.default_rng(seed)
    shape = (round(seconds * rate_hz), channels)
    return (0.1 * rng.standard_normal(shape)).astype(np.float32)


def one(tmp_path: Path, name: str, samples: FloatArray, rate_hz: int = 48_000) -> Library:
    soundfile.write(tmp_path / name, samples, rate_hz)
    return Library.open(tmp_path)


# What is found


def test_the_first_choice_is_an_editor_s(library: Library) -> None:
    missed = []
    for kind, words, seconds, wanted in CUES:
        ranked = library.ranked(kind, words, seconds)
        if not ranked or wanted not in ranked[0].entry.name or ranked[0].score < THRESHOLD:
            missed.append((kind, words, ranked[:2]))
    assert len(CUES) >= 40
    assert not missed


@pytest.mark.parametrize(
    ("names", "cues"), [(PLAIN_NAMES, PLAIN_CUES), (MORE_NAMES, MORE_CUES)], ids=["plain", "more"]
)
def test_other_folders_serve_too(
    tmp_path: Path, names: tuple[str, ...], cues: tuple[tuple[str, str, float, str], ...]
) -> None:
    library = Library.open(write_library(tmp_path, names, seconds=4.0))
    missed = []
    for kind, words, seconds, wanted in cues:
        match = library.find(kind, words, seconds, 1)
        found = match.name if match else ""
        if (wanted not in found) if wanted else found:
            missed.append((kind, words, found))
    assert not missed


@pytest.mark.parametrize(("kind", "words", "seconds"), NOTHING)
def test_nothing_is_taken_where_nothing_serves(
    library: Library, kind: str, words: str, seconds: float
) -> None:
    assert [library.find(kind, words, seconds, seed) for seed in range(3)] == [None] * 3


def test_every_kind_has_a_name_and_every_category_a_word() -> None:
    for kind, names in KINDS.items():
        assert names.words or names.strong, kind
        for cat_id in (*names.strong, *names.weak, *names.never):
            assert category_words(cat_id), cat_id
    # Those that are not in the table go by their own words.
    for kind in (*BEDS, *SPOTS, "wind-chime"):
        assert names_of(kind).words


def test_cat_ids() -> None:
    assert split_cat_id("DOORWood") == ("DOOR", "Wood")
    assert split_cat_id("AMBForst") == ("AMB", "Forst")
    assert split_cat_id("RAIN") == ("RAIN", "")
    assert [split_cat_id(text) for text in ("Door", "XYZWood", "door", "", "A")] == [None] * 5


@given(st.text(max_size=60))
def test_any_text_has_words(text: str) -> None:
    assert all(word and word == word.strip() for word in tokens(text))


def test_words_and_their_forms() -> None:
    assert {stem(w) for w in ("slam", "slams", "slammed", "slamming")} == {"slam"}
    assert {stem(w) for w in ("close", "closes", "closed", "closing", "shut")} == {stem("close")}
    assert tokens("Foot-Steps_onGravel 03") == ("footstep", "gravel")
    assert tokens("дверь хлопает") == ("дверь", "хлопает")
    assert conflicts(tokens("slams"), tokens("creaky hinge creak")) == ("creak for slam",)
    assert conflicts(tokens("closes"), tokens("slam")) == ()


def test_a_description_alone_names_its_kind() -> None:
    assert kind_in("door slam") == "door"
    assert kind_in("rain on a tin roof") == "rain"
    assert kind_in("a big dog barks") == "dog"
    assert kind_in("bagpipes") == ""


def test_without_a_kind_words_alone_are_compared(library: Library) -> None:
    best = library.ranked("", "shingle gulls")[0]
    assert "Shingle Beach Gulls" in best.entry.name
    assert library.ranked("", "zzz qqq") == []


def test_equals_take_turns_and_the_seed_decides(tmp_path: Path) -> None:
    names = [f"DOORWood_Door Slam Heavy {n:02d}_ABC_X.wav" for n in range(1, 6)]
    library = Library.open(write_library(tmp_path, (*names, "DOORWood_Door Creak_ABC_X.wav")))
    taken = [library.find("door", "slams the door", 2.0, seed) for seed in range(30)]
    assert {m.name for m in taken if m} == set(names)
    again = Library.open(tmp_path)
    assert [again.find("door", "slams the door", 2.0, seed) for seed in range(30)] == taken


def test_a_match_says_what_it_is_and_travels(library: Library, folder: Path) -> None:
    match = library.find("gunshot", "fires the pistol", 3.0, 4)
    assert match is not None
    assert pickle.loads(pickle.dumps(match)) == match
    kept = match.provenance()
    assert kept["licence"] == LICENCE and kept["file"] == match.name
    assert kept["sha256"] == file_sha256(folder / match.name)
    assert "GUNPis" in match.why and 0.5 < match.score <= 1.0
    assert (match.rate_hz, match.channels, match.seconds) == (8000, 1, 4.0)


def test_a_recorded_place_is_no_spot_and_a_blip_no_bed(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "town dog barking far.wav", noise(90.0, 8000), 8000)
    soundfile.write(tmp_path / "RAIN_Drop_A_B.wav", noise(0.5, 8000), 8000)
    library = Library.open(tmp_path)
    assert library.find("dog", "barks", 2.0, 1) is None
    assert library.find("rain", "rain", 30.0, 1) is None


def test_a_file_that_went_away_is_passed_over(tmp_path: Path) -> None:
    library = Library.open(write_library(tmp_path, ("THUN_Thunder Clap_A_B.wav",)))
    (tmp_path / "THUN_Thunder Clap_A_B.wav").unlink()
    assert library.find("thunder", "thunder", 5.0, 1) is None


# What files say of themselves


def chunk(name: bytes, data: bytes) -> bytes:
    return name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)


def with_chunks(path: Path, *chunks: bytes) -> Path:
    soundfile.write(path, noise(0.2), 48_000)
    body = path.read_bytes()[12:] + b"".join(chunks)
    path.write_bytes(b"RIFF" + struct.pack("<I", len(body) + 4) + b"WAVE" + body)
    return path


IXML = (
    b"<?xml version='1.0'?><BWFXML><PROJECT>P</PROJECT><USER><CATID>FEETHmn</CATID>"
    b"<FXNAME>Footsteps Gravel</FXNAME><DESCRIPTION>Boots on gravel, slow</DESCRIPTION></USER>"
    b"</BWFXML>"
)


def test_bext_and_ixml_are_read(tmp_path: Path) -> None:
    bext = b"Heavy boots, crunching".ljust(602, b"\0")
    path = with_chunks(tmp_path / "T0001.wav", chunk(b"bext", bext), chunk(b"iXML", IXML))
    said = read_file_words(path)
    assert said.cat_id == "FEETHmn" and (said.samples, said.rate_hz) == (9600, 48_000)
    assert "crunching" in said.description and "Boots on gravel" in said.description
    match = Library.open(tmp_path).find("footsteps", "boots on gravel", 3.0, 1)
    assert match is not None and match.name == "T0001.wav"


def test_tags_of_other_formats_are_read(tmp_path: Path) -> None:
    with soundfile.SoundFile(tmp_path / "0007.flac", "w", 48_000, 1) as sound:
        sound.title, sound.comment = "Church bell tolling", "single strike"
        sound.write(noise(0.2))
    match = Library.open(tmp_path).find("bell", "the church bell tolls", 3.0, 1)
    assert match is not None and match.name == "0007.flac"


@pytest.mark.parametrize(
    "damage",
    [
        chunk(b"iXML", b"<BWFXML><USER><CATID>RAIN"),
        chunk(b"iXML", b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"),
        chunk(b"bext", b"\xff\xfe\x00"),
        b"iXML" + struct.pack("<I", 2**31) + b"<",
        b"be",
    ],
)
def test_damaged_tags_cost_the_tags_only(tmp_path: Path, damage: bytes) -> None:
    path = with_chunks(tmp_path / "RAIN_Rain_A_B.wav", damage)
    assert read_file_words(path).samples == 9600


# The index


def test_the_index_is_kept_and_follows_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, cache = write_library(tmp_path / "fx", NAMES[:5]), tmp_path / "house"
    opened: list[str] = []
    real = library_index.read_file_words
    monkeypatch.setattr(
        library_index, "read_file_words", lambda path: opened.append(path.name) or real(path)
    )
    first = Library.open(folder, cache)
    assert len(opened) == 5
    assert Library.open(folder, cache).entries == first.entries
    assert len(opened) == 5
    changed = folder / NAMES[0]
    soundfile.write(changed, noise(0.4, 8000), 8000)
    (folder / NAMES[1]).unlink()
    later = Library.open(folder, cache)
    assert opened[5:] == [changed.name]
    assert [e.name for e in later.entries] == sorted([NAMES[0], *NAMES[2:5]])
    (next(cache.glob("library-*.json"))).write_text("{ not json")
    assert Library.open(folder, cache).entries == later.entries


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"sound\.library: .*does not exist"):
        Library.open(tmp_path / "nowhere")
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigError, match="is no folder"):
        Library.open(tmp_path / "file")


def test_an_empty_folder_is_said_and_finds_nothing(tmp_path: Path) -> None:
    library = Library.open(tmp_path)
    assert "holds no sounds" in library.notes[0]
    assert library.find("rain", "rain", 10.0, 1) is None


def test_what_cannot_be_read_is_named_once_and_left_out(tmp_path: Path) -> None:
    folder, cache = tmp_path / "fx", tmp_path / "house"
    write_library(folder, NAMES[:2])
    (folder / "THUN_Thunder_A_B.wav").write_bytes(b"RIFF and no more")
    soundfile.write(folder / "RAIN_Empty_A_B.wav", np.zeros((0, 1), np.float32), 48_000)
    (folder / "._DOORWood_Door_A_B.wav").write_bytes(b"a Mac was here")
    (folder / "notes.txt").write_text("no sound")
    library = Library.open(folder, cache)
    assert len(library.entries) == 2 and len(library.notes) == 1
    assert "THUN_Thunder_A_B.wav" in library.notes[0] and "RAIN_Empty" in library.notes[0]
    assert "\n" not in library.notes[0]
    assert Library.open(folder, cache).notes == ()


# The sound


@pytest.mark.parametrize(("channels", "rate_hz"), [(1, 44_100), (2, 96_000), (7, 48_000)])
def test_a_bed_of_any_file(tmp_path: Path, channels: int, rate_hz: int) -> None:
    library = one(tmp_path, "RAIN_Rain Steady_A_B.wav", noise(5.0, rate_hz, channels), rate_hz)
    match = library.find("rain", "rain", 12.0, 3)
    assert match is not None
    bed = bed_of(match.path, match.kind, 12 * SAMPLE_RATE_HZ, 3)
    assert bed.shape == (2, 12 * SAMPLE_RATE_HZ) and bed.dtype == np.float32
    assert measure(bed).integrated_lufs == pytest.approx(BEDS["rain"].level_lufs, abs=0.5)
    steps = bed.reshape(2, -1, SAMPLE_RATE_HZ // 10).std(axis=2)
    assert steps.min() > 0.7 * np.median(steps) and steps.max() < 1.4 * np.median(steps)
    np.testing.assert_array_equal(bed, bed_of(match.path, match.kind, 12 * SAMPLE_RATE_HZ, 3))
    assert not np.array_equal(bed, bed_of(match.path, match.kind, 12 * SAMPLE_RATE_HZ, 4))
    if channels != 2:  # one microphone, made wide
        assert 0.4 < np.corrcoef(bed)[0, 1] < 0.9


def test_a_clock_of_one_channel_stays_one_clock(tmp_path: Path) -> None:
    ticks = np.zeros((6 * 48_000, 1), np.float32)
    ticks[::48_000] = 0.5
    library = one(tmp_path, "CLOCKTick_Clock Tick_A_B.wav", ticks)
    match = library.find("clock", "ticking", 4.0, 1)
    assert match is not None
    bed = bed_of(match.path, match.kind, 4 * SAMPLE_RATE_HZ, 1)
    np.testing.assert_array_equal(bed[0], bed[1])


def test_a_mono_file_made_wide_is_never_its_own_echo(tmp_path: Path) -> None:
    library = one(tmp_path, "RAIN_Rain Steady_A_B.wav", noise(6.0))
    match = library.find("rain", "rain", 60.0, 1)
    assert match is not None
    for seed in range(3):
        bed = bed_of(match.path, match.kind, 40 * SAMPLE_RATE_HZ, seed)
        for start in range(0, bed.shape[1] - 24_000, 24_000):
            # A comb shows as a peak of the autocorrelation within 50 ms.
            part = bed[0, start : start + 24_000].astype(np.float64)
            spectrum = np.abs(np.fft.rfft(part, 48_000)) ** 2
            lags = np.fft.irfft(spectrum) / spectrum.mean()
            assert np.abs(lags[24:2400]).max() < 0.12, (seed, start / SAMPLE_RATE_HZ)


def test_a_long_file_is_read_where_it_is_heard(tmp_path: Path) -> None:
    hour = noise(120.0, 8000) * np.linspace(0.2, 1.0, 960_000, dtype=np.float32)[:, None]
    library = one(tmp_path, "WIND_Wind_A_B.wav", hour, 8000)
    match = library.find("wind", "", 3.0, 1)
    assert match is not None
    beds = [bed_of(match.path, match.kind, 3 * SAMPLE_RATE_HZ, seed) for seed in range(4)]
    for bed, other in itertools.pairwise(beds):
        assert abs(np.corrcoef(bed[0], other[0])[0, 1]) < 0.2
    softer = bed_of(match.path, match.kind, 3 * SAMPLE_RATE_HZ, 0, intensity=0.35)
    np.testing.assert_allclose(softer * 10 ** (3 / 20), beds[0], atol=1e-4)


def test_a_spot_is_one_of_the_takes_from_its_first_sample(tmp_path: Path) -> None:
    takes = np.full((10 * 48_000, 1), 1e-5, np.float32)
    for number, at in enumerate((1.0, 4.0, 7.5)):
        burst = noise(0.4, seed=number) * np.linspace(1, 0.05, 19_200, dtype=np.float32)[:, None]
        takes[round(at * 48_000) :][: burst.size] += burst * (1 - 0.2 * number)
    library = one(tmp_path, "THUN_Thunder Claps_A_B.wav", takes)
    match = library.find("thunder", "thunder", 3.0, 1)
    assert match is not None
    spots = [spot_of(match.path, match.kind, 3 * SAMPLE_RATE_HZ, seed) for seed in range(12)]
    for spot in spots:
        assert 0.35 < spot.shape[1] / SAMPLE_RATE_HZ < 0.6
        loud = np.flatnonzero(np.abs(spot[0]) > 0.1 * np.abs(spot).max())
        assert loud[0] < 0.02 * SAMPLE_RATE_HZ
    assert len({spot.tobytes() for spot in spots}) == 3


def test_a_spot_is_cut_with_a_fade(tmp_path: Path) -> None:
    library = one(tmp_path, "EXPLReal_Explosion_A_B.wav", noise(6.0))
    match = library.find("explosion", "explodes", 2.0, 1)
    assert match is not None
    spot = spot_of(match.path, match.kind, 2 * SAMPLE_RATE_HZ, 1)
    assert spot.shape == (2, 2 * SAMPLE_RATE_HZ)
    assert np.abs(spot[:, -200:]).max() < 0.05 * np.abs(spot).max()
    heard = measure(spot).momentary_max_lufs
    assert heard is not None and heard <= SPOTS["explosion"].level_lufs + 0.5


def test_a_wall_and_a_distance_are_heard(tmp_path: Path) -> None:
    one(tmp_path, "ANMLDog_Dog Bark_A_B.wav", noise(1.0))
    path = tmp_path / "ANMLDog_Dog Bark_A_B.wav"
    near = spot_of(path, "dog", 48_000, 1)
    far = spot_of(path, "dog", 48_000, 1, parameters=(("distance", 300.0),))
    assert far.shape[1] <= 48_000 and far.std() < 0.3 * near.std()
    walled = bed_of(path, "dog", 48_000, 1, parameters=(("muffled", 1.0),))
    spectrum = np.abs(np.fft.rfft(walled[0]))
    assert spectrum[4000:].mean() < 0.1 * spectrum[:400].mean()


def test_a_match_whose_file_breaks_is_said(tmp_path: Path) -> None:
    library = one(tmp_path, "THUN_Thunder_A_B.wav", noise(1.0))
    match = library.find("thunder", "", 3.0, 1)
    assert isinstance(match, Match)
    match.path.write_bytes(b"gone bad")
    with pytest.raises(TimelineError, match="not a sound file"):
        spot_of(match.path, match.kind, 48_000, 1)
    soundfile.write(match.path, np.zeros(4800, np.float32), 48_000)
    with pytest.raises(TimelineError, match="is silent"):
        spot_of(match.path, match.kind, 48_000, 1)
