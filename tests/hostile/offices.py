"""Office files that mean harm, each made of the few parts that it is about."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

from hostile.images import png
from hostile.pdfs import deflated
from hostile.zipfiles import ended, raw_entry, raw_local
from ooxml_parts import SHEET, WORD
from zips import FORM

GROUPS: Sequence[str] = ("word", "book", "ofd", "bombs")
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "haha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{("&" + chr(97 + n) + ";") * 10}">' for n in range(9))
    + "]>"
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY j SYSTEM "{}">]>'
WORDS = "<w:p><w:r><w:t>x</w:t></w:r></w:p>"
INCLUDE = (
    '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" parse="text"'
    ' href="file:///etc/hostname"/>'
)


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip of parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def rows() -> list[list[str]]:
    """The rows of the form of the tests, title and year as rows of one cell."""
    return [line.split("\t") for line in FORM.splitlines() if line]


def word_parts(more: str = "", cell: str = "", before: str = "") -> dict[str, str | bytes]:
    """A Word document with the form of the tests."""
    title, year, *table = rows()

    def paragraph(text: str) -> str:
        return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"

    listed = "".join(
        "<w:tr>" + "".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in row) + "</w:tr>"
        for row in table
    )
    body = f"{paragraph(title[0])}{paragraph(year[0])}<w:tbl>{listed}{cell}</w:tbl>{more}"
    return {
        "word/document.xml": f'{before}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body>'
        "</w:document>"
    }


def book_parts(
    more: str = "", styles: str = "", strings: str = "", cells: str = "", dimension: str = "A1:F9"
) -> dict[str, str | bytes]:
    """A workbook with the form of the tests; `cells` stand in a row behind it."""
    listed = "".join(
        f'<row r="{r}">'
        + "".join(
            f'<c r="{chr(65 + c)}{r}" t="inlineStr"><is><t>{text}</t></is></c>'
            for c, text in enumerate(row)
        )
        + "</row>"
        for r, row in enumerate(rows(), start=1)
    )
    names = "".join(
        f'<Relationship Id="{n}" Type="x/{n}" Target="{n}.xml"/>'
        for n in ("styles", "sharedStrings")
    )
    return {
        "xl/workbook.xml": _workbook('<sheet name="s" sheetId="1" r:id="r1"/>'),
        "xl/_rels/workbook.xml.rels": _relations("s1.xml", names),
        "xl/styles.xml": f"<styleSheet>{styles}</styleSheet>",
        "xl/sharedStrings.xml": f"<sst>{strings}</sst>",
        "xl/s1.xml": f'<worksheet><dimension ref="{dimension}"/>'
        f"<sheetData>{listed}{cells}</sheetData>{more}</worksheet>",
    }


def _workbook(sheets: str) -> str:
    return f'<workbook xmlns="{SHEET}" xmlns:r="r"><sheets>{sheets}</sheets></workbook>'


def _relations(sheet: str, others: str = "") -> str:
    first = f'<Relationship Id="r1" Type="x/worksheet" Target="{sheet}"/>'
    return f"<Relationships>{first}{others}</Relationships>"


OFD_SPACE = 'xmlns="http://www.ofdspec.org/2016"'


def ofd_parts(
    content: str = "", common: str = "", box: str = "0 0 210 297"
) -> dict[str, str | bytes]:
    """An OFD file of a page."""
    return {
        "OFD.xml": _ofd_of("Doc_0/Document.xml"),
        "Doc_0/Document.xml": f"<Document {OFD_SPACE}><CommonData>{common}</CommonData>"
        '<Pages><Page ID="1" BaseLoc="Pages/P.xml"/></Pages></Document>',
        "Doc_0/Pages/P.xml": f"<Page {OFD_SPACE}><Area><PhysicalBox>{box}</PhysicalBox></Area>"
        f"<Content><Layer>{content}</Layer></Content></Page>",
    }


def _ofd_of(place: str, count: int = 1) -> str:
    body = f"<DocBody><DocRoot>{place}</DocRoot></DocBody>"
    return f"<OFD {OFD_SPACE}>{body * count}</OFD>"


def infected(parts: Mapping[str, str | bytes], part: str, doctype: str) -> bytes:
    """The file with a document type in one of its parts, and its entity in the text."""
    text = parts[part]
    assert isinstance(text, str)
    end = text.rindex("</")
    return packed({**parts, part: f'<?xml version="1.0"?>{doctype}{text[:end]}&j;{text[end:]}'})


def _entities(parts: Mapping[str, str | bytes], suffix: str) -> dict[str, bytes]:
    found = {}
    for number, part in enumerate(parts):
        name = part.rsplit("/", 1)[-1].split(".")[0].strip("_")
        found[f"laughs-{number}-{name}{suffix}"] = infected(parts, part, LAUGHS)
        outside = OUTSIDE.format("file:///etc/hostname")
        found[f"entity-{number}-{name}{suffix}"] = infected(parts, part, outside)
    return found


def _word() -> dict[str, bytes]:
    cell = "<w:tc><w:tcPr><w:gridSpan w:val='1000000000'/></w:tcPr><w:p/></w:tc>"
    nested = "<w:tbl><w:tr><w:tc>" * 3_000 + "</w:tc></w:tr></w:tbl>" * 3_000
    shallow = (
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p>" * 60 + "</w:tc></w:tr></w:tbl>" * 60
    )
    cells = "<w:tr>" + "<w:tc><w:p/></w:tc>" * 1000 + "</w:tr>"
    deep = "<w:ins>" * 5_000 + "</w:ins>" * 5_000
    some = "<w:ins>" * 200 + "</w:ins>" * 200
    return {
        **_entities(word_parts(), ".docx"),
        "spans.docx": packed(word_parts(cell=f"<w:tr>{cell * 1000}</w:tr>")),
        "tables-deep.docx": packed(word_parts(more=nested)),
        "tables-deep-some.docx": packed(word_parts(more=shallow)),
        "tables-deep-wide.docx": packed(word_parts(more=_wide_tables(10))),
        "insertions-deep.docx": packed(word_parts(more=deep)),
        "insertions-deep-some.docx": packed(word_parts(more=some)),
        "cells-200000.docx": packed(word_parts(more=f"<w:tbl>{cells * 200}</w:tbl>")),
        "text-long.docx": packed(
            word_parts(more=f"<w:p><w:r><w:t>{'a' * 50_000_000}</w:t></w:r></w:p>")
        ),
        "paragraphs-150000.docx": packed(word_parts(more=WORDS * 150_000)),
        "no-body.docx": packed({"word/document.xml": "<x/>"}),
        "no-xml.docx": packed({"word/document.xml": b"\0\xff"}),
        "two-parts.docx": packed({**word_parts(), "word/document2.xml": "<x/>"}),
        "xinclude.docx": packed(word_parts(more=INCLUDE)),
    }


def _wide_tables(depth: int) -> str:
    if depth == 0:
        return WORDS
    inner = _wide_tables(depth - 1)
    return f"<w:tbl><w:tr><w:tc>{inner}</w:tc><w:tc>{inner}</w:tc></w:tr></w:tbl>"


def _formatted(code: str, value: str = "12345.678", count: int = 1) -> bytes:
    styles = (
        f'<numFmts><numFmt numFmtId="200" formatCode="{code}"/></numFmts>'
        '<cellXfs><xf/><xf numFmtId="200"/></cellXfs>'
    )
    cell = f'<c s="1"><v>{value}</v></c>'
    cells = f'<row r="20">{cell * count}</row>'
    return packed(book_parts(styles=styles, cells=cells))


def _book() -> dict[str, bytes]:
    far = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
    merged = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    merges = "<mergeCells>" + '<mergeCell ref="A9:XFD1048576"/>' * 100_000 + "</mergeCells>"
    wide = "".join(f'<row r="{r}">' + "<c><v>1</v></c>" * 1000 + "</row>" for r in range(20, 122))
    indices = (f'<c t="s"><v>{index}</v></c>' for index in ("9" * 100_000, "-1", "²"))

    return {
        **_entities(book_parts(), ".xlsx"),
        "dimension.xlsx": packed(book_parts(dimension="A1:XFD1048576")),
        "far-cell.xlsx": packed(book_parts(cells=far)),
        "merged-all.xlsx": packed(book_parts(more=merged)),
        "merged-many.xlsx": packed(book_parts(more=merges)),
        "cells-102000.xlsx": packed(book_parts(cells=wide)),
        "reference.xlsx": packed(
            book_parts(cells='<row r="999999999"><c r="ZZZ9999999"><v>1</v></c></row>')
        ),
        "shared-index.xlsx": packed(book_parts(cells=f'<row r="20">{"".join(indices)}</row>')),
        "sheets-many.xlsx": packed(_many_sheets(300)),
        "sheet-loop.xlsx": packed(
            {
                **book_parts(),
                "xl/_rels/workbook.xml.rels": _relations("workbook.xml"),
            }
        ),
        **_printed(),
    }


def _printed() -> dict[str, bytes]:
    """Numbers and formats of absurd length."""
    formats = {
        "long": "0" * 1_000_000,
        "quotes": "&quot;" * 1_000_000,
        "sections": ";" * 1_000_000,
        "brackets": "[" * 1_000_000,
        "digits": "0." + "0" * 250,
        "decimals": "0." + "0" * 5000,
        "exponent": "0E+" + "0" * 5000,
        "percents": "0" + "%" * 100_000,
        "commas": "0" + "," * 100_000,
        "stars": "*" * 1_000_000,
        "date": "yyyy" * 100_000,
        "elapsed": "[" + "h" * 100_000 + "]",
    }
    values = {
        "digits": "9" * 1_000_000,
        "huge": "1e308",
        "tiny": "1e-308",
        "nan": "NaN",
        "infinite": "-Infinity",
        "signal": "sNaN",
        "underscores": "1_0",
        "wide": "９９",
    }
    return {
        **{f"format-{name}.xlsx": _formatted(code) for name, code in formats.items()},
        "format-long-often.xlsx": _formatted("0" * 10_000, count=3000),
        **{f"value-{name}.xlsx": _formatted("General", value) for name, value in values.items()},
        **{f"value-{name}-plain.xlsx": _formatted("0.00", value) for name, value in values.items()},
        **{f"date-{name}.xlsx": _formatted("yyyy/m/d", value) for name, value in values.items()},
    }


def _many_sheets(count: int) -> dict[str, str | bytes]:
    parts = book_parts()
    listed = "".join(f'<sheet name="{n}" sheetId="{n}" r:id="r1"/>' for n in range(1, count))
    parts["xl/workbook.xml"] = (
        f'<workbook xmlns="{SHEET}" xmlns:r="r"><sheets>{listed}</sheets></workbook>'
    )
    return parts


def _ofd() -> dict[str, bytes]:
    text = (
        '<TextObject Boundary="10 20 50 5" Size="4">'
        '<TextCode X="0" Y="4" DeltaX="{}">{}</TextCode></TextObject>'
    )
    path = '<PathObject Boundary="0 0 210 297"><AbbreviatedData>{}</AbbreviatedData></PathObject>'
    unit = '<CompositeGraphicUnit ID="{}"><Content>{}</Content></CompositeGraphicUnit>'
    calls = '<CompositeObject ResourceID="{}"/>'

    def resourced(units: str, content: str) -> bytes:
        parts = ofd_parts(content, "<PublicRes>Res.xml</PublicRes>")
        return packed(
            {
                **parts,
                "Doc_0/Res.xml": f"<Res {OFD_SPACE}><Units>{units}</Units></Res>",
            }
        )

    billion = "".join(unit.format(n, calls.format(n + 1) * 20) for n in range(9)) + unit.format(
        9, text.format(1, "a")
    )
    pages = "".join('<Page ID="1" BaseLoc="Pages/P.xml"/>' for _ in range(20_000))
    many = ofd_parts(text.format(1, "a"))
    many["Doc_0/Document.xml"] = f"<Document {OFD_SPACE}><Pages>{pages}</Pages></Document>"
    bodies = ofd_parts(text.format(1, "a"))
    bodies["OFD.xml"] = _ofd_of("Doc_0/Document.xml", 20_000)
    return {
        **_entities(ofd_parts(text.format(1, "a")), ".ofd"),
        "composite-itself.ofd": resourced(unit.format(1, calls.format(1)), calls.format(1)),
        "composite-billion.ofd": resourced(billion, calls.format(0)),
        "distances.ofd": packed(ofd_parts(text.format("g 999999999 1", "a" * 1000))),
        "numbers.ofd": packed(
            ofd_parts(text.format("1e999", "a" * 1000) + path.format("M 1e999 -1e999 L 1e400 3"))
        ),
        "path-long.ofd": packed(ofd_parts(path.format("M 0 0 " + "L 1 1 " * 300_000))),
        "path-digits.ofd": packed(ofd_parts(path.format("1" * 2_000_000))),
        "rules-many.ofd": packed(
            ofd_parts("".join(path.format(f"M 0 {n} L 200 {n}") for n in range(50_000)))
        ),
        "glyphs-300000.ofd": packed(ofd_parts(text.format("g 1000000 0.1", "a" * 300_000))),
        "layers-deep.ofd": packed(ofd_parts("<Layer>" * 200 + "</Layer>" * 200)),
        "layers-deeper.ofd": packed(ofd_parts("<Layer>" * 20_000 + "</Layer>" * 20_000)),
        "box-huge.ofd": packed(ofd_parts(text.format(1, "a"), box="0 0 9999 9999")),
        "box-absurd.ofd": packed(ofd_parts(text.format(1, "a"), box="0 0 1e300 1e300")),
        "box-negative.ofd": packed(ofd_parts(text.format(1, "a"), box="0 0 -5 -5")),
        "box-long.ofd": packed(ofd_parts(text.format(1, "a"), box="0 " * 1_000_000)),
        "pages-many.ofd": packed(many),
        "bodies-many.ofd": packed(bodies),
        "path-up.ofd": packed({"OFD.xml": _ofd_of("../../../../etc/hostname")}),
        "no-pages.ofd": packed({"OFD.xml": f"<OFD {OFD_SPACE}/>"}),
        "picture-huge.ofd": packed(_pictured_ofd(1, "0 0 210 297", (60_000, 60_000))),
        "pictures-many.ofd": packed(_pictured_ofd(300, "0 0 210 297", (4_000, 4_000))),
    }


def _pictured_ofd(count: int, box: str, size: tuple[int, int]) -> dict[str, str | bytes]:
    mebibytes = size[0] * size[1] // 1024**2 + 1
    image = png(*size, deflated(min(mebibytes, 140)))
    media = '<MultiMedia ID="9"><MediaFile>a.png</MediaFile></MultiMedia>'
    item = f'<ImageObject Boundary="{box}" ResourceID="9"/>'
    return {
        **ofd_parts(item * count, "<PublicRes>Res.xml</PublicRes>", box),
        "Doc_0/Res.xml": f"<Res {OFD_SPACE}><MultiMedias>{media}</MultiMedias></Res>",
        "Doc_0/a.png": image,
    }


def _bombs() -> dict[str, bytes]:
    def bomb(name: bytes, stated: int, unit: bytes, mebibytes: int) -> bytes:
        data = deflated(mebibytes, unit, wrapped=False)
        return ended(
            raw_local(name, len(data), stated, 0) + data, [raw_entry(name, 0, len(data), stated, 0)]
        )

    return {
        "bomb.docx": bomb(b"word/document.xml", 500 * 1024 * 1024, b"<p/>", 500),
        "bomb-lying.docx": bomb(b"word/document.xml", 1000, b"<p/>", 500),
        "bomb.xlsx": bomb(b"xl/workbook.xml", 500 * 1024 * 1024, b"<p/>", 500),
        "bomb.ofd": bomb(b"OFD.xml", 500 * 1024 * 1024, b"<p/>", 500),
        "elements-many.docx": packed({"word/document.xml": "<x>" + "<p/>" * 3_000_000 + "</x>"}),
        "attributes-many.docx": packed(
            {"word/document.xml": "<x " + " ".join(f"a{n}='1'" for n in range(500_000)) + "/>"}
        ),
    }


def files(group: str) -> dict[str, bytes]:
    """The files of a group, by their names."""
    return {"word": _word, "book": _book, "ofd": _ofd, "bombs": _bombs}[group]()


def acting(address: str, marker: str) -> dict[str, bytes]:
    """Office files that would fetch, include and run things, were they opened in an office."""
    relation = '<Relationship Id="{0}" Type="x/{0}" Target="{1}" TargetMode="External"/>'
    outside = "".join(
        relation.format(name, f"{address}/{name}")
        for name in ("attachedTemplate", "image", "oleObject", "hyperlink", "externalLink", "frame")
    )
    macros = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"Attribute VB_Name = Shell " + marker.encode()
    field = (
        f'<w:p><w:r><w:instrText>INCLUDETEXT "{marker}" DDEAUTO c:\\\\cmd.exe "/c {marker}"'
        '</w:instrText></w:r><w:altChunk r:id="image" xmlns:r="r"/></w:p>'
    )
    word = {
        **word_parts(more=field),
        "word/_rels/document.xml.rels": f"<Relationships>{outside}</Relationships>",
        "word/_rels/settings.xml.rels": f"<Relationships>{outside}</Relationships>",
        "word/vbaProject.bin": macros,
    }
    cells = (
        f'<row r="20"><c><f>WEBSERVICE("{address}/f")</f><v>1</v></c>'
        f"<c><f>cmd|' /c {marker}'!A1</f><v>2</v></c></row>"
    )
    book = book_parts(cells=cells)
    relations = str(book["xl/_rels/workbook.xml.rels"]).replace("</Rel", f"{outside}</Rel", 1)
    book = {**book, "xl/_rels/workbook.xml.rels": relations, "xl/vbaProject.bin": macros}
    return {
        "acting.docx": packed(word),
        "acting.docm": packed(word),
        "acting.xlsx": packed(book),
        "acting.xlsm": packed(book),
    }
