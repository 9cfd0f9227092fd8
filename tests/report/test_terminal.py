from __future__ import annotations

from dataclasses import replace
from io import StringIO

import handmade
from rich.console import Console

from zipingbiao.language import Language
from zipingbiao.report.terminal import print_findings, print_summary, summary_line
from zipingbiao.schemas.outcome import Tally


def console() -> tuple[Console, StringIO]:
    stream = StringIO()
    return Console(file=stream, width=60, highlight=False), stream


def test_findings_stand_under_their_form() -> None:
    screen, stream = console()
    print_findings(handmade.batch(), console=screen)
    lines = stream.getvalue().splitlines()
    assert lines[0].startswith("2022-科工商信局  2022年度部门整体支出绩效自评表")
    assert lines[1] == "  [error] sum of scores (score-sum)  total score  p. 1"
    assert lines[2] == "    The stated total is 93.49; the scores add up to 36.99."
    assert "stated 93.49 · computed 36.99 · difference 56.50" in stream.getvalue()
    assert not any(line.startswith("clean") for line in lines)


def test_the_last_line_counts() -> None:
    assert summary_line(Tally.of(handmade.batch())) == (
        "files 5 · forms 2 · error 2 · warning 1 · info 1 · no form 1 · failed 1 · skipped 1"
    )


def test_the_summary_lists_what_gave_nothing_with_its_reason() -> None:
    screen, stream = console()
    print_summary(Tally.of(handmade.batch()), console=screen)
    assert "  broken.pdf: the PDF is damaged or cut off: fetch it again" in stream.getvalue()
    assert "  notes.md: no reader" in stream.getvalue()
    assert "  minutes.pdf\n" in stream.getvalue()


def test_a_document_steers_no_terminal() -> None:
    screen, stream = console()
    nasty = handmade.finding(message_en="[bold]a\x1b]0;title\x07b[/nonsense]\nc")
    print_findings([handmade.good(replace(handmade.form(), findings=(nasty,)))], console=screen)
    assert "\x1b" not in stream.getvalue()
    assert "[bold]a ]0;titleb[/nonsense] c" in stream.getvalue()


def test_all_of_it_in_chinese() -> None:
    screen, stream = console()
    print_findings(handmade.batch(), Language.ZH, screen)
    lines = stream.getvalue().splitlines()
    assert lines[1] == "  [错误] 得分合计 (score-sum)  自评总分  第 1 页"
    assert lines[2].endswith("相差 56.50。")
    assert lines[4] == "    表中 93.49 · 计算 36.99 · 差额 56.50 · 原表矛盾"
    assert lines[-1] == summary_line(Tally.of(handmade.batch()), Language.ZH)
    assert lines[-1].startswith("文件 5 · 自评表 2 · 错误 2")


def test_a_failed_file_s_reason_is_in_chinese_where_its_finding_says_it() -> None:
    screen, stream = console()
    print_summary(Tally.of(handmade.batch()), Language.ZH, screen)
    assert "失败：1" in stream.getvalue()
    assert "  broken.pdf：文件已损坏。" in stream.getvalue()
