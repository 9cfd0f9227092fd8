"""Tiny office files, made of the parts that a test is about."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

_OPEN = "http://schemas.openxmlformats.org"
WORD = f"{_OPEN}/wordprocessingml/2006/main"
SHEET = f"{_OPEN}/spreadsheetml/2006/main"
_RELATIONS = f"{_OPEN}/officeDocument/2006/relationships"


def packed(path: Path, parts: dict[str, str]) -> Path:
    """A zip of parts."""
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return path


def word_file(folder: Path, body: str) -> Path:
    """A Word document with this body."""
    document = f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    return packed(folder / "form.docx", {"word/document.xml": document})


def workbook(folder: Path, *sheets: str, styles: str = "", strings: str = "") -> Path:
    """A workbook with these sheets; one that begins with `!` is hidden."""
    names = "".join(
        f'<sheet name="s{n}" sheetId="{n}" r:id="r{n}"{state(text)}/>'
        for n, text in enumerate(sheets, start=1)
    )
    relations = "".join(
        f'<Relationship Id="r{n}" Type="x/worksheet" Target="/xl/worksheets/s{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    for name in ("styles", "sharedStrings"):
        relations += f'<Relationship Id="{name}" Type="x/{name}" Target="{name}.xml"/>'
    parts = {
        "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="{_RELATIONS}">'
        f"<sheets>{names}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f"<Relationships>{relations}</Relationships>",
        "xl/styles.xml": f"<styleSheet>{styles}</styleSheet>",
        "xl/sharedStrings.xml": f"<sst>{strings}</sst>",
    }
    for n, text in enumerate(sheets, start=1):
        inside = text.removeprefix("!")
        parts[f"xl/worksheets/s{n}.xml"] = f"<worksheet>{inside}</worksheet>"
    return packed(folder / "book.xlsx", parts)


def state(text: str) -> str:
    """The attribute of a hidden sheet."""
    return ' state="hidden"' if text.startswith("!") else ""
