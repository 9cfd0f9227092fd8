"""What a shell offers for an option or argument (补全) that only the program knows."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from zipingbiao.errors import ZipingbiaoError


def complete_rules(_: click.Context, __: click.Parameter, begun: str) -> list[str]:
    """Slugs of rules, also behind a comma."""
    from zipingbiao.reconcile.rules import ALL_RULES

    return _listed([rule.slug for rule in ALL_RULES], begun)


def complete_formats(_: click.Context, __: click.Parameter, begun: str) -> list[str]:
    """Names of formats, also behind a comma."""
    from zipingbiao.report.formats import NAMES

    return _listed(NAMES, begun)


def complete_findings(context: click.Context, _: click.Parameter, begun: str) -> list[str]:
    """Ids of the findings in the output that the command names; none where there is no output."""
    from zipingbiao.report.csv_files import read_table
    from zipingbiao.schemas.tables import FINDINGS

    try:
        found = read_table(FINDINGS, Path(context.params.get("out") or "."))
    except (ZipingbiaoError, OSError, ValueError):
        return []
    return [row["finding_id"] for row in found if row["finding_id"].startswith(begun)]


def _listed(names: Iterable[str], begun: str) -> list[str]:
    """Names for the last part of a list with commas, each with the parts before it."""
    before, comma, last = begun.rpartition(",")
    return [f"{before}{comma}{name}" for name in names if name.startswith(last)]
