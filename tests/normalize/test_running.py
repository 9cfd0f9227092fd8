from __future__ import annotations

from dataclasses import replace

from grids import grid, line, page

from zipingbiao.normalize.running import on_both, without_running_lines
from zipingbiao.schemas.page import Page, Source

BODY = "甲乙丙丁戊己庚辛"
HEADER, TITLE = "虚构市水务局2022年度部门决算", "项目支出绩效自评表"


def texts(pages: list[Page]) -> list[list[str]]:
    return [[run.text for run in each.lines] for each in without_running_lines(pages)]


def prose(number: int, header: float = 20) -> Page:
    """A page of a report: header, some lines, footer."""
    return page(
        line(HEADER, header),
        line(BODY[number], 100),
        line("收支情况", 300),
        line(BODY[-number], 500),
        line(f"水务局 第{number}页", 800),
        number=number,
    )


def test_headers_and_numbered_footers_are_taken_out() -> None:
    assert texts([prose(n) for n in range(1, 4)]) == [
        [BODY[n], "收支情况", BODY[-n]] for n in range(1, 4)
    ]


def test_a_header_may_wander_a_little_but_not_far() -> None:
    assert texts([prose(1), prose(2, 23), prose(3, 18)])[1] == [BODY[2], "收支情况", BODY[-2]]
    assert texts([prose(1), prose(2, 60), prose(3, 18)])[1][0] == HEADER


def test_what_stands_in_the_middle_stays() -> None:
    assert all("收支情况" in said for said in texts([prose(n) for n in range(1, 5)]))


def test_a_title_above_every_table_stays_though_one_page_lost_its_table() -> None:
    forms = [page(line(TITLE, 20), grid("甲 | 乙", n), number=n) for n in range(1, 6)]
    lost = page(line(TITLE, 20), line("甲 乙", 100), line("丙", 200), number=6)
    assert texts([*forms, lost])[0] == [TITLE]


def test_sheets_and_dumps_have_no_running_lines() -> None:
    sheets = [replace(prose(n), source=Source.OFFICE) for n in range(1, 5)]
    assert texts(sheets)[0][0] == HEADER


def test_a_line_on_some_pages_only_stays() -> None:
    pages = [prose(n) for n in range(1, 4)]
    others = [
        page(line("目录", 20), line("甲", 50), line("乙", 70), number=n) for n in (4, 5, 6, 7)
    ]
    assert texts([*pages, *others])[0][0] == HEADER


def test_one_line_on_two_pages_is_told_by_words_and_place() -> None:
    first, second = page(line("第1页", 20)), page(line("第2页", 22), line("第3页", 400))
    assert on_both(line("第9页", 21), first, second)
    assert not on_both(line("第9页", 400), first, second)
    assert not on_both(line("别的", 20), first, second)
