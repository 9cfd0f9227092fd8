"""Progress on standard error: a bar on a terminal, a line per file elsewhere."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TextIO

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from zipingbiao.batch.progress import Progress as Listener
from zipingbiao.batch.progress import Step, silent
from zipingbiao.batch.results import Result


@contextmanager
def reporting(
    *,
    quiet: bool = False,
    as_json: bool = False,
    console: Console | None = None,
    stream: TextIO | None = None,
) -> Iterator[Listener]:
    """A listener for `convert_paths` that shows people where the batch is, or programs (JSON)."""
    console = console or Console(stderr=True, highlight=False)
    if as_json:
        yield lambda step: _print_json(stream or sys.stderr, step)
    elif quiet:
        yield silent
    elif console.is_terminal:
        with _bar(console) as bar:
            task = bar.add_task("", total=None)
            yield lambda step: _move(bar, task, step)
    else:
        yield lambda step: _print_line(console, step)


class RateColumn(TextColumn):
    """Files a second."""

    def __init__(self) -> None:
        super().__init__("")

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:.1f}/s" if task.speed else "")


def _bar(console: Console) -> Progress:
    return Progress(
        MofNCompleteColumn(),
        BarColumn(),
        RateColumn(),
        TimeElapsedColumn(),
        TextColumn("-", markup=False),
        TimeRemainingColumn(),
        TextColumn("{task.description}", markup=False),
        console=console,
        transient=True,
        # The rate of the last ten minutes: scans and text come in runs.
        speed_estimate_period=600,
    )


def _move(bar: Progress, task: int, step: Step) -> None:
    result = step.result
    description = _plain(result.source) if result else ""
    bar.update(task, total=step.total, completed=step.done, description=description)  # type: ignore[arg-type]
    if result and result.error:
        bar.console.print(Text(_line(result)), soft_wrap=True)


def _print_line(console: Console, step: Step) -> None:
    if step.result:
        line = f"[{step.done}/{step.total}] {_line(step.result)}"
        console.print(Text(line), soft_wrap=True)
    elif step.kept and step.done == step.total:
        console.print(
            Text(f"{step.kept} file(s) were read before, or lie there twice"), soft_wrap=True
        )


def _print_json(stream: TextIO, step: Step) -> None:
    result = step.result
    if result is None:
        return
    told = {
        "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "done": step.done,
        "total": step.total,
        "source": result.source,
        "status": result.status,
        "pages": result.pages,
        "forms": result.forms,
        "findings": result.findings,
        "seconds": round(result.seconds, 3),
        "error": result.error,
    }
    print(json.dumps(told), file=stream, flush=True)


def _line(result: Result) -> str:
    said = result.error or f"{result.forms} forms, {result.findings} findings"
    return f"{result.status}  {_plain(result.source)}  {said}  {result.seconds:.2f} s"


def _plain(source: str) -> str:
    """A file's name on one line, whatever it is made of."""
    return "".join(char if char.isprintable() else "?" for char in source)
