"""Which rows of a table are the heading, the leaves, the sums and the total.

Told by the words of its columns alone, never by coordinates or by counting columns.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, cached_property
from itertools import accumulate

from zipingbiao.normalize.figures import is_null, parse_number
from zipingbiao.normalize.text import fold, has_han, indicator_name, label
from zipingbiao.reconcile.headings import (
    HEADING_WORDS,
    LEVELS,
    OWN_FIGURES,
    Column,
    is_band,
    is_heading,
    read_heading,
    word_of,
)
from zipingbiao.reconcile.view import View
from zipingbiao.schemas.family import families
from zipingbiao.schemas.page import Cell, Source
from zipingbiao.schemas.vocabulary import vocabulary

# A text that is longer says something, it names no level.
LONGEST_LABEL = 20
VALUES = ("weight", "score", "target", "actual")
# Of a row's cells, so many are words or values (a share); of a ghost's, by chance, one in three.
READABLE = 2 / 3
# A label read with less than this probability could hardly be read.
UNREADABLE = 0.5
# A total's value within its label's cell (总分:98.5分).
_TOTAL_VALUE = re.compile(r"(?:[:为]|(?<!\d))\d+(?:\.\d+)?分?$")
_MEASURE = re.compile(r"\W*\d[\d.,]*\D{0,6}$")


@dataclass(frozen=True)
class Layout:
    """How a table is to be read. Rows are those of the grid; `leaves` are the scored rows, all
    of them above `end`; the row of totals mostly is that row. `sums` are rows that print what the
    rows below them add up to, under the label of a level; `others` are headings that name none of
    the columns."""

    heading: int
    columns: tuple[Column, ...]
    leaves: tuple[int, ...]
    total: int | None
    end: int
    sums: tuple[int, ...] = ()
    others: tuple[Cell, ...] = ()

    def column(self, role: str) -> Column | None:
        """The first column with this role."""
        return self._by_role.get(role)

    @cached_property
    def _by_role(self) -> dict[str, Column]:
        return {column.role: column for column in reversed(self.columns)}

    @cached_property
    def words(self) -> frozenset[str]:
        """What the words of its heading stand for."""
        roles = (column.role for column in self.columns)
        return frozenset(role.removeprefix("level1_").removeprefix("level2_") for role in roles)

    @cached_property
    def levels(self) -> tuple[str, ...]:
        """The levels that the heading names, outermost first."""
        return tuple(level for level in LEVELS if level in self._by_role)

    @property
    def leaf(self) -> str:
        """The innermost level: its cells name the leaves."""
        return self.levels[-1]


def find_layout(view: View) -> Layout | None:
    """The layout of a table, or None if no row heads an indicator grid."""
    heading = next((row for row in range(view.grid.rows) if is_heading(view, row)), None)
    if heading is None:
        return None
    head = read_heading(view, heading)
    columns, depth = head.columns, head.depth
    draft = Layout(heading, columns, (), None, view.grid.rows)
    total = _total_row(view, draft, heading + depth)
    if total is None:
        total = _unreadable_total(view, draft, heading + depth)
    end = total if total is not None else _closing_row(view, draft, heading + depth)
    if total is not None and not any(
        _is_leaf(view, draft, row) for row in range(heading + depth, total)
    ):
        end = _closing_row(view, draft, total + 1)  # the totals stand above the leaves
    leaves = tuple(row for row in range(heading + depth, end) if _is_leaf(view, draft, row))
    found = Layout(heading, columns, leaves, total, end, others=head.others)
    return _with_unnamed(view, found, range(heading + depth, end))


def _with_unnamed(view: View, layout: Layout, rows: range) -> Layout:
    """The layout with the rows that print figures beside no name of a leaf: a level's own figures
    above its leaves, else a leaf that only a level names."""
    unnamed = [row for row in rows if _is_unnamed(view, layout, row)]
    named = tuple(row for row in layout.leaves if row not in unnamed)
    heads = _heads_others if view.drawn else _sums_up_others
    labels = [row for row in rows if _is_label_alone(view, layout, row)]
    sums = tuple(r for r in sorted({*unnamed, *labels}) if heads(view, layout, r, named))
    leaves = sorted({*named, *unnamed} - {*sums})
    return replace(layout, leaves=tuple(leaves), sums=sums)


def _is_unnamed(view: View, layout: Layout, row: int) -> bool:
    """Whether a row has a figure, the label of a level, and no name of a leaf."""
    if _repeats_heading(view, layout, row) or _is_subtotal(view, row):
        return False
    name = leaf_cell(view, layout, row)
    if name is not None and (name.row != row or fold(name.text)):
        return False
    cells = (_starting(view, layout, role, row) for role in OWN_FIGURES)
    figures = any(cell is not None and parse_number(cell.text) is not None for cell in cells)
    return figures and label_cell(view, layout, row) is not None


def _is_label_alone(view: View, layout: Layout, row: int) -> bool:
    """Whether a drawn row prints nothing but a level's label: that of the leaves below it."""
    texts = [cell for cell in view.starting(row) if fold(cell.text)]
    if not view.drawn or len(texts) != 1 or len(fold(texts[0].text)) > LONGEST_LABEL:
        return False
    known = _is_subtotal(view, row) or is_band(texts[0].text)
    return not known and label_cell(view, layout, row) is texts[0]


def label_cell(view: View, layout: Layout, row: int) -> Cell | None:
    """The innermost label that begins in a row, in its own level's column or over several."""
    cells = (value_cell(view, layout, level, row) for level in reversed(layout.levels))
    return next((c for c in cells if c is not None and c.row == row and has_han(c.text)), None)


def _sums_up_others(view: View, layout: Layout, row: int, named: Sequence[int]) -> bool:
    """Whether the leaves right below a row of a dump, some of them, add up to its figure; or all
    leaves that have a name to a figure of the total."""
    roles = [role for role in OWN_FIGURES if layout.column(role) is not None]
    # What is added beside the indicators (加分项) has a score and no weight.
    role = next((role for role in roles if _points(view, layout, role, row)), roles[0])
    points = {at: _points(view, layout, role, at) for at in (row, *named)}
    below = accumulate(points[at] for at in named if at > row)
    return points[row] in below or _is_total_of(view, layout, sum(points[at] for at in named))


def _points(view: View, layout: Layout, role: str, row: int) -> Decimal:
    cell = value_cell(view, layout, role, row)
    number = parse_number(cell.text) if cell is not None else None
    return number.value if number is not None else Decimal(0)


def _is_total_of(view: View, layout: Layout, points: Decimal | int) -> bool:
    if layout.total is None:
        return False
    numbers = (parse_number(cell.text) for cell in view.row(layout.total))
    return any(number is not None and number.value == points for number in numbers)


def _heads_others(view: View, layout: Layout, row: int, named: Sequence[int]) -> bool:
    """Whether the next leaf stands under this row's label: it begins no label of that level or of
    one further out."""
    following = next((leaf for leaf in named if leaf > row), None)
    own = label_cell(view, layout, row)
    if following is None or own is None:
        return False
    outer = (column for column in layout.columns if column.role in layout.levels[:-1])
    places = [column.first for column in outer if column.first <= own.column]
    between = range(row + 1, following + 1)
    begun = (view.at(at, place) for at in between for place in places)
    return not any(cell and cell.row > row and fold(cell.text) for cell in begun)


def _total_row(view: View, draft: Layout, first: int) -> int | None:
    """The row of totals: the last one so labelled below scored rows (each level may have its own
    合计), or right below another (总分 below the last 合计)."""
    found: int | None = None
    for row in range(first, view.grid.rows):
        if _is_total(view, draft, row):
            since = range(first if found is None else found + 1, row)
            follows = found is not None and row == found + 1 and _prints_figures(view, row)
            if found is None or follows or any(_is_leaf(view, draft, above) for above in since):
                found = row
    return found


def _unreadable_total(view: View, draft: Layout, first: int) -> int | None:
    """The row of totals whose label could not be read, or is no word for one: it reaches over all
    levels, and one of its figures is the sum of those above."""
    leaf = draft.column(draft.leaf)
    for row in range(view.grid.rows - 1, first, -1):
        cell = view.first_starting(row)
        if cell is None or leaf is None or cell.source is Source.DUMP:
            continue
        unread = cell.source is Source.OCR and cell.confidence < UNREADABLE
        over = cell.column == 0 and cell.last_column >= leaf.last
        if (
            over
            and (unread or _sounds_like_total(cell))
            and any(_adds_up(view, draft, role, first, row) for role in OWN_FIGURES)
        ):
            return row
    return None


def _sounds_like_total(cell: Cell) -> bool:
    return any(sign in fold(cell.text) for sign in vocabulary().total_signs)


def _adds_up(view: View, draft: Layout, role: str, first: int, row: int) -> bool:
    own = _points(view, draft, role, row)
    above = [_points(view, draft, role, at) for at in range(first, row)]
    several = sum(map(bool, above)) > 1
    return several and bool(own) and own == sum(above)


def _closing_row(view: View, draft: Layout, first: int) -> int:
    """Where a grid without totals ends: at a row that is labelled as what follows a grid (评价等级,
    说明), below the first leaf; else at the end of the table."""
    words = {fold(word) for word in (*vocabulary().closings, *vocabulary().grade_labels)}
    outer = draft.column(draft.levels[0])
    below = False
    for row in range(first, view.grid.rows):
        cell = view.first_starting(row)
        name = label(fold(cell.text).partition(":")[0]) if cell is not None else ""
        if below and cell and outer and cell.column <= outer.last and name in words:
            return row
        below = below or _is_leaf(view, draft, row)
    return view.grid.rows


def _row_label(view: View, row: int) -> Cell | None:
    """The first text that begins in a row, but for a band: a dump may print that in any row."""
    cells = (cell for cell in view.starting(row) if fold(cell.text))
    return next((cell for cell in cells if not is_band(cell.text)), None)


def _is_total(view: View, draft: Layout, row: int) -> bool:
    """Whether a row begins, at the outermost level, with the label of a total (总分, 总分:98分)."""
    outer = draft.column(draft.levels[0])
    cell = _row_label(view, row)
    if cell is None or outer is None or cell.column > outer.last:
        return False
    word = _TOTAL_VALUE.sub("", fold(cell.text))
    return label(cell.text) in _totals() or label(word) in _totals()


@cache
def _totals() -> frozenset[str]:
    return frozenset(map(fold, vocabulary().totals))


def _is_leaf(view: View, layout: Layout, row: int) -> bool:
    """Whether a row of the body scores (or at least names) an indicator of its own."""
    if _repeats_heading(view, layout, row) or _is_subtotal(view, row):
        return False
    name = leaf_cell(view, layout, row)
    starts = [_starting(view, layout, role, row) for role in _value_roles(layout)]
    filled = [cell for cell in starts if cell is not None and not is_null(cell.text)]
    if name is None or is_noise(view, layout, row):
        return False
    if not _prints_figures(view, row) and (is_band(name.text) or _is_passage(layout, name)):
        return False  # the goal that the rows below it belong to
    if name.row == row and has_han(name.text):
        return bool(filled) or not _is_cut(view, layout, row)
    return any(parse_number(cell.text) is not None for cell in filled)


def _value_roles(layout: Layout) -> tuple[str, ...]:
    """The columns of which one is filled in beside a leaf; what a score is given for, where a
    template has nothing else."""
    if any(layout.column(role) is not None for role in VALUES if role != "score"):
        return VALUES
    return (*VALUES, "explanation", "criteria")


def _is_passage(layout: Layout, cell: Cell) -> bool:
    """Whether a cell reaches over the columns of other things than names."""
    others = (column for column in layout.columns if column.role not in layout.levels)
    return sum(cell.column <= column.first <= cell.last_column for column in others) > 1


def _prints_figures(view: View, row: int) -> bool:
    return any(parse_number(cell.text) is not None for cell in view.starting(row))


def _is_subtotal(view: View, row: int) -> bool:
    """Whether a row sums up a part of the indicators (小计)."""
    cell = _row_label(view, row)
    return cell is not None and label(cell.text) in _subtotals()


@cache
def _subtotals() -> frozenset[str]:
    return frozenset(map(fold, (*vocabulary().subtotals, *vocabulary().totals)))


def _is_cut(view: View, layout: Layout, row: int) -> bool:
    """A named row without any value: a fragment, or a line left over from the template."""
    return any(layout.column(role) is not None for role in VALUES)


def _repeats_heading(view: View, layout: Layout, row: int) -> bool:
    words = {word_of(cell) for cell in view.starting(row)}
    return len(words & layout.words) >= HEADING_WORDS


def leaf_cell(view: View, layout: Layout, row: int) -> Cell | None:
    """The cell that names the leaf of a row; None where a wider cell covers its place."""
    column = layout.column(layout.leaf)
    assert column is not None
    cell = view.at(row, column.first)
    outer = layout.column(layout.levels[0])
    if cell is None or (outer is not None and outer is not column and cell.column <= outer.last):
        return None
    return cell


def is_noise(view: View, layout: Layout, row: int) -> bool:
    """A row in which nothing is what its column asks for: an OCR's second try at a heading.

    Only where the text was recognised: a weight and a score that are both printed and both no
    figures, a name without a Chinese character, or gibberish in place of the heading's words.
    """
    if view.grid.spanned:
        return False
    figures = [_starting(view, layout, role, row) for role in ("weight", "score")]
    printed = [cell for cell in figures if cell is not None and not is_null(cell.text)]
    if printed:
        return all(parse_number(cell.text) is None for cell in printed)
    name = leaf_cell(view, layout, row)
    return name is None or not has_han(name.text) or _is_ghost(view, layout, row)


def _is_ghost(view: View, layout: Layout, row: int) -> bool:
    """Whether a row follows a heading, fills every level as that does, and is hardly readable."""
    if row - 1 != layout.heading and not _repeats_heading(view, layout, row - 1):
        return False
    cells = (value_cell(view, layout, level, row) for level in layout.levels)
    labels = {fold(indicator_name(cell.text)) if cell else "" for cell in cells}
    if "" in labels or labels & _known_labels():
        return False
    texts = [fold(cell.text) for cell in view.row(row) if fold(cell.text)]
    return sum(_is_readable(text) for text in texts) < READABLE * len(texts)


@cache
def _known_labels() -> frozenset[str]:
    """What the families call their levels."""
    trees = [family.levels for family in families()]
    return frozenset(fold(name) for tree in trees for one in tree for name in (one, *tree[one]))


def _is_readable(text: str) -> bool:
    """Whether a text is a measured value, or is made of the characters of prose."""
    letters = [char for char in text if char.isalpha()]
    prose = sum(char in vocabulary().common for char in letters)
    return bool(_MEASURE.match(text)) or prose * 2 > len(letters)


def _starting(view: View, layout: Layout, role: str, row: int) -> Cell | None:
    cell = value_cell(view, layout, role, row)
    return cell if cell is not None and cell.row == row else None


def figure_cell(view: View, layout: Layout, role: str, row: int) -> Cell | None:
    """The cell of a column of figures in a row; None where a label over it covers its place."""
    column = layout.column(role)
    cell = value_cell(view, layout, role, row)
    return cell if cell and column and cell.column >= column.first else None


def value_cell(view: View, layout: Layout, role: str, row: int) -> Cell | None:
    """The cell of a column in a row; None where a wider cell covers its place."""
    column = layout.column(role)
    if column is None:
        return None
    cell = view.at(row, column.first)
    if cell is None or cell.text.strip() or column.first == column.last:
        return cell
    others = (view.at(row, place) for place in range(column.first + 1, column.last + 1))
    return next((other for other in others if other is not None and other.text.strip()), cell)
