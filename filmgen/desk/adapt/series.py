"""A season: episodes from the scenes, each with a cold open, acts and a hook.

Episodes and acts are cut where the script pulls most (`tension.hook`), about equally long:
the cheapest split by dynamic programming.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from filmgen.breakdown.model import Setup, Shot
from filmgen.breakdown.prose import collapse, sentences
from filmgen.desk.adapt.pen import Pen
from filmgen.desk.adapt.phrasing import telling
from filmgen.desk.adapt.protocol import Source, Wishes, listed, place_of, printed
from filmgen.desk.adapt.tension import hook, shot_weight, tension
from filmgen.errors import ConfigError
from filmgen.screenplay.model import Scene

_EPISODE_PAGES = 12.0
_MOST_EPISODES = 13
_ACTS = 3
_OPEN_SHARE = 0.18
"""Of an episode that the cold open may take."""
_RULES = (
    "You outline a television season from a screenplay. One plain sentence, present tense, what "
    "happens and to whom; no adjectives of praise, no questions to the reader."
)


@dataclass(frozen=True)
class Episode:
    """One episode: its shots in acts, the cold open first."""

    number: int
    scenes: tuple[Scene, ...]
    cold_open: tuple[Shot, ...]
    acts: tuple[tuple[Shot, ...], ...]

    @property
    def shots(self) -> tuple[Shot, ...]:
        return (*self.cold_open, *(shot for act in self.acts for shot in act))


class Series:
    form = "series"
    suffix = ".md"

    def adapt(self, source: Source, pen: Pen, wishes: Wishes) -> str:
        """The season's outline as Markdown."""
        episodes = episodes_of(source, wishes.episodes)
        names = [n.name for n in source.cast.notes if n.speaks]
        text = [f"# {source.title}: season outline", ""]
        own = f"{listed(names[:4])}: {len(episodes)} episodes from {len(source.scenes)} scenes."
        gists = "\n".join(_gist(e.shots) for e in episodes)
        text += [
            pen.sentence(
                "season", _RULES, "What is this season about? One sentence.",
                (("cast", listed(names[:8])), ("events", gists)), own, longest=40,
            ),
            "",
        ]  # fmt: skip
        for episode in episodes:
            text += _told(episode, source, pen)
        return "\n".join(text)


def episodes_of(source: Source, wished: int | None) -> list[Episode]:
    """The scenes in episodes, whole scenes only.

    Raises:
        ConfigError: more episodes than scenes.
    """
    scenes = [scene for scene in source.scenes if source.shots_of.get(scene.index)]
    total = sum(source.pages[scene.index] for scene in scenes)
    if wished is not None and not 1 <= wished <= len(scenes):
        raise ConfigError(
            "--episodes", f"{wished}: the script has {len(scenes)} scenes, an episode needs one"
        )
    count = wished or min(len(scenes), _MOST_EPISODES, max(3, round(total / _EPISODE_PAGES)))
    lengths = [sum(map(shot_weight, source.shots_of[scene.index])) for scene in scenes]

    def pull(end: int) -> float:
        last = source.shots_of[scenes[end - 1].index][-1]
        follows = source.shots_of[scenes[end].index][0] if end < len(scenes) else None
        return hook(last, follows)

    found = []
    for number, (begin, end) in enumerate(split(lengths, count, pull), 1):
        own = tuple(scenes[begin:end])
        shots = [
            shot
            for scene in own
            for shot in source.shots_of[scene.index]
            if shot.setup is not Setup.TITLE
        ]
        found.append(_in_acts(number, own, shots))
    return found


def split(
    lengths: Sequence[int], count: int, pull: Callable[[int], float]
) -> list[tuple[int, int]]:
    """Cut a row into `count` runs, near equal and ending where `pull(end)` is high."""
    if not count:
        return []
    aim = max(1, sum(lengths)) / count
    sums = [0]
    for length in lengths:
        sums.append(sums[-1] + length)
    far = float("inf")
    best = [[far] * (len(lengths) + 1) for _ in range(count + 1)]
    came = [[0] * (len(lengths) + 1) for _ in range(count + 1)]
    best[0][0] = 0.0
    pulls = [0.0, *(pull(end) for end in range(1, len(lengths))), 0.0]
    for part in range(1, count + 1):
        for end in range(part, len(lengths) + 1):
            for begin in range(part - 1, end):
                off = (sums[end] - sums[begin] - aim) / aim
                cost = best[part - 1][begin] + off * off
                cost -= 0.12 * pulls[end]
                if cost < best[part][end]:
                    best[part][end], came[part][end] = cost, begin
    runs, end = [], len(lengths)
    for part in range(count, 0, -1):
        runs.append((came[part][end], end))
        end = came[part][end]
    return runs[::-1]


def _in_acts(number: int, scenes: tuple[Scene, ...], shots: Sequence[Shot]) -> Episode:
    """A cold open up to the first strong moment in the first fifth, the rest in three acts."""
    total = sum(map(shot_weight, shots))
    used, best, place = 0, -1.0, 0
    for index, shot in enumerate(shots[:-_ACTS] if len(shots) > _ACTS + 1 else ()):
        used += shot_weight(shot)
        if used > total * _OPEN_SHARE and place:
            break
        value = hook(shot, shots[index + 1]) + 0.01 * index
        if value >= best:
            best, place = value, index + 1
        if used > total * _OPEN_SHARE:
            break
    rest = shots[place:]
    count = min(_ACTS, len(rest))

    def pull(end: int) -> float:
        return hook(rest[end - 1], rest[end] if end < len(rest) else None)

    runs = split([shot_weight(shot) for shot in rest], count, pull) if count else []
    return Episode(number, scenes, tuple(shots[:place]), tuple(tuple(rest[a:b]) for a, b in runs))


def _told(episode: Episode, source: Source, pen: Pen) -> list[str]:
    places = list(dict.fromkeys(place_of(scene) for scene in episode.scenes))
    people = list(dict.fromkeys(n for shot in episode.shots for n in shot.present))
    pages = sum(source.pages[scene.index] for scene in episode.scenes)
    numbers = [scene.number for scene in episode.scenes]
    scenes = f"scene {numbers[0]}" if len(numbers) == 1 else f"scenes {numbers[0]} to {numbers[-1]}"
    title = pen.sentence(
        "title", "You name television episodes: two to five words, no quotation marks.",
        "Name the episode by its strongest thing, place or word.",
        (("events", _gist(episode.shots, 4)),), _title(episode, places), longest=6,
    ).strip(" .“”\"")  # fmt: skip
    text = [
        f"## Episode {episode.number}: {title}", "",
        f"*{scenes}, {pages:.1f} pages. {listed(people) or 'Nobody'}. {'; '.join(places)}.*", "",
    ]  # fmt: skip
    if episode.cold_open:
        text += [f"**Cold open.** {_part('cold open', episode.cold_open, pen)}", ""]
    for number, act in enumerate(episode.acts, 1):
        last = number == len(episode.acts)
        text += [f"**Act {number}.** {_part(f'act {number}', act, pen)}", ""]
        text += [f"{'**Hook.**' if last else '*Act out:*'} {_out(act[-1])}", ""]
    return text


def _part(label: str, shots: Sequence[Shot], pen: Pen) -> str:
    own = _gist(shots, 2)
    said = "\n".join(
        part for shot in shots for part in (collapse(shot.action), *_lines(shot)) if part
    )
    return pen.sentence(
        "act", _RULES, f"Say what happens in this {label.partition(' ')[0]} in one sentence.",
        (("events", said[:2400]),), own, {"label": label}, longest=45,
    )  # fmt: skip


def _lines(shot: Shot) -> list[str]:
    return [f"{line.character}: {line.text}" for line in shot.lines]


def _gist(shots: Sequence[Shot], most: int = 1) -> str:
    """The strongest sentences of action in their order; else the first line."""
    acted = [shot for shot in shots if telling(shot.action)]
    if not acted:
        return next((f"{printed(shot.lines[0].character)}: “{shot.lines[0].text}”"
                     for shot in shots if shot.lines), "")  # fmt: skip
    strongest = sorted(acted, key=lambda shot: (-tension(shot), -len(shot.subjects)))[:most]
    chosen = [shot for shot in acted if shot in strongest]
    return " ".join(telling(shot.action)[0] for shot in chosen)


def _out(shot: Shot) -> str:
    """The words an act ends on."""
    if shot.lines:
        line = shot.lines[-1]
        return f"{printed(line.character)}: “{line.text}”"
    words = telling(shot.action) or sentences(shot.action)
    return words[-1] if words else printed(shot.setting.location)


def _title(episode: Episode, places: Sequence[str]) -> str:
    things = [shot.insert_prop for shot in episode.shots if shot.insert_prop]
    return f"The {things[0].title()}" if things and things[0].isascii() else places[0]
