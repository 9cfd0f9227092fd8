"""What `show`, `families` and `rules` show: how a file was read; the families and the rules."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from zipingbiao.errors import UsageError
from zipingbiao.report.form_json import grids_document
from zipingbiao.schemas.family import Family
from zipingbiao.schemas.page import Document, Grid, Page

if TYPE_CHECKING:
    from zipingbiao.reconcile.rules.declaration import Declaration

# Pixels a page unit: text of 9 pt is then easily read; pictures are drawn as they are.
_PDF_SCALE, _IMAGE_SCALE = 2.0, 1.0


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
        raise UsageError(f"{document.path}: no page {number}, it has {len(document.pages)}")
    return pages


def draw(
    path: Path, document: Document, page: Page, out: Path, known: Sequence[Family] | None = None
) -> None:
    """Draw a page with its rules, cells, doubtful figures and findings to a picture file."""
    from zipingbiao.batch.work import forms_of
    from zipingbiao.extract.archive import on_disk
    from zipingbiao.extract.render import page_image
    from zipingbiao.extract.source import IMAGE, kind_of
    from zipingbiao.report.drawing import draw_page

    forms = forms_of(document, path.name, known)
    with on_disk(path) as file:
        scale = _IMAGE_SCALE if kind_of(file) == IMAGE else _PDF_SCALE
        picture = page_image(file, page.number, scale).rotate(-page.turn, expand=True)
    try:
        draw_page(picture, page, scale, forms).save(out)
    except (OSError, ValueError) as error:
        raise UsageError(f"{out}: cannot be written ({error}); name it like page.png") from error


def json_text(document: Document, pages: tuple[Page, ...]) -> str:
    """The grids as JSON."""
    return json.dumps(grids_document(document, pages), ensure_ascii=False, indent=1)


def listing(document: Document, pages: tuple[Page, ...]) -> str:
    """The pages with their grids, a line each."""
    lines = [f"{document.path}  {document.kind}, {len(document.pages)} page(s)"]
    for page in pages:
        note = f"  ({page.note})" if page.note else ""
        size = f"{page.width:g} × {page.height:g}, " if page.width else ""
        lines.append(f"page {page.number}: {size}{page.source}, {len(page.lines)} lines{note}")
        lines += [f"  {_grid_line(number, grid)}" for number, grid in enumerate(page.grids, 1)]
    return "\n".join(lines)


def family_lines(families: Sequence[Family]) -> str:
    """The families, a line each: id, scope, name."""
    wide = max(len(family.id) for family in families)
    scopes = max(len(family.scope) for family in families)
    return "\n".join(f"{f.id:{wide}}  {f.scope:{scopes}}  {f.name}" for f in families)


def family_list(families: Sequence[Family]) -> str:
    """The families as JSON: what tells them, what they call things, which checks apply."""
    listed = [family.model_dump(mode="json") for family in families]
    return json.dumps(listed, ensure_ascii=False, indent=1)


def rules() -> tuple[Declaration, ...]:
    """All rules, in the order of their declarations."""
    from zipingbiao.reconcile.rules import ALL_RULES

    return ALL_RULES


def rule_lines(rules: Sequence[Declaration]) -> str:
    """The rules, a line each: slug, severity, title, ids."""
    wide = max(len(rule.slug) for rule in rules)
    return "\n".join(
        f"{r.slug:{wide}}  {r.severity:7}  {r.title_en}（{r.title}）  {' '.join(r.ids)}"
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


def _grid_line(number: int, grid: Grid) -> str:
    merged = sum(cell.row_span * cell.column_span > 1 for cell in grid.cells)
    return f"grid {number}: {grid.rows} rows × {grid.columns} columns, {merged} merged cells"
