from __future__ import annotations

from pathlib import Path

import pytest
from grids import texts

from zipingbiao.errors import UnreadableFile
from zipingbiao.extract.html import decoded, read_html
from zipingbiao.schemas.page import Page


def read(folder: Path, text: str) -> Page:
    path = folder / "form.html"
    path.write_text(text, encoding="utf-8")
    (page,) = read_html(path)
    return page


def test_merged_cells_keep_their_spans(tmp_path: Path) -> None:
    page = read(
        tmp_path,
        "<html><p>标题</p><table><thead><tr><td rowspan=2>产出<td colspan=2>数量</tr></thead>"
        "<tbody><tr><td>5<td>4</tr></tbody></table>注<br>二",
    )
    assert [(c.text, c.row_span, c.column_span) for c in page.grids[0].cells] == [
        ("产出", 2, 1),
        ("数量", 1, 2),
        ("5", 1, 1),
        ("4", 1, 1),
    ]
    assert [line.text for line in page.lines] == ["标题", "注", "二"]


def test_tables_that_only_place_others_are_looked_through(tmp_path: Path) -> None:
    inner = "<table><tr><td>总分<td>90<tr><td>等级<td>优</table>"
    page = read(tmp_path, f"<table><tr><td>首页<td><table><tr><td>{inner}</table></table>")
    assert [line.text for line in page.lines] == ["首页"]
    assert [texts(grid) for grid in page.grids] == [[["总分", "90"], ["等级", "优"]]]


def test_rows_of_uneven_length_and_overlapping_spans_make_a_whole_grid(tmp_path: Path) -> None:
    page = read(
        tmp_path,
        "<table><tr><td>a<td rowspan=9>b<td>c<tr><td colspan=3>d<tr><td rowspan=0>e</table>",
    )
    (grid,) = page.grids
    slots = grid.slots()
    assert (
        len(slots)
        == grid.rows * grid.columns
        == sum(cell.row_span * cell.column_span for cell in grid.cells)
    )


def test_what_the_page_hides_is_not_read(tmp_path: Path) -> None:
    page = read(
        tmp_path,
        "<script>x</script><div style='display: none'>y</div><p hidden>z</p><!-- c --><p>看得见",
    )
    assert [line.text for line in page.lines] == ["看得见"]


def test_boxes_are_ticked_or_not(tmp_path: Path) -> None:
    page = read(tmp_path, "<p><input type=checkbox checked>优 <input type=checkbox>良")
    assert [line.text for line in page.lines] == ["☑优 □良"]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("<p>绩效".encode(), "<p>绩效"),
        ('<meta charset="gb2312">绩效䶮'.encode("gb18030"), '<meta charset="gb2312">绩效䶮'),
        ("<p>绩效".encode("utf-16"), "<p>绩效"),
        ("<meta charset=big5>績效".encode("big5"), "<meta charset=big5>績效"),
        (b"<meta charset=gbk>\xff\xff", "<meta charset=gbk>\ufffd\ufffd"),
        ("<meta charset=gbk>绩效".encode(), "<meta charset=gbk>绩效"),
    ],
)
def test_the_encoding_is_found(data: bytes, text: str) -> None:
    assert decoded(data).lstrip("\ufeff") == text


def test_a_page_nested_beyond_reason_says_so(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="parsed"):
        read(tmp_path, "<html>" + "<div>" * 100_000 + "x")
