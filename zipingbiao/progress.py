"""Progress on standard error: a bar on a terminal, a line per file elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text

from zipingbiao.batch.progress import Progress as Listener
from zipingbiao.batch.progress import Step, silent
from zipingbiao.schemas.outcome import Outcome


@contextmanager
def reporting(*, quiet: bool = False, console: Console | None = None) -> Iterator[Listener]:
    """A listener for `convert_paths` that shows people where the batch is."""
    console = console or Console(stderr=True, highlight=False)
    if quiet:
        yield silent
    elif console.is_terminal:
        with _bar(console) as bar:
            task = bar.add_task("", total=None)
            yield lambda step: _move(bar, task, step)
    else:
        yield lambda step: _print_line(console, step)


def _bar(console: Console) -> Progress:
    return Progress(
        MofNCompleteColumn(),
        BarColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.description}", markup=False),
        console=console,
        transient=True,
    )


def _move(bar: Progress, task: int, step: Step) -> None:
    outcome = step.outcome
    description = outcome.source if outcome else ""
    bar.update(task, total=step.total, completed=step.done, description=description)  # type: ignore[arg-type]
    if outcome and outcome.error:
        bar.console.print(Text(_line(outcome)), soft_wrap=True)


def _print_line(console: Console, step: Step) -> None:
    if step.outcome:
        line = f"[{step.done}/{step.total}] {_line(step.outcome)}"
        console.print(Text(line), soft_wrap=True)


def _line(outcome: Outcome) -> str:
    findings = len(outcome.findings) + sum(len(form.findings) for form in outcome.forms)
    said = outcome.error or f"{len(outcome.forms)} forms, {findings} findings"
    return f"{outcome.status}  {outcome.source}  {said}  {outcome.seconds:.2f} s"
