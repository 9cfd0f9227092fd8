from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

import zipingbiao
from benchmarks.fixtures import FIXTURES
from zipingbiao.reconcile.review import REVIEW, keys_of, reviewed
from zipingbiao.report.form_bytes import form_bytes, write_form
from zipingbiao.report.form_json import read_form
from zipingbiao.schemas.figure import Status
from zipingbiao.schemas.form import Form
from zipingbiao.schemas.review import Correction

TOTAL = "forms/1/total_score"


@pytest.fixture(scope="module")
def form() -> Form:
    """A form whose total is not the sum of its scores: the publisher's mistake."""
    (found,) = zipingbiao.read(FIXTURES / "gd-department-errors-pdf.pdf")
    return found


def rules(form: Form) -> list[str]:
    return [finding.rule for finding in form.findings]


def test_a_figure_is_settled_and_its_sums_are_checked_again(form: Form) -> None:
    assert "score-sum" in rules(form)
    told = next(finding for finding in form.findings if finding.rule == "score-sum")
    assert isinstance(told.computed, Decimal)
    done = reviewed(form, [Correction(TOTAL, told.computed, "甲")])
    assert "score-sum" not in rules(done)
    assert done.total_score
    assert form.total_score
    assert (done.total_score.value, done.total_score.status) == (told.computed, Status.REVIEWED)
    assert done.total_score.text == form.total_score.text
    assert REVIEW in done.total_score.evidence


def test_what_is_confirmed_stays_the_publishers_mistake(form: Form) -> None:
    assert form.total_score
    assert form.total_score.value is not None
    done = reviewed(form, [Correction(TOTAL, form.total_score.value)])
    assert rules(done) == rules(form)


def test_nothing_said_changes_nothing(form: Form) -> None:
    assert reviewed(form, []) == form


def test_a_form_that_was_kept_as_json_is_checked_the_same(form: Form, tmp_path: Path) -> None:
    write_form(form, form_bytes(form), tmp_path)
    kept = read_form(tmp_path / f"{form.form_id}.json")
    assert rules(reviewed(kept, [])) == rules(form)
    checks = [figure.checks for _, figure in reviewed(kept, []).figures()]
    assert checks == [figure.checks for _, figure in form.figures()]


def test_a_figure_that_was_not_read_can_be_told(form: Form) -> None:
    blind = replace(form, total_score=None)
    done = reviewed(blind, [Correction(TOTAL, Decimal("91.8"))])
    assert done.total_score
    assert (done.total_score.value, done.total_score.decimals) == (Decimal("91.8"), 1)
    assert TOTAL in keys_of(blind)
    assert "score-sum" in rules(done)


@pytest.mark.parametrize("table", ["funds", "indicators"])
def test_every_row_has_places_for_figures(form: Form, table: str) -> None:
    row = (form.funds if table == "funds" else form.indicators)[0]
    cleared = replace(row, weight=None)
    rows = (cleared, *(form.funds if table == "funds" else form.indicators)[1:])
    done = reviewed(
        replace(form, **{table: rows}),  # type: ignore[arg-type]
        [Correction(f"{table}/1/weight", Decimal(7))],
    )
    told = (done.funds if table == "funds" else done.indicators)[0].weight
    assert told
    assert (told.value, told.status) == (Decimal(7), Status.REVIEWED)


def test_where_the_page_prints_no_number_there_is_none(form: Form) -> None:
    key = next(key for key, _ in form.figures() if key.endswith("/score"))
    done = reviewed(form, [Correction(key, None, "甲")])
    assert key not in dict(done.figures())
    assert [left for left, _ in done.figures()] == [k for k, _ in form.figures() if k != key]
    assert dict(reviewed(done, [Correction(key, Decimal("1.5"))]).figures())[key].value == 1.5
    assert reviewed(done, [Correction(key, None)]) == done
