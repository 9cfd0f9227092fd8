"""Rows → a DuckDB database: the six tables with exact numbers, and views often asked for."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import duckdb

from zipingbiao.report.parquet import Datasets
from zipingbiao.schemas.outcome import Outcome
from zipingbiao.schemas.tables import TABLES, ColumnType

_TYPES: dict[ColumnType, str] = {
    "string": "VARCHAR",
    "integer": "BIGINT",
    "number": "DECIMAL(38, 16)",
    "array": "STRUCT(name VARCHAR, label VARCHAR, value VARCHAR)[]",
}
_VIEWS = {
    # Of forms of one owner and project, those of its latest year.
    "latest": """
        SELECT * FROM forms QUALIFY fiscal_year IS NOT DISTINCT FROM max(fiscal_year) OVER (
            PARTITION BY scope, department, project, implementing_unit)
    """,
    "scores_by_department": """
        SELECT department, fiscal_year, count(*) AS forms, min(total_score) AS lowest,
            avg(total_score) AS mean, max(total_score) AS highest,
            sum(findings) AS findings
        FROM forms GROUP BY ALL ORDER BY department, fiscal_year
    """,
    "findings_by_rule": """
        SELECT rule, severity, verdict, count(*) AS findings, count(DISTINCT form_id) AS forms
        FROM findings GROUP BY ALL ORDER BY findings DESC, rule
    """,
}


class Database:
    """The six tables of a batch in one file. They are gathered as Parquet, and taken in at the
    end: DuckDB is made for columns, not for rows."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._folder = Path(tempfile.mkdtemp(prefix="zipingbiao-"))
        self._datasets = Datasets(self._folder)

    def __enter__(self) -> Database:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            self._datasets.__exit__()
            if kind is None:
                self._take_in()
        finally:
            shutil.rmtree(self._folder, ignore_errors=True)

    def add(self, outcome: Outcome) -> None:
        """Take up the rows about a file."""
        self._datasets.add(outcome)

    def _take_in(self) -> None:
        with duckdb.connect(str(self._path)) as database:
            for table in TABLES:
                columns = ", ".join(f'"{c.name}" {_TYPES[c.type]}' for c in table.columns)
                database.execute(f"CREATE TABLE {table.name} ({columns})")
                parts = sorted(str(path) for path in (self._folder / table.name).rglob("*.parquet"))
                if parts:
                    database.execute(
                        f"INSERT INTO {table.name}"
                        " SELECT * FROM read_parquet(?, hive_partitioning = false)",
                        [parts],
                    )
                for column in table.columns:
                    said = f"{column.title}. {column.description}".replace("'", "''")
                    database.execute(
                        f"COMMENT ON COLUMN {table.name}.\"{column.name}\" IS '{said}'"
                    )
            for name, query in _VIEWS.items():
                database.execute(f"CREATE VIEW {name} AS {query}")
