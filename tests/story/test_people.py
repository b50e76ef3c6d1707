from __future__ import annotations

import pytest

from filmgen.story.people import find_people


@pytest.mark.parametrize(
    ("logline", "names"),
    [
        ("Dr. Osei hides from Mrs. Lund in the pantry.", ["DR OSEI", "MRS LUND"]),
        ("On a rusty trawler, Captain Brandt finds a stowaway.", ["BRANDT", "STOWAWAY"]),
        ("Sheriff Cole plays cards with the gambler Mae.", ["COLE", "MAE"]),
        ("He sings for one listener: inspector Jana Novak.", ["JANA"]),
        ("Pia must wake her neighbour, old Mr. Sand.", ["PIA", "MR SAND"]),
        ("The waitress Ada knows the boy from a missing-person poster.", ["ADA", "BOY"]),
    ],
)
def test_titles_appositions_and_ships(logline: str, names: list[str]) -> None:
    assert [person.name for person in find_people(logline)] == names
