"""What all tests share: one thread each, and no error log goes unnoticed."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

# Two cores, two test processes: threads inside a library would only fight.
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

REPOSITORY = Path(__file__).resolve().parents[1]
SHARED_SCREENPLAYS = REPOSITORY.parent / "shared" / "screenplays"


@pytest.fixture(autouse=True)
def no_error_logs(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """An ERROR that a library logs is a failure, even if the call returned."""
    yield
    errors = [r for r in caplog.get_records("call") if r.levelno >= logging.ERROR]
    assert not errors, [r.getMessage() for r in errors]


@pytest.fixture(scope="session")
def shared_screenplays() -> Path:
    """The folder of real public scripts; tests that need it are skipped where it is absent."""
    if not SHARED_SCREENPLAYS.is_dir():
        pytest.skip("../shared/screenplays is not here: real scripts are not part of the project")
    return SHARED_SCREENPLAYS


@pytest.fixture(scope="session")
def sample() -> Path:
    """The shipped sample screenplay."""
    return next(
        p
        for p in sorted((REPOSITORY / "assets" / "screenplays").glob("*.fountain"))
        if "zh" not in p.stem
    )
