from __future__ import annotations

import sys
from pathlib import Path

import pytest

from zipingbiao.errors import UsageError
from zipingbiao.report.formats import NAMES, formats

NEEDED = {
    "parquet": ("pyarrow", "zipingbiao.report.parquet"),
    "xlsx": ("xlsxwriter", "zipingbiao.report.xlsx"),
    "xlsx:forms": ("xlsxwriter", "zipingbiao.report.printed_xlsx"),
    "duckdb": ("duckdb", "zipingbiao.report.duckdb"),
}


def test_formats_come_once_and_in_order() -> None:
    found = formats(["sqlite", "xlsx:forms", "sqlite"])
    assert [format.name for format in found] == ["xlsx:forms", "sqlite"]
    assert [format.needs_shape for format in found] == [True, False]
    assert formats(NAMES) == tuple(formats(NAMES))


def test_an_unknown_format_names_those_there_are() -> None:
    with pytest.raises(UsageError, match=r"no format 'xls': give parquet, xlsx, xlsx:forms"):
        formats(["xls"])


@pytest.mark.parametrize("name", NEEDED)
def test_a_missing_package_says_what_to_install(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package, module = NEEDED[name]
    monkeypatch.setitem(sys.modules, package, None)
    for known in [known for known in sys.modules if known.startswith(f"{package}.")]:
        monkeypatch.setitem(sys.modules, known, None)
    for ours in ("zipingbiao.report.xlsx", module):
        monkeypatch.delitem(sys.modules, ours, raising=False)
    (format,) = formats([name])
    with pytest.raises(UsageError, match=rf"{name} needs {package}: pip install"):
        format.open(tmp_path / "out")
