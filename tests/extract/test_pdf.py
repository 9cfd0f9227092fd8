from __future__ import annotations

import resource
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import pytest
from papers import paper
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from zipingbiao.errors import UsageError
from zipingbiao.extract import notes, ruled
from zipingbiao.extract.pdf import read_pdf
from zipingbiao.extract.render import MOST_PIXELS, page_image
from zipingbiao.schemas.page import Page, Source

Size = tuple[float, float]


def drawn(folder: Path, size: Size, draw: Callable[[Canvas], object], pages: int = 1) -> Path:
    path = folder / "drawn.pdf"
    canvas = Canvas(str(path), pagesize=size)
    for _ in range(pages):
        canvas.setFont("Helvetica", 8)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return path


def table(canvas: Canvas) -> None:
    canvas.grid([10, 60, 110], [10, 30, 50])
    canvas.drawString(20, 16, "100.5")


def resized(folder: Path, box: str) -> Path:
    """A page with a table, whose media box is written as given."""
    path = drawn(folder, (200, 100), table)
    data = path.read_bytes()
    assert b"/MediaBox [ 0 0 200 100 ]" in data
    path.write_bytes(data.replace(b"/MediaBox [ 0 0 200 100 ]", f"/MediaBox [ {box} ]".encode()))
    return path


@pytest.mark.parametrize("box", ["0 0 1000000 1000000", "0 0 0 0", "0 0 -200 -100", "0 0 no size"])
def test_a_page_of_an_absurd_size_is_read_by_its_text(tmp_path: Path, box: str) -> None:
    (page,) = read_pdf(resized(tmp_path, box))
    assert "100.5" in str(page.grids) + str(page.lines)


def test_a_page_of_an_absurd_size_is_not_drawn(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="page 1 has no size that can be drawn"):
        page_image(resized(tmp_path, "0 0 1000000 1000000"), 1)


def test_a_picture_on_a_page_of_an_absurd_size_is_drawn_small(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: list[int] = []

    def look(pixels: object, number: int, scale: float, note: str) -> Page:
        sizes.append(getattr(pixels, "size", 0) // 3)
        return Page(number, 0, 0, Source.OCR)

    monkeypatch.setattr("zipingbiao.extract.scan.read_scan", look)
    list(read_pdf(scanned(tmp_path, (1e5, 1e5))))
    assert 0 < sizes[0] <= 1.01 * MOST_PIXELS


def scanned(folder: Path, size: Size) -> Path:
    picture = ImageReader(Image.new("L", (60, 60), 200))
    return drawn(folder, size, lambda canvas: canvas.drawImage(picture, 0, 0, *size))


def test_a_picture_that_is_a_strip_is_no_page_and_says_so(tmp_path: Path) -> None:
    (page,) = read_pdf(scanned(tmp_path, (1e5, 20)))
    assert page.note == notes.NOT_DRAWABLE


def test_a_page_with_more_rules_than_a_table_keeps_its_text_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ruled, "MOST_SLOTS", 8)
    (page,) = read_pdf(paper(tmp_path, table))
    assert [line.text for line in page.lines] == ["100.5"]
    assert (page.grids, page.note) == ((), notes.TOO_MANY_RULES)


@pytest.mark.slow
@pytest.mark.parametrize("apart", [7.0, 60.0], ids=["boxes", "all over"])
def test_forty_thousand_rules_take_seconds(tmp_path: Path, apart: float) -> None:
    def draw(canvas: Canvas) -> None:
        for row in range(100):
            for column in range(100):
                canvas.rect(apart * column, apart * row, apart / 2, apart / 2)
        canvas.drawString(100 * apart + 10, 20, "100.5")

    start = time.process_time()
    (page,) = read_pdf(drawn(tmp_path, (100 * apart + 50, 100 * apart), draw))
    assert time.process_time() - start < 20
    assert len(page.rules) == 40_000
    assert [line.text for line in page.lines] == ["100.5"]


@pytest.mark.slow
def test_memory_and_time_of_many_pages(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.grid([10 + 40 * k for k in range(8)], [10 + 20 * k for k in range(30)])
        for k in range(7 * 29):
            canvas.drawString(12 + 40 * (k % 7), 14 + 20 * (k // 7), str(k))

    pages = read_pdf(drawn(tmp_path, (300, 620), draw, pages=500))
    first, before = spent(pages, 100), memory()
    spent(pages, 300)
    last = spent(pages, 100)
    assert last < 2 * first
    assert memory() - before < 50


def spent(pages: Iterator[Page], count: int) -> float:
    start = time.process_time()
    assert len([page.number for page in islice(pages, count)]) == count
    return time.process_time() - start


def memory() -> float:
    """Megabytes that this process had at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
