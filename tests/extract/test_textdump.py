from __future__ import annotations

from pathlib import Path

import pytest
from grids import texts

from zipingbiao.errors import UnreadableFile
from zipingbiao.extract.encoding import decode
from zipingbiao.extract.textdump import read_textdump
from zipingbiao.schemas.page import Page, Source

WORDS = "项目支出绩效自评表"


def read(folder: Path, text: str) -> list[Page]:
    path = folder / "dump.txt"
    path.write_text(text, encoding="utf-8")
    return list(read_textdump(path))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_the_encodings_of_chinese_systems_are_told_apart(encoding: str) -> None:
    assert decode(WORDS.encode(encoding)) == WORDS


@pytest.mark.parametrize("data", [b"\xff\x00\xff\x00\x80", b"PK\x03\x04\x00\x00"])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match="save it as UTF-8"):
        decode(data)


def test_lines_with_tabs_are_a_grid_and_others_stand_around_it(tmp_path: Path) -> None:
    (page,) = read(tmp_path, "标题\n\n总分\t100\t93. 49\n等级\t优\n注:无\n")
    (grid,) = page.grids
    assert texts(grid) == [["总分", "100", "93. 49"], ["等级", "优", ""]]
    assert not grid.spanned
    assert grid.cells[0].source is Source.DUMP
    assert [line.text for line in page.lines] == ["标题", "注:无"]


def test_heights_are_line_numbers(tmp_path: Path) -> None:
    (page,) = read(tmp_path, "标题\n\na\tb\nc\td\n注\n")
    assert page.grids[0].box
    tops = [page.lines[0].box.top, page.grids[0].box.top, page.lines[1].box.top]
    assert tops == [0, 2, 4]


def test_a_blank_line_parts_two_grids(tmp_path: Path) -> None:
    (page,) = read(tmp_path, "a\tb\n\nc\td\n")
    assert [texts(grid) for grid in page.grids] == [[["a", "b"]], [["c", "d"]]]


def test_a_form_feed_begins_a_page(tmp_path: Path) -> None:
    pages = read(tmp_path, "a\tb\n\fc\td\n")
    assert [page.number for page in pages] == [1, 2]
    assert texts(pages[1].grids[0]) == [["c", "d"]]
    assert pages[1].grids[0].cells[0].page == 2


def test_a_file_of_blanks_says_so_in_both_languages(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="no text") as caught:
        read(tmp_path, " \n\n")
    assert "没有文字" in caught.value.message_zh
