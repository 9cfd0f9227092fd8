"""The commands that write an output: convert, watch, apply."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import click

from zipingbiao.cli.ending import end_with
from zipingbiao.cli.group import command, language
from zipingbiao.cli.options import EXIT_ZERO, OUT, Given, batch_options
from zipingbiao.errors import UsageError
from zipingbiao.language import Words

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from zipingbiao.batch.convert import Batch
    from zipingbiao.batch.order import Order
    from zipingbiao.batch.progress import Progress

_WATCHING = Words("正在监视 {folder}；按 Ctrl-C 结束", "watching {folder}; Ctrl-C ends it")
_WRITTEN = Words(
    "已写入：{out}（请打开 {out}/report.html）", "written: {out} (open {out}/report.html)"
)
_LEFT = Words("所有文件均失败：{out} 保持原样", "every file failed: {out} left as it was")
_APPLIED = Words(
    "已应用：{out} 中新增 {count} 处更正", "applied: {count} new correction(s) in {out}"
)


@command("把文件和文件夹转换成表格和报告。")
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True, type=click.Path())
@OUT
@batch_options
@click.option("--profile", is_flag=True, help="Say in OUT/profile.txt what the slowest file did.")
@EXIT_ZERO
def convert(
    sources: tuple[str, ...], out: str, profile: bool, exit_zero: bool, **given: Unpack[Given]
) -> None:
    """Convert files and folders (searched whole) into tables and a report.

    OUT is made new, or brought up to date if it is an earlier output: files that did not change are
    not read again. A run that was interrupted goes on when it is started again.

    \b
    Example:
      zipingbiao convert 2022/ extra.pdf --out tables
    """
    from zipingbiao.batch.convert import convert_paths

    with _listening(given) as progress:
        batch = convert_paths(sources, out, _order(given, progress, profile=profile))
    _tell(batch, out, given)
    end_with(batch.tally, exit_zero)


@command("转换不断到达文件夹的文件，直到按 Ctrl-C。")
@click.argument("folder", type=click.Path(path_type=Path))
@OUT
@batch_options
def watch(folder: Path, out: str, **given: Unpack[Given]) -> None:
    """Convert what arrives in a folder, until Ctrl-C.

    What is there is converted at once, as `convert` does it; whatever comes, changes or goes later
    brings OUT up to date.

    \b
    Example:
      zipingbiao watch incoming/ --out tables
    """
    from zipingbiao.batch.watch import watched

    click.echo(_WATCHING.said(language(), folder=folder), err=True)
    with suppress(KeyboardInterrupt), _listening(given) as progress:
        for batch in watched(folder, Path(out), _order(given, progress)):
            _tell(batch, out, given)


@command("把报告复核中导出的更正写入输出文件夹。")
@click.argument("out", type=click.Path(path_type=Path, file_okay=False))
@click.argument("corrections", type=click.Path(path_type=Path))
@click.option("-q", "--quiet", is_flag=True, help="No summary.")
@EXIT_ZERO
def apply(out: Path, corrections: Path, quiet: bool, exit_zero: bool) -> None:
    """Put CORRECTIONS (from the report's review) into the output OUT, all or none.

    Their figures become `reviewed`, the forms are checked again, and OUT is written anew. Applied
    twice, a file changes nothing. Later conversions keep what it says, as long as the content of
    the source is the same.

    \b
    Example:
      zipingbiao apply tables corrections.csv
    """
    from zipingbiao.batch.apply import apply as apply_corrections
    from zipingbiao.report.terminal import print_summary

    batch, changed = apply_corrections(out, corrections)
    if not quiet:
        print_summary(batch.tally, language())
        click.echo(_APPLIED.said(language(), count=changed, out=out), err=True)
    end_with(batch.tally, exit_zero)


def _listening(given: Given) -> AbstractContextManager[Progress]:
    """Who is told how a batch goes."""
    from zipingbiao.progress import reporting

    if given["quiet"] and given["verbose"]:
        raise UsageError("both -q and -v: give one of them", "不能同时使用 -q 和 -v，请只用其一")
    return reporting(
        quiet=given["quiet"],
        verbose=given["verbose"],
        as_json=given["log_json"],
        language=language(),
    )


def _order(given: Given, progress: Progress, *, profile: bool = False) -> Order:
    """The order that the options of a command make."""
    from zipingbiao.batch.limits import Limits
    from zipingbiao.batch.order import order_of
    from zipingbiao.batch.runners import Settings

    return order_of(
        given["families"],
        given["select"],
        given["ignore"],
        engine=given["engine"],
        settings=Settings(
            given["jobs"], Limits(given["timeout"], given["memory"]), given["address"]
        ),
        progress=progress,
        profile=profile,
        more_formats=given["formats"],
        pictures=given["pictures"],
    )


def _tell(batch: Batch, out: str, given: Given) -> None:
    from zipingbiao.report.terminal import print_summary

    if given["quiet"] or given["log_json"]:
        return
    print_summary(batch.tally, language())
    click.echo((_WRITTEN if batch.out else _LEFT).said(language(), out=out), err=True)
