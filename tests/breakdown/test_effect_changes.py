"""Effect cues in `shots.toml`: removed, added, changed, and carried on as they were changed."""

from __future__ import annotations

import pytest

from filmgen.breakdown.document import dump_shot_list, load_shot_list
from filmgen.breakdown.model import EffectCue, ShotList
from filmgen.breakdown.overrides import read_overrides
from filmgen.breakdown.planner import plan_shots
from filmgen.errors import ConfigError
from tests.breakdown.builders import scene, script

STORY = script(
    scene(1, "KITCHEN", "ANNA sits by the wall.", "The curtains catch fire.",
          "BEN walks in and stares at her for a long time.", "Anna gets up and walks to the door."),
    scene(2, "GARDEN", "Thick smoke drifts between the trees."),
)  # fmt: skip
PLAIN = plan_shots(STORY)


def changed(toml: str) -> ShotList:
    return plan_shots(STORY, overrides=read_overrides(toml))


def cues(shots: ShotList) -> dict[str, tuple[EffectCue, ...]]:
    return {s.display_id: s.effect_cues for s in shots.shots if s.effect_cues}


def burning() -> tuple[str, tuple[str, ...]]:
    """The shot whose words start the fire, and those that carry it on."""
    fires = [
        (s.display_id, c) for s in PLAIN.shots for c in s.effect_cues if c.kind == "fire"
    ]  # fmt: skip
    (first,) = [name for name, cue in fires if not cue.words.startswith("still:")]
    carried = tuple(name for name, cue in fires if cue.words.startswith("still:"))
    assert carried, "the story should carry its fire on"
    return first, carried


def test_a_removed_cue_is_gone_where_it_was_carried_on_and_nowhere_else() -> None:
    first, _ = burning()
    after = changed(f'[shots.{first}]\nremove_effects = ["fire"]')
    assert {c.kind for found in cues(after).values() for c in found} == {"smoke"}
    others = {name: found for name, found in cues(PLAIN).items() if name.startswith("sc002")}
    assert {n: f for n, f in cues(after).items() if n.startswith("sc002")} == others
    assert not after.warnings


def test_a_shot_with_an_entry_of_its_own_goes_its_own_way() -> None:
    first, carried = burning()
    toml = f'[shots.{first}]\nremove_effects = ["fire"]\n[shots.{carried[0]}]\nsize = "MS"'
    assert [c.kind for c in cues(changed(toml))[carried[0]]] == ["fire"]


def test_only_what_is_named_differs_and_later_shots_follow() -> None:
    first, carried = burning()
    toml = (
        f"[shots.{first}.effects.fire]\n"
        'intensity = 0.9\nengine = "simulation"\nseed = 7\ncolour = "#4a7fd0"\nwind = -0.5'
    )
    found = cues(changed(toml))
    (was,), (fire,) = cues(PLAIN)[first], found[first]
    assert (fire.intensity, fire.engine, fire.seed) == (0.9, "simulation", 7)
    assert (fire.colour, fire.wind, fire.at) == ("#4a7fd0", -0.5, was.at)
    for name in carried:
        later = next(c for c in found[name] if c.kind == "fire")
        assert (later.engine, later.colour, later.onset) == ("simulation", "#4a7fd0", 0.0)


def test_a_cue_becomes_another_kind_and_one_is_added() -> None:
    first, _ = burning()
    toml = (
        f'[shots.{first}]\nadd_effects = [{{kind = "sparks", at = "lamp", onset = 0.5}}]\n'
        f'[shots.{first}.effects.fire]\nkind = "smoke"'
    )
    found = cues(changed(toml))[first]
    assert [(c.kind, c.at) for c in found] == [("smoke", found[0].at), ("sparks", "lamp")]
    assert found[1].onset == 0.5


def test_changing_what_is_not_there_says_so() -> None:
    first, _ = burning()
    after = changed(f"[shots.{first}.effects.snow]\nintensity = 0.5")
    assert any("has no snow; add_effects" in w for w in after.warnings)
    assert cues(after) == cues(PLAIN)


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ("[shots.a.effects.fier]\nseed = 1", "did you mean 'fire'"),
        ("[shots.a.effects.fire]\nintensty = 1", "did you mean 'intensity'"),
        ("[shots.a.effects.fire]\nintensity = 2", "outside 0 to 1"),
        ("[shots.a.effects.fire]\nwind = 3", "outside -1 to 1"),
        ("[shots.a.effects.fire]\nseed = -3", "outside 0"),
        ('[shots.a.effects.fire]\ncolour = "green"', "#RRGGBB"),
        ('[shots.a]\nremove_effects = ["smoek"]', "did you mean 'smoke'"),
        ('[shots.a]\nadd_effects = [{kind = "rian"}]', "did you mean 'rain'"),
        ('[shots.a]\neffect_cues = [{kind = "fire", onset = 4}]', "outside 0 to 1"),
    ],
)
def test_mistakes_name_the_way_out(entry: str, says: str) -> None:
    with pytest.raises(ConfigError, match=r"shots\.toml") as caught:
        read_overrides(entry)
    assert says in str(caught.value)


def test_changes_survive_the_shot_list_as_a_file() -> None:
    first, _ = burning()
    after = changed(f'[shots.{first}.effects.fire]\nwind = 0.4\nseed = 3\nengine = "gan"')
    assert load_shot_list(dump_shot_list(after)) == after
