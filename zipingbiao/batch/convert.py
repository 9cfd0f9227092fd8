"""Sources → outcomes, by way of a ledger → the output folder."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from zipingbiao.batch import remote
from zipingbiao.batch.collecting import rarely
from zipingbiao.batch.elsewhere import Elsewhere, elsewhere
from zipingbiao.batch.hold import held
from zipingbiao.batch.inputs import Input, find_inputs, opened_up
from zipingbiao.batch.ledger import Ledger
from zipingbiao.batch.order import Order
from zipingbiao.batch.pictures import Album
from zipingbiao.batch.profile import profile
from zipingbiao.batch.progress import Progress, Step
from zipingbiao.batch.runlog import RunLog
from zipingbiao.batch.runners.choice import runner
from zipingbiao.batch.together import joined, together
from zipingbiao.batch.waiting import Waiting
from zipingbiao.batch.way import way_of
from zipingbiao.errors import UsageError, ZipingbiaoError
from zipingbiao.report.output import check_target, state_of, write_output
from zipingbiao.report.package import LEDGER, is_finished
from zipingbiao.schemas.outcome import FileStatus, Outcome, Tally

# A file that changes while it is read is read again, but not for ever.
_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Batch:
    """What a batch left: its numbers, and the folder if one was written."""

    tally: Tally
    out: Path | None = None


def convert_paths(
    sources: Iterable[str | Path], out: Path | str, order: Order | None = None
) -> Batch:
    """Convert files and folders into the folder `out`.

    What is done is kept in a ledger in `out`: a run that was interrupted or killed goes on where it
    ended when it is started again, and files that were read already, and did not change, are not
    read again. The tables take their place at the end; an earlier output in `out` is kept when
    every file failed.

    Sources and `out` may be URLs of any store that fsspec knows.

    Raises:
        UsageError: a source is missing, nothing is to be done, another run is at work in `out`, or
            `out` is not ours to replace.
        ZipingbiaoError: `out` cannot be written.
    """
    order = order or Order()
    if remote.is_url(out):
        inputs = _some(sources)
        with elsewhere(str(out)) as there:
            return _converted(inputs, there.here, order, there)
    out = Path(out)
    check_target(out)  # before the work, not after it
    inputs = _some(sources, out)
    with held(out):
        return _converted(inputs, out, order)


def _converted(
    inputs: Iterator[Input], out: Path, order: Order, there: Elsewhere | None = None
) -> Batch:
    log = RunLog(order.progress)
    with rarely(), closing(Ledger(out / LEDGER, way_of(order.options))) as ledger:
        try:
            heard = there.saving(ledger, log) if there else log
            read_all(ledger, inputs, order, heard, Album(out))
            ledger.note("order", order.kept())
            batch = publish(ledger, out, order)
            if order.profile and log.slowest:
                run, item = runner(order.engine), ledger.item(log.slowest)
                profile(run, order.task, item, order.settings, out)
        finally:
            if there:
                there.save(ledger)
        log.write(out, order.engine, order.settings, {"left_out": sorted(order.chosen.left_out)})
    if there and batch.out:
        there.bring()
    return batch


def outcomes_of(sources: Iterable[str | Path], order: Order | None = None) -> tuple[Outcome, ...]:
    """The outcomes of files and folders, in order, without writing anything.

    Raises:
        UsageError: a source is missing, or nothing is to be done.
    """
    order = order or Order()
    order = replace(order, options=replace(order.options, pictures=False))
    with closing(Ledger(None, "")) as ledger:
        read_all(ledger, _some(sources), order, order.progress)
        return tuple(joined(ledger, order.options.families, order.chosen))


def read_file(path: Path, order: Order) -> tuple[Outcome, ...]:
    """The outcome of one file (of a zip, those of all its files), without a ledger."""
    order = replace(order, options=replace(order.options, pictures=False))
    outcomes = (order.task(item) for item in opened_up(path, path.name))
    return together(outcomes, order.options.families, order.chosen)


def read_all(
    ledger: Ledger,
    inputs: Iterable[Input],
    order: Order,
    progress: Progress,
    album: Album | None = None,
) -> None:
    """Have a result in the ledger for each of the inputs, and its pictures in the album.

    Raises:
        ZipingbiaoError: the files change faster than they are read.
    """
    total = ledger.list_sources(inputs)
    progress(Step(0, total))
    for _ in range(_ROUNDS):
        waiting, run = Waiting(ledger), runner(order.engine)
        with closing(run(order.task, waiting.inputs(), order.settings)) as results:
            for read, (item, result) in enumerate(results, start=1):
                if album:
                    album.keep(result.sha256, result.pictures)
                waiting.record(item, result)
                progress(Step(waiting.kept + read, total, result, waiting.kept))
        if not ledger.missing():
            progress(Step(total, total, None, waiting.kept))
            return
    raise ZipingbiaoError(
        f"{ledger.missing()} file(s) changed while they were read: run the same command again "
        "when nobody writes to them",
        f"有 {ledger.missing()} 个文件在读取期间被改动，请等无人写入后再次运行同一命令",
    )


def _some(sources: Iterable[str | Path], out: Path | None = None) -> Iterator[Input]:
    """The inputs; at least one."""
    given = list(sources)
    inputs = find_inputs(given, out)
    first = next(inputs, None)
    if first is None:
        named = ", ".join(str(source) for source in given)
        raise UsageError(
            f"nothing to convert in {named}: give files, or folders that hold some",
            f"{named} 中没有可转换的文件，请指定文件或含有文件的文件夹",
        )
    return chain([first], inputs)


def publish(ledger: Ledger, out: Path, order: Order) -> Batch:
    """The tables of the batch in their place; not written again if they are there already."""
    statuses = ledger.statuses()
    unread = {FileStatus.FAILED, FileStatus.SKIPPED}
    if set(statuses) <= unread and is_finished(out):
        return Batch(Tally.of(joined(ledger, order.options.families, order.chosen)))
    state = _digest(ledger, order)
    if ledger.noted("state") == state and ledger.noted("written") == json.dumps(state_of(out)):
        return Batch(Tally.from_json(ledger.noted("tally")), out)
    outcomes = joined(ledger, order.options.families, order.chosen)
    tally = write_output(outcomes, out, order.more_formats)
    ledger.prune()
    Album(out).keep_only(set(ledger.picture_names()))
    ledger.note("tally", tally.as_json())
    ledger.note("written", json.dumps(state_of(out)))
    ledger.note("state", state)
    return Batch(tally, out)


def _digest(ledger: Ledger, order: Order) -> str:
    """All that the output is made of, as one short name."""
    wanted = [*sorted(order.chosen.left_out), *(format.name for format in order.more_formats)]
    digest = hashlib.sha256(" ".join(wanted).encode())
    for source, result in ledger.state():
        digest.update(f"\n{source}\t{result}".encode())
    for said in ledger.all_corrections():
        digest.update(f"\n{said}".encode())
    return digest.hexdigest()
