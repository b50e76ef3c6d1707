"""A script that a writer engine wrote, as an asset of the film's manifest."""

from __future__ import annotations

from pathlib import Path

from filmgen.manifest import ManifestAsset, ManifestFile
from filmgen.workspace import content_key, file_sha256
from filmgen.writing.record import changed_since, read_record


def written_assets(script: Path, root: Path) -> tuple[ManifestAsset, ...]:
    """The script's own entry where a record of its writing lies beside it; else none.

    Args:
        script: the file that the film is made of.
        root: the delivery's folder; only a script that lies in there is listed as its file.
    """
    record = read_record(script)
    if record is None:
        return ()
    inside = script.resolve().is_relative_to(root.resolve())
    digest = file_sha256(script)
    listed = ManifestFile(
        path=script.resolve().relative_to(root.resolve()).as_posix() if inside else script.name,
        sha256=digest,
        bytes=script.stat().st_size,
    )
    return (
        ManifestAsset(
            medium="screenplay",
            engine=record.engine,
            model=record.model,
            revision=record.revision,
            licence=record.licence,
            seed=record.seed,
            request_hash=record.asked or content_key([record.file, digest]),
            seconds=round(sum(task.seconds for task in record.tasks), 2),
            files=(listed,) if inside else (),
            notes={
                "file": script.name,
                "sha256": digest,
                "generated": record.generated,
                "host": record.host,
                "wrote": list(record.wrote),
                "changed_since": changed_since(script, record),
            },
        ),
    )
