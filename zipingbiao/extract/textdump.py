"""Text dumps of an OCR: one table row a line, cells separated by tabs.

A dump has no geometry: the y of a line or grid is its line number, cells have no box, and an
empty cell may be the covered part of a merged one (`Grid.spanned` is False).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from zipingbiao.errors import UnreadableFile
from zipingbiao.schemas.page import Box, Cell, Grid, Page, Run, Source

# GB 18030 is the superset of GBK and GB 2312 that old Chinese systems write.
_ENCODINGS = ("utf-8-sig", "gb18030")


def read_textdump(path: Path) -> Iterator[Page]:
    """The pages of a dump (parted by form feeds), each with its grids and lines.

    Raises:
        UnreadableFile: no known encoding fits, or there is no text.
    """
    text = decode(path.read_bytes())
    if not text.strip():
        raise UnreadableFile(
            "the file holds no text: fetch it again", "文件里没有文字，请重新获取。"
        )
    for number, part in enumerate(text.split("\f"), start=1):
        yield _page(part.splitlines(), number)


def decode(data: bytes) -> str:
    """Bytes → text, as UTF-8, UTF-16 with a mark, or GB 18030.

    Raises:
        UnreadableFile: none of them fits.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    for encoding in _ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise UnreadableFile(
        "neither UTF-8 nor GB 18030 text: save it as UTF-8",
        "文本编码既不是 UTF-8 也不是 GB 18030，请另存为 UTF-8。",
    )


def _page(lines: list[str], number: int) -> Page:
    grids: list[Grid] = []
    free: list[Run] = []
    block: list[str] = []
    for index, line in enumerate([*lines, ""]):
        if "\t" in line:
            block.append(line)
            continue
        if block:
            grids.append(_grid(block, index - len(block), number))
            block = []
        if line.strip():
            box = Box(0, index, len(line), index + 1)
            free.append(Run(line.strip(), box, Source.DUMP))
    width = max((len(line) for line in lines), default=0)
    return Page(number, width, len(lines), Source.DUMP, grids=tuple(grids), lines=tuple(free))


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
