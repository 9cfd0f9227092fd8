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
