from __future__ import annotations

import os
from pathlib import Path

import handmade
import pytest

from zipingbiao.batch.convert import outcomes_of
from zipingbiao.batch.inputs import find_inputs
from zipingbiao.errors import UsageError
from zipingbiao.schemas.outcome import FileStatus


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


def test_no_source_is_one_clear_line() -> None:
    with pytest.raises(UsageError, match="no source given"):
        find_inputs([])


def test_links_are_followed_and_each_folder_is_searched_once(tmp_path: Path) -> None:
    touch(tmp_path, "x/a.pdf", "elsewhere/b.pdf")
    (tmp_path / "x" / "round").symlink_to(tmp_path / "x", target_is_directory=True)
    (tmp_path / "x" / "there").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    (tmp_path / "x" / "nowhere.pdf").symlink_to(tmp_path / "nothing")
    (tmp_path / "x" / "itself.pdf").symlink_to(tmp_path / "x" / "itself.pdf")
    assert sources(tmp_path / "x") == ["a.pdf", "itself.pdf", "nowhere.pdf", "there/b.pdf"]


ODD = [
    b"-rf",
    b" a b.pdf",
    b'it\'s "a".pdf',
    b"two\nlines.pdf",
    b"\xb1\xed.pdf",
    b"x" * 251 + b".pdf",
]


def test_odd_names_are_names(tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path)
    for name in ODD:
        with open(os.path.join(folder, name), "wb") as stream:
            stream.write(name)
    found = {item.source: item.path for item in find_inputs([tmp_path])}
    assert len(found) == len(ODD)
    assert "\\xb1\\xed.pdf" in found
    assert {path.read_bytes() for path in found.values()} == set(ODD)


def test_a_pipe_is_listed_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")
    (outcome,) = outcomes_of([tmp_path])
    assert outcome.status is FileStatus.SKIPPED
    assert "no regular file" in outcome.error
