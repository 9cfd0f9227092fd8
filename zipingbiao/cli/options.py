"""Options that several commands have."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

import click

from zipingbiao.cli.completing import complete_formats, complete_rules

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def _codes(_: click.Context, __: click.Parameter, given: Sequence[str]) -> tuple[str, ...]:
    """The codes of `--select A,B --select C`; a stray comma is no code."""
    return tuple(code.strip() for text in given for code in text.split(",") if code.strip())


EXIT_ZERO = click.option(
    "--exit-zero",
    is_flag=True,
    help="Exit 0 also with findings or single failed files (not when all failed).",
)
OUT = click.option("-o", "--out", required=True, metavar="OUT", help="Output folder, or its URL.")
FAMILIES = click.option(
    "--families",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder with family files (YAML) of your own.",
)
SELECT = click.option(
    "--select",
    metavar="RULES",
    multiple=True,
    callback=_codes,
    shell_complete=complete_rules,
    help="Only findings of these rules: slugs, or beginnings of ids (WGT), with commas.",
)
IGNORE = click.option(
    "--ignore",
    metavar="RULES",
    multiple=True,
    callback=_codes,
    shell_complete=complete_rules,
    help="No findings of these rules.",
)
_BATCH = (
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
        callback=_codes,
        shell_complete=complete_formats,
        help="Formats beside CSV, JSON and the report: parquet, xlsx, xlsx:forms, sqlite, duckdb.",
    ),
    click.option(
        "--pictures/--no-pictures",
        default=True,
        help="Draw the pages of the forms for the report. [default: yes]",
    ),
    FAMILIES,
    SELECT,
    IGNORE,
    click.option("-q", "--quiet", is_flag=True, help="No progress and no summary."),
    click.option(
        "-v",
        "--verbose",
        is_flag=True,
        help="Say of each file what it is, how it was read, and how long each stage took.",
    ),
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
    verbose: bool
    log_json: bool


def batch_options(command: Callable[..., None]) -> Callable[..., None]:
    """The options of the commands that convert."""
    for option in reversed(_BATCH):
        command = option(command)
    return command
