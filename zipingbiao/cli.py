"""The command line: thin, and quick to show its help — everything heavy is imported on use."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from zipingbiao import __version__
from zipingbiao.errors import UnknownKind, UnreadableFile, UsageError, ZipingbiaoError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager

    from zipingbiao.batch.convert import Batch
    from zipingbiao.batch.order import Order
    from zipingbiao.batch.progress import Progress
    from zipingbiao.schemas.outcome import Outcome, Tally

INTERRUPTED = 130
_EXIT_ZERO = click.option(
    "--exit-zero",
    is_flag=True,
    help="Exit 0 also with findings or single failed files (not when all failed).",
)
_OUT = click.option("-o", "--out", required=True, metavar="OUT", help="Output folder, or its URL.")
_FAMILIES = click.option(
    "--families",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Folder with family files (YAML) of your own.",
)
_SELECT = click.option(
    "--select",
    metavar="RULES",
    multiple=True,
    callback=lambda _, __, given: _codes(given),
    help="Only findings of these rules: slugs, or beginnings of ids (WGT), with commas.",
)
_IGNORE = click.option(
    "--ignore",
    metavar="RULES",
    multiple=True,
    callback=lambda _, __, given: _codes(given),
    help="No findings of these rules.",
)


def _codes(given: Sequence[str]) -> tuple[str, ...]:
    """The codes of `--select A,B --select C`; a stray comma is no code."""
    return tuple(code.strip() for text in given for code in text.split(",") if code.strip())


_BATCH_OPTIONS = (
    click.option(
        "-j",
        "--jobs",
        default=os.cpu_count() or 1,
        show_default="the cores",
        type=click.IntRange(1),
        help="Files read at a time, each in a process of its own.",
    ),
    click.option(
        "--engine",
        default="processes",
        show_default=True,
        type=click.Choice(["serial", "processes", "ray"]),
        help="What reads them: this process, several, or a Ray cluster.",
    ),
    click.option(
        "--address", default="", metavar="URL", help="Ray cluster to use. [default: local]"
    ),
    click.option(
        "--timeout",
        type=click.FloatRange(1),
        metavar="SECONDS",
        help="Most a file may take. [default: 60, and 20 a page]",
    ),
    click.option(
        "--memory",
        type=click.IntRange(256),
        metavar="MB",
        help="Most memory a file may take. [default: 3072, and 4 a page]",
    ),
    click.option(
        "--format",
        "formats",
        multiple=True,
        metavar="NAMES",
        callback=lambda _, __, given: _codes(given),
        help="Formats beside CSV, JSON and the report: parquet, xlsx, sqlite, duckdb.",
    ),
    click.option(
        "--pictures/--no-pictures",
        default=True,
        help="Draw the pages of the forms for the report. [default: yes]",
    ),
    _FAMILIES,
    _SELECT,
    _IGNORE,
    click.option("-q", "--quiet", is_flag=True, help="No progress and no summary."),
    click.option("--log-json", is_flag=True, help="Progress as JSON on stderr, a line a file."),
)


class Given(TypedDict):
    """What a user gave for the options of the commands that convert."""

    jobs: int
    engine: str
    address: str
    timeout: float | None
    memory: int | None
    formats: tuple[str, ...]
    pictures: bool
    families: Path | None
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    quiet: bool
    log_json: bool


def _batch_options(command: Callable[..., None]) -> Callable[..., None]:
    """The options of the commands that convert."""
    for option in reversed(_BATCH_OPTIONS):
        command = option(command)
    return command


class Commands(click.Group):
    """The group: one clear line on stderr for an error, and its exit status."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except ZipingbiaoError as error:
            click.echo(f"zipingbiao: {error}", err=True)
            ctx.exit(error.exit_code)
        except KeyboardInterrupt:
            click.echo(
                "\nzipingbiao: interrupted; the same command goes on where it ended", err=True
            )
            ctx.exit(INTERRUPTED)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="zipingbiao")
def main() -> None:
    """Published self-evaluation forms (绩效自评表) to checked tables.

    \b
    Exit status: 0 all clean, 1 findings, 2 usage, 3 some files failed,
    4 all files failed, 130 interrupted.
    """
    for stream in (sys.stdout, sys.stderr):
        # A console that cannot show a character shows a mark; it does not end the run.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


@main.command()
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True, type=click.Path())
@_OUT
@_batch_options
@click.option("--profile", is_flag=True, help="Say in OUT/profile.txt what the slowest file did.")
@_EXIT_ZERO
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
    _exit(batch.tally, exit_zero)


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
@_OUT
@_batch_options
def watch(folder: Path, out: str, **given: Unpack[Given]) -> None:
    """Convert what arrives in a folder, until Ctrl-C.

    What is there is converted at once, as `convert` does it; whatever comes, changes or goes later
    brings OUT up to date.

    \b
    Example:
      zipingbiao watch incoming/ --out tables
    """
    from zipingbiao.batch.watch import watched

    click.echo(f"watching {folder}; Ctrl-C ends it", err=True)
    with suppress(KeyboardInterrupt), _listening(given) as progress:
        for batch in watched(folder, Path(out), _order(given, progress)):
            _tell(batch, out, given)


@main.command()
@click.argument("finding_id")
@click.option(
    "-o",
    "--out",
    default=".",
    show_default="this folder",
    type=click.Path(path_type=Path),
    help="The output that has it.",
)
def explain(finding_id: str, out: Path) -> None:
    """Write a finding out: its sum, every figure in it, and where each stands on the page.

    \b
    Example:
      zipingbiao explain form_pdf-1-score-sum-1 --out tables
    """
    from zipingbiao.report.explain import explanation

    for line in explanation(out, finding_id):
        click.echo(line)


@main.command()
def doctor() -> None:
    """Say what is installed, and what is missing for which kind of file.

    \b
    Example:
      zipingbiao doctor
    """
    from zipingbiao.doctor import report

    lines = list(report())
    click.echo("\n".join(lines))
    click.get_current_context().exit(any(line.startswith("✗") for line in lines))


def _listening(given: Given) -> AbstractContextManager[Progress]:
    """Who is told how a batch goes."""
    from zipingbiao.progress import reporting

    return reporting(quiet=given["quiet"], as_json=given["log_json"])


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
    print_summary(batch.tally)
    if batch.out:
        click.echo(f"written: {out} (open {out}/report.html)", err=True)
    else:
        click.echo(f"every file failed: {out} left as it was", err=True)


@main.command()
@click.argument("out", type=click.Path(path_type=Path))
@click.argument("corrections", type=click.Path(path_type=Path))
@click.option("-q", "--quiet", is_flag=True, help="No summary.")
@_EXIT_ZERO
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
        print_summary(batch.tally)
        click.echo(f"applied: {changed} new correction(s) in {out}", err=True)
    _exit(batch.tally, exit_zero)


@main.command()
@click.argument("target", metavar="OUT_OR_FILE", type=click.Path(path_type=Path))
@_FAMILIES
@_SELECT
@_IGNORE
@_EXIT_ZERO
def check(
    target: Path,
    families: Path | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    exit_zero: bool,
) -> None:
    """Print the findings of an output folder, or of one file read on the spot.

    \b
    Example:
      zipingbiao check tables
      zipingbiao check form.pdf --ignore LOG,full-satisfaction
    """
    from zipingbiao.extract.archive import exists
    from zipingbiao.report.terminal import print_findings
    from zipingbiao.schemas.outcome import Tally

    if not target.is_dir() and not exists(target):
        raise UsageError(f"no such file or folder: {target}; check the path")
    if target.is_dir():
        from zipingbiao.reconcile.rules.selection import selection
        from zipingbiao.report.earlier import read_output

        if families is not None:
            raise UsageError(f"{target} is an output already; --families reads a file or converts")
        chosen = selection(select, ignore)
        outcomes: Sequence[Outcome] = [chosen.applied(found) for found in read_output(target)]
    else:
        from zipingbiao.batch.convert import read_file
        from zipingbiao.batch.order import order_of

        outcomes = read_file(target, order_of(families, select, ignore))
    print_findings(outcomes)
    _exit(Tally.of(outcomes), exit_zero)


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("-p", "--page", type=click.IntRange(1), help="Page, from 1. [default: all; 1 for -o]")
@click.option("-o", "--out", type=click.Path(path_type=Path), help="Picture to draw (PNG).")
@click.option("--json", "as_json", is_flag=True, help="Print the grids as JSON.")
@_FAMILIES
def show(
    file: Path, page: int | None, out: Path | None, as_json: bool, families: Path | None
) -> None:
    """Show how a file was read: its pages, grids and cells, also where it holds no form.

    With -o, draw the page with its rules, its cells (r2c3 2x1: row 2, column 3, two rows high) and
    the findings. With --json, print the grids. Without either, list the pages.

    \b
    Example:
      zipingbiao show form.pdf --page 2 -o page2.png
      zipingbiao show scan.jpg --json
    """
    from zipingbiao import inspection
    from zipingbiao.extract.archive import exists
    from zipingbiao.schemas.family_files import with_folder

    if not exists(file):
        raise UsageError(f"no such file: {file}; check the path")
    known = with_folder(families)
    try:
        document = inspection.read(file)
    except (UnreadableFile, UnknownKind) as error:
        raise UnreadableFile(f"{file}: {error}") from error
    pages = inspection.chosen(document, page)
    if out:
        inspection.draw(file, document, pages[0], out, known)
        click.echo(f"written: {out}", err=True)
    if as_json:
        click.echo(inspection.json_text(document, pages))
    if not out and not as_json:
        click.echo(inspection.listing(document, pages))


@main.command()
@_FAMILIES
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
def families(families: Path | None, as_json: bool) -> None:
    """List the families of forms (表式): id, scope and name.

    \b
    Example:
      zipingbiao families
      zipingbiao families --families my-families --json
    """
    from zipingbiao.inspection import family_lines, family_list
    from zipingbiao.schemas.family_files import with_folder

    known = with_folder(families)
    click.echo(family_list(known) if as_json else family_lines(known))


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
def rules(as_json: bool) -> None:
    """List the rules (规则): slug, severity, title and ids.

    \b
    Example:
      zipingbiao rules
      zipingbiao rules --json
    """
    from zipingbiao import inspection

    known = inspection.rules()
    click.echo(inspection.rule_list(known) if as_json else inspection.rule_lines(known))


def _exit(tally: Tally, exit_zero: bool) -> None:
    from zipingbiao.batch.exit_status import exit_status

    click.get_current_context().exit(exit_status(tally, exit_zero=exit_zero))
