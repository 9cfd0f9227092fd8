from __future__ import annotations

from pathlib import Path

import handmade
import pytest

from zipingbiao.errors import UsageError, ZipingbiaoError
from zipingbiao.report.earlier import read_output
from zipingbiao.report.html.page import Report
from zipingbiao.report.output import check_target, write_output


@pytest.fixture
def written(tmp_path: Path) -> Path:
    return handmade.write_batch(tmp_path)


CONTRACT = {
    "datapackage.json",
    "files.csv",
    "findings.csv",
    "forms",
    "forms.csv",
    "funds.csv",
    "indicators.csv",
    "report.html",
    "values.csv",
}


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_everything_the_contract_names_is_there(written: Path) -> None:
    assert names(written) == CONTRACT
    assert names(written / "forms") == {"2022-科工商信局.json", "clean.json"}
    assert names(written.parent) == {"written"}, "nothing is left beside it"


def test_outcomes_come_back(written: Path) -> None:
    assert read_output(written) == handmade.batch()


def test_an_earlier_output_is_replaced(written: Path) -> None:
    write_output([handmade.good(handmade.clean_form())], written)
    assert names(written) == CONTRACT
    assert names(written / "forms") == {"clean.json"}
    assert names(written.parent) == {"written"}


def test_an_empty_folder_and_missing_parents_will_do(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    write_output(handmade.batch(), tmp_path / "empty")
    write_output(handmade.batch(), tmp_path / "a" / "b")
    assert names(tmp_path / "empty") == names(tmp_path / "a" / "b") == CONTRACT


def test_a_folder_of_somebody_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").touch()
    with pytest.raises(UsageError, match="not empty"):
        write_output(handmade.batch(), tmp_path)
    assert names(tmp_path) == {"thesis.docx"}


def test_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").touch()
    with pytest.raises(UsageError, match="is a file"):
        check_target(tmp_path / "out")


@pytest.mark.parametrize("stranger", ["notes.xlsx", "forms/mine.txt"])
def test_somebodys_files_in_an_earlier_output_are_not_lost(written: Path, stranger: str) -> None:
    (written / stranger).touch()
    with pytest.raises(UsageError, match=stranger):
        write_output(handmade.batch(), written)
    assert (written / stranger).exists()


def test_the_litter_of_a_file_manager_does_not_count(written: Path) -> None:
    (written / ".DS_Store").touch()
    (written / "~$forms.csv").touch()
    check_target(written)


def test_whole_or_not_at_all(written: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Report, "write", full)
    with pytest.raises(ZipingbiaoError, match="No space left"):
        write_output([handmade.good(handmade.clean_form())], written)
    assert read_output(written) == handmade.batch()
    assert names(written.parent) == {"written"}


def test_the_earlier_output_comes_back_when_the_swap_fails(
    written: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.rename

    def stubborn(path: Path, target: Path) -> Path:
        if path.parent.name == ".partial" and path.name == "values.csv":
            raise OSError(13, "Permission denied")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", stubborn)
    with pytest.raises(ZipingbiaoError, match="Permission denied"):
        write_output(handmade.batch(), written)
    assert read_output(written) == handmade.batch()
    assert names(written.parent) == {"written"}


def test_only_an_output_is_read_back(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="not a finished output folder"):
        read_output(tmp_path)


def test_a_damaged_output_is_one_clear_line(written: Path) -> None:
    (written / "forms" / "clean.json").write_text("{")
    with pytest.raises(UsageError, match="damaged output") as caught:
        read_output(written)
    assert "\n" not in str(caught.value)
