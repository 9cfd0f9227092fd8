"""Small PDFs, drawn in the test that reads them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdfium2
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 200.0, 100.0
Draw = Callable[[Canvas], None]


def paper(folder: Path, draw: Draw, turn: int = 0) -> Path:
    """A page of 200 × 100 points, drawn from its bottom left, then turned clockwise."""
    flat, path = folder / "flat.pdf", folder / "paper.pdf"
    canvas = Canvas(str(flat), pagesize=(WIDTH, HEIGHT))
    canvas.setFont("Helvetica", 10)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    with pypdfium2.PdfDocument(flat) as document:
        document[0].set_rotation(turn)
        document.save(path)
    return path


# Every digit is said to be the next one, 9 to be a colon.
SHIFTED = "<30> <39> <0031>"
SYMBOLS = ("Wingdings", "ABCDEF+Wingdings2")


def mapped_paper(folder: Path, maps: dict[str, str], drawing: str) -> Path:
    """A page of 200 × 100 points whose fonts (all Helvetica, but for `SYMBOLS`) map their codes as
    given: lines of a ToUnicode range; an empty one maps as usual. `drawing` is a content stream."""
    parts = ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"]
    fonts = " ".join(f"/{name} {5 + 2 * index} 0 R" for index, name in enumerate(maps))
    parts.append(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Contents 4 0 R "
        f"/Resources << /Font << {fonts} >> >> >>"
    )
    parts.append(_stream(drawing))
    for index, (name, ranges) in enumerate(maps.items()):
        to_unicode = f"/ToUnicode {6 + 2 * index} 0 R" if ranges else ""
        base = name if name in SYMBOLS else "Helvetica" if not index else f"Helvetica-{name}"
        parts.append(
            f"<< /Type /Font /Subtype /Type1 /BaseFont /{base} /Encoding /WinAnsiEncoding "
            f"{to_unicode} >>"
        )
        parts.append(_stream(_CMAP.format(count=ranges.count("\n") + 1, ranges=ranges)))
    path = folder / "mapped.pdf"
    path.write_text(_file(parts), encoding="ascii")
    return path


def type3_paper(folder: Path, drawing: str) -> Path:
    """A page of 200 × 100 points with a font `T`, whose code A draws a 1 and has no character."""
    stroke = "600 0 100 0 450 700 d1 100 500 m 350 700 l 450 700 l 450 0 l 350 0 l 350 560 l f"
    parts = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Contents 4 0 R /Resources "
        "<< /Font << /T 5 0 R /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        _stream(drawing),
        "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1000 1000] /FontMatrix [.001 0 0 .001 0 0] "
        "/FirstChar 65 /LastChar 65 /Widths [600] /CharProcs << /made 6 0 R >> "
        "/Encoding << /Type /Encoding /Differences [65 /made] >> /Resources << >> >>",
        _stream(stroke),
    ]
    path = folder / "type3.pdf"
    path.write_text(_file(parts), encoding="ascii")
    return path


def _file(parts: list[str]) -> str:
    out, places = "%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{part}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(parts) + 1
    return (
        f"{out}xref\n0 {size}\n0000000000 65535 f \n{table}"
        f"trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    )


def _stream(data: str) -> str:
    return f"<< /Length {len(data)} >>\nstream\n{data}\nendstream"


_CMAP = """/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CMapName /Made def /CMapType 2 def
1 begincodespacerange <00> <FF> endcodespacerange
{count} beginbfrange
{ranges}
endbfrange
endcmap end end"""
