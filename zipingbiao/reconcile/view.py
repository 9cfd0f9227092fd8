"""A grid with its slots at hand, and the closed lexicon applied to its labels."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cached_property, lru_cache

from rapidfuzz import fuzz, process

from zipingbiao.normalize.text import fold, label
from zipingbiao.schemas.page import Cell, Grid, Source


class View:
    """Look up cells of a grid by slot, row and column."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self._slots = grid.slots()
        self._rows: dict[int, tuple[Cell, ...]] = {}

    @cached_property
    def drawn(self) -> bool:
        """Whether a blank cell is blank: not where spans are unknown, or a recogniser may have
        missed a name."""
        return self.grid.spanned and all(cell.source.printed for cell in self.grid.cells)

    def at(self, row: int, column: int) -> Cell | None:
        """The cell that covers a slot."""
        return self._slots.get((row, column))

    def row(self, row: int) -> tuple[Cell, ...]:
        """The cells that cover a row, left to right, each once."""
        if row not in self._rows:
            self._rows[row] = tuple(self._covering(row))
        return self._rows[row]

    def _covering(self, row: int) -> Iterator[Cell]:
        last: Cell | None = None
        for column in range(self.grid.columns):
            cell = self._slots.get((row, column))
            if cell is not None and cell is not last:
                yield cell
                last = cell

    def starting(self, row: int) -> list[Cell]:
        """The cells that begin in a row, left to right."""
        return [cell for cell in self.row(row) if cell.row == row]

    def first_text(self, row: int) -> Cell | None:
        """The first cell of a row that has text."""
        return next((cell for cell in self.row(row) if fold(cell.text)), None)

    def first_starting(self, row: int) -> Cell | None:
        """The first cell with text that begins in a row (a band beside it began above)."""
        return next((cell for cell in self.starting(row) if fold(cell.text)), None)

    def with_next(self, row: int) -> Iterator[tuple[Cell, Cell | None]]:
        """The cells that begin in a row, each with the one to its right; in a dump, where what is
        merged leaves blanks, with the next one that has text."""
        cells = self.starting(row)
        if not self.grid.spanned:
            cells = [cell for cell in cells if fold(cell.text)]
        yield from zip(cells, [*cells[1:], None], strict=False)

    def alone(self, row: int) -> Cell | None:
        """The cell that has a row to itself (a title, a note): the only text, over most columns."""
        cells = [cell for cell in self.starting(row) if fold(cell.text)]
        if len(cells) != 1:
            return None
        wide = cells[0].column_span * 2 > self.grid.columns
        return cells[0] if wide or not self.grid.spanned else None

    def right_of(self, cell: Cell) -> Iterator[Cell]:
        """The cells to the right in the cell's first row, nearest first."""
        column = cell.last_column + 1
        while column < self.grid.columns:
            found = self._slots.get((cell.row, column))
            if found is None:
                return
            yield found
            column = found.last_column + 1

    def below(self, cell: Cell) -> Iterator[Cell]:
        """The cells below that share a column with it, nearest row first."""
        for row in range(cell.last_row + 1, self.grid.rows):
            for found in self.starting(row):
                if overlaps(cell, found):
                    yield found


def overlaps(one: Cell, other: Cell) -> bool:
    """Whether two cells share a column."""
    return one.column <= other.last_column and other.column <= one.last_column


# One character in four wrong (as a similarity, 0-100): 其他资佥 is 其他资金.
MISREAD = 74
# In a row known to be a heading, a garbled word still is its word if this similar (0-100).
GARBLED = 50
# What a recogniser is at least so sure of counts as read: it may have overlooked a line of it
# (年执行数), but it is not garbled.
SURE = 0.9
# No heading is longer; on text without end the expressions would take time without end.
LONGEST = 40
_DATED = re.compile(r"^(?:19|20)\d\d年?度?|[A-Za-z]\d?$")

Lexicon = Mapping[str, tuple[str, ...]]


# Lexicons are few: each is folded once, and a text is looked up in it once. One that is made anew
# for a form holds the same words as another; it is kept, so that its identity stays its own.
_TABLES: dict[int, tuple[Lexicon, _Table]] = {}
_MOST_TABLES = 256
_MOST_TEXTS = 4096


class _Table:
    """A lexicon turned round: folded word → role; of a word with two roles the first counts."""

    def __init__(self, lexicon: Iterable[tuple[str, tuple[str, ...]]]) -> None:
        self._roles: dict[str, str] = {}
        for role, words in lexicon:
            for word in words:
                self._roles.setdefault(fold(word), role)
        self._words = list(self._roles)
        self.role_of = lru_cache(_MOST_TEXTS)(self._role_of)
        self.closest = lru_cache(_MOST_TEXTS)(self._closest)

    def _role_of(self, text: str) -> str | None:
        bare = label(text)
        ways = (bare, fold(text), _undated(bare))
        return next((role for way in ways if (role := self._roles.get(way))), None)

    def _closest(self, word: str, cutoff: float) -> str | None:
        # Of equally similar words the lexicon's first.
        found = process.extractOne(word, self._words, scorer=fuzz.ratio, score_cutoff=cutoff)
        return self._roles[found[0]] if found else None


def _table(lexicon: Lexicon) -> _Table:
    held, table = _TABLES.get(id(lexicon), (None, None))
    if table is not None and held is lexicon:
        return table
    if len(_TABLES) >= _MOST_TABLES:
        _TABLES.clear()
    found = _table_of(tuple(lexicon.items()))
    _TABLES[id(lexicon)] = lexicon, found
    return found


_table_of = lru_cache(_MOST_TABLES)(_Table)


def role_of(text: str, lexicon: Lexicon) -> str | None:
    """The role whose words hold this label, exactly (after folding)."""
    return _table(lexicon).role_of(text)


def formed_role(text: str, forms: Mapping[str, str], taken: Container[str]) -> str | None:
    """The first role, of those not taken, whose labels are made as this one is (单位自评得分,
    2023年实际完成值): `forms` has a regular expression for each role."""
    bare = _undated(label(text))
    if len(bare) > LONGEST:
        return None
    free = ((role, form) for role, form in forms.items() if role not in taken)
    return next((role for role, form in free if re.fullmatch(form, bare, re.VERBOSE)), None)


def _undated(name: str) -> str:
    """A label without the year before it, and the letter behind it by which formulas call it."""
    return _DATED.sub("", name)


def label_role(cell: Cell, lexicon: Lexicon) -> str | None:
    """The role of a label; a recognised one may have a character wrong."""
    exact = role_of(cell.text, lexicon)
    if exact is not None or cell.source.printed:
        return exact
    return closest_role(cell, lexicon, MISREAD)


def closest_role(cell: Cell, lexicon: Lexicon, cutoff: float) -> str | None:
    """The role of the most similar word, at least `cutoff` (0–100) similar; else None."""
    if cell.source is Source.OCR and cell.confidence >= SURE:
        cutoff = max(cutoff, MISREAD)
    return _table(lexicon).closest(label(cell.text), cutoff)


def holds_any(text: str, words: Iterable[str]) -> bool:
    """Whether a text, folded, contains one of the words."""
    folded = fold(text)
    return any(fold(word) in folded for word in words)
