"""Hand-made outcomes: small forms with everything in them that a report has to show."""

from __future__ import annotations

import hashlib
import os
import sys
import time
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from types import ModuleType

import pytest

from zipingbiao.batch.identity import form_id
from zipingbiao.batch.inputs import Input
from zipingbiao.batch.options import DEFAULT, Options
from zipingbiao.report.output import write_output
from zipingbiao.schemas.figure import Figure, Place, Status
from zipingbiao.schemas.finding import Finding, Severity, Verdict
from zipingbiao.schemas.form import Field, Form, Fund, Indicator, Node
from zipingbiao.schemas.outcome import FileStatus, Outcome
from zipingbiao.schemas.page import Box, Reading, Source

PLACE = Place(1, Box(100.5, 200.25, 140, 212))


def figure(text: str, status: Status = Status.STATED, read_as: str | None = None) -> Figure:
    """A figure of that value, read as `read_as` if that is something else."""
    value = Decimal(text)
    return Figure(
        text=text if read_as is None else read_as,
        value=value,
        decimals=max(0, -int(value.as_tuple().exponent)),
        status=status,
        places=(PLACE,),
    )


def finding(rule: str = "score-sum", **changes: object) -> Finding:
    """A publisher's error, or what `changes` make of it."""
    base = Finding(
        rule=rule,
        severity=Severity.ERROR,
        verdict=Verdict.PUBLISHER,
        subject="total_score",
        message="自评总分为 93.49，各项得分之和为 36.99，相差 56.50。",
        message_en="The stated total is 93.49; the scores add up to 36.99.",
        stated=Decimal("93.49"),
        computed=Decimal("36.99"),
        difference=Decimal("56.50"),
        suggestion="请核对各项得分。",
        place=PLACE,
        values=("forms/1/total_score", "indicators/1/score"),
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def indicators() -> tuple[Indicator, ...]:
    """Three leaves: two under one level 2, one under another."""
    names = (
        ("整体效能", "产出指标完成情况", "20", "19.20"),
        ("整体效能", "效益指标完成情况", "20", "17.79"),
        ("信息公开", "预决算公开合规性", "10", "0"),
    )
    return tuple(
        Indicator(
            line=line,
            level1="履职效能",
            level2=level2,
            level3=level3,
            level1_weight=figure("50"),
            level2_weight=figure("40" if line < 3 else "10", Status.DERIVED, read_as=""),
            weight=figure(weight),
            score=figure(score),
            target="≥90%",
            shortfall_reason="受影响，\n未完成" if line < 3 else "",
            place=PLACE,
        )
        for line, (level2, level3, weight, score) in enumerate(names, start=1)
    )


def form(form_id: str = "2022-科工商信局", source: str = "2022/科工商信局.pdf") -> Form:
    """A department form with one finding of each severity and one figure of each status."""
    doubtful = replace(
        figure("3482.37", Status.DOUBTFUL),
        source=Source.OCR,
        confidence=0.62,
        alternatives=(Reading("3432.37", 0.3), Reading("3482.87", 0.05)),
    )
    return Form(
        form_id=form_id,
        source=source,
        first_page=1,
        last_page=3,
        family="gd-department",
        scope="department",
        title="2022年度部门整体支出绩效自评表",
        fiscal_year=2022,
        department="科技工业商务和信息化局",
        grade="优",
        total_weight=figure("100"),
        total_score=figure("93.49", Status.REPAIRED, read_as="93. 49"),
        fields=(Field("units", "单位数", "3个"),),
        funds=(
            Fund(1, "total_budget", "总预算", "万元", initial_budget=figure("56655.54")),
            Fund(2, "basic_expenditure", "基本支出", "万元", initial_budget=doubtful),
        ),
        indicators=indicators(),
        tree=(
            Node(
                "履职效能",
                1,
                (1, 2, 3),
                figure("50"),
                None,
                (
                    Node("整体效能", 2, (1, 2), figure("40"), figure("36.99")),
                    Node("信息公开", 2, (3,), figure("10")),
                ),
            ),
        ),
        has_reasons=True,
        findings=(
            finding(),
            finding(
                "reason-missing",
                severity=Severity.WARNING,
                subject="预决算公开合规性",
                stated=None,
                computed=None,
                difference=None,
                values=("indicators/3/shortfall_reason",),
            ),
            finding("weight-sum", severity=Severity.INFO, values=("indicators/2/level2_weight",)),
        ),
    )


def clean_form(form_id: str = "clean", source: str = "clean.pdf") -> Form:
    """The same without findings and doubts."""
    made = form(form_id, source)
    funds = tuple(replace(fund, initial_budget=figure("1.50")) for fund in made.funds)
    return replace(made, funds=funds, findings=())


def good(*forms: Form) -> Outcome:
    """A file that held these forms."""
    source = forms[0].source
    return Outcome(source, "pdf", FileStatus.OK, "ab" * 32, 3, seconds=0.25, forms=forms)


def failed(source: str = "broken.pdf") -> Outcome:
    """A file that could not be read."""
    about = finding(
        "file-failed",
        verdict=Verdict.EXTRACTION,
        subject=source,
        message="文件已损坏。",
        message_en="The file is damaged.",
        stated="23 bytes",
        computed=None,
        difference=None,
        place=None,
        values=(),
    )
    error = "the PDF is damaged or cut off: fetch it again"
    return Outcome(source, "pdf", FileStatus.FAILED, error=error, findings=(about,))


def batch() -> tuple[Outcome, ...]:
    """One file of every status."""
    return (
        good(form()),
        good(clean_form()),
        failed(),
        Outcome("notes.md", "", FileStatus.SKIPPED, error="no reader for files of this kind: .md"),
        Outcome("minutes.pdf", "pdf", FileStatus.NO_FORM, "cd" * 32, 2, seconds=0.1),
    )


def work(item: Input, options: Options = DEFAULT) -> Outcome:
    """Stands in for `process_document`: what becomes of a file is told by its name."""
    if "broken" in item.path.name:
        return failed(item.source)
    if "plain" in item.path.name:
        made = clean_form(form_id(item.source, 1), item.source)
    else:
        made = form(form_id(item.source, 1), item.source)
    content = item.path.read_bytes() if item.path.exists() else b""
    return replace(good(made), sha256=hashlib.sha256(content).hexdigest())


def crashing_work(item: Input) -> Outcome:
    """Like `work`, but some names make the process die, take too long, or too much memory."""
    if "crash" in item.path.name:
        os._exit(3)
    if "slow" in item.path.name:
        time.sleep(60)
    if "huge" in item.path.name:
        bytearray(2 * 1024**3)
    return work(item)


def unread(item: Input) -> Outcome:
    """Stands in for the reading of a file elsewhere that holds no form."""
    return Outcome(item.source, "text", FileStatus.NO_FORM, sha256=item.source * 3)


def unhurried_work(item: Input) -> Outcome:
    """Like `crashing_work`, but every file takes its time."""
    time.sleep(0.3)
    return crashing_work(item)


def stand_in(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Have files "read" by their names: no reader, no recogniser, no waiting."""
    module = ModuleType("zipingbiao.batch.work")
    module.process_document = work  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, module.__name__, module)
    return module


def write_batch(folder: Path) -> Path:
    """An output folder with one file of every status."""
    out = folder / "written"
    write_output(batch(), out)
    return out
