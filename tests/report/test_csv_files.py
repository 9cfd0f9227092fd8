from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import handmade
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from zipingbiao.report import csv_files
from zipingbiao.report.csv_files import GUARD, Tables, escaped, read_table, unescaped
from zipingbiao.report.frames import frames_in, frames_of
from zipingbiao.report.output import write_output
from zipingbiao.report.tabular import rows
from zipingbiao.schemas.outcome import Outcome
from zipingbiao.schemas.tables import FORMS, TABLES


def write(outcomes: Iterable[Outcome], folder: Path) -> None:
    with Tables(folder) as tables:
        for outcome in outcomes:
            tables.add(outcome)


def test_excel_finds_a_bom_and_crlf(tmp_path: Path) -> None:
    write(handmade.batch(), tmp_path)
    for table in TABLES:
        content = (tmp_path / table.path).read_bytes()
        assert content.startswith(b"\xef\xbb\xbf" + table.header[0].encode())
        assert content.endswith(b"\r\n")


def test_an_empty_batch_leaves_headers(tmp_path: Path) -> None:
    write([], tmp_path)
    assert all(read_table(table, tmp_path) == [] for table in TABLES)


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    awkward = replace(handmade.form(), title='逗号,引号"换行\n和制表\t')
    outcomes = [handmade.good(awkward)]
    write(outcomes, tmp_path)
    assert {table.name: read_table(table, tmp_path) for table in TABLES} == rows(outcomes)


def test_a_broken_character_does_not_end_the_batch(tmp_path: Path) -> None:
    write([handmade.good(replace(handmade.form(), title="坏\ud800字"))], tmp_path)
    assert read_table(FORMS, tmp_path)[0]["title"] == "坏?字"


def test_a_row_of_another_shape_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_files, "rows_of", lambda *_: [{"form_id": "1"}])
    with pytest.raises(ValueError, match="files"):
        write(handmade.batch(), tmp_path)


RUNNING = (
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1",
    "＋1",
    "－1",
    "＠A1",
    f"{GUARD}=1",
    f"{GUARD}{GUARD}-",
)


@pytest.mark.parametrize("text", RUNNING)
def test_a_text_that_a_spreadsheet_would_run_gets_a_space_in_front(text: str) -> None:
    assert escaped(text) == GUARD + text


@pytest.mark.parametrize(
    "text", ["", "-5%", "+3.2", "-12", "-", "--", "优", "1=1", "≥90%", "'=1", GUARD, "5-3", "100"]
)
def test_a_text_that_none_runs_stays_as_it_is(text: str) -> None:
    assert escaped(text) == text


@given(st.text(st.sampled_from(f"{GUARD}=+-@\t\r＝＋－＠5%.优"), max_size=8) | st.text(max_size=40))
@example(GUARD)
@example(f"{GUARD}{GUARD}=")
def test_exactly_one_space_is_taken_away(text: str) -> None:
    assert unescaped(escaped(text)) == text
    assert not re.match(r"[=@\t\r＝＋－＠]", escaped(text))


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\0"), max_size=30))
def test_any_text_comes_back_from_the_file(text: str) -> None:
    form = replace(handmade.form(), title=f"={text}", department=text)
    outcomes = [handmade.good(form)]
    with tempfile.TemporaryDirectory() as folder:
        write(outcomes, Path(folder))
        read = {table.name: read_table(table, Path(folder)) for table in TABLES}
    assert read == rows(outcomes)


def test_numbers_stay_numbers_and_frames_hold_the_text_itself(tmp_path: Path) -> None:
    base = handmade.form()
    leaf = replace(base.indicators[0], level3="=cmd|' /C calc'!A1", actual="-5%")
    total = replace(handmade.figure("1"), value=Decimal("-7.50"))
    form = replace(base, indicators=(leaf,), tree=(), title="@x", total_score=total)
    out = tmp_path / "out"
    write_output([handmade.good(form)], out)
    text = (out / "indicators.csv").read_text(encoding="utf-8-sig")
    assert f"{GUARD}=cmd|' /C calc'!A1" in text
    assert ",-7.50," in (out / "forms.csv").read_text(encoding="utf-8-sig")
    loaded, made = frames_in(out), frames_of([handmade.good(form)])
    for tables in (loaded, made):
        assert list(tables.indicators["level3"]) == ["=cmd|' /C calc'!A1"]
        assert list(tables.forms["title"]) == ["@x"]
        assert list(tables.forms["total_score"]) == [-7.5]
