"""The indicator tree (指标体系): the leaves under their levels."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import Any

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from zipingbiao.normalize.text import fold, level_name, level_weight
from zipingbiao.reconcile.layout import Layout, figure_cell, label_cell, leaf_cell, value_cell
from zipingbiao.reconcile.leaves import printed_name, read_leaves
from zipingbiao.reconcile.levels import PLACES, Column, Fragment, Group, Place, part_leaves
from zipingbiao.reconcile.reading import derived, figure_of, text_figure
from zipingbiao.reconcile.view import View
from zipingbiao.schemas.family import Family
from zipingbiao.schemas.figure import Figure, Status
from zipingbiao.schemas.form import LEVEL_COLUMNS, Indicator, Node
from zipingbiao.schemas.page import Cell, Source

# A label read with less than this probability could hardly be read; half of it still tells it
# from the others.
UNREAD, HALF = 0.5, 50
_HAN = re.compile(r"[\u3400-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of the tree: its groups of leaves, with their names and weights.

    `cost` is what it costs to believe in this parting of the leaves.
    """

    cost: float
    groups: tuple[Group, ...]
    names: tuple[str, ...]
    weights: tuple[Figure | None, ...]
    scores: tuple[Figure | None, ...]

    def of(self, leaf: int) -> int:
        """The index of the group that holds a leaf."""
        return next(i for i, g in enumerate(self.groups) if g.first <= leaf <= g.last)


@dataclass(frozen=True, slots=True)
class Tree:
    """The leaves in order, and the nodes above them."""

    indicators: tuple[Indicator, ...]
    nodes: tuple[Node, ...]


def build_tree(view: View, layout: Layout, family: Family) -> Tree:
    """Read the indicator grid of a table."""
    leaves = read_leaves(view, layout)
    places = (Place.ANYWHERE,) if view.grid.spanned else PLACES
    options = [_levels(view, layout, leaves, family, place) for place in places]
    levels = min(options, key=lambda option: sum(level.cost for level in option.values()))
    indicators = tuple(_with_levels(leaf, i, levels) for i, leaf in enumerate(leaves))
    return Tree(indicators, _nodes(levels))


def _levels(
    view: View, layout: Layout, leaves: Sequence[Indicator], family: Family, place: Place
) -> dict[str, Level]:
    """The levels above the leaves, innermost first, if labels are printed at this place."""
    levels: dict[str, Level] = {}
    for level in reversed(layout.levels[:-1]):
        levels[level] = _level(view, layout, leaves, level, family, levels, place)
    return levels


def _level(
    view: View,
    layout: Layout,
    leaves: Sequence[Indicator],
    level: str,
    family: Family,
    inner: dict[str, Level],
    place: Place,
) -> Level:
    cells = _column_cells(view, layout, level)
    printed = _own_cells(view, layout, level, "weight")
    known = _level_names(family, level)
    drawn = [_fragment(view, layout, c, a, b, printed) for c, a, b in cells]
    fragments = tuple(_with_whole_labels(drawn, known))
    weights = tuple(leaf.weight.value if leaf.weight else None for leaf in leaves)
    usual = _usual(family, level, leaves, inner)
    below = inner.get("level2") if level == "level1" else None
    cuts = frozenset(group.first for group in below.groups) if below else None
    walls = _walls(view, layout, level)
    parting = part_leaves(Column(fragments, weights, usual, cuts, walls), place)
    groups = parting.groups
    labels = [[cells[i][0] for i in group.fragments] for group in groups]
    sure = {_group_name(pieces, known) for pieces in labels if not all(map(_unread, pieces))}
    free = [name for name in known if name not in sure]
    names = tuple(_group_name(pieces, known, free) for pieces in labels)
    figures = tuple(_group_weight(group, cells, printed) for group in groups)
    if any(figures):
        figures = tuple(
            figure or _sum_of(leaves[group.first : group.last + 1])
            for group, figure in zip(groups, figures, strict=True)
        )
    beside = _own_cells(view, layout, level, "score")
    scores = tuple(_group_score(group, beside) for group in groups)
    return Level(parting.cost, groups, names, figures, scores)


Placed = tuple[Cell, int, int]


def _column_cells(view: View, layout: Layout, role: str) -> list[Placed]:
    """The cells of a column beside the leaves, with the first and last leaf each stands by."""
    placed: list[Placed] = []
    for index, row in enumerate(layout.leaves):
        find = value_cell if role in layout.levels else figure_cell
        cell = find(view, layout, role, row)
        if role in layout.levels and (cell is None or not fold(cell.text)):
            cell = _label_above(view, layout, role, index) or _label_over(view, layout, row) or cell
        if cell is None:
            continue
        if placed and placed[-1][0] is cell:
            placed[-1] = (cell, placed[-1][1], index)
        else:
            placed.append((cell, index, index))
    return placed


def _sums_above(layout: Layout, index: int) -> list[int]:
    """The rows with sums right above a leaf, nearest first."""
    above = layout.leaves[index - 1] if index else layout.heading
    return [row for row in reversed(layout.sums) if above < row < layout.leaves[index]]


def _label_above(view: View, layout: Layout, level: str, index: int) -> Cell | None:
    """The label of a level that only a row with its sums prints, above its first leaf."""
    column = layout.column(level)
    assert column is not None
    cells = (value_cell(view, layout, level, row) for row in _sums_above(layout, index))
    return next((c for c in cells if c and fold(c.text) and c.column >= column.first), None)


def _label_over(view: View, layout: Layout, row: int) -> Cell | None:
    """The one label of a row that names no leaf: it stands for all levels below its own."""
    name = leaf_cell(view, layout, row)
    unnamed = name is None or (name.row == row and not fold(name.text))
    return label_cell(view, layout, row) if unnamed else None


def _own_cells(view: View, layout: Layout, level: str, role: str) -> list[Placed]:
    """The cells with the figures of a level: in a column of their own, or in rows with sums."""
    if layout.column(f"{level}_{role}") is not None:
        return _column_cells(view, layout, f"{level}_{role}")
    placed: list[Placed] = []
    for index in range(len(layout.leaves)):
        for row in _sums_above(layout, index):
            own, cell = label_cell(view, layout, row), value_cell(view, layout, role, row)
            column = layout.column(level)
            if own and column and cell and column.first <= own.column <= column.last:
                placed.append((cell, index, index))
    return placed


def _fragment(
    view: View, layout: Layout, cell: Cell, first: int, last: int, printed: Sequence[Placed]
) -> Fragment:
    beside = [c for c, a, b in printed if a <= last and first <= b]
    figures = [figure_of(c) for c in beside] + [text_figure(level_weight(cell.text), cell)]
    weights = tuple(figure.value for figure in figures if figure and figure.value is not None)
    breaks = view.grid.breaks
    at_break = cell.row in breaks or cell.last_row + 1 in breaks
    page = sum(at <= cell.row for at in breaks)
    is_open = not view.grid.spanned or at_break
    torn = at_break and _unread(cell)
    return Fragment(first, last, fold(level_name(cell.text)), weights, page, is_open, torn)


def _with_whole_labels(fragments: Sequence[Fragment], known: Sequence[str]) -> list[Fragment]:
    """A label that a page break cut between two of its lines (效益 above, 指标 below) as the whole
    that it is in the family's tree, on both pages."""
    whole = {fold(name) for name in known}
    mended = list(fragments)
    for index, (upper, lower) in enumerate(pairwise(fragments)):
        cut = upper.open and lower.open and upper.page != lower.page
        both = upper.label and lower.label
        if cut and both and upper.label + lower.label in whole:
            mended[index] = replace(upper, label=upper.label + lower.label)
            mended[index + 1] = replace(lower, label=upper.label + lower.label)
    return mended


def _walls(view: View, layout: Layout, level: str) -> frozenset[int]:
    """The leaves at which the level above begins anew, where the page draws its cells whole."""
    at = layout.levels.index(level)
    if at == 0 or not view.grid.spanned:
        return frozenset()
    cells = _column_cells(view, layout, layout.levels[at - 1])
    outer: list[Fragment] = [_fragment(view, layout, cell, a, b, ()) for cell, a, b in cells]
    above: list[Fragment | None] = [None, *outer[:-1]]
    return frozenset(
        piece.first
        for before, piece in zip(above, outer, strict=True)
        if piece.label and not piece.open and (before is None or before.label != piece.label)
    )


def _level_names(family: Family, level: str) -> tuple[str, ...]:
    if level == "level1":
        return tuple(family.levels)
    return tuple(name for below in family.levels.values() for name in below)


def _group_name(cells: Sequence[Cell], known: Sequence[str], free: Sequence[str] = ()) -> str:
    """The label of a group: the longest of its pieces, for a break may show only part of it.

    Labels of levels are a closed set in a family: a recognised one with one character wrong is
    put right, and one that could hardly be read is the likeliest of those that no other group
    has (`free`). Names of leaves never are.
    """
    pieces = [printed_name(cell, level_name) for cell in cells]
    name = max(pieces, key=len, default="")
    if "".join(pieces) in known:
        return "".join(pieces)
    if all(cell.source.printed for cell in cells) or name in known:
        return name
    if free and all(map(_unread, cells)):
        letters = max(_HAN.findall(name), key=len, default="")
        found = process.extractOne(letters, free, scorer=fuzz.ratio, score_cutoff=HALF)
        return found[0] if found else name
    near = [word for word in known if len(word) > 2 and Levenshtein.distance(word, name) == 1]
    return near[0] if len(near) == 1 else name


def _unread(cell: Cell) -> bool:
    """Whether a label could hardly be read (a page break may have gone through its letters)."""
    return cell.source is Source.OCR and bool(fold(cell.text)) and cell.confidence < UNREAD


def _group_weight(
    group: Group, cells: Sequence[Placed], printed: Sequence[Placed]
) -> Figure | None:
    """The weight that is printed beside or within the label; doubtful if two are."""
    within = [text_figure(level_weight(cells[i][0].text), cells[i][0]) for i in group.fragments]
    beside = [figure_of(c) for c, a, b in printed if a <= group.last and group.first <= b]
    figures = [figure for figure in (*beside, *within) if figure is not None]
    if not figures:
        return None
    if len({figure.value for figure in figures}) > 1:
        return figures[0].marked(Status.DOUBTFUL)
    return figures[0]


def _group_score(group: Group, printed: Sequence[Placed]) -> Figure | None:
    """The score that is printed beside the label; doubtful if two are."""
    beside = [figure_of(c) for c, a, b in printed if a <= group.last and group.first <= b]
    figures = [figure for figure in beside if figure is not None]
    if len({figure.value for figure in figures}) > 1:
        return figures[0].marked(Status.DOUBTFUL)
    return figures[0] if figures else None


def _sum_of(leaves: Sequence[Indicator]) -> Figure | None:
    values = [leaf.weight.value if leaf.weight else None for leaf in leaves]
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        return None
    decimals = max((leaf.weight.decimals for leaf in leaves if leaf.weight), default=0)
    return derived(sum(known, Decimal(0)), decimals)


def _usual(
    family: Family, level: str, leaves: Sequence[Indicator], levels: dict[str, Level]
) -> Callable[[str, int], bool | None]:
    """Whether a leaf usually stands under a label, by the family's tree.

    For the outermost level the question is asked of the group of the level below it.
    """
    homes: dict[str, set[str]] = {}
    if level == "level1" and "level2" in levels:
        inner = levels["level2"]
        for one, below in family.levels.items():
            homes.setdefault(fold(one), set()).update(below)
        names = [inner.names[inner.of(leaf)] for leaf in range(len(leaves))]
    else:
        for below in family.levels.values():
            for two, known in below.items():
                homes.setdefault(fold(two), set()).update(known)
        names = [leaf.level3 for leaf in leaves]
    # Asked for every parting of the leaves: what each fits is found once.
    fitting = _fitting(names, homes)
    return lambda label, leaf: label in fitting[leaf] if fitting[leaf] and label in homes else None


def _fitting(names: Sequence[str], homes: Mapping[str, Collection[str]]) -> list[set[str]]:
    """The labels under which each name usually stands, by its whole or, where a family's word
    begins with `*`, by a part of it; none for a name that fits nowhere."""
    whole: dict[str, set[str]] = {}
    parts: list[tuple[str, str]] = []
    for home, words in homes.items():
        for word in words:
            if word.startswith("*"):
                parts.append((fold(word[1:]), home))
            else:
                whole.setdefault(fold(word), set()).add(home)
    return [
        whole.get(name, set()) | {home for part, home in parts if part in name}
        for name in map(fold, names)
    ]


def _with_levels(leaf: Indicator, index: int, levels: dict[str, Level]) -> Indicator:
    found: dict[str, Any] = {}
    for number, column in LEVEL_COLUMNS.items():
        level = levels.get(f"level{number}")
        if level is not None and level.groups:
            at = level.of(index)
            found |= {column: level.names[at], f"{column}_weight": level.weights[at]}
            if hasattr(leaf, f"{column}_score"):
                found[f"{column}_score"] = level.scores[at]
    return replace(leaf, **found) if found else leaf


def _nodes(levels: dict[str, Level]) -> tuple[Node, ...]:
    """The outermost nodes, each with the nodes below it."""
    below: tuple[Node, ...] = ()
    for name, level in levels.items():
        nodes = []
        columns = (level.groups, level.names, level.weights, level.scores)
        for group, label, weight, score in zip(*columns, strict=True):
            lines = tuple(range(group.first + 1, group.last + 2))
            children = tuple(node for node in below if node.lines[0] in lines)
            nodes.append(Node(label, int(name[-1]), lines, weight, score, children))
        below = tuple(nodes)
    return below
