"""The page of an analysis: one HTML file with its plots inside it, made to be printed too."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from filmgen.boards import plots
from filmgen.boards.page import page_templates
from filmgen.desk.analysis.document import Analysis, CharacterFigures
from filmgen.wording import language_name

if TYPE_CHECKING:
    from markupsafe import Markup

_MAIN = 6
_TABLE = 10
_CAST = 40
_KINDS = (
    ("prop", "Props"), ("dressing", "Set dressing"), ("vehicle", "Vehicles"),
    ("animal", "Animals"), ("background", "Background"), ("effect", "Effects"),
)  # fmt: skip
_LIGHTS = (("DAY", "day"), ("DAWN", "dawn"), ("DUSK", "dusk"), ("NIGHT", "night"), ("", "unsaid"))
_PLACES = (("INT", "interior"), ("INT/EXT", "both"), ("EXT", "exterior"), ("", "unsaid"))


def analysis_page(analysis: Analysis) -> str:
    """The page as text: the same bytes for the same analysis, no request to anywhere."""
    from markupsafe import Markup

    def drawn(svg: str) -> Markup:
        return Markup(_typable(svg))

    templates = page_templates()
    templates.filters["typable"] = _typable
    main = [c for c in analysis.characters if len(c.arc) > 1 and c.kind != "crowd"][:_MAIN]
    most = max((place.pages for place in analysis.locations), default=1.0)
    return _typable(
        templates.get_template("analysis.html.j2").render(
            a=analysis,
            language=language_name(analysis.language),
            arc=drawn(plots.arc_plot(analysis)),
            pace=drawn(plots.pace_plot(analysis)),
            main=[(c, drawn(plots.character_plot(analysis, c))) for c in main],
            cast=[
                (c, drawn(plots.presence_plot(analysis, c))) for c in analysis.characters[:_CAST]
            ],
            more_cast=max(0, len(analysis.characters) - _CAST),
            loudest=max((c.share for c in analysis.characters), default=1.0) or 1.0,
            network=drawn(plots.network_plot(analysis)),
            talkers=_talkers(analysis),
            said={(t.speaker, t.to): t for t in analysis.talks},
            most_said=max((t.words for t in analysis.talks), default=1) or 1,
            places=[(p, drawn(plots.location_plot(p, most))) for p in analysis.locations],
            kinds=[(t, [x for x in analysis.things if x.kind == k]) for k, t in _KINDS],
            lights=[(n or "not said", c, analysis.shares.light[n])
                    for n, c in _LIGHTS if n in analysis.shares.light],
            where=[(n or "not said", c, analysis.shares.place[n])
                   for n, c in _PLACES if n in analysis.shares.place],
        )
    )  # fmt: skip


def _talkers(analysis: Analysis) -> list[CharacterFigures]:
    spoken = {t.speaker for t in analysis.talks} | {t.to for t in analysis.talks}
    return [c for c in analysis.characters if c.name in spoken][:_TABLE]


def _typable(text: str) -> str:
    """Text without the control characters that no page may hold."""
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]", " ", text)
