"""Zips in a batch: a row a member, whichever way the batch is run."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from zips import FORM, changed, zipped

import zipingbiao
from zipingbiao.batch.convert import outcomes_of
from zipingbiao.batch.inputs import find_inputs
from zipingbiao.batch.order import order_of
from zipingbiao.cli import main
from zipingbiao.schemas.outcome import FileStatus

OK, NO_FORM, FAILED = FileStatus.OK, FileStatus.NO_FORM, FileStatus.FAILED
SKIPPED = FileStatus.SKIPPED


@pytest.mark.parametrize("engine", ["serial", "processes"])
def test_members_are_rows_beside_loose_files(tmp_path: Path, engine: str) -> None:
    files = {"2022/a.txt": FORM, "note.txt": "会议\t纪要", "old.pdf": "x", ".DS_Store": "x"}
    zipped(tmp_path / "forms.zip", files)
    (tmp_path / "a.txt").write_text(FORM, encoding="utf-8")
    outcomes = outcomes_of([tmp_path], order_of(engine=engine))
    assert [(outcome.source, outcome.status) for outcome in outcomes] == [
        ("a.txt", OK),
        ("forms.zip/2022/a.txt", OK),
        ("forms.zip/note.txt", NO_FORM),
        ("forms.zip/old.pdf", FAILED),
    ]
    loose, member = outcomes[0], outcomes[1]
    assert (member.sha256, member.kind, member.pages) == (loose.sha256, "text", 1)
    assert [form.form_id for form in member.forms] == ["forms_zip__2022__a_txt-1"]


@pytest.mark.parametrize(
    ("files", "cut", "status", "words"),
    [
        ({"a.txt": FORM}, 30, FAILED, "damaged"),
        ({"a.exe": "x"}, 0, SKIPPED, "without a file of a known kind"),
        ({}, 0, SKIPPED, "without a file of a known kind"),
    ],
)
def test_a_zip_without_members_is_one_row(
    tmp_path: Path, files: dict[str, str], cut: int, status: FileStatus, words: str
) -> None:
    path = zipped(tmp_path / "a.zip", files)
    path.write_bytes(path.read_bytes()[: -cut or None])
    (outcome,) = outcomes_of([path])
    assert (outcome.source, outcome.status, outcome.kind) == ("a.zip", status, "zip")
    assert words in outcome.error


def test_a_locked_member_costs_only_itself(tmp_path: Path) -> None:
    path = changed(zipped(tmp_path / "a.zip", {"a.txt": FORM, "b.txt": FORM}), 8, 1)
    outcomes = outcomes_of([path])
    assert [outcome.status for outcome in outcomes] == [FAILED, OK]
    assert "密码" in outcomes[0].findings[0].message


def test_a_member_can_be_named(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"x/a.txt": FORM, "b.txt": FORM})
    (item,) = find_inputs([path / "x" / "a.txt"])
    assert item.source == "a.txt"
    assert len(zipingbiao.read(path / "x" / "a.txt")) == 1
    assert len(zipingbiao.read(path)) == 2


@pytest.mark.parametrize("command", ["check", "show"])
def test_the_commands_take_a_member(tmp_path: Path, command: str) -> None:
    path = zipped(tmp_path / "a.zip", {"a.txt": FORM})
    result = CliRunner().invoke(main, [command, str(path / "a.txt")])
    assert result.exit_code in (0, 1), result.output
    result = CliRunner().invoke(main, [command, str(path / "b.txt")])
    assert result.exit_code == 2
