"""What age rating the published guidelines of three boards would lead to. Suggestions only.

A board sees a film, not a script: tone, detail and context decide, and they are not in the words.
What is here are the boards' published thresholds, in their own terms, over what was found:

- MPA: "Classification and Rating Rules" (CARA, as revised July 24, 2020), Article II, Section 3.
  NC-17 is never suggested: no rule tells it from R by words.
- BBFC: "Classification Guidelines 2024", the sections of the categories U to 18 and their issues
  (dangerous behaviour, discrimination, drugs, language, nudity, sex, sexual violence, violence).
- FSK: the age ratings of § 14 JuSchG, and the "FSK-Prüfkriterien" and notes "FSK-Altersfreigaben" by
  which its committees work: Gewalt, Sexualität, Sprache, Drogen, selbstschädigendes Verhalten.

What is borderline does not count, nor do brands, persons and flashing light: no board rates them.
"""

# ruff: noqa: E501 - a list of words reads better in long lines
from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from filmgen.desk.advisories.model import DEGREES, Finding, Kind, Reason, Suggestion
from filmgen.errors import ConfigError

SYSTEMS = ("mpa", "bbfc", "fsk")
_LINES = 12
_PERSISTENT_LEAST = 6
_PERSISTENT_PAGES = 8.0


@dataclass(frozen=True)
class Criterion:
    """One threshold: so many findings of a kind, at least so strong, make a rating the lowest.

    Attributes:
        exact: of this very degree, not stronger ones.
        least: how many are needed. `persistent`: six, and one in every eight pages.
        spoken: True or False for dialogue or action only.
    """

    rating: str
    text: str
    kind: Kind
    degree: str
    least: int = 1
    persistent: bool = False
    exact: bool = False
    spoken: bool | None = None

    def met_by(self, findings: Sequence[Finding], pages: float) -> list[Finding]:
        """The findings that meet it; none where they are too few."""
        level = DEGREES[self.kind].index(self.degree)
        those = [
            f
            for f in findings
            if f.kind is self.kind
            and not f.borderline
            and (f.level == level if self.exact else f.level >= level)
            and (self.spoken is None or f.spoken == self.spoken)
        ]
        least = self.least
        if self.persistent:
            least = max(_PERSISTENT_LEAST, math.ceil(pages / _PERSISTENT_PAGES))
        return those if len(those) >= least else []


@dataclass(frozen=True)
class Board:
    """One system: its ratings from the lowest with the board's own lines, and its thresholds."""

    system: str
    name: str
    guidelines: str
    ratings: tuple[tuple[str, str], ...]
    criteria: tuple[Criterion, ...]


_K, _C = Kind, Criterion

_MPA = Board(
    "mpa",
    "Motion Picture Association (CARA)",
    "Classification and Rating Rules, Article II, Section 3",
    (
        ("G", "General Audiences. All ages admitted."),
        ("PG", "Parental Guidance Suggested. Some material may not be suitable for children."),
        ("PG-13", "Parents Strongly Cautioned. Some material may be inappropriate for children under 13."),
        ("R", "Restricted. Under 17 requires accompanying parent or adult guardian."),
    ),
    (
        _C("R", "a sexually-derived word of the harsher kind more than once", _K.LANGUAGE, "strong", least=2),
        _C("R", "the harshest of the sexually-derived words", _K.LANGUAGE, "very strong"),
        _C("R", "intense violence: its bloody detail is shown", _K.VIOLENCE, "gore", spoken=False, least=2),
        _C("R", "persistent violence with injury and death", _K.VIOLENCE, "injury", spoken=False, persistent=True),
        _C("R", "sexually-oriented nudity and sex", _K.SEX, "sex", spoken=False, least=2),
        _C("R", "sexual violence", _K.SEX, "sexual violence"),
        _C("R", "drug abuse, more than once", _K.DRUGS, "taken", spoken=False, least=3),
        _C("R", "hard language throughout", _K.LANGUAGE, "moderate", least=40),
        _C("PG-13", "a single use of one of the harsher sexually-derived words, as an expletive", _K.LANGUAGE, "strong"),
        _C("PG-13", "any drug use will initially require at least a PG-13", _K.DRUGS, "taken"),
        _C("PG-13", "violence that is realistic: injury and death", _K.VIOLENCE, "injury", spoken=False),
        _C("PG-13", "violence more than some", _K.VIOLENCE, "fight", spoken=False, persistent=True),
        _C("PG-13", "more than brief nudity, or sensuality", _K.SEX, "nudity", spoken=False),
        _C("PG-13", "adult activity: suicide and self-harm", _K.SELF_HARM, "shown"),
        _C("PG-13", "language beyond some profanity", _K.LANGUAGE, "moderate", least=6),
        _C("PG-13", "slurs", _K.SLURS, "slur"),
        _C("PG", "some depictions of violence", _K.VIOLENCE, "fight", spoken=False),
        _C("PG", "threat and talk of violence", _K.VIOLENCE, "spoken of", least=3),
        _C("PG", "some profanity", _K.LANGUAGE, "mild"),
        _C("PG", "thematic material: suicide and self-harm are spoken of", _K.SELF_HARM, "spoken of"),
        _C("PG", "suggestive material", _K.SEX, "spoken of"),
        _C("PG", "references to drugs", _K.DRUGS, "spoken of"),
        _C("PG", "smoking", _K.TOBACCO, "smoked"),
        _C("PG", "alcohol, drunk", _K.ALCOHOL, "drunk", least=2),
        _C("PG", "weapons", _K.WEAPONS, "shown", spoken=False, least=2),
        _C("PG", "harm to animals", _K.ANIMALS, "harmed"),
        _C("PG", "children in danger", _K.MINORS, "in danger"),
    ),
)  # fmt: skip

_BBFC = Board(
    "bbfc",
    "British Board of Film Classification",
    "Classification Guidelines 2024",
    (
        ("U", "Suitable for all."),
        ("PG", "Parental guidance: some scenes may be unsuitable for young children."),
        ("12A", "Suitable for 12 years and over; younger children with an adult."),
        ("15", "Suitable only for 15 years and over."),
        ("18", "Suitable only for adults."),
    ),
    (
        _C("18", "very strong language, frequent", _K.LANGUAGE, "very strong", least=5),
        _C("18", "sexual violence that is shown", _K.SEX, "sexual violence", spoken=False, least=2),
        _C("18", "strong gory images, often", _K.VIOLENCE, "gore", spoken=False, least=8),
        _C("15", "very strong language", _K.LANGUAGE, "very strong"),
        _C("15", "strong language, more than infrequent", _K.LANGUAGE, "strong", least=4),
        _C("15", "strong violence; injury detail and gore", _K.VIOLENCE, "gore", spoken=False),
        _C("15", "violence with injury and death, frequent", _K.VIOLENCE, "injury", spoken=False, persistent=True),
        _C("15", "sexual activity, portrayed", _K.SEX, "sex", spoken=False, least=2),
        _C("15", "sexual violence, or references to it", _K.SEX, "sexual violence"),
        _C("15", "drug taking is shown", _K.DRUGS, "taken", spoken=False, least=2),
        _C("15", "suicide and self-harm with detail", _K.SELF_HARM, "shown", spoken=False),
        _C("12A", "strong language, infrequent", _K.LANGUAGE, "strong"),
        _C("12A", "moderate bad language", _K.LANGUAGE, "moderate"),
        _C("12A", "moderate violence; injury", _K.VIOLENCE, "injury", spoken=False),
        _C("12A", "moderate violence, frequent", _K.VIOLENCE, "fight", spoken=False, persistent=True),
        _C("12A", "sexual activity, brief and discreet", _K.SEX, "sex", spoken=False),
        _C("12A", "nudity", _K.SEX, "nudity", spoken=False),
        _C("12A", "moderate sex references", _K.SEX, "spoken of", least=2),
        _C("12A", "misuse of drugs, infrequent", _K.DRUGS, "taken"),
        _C("12A", "references to suicide and self-harm", _K.SELF_HARM, "spoken of"),
        _C("12A", "discriminatory language", _K.SLURS, "slur"),
        _C("PG", "mild violence", _K.VIOLENCE, "fight", spoken=False),
        _C("PG", "mild threat", _K.VIOLENCE, "spoken of", least=2),
        _C("PG", "mild bad language", _K.LANGUAGE, "mild"),
        _C("PG", "mild sex references", _K.SEX, "spoken of"),
        _C("PG", "references to illegal drugs, innocuous", _K.DRUGS, "spoken of"),
        _C("PG", "smoking that children see", _K.TOBACCO, "smoked", least=3),
        _C("PG", "dangerous behaviour that a child might copy", _K.IMITABLE, "risky"),
        _C("PG", "harm to animals", _K.ANIMALS, "harmed"),
        _C("PG", "realistic weapons", _K.WEAPONS, "shown", spoken=False, least=2),
        _C("PG", "children in danger", _K.MINORS, "in danger"),
    ),
)  # fmt: skip

_FSK = Board(
    "fsk",
    "Freiwillige Selbstkontrolle der Filmwirtschaft",
    "FSK-Prüfkriterien; § 14 JuSchG",
    (
        ("FSK 0", "Freigegeben ohne Altersbeschränkung (no age limit)"),
        ("FSK 6", "Freigegeben ab 6 Jahren (from 6)"),
        ("FSK 12", "Freigegeben ab 12 Jahren (from 12)"),
        ("FSK 16", "Freigegeben ab 16 Jahren (from 16)"),
        ("FSK 18", "Keine Jugendfreigabe (adults only)"),
    ),
    (
        _C("FSK 18", "Gewalt: detailliert und häufig (violence, detailed and often)", _K.VIOLENCE, "gore", spoken=False, least=8),
        _C("FSK 18", "Sexualität: sexuelle Gewalt wird gezeigt (sexual violence is shown)", _K.SEX, "sexual violence", spoken=False, least=2),
        _C("FSK 16", "Gewalt: drastisch (violence, drastic)", _K.VIOLENCE, "gore", spoken=False),
        _C("FSK 16", "Gewalt: anhaltend, mit Verletzung und Tod (persistent, with injury and death)", _K.VIOLENCE, "injury", spoken=False, persistent=True),
        _C("FSK 16", "Sexualität: sexuelle Gewalt (sexual violence)", _K.SEX, "sexual violence"),
        _C("FSK 16", "Sexualität: mehrfach gezeigt (sex, shown more than once)", _K.SEX, "sex", spoken=False, least=3),
        _C("FSK 16", "Drogen: Konsum wird mehrfach gezeigt (drug use, more than once)", _K.DRUGS, "taken", spoken=False, least=3),
        _C("FSK 16", "Selbstschädigendes Verhalten: Suizid wird gezeigt (suicide is shown)", _K.SELF_HARM, "shown", spoken=False, least=2),
        _C("FSK 12", "Gewalt: mit Verletzung oder Tod (violence with injury or death)", _K.VIOLENCE, "injury", spoken=False),
        _C("FSK 12", "Gewalt: häufig (violence, often)", _K.VIOLENCE, "fight", spoken=False, persistent=True),
        _C("FSK 12", "Sprache: derb und häufig (language, coarse and often)", _K.LANGUAGE, "moderate", least=6),
        _C("FSK 12", "Sprache: sexualisierte Schimpfwörter (sexualised swearing)", _K.LANGUAGE, "strong"),
        _C("FSK 12", "Sexualität: gezeigt (sex, shown)", _K.SEX, "sex", spoken=False),
        _C("FSK 12", "Drogen: Konsum (drug use)", _K.DRUGS, "taken"),
        _C("FSK 12", "Selbstschädigendes Verhalten (self-harm, suicide)", _K.SELF_HARM, "spoken of"),
        _C("FSK 12", "Diskriminierung: herabwürdigende Sprache (slurs)", _K.SLURS, "slur"),
        _C("FSK 6", "Gewalt: einzelne Kampfszenen (single fights)", _K.VIOLENCE, "fight", spoken=False),
        _C("FSK 6", "Bedrohung (threat)", _K.VIOLENCE, "spoken of", least=2),
        _C("FSK 6", "Bedrohung: Kinder in Gefahr (children in danger)", _K.MINORS, "in danger"),
        _C("FSK 6", "Bedrohung: Waffen (weapons)", _K.WEAPONS, "shown", spoken=False, least=2),
        _C("FSK 6", "Sprache: derb (coarse language)", _K.LANGUAGE, "mild", least=2),
        _C("FSK 6", "Sexualität: Nacktheit, Andeutungen (nudity, innuendo)", _K.SEX, "spoken of"),
        _C("FSK 6", "Drogen: Alkohol, Tabak (alcohol, tobacco)", _K.ALCOHOL, "drunk", least=3),
        _C("FSK 6", "Nachahmung: riskantes Verhalten (acts a child might copy)", _K.IMITABLE, "risky"),
        _C("FSK 6", "Gewalt gegen Tiere (harm to animals)", _K.ANIMALS, "harmed"),
    ),
)  # fmt: skip

_BOARDS = {board.system: board for board in (_MPA, _BBFC, _FSK)}


def suggest(findings: Sequence[Finding], pages: float, system: str) -> Suggestion:
    """The lowest rating that no threshold of a system rules out, with what ruled out lower ones.

    Args:
        pages: of the script, for what is "persistent".

    Raises:
        ConfigError: no such system.
    """
    if system not in _BOARDS:
        raise ConfigError("--system", f"{system!r} is none of {', '.join(SYSTEMS)}")
    board = _BOARDS[system]
    order = [name for name, _ in board.ratings]
    met: list[Reason] = []
    told: set[tuple[Kind, bool | None]] = set()
    for criterion in sorted(board.criteria, key=lambda c: -order.index(c.rating)):
        those = criterion.met_by(findings, pages)
        # A lower threshold of what is told already says nothing more.
        if not those or (criterion.kind, None) in told:
            continue
        told.add((criterion.kind, None))
        lines = tuple(dict.fromkeys(f.line for f in those))[:_LINES]
        met.append(Reason(criterion.rating, criterion.text, lines, len(those)))
    rating = max((reason.rating for reason in met), key=order.index, default=order[0])
    return Suggestion(
        system, board.name, rating, dict(board.ratings)[rating], tuple(met), board.guidelines
    )
