"""What a leaf of the timeline is: a shot or a plate of ours, somebody's own picture, a card."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import opentimelineio as otio
from pydantic import ValidationError

from filmgen.blocking.model import PlateAnchor
from filmgen.editorial.conform.delivered import Delivered
from filmgen.editorial.conform.edit import EditClip, EditShot, Sequence
from filmgen.editorial.conform.flatten import Leaf
from filmgen.editorial.conform.notes import ShotNotes, plain, read_plate_notes, read_shot_notes
from filmgen.editorial.conform.time import exact_frames, exact_rate, first_frame
from filmgen.editorial.documents import ShotDocument
from filmgen.editorial.model import PanelMedia, PlateMedia
from filmgen.media import Missing
from filmgen.workspace import file_sha256

STILLS = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp", ".exr", ".dpx", ".tga")
_CARDS = {"slate": "title", "tail": "tail"}
_BLACK = ("black", "slug", "blackvideo", "solidcolor")


class Recognition:
    """Makes clips of leaves.

    Args:
        film: what the edit's timeline says of the delivered film, see `Delivered.film`.

    Attributes:
        losses: what could not be followed, one line each.
    """

    def __init__(self, delivered: Delivered, rate: Fraction, film: dict[str, Any]) -> None:
        self._delivered, self._rate = delivered, rate
        self._film = film or delivered.film()
        self.losses: list[str] = []
        self._shots: dict[str, EditShot] = {}

    def clip(self, leaf: Leaf) -> EditClip | None:
        """The clip of a leaf on a video track; None where it is seen for less than a frame.

        The rendered film that lies over the cut to compare it with is never seen.
        """
        low, high = first_frame(leaf.window.low), first_frame(leaf.window.high)
        if high <= low:
            return None
        item = leaf.item
        blank = EditClip(
            "gap", item.name, low, high - low, leaf.window.at(Fraction(low)), leaf.window.speed
        )
        if isinstance(item, otio.schema.Gap):
            return self._card(blank)
        if self._delivered.is_reference(item):
            return None
        try:
            notes, whole = self._notes(item)
            if "plate" in notes:
                return self._plate(item, notes, blank)
            if isinstance(notes.get("shot"), dict):
                return self._shot(item, notes, whole, blank)
            return self._foreign(item, blank)
        except (ValueError, TypeError, KeyError, ValidationError) as error:
            reason = f"its metadata cannot be used: {' '.join(str(error).split())[:80]}"
            return replace(blank, kind="missing", medium=Missing(reason))

    def whole(self, shot: EditShot) -> EditShot:
        """A shot with all that is known of it, where a clip shows one panel of it."""
        return self._shots.get(shot.document.identity, shot)

    def plates_with(self, clip: EditClip) -> list[EditClip]:
        """The delivered plates of a shot, in the time of a clip that was edited without them."""
        if clip.kind != "shot" or clip.shot is None:
            return []
        plates = []
        for known in self._delivered.plates_of(clip.shot.document.id):
            blank = replace(clip, name=known.item.name, shot=None, heard=None, transition_frames=0)
            plate = self._plate(known.item, known.metadata, blank)
            assert plate.plate is not None
            plates.append(replace(plate, first=clip.first - plate.plate.onset_frames))
        return plates

    def _notes(self, item: Any) -> tuple[dict[str, Any], bool]:
        """A clip's metadata, and whether it stands for a whole shot from its first frame."""
        notes = plain(item.metadata.get("filmgen") or {})
        if isinstance(notes, dict) and ({"plate", "shot", "stem", "line"} & set(notes)):
            return notes, False
        found = self._delivered.clip(item.name)
        if found is None:
            return {}, False
        reference = item.media_reference
        whole = isinstance(reference, otio.schema.MissingReference)
        return found.metadata, whole

    def _card(self, blank: EditClip) -> EditClip:
        of_scene = "slate" if blank.name.startswith("slate ") else "gap"
        kind = _CARDS.get(blank.name, of_scene)
        if kind == "gap" or not self._film:
            return blank
        if kind == "slate":
            return replace(blank, kind=kind, uid=f"{kind}/{blank.name}")
        start = 0
        if kind == "tail":
            start = int(self._film.get("frames", 0)) - int(self._film.get("tail_frames", 0))
        return replace(blank, kind=kind, heard=(Fraction(start), Fraction(1)), uid=kind)

    def _plate(self, item: Any, notes: dict[str, Any], blank: EditClip) -> EditClip:
        plate = read_plate_notes(notes.get("media"), self._delivered.found)
        if plate is None:
            plate = self._plate_of_old(item, notes)
        if not isinstance(plate.sequence, Missing) and not plate.sequence.is_file():
            plate = replace(plate, sequence=Missing(f"{plate.sequence.name} is not there"))
        return replace(blank, kind="plate", plate=plate, uid=plate.key)

    def _plate_of_old(self, item: Any, notes: dict[str, Any]) -> PlateMedia:
        """A plate of a delivery whose clips did not remember their media."""
        sequence = self._sequence(item.media_reference)
        return PlateMedia(
            str(notes["plate"]),
            PlateAnchor(kind=str(notes["plate"]), intensity=0.6, **notes["anchor"]),
            sequence.file(0) if sequence else Missing("its pictures are not there"),
            Fraction(notes["rate"]),
            int(notes["plate_frames"]),
            bool(notes["loops"]),
            str(notes["key"]),
        )

    def _shot(self, item: Any, notes: dict[str, Any], whole: bool, blank: EditClip) -> EditClip:
        document = ShotDocument.model_validate(notes["shot"])
        shot = self._shots.get(document.identity)
        if shot is None:
            media = read_shot_notes(notes.get("media"), self._delivered.found)
            shot = EditShot(document, media or self._notes_of_old(item, notes))
            self._shots[document.identity] = shot
        first = blank.first
        if not whole and notes.get("panel") is not None:
            first -= self._starts_at(item)
            first += int(notes.get("panel_start_frame", 0)) - self._handle(notes)
        clip = replace(
            blank,
            kind="shot",
            first=first,
            shot=shot,
            heard=_heard(notes, document),
            uid=document.identity,
        )
        return self._relinked(item, notes, clip) if not whole else clip

    def _starts_at(self, item: Any) -> Fraction:
        """The first time of a clip's media, in frames of the edit."""
        available = item.media_reference.available_range
        if available is None:
            return Fraction(0)
        return exact_frames(available.start_time, self._rate)

    def _handle(self, notes: dict[str, Any]) -> int:
        known = notes.get("handle_frames", self._film.get("handle_frames"))
        return int(known if known is not None else self._delivered.film().get("handle_frames", 0))

    def _notes_of_old(self, item: Any, notes: dict[str, Any]) -> ShotNotes:
        """The one panel that is known where a clip does not remember its shot's media."""
        if notes.get("panel") is None:
            return ShotNotes()
        found: Callable[[str], Path] = lambda key: self._delivered.found(Path(notes[key]))  # noqa: E731
        ranges = {p["panel"]: p for p in notes.get("panels", ())}
        drawn = next((p for p in notes["shot"]["panels"] if p["label"] == notes["panel"]), ranges)
        picture = self._medium(item.media_reference)
        panel = PanelMedia(
            str(notes["panel"]),
            int(notes["panel_start_frame"]),
            int(drawn.get("frames", 1)),
            picture if isinstance(picture, (Path, Missing)) else Missing("no still"),
            float(notes.get("overscan", 0.0)),
            str(notes["key"]),
            found("depth") if "depth" in notes else None,
            found("figure_ids") if "figure_ids" in notes else None,
        )
        return ShotNotes((panel,))

    def _relinked(self, item: Any, notes: dict[str, Any], clip: EditClip) -> EditClip:
        """A shot whose panel shows its own medium, or what the editor put in its place.

        A clip shows its own panel also where it was drawn out over the next one's time.
        """
        assert clip.shot is not None
        label = notes.get("panel")
        media = clip.shot.notes
        if label is None or media.motion is not None:
            return clip
        index = next((i for i, p in enumerate(media.panels) if p.label == label), None)
        if index is None:  # not all panels are known: the clip's own joins them
            panels = (*media.panels, *self._notes_of_old(item, notes).panels)
            panels = tuple(sorted(panels, key=lambda p: p.start_frame))
            shot = replace(clip.shot, notes=replace(media, panels=panels))
            self._shots[clip.shot.document.identity] = shot
            return self._relinked(item, notes, replace(clip, shot=shot))
        panel = media.panels[index]
        medium = self._medium(item.media_reference)
        if isinstance(medium, Path) and medium.is_file() and not _same(medium, panel.picture):
            if medium.suffix.lower() not in STILLS:
                return self._foreign(item, clip)
            panel = replace(
                panel, picture=medium, key=file_sha256(medium),
                depth=None, figure_ids=None, mouths=(),
            )  # fmt: skip
            return _pinned(clip, index, panel)
        ends = (clip.at(clip.start_frame), clip.at(clip.end_frame - 1))
        early = min(ends) < panel.start_frame and index > 0
        late = max(ends) >= panel.start_frame + panel.frames and index + 1 < len(media.panels)
        return _pinned(clip, index, panel) if early or late else clip

    def _foreign(self, item: Any, blank: EditClip) -> EditClip:
        reference = item.media_reference
        if isinstance(reference, otio.schema.GeneratorReference):
            told = reference.generator_kind or reference.name or "without a name"
            if told.replace(" ", "").lower() in _BLACK:
                return replace(blank, kind="gap")
            return self._missing(blank, f"generator {told} is not rendered")
        medium = self._medium(reference)
        if isinstance(medium, Missing):
            return self._missing(blank, medium.reason)
        there = medium.file(0) if isinstance(medium, Sequence) else medium
        if not there.is_file():
            return self._missing(blank, f"{there.name} is not there")
        still = there.suffix.lower() in STILLS and not isinstance(medium, Sequence)
        kind = "still" if still else "sequence" if isinstance(medium, Sequence) else "video"
        first = blank.first - self._starts_at(item)
        self._name_rate(item, blank.name)
        return replace(
            blank, kind=kind, first=first, medium=medium, shot=None, heard=None, uid=str(there)
        )

    def _missing(self, blank: EditClip, reason: str) -> EditClip:
        self.losses.append(f"{blank.name or 'a clip without a name'}: {reason}; slated")
        return replace(blank, kind="missing", medium=Missing(reason), shot=None)

    def _name_rate(self, item: Any, name: str) -> None:
        available = item.media_reference.available_range or item.source_range
        if available is None or available.duration.rate <= 0:
            return
        own = exact_rate(available.duration.rate)
        if own != self._rate and own < 1000:
            self.losses.append(
                f"{name}: {own} frames/s in a film of {self._rate}; shown in real time"
            )

    def _medium(self, reference: Any) -> Path | Sequence | Missing:
        if isinstance(reference, otio.schema.ExternalReference):
            return self._delivered.file(reference.target_url or "")
        if isinstance(reference, otio.schema.ImageSequenceReference):
            sequence = self._sequence(reference)
            return sequence or Missing("its image sequence is empty")
        said = plain(reference.metadata.get("filmgen") or {}) if reference is not None else {}
        return Missing(str(said.get("reason") or "it has no medium"))

    def _sequence(self, reference: Any) -> Sequence | None:
        if not isinstance(reference, otio.schema.ImageSequenceReference):
            return None
        if reference.available_range is None:
            return None
        return Sequence(
            self._delivered.file(reference.target_url_base or "."),
            reference.name_prefix,
            reference.name_suffix,
            reference.start_frame,
            reference.frame_zero_padding,
            max(1, round(reference.available_range.duration.value)),
            exact_rate(reference.rate),
        )


def _heard(notes: dict[str, Any], document: ShotDocument) -> tuple[Fraction, Fraction]:
    """Where a shot's sound lies: in the film it was delivered in, or in one conformed since."""
    later = notes.get("heard")
    if isinstance(later, list) and len(later) == 2:
        return Fraction(later[0]), Fraction(later[1])
    return Fraction(document.start_frame), Fraction(1)


def _same(medium: Path, picture: Path | Missing) -> bool:
    if isinstance(picture, Missing):
        return False
    try:
        return medium.samefile(picture) or (
            medium.stat().st_size == picture.stat().st_size
            and file_sha256(medium) == file_sha256(picture)
        )
    except OSError:
        return medium == picture


def _pinned(clip: EditClip, index: int, panel: PanelMedia) -> EditClip:
    """A clip that shows one panel throughout."""
    assert clip.shot is not None
    shot = replace(clip.shot, notes=replace(clip.shot.notes, panels=(panel,)))
    return replace(clip, shot=shot, uid=f"{clip.uid}/{index}/{panel.key}")
