"""The ticked grade (评价等级): a list of boxes one of which is marked, or the grade alone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from zipingbiao.normalize.text import fold, label, simplified
from zipingbiao.reconcile.layout import Layout
from zipingbiao.reconcile.view import View
from zipingbiao.schemas.form import Grade
from zipingbiao.schemas.page import Source
from zipingbiao.schemas.vocabulary import vocabulary

_BOUNDS = re.compile(r"(?<!\d)(\d+)分?(?:≤|<=)得?分")


def read_grade(
    view: View,
    layout: Layout,
    total: Decimal | None = None,
    thresholds: Mapping[str, int] | None = None,
) -> Grade:
    """The ticked grade, from the cells from the total row on; else the one that a label names.

    Recognised boxes are easily mistaken: there either every box was read, or the tick is at the
    grade of the total; else no grade is stated.
    """
    start = layout.end
    cells = [cell for row in range(start, view.grid.rows) for cell in view.starting(row)]
    grade = grade_of("\n".join(cell.text for cell in cells))
    if not grade.boxes:
        return replace(grade, ticked=_labelled(view, layout))
    recognised = any(cell.source is Source.OCR for cell in cells)
    if not recognised or grade.boxes == len(vocabulary().grades):
        return grade
    fitting = total is not None and grade_by(total, dict(grade.bounds) or thresholds or {})
    return grade if grade.ticked == fitting else replace(grade, ticked="")


def grade_by(score: Decimal, bounds: Mapping[str, int]) -> str:
    """The grade with the highest lower bound that the score reaches; none if it reaches none."""
    reached = [(bound, name) for name, bound in bounds.items() if score >= bound]
    return max(reached)[1] if reached else ""


def grade_of(text: str) -> Grade:
    """The grade that is ticked in a list of boxes: the marked one, else the only one unboxed.

    >>> grade_of("□优 ☑良 80分≤得分<90分 □中 □差").ticked
    '良'
    >>> grade_of("优□ 良√ 中□ 差□").ticked
    '良'
    """
    words = vocabulary()
    printed, tidy = _ranked(simplified(unicodedata.normalize("NFKC", text)))
    pairs = _pairs(tidy)
    boxed = {grade for mark, grade in pairs if mark in words.unmarked}
    marked = [grade for mark, grade in pairs if mark in words.marked]
    listed = set(_grades_in(tidy)) == set(words.grades)
    if len(boxed) + len(marked) < 2 and not (marked and listed):
        return Grade()
    open_grades = [grade for grade in words.grades if grade not in boxed]
    ticked = marked[0] if len(marked) == 1 else open_grades[0] if len(open_grades) == 1 else ""
    boxes = len(boxed) + len(marked)
    found = tuple(dict.fromkeys(_grades_in(tidy)))
    return Grade(printed.get(ticked, ticked), _bounds(fold(tidy)), boxes, found, len(marked))


def rank(grade: str) -> str:
    """The grade of 优 良 中 差 that a grade is as good as (合格 is 中)."""
    words = vocabulary()
    return words.grade_words.get(grade) or words.grade_variants.get(grade, grade)


def _ranked(text: str) -> tuple[dict[str, str], str]:
    """A text with the other words for grades replaced by 优 良 中 差; and which word it prints for
    which. 合格率 is no grade."""
    words = vocabulary()
    names = words.grade_words | words.grade_variants
    pattern = "|".join(sorted(names, key=len, reverse=True))
    found = {m[0] for m in re.finditer(rf"(?:{pattern})(?!率)", text)}
    printed = {names[word]: word for word in found if word in words.grade_variants}
    return printed, re.sub(rf"(?:{pattern})(?!率)", lambda match: names[match[0]], text)


def _grades_in(text: str) -> list[str]:
    """The grades that stand alone in a text, in order (优良 is none)."""
    grades = "".join(vocabulary().grades)
    return re.findall(rf"(?<![{grades}])[{grades}](?![{grades}])", text)


def _pairs(text: str) -> list[tuple[str, str]]:
    """Marks with the grades that they stand at: all before theirs, or all behind.

    The way that pairs more of them; if both pair as many, the way in which they touch. A mark
    that touches two grades says nothing.
    """
    words = vocabulary()
    grade, mark = f"[{''.join(words.grades)}]", f"[{words.marked}{words.unmarked}]"
    before = re.findall(rf"({mark})\s*({grade})(?!{grade})", text)
    note = r"[秀好等]?(?:\([^()]*\))?[(\[]?"
    behind = [pair[::-1] for pair in re.findall(rf"({grade}){note}\s*({mark})", text)]
    if len(before) != len(behind):
        return max(before, behind, key=len)
    touching = bool(re.search(rf"{mark}{grade}", text))
    touched = bool(re.search(rf"{grade}{note}{mark}", text))
    if touching and touched:
        return [] if len(before) == 1 else before
    return behind if touched else before


def _labelled(view: View, layout: Layout) -> str:
    """The grade alone beside its label (自评等级 | 优), anywhere but among the indicators."""
    body = range(layout.heading, layout.end)
    rows = [row for row in range(view.grid.rows) if row not in body]
    found = [grade for row in rows for grade in _beside_label(view, row)]
    return found[0] if len(set(found)) == 1 else ""


def _beside_label(view: View, row: int) -> Iterator[str]:
    words = vocabulary()
    grades = {g: g for g in (*words.grades, *words.grade_variants)} | dict(words.grade_words)
    for cell, after in view.with_next(row):
        name, _, value = fold(cell.text).partition(":")
        if label(name) not in {fold(word) for word in words.grade_labels}:
            continue
        printed = value or (fold(after.text) if after is not None else "")
        if printed in grades:
            yield grades[printed]


def _bounds(text: str) -> tuple[tuple[str, int], ...]:
    """The printed lower bounds (90分≤得分), each of the grade before it; all of them or none."""
    grades = vocabulary().grades
    parts = re.split(rf"([{''.join(grades)}])(?=\d|得分)", text)
    found: list[tuple[str, int]] = []
    for grade, rest in zip(parts[1::2], parts[2::2], strict=False):
        match = _BOUNDS.search(rest)
        if match or "<" in rest:
            found.append((grade, int(match[1]) if match else 0))
    whole = [grade for grade, _ in found] == list(grades)
    falling = all(a > b for (_, a), (_, b) in pairwise(found))
    return tuple(found) if whole and falling else ()
