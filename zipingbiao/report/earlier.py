"""An output folder read back as outcomes."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from zipingbiao.errors import UsageError
from zipingbiao.report.csv_files import read_table
from zipingbiao.report.form_json import read_form
from zipingbiao.report.package import is_finished, unfinished
from zipingbiao.report.tabular import Row
from zipingbiao.schemas.figure import Place
from zipingbiao.schemas.finding import Finding, Severity, Verdict
from zipingbiao.schemas.form import Form
from zipingbiao.schemas.outcome import FileStatus, Outcome
from zipingbiao.schemas.page import Box
from zipingbiao.schemas.tables import FILES, FINDINGS, FORMS


def read_output(out: Path) -> tuple[Outcome, ...]:
    """The outcomes in a folder that `write_output` left.

    Raises:
        UsageError: the folder is no output of this program, or it is damaged.
    """
    if not is_finished(out):
        raise unfinished(out)
    try:
        return _outcomes(out)
    except (OSError, ValueError, KeyError) as error:
        reason = str(error).splitlines()[0]
        raise UsageError(
            f"{out}: damaged output ({reason}); convert again",
            f"{out}：输出已损坏（{reason}），请重新转换",
        ) from error


def _outcomes(out: Path) -> tuple[Outcome, ...]:
    forms: dict[str, list[Form]] = {}
    for row in read_table(FORMS, out):
        form = read_form(out / "forms" / f"{row['form_id']}.json")
        forms.setdefault(row["source"], []).append(form)
    findings: dict[str, list[Finding]] = {}
    for row in read_table(FINDINGS, out):
        if not row["form_id"]:
            findings.setdefault(row["source"], []).append(_finding(row))
    return tuple(
        Outcome(
            source=row["source"],
            kind=row["kind"],
            status=FileStatus(row["status"]),
            sha256=row["sha256"],
            pages=int(row["pages"]),
            error=row["error"],
            seconds=float(row["seconds"]),
            forms=tuple(forms.get(row["source"], ())),
            findings=tuple(findings.get(row["source"], ())),
        )
        for row in read_table(FILES, out)
    )


def _finding(row: Row) -> Finding:
    return Finding(
        rule=row["rule"],
        severity=Severity(row["severity"]),
        verdict=Verdict(row["verdict"]),
        subject=row["subject"],
        message=row["message"],
        message_en=row["message_en"],
        stated=row["stated"] or None,
        computed=row["computed"] or None,
        difference=Decimal(row["difference"]) if row["difference"] else None,
        suggestion=row["suggestion"],
        place=_place(row),
        values=tuple(row["values"].split(";")) if row["values"] else (),
    )


def _place(row: Row) -> Place | None:
    if not row["page"]:
        return None
    edges = [row[name] for name in ("x0", "top", "x1", "bottom")]
    box = Box(*(float(edge) for edge in edges)) if all(edges) else None
    return Place(int(row["page"]), box)
