"""Text dumps of an OCR: one table row a line, cells separated by tabs.

A dump has no geometry: the y of a line or grid is its line number, cells have no box, and an
empty cell may be the covered part of a merged one (`Grid.spanned` is False).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from zipingbiao.errors import UnreadableFile
from zipingbiao.extract.encoding import decode
from zipingbiao.extract.flow import MOST_SLOTS
from zipingbiao.extract.notes import TOO_LARGE
from zipingbiao.extract.refusals import MOST_PAGES, too_large, too_many_pages
from zipingbiao.schemas.page import Box, Cell, Grid, Page, Run, Source

# A year's forms of a province, read by an OCR, come to some megabytes.
MOST_BYTES = 32 * 1024**2
MOST_LINES = 200_000


def read_textdump(path: Path) -> Iterator[Page]:
    """The pages of a dump (parted by form feeds), each with its grids and lines.

    Raises:
        UnreadableFile: no known encoding fits, there is no text, or far too much of it.
    """
    data = path.read_bytes()
    if len(data) > MOST_BYTES:
        raise too_large()
    text = decode(data)
    if not text.strip():
        raise UnreadableFile(
            "the file holds no text: fetch it again", "文件里没有文字，请重新获取。"
        )
    if text.count("\n") > MOST_LINES or text.count("\r") > MOST_LINES:
        raise too_large()
    if text.count("\f") > MOST_PAGES:
        raise too_many_pages()
    for number, part in enumerate(text.split("\f"), start=1):
        yield _page(part.splitlines(), number)


def _page(lines: list[str], number: int) -> Page:
    grids: list[Grid] = []
    left, note = MOST_SLOTS, ""
    free: list[Run] = []
    block: list[str] = []
    for index, line in enumerate([*lines, ""]):
        if "\t" in line:
            block.append(line)
            continue
        if block:
            slots = len(block) * (max(row.count("\t") for row in block) + 1)
            if slots <= left:
                grids.append(_grid(block, index - len(block), number))
                left -= slots
            else:
                note = TOO_LARGE
            block = []
        if line.strip():
            box = Box(0, index, len(line), index + 1)
            free.append(Run(line.strip(), box, Source.DUMP))
    width = max((len(line) for line in lines), default=0)
    return Page(
        number, width, len(lines), Source.DUMP, grids=tuple(grids), lines=tuple(free), note=note
    )


def _grid(block: list[str], first: int, number: int) -> Grid:
    rows = [line.split("\t") for line in block]
    columns = max(len(row) for row in rows)
    cells = tuple(
        Cell(r, c, 1, 1, row[c].strip() if c < len(row) else "", number, None, Source.DUMP)
        for r, row in enumerate(rows)
        for c in range(columns)
    )
    box = Box(0, first, columns, first + len(rows))
    return Grid(number, len(rows), columns, cells, False, box)
