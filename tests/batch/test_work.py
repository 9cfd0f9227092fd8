from __future__ import annotations

from pathlib import Path

import pytest

from zipingbiao.batch import work
from zipingbiao.batch.identity import form_stem
from zipingbiao.batch.inputs import Input
from zipingbiao.batch.work import process_document
from zipingbiao.errors import UnreadableFile
from zipingbiao.extract import notes
from zipingbiao.schemas.finding import Severity
from zipingbiao.schemas.outcome import FileStatus
from zipingbiao.schemas.page import Box, Document, Page, Run, Source

FORM = """项目支出绩效自评表
(2022年度)

一级指标\t二级指标\t三级指标\t年度指标值\t分值\t得分
产出指标\t数量指标\t清淤长度\t5公里\t100\t99
总分\t\t\t\t100\t99
"""


def test_a_file_with_a_form_is_ok(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(FORM, encoding="utf-8")
    outcome = process_document(Input(path, "2022/a.txt"))
    assert (outcome.status, outcome.kind, outcome.pages) == (FileStatus.OK, "text", 1)
    assert [form.form_id for form in outcome.forms] == ["2022__a_txt-1"]
    assert len(outcome.sha256) == 64


def test_a_title_whose_form_cannot_be_read_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("项目支出绩效自评表\n(2022年度)\n\n得分\t99\n", encoding="utf-8")
    (finding,) = process_document(Input(path, "a.txt")).findings
    assert (finding.rule, finding.subject) == ("form-unread", "page 1")


def test_a_file_without_one_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("会议\t纪要", encoding="utf-8")
    outcome = process_document(Input(path, "a.txt"))
    assert (outcome.status, outcome.forms, outcome.findings) == (FileStatus.NO_FORM, (), ())


@pytest.mark.parametrize(
    ("name", "status", "severity"),
    [
        ("a.pdf", FileStatus.FAILED, Severity.ERROR),
        ("a.wps", FileStatus.SKIPPED, Severity.INFO),
    ],
)
def test_what_cannot_be_read_is_told_in_both_languages(
    tmp_path: Path, name: str, status: FileStatus, severity: Severity
) -> None:
    path = tmp_path / name
    path.write_bytes(b"\x00\x01\x02")
    outcome = process_document(Input(path, name))
    (finding,) = outcome.findings
    assert (outcome.status, finding.severity) == (status, severity)
    assert outcome.error in finding.message_en
    assert "请" in finding.message
    assert not set("abcdefghijklmnopqrstuvwxyz") & set(finding.message.replace(path.suffix, ""))


def raising(error: Exception) -> object:
    def read(path: Path) -> Document:
        raise error

    return read


def test_a_bug_costs_one_file_and_keeps_its_cause(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "read_document", raising(ValueError("two\nlines")))
    outcome = process_document(Input(tmp_path / "a.pdf", "a.pdf"))
    assert outcome.status is FileStatus.FAILED
    assert "ValueError: two lines" in outcome.error
    assert "反馈" in outcome.findings[0].message


def test_an_error_is_told_in_both_languages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = UnreadableFile("the moon is wrong", "月亮不对")
    monkeypatch.setattr(work, "read_document", raising(wrong))
    (finding,) = process_document(Input(tmp_path / "a.pdf", "a.pdf")).findings
    assert finding.message == "文件未处理：月亮不对"
    assert finding.message_en == "The file was not processed: the moon is wrong"


def test_a_page_that_was_read_otherwise_is_noted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = (
        Page(1, 595, 842, Source.TEXT_LAYER),
        Page(2, 595, 842, Source.OCR, note=notes.GARBLED),
    )
    document = Document("a.pdf", "pdf", "00", pages)
    monkeypatch.setattr(work, "read_document", lambda path: document)
    (finding,) = process_document(Input(tmp_path / "a.pdf", "a.pdf")).findings
    assert (finding.rule, finding.severity) == ("page-reading", Severity.INFO)
    assert finding.message == f"第 2 页{notes.note_zh(notes.GARBLED)}。"
    assert notes.GARBLED in finding.message_en


@pytest.mark.parametrize(("confidence", "rules"), [(0.2, ["page-unread"]), (0.97, [])])
def test_a_page_with_type_but_nothing_believed_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, confidence: float, rules: list[str]
) -> None:
    smudge = Run("PIZTSX2R7ERW", Box(0, 0, 9, 9), Source.OCR, confidence)
    pages = (Page(1, 595, 842, Source.OCR, lines=(smudge,)),)
    monkeypatch.setattr(work, "read_document", lambda path: Document("a.pdf", "pdf", "00", pages))
    findings = process_document(Input(tmp_path / "a.pdf", "a.pdf")).findings
    assert [finding.rule for finding in findings] == rules


@pytest.mark.parametrize(
    ("source", "stem"),
    [("2022/a.pdf", "2022__a_pdf"), ("表 1(终).PDF", "表_1_终__PDF"), ("a.b.txt", "a_b_txt")],
)
def test_ids_begin_with_the_name_of_the_file(source: str, stem: str) -> None:
    assert form_stem(source) == stem
