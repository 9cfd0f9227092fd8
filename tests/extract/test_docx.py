from __future__ import annotations

from pathlib import Path

import pytest
from grids import texts
from ooxml_parts import packed, word_file

from zipingbiao.errors import UnreadableFile
from zipingbiao.extract import ooxml
from zipingbiao.extract.docx import read_docx
from zipingbiao.extract.notes import HIDDEN
from zipingbiao.normalize.stitch import stitch
from zipingbiao.schemas.page import Page, Source


def read(folder: Path, body: str) -> Page:
    (page,) = read_docx(word_file(folder, body))
    return page


def p(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def tc(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def tbl(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


DOWN, ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
WIDE = '<w:gridSpan w:val="2"/>'


def test_merged_cells_keep_their_spans(tmp_path: Path) -> None:
    page = read(
        tmp_path,
        p("标题")
        + tbl(tc("产出", DOWN) + tc("数量", WIDE), tc("", ON) + tc("5") + tc("4"))
        + p("注"),
    )
    (grid,) = page.grids
    assert [(c.text, c.row_span, c.column_span) for c in grid.cells] == [
        ("产出", 2, 1),
        ("数量", 1, 2),
        ("5", 1, 1),
        ("4", 1, 1),
    ]
    assert grid.spanned
    assert {(c.box, c.source) for c in grid.cells} == {(None, Source.OFFICE)}
    assert [line.text for line in page.lines] == ["标题", "注"]
    assert grid.box
    assert page.lines[0].box.top < grid.box.top < page.lines[1].box.top


def test_a_title_in_the_first_row_stands_above_the_table(tmp_path: Path) -> None:
    page = read(tmp_path, tbl(tc("项目支出绩效自评表", WIDE), tc("总分") + tc("90")))
    assert [line.text for line in page.lines] == ["项目支出绩效自评表"]
    assert texts(page.grids[0]) == [["总分", "90"]]


def test_a_table_that_only_places_others_is_looked_through(tmp_path: Path) -> None:
    inner = tbl(tc("总分") + tc("90"), tc("等级") + tc("优"))
    page = read(tmp_path, tbl(tc("导航"), f"<w:tc>{inner}{p('')}</w:tc>"))
    assert [line.text for line in page.lines] == ["导航"]
    assert [texts(grid) for grid in page.grids] == [[["总分", "90"], ["等级", "优"]]]


def test_a_table_inside_a_form_is_text_of_its_cell(tmp_path: Path) -> None:
    inner = tbl(tc("优") + tc("良"))
    row = tc("项目") + tc("甲") + tc("乙")
    page = read(tmp_path, tbl(row, tc("等级") + f"<w:tc>{inner}</w:tc>" + tc("丙")))
    assert texts(page.grids[0])[1] == ["等级", "优 良", "丙"]


@pytest.mark.parametrize(
    ("run", "text"),
    [
        ('<w:sym w:font="Wingdings 2" w:char="F052"/>', "☑"),
        ('<w:rPr><w:rFonts w:ascii="Wingdings 2"/></w:rPr><w:t>R优</w:t>', "☑优"),
        ('<w:sym w:font="Symbol" w:char="F0B3"/><w:t>90%</w:t>', "≥90%"),
        ("<w:rPr><w:vanish/></w:rPr><w:t>隐</w:t>", ""),
        ('<w:rPr><w:vanish w:val="0"/></w:rPr><w:t>显</w:t>', "显"),
        ("<w:t>甲</w:t><w:br/><w:t>乙</w:t>", "甲\n乙"),
        ("<w:instrText>PAGE</w:instrText><w:t>3</w:t>", "3"),
        (
            "<w:fldChar><w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData></w:fldChar>",
            "☑",
        ),
    ],
)
def test_a_run_says_what_it_prints(tmp_path: Path, run: str, text: str) -> None:
    cell = f"<w:tc><w:p><w:r>{run}</w:r></w:p></w:tc>"
    page = read(tmp_path, tbl(tc("a") + tc("b"), tc("a") + cell))
    assert texts(page.grids[0])[1] == ["a", text]


def test_tracked_changes_print_as_accepted(tmp_path: Path) -> None:
    change = (
        "<w:del><w:r><w:delText>90</w:delText></w:r></w:del><w:ins><w:r><w:t>91</w:t></w:r></w:ins>"
    )
    page = read(tmp_path, f"<w:p>{change}</w:p>")
    assert [line.text for line in page.lines] == ["91"]


def test_a_hidden_row_is_left_out_and_noted(tmp_path: Path) -> None:
    hidden = f"<w:tr><w:trPr><w:hidden/></w:trPr>{tc('x') + tc('y')}</w:tr>"
    row = f"<w:tr>{tc('a') + tc('b')}</w:tr>"
    page = read(tmp_path, f"<w:tbl>{row}{hidden}</w:tbl>")
    assert texts(page.grids[0]) == [["a", "b"]]
    assert page.note == HIDDEN


def test_tables_one_after_the_other_are_one_if_their_columns_agree(tmp_path: Path) -> None:
    head = tc("一级指标") + tc("三级指标") + tc("得分")
    first, second = (
        tbl(head, tc("产出") + tc("甲") + tc("5")),
        tbl(head, tc("产出") + tc("乙") + tc("7")),
    )
    other = tbl(tc("填表人") + tc("某"))
    made = stitch([read(tmp_path, first + "<w:p/>" + second + other)])
    assert [table.grid.rows for table in made] == [3, 1]
    parted = stitch([read(tmp_path, first + p("第二份自评表") + second)])
    assert [table.grid.rows for table in parted] == [2, 2]


def test_a_document_without_a_body_is_damaged(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.docx", {"word/document.xml": "<w/>"})
    with pytest.raises(UnreadableFile, match="damaged") as caught:
        list(read_docx(path))
    assert caught.value.message_zh


@pytest.mark.parametrize("text", ["<!DOCTYPE w [<!ENTITY a 'aa'>]><w>&a;</w>", "<w><unclosed>"])
def test_xml_with_entities_or_without_an_end_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(UnreadableFile, match="damaged"):
        list(read_docx(packed(tmp_path / "a.docx", {"word/document.xml": text})))


def test_what_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ooxml, "MOST_BYTES", 1000)
    with pytest.raises(UnreadableFile, match="more than any form"):
        read(tmp_path, p("x" * 1000))
