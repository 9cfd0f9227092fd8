"""What `show`, `families` and `rules` show: how a file was read; the families and the rules."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from zipingbiao.errors import UsageError
from zipingbiao.extract.notes import note_zh
from zipingbiao.language import Language, Words
from zipingbiao.report.form_json import grids_document
from zipingbiao.report.words import SCOPES, SEVERITIES, SOURCES
from zipingbiao.schemas.family import Family
from zipingbiao.schemas.page import Document, Grid, Page

if TYPE_CHECKING:
    from zipingbiao.reconcile.rules.declaration import Declaration

_FILE = Words("{path}  {kind}，共 {count} 页", "{path}  {kind}, {count} page(s)")
_PAGE = Words(
    "第 {page} 页：{size}{source}，表外文字 {lines} 行{note}",
    "page {page}: {size}{source}, {lines} lines{note}",
)
_SIZE = Words("{width} × {height}，", "{width} × {height}, ")
_NOTE = Words("（{note}）", "  ({note})")
_GRID = Words(
    "  表格 {number}：{rows} 行 × {columns} 列，合并单元格 {merged} 个",
    "  grid {number}: {rows} rows × {columns} columns, {merged} merged cells",
)


def read(path: Path) -> Document:
    """The file as the readers see it."""
    from zipingbiao.extract.reader import read_document

    return read_document(path)


def chosen(document: Document, number: int | None) -> tuple[Page, ...]:
    """The page asked for, or all.

    Raises:
        UsageError: there is no such page.
    """
    pages = tuple(page for page in document.pages if number in (None, page.number))
    if not pages:
        raise UsageError(
            f"{document.path}: no page {number}, it has {len(document.pages)}",
            f"{document.path}：没有第 {number} 页，共 {len(document.pages)} 页",
        )
    return pages


def json_text(document: Document, pages: tuple[Page, ...]) -> str:
    """The grids as JSON."""
    return json.dumps(grids_document(document, pages), ensure_ascii=False, indent=1)


def listing(document: Document, pages: tuple[Page, ...], language: Language = Language.EN) -> str:
    """The pages with their grids, a line each."""
    count = len(document.pages)
    lines = [_FILE.said(language, path=document.path, kind=document.kind, count=count)]
    for page in pages:
        lines.append(_page_line(page, language))
        lines += [_grid_line(number, grid, language) for number, grid in enumerate(page.grids, 1)]
    return "\n".join(lines)


def _page_line(page: Page, language: Language) -> str:
    size = _SIZE.said(language, width=f"{page.width:g}", height=f"{page.height:g}")
    note = note_zh(page.note) if language is Language.ZH else page.note
    return _PAGE.said(
        language,
        page=page.number,
        size=size if page.width else "",
        source=SOURCES[page.source].of(language),
        lines=len(page.lines),
        note=_NOTE.said(language, note=note) if page.note else "",
    )


def family_lines(families: Sequence[Family], language: Language = Language.EN) -> str:
    """The families, a line each: id, scope, name."""
    wide = max(len(family.id) for family in families)
    scopes = {f.scope: f.scope if language is Language.EN else SCOPES[f.scope].zh for f in families}
    widest = max(map(len, scopes.values()))
    return "\n".join(f"{f.id:{wide}}  {scopes[f.scope]:{widest}}  {f.name}" for f in families)


def family_list(families: Sequence[Family]) -> str:
    """The families as JSON: what tells them, what they call things, which checks apply."""
    listed = [family.model_dump(mode="json") for family in families]
    return json.dumps(listed, ensure_ascii=False, indent=1)


def rules() -> tuple[Declaration, ...]:
    """All rules, in the order of their declarations."""
    from zipingbiao.reconcile.rules import ALL_RULES

    return ALL_RULES


def rule_lines(rules: Sequence[Declaration], language: Language = Language.EN) -> str:
    """The rules, a line each: slug, severity, title, ids."""
    wide = max(len(rule.slug) for rule in rules)
    severities = {key: words.of(language) for key, words in SEVERITIES.items()}
    widest = max(map(len, severities.values()))
    return "\n".join(
        f"{r.slug:{wide}}  {severities[r.severity]:{widest}}"
        f"  {r.title_en if language is Language.EN else r.title}  {' '.join(r.ids)}"
        for r in rules
    )


def rule_list(rules: Sequence[Declaration]) -> str:
    """The rules as JSON: all that their declarations say."""
    listed = [
        {
            "slug": rule.slug,
            "ids": rule.ids,
            "severity": rule.severity,
            "title": rule.title,
            "title_en": rule.title_en,
            "formula": rule.formula,
            "source": rule.source,
            "message": rule.message.zh,
            "message_en": rule.message.en,
            "example": rule.example,
        }
        for rule in rules
    ]
    return json.dumps(listed, ensure_ascii=False, indent=1)


def _grid_line(number: int, grid: Grid, language: Language) -> str:
    merged = sum(cell.row_span * cell.column_span > 1 for cell in grid.cells)
    return _GRID.said(language, number=number, rows=grid.rows, columns=grid.columns, merged=merged)
