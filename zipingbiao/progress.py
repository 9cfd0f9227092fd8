"""Progress on standard error: a bar on a terminal, a line per file elsewhere."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
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

from zipingbiao.batch.encoded import decoded
from zipingbiao.batch.progress import Progress as Listener
from zipingbiao.batch.progress import Step, silent
from zipingbiao.batch.results import Result
from zipingbiao.language import Language, Words
from zipingbiao.report.words import FILE_STATUSES, SOURCES

_COUNTS = Words("{forms} 张自评表，{findings} 项结果", "{forms} forms, {findings} findings")
_SECONDS = Words("{seconds:.2f} 秒", "{seconds:.2f} s")
_KEPT = Words(
    "{count} 个文件此前已读，或重复出现", "{count} file(s) were read before, or lie there twice"
)
_DETAIL = Words("{kind}，{pages} 页", "{kind}, {pages} page(s)")
_STAGES = {
    "extract": Words("读取", "extract"),
    "normalize": Words("整理", "normalize"),
    "reconcile": Words("核对", "reconcile"),
    "pictures": Words("图片", "pictures"),
}


@contextmanager
def reporting(
    *,
    quiet: bool = False,
    verbose: bool = False,
    as_json: bool = False,
    language: Language = Language.EN,
    console: Console | None = None,
    stream: TextIO | None = None,
) -> Iterator[Listener]:
    """A listener for `convert_paths` that shows people where the batch is, or programs (JSON);
    `verbose` says of each file what it is and how it was read."""
    console = console or Console(stderr=True, highlight=False)
    say = _Lines(language, verbose)
    if as_json:
        yield lambda step: _print_json(stream or sys.stderr, step)
    elif quiet:
        yield silent
    elif console.is_terminal:
        with _bar(console) as bar:
            task = bar.add_task("", total=None)
            yield lambda step: _move(bar, task, step, say)
    else:
        yield lambda step: _print_lines(console, say.of(step))


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


def _move(bar: Progress, task: int, step: Step, say: _Lines) -> None:
    result = step.result
    description = _plain(result.source) if result else ""
    bar.update(task, total=step.total, completed=step.done, description=description)  # type: ignore[arg-type]
    if result and (result.error or say.verbose):
        _print_lines(bar.console, say.of(step))


def _print_lines(console: Console, lines: Iterable[str]) -> None:
    for line in lines:
        console.print(Text(line), soft_wrap=True)


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


@dataclass(frozen=True, slots=True)
class _Lines:
    """What is said of a step, line by line."""

    language: Language
    verbose: bool

    def of(self, step: Step) -> Iterator[str]:
        """The file that was read, or at the end what did not have to be."""
        if step.result:
            yield f"[{step.done}/{step.total}] {self._file(step.result)}"
            if self.verbose:
                yield from map("    {}".format, self._details(step.result))
        elif step.kept and step.done == step.total:
            yield _KEPT.said(self.language, count=step.kept)

    def _file(self, result: Result) -> str:
        chinese = self.language is Language.ZH
        error = result.error_zh if chinese else result.error
        counts = _COUNTS.said(self.language, forms=result.forms, findings=result.findings)
        status = FILE_STATUSES[result.status].zh if chinese else result.status
        seconds = _SECONDS.said(self.language, seconds=result.seconds)
        return f"{status}  {_plain(result.source)}  {error or counts}  {seconds}"

    def _details(self, result: Result) -> Iterator[str]:
        """Kind, pages, how they were read, the seconds of each stage; what there is to note."""
        outcome = decoded(result.outcome)
        yield " · ".join(
            [
                _DETAIL.said(self.language, kind=outcome.kind, pages=outcome.pages),
                *(SOURCES[source].of(self.language) for source in outcome.read_as),
                *(
                    f"{_STAGES[stage.name].of(self.language)}"
                    f" {_SECONDS.said(self.language, seconds=stage.seconds)}"
                    for stage in outcome.stages
                ),
            ]
        )
        for finding in outcome.findings:
            if finding.message_in(self.language) and not outcome.error:
                yield finding.message_in(self.language)


def _plain(source: str) -> str:
    """A file's name on one line, whatever it is made of."""
    return "".join(char if char.isprintable() else "?" for char in source)
