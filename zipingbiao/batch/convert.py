"""Sources → outcomes → the output folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from zipingbiao.batch.inputs import Input, find_inputs
from zipingbiao.batch.progress import Progress, Step, silent
from zipingbiao.batch.runners import Work, processes, serial
from zipingbiao.schemas.outcome import Outcome

Join = Callable[[Iterable[Outcome]], tuple[Outcome, ...]]
"""What is done with all outcomes of a batch, when they are there."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What a batch left: an outcome per file, and the folder if one was written."""

    outcomes: tuple[Outcome, ...]
    out: Path | None = None


def convert_paths(
    sources: Iterable[str | Path],
    out: Path | None = None,
    *,
    jobs: int = 1,
    progress: Progress = silent,
    work: Work | None = None,
    families: Path | None = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
) -> Batch:
    """Convert files and folders; write the output to `out` if one is given.

    Outcomes come in the order of the sources, whatever `jobs` is. `work` is what is done with
    a file, `process_document` unless told otherwise; `families` is a folder with family files of
    the user, `select` and `ignore` choose among the rules. An earlier output in `out` is kept when
    every file failed.

    Raises:
        UsageError: a source is missing, nothing is to be done, a family file is broken, a rule is
            unknown, or `out` is not ours to replace.
    """
    work = work or work_with(families, select, ignore)
    joined = together_with(families, select, ignore)
    inputs = find_inputs(sources, out)
    if out is not None:
        from zipingbiao.report.output import check_target

        check_target(out)  # before the work, not after it
    outcomes = joined(_run(inputs, work, jobs, progress))
    if out is not None:
        from zipingbiao.report.output import write_output

        return Batch(outcomes, out if write_output(outcomes, out) else None)
    return Batch(outcomes)


def _run(inputs: Sequence[Input], work: Work, jobs: int, progress: Progress) -> tuple[Outcome, ...]:
    progress(Step(0, len(inputs)))
    by_source: dict[str, Outcome] = {}
    for outcome in _finished(inputs, work, jobs):
        by_source[outcome.source] = outcome
        progress(Step(len(by_source), len(inputs), outcome))
    return tuple(by_source[item.source] for item in inputs)


def _finished(inputs: Sequence[Input], work: Work, jobs: int) -> Iterator[Outcome]:
    jobs = min(jobs, len(inputs))
    return processes.run(work, inputs, jobs) if jobs > 1 else serial.run(work, inputs)


def work_with(
    folder: Path | None = None, select: Sequence[str] = (), ignore: Sequence[str] = ()
) -> Work:
    """What is done with a file: `process_document`, with the families of a folder beside the
    built-in ones, and the rules that are wanted. They are read once, here; processes get them with
    their work.

    Raises:
        UsageError: the folder, or a file in it, cannot be used, or a rule is unknown.
    """
    from zipingbiao.batch.work import process_document  # brings the readers in

    if folder is None and not select and not ignore:
        return process_document
    from zipingbiao.reconcile.rules.selection import selection
    from zipingbiao.schemas.family_files import with_folder

    chosen = selection(select, ignore)
    return partial(process_document, known=with_folder(folder), chosen=chosen)


def together_with(
    folder: Path | None = None, select: Sequence[str] = (), ignore: Sequence[str] = ()
) -> Join:
    """What is done with all outcomes: `together`, with the families and the rules of `work_with`.

    Raises:
        UsageError: the folder, or a file in it, cannot be used, or a rule is unknown.
    """
    from zipingbiao.batch.together import together
    from zipingbiao.reconcile.rules.selection import selection
    from zipingbiao.schemas.family_files import with_folder

    return partial(together, known=with_folder(folder), chosen=selection(select, ignore))
