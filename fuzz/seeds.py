"""What fuzzing begins with: pieces of the fixtures, cut out when it begins."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import zipingbiao

ROOT = Path(__file__).parents[1]
FIXTURES = ROOT / "fixtures"
FAMILIES = Path(zipingbiao.__file__).parent / "schemas" / "families"
# Bytes. Small inputs are tried faster; what a mutation breaks, it breaks in them as well.
MOST_BYTES = 6_000
# Texts that hold every piece of the grammar of numbers, targets and formats.
_NUMBERS = (
    "87. 25", "１，234.50％", "10 90", "△5", "(1,234)", "三百万", "19,20", "≥90%", "≤ 5 个",
    "95%以上",
    "#,##0.00;[Red]-#,##0", 'yyyy"年"m"月"', "0.00E+00", '_ * "-"??_ ;_ @_ ', "[h]:mm", "=1+1",
    "-5%",
)  # fmt: skip


def write_seeds(target: str, folder: Path, prefix: str = "", first: bytes = b"") -> None:
    """Write the seeds of a target into a folder; `first` goes before each."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(_seeds(target)):
        (folder / f"{prefix}{number}").write_bytes(first + data)


def _seeds(target: str) -> Iterator[bytes]:
    if target == "numbers":
        yield from (text.encode() for text in _NUMBERS)
    elif target == "family":
        yield from (path.read_bytes() for path in sorted(FAMILIES.glob("*.yaml")))
    elif target == "textdump":
        yield from (path.read_bytes()[:MOST_BYTES] for path in sorted(FIXTURES.glob("*.t[xs][tv]")))
    elif target == "html":
        yield from (path.read_bytes()[:MOST_BYTES] for path in sorted(FIXTURES.glob("*.html")))
    elif target == "docx":
        yield from (_part(path, "word/document.xml") for path in sorted(FIXTURES.glob("*.docx")))
    elif target == "xlsx":
        yield from _book_parts()
    else:
        yield from _pdfs()


def _part(path: Path, name: str) -> bytes:
    """A part of an office file; one that is long is cut after an element, which closes nothing."""
    with ZipFile(path) as archive:
        return archive.read(name) if name in archive.namelist() else b""


def _book_parts() -> Iterator[bytes]:
    for path in sorted(FIXTURES.glob("*.xlsx")):
        yield b"\0" + _part(path, "xl/worksheets/sheet1.xml")
        yield b"\1" + _part(path, "xl/styles.xml")
        yield b"\2" + _part(path, "xl/sharedStrings.xml")


def _pdfs() -> Iterator[bytes]:
    """The smallest PDFs of the fixtures: fonts make the others large."""
    found = sorted(FIXTURES.glob("**/*.pdf"), key=lambda path: path.stat().st_size)
    yield from (path.read_bytes() for path in found[:4])
