from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import handmade
import pytest

from zipingbiao.report.tabular import identified, plain, rows
from zipingbiao.schemas.figure import Figure, Status
from zipingbiao.schemas.tables import TABLES


@pytest.mark.parametrize("text", ["19.20", "0", "-0.5", "56655.54", "100"])
def test_numbers_keep_their_printed_decimals(text: str) -> None:
    assert plain(Decimal(text)) == text


def test_numbers_have_no_exponent() -> None:
    assert plain(Decimal("1E+6")) == "1000000"
    assert plain(Decimal("1E-9")) == "0.000000001"


def test_rows_have_the_declared_columns() -> None:
    made = rows(handmade.batch())
    for table in TABLES:
        assert made[table.name], table.name
        assert all(tuple(row) == table.header for row in made[table.name])


def test_every_file_has_a_row_also_the_failed_and_the_skipped() -> None:
    made = rows(handmade.batch())["files"]
    assert [row["status"] for row in made] == ["ok", "ok", "failed", "skipped", "no-form"]


def test_an_error_of_several_lines_becomes_one() -> None:
    outcome = replace(handmade.failed(), error="first\n  second")
    assert rows([outcome])["files"][0]["error"] == "first second"


def test_every_figure_has_a_row_in_values_that_agrees_with_its_table() -> None:
    made = rows(handmade.batch())
    cells = {
        (row["form_id"], table, row.get("line", "1"), column): cell
        for table in ("forms", "funds", "indicators")
        for row in made[table]
        for column, cell in row.items()
    }
    assert len(made["values"]) == sum(1 for _ in handmade.form().figures()) * 2
    for row in made["values"]:
        key = (row["form_id"], row["table"], row["line"], row["column"])
        assert cells[key] == row["value"]


def test_what_the_form_does_not_state_is_blank() -> None:
    fund = rows(handmade.batch())["funds"][0]
    assert fund["revised_budget"] == ""


def test_a_figure_that_is_no_number_is_blank_but_keeps_its_text() -> None:
    unread = Figure("9?.5", None, status=Status.DOUBTFUL)
    made = rows([handmade.good(replace(handmade.form(), total_score=unread))])
    assert made["forms"][0]["total_score"] == ""
    value = next(row for row in made["values"] if row["column"] == "total_score")
    assert (value["value"], value["text"], value["status"]) == ("", "9?.5", "doubtful")


def test_other_readings_come_best_first() -> None:
    value = next(row for row in rows(handmade.batch())["values"] if row["alternatives"])
    assert value["alternatives"] == "3432.37 | 3482.87"
    assert value["confidence"] == "0.62"


def test_a_finding_carries_source_box_and_values() -> None:
    found = rows(handmade.batch())["findings"][0]
    assert found["finding_id"] == "2022-科工商信局-score-sum-1"
    assert found["source"] == "2022/科工商信局.pdf"
    assert (found["page"], found["x0"], found["top"]) == ("1", "100.5", "200.25")
    assert found["values"] == "forms/1/total_score;indicators/1/score"
    assert (found["stated"], found["difference"]) == ("93.49", "56.50")


def test_a_finding_about_a_file_has_no_form() -> None:
    found = rows(handmade.batch())["findings"][-1]
    assert (found["form_id"], found["source"]) == ("", "broken.pdf")


def test_ids_count_within_a_rule() -> None:
    findings = [handmade.finding(), handmade.finding("grade"), handmade.finding()]
    ids = [finding_id for finding_id, _ in identified("f", findings)]
    assert ids == ["f-score-sum-1", "f-grade-1", "f-score-sum-2"]
