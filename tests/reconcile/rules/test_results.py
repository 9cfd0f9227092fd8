"""LOG-10…LOG-15: each fires, must not fire, and is left open where the text was recognised."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from forms import form, judged, leaf, told

from zipingbiao.schemas.finding import Finding, Severity, Verdict
from zipingbiao.schemas.page import Source


@dataclass(frozen=True)
class Case:
    rule: str
    target: str
    actual: str
    name: str = "甲"
    severity: Severity = Severity.WARNING


FIRES = (
    Case("not-quantified", "≤30万元", "完成"),
    Case("copied-target", "≥266米", "≥266米", severity=Severity.INFO),
    Case("unit-differs", "≤30天", "5万元"),
    Case("unit-differs", "≥20人", "95%", severity=Severity.INFO),
    Case("share-over-100", "290%", "95%", "服务对象满意度"),
    Case("share-over-100", "≥95%", "101.5%", "验收合格率"),
    Case("full-satisfaction", "≥90%", "100%", "群众满意度", Severity.INFO),
    Case("full-satisfaction", "=100%", "98%", "群众满意度", Severity.INFO),
    Case("negative-actual", "≥5次", "-3次", severity=Severity.INFO),
)
SILENT = (
    Case("not-quantified", "≤30万元", "28万元"),
    Case("not-quantified", "完成", "完成"),
    Case("not-quantified", "30", "完成"),
    Case("not-quantified", "≤30万元", ""),
    Case("copied-target", "266米", "266米"),
    Case("copied-target", "≥266米", "266米"),
    Case("copied-target", "显著提升", "显著提升"),
    Case("unit-differs", "≥20人", "20人次"),
    Case("unit-differs", "≥20盏", "5万元"),
    Case("unit-differs", "≥95%", "96"),
    Case("share-over-100", "≥100%", "100%", "验收合格率"),
    Case("share-over-100", "≥100%", "110%", "任务完成率"),
    Case("full-satisfaction", "≥90%", "98%", "群众满意度"),
    Case("full-satisfaction", "100%", "100%", "验收合格率"),
    Case("negative-actual", "≥5次", "3次"),
    Case("negative-actual", "≤0", "-3%", "能耗增长率"),
)


def found_in(case: Case, source: Source = Source.TEXT_LAYER) -> list[Finding]:
    texts = {"target": case.target, "actual": case.actual, "level3": case.name}
    return told(case.rule, judged(form([leaf("5", "5", text_source=source, **texts)])))


@pytest.mark.parametrize("case", FIRES, ids=str)
def test_it_fires(case: Case) -> None:
    (found,) = found_in(case)
    assert (found.rule, found.severity) == (case.rule, case.severity)
    assert found.verdict is Verdict.PUBLISHER


@pytest.mark.parametrize("case", SILENT, ids=str)
def test_it_is_silent(case: Case) -> None:
    assert found_in(case) == []


@pytest.mark.parametrize("case", FIRES, ids=str)
@pytest.mark.parametrize("source", [Source.OCR, Source.DUMP])
def test_a_recognised_text_is_no_evidence(case: Case, source: Source) -> None:
    (found,) = found_in(case, source)
    assert (found.severity, found.verdict) == (Severity.INFO, Verdict.UNDETERMINED)


def test_what_a_recogniser_makes_of_a_sign_is_suggested() -> None:
    case = Case("share-over-100", "290%", "95%", "服务对象满意度")
    (found,) = found_in(case, Source.OCR)
    assert "≥" in found.suggestion
