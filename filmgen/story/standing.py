"""What stands on the page after a beat: for the checks of the next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from filmgen.story.checks import Page, content_words
from filmgen.story.model import Beat, Spoken


def stands(page: Page, beat: Beat) -> Page:
    """The page with a beat on it; secrets that were just spoken are out."""
    actions = tuple(a for a in (*page.actions, beat.action, beat.button) if a)
    lines = (*page.lines, *((line.who, line.says) for line in beat.lines))
    said = content_words(" ".join(line.says for line in beat.lines))
    out = {
        person.name
        for person in page.people
        if person.secret and len(said & content_words(person.secret)) >= 2
    }
    return replace(page, actions=actions, lines=lines, open_secrets=page.open_secrets | out)


def joined(lines: Iterable[Spoken]) -> list[Spoken]:
    """Two lines in a row of one speaker are one speech."""
    found: list[Spoken] = []
    for line in lines:
        if found and found[-1].who == line.who:
            joint = "" if line.says[:1] > "\u2e80" else " "
            found[-1] = replace(found[-1], says=f"{found[-1].says}{joint}{line.says}")
        else:
            found.append(line)
    return found
