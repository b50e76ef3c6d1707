"""The cast: who speaks with which voice and why, and auditions of one part in several voices.

OUT/audition/<NAME>/1-<voice>.wav …    one of its own lines, in its voice and the next best
OUT/audition/<NAME>/voices.csv         file, voice, and the line of edit/cast.toml that takes it
"""

from __future__ import annotations

import csv
import difflib
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from filmgen.breakdown.model import Line, ShotList
from filmgen.breakdown.prose import words
from filmgen.config import Config, load_config
from filmgen.desk.bible.overrides import apply_bible, find_bible
from filmgen.engines.protocols import SpeechEngine, SpeechRequest
from filmgen.engines.speech.performance import perform, performed
from filmgen.engines.table import create_engine, shared_engine
from filmgen.errors import ConfigError
from filmgen.farm.local import LocalFarm
from filmgen.farm.production import Wanted
from filmgen.media_files import write_sound
from filmgen.progress import Progress, Silent
from filmgen.screenplay import read_screenplay
from filmgen.sound.acting.delivery import Delivery
from filmgen.sound.cast.accent import accent_of
from filmgen.sound.cast.assign import Cast, CastEntry, Casting
from filmgen.sound.cast.cast_file import check_voice, format_entry, read_cast
from filmgen.sound.cast.recast import recast
from filmgen.sound.cast.roles import Role, find_roles
from filmgen.sound.cast.voice import Voice
from filmgen.sound.words.lexicon import read_lexicon
from filmgen.workspace import Asset, Workspace, seed_from
from pipelines.breakdown import break_down
from pipelines.characters import folder_names
from pipelines.studio import Options, Studio, check_engines, provenance

TREE = "audition"
NEXT_BEST = 4
_AUDITION_WORDS = 10
"""About as many words tell a voice; the character's line nearest to that is spoken."""


@dataclass(frozen=True)
class Part:
    """One row of the cast list.

    Attributes:
        entry: how the role speaks.
        by_hand: whether edit/cast.toml says so.
        nearest: the scene mate that sounds most like it, "" if it has none or nobody measured.
        alike: speaker cosine with it.
    """

    role: Role
    entry: CastEntry
    by_hand: bool
    nearest: str
    alike: float | None


@dataclass(frozen=True)
class Audition:
    """What `hold_audition` leaves behind: one take for each voice, the character's own first."""

    character: str
    line: Line
    takes: tuple[tuple[CastEntry, Path], ...]
    table: Path
    missing: Mapping[str, str]


def keep_cast(
    shots: ShotList, voices: tuple[Voice, ...], workspace: Workspace, mark: str = ""
) -> tuple[Cast, Mapping[str, CastEntry]]:
    """The film's cast, as the last run in this folder had it where that still fits.

    Args:
        mark: of a dub, ".zh": its cast is another.

    Returns:
        The cast, and those of its entries that are set by hand in the edit folder.

    Raises:
        ConfigError: edit/cast.toml is wrong.
    """
    chosen = read_cast(workspace.edit / f"cast{mark}.toml", voices)
    try:
        record = json.loads((workspace.house / f"cast{mark}.json").read_text(encoding="utf-8"))
        before = {name: CastEntry(**entry) for name, entry in record.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        before = {}
    return recast(shots, voices, before, chosen), chosen


def remember_cast(
    cast: Cast, chosen: Mapping[str, CastEntry], workspace: Workspace, mark: str = ""
) -> None:
    """Keep the cast for the next draft; what is set by hand is not ours to remember."""
    own = {name: asdict(entry) for name, entry in cast.entries if name not in chosen}
    text = json.dumps(own, indent=0, ensure_ascii=False)
    workspace.write_text(workspace.house / f"cast{mark}.json", text)


def list_cast(
    script: Path | str,
    out: Path | str | None = None,
    *,
    config: Config | None = None,
    edit: Path | None = None,
) -> tuple[Part, ...]:
    """Everybody who speaks, in order of appearance, as the next run would cast them.

    Args:
        out: the film's output folder, for what its last run and edit/cast.toml say; nothing in it
            is changed.

    Raises:
        ScreenplayError, ConfigError, EngineUnavailable: the user's to mend.
    """
    config = config or load_config()
    workspace = Workspace(Path(out) if out is not None else Path(), edit)
    return _parts(_shots(script, workspace, out is not None), workspace, config)[0]


def hold_audition(
    script: Path | str,
    out: Path | str,
    character: str,
    *,
    line: str = "",
    voices: Iterable[str] = (),
    config: Config | None = None,
    edit: Path | None = None,
    progress: Progress | None = None,
) -> Audition:
    """Speak one of a character's lines in its own voice and in others.

    Args:
        line: id of one of its lines; one of about ten words if empty.
        voices: of the engine; the next best for the part if empty.

    Raises:
        ConfigError: nobody of that name, no such line of theirs, no such voice; edit/lexicon.toml
            or edit/cast.toml is wrong.
        ScreenplayError, WorkspaceError, EngineUnavailable: the user's to mend.
    """
    config, listener = config or load_config(), progress or Silent()
    check_engines(config, ("speech",))
    workspace = Workspace(Path(out), edit)
    with workspace.held(listener.note), LocalFarm(config.farm.workers) as farm:
        studio = Studio(workspace, farm, config, listener, TREE)
        shots = _shots(script, workspace, True)
        parts, casting = _parts(shots, workspace, config)
        part = _part(character, parts)
        engine: SpeechEngine = studio.engine("speech")
        spoken = _line(line, part.role.name, shots, engine)
        entries = _entries(part, tuple(voices), casting, engine)
        takes = _take(spoken, entries, part.role.name, engine, studio)
        folder = folder_names(p.role.name for p in parts)[part.role.name]
        found = [
            (entry, studio.publish(f"{folder}/{place}-{_plain(entry.voice)}.wav", asset, _WAV))
            for place, (entry, asset) in enumerate(takes, 1)
            if isinstance(asset, Asset)
        ]
        table = studio.write(f"{folder}/voices.csv", _table(part.role.name, found, casting))
        workspace.extend(TREE, studio.listed, studio.used)
        return Audition(part.role.name, spoken, tuple(found), table, dict(studio.missing))


_WAV = {"take.wav": ""}


def _shots(script: Path | str, workspace: Workspace, drafts: bool) -> ShotList:
    screenplay = read_screenplay(Path(script))
    if drafts:
        return break_down(screenplay, workspace)
    from filmgen.breakdown.planner import plan_shots

    return apply_bible(plan_shots(screenplay), find_bible(workspace.edit, Path(script)))


def _parts(
    shots: ShotList, workspace: Workspace, config: Config
) -> tuple[tuple[Part, ...], Casting]:
    name = config.engines.speech
    engine: SpeechEngine = create_engine("speech", name, config.engine_options.get(name, {}))
    voices = engine.voices()
    engine.close()
    cast, chosen = keep_cast(shots, voices, workspace)
    roles = find_roles(shots)
    casting = Casting(roles, voices, accent_of(shots), dict(cast.entries))
    parts = []
    for role in roles:
        mate = casting.nearest_mate(role.name)
        nearest, alike = mate or ("", None)
        parts.append(Part(role, cast.of(role.name), role.name in chosen, nearest, alike))
    return tuple(parts), casting


def _part(character: str, parts: Sequence[Part]) -> Part:
    wanted = " ".join(character.upper().split())
    known = {part.role.name: part for part in parts}
    if wanted in known:
        return known[wanted]
    words_of = {word: name for name in known for word in name.split()}
    near = difflib.get_close_matches(wanted, known, 3, 0.5)
    near = near or [words_of[word] for word in difflib.get_close_matches(wanted, words_of, 2, 0.6)]
    hint = f"did you mean {' or '.join(near)}?" if near else f"there are {', '.join(known)}"
    raise ConfigError("--audition", f"nobody called {wanted!r} speaks in this script; {hint}")


def _line(wanted: str, name: str, shots: ShotList, engine: SpeechEngine) -> Line:
    own = [line for line in shots.lines() if line.character == name]
    if wanted:
        found = next((line for line in own if line.id == wanted), None)
        if found is None:
            near = difflib.get_close_matches(wanted, [line.id for line in own], 3, 0.0)
            raise ConfigError(
                "--line", f"{name} has no line {wanted!r}; the nearest are {', '.join(near)}"
            )
        return found
    sayable = [line for line in own if not engine.cannot_speak(line.text, line.language)] or own
    return min(sayable, key=lambda line: abs(len(words(line.text)) - _AUDITION_WORDS))


def _entries(
    part: Part, wanted: tuple[str, ...], casting: Casting, engine: SpeechEngine
) -> list[CastEntry]:
    voices = engine.voices()
    for voice in wanted:
        check_voice("--voices", voice, voices)
    others = [CastEntry(voice) for voice in wanted]
    return [part.entry, *(others or casting.ranked(part.role, NEXT_BEST))]


@dataclass(frozen=True)
class _Take:
    engine: str
    options: Options
    request: SpeechRequest


def _take(
    line: Line, entries: Sequence[CastEntry], name: str, engine: SpeechEngine, studio: Studio
) -> list[tuple[CastEntry, Any]]:
    engine_name, info = studio.config.engines.speech, engine.describe()
    lexicon = read_lexicon(studio.workspace.edit / "lexicon.toml")
    wanted = []
    for entry in entries:
        delivery = entry.say(Delivery())
        request = SpeechRequest(
            line.text, line.language, entry.voice, entry.speed,
            seed_from(studio.config.film.seed, "dialogue", name), delivery,
            lexicon.entries_in(line.text),
        )  # fmt: skip
        take = _Take(engine_name, studio.options(engine_name), request)
        made = provenance("audition", performed(info, request), request.seed, request)
        wanted.append(Wanted(entry.voice or engine_name, made, take))
    return list(zip(entries, studio.produce("audition", wanted, _speak), strict=True))


def _speak(folder: Path, take: Any) -> Mapping[str, Any]:
    """In a worker: one take."""
    engine: SpeechEngine = shared_engine("speech", take.engine, take.options)
    sound = perform(engine, take.request)
    write_sound(folder / "take.wav", sound)
    return {"seconds": round(sound.seconds, 3), "rate_hz": sound.rate_hz}


def _plain(voice: str) -> str:
    return "".join(c if c.isalnum() or c in "-_." else "-" for c in voice.replace(" ", "")) or "own"


def _table(name: str, takes: Sequence[tuple[CastEntry, Path]], casting: Casting) -> str:
    """CSV: which file is which voice, and what to write into edit/cast.toml for it."""
    stream = io.StringIO()
    table = csv.writer(stream, lineterminator="\n")
    table.writerow(("file", "voice", "gender", "age", "accent", "edit/cast.toml"))
    for entry, path in takes:
        voice = casting.space.find(entry.voice)
        about = (voice.gender, voice.age_years, voice.accent) if voice else ("", "", "")
        table.writerow((path.name, entry.voice, *about, format_entry(name, entry)))
    return stream.getvalue()
