from __future__ import annotations

from pathlib import Path

import pytest
from hostile.offices import book_parts, packed, word_parts
from hostile.texts import form_table, page

from zipingbiao.errors import UnreadableFile
from zipingbiao.extract import archive, flow, html, image, ofdpage, pdf, pdfglyphs, pdfium, textdump
from zipingbiao.extract.archive import members
from zipingbiao.extract.bounds import MOST_TEXT
from zipingbiao.extract.notes import CROWDED, TOO_LARGE, TOO_LONG
from zipingbiao.extract.reader import read_document
from zipingbiao.schemas.page import Page

FIXTURES = Path(__file__).parents[2] / "fixtures"


def read(folder: Path, name: str, data: bytes) -> tuple[Page, ...]:
    path = folder / name
    path.write_bytes(data)
    return read_document(path).pages


def said(pages: tuple[Page, ...]) -> list[str]:
    return [cell.text for page in pages for grid in page.grids for cell in grid.cells]


def test_a_text_too_long_for_a_form_is_left_out_and_noted(tmp_path: Path) -> None:
    kept, left = "9" * MOST_TEXT, "9" * (MOST_TEXT + 1)
    pages = read(tmp_path, "a.txt", f"{kept}\n{left}\na\t{left}\nb\t{kept}\n".encode())
    assert [page.note for page in pages] == [TOO_LONG]
    assert [line.text for line in pages[0].lines] == [kept]
    assert said(pages) == ["a", "", "b", kept]


def test_a_page_that_is_within_the_bounds_stays_the_same(tmp_path: Path) -> None:
    assert read(tmp_path, "a.txt", b"a\tb\n")[0].note == ""


@pytest.mark.parametrize(
    ("module", "name", "most", "file", "data"),
    [
        (textdump, "MOST_BYTES", 9, "a.txt", b"a\tb\n" * 3),
        (textdump, "MOST_LINES", 2, "a.txt", b"a\tb\n" * 3),
        (textdump, "MOST_LINES", 2, "a.txt", b"a\tb\r" * 3),
        (textdump, "MOST_PAGES", 1, "a.txt", b"a\f\fb"),
        (html, "MOST_BYTES", 9, "a.html", page(form_table())),
        (html, "MOST_CELLS", 9, "a.html", page(form_table())),
        (html, "MOST_COLUMNS", 3, "a.html", page(form_table())),
        (image, "MOST_FRAMES", 0, "a.tif", (FIXTURES / "dept-process-scan.tif").read_bytes()),
        (pdf, "MOST_PAGES", 0, "a.pdf", (FIXTURES / "mof-project-pdf.pdf").read_bytes()),
    ],
)
def test_a_file_beyond_a_bound_is_refused_in_both_languages(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    module: object,
    name: str,
    most: int,
    file: str,
    data: bytes,
) -> None:
    monkeypatch.setattr(module, name, most)
    with pytest.raises(UnreadableFile, match=r"more|larger") as caught:
        read(tmp_path, file, data)
    assert caught.value.message_zh.endswith("。")


def test_all_tables_of_a_page_share_one_bound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flow, "MOST_SLOTS", 4)
    table = "<table><tr><td>a<td>b<tr><td>c<td>d</table>"
    (only,) = read(tmp_path, "a.html", page(table * 2))
    assert only.note == TOO_LARGE
    assert len(only.grids) == 1


def test_the_tables_of_a_dump_do_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(textdump, "MOST_SLOTS", 4)
    (only,) = read(tmp_path, "a.txt", b"a\tb\nc\td\n\ne\tf\n")
    assert only.note == TOO_LARGE
    assert len(only.grids) == 1


def test_lines_beyond_the_bound_are_left_out_and_noted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flow, "MOST_LINES", 2)
    (only,) = read(tmp_path, "a.docx", packed(word_parts()))
    assert only.note == ""
    (only,) = read(
        tmp_path, "b.docx", packed(word_parts(more="<w:p><w:r><w:t>x</w:t></w:r></w:p>"))
    )
    assert only.note == TOO_LONG


@pytest.mark.parametrize(
    ("module", "name", "file"),
    [
        (pdfglyphs, "MOST_CHARACTERS", "mof-project-pdf.pdf"),
        (pdfium, "MOST_OBJECTS", "mof-project-pdf.pdf"),
    ],
)
def test_a_page_that_holds_more_than_any_form_is_left_out_and_noted(
    monkeypatch: pytest.MonkeyPatch, module: object, name: str, file: str
) -> None:
    monkeypatch.setattr(module, name, 50)
    pages = read_document(FIXTURES / file).pages
    assert {page.note for page in pages} == {CROWDED}
    assert all(page.width > 500 for page in pages)


def test_so_is_one_of_an_ofd(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ofdpage.Drawing, "_spend", _refuse)
    pages = read_document(FIXTURES / "gd-department-ofd.ofd").pages
    assert {page.note for page in pages} == {CROWDED}


def _refuse(*_: object) -> None:
    raise ofdpage.Crowded


def test_members_that_share_their_bytes_are_refused(tmp_path: Path) -> None:
    from hostile.zipfiles import overlapping

    path = tmp_path / "a.zip"
    path.write_bytes(overlapping(20, 1))
    with pytest.raises(UnreadableFile, match="overlap"):
        members(path)


def test_the_directory_of_an_archive_is_read_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A zip of 2000 files took minutes: with every member its directory was read anew."""
    from hostile.zipfiles import zipped

    path = tmp_path / "a.zip"
    path.write_bytes(zipped({f"{number}.txt": b"a\tb\n" for number in range(9)}))
    assert len(members(path)) == 9
    opened: list[Path] = []
    monkeypatch.setattr(archive, "_opened", opened.append)
    assert len(members(path)) == 9
    assert not opened


def test_a_member_without_a_name_breaks_nothing(tmp_path: Path) -> None:
    """Python's own test for a folder looks at the last letter of the name."""
    from hostile.zipfiles import ended, raw_entry, raw_local

    path = tmp_path / "a.zip"
    path.write_bytes(ended(raw_local(b"", 0, 0, 0), [raw_entry(b"", 0, 0, 0, 0)]))
    assert members(path) == []


@pytest.mark.parametrize(
    ("code", "printed"),
    [
        ("0" * 300, "12345.678"),
        ("0." + "0" * 250, "12345.678" + "0" * 247),
        ("0" + "%" * 254, None),
    ],
)
def test_a_format_that_asks_for_too_much_prints_the_bare_number(
    tmp_path: Path, code: str, printed: str | None
) -> None:
    styles = (
        f'<numFmts><numFmt numFmtId="200" formatCode="{code}"/></numFmts>'
        '<cellXfs><xf/><xf numFmtId="200"/></cellXfs>'
    )
    cells = '<row r="20"><c s="1"><v>12345.678</v></c><c s="1"><v>1e300</v></c></row>'
    pages = read(tmp_path, "a.xlsx", packed(book_parts(styles=styles, cells=cells)))
    texts = [line.text for page in pages for line in page.lines] + said(pages)
    assert printed is None or printed in texts


def test_an_index_of_thousands_of_digits_names_no_text(tmp_path: Path) -> None:
    cells = f'<row r="20"><c t="s"><v>{"9" * 5000}</v></c><c t="s"><v>²</v></c></row>'
    assert read(tmp_path, "a.xlsx", packed(book_parts(cells=cells)))
