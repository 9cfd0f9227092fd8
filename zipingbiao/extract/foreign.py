"""Old and other office formats: LibreOffice makes .docx or .xlsx of them, which is then read."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from zipingbiao.extract.compound import ET, XLS
from zipingbiao.extract.docx import read_docx
from zipingbiao.extract.libreoffice import converted
from zipingbiao.extract.notes import CONVERTED, joined_notes
from zipingbiao.extract.source import BOOKS
from zipingbiao.extract.xlsx import read_xlsx
from zipingbiao.schemas.page import Page

# LibreOffice chooses its reader by the name too. WPS Office writes what Office wrote; what else
# is called .wps (Microsoft Works) is known by its content.
_NAMED = {ET: XLS}


def read_foreign(path: Path, kind: str) -> Iterator[Page]:
    """The pages of a file of a kind that is converted first; each is noted as such.

    Raises:
        UnreadableFile: it cannot be converted, or LibreOffice is not there.
    """
    target = "xlsx" if kind in BOOKS else "docx"
    with tempfile.TemporaryDirectory(prefix="zipingbiao-", ignore_cleanup_errors=True) as folder:
        made = converted(path, Path(folder), f".{_NAMED.get(kind, kind)}", target)
        for page in read_xlsx(made) if kind in BOOKS else read_docx(made):
            yield replace(page, note=joined_notes(filter(None, (CONVERTED, page.note))))
