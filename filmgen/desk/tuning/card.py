"""The model card of a tuned model: README.md, as the hubs and the next reader expect it."""

from __future__ import annotations

from filmgen.desk.tuning.record import ContinuationRecord, Measured, TuningRecord

_ROWS = (
    ("BLEU", "bleu", "{:.1f}"),
    ("ROUGE-1", "rouge_1", "{:.1f}"),
    ("ROUGE-2", "rouge_2", "{:.1f}"),
    ("ROUGE-L", "rouge_l", "{:.1f}"),
    ("distinct-1", "distinct_1", "{:.3f}"),
    ("distinct-2", "distinct_2", "{:.3f}"),
    ("distinct-3", "distinct_3", "{:.3f}"),
    ("copied spans", "copied", "{:.1%}"),
)


def figures(record: TuningRecord) -> list[tuple[str, str, str]]:
    """(what, before, after) of everything measured, as text; for the card and for the terminal."""
    before, after = record.before, record.after
    rows = [
        ("perplexity, validation films", f"{before.perplexity_validation:.2f}",
         f"{after.perplexity_validation:.2f}"),
        ("perplexity, test films", f"{before.perplexity_test:.2f}", f"{after.perplexity_test:.2f}"),
    ]  # fmt: skip
    sides = [("test", "held_out", _ROWS), ("training", "learned", _ROWS[-1:])]
    for films, side, shown in sides:
        pair = [getattr(measured, side) for measured in (before, after)]
        if pair[0].openings:
            rows += [
                (f"{name}, {films} scenes", *(_told(one, field, form) for one in pair))  # type: ignore[misc]
                for name, field, form in shown
            ]
    return rows


def model_card(record: TuningRecord) -> str:
    """The card in Markdown, with the header that the hubs read."""
    base, settings, data = record.base, record.settings, record.data
    lora = settings.method == "lora"
    lines = [
        "---",
        f"base_model: {base.name}",
        f"library_name: {'peft' if lora else 'transformers'}",
        "pipeline_tag: text-generation",
        "tags: [screenplay, fountain, filmgen]",
        "---",
        "",
        f"# {base.name}, tuned on screenplays",
        "",
        f"{'A LoRA adapter for' if lora else 'All weights of'} `{base.name}` (revision "
        f"{base.revision}), tuned with filmgen {record.filmgen} to write screenplay scenes in "
        "Fountain.",
        "",
        f"Licence of the base model: {base.licence}. What it allows holds for this model, too; "
        "so do the rights in the scripts that it learned from.",
        "",
        "## Use",
        "",
        "Of this folder, FOLDER:",
        "",
        "```",
        *(
            (
                'filmgen write "LOGLINE" --engine transformers --model BASE '
                "--set engine_options.transformers.adapter=FOLDER -o scene.fountain",
            )
            if lora
            else ('filmgen write "LOGLINE" --engine transformers --model FOLDER -o scene.fountain',)
        ),
        "```",
        "",
        "## Data",
        "",
        "Films were parted as wholes: all drafts of one film are on one side.",
        "",
        "| | films | drafts | words | tokens |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    for name in ("train", "validation", "test"):
        side = getattr(data, name)
        lines.append(f"| {name} | {side.films} | {side.drafts} | {side.words} | {side.tokens} |")
    for name in ("train", "validation", "test"):
        titles = getattr(data, name).titles
        if titles:
            lines += ["", f"{name.capitalize()} films: {'; '.join(titles)}."]
    lines += ["", "## Figures", "", "| | before | after |", "| --- | ---: | ---: |"]
    lines += [f"| {what} | {old} | {new} |" for what, old, new in figures(record)]
    lines += ["", _counted(record.after), "", "## Training", "", _trained(record)]
    lines += [f"\n{note[0].upper()}{note[1:]}." for note in record.notes]
    return "\n".join(lines) + "\n"


def _told(one: ContinuationRecord, field: str, form: str) -> str:
    return form.format(getattr(one, field))


def _counted(after: Measured) -> str:
    return (
        f"Continuations of {after.held_out.openings} scenes of test films "
        f"({after.held_out.words} words after) and {after.learned.openings} of training films "
        f"({after.learned.words} words after). Copied spans: share of the words inside spans of "
        "eight words or more of the training scripts; on training scenes it tells how much the "
        "model has by heart."
    )


def _trained(record: TuningRecord) -> str:
    settings, training = record.settings, record.training
    method = f"LoRA of rank {settings.rank}" if settings.method == "lora" else "All weights"
    early = ", stopped early" if training.stopped_early else ""
    return (
        f"{method}: {record.base.learned_weights:,} of {record.base.weights:,} weights learned. "
        f"{training.steps} of {training.planned} steps{early}; weights of step "
        f"{training.best_step}. Blocks of {settings.context} tokens, {settings.batch} x "
        f"{settings.accumulate} a step, AdamW, peak learning rate {settings.lr:g}, "
        f"{settings.precision}, seed {settings.seed}."
    )
