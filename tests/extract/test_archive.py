from __future__ import annotations

from pathlib import Path

import pytest
from zips import FORM, changed, named_raw, zipped

from zipingbiao.errors import UnknownKind, UnreadableFile
from zipingbiao.extract import archive
from zipingbiao.extract.archive import exists, is_archive, members, on_disk
from zipingbiao.extract.reader import read_document

FLAGS, METHOD, SIZE = 8, 10, 24


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("2022/a.txt", "2022/a.txt"),
        ("../../a.txt", "a.txt"),
        ("/etc/a.txt", "etc/a.txt"),
        ("C:\\forms\\..\\a.txt", "forms/a.txt"),
        ("./x/./a.txt", "x/a.txt"),
        ("a\x07b.txt", "ab.txt"),
    ],
)
def test_names_lead_nowhere_else(tmp_path: Path, name: str, clean: str) -> None:
    path = zipped(tmp_path / "a.zip", {name: FORM})
    assert members(path) == [clean]
    assert read_document(path / clean).pages


def test_nothing_is_written_outside_a_temporary_folder(tmp_path: Path) -> None:
    folder = tmp_path / "in" / "deep"
    folder.mkdir(parents=True)
    path = zipped(folder / "a.zip", {"../../evil.txt": FORM})
    with on_disk(path / "evil.txt") as file:
        assert file.read_text(encoding="utf-8") == FORM
        assert tmp_path not in file.parents
    assert not file.exists()
    assert [each.name for each in tmp_path.rglob("*") if each.is_file()] == ["a.zip"]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_names_without_a_flag_are_chinese(tmp_path: Path, encoding: str) -> None:
    path = named_raw(tmp_path / "a.zip", "2022年/水务局自评表.txt".encode(encoding))
    assert members(path) == ["2022年/水务局自评表.txt"]
    assert read_document(path / "2022年" / "水务局自评表.txt").kind == "text"


def test_of_two_with_one_name_the_later_gets_a_number(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"x/a.txt": FORM, "x\\a.txt": "2", "/x/a.txt": "3"})
    assert members(path) == ["x/a (2).txt", "x/a (3).txt", "x/a.txt"]
    with on_disk(path / "x" / "a (3).txt") as file:
        assert file.read_text(encoding="utf-8") == "3"


def test_litter_and_folders_are_no_members(tmp_path: Path) -> None:
    files = {"a.txt": FORM, "__MACOSX/._a.txt": "x", ".DS_Store": "x", "~$a.docx": "x", "x/": ""}
    assert members(zipped(tmp_path / "a.zip", files)) == ["a.txt"]


def test_a_zip_without_anything_known_has_no_members(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.exe": "x", "b": "x"})
    assert members(path) == []
    with pytest.raises(UnknownKind, match="without a file of a known kind"):
        read_document(path)


def test_a_zip_is_no_document_and_names_what_is_in_it(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"b/a.txt": FORM, "c.exe": "x"})
    with pytest.raises(UnknownKind, match=r"2 file\(s\).*a\.zip/b/a\.txt"):
        read_document(path)


def test_a_zip_in_a_zip_is_one_line(tmp_path: Path) -> None:
    inner = zipped(tmp_path / "inner.zip", {"a.txt": FORM}).read_bytes()
    path = zipped(tmp_path / "a.zip", {"inner.zip": inner, "b.txt": FORM})
    with pytest.raises(UnreadableFile, match="a zip inside a zip"):
        read_document(path / "inner.zip")


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [(FLAGS, 0x1, "encrypted"), (METHOD, 12, "uncommon way"), (METHOD, 9, "uncommon way")],
)
def test_a_member_that_cannot_be_unpacked_says_why(
    tmp_path: Path, field: int, value: int, words: str
) -> None:
    path = changed(zipped(tmp_path / "a.zip", {"a.txt": FORM}), field, value)
    with pytest.raises(UnreadableFile, match=words):
        read_document(path / "a.txt")


def test_a_member_with_a_wrong_sum_is_damaged(tmp_path: Path) -> None:
    path = changed(zipped(tmp_path / "a.zip", {"a.txt": FORM}), 16, 1, "I")
    with pytest.raises(UnreadableFile, match="damaged"):
        read_document(path / "a.txt")


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = zipped(tmp_path / "a.zip", {"a.txt": bytes(1_000_000), "b.txt": FORM})
    monkeypatch.setattr(archive, "RATIO_FROM", 10_000)
    with pytest.raises(UnreadableFile, match="unpacks to more"):
        read_document(path / "a.txt")
    assert read_document(path / "b.txt").pages


def test_a_member_is_not_unpacked_beyond_its_size(tmp_path: Path) -> None:
    path = changed(zipped(tmp_path / "a.zip", {"a.txt": FORM * 100}), SIZE, 10, "I")
    with pytest.raises(UnreadableFile, match="damaged"):
        read_document(path / "a.txt")


@pytest.mark.parametrize("limit", ["MOST_MEMBERS", "MOST_TOTAL_BYTES"])
def test_too_much_in_all_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    path = zipped(tmp_path / "a.zip", {"a.txt": FORM, "b.txt": FORM})
    monkeypatch.setattr(archive, limit, 1)
    with pytest.raises(UnreadableFile, match="more than is unpacked at once"):
        members(path)
    with pytest.raises(UnreadableFile, match="more than is unpacked at once"):
        read_document(path)


def test_what_is_and_is_not_there(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"x/a.txt": FORM})
    assert exists(path)
    assert exists(path / "x" / "a.txt")
    assert not exists(path / "b.txt")
    assert not exists(tmp_path / "b.zip" / "a.txt")
    with pytest.raises(UnreadableFile, match="no such file in the zip"):
        read_document(path / "b.txt")


def test_a_path_through_another_file_leads_nowhere(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(FORM, encoding="utf-8")
    assert not exists(path / "b.txt")
    with pytest.raises(UnreadableFile, match="check the path"):
        read_document(path / "b.txt")


def test_a_damaged_zip_is_no_archive(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.txt": FORM})
    path.write_bytes(path.read_bytes()[:-30])
    assert not is_archive(path)
    with pytest.raises(UnreadableFile, match="damaged"):
        read_document(path)
