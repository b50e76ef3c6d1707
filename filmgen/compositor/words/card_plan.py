"""What stands on the film's cards: its title page, and the slates of its scenes."""

from __future__ import annotations

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
    """ "INT. KITCHEN - PANTRY - NIGHT", as far as the script says."""
    place = f"{setting.place}. " if setting.place else ""
    parts = (setting.location, setting.sublocation, str(setting.time_of_day))
    return place + " - ".join(part for part in parts if part)
