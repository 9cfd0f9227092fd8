from __future__ import annotations

from pathlib import Path

import handmade
import pytest

from zipingbiao.batch.inputs import find_inputs
from zipingbiao.errors import UsageError


@pytest.fixture
def written(tmp_path: Path) -> Path:
    return handmade.write_batch(tmp_path)


def touch(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()


def sources(*given: Path, out: Path | None = None) -> list[str]:
    return [item.source for item in find_inputs(given, out)]


def test_a_folder_is_searched_whole_and_in_order(tmp_path: Path) -> None:
    touch(tmp_path, "b.pdf", "2022/甲/a.pdf", "2021/a.png")
    assert sources(tmp_path) == ["b.pdf", "2021/a.png", "2022/甲/a.pdf"]


def test_hidden_files_and_litter_are_left_out(tmp_path: Path) -> None:
    touch(tmp_path, "a.pdf", ".DS_Store", ".git/config", "~$a.docx", "__MACOSX/a.pdf", "Thumbs.db")
    assert sources(tmp_path) == ["a.pdf"]


def test_a_file_given_by_name_is_taken_even_if_hidden(tmp_path: Path) -> None:
    touch(tmp_path, ".a.pdf")
    assert sources(tmp_path / ".a.pdf") == [".a.pdf"]


def test_our_own_output_is_left_out(tmp_path: Path, written: Path) -> None:
    touch(tmp_path, "a.pdf", "next/old.pdf")
    assert sources(tmp_path, out=tmp_path / "next") == ["a.pdf"]


def test_same_names_in_two_folders_stay_apart(tmp_path: Path) -> None:
    touch(tmp_path, "x/a.pdf", "y/a.pdf")
    assert sources(tmp_path / "x", tmp_path / "y") == ["x/a.pdf", "y/a.pdf"]
    assert sources(tmp_path / "x" / "a.pdf", tmp_path / "y") == ["x/a.pdf", "y/a.pdf"]


def test_a_file_given_twice_is_taken_once(tmp_path: Path) -> None:
    touch(tmp_path, "a.pdf", "b.pdf")
    assert sources(tmp_path / "b.pdf", tmp_path) == ["b.pdf", "a.pdf"]


def test_one_file_is_called_by_its_name(tmp_path: Path) -> None:
    touch(tmp_path, "x/a.pdf")
    assert sources(tmp_path / "x" / ".." / "x" / "a.pdf") == ["a.pdf"]


def test_all_missing_paths_are_named_at_once(tmp_path: Path) -> None:
    touch(tmp_path, "a.pdf")
    with pytest.raises(UsageError, match=r"no such .*one\.pdf, .*two"):
        find_inputs([tmp_path / "one.pdf", tmp_path / "a.pdf", tmp_path / "two"])


def test_an_empty_folder_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nothing to convert in"):
        find_inputs([tmp_path])
    with pytest.raises(UsageError, match="no source given"):
        find_inputs([])
