"""The commands that look at what was read: check, explain, show."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from zipingbiao.cli.completing import complete_findings
from zipingbiao.cli.ending import end_with
from zipingbiao.cli.group import command, language
from zipingbiao.cli.options import EXIT_ZERO, FAMILIES, IGNORE, SELECT
from zipingbiao.errors import UnknownKind, UnreadableFile, UsageError
from zipingbiao.language import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zipingbiao.schemas.outcome import Outcome

_WRITTEN = Words("已写入：{out}", "written: {out}")
_DRAWN = Words("已写入：{folder} 中的 {count} 张图片", "written: {count} pictures in {folder}")


@command("显示输出文件夹的核对结果，或即时读取一个文件。")
@click.argument("target", metavar="OUT_OR_FILE", type=click.Path(path_type=Path))
@FAMILIES
@SELECT
@IGNORE
@EXIT_ZERO
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
        raise UsageError(
            f"no such file or folder: {target}; check the path",
            f"没有这个文件或文件夹：{target}，请检查路径",
        )
    if target.is_dir():
        from zipingbiao.reconcile.rules.selection import selection
        from zipingbiao.report.earlier import read_output

        if families is not None:
            raise UsageError(
                f"{target} is an output already; --families reads a file or converts",
                f"{target} 已经是输出文件夹；--families 只用于读取文件或转换",
            )
        chosen = selection(select, ignore)
        outcomes: Sequence[Outcome] = [chosen.applied(found) for found in read_output(target)]
    else:
        from zipingbiao.batch.convert import read_file
        from zipingbiao.batch.order import order_of

        outcomes = read_file(target, order_of(families, select, ignore))
    print_findings(outcomes, language())
    end_with(Tally.of(outcomes), exit_zero)


@command("详细说明一条核对结果：算式、各个数字及其位置。")
@click.argument("finding_id", shell_complete=complete_findings)
@click.option(
    "-o",
    "--out",
    default=".",
    show_default="this folder",
    type=click.Path(path_type=Path, file_okay=False),
    is_eager=True,  # before the finding's id, which is completed from it
    help="The output that has it.",
)
def explain(finding_id: str, out: Path) -> None:
    """Write a finding out: its sum, every figure in it, and where each stands on the page.

    \b
    Example:
      zipingbiao explain form_pdf-1-score-sum-1 --out tables
    """
    from zipingbiao.report.explain import explanation

    for line in explanation(out, finding_id, language()):
        click.echo(line)


@command("显示文件是怎样读的：页面、表格、单元格。")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("-p", "--page", type=click.IntRange(1), help="Page, from 1. [default: all; 1 for -o]")
@click.option("-o", "--out", type=click.Path(path_type=Path), help="Picture to draw (PNG).")
@click.option(
    "--stages",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for a picture of every stage of each page.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the grids as JSON.")
@FAMILIES
def show(
    file: Path,
    page: int | None,
    out: Path | None,
    stages: Path | None,
    as_json: bool,
    families: Path | None,
) -> None:
    """Show how a file was read: its pages, grids and cells, also where it holds no form.

    With -o, draw the page with its rules, its cells (r2c3 2x1: row 2, column 3, two rows high) and
    the findings. With --stages, draw what each stage made of the pages: the rules found, the grid,
    the cells, how sure the texts are, the part each cell plays, the levels of the indicators, the
    findings (page1-1-rules.png … page1-7-findings.png). With --json, print the grids. Without any
    of these, list the pages.

    \b
    Example:
      zipingbiao show form.pdf --page 2 -o page2.png
      zipingbiao show form.pdf --stages stages
      zipingbiao show scan.jpg --json
    """
    from zipingbiao import inspection, viewing
    from zipingbiao.extract.archive import exists
    from zipingbiao.schemas.family_files import with_folder

    if not exists(file):
        raise UsageError(
            f"no such file: {file}; check the path", f"没有这个文件：{file}，请检查路径"
        )
    known = with_folder(families)
    try:
        document = inspection.read(file)
    except (UnreadableFile, UnknownKind) as error:
        raise UnreadableFile(f"{file}: {error}", f"{file}：{error.message_zh}") from error
    pages = inspection.chosen(document, page)
    if out:
        viewing.draw(file, document, pages[0], out, known)
        click.echo(_WRITTEN.said(language(), out=out), err=True)
    if stages:
        drawn = sum(1 for _ in viewing.draw_stages(file, document, pages, stages, known))
        click.echo(_DRAWN.said(language(), count=drawn, folder=stages), err=True)
    if as_json:
        click.echo(inspection.json_text(document, pages))
    if not out and not stages and not as_json:
        click.echo(inspection.listing(document, pages, language()))
