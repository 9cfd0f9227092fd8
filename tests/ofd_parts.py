"""Tiny OFD files, made of the parts that a test is about."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from zips import zipped

SPACE = 'xmlns="http://www.ofdspec.org/2016"'
AREA = "<Area><PhysicalBox>0 0 210 297</PhysicalBox></Area>"


def page(objects: str, before: str = AREA) -> str:
    """The content of a page."""
    return f"<Page {SPACE}>{before}<Content><Layer>{objects}</Layer></Content></Page>"


def text(said: str, boundary: str = "10 20 50 5", attributes: str = 'DeltaX="g 99 4"') -> str:
    """A text of size 4, its baseline 4 below the top of its boundary."""
    code = f'<TextCode X="0" Y="4" {attributes}>{said}</TextCode>'
    return f'<TextObject Boundary="{boundary}" Size="4">{code}</TextObject>'


def path(data: str, attributes: str = "", boundary: str = "0 0 210 297") -> str:
    """A path on the whole page."""
    inside = f"<AbbreviatedData>{data}</AbbreviatedData>"
    return f'<PathObject Boundary="{boundary}" {attributes}>{inside}</PathObject>'


def box_rules(columns: int, rows: int, width: int = 20, height: int = 10) -> str:
    """The rules of a table at the page's top left."""
    across = (path(f"M 0 {r * height} L {columns * width} {r * height}") for r in range(rows + 1))
    down = (path(f"M {c * width} 0 L {c * width} {rows * height}") for c in range(columns + 1))
    return "".join([*across, *down])


def ofd_file(
    folder: Path, *pages: str, common: str = "", others: Mapping[str, str | bytes] | None = None
) -> Path:
    """An OFD file with these pages; `common` goes into the document's common data."""
    listed = "".join(
        f'<Page ID="{number}" BaseLoc="Pages/Page_{number}/Content.xml"/>'
        for number in range(len(pages))
    )
    parts: dict[str, str | bytes] = {
        "OFD.xml": f"<OFD {SPACE}><DocBody><DocRoot>Doc_0/Document.xml</DocRoot></DocBody></OFD>",
        "Doc_0/Document.xml": f"<Document {SPACE}><CommonData>{common}</CommonData>"
        f"<Pages>{listed}</Pages><Annotations>Annotations.xml</Annotations></Document>",
    }
    for number, content in enumerate(pages):
        parts[f"Doc_0/Pages/Page_{number}/Content.xml"] = content
    return zipped(folder / "form.ofd", {**parts, **(others or {})})
