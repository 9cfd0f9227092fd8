"""Tables over page breaks: the grids of one table, page by page, become one grid.

What was repeated for the reader (header rows) is taken out once it is known to be a repetition,
and a row that the break cut in two becomes one row again.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from zipingbiao.normalize.figures import parse_number
from zipingbiao.normalize.running import on_both, said, without_running_lines
from zipingbiao.normalize.text import fold, is_placeholder
from zipingbiao.normalize.unglue import unglue
from zipingbiao.schemas.page import Cell, Grid, Page, Run, Source, Table
from zipingbiao.schemas.vocabulary import vocabulary

# Column edges of one table on two pages lie within this share of its width (scans wander).
EDGE_SHARE = 0.012
# A line between two grids parts them if it says something: a stamp's fragments, and what a
# recogniser itself does not believe, do not.
SPEAKING, BELIEVED = 4, 0.5
# So many of a scanned grid's edges must be known; a stroke may have been taken for a rule.
EDGES_MET = 0.8
# Two grids of a page are parts of one table if no line and less than this share of its width
# parts them (a header block and the indicators are often drawn as two).
CLOSE = 0.05
_WORD = re.compile(r"\w")
_PAGE_NUMBER = re.compile(r"^(第?\d+页?(共\d+页)?|\W*\d+\W*|\d+/\d+)$")


@dataclass(slots=True)
class _Draft:
    """A table while its pages are being collected."""

    grids: list[Grid]
    before: list[Run]
    after: list[Run] = field(default_factory=list)


def stitch(pages: Iterable[Page]) -> list[Table]:
    """All tables of a document, top to bottom, each over all its pages."""
    drafts: list[_Draft] = []
    pending: list[Run] = []
    previous: Page | None = None
    for page in without_running_lines(pages):
        for item in _in_order(page):
            if isinstance(item, Run):
                if not _PAGE_NUMBER.match(fold(item.text)):
                    pending.append(item)
                continue
            if drafts and _goes_on(drafts, item, pending, page, previous):
                drafts[-1].grids.append(item)
            else:
                if drafts:
                    drafts[-1].after = pending
                drafts.append(_Draft([item], pending))
            pending = []
        previous = page
    if drafts:
        drafts[-1].after = pending
    return [Table(unglue(one_grid(d.grids)), tuple(d.before), tuple(d.after)) for d in drafts]


def _goes_on(
    drafts: Sequence[_Draft], grid: Grid, between: Sequence[Run], page: Page, previous: Page | None
) -> bool:
    """Whether a grid belongs to the table before it: nothing that says something parts them.

    What stands at one place on this page and the one before only repeats, unless it heads a table
    there that begins as this grid does: then it is the next form under the same title.
    """
    last = drafts[-1]
    speaking = [line for line in between if _speaks(line)]
    if speaking:
        if previous is None or grid.page == last.grids[-1].page:
            return False
        near = (d for d in drafts if d is last or d.grids[0].page == previous.number)
        if any(_begins_as(draft, grid, speaking) for draft in near):
            return False
        if not all(on_both(line, previous, page) for line in speaking):
            return False
    return continues(last.grids, grid)


def _begins_as(draft: _Draft, grid: Grid, lines: Sequence[Run]) -> bool:
    """Whether a grid begins as a table did, below one of these lines: with the same label and
    another value, or with the same heading (which the same table may repeat)."""
    first, second = (_row_texts(one.cells, 0) for one in (draft.grids[0], grid))
    if first[:1] != second[:1] or not first:
        return False
    above = [line for line in draft.before if _speaks(line)]
    headed = not above or said(above[-1]) in {said(line) for line in lines}
    return headed or first != second


def _speaks(line: Run) -> bool:
    return len(_WORD.findall(line.text)) >= SPEAKING and line.confidence >= BELIEVED


def _in_order(page: Page) -> Iterator[Grid | Run]:
    """What stands on a page, top to bottom."""
    items: list[tuple[float, Grid | Run]] = [
        *((grid.box.top if grid.box else 0.0, grid) for grid in page.grids),
        *((line.box.top, line) for line in page.lines),
    ]
    return (item for _, item in sorted(items, key=lambda pair: pair[0]))


def continues(grids: Sequence[Grid], grid: Grid) -> bool:
    """Whether a grid goes on with the table of `grids`: its edges are among theirs."""
    if not grid.spanned or not grids[-1].spanned:
        return grid.spanned == grids[-1].spanned
    if any(cell.source is Source.OFFICE for cell in grid.cells):
        return _flows_on(grids, grid)
    if grid.page == grids[-1].page:
        return _follows(grids[-1], grid)
    known = _shares([edge for earlier in grids for edge in earlier.edges])
    new = _shares(list(grid.edges))
    wide = max(earlier.edges[-1] - earlier.edges[0] for earlier in grids)
    narrow = grid.edges[-1] - grid.edges[0]
    same_width = abs(narrow - wide) <= EDGE_SHARE * 3 * wide
    recognised = any(cell.source is Source.OCR for cell in grid.cells)
    needed = EDGES_MET if recognised else 1.0
    return same_width and max(_met(new, known), _met(known, new)) >= needed


def _follows(upper: Grid, lower: Grid) -> bool:
    """Whether a grid stands close below another on its page, as wide as that."""
    if upper.box is None or lower.box is None:
        return False
    wide = upper.box.width
    gap = lower.box.top - upper.box.bottom
    ends = abs(upper.box.x0 - lower.box.x0), abs(upper.box.x1 - lower.box.x1)
    return gap <= CLOSE * wide and max(ends) <= EDGE_SHARE * wide


def _flows_on(grids: Sequence[Grid], grid: Grid) -> bool:
    """Whether a table of an office file goes on with those before it: as wide, or of as many
    columns where no widths are known. The pages of a workbook are sheets; each begins anew."""
    if grid.page != grids[-1].page:
        return False
    if grid.edges and all(earlier.edges for earlier in grids):
        return _follows(grids[-1], grid)
    return all(earlier.columns == grid.columns for earlier in grids)


def _met(edges: list[float], others: list[float]) -> float:
    """The share of edges that are among the others. Either page may use few of the columns."""
    return sum(min(abs(a - b) for b in others) <= EDGE_SHARE for a in edges) / len(edges)


def _shares(edges: list[float]) -> list[float]:
    """Edges as shares of the width, so that scans of another scale compare."""
    low, high = min(edges), max(edges)
    return [(edge - low) / (high - low) for edge in edges]


def one_grid(grids: Sequence[Grid]) -> Grid:
    """The grids of one table, top to bottom, as one (at least one)."""
    if len(grids) == 1:
        return grids[0]
    first = grids[0]
    measured = first.spanned and all(grid.edges for grid in grids)
    aligned = _aligned(grids) if measured else [(g, list(range(g.columns + 1))) for g in grids]
    columns = max(places[-1] for _, places in aligned)
    cells: list[Cell] = []
    breaks: list[int] = []
    rows = 0
    for grid, places in aligned:
        part, repeated = _without_repeats(_remapped(grid, places, columns), cells)
        if not part:
            continue
        if cells:
            turned = grid.page != max(cell.page for cell in cells)
            # A heading that is the last row of its page was repeated, not cut.
            if turned and _row_texts(cells, rows - 1) not in repeated:
                cells, part = _mend_cut_row(cells, part, rows)
            if part:
                breaks.append(rows)
        cells.extend(replace(cell, row=cell.row + rows) if rows else cell for cell in part)
        rows = max(cell.last_row for cell in cells) + 1
    edges = aligned[0][0].edges if len(aligned[0][0].edges) == columns + 1 else ()
    return Grid(
        first.page, rows, columns, tuple(cells), first.spanned, first.box, edges, tuple(breaks)
    )


def _aligned(grids: Sequence[Grid]) -> list[tuple[Grid, list[int]]]:
    """Each grid with the place of its edges among the edges of all."""
    shares = [_shares(list(grid.edges)) for grid in grids]
    merged: list[float] = []
    for share in sorted(share for own in shares for share in own):
        if not merged or share - merged[-1] > EDGE_SHARE:
            merged.append(share)

    def place(share: float) -> int:
        return min(range(len(merged)), key=lambda i: abs(merged[i] - share))

    return [(grid, [place(s) for s in own]) for grid, own in zip(grids, shares, strict=True)]


def _remapped(grid: Grid, places: list[int], columns: int) -> list[Cell]:
    cells = []
    for cell in grid.cells:
        start, end = places[cell.column], places[cell.last_column + 1]
        if (start, end - start) == (cell.column, cell.column_span):
            cells.append(cell)
        elif end > start:
            cells.append(replace(cell, column=start, column_span=end - start))
    last = places[-1]
    if not grid.spanned:
        blanks = [
            replace(cell, column=column, text="")
            for cell in grid.cells
            if cell.column == 0
            for column in range(last, columns)
        ]
        cells.extend(blanks)
    return sorted(cells, key=lambda cell: (cell.row, cell.column))


def _row_texts(cells: Iterable[Cell], row: int) -> tuple[str, ...]:
    return tuple(fold(cell.text) for cell in cells if cell.row == row and fold(cell.text))


def _all_row_texts(cells: Iterable[Cell]) -> set[tuple[str, ...]]:
    rows: dict[int, list[str]] = defaultdict(list)
    for cell in cells:
        if text := fold(cell.text):
            rows[cell.row].append(text)
    return {tuple(texts) for texts in rows.values()}


def _without_repeats(
    part: list[Cell], earlier: Sequence[Cell]
) -> tuple[list[Cell], set[tuple[str, ...]]]:
    """Take out leading rows that repeat a row of the table so far, word for word. Returns what is
    left, and what was repeated."""
    known: set[tuple[str, ...]] | None = None
    first, repeated = 0, set[tuple[str, ...]]()
    while True:
        texts = _row_texts(part, first)
        single = all(cell.row_span == 1 for cell in part if cell.row == first)
        if len(texts) < 3 or not single or _has_figures(texts):
            break
        # Only now: a table over hundreds of pages has too many rows to go through for each page.
        known = _all_row_texts(earlier) if known is None else known
        if texts not in known:
            break
        repeated.add(texts)
        first += 1
    if not first:
        return part, repeated
    return [replace(cell, row=cell.row - first) for cell in part if cell.row >= first], repeated


def _has_figures(texts: Iterable[str]) -> bool:
    return any(parse_number(text) is not None for text in texts)


def _is_sum(text: str) -> bool:
    """Whether a text is the label of a row of sums, to which nothing is added on the next page."""
    return fold(text) in {fold(word) for word in (*vocabulary().totals, *vocabulary().subtotals)}


def _mend_cut_row(cells: list[Cell], part: list[Cell], rows: int) -> tuple[list[Cell], list[Cell]]:
    """Join a row that the page break cut in two. Returns both parts."""
    upper = {c.column: c for c in cells if c.last_row == rows - 1 and c.row_span == 1}
    lower = {c.column: c for c in part if c.row == 0 and c.row_span == 1}
    if not _is_rest(upper, lower, part):
        return cells, part
    joined = [
        replace(c, text=f"{c.text}\n{lower[c.column].text}".strip())
        if upper.get(c.column) is c and c.column in lower
        else c
        for c in cells
    ]
    rest = [
        replace(c, row=max(0, c.row - 1), row_span=c.row_span - (c.row == 0))
        for c in part
        if not (c.row == 0 and c.row_span == 1)
    ]
    return joined, rest


def _is_rest(upper: dict[int, Cell], lower: dict[int, Cell], part: Sequence[Cell]) -> bool:
    """Whether the first row of a page is the rest of the last row of the page before.

    It prints no figure of its own, and has text in at most half as many cells as the upper half:
    figures and short names stand on the first line, only long texts run on. A sliver without any
    text of its own, beside a label that goes on, is a rest too.
    """
    above = [c for c in upper.values() if fold(c.text)]
    below = [c for c in lower.values() if fold(c.text)]
    if not below:
        return bool(lower) and any(c.row == 0 and c.row_span > 1 for c in part)
    if _has_figures(c.text for c in below) or any(is_placeholder(c.text) for c in below):
        return False
    if any(_is_sum(c.text) for c in above):
        return False
    if any(c.column not in upper or upper[c.column].column_span != c.column_span for c in below):
        return False
    if any(c.row == 0 and c.row_span > 1 and fold(c.text) and c.column in upper for c in part):
        return False  # a label begins here that goes on below: so does its row
    return len(below) * 2 <= len(above)
