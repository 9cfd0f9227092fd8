"""Forms and documents as JSON, and forms back from it."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from decimal import Decimal
from pathlib import Path

from zipingbiao.report.tabular import plain
from zipingbiao.schemas.form import Form
from zipingbiao.schemas.page import Document, Page

Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None


def as_json(value: object) -> Json:
    """A dataclass tree as plain JSON values: decimals as text, coordinates to 4 digits."""
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, (tuple, list)):
        return [as_json(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: as_json(getattr(value, field.name)) for field in fields(value)}
    raise TypeError(f"not a part of a form: {value!r}")


def form_document(form: Form) -> dict[str, Json]:
    """The form whole, as `form_json_schema` describes it."""
    document = as_json(form)
    assert isinstance(document, dict)
    return {**document, "status": str(form.status)}


def grids_document(document: Document, pages: tuple[Page, ...]) -> dict[str, Json]:
    """The grids of some pages: what `show --json` prints."""
    return {
        "path": document.path,
        "kind": document.kind,
        "sha256": document.sha256,
        "pages": [
            {
                "number": page.number,
                "width": round(page.width, 4),
                "height": round(page.height, 4),
                "source": str(page.source),
                "note": page.note,
                "grids": as_json(page.grids),
                "lines": as_json(page.lines),
            }
            for page in pages
        ],
    }


def write_forms(forms: list[Form], folder: Path) -> None:
    """Write `<form_id>.json` for every form."""
    for form in forms:
        text = json.dumps(form_document(form), ensure_ascii=False, indent=1)
        path = folder / f"{form.form_id}.json"
        path.write_text(text + "\n", encoding="utf-8", errors="replace", newline="\n")


def read_form(path: Path) -> Form:
    """The form in a document written earlier."""
    from pydantic import TypeAdapter  # heavy, and only reading needs it

    return TypeAdapter(Form).validate_json(path.read_bytes())
