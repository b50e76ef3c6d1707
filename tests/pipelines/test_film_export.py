"""`filmgen export` and `filmgen diff` as they are used, on small deliveries."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import cv2
import pytest
from PIL import Image
from typer.testing import CliRunner

from filmgen.cli.main import app
from filmgen.errors import ConfigError, FilmgenError, TimelineError, WorkspaceError
from pipelines import film_export
from pipelines.diff import compare_versions, render_versions
from pipelines.film_export import export_film
from pipelines.film_part import Wish
from tests.compositor.deliveries import deliver
from tests.compositor.films import film, take


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An output folder with a film of three shots and an older version of two."""
    folder = tmp_path_factory.mktemp("made")
    one, two = take(folder, 1, 12, words="Hello."), take(folder, 2, 16, cuts=(8,))
    three = take(folder, 3, 10, missing="nobody drew it", scene_index=2, scene_number="2")
    out = deliver(folder / "out", film(one, two, three, slate=6), version=2)
    deliver(out / "versions" / "v001", film(one, take(folder, 2, 12)), version=1)
    return out


@pytest.fixture
def out(made: Path, tmp_path: Path) -> Path:
    """A copy that a test may change."""
    shutil.copytree(made, tmp_path / "out")
    return tmp_path / "out"


def run(*arguments: object) -> tuple[int, str]:
    """A command's exit code and what it prints; errors as `main` prints them."""
    result = CliRunner().invoke(app, [str(a) for a in arguments])
    if isinstance(result.exception, FilmgenError):
        return result.exception.exit_code, f"filmgen: {result.exception}"
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.output


def test_every_panel_has_its_still(out: Path) -> None:
    exports = export_film(out, Wish(stills=True))
    folder = out / "exports" / "stills"
    names = sorted(p.name for p in folder.iterdir())
    assert names == [
        "001_sc001_sh010_A.png",
        "002_sc001_sh020_A.png",
        "003_sc001_sh020_B.png",
        "004_sc001_sh030_A.png",
        "stills.csv",
    ]
    assert all(cv2.imread(str(folder / n)).shape == (72, 128, 3) for n in names[:4])
    rows = list(csv.DictReader((folder / "stills.csv").open(encoding="utf-8")))
    assert [row["file"] for row in rows] == names[:4]
    assert [row["timecode"] for row in rows][:2] == ["01:00:00:12", "01:00:00:22"]
    assert any("nobody drew it" in warning for warning in exports.warnings)
    assert exports.made[0].bytes == sum((folder / n).stat().st_size for n in names[:4])


def test_a_scene_is_added_and_a_whole_film_replaces(out: Path) -> None:
    folder = out / "stills"
    export_film(out, Wish(stills=True, scenes=frozenset({2})), to=folder)
    assert [p.name for p in folder.glob("*.png")] == ["004_sc001_sh030_A.png"]
    (folder / "mine.png").write_bytes(b"of a person")
    export_film(out, Wish(stills=True, shots=("sc001_sh010",)), to=folder)
    assert len(list(folder.glob("0*.png"))) == 2
    assert len((folder / "stills.csv").read_text().splitlines()) == 3
    export_film(out, Wish(stills=True, per_shot=1, jpeg=90), to=folder)
    assert sorted(p.name for p in folder.iterdir()) == [
        "001_sc001_sh010.jpg",
        "002_sc001_sh020.jpg",
        "003_sc001_sh030.jpg",
        "mine.png",
        "stills.csv",
    ]


def test_stills_are_clean_and_frames_as_delivered_are_not(out: Path) -> None:
    pictures = []
    for as_delivered in (False, True):
        folder = out / f"stills{as_delivered}"
        wish = Wish(stills=True, shots=("sc001_sh010",), as_delivered=as_delivered)
        export_film(out, wish, to=folder)
        pictures.append(cv2.imread(str(folder / "001_sc001_sh010_A.png")).astype(float))
    assert abs(pictures[0] - pictures[1]).mean() < 12, "one is the encoded other"
    assert (pictures[0] != pictures[1]).any()


def test_several_things_are_exported_at_once(out: Path) -> None:
    wish = Wish(gif=True, stills=True, contact_sheet=True)
    exports = export_film(out, wish)
    assert [e.kind for e in exports.made] == ["gif", "stills", "contact sheet"]
    assert all(e.path.exists() and e.bytes > 0 for e in exports.made)
    with Image.open(exports.made[0].path) as gif:
        assert gif.size == (128, 72)
        assert gif.n_frames <= 22
    assert exports.made[2].path.name == "the-last-birthday-card_sheet_01.png"
    left = [p for p in (out / "exports").rglob("*") if p.name.startswith(".")]
    assert not left, "nothing half is left"


def test_pages_of_a_longer_draft_go(out: Path) -> None:
    exports = out / "exports"
    exports.mkdir()
    for number in (1, 7):
        (exports / f"the-last-birthday-card_sheet_{number:02d}.png").write_bytes(b"old")
    (exports / "the-last-birthday-card_sheet_final.png").write_bytes(b"a person's")
    export_film(out, Wish(contact_sheet=True))
    assert sorted(p.name for p in exports.iterdir()) == [
        "the-last-birthday-card_sheet_01.png",
        "the-last-birthday-card_sheet_final.png",
    ]


def test_a_part_is_named_by_what_it_is(out: Path) -> None:
    for wish, name in (
        (Wish(gif=True, shots=("sc001_sh020",)), "the-last-birthday-card_sc001_sh020.gif"),
        (Wish(gif=True, scenes=frozenset({1})), "the-last-birthday-card_sc001.gif"),
        (Wish(gif=True, per_shot=2), "the-last-birthday-card.gif"),
    ):
        (only,) = export_film(out, wish).made
        assert only.path == out / "exports" / name
    (only,) = export_film(out, Wish(gif=True), to=out / "here.gif").made
    assert only.path == out / "here.gif"
    (only,) = export_film(out, Wish(contact_sheet=True, pdf=True), to=out / "here.pdf").made
    assert only.path.read_bytes()[:5] == b"%PDF-"


def test_a_kept_version_is_exported_into_a_folder_of_its_own(out: Path) -> None:
    (only,) = export_film(out, Wish(stills=True), version="v001").made
    assert only.path == out / "exports" / "v001" / "stills"
    assert len(list(only.path.glob("*.png"))) == 2


def test_a_gif_of_a_long_film_is_refused_with_ways_out(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(film_export, "MOST_PICTURES", 10)
    with pytest.raises(ConfigError, match=r"--scenes or --shot.*--per-shot 3.*--fps 5"):
        export_film(out, Wish(gif=True))
    assert not (out / "exports").exists()
    monkeypatch.setattr(film_export, "_MUCH", 1000)
    exports = export_film(out, Wish(gif=True, per_shot=3))
    assert "9 pictures" in exports.made[0].told
    assert any("much for a GIF" in warning for warning in exports.warnings)


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        ((), "say what: --gif, --stills or --contact-sheet"),
        (("--gif", "--width", 481), "481 is odd; use 480"),
        (("--gif", "--width", 20), "outside 64 to 1920"),
        (("--gif", "--fps", 60), "outside 1 to 50"),
        (("--stills", "--jpeg", 0), "outside 1 to 100"),
        (("--stills", "--shot", "sc009_sh010"), "no shot 'sc009_sh010'"),
        (("--stills", "--scene", "3"), "no scene 3"),
        (("--stills", "--version", "v007"), "no version 'v007'; there are v001"),
        (("--stills", "--gif", "-o", "x.gif"), "names one file; give a folder"),
    ],
)
def test_bad_wishes_are_refused_in_a_line(
    made: Path, arguments: tuple[object, ...], line: str
) -> None:
    code, said = run("export", made, *arguments)
    assert code == 2 and line in said and "\n" not in said.strip()


def test_a_damaged_delivery_says_what_to_do(out: Path, tmp_path: Path) -> None:
    (out / "animatic.mp4").write_bytes(b"half a film")
    with pytest.raises(TimelineError, match="render the film again"):
        export_film(out, Wish(stills=True, as_delivered=True))
    shutil.copyfile(out / "versions" / "v001" / "timeline.otio", out / "timeline.otio")
    with pytest.raises(TimelineError, match=r"has 24 frames and shots\.json 44.*--as-delivered"):
        export_film(out, Wish(stills=True))
    (out / "timeline.otio").unlink()
    with pytest.raises(TimelineError, match=r"timeline\.otio: is missing"):
        export_film(out, Wish(stills=True))
    with pytest.raises(WorkspaceError, match="no such folder"):
        export_film(tmp_path / "nowhere", Wish(stills=True))
    assert not list(out.glob("exports/**/*.png"))


def test_the_command_prints_what_it_made(out: Path) -> None:
    code, said = run("export", out, "--stills", "--gif", "--scenes", "2")
    assert code == 0
    assert "1 still of 128x72" in said and "kB" in said
    assert "nobody drew it" in said
    code, said = run("export", out, "--stills", "--json")
    read = json.loads(said)
    assert code == 0 and read["exports"][0]["kind"] == "stills" and read["warnings"]


def test_a_version_is_compared_with_what_it_became(out: Path) -> None:
    code, said = run("diff", out)
    assert code == 0
    assert "re-timed +4 frames (12 to 16)" in said and "+ sc001_sh030" in said
    assert run("diff", out, "--against", "v001") == (code, said)
    other = run("diff", out / "versions" / "v001", out)
    assert other[1].splitlines()[2:] == said.splitlines()[2:]
    code, said = run("diff", out, "--json", "--exit-code")
    assert code == 1
    assert json.loads(said)["totals"]["added"] == 1
    shutil.copytree(out, out.parent / "same")
    code, said = run("diff", out, out.parent / "same", "--exit-code")
    assert code == 0 and "the same film" in said


def test_redrawn_panels_are_looked_at(out: Path, tmp_path: Path) -> None:
    shutil.copytree(out, tmp_path / "new")
    panels = [tmp_path / "new" / "frames" / "sc001_sh020" / label / "picture.png" for label in "AB"]
    first, second = (cv2.imread(str(path)) for path in panels)
    first[: first.shape[0] // 2] ^= 0x80
    second[0, 0] ^= 1
    hashes = {}
    for path, picture in zip(panels, (first, second), strict=True):
        cv2.imwrite(str(path), picture)
        hashes[f"frames/sc001_sh020/{path.parent.name}/picture.png"] = path.parent.name * 64
    manifest = json.loads((tmp_path / "new" / "manifest.json").read_text())
    for file in manifest["assets"][0]["files"]:
        file["sha256"] = hashes.get(file["path"], file["sha256"])
    (tmp_path / "new" / "manifest.json").write_text(json.dumps(manifest))
    code, said = run("diff", out, tmp_path / "new", "--look")
    assert code == 0 and "panels A (49 %), B (to the eye the same)" in said, "half, and its paper"
    panels[0].write_bytes(b"damaged")
    code, said = run("diff", out, tmp_path / "new", "--look")
    assert code == 0 and "panels A, B (to the eye the same)" in said


def test_versions_that_cannot_be_compared_are_refused(out: Path, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="is the same folder"):
        compare_versions(out, out)
    with pytest.raises(ConfigError, match="leave the second out"):
        compare_versions(out, tmp_path, "v001")
    with pytest.raises(WorkspaceError, match="no version 'v9'"):
        compare_versions(out, against="v9")
    with pytest.raises(WorkspaceError, match="no such folder"):
        compare_versions(tmp_path / "nowhere")
    shutil.rmtree(out / "versions")
    with pytest.raises(ConfigError, match="no version is kept"):
        compare_versions(out)


def test_both_are_rendered_side_by_side(out: Path, tmp_path: Path) -> None:
    path = tmp_path / "review" / "side.mp4"
    code, said = run("diff", out, "--render", path, "--width", 640, "--changed")
    assert code == 0 and str(path) in said.replace("\n", "")
    versions = compare_versions(out)
    assert render_versions(versions, path, width_px=640, only_changed=True) == pytest.approx(
        (6 + 16 + 10) / 24
    )
    for more, line in (
        ({"width_px": 63}, "outside 640"),
        ({"sound": "c"}, "is none of b, a, none"),
    ):
        with pytest.raises(ConfigError, match=line):
            render_versions(versions, path, **more)  # type: ignore[arg-type]
    with pytest.raises(ConfigError, match="is no film"):
        render_versions(versions, tmp_path / "side.txt")
    (out / "animatic.mp4").unlink()
    with pytest.raises(TimelineError, match=r"animatic\.mp4: is missing"):
        render_versions(versions, path)


def test_the_same_film_has_no_changes_to_show(out: Path, tmp_path: Path) -> None:
    shutil.copytree(out, tmp_path / "same")
    versions = compare_versions(out, tmp_path / "same")
    with pytest.raises(TimelineError, match="no shot differs"):
        render_versions(versions, tmp_path / "side.mp4", only_changed=True)
