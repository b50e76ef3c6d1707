"""Arguments and options that several commands have, told in the same words everywhere."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

Script: TypeAlias = Annotated[Path, typer.Argument(help="A Fountain or Final Draft (FDX) file.")]
Out: TypeAlias = Annotated[Path, typer.Option("-o", "--out", help="The output folder.")]
Edit: TypeAlias = Annotated[
    Path | None, typer.Option(help="Where your own files lie; OUT/edit if not given.")
]
ConfigName: TypeAlias = Annotated[str, typer.Option(help="draft, final, sd15 …, or a TOML file.")]
Settings: TypeAlias = Annotated[
    list[str] | None, typer.Option("--set", help="Override one setting: film.rate=25.")
]
Aspect: TypeAlias = Annotated[str | None, typer.Option(help="2.39, 1.85, 1.78, 9:16 …")]
Engine: TypeAlias = Annotated[str | None, typer.Option(help="previs or diffusers.")]
Look: TypeAlias = Annotated[str | None, typer.Option(help="ink, tone or clay.")]
Quiet: TypeAlias = Annotated[bool, typer.Option("--quiet", help="Say nothing but errors.")]
Loudness: TypeAlias = Annotated[
    str | None, typer.Option(help="Of the mix: r128 (-23 LUFS), a85, web (-16), -18.")
]
Score: TypeAlias = Annotated[
    bool | None, typer.Option("--score/--no-score", help="Temp music under every scene.")
]
Codec: TypeAlias = Annotated[
    str | None,
    typer.Option(help="h264, h265, prores422, prores422hq, prores4444 or png (a sequence)."),
]
Hardware: TypeAlias = Annotated[
    str | None,
    typer.Option(help="Encode on a chip: auto, nvenc, videotoolbox, qsv, amf or vaapi."),
]
Writer: TypeAlias = Annotated[
    str | None, typer.Option("--engine", help="Who writes: llama, openai, transformers or outline.")
]
WriterModel: TypeAlias = Annotated[
    str | None,
    typer.Option("--model", help="Its model: a GGUF, a folder, a name at the endpoint."),
]
Judge: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--engine", help="Who judges what cannot be counted: llama …; nobody if not given."
    ),
]
Json: TypeAlias = Annotated[bool, typer.Option("--json", help="Print as JSON.")]
Report: TypeAlias = Annotated[
    Path | None, typer.Option("-o", "--out", help="Write the report: .html, .md or .json.")
]
Seed: TypeAlias = Annotated[
    int, typer.Option(min=0, max=2**31 - 1, help="Another seed, another text.")
]
