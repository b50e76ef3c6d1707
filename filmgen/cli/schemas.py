"""`filmgen schemas`: the JSON schemas of the documents filmgen writes."""

from __future__ import annotations

import typer


def schemas() -> None:
    """Print the JSON schemas of shots.json, manifest.json and the other documents."""
    import json

    from pydantic import TypeAdapter

    from filmgen.desk.analysis.document import Analysis
    from filmgen.editorial.compare.model import Comparison
    from filmgen.editorial.documents import published_schemas
    from filmgen.effects.scores.table import Evaluation
    from filmgen.manifest import Manifest

    everything = {
        **published_schemas(),
        "analysis": Analysis.model_json_schema(by_alias=True),
        "comparison": Comparison.model_json_schema(by_alias=True),
        "manifest": Manifest.model_json_schema(),
        "effects-evaluation": TypeAdapter(Evaluation).json_schema(),
    }
    typer.echo(json.dumps(everything, indent=1, sort_keys=True))
