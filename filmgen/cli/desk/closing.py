"""The closing table of a session: what each task took, and what left this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from filmgen.writing.record import WritingRecord


def print_closing(record: WritingRecord) -> None:
    """Print a record for people, on standard error: standard output is for results."""
    from rich.console import Console
    from rich.table import Table

    console = Console(stderr=True)
    table = Table(show_edge=False, pad_edge=False)
    table.add_column("task")
    for heading in ("asked", "kept", "repaired", "tokens in", "tokens out", "seconds"):
        table.add_column(heading, justify="right")
    for task in record.tasks:
        counts = (task.asked, task.kept, task.repaired, task.prompt_tokens, task.answer_tokens)
        table.add_row(task.task, *map(str, counts), f"{task.seconds:.1f}")
    if record.tasks:
        console.print(table)

    def say(text: str) -> None:
        console.print(text, markup=False, highlight=False, soft_wrap=True)

    if not record.wrote:
        say("no engine wrote any of it")
    elif record.generated:
        say(f"written by {record.model} (engine {record.engine}), a language model")
    else:
        say(f"made by engine {record.engine} from templates; no language model wrote this")
    asked = sum(task.asked for task in record.tasks)
    if record.host and asked:
        costs = [task.cost_usd for task in record.tasks if task.asked]
        known = [cost for cost in costs if cost is not None]
        cost = f"{sum(known):.4f} USD" if len(known) == len(costs) else "its price is not known"
        say(f"{asked} prompts left this machine, to {record.host}; {cost}")
    for note in record.notes:
        console.print(note, style="yellow", markup=False, highlight=False, soft_wrap=True)
