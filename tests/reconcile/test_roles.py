from __future__ import annotations

import pytest

from benchmarks.fixtures import FIXTURES
from zipingbiao.batch.work import interpretations_of
from zipingbiao.extract.reader import read_document
from zipingbiao.reconcile.interpret import Interpretation
from zipingbiao.reconcile.roles import roles
from zipingbiao.schemas.part import Part


def first(name: str) -> Interpretation:
    return interpretations_of(read_document(FIXTURES / name), name)[0]


def parts(name: str) -> list[Part]:
    return list(roles(first(name)))


def texts(parts: list[Part], kind: str, name: str) -> list[str]:
    return [part.cell.text for part in parts if (part.kind, part.name) == (kind, name)]


def test_cells_are_told_what_they_are() -> None:
    found = parts("gd-department-pdf.pdf")
    assert "得分" in "".join(texts(found, "heading", "score"))
    assert "三级指标" in "".join(texts(found, "heading", "level3"))
    assert len(texts(found, "indicators", "level3")) > 10
    assert len(texts(found, "totals", "total_score")) == 1


@pytest.mark.parametrize(
    "name",
    [
        *("gd-department-pdf.pdf", "mof-project-pdf.pdf", "transfer-pdf.pdf"),
        *("gd-department-docx.docx", "mof-project-xlsx.xlsx", "transfer-text.txt"),
    ],
)
def test_every_printed_figure_has_its_cell(name: str) -> None:
    read = first(name)
    cells = {part.key: part.cell for part in roles(read) if part.key}
    figures = dict(read.form.figures())
    found = {id(figures[key]) for key in cells}
    assert [key for key, one in figures.items() if one.text and id(one) not in found] == []
    assert all(figures[key].text in cell.text for key, cell in cells.items())


def test_a_cell_plays_one_part() -> None:
    found = parts("mof-project-pdf.pdf")
    assert len({part.cell for part in found}) == len(found)


def test_header_labels_and_what_stands_beside_them() -> None:
    found = parts("mof-project-pdf.pdf")
    names = {part.name for part in found if part.kind == "header"}
    assert {"project", "project ="} <= names
