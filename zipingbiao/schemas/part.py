"""What part a cell plays in its form."""

from __future__ import annotations

from dataclasses import dataclass

from zipingbiao.schemas.page import Cell


@dataclass(frozen=True, slots=True)
class Part:
    """A cell and what it is: a `kind` (header, funds, heading, indicators, totals) and a `name`
    within it (department, executed, level1, score). `key` is that of the figure it prints."""

    cell: Cell
    kind: str
    name: str
    key: str = ""
