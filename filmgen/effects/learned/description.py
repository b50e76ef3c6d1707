"""What a learned model is: enough to build it again and to know what its numbers mean."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from fractions import Fraction
from typing import Any

from filmgen.effects.learned.space import ModelSpace

SCHEMA = "filmgen.effects-model"
VERSION = 1


@dataclass(frozen=True)
class Description:
    """Of a learned generator; travels in checkpoints and weights as JSON.

    Attributes:
        model: "diffusion" or "gan".
        kinds: it knows, in the order of its features.
        rows, columns: of its grid.
        rate: frames per second.
        space: standardisation.
        network: arguments of its network(s), plain values; empty asks for the model's defaults.
        trained: how it was trained: steps, seconds, runs; empty before.
    """

    model: str
    kinds: tuple[str, ...]
    rows: int
    columns: int
    rate: Fraction
    space: ModelSpace
    network: Mapping[str, Any] = field(default_factory=dict)
    trained: Mapping[str, Any] = field(default_factory=dict)

    def to_json(self) -> str:
        content = {"schema": SCHEMA, "version": VERSION, **asdict(self), "rate": str(self.rate)}
        return json.dumps(content, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> Description:
        """Raises ValueError when the text is of something else or of another version."""
        try:
            content = json.loads(text)
            if (content["schema"], content["version"]) != (SCHEMA, VERSION):
                raise ValueError(f"{content['schema']} version {content['version']}")
            space = content["space"]
            return cls(
                model=str(content["model"]),
                kinds=tuple(content["kinds"]),
                rows=int(content["rows"]),
                columns=int(content["columns"]),
                rate=Fraction(content["rate"]),
                space=ModelSpace(
                    {kind: tuple(values) for kind, values in space["means"].items()},
                    {kind: tuple(values) for kind, values in space["deviations"].items()},
                ),
                network=content["network"],
                trained=content["trained"],
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"no description of an effects model ({error!r})") from error
