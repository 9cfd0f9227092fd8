from __future__ import annotations

from pathlib import Path

import handmade
import pytest

import zipingbiao
from benchmarks.fixtures import FIXTURES
from zipingbiao.errors import UsageError
from zipingbiao.report.explain import explanation
from zipingbiao.report.output import write_output


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("explain") / "out"
    zipingbiao.convert([FIXTURES / "gd-department-errors-pdf.pdf"], out=out)
    return out


def test_a_sum_is_written_out_with_its_figures(out: Path) -> None:
    findings = zipingbiao.load(out).findings
    row = findings[findings["rule"] == "score-sum"].iloc[0]
    lines = list(explanation(out, row["finding_id"]))
    written = next(line for line in lines if " + " in line)
    parts, total = written.split(" = ")
    assert sum(map(float, parts.split(" + "))) == pytest.approx(float(total))
    assert float(total) == pytest.approx(float(row["computed"]))
    assert f"≠ {row['stated']}" in lines
    shown = [line for line in lines if line.endswith(tuple(row["values"].split(";")))]
    assert len(shown) == len(row["values"].split(";"))
    assert all("page" in line for line in shown)


def test_every_finding_of_the_batch_has_an_explanation(tmp_path: Path) -> None:
    write_output(handmade.batch(), tmp_path / "out")
    for finding_id in zipingbiao.load(tmp_path / "out").findings["finding_id"]:
        assert len(list(explanation(tmp_path / "out", finding_id))) >= 2


def test_what_is_not_there_is_one_clear_line(out: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="has no finding 'x'"):
        list(explanation(out, "x"))
    with pytest.raises(UsageError, match="not a finished output"):
        list(explanation(tmp_path, "x"))
