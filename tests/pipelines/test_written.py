"""A script that an engine wrote for a film: found again, changes kept, told in the manifest."""

from __future__ import annotations

from pathlib import Path

import pytest

from filmgen.errors import WorkspaceError
from pipelines.desk.film import script_for_film
from pipelines.desk.session import writer_config
from pipelines.written import written_assets

LOGLINE = "A thief, Nina, must steal a crown from Otto, a guard."


def test_the_script_of_a_film_is_written_once_and_told(tmp_path: Path) -> None:
    config = writer_config(engine="outline")
    script, record = script_for_film(LOGLINE, tmp_path, config=config)
    assert record is not None and script == tmp_path / "script.fountain"
    assert script_for_film(LOGLINE, tmp_path, config=config) == (script, None)
    (asset,) = written_assets(script, tmp_path)
    assert (asset.medium, asset.engine, asset.notes["generated"]) == (
        "screenplay", "outline", False,
    )  # fmt: skip
    assert asset.files[0].path == "script.fountain" and not asset.notes["changed_since"]
    assert written_assets(script, tmp_path / "elsewhere")[0].files == ()

    text = script.read_text() + "\nShe laughs.\n"
    script.write_text(text)
    assert script_for_film(LOGLINE, tmp_path, config=config) == (script, None)
    assert script.read_text() == text
    assert written_assets(script, tmp_path)[0].notes["changed_since"]
    with pytest.raises(WorkspaceError, match="changed since it was written"):
        script_for_film("A girl flies a kite with her father.", tmp_path, config=config)


def test_a_script_by_a_person_has_no_entry(sample: Path, tmp_path: Path) -> None:
    assert written_assets(sample, tmp_path) == ()
