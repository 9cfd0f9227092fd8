from __future__ import annotations

import json
from dataclasses import replace
from io import StringIO

import handmade
from rich.console import Console

from zipingbiao.batch.progress import Step
from zipingbiao.batch.results import result_of
from zipingbiao.language import Language
from zipingbiao.progress import reporting
from zipingbiao.schemas.outcome import Stage
from zipingbiao.schemas.page import Source

STEPS = (
    Step(0, 2),
    Step(1, 2, result_of(handmade.good(handmade.form()))),
    Step(2, 2, result_of(handmade.failed("[odd].pdf"))),
)


def shown(*, terminal: bool, quiet: bool = False) -> str:
    stream = StringIO()
    console = Console(file=stream, force_terminal=terminal, width=80, highlight=False)
    with reporting(quiet=quiet, console=console) as progress:
        for step in STEPS:
            progress(step)
    return stream.getvalue()


def test_a_line_per_file_where_nobody_watches() -> None:
    assert shown(terminal=False).splitlines() == [
        "[1/2] ok  2022/科工商信局.pdf  1 forms, 3 findings  0.25 s",
        "[2/2] failed  [odd].pdf  the PDF is damaged or cut off: fetch it again  0.00 s",
    ]


def test_a_bar_on_a_terminal_and_a_line_per_failure() -> None:
    screen = shown(terminal=True)
    assert "2/2" in screen
    assert "failed  [odd].pdf" in screen


def test_quiet_is_quiet() -> None:
    assert shown(terminal=True, quiet=True) == ""


def test_programs_get_a_line_of_json_per_file() -> None:
    stream = StringIO()
    with reporting(as_json=True, stream=stream) as progress:
        for step in STEPS:
            progress(step)
    one, two = map(json.loads, stream.getvalue().splitlines())
    assert (one["done"], one["total"], one["status"], one["forms"]) == (1, 2, "ok", 1)
    assert (two["source"], two["error"][:7]) == ("[odd].pdf", "the PDF")


def test_a_name_takes_one_line() -> None:
    stream = StringIO()
    console = Console(file=stream, width=80, highlight=False)
    with reporting(console=console) as progress:
        progress(Step(1, 1, result_of(handmade.failed("two\nlines\x1b.pdf"))))
    assert stream.getvalue().count("\n") == 1
    assert "two?lines?.pdf" in stream.getvalue()


def test_what_was_read_before_is_said_at_the_end() -> None:
    stream = StringIO()
    console = Console(file=stream, width=80, highlight=False)
    with reporting(console=console) as progress:
        progress(Step(5, 5, None, kept=4))
    assert "4 file(s) were read before" in stream.getvalue()


def verbose(language: Language) -> list[str]:
    stream = StringIO()
    console = Console(file=stream, width=80, highlight=False)
    staged = replace(
        handmade.good(handmade.form()),
        stages=(Stage("extract", 0.125),),
        read_as=(Source.TEXT_LAYER, Source.OCR),
    )
    noted = replace(staged, findings=(handmade.finding("page-reading"),))
    with reporting(console=console, verbose=True, language=language) as progress:
        progress(Step(1, 2, result_of(noted)))
        progress(Step(2, 2, result_of(handmade.failed())))
    return stream.getvalue().splitlines()


def test_verbose_says_what_a_file_is_and_how_it_was_read() -> None:
    assert verbose(Language.EN) == [
        "[1/2] ok  2022/科工商信局.pdf  1 forms, 4 findings  0.25 s",
        "    pdf, 3 page(s) · text-layer · ocr · extract 0.12 s",
        "    The stated total is 93.49; the scores add up to 36.99.",
        "[2/2] failed  broken.pdf  the PDF is damaged or cut off: fetch it again  0.00 s",
        "    pdf, 0 page(s)",
    ]
    assert verbose(Language.ZH)[:2] == [
        "[1/2] 有表  2022/科工商信局.pdf  1 张自评表，4 项结果  0.25 秒",
        "    pdf，3 页 · 文字层 · 图像识别 · 读取 0.12 秒",
    ]
    assert verbose(Language.ZH)[3] == "[2/2] 失败  broken.pdf  文件已损坏。  0.00 秒"


def test_verbose_lines_stand_above_the_bar() -> None:
    stream = StringIO()
    console = Console(file=stream, force_terminal=True, width=80, highlight=False)
    with reporting(console=console, verbose=True) as progress:
        progress(STEPS[1])
    assert "pdf, 3 page(s)" in stream.getvalue()
