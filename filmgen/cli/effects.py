"""`filmgen effects`: plates, and the data and models they come from."""

from __future__ import annotations

import typer

from filmgen.cli import effects_catalogue, effects_models, effects_render

app = typer.Typer(
    help="Shoot effect elements with alpha; simulate data, train and score the models that make "
    "them.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.command()(effects_render.render)
app.command()(effects_models.simulate)
app.command()(effects_models.train)
app.command()(effects_models.evaluate)
app.command()(effects_catalogue.catalogue)
