from __future__ import annotations

import pytest

from zipingbiao.schemas.form import FORM_FIGURES, FUND_FIGURES, INDICATOR_FIGURES
from zipingbiao.schemas.tables import TABLES, Table

BY_NAME = {table.name: table for table in TABLES}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_keys_are_columns(table: Table) -> None:
    assert set(table.key) <= set(table.header)
    assert len(set(table.header)) == len(table.header)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_foreign_keys_meet_the_key_of_an_earlier_table(table: Table) -> None:
    for key in table.foreign_keys:
        assert key.column in table.header
        assert BY_NAME[key.table].key == (key.column,)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_column_says_what_it_is(table: Table) -> None:
    for column in table.columns:
        assert column.title
        assert column.description


@pytest.mark.parametrize(
    ("name", "figures"),
    [("forms", FORM_FIGURES), ("funds", FUND_FIGURES), ("indicators", INDICATOR_FIGURES)],
)
def test_every_figure_of_a_form_is_a_number_column(name: str, figures: tuple[str, ...]) -> None:
    numbers = {column.name for column in BY_NAME[name].columns if column.type == "number"}
    shares = {"verified", "verified_twice"}
    assert numbers - shares == set(figures)
