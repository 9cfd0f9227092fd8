from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from zipingbiao.errors import UsageError
from zipingbiao.report.corrections import COLUMNS, read_corrections

HEAD = ",".join(COLUMNS)


def written(folder: Path, *lines: str, head: str = HEAD) -> Path:
    path = folder / "corrections.csv"
    path.write_text("\r\n".join([head, *lines]) + "\r\n", encoding="utf-8-sig")
    return path


def test_lines_are_read(tmp_path: Path) -> None:
    path = written(
        tmp_path, 'f-1,ab,forms,1,total_score,"93, 49",9349,93.49,甲,2026-01-02T03:04:05Z'
    )
    (entry,) = read_corrections(path)
    assert (entry.line, entry.form_id, entry.sha256) == (2, "f-1", "ab")
    said = entry.correction
    assert (said.key, said.value, said.decimals) == ("forms/1/total_score", Decimal("93.49"), 2)
    assert (said.by, said.at) == ("甲", "2026-01-02T03:04:05Z")


def test_the_later_of_two_counts(tmp_path: Path) -> None:
    line = "f-1,,forms,1,total_score,,,{},,"
    (entry,) = read_corrections(written(tmp_path, line.format("1"), line.format("2")))
    assert entry.correction.value == 2


@pytest.mark.parametrize("value", ["", "九十", "1,000", "1e5", "NaN", "Infinity", "1_0", "9" * 40])
def test_what_is_no_number_is_named_with_its_line(tmp_path: Path, value: str) -> None:
    cell = f'"{value}"'
    with pytest.raises(UsageError, match=r"line 2: .*is no number"):
        read_corrections(written(tmp_path, f"f-1,,forms,1,total_score,,,{cell},,"))


def test_a_file_of_another_shape_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="has no column value"):
        read_corrections(written(tmp_path, head="form_id,table,line,column"))
    with pytest.raises(UsageError, match="holds no correction"):
        read_corrections(written(tmp_path, ",,,,,,,,,"))
    (tmp_path / "x.csv").write_bytes(b"\xff\xfe\x00")
    for name in ("x.csv", "nowhere.csv"):
        with pytest.raises(UsageError, match="cannot be read"):
            read_corrections(tmp_path / name)


def test_a_dash_is_no_number_on_the_page(tmp_path: Path) -> None:
    (entry,) = read_corrections(written(tmp_path, "f-1,,funds,2,score,H,,-,甲,"))
    assert (entry.correction.value, entry.correction.decimals) == (None, 0)
