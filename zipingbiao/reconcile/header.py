"""The header block (表头): title, year, department, project, goals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from zipingbiao.normalize.figures import is_prompt
from zipingbiao.normalize.text import compact, fold, label, simplified, unwrapped
from zipingbiao.reconcile.layout import Layout
from zipingbiao.reconcile.view import Lexicon, View, holds_any, label_role, role_of
from zipingbiao.schemas.family import Family
from zipingbiao.schemas.page import Cell, Run, Source
from zipingbiao.schemas.vocabulary import vocabulary

# 2022年, 2022年度; not 2023年3月, the day on which a form was filled in.
_YEAR = re.compile(r"((?:19|20)\d{2})年(?!\d{1,2}月)度?|年度:((?:19|20)\d{2})")
_HAN_YEAR = re.compile(r"([二两][〇○零oO0一二三四五六七八九]{3})年")
_BARE_YEAR = re.compile(r"^\(?((?:19|20)\d{2})\)?$")
_LABELLED = re.compile(r"^([^:：]{2,16})[:：](.+)$", re.DOTALL)
_NEXT_LABEL = re.compile(r"\s([^:：\s]{2,16})[:：]")
_HAN_DIGITS = str.maketrans("〇○零oO一二两三四五六七八九", "00000122" + "3456789")
# Fields whose value is printed under its label.
_UNDER = ("goal", "goal_completion")

# A title may be broken over so many lines; shorter than that it is the end of a broken one.
TITLE_LINES = 3
SHORTEST_TITLE = 6


def find_title(lines: Sequence[Run], families: Sequence[Family]) -> str:
    """The title above a table: the line that names a form, with the lines it was broken from."""
    texts = [_printed(line) for line in lines]
    for last in range(len(texts) - 1, -1, -1):
        firsts = range(last, max(-1, last - TITLE_LINES), -1)
        options = [o for o in (_joined(texts, first, last) for first in firsts) if o]
        fitting = [option for option in options if _names(option, families) is not None]
        if fitting:
            return max(fitting, key=lambda option: len(_names(option, families) or ()))
        if options:
            return next((o for o in options if len(o) >= SHORTEST_TITLE), options[-1])
    return ""


def from_title(lines: Sequence[Run]) -> Sequence[Run]:
    """The lines above a table that are its own: from the line with the words of a title on."""
    titled = [i for i, line in enumerate(lines) if holds_any(line.text, vocabulary().titles)]
    return lines[titled[-1] :] if titled else ()


def _joined(texts: Sequence[str], first: int, last: int) -> str:
    """Lines as one title; empty unless they hold the words of a title, to the last line."""
    titles = vocabulary().titles
    whole, without_last = "".join(texts[first : last + 1]), "".join(texts[first:last])
    return whole if holds_any(whole, titles) and not holds_any(without_last, titles) else ""


def _names(title: str, families: Sequence[Family]) -> set[str] | None:
    """Whom a title names (department, project), by the family that sees most in it; None if it
    fits none."""
    matches = (match for family in families if (match := title_match(title, family)))
    named = ({n for n, value in m.groupdict().items() if value and n != "year"} for m in matches)
    return max(named, key=len, default=None)


def _printed(line: Run) -> str:
    text = compact(line.text)
    return text if line.source.printed else simplified(text)


def title_match(title: str, family: Family) -> re.Match[str] | None:
    """How a title fits a family's patterns (written for folded text)."""
    folded = fold(title)
    matches = (re.search(pattern, folded) for pattern in family.titles)
    return next((match for match in matches if match), None)


def find_year(title: str, lines: Sequence[Run], fields: Mapping[str, str]) -> int | None:
    """The fiscal year (年度): of the title, else of a line beside it."""
    for text in (title, *(line.text for line in lines), fields.get("year", "")):
        folded = fold(text)
        match = _YEAR.search(folded) or _BARE_YEAR.match(folded)
        if match:
            return int(match[match.lastindex or 1])
        spelled = _HAN_YEAR.search(folded)
        if spelled:
            return int(spelled[1].translate(_HAN_DIGITS))
    return None


def read_fields(
    view: View, layout: Layout, lines: Sequence[Run], family: Family
) -> dict[str, tuple[str, str]]:
    """Header fields: name → (label as printed, value as printed). The first printed wins; a label
    that only other families give a field counts where the family's own are not printed."""
    fields: dict[str, tuple[str, str]] = {}
    own = field_names(family)
    for names, labels in ((own, {}), (_general_names(family), own)):
        for name, printed, value in _pairs(view, layout, lines, names, labels):
            if value and name not in fields and not is_prompt(value):
                fields[name] = (compact(printed), value)
    return fields


def _general_names(family: Family) -> Lexicon:
    """The vocabulary's labels of the fields for which the family has labels of its own."""
    taken = {fold(word) for words in family.fields.values() for word in words}
    return {
        name: tuple(word for word in vocabulary().fields[name] if fold(word) not in taken)
        for name in family.fields
        if name in vocabulary().fields
    }


def field_names(family: Family) -> Lexicon:
    """Labels by field: those of the family first, then the vocabulary's for other labels."""
    taken = {fold(word) for words in family.fields.values() for word in words}
    general = {
        name: tuple(word for word in words if fold(word) not in taken)
        for name, words in vocabulary().fields.items()
        if name not in family.fields
    }
    return {**family.fields, **general}


def _pairs(
    view: View, layout: Layout, lines: Sequence[Run], names: Lexicon, labels: Lexicon
) -> Iterator[tuple[str, str, str]]:
    """Names with their labels and values; what is one of the other `labels` is neither."""
    for row in range(layout.heading):
        for cell in view.starting(row):
            if role_of(cell.text, labels) is not None:
                continue
            name = label_role(cell, names)
            if name is not None:
                value = _value_of(view, layout, cell, name, names)
                yield name, cell.text, "" if role_of(value, labels) else value
            else:
                yield from _within(cell.text, names, cell.source)
    for line in lines:
        yield from _within(line.text, names, line.source)


def _value_of(view: View, layout: Layout, cell: Cell, name: str, names: Lexicon) -> str:
    if name in _UNDER:
        below = next(view.below(cell), None)
        beside = next((c for c in view.right_of(cell) if fold(c.text)), None)
        labelled = beside is not None and role_of(beside.text, names) is not None
        if below is not None and below.row < layout.heading and (beside is None or labelled):
            return _clean(below)
    for other in view.right_of(cell):
        if label_role(other, names) is not None:
            return ""
        if fold(other.text):
            return _clean(other)
        if view.grid.spanned:
            return ""
    return ""


def _within(text: str, names: Lexicon, source: Source) -> Iterator[tuple[str, str, str]]:
    """Labels and their values in one text, parted by colons (主管部门:… 实施单位(盖章):…)."""
    for part in _parts(text, names):
        match = _LABELLED.match(part)
        name = role_of(match[1], names) if match else None
        if match and name is not None:
            value = re.split(r"\s{2,}", match[2].strip())[0]
            yield name, match[1], value if source.printed else simplified(value)


def _parts(text: str, names: Lexicon) -> list[str]:
    """A text cut at each space behind which a label and a colon stand; 填报日期 is a label too."""
    cuts = [0]
    for match in _NEXT_LABEL.finditer(text):
        if role_of(match[1], names) or holds_any(match[1], ("日期", "单位")):
            cuts.append(match.start(1))
    return [text[a:b].strip() for a, b in pairwise([*cuts, len(text)])]


def _clean(cell: Cell) -> str:
    text = unwrapped(cell.text)
    if label(text) != fold(text) or len(text) < 40:
        text = re.sub(r"(?<=[\u3400-\u9fff]) +(?=[\u3400-\u9fff])", "", text)
    return text if cell.source.printed else simplified(text)
