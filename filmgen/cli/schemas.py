"""`filmgen schemas`: the JSON schemas of the documents filmgen writes."""

from __future__ import annotations

import typer


def schemas() -> None:
    """Print the JSON schemas of shots.json, manifest.json and the other documents."""
    import json

    from pydantic import TypeAdapter

    from filmgen.desk.advisories.model import Advisories
    from filmgen.desk.analysis.document import Analysis
    from filmgen.desk.bible.document import Bible
    from filmgen.desk.drafts.model import DraftDiff
    from filmgen.desk.feedback.report import FeedbackReport
    from filmgen.desk.similar.model import Similar
    from filmgen.desk.tuning.record import TuningRecord
    from filmgen.editorial.compare.model import Comparison
    from filmgen.editorial.documents import published_schemas
    from filmgen.effects.scores.table import Evaluation
    from filmgen.manifest import Manifest
    from filmgen.writing.record import WritingRecord

    documents = {
        "advisories": Advisories,
        "analysis": Analysis,
        "bible": Bible,
        "comparison": Comparison,
        "draft-diff": DraftDiff,
        "effects-evaluation": Evaluation,
        "feedback": FeedbackReport,
        "manifest": Manifest,
        "similar": Similar,
        "tuning": TuningRecord,
        "writing": WritingRecord,
    }
    everything = {
        **published_schemas(),
        **{name: TypeAdapter(document).json_schema() for name, document in documents.items()},
    }
    typer.echo(json.dumps(everything, indent=1, sort_keys=True))
