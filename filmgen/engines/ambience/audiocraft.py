"""Engine `audiocraft`: AudioGen makes the beds and spots, from words.

AudioGen is mono at 16 kHz: beds are two takes mixed into a wide stereo, spots stand in the
middle, and nothing is heard above 8 kHz.
"""

from __future__ import annotations

from filmgen.engines.ambience.generated import caption_of, laid, wanted_s, wide
from filmgen.engines.ambience.requests import KINDS, check_bed_request
from filmgen.engines.audiocraft_model import AudiocraftModel
from filmgen.engines.hub import check_option
from filmgen.engines.protocols import BedRequest, EngineInfo
from filmgen.media import Bed
from filmgen.sound.synth.render import BEDS

ENGINE = "audiocraft"
ALGORITHM_REVISION = "2"
"""Changes with everything here that may change samples: captions, joins, levels."""

_LICENCES = {"facebook/audiogen-medium": "CC-BY-NC-4.0"}
_CHAPTER_S = 40.0


class AudiocraftAmbience:
    """Ambience engine `audiocraft`.

    Cheap to construct: the model is loaded by the first sound.

    Args:
        model: folder with state_dict.bin and compression_state_dict.bin, or a hub id
            ("facebook/audiogen-medium").
        text_encoder: folder of the T5 that reads the captions; "" takes a folder of its name
            ("t5-large") in the model's, else the hub's cache.
        licence: of the model, as its card gives it.
        take_s: how much of a bed is generated, by continuation; longer ones go on with pieces
            of it in a seeded order, cross-faded.
        guidance: classifier-free guidance scale, 1 to 10.
        temperature: of sampling, above 0 to 2.
        top_k: tokens sampled from, at most as many as the model has.
        device: torch device; "auto" is CUDA where there is one.
        threads: torch threads on a CPU. The samples hold for one count.

    Raises:
        EngineUnavailable: the extra is not installed, or the model is not there.
        ConfigError: an option out of range.
    """

    name = ENGINE
    reads = True

    def __init__(
        self,
        model: str = "",
        *,
        text_encoder: str = "",
        licence: str = "",
        take_s: float = 300.0,
        guidance: float = 3.0,
        temperature: float = 1.0,
        top_k: int = 250,
        device: str = "auto",
        threads: int = 1,
    ) -> None:
        self._model = AudiocraftModel(
            ENGINE,
            "AudioGen",
            model,
            example="facebook/audiogen-medium",
            text_encoder=text_encoder,
            licences=_LICENCES,
            licence=licence,
            guidance=guidance,
            temperature=temperature,
            top_k=top_k,
            device=device,
            threads=threads,
        )
        check_option(ENGINE, "take_s", take_s, 5.0 <= take_s <= 3600.0, "use 5 to 3600 seconds")
        self._take_s = float(take_s)

    def describe(self) -> EngineInfo:
        return self._model.describe(ALGORITHM_REVISION, {"take_s": self._take_s})

    def close(self) -> None:
        self._model.close()

    def kinds(self) -> tuple[str, ...]:
        """The synthesiser's: beds first, then spots."""
        return KINDS

    def lay(self, request: BedRequest) -> Bed:
        """Make a bed or a spot sound.

        Returns:
            Stereo float32 (2, n) in [-1, 1] at 48 kHz. Beds are exactly `length_samples`
            long; spots at most. Notes hold the caption and how many seconds were generated.

        Raises:
            EngineError: as `check_bed_request`, or the model failed.
            EngineUnavailable: the model cannot be loaded.
        """
        check_bed_request(ENGINE, request)
        caption, bed = caption_of(request), request.kind in BEDS
        takes = self._model.take(
            lambda *_: caption,
            wanted_s(request, self._take_s),
            request.seed,
            count=2 if bed else 1,
            chapter_s=_CHAPTER_S,
        )
        return laid(request, wide(takes) if bed else takes)
