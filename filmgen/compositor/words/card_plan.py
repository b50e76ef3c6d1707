"""What stands on the film's cards: its title page, and the slates of its scenes."""

from __future__ import annotations

import re
from collections.abc import Mapping

from filmgen.breakdown.model import Setting
from filmgen.compositor.segments import Card, Edition
from filmgen.editorial.model import Cut, CutShot


def title_card(cut: Cut) -> Card:
    """The script's title page: title and credits, below left whom to write to, right the draft."""
    foot = (("left", "\n".join(cut.contact_lines)), ("right", "\n".join(cut.draft_lines)))
    return Card("title", cut.title, cut.credit_lines, tuple(f for f in foot if f[1]))


def scene_card(cut: Cut, first: CutShot, edition: Edition) -> Card:
    """The slate of the scene that begins with a shot."""
    shot = first.shot
    of_scene = [s for s in cut.shots if s.shot.scene_index == shot.scene_index]
    seconds = round(sum(s.frames for s in of_scene) / cut.rate)
    fields = (
        ("film", cut.title),
        ("shots", str(len(of_scene))),
        ("length", f"{seconds // 60}:{seconds % 60:02d}"),
        ("version", edition.version),
        ("date", edition.date),
    )
    number = shot.scene_number or str(shot.scene_index)
    return Card("scene", number, (slug_line(shot.setting),), tuple(f for f in fields if f[1]))


def slug_line(setting: Setting) -> str:
    """ "INT. KITCHEN - PANTRY - NIGHT", as far as the script says, in its own script."""
    words = next((w for has, w in _OWN_WORDS if has.search(setting.location)), {})
    place = words.get(setting.place, f"{setting.place}." if setting.place else "")
    time = words.get(setting.time_of_day, str(setting.time_of_day))
    where = " - ".join(p for p in (setting.location, setting.sublocation, time) if p)
    return f"{place} {where}".strip()


_OWN_WORDS: tuple[tuple[re.Pattern[str], Mapping[str, str]], ...] = (
    (
        re.compile(r"[\u4e00-\u9fff]"),
        {"INT": "内景", "EXT": "外景", "INT/EXT": "内外景"}
        | {"DAY": "日", "NIGHT": "夜", "DAWN": "黎明", "DUSK": "黄昏"},
    ),
    (
        re.compile(r"[\u0400-\u04ff]"),
        {"INT": "ИНТ.", "EXT": "НАТ.", "INT/EXT": "ИНТ./НАТ."}
        | {"DAY": "ДЕНЬ", "NIGHT": "НОЧЬ", "DAWN": "РАССВЕТ", "DUSK": "ВЕЧЕР"},
    ),
)
