# ruff: noqa: E501  (lines of screenplays read better whole)
"""How scenes are covered: what an AD would expect to find in the list."""

from __future__ import annotations

import pytest

from filmgen.breakdown.camera_words import find_directive, superimposed, transition
from filmgen.breakdown.characters import find_cast
from filmgen.breakdown.model import Angle, Move, Setup, Shot, ShotTransition, Size
from filmgen.breakdown.places import weather_of
from filmgen.breakdown.planner import plan_shots
from filmgen.screenplay.model import Element, PlaceKind
from tests.breakdown.builders import action, cut, says, scene, script, shot_scene


def plan(*elements: Element | str, place: PlaceKind = PlaceKind.INTERIOR) -> tuple[Shot, ...]:
    return plan_shots(script(scene(1, "KITCHEN", *elements, place=place))).shots


def find(shots: tuple[Shot, ...], words: str) -> Shot:
    """The one shot whose action or talk holds the words."""
    (found,) = [s for s in shots if words in s.action or any(words in x.text for x in s.lines)]
    return found


def test_a_new_place_is_established_and_a_known_one_briefly() -> None:
    shots = plan_shots(
        script(
            scene(1, "HARBOUR", "Gulls over the water.", place=PlaceKind.EXTERIOR),
            scene(2, "KITCHEN", "A small white room."),
            scene(3, "HARBOUR", "The same gulls.", place=PlaceKind.EXTERIOR),
        )
    ).shots
    assert [s.setup for s in shots] == [Setup.ESTABLISHING] * 3
    assert shots[0].size is Size.ELS
    assert shots[2].size is not Size.ELS
    assert shots[0].setting.key == shots[2].setting.key == "HARBOUR"


def test_a_short_exchange_stays_in_one_two_shot() -> None:
    shots = plan("Anna and Ben at the table.", says("ANNA", "Ready?"), says("BEN", "Ready."))
    talk = find(shots, "Ready?")
    assert talk.setup is Setup.TWO_SHOT and len(talk.lines) == 2
    assert set(talk.subjects) == {"ANNA", "BEN"}


def test_a_conversation_cuts_on_speakers_and_tightens() -> None:
    line = "I have been waiting here since early this morning, you know."
    talk = [says(("ANNA", "BEN")[i % 2], f"{line} Number {i}.") for i in range(10)]
    shots = [s for s in plan("Anna faces Ben.", *talk) if s.lines]
    setups = [s.setup for s in shots]
    assert Setup.OTS in setups and Setup.SINGLE in setups
    ots = next(s for s in shots if s.setup is Setup.OTS)
    assert ots.over and ots.over not in ots.subjects and ots.angle is Angle.OTS
    order = list(Size)
    assert order.index(shots[-1].size) < order.index(shots[0].size)


def test_short_replies_do_not_get_a_shot_each() -> None:
    talk = [
        says("ANNA", "You never told me that he was coming back here."),
        says("BEN", "No."),
        says("ANNA", "And you knew it all the time, did you not?"),
        says("BEN", "Yes."),
    ] * 2
    shots = plan("Anna faces Ben.", *talk)
    with_lines = [s for s in shots if s.lines]
    assert len(with_lines) < 8
    assert sum(len(s.lines) for s in with_lines) == 8


def test_a_long_speech_gets_a_second_size_and_a_listener() -> None:
    speech = "The sea took my father and it took his boat. " * 9
    shots = [
        s for s in plan("Anna faces Ben.", says("ANNA", speech), says("BEN", "So?")) if s.lines
    ]
    sizes = {s.size for s in shots if s.subjects == ("ANNA",)}
    assert len(sizes) >= 2
    reaction = next(s for s in shots if s.setup is Setup.REACTION)
    assert reaction.subjects == ("BEN",)
    assert [x.on_screen for x in reaction.lines] == [False]
    spoken = " ".join(x.text for s in shots for x in s.lines if x.character == "ANNA")
    assert spoken == speech.strip()
    assert all(x.text.endswith(".") for s in shots for x in s.lines if x.character == "ANNA")


def test_voices_from_elsewhere_are_heard_over_whoever_is_there() -> None:
    shots = plan("Anna waits.", says("BEN", "Anna?", ext=("O.S.",)), says("ANNA", "Here!"))
    heard = find(shots, "Anna?")
    assert "ANNA" in heard.subjects and not heard.lines[0].on_screen
    assert all("BEN" not in s.subjects for s in shots)


def test_the_other_end_of_a_phone_is_not_in_the_room() -> None:
    shots = plan(
        "The phone rings. Anna picks it up.", says("ANNA", "Hello?"), says("BOSS", "It's me.")
    )
    assert all("BOSS" not in s.present for s in shots)
    assert not find(shots, "It's me.").lines[-1].on_screen


def test_an_intercut_shows_each_speaker_at_home() -> None:
    shots = plan_shots(
        script(
            scene(1, "BEN'S FLAT", "Ben dials.", cut("INTERCUT WITH:")),
            scene(2, "ANNA'S FLAT", "Anna picks up the phone.",
                  says("ANNA", "Who on earth is calling me at this hour?"),
                  says("BEN", "You know very well who is calling you, Anna."),
                  says("ANNA", "I thought that you were never going to call again.")),
        )
    ).shots  # fmt: skip
    ben = find(shots, "very well")
    assert ben.setting.key == "BEN'S FLAT" and ben.subjects == ("BEN",) and ben.scene_index == 2
    assert find(shots, "on earth").setting.key == "ANNA'S FLAT"


def test_dual_dialogue_shares_a_shot_and_knows_its_partner() -> None:
    shots = plan("Anna faces Ben.", says("ANNA", "Go!"), says("BEN", "Stay!", dual=True))
    shot = find(shots, "Go!")
    assert [x.dual_with for x in shot.lines] == ["", shot.lines[0].id]


@pytest.mark.parametrize(
    ("words", "prop"),
    [
        ("A clock reads 6:24 am.", "clock"),
        ("And a BIRTHDAY CARD.", "birthday card"),
        ("A SAMURAI SWORD slices into view.", "samurai sword"),
        ("His finger is poised over the trigger.", "trigger"),
        ("A finger hits the speakerphone button.", "speakerphone"),
    ],
)
def test_props_singled_out_get_an_insert(words: str, prop: str) -> None:
    shot = find(plan("Anna waits in the kitchen for somebody.", words), words[:9])
    assert shot.setup is Setup.INSERT and shot.insert_prop == prop and shot.size is Size.ECU


@pytest.mark.parametrize(
    "words",
    ["ANNA grabs the KNIFE and runs.", "The SCREEN DOOR slides open and ANNA (30) comes in."],
)
def test_props_in_somebodys_hands_do_not(words: str) -> None:
    assert find(plan("The kitchen is quiet.", words), words[:8]).setup is not Setup.INSERT


def test_a_letter_is_read_in_an_insert() -> None:
    shots = plan(
        "Anna opens the letter. It reads:", "Dear Anna --", "I am gone\nDo not wait", "Anna weeps."
    )
    letter = find(shots, "Dear Anna")
    assert letter.setup is Setup.INSERT and letter.insert_prop == "letter"
    assert letter.title_text == "Dear Anna --\nI am gone\nDo not wait"
    assert find(shots, "weeps").subjects == ("ANNA",) or not find(shots, "weeps").lines


@pytest.mark.parametrize(
    ("words", "wish"),
    [
        ("CLOSE ON Anna's hand.", {"size": Size.CU}),
        ("EXTREME CLOSE UP on the dial.", {"size": Size.ECU}),
        ("WIDE - the whole kitchen.", {"size": Size.LS}),
        ("INSERT - THE LETTER", {"setup": Setup.INSERT}),
        ("ANNA'S POV - the street.", {"setup": Setup.POV, "angle": Angle.POV}),
        ("TRACKING with Anna as she walks.", {"move": Move.TRACK}),
        ("We push in on Anna.", {"move": Move.PUSH_IN}),
        ("PULL BACK to show the room.", {"move": Move.PULL_OUT}),
        ("LOW ANGLE - the tower.", {"angle": Angle.LOW}),
        ("The camera pans across the wall.", {"move": Move.PAN}),
        ("OVERHEAD SHOT of the table.", {"angle": Angle.OVERHEAD}),
        ("特写：茶壶。", {"size": Size.CU}),
    ],
)
def test_camera_words_are_obeyed(words: str, wish: dict[str, object]) -> None:
    shot = find(plan("Anna waits here and looks at the wall for a while.", words), words)
    assert {k: getattr(shot, k) for k in wish} == wish
    assert "asks" in shot.why


@pytest.mark.parametrize(
    "words",
    [
        "He is close on her heels.",
        "A wide river.",
        "She pushes in.",
        "The pan is hot.",
        "Tracks in the snow.",
    ],
)
def test_ordinary_words_are_no_camera_words(words: str) -> None:
    assert find_directive(words) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("CUT TO:", ShotTransition.CUT), ("SMASH CUT TO:", ShotTransition.SMASH_CUT),
        ("MATCH CUT TO:", ShotTransition.MATCH_CUT), ("DISSOLVE TO:", ShotTransition.DISSOLVE),
        ("FADE IN:", ShotTransition.FADE_IN), ("FADE OUT.", ShotTransition.FADE_OUT_IN),
        ("WIPE TO:", ShotTransition.WIPE), ("TIME CUT TO:", ShotTransition.CUT),
        ("INTERCUT WITH:", ShotTransition.CUT), ("HERE WE GO:", ShotTransition.CUT),
    ],
)  # fmt: skip
def test_transitions(text: str, kind: ShotTransition) -> None:
    assert transition(text) is kind
    shots = plan_shots(
        script(scene(1, "KITCHEN", "Anna waits.", cut(text)), scene(2, "HALL", "Ben."))
    ).shots
    assert shots[-1].transition_in is kind


def test_a_last_fade_out_ends_the_film_in_black() -> None:
    assert plan_shots(script(scene(1, "KITCHEN", "Anna waits.", cut("FADE OUT.")))).fade_out
    assert not plan_shots(script(scene(1, "KITCHEN", "Anna waits.", cut("CUT TO:")))).fade_out


def test_centred_words_and_supers() -> None:
    shots = plan("Anna waits.", action("THE END", centered=True))
    assert (
        shots[-1].setup is Setup.TITLE
        and shots[-1].title_text == "THE END"
        and not shots[-1].present
    )
    assert superimposed("SUPER: 'Five years later'") == "Five years later"
    assert (
        find(
            plan("Anna waits for a long time by the window there.", "SUPER: Five years later"),
            "SUPER",
        ).title_text
        == "Five years later"
    )


def test_a_montage_is_one_shot_a_line() -> None:
    shots = plan(
        "MONTAGE - SUMMER",
        "Anna swims.",
        "Ben cooks.",
        "END OF MONTAGE",
        "Anna sits down at the table.",
    )
    assert [s.setup for s in shots if s.setup is Setup.MONTAGE] == [Setup.MONTAGE] * 3
    assert find(shots, "sits down").setup is not Setup.MONTAGE


def test_headings_that_are_shots() -> None:
    shots = plan_shots(
        script(
            scene(1, "NAK'S HOUSE", "Nak turns and is faced with", place=PlaceKind.EXTERIOR),
            shot_scene(2, "A LAND ROVER AND A VW", "Both yellow. Nak looks back and forth."),
            shot_scene(3, "SNIPER SCOPE POV", "His face FILLS the scope."),
            shot_scene(4, "NAK", "grins with boyish glee."),
            shot_scene(5, "ON THE TV", "The EVENING NEWS."),
            shot_scene(6, "INSIDE", "it is dark."),
            shot_scene(7, "OPENING TITLES", action("NAK", centered=True)),
            scene(8, "OFFICE", "Empty."),
            shot_scene(9, "BACK IN THE HOUSE", "Nak waits."),
        )
    ).shots
    by = {i: [s for s in shots if s.scene_index == i] for i in range(1, 10)}
    assert by[2][0].setting.key == "NAK'S HOUSE" and by[2][0].action.startswith("A LAND ROVER")
    assert by[3][0].setup is Setup.POV
    assert by[4][0].subjects == ("NAK",) and by[4][0].action == "NAK grins with boyish glee."
    assert by[5][0].setup is Setup.INSERT and by[5][0].insert_prop == "television"
    assert by[6][0].setting.place is PlaceKind.INTERIOR and by[6][0].setting.key == "NAK'S HOUSE"
    assert [s.setup for s in by[7]] == [Setup.TITLE]
    assert by[9][0].setting.key == "NAK'S HOUSE" and not any("BACK" in s.action for s in by[9])


def test_omitted_scenes_make_no_shots_and_printed_numbers_are_kept() -> None:
    shots = plan_shots(
        script(
            scene(1, "HALL", "Anna.", number="11"),
            scene(2, "", number="12", omitted=True),
            scene(3, "ROOF", "Wind.", number="12A"),
        )
    ).shots
    assert [s.display_id for s in shots] == ["sc011_sh010", "sc012A_sh010"]


def test_long_action_is_split_and_varied() -> None:
    text = (
        "ANNA pulls the curtain aside and looks down at the street. BEN crosses the yard with the "
        "heavy box. Anna hurries to the stove and lifts the lid. She tastes the soup, frowns, and "
        "reaches for the salt. Ben kicks the door open."
    )
    shots = plan(text)
    assert 4 <= len(shots) <= 8
    assert len({s.size for s in shots}) >= 3
    assert all(len(s.action.split()) <= 24 for s in shots)


def test_moves_are_rare_and_motivated() -> None:
    assert (
        find(
            plan(
                "Anna waits in silence by the wall for him.",
                "Ben punches Carl. Carl punches Ben.",
                says("BEN", "Ha!"),
                says("CARL", "Ha!"),
            ),
            "punches",
        ).move
        is Move.HANDHELD
    )
    walk = find(
        plan(
            "The kitchen.",
            "Anna waits for a while, very still.",
            "Anna hurries across the room towards the far door.",
            says("ANNA", "So."),
        ),
        "hurries",
    )
    assert walk.move is Move.TRACK
    talk = [
        says(("ANNA", "BEN")[i % 2], "This is a perfectly ordinary sentence about bread.")
        for i in range(8)
    ]
    assert sum(s.move is not Move.STATIC for s in plan("Anna faces Ben.", *talk)) <= 2


def test_silent_characters_are_found_with_what_the_script_says_of_them() -> None:
    cast = find_cast(
        script(
            scene(
                1, "LOBBY",
                "The SECURITY GUARD (50s, bald) yawns. MARTA, a woman of thirty, waits. A SOUND. The "
                "SCREEN DOOR slides. FIRE ENGINES pass. It is DAY. He SLAMS the book. A dog barks at her.",
                "Marta sighs. She turns to the guard.",
                says("OLD MAN", "Well."),
            ),
            scene(2, "STREET", "The guard bursts out. Mr. Hoff waits."),
        )
    )  # fmt: skip
    notes = {n.name: n for n in cast.notes}
    assert set(notes) == {"SECURITY GUARD", "MARTA", "DOG", "OLD MAN", "MR. HOFF"}
    assert not notes["SECURITY GUARD"].speaks and notes["OLD MAN"].speaks
    assert notes["SECURITY GUARD"].age_years == 55
    assert (notes["MARTA"].gender, notes["MARTA"].age_years) == ("female", 30)
    assert (notes["OLD MAN"].gender, notes["MR. HOFF"].gender) == ("male", "male")
    assert notes["DOG"].species == "dog"
    cast.enter(2)
    assert [m.name for m in cast.mentions("The guard sees Marta's hat.")] == [
        "SECURITY GUARD",
        "MARTA",
    ]


def test_pronouns_follow_gender() -> None:
    shots = plan(
        "ANNA, a woman of thirty, waits at the window of the kitchen. BEN, a man with a beard, sits.",
        "She lights the stove with a long match. He watches her do it from his chair.",
    )
    assert find(shots, "lights the stove").subjects[0] == "ANNA"
    assert find(shots, "watches her").subjects[0] == "BEN"


def test_names_in_other_scripts() -> None:
    shots = plan(
        "Маша стоит у окна.",
        says("МАША", "Мы едем домой."),
        "李雷走进来。",
        says("李雷", "我们回家吧。"),
    )
    lines = [x for s in shots for x in s.lines]
    assert [x.language for x in lines] == ["ru", "zh"]
    assert all(x.id.isascii() for x in lines)
    assert find(shots, "Маша стоит").subjects == ("МАША",)
    assert "李雷" in find(shots, "李雷走进来").subjects


@pytest.mark.parametrize(
    ("text", "weather"),
    [
        ("Rain on the glass.", "rain"), ("No rain today.", ""), ("Snow falls.", "snow"),
        ("The sun is shining.", "clear"), ("A storm breaks.", "storm"), ("Thick fog.", "fog"),
        ("The morning fog has begun to burn off.", ""), ("Light pouring in.", ""), ("大雨。", "rain"),
        ("He wears a raincoat.", ""), ("The wind howls.", "wind"),
    ],
)  # fmt: skip
def test_weather(text: str, weather: str) -> None:
    assert weather_of(text) == weather


def test_comings_and_goings() -> None:
    shots = plan(
        "Anna sits at the kitchen table with her book.", "BEN enters with a lamp and sets it down.",
        "Ben takes one last look at the two of them and leaves.", "Anna reads on by the light of the lamp.",
    )  # fmt: skip
    assert "BEN" not in shots[0].present
    assert "BEN" in find(shots, "sets it").present
    assert "BEN" not in find(shots, "reads on").present


def test_a_fire_burns_until_the_words_put_it_out() -> None:
    shots = plan(
        "ANNA waits in the long kitchen.", "The curtains catch fire.", "Anna runs to the sink and fills a bucket.",
        "She throws the water and the fire is out.", "Anna sits down on the floor, very slowly.",
    )  # fmt: skip
    burning = ["fire" in {c.kind for c in s.effect_cues} for s in shots]
    first, out = burning.index(True), next(i for i, s in enumerate(shots) if "is out" in s.action)
    assert all(burning[first:out]) and out - first >= 2 and not any(burning[out:])
    carried = shots[first + 1].effect_cues[0]
    assert carried.intensity < shots[first].effect_cues[0].intensity


def test_a_fire_on_television_stays_there() -> None:
    shots = plan_shots(
        script(
            scene(1, "LIVING ROOM", "ANNA and BEN sit."),
            shot_scene(2, "ON THE TV", "A house in flames.", says("REPORTER", "Police have no comment."),
                       "Ben turns his head and looks at Anna for a while."),
        )
    ).shots  # fmt: skip
    screen = find(shots, "in flames")
    assert (
        [c.kind for c in screen.effect_cues] == ["fire"]
        and screen.lines
        and not screen.lines[0].on_screen
    )
    assert not find(shots, "turns his head").effect_cues
    assert all("REPORTER" not in s.present for s in shots)
