"""Cells of a born-digital page whose text is not what the page shows: read from its picture.

The text layer is judged cell by cell. A cell whose characters have no code, or are set in a font
that shows others, and a blank cell in which something is drawn, are recognised; all others keep
their text. The same goes for the lines beside the tables.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pypdfium2 as pdfium

from zipingbiao.extract import notes
from zipingbiao.extract.assemble import Assembled
from zipingbiao.extract.glyphs import Glyph, Glyphs
from zipingbiao.extract.lines import Lines, paragraph_lines, text_of
from zipingbiao.extract.pdfium import Content
from zipingbiao.extract.textlayer import Face, face_of, is_broken
from zipingbiao.schemas.page import Box, Cell, Grid, Run, Source

if TYPE_CHECKING:
    from zipingbiao.extract.scan import Said

# Of a drawing at least this much (points, both ways) lies in a cell that it is meant for: what
# only touches the next cell does not count.
INSIDE = 1.0
# What a cell's borders may take of it (points) when its ground is looked at.
BORDER = 2.0
# A line's place is widened by this share of its height: the ink of type may reach beyond its box.
WIDER = 0.2
# Type of a form and its title is so high (points).
TYPE = (6.0, 40.0)
# A cell of which at least so many times as many characters have a code keeps them.
FEW = 4
# An empty box, which is not ticked.
_CHOICES = re.compile(r"[□☐○◯]")
# One (here `?`) that may belong to a number. What counts items (2、) is none.
_NUMERIC = re.compile(r"[\d.,．，]\?|\?(?!\d{1,2}、)[\d.,．，%％‰]")
UNREADABLE = "\N{REPLACEMENT CHARACTER}"
NOWHERE = Box(0, 0, 0, 0)

Place = tuple[int, int, int]
"""A cell: the number of its grid on the page, its row and its column."""


@dataclass(frozen=True, slots=True)
class Doubts:
    """What has to be read from the picture, and why: cells, and lines by their number. `unsaid`
    are places beside the tables at which something is drawn, but no line stands; `beside` counts
    the cells that hold a drawing beside their text, which is not read."""

    cells: dict[Place, str]
    lines: dict[int, str]
    unsaid: tuple[Box, ...]
    beside: int = 0

    def __bool__(self) -> bool:
        return bool(self.cells or self.lines or self.unsaid or self.beside)


def doubts_of(
    page: pdfium.PdfPage, content: Content, assembled: Assembled, wrong: frozenset[Face]
) -> Doubts:
    """The cells and lines of a page whose text is not to be trusted."""
    boxes = (*content.shapes, *content.pictures)
    large = [box for box in boxes if min(box.width, box.height) >= TYPE[0] / 2]
    doubted = bool(wrong) or is_broken(assembled.glyphs.text())
    if not (boxes or doubted):
        return Doubts({}, {}, ())
    cells: dict[Place, str] = {}
    beside = 0
    for index, grid in enumerate(assembled.grids):
        for cell in grid.cells:
            glyphs = assembled.glyphs.those(assembled.of_cell(index, cell.row, cell.column))
            reason = _why(page, glyphs, wrong) if len(glyphs) else _unsaid(page, cell, boxes)
            if reason:
                cells[index, cell.row, cell.column] = reason
            elif len(glyphs):
                beside += _has_drawing(page, cell, glyphs, large)
    lines = {
        index: reason
        for index, line in enumerate(assembled.lines if doubted else ())
        if (reason := _why(page, _glyphs_of(assembled, line), wrong))
    }
    return Doubts(cells, lines, _unsaid_lines(content, assembled), beside)


def _why(page: pdfium.PdfPage, glyphs: Glyphs, wrong: frozenset[Face]) -> str:
    """Why the text of some characters is not what they show; empty if it is."""
    if wrong and any(face_of(glyph) in wrong for glyph in glyphs):
        return notes.FONT
    if not is_broken(glyphs.text()):
        return ""
    from zipingbiao.extract.sample import is_seen

    seen = any(is_broken(glyph.text) and is_seen(page, glyph) for glyph in glyphs)
    return notes.CODELESS if seen else ""


def _unsaid(page: pdfium.PdfPage, cell: Cell, boxes: Sequence[Box]) -> str:
    """Why a blank cell is not blank: something is drawn in it, and seen."""
    place = cell.box
    if place is None or not any(_lies_in(box, place) for box in boxes):
        return ""
    from zipingbiao.extract.sample import grey, has_ink

    inner = (place.x0 + BORDER, place.top + BORDER, place.x1 - BORDER, place.bottom - BORDER)
    return notes.DRAWN if has_ink(grey(page, inner, 1.5)) else ""


def _has_drawing(page: pdfium.PdfPage, cell: Cell, glyphs: Glyphs, boxes: Sequence[Box]) -> bool:
    """Whether one of some drawings, as large as type, lies in a cell, clear of its text."""
    from zipingbiao.extract.sample import grey, has_ink

    place = cell.box
    if place is None:
        return False
    return any(
        box.shared(place) == box
        and not any(box.shared(glyph.box) for glyph in glyphs)
        and has_ink(grey(page, (box.x0, box.top, box.x1, box.bottom), 1.5))
        for box in boxes
    )


def _lies_in(box: Box, place: Box) -> bool:
    shared = box.shared(place)
    if shared is None:
        return False
    # A full stop is smaller than any border.
    return shared == box or min(shared.width, shared.height) > INSIDE


def _unsaid_lines(content: Content, assembled: Assembled) -> tuple[Box, ...]:
    """Type that is drawn as outlines beside the tables: shapes that no table and no line holds,
    those at one height as one. Pictures there are emblems and seals."""
    taken = [grid.box for grid in assembled.grids if grid.box] + [r.box for r in assembled.lines]
    shapes = [box for box in content.shapes if not any(t.contains(*box.center) for t in taken)]
    rows: list[list[Box]] = []
    for box in sorted(shapes, key=lambda box: box.center[1]):
        if rows and Box.around(rows[-1]).bottom >= box.center[1]:
            rows[-1].append(box)
        else:
            rows.append([box])
    found = [Box.around(row) for row in rows if len(row) > 1]
    return tuple(box for box in found if TYPE[0] <= box.height <= TYPE[1])


def patched(page: pdfium.PdfPage, assembled: Assembled, doubts: Doubts) -> Assembled:
    """The page's tables and lines with what was read from its picture."""
    if not (doubts.cells or doubts.lines or doubts.unsaid):
        return assembled
    from zipingbiao.extract.pictured import read_places

    at = {(i, c.row, c.column): c.box for i, g in enumerate(assembled.grids) for c in g.cells}
    marked = {p: found for p in doubts.cells if (found := lone_marks(_held_by(assembled, p)))}
    whole = [place for place in doubts.cells if place not in marked]
    spots = [_ink_box(assembled, assembled.lines[number]) for number in doubts.lines]
    spots += [_widened(box) for box in doubts.unsaid]
    spots += [_ink_of([mark]) for marks in marked.values() for mark in marks]
    places = [at[place] or NOWHERE for place in whole]
    in_cells, in_lines = read_places(page, places, spots, _em(assembled))
    cells = dict(zip(whole, in_cells, strict=True))
    lines = dict(zip(doubts.lines, in_lines, strict=False))
    unsaid = in_lines[len(doubts.lines) : len(doubts.lines) + len(doubts.unsaid)]
    in_marks = iter(in_lines[len(doubts.lines) + len(doubts.unsaid) :])
    for place, marks in marked.items():
        read = [(mark, next(in_marks)) for mark in marks]
        cells[place] = _with_marks(_held_by(assembled, place), read)
    runs = [
        _run(line.box, lines[number]) if number in lines else line
        for number, line in enumerate(assembled.lines)
    ]
    runs += [_run(box, said) for box, said in zip(doubts.unsaid, unsaid, strict=True)]
    grids = tuple(_with(grid, index, cells) for index, grid in enumerate(assembled.grids))
    return replace(assembled, grids=grids, lines=paragraph_lines([r for r in runs if r.text]))


def lone_marks(glyphs: Glyphs) -> tuple[Glyph, ...]:
    """The characters without a code in a cell whose other text is to be kept: the ticks in a list
    of choices, whose other boxes are empty. None where they may belong to a word or a number, or
    are most of the cell."""
    rows = Lines.of(glyphs).parted()
    marks = tuple(glyph for row in rows for glyph in row if is_broken(glyph.text))
    if not marks or len(marks) * FEW > len(glyphs) or not all(mark.em for mark in marks):
        return ()
    texts = ["".join("?" if is_broken(g.text) else g.text for g in row) for row in rows]
    told = [text for text in texts if "?" in text]
    ticks = all(_CHOICES.search(text) and not _NUMERIC.search(text) for text in told)
    return marks if ticks else ()


def _held_by(assembled: Assembled, place: Place) -> Glyphs:
    return assembled.glyphs.those(assembled.of_cell(*place))


def _with_marks(glyphs: Glyphs, read: Sequence[tuple[Glyph, Said]]) -> Said:
    """The text of a cell with its marks as they were read; one that was not read surely is shown
    as unreadable, for a single mark has no words around it that would tell."""
    from zipingbiao.extract.recognise import SURE
    from zipingbiao.extract.scan import Said

    shown = {g: one.text if one.confidence >= SURE else UNREADABLE for g, one in read}
    text = text_of(Glyphs.of([g._replace(text=shown.get(g, g.text)) for g in glyphs]))
    return Said(text, min(one.confidence for _, one in read), ())


def _em(assembled: Assembled) -> float:
    """The usual type size of a page; 0 if it has none."""
    # Glyphs beside the tables come first.
    for part in (slice(len(assembled.free.glyphs), None), slice(len(assembled.free.glyphs))):
        ems = assembled.glyphs.ems[part]
        if ems.any():
            return float(np.median(ems[ems > 0]))
    return 0.0


def _with(grid: Grid, index: int, read: Mapping[Place, Said]) -> Grid:
    """A grid whose doubted cells say what was read."""
    cells = (
        _recognised(cell, read[place])
        if (place := (index, cell.row, cell.column)) in read
        else cell
        for cell in grid.cells
    )
    return replace(grid, cells=tuple(cells))


def _recognised(cell: Cell, said: Said) -> Cell:
    return replace(
        cell,
        text=said.text,
        source=Source.OCR,
        confidence=said.confidence,
        readings=said.readings,
    )


def _run(box: Box, said: Said) -> Run:
    return Run(said.text, box, Source.OCR, said.confidence, said.readings)


def _glyphs_of(assembled: Assembled, line: Run) -> Glyphs:
    """The glyphs of a line beside the tables."""
    glyphs, box = assembled.free.glyphs, line.box
    xs, ys = glyphs.centers()
    return glyphs.those((box.x0 <= xs) & (xs <= box.x1) & (box.top <= ys) & (ys <= box.bottom))


def _ink_box(assembled: Assembled, line: Run) -> Box:
    """Where the ink of a line is: boxes of glyphs reach into the lines above and below."""
    glyphs = [glyph for glyph in _glyphs_of(assembled, line) if glyph.em]
    return _ink_of(glyphs, line.box) if glyphs else line.box


def _ink_of(glyphs: Sequence[Glyph], box: Box | None = None) -> Box:
    """Where the ink of some characters of a line is; sideways that of a box, if one is given."""
    from zipingbiao.extract.sample import ABOVE, BELOW

    top = min(glyph.base - ABOVE * glyph.em for glyph in glyphs)
    bottom = max(glyph.base + BELOW * glyph.em for glyph in glyphs)
    side, more = box or Box.around([glyph.box for glyph in glyphs]), WIDER * (bottom - top)
    return Box(side.x0 - more, top, side.x1 + more, bottom)


def _widened(box: Box) -> Box:
    more = WIDER * box.height
    return Box(box.x0 - more, box.top - more, box.x1 + more, box.bottom + more)


def note_of(doubts: Doubts) -> str:
    """How many cells and lines were read from the picture, and why."""
    cells = Counter(doubts.cells.values())
    lines = Counter(doubts.lines.values()) + Counter({notes.DRAWN: len(doubts.unsaid)})
    read = [notes.read_from_picture(cells[why], lines[why], why) for why in sorted(cells | lines)]
    return notes.joined_notes([*read, *[notes.BESIDE] * bool(doubts.beside)])
