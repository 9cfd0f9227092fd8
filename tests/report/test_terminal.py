from __future__ import annotations

from dataclasses import replace
from io import StringIO

import handmade
from rich.console import Console

from zipingbiao.report.terminal import print_findings, print_summary, summary_line
from zipingbiao.schemas.outcome import Tally


def console() -> tuple[Console, StringIO]:
    stream = StringIO()
    return Console(file=stream, width=60, highlight=False), stream


def test_findings_stand_under_their_form() -> None:
    screen, stream = console()
    print_findings(handmade.batch(), screen)
    lines = stream.getvalue().splitlines()
    assert lines[0].startswith("2022-科工商信局  2022年度部门整体支出绩效自评表")
    assert lines[1] == "  [错误 error] 得分合计 score-sum  自评总分  p. 1"
    assert lines[2].endswith("相差 56.50。")
    assert "stated 93.49 · 计算 computed 36.99 · 差额 difference 56.50" in stream.getvalue()
    assert not any(line.startswith("clean") for line in lines)


def test_the_last_line_counts() -> None:
    assert summary_line(Tally.of(handmade.batch())) == (
        "文件 files 5 · 自评表 forms 2 · 错误 error 2 · 警告 warning 1 · 提示 info 1"
        " · 无自评表 no form 1 · 失败 failed 1 · 跳过 skipped 1"
    )


def test_the_summary_lists_what_gave_nothing_with_its_reason() -> None:
    screen, stream = console()
    print_summary(Tally.of(handmade.batch()), screen)
    assert "  broken.pdf: the PDF is damaged or cut off: fetch it again" in stream.getvalue()
    assert "  notes.md: no reader" in stream.getvalue()
    assert "  minutes.pdf\n" in stream.getvalue()


def test_a_document_steers_no_terminal() -> None:
    screen, stream = console()
    nasty = handmade.finding(message="[bold]a\x1b]0;title\x07b[/nonsense]\nc")
    print_findings([handmade.good(replace(handmade.form(), findings=(nasty,)))], screen)
    assert "\x1b" not in stream.getvalue()
    assert "[bold]a ]0;titleb[/nonsense] c" in stream.getvalue()
