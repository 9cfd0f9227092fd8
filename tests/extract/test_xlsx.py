from __future__ import annotations

from pathlib import Path

import pytest
from grids import texts
from ooxml_parts import workbook

from zipingbiao.extract.notes import HIDDEN, HIDDEN_SHEET, TOO_LARGE, UNSAVED
from zipingbiao.extract.xlsx import read_xlsx
from zipingbiao.normalize.stitch import stitch
from zipingbiao.schemas.page import Page

STYLES = (
    '<numFmts><numFmt numFmtId="164" formatCode="0.00"/></numFmts>'
    '<fonts><font/><font><name val="Wingdings 2"/></font></fonts>'
    '<borders><border/><border><left style="thin"/></border></borders>'
    '<cellXfs><xf/><xf borderId="1"/><xf borderId="1" numFmtId="164"/>'
    '<xf borderId="1" numFmtId="10"/><xf borderId="1" numFmtId="57"/><xf fontId="1"/></cellXfs>'
)


def read(folder: Path, *sheets: str, strings: str = "") -> list[Page]:
    return list(read_xlsx(workbook(folder, *sheets, styles=STYLES, strings=strings)))


def data(*rows: str, after: str = "", before: str = "") -> str:
    return f"{before}<sheetData>{''.join(rows)}</sheetData>{after}"


def row(number: int, *cells: str, style: int = 1, hidden: str = "") -> str:
    """A row of texts; what begins with < is a cell as it is."""
    made = (cell if cell.startswith("<") else text(cell, style) for cell in cells)
    return f'<row r="{number}"{hidden}>{"".join(made)}</row>'


def text(words: str, style: int) -> str:
    return f'<c s="{style}" t="inlineStr"><is><t>{words}</t></is></c>'


def merged(*areas: str) -> str:
    return "<mergeCells>" + "".join(f'<mergeCell ref="{x}"/>' for x in areas) + "</mergeCells>"


def test_ruled_rows_are_the_table_and_others_stand_around_it(tmp_path: Path) -> None:
    (page,) = read(
        tmp_path,
        data(
            row(1, "标题", style=0),
            row(2, "产出", "数量", "<c/>"),
            row(3, "<c/>", "5", "4"),
            row(4, "注", style=0),
            after=merged("A1:C1", "A2:A3", "B2:C2"),
        ),
    )
    assert [line.text for line in page.lines] == ["标题", "注"]
    assert [(c.text, c.row_span, c.column_span) for c in page.grids[0].cells] == [
        ("产出", 2, 1),
        ("数量", 1, 2),
        ("5", 1, 1),
        ("4", 1, 1),
    ]


@pytest.mark.parametrize(
    ("cell", "printed"),
    [
        ('<c s="2"><v>0.5</v></c>', "0.50"),
        ('<c s="3"><v>0.97750000000000004</v></c>', "97.75%"),
        ('<c s="4"><v>44621</v></c>', "2022年3月"),
        ("<c><v>0.30000000000000004</v></c>", "0.3"),
        ('<c t="s"><v>0</v></c>', "共享的"),
        ('<c t="str"><f>A1</f><v>甲</v></c>', "甲"),
        ('<c t="b"><v>1</v></c>', "TRUE"),
        ('<c t="e"><v>#DIV/0!</v></c>', "#DIV/0!"),
        ('<c s="2"><f>SUM(A1:A2)</f><v>12</v></c>', "12.00"),
        ('<c s="5" t="inlineStr"><is><t>R</t></is></c>', "☑"),
        ('<c t="s"><v>7</v></c>', ""),
    ],
)
def test_a_cell_says_what_it_prints(tmp_path: Path, cell: str, printed: str) -> None:
    strings = "<si><r><t>共享</t></r><r><t>的</t></r><rPh><t>x</t></rPh></si>"
    (page,) = read(tmp_path, data(row(1, "a", "b", "c"), row(2, "a", "b", cell)), strings=strings)
    assert texts(page.grids[0])[1][2] == printed


def test_a_formula_without_a_result_is_blank_and_noted(tmp_path: Path) -> None:
    (page,) = read(tmp_path, data(row(1, "a", "b", "c"), row(2, "a", "b", "<c><f>A1</f></c>")))
    assert texts(page.grids[0])[1] == ["a", "b", ""]
    assert page.note == UNSAVED


def test_what_is_hidden_is_not_read_but_noted(tmp_path: Path) -> None:
    columns = '<cols><col min="2" max="2" hidden="1"/></cols>'
    first = data(
        row(1, "a", "b", "c", "d"),
        row(2, "e", "f", "g", "h", hidden=' hidden="1"'),
        row(3, "i", "j", "k", "l"),
        before=columns,
    )
    shown, hidden = read(tmp_path, first, "!" + first)
    assert texts(shown.grids[0]) == [["a", "c", "d"], ["i", "k", "l"]]
    assert shown.note == HIDDEN
    assert (hidden.number, hidden.grids, hidden.note) == (2, (), HIDDEN_SHEET)


def test_a_merged_cell_with_a_hidden_corner_shows_its_text_in_the_rest(tmp_path: Path) -> None:
    (page,) = read(
        tmp_path,
        data(
            row(1, "产出", "<c/>", "x", hidden=' hidden="1"'),
            row(2, "<c/>", "a", "b"),
            row(3, "c", "d", "e"),
            after=merged("A1:A2"),
        ),
    )
    assert texts(page.grids[0]) == [["产出", "a", "b"], ["c", "d", "e"]]


def test_sheets_never_go_on_with_each_other(tmp_path: Path) -> None:
    sheet = data(row(1, "a", "b", "c"), row(2, "d", "e", "f"))
    assert [table.grid.page for table in stitch(read(tmp_path, sheet, sheet))] == [1, 2]


def test_without_drawn_lines_the_rows_of_several_texts_are_the_table(tmp_path: Path) -> None:
    rows = [row(1, "标题", style=0), row(2, "部门", "某局", style=0)]
    rows += [row(4, "a", "b", "c", style=0), row(5, "d", "e", "f", style=0), row(6, "注", style=0)]
    (page,) = read(tmp_path, data(*rows))
    assert [line.text for line in page.lines] == ["标题", "注"]
    assert [grid.rows for grid in page.grids] == [3]


def test_far_away_and_endless_cells_cost_nothing(tmp_path: Path) -> None:
    far = '<c r="XFD1048576" t="inlineStr"><is><t>远</t></is></c>'
    sheet = data(
        row(1, "a", "b", "c"), row(1048576, far), after=merged("A1:A1048576", "B1:XFD1048576")
    )
    (page,) = read(tmp_path, sheet)
    assert sum(len(grid.cells) for grid in page.grids) < 10


def test_a_sheet_too_large_for_a_form_is_noted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zipingbiao.extract.flow.MOST_SLOTS", 5)
    (page,) = read(tmp_path, data(row(1, "a", "b", "c"), row(2, "d", "e", "f")))
    assert (page.grids, page.note) == ((), TOO_LARGE)
