"""What became of every shot between two versions of a film."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmgen.breakdown.model import Line, Move, ShotList
from filmgen.editorial.compare.matching import in_order
from filmgen.editorial.compare.model import Comparison, ShotComparison
from filmgen.editorial.compare.shots import compare_films
from filmgen.editorial.compare.telling import leading_change, told
from filmgen.editorial.delivered import DeliveredFilm, open_delivered
from filmgen.editorial.documents import shots_document
from filmgen.editorial.model import CutLine, CutShot
from filmgen.errors import ConfigError, WorkspaceError
from filmgen.manifest import Manifest, ManifestAsset, ManifestFile
from tests.editorial.builders import cut_shot, film, line

Hashes = dict[str, str]
_DEEDS = ("wait", "run", "hide", "sing", "climb the wall", "sleep", "laugh", "read", "row ashore")


def delivery(
    shots: Sequence[CutShot], files: Hashes | None = None, rate: Fraction = Fraction(24)
) -> DeliveredFilm:
    """A film as its documents tell it; every panel's picture is there, `files` are others."""
    placed, at = [], 24
    for shot in shots:
        placed.append(replace(shot, start_frame=at))
        at += shot.frames
    timeline = film(Path("out"), tuple(placed), rate=rate, slate=24)
    document = shots_document(timeline, ShotList("A & B", ()))
    hashes = {
        f"frames/{s.shot.display_id}/{p.label}/picture.png": f"{s.shot.identity}{p.label}"
        for s in placed
        for p in s.panels
    }
    listed = [
        ManifestFile(path=path, sha256=digest, bytes=1)
        for path, digest in (hashes | (files or {})).items()
        if digest
    ]
    asset = ManifestAsset(
        medium="frame", engine="e", model="m", revision="1", licence="l", seed=0,
        request_hash="k", seconds=0.0, files=tuple(listed),
    )  # fmt: skip
    manifest = Manifest(
        title="A & B", delivery=1, screenplay="s", rate=document.rate, frames=document.frames,
        start_timecode=document.start_timecode, settings={}, assets=(asset,), missing={}, sound={},
    )  # fmt: skip
    return DeliveredFilm(Path("out"), document, manifest)


def shot(number: int, frames: int = 48, **more: object) -> CutShot:
    """A shot of its own words, so that it is told from the others."""
    action = f"They {_DEEDS[number - 1]}."
    made = cut_shot(number, 0, frames, **more)  # type: ignore[arg-type]
    beats = tuple(replace(b, action=f"{action} {b.label}") for b in made.shot.beats)
    return replace(made, shot=replace(made.shot, beats=beats))


def numbered(shots: Sequence[CutShot]) -> list[CutShot]:
    """Display ids in film order, as the planner gives them."""
    return [
        replace(s, shot=replace(s.shot, display_id=f"sc001_sh{10 * n:03d}"))
        for n, s in enumerate(shots, 1)
    ]


def row(comparison: Comparison, name: str) -> ShotComparison:
    return next(s for s in comparison.shots if s.side.id == name)


def test_a_film_compared_with_itself_is_the_same() -> None:
    one = delivery([shot(n) for n in range(1, 6)])
    comparison = compare_films(one, one)
    assert not comparison.different
    assert comparison.totals["same"] == 5
    assert sum(comparison.totals.values()) == 5


def test_added_and_removed_shots_stand_where_they_were() -> None:
    old = delivery([shot(n) for n in (1, 2, 3)])
    new = delivery([shot(n) for n in (1, 4, 3)])
    rows = [(r.kind, r.side.identity) for r in compare_films(old, new).shots]
    names = {n: shot(n).shot.identity for n in range(1, 5)}
    assert rows == [
        ("same", names[1]),
        ("removed", names[2]),
        ("added", names[4]),
        ("same", names[3]),
    ]


def test_a_removed_first_shot_comes_first() -> None:
    comparison = compare_films(delivery([shot(1), shot(2)]), delivery([shot(2)]))
    assert [r.kind for r in comparison.shots] == ["removed", "same"]


def test_one_shot_that_moves_moves_alone() -> None:
    old = delivery(numbered([shot(n) for n in (1, 2, 3, 4)]))
    new = delivery(numbered([shot(n) for n in (4, 1, 2, 3)]))
    comparison = compare_films(old, new)
    assert comparison.totals["moved"] == 1
    assert comparison.totals["renumbered"] == 4
    first = comparison.shots[0]
    assert first.changes[:2] == ("moved", "renumbered")
    assert first.old is not None and first.old.place == 4


def test_lengths_are_compared_in_frames() -> None:
    comparison = compare_films(delivery([shot(1, 48)]), delivery([shot(1, 36)]))
    only = comparison.shots[0]
    assert only.changes == ("retimed",)
    assert only.longer_frames == -12
    assert told(only) == [("retimed", "re-timed −12 frames (48 to 36)")]


def test_at_another_rate_lengths_are_compared_in_seconds() -> None:
    old = delivery([shot(1, 48), shot(2, 48)])
    new = delivery([shot(1, 50), shot(2, 75)], rate=Fraction(25))
    comparison = compare_films(old, new)
    assert [f.field for f in comparison.film] == ["rate", "start timecode"]
    assert [r.changes for r in comparison.shots] == [(), ("retimed",)]
    assert comparison.shots[1].longer_frames is None
    assert told(comparison.shots[1])[0][1] == "re-timed +1.00 s (2.00 to 3.00)"


def test_redrawn_panels_and_plates_are_named() -> None:
    name = "frames/sc001_sh010/B/picture.png"
    plate = {f"plates/sc001_sh010/fire/plate.{n:04d}.exr": f"p{n}" for n in (1, 2)}
    old = delivery([shot(1, panels=2)], plate)
    changed = plate | {"plates/sc001_sh010/fire/plate.0002.exr": "other"}
    new = delivery([shot(1, panels=2)], {name: "other"} | changed)
    assert compare_films(old, new).shots[0].redrawn == ("panel B", "fire plate")
    gone = delivery([shot(1, panels=2)])
    assert compare_films(old, gone).shots[0].redrawn == ("fire plate removed",)


def test_pictures_follow_their_shot_when_it_is_renumbered() -> None:
    old = delivery(numbered([shot(1), shot(2)]))
    new = delivery(numbered([shot(2)]))
    kept = compare_films(old, new).shots[1]
    assert kept.changes == ("renumbered",)
    assert told(kept) == [("renumbered", "was sc001_sh020")]


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        (("l1", "Close it."), ("l1", "Shut it."), "rewritten"),
        (("l1", "Close it."), ("l2", "Close it."), None),
        (("l1", "Close it."), None, "removed"),
        (None, ("l1", "Close it."), "added"),
    ],
)
def test_lines_are_followed(
    before: tuple[str, str] | None, after: tuple[str, str] | None, kind: str | None
) -> None:
    sides = []
    for said in (before, after):
        lines = () if said is None else (CutLine(Line(said[0], "TOBY", said[1]), 2, 20),)
        sides.append(delivery([shot(1, lines=lines)]))
    (only,) = compare_films(*sides).shots
    assert [x.kind for x in only.lines] == ([kind] if kind else [])


def test_the_same_words_said_anew_are_told() -> None:
    spoken = shot(1, lines=(CutLine(line(1), 2, 20),))
    old, new = (delivery([spoken], {"dialogue/l001.wav": take}) for take in ("a", "b"))
    (only,) = compare_films(old, new).shots
    assert [x.kind for x in only.lines] == ["spoken anew"]
    assert leading_change(only) == "dialogue"


def test_grammar_is_compared_field_by_field() -> None:
    old, new = delivery([shot(1)]), delivery([shot(1, lens_mm=85, move=Move.PUSH_IN)])
    (only,) = compare_films(old, new).shots
    assert only.changes == ("grammar",)
    assert told(only) == [("grammar", "move static to push-in, lens 50 to 85 mm")]


def test_shots_of_other_identities_are_recognised_by_their_words() -> None:
    def renamed(made: CutShot, identity: str, **more: object) -> CutShot:
        return replace(made, shot=replace(made.shot, identity=identity * 16, **more))

    old = delivery(numbered([shot(1), shot(2)]))
    new = delivery(numbered([renamed(shot(1), "a"), renamed(shot(3), "b")]))
    comparison = compare_films(old, new)
    first = comparison.shots[0]
    assert first.old is not None and first.new is not None
    assert first.old.identity != first.new.identity
    other = renamed(shot(9), "c", display_id="sc009_sh010")
    kinds = [r.kind for r in compare_films(old, delivery([other])).shots]
    assert kinds.count("removed") >= 1


def test_a_comparison_is_a_document() -> None:
    comparison = compare_films(delivery([shot(1)]), delivery([shot(1, 60), shot(2)]))
    read = json.loads(comparison.model_dump_json(by_alias=True))
    assert read["schema"] == "filmgen.comparison"
    assert Comparison.model_validate(read) == comparison


@given(st.permutations(range(9)))
def test_the_longest_run_in_order_is_kept(order: list[int]) -> None:
    pairs = list(enumerate(order))
    kept = sorted(in_order(pairs))
    assert [old for _, old in kept] == sorted(old for _, old in kept)
    longest = [1] * len(order)
    for i in range(len(order)):
        for j in range(i):
            if order[j] < order[i]:
                longest[i] = max(longest[i], longest[j] + 1)
    assert len(kept) == max(longest)


@given(
    st.lists(st.integers(1, 9), unique=True, max_size=9),
    st.lists(st.integers(1, 9), unique=True, max_size=9),
)
def test_every_shot_of_both_versions_has_its_row(before: list[int], after: list[int]) -> None:
    old, new = delivery([shot(n) for n in before]), delivery([shot(n) for n in after])
    rows = compare_films(old, new).shots
    assert [r.new.identity for r in rows if r.new] == [shot(n).shot.identity for n in after]
    assert sorted(r.old.identity for r in rows if r.old) == sorted(
        shot(n).shot.identity for n in before
    )
    for one in rows:
        assert one.old is not None or one.new is not None
        assert told(one) and leading_change(one)


def test_what_is_no_delivery_is_refused_in_a_line(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="no such folder"):
        open_delivered(tmp_path / "nowhere")
    with pytest.raises(WorkspaceError, match="not an output folder"):
        open_delivered(tmp_path)
    (tmp_path / ".filmgen").mkdir()
    with pytest.raises(WorkspaceError, match="no film was delivered"):
        open_delivered(tmp_path)
    (tmp_path / "preview").mkdir()
    (tmp_path / "preview" / "shots.json").write_text("{}")
    with pytest.raises(WorkspaceError, match="only a preview"):
        open_delivered(tmp_path)
    (tmp_path / "shots.json").write_text("{")
    with pytest.raises(WorkspaceError, match="damaged"):
        open_delivered(tmp_path)
    (tmp_path / "shots.json").write_text("{}")
    with pytest.raises(WorkspaceError, match=r"not as this filmgen writes it.*render the film"):
        open_delivered(tmp_path)
    document = delivery([shot(1)])
    (tmp_path / "shots.json").write_text(document.shots.model_dump_json(by_alias=True))
    with pytest.raises(WorkspaceError, match=r"manifest\.json: is missing"):
        open_delivered(tmp_path)
    other = document.manifest.model_copy(update={"frames": 7})
    (tmp_path / "manifest.json").write_text(other.model_dump_json())
    with pytest.raises(WorkspaceError, match="different deliveries"):
        open_delivered(tmp_path)
    (tmp_path / "manifest.json").write_text(document.manifest.model_dump_json())
    assert open_delivered(tmp_path).shots == document.shots
    with pytest.raises(WorkspaceError, match="none was kept"):
        open_delivered(tmp_path, "v001")
    (tmp_path / "versions" / "v002").mkdir(parents=True)
    with pytest.raises(WorkspaceError, match="there are v002"):
        open_delivered(tmp_path, "v001")


def test_shots_are_chosen_by_name_and_scene() -> None:
    two = replace(shot(2), shot=replace(shot(2).shot, scene_index=2))
    made = delivery([shot(1), two])
    names = [s.identity for s in made.shots.shots]
    assert made.chosen((), None) == set(names)
    assert made.chosen(("sc001_sh010",), None) == {names[0]}
    assert made.chosen((names[0],), frozenset({2})) == set(names)
    with pytest.raises(ConfigError, match="no shot 'sh99'"):
        made.chosen(("sh99",), None)
    with pytest.raises(ConfigError, match="no scene 3 in out; there are 1-2"):
        made.chosen((), frozenset({3}))
