"""Engine `diffusers`: Stable Diffusion drawn over the blocking.

The previs frame is drawn first. It is the picture that img2img starts from, and its passes
(depth, poses, lines) steer ControlNets where some are configured; so framing, sides and
identities stay those of the blocking, whatever the model adds. Depth, figure ids and
keypoints of the frame are the blocking's own.

A picture hangs on its request alone: noise is drawn per picture, on the CPU, from the request's
seed, so another batch size, order or a re-run gives the same one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from filmgen.blocking.model import StagedPanel
from filmgen.engines.hub import one_line, pick_device, require_extra
from filmgen.engines.protocols import EngineInfo, FrameRequest
from filmgen.engines.storyboard.diffusion import record, run
from filmgen.engines.storyboard.diffusion.budget import reader, within
from filmgen.engines.storyboard.diffusion.controls import resized
from filmgen.engines.storyboard.diffusion.model import load_pipeline
from filmgen.engines.storyboard.diffusion.options import ENGINE, KEY, read_options
from filmgen.engines.storyboard.diffusion.portions import OutOfMemory, Portions
from filmgen.engines.storyboard.diffusion.preflight import check
from filmgen.engines.storyboard.diffusion.references import Adapter, CastFolder, masks
from filmgen.engines.storyboard.previs import PrevisEngine
from filmgen.engines.storyboard.prompts import STYLES
from filmgen.errors import EngineError, EngineUnavailable, FilmgenError
from filmgen.media import Frame, Missing

_TOLD_CUTS = 5
"""Panels whose cut prompts are told one by one; with a long style of one's own all are cut."""


class DiffusersEngine:
    """Storyboard engine `diffusers`: SD 1.x, SD 2.x, SDXL and their few-step kin.

    Cheap to construct: what lies in folders is checked and fingerprinted, nothing is loaded.

    Args:
        options: see `diffusion.options.Options`.

    Raises:
        EngineUnavailable: the extra is not installed; a model, ControlNet, LoRA or IP-Adapter
            is not there, damaged, of another base, or of a kind we cannot drive.
        ConfigError: an unknown option, or one out of range.
    """

    reads_prompts = True

    def __init__(self, **options: Any) -> None:
        require_extra(
            ENGINE, "diffusion", ("diffusers", "transformers", "accelerate", "safetensors")
        )
        self._options = read_options(options)
        if not self._options.model:
            raise EngineUnavailable(
                ENGINE,
                f"no model is configured; set {KEY}.model to a model's folder or its hub id "
                "(`--config sd15` and `--config sdxl` name one)",
            )
        check(self._options)
        self._info = record.info(self._options)
        self._cast = None
        if self._options.adapted:
            self._cast = CastFolder(Path(self._options.references).expanduser())
        self._previs = PrevisEngine()
        self._loaded: _Loaded | None = None
        self._portions = Portions(self._run, self._relieve, self._options.batch_size)
        self._heard = self._cuts = 0

    @property
    def name(self) -> str:
        return ENGINE

    @property
    def batch_size(self) -> int:
        """Pictures drawn at once; falls when memory runs out."""
        return self._portions.size

    def describe(self) -> EngineInfo:
        """Model and licence; the revision covers every weight and option a picture hangs on."""
        return self._info

    def close(self) -> None:
        """Release the pipeline and the GPU memory it held."""
        loaded, self._loaded = self._loaded, None
        if loaded is not None and loaded.device.startswith("cuda"):
            run.empty_cache()

    def references(self, panel: StagedPanel) -> tuple[tuple[str, str], ...]:
        """(character, sha256) of the cast's pictures for a panel's figures; see
        `FrameRequest.references`."""
        return self._cast.references(panel) if self._cast is not None else ()

    def draw(self, request: FrameRequest) -> Frame:
        """Draw one panel over its previs frame.

        Returns:
            A `Frame` of the size asked for; depth, figure ids, keypoints, "normals" and
            "edges" are the blocking's, and the pass "previs" is the picture drawn over. Notes
            hold model, prompt, what was cut of it, seed, controls, references and every
            option; `measured` holds seconds and memory.

        Raises:
            EngineUnavailable: the model cannot be loaded (no network, not in the cache).
            EngineError: no such look, a size too small, out of memory, or the model's
                safety checker blocked the picture.
        """
        made = self._drawn([request])[0]
        if isinstance(made, Exception):
            raise made
        return made

    def draw_batch(self, requests: Sequence[FrameRequest]) -> list[Frame | Missing]:
        """Draw panels, `batch_size` of one size at once.

        When memory runs out the batch is halved; when one picture is too much, parts of the
        model rest in main memory from then on; `Frame.measured["told"]` says so.

        Raises:
            EngineUnavailable: as `draw`.
        """
        return [
            Missing(str(made)) if isinstance(made, Exception) else made
            for made in self._drawn(requests)
        ]

    # -- from requests to frames ------------------------------------------------------

    def _drawn(self, requests: Sequence[FrameRequest]) -> list[Frame | FilmgenError]:
        made: dict[int, Frame | FilmgenError] = {}
        sizes: dict[tuple[int, int], list[_Job]] = {}
        for number, request in enumerate(requests):
            try:
                # 1. the blocking, drawn
                base = self._previs.draw(request)
            except FilmgenError as error:
                made[number] = error
                continue
            # 2. what the model is told
            job = self._job(number, request, base, self._ready())
            sizes.setdefault(job.wanted.size, []).append(job)
        # 3. the model over it, pictures of one size together
        for jobs in sizes.values():
            for job, result in self._portions.results(jobs):
                frame = self._framed(job, result)
                if isinstance(frame, Frame) and (told := self._news(job)):
                    frame = replace(frame, measured={**frame.measured, "told": told})
                made[job.number] = frame
        return [made[number] for number in range(len(requests))]

    def _job(self, number: int, request: FrameRequest, base: Frame, loaded: _Loaded) -> _Job:
        o = self._options
        style = STYLES[request.look]
        text = request.prompt or style
        if o.style:
            rest = text.removeprefix(style).lstrip(", ")
            text = f"{o.style}, {rest}" if rest else o.style
        prompt, cut = within(text, loaded.reads)
        # Masks of references are scaled through the model's levels: only 64s divide evenly.
        size = run.work_size(base.picture.shape[:2], loaded.side_px, 64 if o.adapted else 8)
        looked: list[tuple[str, str, Path, Any]] = []
        if self._cast is not None and request.references:
            seen = masks(base, [name for name, _ in request.references], size)
            for name, sha256 in request.references:
                file = self._cast.file(name, sha256)
                if name in seen and file is not None:
                    looked.append((name, sha256, file, seen[name]))
        wanted = run.Wanted(
            prompt, loaded.negative, request.seed, size, base, tuple(look[1:] for look in looked)
        )
        return _Job(number, wanted, cut, tuple(look[:2] for look in looked))

    def _framed(self, job: _Job, result: run.Drawn | None) -> Frame | FilmgenError:
        base, size = job.wanted.base, job.wanted.size
        if result is None:
            return EngineError(
                ENGINE,
                "a panel",
                f"out of memory at {size[1]}x{size[0]} even alone; set {KEY}.side_px lower, or "
                f'{KEY}.offload to "sequential"',
            )
        if result.picture is None:
            return EngineError(ENGINE, "a panel", result.reason)
        loaded = self._ready()
        notes = record.notes(
            self._options, self._info, loaded.pipeline, job.wanted, job.references
        ) | {"prompt_cut": job.cut, "negative_cut": loaded.negative_cut}
        return replace(
            base,
            picture=resized(result.picture, base.picture.shape[:2]),
            passes={**base.passes, "previs": base.picture},
            notes={**base.notes, **notes},
            measured=result.measured,
        )

    def _news(self, job: _Job) -> list[str]:
        """What the user should hear with a frame: of memory since the last one, of its words."""
        new = self._portions.told[self._heard :]
        self._heard += len(new)
        if job.cut:
            self._cuts += 1
            if self._cuts <= _TOLD_CUTS:
                new.append(f"its prompt is longer than the model reads, left out: {job.cut}")
            elif self._cuts == _TOLD_CUTS + 1:
                new.append("more prompts are longer than the model reads; see prompt_cut in each "
                           "panel.json")  # fmt: skip
        return new

    # -- the pipeline -----------------------------------------------------------------

    def _run(self, jobs: Sequence[_Job]) -> Sequence[run.Drawn]:
        loaded = self._ready()
        return run.draw(
            loaded.pipeline, self._options, loaded.adapter, [job.wanted for job in jobs]
        )

    def _relieve(self) -> str:
        """Let parts of the model rest in main memory; "" where they do, or cannot."""
        loaded = self._ready()
        if self._options.offload != "none" or not loaded.device.startswith("cuda"):
            return ""
        self._options = self._options.model_copy(update={"offload": "model"})
        loaded.pipeline.enable_model_cpu_offload(device=loaded.device)
        return "parts of the model now rest in main memory"

    def _ready(self) -> _Loaded:
        if self._loaded is None:
            self._loaded = self._load()
        return self._loaded

    def _load(self) -> _Loaded:
        device = pick_device(self._options.device)
        try:
            try:
                pipeline = run.guarded(load_pipeline, self._options, device)
            except OutOfMemory:
                if self._options.offload != "none":
                    raise
                run.empty_cache()
                self._options = self._options.model_copy(update={"offload": "model"})
                self._portions.told.append(
                    "out of memory loading the model; parts of it now rest in main memory"
                )
                pipeline = run.guarded(load_pipeline, self._options, device)
        except FilmgenError:
            raise
        except Exception as error:  # whatever a library says of files it cannot read
            raise EngineUnavailable(
                ENGINE,
                f"{self._options.model} cannot be loaded: {one_line(error)}; with a network it is "
                f"downloaded once, else set {KEY}.model to a folder; "
                "`filmgen doctor` checks the libraries",
            ) from error
        reads = reader(pipeline)
        negative, negative_cut = within(self._options.negative, reads)
        guided = self._options.guided and pipeline.unet.config.time_cond_proj_dim is None
        return _Loaded(
            pipeline,
            device,
            reads,
            negative,
            negative_cut,
            self._options.side_px or run.native_side(pipeline),
            Adapter(pipeline, guided) if self._options.adapted else None,
        )


@dataclass(frozen=True)
class _Job:
    number: int
    wanted: run.Wanted
    cut: str
    references: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class _Loaded:
    pipeline: Any
    device: str
    reads: Any
    negative: str
    negative_cut: str
    side_px: int
    adapter: Adapter | None
